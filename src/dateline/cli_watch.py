"""``dateline watch``: poll feeds into a casefile."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.ingest.item import Item
    from dateline.ingest.watch import Feed, FeedState
    from dateline.model import Document
    from dateline.reading import Failure, Notice


def register(app: typer.Typer) -> None:
    app.command()(watch)


def watch(
    feeds: Annotated[Path, typer.Argument(help="a TOML file with a [[feed]] (url, publisher, every) for each")],
    case: Annotated[Path, typer.Option("--case", metavar="FILE", help="add to this casefile; made if not there")],
    once: Annotated[bool, typer.Option("--once", help="ask each feed that is due once, then stop")] = False,
    pages: Annotated[bool, typer.Option("--pages", help="fetch the page of each entry for its whole text")] = False,
    everything: Annotated[bool, typer.Option("--all", help="keep what is no report of conflict, too")] = False,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="let addresses of this machine and of private networks be asked")
    ] = False,
) -> None:
    """Poll RSS and Atom feeds into a casefile, politely, until stopped (Ctrl-C).

    Each feed is asked no more often than it says in the file (`every`, minutes), with the validators that its server
    gave the last time; one that is down is asked ever more rarely and costs the others nothing. What stands in the
    casefile already is not read again.

    \b
    Example:
      dateline watch feeds.toml --case war.case --pages
    """
    from rich.console import Console

    from dateline import world
    from dateline.casefile import Casefile
    from dateline.ingest.watch import States, due, load_feeds
    from dateline.machine import Machine

    told = Console(stderr=True, highlight=False)
    listed = load_feeds(feeds)
    states = States(case.with_name(case.name + ".feeds.json"))
    machine: Machine | None = None
    with Casefile(case, create=True) as opened:
        try:
            while True:
                for feed in list(due(listed, states)):
                    found, state = _new(
                        feed, states[feed], told, gate=not everything, pages=pages, allow_local=allow_local
                    )
                    if found:
                        machine = machine or Machine()
                        added = world.read_into(opened, found, machine=machine)
                        told.print(f"{feed.url}: {added.read} new, {added.known} known", markup=False)
                    states.save(feed, state)  # last: what was not stored when the program was killed is asked for again
                if once:
                    return
                time.sleep(15)
        except KeyboardInterrupt:
            told.print("stopped; all that was read is in the casefile")


def _new(
    feed: Feed, state: FeedState, told: Console, *, gate: bool, pages: bool, allow_local: bool
) -> tuple[list[Document | Failure | Notice], FeedState]:
    """The documents of a feed's entries, if it has changed, and the feed's state after that."""
    from dateline.ingest import from_items
    from dateline.ingest.watch import poll

    entries, state, failure = poll(feed, state, allow_local)
    if failure:
        told.print(f"{failure.uri}: {failure.message}; next asked later", style="red", markup=False)
    items: list[tuple[str, Item] | Failure] = [
        _page(uri, item, allow_local) if pages and uri.startswith("http") else (uri, item) for uri, item in entries
    ]
    return list(from_items(items, gate=gate)), state


def _page(uri: str, item: Item, allow_local: bool) -> tuple[str, Item]:
    """The entry with its page's whole text; as the feed has it where the page cannot be had."""
    from dataclasses import replace

    from dateline.errors import InputError
    from dateline.ingest.fetch import fetch
    from dateline.ingest.html import read_html

    try:
        page = read_html(fetch(uri, allow_local=allow_local).data, uri)
    except InputError:
        return uri, item
    if len(page.text) <= len(item.text):
        return uri, item
    return uri, replace(item, text=page.text, found_in={**item.found_in, "text": "page"})

"""Polling feeds: politely, with what the server said the last time, and on when one is down.

# feeds.toml
[[feed]]
url = "https://example.org/rss"
publisher = "Example Post"   # optional: the feed's own title else
every = 30                   # minutes, at least 5
"""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dateline import files
from dateline.errors import InputError, UsageError
from dateline.ingest.feeds import read_feed
from dateline.ingest.fetch import fetch
from dateline.ingest.item import Item
from dateline.reading import Failure

MIN_MINUTES = 5
MAX_WAIT = 24 * 60  # minutes; a feed that fails is asked ever more rarely, up to this


@dataclass(frozen=True, slots=True)
class Feed:
    url: str
    publisher: str | None = None
    every: int = 30


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the last poll of a feed left: validators for the next request, when it is due (Unix time), failures."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


def load_feeds(path: Path) -> list[Feed]:
    """The feeds of a TOML file. Raises UsageError that names the entry that is wrong."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("feed")
    except OSError as e:
        raise UsageError(f"{path}: cannot be read ({(e.strerror or str(e)).lower()}); it lists feeds as TOML") from e
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise UsageError(f"{path}: is no TOML: {e}") from e
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{path}: no [[feed]] with a url in it")
    feeds = []
    for n, entry in enumerate(entries, 1):
        known = {k: v for k, v in entry.items() if k in ("url", "publisher", "every")}
        odd = set(entry) - set(known)
        if odd or not isinstance(entry.get("url"), str):
            raise UsageError(f"{path}: feed {n}: needs url; publisher and every may be given; found {sorted(entry)}")
        feed = Feed(**known)
        feeds.append(replace(feed, every=max(MIN_MINUTES, int(feed.every))))
    return feeds


def poll(
    feed: Feed, state: FeedState, allow_local: bool = False
) -> tuple[list[tuple[str, Item]], FeedState, Failure | None]:
    """The entries of a feed if it has changed, the new state, and why it failed if it did."""
    try:
        got = fetch(feed.url, etag=state.etag, modified=state.modified, allow_local=allow_local)
        entries = [] if got.status == 304 else list(read_feed(got.data, feed.url))
    except InputError as e:
        failures = state.failures + 1
        wait = min(MAX_WAIT, feed.every * 2 ** min(failures, 10))
        return [], replace(state, due=time.time() + 60 * wait, failures=failures), Failure(feed.url, e.message)
    due = time.time() + 60 * feed.every
    if got.status == 304:
        return [], replace(state, due=due, failures=0), None
    after = FeedState(got.headers.get("etag"), got.headers.get("last-modified"), due, 0)
    if feed.publisher:
        entries = [(uri, replace(item, publisher=feed.publisher)) for uri, item in entries]
    return entries, after, None


class States:
    """The states of the feeds, kept in a small file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            saved = json.loads(path.read_text(encoding="utf-8"))
            self._states = {url: FeedState(**state) for url, state in saved.items()}
        except (OSError, ValueError, TypeError):  # none yet, or damaged: the feeds are just asked afresh
            self._states = {}

    def __getitem__(self, feed: Feed) -> FeedState:
        return self._states.get(feed.url, FeedState())

    def save(self, feed: Feed, state: FeedState) -> None:
        self._states[feed.url] = state
        saved = json.dumps({u: asdict(s) for u, s in self._states.items()}, indent=1)
        files.replace(self._path, saved.encode("utf-8"))


def due(feeds: list[Feed], states: States) -> Iterator[Feed]:
    """The feeds whose time has come."""
    now = time.time()
    return (f for f in feeds if states[f].due <= now)

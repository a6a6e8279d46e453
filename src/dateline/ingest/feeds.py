"""RSS and Atom feeds: one report an entry, its text from the entry itself."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.ingest.item import Item

MAX_FEED = 20_000_000  # bytes
MAX_ENTRIES = 2_000  # an endless feed is read so far
_TAG = re.compile(r"<[^>]*>")


def read_feed(data: bytes, uri: str) -> Iterator[tuple[str, Item]]:
    """Address and report of each entry. Raises InputError where this is no feed.

    Entities that a feed declares itself are refused: no feed needs them and they can be made to grow without end.
    """
    if len(data) > MAX_FEED:
        raise InputError(uri, f"the feed has {len(data):,} bytes; more than {MAX_FEED:,} is not read")
    if b"<!ENTITY" in data[:100_000].upper():
        raise InputError(uri, "the feed declares entities of its own; it is not read")
    import feedparser

    feed = feedparser.parse(data, sanitize_html=True)
    if not feed.entries:
        why = feed.get("bozo_exception")
        raise InputError(uri, f"no entries found; is this an RSS or Atom feed? ({why})" if why else "the feed is empty")
    publisher = feed.feed.get("title")
    for n, entry in enumerate(feed.entries[:MAX_ENTRIES]):
        text = _text(entry)
        if text:
            yield entry.get("link") or f"{uri}#{n + 1}", _item(entry, text, publisher)


def _item(entry: Any, text: str, publisher: str | None) -> Item:
    day = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    fields = {
        "title": entry.get("title") and to_text(entry["title"]),
        "publisher": publisher and to_text(publisher),
        "published": datetime.date(*day[:3]).isoformat() if day else None,
        "url": entry.get("link"),
    }
    return Item(text=text, found_in={name: "feed" for name, value in fields.items() if value}, **fields)


def _text(entry: Any) -> str:
    """The fullest text that the entry has."""
    parts = [c.get("value") or "" for c in entry.get("content") or []] + [entry.get("summary") or ""]
    return max((to_text(p) for p in parts), key=len, default="")


def to_text(markup: str) -> str:
    """The words of a piece of HTML, paragraphs on lines of their own."""
    import html

    broken = re.sub(r"(?i)</(p|div|li|h\d)>|<br\s*/?>", "\n", markup)
    lines = (" ".join(html.unescape(_TAG.sub(" ", line)).split()) for line in broken.split("\n"))
    return "\n".join(line for line in lines if line)

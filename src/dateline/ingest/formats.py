"""Which reader takes which file: by its ending, else by its first bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping

from dateline.ingest.decode import NotTextError, decode
from dateline.ingest.feeds import read_feed
from dateline.ingest.html import MAX_PAGE, read_html
from dateline.ingest.item import Item
from dateline.ingest.mail import read_mail
from dateline.ingest.pdf import read_pdf
from dateline.ingest.tables import read_csv
from dateline.ingest.warc import read_warc
from dateline.reading import Failure

Items = Iterator[tuple[str, Item] | Failure]
Columns = Mapping[str, str] | None
# Bytes that are read of one file. Archives and tables hold many reports; a page, a feed or an e-mail holds few.
MAX_ARCHIVE = 2_000_000_000
MAX_PDF = 200_000_000
_LARGE = {".warc": MAX_ARCHIVE, ".warc.gz": MAX_ARCHIVE, ".csv": MAX_ARCHIVE, ".tsv": MAX_ARCHIVE, ".pdf": MAX_PDF}


def _one(read: Callable[[bytes, str], Item]) -> Callable[[bytes, str, Columns], Items]:
    def items(data: bytes, uri: str, columns: Columns) -> Items:
        yield uri, read(data, uri)

    return items


def _table(data: bytes, uri: str, columns: Columns) -> Items:
    try:
        text, _ = decode(data)
    except NotTextError as e:
        yield Failure(uri, str(e))
        return
    yield from read_csv(text, uri, columns)


_page, _pdf, _mail = _one(read_html), _one(read_pdf), _one(read_mail)
_READERS: dict[str, Callable[[bytes, str, Columns], Items]] = {
    ".html": _page, ".htm": _page, ".xhtml": _page, ".pdf": _pdf, ".eml": _mail, ".csv": _table, ".tsv": _table,
    ".rss": lambda data, uri, _: read_feed(data, uri), ".atom": lambda data, uri, _: read_feed(data, uri),
    ".warc": lambda data, uri, _: read_warc(io.BytesIO(data), uri),
    ".warc.gz": lambda data, uri, _: read_warc(io.BytesIO(data), uri),
}  # fmt: skip
ENDINGS = tuple(_READERS)


def limit_for(name: str, head: bytes = b"") -> int:
    """How many bytes of a file may be read; what is longer is no report of its format."""
    low = name.lower()
    for ending, limit in _LARGE.items():
        if low.endswith(ending):
            return limit
    if head.startswith(b"WARC/"):
        return MAX_ARCHIVE
    return MAX_PDF if head.startswith(b"%PDF-") else MAX_PAGE


def reader_for(name: str, head: bytes = b"") -> Callable[[bytes, str, Columns], Items] | None:
    """The reader of a file by its name and first bytes; None for plain text."""
    low = name.lower()
    for ending, reader in _READERS.items():
        if low.endswith(ending):
            return reader
    start = head[:500].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return _pdf
    if start.startswith((b"<!doctype html", b"<html")):
        return _page
    if start.startswith((b"<rss", b"<feed")) or (
        start.startswith(b"<?xml") and (b"<rss" in start or b"<feed" in start)
    ):
        return _READERS[".rss"]
    return _READERS[".warc"] if start.startswith(b"warc/") else None

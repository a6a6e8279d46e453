"""WARC archives: one report a page that was fetched with success."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from dateline.errors import InputError
from dateline.ingest.html import MAX_PAGE, read_html
from dateline.ingest.item import Item
from dateline.reading import Failure


def read_warc(stream: IO[bytes], uri: str) -> Iterator[tuple[str, Item] | Failure]:
    """Address and report of each HTML response, in order; a page that cannot be read costs no other.

    Raises InputError where the stream is no WARC. A page counts as published on the day that it says, never on the
    day of the crawl.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            seen += 1
            target = record.headers.get("WARC-Target-URI") or f"{uri}#{record.record_id}"
            if record.http_headers is None or record.http_headers.status_code not in (200, 203):
                continue
            if "html" not in (record.http_content_type or "").lower():
                continue
            data = record.reader.read(MAX_PAGE + 1)
            try:
                yield target, read_html(data, target)
            except InputError as e:
                yield Failure(target, e.message)
    except (OSError, ValueError, RuntimeError, EOFError) as e:
        if seen:
            yield Failure(uri, f"the archive is damaged after {seen} pages: {e}")
    if not seen:
        raise InputError(uri, "no responses found; is this a WARC archive?")

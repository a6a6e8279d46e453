"""Tables of reports: CSV and JSON lines whose columns are named by the caller or by custom."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping

from dateline.ingest.item import Item, iso_day
from dateline.reading import Failure

FIELDS = ("uri", "title", "publisher", "published", "text", "url")
# What the columns are called in the collections that people keep; the first that is there counts.
_CUSTOM: Mapping[str, tuple[str, ...]] = {
    "uri": ("uri", "url", "link", "id", "source_url"),
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "outlet", "site", "domain"),
    "published": ("published", "date", "pubdate", "published_at", "publish_date", "publication_date"),
    "text": ("text", "body", "content", "article", "article_text", "full_text"),
    "url": ("url", "link", "source_url"),
}


def read_rows(
    rows: Iterable[Mapping[str, object]], uri: str, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Item] | Failure]:
    """Address and report of each row. ``columns`` maps a field of :data:`FIELDS` to the column that has it."""
    for n, row in enumerate(rows, 1):
        names = {str(k).strip().lower(): k for k in row}
        fields = {f: _value(row, names, f, columns or {}) for f in FIELDS}
        here = fields.pop("uri") or f"{uri}#{n}"
        text = fields.pop("text")
        if text is None:
            wanted = (columns or {}).get("text") or "text"
            yield Failure(here, f"row {n} has no column {wanted!r}; name it with --columns text=NAME")
            continue
        fields["published"] = iso_day(fields["published"])
        yield here, Item(text=text, found_in={f: "table" for f, v in fields.items() if v}, **fields)


def _value(row: Mapping[str, object], names: Mapping[str, str], field: str, columns: Mapping[str, str]) -> str | None:
    wanted = (columns[field].lower(),) if field in columns else _CUSTOM[field]
    for name in wanted:
        if name in names and row[names[name]] not in (None, ""):
            return str(row[names[name]])
    return None


def read_csv(text: str, uri: str, columns: Mapping[str, str] | None = None) -> Iterator[tuple[str, Item] | Failure]:
    """The rows of a CSV with a header; comma, semicolon or tab, whichever its first line has most."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(2**31 - 1)
    try:
        yield from read_rows(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter), uri, columns)
    except csv.Error as e:
        yield Failure(uri, f"broken CSV: {e}")


def read_json_lines(
    lines: Iterable[str], uri: str, columns: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Item] | Failure]:
    """The objects of a file with one JSON object a line; a line that is none is told by its number."""
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("not an object")
        except (ValueError, RecursionError) as e:
            yield Failure(f"{uri}:{n}", f"line {n} is no JSON object: {e}")
            continue
        yield from read_rows([row], f"{uri}:{n}", columns)

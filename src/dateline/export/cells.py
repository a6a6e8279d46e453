"""CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; numbers and
    dates are left alone. NUL, which no CSV reader takes, becomes U+FFFD."""
    if not isinstance(value, str):
        return "" if value is None else value
    value = value.replace("\x00", "\ufffd")
    return "'" + value if value.lstrip(" ").startswith(_RISKY) and value.strip() else value


def plain(value: str) -> str:
    """What :func:`safe` was given, for reading back."""
    return value[1:] if value.startswith("'") and value[1:].lstrip(" ").startswith(_RISKY) else value


def to_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A header and the rows; every column is written, in order. Lines end in CRLF (RFC 4180), which
    also makes the writer quote a carriage return inside a cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(row[c]) for c in columns])
    return out.getvalue()

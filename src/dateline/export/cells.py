"""CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

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


def write_csv(out: BinaryIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """A header and the rows; every column is written, in order. Lines end in CRLF (RFC 4180), which
    also makes the writer quote a carriage return inside a cell. Gives the number of rows."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    written = 0
    for row in rows:
        writer.writerow([safe(row[c]) for c in columns])
        written += 1
    text.flush()
    text.detach()
    return written

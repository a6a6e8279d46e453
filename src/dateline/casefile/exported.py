"""The log of what left the casefile: who took out which selection in which format, and whether names were left out."""

from __future__ import annotations

from typing import Any

import msgspec

from dateline.casefile import db
from dateline.casefile.store import Casefile, encode
from dateline.model import Record

PATIENCE = 5.0  # seconds


class Export(Record, frozen=True, kw_only=True):
    """One row. ``names``: all | roles | none, whose names were kept; ``sha256``: of the file that was written."""

    who: str
    format: str
    selection: dict[str, Any]
    names: str
    rows: int
    file: str
    sha256: str
    version: str
    at: str = ""
    id: int = 0


def log(case: Casefile, export: Export) -> Export:
    """Appends a row; gives it back with its number and moment.

    Raises CasefileError where another process keeps writing: what is taken out need not wait for it long.
    """
    e, at = export, case.clock()
    with db.guarded(case.path), db.transaction(case.connection, PATIENCE):
        number = case.connection.execute(
            "INSERT INTO exports (at, who, format, selection, names, rows, file, sha256, version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (at, e.who, e.format, encode(e.selection), e.names, e.rows, e.file, e.sha256, e.version),
        ).lastrowid
    return msgspec.structs.replace(e, id=number or 0, at=at)


def exported(case: Casefile, limit: int | None = None) -> list[Export]:
    """The rows, newest first."""
    rows = case.query("SELECT * FROM exports ORDER BY id DESC LIMIT ?", -1 if limit is None else limit)
    return [Export(**{**dict(r), "selection": msgspec.json.decode(r["selection"])}) for r in rows]

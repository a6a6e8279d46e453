"""Opening a casefile: one SQLite file in WAL mode, brought to the current schema by ordered migrations.

``PRAGMA user_version`` counts the migrations that a file has had, ``PRAGMA application_id`` says that it is ours.
Each migration runs in one transaction together with its new ``user_version``, so a file is never between two schemas.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from dateline.errors import CasefileError

APPLICATION_ID = 0x44544C4E  # "DTLN"
BUSY_SECONDS = 60.0
_MAGIC = b"SQLite format 3\x00"
T = TypeVar("T")


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """(number, name, SQL) in order; numbers run from 1 without a gap."""
    found = []
    for entry in files("dateline.casefile").joinpath("migrations").iterdir():
        match = re.fullmatch(r"(\d{3})_(\w+)\.sql", entry.name)
        if match:
            found.append((int(match[1]), match[2], entry.read_text(encoding="utf-8")))
    found.sort()
    if [n for n, _, _ in found] != list(range(1, len(found) + 1)):
        raise CasefileError(f"the package's own migrations are not 1, 2, 3 ...: {[n for n, _, _ in found]}")
    return tuple(found)


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one (``executescript`` would commit behind our back)."""
    buffer = ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""
    if re.sub(r"(?m)^\s*--.*$", "", buffer).strip():
        raise CasefileError(f"a migration ends in the middle of a statement: {buffer.strip()[:60]!r}")


@contextmanager
def guarded(path: Path | str) -> Iterator[None]:
    """Turns SQLite's errors into CasefileErrors that name the file and say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as e:
        raise told(e, path) from e


def told(error: Exception, path: Path | str) -> CasefileError:
    """What SQLite or a record that cannot be decoded ran into, as a CasefileError."""
    if isinstance(error, sqlite3.DatabaseError):
        return CasefileError(f"{path}: {_meaning(error, path)}")
    return CasefileError(f"{path}: {_damaged(path)} (a record of it cannot be read: {error})")


def _damaged(path: Path | str) -> str:
    return (
        "this casefile is damaged; restore a copy, or save what can be read with "
        f"`sqlite3 {path} .recover | sqlite3 saved.case`"
    )


# A full disk as SQLite sees it: no room for a page, or none for the index of its log.
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)


def _meaning(error: sqlite3.DatabaseError, path: Path | str) -> str:
    whole = getattr(error, "sqlite_errorcode", 0)
    code = whole & 0xFF
    if whole in _FULL:
        return "the disk is full; make room and run again (nothing stored is lost)"
    if any(words in str(error) for words in ("malformed JSON", "Could not decode")):  # it was whole when it went in
        return _damaged(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            f"another process has held this casefile for more than {BUSY_SECONDS:.0f} seconds; "
            "wait until it is done and run again (nothing stored is lost)"
        )
    return {
        sqlite3.SQLITE_NOTADB: _NOT_OURS,
        sqlite3.SQLITE_CORRUPT: _damaged(path),
        sqlite3.SQLITE_READONLY: _READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: "cannot be opened; does the folder exist, and may you write there?",
        sqlite3.SQLITE_IOERR: f"the disk gave an error ({getattr(error, 'sqlite_errorname', error)}): is it full, is "
        "there a limit on the size of files, or is it failing? What was stored before stands; "
        f"`dateline check --case {path}` looks",
    }.get(code, str(error))


_NOT_OURS = "this is not a casefile (not a SQLite file); give another name to --case"
_READ_ONLY = "this casefile can only be read, not written; make file and folder writable"


def connect(path: Path, *, write: bool, create: bool) -> sqlite3.Connection:
    """An open connection at the current schema; rows come as :class:`sqlite3.Row`.

    Raises CasefileError for a file that is missing (unless ``create``), is no SQLite file, belongs to another program,
    is cut off, or was written by a later version of this one.
    """
    _check_file(path, create=create and write)
    if write and path.exists() and not writable(path):
        raise CasefileError(f"{path}: {_READ_ONLY}")  # before seconds of work; SQLite tells only at the first row
    with guarded(path):
        connection = _open(path, write)
        try:
            _check_header(connection, path)
            if write:
                _retry(lambda: connection.execute("PRAGMA journal_mode = WAL"))
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                _migrate(connection, path)
            elif _version(connection) < len(migrations()):
                raise CasefileError(
                    f"{path}: this casefile has an older schema ({_version(connection)} of {len(migrations())}) "
                    "and is opened only for reading; open it once with a command that writes, such as `dateline reread`"
                )
        except BaseException:
            connection.close()
            raise
    return connection


def _open(path: Path, write: bool) -> sqlite3.Connection:
    def attempt(uri: str) -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    base = path.absolute().as_uri()
    if write:
        return _retry(lambda: attempt(base + "?mode=rwc"))
    try:
        return _retry(lambda: attempt(base + "?mode=ro"))
    except sqlite3.OperationalError:
        # A WAL file in a folder where nothing may be written: readable as it is, if no log waits to be merged.
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        return attempt(base + "?immutable=1")


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise CasefileError(f"{path}: this is a folder; a casefile is one file")
    if not path.exists():
        if create:
            return
        raise CasefileError(f"{path}: there is no such casefile; `dateline read PATH --case {path}` makes one")
    size = path.stat().st_size
    try:
        with path.open("rb") as f:
            head = f.read(100)
    except OSError as e:
        raise CasefileError(f"{path}: cannot be read ({e.strerror})") from e
    if size == 0 and create:
        return
    if size == 0:
        raise CasefileError(f"{path}: this file is empty; `dateline read PATH --case {path}` makes a casefile of it")
    if not head.startswith(_MAGIC):
        raise CasefileError(f"{path}: {_NOT_OURS}")
    if len(head) < 100:
        raise CasefileError(f"{path}: this casefile is cut off: {size} bytes; restore a copy")
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    wanted = (65536 if page == 1 else page) * pages
    if size >= wanted or path.with_name(path.name + "-wal").exists():
        return
    size = path.stat().st_size  # again: another process may have merged its log into the file since
    if size < wanted:
        raise CasefileError(f"{path}: this casefile is cut off: {size} bytes of {wanted}; restore a copy")


def _check_header(connection: sqlite3.Connection, path: Path) -> None:
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not ours and tables:
        raise CasefileError(f"{path}: this SQLite file belongs to another program; give another name to --case")
    version, known = _version(connection), len(migrations())
    if version > known:
        raise CasefileError(
            f"{path}: this casefile was written by a later version of Dateline (schema {version}, this program knows "
            f"{known}); update Dateline"
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    for number, _, script in migrations():
        if _version(connection) >= number:
            continue
        with transaction(connection):
            if _version(connection) >= number:  # another process was faster
                continue
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
    _check_header(connection, path)


@contextmanager
def transaction(connection: sqlite3.Connection, patience: float = BUSY_SECONDS) -> Iterator[None]:
    """All or nothing. Takes the write lock at once: a lock taken half way could not wait for another process.

    ``patience``: seconds to wait for a process that holds it.
    """
    connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
    try:
        _retry(lambda: connection.execute("BEGIN IMMEDIATE"), patience)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Several reads of one state, whatever other processes write meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def _retry(action: Callable[[], T], patience: float = BUSY_SECONDS) -> T:
    """Again while busy. SQLite's own timeout does not cover every case (switching to WAL, recovering after a kill)."""
    end = time.monotonic() + patience
    wait = 0.005
    while True:
        try:
            return action()
        except sqlite3.OperationalError as e:
            if getattr(e, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(wait)
        wait = min(wait * 2, 0.25)


def writable(path: Path) -> bool:
    """May this process write to the casefile and beside it (its log)?"""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)

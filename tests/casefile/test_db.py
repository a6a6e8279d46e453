"""Files of an older schema, of the future, of others, and broken ones."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from made import Teller

from dateline.casefile import Casefile, db
from dateline.casefile.search import search
from dateline.errors import CasefileError
from dateline.reading import Reading

LATEST = len(db.migrations())


def shape(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    return sorted(
        (r[0], r[1], " ".join(str(r[2]).split()))
        for r in connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    )


def older(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> Casefile:
    """A casefile as an earlier program made it."""
    with monkeypatch.context() as patch:
        known = db.migrations()[:version]
        patch.setattr(db, "migrations", lambda: known)
        return Casefile(path, create=True)


@pytest.mark.parametrize("version", range(1, LATEST))
def test_an_older_casefile_is_brought_up_to_date_with_what_it_holds(
    tmp_path: Path, version: int, readings: list[Reading], teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.case"
    old = older(path, version, monkeypatch)
    old.connection.execute("PRAGMA foreign_keys = ON")
    for reading in readings:
        old.add(reading, teller.producer)
    old.close()
    with Casefile(tmp_path / "new.case", create=True) as new, Casefile(path) as case:
        assert case.query("PRAGMA user_version")[0][0] == LATEST
        assert [s.reading for s in case.readings()] == readings
        assert shape(case.connection) == shape(new.connection)
        assert [h.document for h in search(case, "bridge")] == [readings[2].document.id]


def test_an_older_casefile_opened_for_reading_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older(tmp_path / "old.case", 1, monkeypatch).close()
    with pytest.raises(CasefileError, match="older schema"):
        Casefile(tmp_path / "old.case", write=False)


def test_a_casefile_of_the_future_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "future.case"
    with Casefile(path, create=True) as case:
        case.connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(CasefileError, match="later version of Dateline"):
            Casefile(path, write=write)
    assert path.read_bytes() == before


def test_schema_sql_is_what_the_migrations_make(case: Casefile) -> None:
    plain = sqlite3.connect(":memory:")
    plain.executescript(files("dateline.casefile").joinpath("schema.sql").read_text(encoding="utf-8"))
    assert shape(plain) == shape(case.connection)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.case"
    Casefile(path, create=True).close()
    known = (*db.migrations(), (LATEST + 1, "broken", "CREATE TABLE half (a);\nINSERT INTO nowhere VALUES (1);\n"))
    with monkeypatch.context() as patch:
        patch.setattr(db, "migrations", lambda: known)
        with pytest.raises(CasefileError):
            Casefile(path)
    with Casefile(path) as case:
        assert case.query("SELECT count(*) FROM sqlite_master WHERE name = 'half'")[0][0] == 0
        assert case.query("PRAGMA user_version")[0][0] == LATEST


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="no such casefile"):
        Casefile(tmp_path / "none.case")


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="cannot be opened"):
        Casefile(tmp_path / "no" / "none.case", create=True)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CasefileError, match="folder"):
        Casefile(tmp_path)


def test_not_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "notes.case"
    path.write_text("my notes " * 100)
    with pytest.raises(CasefileError, match="not a SQLite file"):
        Casefile(path, create=True)
    assert path.read_text().startswith("my notes")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE moz_places (url)")
    other.commit()
    other.close()
    with pytest.raises(CasefileError, match="another program"):
        Casefile(path, create=True)


def test_an_empty_file_becomes_a_casefile(tmp_path: Path) -> None:
    path = tmp_path / "war.case"
    path.touch()
    with Casefile(path, create=True) as case:
        assert case.readings() == []


@pytest.mark.parametrize("share", [0.0005, 0.3, 0.9])
def test_cut_off(tmp_path: Path, readings: list[Reading], teller: Teller, share: float) -> None:
    path = tmp_path / "war.case"
    with Casefile(path, create=True) as case:
        for reading in readings:
            case.add(reading, teller.producer)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(CasefileError, match="cut off"):
        Casefile(path)


def test_damaged_inside(tmp_path: Path, readings: list[Reading], teller: Teller) -> None:
    path = tmp_path / "war.case"
    with Casefile(path, create=True) as case:
        for reading in readings * 3:
            case.add(reading, teller.producer)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(CasefileError, match=r"damaged|not a casefile"), Casefile(path) as case:
        case.readings()


def test_numbers_of_migrations_run_without_a_gap() -> None:
    assert [n for n, _, _ in db.migrations()] == list(range(1, LATEST + 1))

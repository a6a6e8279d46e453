"""What Spark wrote goes into a casefile. Needs no Spark."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made import Teller, tell
from typer.testing import CliRunner

from dateline.casefile import Casefile
from dateline.cli import app
from dateline.errors import InputError, SetupError
from dateline.reading import Failure
from dateline.scale.__main__ import session
from dateline.scale.importing import import_into
from dateline.scale.rows import failed, producer_of, reading_of, row_of

READINGS = [tell("Post", "2031-03-04", f"Oramo was shelled and {n} people died, the mayor said.") for n in (3, 4)]
PRODUCER = Teller("1.0").producer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out" / "readings").mkdir(parents=True)
    stumbled = replace(tell("Post", "2031-03-05", "Odd."), claims=(), problem="stumbled")
    rows = [*(row_of(r, PRODUCER) for r in (*READINGS, stumbled)), failed(Failure("x.warc", "is no archive"))]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "out" / "readings" / "part-0.parquet")
    return tmp_path / "out"


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_comes_back_as_it_went_in(reading: object) -> None:
    row = row_of(reading, PRODUCER)  # type: ignore[arg-type]
    assert reading_of(row) == reading
    assert producer_of(row) == PRODUCER


def test_importing_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with Casefile(tmp_path / "war.case", create=True) as case:
        new, known, failures = import_into(case, folder)
        assert (new, known, [f.message for f in failures]) == (2, 0, ["stumbled", "is no archive"])
        assert [s.reading for s in case.readings()] == READINGS
        assert len(list(case.documents())) == 3  # the text that was stumbled over is kept
        before = case.digest()
        assert import_into(case, folder / "readings")[:2] == (0, 2)
        assert case.digest() == before


def test_the_command_joins_and_says_what_failed(folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["import", str(folder), "--case", str(tmp_path / "war.case")])
    assert done.exit_code == 1
    assert "x.warc: is no archive" in done.stderr
    assert "2 reports imported, 0 had been there before" in done.stderr
    assert "1 incidents" in done.stderr or "2 incidents" in done.stderr


def test_a_folder_without_readings_is_told(folder: Path, tmp_path: Path) -> None:
    with Casefile(tmp_path / "war.case", create=True) as case:
        with pytest.raises(InputError, match="no Parquet files"):
            import_into(case, tmp_path)
        (tmp_path / "part.parquet").write_bytes(b"PAR1 not really")
        with pytest.raises(InputError, match="cannot be read as Parquet"):
            import_into(case, tmp_path)


def test_without_pyspark_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(SetupError, match="pip install 'dateline"):
        session("local[1]")

"""The gate holds the floors, raises them, and lowers none without being told to."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.gate import LoweredError, below, load, main, parse, raised, write

LINE = "alpha: 0.412 (claim F1 0.650 x mean field accuracy 0.634; deaths exact 0.310 of 12; n=34; baseline 0.200)"


def scorer(shared: Path, name: str, line: str, code: int = 0) -> None:
    """A scorer that prints a table and a figure, as the real ones do."""
    path = shared / "scorers" / f"{name}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"import sys\nassert sys.argv[1] == '--dateline'\nprint('a table')\nprint({line!r})\nsys.exit({code})\n"
    )


def test_the_last_line_of_a_scorer() -> None:
    assert parse(LINE) == {"main": 0.412, "claim F1": 0.65, "mean field accuracy": 0.634, "deaths exact": 0.31}
    with pytest.raises(ValueError, match="no figure"):
        parse("it broke")


def test_below() -> None:
    floors = {"alpha": {"main": 0.4, "recall": 0.5}, "beta": {"main": 0.9}}
    assert below({"alpha": {"main": 0.4, "recall": 0.5}}, floors) == []
    lines = [line.partition(" is ")[0] for line in below({"alpha": {"main": 0.39}}, floors)]
    assert lines == ["alpha: main 0.390", "alpha: recall"]


def test_floors_rise_and_never_fall_by_themselves() -> None:
    floors = {"alpha": {"main": 0.4}, "beta": {"main": 0.9}}
    assert raised(floors, {"alpha": {"main": 0.5, "recall": 0.1}}) == {
        "alpha": {"main": 0.5, "recall": 0.1},
        "beta": {"main": 0.9},
    }
    with pytest.raises(LoweredError, match=r"alpha: main was 0\.400, now 0\.300"):
        raised(floors, {"alpha": {"main": 0.3}})
    assert raised(floors, {"alpha": {"main": 0.3}}, lower=["alpha"])["alpha"] == {"main": 0.3}


def test_a_hair_below_is_let_pass_and_lowers_nothing() -> None:
    floors = {"alpha": {"main": 0.4}}
    assert below({"alpha": {"main": 0.399}}, floors) == []
    assert raised(floors, {"alpha": {"main": 0.399}}) == floors


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    write(path, {"alpha": {"main": 0.4, "claim F1": 0.65}})
    write(path, {"alpha": {"main": 0.3}}, [("alpha", "the scorer changed")])
    assert load(path) == {"alpha": {"main": 0.3}}
    assert 'because = "the scorer changed"' in path.read_text()


def test_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = tmp_path / "floors.toml"
    where = ["--shared", str(tmp_path), "--floors", str(floors)]
    scorer(tmp_path, "alpha", LINE)
    assert main([*where, "--raise"]) == 0
    assert load(floors)["alpha"]["main"] == 0.412
    assert main(where) == 0

    scorer(tmp_path, "alpha", LINE.replace("0.412", "0.401"))
    assert main(where) == 1
    assert "below its floor of 0.412" in capsys.readouterr().err
    before = floors.read_text()
    assert main([*where, "--raise"]) == 1
    assert floors.read_text() == before
    assert main([*where, "--raise", "--lower", "alpha", "--because", "told to"]) == 0
    assert load(floors)["alpha"]["main"] == 0.401
    with pytest.raises(SystemExit):
        main([*where, "--raise", "--lower", "alpha"])


def test_a_scorer_that_fails_fails_the_gate(tmp_path: Path) -> None:
    scorer(tmp_path, "alpha", LINE, code=1)
    with pytest.raises(RuntimeError, match="exit 1"):
        main(["--shared", str(tmp_path), "--floors", str(tmp_path / "floors.toml"), "--only", "alpha"])


def test_without_the_data_nothing_is_measured_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.toml"
    write(floors, {"alpha": {"main": 0.4}})
    assert main(["--shared", str(tmp_path / "nowhere"), "--floors", str(floors)]) == 0
    assert "skipped" in capsys.readouterr().err


def test_the_projects_own_floors_can_be_read() -> None:
    assert all(0 < value <= 1 for figures in load().values() for value in figures.values())

"""The verbs on a casefile, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import Teller
from typer.testing import CliRunner

from dateline import world
from dateline.casefile import Casefile
from dateline.cli import app
from dateline.errors import DatelineError
from dateline.reading import Reading

RUN = CliRunner()


@pytest.fixture
def path(tmp_path: Path, readings: list[Reading], teller: Teller) -> Path:
    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in readings:
            case.add(reading, teller.producer)
        world.build(case)
    return tmp_path / "war.case"


def run(path: Path, *words: str, code: int = 0) -> str:
    result = RUN.invoke(app, [*words, "--case", str(path)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.stdout


def test_incidents_and_show(path: Path) -> None:
    listed = run(path, "incidents")
    first = listed.split()[0]
    assert first.startswith("inc_")
    assert "Oramo" in run(path, "show", first)
    assert "Oramo" in run(path, "show", first[:9])
    assert json.loads(run(path, "incidents", "--json"))[0]["id"] == first
    assert json.loads(run(path, "show", first, "--json"))["incident"]["id"] == first
    assert run(path, "incidents", "--since", "2040") == ""
    assert "Lessing" in run(path, "incidents", "--place", "lessing")
    assert run(path, "incidents", "--type", "agreement") == ""


def test_search_and_explain(path: Path, readings: list[Reading]) -> None:
    assert "[bridge]" in run(path, "search", "bridge")
    assert json.loads(run(path, "search", "bridge", "--json"))[0]["document"] == readings[2].document.id
    told = run(path, "explain", readings[0].claims[0].id)
    assert "word list: shelling" in told
    assert "governor" in told


def test_judgements_from_the_command_line(path: Path, readings: list[Reading]) -> None:
    claim = readings[0].claims[0].id
    by = ("--author", "R. Okafor", "--reason", "photographs")
    assert "judgement 1" in run(path, "judge", "correct", claim, "harm", "killed=13", *by)
    assert "13" in run(path, "explain", claim)
    run(path, "judge", "reject", claim, *by)
    run(path, "judge", "undo", "2", *by)
    run(path, "judge", "note", claim, "--author", "A", "--note", "see the letter")
    run(path, "judge", "reliability", "governor", "low", *by)
    run(path, "judge", "accept", claim, "--author", "A")
    listed = run(path, "judge", "list")
    assert "(undone)" in listed
    assert 'harm = [{"effect": "killed"' in listed
    assert len(json.loads(run(path, "judge", "list", "--json"))) == 6
    assert "judged" in run(path, "explain", claim)


def test_merge_and_split(path: Path) -> None:
    ids = [i["id"] for i in json.loads(run(path, "incidents", "--json"))]
    by = ("--author", "A", "--reason", "one and the same")
    run(path, "judge", "merge", *ids, *by)
    merged = json.loads(run(path, "incidents", "--json"))
    assert len(merged) == 1
    run(path, "judge", "split", merged[0]["claims"][0], *by)
    assert len(json.loads(run(path, "incidents", "--json"))) == 2


def test_diff_and_check(path: Path) -> None:
    assert run(path, "diff", "1.0") == ""
    assert "new" in run(path, "diff", "2020-01-01")
    assert run(path, "check").endswith("sound\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "inc_none"], "no incident"),
        (["explain", "clm_none"], "no claim"),
        (["diff", "0.0"], "neither a date nor a version"),
        (["diff", "2031-44-44"], "no date"),
        (["incidents", "--since", "yesterday"], "no date"),
        (["incidents", "--since", "2031-13"], "no date"),
        (["incidents", "--until", "2031-02-30"], "no date"),
        (["incidents", "--since", "2031-05", "--until", "2031-01"], "must not be the later"),
        (["incidents", "--type", "bombings"], r"no event type 'bombings'; bombing\?"),
        (["export", "csv", "-o", "no.csv", "--type", "x"], "no event type 'x'; .*shelling"),
        (["judge", "undo", "9", "--author", "A"], "no judgement 9"),
        (["judge", "reject", "clm_none", "--author", "A", "--reason", "B"], "no claim, .*`dateline incidents`"),
        (["judge", "correct", "clm_none", "when", "soon", "--author", "A", "--reason", "B"], "no date"),
    ],
)
def test_errors_say_what_is_wrong(path: Path, words: list[str], message: str) -> None:
    with pytest.raises(DatelineError, match=message):
        run(path, *words)


def test_a_missing_casefile(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="no such casefile"):
        run(tmp_path / "none.case", "incidents")


def test_a_casefile_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its world is out of date: it is made for the moment and not kept."""
    with Casefile(path) as case:
        case.connection.execute("UPDATE worlds SET key = 'old'")
    monkeypatch.setattr("dateline.casefile.db.writable", lambda path: False)
    assert "Oramo" in run(path, "incidents")
    with Casefile(path, write=False) as case:
        assert case.query("SELECT key FROM worlds")[0]["key"] == "old"


def test_exports_from_the_command_line(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run(path, "export", "acled", "-o", str(out), "--since", "2031", "--place", "Oramo")
    assert RUN.invoke(app, ["validate", "acled", str(out)]).exit_code == 0
    about = json.loads((tmp_path / "out.csv.manifest.json").read_text())
    assert about["filter"] == {"since": "2031", "place": "Oramo"}
    out.write_text("wrong\n")
    assert RUN.invoke(app, ["validate", "acled", str(out)]).exit_code == 1
    run(path, "report", "-o", str(tmp_path / "report.html"))
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")
    with pytest.raises(DatelineError, match="no format"):
        run(path, "export", "xls", "-o", str(out))
    with pytest.raises(DatelineError, match="--names"):
        run(path, "export", "csv", "-o", str(out), "--names", "some")

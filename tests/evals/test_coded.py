"""The coded dispatches are of their format, and what is wrong with one is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.coded import CORPUS, PARTS, REAL, load, main, problems

TEXT = "Two shells hit the bus station in Fuerte Olimpo on Monday, killing four, police said."


def coded(**changes: Any) -> dict[str, Any]:
    """A claim about TEXT, as the file has it."""
    claim = {
        "id": "c1",
        "evidence": "Two shells hit the bus station in Fuerte Olimpo on Monday, killing four",
        "type": "shelling",
        "source": "police",
        "source_kind": "official",
        "via": [],
        "stance": "reports",
        "polarity": "affirmed",
        "status": "happened",
        "initiators": [],
        "targets": ["civilians"],
        "place": {"name": "Fuerte Olimpo", "country": "PY", "lat": -21.04, "lon": -57.87, "precision": "exact"},
        "when": {"start": "2031-03-10", "end": "2031-03-10", "precision": "day"},
        "harm": [{"effect": "killed", "group": "all", "low": 4, "high": 4}],
        "means": ["artillery"],
        "struck": [],
        "control": None,
        "incident": "i1",
    }
    return claim | changes


def written(folder: Path, name: str = "chaco-station-a", **changes: Any) -> Path:
    """A dispatch with one claim in a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    world = {"id": "i1", "type": "shelling", "place": "Fuerte Olimpo", "start": None, "end": None, "world": "a station"}
    article = {
        "doc": name,
        "title": None,
        "publisher": "P",
        "published": "2031-03-11",
        "war": "Chaco",
        "outlet": "wire",
    }
    article |= {"claims": [coded(**changes)], "incidents": [world], "holdings": []}
    (folder / f"{name}.json").write_text(json.dumps(article), encoding="utf-8")
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_the_corpus_is_of_its_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().out
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() in readme, "python -m evals.coded --write"


def test_every_part_has_stories() -> None:
    assert all(load(CORPUS / p) for p in PARTS)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": "Three shells"}, "not in the text"),
        ({"also": ["killing five"]}, "not in the text"),
        ({"incident": "i2"}, "no incident i2"),
        ({"type": "flood"}, "no type flood"),
        ({"source": None}, "a kind without a source"),
        ({"stance": "denies"}, "denies, but is affirmed"),
        ({"type": "control_state"}, "control without a holder"),
        ({"harm": [{"effect": "killed", "group": "all", "low": 4, "high": 2}]}, "killed 4 to 2"),
        ({"when": {"start": "2031-03-10", "end": "2031-03-09", "precision": "days"}}, "ends before it starts"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    assert any(said in line for line in problems(load(written(tmp_path, **changes))))


@pytest.mark.parametrize("changes", [{"stance": "says"}, {"place": {"name": "X"}}, {"means": ["laser"]}, {"day": "x"}])
def test_what_is_not_of_the_format_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"chaco-station-a\.json"):
        load(written(tmp_path, **changes))


def test_one_incident_in_two_stories_is_found(tmp_path: Path) -> None:
    written(tmp_path)
    assert any("several stories" in line for line in problems(load(written(tmp_path, "chaco-other-a"))))


def test_a_story_in_two_parts_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part, name in (("dispatches", "chaco-fort-a"), ("held", "chaco-fort-b")):
        written(tmp_path / part, name)
    assert main(["--corpus", str(tmp_path)]) == 1
    assert "chaco-fort: in dispatches/ and in held/" in capsys.readouterr().out


def test_published_articles_may_tell_of_one_incident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("chaco-fort-1932", "chaco-treaty-1935"):
        written(tmp_path / REAL, name)
    assert main(["--corpus", str(tmp_path)]) == 0, capsys.readouterr().out
    assert (CORPUS / REAL / "README.md").read_text(encoding="utf-8").count("en.wikinews.org") == len(
        load(CORPUS / REAL)
    )

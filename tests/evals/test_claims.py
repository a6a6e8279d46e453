"""The scorer of the corpus: its figures where they are known by hand, and a run on a few dispatches."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.model import ClaimPlace, Harm
from evals.alike import agreement, killed, same_name, same_place
from evals.claims import Said, b_cubed, coded, figures, judged, main, matched, run
from evals.coded import CORPUS, PARTS, load

PLACE = ClaimPlace(id="x", name="Fuerte Olimpo", lat=-21.04, lon=-57.87, country="PY")
SHELLS = Said(
    start=0,
    end=60,
    type="shelling",
    source="police",
    stance="reports",
    polarity="affirmed",
    status="happened",
    initiators=(),
    targets=("civilians",),
    place=PLACE,
    day="2031-03-10",
    killed=(4, 4),
    incident="a",
)


def said(**changes: Any) -> Said:
    return replace(SHELLS, **changes)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Revolutionary Guard", "IRGC"),
        ("Chaco Liberation Front", "CLF"),
        ("Gen. Rolón", "Rolón"),
        ("the Paraguayan army", "Paraguayan Air Force"),
        ("Kurdish peshmerga", "Kurdish peshmarga"),
        ("Médéa", "Medea"),
    ],
)
def test_names_that_are_one(one: str, two: str) -> None:
    assert same_name(one, two)
    assert same_name(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Paraguayan Army", "Bolivian Army"),
        ("Paraguayan Army", "Paraguayan rebels"),
        ("the army", "the government"),
        ("police", "hospital"),
        ("North Korean Army", "South Korean Army"),
        ("Iran", "Iraq"),
    ],
)
def test_names_that_are_two(one: str, two: str) -> None:
    assert not same_name(one, two)
    assert not same_name(two, one)


def test_names_are_compared_as_sets() -> None:
    assert agreement((), ()) == 1
    assert agreement(("civilians",), ()) == 0
    assert agreement(("civilians", "police"), ("police",)) == pytest.approx(2 / 3)


def test_places() -> None:
    there = ClaimPlace(id="y", name="Another", lat=-21.2, lon=-57.87)
    assert same_place(None, None)
    assert not same_place(PLACE, None)
    assert same_place(PLACE, there)
    assert not same_place(PLACE, ClaimPlace(id="y", name="Fuerte Olimpo", lat=-25.0, lon=-57.87))
    assert same_place(ClaimPlace(id="z", name="fuerte olimpo"), PLACE)


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([], None),
        ([("injured", "all", 3, 3)], None),
        ([("killed", "all", 11, None), ("killed", "children", 2, 2)], (11, 11)),
        ([("killed", "civilians", 3, 3), ("killed", "children", 2, 2), ("killed", "security_forces", 4, 5)], (7, 8)),
        ([("killed", "women", 1, 1), ("killed", "children", 2, 2)], (3, 3)),
        ([("killed", "fighters", 6, 6), ("killed", "journalists", 1, 1)], (7, 7)),
    ],
)
def test_the_killed(parts: list[tuple[Any, str, int, int | None]], total: tuple[int, int] | None) -> None:
    assert killed([Harm(effect=e, group=g, low=low, high=high) for e, g, low, high in parts]) == total


def test_what_matches() -> None:
    assert matched([said()], [said()])
    assert matched([said(type="bombing")], [said()]), "easily taken for one another"
    assert matched([said(start=20, type="protest")], [said()]), "most of the words"
    assert not matched([said(end=8, type="protest")], [said()])
    assert not matched([said(start=61, end=99)], [said()])


def test_the_more_alike_is_matched() -> None:
    coder = [said(source="rebels", stance="accuses"), said()]
    program = [said(), said(source="Rebels")]
    assert {(a.source, b.source) for a, b in matched(program, coder)} == {("police", "police"), ("Rebels", "rebels")}


def test_fields() -> None:
    wrong = judged(said(source=None, day="2031-03-11", targets=(), killed=(4, 9)), said())
    assert {field for field, value in wrong.items() if value < 1} == {"source", "date", "targets", "killed"}


def test_figures() -> None:
    extra = said(start=100, end=130, type="protest")
    holds = said(start=200, end=220, type="control_state")
    got = figures([([said(), extra, holds], [said(source="medics"), said(start=300, end=340)])])
    assert got["precision"] == got["recall"] == got["claim F1"] == 0.5, "a holding that nobody coded counts nowhere"
    assert got["source"] == 0
    assert got["type"] == 1
    assert got["strict record F1"] == 0
    assert got["main"] == pytest.approx(0.5 * 0.9)


def test_b_cubed() -> None:
    assert b_cubed([("1", "a"), ("1", "a"), ("2", "b")]) == 1
    assert b_cubed([("1", "a"), ("2", "a")]) == pytest.approx(2 / 3)


def test_a_coder_agrees_with_himself() -> None:
    sides = [coded(d) for d in load(CORPUS / PARTS[0])]
    perfect = figures((side, side) for side in sides)
    assert perfect["main"] == pytest.approx(1)
    assert perfect["incidents B-cubed F1"] == pytest.approx(1)


def test_a_run_on_a_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = load(CORPUS / PARTS[0])[:3]
    program = run(few, f"{sys.executable} -m dateline")
    assert set(program) == {d.article.doc for d in few}
    got = figures((program[d.article.doc], coded(d)) for d in few)
    assert got["claim F1"] > 0.2
    assert got["mean field accuracy"] > 0.4


def test_floors_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("evals.claims.run", lambda dispatches, command: {d.article.doc: coded(d) for d in dispatches})
    floors = tmp_path / "floors.toml"
    assert main(["--floors", str(floors), "--raise"]) == 0
    assert main(["--floors", str(floors)]) == 0
    monkeypatch.setattr("evals.claims.run", lambda dispatches, command: {d.article.doc: [] for d in dispatches})
    assert main(["--floors", str(floors), "--claims"]) == 1
    told = capsys.readouterr()
    assert "missed: " in told.out
    assert "corpus: claim F1 0.000 is below its floor of 1.000" in told.err
    assert main(["--floors", str(floors), "--raise"]) == 1
    assert main(["--floors", str(floors), "--raise", "--lower", "told to"]) == 0

"""Those harmed one by one, in their own words, and the words for those hit whom only the type of an event tells."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine
    from dateline.model import Claim

CASES = Path(__file__).parent / "cases" / "harmed_each.csv"


def rows() -> list[dict[str, str]]:
    lines = [x for x in CASES.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines))


def claims_of(machine: Machine, text: str) -> tuple[Claim, ...]:
    (reading,) = machine.readings([Document(id="d", uri="d", text=text, published="2031-03-12")])
    return reading.claims


@pytest.mark.parametrize("case", rows(), ids=lambda case: case["text"][:40])
def test_each_of_a_list_has_an_entry_without_a_number(machine: Machine, case: dict[str, str]) -> None:
    entries = [h for c in claims_of(machine, case["text"]) for h in c.harm if not h.numbered]
    assert [h.span.text for h in entries if h.span] == [w for w in case["words"].split("|") if w]
    assert all(h.partial for h in entries)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The assassination in Lomé of the union's secretary was condemned.", "the union's secretary"),
        ("The attackers threatened and beat up the watchmen.", "the watchmen"),
    ],
)
def test_civilians_whom_the_type_tells_have_the_words_of_whom_it_is_of(machine: Machine, text: str, words: str) -> None:
    found = [p.span.text for c in claims_of(machine, text) for p in c.participants if p.role == "target" and p.span]
    assert found == [words]


def test_where_nobody_was_harmed_nobody_is_hit_by_it(machine: Machine) -> None:
    claims = claims_of(machine, "Guerrillas blew up a bus in Wa on Monday; no casualties have been reported.")
    words = [p.span.text for c in claims for p in c.participants if p.role == "target" and p.span]
    assert words == []

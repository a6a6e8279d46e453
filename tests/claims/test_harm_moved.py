"""People whom the event's own word moves or holds, and a toll right behind its event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine

CASES = [
    ("Around 11,000 people have crossed the border since Sunday.", "displaced all 11000"),
    ("The rebels have driven some 30,000 people to the coast.", "displaced all 30000"),
    ("About 6,400 villagers are camped at the stadium.", "displaced civilians 6400"),
    ("Some 300 rebels have crossed the border since Sunday.", ""),
    ("The villagers crossed the border on Sunday.", ""),
    ("Police have held 60 students of the university since the attack.", "detained civilians 60"),
    ("31 people are in custody.", "detained all 31"),
    ("Six student nurses were seized at their hostel on Sunday.", "abducted health_workers 6"),
    ("Around 180 people were besieged in a hotel on Thursday.", "trapped all 180"),
    ("Rebel forces have surrounded the town of 12,000 since April.", "trapped all 12000"),
    ("They ambushed a convoy near Bor on Monday. Three gunmen died.", "killed fighters 3"),
]


@pytest.mark.parametrize(("text", "harm"), CASES, ids=[t[:40] for t, _ in CASES])
def test_harm_of_a_claim(machine: Machine, text: str, harm: str) -> None:
    (reading,) = machine.readings([Document(id="d", uri="t", text=text, published="2021-06-15", language="en")])
    found = [f"{h.effect} {h.group} {h.low}" for c in reading.claims for h in c.harm]
    assert found == ([harm] if harm else [])


def test_a_toll_right_behind_its_event_is_of_the_same_claim(machine: Machine) -> None:
    text = "Two bombs exploded in cafés of Bor on Sunday. Three women were killed and some thirty persons hurt."
    (reading,) = machine.readings([Document(id="d", uri="t", text=text, published="2021-06-15", language="en")])
    (claim,) = reading.claims
    assert [(h.effect, h.low) for h in claim.harm] == [("killed", 3), ("injured", 30)]

"""In what kind of event people came to harm where the words only tell that they did."""

from __future__ import annotations

import pytest


def test_of_who_fell_in_a_fight(claims_of):
    text = (
        "Government troops and rebels fought near Chitima on Monday. The army said it had killed 30 fighters. "
        "Eleven soldiers were wounded, the rebels said."
    )
    found = claims_of(text)
    (last,) = [c for c in found if c.harm and c.harm[0].effect == "injured"]
    assert last.type == "armed_clash"


def test_the_grounds_are_told(claims_of):
    text = (
        "Warplanes bombed the port of Chitima on Monday. Shells fell on Doa. "
        "At the hospital of Songo a nurse said that nine civilians had been killed."
    )
    rules = [r for c in claims_of(text) for r in c.why if r.field == "type" and "most likely" in r.rule]
    assert all(r.alternatives for r in rules)


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed in Chitima on Monday, the governor said.",
        "The army said that nine of its men had been wounded, and that jets bombed a camp near Doa.",
        "A clerk killed four colleagues in a bank in Doa on Monday. The attacker was shot dead by police.",
    ],
)
def test_nothing_told_beside_it_leaves_nothing_open(claims_of, text):
    assert claims_of(text)[0].type == "other_harm"


def test_arms_blown_up_are_no_harm_to_people(claims_of):
    text = (
        "Special forces destroyed large caches of arms during an operation in Songo district of Tete on Monday, the "
        "ministry said. They destroyed 19 mines and three mortars."
    )
    (first, *_) = claims_of(text)
    assert first.type == "weapons_seized"

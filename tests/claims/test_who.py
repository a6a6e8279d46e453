"""Who did it where no words tell: whom the report speaks of, if one of them is likely enough."""

from __future__ import annotations

import pytest

from dateline.claims import choice, who
from dateline.model import Document

ARMY, REBELS = "Mozambican Army", "RENAMO"


def doers(machine, text):
    document = Document(id="1", uri="t", text=text, published="2031-03-12", language="en")
    (reading,) = machine.readings([document])
    return {c.type: ([p.name for p in c.participants if p.role == "initiator"], c) for c in reading.claims}


def test_an_enemy_of_the_voice_did_what_it_complains_of(machine):
    text = (
        "Renamo rebels raided the village of Chitima on Monday and killed two traders. "
        "The Mozambican army said 14 villagers had been abducted."
    )
    names, claim = doers(machine, text)["abduction"]
    assert names == [REBELS]
    (reason,) = [r for r in claim.why if r.field == "initiators"]
    assert reason.rule.startswith("likeliest of the report's parties: ")
    assert "foe of the voice" in reason.rule
    assert ARMY in reason.alternatives
    assert [p.span for p in claim.participants if p.role == "initiator"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb went off in a bar in Chitima on Monday, killing two people. Police officers are looking for a man.",
        "Mozambican troops are looking for Renamo rebels. A mine blew up a bus in Chitima on Monday, killing nine.",
    ],
)
def test_nobody_where_nobody_is_likely(machine, text):
    assert doers(machine, text)["bombing"][0] == []


def test_whom_the_words_name_stands(machine):
    text = "Renamo rebels raided Chitima on Monday. The Mozambican army said its jets had bombed the rebels' camp."
    assert doers(machine, text)["air_strike"][0] == ["Mozambican Air Force"]


def test_grounds_are_the_weightiest_features(monkeypatch):
    monkeypatch.setattr(choice, "_weights", lambda _: {"a": 0.5, "b": 2.0, "c": -1.0, "d": 0.1})
    candidate = choice.Candidate("x", {"a": 1.0, "b": 0.5, "c": 1.0, "d": 1.0, "e": 1.0})
    assert choice.grounds("q", candidate) == ["b", "a", "d"]
    assert choice.grounds("q", candidate, most=1) == ["b"]


def test_nobody_is_ousted_by_himself(machine):
    names, claim = doers(
        machine,
        "The Lord's Resistance Army raided Yei last week and killed nine people. The rebels of the Lord's Resistance "
        "Army were ousted two days ago from Torit. The Lord's Resistance Army still holds the hills.",
    )["territory_taken"]
    lost = ["Lord's Resistance Army"]
    assert ([p.name for p in claim.participants if p.role == "target"], names) == (lost, [])


def test_voices_are_weighed_in_one_order(machine, monkeypatch):
    """Sets of names come in another order in every process."""
    asked = []
    monkeypatch.setattr(choice, "asked", asked)
    monkeypatch.setattr(who, "_parties", lambda scene: [])
    doers(machine, "The armies of Mozambique, Zimbabwe, Malawi and Zambia said that bandits shot a priest in Chitima.")
    doers(machine, "The Malawian army, the Zambian army and the Zimbabwean army said 14 villagers had been abducted.")
    several = [[p.actor for c in q.candidates for p in c.meant] for q in asked if q.name == "initiators"]
    assert any(len(names) > 2 for names in several)
    assert all(names == sorted(names) for names in several if len(names) > 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police patrol the streets of Lodwar. Four men were arrested in Lodwar on Monday.", []),  # lent by a rule
        ("Police patrol the streets of Lodwar. Police arrested four men in Lodwar on Monday.", ["Kenyan police"]),
    ],
)
def test_a_doer_that_a_doubtful_rule_has_lent_is_weighed(machine, monkeypatch, text, expected):
    monkeypatch.setattr(
        choice,
        "choose",
        lambda name, d, found, over=1.0: (
            (next(c.meant for c in found if not c.meant), 1.0) if name == who.NAME else (found[0].meant, 1.0)
        ),
    )
    assert doers(machine, text)["arrest"][0] == expected


def test_who_only_tells_did_not_do_it(machine, monkeypatch):
    asked = []
    monkeypatch.setattr(choice, "asked", asked)
    doers(machine, "Syrian state TV said a bomb had killed nine people in Homs on Monday.")
    meant = {p.name for q in asked if q.name == "initiators" for c in q.candidates for p in c.meant}
    assert "Syrian state TV" not in meant

"""Which of the events told before an answer speaks of."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dateline.claims.background_answers import lost

JETS = "Jets bombed a clinic in Tres Cruces on Monday, killing two nurses, a bishop said.\n\n"
CASES = [
    (
        "of what its paragraph tells and its words take up, not of who was killed",
        JETS + "Soldiers looted a mill near Santa Rosa. The army said that nobody had touched the mill, and that the "
        "guards had been asleep.",
        "destruction",
    ),
    (
        "of what its words take up, not of what was told last",
        JETS + "In Santa Rosa police arrested a student on Tuesday, and a grocer shot a thief.\n\n"
        "A general said there were no patients in the clinic.",
        "air_strike",
    ),
    (
        "of the last told, where nothing speaks for another",
        "Rebels killed nine farmers near Santa Rosa on Monday, a priest said.\n\n"
        "Soldiers then burned the hamlet of Tres Cruces, the mayor said. The army denied this.",
        "destruction",
    ),
]


@pytest.mark.parametrize(("text", "type_"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_event(claims_of, text, type_):
    assert claims_of(text)[-1].type == type_


def test_the_grounds_are_told(claims_of):
    found = [w for w in claims_of(CASES[0][1])[-1].why if "most likely spoken of" in w.rule]
    assert [(w.field, bool(w.alternatives)) for w in found] == [("type", True)]


def test_what_grammar_names_is_not_weighed(claims_of):
    text = JETS + "The army denied any role in a raid on a mill in Santa Rosa that killed two people."
    assert [c.type for c in claims_of(text)].count("air_strike") == 1


@pytest.mark.parametrize(
    ("gap", "facts", "form", "scene", "gone"),
    [
        (2, False, "verb", False, False),
        (12, False, "verb", False, True),
        (12, True, "verb", False, False),
        (2, False, "noun", True, True),
        (2, True, "noun", True, False),
        (12, False, "verb", True, True),
    ],
)
def test_answers_to_what_was_only_named_long_before_are_lost(gap, facts, form, scene, gone):
    event = SimpleNamespace(facts=[1] if facts else [], main=SimpleNamespace(form=form))
    told = SimpleNamespace(event=event, sentence=3, place=None, thread=None)
    draft = SimpleNamespace(answer=True, thread=told, toll=False, scene=scene, sentence=3 + gap, stance="reports")
    war, vote = (SimpleNamespace(political=p, elsewhere=False) for p in (False, True))
    assert lost(war, draft) is gone
    assert not lost(war, SimpleNamespace(answer=False))
    assert lost(war, SimpleNamespace(answer=True, thread=None))
    draft.stance = "denies"  # in a report of a conflict a denial is kept, however far down
    assert not lost(war, draft)
    assert lost(vote, draft) is gone

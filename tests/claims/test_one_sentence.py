"""What one voice tells in one sentence of one kind of event at one place is one claim, with its toll."""

import pytest

ONE = [
    ("A driver was shot dead and three traders were wounded when soldiers opened fire on a bus in Bouar, nurses said.",
     {("killed", 1), ("injured", 3)}),
    ("Villagers said that jets had bombed two mills near Bouar and that nine millers were killed in the bombing.",
     {("killed", 9)}),
]  # fmt: skip
TWO = [
    "Jets bombed a bridge in Bouar on Monday, killing two soldiers, and the next day jets bombed a mill in "
    "Kaga Bandoro, killing five millers.",
    "Troops shelled a camp near Bouar, after rebels shelled a village and wounded six farmers.",
]


@pytest.mark.parametrize(("text", "tolls"), ONE)
def test_the_toll_is_of_the_one_event(claims_of, text, tolls):
    (claim,) = claims_of(text, "2024-06-16")
    assert {(h.effect, h.low) for h in claim.harm} == tolls
    assert any(r.rule.startswith("told in the same sentence") for r in claim.why)  # what explain shows


@pytest.mark.parametrize("text", TWO)
def test_other_places_and_times_are_told_apart(claims_of, text):
    assert len(claims_of(text, "2024-06-16")) == 2

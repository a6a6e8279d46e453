"""The place of what its own words put nowhere: one told or named around it, or none."""

from __future__ import annotations

import pytest

from dateline.model import Document

CASES = [
    (
        "the town of the sentence before, not that of the voice",
        "Shells hit the market of Kapoeta on Monday, a spokesman in Nairobi said. Nine traders were wounded.",
        "Kapoeta",
    ),
    (
        "a later sentence of one paragraph",
        "Gunmen raided Torit at dawn. They drove off in two lorries. A watchman was beheaded.",
        "Torit",
    ),
    (
        "a place named and no event's",
        "Fog lay over Torit on Monday. Shortly before noon a grenade was thrown into a bar and killed a cook.",
        "Torit",
    ),
]


def last(machine, text):
    document = Document(id="1", uri="t", text=text, published="2021-03-10", language="en")
    (reading,) = machine.readings([document])
    return reading.claims[-1]


@pytest.mark.parametrize(("text", "place"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_place(machine, text, place):
    claim = last(machine, text)
    assert claim.place is not None
    assert claim.place.name == place
    assert claim.place.span is None  # not by its own words


def test_says_what_decided(machine):
    text = "Shells hit the market of Kapoeta on Monday. Rebels then burned Torit. Nine traders were killed."
    (why,) = [w for w in last(machine, text).why if w.field == "place"]
    assert why.rule == "place last spoken of"
    assert why.alternatives == ("Kapoeta",)


def test_a_report_that_names_no_place(machine):
    assert last(machine, "Shells hit a market on Monday. Nine traders were killed.").place is None


def test_the_country_that_something_is_of_is_no_place(machine):
    claim = last(machine, "Planes killed Issa Brahim, head of Libya's Desert Guard, on Thursday.")
    (why,) = [w for w in claim.why if w.field == "place"]
    assert (claim.place, why.alternatives) == (None, ())

"""The day of what no words date: that of the news around it, if any."""

from __future__ import annotations

from dateline.model import Document

DAY = "2021-03-10"


def told(machine, text):
    document = Document(id="1", uri="t", text=text, published=DAY, language="en")
    (reading,) = machine.readings([document])
    return {c.type: c for c in reading.claims}


def test_what_else_happened_happened_that_day(machine):
    text = "Shells fell on Kapoeta on Monday, killing a man. In Narus, 40 miles away, a grenade was thrown into a bar."
    found = told(machine, text)
    assert [found[t].when.start for t in ("shelling", "grenade")] == ["2021-03-08"] * 2
    assert found["grenade"].when.span is None
    assert [w.span.text for w in found["grenade"].why if w.field == "when"] == ["Monday"]


def test_what_lasts_has_no_day(machine):
    found = told(machine, "Shells fell on Kapoeta on Monday, killing a baker. Rebels control the hills around it.")
    assert (found["shelling"].when.start, found["control_state"].when) == ("2021-03-08", None)


def test_a_report_without_a_day_lends_none(machine):
    found = told(machine, "Shells fell on Kapoeta and killed a baker. A grenade was thrown into a bar in Narus.")
    assert {c.when for c in found.values()} == {None}


def test_what_has_just_happened_was_not_on_a_day_long_past(machine):
    recalled = "India accused the Red Front of an attack on a court on February 3."
    text = f"Troops have shot dead six rebels near Kapoeta. {recalled}"
    found = told(machine, text)
    assert found["armed_clash"].when is None

"""The gate lets reports of conflict through and most other news not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.gate import is_conflict, points

CONFLICT = [
    "Two shells fell on a market, killing four civilians.",
    "Gunmen abducted a priest near the border.",
    "Protesters set fire to tyres outside parliament and police fired tear gas.",
    "The army recaptured two villages from the rebels on Monday, the governor said.",
    "A mine went off under a bus; nine soldiers were wounded.",
]
OTHER = [
    "The central bank left interest rates unchanged on Thursday, citing weak demand for housing.",
    "The home side won the final with a late goal after a goalless first half.",
    "A new library opened its doors in the old town hall, with room for forty thousand books.",
    "Researchers have found a beetle thought to be extinct for eighty years.",
]


@pytest.mark.parametrize("text", CONFLICT)
def test_reports_of_conflict_pass(text: str) -> None:
    assert is_conflict(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_news_does_not(text: str) -> None:
    assert not is_conflict(text)


def test_a_word_counts_once() -> None:
    assert points("bombs bombs bombs")[0] == points("bombs")[0]


@given(st.text(max_size=500))
def test_any_text_has_points(text: str) -> None:
    total, length = points(text)
    assert total >= 0
    assert length >= 0

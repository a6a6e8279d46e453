"""Counts against tables of cases, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_times import fake, parse, rows

from dateline.ground.counts import find_counts
from dateline.ground.numerals import read_numeral
from dateline.ground.times import find_times
from dateline.read import Reader
from dateline.reading import Entity, Parsed


def counts(parsed: Parsed) -> list[Entity]:
    return find_counts(parsed, find_times(parsed)[0])


@pytest.fixture(scope="session")
def counted(reader: Reader) -> list[tuple[dict[str, str], list[Entity]]]:
    cases = rows("counts.csv")
    found = [counts(p) for p in parse(reader, ((c["text"], "2020-01-15") for c in cases))]
    return list(zip(cases, found, strict=True))


@pytest.mark.parametrize("n", range(len(rows("counts.csv"))))
def test_count(n: int, counted: list[tuple[dict[str, str], list[Entity]]]) -> None:
    case, found = counted[n]
    by_words = {e.span.text: e for e in found}
    assert case["words"] in by_words, (case["text"], list(by_words))
    count = by_words[case["words"]].count
    assert count is not None
    got = ["" if x is None else str(x) for x in (count.low, count.best, count.high)]
    assert got == [case["low"], case["best"], case["high"]], case["text"]


def test_what_is_no_count(reader: Reader) -> None:
    texts = [r["text"] for r in rows("no_counts.csv")]
    wrong = {
        t: [e.span.text for e in found]
        for t, p in zip(texts, parse(reader, ((t, "2020-01-15") for t in texts)), strict=True)
        if (found := counts(p))
    }
    assert wrong == {}


WORD_BANK = """
at least up to more than nearly between and or 3 40 30-40 1,500 1.5 million hundred thousand two twenty - five
a dozen dozens of tens thousands several few half score both one no from 0 00 999999999 people km % $ , ( )
years as many “ ” billion trillion couple number large all another
"""
VOCABULARY = st.sampled_from(WORD_BANK.split())
WORDS = st.lists(st.one_of(VOCABULARY, st.text(min_size=1, max_size=8).filter(lambda s: not s.isspace())), max_size=25)


@settings(max_examples=400, deadline=None)
@given(WORDS)
def test_any_words(words: list[str]) -> None:
    parsed = fake([w for w in words if w.strip()], None)
    for e in counts(parsed):
        assert 0 <= e.first <= e.head < e.last <= len(parsed.tokens)
        assert e.span.text == parsed.document.text[e.span.start : e.span.end]
        c = e.count
        assert c is not None
        assert c.low is not None
        assert c.best is not None
        assert 0 <= c.low <= c.best
        assert c.high is None or c.best <= c.high


@given(st.lists(VOCABULARY, min_size=1, max_size=12))
def test_any_numeral(words: list[str]) -> None:
    n = read_numeral(words, 0)
    if n:
        assert n.first == 0 < n.last <= len(words)
        assert n.high is None or n.low <= n.high

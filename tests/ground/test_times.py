"""Dates against tables of cases, and what must hold for any text."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.ground.days import last_weekday, weekend_before
from dateline.ground.times import find_times
from dateline.model import Document
from dateline.read import Reader
from dateline.reading import Entity, Parsed, Sentence, Token

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    lines = [x for x in (CASES / name).read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines))


def parse(reader: Reader, items: Iterable[tuple[str, str]]) -> list[Parsed]:
    """Reports from (text, day of publication)."""
    return list(
        reader.read(
            Document(id=str(n), uri=str(n), text=text.replace("\\n", "\n"), published=day or None)
            for n, (text, day) in enumerate(items)
        )
    )


@pytest.fixture(scope="session")
def dated(reader: Reader) -> list[tuple[dict[str, str], list[Entity]]]:
    cases = rows("dates.csv")
    return [
        (c, find_times(p)[0])
        for c, p in zip(cases, parse(reader, ((c["text"], c["published"]) for c in cases)), strict=True)
    ]


def test_enough_cases() -> None:
    assert len(rows("dates.csv")) >= 200


@pytest.mark.parametrize("n", range(len(rows("dates.csv"))))
def test_date(n: int, dated: list[tuple[dict[str, str], list[Entity]]]) -> None:
    case, found = dated[n]
    by_words = {e.span.text: e for e in found}
    assert case["words"] in by_words, (case["text"], list(by_words))
    entity = by_words[case["words"]]
    when = (entity.when.start, entity.when.end, entity.when.precision) if entity.when else ("", "", "")
    assert when == (case["start"], case["end"], case["precision"]), case["text"]
    assert entity.use == case["use"]


def test_what_is_no_date(reader: Reader) -> None:
    texts = [r["text"] for r in rows("no_dates.csv")]
    wrong = {
        t: [e.span.text for e in found]
        for t, p in zip(texts, parse(reader, ((t, "2018-06-21") for t in texts)), strict=True)
        if (found := find_times(p)[0])
    }
    assert wrong == {}


def test_unresolved_are_counted(reader: Reader) -> None:
    (parsed,) = parse(reader, [("Jets struck a school on Tuesday. On 3 May 2014 they came back last week.", "")])
    found, unresolved = find_times(parsed)
    assert [e.when is None for e in found] == [True, False, True]
    assert unresolved == 2


def fake(words: list[str], published: str | None) -> Parsed:
    """A report of one sentence without a parse: each word hangs from the first."""
    tokens, at = [], 0
    for i, word in enumerate(words):
        tokens.append(
            Token(i, word, word.lower(), "NOUN", "NN", "ROOT" if i == 0 else "dep", "", at, at + len(word), 0)
        )
        tokens[-1].head = tokens[0]
        at += len(word) + 1
    if tokens:
        tokens[0].children = tuple(tokens[1:])
    text = " ".join(words)
    sentences = (Sentence(0, 0, len(words), 0, len(text), 0),) if words else ()
    return Parsed(Document(id="d", uri="d", text=text, published=published), tuple(tokens), sentences, "none")


WORD_BANK = """
since between from and to 3 5 31 30 12 2 a the last next this past early late mid - , . Monday Sunday May
March September 2014 1999 two three several days day weeks months years ago later earlier after before weekend
week month year overnight yesterday tomorrow of in on less than 0 99 9999 0000 31st 0th / 2016-02-30 today
"""
VOCABULARY = st.sampled_from(WORD_BANK.split())
WORDS = st.lists(st.one_of(VOCABULARY, st.text(min_size=1, max_size=8).filter(lambda s: not s.isspace())), max_size=25)


@settings(max_examples=400, deadline=None)
@given(WORDS, st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=12)))
def test_any_words(words: list[str], published: str | None) -> None:
    parsed = fake([w for w in words if w.strip()], published)
    found, unresolved = find_times(parsed)
    assert unresolved == sum(e.when is None for e in found)
    assert [e.first for e in found] == sorted(e.first for e in found)
    for e in found:
        assert 0 <= e.first <= e.head < e.last <= len(parsed.tokens)
        assert e.span.text == parsed.document.text[e.span.start : e.span.end]
        if e.when:
            assert date.fromisoformat(e.when.start) <= date.fromisoformat(e.when.end)


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2200, 1, 1)), st.integers(0, 6), st.integers(0, 6))
def test_last_weekday(day: date, weekday: int, at_least: int) -> None:
    found = last_weekday(day, weekday, at_least)
    assert found is not None
    assert found.weekday() == weekday
    assert at_least <= (day - found).days < at_least + 7


@given(st.dates(min_value=date(1900, 1, 8), max_value=date(2200, 1, 1)))
def test_weekend_before(day: date) -> None:
    start = date.fromisoformat(weekend_before(day).start)
    assert start.weekday() == 5
    assert 0 <= (day - start).days < 7

"""Harm against a table of cases, and what must hold for any text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.claims.harm import find_harm
from dateline.ground.counts import find_counts
from dateline.model import GROUPS, Document
from dateline.reading import Grounded, Parsed, Sentence, Token

if TYPE_CHECKING:
    from dateline.claims.records import HarmFact
    from dateline.machine import Machine

CASES = Path(__file__).parent / "cases" / "harm.csv"


def rows() -> list[dict[str, str]]:
    lines = [x for x in CASES.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines))


def written(fact: HarmFact) -> str:
    """A fact as the table writes it."""
    number = (
        f"{fact.low}+" if fact.high is None else str(fact.low) if fact.low == fact.high else f"{fact.low}-{fact.high}"
    )
    sign = "*" if fact.part_of is not None else "?" if fact.status else "!" if fact.polarity == "denied" else ""
    return f"{sign}{fact.effect} {fact.group} {number}"


@pytest.fixture(scope="session")
def harmed(machine: Machine) -> list[list[HarmFact]]:
    documents = (Document(id=str(n), uri=str(n), text=r["text"], published="2020-01-15") for n, r in enumerate(rows()))
    return [find_harm(machine.grounder.ground(p)) for p in machine.reader.read(documents)]


@pytest.mark.parametrize("n", range(len(rows())))
def test_harm(n: int, harmed: list[list[HarmFact]]) -> None:
    case = rows()[n]
    assert sorted(written(f) for f in harmed[n]) == sorted(x.strip() for x in case["facts"].split(";") if x.strip()), (
        case["text"]
    )


def test_parts_point_to_their_total(machine: Machine) -> None:
    text = "Two men were hurt. Ten civilians, including three women and a child, were killed and 5 people wounded."
    (parsed,) = machine.reader.read([Document(id="d", uri="d", text=text)])
    facts = find_harm(machine.grounder.ground(parsed))
    for fact in facts:
        if fact.part_of is not None:
            total = facts[fact.part_of]
            assert (total.effect, total.group, total.low) == ("killed", "civilians", 10)
    assert sum(f.part_of is not None for f in facts) == 2


DEP_BANK = """
nsubj nsubjpass dobj pobj prep conj cc det nummod amod compound appos acl relcl advcl xcomp ccomp auxpass aux
neg
"""
DEPS = DEP_BANK.split()
TAGS = [
    ("NOUN", "NNS"),
    ("NOUN", "NN"),
    ("VERB", "VBN"),
    ("VERB", "VBD"),
    ("PROPN", "NNP"),
    ("NUM", "CD"),
    ("ADP", "IN"),
    ("ADJ", "JJ"),
]
WORD_BANK = """
killed wounded dead people civilians women child soldiers 3 dozens of at least including among them the a and
with death toll rose to bodies family lives lost their was were died others himself no not could who in , ( )
"""
WORDS = WORD_BANK.split()


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(DEPS), st.integers(0, 30)), max_size=20
    )
)
def test_any_parse(items: list[tuple[str, tuple[str, str], str, int]]) -> None:
    """Whatever the parser makes of the words, there is no failure, and numbers and spans are in order."""
    tokens, at = [], 0
    for i, (word, (pos, tag), dep, _) in enumerate(items):
        tokens.append(Token(i, word, word, pos, tag, dep, "", at, at + len(word), 0))
        at += len(word) + 1
    for i, (_, _, _, above) in enumerate(items):
        head = tokens[above % i] if i else tokens[0]  # a tree: each word hangs from one before it
        if i:
            tokens[i].head = head
            head.children = (*head.children, tokens[i])
    text = " ".join(x[0] for x in items)
    sentences = (Sentence(0, 0, len(tokens), 0, len(text), 0),) if tokens else ()
    parsed = Parsed(Document(id="d", uri="d", text=text), tuple(tokens), sentences, "none")
    facts = find_harm(Grounded(parsed, tuple(find_counts(parsed, []))))
    for n, f in enumerate(facts):
        assert 0 <= f.first <= f.head < f.last <= len(tokens)
        assert f.span.text == text[f.span.start : f.span.end]
        assert f.group in GROUPS
        assert f.low is not None
        assert f.best is None or f.low <= f.best
        assert f.high is None or (f.best is not None and f.best <= f.high)
        assert f.part_of is None or (f.part_of != n and facts[f.part_of].part_of is None)

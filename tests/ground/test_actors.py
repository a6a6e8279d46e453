"""Actors found in sentences written for this project, and what must hold for any text."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ground.actors import ActorFinder
from dateline.ground.actors_lexicon import Lexicon
from dateline.ground.actors_words import phrase_keys, words_of
from dateline.model import GROUPS, SOURCE_KINDS, Document, Span
from dateline.reading import Entity, Parsed, Sentence, Token

if TYPE_CHECKING:
    from dateline.machine import Machine
    from dateline.read import Reader

CASES = Path(__file__).parent / "cases" / "actors.csv"


def cases() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(text, [(words, name, use)]) of the table."""
    out: list[tuple[str, list[tuple[str, str, str]]]] = []
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in list(csv.reader(lines))[1:]:
        if row[0]:
            out.append((row[0], []))
        out[-1][1].append((row[1], row[2], row[3]))
    return out


@pytest.fixture(scope="session")
def finder() -> ActorFinder:
    return ActorFinder()


@pytest.fixture(scope="session")
def found(machine: Machine) -> dict[str, list[Entity]]:
    """The actor entities of every text of the table."""
    documents = [Document(id=str(n), uri=str(n), text=text, language="en") for n, (text, _) in enumerate(cases())]
    out = {}
    for parsed in machine.reader.read(documents):
        grounded = machine.grounder.ground(parsed)
        out[parsed.document.text] = [e for e in grounded.entities if e.kind == "actor"]
    return out


def test_table_is_large_enough() -> None:
    assert sum(len(mentions) for _, mentions in cases()) >= 200


@pytest.mark.parametrize(("text", "mentions"), cases())
def test_mentions(text: str, mentions: list[tuple[str, str, str]], found: dict[str, list[Entity]]) -> None:
    by_words = defaultdict(list)
    for entity in found[text]:
        assert entity.actor is not None
        by_words[entity.span.text].append((entity.actor.name, entity.use))
    for words, name, use in mentions:
        have = by_words[words]
        if name == "-":
            assert not have
        else:
            assert name in [n for n, _ in have], f"{words!r}: {have}; all: {dict(by_words)}"
            assert not use or (name, use) in have


def test_hedge_is_kept(reader: Reader, finder: ActorFinder) -> None:
    text = "A suspected Israeli strike killed alleged Hamas fighters."
    parsed = next(iter(reader.read([Document(id="1", uri="1", text=text)])))
    hedges = {e.span.text: e.hedge for e in finder.names(parsed)}
    assert hedges == {"Israeli": "suspected", "Hamas fighters": "alleged"}


def test_person_speaks_for_body(reader: Reader, finder: ActorFinder) -> None:
    text = "Observatory director Karim Haddad said so. Syrian Democratic Forces spokesman Juan Welat agreed."
    parsed = next(iter(reader.read([Document(id="1", uri="1", text="In Syria it rained. " + text)])))
    entities = finder.resolve(parsed, finder.names(parsed), [])
    bodies = {e.span.text: e.body.name for e in entities if e.body}
    assert bodies == {"Karim Haddad": "Syrian Observatory for Human Rights", "Juan Welat": "Syrian Democratic Forces"}


def test_abbreviation_of_unknown_body(reader: Reader, finder: ActorFinder) -> None:
    text = "The Blue Valley Liberation Front (BVLF) attacked a post. The BVLF lost two men."
    parsed = next(iter(reader.read([Document(id="1", uri="1", text=text)])))
    ids = [e.actor.id for e in finder.resolve(parsed, finder.names(parsed), []) if e.actor and "V" in e.span.text]
    assert len(ids) == 3
    assert len(set(ids)) == 1


# ---------------------------------------------------------------- the lexicon
def test_lexicon_is_sound() -> None:
    lexicon = Lexicon()
    entries = lexicon.entries.values()
    assert len(lexicon.entries) >= 800
    assert len({c for e in entries for c in e.countries}) >= 30
    for entry in entries:
        assert entry.source_kind in SOURCE_KINDS, entry
        assert all(c in lexicon.countries or c in ("VA",) for c in entry.countries), entry
        assert entry.successor is None or entry.successor in lexicon.entries or entry.successor.startswith("state:")
        assert all(a in lexicon.entries or a.startswith("state:") for a, _, _ in entry.allied_with), entry
    for trie in (lexicon.people, lexicon.generics):
        assert all(people.group in GROUPS and people.source_kind in SOURCE_KINDS for people in trie.values())


def test_every_ally_has_a_record(finder: ActorFinder) -> None:
    for entry in finder.lexicon.entries.values():
        for ally, _, _ in entry.allied_with:
            assert finder.lexicon.by_id(ally).id == ally
    nusra = finder.lexicon.entries["nusra-front"].actor("2014-05-01")
    entity = Entity("actor", 0, 1, 0, Span(start=0, end=1, text="x"), actor=nusra)
    assert [a.name for a in finder.allies([entity], "2014-05-01")] == ["Al-Qaeda"]


def test_allegiance_has_dates() -> None:
    nusra = Lexicon().entries["nusra-front"]
    assert nusra.actor("2014-05-01").allied_with == ("al-qaeda",)
    assert nusra.actor("2017-05-01").allied_with == ()
    assert nusra.successor == "jabhat-fateh-al-sham"


# ---------------------------------------------------------------- any text
def fake(words: list[str], text: str) -> Parsed:
    """A parse without a model: one sentence, every word a noun that hangs on the first."""
    tokens, at = [], 0
    for n, word in enumerate(words):
        at = text.index(word, at)
        pos = "PROPN" if word[:1].isupper() else "NOUN"
        tokens.append(Token(n, word, word.lower(), pos, "NN", "nsubj" if n else "ROOT", "", at, at + len(word), 0))
        tokens[n].head = tokens[0]
        at += len(word)
    if tokens:
        tokens[0].children = tuple(tokens[1:])
    sentences = (Sentence(0, 0, len(tokens), 0, len(text), 0),) if tokens else ()
    return Parsed(Document(id="d", uri="d", text=text), tuple(tokens), sentences, "none")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=8),
            st.sampled_from(["Syrian", "army", "the", "'s", "-", "backed", "Front", "al", "Nusra", "US", "it", "of"]),
        ),
        max_size=25,
    )
)
def test_any_words(finder: ActorFinder, words: list[str]) -> None:
    text = " ".join(words)
    parsed = fake(words, text)
    entities = finder.resolve(parsed, finder.names(parsed), [])
    for entity in entities:
        assert entity.span.text == text[entity.span.start : entity.span.end]
        assert entity.span.text
        assert 0 <= entity.first <= entity.head < entity.last <= len(words)
        assert entity.actor
    names = [e for e in entities if e.use == "name"]
    assert all(a.last <= b.first for a, b in pairwise(names))


@given(st.text(max_size=60))
def test_keys_of_any_phrase(phrase: str) -> None:
    assert all(key and key == key.lower() for key in phrase_keys(phrase) if key.isascii())


def test_words_of_nothing() -> None:
    assert words_of(fake([], "")) == []


def test_calling_of_a_person(reader: Reader, finder: ActorFinder) -> None:
    text = "The gunmen killed photographer Amadou Keita and wounded Msgr. Pedro Salas."
    parsed = next(iter(reader.read([Document(id="1", uri="1", text=text)])))
    people = {e.span.text: e.group for e in finder.resolve(parsed, finder.names(parsed), []) if e.use == "name"}
    assert people["Amadou Keita"] == "journalists"
    assert "Pedro Salas" in people

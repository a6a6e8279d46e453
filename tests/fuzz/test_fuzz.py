"""A few of the made inputs in every run of the tests (``make fuzz`` has a million), and what once took without end."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from alarm import within
from contract import check_contract
from dateline.machine import Machine
from dateline.pipeline import assemble
from dateline.read.limits import SENTENCE, WORD, cut
from dateline.reading import Parsed, Reading
from fuzz.inputs import WAYS, made
from fuzz.run import OURS, Lot, document, known
from fuzz.trees import seeds, tree

INPUTS = int(os.environ.get("DATELINE_FUZZ", "300"))


def test_made_inputs_break_nothing(machine: Machine) -> None:
    at = known(machine)
    assert all(r.claims for r in at.alone.values())
    lot = Lot(at)
    lot.run(range(INPUTS))
    assert lot.wrong == []
    assert {made(n).way for n in range(INPUTS)} == set(WAYS)


def test_made_trees_are_trees_and_say_things(machine: Machine) -> None:
    known = seeds(machine.reader)
    claims = 0
    for number in range(40):
        parsed = tree(number, known, "made")
        _check_trees(parsed)
        claims += len(machine.extractor.extract(machine.grounder.ground(parsed)).claims)
    assert claims > 20


def _check_trees(parsed: Parsed) -> None:
    """What ``dateline.read`` promises of what it hands on."""
    text = parsed.document.text
    assert [t.i for t in parsed.tokens] == list(range(len(parsed.tokens)))
    assert all(text[t.start : t.end] == t.text for t in parsed.tokens)
    for sentence in parsed.sentences:
        words = parsed.words(sentence)
        assert [w.dep for w in words if w.head is w] == ["ROOT"]
        assert all(len(list(w.ancestors())) < len(words) for w in words)
        assert all(child.head is w for w in words for child in w.children)
        assert sum(len(w.children) for w in words) == len(words) - 1


def test_what_breaks_is_named_by_its_number(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One report that reads otherwise, one that raises: both are told, and nothing else."""
    at = known(machine)
    whole = next(n for n in range(100) if made(n)[:2] == ("whole", ".txt"))
    ours = {i: r for i, r in at.alone.items() if i != OURS[0].id} | {OURS[0].id: Reading(OURS[0], (), (), (), ())}
    lot = Lot(at._replace(alone=ours))
    lot.run(range(whole, whole + 1))
    assert lot.wrong == [f"{whole}: a report of ours reads otherwise than alone"]

    def broken(*_: object) -> None:
        raise ValueError("a broken rule")

    monkeypatch.setattr(machine.extractor, "extract", broken)
    lot = Lot(at)
    lot.run(range(whole, whole + 1))
    assert [line.split(": ")[0] for line in lot.wrong[:1]] == [str(whole)]
    assert "ValueError: a broken rule" in lot.wrong[0]


@pytest.fixture
def alarm() -> Iterator[None]:
    """No single report takes a minute of processor time."""

    with within(60):
        yield


ENDLESS = {
    "brackets": "(" * 100_000,
    "both brackets": "[(" * 30_000,
    "quotations that never end": '"Shells hit Kabul, he said, ' * 150,
    "quotations cut up": '"Shells hit Kabul" said the mayor "and ' * 150,
    "one sentence": "rebels attacked the town and shelled the market and killed five people and " * 60,
    "a sentence cut at a joined verb": "Fighting in which a child died forced 2,000 families from their homes., " * 250,
    "a sentence cut at a joined purpose": "so so so Rebels wanted " + "to shell the market and " * 200,
    "one word": "killed " * 400,
    "cues": "he said " * 600,
    "places": "Kabul, Aleppo, Damascus, " * 150,
    "megabytes of digits": "1234567890" * 99_000,
    "digits apart": "12 " * 1_000,
    "marks on letters": "e\u0301" * 100_000,
    "marks on nothing": "\u0301" * 200_000,
    "digits that are no numbers": "②² March - Two guards, ①, and ३ drivers, ², were killed on ⑨ May, ③ said.\n" * 20,
    "from right to left": "\u202e\u0645\u062f\u064a\u0646\u0629 killed 5 " * 150,
    "zeros": "killed\x00" * 1_000,
    "half characters": "\ud800 killed 5 people. " * 100,
    "line breaks": "\n" * 400_000 + "killed\n" * 100,
    "spaces": " " * 900_000 + "Shells killed 5 people.",
    "an address": "http://a.b/" + "c" * 500_000,
    "joiners": "a\u200d" * 100_000,
    "datelines": "DAMASCUS (Reuters) — Shells hit.\n" * 100,
    "capitals": "SHELLS HIT KABUL ON MONDAY AND 12 PEOPLE WERE KILLED, THE MAYOR SAID. " * 30,
}


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.usefixtures("alarm")
def test_nothing_takes_without_end(machine: Machine, name: str) -> None:
    text = ENDLESS[name]
    clean = text.encode("utf-8", "replace").decode()
    (reading,) = machine.readings([document(clean, 0)])
    assert reading.problem is None
    check_contract(assemble([reading], machine.producer).output)


def test_a_text_that_cannot_be_encoded_ends_no_run(machine: Machine) -> None:
    import msgspec

    broken = msgspec.structs.replace(document("", 0), id="doc_x", text="\ud800 killed 5 people.")
    first, second = machine.readings([broken, OURS[0]])
    assert first.problem is not None
    assert "UnicodeEncodeError" in first.problem
    assert second.claims


def test_of_a_word_without_end_the_parser_sees_the_beginning(machine: Machine) -> None:
    text = "Shells hit Kabul; see http://a.b/" + "c" * 5_000 + " of Monday. Then rebels took Herat."
    (parsed,) = machine.reader.read([document(text, 0)])
    assert max(len(t.text) for t in parsed.tokens) <= WORD
    last = parsed.tokens[-2]
    assert (last.text, text[last.start : last.end]) == ("Herat", "Herat")


def test_a_sentence_without_end_is_read_in_parts_that_are_trees(machine: Machine) -> None:
    text = "and rebels shelled the market " * 100
    (parsed,) = machine.reader.read([document(text, 0)])
    assert [len(list(cut(list(range(n))))) for n in (1, SENTENCE, SENTENCE + 1)] == [1, 1, 2]
    for sentence in parsed.sentences:
        words = parsed.words(sentence)
        assert len(words) <= SENTENCE
        assert [w.dep for w in words if w.head is w] == ["ROOT"]
        assert all(len(list(w.ancestors())) < len(words) for w in words)
        assert all(sentence.first <= w.head.i < sentence.last for w in words)

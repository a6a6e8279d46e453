"""From reports to records, the whole way: the examples, odd texts, and what must hold of any output."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from contract import check_contract
from dateline import pipeline
from dateline.machine import Machine
from dateline.model import Claim, Document, document_id
from dateline.pipeline import Result, assemble
from dateline.reading import Grounded, Reading

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(machine: Machine, *texts: str, published: str | None = "2024-05-07") -> Result:
    docs = [
        Document(id=document_id(None, published, None, t), uri=f"t:{n}", published=published, text=t)
        for n, t in enumerate(texts)
    ]
    readings = list(machine.readings(docs))
    assert not [r.problem for r in readings if r.problem]  # an error in one report ends no run, but is an error
    return assemble(readings, machine.producer)


@pytest.fixture(scope="module")
def examples(machine: Machine) -> Result:
    return dateline.read(EXAMPLES, machine=machine)


def named(result: Result, claim: Claim, role: str) -> list[str]:
    names = {a.id: a.name for a in result.actors}
    return [names.get(p.actor or "", p.name) for p in claim.participants if p.role == role]


def of(result: Result, **wanted: object) -> list[Claim]:
    """The claims that have these values; ``place`` is compared by name."""

    def value(claim: Claim, field: str) -> object:
        return claim.place and claim.place.name if field == "place" else getattr(claim, field)

    return [c for c in result.claims if all(value(c, f) == v for f, v in wanted.items())]


def test_the_examples_are_marked_as_invented() -> None:
    lines = (EXAMPLES / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 6
    for line in map(json.loads, lines):
        assert line["notice"].startswith("Invented")
        assert line["uri"].startswith("invented:")
        assert line["published"] > "2030"


def test_the_examples_keep_the_contract(examples: Result) -> None:
    assert not examples.failures
    assert not examples.notices
    check_contract(examples.output)


def test_the_examples_have_what_they_are_there_to_show(examples: Result) -> None:
    assert of(examples, type="shelling", place="Loma Plata", stance="accuses")
    assert of(examples, type="shelling", place="Loma Plata", stance="denies", polarity="denied")
    assert of(examples, type="bombing", stance="claims")
    assert any(d.copies_of for d in examples.documents)
    disputed = {d.field for i in examples.incidents for d in i.disputes}
    assert disputed >= {"occurrence", "responsibility", "control"}
    assert {s.name for s in (c.source for c in examples.claims) if s} >= {"Chaco Rights Monitor"}


def test_the_same_input_gives_the_same_records(machine: Machine, examples: Result) -> None:
    assert dateline.read(EXAMPLES, machine=machine).to_json() == examples.to_json()


def test_a_report_reads_the_same_in_any_company(machine: Machine, examples: Result) -> None:
    """What one report says does not depend on the reports read with it, but for the joining."""
    texts = [d.text for d in examples.documents]
    together = run(machine, *texts).claims
    apart = [c for t in texts for c in run(machine, t).claims]
    assert {c.id: c.evidence for c in together} == {c.id: c.evidence for c in apart}


def test_three_voices_are_three_claims(machine: Machine) -> None:
    """Who says so, who did it and to whom are kept apart: those who report deaths did not cause them."""
    result = run(
        machine,
        "The Malian army retook the town of Ménaka on Saturday, the Dakar-based Sahel Conflict Observatory said. "
        "Niamey denies it bombs villages in its campaign against the rebels in Mali. Opposition activists reported at "
        "least nine civilians were killed amid heavy Malian army shelling of a rebel-held district east of Gao Sunday.",
    )
    check_contract(result.output)
    (taken,) = of(result, type="territory_taken")
    assert taken.source
    assert "Sahel Conflict Observatory" in taken.source.name
    assert named(result, taken, "initiator") == ["Malian Army"]
    assert taken.place
    assert taken.place.country == "ML"
    assert taken.when
    assert taken.when.start == "2024-05-04"
    (denied,) = of(result, stance="denies")
    assert denied.polarity == "denied"
    shelled = [c for c in result.claims if c.source and "activists" in c.source.name.lower()]
    assert shelled
    assert all(not any("activists" in n.lower() for n in named(result, c, "initiator")) for c in result.claims)
    assert [(h.effect, h.low, h.high) for c in shelled for h in c.harm] == [("killed", 9, None)]


def test_they_in_quoted_words_are_others_than_the_voice(machine: Machine) -> None:
    result = run(
        machine,
        "The rebel Azawad Front accused the Malian army of shelling the market in Gao on Sunday. "
        '"They fired on people who were buying bread," its spokesman Idrissa Maiga said in a statement.',
    )
    assert not of(result, stance="claims")
    assert all(named(result, c, "initiator") in ([], ["Malian Army"]) for c in result.claims)


def test_a_weekday_without_a_day_of_publication_stays_open(machine: Machine) -> None:
    text = "Gunmen killed two farmers near Jos on Saturday, the police said."
    undated = run(machine, text, published=None)
    assert undated.unresolved_dates == 1
    assert all(c.when is None for c in undated.claims)
    assert [m.span.text for m in undated.mentions if m.kind == "time"]  # its words are kept
    assert run(machine, text).unresolved_dates == 0


def test_a_long_report_and_a_short_one(machine: Machine) -> None:
    line = "Shells hit the market of Gao on Friday, killing {} people, a doctor said. The army denied it fired them. "
    long = "\n".join(line.format(n) for n in range(3, 1100))  # some 20,000 words
    result = run(machine, "Ceasefire holds.", long)
    check_contract(result.output)
    assert len(result.claims) > 500


WORDS = """
the army rebels killed at least nine civilians near Gao on Sunday said denied that shelling struck a hospital in Ménaka
according to the UN police accused IS [Daesh] of “taking” Raqqa 11 dozens of and its which was ( ) | ’s , . . KABUL:
U.S. \u200f \u0301 🚀 Ürümqi - — ' " 1,500 tens of thousands
"""
PIECES = [*WORDS.split(), "\n", "\n\n", " "]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([None, "2024-05-07"]))
def test_any_words_keep_the_contract(machine: Machine, words: Sequence[str], published: str | None) -> None:
    check_contract(run(machine, " ".join(words), published=published).output)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_keeps_the_contract(machine: Machine, text: str) -> None:
    check_contract(run(machine, text).output)


def test_the_function_is_not_hidden_by_the_stage_of_its_name() -> None:
    code = "import dateline.read, dateline; assert callable(dateline.read); assert dateline.read.__module__ == {!r}"
    subprocess.run([sys.executable, "-c", code.format("dateline.pipeline")], check=True)


def test_the_order_of_reports_changes_no_incident(machine: Machine, examples: Result) -> None:
    docs = list(examples.documents)
    random.Random(7).shuffle(docs)
    again = assemble(list(machine.readings(docs)), machine.producer)
    assert {frozenset(i.claims) for i in again.incidents} == {frozenset(i.claims) for i in examples.incidents}


def test_a_frame_for_those_who_count(examples: Result) -> None:
    pytest.importorskip("pandas")
    table = examples.to_pandas()
    assert len(table) == len(examples.claims)
    assert table["killed_low"].max() >= 9


def test_an_error_of_the_program_in_one_report_ends_no_run(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, text in enumerate(("Two shells fell on a school.", "Gunmen killed four farmers.", "A mine hit a bus.")):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    extract = machine.extractor.extract

    def stumbles(grounded: Grounded) -> Reading:
        if "farmers" in grounded.parsed.document.text:
            raise ZeroDivisionError("made up")
        return extract(grounded)

    monkeypatch.setattr(machine.extractor, "extract", stumbles)
    result = pipeline.read([str(tmp_path)], machine=machine)
    assert len(result.documents) == 3
    assert [(Path(f.uri).name, "made up" in f.message) for f in result.failures] == [("1.txt", True)]
    assert {c.document for c in result.claims} == {result.documents[0].id, result.documents[2].id}

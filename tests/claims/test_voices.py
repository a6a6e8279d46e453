"""Whose word a clause is, over sentences: who speaks on as "it", who tells a story, where a voice ends."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest

from dateline.claims.assemble import everyone
from dateline.claims.sources import VoiceIndex, find_statements
from dateline.claims.sources_carry import carried
from dateline.claims.sources_paper import is_paper
from dateline.claims.sources_tense import put_in
from dateline.model import Document, Source

CASES = Path(__file__).parent / "cases" / "voices.csv"


def cases() -> list[tuple[str, str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#")]
    out, text = [], ""
    for row in csv.DictReader(lines):
        text = row["text"] or text
        out.append((text, row["at"], row["name"]))
    return out


@pytest.mark.parametrize(("text", "at", "name"), cases(), ids=lambda x: x[-50:])
def test_voice_at(text, at, name, machine):
    parsed = next(machine.reader.read([Document(id="d", uri="t", text=text)]))
    grounded = machine.grounder.ground(parsed)
    statements = find_statements(grounded)
    voices = VoiceIndex([*statements, *carried(grounded, statements)])
    token = next(t.i for t in reversed(parsed.tokens) if t.text == at)
    found = voices.at(token)
    assert (found.sources[0].name if found and found.sources else "") == name


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        (
            "Herders fled the town of Bardai, which rebels have ringed since May, a Red Cross delegate said.",
            "ringed",
            True,
        ),
        (
            "Herders fled the town of Bardai, which rebels had ringed since May, a Red Cross delegate said.",
            "ringed",
            False,
        ),
        ("Officials said shells fell on the port of Kalemie, where 4,000 people are camped.", "camped", True),
        ("Officials say shells fall on the port of Kalemie, where 4,000 people are camped.", "camped", False),
        ("Officials said shells fell on the port of Kalemie.", "fell", False),
        ('Shells fell on "a port where my sons are camped," an officer said.', "camped", False),
    ],
)
def test_what_the_paper_puts_in(text, at, inside, machine):
    parsed = next(machine.reader.read([Document(id="d", uri="t", text=text)]))
    token = next(t for t in parsed.tokens if t.text == at)
    statement = next(s for s in find_statements(machine.grounder.ground(parsed)) if token.i in s)
    assert put_in(parsed, statement, token) is inside


@pytest.mark.parametrize(
    ("publisher", "name", "own"),
    [
        ("Oromia Rights Commission (style of)", "Commission", True),
        ("Oromia Rights Commission", "Land Commission", False),
        ("Committee for Lowland Herders", "Herders", False),
        ("Upper Nile Press", "UNP", True),
        ("Upper Nile Press", "Upper Nile Press", True),
        ("Centre for Lakes, Goma", "Centre's volunteers", True),
        (None, "Commission", False),
    ],
)
def test_the_paper_itself(publisher, name, own):
    document = Document(id="d", uri="t", text="", publisher=publisher)
    assert is_paper(document, Source(name=name)) is own


def test_what_is_carried_is_not_listed(machine):
    text = "Survivors described the raid. The men shot the guards."
    grounded = machine.grounder.ground(next(machine.reader.read([Document(id="d", uri="t", text=text)])))
    statements = find_statements(grounded)
    assert carried(grounded, statements)
    assert all(not s.listed for s in carried(grounded, statements))


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Our correspondent said shells had hit the market of Kut.", False),
        ("The agency's reporter said shells had hit the market of Kut.", False),
        ("The Lakes agency said nine had died. The agency's reporter said shells had hit the market of Kut.", True),
        ("A correspondent of the BBC said shells had hit the market of Kut.", True),
    ],
)
def test_the_papers_own_reporter_is_no_voice(text, speaks, machine):
    reading = next(machine.readings([Document(id="d", uri="t", text=text, language="en")]))
    claim = next(c for c in reading.claims if c.type == "shelling")
    assert (claim.source is not None) is speaks


@pytest.mark.parametrize(
    ("publisher", "text", "name"),
    [
        (
            "Polisario Front, press bureau",
            "On 4 June our men attacked a post near Smara. We lost two fighters.",
            "Polisario",
        ),
        ("Polisario Front, press bureau", "On 4 June gunmen attacked a post near Smara. Two were killed.", ""),
        ("Algiers Evening Post", "On 4 June our men attacked a post near Smara. We lost two fighters.", ""),
        (
            "Broadcasts, monitored",
            "SZ081200 (CLANDESTINE) RADIO VENCEREMOS TO EL SALVADOR IN SPANISH 1830 GMT 8 MAY 84\n\n"
            "Our column took the post at Perquin on Sunday. We captured nine rifles.",
            "FMLN",
        ),
    ],
)
def test_a_party_speaks_by_its_own_paper(publisher, text, name, machine):
    document = Document(id="d", uri="t", text=text, publisher=publisher, published="1984-06-10", language="en")
    reading = next(machine.readings([document]))
    assert reading.claims
    for claim in reading.claims:
        assert (claim.source.name if claim.source else "").startswith(name)
        assert claim.source is None or name
        assert claim.source is None or claim.source.actor in {a.id for a in reading.actors}


def test_a_body_that_only_a_voice_stands_for_is_among_the_actors(machine):
    """Found by made inputs: "the Commander" gave the word of an army that the report does not name."""
    document = Document(
        id="1", uri="t", text="Shells fell on Songo on Monday, the army said.", published="2031-03-12", language="en"
    )
    (parsed,) = machine._parsed([document])
    (reading,) = machine.readings([document])
    (claim, *_) = reading.claims
    source = msgspec.structs.replace(claim.source, actor="state:zz:army", name="Ruritanian Army")
    known = everyone(machine.grounder.ground(parsed), (msgspec.structs.replace(claim, source=source),))
    assert known["state:zz:army"].kind == "state_forces"

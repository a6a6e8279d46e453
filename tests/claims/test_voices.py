"""Whose word a clause is, over sentences: who speaks on as "it", who tells a story, where a voice ends."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.claims.sources import VoiceIndex, find_statements
from dateline.claims.sources_carry import carried
from dateline.model import Document

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


def test_what_is_carried_is_not_listed(machine):
    text = "Survivors described the raid. The men shot the guards."
    grounded = machine.grounder.ground(next(machine.reader.read([Document(id="d", uri="t", text=text)])))
    statements = find_statements(grounded)
    assert carried(grounded, statements)
    assert all(not s.listed for s in carried(grounded, statements))

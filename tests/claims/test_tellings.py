"""Which event told before a claim goes on with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.model import Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "tellings.toml").read_text())["case"]


def first_of(claim, claims):
    """The claim that begins the chain in which this one stands."""
    by_id = {c.id: c for c in claims}
    while claim.same_as:
        claim = by_id[claim.same_as[0]]
    return claim


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_what_a_claim_goes_on_with(machine, case):
    document = Document(id="d", uri="t", text=case["text"], published="2024-06-16", language="en")
    (reading,) = machine.readings([document])
    claims = reading.claims

    def said(words):
        (found,) = [c for c in claims if words in c.evidence.text]
        return found

    for later, earlier in case.get("one", []):
        assert first_of(said(later), claims) is first_of(said(earlier), claims), later
    for later, earlier in case.get("two", []):
        assert first_of(said(later), claims) is not first_of(said(earlier), claims), later
    for words, day in case.get("days", {}).items():
        assert said(words).when.start == day
    assert len(claims) == case.get("claims", len(claims))

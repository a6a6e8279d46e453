"""Which place and which day a claim gets, from its own sentence and from the report around it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.claims.same_place import holds
from dateline.model import ClaimPlace, Document

CASES = tomllib.loads((Path(__file__).parent / "cases" / "placing.toml").read_text(encoding="utf-8"))["case"]


def check(claim, want):
    if "type" in want:
        assert claim.type == want["type"]
    if "place" in want:
        assert (claim.place.name if claim.place else "").startswith(want["place"])
        assert want["place"] or claim.place is None
    if "day" in want:
        assert (claim.when.start if claim.when else "") == want["day"]
    rules = [w.rule for w in claim.why if w.field == "place"]
    if "rule" in want:
        assert rules[-1:] == [want["rule"]]
    if "not_rule" in want:
        assert want["not_rule"] not in rules


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c['form']}" for n, c in enumerate(CASES)])
def test_cases(case, machine):
    document = Document(id="d", uri="t", text=case["text"], published="2021-06-15", language="en")
    found = next(machine.readings([document])).claims
    if "last" in case:
        check(found[-1], case["last"])
        return
    if case.get("first_only"):
        found = found[:1]
    assert len(found) == len(case["claims"])
    for claim, want in zip(found, case["claims"], strict=True):
        check(claim, want)


def place(lat, lon, precision, country="ML"):
    return ClaimPlace(id=f"{lat}{lon}", name="X", lat=lat, lon=lon, country=country, precision=precision)


def test_a_wide_place_holds_only_what_may_lie_in_it():
    region = place(17.0, -1.0, "admin1")
    assert holds(region, place(16.3, 0.0, "exact"))
    assert not holds(region, place(12.6, -8.0, "exact"))
    assert not holds(region, place(17.0, -1.0, "exact", country="NE"))
    assert holds(place(17.0, -4.0, "country"), place(12.6, -8.0, "exact"))
    assert not holds(place(16.3, 0.0, "exact"), place(16.3, 0.0, "exact"))

"""What one incident says: tolls, disputes, updates, grade, origins, title."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from made_reports import reports

from dateline.incidents import join

CASES = tomllib.loads((Path(__file__).parent / "cases" / "incidents.toml").read_text("utf-8"))["case"]


def shown(incident):
    """The fields of an incident as the cases write them."""
    return {
        "harm": [f"{h.effect} {h.group} {h.low} {h.best} {'-' if h.high is None else h.high}" for h in incident.harm],
        "title": incident.title,
        "grade": incident.grade.code,
        "origins": incident.origins,
        "disputes": [f"{d.field}: {' | '.join(v.value for v in d.values)}" for d in incident.disputes],
        "updates": [f"{u.field}: {u.from_} > {u.to}" for u in incident.updates],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_an_incident(case):
    readings, _ = reports(case["rows"], case.get("papers"))
    (incident,) = join(readings).incidents
    want = {k: v for k, v in case.items() if k not in ("name", "rows", "papers")}
    assert {k: shown(incident)[k] for k in want} == want


def test_every_grade_says_why():
    for case in CASES:
        (incident,) = join(reports(case["rows"], case.get("papers"))[0]).incidents
        assert incident.grade.reasons


def test_who_said_which_stays_visible():
    case = next(c for c in CASES if c["name"].startswith("a loose word"))
    (incident,) = join(reports(case["rows"])[0]).incidents
    assert [(t.source, t.low, t.high) for t in incident.harm[0].by_source] == [
        ("Paper a", 24, 99),
        ("Rescue Service", 31, 31),
    ]

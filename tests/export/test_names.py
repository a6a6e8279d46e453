"""Private people's names stay out; organisations, places and office holders stay in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from war import A

from dateline.casefile import World
from dateline.errors import UsageError
from dateline.export.bundle import Bundle
from dateline.export.formats import in_memory
from dateline.export.names import MASK, check, in_office, mask, people
from dateline.model import Source

CASES = Path(__file__).parent / "cases" / "names.csv"
AT = "2031-04-01T12:00:00.000000Z"


def cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return [(r["text"], r["private"], r["office"]) for r in rows]


@pytest.mark.parametrize(("text", "private", "office"), cases())
def test_people(text: str, private: str, office: str) -> None:
    found = people(text, ())
    names = {text[a:b]: in_office(text, (a, b)) for a, b in found}
    assert [n for n, held in names.items() if not held] == [n for n in private.split("|") if n]
    assert [n for n, held in names.items() if held] == [n for n in office.split("|") if n]


def everything(world: World, policy: str) -> str:
    out = []
    for form in ("acled", "ucdp", "airwars", "geojson", "csv", "jsonl", "report"):
        out.append(in_memory(form, Bundle(world, policy=check(policy)), AT)[0].decode())
    return "\n".join(out)


def test_roles_keeps_offices_and_leaves_out_the_rest(world: World) -> None:
    text = everything(world, "roles")
    for name in ("Rahimi", "Omid", "Jawad", "Noor", "Lumi"):
        assert name not in text
    for name in ("Wardak", "Air Corps", "River Front", "Interior Ministry", "Zaranj"):
        assert name in text


def test_none_leaves_out_everyone(world: World) -> None:
    text = everything(world, "none")
    assert "Rahimi" not in text
    assert "Wardak" not in text
    assert "Interior Ministry" in text


def test_all_keeps_everyone(world: World) -> None:
    text = everything(world, "all")
    assert MASK not in text
    assert "Jawad Rahimi" in text
    assert "Mrs Noor" in text


def test_a_private_source_becomes_its_role(world: World) -> None:
    lines = in_memory("jsonl", Bundle(world), AT)[0].splitlines()
    sources = [r["source"]["name"] for r in map(json.loads, lines) if r["record"] == "claim"]
    assert sources == ["Interior Ministry", "witness", "Air Corps", "River Front"]


def test_the_length_of_a_text_stays(world: World) -> None:
    masked = Bundle(world).names.text("doc_a")
    assert len(masked) == len(A)
    assert masked.count(MASK) == len("JawadRahimiOmidRahimiRahimiLumi")


def test_an_unknown_policy() -> None:
    with pytest.raises(UsageError, match="none, roles, all"):
        check("some")


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_masking_keeps_the_length(text: str, ranges: list[tuple[int, int]]) -> None:
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in ranges]
    assert len(mask(text, inside)) == len(text)


@given(st.text(alphabet=st.sampled_from("Ali bin Omar. Mr “”’'s\n,-\u0000١é"), max_size=80))
def test_any_text_can_be_looked_through(text: str) -> None:
    for start, end in people(text, ()):
        assert 0 <= start < end <= len(text)
        in_office(text, (start, end))


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Medical sources in city", "medical", "Medical sources in city"),
        ("residents of Zaranj", "resident", "residents of Zaranj"),
        ("Witnesses", "witness", "Witnesses"),
        ("Samira", "witness", "witness"),
        ("neighbour Samira Haddad", "resident", "resident"),
        ("a neighbour called Samira", "resident", "resident"),
        ("Ben Oyelaran", None, "person"),
        ("Karim Wardak", "official", "Karim Wardak"),
        ("Tamim", "military", "military"),
        ("Northern Medical Committee", "medical", "Northern Medical Committee"),
    ],
)
def test_how_a_source_is_named(world: World, name: str, kind: str | None, shown: str) -> None:
    assert Bundle(world).names.source(Source(name=name, kind=kind)) == shown

"""Places: spellings and sentences as data, uses, relations, and no crash on any text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.ground.actors import ActorFinder
from dateline.ground.gazetteer import Gazetteer
from dateline.ground.gazetteer_build import distance
from dateline.ground.places import PlaceFinder
from dateline.model import Document
from dateline.read import Reader
from dateline.reading import Entity

PIECES = [
    "in",
    "near",
    "Syria",
    "'s",
    "12",
    "km",
    "north",
    "of",
    "Al",
    "-",
    "Bab",
    ",",
    "Texas",
    "Fla.",
    "the",
    "village",
    "(",
    ")",
    "and",
    "between",
    "دمشق",
    "Київ",
    ".",
    "Mr.",
    "U.S.",
    "\u200f",
    "The",
    "Hague",
    "NSW",
    "'",
    "North",
    "East",
    "City",
    "4,000",
    "miles",
    "from",
    "Jr.",
    "S.C.",
    "St.",
]
CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[dict[str, str]]:
    with open(CASES / name, encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


@pytest.fixture(scope="module")
def gazetteer(finder: PlaceFinder) -> Gazetteer:
    return finder.gazetteer


def places(reader: Reader, finder: PlaceFinder, text: str) -> list[Entity]:
    document = Document(id="doc_test", uri="test", text=text)
    return [e for p in reader.read([document]) for e in finder.find(p, ActorFinder().names(p))]


@pytest.mark.parametrize("case", table("place_spellings.csv"), ids=lambda c: f"{c['spelling']}-{c['country']}")
def test_spelling(case: dict[str, str], gazetteer: Gazetteer) -> None:
    found = [p for p, _ in (*gazetteer.exact(case["spelling"]), *gazetteer.alike(case["spelling"]))]
    near = [
        p
        for p in found
        if p.country == case["country"]
        and p.lat is not None
        and p.lon is not None
        and distance(p.lat, p.lon, float(case["lat"]), float(case["lon"])) < 15
    ]
    assert near, [(p.name, p.country, p.lat, p.lon) for p in found]


@pytest.mark.parametrize("case", table("place_sentences.csv"), ids=lambda c: c["sentence"][:50])
def test_sentence(case: dict[str, str], reader: Reader, finder: PlaceFinder) -> None:
    found = places(reader, finder, case["sentence"])
    if not case["words"]:
        assert [e.span.text for e in found if e.use == "location"] == []
        return
    entity = next((e for e in found if e.span.text == case["words"]), None)
    assert entity is not None, [e.span.text for e in found]
    place = entity.place
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert place.country == case["country"]
    assert distance(place.lat, place.lon, float(case["lat"]), float(case["lon"])) <= float(case["km"])
    assert place.precision == case["precision"]
    assert entity.use == case["use"]


def test_explained(reader: Reader, finder: PlaceFinder) -> None:
    found = places(reader, finder, "Shelling hit Tripoli, Lebanon, on Sunday.")
    entity = next(e for e in found if e.span.text == "Tripoli")
    assert dict(entity.why)["inside_comma"] > 0
    assert any(a.name == "Tripoli" for a in entity.alternatives)


def test_unknown_village_lies_in_its_region(reader: Reader, finder: PlaceFinder) -> None:
    found = places(reader, finder, "Gunmen burned the village of Zorbanka in Borno state, Nigeria.")
    entity = next(e for e in found if e.span.text == "Zorbanka")
    assert entity.place is not None
    assert (entity.place.country, entity.place.precision) == ("NG", "admin1")


def test_same_text_same_places(reader: Reader, finder: PlaceFinder) -> None:
    text = "Clashes in Homs and Hama, near Tripoli, killed six, Beirut said."
    assert places(reader, finder, text) == places(reader, PlaceFinder(), text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_crash(reader: Reader, finder: PlaceFinder, parts: list[str]) -> None:
    text = " ".join(parts)
    found = places(reader, finder, text)
    for entity in found:
        assert text[entity.span.start : entity.span.end] == entity.span.text
        assert entity.first < entity.last
        assert 0 <= entity.score <= 1
    starts = [e.first for e in found]
    assert starts == sorted(starts)

"""Which of its namesakes a name means, and what a mention says of a point beside it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.ground.actors import ActorFinder
from dateline.ground.places import PlaceFinder
from dateline.model import Document
from dateline.read import Reader
from dateline.reading import Entity

CASES = tomllib.loads((Path(__file__).parent / "cases" / "places_namesakes.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


def found(text: str, reader: Reader, finder: PlaceFinder) -> dict[str, Entity]:
    """The first entity of each words."""
    parsed = next(iter(reader.read([Document(id="d", uri="t", text=text)])))
    return {e.span.text: e for e in reversed(finder.find(parsed, ActorFinder().names(parsed)))}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, Any], reader: Reader, finder: PlaceFinder) -> None:
    places = found(case["text"], reader, finder)
    for words, (name, region) in case["places"].items():
        assert words in places, sorted(places)
        place = places[words].place
        assert place is not None
        assert (place.name, place.admin1 or "") == (name, region)


def test_what_lies_beside_a_name_is_no_meaning_of_it(reader: Reader, finder: PlaceFinder) -> None:
    """ "Northern Mali" has a point of its own, where something may have happened; the name is that of Mali."""
    entity = found("Convoys were ambushed in northern Mali on Monday.", reader, finder)["northern Mali"]
    assert entity.place is not None
    assert entity.named is not None
    assert entity.named.name == "Mali"
    assert entity.place.lat is not None
    assert entity.named.lat is not None
    assert 16 < entity.place.lat < 19  # where Gao, Timbuktu and Kidal are
    assert entity.place.lat != entity.named.lat

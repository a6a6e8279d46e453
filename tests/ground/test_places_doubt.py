"""Names in doubt: villages on no list, lands that only the title names, namesakes abroad."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.ground.actors import ActorFinder
from dateline.ground.places import PlaceFinder
from dateline.model import Document
from dateline.read import Reader

CASES = tomllib.loads((Path(__file__).parent / "cases" / "places_doubt.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_cases(case: dict[str, Any], reader: Reader, finder: PlaceFinder) -> None:
    document = Document(id="d", uri="t", text=case["text"], title=case.get("title"))
    parsed = next(iter(reader.read([document])))
    found = finder.find(parsed, ActorFinder().names(parsed))
    places = {e.span.text.removeprefix("near "): e.place for e in found if e.use == "location"}
    for kind in ("known", "unknown", "named"):
        for words, country in case.get(kind, {}).items():
            place = places.get(words)
            assert place is not None, sorted(places)
            assert place.country == country
            if kind != "named":
                assert (place.lat is None) == (kind == "unknown")
            if kind == "unknown":
                assert place.name == words
    assert not set(case.get("none", ())) & set(places)

"""Places by where they lie and by how their names begin."""

from __future__ import annotations

import pytest

from dateline.ground.atlas import Atlas
from dateline.ground.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(Gazetteer())


def test_the_largest_towns_of_a_part_of_the_map(atlas: Atlas) -> None:
    found = atlas.within(-58.5, -26.0, -56.5, -24.5, 3)
    assert found[0].name == "Asunción"
    assert [p.population for p in found] == sorted((p.population for p in found), reverse=True)
    assert all(-58.5 <= (p.lon or 0) <= -56.5 and -26.0 <= (p.lat or 0) <= -24.5 for p in found)
    assert atlas.within(-140.0, -50.0, -139.0, -49.0, 5) == []


def test_a_part_of_the_map_that_spans_the_day_line(atlas: Atlas) -> None:
    assert {p.country for p in atlas.within(177.0, -19.0, -178.0, -16.0, 20)} >= {"FJ"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [("asunci", "Asunción"), ("ASUNCIÓ", "Asunción"), ("Loma Pl", "Loma Plata"), ("deir ez", "Deir ez-Zor")],
)
def test_the_beginning_of_a_name_whatever_its_case_and_accents(atlas: Atlas, typed: str, name: str) -> None:
    assert name in [p.name for p in atlas.beginning(typed, 10)]


@pytest.mark.parametrize("typed", ["", "a", "…", ".*", "(("])
def test_too_little_to_search_for(atlas: Atlas, typed: str) -> None:
    assert atlas.beginning(typed, 10) == []

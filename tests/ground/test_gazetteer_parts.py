"""The parts of a region: where they are, on land and across the day line."""

import pytest

from dateline.ground.gazetteer import Gazetteer
from dateline.ground.gazetteer_parts import LEAST, PART, middle, part, parts_of

# A land like a boot: settled along a northern coast, and down its western side.
COAST = [(10.0, float(x)) for x in range(10)]
LEG = [(float(y), 0.0) for y in range(10)]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def test_a_part_is_the_middle_of_the_outer_third_of_the_towns() -> None:
    lat, lon = middle(COAST, 0, 1)
    assert (lat, lon) == (10.0, 8.0)


def test_no_part_lies_where_nobody_lives() -> None:
    lat, _ = middle(COAST + LEG, -1, 0)
    assert lat < 4
    assert middle(COAST + LEG, 0, 1)[0] == 10.0  # the east is the coast, not the sea south of it


def test_a_corner_without_towns_has_the_middles_of_its_sides() -> None:
    assert middle(COAST + LEG, -1, 1) == (middle(COAST + LEG, -1, 0)[0], middle(COAST + LEG, 0, 1)[1])


def test_longitudes_go_on_across_the_day_line() -> None:
    islands = [(-17.0, lon) for lon in (176.0, 177.0, 178.0, 179.0, 179.5, -179.5, -179.0, -178.5, -178.0)]
    assert middle(islands, 0, 1) == pytest.approx((-17.0, -178.5))


def test_the_section_gives_the_parts_of_a_region_or_none() -> None:
    section = parts_of({7: COAST, 9: COAST + LEG, 12: COAST[: LEAST - 1]})
    assert len(section) == 2 * PART.size
    assert part(section, 7, 0.0, 0.7) == (10.0, 8.0)
    assert part(section, 9, 0.5, 0.5) is not None
    assert part(section, 12, 1.0, 0.0) is None
    assert part(section, 99, 1.0, 0.0) is None
    assert part(section, 7, 0.0, 0.0) is None


# North of Mali live people in Gao and Timbuktu, not in the sands of Taoudenni; the south of Thailand is far down.
@pytest.mark.parametrize(
    ("land", "north", "east", "south_of", "north_of"),
    [("ML", 1.0, 0.0, 19.0, 15.0), ("TH", -1.0, 0.0, 11.0, 6.0), ("CL", 1.0, 0.0, -17.0, -34.0)],
)
def test_the_parts_of_a_land_are_where_its_towns_are(
    gazetteer: Gazetteer, land: str, north: float, east: float, south_of: float, north_of: float
) -> None:
    found = gazetteer.part(gazetteer.countries[land], north, east)
    assert found is not None
    assert north_of < found[0] < south_of

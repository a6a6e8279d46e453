"""The places that a name may mean: those of its spelling, fewer where the words tell a land or a kind."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.ground.places_spot import Spot

MOST = 60  # namesakes weighed; of more the most peopled, and the most peopled of each other land


def namesakes(spot: Spot, gazetteer: Gazetteer) -> tuple[tuple[Found, int], ...]:
    """The candidates of a spot, each with how it has the name."""
    found = _foremost(spot.found)
    return _of_that_land(spot, (*found, *_regions(spot, found, gazetteer)))


def _foremost(found: Sequence[tuple[Found, int]]) -> Sequence[tuple[Found, int]]:
    if len(found) <= MOST:
        return found
    order = sorted(found, key=lambda f: (-size(f[0]), f[0].id))
    lands = {f.country for f, _ in order[:MOST]}
    out = order[:MOST]
    for f, how in order[MOST:]:
        if f.country not in lands:
            lands.add(f.country)
            out.append((f, how))
    return out


def size(place: Found) -> float:
    return place.population + 1e9 if place.kind in ("country", "continent") else place.population


def _of_that_land(spot: Spot, found: tuple[tuple[Found, int], ...]) -> tuple[tuple[Found, int], ...]:
    """ "The Paraguayan city of X": the namesakes in that country alone, if there are any."""
    lands = {other for how, other in spot.inside if how == "demonym"}
    return tuple(f for f in found if f[0].country in lands) or found


def _regions(spot: Spot, found: Sequence[tuple[Found, int]], gazetteer: Gazetteer) -> list[tuple[Found, int]]:
    """ "X province" where only the town X is known by this spelling: the region that it lies in is meant.

    A province that is called after a town is called after its own, however the gazetteer spells the two.
    """
    if not spot.typed or spot.hint not in _REGIONS or any(f.kind in _REGIONS for f, _ in found):
        return []
    out: dict[int, tuple[Found, int]] = {}
    for town, how in found:
        index = town.admin1 if spot.hint == "admin1" else town.admin2
        if town.kind in ("city", "capital") and index is not None:
            out.setdefault(index, (gazetteer.place(index), how))
    return list(out.values())


_REGIONS = ("admin1", "admin2")

"""Namesakes abroad of a part of the report's own land that is on no list."""

from __future__ import annotations

from dateline.ground.gazetteer import Found
from dateline.ground.places_contexts import contexts
from dateline.ground.places_names import key
from dateline.ground.places_spot import Spot

# What a land is divided into down to its hamlets. Provinces abroad are spoken of by name alone; their parts are not.
_PARTS = frozenset({"admin2", "district", "village", "camp"})


def part_abroad(spot: Spot, place: Found, lands: frozenset[str]) -> bool:
    """ "Woodcutters in Ghazipur district", told of a land that has one on no list: not the one in India, however large.

    ``lands``: the countries that the report speaks of.
    """
    if not lands or spot.hint not in _PARTS or place.country in lands or place.kind == "country":
        return False
    return spot.typed or bare(spot) != key(spot.name)


def bare(spot: Spot) -> str:
    """The key of a name without the word for what it is: "Arba district" is one place with "Arba"."""
    words = spot.name.split()
    return key(" ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in contexts().types else spot.name)

"""Whether the places of two drafts may be one: a province and a town in it, a village without a point and its land."""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.model import ClaimPlace

# Degrees of latitude and longitude together from the middle of a region (a part of a country) to what may lie in it.
REACH, REACH_OF_PART = 4, 12
REACH_OF_OTHER = 0.6  # to what the gazetteer puts in another region: both may be parts of one small land


def vague_place(draft: Draft) -> bool:
    return draft.place is None or vague(draft.place)


def vague(place: ClaimPlace) -> bool:
    """Wide enough to hold many events. A name without a point is a village that the gazetteer does not know."""
    if place.lat is None:
        return False
    words = place.span.text if place.span else place.name  # "eastern Sudan", but not "Eastern Equatoria"
    return place.precision in ("country", "admin1") or words.startswith(("north", "south", "east", "west", "central"))


def holds(wide: ClaimPlace, fine: ClaimPlace) -> bool:
    """The one may lie in the other: of one country, and of a region no further from its middle than regions reach."""
    if not vague(wide) or wide.country != fine.country:
        return False
    if wide.precision == "country" or wide.lat is None or wide.lon is None or fine.lat is None or fine.lon is None:
        return True
    reach: float = REACH_OF_PART if wide.precision == "area" else REACH
    region = wide.name if wide.precision == "admin1" else wide.admin1 if wide.precision == "area" else None
    if region is not None and fine.admin1 not in (None, region):
        reach = REACH_OF_OTHER
    return abs(wide.lat - fine.lat) + abs(wide.lon - fine.lon) < reach


def same_place(a: Draft, b: Draft) -> bool:
    p, q = a.place, b.place
    if p is None or q is None:
        return False
    if p.id == q.id or vague(p) or vague(q):
        return p.id == q.id or holds(p, q) or holds(q, p)
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        # a village without a point may lie in the area, or near the town, that was told
        known = q if p.lat is None else p
        return p.name == q.name or (known.lat is not None and known.precision in ("area", "near"))
    return abs(p.lat - q.lat) + abs(p.lon - q.lon) < 0.3

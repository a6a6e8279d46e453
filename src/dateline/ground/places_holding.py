"""Which place holds which: what the text says ("Paris, Texas"), and how far the candidates do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dateline.ground.gazetteer import Found
from dateline.ground.gazetteer_build import distance
from dateline.ground.places_groups import Group

LIES = 0.4  # chance from which one name is taken to lie in the next
LEVELS = {"country": "country", "continent": "wide", "region": "wide", "admin1": "admin1", "admin2": "admin2"}
HOLDS = ""  # the relation of a group to one that the text puts into it


def relations(group: Group, of: dict[int, Group]) -> list[tuple[str, Group | str]]:
    """What the text puts the group in (how, other group or country) and what into it (HOLDS), each once."""
    out: dict[tuple[str, int | str], tuple[str, Group | str]] = {}
    for spot in group.spots:
        for how, other in spot.inside:
            if isinstance(other, str):
                out.setdefault((how, other), (how, other))
            elif (outer := of.get(id(other))) is not None and outer is not group:
                wide = sum(
                    c
                    for p, c in zip(outer.places, outer.chances, strict=True)
                    if p.kind in ("country", "admin1", "admin2")
                )
                if how == "comma" and wide < 0.5:
                    how = "list"
                out.setdefault((how, id(outer)), (how, outer))
        for inner_spot in spot.holds:
            inner = of.get(id(inner_spot))
            if inner is not None and inner is not group:
                out.setdefault((HOLDS, id(inner)), (HOLDS, inner))
    return list(out.values())


def inside(place: Found, told: Sequence[tuple[str, Group | str]]) -> dict[str, float]:
    """How far the places that the text puts it in do hold the candidate, or that it is put round lie in it."""
    out: dict[str, float] = {}
    for how, other in told:
        if isinstance(other, str):
            value = 1.0 if place.country == other else 0.0
        elif how == HOLDS:
            value = sum(c for p, c in zip(other.places, other.chances, strict=True) if holds(place, p))
            out["holds"] = max(out.get("holds", 0.0), value)
            continue
        else:
            value = sum(c for p, c in zip(other.places, other.chances, strict=True) if holds(p, place))
        out[f"inside_{how}"] = max(out.get(f"inside_{how}", 0.0), value)
        out[f"outside_{how}"] = max(out.get(f"outside_{how}", 0.0), 1 - value)
    return out


def row_mates(group: Group, of: dict[int, Group]) -> list[Group]:
    """The groups that stand in a row with this one ("Ohio, Oregon and Utah"), not those that hold it or lie in it."""
    out: dict[int, Group] = {}
    for spot in group.spots:
        for other in spot.mates:
            mate = of.get(id(other))
            if mate is not None and mate is not group and not (_within(group, mate) or _within(mate, group)):
                out[id(mate)] = mate
    return list(out.values())


def _within(inner: Group, outer: Group) -> bool:
    """Whether the one probably lies in the other: "Buffalo, New York"."""
    return (
        sum(
            a * b
            for p, a in zip(outer.places, outer.chances, strict=True)
            if p.kind in ("country", "admin1", "admin2")
            for q, b in zip(inner.places, inner.chances, strict=True)
            if holds(p, q)
        )
        > LIES
    )


def of_row(place: Found, mates: Sequence[Group]) -> float:
    """How far the mates of a row are of the candidate's kind: states stand beside states, towns beside towns."""
    level = LEVELS.get(place.kind, "")
    shares = (
        sum(c for p, c in zip(m.places, m.chances, strict=True) if LEVELS.get(p.kind, "") == level) for m in mates
    )
    return sum(shares) / len(mates) if mates else 0.0


def holds(outer: Found, inner: Found) -> bool:
    if outer.index == inner.index:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.index in (inner.admin1, inner.admin2):
        return True
    if outer.kind in ("city", "capital", "area", "admin2", "village") and outer.country == inner.country:
        return near(outer, inner) < 60
    return False


def near(a: Found, b: Found) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 20000.0
    if abs(a.lat - b.lat) > 12:
        return 20000.0
    return _distance(a.lat, a.lon, b.lat, b.lon)


_distance = lru_cache(maxsize=8192)(distance)  # the same towns stand beside one another again and again

"""Comparisons of the table in ``compare.py`` that hold the places of two events side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from dateline.incidents.facts import Facts, fold
from dateline.incidents.report import distance
from dateline.incidents.rules import Rules
from dateline.model import Place

if TYPE_CHECKING:
    from dateline.incidents.compare import Context

ALIKE, LONG = 85.0, 6  # of a hundred, the likeness of one name in two spellings; short names are alike by chance


_PLACE_ORDER = ("same", "near", "contains", "apart")


def place(a: Facts, b: Facts, context: Context) -> str:
    """The closest of their places. near: within the precision of both; contains: one lies in the other's area."""
    if not a.places or not b.places:
        return "none" if not a.places and not b.places else "one"
    if len(a.places) == len(b.places) == 1:
        return place_pair(a.places[0], b.places[0], context)
    return min((place_pair(p, q, context) for p in a.places for q in b.places), key=_PLACE_ORDER.index)


def place_pair(p: Place, q: Place, context: Context) -> str:
    if p.id == q.id:
        return "same"
    if (p.id, p.precision) > (q.id, q.precision):
        p, q = q, p
    # "north of X" has the id of X and a point of its own
    key = (p.id, p.precision, p.lat, p.lon, p.name, q.id, q.precision, q.lat, q.lon, q.name)
    known = context.places.get(key)
    if known is None:
        known = context.places[key] = _place_pair(p, q, context.rules)
    return known


def _place_pair(p: Place, q: Place, rules: Rules) -> str:
    left, right = fold(p.name), fold(q.name)
    km = distance(p, q)
    if left == right and (p.country == q.country or km is None):
        return "same"
    part = f" {left} " in f" {right} " or f" {right} " in f" {left} "
    if km is None:
        if part or _may_hold(p, q) or _may_hold(q, p):
            return "contains"
        return "same" if _spelt_alike(left, right) else "apart"
    reach, other = _reach(p, rules), _reach(q, rules)
    big, small, reach = (p, q, reach) if reach >= other else (q, p, other)
    if big.precision == "country":
        return "contains" if big.country == small.country else "apart"
    own, other_own = _region(big), _region(small)
    if big.precision == "admin1" and own and other_own:
        return "contains" if own == other_own else "apart"
    if big.precision in ("area", "admin2", "admin1"):
        return "contains" if km <= reach else "apart"
    if km > max(rules.radius[p.precision], rules.radius[q.precision]):
        return "apart"
    return "contains" if part else "near"


def _region(place: Place) -> str | None:
    """The region of the first level that a place lies in, or is."""
    return place.name if place.precision == "admin1" else place.admin1


def _may_hold(wide: Place, unlisted: Place) -> bool:
    """Whether a village that no list has may lie in a place of which only the bounds are known."""
    if unlisted.lat is not None or wide.lat is None or wide.country != unlisted.country:
        return False
    return wide.precision in ("country", "admin1", "admin2", "area")


def _spelt_alike(left: str, right: str) -> bool:
    """One name in two spellings, of which no list has one: "Daru Salam", "Darusalaam". Both begin alike."""
    a, b = left.replace(" ", ""), right.replace(" ", "")
    return min(len(a), len(b)) >= LONG and a[0] == b[0] and ratio(a, b) >= ALIKE


def _reach(place: Place, rules: Rules) -> float:
    """Kilometres within which the place lets an event lie; a part of a country is a wide area."""
    return rules.radius["country_part" if unbounded(place, rules) else place.precision]


def unbounded(place: Place, rules: Rules) -> bool:
    """A part of a country without bounds of its own ("northern Syria")."""
    words = place.name.lower().split()
    return place.precision == "area" and any(" ".join(words[n:]) in rules.countries for n in range(1, len(words)))

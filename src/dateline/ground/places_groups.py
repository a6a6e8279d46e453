"""Spots that mean one place, with its namesakes and what each has by itself.

One sense a report: spots of one name and kind are resolved together, unless the text puts them in different regions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.ground.places_names import key
from dateline.ground.places_namesakes import namesakes, size
from dateline.ground.places_setting import Setting
from dateline.ground.places_spot import Spot

_KINDS = {
    "village": "village", "district": "district", "city": "city", "capital": "capital", "country": "country",
    "admin1": "admin1", "admin2": "admin2", "continent": "wide", "region": "wide", "area": "area", "water": "water",
    "mountain": "area", "island": "area", "field": "site", "camp": "site", "facility": "site", "crossing": "site",
    "base": "site", "road": "site",
}  # fmt: skip
# Kinds of place that fit the kind which the text tells; the first fits best.
_AGREE = {
    "city": ("city", "capital", "village", "district"), "village": ("village", "city", "district"),
    "district": ("district", "city", "village", "admin2"), "admin2": ("admin2", "district", "city"),
    "admin1": ("admin1", "admin2", "area", "region"), "water": ("water",), "mountain": ("mountain",),
    "island": ("island", "country", "admin1"), "area": ("area", "region"), "camp": ("camp",), "field": ("field",),
    "facility": ("facility", "base"), "base": ("base", "facility"), "crossing": ("crossing",),
    "capital": ("capital", "city"), "country": ("country",),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Group:
    """Spots that mean one place. ``chances`` go with ``places``; ``parts`` are what made each score."""

    spots: list[Spot]
    places: list[Found]
    how: list[int]
    fixed: list[dict[str, float]]
    chances: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)  # the chances before any other name was looked at
    scores: list[float] = field(default_factory=list)
    parts: list[dict[str, float]] = field(default_factory=list)
    witness: dict[tuple[bool, int], float] | None = None  # see places_resolve
    choice: int | None = None  # see best(); asked for often

    @property
    def weight(self) -> float:
        """How much this group says about where the report is: surely a place, said often."""
        return max(s.chance for s in self.spots) * (1 + math.log(len(self.spots)))


def groups(spots: Sequence[Spot], around: Setting, gazetteer: Gazetteer, heads: Sequence[Spot] = ()) -> list[Group]:
    """Spots put together that mean one place. ``heads``: names outside the prose, which count where it has them not."""
    out: dict[tuple[str, str, str], Group] = {}
    latest: dict[tuple[str, str], tuple[str, str, str]] = {}
    for spot in spots:
        if not spot.found:
            continue
        name, hint = key(spot.name), spot.hint if spot.typed else ""
        outer = next(
            (key(o.name) for how, o in spot.inside if how == "comma" and isinstance(o, Spot) and _is_wide(o)), ""
        )
        if not outer and (name, hint) in latest:
            k = latest[name, hint]
        else:
            k = (name, hint, outer)
            if outer and (name, hint, "") in out:
                out[k] = out.pop((name, hint, ""))
        latest.setdefault((name, hint), k)
        if outer:
            latest[name, hint] = latest[name, hint] if latest[name, hint][2] else k
        group = out.get(k)
        if group is None:
            found = namesakes(spot, gazetteer)
            group = Group([], [p for p, _ in found], [h for _, h in found], [])
            out[k] = group
        group.spots.append(spot)
    result = list(out.values())
    named = {key(g.spots[0].name) for g in result}
    for head in heads if result else ():
        if key(head.name) not in named:
            result.append(Group([head], [p for p, _ in head.found], [h for _, h in head.found], []))
    for group in result:
        group.fixed = [_fixed(group, i, around) for i in range(len(group.places))]
    return result


def _is_wide(spot: Spot) -> bool:
    return any(f.kind in ("admin1", "country") for f, _ in spot.found)


def own_features(places: Sequence[Found], how: Sequence[int], i: int) -> dict[str, float]:
    """Features of candidate ``i`` among its namesakes that need no text."""
    place = places[i]
    out = {
        "population": math.log10(place.population + 10) / 7,
        f"kind_{_KINDS[place.kind]}": 1.0,
        f"name_{('own', 'alternate', 'short', 'alike')[how[i]]}": 1.0,
    }
    if place.lat is None:
        out["no_point"] = 1.0
    if how[i] and 0 in how:
        out["other_has_own_name"] = 1.0
    own = size(place)
    bigger = sum([size(p) > own for p in places])
    out["biggest"] = 1.0 if bigger == 0 else 0.0
    out["rank"] = min(1.0, bigger / 10)
    return out


def _fixed(group: Group, i: int, around: Setting) -> dict[str, float]:
    """Features of a candidate that do not depend on what other names mean."""
    place = group.places[i]
    spot = group.spots[0]
    out = own_features(group.places, group.how, i)
    hint = next((s.hint for s in group.spots if s.hint), "")
    if hint:
        agree = place.kind in _AGREE.get(hint, ())
        exact = bool(_AGREE.get(hint)) and place.kind == _AGREE[hint][0]
        typed = any(s.typed for s in group.spots)
        if agree:
            out["kind_fits" if typed else "kind_fits_name"] = 1.0 if exact else 0.5
        else:
            out["kind_unfit"] = 1.0
    country = place.country
    if share := around.demonyms.get(country):
        out["demonyms"] = share
    if country and country == around.publisher_country:
        out["publisher_country"] = 1.0
    name = key(spot.name)
    famous = out["biggest"] or place.kind == "capital"  # a paper called after Paris is not of that one
    if around.publisher and len(name) >= 5 and name in around.publisher and not famous:
        out["publisher_namesake"] = 1.0
    if name in around.dateline and place.kind in ("city", "capital"):
        out["in_dateline"] = math.log10(place.population + 10) / 7
    return out

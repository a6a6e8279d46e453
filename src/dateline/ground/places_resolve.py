"""Which of its namesakes a name means: a table of features, weights fitted by ``scripts/fit_places.py``.

First each group of spots is scored by itself, then twice more knowing what the others probably are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dateline.ground.gazetteer import Found
from dateline.ground.gazetteer_sources import PRIMARY
from dateline.ground.places_groups import Group
from dateline.ground.places_holding import holds, inside, near, of_row, relations, row_mates
from dateline.ground.places_names import key
from dateline.ground.places_namesakes import size
from dateline.ground.places_setting import Setting
from dateline.ground.places_spot import Spot
from dateline.lexicon import load_toml

ROUNDS = 2
FAINT = 0.05  # chance that a name means one place or another
ANCHORS = 40  # places that a candidate's distance is taken from: the weightiest
SEAT = 60.0  # km from a region's middle to a town of its name that is no part of it


@dataclass(slots=True)
class _Named:
    """What all names of a report say together: how much each country, region and county is spoken of, and where."""

    countries: dict[str, float]
    regions: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named_regions: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    counties: dict[int | None, float] = field(default_factory=lambda: defaultdict(float))
    shared: dict[tuple[bool, int], float] = field(default_factory=lambda: defaultdict(float))  # see _witness()
    total: float = 0.0  # of the regions
    anchors: list[tuple[Found, float, Group]] = field(default_factory=list)  # the weightiest first

    def add(self, group: Group, sign: int) -> None:
        """Let a group count (1), or count no longer (-1)."""
        for index, value in _witness(group).items():
            self.shared[index] += sign * value
        for place, value in _shares(group):
            value *= sign
            self.countries[place.country] += value
            if place.kind == "country":
                self.named[place.country] += value
            elif place.kind == "admin1":
                self.named_regions[place.index] += value
            if place.kind == "admin2" or place.admin2 is not None:
                self.counties[place.index if place.kind == "admin2" else place.admin2] += value
            if place.admin1 is not None and place.kind != "country":
                self.regions[place.admin1] += value
                self.total += value


def _witness(group: Group) -> dict[tuple[bool, int], float]:
    """What a name says by itself for each county that it may mean (True), or that a town of the name lies in (False).
    "Athens and Henderson County" are in Texas, although the largest town and the largest county are in other states.
    """
    if group.witness is None:
        county = _is_county(group)
        share: dict[int, float] = defaultdict(float)
        for place, chance in zip(group.places, group.alone, strict=True):
            index = place.index if place.kind == "admin2" else place.admin2
            if index is not None and (place.kind == "admin2") == county:
                share[index] += chance
        weight = max(s.chance for s in group.spots)
        group.witness = {(county, i): weight * math.log1p(c / FAINT) for i, c in share.items()}
    return group.witness


def _is_county(group: Group) -> bool:
    """Whether the words name a county: "Henderson County", "the districts of A and B"."""
    return any(s.hint == "admin2" for s in group.spots)


def _shares(group: Group) -> list[tuple[Found, float]]:
    """The candidates that count, with how much each does."""
    weight = group.weight
    pairs = zip(group.places, group.chances, strict=True)
    return [(place, weight * chance) for place, chance in pairs if weight * chance >= 0.02]


def _all_named(found: Sequence[Group], around: Setting) -> _Named:
    out = _Named(defaultdict(float, around.demonyms))
    for group in found:
        out.add(group, 1)
        out.anchors += [
            (place, value * 0.3 if place.kind == "admin1" else value, group)
            for place, value in _shares(group)
            if place.kind != "country"
        ]
    out.anchors.sort(key=lambda a: (-a[1], a[0].id))
    return out


def _context(group: Group, same: Sequence[Group], every: _Named, of: dict[int, Group]) -> list[dict[str, float]]:
    """Features of each candidate that depend on what the other names probably mean. ``same``: the groups of this name,
    which bear one another no witness ("Arba" and "Arba district").
    """
    for one in same:
        every.add(one, -1)
    out = _features(group, same, every, of)
    for one in same:
        every.add(one, 1)
    return out


def _features(group: Group, same: Sequence[Group], every: _Named, of: dict[int, Group]) -> list[dict[str, float]]:
    countries, regions, named = every.countries, every.regions, every.named
    all_countries, all_regions = sum(countries.values()) + 1.0, every.total + 1.0
    is_county = _is_county(group)
    told, mates = relations(group, of), row_mates(group, of)
    anchors = list(islice(((p, value) for p, value, owner in every.anchors if owner not in same), ANCHORS))
    out = []
    for place, how in zip(group.places, group.how, strict=True):
        part = {
            "country_share": countries[place.country] / all_countries,
            "country_named": min(1.0, named[place.country]),
        }
        if part["country_share"] < 0.03 and all_countries > 3:
            part["country_absent"] = 1.0
            if how:
                part["foreign_name"] = 1.0  # "Filadelfia" in a report from Paraguay is not Philadelphia
        part["country_odds"] = math.log((countries[place.country] + 0.3) / all_countries) / 3
        own = place.index if place.kind == "admin1" else place.admin1
        county = place.index if place.kind == "admin2" else place.admin2
        if own is not None:
            part["region_share"] = regions[own] / all_regions
            part["region_odds"] = math.log((regions[own] + 0.3) / all_regions) / 3
            part["region_named"] = min(1.0, every.named_regions[own]) if place.kind != "admin1" else 0.0
        close = closer = 0.0
        for anchor, weight in anchors:
            d = near(anchor, place)
            if d < 1500:
                close += weight * math.exp(-d / 200)
                closer = max(closer, min(1.0, weight) * math.exp(-d / 40))
        if county is not None:
            if (place.kind == "admin2") == is_county:
                part["county_shared"] = min(1.0, every.shared[not is_county, county] / 3)
            part["county_share"] = every.counties[county] / all_regions
        part["near"] = close / (close + 1.5)
        part["very_near"] = closer
        if mates:
            part["row"] = of_row(place, mates)
        part.update(inside(place, told))
        out.append(part)
    return out


def resolve(found: list[Group], around: Setting, weights: dict[str, dict[str, float]] | None = None) -> None:
    """Fill ``chances``, ``scores`` and ``parts`` of every group."""
    data = load_toml("place_weights.toml")
    table = weights or {"first": data["first"], "full": data["full"]}
    of = {id(s): g for g in found for s in g.spots}
    for group in found:
        _score(group, group.fixed, table["first"])
        group.alone = group.chances
    named: dict[str, list[Group]] = defaultdict(list)
    for group in found:
        named[key(group.spots[0].name)].append(group)
    for _ in range(ROUNDS):
        every = _all_named(found, around)
        parts = [_context(g, named[key(g.spots[0].name)], every, of) for g in found]
        for group, context in zip(found, parts, strict=True):
            both = [{**a, **b} for a, b in zip(group.fixed, context, strict=True)]
            _score(group, both, table["full"])
    for same in named.values():
        if len(same) > 1:
            _one_sense(same)


def _one_sense(same: Sequence[Group]) -> None:
    """A bare name means what the report once says that it means: "Angola's city of Kuito ... in Kuito" is not Quito.

    Source of the rule: one sense per discourse (Gale, Church and Yarowsky 1992).
    """
    told = {g.places[best(g)].id: g.places[best(g)] for g in same if any(s.inside for s in g.spots)}
    if len(told) != 1:
        return
    (place,) = told.values()
    for group in same:
        if any(s.inside or s.typed for s in group.spots):
            continue
        meant_too = next((i for i, p in enumerate(group.places) if p.id == place.id), None)
        if meant_too is not None:
            group.choice = meant_too


def _score(group: Group, parts: list[dict[str, float]], table: dict[str, float]) -> None:
    group.parts = parts
    group.scores = [sum([v * table.get(k, 0.0) for k, v in p.items()]) for p in parts]
    top = max(group.scores)
    raised = [math.exp(s - top) for s in group.scores]
    total = sum(raised)
    group.chances = [r / total for r in raised]
    group.choice = None


def best(group: Group) -> int:
    """The index of the choice; ties go to the more peopled, then to the lower id, so that every run agrees."""
    if group.choice is None:
        group.choice = _seat(group, _first(group))
    return group.choice


def _first(group: Group) -> int:
    order = range(len(group.places))
    return max(order, key=lambda i: (round(group.scores[i], 6), size(group.places[i]), group.places[i].id))


def meant(group: Group, spot: Spot, of: Mapping[int, Group]) -> int:
    """The choice for one spot: a name that a region shares with a town is the region where the text puts another place
    in it that is not by the town ("Buffalo, New York"), or where regions stand beside it ("Ohio, New York and Utah").
    """
    chosen = best(group)
    land = _land_of_row(group, group.places[chosen], spot, of)
    if land is not None:
        return land
    region, town = group.places[first := _first(group)], group.places[chosen]
    if first == chosen:
        return chosen
    for other in (*spot.holds, *spot.mates):
        if (beside := of.get(id(other))) is None or beside is group:
            continue
        place = beside.places[best(beside)]
        told = other not in spot.holds or (holds(region, place) and not holds(town, place))
        if told and (other in spot.holds or place.kind == region.kind):
            return first
    return chosen


def _land_of_row(group: Group, place: Found, spot: Spot, of: Mapping[int, Group]) -> int | None:
    """The country of this name, where a country stands beside it in a row that does not hold what was chosen: "Mali,
    Niger, Nigeria and Togo" is not of Niger State, although that lies in Nigeria.
    """
    if place.kind == "country" or not spot.mates:
        return None
    lands = (i for i, p in enumerate(group.places) if p.kind == "country" and group.how[i] == PRIMARY)
    land = next(lands, None)
    if land is None:
        return None
    for other in spot.mates:
        beside = of.get(id(other))
        if beside is not None and beside is not group:
            mate = beside.places[best(beside)]
            if mate.kind == "country" and not holds(mate, place):
                return land
    return None


def _seat(group: Group, top: int) -> int:
    """A bare name that a region shares with its main town means the town: "in Raqqa", but "in Raqqa province"; one that
    it shares with the land's capital elsewhere means the capital: "talks in Washington".

    No development set tells a region from its town (they lie close together), so this is a rule and not a weight.
    """
    region, parts = group.places[top], group.parts[top] if group.parts else {}
    if region.kind not in ("admin1", "admin2") or any(
        s.hint in ("admin1", "admin2") or s.abbreviation for s in group.spots
    ):
        return top
    towns = [
        i
        for i, p in enumerate(group.places)
        if p.kind in ("city", "capital")
        and (region.index in (p.admin1, p.admin2) or (p.country == region.country and near(region, p) < SEAT))
        and (p.population >= 50_000 or p.population >= 0.03 * region.population)
    ]
    if not towns and not parts.get("region_share"):
        towns = [
            i
            for i, p in enumerate(group.places)
            if p.kind == "capital" and p.country == region.country and group.how[i] == PRIMARY
        ]
    return max(towns, key=lambda i: (group.places[i].population, group.places[i].id), default=top)

"""Which of its namesakes a name means: a table of features, weights fitted by ``scripts/fit_places.py``.

One sense a report: spots of one name and kind are resolved together, unless the text puts them in different regions.
First each group is scored by itself, then twice more knowing what the others probably are.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.ground.gazetteer_build import distance
from dateline.ground.places_contexts import contexts
from dateline.ground.places_names import key
from dateline.ground.places_namesakes import namesakes, size
from dateline.ground.places_spans import Spot
from dateline.lexicon import load_toml
from dateline.model import Document
from dateline.reading import Parsed

ROUNDS = 2
ANCHORS = 40  # places that a candidate's distance is taken from: the weightiest
SEAT = 60.0  # km from a region's middle to a town of its name that is no part of it
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


@dataclass(slots=True)
class Group:
    """Spots that mean one place. ``chances`` go with ``places``; ``parts`` are what made each score."""

    spots: list[Spot]
    places: list[Found]
    how: list[int]
    fixed: list[dict[str, float]]
    chances: list[float] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    parts: list[dict[str, float]] = field(default_factory=list)
    choice: int | None = None  # see best(); asked for often

    @property
    def weight(self) -> float:
        """How much this group says about where the report is: surely a place, said often."""
        return max(s.chance for s in self.spots) * (1 + math.log(len(self.spots)))


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the names: demonyms in the text, dateline, publisher."""

    demonyms: dict[str, float]
    dateline: frozenset[str]
    publisher_country: str
    publisher: str
    headline: str


def setting(parsed: Parsed) -> Setting:
    """Read once a report."""
    document, words = parsed.document, contexts()
    count: Counter[str] = Counter()
    for token in parsed.tokens:
        if token.text[:1].isupper() and (country := words.demonyms.get(token.lower)):
            count[country] += 1
    total = sum(count.values())
    share = {c: n / (total + 2) for c, n in sorted(count.items())}
    publisher = re.sub(
        r"^https?://|^www\.|\.(?:com|org|net|co|[a-z]{2,3})\b", "", (document.publisher or "").casefold()
    )
    publisher = publisher.rsplit(".", 1)[-1]
    return Setting(
        share, frozenset(key(d.place) for d in document.datelines), _country_of(document),
        re.sub(r"[^a-z]", "", publisher), document.title or "",
    )  # fmt: skip


_TOP = {
    "uk": "GB",
    "com": "",
    "org": "",
    "net": "",
    "gov": "US",
    "mil": "US",
    "edu": "US",
    "eu": "",
    "tv": "",
    "io": "",
    "co": "",
    "me": "",
}


def _country_of(document: Document) -> str:
    """The publisher's country by the last part of its domain, or by a country's name or demonym in its name."""
    name = (document.publisher or "").strip().casefold()
    if m := re.search(r"\.([a-z]{2,4})(?:/|$)", name):
        top = m.group(1)
        return _TOP.get(top, top.upper() if len(top) == 2 else "")
    for word in re.findall(r"[a-z]+", name):
        if country := contexts().demonyms.get(word):
            return country
    return ""


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
    bigger = sum(size(p) > own for p in places)
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
    if around.publisher and len(name) >= 5 and name in around.publisher and not out["biggest"]:
        out["publisher_namesake"] = 1.0
    if name in around.dateline and place.kind in ("city", "capital"):
        out["in_dateline"] = math.log10(place.population + 10) / 7
    return out


HOLDS = ""  # the relation of a group to one that the text puts into it


def _relations(group: Group, of: dict[int, Group]) -> list[tuple[str, Group | str]]:
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


def _inside(place: Found, relations: Sequence[tuple[str, Group | str]]) -> dict[str, float]:
    """How far the places that the text puts it in do hold the candidate, or that it is put round lie in it."""
    out: dict[str, float] = {}
    for how, other in relations:
        if isinstance(other, str):
            value = 1.0 if place.country == other else 0.0
        elif how == HOLDS:
            value = sum(c for p, c in zip(other.places, other.chances, strict=True) if _holds(place, p))
            out["holds"] = max(out.get("holds", 0.0), value)
            continue
        else:
            value = sum(c for p, c in zip(other.places, other.chances, strict=True) if _holds(p, place))
        out[f"inside_{how}"] = max(out.get(f"inside_{how}", 0.0), value)
        out[f"outside_{how}"] = max(out.get(f"outside_{how}", 0.0), 1 - value)
    return out


def _holds(outer: Found, inner: Found) -> bool:
    if outer.index == inner.index:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.index in (inner.admin1, inner.admin2):
        return True
    if outer.kind in ("city", "capital", "area", "admin2", "village") and outer.country == inner.country:
        return _near(outer, inner) < 60
    return False


def _near(a: Found, b: Found) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 20000.0
    if abs(a.lat - b.lat) > 12:
        return 20000.0
    return _distance(a.lat, a.lon, b.lat, b.lon)


_distance = lru_cache(maxsize=8192)(distance)  # the same towns stand beside one another again and again


@dataclass(slots=True)
class _Named:
    """What all names of a report say together: how much each country, region and county is spoken of, and where."""

    countries: dict[str, float]
    regions: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named_regions: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    counties: dict[int | None, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0  # of the regions
    anchors: list[tuple[Found, float, Group]] = field(default_factory=list)  # the weightiest first

    def add(self, group: Group, sign: int) -> None:
        """Let a group count (1), or count no longer (-1)."""
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


def _context(group: Group, every: _Named, of: dict[int, Group]) -> list[dict[str, float]]:
    """Features of each candidate that depend on what the other names probably mean."""
    every.add(group, -1)
    out = _features(group, every, of)
    every.add(group, 1)
    return out


def _features(group: Group, every: _Named, of: dict[int, Group]) -> list[dict[str, float]]:
    countries, regions, named = every.countries, every.regions, every.named
    all_countries, all_regions = sum(countries.values()) + 1.0, every.total + 1.0
    relations = _relations(group, of)
    anchors = list(islice(((p, value) for p, value, owner in every.anchors if owner is not group), ANCHORS))
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
        if own is not None:
            part["region_share"] = regions[own] / all_regions
            part["region_odds"] = math.log((regions[own] + 0.3) / all_regions) / 3
            part["region_named"] = min(1.0, every.named_regions[own]) if place.kind != "admin1" else 0.0
        close = closer = 0.0
        for anchor, weight in anchors:
            d = _near(anchor, place)
            if d < 1500:
                close += weight * math.exp(-d / 200)
                closer = max(closer, min(1.0, weight) * math.exp(-d / 40))
        if place.admin2 is not None or place.kind == "admin2":
            part["county_share"] = every.counties[place.index if place.kind == "admin2" else place.admin2] / all_regions
        part["near"] = close / (close + 1.5)
        part["very_near"] = closer
        part.update(_inside(place, relations))
        out.append(part)
    return out


def resolve(found: list[Group], around: Setting, weights: dict[str, dict[str, float]] | None = None) -> None:
    """Fill ``chances``, ``scores`` and ``parts`` of every group."""
    data = load_toml("place_weights.toml")
    table = weights or {"first": data["first"], "full": data["full"]}
    of = {id(s): g for g in found for s in g.spots}
    for group in found:
        _score(group, group.fixed, table["first"])
    for _ in range(ROUNDS):
        every = _all_named(found, around)
        parts = [_context(g, every, of) for g in found]
        for group, context in zip(found, parts, strict=True):
            both = [{**a, **b} for a, b in zip(group.fixed, context, strict=True)]
            _score(group, both, table["full"])


def _score(group: Group, parts: list[dict[str, float]], table: dict[str, float]) -> None:
    group.parts = parts
    group.scores = [sum(v * table.get(k, 0.0) for k, v in p.items()) for p in parts]
    top = max(group.scores)
    raised = [math.exp(s - top) for s in group.scores]
    total = sum(raised)
    group.chances = [r / total for r in raised]
    group.choice = None


def best(group: Group) -> int:
    """The index of the choice; ties go to the more peopled, then to the lower id, so that every run agrees."""
    if group.choice is None:
        order = range(len(group.places))
        top = max(order, key=lambda i: (round(group.scores[i], 6), size(group.places[i]), group.places[i].id))
        group.choice = _seat(group, top)
    return group.choice


def _seat(group: Group, top: int) -> int:
    """A bare name that a region shares with its main town means the town: "in Raqqa", but "in Raqqa province".

    No development set tells the two apart (they lie close together), so this is a rule and not a weight.
    """
    region = group.places[top]
    if region.kind not in ("admin1", "admin2") or any(
        s.hint in ("admin1", "admin2") or s.abbreviation for s in group.spots
    ):
        return top
    towns = [
        i
        for i, p in enumerate(group.places)
        if p.kind in ("city", "capital")
        and (region.index in (p.admin1, p.admin2) or (p.country == region.country and _near(region, p) < SEAT))
        and (p.population >= 50_000 or p.population >= 0.03 * region.population)
    ]
    return max(towns, key=lambda i: (group.places[i].population, group.places[i].id), default=top)

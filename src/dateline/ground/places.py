"""Places: recognised by gazetteer and context, resolved by a table of features.

1 spots      every run of words that may name a place           places_spans, places_unknown
2 links      what the text says of them: kind, what holds what  places_links
3 recognise  is it a place here? a table of features            places_recognise
  in doubt   what the report and the words beside a name say    places_doubt
4 resolve    which of its namesakes? a table of features        places_resolve
5 relate     "12 km north of", "near", "northern": other points places_relative
6 use        location, metonym, or part of a longer name        places_use
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

import msgspec

from dateline.ground import places_relative
from dateline.ground.gazetteer import SKELETON, Found, Gazetteer
from dateline.ground.gazetteer_sources import PRIMARY
from dateline.ground.places_abroad import bare, part_abroad
from dateline.ground.places_capitals import capitals
from dateline.ground.places_contexts import contexts
from dateline.ground.places_doubt import HINT, PLACE, set_beside, settle
from dateline.ground.places_groups import Group, groups
from dateline.ground.places_heads import dateline_countries, heads
from dateline.ground.places_items import items
from dateline.ground.places_links import link
from dateline.ground.places_names import key
from dateline.ground.places_recognise import recognise
from dateline.ground.places_resolve import best, meant, resolve
from dateline.ground.places_setting import setting
from dateline.ground.places_spans import BEYOND_DOUBT, SETTLEMENTS, spots
from dateline.ground.places_spot import NAMED, Spot
from dateline.ground.places_use import use_of
from dateline.model import Place, PlacePrecision, make_id
from dateline.reading import Alternative, Entity, Parsed

SPOKEN_OF = 0.25  # share of a report's names that a land must have
SMALL_TOWN = 50_000  # people: below this a town abroad is named with its country
NEAR_ENOUGH = 0.25  # degrees: half the height or width of a province
OFTEN = 4  # times as many names of the land spoken of most: two of thirty are namesakes of what is on no list
ABROAD = 2  # names of another land from which a dispatch is of that land, and not of where it was sent from
OTHERS = -0.45  # the odds of a land, where the report surely names others
APART = 4.0  # degrees together, from which two places are not beside one another
SHOWN = 4  # alternatives kept with an entity
_COARSE: dict[str, PlacePrecision] = {
    "country": "country", "admin1": "admin1", "admin2": "admin2", "region": "area", "area": "area", "continent": "area",
    "water": "area", "mountain": "area", "island": "area", "road": "area",
}  # fmt: skip
# In the middle of a place of these kinds, or of a small province, is near enough; of a wide one it is not.
_SMALL = ("city", "capital", "village", "district", "admin2", "camp", "island")


class PlaceFinder:
    """Holds the gazetteer; ``version`` names it."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or Gazetteer()
        self.version = self.gazetteer.version

    def find(self, parsed: Parsed, names: Sequence[Entity]) -> list[Entity]:
        """Place entities in text order. ``names`` are the actors found by name: a place inside one is ``embedded``."""
        bodies = _bodies(names)
        found = [s for s in spots(parsed, self.gazetteer) if not bodies.issuperset(range(s.first, s.last)) or _exact(s)]
        link(parsed.tokens, found)
        recognise(parsed, found)
        taken = frozenset(i for e in names for i in range(e.first, e.last))
        found = [s for s in found if not (s.first in taken and s.found and all(how == SKELETON for _, how in s.found))]
        around = setting(parsed)
        outside = heads(parsed, around, self.gazetteer)
        settle(parsed, found, taken, around.demonyms, outside)
        found = items(parsed, found, names)
        candidates = groups([s for s in found if s.chance >= HINT], around, self.gazetteer, outside)
        resolve(candidates, around)
        of = {id(s): g for g in candidates for s in g.spots}
        actors: dict[int, list[tuple[int, int]]] = {}  # by each of their words
        for e in names:
            if e.last - e.first > 1:
                for i in range(e.first, e.last):
                    actors.setdefault(i, []).append((e.first, e.last))
        focus = _focus(candidates)
        lands = _lands(candidates, around.demonyms)
        unlisted = {
            bare(s) for s in found if (g := of.get(id(s))) is not None and part_abroad(s, g.places[best(g)], lands)
        }
        entities = [
            self._entity(parsed, spot, of.get(id(spot)), actors, of, focus, lands, unlisted)
            for spot in found
            if spot.chance >= PLACE
        ]
        named = _beside(parsed, _between(parsed, entities))
        unnamed = capitals(parsed, named, self.gazetteer, self.record)
        return sorted([*named, *unnamed], key=lambda e: e.first) if unnamed else named

    def _entity(
        self,
        parsed: Parsed,
        spot: Spot,
        group: Group | None,
        actors: Mapping[int, Sequence[tuple[int, int]]],
        of: dict[int, Group],
        focus: Found | None,
        lands: frozenset[str],
        unlisted: Set[str],
    ) -> Entity:
        chosen: Found | None = None
        place: Place | None
        named: Place | None = None
        others: tuple[Alternative, ...] = ()
        why = spot.why
        if group is not None and (
            _foreign(group, best(group)) or _unspoken(spot, group, lands) or _abroad(spot, group, lands, unlisted)
        ):
            place = self._unknown(spot, of, focus)
        elif group is not None:
            n = meant(group, spot, of)
            chosen = group.places[n]
            place = self.record(chosen)
            why = _explained(group, n)
            others = tuple(_alternatives(group, n))
        else:
            place = self._unknown(spot, of, focus)
        first = spot.first
        if (
            place is not None
            and chosen is not None
            and (beside := places_relative.read(parsed.tokens, first)) is not None
        ):
            first = beside.first
            words = parsed.span(first, spot.last).text
            whole = place
            part = self.gazetteer.part(chosen, beside.north, beside.east) if beside.part else None
            place = places_relative.moved(whole, beside, chosen, part, words)
            if (place.lat, place.lon) != (whole.lat, whole.lon):
                named = whole  # the point is that of the north of the land; the name is still the land's
        if place is not None and place.precision == "exact" and _is_direction(parsed, spot):
            place = msgspec.structs.replace(place, precision="area")
        use = use_of(parsed.tokens, spot.first, spot.last, chosen, actors.get(spot.first, ()))
        body = (first, spot.last) in actors.get(first, ())
        if use == "location" and _stray(parsed, spot, chosen, lands, body):
            use = "stray"
        return Entity(
            "place", first, spot.last, _head(parsed, spot), parsed.span(first, spot.last),
            use=use, place=place, named=named, score=round(spot.chance, 4),
            why=why, alternatives=others, heading=spot.heading,
        )  # fmt: skip

    def sent_from(self, parsed: Parsed, places: Sequence[Entity]) -> Place | None:
        """Where the dispatch was sent from: of the dateline's namesakes the one in the land that is named most."""
        if not parsed.document.datelines:
            return None
        lands = Counter(e.place.country for e in places if e.place is not None and e.use != "stray")
        for token in parsed.tokens:
            if token.text[:1].isupper() and (people := contexts().demonyms.get(token.lower)):
                lands[people] += 1
        found = [x for x in self.gazetteer.exact(parsed.document.datelines[0].place) if x[1] != SKELETON]
        told = {f.country for _, countries in dateline_countries(parsed, self.gazetteer) for f, _ in countries}
        found = [x for x in found if x[0].country in told] or found
        chosen, _ = max(
            found,
            key=lambda x: (lands[x[0].country] > 0, bool(told) or x[1] == PRIMARY, x[0].population, x[0].id),
            default=(None, 0),
        )
        if chosen is None:
            return None
        # "BEIRUT: ..." of a war across the border: nothing happened in Beirut
        abroad = max((n for c, n in lands.items() if c and c != chosen.country), default=0)
        return None if abroad > max(ABROAD, lands[chosen.country]) else self.record(chosen)

    def record(self, found: Found) -> Place:
        """The contract's record of a place of the gazetteer."""
        return Place(
            id=found.id, name=found.name, lat=found.lat, lon=found.lon, country=found.country or None,
            admin1=None if found.admin1 is None else self.gazetteer.place(found.admin1).name,
            precision=_COARSE.get(found.kind, "exact"),
        )  # fmt: skip

    def _unknown(self, spot: Spot, of: dict[int, Group], focus: Found | None) -> Place | None:
        """A name that the gazetteer lacks lies in what the text puts it in, else in what the report is about."""
        holder = focus
        for _, other in spot.inside:
            if isinstance(other, str):
                holder = self.gazetteer.countries.get(other)
            elif id(other) in of:
                holder = of[id(other)].places[best(of[id(other)])]
        if holder is None:
            return None
        known = holder.kind in _SMALL or (holder.kind == "admin1" and max(holder.extent or (0.0,)) <= NEAR_ENOUGH)
        admin1 = holder.index if holder.kind == "admin1" else holder.admin1
        return Place(
            id=make_id("place", holder.country, admin1 is not None and self.gazetteer.place(admin1).id, key(spot.name)),
            name=spot.name, lat=holder.lat if known else None, lon=holder.lon if known else None,
            country=holder.country or None,
            admin1=None if admin1 is None else self.gazetteer.place(admin1).name,
            precision=_COARSE.get(holder.kind, "area"),
        )  # fmt: skip


def _bodies(names: Sequence[Entity]) -> frozenset[int]:
    """The tokens of names of bodies that are no state: "Daesh" is no town, however near its spelling comes to one."""
    states = ("foreign_state", "government", "state_forces", "person")
    return frozenset(
        i
        for e in names
        if e.use == "name" and e.actor is not None and e.actor.kind not in states
        for i in range(e.first, e.last)
    )


def _exact(spot: Spot) -> bool:
    """A place has just this name."""
    return any(how != SKELETON for _, how in spot.found)


def _between(parsed: Parsed, entities: Sequence[Entity]) -> list[Entity]:
    """Two towns of "between A and B" become one entity with the point half-way."""
    out: list[Entity] = []
    for entity in entities:
        last = out[-1] if out else None
        middle = None
        if (
            last is not None
            and last.first > 0
            and parsed.tokens[last.first - 1].lower == "between"
            and [t.lower for t in parsed.tokens[last.last : entity.first]] == ["and"]
            and last.place is not None
            and entity.place is not None
            and {last.place.precision, entity.place.precision} <= {"exact", "near"}
        ):
            middle = places_relative.between(last.place, entity.place)
        if last is None or middle is None:
            out.append(entity)
            continue
        first = last.first - 1
        out[-1] = replace(
            last, first=first, last=entity.last, span=parsed.span(first, entity.last), place=middle, use="location"
        )
    return out


def _beside(parsed: Parsed, entities: Sequence[Entity]) -> list[Entity]:
    """ "Arba, 25 miles south of Bolama": a name without a point gets that of the words set beside it."""
    out = list(entities)
    for n, (one, two) in enumerate(pairwise(entities)):
        place, other = one.place, two.place
        lost = place is None or place.lat is None or _apart(place, other)
        nowhere = lost or (place is not None and place.precision not in ("exact", "near"))
        told = other is not None and other.precision in ("near", "area") and other.lat is not None
        if (
            nowhere
            and told
            and other is not None
            and set_beside(parsed.tokens, one.last, _name(parsed, two), near=lost)
        ):
            out[n] = replace(
                one,
                place=msgspec.structs.replace(
                    other, id=make_id("place", other.country, other.id, key(one.span.text)), name=one.span.text
                ),
            )
    return out


def _apart(place: Place, other: Place | None) -> bool:
    """ "Mafraq, west of Taiz" is none in another land."""
    if other is None or place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return False
    return abs(place.lat - other.lat) + abs(place.lon - other.lon) > APART


def _name(parsed: Parsed, entity: Entity) -> int:
    """Where the name itself begins in "25 miles south of Bolama", "near Bolama"."""
    before = ("of", "from", *places_relative.NEAR)
    return next(
        (i for i in range(entity.last - 1, entity.first, -1) if parsed.tokens[i - 1].lower in before),
        entity.first,
    )


def _foreign(group: Group, n: int) -> bool:
    """All there is, in a land that the report hardly speaks of, is a place spelled alike or named by a direction."""
    parts = group.parts[n]
    if parts.get("country_named", 0.0) > 0 or parts.get("country_share", 0.0) >= SPOKEN_OF:
        return False
    words = contexts()  # "the Central district", "the Old City" of a city
    said = [w for s in group.spots for w in s.name.lower().split()]
    if all(w in words.directions or w in words.types for w in said) and parts.get("country_absent"):
        return True
    plain = all(w in words.directions or w in words.types or w in words.common for w in said)
    town = group.places[n].kind in ("city", "village", "district") and group.places[n].population < SMALL_TOWN
    return group.how[n] == SKELETON or (plain and town and parts.get("country_odds", 0.0) < OTHERS)


def _unspoken(spot: Spot, group: Group, lands: frozenset[str]) -> bool:
    """A small namesake in a land that the report does not speak of, or outside what the words put the place in: what
    is meant is a village on no list.
    """
    n = best(group)
    place = group.places[n]
    if place.kind == "admin1" and group.how[n] != PRIMARY and not (spot.typed or spot.inside):
        return bool(lands) and place.country not in lands  # a province by its short name: "Beni" is not El Beni
    quarter = spot.hint == "district" and bool(spot.inside)  # a town's, however large its namesake in another town
    foreign = group.how[n] != PRIMARY
    if foreign and spot.typed and spot.hint in ("camp", "village") and place.population >= BEYOND_DOUBT:
        return bool(group.parts[n].get("kind_unfit")) and group.parts[n].get("country_named", 0.0) <= 0
    abroad = foreign and bool(spot.inside) and group.parts[n].get("country_share", 0.0) < SPOKEN_OF
    large = place.population >= SMALL_TOWN and not quarter and not abroad
    small = spot.typed and spot.hint in ("camp", "village")  # "the X camp" is no county
    if place.kind not in ("city", "village", "district", *(("admin2",) if small else ())) or large:
        return False
    if spot.inside:
        told = ("in", "demonym", "heading", "possessive", *(("comma",) if foreign else ()))
        return any(group.parts[n].get(f"outside_{how}", 0.0) > 0.5 for how in told)
    return bool(lands) and place.country not in lands


def _abroad(spot: Spot, group: Group, lands: frozenset[str], unlisted: Set[str]) -> bool:
    """Part of what is on no list in the report's own land, or what is called by the same name."""
    return bare(spot) in unlisted and group.places[best(group)].country not in lands


def _lands(found: Sequence[Group], demonyms: Mapping[str, float]) -> frozenset[str]:
    """The countries that the report speaks of: named, by their people, or with two of its places (by two names) and
    not far fewer than another; none where no land has two.
    """
    count = Counter(c for c, _ in {(g.places[best(g)].country, bare(g.spots[0])) for g in found})
    named = {g.places[best(g)].country for g in found if g.places[best(g)].kind == "country"}
    often = {c for c, n in count.items() if n > 1 and n * OFTEN >= max(count.values())}
    return frozenset(named | set(demonyms) | often) if often else frozenset()


def _stray(parsed: Parsed, spot: Spot, chosen: Found | None, lands: frozenset[str], body: bool) -> bool:
    """One place in a land that the report does not speak of, and that the language model takes for none: a person or
    a house of that name, most likely. It may stand as a mention; nothing is placed there. ``body``: a body has all of
    the name, so that it takes more to make it a town: "a nurse of the Red Cross" is not of Red Cross in the hills.
    """
    if chosen is None:
        if not body:
            return False
    elif not (lands or body) or chosen.country in lands or chosen.population >= BEYOND_DOUBT * 10:
        return False
    if spot.inside or (spot.typed and spot.hint in SETTLEMENTS):
        return False
    before = parsed.tokens[spot.first - 1].lower if spot.first else ""
    if contexts().prepositions.get(before) in ("in", "at", "near"):
        return False
    return body or not any(t.ent in NAMED for t in parsed.tokens[spot.first : spot.last])


def _is_direction(parsed: Parsed, spot: Spot) -> bool:
    """ "in the Kharkiv direction", "on the Goma axis": a stretch of the front, called after the town behind it."""
    return spot.last < len(parsed.tokens) and parsed.tokens[spot.last].lower in ("direction", "axis", "front")


def _head(parsed: Parsed, spot: Spot) -> int:
    """The token of the name on which the others hang."""
    for i in range(spot.last - 1, spot.first - 1, -1):
        if not spot.first <= parsed.tokens[i].head.i < spot.last:
            return i
    return spot.last - 1


def _explained(group: Group, n: int) -> tuple[tuple[str, float], ...]:
    return tuple([(k, round(v, 3)) for k, v in sorted(group.parts[n].items()) if v])


def _alternatives(group: Group, chosen: int) -> list[Alternative]:
    order = sorted(range(len(group.places)), key=lambda i: (-group.chances[i], group.places[i].id))
    return [
        Alternative(group.places[i].id, group.places[i].name, round(group.chances[i], 4), _explained(group, i))
        for i in order[: SHOWN + 1]
        if i != chosen
    ][:SHOWN]


def _focus(found: Sequence[Group]) -> Found | None:
    """The region, else the country, that the report names most, of the land in which most of its places lie."""
    weights: dict[int, float] = {}
    kept: dict[int, Found] = {}
    lands: dict[str, float] = {}
    for group in found:
        country = group.places[best(group)].country or ""
        lands[country] = lands.get(country, 0.0) + group.weight
    land = max(lands, key=lambda c: (round(lands[c], 6), c), default="")
    for group in found:
        place = group.places[best(group)]
        if place.kind in ("admin1", "country") and place.country == land:
            weights[place.index] = weights.get(place.index, 0.0) + group.weight
            kept[place.index] = place
    return max(kept.values(), key=lambda p: (round(weights[p.index], 6), p.id), default=None)

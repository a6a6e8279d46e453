"""Readings -> incidents and holdings by the house's own scorer, in parts that touch nothing else.

1 known      actors, copies, and what is usual among all reports (common words, crowded places): to every worker
2 events     claims of one report -> events                                   a report at a time
3 weights    pairs of events that share a block -> weights                    a block at a time
4 parts      events that hang together by kept weights                        union-find on the driver
5 incidents  average linkage and the incidents of a part                      a part at a time
6 holdings   claims of control -> who holds a place                           a place at a time

Average linkage joins only groups with a weight between them, so parts that share no kept weight never meet: the
incidents are those of ``incidents.join`` over all readings, id for id (``docs/decisions/008-spark.md``). The driver
holds no text: a few words a report while copies are sought (``copies.py``), and the kept pairs while parts are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.incidents.cluster import Pair, cluster, pair
from dateline.incidents.compare import Context
from dateline.incidents.control import holdings, signs
from dateline.incidents.facts import Facts, Kin, facts_of
from dateline.incidents.incident import View, make_incident
from dateline.incidents.link import (
    BLOCK,
    CLEARLY_NOT,
    COMMON,
    COMMON_SHARE,
    Surroundings,
    block_keys,
    crowds_of,
    event_facts,
    join_groups,
    links_of,
    repeated,
    scale_across,
    spots_of,
    within,
)
from dateline.incidents.rules import load_rules
from dateline.model import Actor, Claim, Document, Holding, Incident
from dateline.reading import Decisions, Reading
from dateline.scale.copies import copies_of
from dateline.scale.rows import reading_of

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking gives. ``pairs``: weights that were kept, which the driver held."""

    incidents: RDD[Incident]
    holdings: RDD[Holding]
    pairs: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What every worker needs to know of all reports."""

    actors: Mapping[str, Actor]
    copies: Mapping[str, str]
    originals: Mapping[str, Document]
    around: Surroundings

    def context(self) -> Context:
        return Context(load_rules(), Kin(self.actors.values()))


def link(rows: DataFrame) -> Linked:
    """Incidents and holdings of all readings. ``rows``: as ``claims.read`` gives them."""
    good = rows.where("id is not null")
    readings: RDD[Reading] = good.rdd.map(lambda r: reading_of(r.asDict(), whole=False)).cache()
    spark = readings.context
    actors, (copies, originals) = _actors(readings), copies_of(readings.map(lambda r: r.document))
    nothing = spark.broadcast(_Known(actors, copies, originals, Surroundings(frozenset(), frozenset())))
    told = readings.map(lambda r: _events(r, nothing.value)).cache()
    events: RDD[Facts] = told.flatMap(lambda t: t[2]).cache()
    known = spark.broadcast(_Known(actors, copies, originals, _around(events, readings)))
    weights = events.flatMap(lambda e: [(k, e) for k in sorted(set(block_keys(e)), key=repr)])
    weighed = weights.groupByKey().flatMap(lambda b: _weigh(b[1], known.value)).reduceByKey(lambda a, _: a).cache()
    pairs: list[Pair] = weighed.keys().collect()
    repeats = _repeats(readings, copies)
    home = dict(events.flatMap(lambda e: [(c, e.key) for c in e.claims]).filter(_among(repeats)).collect())
    same = [pair(home[a], home[b]) for a, b in repeats]
    parts = spark.broadcast(_parts([*pairs, *same]))
    together: dict[str, list[Pair]] = {}
    for both in same:
        if both[0] != both[1]:
            together.setdefault(parts.value.get(both[0], both[0]), []).append(both)
    tied = spark.broadcast(together)
    pieces = told.flatMap(lambda t: _pieces(t, parts.value)).groupByKey()
    kept = weighed.map(lambda w: (parts.value[w[0][0]], w)).groupByKey()
    found = pieces.leftOuterJoin(kept).flatMap(
        lambda p: _incidents(p[1][0], dict(p[1][1] or ()), tied.value.get(p[0], []), known.value)
    )
    held = readings.flatMap(_control).groupByKey().flatMap(lambda p: _holdings(p[1], known.value))
    return Linked(found, held, len(pairs))


def _among(repeats: Iterable[Pair]) -> Any:
    wanted = {c for both in repeats for c in both}
    return lambda claim: claim[0] in wanted


def _actors(readings: RDD[Reading]) -> dict[str, Actor]:
    """As ``reading.actors_of``: of each actor the record that most reports give."""
    ones = readings.flatMap(lambda r: [((a.id, msgspec.json.encode(a)), 1) for a in r.actors])
    counted = ones.reduceByKey(lambda a, b: a + b).map(lambda c: (c[0][0], (-c[1], c[0][1])))
    best = counted.reduceByKey(min).collectAsMap()
    return {i: msgspec.json.decode(best[i][1], type=Actor) for i in sorted(best)}


def _repeats(readings: RDD[Reading], copies: Mapping[str, str]) -> list[Pair]:
    """As ``incidents.link.repeated``, an original and its copies at a time."""
    told = readings.context.broadcast({**copies, **{d: d for d in copies.values()}})
    claims = readings.filter(lambda r: r.document.id in told.value).flatMap(
        lambda r: [(told.value[r.document.id], c) for c in r.claims]
    )
    found: list[Pair] = claims.groupByKey().flatMap(lambda c: repeated(list(c[1]), told.value)).collect()
    return found


def _events(reading: Reading, known: _Known) -> _Told:
    context = known.context()
    found = facts_of(reading, context.rules)
    head = msgspec.structs.replace(
        reading.document, text="", copies_of=known.copies.get(reading.document.id), datelines=()
    )
    small = Reading(head, (), (), (), reading.claims)
    return small, {f.key: f for f in found}, event_facts(found, within(found, context, Decisions()))


def _around(events: RDD[Facts], readings: RDD[Reading]) -> Surroundings:
    """As ``incidents.link.surroundings``."""
    documents = events.map(lambda e: e.document).distinct().count()
    most = max(COMMON, COMMON_SHARE * documents)
    words = events.flatMap(lambda e: [(w, e.document) for w in e.words]).distinct().mapValues(lambda _: 1)
    common = words.reduceByKey(lambda a, b: a + b).filter(lambda c: c[1] > most).keys().collect()
    spots = events.flatMap(lambda e: [(s, e.document) for s in spots_of(e)]).distinct().mapValues(lambda _: 1)
    told = spots.reduceByKey(lambda a, b: a + b).map(lambda c: (c[0][0], c)).groupByKey().mapValues(dict)
    crowds = told.flatMap(lambda c: crowds_of(c[1], c[1])).collect()
    return Surroundings(frozenset(common), frozenset(crowds))


def _weigh(events: Iterable[Facts], known: _Known) -> Iterator[tuple[Pair, float]]:
    """The weights that are kept of the pairs of one block: those of ``incidents.link.candidates``."""
    block = sorted(events, key=lambda f: (f.days.start if f.days else 0, f.key))
    scale = scale_across(known.around.of(block, known.context()))
    for n, left in enumerate(block):
        for right in block[n + 1 : n + 1 + BLOCK]:
            score = scale.weigh(left, right) if left.document != right.document else None
            if score is not None:
                yield pair(left.key, right.key), score


def _parts(pairs: Iterable[Pair]) -> dict[str, str]:
    """The part of each event that has a pair, named by its least key."""
    home: dict[str, str] = {}

    def root(key: str) -> str:
        while home.setdefault(key, key) != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        home[second] = first
    return {key: root(key) for key in list(home)}


_Told = tuple[Reading, dict[str, Facts], list[Facts]]
_Piece = tuple[Facts, Document, list[Claim], list[Facts]]


def _pieces(told: _Told, parts: Mapping[str, str]) -> Iterator[tuple[str, _Piece]]:
    """Each event of a report by its part, with its document's head, its claims and their facts."""
    reading, facts, events = told
    claims = {c.id: c for c in reading.claims}
    for event in events:
        piece = (event, reading.document, [claims[c] for c in event.claims], [facts[c] for c in event.claims])
        yield parts.get(event.key, event.key), piece


def _incidents(
    pieces: Iterable[_Piece], weights: Mapping[Pair, float], same: list[Pair], known: _Known
) -> Iterator[Incident]:
    pieces = list(pieces)
    events = [p[0] for p in pieces]
    claims = {c.id: c for p in pieces for c in p[2]}
    facts = {f.key: f for p in pieces for f in p[3]}
    context = known.context()
    view = View({**known.originals, **{p[1].id: p[1] for p in pieces}}, known.actors, context, {})
    groups = cluster(
        [e.key for e in events], weights, threshold=context.rules.across.threshold, missing=-CLEARLY_NOT,
        labels={e.key: e.document for e in events}, together=same,
    )  # fmt: skip
    for group in join_groups(groups, events):
        yield make_incident([claims[c] for c in group], view, links_of(group, facts, context, ()))


def _control(reading: Reading) -> Iterator[tuple[str, tuple[Claim, Document]]]:
    head = msgspec.structs.replace(reading.document, text="", datelines=())
    by_id = {c.id: c for c in reading.claims}
    for claim, place in sorted({(s.claim, s.place.id) for s in signs(reading.claims, {head.id: head})}):
        yield place, (by_id[claim], head)


def _holdings(told: Iterable[tuple[Claim, Document]], known: _Known) -> tuple[Holding, ...]:
    told = list(told)
    return holdings([c for c, _ in told], {d.id: d for _, d in told}, Kin(known.actors.values()))

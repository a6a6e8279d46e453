"""What the claims of one report show together: whether it tells of one attack only, and which counts sum up others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from dateline.model import Place

if TYPE_CHECKING:
    from dateline.incidents.facts import Facts

ATTACKS = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_bombing", "grenade", "chemical_attack", "attack_on_civilians",
     "other_harm"}
)  # fmt: skip
NEAR = 10.0  # kilometres between the points of one attack and of what stands around it
SUM = 7  # a toll below this is no sum, and one dead no part of one
PARTS = 12  # so many counts beside a total are looked through for its parts


def distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places on a sphere, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    y1, y2 = radians(a.lat), radians(b.lat)
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


def marked(facts: Sequence[Facts]) -> list[Facts]:
    """The same, with what only all of them together show: ``alone`` and ``total``."""
    alone = {f.key for f in one_story(facts)}
    totals = set(_totals(facts))
    return [
        replace(f, alone=f.key in alone, total=f.key in totals) if f.key in alone or f.key in totals else f
        for f in facts
    ]


def one_story(facts: Sequence[Facts]) -> list[Facts]:
    """The violent events of a report that tells of one attack only: its words name one place and one day at most."""
    order = sorted(facts, key=lambda f: (f.start, f.end, f.key))
    violent = [f for f in order if not ATTACKS.isdisjoint(f.types) and not f.apart_word]
    days = {(f.days.start, f.days.end) for f in violent if f.days is not None and f.own_days}
    places = [p for f in violent for p in f.places if p.precision in ("exact", "near")]
    far = any((distance(p, q) or 0.0) > NEAR for p in places for q in places[:1])
    return [] if far or len(days) > 1 else violent


def _totals(facts: Sequence[Facts]) -> Iterator[str]:
    """Keys of claims whose toll is the sum of two or three that the report tells apart: by their places, or in words.

    Such a claim is about all of them: it is no part of any. Small sums are left out, for they come out by chance.
    """
    counts = [(f, n) for f in facts if (n := _count(f)) is not None and n > 0]
    for whole, total in counts:
        parts = [(f, n) for f, n in counts if f.key != whole.key and 1 < n < total][:PARTS] if total >= SUM else []
        sums = (group for size in (2, 3) for group in combinations(parts, size) if sum(n for _, n in group) == total)
        if any(all(_told_apart(a, b) for (a, _), (b, _) in combinations(group, 2)) for group in sums):
            yield whole.key


def _count(event: Facts) -> int | None:
    """How many were killed, all or civilians."""
    found = [n[2] for n in event.numbers if n[0] == "killed" and n[1] in ("all", "civilians") and n[2] is not None]
    return max(found, default=None)


def _told_apart(a: Facts, b: Facts) -> bool:
    if a.key in b.apart or b.key in a.apart:
        return True
    later = max(a, b, key=lambda f: (f.start, f.end, f.key))
    places = {p.id for p in a.places}, {p.id for p in b.places}
    return later.own_place and all(places) and places[0].isdisjoint(places[1])

"""The days of a report, each as it stands to a draft that has none: how near it is told, and with what in common.

Looked up by day and by what drafts have in common, not draft by draft: a report may be long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from dateline.claims.context import chain, voices
from dateline.claims.draft import Draft
from dateline.claims.same_place import same_place, vague_place
from dateline.model import ClaimPlace, ClaimWhen

Day = tuple[str, str]
LONG_AGO = 9  # sentences: further back no two distances are told apart


def key(when: ClaimWhen) -> Day:
    return when.start, when.end


def distance(gap: int) -> str:
    if gap < 0:
        return "next" if gap == -1 else "soon" if gap >= -3 else "later"
    if gap >= LONG_AGO:
        return "long ago"
    return "here" if gap == 0 else "just" if gap == 1 else "near" if gap <= 3 else "far"


class OfDrafts:
    """The days that drafts give. ``drafts``: those with one, in their order."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._days: defaultdict[Day, list[tuple[int, int, ClaimWhen]]] = defaultdict(list)
        self._alike: defaultdict[tuple[str, Hashable], set[Day]] = defaultdict(set)
        self._placed: dict[Hashable, tuple[Draft, set[Day]]] = {}
        for n, d in enumerate(drafts):
            assert d.when is not None
            day = key(d.when)
            self._days[day].append((d.sentence, n, d.when))
            for trait in _traits(d):
                self._alike[trait].add(day)
            if d.place is not None:
                self._placed.setdefault(_looks(d.place), (d, set()))[1].add(day)
        for told in self._days.values():
            told.sort(key=lambda x: x[:2])

    def near(self, draft: Draft) -> Iterator[tuple[ClaimWhen, str]]:
        """Each day where it is told nearest to a draft, the nearest of them first."""
        found = []
        for told in self._days.values():
            after = bisect_left(told, (draft.sentence + 1,))
            before = bisect_left(told, (told[after - 1][0],)) if after else 0  # the first of that sentence
            some = ((abs(s - draft.sentence), n, s, when) for s, n, when in (told[before], *told[after : after + 1]))
            found.append(min(some, key=lambda x: x[:2]))
        for _, _, sentence, when in sorted(found, key=lambda x: x[:2]):
            yield when, f"told {distance(draft.sentence - sentence)}"

    def alike(self, draft: Draft) -> Iterator[tuple[str, set[Day]]]:
        """What drafts have in common with this one, and the days that these give."""
        for trait in _traits(draft):
            if trait in self._alike:
                yield trait[0], self._alike[trait]
        if draft.place is not None and not vague_place(draft):
            for other, days in self._placed.values():
                if same_place(draft, other):
                    yield "same place", days


def _traits(draft: Draft) -> Iterator[tuple[str, Hashable]]:
    yield "same event", id(chain(draft)[-1])
    yield "same type", draft.type
    yield "same paragraph", draft.paragraph
    for voice in voices(draft):
        yield "same voice", voice
    for doer in draft.ids("initiator"):
        yield "same doers", doer


def _looks(place: ClaimPlace) -> Hashable:
    """What of a place tells whether another one is the same."""
    words = place.span.text if place.span else place.name
    return place.id, place.name, words, place.lat, place.lon, place.country, place.admin1, place.precision


class Named(NamedTuple):
    """Words that name a day. ``telling``: on which somebody spoke."""

    first: int
    sentence: int
    when: ClaimWhen
    telling: bool


class OfWords:
    """The days that a report names in words."""

    def __init__(self, named: Sequence[Named]) -> None:
        self._named = sorted(named, key=lambda n: n.first)
        self._days: defaultdict[Day, list[Named]] = defaultdict(list)
        self._oldest: dict[tuple[Day, bool], int] = {}
        for n in self._named:
            self._days[key(n.when)].append(n)
            self._oldest.setdefault((key(n.when), n.telling), n.sentence)

    def before(self, draft: Draft) -> Iterator[tuple[ClaimWhen, list[str]]]:
        """Each day as it is named before a draft, the last one first."""
        at = (draft.main.i,)
        last = bisect_left(self._named, at)
        found = [(named, n) for named in self._days.values() if (n := bisect_left(named, at))]
        for named, n in sorted(found, key=lambda x: -x[0][x[1] - 1].first):
            when, names = named[n - 1].when, dict[str, None]()
            for told in (named[i] for i in range(n - 1, -1, -1)):
                gap = draft.sentence - told.sentence
                if gap >= LONG_AGO:
                    break
                names |= dict.fromkeys(_named(told.telling, gap))
            for telling in (False, True):
                oldest = self._oldest.get((key(when), telling))
                if oldest is not None and draft.sentence - oldest >= LONG_AGO:
                    names |= dict.fromkeys(_named(telling, LONG_AGO))
            if named[n - 1] is self._named[last - 1] and not named[n - 1].telling:
                names["last named"] = None
            yield when, list(names)

    def after(self, draft: Draft) -> Iterator[tuple[ClaimWhen, list[str]]]:
        """Those named after it, in its sentence or the next."""
        for i in range(bisect_left(self._named, (draft.main.i,)), len(self._named)):
            told = self._named[i]
            if told.sentence - draft.sentence > 1:
                return
            if not told.telling:
                yield told.when, _named(False, draft.sentence - told.sentence)


def _named(telling: bool, gap: int) -> list[str]:
    return ["day of telling", f"of telling {distance(gap)}"] if telling else [f"named {distance(gap)}"]

"""Who does what in a report, counted once, and not anew for each draft of which it is asked who did it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dateline.claims.who_scene import HARMING, Party, Told

Group = tuple[str, object]  # drafts that are alike, and in what
NONE: Party = frozenset()
ALL: Group = ("all", None)
HARM: Group = ("harm", None)


class Doing:
    """``told``: all drafts, in their order. What is asked of a draft leaves that draft itself out."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = [t for t in told if t.doers]
        self._furthest = list(accumulate((t.at for t in self._told), max))  # word up to each
        self._nearest = list(accumulate((t.at for t in reversed(self._told)), min))[::-1]  # word from each on
        self._doers: defaultdict[Group, Counter[Party]] = defaultdict(Counter)
        for t in told:
            for group in (*_groups(t), *([HARM] if t.kind in HARMING else []), ("voices", t.voices)):
                self._doers[group][t.doers] += 1
        self._voices = {t.voices for t in told}

    def last(self, asked: Told) -> Told | None:
        """The last draft with a doer up to the word of this one."""
        n = bisect_right(self._nearest, asked.at)
        before = (self._told[i] for i in range(n - 1, -1, -1))
        return next((t for t in before if t.at <= asked.at and t is not asked), None)

    def next(self, asked: Told) -> Told | None:
        n = bisect_right(self._furthest, asked.at)
        return self._told[n] if n < len(self._told) else None

    def first_harm(self, asked: Told) -> Party:
        """Who did the first harm that is told."""
        return next((t.doers for t in self._told if t.kind in HARMING and t is not asked), NONE)

    def groups(self, asked: Told) -> Iterator[Group]:
        """Those in which it stands, with those that one of its voices tells."""
        thread, type_, kind, all_ = _groups(asked)
        voices = ("any voice", asked.voices)
        if voices not in self._doers:
            for of in self._voices:
                if not asked.voices.isdisjoint(of):
                    self._doers[voices].update(self._doers["voices", of])
        yield from (thread, voices, type_, kind, *([HARM] if asked.kind in HARMING else []), all_)

    def size(self, group: Group, asked: Told, *, doing: bool) -> int:
        """How many other drafts of the group have a doer, or have none."""
        found = self._doers[group]
        none = found[NONE]
        return found.total() - none - bool(asked.doers) if doing else none - (not asked.doers)

    def times(self, group: Group, asked: Told, doers: Party) -> int:
        """In how many other drafts of the group these did it."""
        return self._doers[group].get(doers, 0) - (asked.doers == doers)


def _groups(t: Told) -> tuple[Group, Group, Group, Group]:
    return ("thread", t.thread), ("type", (t.kind, t.draft.type)), ("kind", t.kind), ALL

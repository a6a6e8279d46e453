"""Joins anew only what a judgement or a new report touches, with the result that joining everything anew would give.

Two events can only come into one incident over a chain of pairs above the threshold or of pairs that must stand
together (``cluster.py``). So after a change it is enough to group anew the events that such chains connect with an
event that changed, that lost or gained a pair, or about which something else was decided. What is usual among the
reports (``link.Surroundings``) is counted in the reports as read, and so no judgement changes it; a new report may, by
a word or a spot that more reports than before have.

1 change     the events of the touched reports, made anew; those that differ go and come
2 windows    in a block larger than its window, a coming or going event shifts which others are weighed
3 weigh      the new events against what their blocks hold
4 usual      the events that share what has become usual, or is so no more, against one another
5 chains     all events connected with these
6 group      as joining does
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.incidents.cluster import Pair, pair
from dateline.incidents.compare import Context
from dateline.incidents.facts import Facts, facts_of
from dateline.incidents.link import (
    BLOCK,
    Surroundings,
    across,
    block_keys,
    event_facts,
    join_groups,
    scale_across,
    spots_of,
    within,
)
from dateline.reading import Decisions, Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as its blocks keep it: sorted by ``start`` and ``key``."""

    start: int
    key: str


class Kept(Protocol):
    """What joining left behind, to be asked for a neighbourhood and changed."""

    def events_of(self, documents: Collection[str]) -> list[Facts]: ...

    def events(self, keys: Collection[str]) -> list[Facts]: ...

    def drop(self, event: Facts, entry: Entry, blocks: Sequence[str]) -> None: ...

    def put(self, event: Facts, entry: Entry, blocks: Sequence[str]) -> None: ...

    def before(self, block: str, entry: Entry, most: int) -> list[str]:
        """The keys that stand before this entry in its block, the nearest first."""
        ...

    def after(self, block: str, entry: Entry, most: int) -> list[str]: ...

    def weights(self, keys: Collection[str]) -> dict[Pair, float]:
        """The pairs kept of which one side at least is among these."""
        ...

    def weigh(self, both: Pair, weight: float | None) -> None:
        """Keeps a pair, or (None) forgets it."""
        ...

    def with_words(self, words: Collection[str]) -> list[Facts]:
        """The events that have any of these words."""
        ...

    def within_block(self, block: str) -> list[str]:
        """The keys of all events of a block."""
        ...

    def homes(self, claims: Collection[str]) -> dict[str, str]:
        """Claim -> key of its event, of those that have one."""
        ...

    def repeats(self, claims: Collection[str]) -> list[Pair]:
        """Pairs of claims that stand in a report and in its copy, of which one side at least is among these."""
        ...

    def decisions(self, claims: Collection[str]) -> Decisions:
        """What was decided of pairs of which one side at least is among these."""
        ...


def block_names(event: Facts) -> list[str]:
    """The blocks of ``link.block_keys`` as text, each once."""
    return sorted({repr(key) for key in block_keys(event)})


def entry_of(event: Facts) -> Entry:
    """Where the event stands in each of its blocks (``link.candidates`` sorts them so)."""
    return Entry(event.days.start if event.days else 0, event.key)


@dataclass(frozen=True, slots=True)
class Around:
    """What is usual among the reports now, and what was so when the pairs were weighed."""

    now: Surroundings
    was: Surroundings


def regroup(
    kept: Kept, readings: Sequence[Reading], claims: Collection[str], context: Context, around: Around,
    known_anew: Collection[str] = (),
) -> list[tuple[str, ...]]:  # fmt: skip
    """The groups of claims of the neighbourhood that the change of these reports and claims touches.

    ``readings``: the touched reports as judged now; ``claims``: those about which something was or is decided, in these
    reports or in others. ``known_anew``: the reports whose actors are known otherwise than before. ``kept`` is brought
    up to date.
    """
    step = _Step(kept, context, around.now)
    seeds = step.changed(readings, known_anew) | step.decided(claims) | step.surrounded(around.was)
    return step.grouped(seeds)


class _Step:
    def __init__(self, kept: Kept, context: Context, around: Surroundings) -> None:
        self.kept, self.context, self.around = kept, context, around
        self.shifted: set[Pair] = set()

    def changed(self, readings: Sequence[Reading], known_anew: Collection[str]) -> set[str]:
        """Steps 1 to 3. All events from which the chains are followed."""
        kept = self.kept
        old = {e.key: e for e in kept.events_of([r.document.id for r in readings])}
        new: dict[str, Facts] = {}
        for reading in readings:
            found = facts_of(reading, self.context.rules)
            groups = within(found, self.context, kept.decisions([c.id for c in reading.claims]))
            new.update((e.key, e) for e in event_facts(found, groups))
        gone = [e for key, e in old.items() if new.get(key) != e or e.document in known_anew]
        come = [e for key, e in new.items() if old.get(key) != e or e.document in known_anew]
        seeds = set(new)
        for event in gone:
            seeds |= self._leave(event)
        for event in come:
            self._enter(event)
        seeds |= self._weigh(come)
        seeds |= self._shift(frozenset(e.key for e in come))
        return seeds

    def surrounded(self, was: Surroundings) -> set[str]:
        """Step 4. The events of pairs that weigh otherwise now."""
        words, spots = was.common ^ self.around.common, was.crowds ^ self.around.crowds
        sharing = {e.key: e for e in self.kept.with_words(words)} if words else {}
        names = sorted({repr(("place", place)) for place, _ in spots})
        told = self._events({key for name in names for key in self.kept.within_block(name)})
        crowd = {
            key: e for key, e in told.items()
            if was.crowds.isdisjoint(spots_of(e)) != self.around.crowds.isdisjoint(spots_of(e))
        }  # fmt: skip
        return self._weigh(list(sharing.values()), set(sharing)) | self._weigh(list(crowd.values()))

    def decided(self, claims: Collection[str]) -> set[str]:
        return set(self.kept.homes(claims).values())

    def _leave(self, event: Facts) -> set[str]:
        """Takes an event out; the events that were paired with it, or had to stand with it."""
        kept, entry, names = self.kept, entry_of(event), block_names(event)
        lost = kept.weights([event.key])
        tied = {c for p in (*kept.repeats(event.claims), *kept.decisions(event.claims).same) for c in p}
        touched = {key for p in lost for key in p} | set(kept.homes(tied).values())
        for both in lost:
            kept.weigh(both, None)
        kept.drop(event, entry, names)
        for name in names:
            self._note_shift(name, entry)
        return touched - {event.key}

    def _enter(self, event: Facts) -> None:
        entry, names = entry_of(event), block_names(event)
        for name in names:
            self._note_shift(name, entry)
        self.kept.put(event, entry, names)

    def _note_shift(self, name: str, entry: Entry) -> None:
        """The pairs at the edge of the window across this place, empty at this moment: with an event in it they are out
        of the window, without it they are in."""
        before = self.kept.before(name, entry, BLOCK)
        after = self.kept.after(name, entry, BLOCK) if before else []
        for i, left in enumerate(before):
            if BLOCK - 1 - i < len(after):
                self.shifted.add(pair(left, after[BLOCK - 1 - i]))

    def _weigh(self, events: Sequence[Facts], among: Collection[str] | None = None) -> set[str]:
        """Weighs events against those of other reports (of all, or of some) that stand in the windows of their blocks;
        the events of the pairs whose weight is another now."""
        near = {
            e.key: {
                key for name in block_names(e) for side in (self.kept.before, self.kept.after)
                for key in side(name, entry_of(e), BLOCK) if among is None or key in among
            }
            for e in events
        }  # fmt: skip
        known = self._events({key for keys in near.values() for key in keys} | set(near))
        scale = scale_across(self.around.of(known.values(), self.context))
        touched: set[str] = set()
        done: set[Pair] = set()
        for key, others in near.items():
            kept = self.kept.weights([key])
            for other in sorted(others):
                both = pair(key, other)
                if known[other].document == known[key].document or both in done:
                    continue
                done.add(both)
                weight = scale.weigh(known[key], known[other])
                if weight != kept.get(both):
                    self.kept.weigh(both, weight)
                    touched |= {key, other}
        return touched

    def _shift(self, come: frozenset[str]) -> set[str]:
        """Looks again at the pairs at the edge of a window that moved."""
        edge = [p for p in self.shifted if come.isdisjoint(p)]
        events = self._events({key for p in edge for key in p})
        scale = scale_across(self.around.of(events.values(), self.context))
        touched: set[str] = set()
        for a, b in sorted(edge):
            left, right = events.get(a), events.get(b)
            if left is None or right is None or left.document == right.document:
                continue
            weight = scale.weigh(left, right)
            kept = self.kept.weights([a]).get((a, b))
            if weight is None and kept is None:
                continue
            now = weight if self._meet(left, right) else None
            if now != kept:
                self.kept.weigh((a, b), now)
                touched |= {a, b}
        return touched

    def _meet(self, a: Facts, b: Facts) -> bool:
        """Whether one stands in the window of the other in any of the blocks that they share."""
        first, second = sorted((entry_of(a), entry_of(b)), key=lambda e: (e.start, e.key))
        shared = set(block_names(a)) & set(block_names(b))
        return any(second.key in self.kept.after(name, first, BLOCK) for name in sorted(shared))

    def _events(self, keys: Collection[str]) -> dict[str, Facts]:
        return {e.key: e for e in self.kept.events(keys)}

    def grouped(self, seeds: Collection[str]) -> list[tuple[str, ...]]:
        """Steps 4 and 5."""
        kept, threshold = self.kept, self.context.rules.across.threshold
        events: dict[str, Facts] = {}
        weights: dict[Pair, float] = {}
        repeats: set[Pair] = set()
        same: set[Pair] = set()
        apart: set[Pair] = set()
        front = set(seeds)
        while front:
            found = self._events(front)
            events.update(found)
            claims = [c for e in found.values() for c in e.claims]
            now, again, decided = kept.weights(found), kept.repeats(claims), kept.decisions(claims)
            weights.update(now)
            repeats.update(again)
            same.update(decided.same)
            apart.update(decided.apart)
            chained = {key for p, weight in now.items() if weight > threshold for key in p}
            tied = {c for p in (*again, *decided.same) for c in p}
            front = (chained | set(kept.homes(tied).values())) - events.keys()
        flat = sorted(events.values(), key=lambda e: e.key)
        inside = {p: w for p, w in weights.items() if p[0] in events and p[1] in events}
        decisions = Decisions(tuple(sorted(same)), tuple(sorted(apart)))
        groups = across(flat, inside, self.context, sorted(repeats), decisions)
        return join_groups(groups, flat)

"""What new reports change for those that were there before, so that joining need not look at all of them.

1 actors   of an actor the record that most reports give may be another now: the reports that name it are known anew
2 copies   which reports repeat which (``incidents.near_copies``)
3 usual    words and spots that enough reports now have to tell nothing (``link.Surroundings``)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import msgspec

from dateline.casefile import kept, part
from dateline.casefile.store import Casefile, encode
from dateline.casefile.texts import Texts
from dateline.casefile.view import Pending
from dateline.incidents.compare import Context
from dateline.incidents.facts import Facts, Kin, facts_of
from dateline.incidents.link import (
    Surroundings,
    Usual,
    beside,
    crowds_of,
    event_facts,
    most_reports,
    usual,
    within,
)
from dateline.incidents.near_copies import Head, recopied
from dateline.incidents.rules import load_rules
from dateline.model import Actor, Document
from dateline.reading import Decisions, Reading

_FACTS = msgspec.json.Decoder(Facts)
_AROUND = msgspec.json.Decoder(Surroundings)
_ACTOR = msgspec.json.Decoder(Actor)
_DOCUMENT = msgspec.json.Decoder(Document)


@dataclass(frozen=True, slots=True)
class Came:
    """``documents``: the reports to be joined anew; ``claims``: those that an earlier reading of them made;
    ``known_anew``: reports whose actors are known otherwise; ``originals``: what some were copies of before; ``was``:
    what was usual before."""

    documents: frozenset[str]
    claims: tuple[str, ...]
    known_anew: frozenset[str]
    originals: frozenset[str]
    was: Surroundings


def come(case: Casefile, world: int, heap: Pending) -> Came:
    """Takes in new readings.

    What joining left is brought up to date but for events, pairs and what follows from them. Within a transaction.
    """
    return _Coming(case, world, heap).take()


class _Coming:
    def __init__(self, case: Casefile, world: int, heap: Pending) -> None:
        self.case, self.world = case, world
        self.documents, self.read, self.last = heap.documents, heap.read, heap.last
        self.kept: kept.Kept[Facts] = kept.Kept(case, _FACTS.decode)
        self.actors = {a.id: a for a in map(_ACTOR.decode, self.kept.actors())}

    def take(self) -> Came:
        before = self._context()
        changed = self._changed()
        known_anew = self._naming(changed)
        after = self._context() if changed else before
        moved, originals = self._copies()
        was = self._usual(known_anew, before, after)
        every = frozenset({*self.documents, *known_anew, *moved})
        return Came(every, self._old_claims(), frozenset(known_anew), originals, was)

    def _context(self) -> Context:
        return Context(load_rules(), Kin(self.actors[i] for i in sorted(self.actors)))

    def _old_claims(self) -> tuple[str, ...]:
        rows = self.case.query(
            "SELECT DISTINCT c.id FROM json_each(?) k CROSS JOIN claim_rows c ON c.document = k.value ORDER BY c.id",
            encode(self.documents),
        )
        return tuple(r[0] for r in rows)

    # Actors

    def _changed(self) -> list[str]:
        """Brings the actors' records up to date; gives the actors whose record is another now."""
        given = self._given(self.last)
        given.subtract(self._given(self.read))
        ids = sorted({a.id for a in given})
        kept.count_records(self.case, given)
        changed = []
        for identity, records in self.kept.records(ids).items():
            best = min(((-times, record) for record, times in records), default=(0, None))[1]
            old = self.actors.pop(identity, None)
            if best is not None:
                self.actors[identity] = _ACTOR.decode(best)
            if best != (encode(old) if old else None):
                self.kept.know(identity, best)
                changed.append(identity)
        return changed

    def _given(self, until: int | None) -> Counter[Actor]:
        """How many times the newest readings (of those up to this one) give each record."""
        rows = self.case.query(
            "SELECT a.record FROM json_each(?) k CROSS JOIN actor_rows a ON a.reading = (SELECT max(r.id) FROM "
            "readings r WHERE r.document = k.value AND (? IS NULL OR r.id <= ?))",
            encode(self.documents), until, until,
        )  # fmt: skip
        return Counter(_ACTOR.decode(r[0]) for r in rows)

    def _naming(self, actors: Sequence[str]) -> set[str]:
        """The reports that list one of these actors, and those of which a person said so."""
        rows = self.case.query(
            "SELECT DISTINCT r.document FROM json_each(?) k CROSS JOIN actor_rows a ON a.id = k.value "
            "JOIN readings r ON r.id = a.reading",
            encode(actors),
        )
        found = {r[0] for r in rows}
        for row in self.case.query("SELECT claims, target, value FROM judgements WHERE kind IN ('correct', 'add')"):
            if any(encode(a) in row["value"] for a in actors):
                found.update(part.documents_of(self.case, [*msgspec.json.decode(row["claims"]), row["target"]]))
        return part.joined(self.case, self.world, found) | found.intersection(self.documents)

    # Copies

    def _copies(self) -> tuple[set[str], frozenset[str]]:
        """Brings up to date what repeats what; the reports that repeat another one than before, and what they did."""
        rows = self.case.query(
            "SELECT d.no, d.record, d.text FROM json_each(?) k CROSS JOIN documents d ON d.id = k.value "
            "WHERE NOT EXISTS (SELECT 1 FROM joined_texts t WHERE t.document = d.no)",
            encode(self.documents),
        )
        new = {r["no"]: msgspec.structs.replace(_DOCUMENT.decode(r["record"]), text=r["text"]) for r in rows}
        self.case.connection.executemany(
            "INSERT INTO world_documents VALUES (?, ?, NULL)", [(self.world, d.id) for d in new.values()]
        )
        found = recopied(Texts(self.case, self.world, Head), new) if new else {}
        rows = self.case.query(
            "SELECT d.no, d.id, w.copies_of FROM json_each(?) k CROSS JOIN documents d ON d.no = k.value "
            "JOIN world_documents w ON w.world = ? AND w.document = d.id",
            encode(sorted({*found, *found.values()})), self.world,
        )  # fmt: skip
        ids, was = {r["no"]: r["id"] for r in rows}, {r["no"]: r["copies_of"] for r in rows}
        changed = {n: ids[to] if to != n else None for n, to in found.items()}
        changed = {n: to for n, to in changed.items() if to != was[n]}
        self.case.connection.executemany(
            "UPDATE world_documents SET copies_of = ? WHERE world = ? AND document = ?",
            [(to, self.world, ids[n]) for n, to in changed.items()],
        )
        before = {was[n] or ids[n] for n in changed}
        return {ids[n] for n in changed}, frozenset(before)

    # What is usual

    def _usual(self, known_anew: Collection[str], before: Context, after: Context) -> Surroundings:
        """Counts the new reports in and the earlier readings out; gives what was usual before."""
        documents = sorted({*self.documents, *known_anew})
        gone = _usual_of(part.load(self.case, documents, self.read).as_read, before)
        now = _usual_of(part.load(self.case, documents, self.last).as_read, after)
        was = _AROUND.decode(self.kept.around(self.world))
        kept.count(self.case, gone, -1)
        kept.count(self.case, now, +1)
        changed = {*gone.spots, *now.spots}
        touched = changed.union(*map(beside, changed))
        told = self.kept.told_by(touched.union(*map(beside, touched)))
        crowds = frozenset(crowds_of((s for s in touched if told[s]), told))
        common, _ = self.kept.usual(most_reports)
        around = replace(was, common=frozenset(common), crowds=(was.crowds - touched) | crowds)
        if around != was:
            self.kept.surround(self.world, around)
        return was


def _usual_of(readings: Sequence[Reading], context: Context) -> Usual:
    """What reports tell of as they were read, nothing of it judged."""
    events: list[Facts] = []
    for reading in readings:
        found = facts_of(reading, context.rules)
        events += event_facts(found, within(found, context, Decisions()))
    return usual(events)

"""What joining can work out of a report before the last one is in.

While other processes still read, the one that waits for them has time for this. Which claims of a report belong
together depends on the other reports by one thing only: how its parties are related, for of an actor that reports
describe differently the record that most of them give counts. So that is worked out by the report's own records, and
anew where those of all say otherwise: the result is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from msgspec import structs

from dateline.incidents import control
from dateline.incidents import facts as compared
from dateline.incidents.compare import Context
from dateline.incidents.copies import HEAD, Runs, runs_of
from dateline.incidents.facts import Facts, Kin, facts_of
from dateline.incidents.link import event_facts, within
from dateline.incidents.rules import load_rules
from dateline.model import Actor, Reason
from dateline.reading import Decisions, Reading


@dataclass(frozen=True, slots=True)
class Part:
    """The facts of a report's claims, its events, the runs of words of its text, its parties as it gives them."""

    reading: Reading
    facts: list[Facts]
    events: list[Facts]
    runs: Runs
    kin: Kin

    def holds(self, kin: Kin) -> bool:
        """Its parties are related as by the records of all reports, so that its events are right."""
        return kin.agrees(self.kin, {party for f in self.facts for party in f.initiators | f.targets})


class Ahead:
    """Gathers the parts of reports one by one, by the document's id."""

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        self.parts: dict[str, Part] = {}
        self._context = Context(load_rules(), Kin(()))
        for reading in readings:
            self.add(reading)

    def add(self, reading: Reading) -> None:
        """Work a report out, once its reading is there."""
        self.keep(self.part(reading, reading))

    def keep(self, part: Part) -> None:
        self.parts[part.reading.document.id] = part

    def part(self, reading: Reading, rest: Reading) -> Part:
        """What can be worked out of a report. ``rest``: what is kept in its reading's place (:func:`bare`)."""
        kin = Kin(reading.actors)
        known = self._context
        context = Context(known.rules, kin, places=known.places, types=known.types)
        facts = facts_of(reading, known.rules)
        events = event_facts(facts, within(facts, context, Decisions()))
        parties = {party for f in facts for party in f.initiators | f.targets}
        kin = Kin(a for a in reading.actors if a.id in parties)
        return Part(rest, facts, events, runs_of(reading.document.text), kin)


def needed(reading: Reading) -> Reading:
    """A reading without what joining does not look at: mentions, attributions, most reasons."""
    claims = (
        structs.replace(c, why=tuple(structs.replace(r, span=None) for r in c.why if _looked_at(r)), model=None)
        for c in reading.claims
    )
    return replace(reading, mentions=(), attributions=(), claims=tuple(claims))


def _looked_at(reason: Reason) -> bool:
    return control.tells(reason) or compared.tells(reason)


def bare(reading: Reading) -> Reading:
    """Such a reading without what was worked out of it."""
    document = structs.replace(reading.document, text=reading.document.text[:HEAD], found_in={})
    claims = (
        structs.replace(
            c, trigger=c.evidence, participants=tuple(structs.replace(p, span=None) for p in c.participants)
        )
        for c in reading.claims
    )
    return replace(reading, document=document, actors=tuple(map(_once, reading.actors)), claims=tuple(claims))


@lru_cache(maxsize=65536)
def _once(actor: Actor) -> Actor:
    """The same record of an actor for all reports that give it."""
    return actor

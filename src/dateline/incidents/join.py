"""The whole way of this stage on one page.

1 copies     documents that repeat another
2 within     claims of one report -> events
3 across     events of all reports -> incidents
4 control    claims of control -> holdings
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from dateline.incidents.ahead import Ahead
from dateline.incidents.cluster import Pair
from dateline.incidents.compare import Context
from dateline.incidents.control import holdings
from dateline.incidents.copies import find_copies
from dateline.incidents.facts import Facts, Kin, facts_of
from dateline.incidents.incident import View, make_incident
from dateline.incidents.link import (
    Usual,
    across,
    event_facts,
    join_groups,
    links_of,
    repeated,
    surroundings,
    usual,
    weigh_all,
    within,
)
from dateline.incidents.rules import load_rules
from dateline.model import Actor, Claim, Document, Holding, Incident
from dateline.reading import Decisions, Reading, actors_of


@dataclass(frozen=True, slots=True)
class Traces:
    """What joining leaves behind for joining a neighbourhood anew (``near.py``)."""

    events: tuple[Facts, ...]
    weights: Mapping[Pair, float]
    repeats: tuple[Pair, ...]
    usual: Usual


@dataclass(frozen=True, slots=True)
class Joined:
    """Claims now carry their ``incident``; documents their ``copies_of``."""

    documents: tuple[Document, ...]
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    holdings: tuple[Holding, ...]
    traces: Traces


def join(
    readings: Sequence[Reading],
    decisions: Decisions | None = None,
    *,
    as_read: Sequence[Reading] | None = None,
    ahead: Ahead | None = None,
) -> Joined:
    """Incidents and holdings over all readings; independent of their order but for the order of the output.

    ``as_read``: the same readings before people judged them, among which is counted what is usual (the readings
    themselves where it is left out). ``ahead``: what was worked out of some of them before all were in.
    """
    decisions = decisions or Decisions()
    by_id = {r.document.id: r for r in readings}
    actors = actors_of(readings)
    kin = Kin(actors.values())
    ready = {
        key: part
        for key, part in (ahead.parts.items() if ahead and not decisions.same and not decisions.apart else ())
        if part.reading is by_id.get(key)
    }
    copies = find_copies([r.document for r in by_id.values()], {key: part.runs for key, part in ready.items()})
    documents = {key: msgspec.structs.replace(r.document, copies_of=copies.get(key)) for key, r in by_id.items()}
    claims = {c.id: c for r in by_id.values() for c in r.claims}
    context = Context(load_rules(), kin)
    facts: dict[str, Facts] = {}
    events: dict[str, list[Facts]] = {}
    for key, reading in by_id.items():
        part = ready.get(key)
        found = part.facts if part else facts_of(reading, context.rules)
        facts.update((f.key, f) for f in found)
        grouped = part.events if part and part.holds(kin) else None
        if grouped is None:
            grouped = event_facts(found, within(found, context, decisions))
        events[key] = grouped
    flat = [e for found in events.values() for e in found]
    counted = usual(flat if as_read is None else _as_read(as_read, by_id, events, context, decisions))
    seen = surroundings(counted).of(flat, context)
    weights = weigh_all(flat, seen)
    repeats = repeated(list(claims.values()), copies)
    groups = across(flat, weights, seen, repeats, decisions)
    order = {c: n for n, c in enumerate(claims)}
    view = View(documents, actors, context, decisions.reliability)
    same: dict[str, list[Pair]] = {}
    for both in sorted(decisions.same):
        for claim in both:
            same.setdefault(claim, []).append(both)
    incidents = [
        make_incident([claims[c] for c in group], view, links_of(group, facts, context, ties(group, same)))
        for group in sorted(join_groups(groups, flat), key=lambda g: min(order[c] for c in g))
    ]
    home = {c: i.id for i in incidents for c in i.claims}
    return Joined(
        documents=tuple(documents.values()),
        actors=tuple(actors.values()),
        claims=tuple(msgspec.structs.replace(c, incident=home[c.id]) for c in claims.values()),
        incidents=tuple(incidents),
        holdings=holdings(list(claims.values()), documents, context.kin),
        traces=Traces(tuple(flat), weights, tuple(repeats), counted),
    )


def ties(group: Sequence[str], same: Mapping[str, Sequence[Pair]]) -> list[Pair]:
    """The pairs inside a group that people decided are one. ``same``: by each of the two claims."""
    inside = set(group)
    return sorted({p for c in group for p in same.get(c, ()) if inside.issuperset(p)})


def _as_read(
    readings: Sequence[Reading], judged: Mapping[str, Reading], events: Mapping[str, list[Facts]], context: Context,
    decisions: Decisions,
) -> list[Facts]:  # fmt: skip
    """The events of the readings before they were judged; those of reports that nobody judged are at hand."""
    decided = {c for p in (*decisions.same, *decisions.apart) for c in p}
    out: list[Facts] = []
    for reading in readings:
        key = reading.document.id
        if judged.get(key) is reading and decided.isdisjoint(c.id for c in reading.claims):
            out += events[key]
            continue
        found = facts_of(reading, context.rules)
        out += event_facts(found, within(found, context, Decisions()))
    return out

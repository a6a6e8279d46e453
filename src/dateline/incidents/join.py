"""The whole way of this stage on one page.

1 copies     documents that repeat another
2 within     claims of one report -> events
3 across     events of all reports -> incidents
4 control    claims of control -> holdings
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from dateline.incidents.compare import Context
from dateline.incidents.control import holdings
from dateline.incidents.copies import find_copies
from dateline.incidents.facts import Facts, facts_of, kin_of
from dateline.incidents.incident import View, make_incident
from dateline.incidents.link import across, event_facts, join_groups, links_of, repeated, within
from dateline.incidents.rules import load_rules
from dateline.model import Claim, Document, Holding, Incident
from dateline.reading import Decisions, Reading


@dataclass(frozen=True, slots=True)
class Joined:
    """Claims now carry their ``incident``; documents their ``copies_of``."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    holdings: tuple[Holding, ...]


def join(readings: Sequence[Reading], decisions: Decisions | None = None) -> Joined:
    """Incidents and holdings over all readings; independent of their order but for the order of the output."""
    decisions = decisions or Decisions()
    by_id = {r.document.id: r for r in readings}
    copies = find_copies([r.document for r in by_id.values()])
    documents = {key: msgspec.structs.replace(r.document, copies_of=copies.get(key)) for key, r in by_id.items()}
    claims = {c.id: c for r in by_id.values() for c in r.claims}
    context = Context(load_rules(), kin_of(readings))
    facts: dict[str, Facts] = {}
    events: list[Facts] = []
    for reading in by_id.values():
        found = facts_of(reading, context.rules)
        facts.update((f.key, f) for f in found)
        events += event_facts(found, within(found, context, decisions))
    groups = across(events, context, repeated(list(claims.values()), copies), decisions)
    order = {c: n for n, c in enumerate(claims)}
    view = View(documents, {a.id: a for r in readings for a in r.actors}, context, decisions.reliability)
    incidents = [
        make_incident([claims[c] for c in group], view, links_of(group, facts, context, decisions))
        for group in sorted(join_groups(groups, events), key=lambda g: min(order[c] for c in g))
    ]
    home = {c: i.id for i in incidents for c in i.claims}
    return Joined(
        documents=tuple(documents.values()),
        claims=tuple(msgspec.structs.replace(c, incident=home[c.id]) for c in claims.values()),
        incidents=tuple(incidents),
        holdings=holdings(list(claims.values()), documents, context.kin),
    )

"""One incident from its claims: type, place, time, participants, and what the other modules make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.incidents.compare import Context
from dateline.incidents.disputes import disputes, updates
from dateline.incidents.facts import publisher_key, source_key
from dateline.incidents.grade import grade
from dateline.incidents.reconcile import reconcile, statements
from dateline.incidents.report import distance
from dateline.incidents.titles import title
from dateline.model import Actor, Claim, Document, Incident, Link, Participant, Place, When, make_id


@dataclass(frozen=True, slots=True)
class View:
    """What one incident is seen against: all documents and actors, and how far people trust each source."""

    documents: Mapping[str, Document]
    actors: Mapping[str, Actor]
    context: Context
    reliability: Mapping[str, str]
    names: Mapping[str, str] = field(init=False, compare=False)  # an actor's id to its name

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {a.id: a.name for a in self.actors.values()})


def make_incident(claims: Sequence[Claim], view: View, links: tuple[Link, ...] = ()) -> Incident:
    """The incident that these claims are about. Its id is a hash of their ids; nothing depends on their order."""
    documents, context = view.documents, view.context
    claims = sorted(
        claims, key=lambda c: (documents[c.document].published or "9999", c.document, c.evidence.start, c.id)
    )
    about = [c for c in claims if c.polarity == "affirmed"] or claims
    kind = incident_type(about, context)
    same_type = [c for c in about if c.type == kind] or about
    place, when = incident_place(same_type, about), incident_when(same_type, about)
    said = statements(claims, documents, place, view.reliability)
    harm = reconcile(said)
    trusted = heard(claims, documents, view.reliability)
    found = origins(trusted, documents)
    quarrels = disputes(claims, documents, said, context, view.names)
    days = sorted(d for c in claims if (d := documents[c.document].published))
    parties = participants(about)
    return Incident(
        id=make_id("inc", *sorted(c.id for c in claims)),
        title=title(kind, place, when, harm, parties, about), type=kind,
        claims=tuple(c.id for c in claims), documents=tuple(dict.fromkeys(c.document for c in claims)),
        place=place, when=when, participants=parties, harm=harm, origins=len(found), disputes=quarrels,
        updates=updates(said), grade=grade(trusted, found, quarrels, view.actors),
        first_reported=days[0] if days else None, last_reported=days[-1] if days else None, links=links,
    )  # fmt: skip


def incident_type(claims: Sequence[Claim], context: Context) -> str:
    """The type that most claims give; of equals the most specific (the order stands in linking.toml)."""
    counts = Counter(c.type for c in claims)
    specific = context.rules.specific
    return min(counts, key=lambda t: (-counts[t], specific.get(t, len(specific)), t))


def incident_place(claims: Sequence[Claim], others: Sequence[Claim] = ()) -> Place | None:
    """The place that most claims give, the most precise of equals; a place inside a wider one speaks for both."""
    places = [c.place for c in claims if c.place is not None] or [c.place for c in others if c.place is not None]
    if not places:
        return None
    order = ("exact", "near", "area", "admin2", "admin1", "country")
    counts: Counter[str] = Counter(p.id for p in places)
    best = min(places, key=lambda p: (-counts[p.id], order.index(p.precision), p.id))
    if best.precision in ("admin1", "country", "admin2", "area"):
        inner = [p for p in places if order.index(p.precision) < min(2, order.index(best.precision))]
        if len({p.id for p in inner}) == 1 and (distance(inner[0], best) or 0) < 150:
            best = inner[0]
    return Place(
        id=best.id, name=best.name, lat=best.lat, lon=best.lon, country=best.country, admin1=best.admin1,
        precision=best.precision,
    )  # fmt: skip


def incident_when(claims: Sequence[Claim], others: Sequence[Claim] = ()) -> When | None:
    """The days that most claims give; of equals the shortest, then the earliest."""
    whens = [c.when for c in claims if c.when is not None] or [c.when for c in others if c.when is not None]
    if not whens:
        return None
    order = ("day", "days", "week", "month", "season", "year")
    counts = Counter((w.start, w.end) for w in whens)
    best = min(whens, key=lambda w: (-counts[(w.start, w.end)], order.index(w.precision), w.start, w.end))
    return When(start=best.start, end=best.end, precision=best.precision)


def participants(claims: Sequence[Claim]) -> tuple[Participant, ...]:
    """Everyone named, once for each role; those that most claims name first."""
    counts: Counter[tuple[str, str | None, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for claim in claims:
        for p in claim.participants:
            name = names.setdefault((p.role, p.actor or p.name), p.name)
            counts[(p.role, p.actor, name)] += 1
    roles = ("initiator", "target", "supporter", "loser", "recipient")
    keys = sorted(counts, key=lambda k: (roles.index(k[0]), -counts[k], k[2], k[1] or ""))
    return tuple(Participant(role=r, actor=a, name=n) for r, a, n in keys)  # type: ignore[arg-type]


def heard(claims: Sequence[Claim], documents: Mapping[str, Document], trust: Mapping[str, str]) -> Sequence[Claim]:
    """The claims by sources that people did not mark as of low reliability; all of them where there are no others."""
    names = {c.id: c.source.name if c.source else documents[c.document].publisher or "" for c in claims}
    return [c for c in claims if trust.get(names[c.id]) != "low"] or claims


def origins(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The independent origins behind an incident, by key, sorted.

    An origin is the source that is quoted, whoever carries it; the publisher where the report speaks for itself. A copy
    adds none of its own: what it says without a source comes from the report that it repeats.
    """
    found = set()
    for claim in claims:
        document = documents[claim.document]
        original = documents.get(document.copies_of or "") if claim.source is None else None
        found.add(source_key(claim, document) if original is None else publisher_key(original))
    return tuple(sorted(found))

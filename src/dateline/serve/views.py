"""Records -> what the page shows. Figures and days in words come from one place, ``dateline.casefile``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.casefile import Casefile, Judgement, look
from dateline.casefile.brief import Brief, speaker
from dateline.casefile.judgements import standing
from dateline.casefile.look import Shelf
from dateline.casefile.select import folded
from dateline.casefile.words import day, tolls
from dateline.model import Claim, Document, Holding, Incident, When
from dateline.serve.desk import Index
from dateline.serve.shapes import Act, Answer, ClaimView, Day, HoldingView, IncidentView, Read, ReportView, Row

# Kilometres that a precision leaves open, for a circle on the map in place of a false point.
RADIUS = {"exact": 0.0, "near": 10.0, "area": 25.0, "admin2": 40.0, "admin1": 100.0, "country": 300.0}
_CONTEXT = 240  # characters before and after the evidence


def row(b: Brief, index: Index) -> Row:
    place, when = b.place, b.when
    return Row(
        id=b.id, title=b.title, type=b.type, place=place.name if place else None,
        country=place.country if place else None, lat=place.lat if place else None, lon=place.lon if place else None,
        precision=place.precision if place else None, start=when.start if when else None,
        end=when.end if when else None, killed=b.killed, injured=b.injured, claims=b.claims, reports=len(b.documents),
        origins=b.origins, grade=b.grade, disputed=list(b.disputes), updated=b.updated,
        reviewed=b.id in index.reviewed, sources=list(b.sources),
    )  # fmt: skip


def point(b: Brief) -> dict[str, Any]:
    """As the shape Point; a plain mapping, because there are many. Of an incident with a point."""
    place = b.place
    assert place is not None
    return {
        "id": b.id, "lat": place.lat, "lon": place.lon, "type": b.type, "radius": RADIUS.get(place.precision, 0.0),
        "killed": b.dead, "disputed": bool(b.disputes),
    }  # fmt: skip


def days(found: Iterable[Brief]) -> tuple[list[Day], int]:
    """Incidents by their first day, in order, and how many have none."""
    count: dict[str, list[int]] = {}
    without = 0
    for b in found:
        start = b.when.start if b.when else None
        if start is None:
            without += 1
            continue
        entry = count.setdefault(start, [0, 0])
        entry[0] += 1
        entry[1] += bool(b.disputes)
    return [Day(day=d, incidents=n, disputed=x) for d, (n, x) in sorted(count.items())], without


def claim_view(claim: Claim, shelf: Shelf) -> ClaimView:
    document = shelf.documents[claim.document]
    start, end = claim.evidence.start, claim.evidence.end
    text = document.text
    head = text.rfind("\n", max(0, start - _CONTEXT), start) + 1 or max(0, start - _CONTEXT)
    stop = text.find("\n", end, end + _CONTEXT)
    people = {role: [p.name for p in claim.participants if p.role == role] for role in ("initiator", "target")}
    return ClaimView(
        claim=plain(claim), report=document.id, publisher=document.publisher, published=document.published,
        title=document.title, before=text[head:start], after=text[end : stop if stop >= 0 else end + _CONTEXT],
        state=shelf.states.get(claim.id), initiators=people["initiator"], targets=people["target"],
        tolls=tolls([h for h in claim.harm if h.numbered]),
    )  # fmt: skip


def incident_view(incident: Incident, index: Index, case: Casefile) -> IncidentView:
    shelf = look.shelf(case, incident.claims)
    rows = answers(shelf)
    history, last = acts(look.about(case, incident.claims, incident.id))
    return IncidentView(
        key=index.key, row=row(index.briefs[incident.id], index), incident=plain(incident), answers=rows,
        differing=differing(rows), claims=[claim_view(c, shelf) for c in shelf.claims], history=history, last=last,
        read=read(case, incident.documents),
    )  # fmt: skip


def report_view(document: Document, index: Index, case: Casefile) -> ReportView:
    shelf = look.shelf(case, look.claims_in(case, document.id), rejected=True)
    history, last = acts(look.about(case, [c.id for c in shelf.claims], document.id))
    named = {a for c in shelf.claims for p in c.participants if (a := p.actor)}
    return ReportView(
        key=index.key, document=plain(document), claims=[claim_view(c, shelf) for c in shelf.claims],
        attributions=[plain(a) for a in look.attributions(case, document.id)],
        mentions=[plain(m) for m in look.mentions(case, document.id)],
        actors={a.id: a.name for a in look.actors(case, named).values()}, history=history, last=last,
        read=read(case, [document.id]),
    )  # fmt: skip


def answers(shelf: Shelf) -> list[Answer]:
    """One row a source: what it says to whether, who, how many, where and when."""
    by_source: dict[str, list[Claim]] = {}
    for claim in shelf.claims:
        by_source.setdefault(source_of(claim, shelf), []).append(claim)
    return [
        Answer(
            source=source, kind=own[0].source.kind if own[0].source else None, origin=own[0].source is not None,
            happened=_joined(_happened(c) for c in own), who=_joined(_who(c) for c in own),
            how_many=_joined(tolls([h for h in c.harm if h.numbered]) or None for c in own),
            where=_joined(c.place.name if c.place else None for c in own),
            when=_joined(_day(c.when) for c in own), claims=[c.id for c in own],
        )
        for source, own in by_source.items()
    ]  # fmt: skip


def _happened(claim: Claim) -> str:
    if claim.polarity == "denied":
        return "no (denies)" if claim.stance == "denies" else "no"
    yes = {"happened": "yes", "ongoing": "yes, goes on", "planned": "planned", "hypothetical": "perhaps"}[claim.status]
    return yes if claim.stance == "reports" else f"{yes} ({claim.stance})"


def _who(claim: Claim) -> str | None:
    names = [p.name for p in claim.participants if p.role == "initiator"]
    if not names:
        return None
    return ("not " if claim.polarity == "denied" else "") + ", ".join(names)


def _day(when: When | None) -> str | None:
    return day(when) if when else None


def _joined(values: Iterable[str | None]) -> str | None:
    return " · ".join(dict.fromkeys(v for v in values if v)) or None


def differing(rows: Sequence[Answer]) -> list[str]:
    """The questions to which two sources that answer at all give different answers."""
    questions = ("happened", "who", "how_many", "where", "when")
    return [q for q in questions if len({getattr(r, q) for r in rows if getattr(r, q)}) > 1]


def read(case: Casefile, documents: Sequence[str]) -> list[Read]:
    """When these reports were read, by which versions, in order."""
    return [Read(report=r.report, at=r.at, version=r.version) for r in look.readings(case, documents)]


def source_of(claim: Claim, shelf: Shelf) -> str:
    """The name of who says so; the publisher where it speaks on its own authority."""
    return speaker(claim, shelf.documents.get(claim.document)) or "the report itself"


def held(case: Casefile, place: str | None, words: str | None) -> list[str]:
    """Ids of the places that somebody holds, by their names; of this id or name, with these words in their name or in
    that of a holder."""
    wanted = folded(words or "")
    rows = look.held(case)
    names = {a.id: a.name for a in look.actors(case, {r.holder for r in rows}).values()} if wanted else {}
    chosen = {
        r.place: folded(r.name) for r in rows
        if (not place or place in (r.place, r.name))
        and (not wanted or wanted in folded(r.name) or wanted in folded(names.get(r.holder, r.holder)))
    }  # fmt: skip
    return sorted(chosen, key=lambda p: (chosen[p], p))


def holdings(case: Casefile, found: Sequence[Holding]) -> list[HoldingView]:
    """Who holds what, according to whom."""
    shelf = look.shelf(case, list(dict.fromkeys(c for h in found for c in (*h.claims, *h.contested_by))), text=False)
    said = {c.id: source_of(c, shelf) for c in shelf.claims}
    names = {a.id: a.name for a in look.actors(case, [h.holder for h in found]).values()}
    return [
        HoldingView(
            place=plain(h.place), holder=names.get(h.holder, h.holder), start=h.start, end=h.end,
            claims=list(h.claims), contested_by=list(h.contested_by),
            sources=[said.get(c, "") for c in h.claims], rivals=[said.get(c, "") for c in h.contested_by],
        )
        for h in found
    ]  # fmt: skip


def acts(rows: Sequence[Judgement]) -> tuple[list[Act], int]:
    """Judgements as they are shown, and the number of the newest. ``rows`` has with each what undid it."""
    force = {j.id for j in standing(rows)}
    shown = [
        Act(
            id=j.id, at=j.at, author=j.author, kind=j.kind, target=j.target, claims=list(j.claims), field=j.field,
            value=j.value, reason=j.reason, undone=j.id not in force and j.kind != "undo",
        )
        for j in rows
    ]  # fmt: skip
    return shown, max((j.id for j in rows), default=0)


def plain(record: Any) -> dict[str, Any]:
    """A record as the contract's JSON."""
    found: dict[str, Any] = msgspec.to_builtins(record)
    return found

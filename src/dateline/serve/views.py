"""Records -> what the page shows. Figures and days in words come from one place, ``dateline.casefile``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.casefile import Judgement
from dateline.casefile.diff import figures
from dateline.casefile.show import day, tolls
from dateline.model import Claim, Incident, When
from dateline.serve.desk import Index
from dateline.serve.shapes import (
    Act,
    Answer,
    ClaimView,
    Day,
    HoldingView,
    IncidentView,
    Point,
    ReportView,
    Row,
)  # fmt: skip

# Kilometres that a precision leaves open, for a circle on the map in place of a false point.
RADIUS = {"exact": 0.0, "near": 10.0, "area": 25.0, "admin2": 40.0, "admin1": 100.0, "country": 300.0}
_CONTEXT = 240  # characters before and after the evidence


def row(incident: Incident, index: Index) -> Row:
    place, when = incident.place, incident.when
    return Row(
        id=incident.id, title=incident.title, type=incident.type, place=place.name if place else None,
        country=place.country if place else None, lat=place.lat if place else None, lon=place.lon if place else None,
        precision=place.precision if place else None, start=when.start if when else None,
        end=when.end if when else None, killed=toll(incident, "killed"), injured=toll(incident, "injured"),
        claims=len(incident.claims), reports=len(incident.documents), origins=incident.origins,
        grade=incident.grade.code if incident.grade else None, disputed=[d.field for d in incident.disputes],
        updated=bool(incident.updates), reviewed=incident.id in index.world.reviewed, sources=index.sources(incident),
    )  # fmt: skip


def toll(incident: Incident, effect: str) -> str | None:
    """The widest group's figure in words: all, else civilians, else the first that is there."""
    found = {h.group: h for h in incident.harm if h.effect == effect}
    for group in ("all", "civilians", *found):
        if group in found:
            h = found[group]
            return figures(h.low, h.best, h.high)
    return None


def point(incident: Incident) -> Point | None:
    place = incident.place
    if place is None or place.lat is None or place.lon is None:
        return None
    killed = [h.best or h.low for h in incident.harm if h.effect == "killed" and h.group in ("all", "civilians")]
    return Point(
        id=incident.id, lat=place.lat, lon=place.lon, type=incident.type, radius=RADIUS.get(place.precision, 0.0),
        killed=next((k for k in killed if k is not None), None), disputed=bool(incident.disputes),
    )  # fmt: skip


def days(incidents: Iterable[Incident]) -> tuple[list[Day], int]:
    """Incidents by their first day, in order, and how many have none."""
    count: dict[str, list[int]] = {}
    without = 0
    for incident in incidents:
        start = incident.when.start if incident.when else None
        if start is None:
            without += 1
            continue
        entry = count.setdefault(start, [0, 0])
        entry[0] += 1
        entry[1] += bool(incident.disputes)
    return [Day(day=d, incidents=n, disputed=x) for d, (n, x) in sorted(count.items())], without


def claim_view(claim: Claim, index: Index) -> ClaimView:
    document = index.documents[claim.document]
    start, end = claim.evidence.start, claim.evidence.end
    text = document.text
    head = text.rfind("\n", max(0, start - _CONTEXT), start) + 1 or max(0, start - _CONTEXT)
    stop = text.find("\n", end, end + _CONTEXT)
    people = {role: [p.name for p in claim.participants if p.role == role] for role in ("initiator", "target")}
    return ClaimView(
        claim=plain(claim), report=document.id, publisher=document.publisher, published=document.published,
        title=document.title, before=text[head:start], after=text[end : stop if stop >= 0 else end + _CONTEXT],
        state=index.world.states.get(claim.id), initiators=people["initiator"], targets=people["target"],
        tolls=tolls(claim.harm),
    )  # fmt: skip


def incident_view(incident: Incident, index: Index) -> IncidentView:
    claims = index.claims_of(incident)
    rows = answers(claims, index)
    acts = index.touching(incident.claims, incident.id)
    return IncidentView(
        key=index.key, row=row(incident, index), incident=plain(incident), answers=rows, differing=differing(rows),
        claims=[claim_view(c, index) for c in claims], history=[act(j, index) for j in acts],
        last=max((j.id for j in acts), default=0),
    )  # fmt: skip


def report_view(document: str, index: Index) -> ReportView:
    claims = index.by_document.get(document, [])
    output = index.world.output
    acts = index.touching((c.id for c in claims), document)
    return ReportView(
        key=index.key, document=plain(index.documents[document]), claims=[claim_view(c, index) for c in claims],
        attributions=[plain(a) for a in output.attributions if a.document == document],
        mentions=[plain(m) for m in output.mentions if m.document == document],
        actors=index.actors, history=[act(j, index) for j in acts], last=max((j.id for j in acts), default=0),
    )  # fmt: skip


def answers(claims: Sequence[Claim], index: Index) -> list[Answer]:
    """One row a source: what it says to whether, who, how many, where and when."""
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        by_source.setdefault(index.source_of(claim), []).append(claim)
    return [
        Answer(
            source=source, kind=own[0].source.kind if own[0].source else None, origin=own[0].source is not None,
            happened=_joined(_happened(c) for c in own), who=_joined(_who(c) for c in own),
            how_many=_joined(tolls(c.harm) or None for c in own),
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


def holdings(index: Index, place: str | None) -> list[HoldingView]:
    """Who holds what; of one place (by id or name) or of all."""
    out = []
    for h in index.world.output.holdings:
        if place and place not in (h.place.id, h.place.name):
            continue
        said = dict.fromkeys(index.source_of(index.claims[c]) for c in h.claims if c in index.claims)
        out.append(
            HoldingView(
                place=plain(h.place), holder=index.actors.get(h.holder, h.holder), start=h.start, end=h.end,
                claims=list(h.claims), contested_by=list(h.contested_by), sources=list(said),
            )
        )  # fmt: skip
    return out


def act(judgement: Judgement, index: Index) -> Act:
    j = judgement
    return Act(
        id=j.id, at=j.at, author=j.author, kind=j.kind, target=j.target, claims=list(j.claims), field=j.field,
        value=j.value, reason=j.reason, undone=j.id not in index.in_force and j.kind != "undo",
    )  # fmt: skip


def plain(record: Any) -> dict[str, Any]:
    """A record as the contract's JSON."""
    found: dict[str, Any] = msgspec.to_builtins(record)
    return found

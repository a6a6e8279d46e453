"""An incident or a claim as plain text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.casefile import look
from dateline.casefile.judgements import standing
from dateline.casefile.words import day, figures, source_name, tolls
from dateline.errors import UsageError
from dateline.model import Claim, Harm, Incident

if TYPE_CHECKING:
    from dateline.casefile.brief import Brief
    from dateline.casefile.store import Casefile


def find_incident(case: Casefile, ref: str) -> Incident:
    """An incident by its id, by the beginning of it, or by one of its claims. Raises UsageError for none or several."""
    try:
        identity, claims = look.named(case, ref)
    except UsageError as e:
        raise UsageError(f"there is no incident to show: {e}") from e
    found = look.incident(case, (look.home(case, identity) or "") if claims == (identity,) else identity)
    if found is None:
        raise UsageError(f"{identity!r} is no incident in this casefile")
    return found


def find_claim(case: Casefile, ref: str) -> Claim:
    identity, _ = look.named(case, ref)
    found, _ = look.claims(case, [identity])
    if not found:
        raise UsageError(f"{identity!r} is no claim in this casefile")
    return found[0]


def line(brief: Brief, reviewed: bool) -> str:
    """One incident on one line."""
    marks = [m for m, on in (("disputed", brief.disputes), ("reviewed", reviewed)) if on]
    parts = [
        brief.id, day(brief.when), brief.type, brief.place.name if brief.place else "no place", brief.tolls,
        f"{brief.claims} claims, {brief.origins} origins", brief.title, " ".join(marks),
    ]  # fmt: skip
    return "  ".join(p for p in parts if p)


def incident_text(incident: Incident, case: Casefile) -> str:
    """The incident with who says what."""
    shelf = look.shelf(case, incident.claims, text=False)
    documents = shelf.documents
    place = incident.place
    out = [
        f"{incident.title}",
        f"  id         {incident.id}",
        f"  type       {incident.type}",
        f"  date       {day(incident.when)}",
    ]
    if place:
        where = ", ".join(p for p in (place.name, place.admin1, place.country) if p)
        point = f" ({place.lat:.4f}, {place.lon:.4f})" if place.lat is not None and place.lon is not None else ""
        out.append(f"  place      {where}{point}, precision {place.precision}")
    for p in incident.participants:
        out.append(f"  {p.role:10} {p.name}")
    if incident.grade:
        out.append(f"  grade      {incident.grade.code}: {'; '.join(incident.grade.reasons)}")
    out.append(f"  origins    {incident.origins} independent, in {len(incident.documents)} reports")
    for h in incident.harm:
        out.append(f"  {h.effect} ({h.group}): {figures(h.low, h.best, h.high)}")
        for s in h.by_source:
            out.append(
                f"      {figures(s.low, s.best, s.high):14} {s.source or 'the report itself'}  [{', '.join(s.claims)}]"
            )
    for dispute in incident.disputes:
        out.append(f"  in dispute: {dispute.field}")
        out += [f"      {v.value}  [{', '.join(v.claims)}]" for v in dispute.values]
    for u in incident.updates:
        out.append(f"  update: {u.field} {u.from_} → {u.to}  [{', '.join(u.claims)}]")
    out.append("  claims")
    for c in shelf.claims:
        words = " ".join(c.evidence.text.split())
        said = f"{c.stance}{' not' if c.polarity == 'denied' else ''}"
        document = documents.get(c.document)
        who = source_name(c.source, document.publisher if document else None)
        state = f" ({shelf.states[c.id]})" if c.id in shelf.states else ""
        out.append(f"    {c.id}{state}  {who} {said}: “{words}”")
        if document:
            out.append(
                f"        {document.publisher or 'no publisher'}, {document.published or 'no date'}, {document.uri}"
            )
    for note in standing(look.about(case, incident.claims, incident.id)):
        if note.kind == "note":
            out.append(f"  note by {note.author}, {note.at[:10]}: {note.reason}")
    return "\n".join(out)


def claim_text(claim: Claim, case: Casefile) -> str:
    """The claim in its context, each field with the rule that gave it, what was judged, and why it was joined."""
    document = look.documents(case, [claim.document])[claim.document]
    text, e = document.text, claim.evidence
    paper = f"{document.publisher or 'no publisher'}, {document.published or 'no date'}"
    before, after = text[max(0, e.start - 120) : e.start], text[e.end : e.end + 120]
    out = [
        f"{claim.id}  {claim.type}, {claim.stance}, {claim.polarity}, {claim.status}",
        f"  in       {document.title or document.uri} ({paper})",
        f"  words    …{' '.join(before.split())} [{' '.join(e.text.split())}] {' '.join(after.split())}…",
        f"  trigger  “{claim.trigger.text}” at {claim.trigger.start}–{claim.trigger.end}",
        f"  source   {source_name(claim.source, document.publisher)}",
        f"  place    {claim.place.name + ' (' + claim.place.precision + ')' if claim.place else 'none'}",
        f"  date     {day(claim.when)}",
    ]
    out += [f"  {p.role:8} {p.name}" for p in claim.participants]
    out += [f"  harm     {tolls([h])}{_words(h)}" for h in claim.harm]
    if claim.means or claim.struck:
        out.append(f"  by       {', '.join(claim.means) or '-'}; struck {', '.join(claim.struck) or '-'}")
    for reason in claim.why:
        words = f" “{reason.span.text}”" if reason.span else ""
        other = f" (else: {', '.join(reason.alternatives)})" if reason.alternatives else ""
        out.append(f"  because  {reason.field}: {reason.rule}{words}{other}")
    for j in look.about(case, [claim.id]):
        if claim.id in (*j.claims, *j.others):
            out.append(f"  judged   {j.at[:10]} {j.author}: {j.kind} {j.field or ''} {j.reason}".rstrip())
    incident = look.incident(case, claim.incident) if claim.incident else None
    if incident:
        out.append(f"  in incident {incident.id}: {incident.title}")
        for link in incident.links:
            if claim.id in (link.left, link.right):
                other = link.right if link.left == claim.id else link.left
                out.append(f"    joined with {other}: weight {link.weight:.2f}; {', '.join(link.evidence)}")
    return "\n".join(out)


def _words(harm: Harm) -> str:
    return f" “{harm.span.text}”" if harm.span else ""

"""An incident or a claim as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dateline.casefile.diff import figures
from dateline.casefile.judgements import Judgement
from dateline.casefile.view import World
from dateline.errors import UsageError
from dateline.model import Claim, Harm, Incident, Record, Source, When

R = TypeVar("R", Incident, Claim)


def find(records: Iterable[R], ref: str, what: str) -> R:
    """The record whose id is ``ref`` or begins with it. Raises UsageError for none or several."""
    found = [r for r in records if r.id == ref] or [r for r in records if ref and r.id.startswith(ref)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"there is no {what} {ref!r} in this casefile")
    raise UsageError(f"{ref!r} is the beginning of {len(found)} {what} ids: {', '.join(r.id for r in found[:5])} …")


def find_incident(world: World, ref: str) -> Incident:
    """An incident by its id, by the beginning of it, or by one of its claims."""
    for incident in world.output.incidents:
        if ref in incident.claims:
            return incident
    return find(world.output.incidents, ref, "incident")


def find_claim(world: World, ref: str) -> Claim:
    return find(world.output.claims, ref, "claim")


def day(when: When | None) -> str:
    """A date or a range of dates; "no date" where none is known."""
    if when is None:
        return "no date"
    return when.start if when.start == when.end else f"{when.start} to {when.end}"


def tolls(harm: Sequence[Record]) -> str:
    """Killed 12–15, injured at least 30 (children: killed 3)."""
    parts = []
    for h in harm:
        group = "" if getattr(h, "group", "all") == "all" else f" {getattr(h, 'group', '')}"
        parts.append(f"{getattr(h, 'effect', '')}{group} {figures(h.low, h.best, h.high)}")  # type: ignore[attr-defined]
    return ", ".join(parts)


def source_name(source: Source | None, publisher: str | None) -> str:
    """A source with its carriers; the publisher where it speaks on its own authority."""
    if source is None:
        return publisher or "the report itself"
    return source.name + (f", via {', '.join(source.via)}" if source.via else "")


def line(incident: Incident, world: World) -> str:
    """One incident on one line."""
    marks = [m for m, on in (("disputed", incident.disputes), ("reviewed", incident.id in world.reviewed)) if on]
    parts = [
        incident.id, day(incident.when), incident.type, incident.place.name if incident.place else "no place",
        tolls([h for h in incident.harm if h.group == "all"] or incident.harm),
        f"{len(incident.claims)} claims, {incident.origins} origins", incident.title, " ".join(marks),
    ]  # fmt: skip
    return "  ".join(p for p in parts if p)


def incident_text(incident: Incident, world: World) -> str:
    """The incident with who says what."""
    claims = {c.id: c for c in world.output.claims}
    documents = {d.id: d for d in world.output.documents}
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
    for c in (claims[i] for i in incident.claims if i in claims):
        words = " ".join(c.evidence.text.split())
        said = f"{c.stance}{' not' if c.polarity == 'denied' else ''}"
        document = documents.get(c.document)
        who = source_name(c.source, document.publisher if document else None)
        state = f" ({world.states[c.id]})" if c.id in world.states else ""
        out.append(f"    {c.id}{state}  {who} {said}: “{words}”")
        if document:
            out.append(
                f"        {document.publisher or 'no publisher'}, {document.published or 'no date'}, {document.uri}"
            )
    for note in world.notes.get(incident.id, ()):
        out.append(f"  note by {note.author}, {note.at[:10]}: {note.reason}")
    return "\n".join(out)


def claim_text(claim: Claim, world: World, rows: Sequence[Judgement]) -> str:
    """The claim in its context, each field with the rule that gave it, what was judged, and why it was joined."""
    document = next(d for d in world.output.documents if d.id == claim.document)
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
    for j in rows:
        if claim.id in (*j.claims, *j.others):
            out.append(f"  judged   {j.at[:10]} {j.author}: {j.kind} {j.field or ''} {j.reason}".rstrip())
    incident = next((i for i in world.output.incidents if i.id == claim.incident), None)
    if incident:
        out.append(f"  in incident {incident.id}: {incident.title}")
        for link in incident.links:
            if claim.id in (link.left, link.right):
                other = link.right if link.left == claim.id else link.left
                out.append(f"    joined with {other}: weight {link.weight:.2f}; {', '.join(link.evidence)}")
    return "\n".join(out)


def _words(harm: Harm) -> str:
    return f" “{harm.span.text}”" if harm.span else ""

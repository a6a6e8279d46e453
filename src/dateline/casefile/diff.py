"""What changed between two views of the world, by incident: tolls, disputes, sources, grade.

Incidents are matched by the words that their claims stand on (document and place in the text), not by ids: another
version of the program may give other ids to the same claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.casefile.words import figures
from dateline.model import Claim, Incident, IncidentHarm

if TYPE_CHECKING:
    from dateline.casefile.view import World


@dataclass(frozen=True, slots=True)
class Change:
    """One incident's change. ``what``: new | gone | changed. ``lines``: what differs, in plain words."""

    what: str
    before: str | None
    after: str | None
    title: str
    lines: tuple[str, ...] = ()


def diff(old: World, new: World) -> list[Change]:
    """Changes from old to new in the order of the new incidents, those gone at the end."""
    marks_old, marks_new = _marks(old), _marks(new)
    pairs = _matched(old.output.incidents, new.output.incidents, marks_old, marks_new)
    before = {i.id: i for i in old.output.incidents}
    names_old, names_new = _names(old), _names(new)
    changes = []
    for incident in new.output.incidents:
        match = pairs.get(incident.id)
        if match is None:
            changes.append(Change("new", None, incident.id, incident.title, tuple(_toll_lines((), incident.harm))))
            continue
        lines = _lines(before[match], incident, names_old, names_new)
        if lines:
            changes.append(Change("changed", match, incident.id, incident.title, tuple(lines)))
    kept = set(pairs.values())
    changes += [Change("gone", i.id, None, i.title) for i in old.output.incidents if i.id not in kept]
    return changes


def _marks(world: World) -> Mapping[str, frozenset[tuple[str, int]]]:
    """Incident id -> where its claims' triggers stand."""
    claims = {c.id: c for c in world.output.claims}
    return {
        i.id: frozenset((claims[c].document, claims[c].trigger.start) for c in i.claims if c in claims)
        for i in world.output.incidents
    }


def _matched(
    old: Iterable[Incident],
    new: Iterable[Incident],
    marks_old: Mapping[str, frozenset[tuple[str, int]]],
    marks_new: Mapping[str, frozenset[tuple[str, int]]],
) -> dict[str, str]:
    """New incident id -> old incident id: the pair that shares most comes first, each incident is used once."""
    holders: dict[tuple[str, int], list[str]] = {}
    for incident in old:
        for mark in sorted(marks_old[incident.id]):
            holders.setdefault(mark, []).append(incident.id)
    shared: Counter[tuple[str, str]] = Counter()
    for incident in new:
        for mark in marks_new[incident.id]:
            shared.update((incident.id, o) for o in holders.get(mark, ()))
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for (n, o), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if n not in pairs and o not in used:
            pairs[n] = o
            used.add(o)
    return pairs


def _names(world: World) -> Mapping[str, Claim]:
    return {c.id: c for c in world.output.claims}


def _lines(
    before: Incident, after: Incident, claims_old: Mapping[str, Claim], claims_new: Mapping[str, Claim]
) -> list[str]:
    lines = [
        f"{name}: {a or 'none'} → {b or 'none'}"
        for name, a, b in (
            ("type", before.type, after.type),
            ("place", before.place and before.place.name, after.place and after.place.name),
            ("date", _when(before), _when(after)),
            ("grade", before.grade and before.grade.code, after.grade and after.grade.code),
        )
        if a != b
    ]
    lines += _toll_lines(before.harm, after.harm)
    old_disputes, new_disputes = _disputes(before), _disputes(after)
    lines += [f"new dispute on {f}: {v}" for f, v in new_disputes.items() if old_disputes.get(f) != v]
    lines += [f"no longer in dispute: {f}" for f in old_disputes if f not in new_disputes]
    old_sources, new_sources = _sources(before, claims_old), _sources(after, claims_new)
    lines += [f"new source: {s}" for s in new_sources if s not in old_sources]
    lines += [f"source gone: {s}" for s in old_sources if s not in new_sources]
    if before.origins != after.origins:
        lines.append(f"independent origins: {before.origins} → {after.origins}")
    return lines


def _when(incident: Incident) -> str | None:
    when = incident.when
    return None if when is None else when.start if when.start == when.end else f"{when.start} to {when.end}"


def _toll_lines(before: Iterable[IncidentHarm], after: Iterable[IncidentHarm]) -> list[str]:
    old = {(h.effect, h.group): figures(h.low, h.best, h.high) for h in before}
    new = {(h.effect, h.group): figures(h.low, h.best, h.high) for h in after}
    return [
        f"{effect}, {group}: {old.get((effect, group), 'none')} → {new.get((effect, group), 'none')}"
        for effect, group in dict.fromkeys([*new, *old])
        if old.get((effect, group)) != new.get((effect, group))
    ]


def _disputes(incident: Incident) -> dict[str, str]:
    return {d.field: " / ".join(v.value for v in d.values) for d in incident.disputes}


def _sources(incident: Incident, claims: Mapping[str, Claim]) -> list[str]:
    names = (claims[c].source for c in incident.claims if c in claims)
    return list(dict.fromkeys(s.name if s else "the publisher" for s in names))

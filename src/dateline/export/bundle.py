"""What is exported: the chosen incidents with their claims, reports and actors, names left out as asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

import msgspec

from dateline.casefile.records import AT_A_TIME, Lately, Loaded, Records, Report, Size
from dateline.casefile.select import Selection
from dateline.casefile.view import World
from dateline.export import codes
from dateline.export.names import PERSON, Names, Policy
from dateline.flat import total
from dateline.model import Claim, Document, Effect, Harm, Holding, Incident, IncidentHarm, Participant, SourceToll

T = TypeVar("T")
STATE_KINDS = frozenset(
    {"state", "state_forces", "government", "police", "security_forces", "military", "foreign_state"}
)


class LeftOut(Exception):
    """A format has no room for this incident; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people with its ends; ``low <= best <= high``, all given."""

    low: int
    best: int
    high: int


class Incidents:
    """The chosen incidents, from the casefile each time they are passed over; some hundreds in memory at a time."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def __iter__(self) -> Iterator[Incident]:
        return self._bundle.pass_over()

    def __len__(self) -> int:
        return self._bundle.size.incidents


class Claims:
    """The claims of the chosen incidents in the order of the reports; without a selection all claims."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    def __iter__(self) -> Iterator[Claim]:
        return (claim for report in self._bundle.reports() for claim in report.claims)

    def __len__(self) -> int:
        return self._bundle.size.claims


@dataclass
class Bundle:
    """The chosen part of a world. ``left_out`` counts what a format has no room for: reason -> number."""

    source: Records | World
    selection: Selection = field(default_factory=Selection)
    policy: Policy = "roles"
    left_out: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records: Records = Loaded(self.source) if isinstance(self.source, World) else self.source
        self.names = Names(self.records, self.policy)
        self.actors = self.records.actors
        self._claims = Lately(self.records.claims, 5000)
        self._documents = Lately(self.records.documents, 5000)
        self._told = Lately(self._load_told, 5000)
        self.incidents, self.claims = Incidents(self), Claims(self)
        self.everything = self.selection == Selection()
        self._chosen: set[str] = set()
        self._used: set[str] = set()
        self.size = self.records.size() if self.everything else self._choose()

    def _choose(self) -> Size:
        claims = reviewed = 0
        for incident in self.records.incidents(self.selection):
            self._chosen.add(incident.id)
            self._used.update(incident.documents)
            claims += len(incident.claims)
            reviewed += incident.id in self.records.reviewed
        return Size(len(self._chosen), reviewed, claims, len(self._used))

    def pass_over(self) -> Iterator[Incident]:
        """The chosen incidents, their claims and reports at hand."""
        found = self.records.incidents(self.selection)
        while some := list(islice(found, AT_A_TIME)):
            self._claims.many([c for i in some for c in i.claims])
            self.names.expect(list(self._documents.many([d for i in some for d in i.documents])))
            for incident in some:
                yield self._without_names(incident)

    def reports(self) -> Iterator[Report]:
        """The reports of the chosen incidents with the claims of these; without a selection all reports."""
        for report in self.records.reports(None if self.everything else self._used):
            self.names.hold(report.document)
            if self.everything:
                yield report
            else:
                yield replace(report, claims=tuple(c for c in report.claims if c.incident in self._chosen))

    def each(self, make: Callable[[Incident], T]) -> Iterator[T]:
        """What ``make`` gives for each incident; those for which it raises LeftOut are counted by reason."""
        for incident in self.incidents:
            try:
                yield make(incident)
            except LeftOut as e:
                self.left_out[str(e)] = self.left_out.get(str(e), 0) + 1

    def claims_of(self, incident: Incident) -> list[Claim]:
        return list(self._claims.many(incident.claims).values())

    def documents_of(self, incident: Incident) -> list[Document]:
        """Without their texts."""
        return list(self._documents.many(incident.documents).values())

    def told(self, incidents: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """Title, as it may be shown, and grade of these incidents."""
        return self._told.many(incidents)

    def _load_told(self, ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        found = self.records.named(ids)
        return {i.id: (self.names.phrase(i.title), i.grade.code if i.grade else None) for i in found}

    def shown(self, claims: Collection[str]) -> list[Claim]:
        """Those of these claims that are chosen."""
        found = self._claims.many(claims).values()
        return [c for c in found if self.everything or c.incident in self._chosen]

    def holdings(self) -> Iterator[Holding]:
        """Those of which a chosen claim says so."""
        return (h for h in self.records.holdings() if self.shown(h.claims))

    def document(self, identity: str) -> Document | None:
        return self._documents.get(identity)

    # People and parties

    def _without_names(self, incident: Incident) -> Incident:
        """The incident with the words that joining wrote of it (title, values, sources) as they may be shown."""
        phrase, change = self.names.phrase, msgspec.structs.replace
        return change(
            incident,
            title=phrase(incident.title),
            harm=tuple(
                change(h, by_source=tuple(change(s, source=self._teller(s)) for s in h.by_source))
                for h in incident.harm
            ),
            disputes=tuple(
                change(d, values=tuple(change(v, value=phrase(v.value)) for v in d.values)) for d in incident.disputes
            ),
            updates=tuple(change(u, from_=phrase(u.from_), to=phrase(u.to)) for u in incident.updates),
        )

    def _teller(self, toll: SourceToll) -> str | None:
        """Who gives a figure, as it may be named."""
        sources = [c.source for c in self._claims.many(toll.claims).values()]
        named = next((s for s in sources if s is not None), None)
        return self.names.source(named) if named else toll.source

    def party(self, participant: Participant) -> str:
        """A party's name; a private person's becomes "person"."""
        actor = self.actors.get(participant.actor or "")
        return self.names.actor(actor) if actor else self.names.loose(participant.name)

    def parties(self, incident: Incident, *roles: str) -> list[Participant]:
        """The incident's participants in these roles, each party once."""
        seen: dict[str, Participant] = {}
        for p in incident.participants:
            if p.role in roles:
                seen.setdefault(p.actor or p.name.lower(), p)
        return list(seen.values())

    def others(self, incident: Incident, acting: list[Participant], *roles: str) -> list[Participant]:
        """Those in these roles who do not act themselves; a party that the reports put on both sides stays with the
        first."""
        first = {p.actor or p.name.lower() for p in acting}
        return [p for p in self.parties(incident, *roles) if (p.actor or p.name.lower()) not in first]

    def kind(self, participant: Participant) -> str:
        """The kind of a party. One without a row among the actors goes by its last word; people are civilians."""
        actor = self.actors.get(participant.actor or "")
        if actor:
            return actor.kind if actor.kind != PERSON else "civilians"
        return str(codes.table("people").get(participant.name.lower().rpartition(" ")[2], "civilians"))

    def sources(self, incident: Incident) -> list[str]:
        """Who says so, each once, publishers where no one else is named."""
        named = []
        for claim in self.claims_of(incident):
            document = self.document(claim.document)
            named.append(self.names.source(claim.source) or (document and (document.publisher or document.uri)) or "")
        return [n for n in dict.fromkeys(named) if n]

    # Numbers

    def toll(self, harm: Iterable[IncidentHarm], effect: Effect) -> Toll | None:
        """All who suffered an effect, by the rule of ``dateline.flat.total``; open ends closed with what is known."""
        return closed(*self.ends(harm, effect))

    def ends(self, harm: Iterable[IncidentHarm], effect: Effect) -> tuple[int | None, int | None, int | None]:
        """The same with its ends left open: low, best, high."""
        return total([Harm(effect=h.effect, group=h.group, low=h.low, high=h.high, best=h.best) for h in harm], effect)


def closed(low: int | None, best: int | None, high: int | None) -> Toll | None:
    """A toll without open ends: an unknown best is the low end, an unknown end is the best."""
    known = [n for n in (low, best, high) if n is not None]
    if not known:
        return None
    middle = best if best is not None else low if low is not None else known[0]
    bottom = middle if low is None else min(low, middle)
    return Toll(bottom, middle, middle if high is None else max(high, middle))


def told(incident: Incident, claims: Iterable[Claim]) -> bool:
    """Does at least one claim say that it happened (not planned, not only denied)?"""
    return any(c.polarity == "affirmed" and c.status in ("happened", "ongoing") for c in claims)


def reference_day(start: str, end: str) -> str:
    """The middle of a span of days, as ACLED dates an event of a known week or month."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return (first + timedelta(days=(last - first).days // 2)).isoformat()


def days(start: str, end: str) -> int:
    """How many days a span has, both ends counted."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def number(identity: str, digits: int) -> int:
    """A whole number of at most ``digits`` digits from an id, the same every time."""
    tail = identity.rpartition("_")[2]
    try:
        value = int(tail, 16)
    except ValueError:
        value = int.from_bytes(tail.encode(), "big")
    return int(value % 10**digits)


def valid_point(lat: float | None, lon: float | None) -> bool:
    """Is this a point on Earth?"""
    return (
        lat is not None
        and lon is not None
        and math.isfinite(lat)
        and math.isfinite(lon)
        and abs(lat) <= 90
        and abs(lon) <= 180
    )

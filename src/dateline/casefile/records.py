"""The world's records for whoever passes over all of them: some hundreds of reports in memory at a time.

:class:`Stored` reads them from a casefile, :class:`Loaded` from a world that is in memory; both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from dateline.casefile import look, part, view
from dateline.casefile.select import Selection
from dateline.casefile.store import Casefile, encode
from dateline.casefile.view import World
from dateline.model import Actor, Claim, Document, Holding, Incident, Producer, Span
from dateline.version import __version__

K = TypeVar("K")
V = TypeVar("V")
AT_A_TIME = 200  # so many reports or incidents are loaded together


class Seen(Protocol):
    """A mention, as much of it as finding names needs."""

    @property
    def span(self) -> Span: ...
    @property
    def ref(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its text, its claims as judged and its mentions."""

    document: Document
    claims: tuple[Claim, ...]
    mentions: Sequence[Seen] = ()


class Size(NamedTuple):
    incidents: int
    reviewed: int
    claims: int
    documents: int  # of those that have claims


class Records(Protocol):
    """``actors`` by id; ``reviewed``: ids of incidents; ``states`` of claims; ``reliability`` of sources."""

    @property
    def producer(self) -> Producer: ...
    @property
    def actors(self) -> Mapping[str, Actor]: ...
    @property
    def reviewed(self) -> Collection[str]: ...
    @property
    def states(self) -> Mapping[str, str]: ...
    @property
    def reliability(self) -> Mapping[str, str]: ...

    def size(self) -> Size: ...

    def incidents(self, selection: Selection) -> Iterator[Incident]:
        """Those asked for, in the world's order."""
        ...

    def named(self, ids: Sequence[str]) -> list[Incident]:
        """These incidents."""
        ...

    def reports(self, only: Collection[str] | None = None, *, mentions: bool = False) -> Iterator[Report]:
        """All reports in the world's order, or these."""
        ...

    def claims(self, ids: Sequence[str]) -> dict[str, Claim]: ...

    def documents(self, ids: Sequence[str]) -> dict[str, Document]:
        """Reports without their text."""
        ...

    def texts(self, ids: Sequence[str]) -> dict[str, str]: ...

    def mentions(self) -> Iterator[Seen]: ...

    def holdings(self) -> Iterator[Holding]: ...


class Loaded:
    """The records of a world that is in memory."""

    def __init__(self, world: World) -> None:
        output = world.output
        self.producer, self.reviewed, self.states = output.producer, world.reviewed, world.states
        self.reliability = world.reliability
        self.actors = {a.id: a for a in output.actors}
        self._output = output
        self._claims = {c.id: c for c in output.claims}
        self._documents = {d.id: d for d in output.documents}
        self._incidents = {i.id: i for i in output.incidents}
        self._told: dict[str, list[Claim]] = {}
        for claim in output.claims:
            self._told.setdefault(claim.document, []).append(claim)

    @cached_property
    def _of_report(self) -> dict[str, list[Seen]]:
        found: dict[str, list[Seen]] = {}
        for mention in self._output.mentions:
            found.setdefault(mention.document, []).append(mention)
        return found

    def size(self) -> Size:
        o = self._output
        reviewed = sum(i.id in self.reviewed for i in o.incidents)
        return Size(len(o.incidents), reviewed, len(o.claims), len(self._told))

    def incidents(self, selection: Selection) -> Iterator[Incident]:
        return (i for i in self._output.incidents if selection.matches(i, i.id in self.reviewed))

    def named(self, ids: Sequence[str]) -> list[Incident]:
        return [self._incidents[i] for i in ids if i in self._incidents]

    def reports(self, only: Collection[str] | None = None, *, mentions: bool = False) -> Iterator[Report]:
        for d in self._output.documents:
            if only is None or d.id in only:
                seen = self._of_report.get(d.id, ()) if mentions else ()
                yield Report(d, tuple(self._told.get(d.id, ())), seen)

    def claims(self, ids: Sequence[str]) -> dict[str, Claim]:
        return {i: self._claims[i] for i in ids if i in self._claims}

    def documents(self, ids: Sequence[str]) -> dict[str, Document]:
        return {i: self._documents[i] for i in ids if i in self._documents}

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        return {i: self._documents[i].text for i in ids if i in self._documents}

    def mentions(self) -> Iterator[Seen]:
        return iter(self._output.mentions)

    def holdings(self) -> Iterator[Holding]:
        return iter(self._output.holdings)


class _Seen(msgspec.Struct, frozen=True, gc=False):
    span: Span
    ref: str | None = None


class Stored:
    """The records of the newest world of a casefile. To be used within one snapshot of it."""

    def __init__(self, case: Casefile) -> None:
        self._case = case
        newest = view.newest(case)
        self._world = newest.id if newest else 0
        self._mention = msgspec.json.Decoder(_Seen).decode

    @cached_property
    def producer(self) -> Producer:
        if not self._case.query("SELECT 1 FROM readings LIMIT 1"):
            return Producer(version=__version__, model="", ontology="", gazetteer="")
        return self._case.producer()

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return look.actors(self._case)

    @cached_property
    def reviewed(self) -> frozenset[str]:
        rows = self._case.query("SELECT id FROM incident_rows WHERE world = ? AND reviewed", self._world)
        return frozenset(r[0] for r in rows)

    @cached_property
    def states(self) -> dict[str, str]:
        rows = self._case.query(
            "SELECT claim, state FROM world_claims WHERE world = ? AND state IS NOT NULL", self._world
        )
        return {r[0]: r[1] for r in rows}

    @cached_property
    def reliability(self) -> dict[str, str]:
        rows = self._case.query("SELECT source, reliability FROM world_sources WHERE world = ?", self._world)
        return {r[0]: r[1] for r in rows}

    def size(self) -> Size:
        incidents = self._case.query("SELECT count(*) FROM incident_rows WHERE world = ?", self._world)[0][0]
        claims, documents = self._case.query(
            f"SELECT count(*), count(DISTINCT ordinal / {part.WIDE}) FROM world_claims "
            "WHERE world = ? AND incident IS NOT NULL",
            self._world,
        )[0]
        return Size(incidents, len(self.reviewed), claims, documents)

    def incidents(self, selection: Selection) -> Iterator[Incident]:
        if selection != Selection():
            yield from look.each(self._case, look.chosen(self._case, selection))
        else:
            yield from view.incidents(self._case)

    def named(self, ids: Sequence[str]) -> list[Incident]:
        return look.incidents(self._case, ids)

    def reports(self, only: Collection[str] | None = None, *, mentions: bool = False) -> Iterator[Report]:
        rows = self._case.connection.execute(
            "SELECT d.id FROM documents d WHERE EXISTS (SELECT 1 FROM readings r WHERE r.document = d.id) ORDER BY d.no"
            if only is None
            else "SELECT d.id FROM json_each(?) k CROSS JOIN documents d ON d.id = k.value ORDER BY d.no",
            () if only is None else (encode(list(only)),),
        )
        while ids := [r[0] for r in islice(rows, AT_A_TIME)]:
            yield from self._reports(ids, mentions)

    def _reports(self, ids: Sequence[str], mentions: bool) -> Iterator[Report]:
        loaded = part.load(self._case, ids)
        homes, copies = self._homes(list(loaded.claims)), self._copies(ids)
        seen = self._seen(list(loaded.readings.values())) if mentions else {}
        for reading in loaded.settled.readings:
            document = reading.document
            claims = (msgspec.structs.replace(c, incident=homes.get(c.id)) for c in reading.claims)
            yield Report(
                msgspec.structs.replace(document, copies_of=copies.get(document.id)), tuple(claims),
                seen.get(loaded.readings[document.id], ()),
            )  # fmt: skip

    def _homes(self, claims: Sequence[str]) -> dict[str, str | None]:
        return self._column("world_claims", "claim", "incident", claims)

    def _copies(self, documents: Sequence[str]) -> dict[str, str | None]:
        return self._column("world_documents", "document", "copies_of", documents)

    def _column(self, table: str, key: str, column: str, ids: Sequence[str]) -> dict[str, str | None]:
        rows = self._case.query(
            f"SELECT w.{key}, w.{column} FROM json_each(?) k CROSS JOIN {table} w ON w.world = ? AND w.{key} = k.value",
            encode(ids), self._world,
        )  # fmt: skip
        return {r[0]: r[1] for r in rows}

    def _seen(self, readings: Sequence[int]) -> dict[int, list[_Seen]]:
        found: dict[int, list[_Seen]] = {}
        for reading, record in self._case.connection.execute(
            "SELECT m.reading, m.record FROM json_each(?) k CROSS JOIN mention_rows m ON m.reading = k.value "
            "ORDER BY m.reading, m.ordinal",
            (encode(readings),),
        ):
            found.setdefault(reading, []).append(self._mention(record))
        return found

    def claims(self, ids: Sequence[str]) -> dict[str, Claim]:
        return {c.id: c for c in look.claims(self._case, ids)[0]}

    def documents(self, ids: Sequence[str]) -> dict[str, Document]:
        return look.documents(self._case, ids, text=False)

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        rows = self._case.query(
            "SELECT d.id, d.text FROM json_each(?) k CROSS JOIN documents d ON d.id = k.value", encode(ids)
        )
        return {r[0]: r[1] for r in rows}

    def mentions(self) -> Iterator[Seen]:
        for row in self._case.connection.execute(
            "SELECT m.record FROM current_readings r CROSS JOIN mention_rows m ON m.reading = r.id"
        ):
            yield self._mention(row[0])

    def holdings(self) -> Iterator[Holding]:
        decoder = msgspec.json.Decoder(Holding)
        for row in self._case.connection.execute(
            "SELECT record FROM holding_rows WHERE world = ? ORDER BY place, ordinal", (self._world,)
        ):
            yield decoder.decode(row[0])


class Lately(Generic[K, V]):
    """What was asked for lately; the rest is loaded again. ``load`` gives those of the keys that are there."""

    def __init__(self, load: Callable[[Sequence[K]], Mapping[K, V]], most: int) -> None:
        self._load, self._most = load, most
        self._held: dict[K, V] = {}

    def many(self, keys: Collection[K]) -> dict[K, V]:
        """Those of the keys that are there, in their order."""
        missing = [k for k in dict.fromkeys(keys) if k not in self._held]
        if missing:
            loaded = self._load(missing)
            out = {k: self._held.get(k, loaded.get(k)) for k in keys}
            self._held.update(loaded)
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]
            return {k: v for k, v in out.items() if v is not None}
        return {k: self._held[k] for k in keys}

    def get(self, key: K) -> V | None:
        return self.many([key]).get(key)

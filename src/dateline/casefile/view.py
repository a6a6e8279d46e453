"""The view of the world as it is kept in the casefile: what joining made of claims and judgements.

The world is derived. It is written beside the claims so that any SQLite tool can query it through the views
(``incidents``, ``tolls``, ``disputes`` ...). A judgement and a new report change the rows that they touch
(``dateline.judging``); another version of the program throws the world away and makes it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dateline.casefile import db, kept
from dateline.casefile.brief import brief, speaker
from dateline.casefile.judgements import Judgement, Settled, judgements
from dateline.casefile.part import WIDE
from dateline.casefile.store import Casefile, encode
from dateline.model import Document, Holding, Incident, Output


@dataclass(frozen=True, slots=True)
class World:
    """The contract's records after judgements, and what was judged.

    ``states``: claim id -> accepted | corrected | rejected | added (a rejected claim is not in ``output``).
    ``reviewed``: ids of the incidents whose claims were all accepted or corrected.
    ``notes``: id of a claim, incident or document -> remarks.
    """

    output: Output
    states: Mapping[str, str] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset()
    notes: Mapping[str, list[Judgement]] = field(default_factory=dict)
    reliability: Mapping[str, str] = field(default_factory=dict)


def make(output: Output, settled: Settled) -> World:
    """The world from what joining gave and from what people settled."""
    reviewed = frozenset(i.id for i in output.incidents if i.claims and all(c in settled.states for c in i.claims))
    return World(output, settled.states, reviewed, settled.notes, settled.decisions.reliability)


class Newest(NamedTuple):
    """The stored world: its number, the program version that made it, and the key of what it was made of."""

    id: int
    version: str
    key: str


def newest(case: Casefile) -> Newest | None:
    rows = case.query("SELECT id, version, key FROM worlds ORDER BY id DESC LIMIT 1")
    return Newest(*rows[0]) if rows else None


def fresh(case: Casefile, version: str) -> bool:
    """Is the stored world that of the stored claims and judgements, made by this version?"""
    stored = newest(case)
    return stored is not None and stored.key == case.key(version)


class Pending(NamedTuple):
    """What the stored world does not know yet: judgements, and reports of which there are new readings, these in the
    order in which they came. ``read``: the last reading that it knows; ``last``: the last that it knows with these,
    None for all there are."""

    judgements: list[Judgement]
    readings: list[tuple[int, str]]
    read: int
    last: int | None = None

    @property
    def documents(self) -> list[str]:
        return sorted({document for _, document in self.readings})

    def first(self, most: int) -> Pending:
        """As much of it as is taken in at a time: all, or so many of the readings."""
        if len(self.readings) <= most:
            return self
        return self._replace(readings=self.readings[:most], last=self.readings[most - 1][0])


def pending(case: Casefile, version: str) -> Pending | None:
    """What the stored world lacks; None where there is none of this version, or not all that is asked for was kept."""
    stored = newest(case)
    if stored is None or stored.version != version:
        return None
    then, now = stored.key.split(" "), case.key(version).split(" ")
    if (
        len(then) < 4
        or then[3:] != now[3:]
        or any(int(a[1:]) > int(b[1:]) for a, b in zip(then[:3], now[:3], strict=True))
    ):
        return None
    if not case.query("SELECT 1 FROM joined_around WHERE world = ?", stored.id):
        return None
    read = int(then[1][1:])
    rows = case.query("SELECT id, document FROM readings WHERE id > ? ORDER BY id", read)
    return Pending(judgements(case, after=int(then[2][1:])), [(r["id"], r["document"]) for r in rows], read)


def save(
    case: Casefile, world: World, settled: Settled, key: str, readings: Mapping[str, int], left: kept.Left
) -> None:
    """Replaces the world of this program version. ``readings``: document id -> number of its current reading;
    ``left``: what joining left behind."""
    version, output, connection = key.rpartition(" v")[2], world.output, case.connection
    with db.guarded(case.path), db.transaction(connection):
        for row in connection.execute("SELECT id FROM worlds WHERE version = ?", (version,)).fetchall():
            for table in ("world_documents", "world_claims", "world_sources", "incident_rows", "holding_rows"):
                connection.execute(f"DELETE FROM {table} WHERE world = ?", (row["id"],))
            connection.execute("DELETE FROM joined_around WHERE world = ?", (row["id"],))
            connection.execute("DELETE FROM worlds WHERE id = ?", (row["id"],))
        number = connection.execute(
            "INSERT INTO worlds (version, key, built) VALUES (?, ?, ?)", (version, key, case.clock())
        ).lastrowid
        assert number is not None
        numbers = {r["id"]: r["no"] for r in connection.execute("SELECT id, no FROM documents")}
        documents = {d.id: d for d in output.documents}
        home = {c: i.id for i in output.incidents for c in i.claims}
        rows = list(claim_rows(settled, numbers, readings, documents))
        connection.executemany(
            "INSERT INTO world_claims (world, claim, reading, ordinal, incident, state, record, source) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((number, r.claim, r.reading, r.ordinal, home.get(r.claim), r.state, r.record, r.source) for r in rows),
        )
        connection.executemany(
            "INSERT INTO world_documents VALUES (?, ?, ?)", ((number, d.id, d.copies_of) for d in output.documents)
        )
        connection.executemany(
            "INSERT INTO world_sources VALUES (?, ?, ?)", ((number, s, r) for s, r in world.reliability.items())
        )
        ordinals = {r.claim: r.ordinal for r in rows}
        claims = {c.id: c for c in output.claims}
        connection.executemany(
            "INSERT INTO incident_rows (world, ordinal, id, reviewed, record, brief) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, min(ordinals[c] for c in i.claims), i.id, int(i.id in world.reviewed), encode(i),
                 encode(brief(i, (claims[c] for c in i.claims), documents, numbers)))
                for i in output.incidents
            ),
        )  # fmt: skip
        connection.executemany("INSERT INTO holding_rows VALUES (?, ?, ?, ?)", holding_rows(number, output.holdings))
        kept.save(case, number, left, numbers)
        connection.execute("INSERT INTO world_steps (world, gone, come) VALUES (?, '[]', '[]')", (number,))


class ClaimRow(NamedTuple):
    """A claim in the world, but for its incident. Added claims have reading 0; rejected ones have no ordinal."""

    claim: str
    reading: int
    ordinal: int
    state: str | None
    record: str | None
    source: str


def claim_rows(
    settled: Settled, numbers: Mapping[str, int], readings: Mapping[str, int], documents: Mapping[str, Document]
) -> Iterator[ClaimRow]:
    """The rows of these readings' claims, those rejected at the end."""
    mended = settled.corrected.keys() | settled.added.keys()
    here = set()
    for reading in settled.readings:
        document = reading.document.id
        for n, c in enumerate(reading.claims):
            here.add(c.id)
            yield ClaimRow(
                c.id, 0 if c.id in settled.added else readings[document], numbers[document] * WIDE + n,
                settled.states.get(c.id), encode(c) if c.id in mended else None, speaker(c, documents.get(document)),
            )  # fmt: skip
    for claim, state in settled.states.items():
        if claim not in here:
            yield ClaimRow(claim, 0, 0, state, None, "")


def holding_rows(world: int, holdings: Iterable[Holding]) -> Iterator[tuple[int, str, int, str]]:
    """Holdings as rows, numbered by place in the order in which they come."""
    seen: Counter[str] = Counter()
    for holding in holdings:
        place = holding.place.id
        yield (world, place, seen[place], encode(holding))
        seen[place] += 1


def incidents(case: Casefile) -> Iterator[Incident]:
    """The incidents of the newest stored world, one after the other."""
    decoder = msgspec.json.Decoder(Incident)
    with db.guarded(case.path):
        for row in case.connection.execute(
            "SELECT record FROM incident_rows WHERE world = (SELECT id FROM current_world) ORDER BY ordinal"
        ):
            yield decoder.decode(row["record"])


def holdings(case: Casefile, place: str | None = None) -> list[Holding]:
    """The holdings of the newest stored world; of one place (its id) or of all."""
    decoder = msgspec.json.Decoder(Holding)
    rows = case.query(
        "SELECT record FROM holding_rows WHERE world = (SELECT id FROM current_world) AND (? IS NULL OR place = ?) "
        "ORDER BY place, ordinal",
        place, place,
    )  # fmt: skip
    return [decoder.decode(r["record"]) for r in rows]


def load(case: Casefile, settled: Settled, output: Output) -> World:
    """The newest stored world. ``output`` brings documents, actors, mentions, claims and attributions of ``settled``;
    what joining had added to them is put back from the file."""
    copies = {
        r["document"]: r["copies_of"]
        for r in case.query(
            "SELECT document, copies_of FROM world_documents "
            "WHERE world = (SELECT id FROM current_world) AND copies_of IS NOT NULL"
        )
    }
    homes = {
        r["claim"]: r["incident"]
        for r in case.query("SELECT claim, incident FROM world_claims WHERE world = (SELECT id FROM current_world)")
    }
    whole = msgspec.structs.replace(
        output,
        documents=tuple(
            msgspec.structs.replace(d, copies_of=copies[d.id]) if d.id in copies else d for d in output.documents
        ),
        claims=tuple(msgspec.structs.replace(c, incident=homes.get(c.id)) for c in output.claims),
        incidents=tuple(incidents(case)),
        holdings=tuple(holdings(case)),
    )
    return make(whole, settled)

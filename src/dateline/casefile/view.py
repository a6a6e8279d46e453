"""The view of the world as it is kept in the casefile: what joining made of claims and judgements.

The world is derived. It is written beside the claims so that any SQLite tool can query it through the views
(``incidents``, ``tolls``, ``disputes`` ...), and thrown away and made again when a claim or a judgement is added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dateline.casefile import db
from dateline.casefile.judgements import Judgement, Settled
from dateline.casefile.store import Casefile, encode
from dateline.model import Claim, Holding, Incident, Output


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


def fresh(case: Casefile, version: str) -> bool:
    """Is the stored world that of the stored claims and judgements, made by this version?"""
    rows = case.query("SELECT key FROM worlds ORDER BY id DESC LIMIT 1")
    return bool(rows) and rows[0]["key"] == case.key(version)


def inputs(settled: Settled, readings: Mapping[str, int]) -> str:
    """A hash of all that joining sees: which readings, and what people changed in them or decided for it."""
    rejected = sorted(c for c, state in settled.states.items() if state == "rejected")
    changed = sorted((settled.corrected | settled.added).items())
    decided = settled.decisions
    parts = [sorted(readings.items()), rejected, changed, decided.same, decided.apart, decided.reliability]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def joined_before(case: Casefile, version: str, given: str) -> bool:
    """Has this version joined exactly this, last time?"""
    rows = case.query("SELECT version, joined FROM worlds ORDER BY id DESC LIMIT 1")
    return bool(rows) and (rows[0]["version"], rows[0]["joined"]) == (version, given)


def restate(case: Casefile, world: World, key: str) -> None:
    """Keeps the newest world as joined and writes only what people said of its claims."""
    with db.guarded(case.path), db.transaction(case.connection):
        number = case.connection.execute("SELECT id FROM current_world").fetchone()["id"]
        case.connection.execute("UPDATE world_claims SET state = NULL WHERE world = ?", (number,))
        case.connection.executemany(
            "UPDATE world_claims SET state = ? WHERE world = ? AND claim = ?",
            [(state, number, claim) for claim, state in world.states.items()],
        )
        case.connection.execute("UPDATE incident_rows SET reviewed = 0 WHERE world = ?", (number,))
        case.connection.executemany(
            "UPDATE incident_rows SET reviewed = 1 WHERE world = ? AND id = ?",
            [(number, incident) for incident in sorted(world.reviewed)],
        )
        case.connection.execute("UPDATE worlds SET key = ?, built = ? WHERE id = ?", (key, case.clock(), number))


def save(case: Casefile, world: World, settled: Settled, key: str, readings: Mapping[str, int]) -> None:
    """Replaces the world of this program version. ``readings``: document id -> number of its current reading."""
    version, output, connection = key.rpartition(" v")[2], world.output, case.connection
    with db.guarded(case.path), db.transaction(connection):
        for row in connection.execute("SELECT id FROM worlds WHERE version = ?", (version,)).fetchall():
            for table in ("world_documents", "world_claims", "world_sources", "incident_rows", "holding_rows"):
                connection.execute(f"DELETE FROM {table} WHERE world = ?", (row["id"],))
            connection.execute("DELETE FROM worlds WHERE id = ?", (row["id"],))
        number = connection.execute(
            "INSERT INTO worlds (version, key, built, joined) VALUES (?, ?, ?, ?)",
            (version, key, case.clock(), inputs(settled, readings)),
        ).lastrowid
        _save_claims(case, number, world, settled, readings)
        connection.executemany(
            "INSERT INTO world_documents VALUES (?, ?, ?)", [(number, d.id, d.copies_of) for d in output.documents]
        )
        connection.executemany(
            "INSERT INTO world_sources VALUES (?, ?, ?)", [(number, s, r) for s, r in world.reliability.items()]
        )
        connection.executemany(
            "INSERT INTO incident_rows (world, ordinal, id, reviewed, record) VALUES (?, ?, ?, ?, ?)",
            [(number, n, i.id, int(i.id in world.reviewed), encode(i)) for n, i in enumerate(output.incidents)],
        )
        connection.executemany(
            "INSERT INTO holding_rows (world, ordinal, record) VALUES (?, ?, ?)",
            [(number, n, encode(h)) for n, h in enumerate(output.holdings)],
        )


def _save_claims(
    case: Casefile, number: int | None, world: World, settled: Settled, readings: Mapping[str, int]
) -> None:
    mended = settled.corrected.keys() | settled.added.keys()
    rows = [
        (number, c.id, 0 if c.id in settled.added else readings[c.document], n, c.incident, world.states.get(c.id),
         encode(msgspec.structs.replace(c, incident=None)) if c.id in mended else None)
        for n, c in enumerate(world.output.claims)
    ]  # fmt: skip
    here = {c.id for c in world.output.claims}
    rows += [(number, c, 0, 0, None, s, None) for c, s in settled.states.items() if c not in here]
    case.connection.executemany("INSERT INTO world_claims VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def incidents(case: Casefile, version: str | None = None) -> list[Incident]:
    """The incidents of the newest stored world, or of the one that a program version left behind."""
    rows = case.query(
        "SELECT record FROM incident_rows WHERE world = (SELECT max(id) FROM worlds WHERE ? IS NULL OR version = ?) "
        "ORDER BY ordinal",
        version, version,
    )  # fmt: skip
    decoder = msgspec.json.Decoder(Incident)
    return [decoder.decode(r["record"]) for r in rows]


def load(case: Casefile, settled: Settled, output: Output) -> World:
    """The newest stored world. ``output`` brings documents, actors, mentions, claims and attributions of ``settled``;
    what joining had added to them is put back from the file."""
    copies = {
        r["document"]: r["copies_of"]
        for r in case.query(
            "SELECT document, copies_of FROM world_documents WHERE world = (SELECT id FROM current_world)"
        )
    }
    order: dict[str, int] = {}
    incident: dict[str, str | None] = {}
    for row in case.query(
        "SELECT claim, ordinal, incident FROM world_claims WHERE world = (SELECT id FROM current_world)"
    ):
        order[row["claim"]], incident[row["claim"]] = row["ordinal"], row["incident"]
    claims: list[Claim] = sorted(output.claims, key=lambda c: order.get(c.id, 0))
    decoder = msgspec.json.Decoder(Holding)
    holdings = case.query(
        "SELECT record FROM holding_rows WHERE world = (SELECT id FROM current_world) ORDER BY ordinal"
    )
    whole = msgspec.structs.replace(
        output,
        documents=tuple(msgspec.structs.replace(d, copies_of=copies.get(d.id)) for d in output.documents),
        claims=tuple(msgspec.structs.replace(c, incident=incident.get(c.id)) for c in claims),
        incidents=tuple(incidents(case)),
        holdings=tuple(decoder.decode(r["record"]) for r in holdings),
    )
    return make(whole, settled)

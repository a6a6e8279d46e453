"""Single records of the stored world, looked up without loading the rest. All of them ask the newest world."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dateline.casefile.brief import Brief
from dateline.casefile.judgements import Judgement, Seen, rows_about
from dateline.casefile.select import Selection
from dateline.casefile.store import Casefile, decode_mention, encode
from dateline.errors import UsageError
from dateline.model import Actor, Attribution, Claim, Document, Incident, Mention

_NOW = "(SELECT id FROM current_world)"
_ORDER = "INDEXED BY incident_rows_by_ordinal"  # else all rows are sorted, records and all
_CLAIM = msgspec.json.Decoder(Claim)
_BRIEF = msgspec.json.Decoder(Brief)
_INCIDENT = msgspec.json.Decoder(Incident)
_DOCUMENT = msgspec.json.Decoder(Document)
_ACTOR = msgspec.json.Decoder(Actor)
_ATTRIBUTION = msgspec.json.Decoder(Attribution)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some claims in order, with their reports (without the text, unless asked for) and what people said of them."""

    claims: list[Claim]
    documents: dict[str, Document]
    states: dict[str, str] = field(default_factory=dict)


def claims(case: Casefile, ids: Collection[str], *, rejected: bool = False) -> tuple[list[Claim], dict[str, str]]:
    """These claims as judged, in the order of the ids, and their states. Rejected claims (as they were read) only where
    they are asked for."""
    asked = encode(list(ids))
    rows = case.query(
        "SELECT w.claim, w.incident, w.state, coalesce(w.record, c.record) AS record FROM json_each(?) k "
        f"CROSS JOIN world_claims w ON w.world = {_NOW} AND w.claim = k.value "
        "LEFT JOIN claim_rows c ON c.id = w.claim AND c.reading = CASE WHEN w.reading > 0 THEN w.reading ELSE "
        "(SELECT max(r.id) FROM readings r JOIN claim_rows x ON x.document = r.document AND x.id = w.claim) END "
        "ORDER BY k.key",
        asked,
    )
    found = [
        msgspec.structs.replace(_CLAIM.decode(r["record"]), incident=r["incident"])
        for r in rows
        if r["record"] is not None and (rejected or r["incident"] is not None)
    ]
    return found, {r["claim"]: r["state"] for r in rows if r["state"]}


def documents(case: Casefile, ids: Collection[str], *, text: bool = True) -> dict[str, Document]:
    """Reports by id, with ``copies_of`` as joining found it."""
    rows = case.query(
        f"SELECT d.record, {'d.text' if text else 'NULL'} AS text, w.copies_of FROM json_each(?) k "
        "CROSS JOIN documents d ON d.id = k.value "
        f"LEFT JOIN world_documents w ON w.world = {_NOW} AND w.document = d.id",
        encode(list(dict.fromkeys(ids))),
    )
    found = (
        msgspec.structs.replace(_DOCUMENT.decode(r["record"]), text=r["text"] or "", copies_of=r["copies_of"])
        for r in rows
    )
    return {d.id: d for d in found}


def shelf(case: Casefile, ids: Collection[str], *, text: bool = True, rejected: bool = False) -> Shelf:
    found, states = claims(case, ids, rejected=rejected)
    return Shelf(found, documents(case, [c.document for c in found], text=text), states)


def claims_in(case: Casefile, document: str) -> list[str]:
    """The ids of a report's claims in the order of its text, those rejected and those added by people too."""
    rows = case.query(
        f"SELECT w.claim, w.ordinal, c.ordinal AS place FROM claim_rows c JOIN world_claims w ON w.world = {_NOW} "
        "AND w.claim = c.id WHERE c.document = ? AND c.reading = (SELECT max(id) FROM readings WHERE document = ?)",
        document, document,
    )  # fmt: skip
    added = [j.target for j in rows_about(case, [document]) if j.kind == "add"]
    more = case.query(
        f"SELECT w.claim FROM json_each(?) k CROSS JOIN world_claims w ON w.world = {_NOW} AND w.claim = k.value "
        "WHERE w.reading = 0 AND w.incident IS NOT NULL",
        encode(added),
    )
    read = [r["claim"] for r in sorted(rows, key=lambda r: r["place"])]
    return list(dict.fromkeys([*read, *(r["claim"] for r in more)]))


def mentions(case: Casefile, document: str) -> list[Mention]:
    return [decode_mention(r["record"]) for r in _of_reading(case, "mention_rows", document)]


def attributions(case: Casefile, document: str) -> list[Attribution]:
    return [_ATTRIBUTION.decode(r["record"]) for r in _of_reading(case, "attribution_rows", document)]


class ReadAt(NamedTuple):
    """When a report was read, by which version of the program."""

    report: str
    at: str
    version: str


def readings(case: Casefile, documents: Collection[str]) -> list[ReadAt]:
    """All readings of these reports, in order."""
    rows = case.query(
        "SELECT r.document, r.read_at, p.version FROM json_each(?) k CROSS JOIN readings r ON r.document = k.value "
        "JOIN producers p ON p.id = r.producer ORDER BY r.id",
        encode(list(documents)),
    )
    return [ReadAt(*r) for r in rows]


def _of_reading(case: Casefile, table: str, document: str) -> list[sqlite3.Row]:
    return case.query(
        f"SELECT record FROM {table} WHERE reading = (SELECT max(id) FROM readings WHERE document = ?) "
        "ORDER BY ordinal",
        document,
    )


def actors(case: Casefile, ids: Iterable[str] | None = None) -> dict[str, Actor]:
    """Actors by id; all of them, or these."""
    if ids is None:
        rows = case.query("SELECT record FROM joined_actors ORDER BY id")
    else:
        rows = case.query(
            "SELECT a.record FROM json_each(?) k CROSS JOIN joined_actors a ON a.id = k.value", encode(sorted(set(ids)))
        )
    return {a.id: a for a in (_ACTOR.decode(r["record"]) for r in rows)}


def incident(case: Casefile, identity: str) -> Incident | None:
    rows = case.query(f"SELECT record FROM incident_rows WHERE world = {_NOW} AND id = ?", identity)
    return _INCIDENT.decode(rows[0]["record"]) if rows else None


def reviewed(case: Casefile, identity: str) -> bool:
    return bool(case.query(f"SELECT 1 FROM incident_rows WHERE world = {_NOW} AND id = ? AND reviewed", identity))


def incidents(case: Casefile, ids: Collection[str]) -> list[Incident]:
    """These incidents, in the order of the ids."""
    rows = case.query(
        f"SELECT i.record FROM json_each(?) k CROSS JOIN incident_rows i ON i.world = {_NOW} AND i.id = k.value "
        "ORDER BY k.key",
        encode(list(ids)),
    )
    return [_INCIDENT.decode(r["record"]) for r in rows]


def each(case: Casefile, ids: Sequence[str], most: int = 500) -> Iterator[Incident]:
    """These incidents, in the order of the ids, some hundreds of them in memory at a time."""
    for at in range(0, len(ids), most):
        yield from incidents(case, ids[at : at + most])


def successor(case: Casefile, identity: str) -> str | None:
    """The incident in which the claims of one that is no more stand now, as far back as the steps are kept."""
    for _ in range(100):
        rows = case.query(
            "SELECT come FROM world_steps WHERE gone LIKE '%\"' || ? || '\"%' ORDER BY step DESC LIMIT 1", identity
        )
        come = msgspec.json.decode(rows[0]["come"]) if rows else []
        if not come:
            return None
        identity = str(come[0])
        if case.query(f"SELECT 1 FROM incident_rows WHERE world = {_NOW} AND id = ?", identity):
            return identity
    return None


def home(case: Casefile, claim: str) -> str | None:
    """The incident in which a claim stands."""
    rows = case.query(f"SELECT incident FROM world_claims WHERE world = {_NOW} AND claim = ?", claim)
    return rows[0]["incident"] if rows else None


class Held(NamedTuple):
    place: str
    name: str
    holder: str


def held(case: Casefile) -> list[Held]:
    """Who holds which place, without the rest."""
    rows = case.query(
        "SELECT DISTINCT place, json_extract(record, '$.place.name'), json_extract(record, '$.holder') "
        f"FROM holding_rows WHERE world = {_NOW}"
    )
    return [Held(*r) for r in rows]


def briefs(case: Casefile, ids: Collection[str] | None = None) -> Iterator[tuple[int, bool, Brief]]:
    """(ordinal, reviewed, brief) of all incidents, or of these, as they lie in the file: in no order that says
    anything, since to look each up by its ordinal takes five times as long."""
    if ids is None:
        found = case.connection.execute(f"SELECT ordinal, reviewed, brief FROM incident_rows WHERE world = {_NOW}")
    else:
        sql = (
            "SELECT i.ordinal, i.reviewed, i.brief FROM json_each(?) k "
            f"CROSS JOIN incident_rows i ON i.world = {_NOW} AND i.id = k.value"
        )
        found = case.connection.execute(sql, (encode(list(ids)),))
    for row in found:
        yield row["ordinal"], bool(row["reviewed"]), _BRIEF.decode(row["brief"])


def chosen(case: Casefile, selection: Selection) -> list[str]:
    """The ids of the incidents asked for, in the world's order."""
    if selection == Selection():
        sql = f"SELECT id FROM incident_rows {_ORDER} WHERE world = {_NOW} ORDER BY ordinal, id"
        return [row["id"] for row in case.connection.execute(sql)]
    matching = ((n, b.id) for n, seen, b in briefs(case) if selection.matches(b, seen))
    return [identity for _, identity in sorted(matching)]


def choose(case: Casefile, selection: Selection, most: int = 500) -> Iterator[tuple[bool, Brief]]:
    """The incidents asked for in the world's order, some hundreds of them in memory at a time: (reviewed, brief)."""
    if selection == Selection():
        sql = f"SELECT reviewed, brief FROM incident_rows {_ORDER} WHERE world = {_NOW} ORDER BY ordinal, id"
        yield from ((bool(r["reviewed"]), _BRIEF.decode(r["brief"])) for r in case.connection.execute(sql))
        return
    ids = chosen(case, selection)
    for at in range(0, len(ids), most):
        some = sorted(briefs(case, ids[at : at + most]), key=lambda found: (found[0], found[2].id))
        yield from ((seen, brief) for _, seen, brief in some)


def named(case: Casefile, ref: str) -> tuple[str, tuple[str, ...]]:
    """The full id that ``ref`` is or begins, and the claims that it stands for (a document stands for none).

    Raises UsageError for what is not there, or for the beginning of several ids.
    """
    exact = _named(case, "= ?", ref)
    found = exact or (_named(case, "BETWEEN ? AND ?", ref, ref + chr(1114111)) if ref else [])
    if len(found) != 1:
        several = "is the beginning of several ids" if found else "is no claim, incident or document"
        raise UsageError(f"{ref!r} {several} in this casefile; `dateline incidents` and `dateline search` list them")
    ((identity, kind),) = found
    if kind == "incident":
        one = incident(case, identity)
        return identity, one.claims if one else ()
    return identity, (identity,) if kind == "claim" else ()


def _named(case: Casefile, test: str, *values: str) -> list[tuple[str, str]]:
    rows = case.query(
        f"SELECT claim AS id, 'claim' AS kind FROM world_claims WHERE world = {_NOW} AND claim {test} "
        f"AND incident IS NOT NULL UNION ALL "
        f"SELECT id, 'incident' FROM incident_rows WHERE world = {_NOW} AND id {test} UNION ALL "
        f"SELECT id, 'document' FROM documents WHERE id {test} LIMIT 2",
        *values * 3,
    )
    return [(r["id"], r["kind"]) for r in rows]


class Present(Seen):
    """The stored world as a judgement needs it."""

    def __init__(self, case: Casefile) -> None:
        self._case = case

    def resolve(self, ref: str) -> tuple[str, tuple[str, ...]]:
        return named(self._case, ref)

    def beside(self, chosen: Collection[str]) -> list[str]:
        homes = dict.fromkeys(home(self._case, c) for c in chosen)
        inside = incidents(self._case, [h for h in homes if h])
        return [c for i in inside for c in i.claims if c not in set(chosen)]


def about(case: Casefile, claims: Iterable[str], *targets: str) -> list[Judgement]:
    """The history of these claims and targets: the judgements that name them, and what undid those."""
    return rows_about(case, [*claims, *targets])

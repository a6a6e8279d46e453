"""A part of the casefile: some reports with their claims as judged, without their mentions and attributions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from dateline.casefile.judgements import Settled, rows_about, settle
from dateline.casefile.store import Casefile, encode
from dateline.model import Claim, Document
from dateline.reading import Reading

_CLAIM = msgspec.json.Decoder(Claim)
_DOCUMENT = msgspec.json.Decoder(Document)
WIDE = 1 << 20  # more claims than a report can have: a claim's ordinal is its report's number times this and its place


@dataclass(frozen=True, slots=True)
class Part:
    """Reports by id, settled; ``numbers`` and ``readings``: each report's number and that of its current reading;
    ``as_read``: the reports before they were judged."""

    settled: Settled
    numbers: Mapping[str, int]
    readings: Mapping[str, int]
    as_read: Sequence[Reading] = ()
    claims: dict[str, Claim] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", {c.id: c for r in self.settled.readings for c in r.claims})


def load(case: Casefile, documents: Collection[str], until: int | None = None) -> Part:
    """The current readings of these documents (or those up to this one), as judged by now."""
    asked = encode(list(documents))
    rows = case.query(
        "SELECT d.no, d.id, d.record, d.text, (SELECT max(r.id) FROM readings r WHERE r.document = d.id "
        "AND (? IS NULL OR r.id <= ?)) AS reading "
        "FROM json_each(?) k CROSS JOIN documents d ON d.id = k.value ORDER BY d.no",
        until, until, asked,
    )  # fmt: skip
    rows = [r for r in rows if r["reading"] is not None]
    claims: dict[int, list[Claim]] = {}
    for row in case.query(
        "SELECT c.reading, c.record FROM json_each(?) k CROSS JOIN claim_rows c ON c.reading = k.value "
        "ORDER BY c.reading, c.ordinal",
        encode([r["reading"] for r in rows]),
    ):
        claims.setdefault(row["reading"], []).append(_CLAIM.decode(row["record"]))
    readings = []
    for row in rows:
        document = msgspec.structs.replace(_DOCUMENT.decode(row["record"]), text=row["text"])
        readings.append(Reading(document, (), (), (), tuple(claims.get(row["reading"], ()))))
    refs = [c.id for found in claims.values() for c in found] + list(documents)
    about = rows_about(case, refs)
    added = [j.target for j in about if j.kind == "add"]  # they may have been judged in their turn
    settled = settle(readings, rows_about(case, [*refs, *added]) if added else about)
    numbers, current = {r["id"]: r["no"] for r in rows}, {r["id"]: r["reading"] for r in rows}
    return Part(settled, numbers, current, readings)


def joined(case: Casefile, world: int, documents: Collection[str]) -> set[str]:
    """Those of the documents that are in the world: others may wait to be joined."""
    rows = case.query(
        "SELECT w.document FROM json_each(?) k CROSS JOIN world_documents w ON w.world = ? AND w.document = k.value",
        encode(list(documents)), world,
    )  # fmt: skip
    return {r[0] for r in rows}


def documents_of(case: Casefile, claims: Iterable[str]) -> list[str]:
    """The documents in which these claims stand, read or added."""
    asked = list(claims)
    rows = case.query(
        "SELECT DISTINCT c.document FROM json_each(?) k CROSS JOIN claim_rows c ON c.id = k.value", encode(asked)
    )
    found = {r["document"] for r in rows}
    found |= {str(j.value["document"]) for j in rows_about(case, asked) if j.kind == "add" and j.target in asked}
    return sorted(found)


def headers(case: Casefile, world: int, documents: Collection[str]) -> dict[str, Document]:
    """These documents and those that they repeat, without their text, with ``copies_of`` as joining found it."""
    rows = case.query(
        "WITH asked AS (SELECT value AS id FROM json_each(?)), both AS (SELECT id FROM asked UNION "
        "SELECT w.copies_of FROM asked a CROSS JOIN world_documents w ON w.world = ? AND w.document = a.id "
        "WHERE w.copies_of IS NOT NULL) "
        "SELECT d.record, w.copies_of FROM both b CROSS JOIN documents d ON d.id = b.id "
        "LEFT JOIN world_documents w ON w.world = ? AND w.document = d.id",
        encode(list(documents)), world, world,
    )  # fmt: skip
    found = (msgspec.structs.replace(_DOCUMENT.decode(r["record"]), copies_of=r["copies_of"]) for r in rows)
    return {d.id: d for d in found}

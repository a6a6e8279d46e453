"""A reading as a row of a Parquet file, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.model import Actor, Attribution, Claim, Document, Incident, Mention, Producer
from dateline.reading import Failure, Reading

COLUMNS = (
    "id", "uri", "publisher", "published", "language", "claims_found", "problem", "producer", "document", "actors",
    "mentions", "attributions", "claims", "unresolved_dates",
)  # fmt: skip
SCHEMA = ", ".join(f"{c} {'int' if c in ('claims_found', 'unresolved_dates') else 'string'}" for c in COLUMNS)

Row = dict[str, Any]


def row_of(reading: Reading, producer: Producer) -> Row:
    """The records as JSON, beside them what one asks for most."""
    d = reading.document
    return {
        "id": d.id, "uri": d.uri, "publisher": d.publisher, "published": d.published, "language": d.language,
        "claims_found": len(reading.claims), "problem": reading.problem, "producer": as_json(producer),
        "document": as_json(d), "actors": as_json(reading.actors), "mentions": as_json(reading.mentions),
        "attributions": as_json(reading.attributions), "claims": as_json(reading.claims),
        "unresolved_dates": reading.unresolved_dates,
    }  # fmt: skip


def failed(failure: Failure) -> Row:
    """An input that gave no document: only its address and why."""
    return dict.fromkeys(COLUMNS) | {"uri": failure.uri, "problem": failure.message}


def as_json(record: object) -> str:
    """As the contract writes it."""
    return msgspec.json.encode(record).decode("utf-8")


_DOCUMENT = msgspec.json.Decoder(Document)
_ACTORS = msgspec.json.Decoder(tuple[Actor, ...])
_ATTRIBUTIONS = msgspec.json.Decoder(tuple[Attribution, ...])
_CLAIMS = msgspec.json.Decoder(tuple[Claim, ...])
_RAW = msgspec.json.Decoder(tuple[msgspec.Raw, ...])
_PRODUCER = msgspec.json.Decoder(Producer)


def producer_of(row: Mapping[str, Any]) -> Producer:
    return _PRODUCER.decode(row["producer"])


def reading_of(row: Mapping[str, Any], *, whole: bool = True) -> Reading:
    """The reading of a row; without ``whole`` only what joining needs (no mentions, no attributions)."""
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    if whole:
        from dateline.casefile.store import decode_mention

        mentions = tuple(decode_mention(bytes(m).decode()) for m in _RAW.decode(row["mentions"]))
        attributions = _ATTRIBUTIONS.decode(row["attributions"])
    return Reading(
        document=_DOCUMENT.decode(row["document"]), actors=_ACTORS.decode(row["actors"]), mentions=mentions,
        attributions=attributions, claims=_CLAIMS.decode(row["claims"]), unresolved_dates=row["unresolved_dates"],
        problem=row["problem"],
    )  # fmt: skip


def incident_row(incident: Incident) -> tuple[str, str, str | None, str | None, str | None, int, str]:
    """An incident as JSON, beside it what one asks for most."""
    place, when = incident.place, incident.when
    return (
        incident.id, incident.type, place.name if place else None, place.country if place else None,
        when.start if when else None, len(incident.claims), as_json(incident),
    )  # fmt: skip

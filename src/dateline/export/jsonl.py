"""The contract's records, one a line, each with ``record`` saying what it is. Texts keep their length where names are
masked, so that every span still holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.export.bundle import Bundle
from dateline.model import Claim, Document, Incident


def lines(bundle: Bundle) -> Iterator[bytes]:
    """Producer, documents, actors, claims, incidents, holdings; UTF-8 JSON without the line's end."""
    yield _line("producer", bundle.records.producer)
    for report in bundle.reports():
        yield _line("document", _document(bundle, report.document))
    for actor in bundle.actors.values():
        yield _line("actor", msgspec.structs.replace(actor, name=bundle.names.actor(actor)))
    for claim in bundle.claims:
        yield _line("claim", _claim(bundle, claim))
    for incident in bundle.incidents:
        yield _line("incident", _incident(bundle, incident))
    for holding in bundle.records.holdings() if bundle.everything else ():
        yield _line("holding", holding)


def _line(kind: str, record: Any) -> bytes:
    return msgspec.json.encode({"record": kind, **msgspec.to_builtins(record)})


def _document(bundle: Bundle, document: Document) -> Document:
    return msgspec.structs.replace(
        document, text=bundle.names.text(document.id), title=bundle.names.title(document.id, document.title)
    )


def _claim(bundle: Bundle, claim: Claim) -> Any:
    record: dict[str, Any] = msgspec.to_builtins(claim)
    _mask_spans(bundle, claim.document, record)
    if claim.source is not None:
        record["source"]["name"] = bundle.names.source(claim.source)
        record["source"]["via"] = [bundle.names.phrase(carrier) for carrier in claim.source.via]
    for reason in record["why"]:
        reason["alternatives"] = [bundle.names.phrase(other) for other in reason["alternatives"]]
    for made, participant in zip(record["participants"], claim.participants, strict=True):
        made["name"] = bundle.party(participant)
    return record


def _mask_spans(bundle: Bundle, document: str, value: Any) -> None:
    """Replaces the words of every span below by those of the masked text."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            value["text"] = bundle.names.words(document, value["start"], value["end"])
            return
        for part in value.values():
            _mask_spans(bundle, document, part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _mask_spans(bundle, document, part)


def _incident(bundle: Bundle, incident: Incident) -> Any:
    record: dict[str, Any] = msgspec.to_builtins(incident)
    for made, participant in zip(record["participants"], incident.participants, strict=True):
        made["name"] = bundle.party(participant)
        made["span"] = None  # an incident's parties come from several texts
    return record

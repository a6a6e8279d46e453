"""What the contract promises of every output, whatever was read. Used by several tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from dateline.lexicon import load_toml
from dateline.model import Output, Span


def check_contract(output: Output) -> None:
    """Asserts all that must hold of any output."""
    texts = {d.id: d.text for d in output.documents}
    assert len(texts) == len(output.documents)
    for document in output.documents:
        for dateline in document.datelines:
            _check_span(dateline.span, document.text)
    for record in (*output.mentions, *output.attributions, *output.claims):
        for span in _spans(record):
            _check_span(span, texts[record.document])
    _check_references(output)
    _check_claims(output)
    _check_order(output)
    for value in _strings(msgspec.to_builtins(output)):
        assert value != "", "an empty string stands for nothing; it must be null"
    assert msgspec.json.decode(msgspec.json.encode(output))["schema"] == "dateline/1"


def _check_span(span: Span, text: str) -> None:
    assert 0 <= span.start < span.end <= len(text)
    assert text[span.start : span.end] == span.text


def _check_references(output: Output) -> None:
    actors = {a.id for a in output.actors}
    claims = {c.id for c in output.claims}
    incidents = {i.id: i for i in output.incidents}
    assert len(claims) == len(output.claims)
    assert len(incidents) == len(output.incidents)
    used = {p.actor for c in output.claims for p in c.participants} | {
        c.source.actor for c in output.claims if c.source
    }
    used |= {a for c in output.claims if c.control for a in (c.control.from_, c.control.to, c.control.holder)}
    used |= {p.actor for i in output.incidents for p in i.participants} | {h.holder for h in output.holdings}
    assert used - {None} <= actors
    for claim in output.claims:
        assert claim.incident is not None
        assert claim.id in incidents[claim.incident].claims
    for incident in output.incidents:
        assert set(incident.claims) <= claims
        assert set(incident.documents) == {c.document for c in output.claims if c.incident == incident.id}
    for holding in output.holdings:
        assert {*holding.claims, *holding.contested_by} <= claims


def _check_claims(output: Output) -> None:
    types = load_toml("ontology.toml")["types"]
    for claim in output.claims:
        assert claim.type in types
        assert claim.stance != "denies" or claim.polarity == "denied"
        assert claim.model
        for harm in claim.harm:
            known = [n for n in (harm.low, harm.best, harm.high) if n is not None]
            assert known == sorted(known)
        if claim.when:
            assert date.fromisoformat(claim.when.start) <= date.fromisoformat(claim.when.end)
        if claim.place and claim.place.lat is not None and claim.place.lon is not None:
            assert -90 <= claim.place.lat <= 90
            assert -180 <= claim.place.lon <= 180


def _check_order(output: Output) -> None:
    """Claims by document, then by place in the text; incidents by their first claim."""
    order = {d.id: n for n, d in enumerate(output.documents)}
    places = [(order[c.document], c.evidence.start) for c in output.claims]
    assert places == sorted(places)
    at = {c.id: n for n, c in enumerate(output.claims)}
    firsts = [min(at[c] for c in i.claims) for i in output.incidents]
    assert firsts == sorted(firsts)


def _spans(record: Any) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from _spans(getattr(record, name))
    elif isinstance(record, tuple):
        for item in record:
            yield from _spans(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "text":  # a document's text may be empty
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)

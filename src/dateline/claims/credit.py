"""Who takes credit for a deed under a name that no list knows: "a group named ...", "a unit, the Red Hand,"."""

from __future__ import annotations

from dateline.claims.frames import View
from dateline.claims.roles import nobody
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Participant, Source

BANDS = word_set("deeds.toml", "sides", "bands")


def credited(view: View, source: Source) -> Participant | None:
    """The body that takes credit, by its name where one stands beside the word for it; no leaflet, no caller."""
    span = source.span
    inside = [t for t in view.tokens if span.start <= t.start < span.end] if span is not None else []
    head = next((t for t in inside if t.head not in inside or t.head is t), None)
    if head is None or nobody(head) or not (lemma(head) in BANDS or head.pos == "PROPN"):
        return None
    if any(c.lower == "any" for c in head.children):
        return None
    named = next((c for c in head.children if c.dep == "appos" and (c.pos == "PROPN" or lemma(c) in BANDS)), None)
    if named is None:
        return Participant(role="initiator", name=source.name, span=source.span)
    run = [t for t in named.subtree() if t.i <= named.i and t.pos not in ("DET", "PUNCT")]
    name = " ".join(t.text for t in run)
    return Participant(role="initiator", name=name, span=view.grounded.parsed.slice(run[0].start, named.end))

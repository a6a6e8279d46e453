"""Whose text it is: a ministry's daily briefing, a command's communique, told by its heading."""

from __future__ import annotations

from dateline.claims.sources_names import of_actor
from dateline.lexicon import load_toml
from dateline.model import Source
from dateline.reading import Grounded

_MOST = 24  # words of a heading
_DAILY = frozenset({"daily", "weekly", "spot", "situation", "status", "monthly"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BODIES = frozenset({"official", "military", "armed_group", "un", "ngo", "monitor"})


def issuer(grounded: Grounded) -> Source | None:
    """The body of whose briefing, statement or communique the first line is the heading, where it says no more."""
    parsed = grounded.parsed
    first = parsed.sentences[0] if parsed.sentences else None
    if first is None:
        return None
    words = [t for t in parsed.words(first) if t.text.isalnum()]
    if not words or len(words) > _MOST or any(t.tag in _FINITE for t in words):
        return None
    kinds = [t for t in words if t.lower in _issued() or (t.lower == "report" and _DAILY & {w.lower for w in words})]
    if parsed.tokens[first.last - 1].text in (".", ":") or not kinds:
        return None
    for entity in grounded.inside(first.first, first.last, "actor"):
        if entity.actor is not None and entity.use == "name" and entity.source_kind in _BODIES:
            return of_actor(entity, entity.span)
    return None


def _issued() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["issued"]["words"].split())

"""Whose text it is: a ministry's daily briefing, a command's communique, told by its heading."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.sources_names import of_actor
from dateline.claims.sources_quotes import find_quotes
from dateline.lexicon import load_toml
from dateline.model import Source
from dateline.reading import Grounded, Sentence

_MOST = 24  # words of a heading
_DAILY = frozenset({"daily", "weekly", "spot", "situation", "status", "monthly"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BODIES = frozenset({"official", "military", "armed_group", "un", "ngo", "monitor"})
_FIGHTING = frozenset({"military", "armed_group"})
_WE = frozenset({"we", "our", "ours", "us"})


def issuer(grounded: Grounded) -> Source | None:
    """The body of whose briefing, statement or communique the first line is the heading, where it says no more; or
    the armed body that the head names, where all the text speaks of it as "we"."""
    return _by_heading(grounded) or _by_itself(grounded)


def _by_itself(grounded: Grounded) -> Source | None:
    """ "Northern Front, Second Command, 3 March", and then "our unit", "we released"."""
    parsed = grounded.parsed
    head: list[Sentence] = []
    for sentence in parsed.sentences:
        words = parsed.words(sentence)
        if sum(s.last - s.first for s in head) > _MOST or any(t.tag in _FINITE for t in words):
            break
        head.append(sentence)
    bodies = [
        e
        for s in head
        for e in grounded.inside(s.first, s.last, "actor")
        if e.actor is not None and e.use == "name" and e.source_kind in _FIGHTING
    ]
    if not bodies or len({e.actor.id for e in bodies if e.actor}) > 1 or not _speaks(grounded, parsed.sentences):
        return None
    return of_actor(bodies[0], bodies[0].span)


def _speaks(grounded: Grounded, sentences: Sequence[Sentence]) -> bool:
    """The text speaks of its own side outside of quotes, in more than one sentence."""
    tokens = grounded.parsed.tokens
    said = {t.i for q in find_quotes(grounded.parsed) for t in tokens[q.first : q.last]}
    own = [
        s
        for s in sentences
        if any(t.lower in _WE and t.text != "US" and t.i not in said for t in tokens[s.first : s.last])
    ]
    return len(own) > 1


def _by_heading(grounded: Grounded) -> Source | None:
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

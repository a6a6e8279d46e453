"""Whose text it is: a ministry's daily briefing, a command's communique, told by its heading or its publisher."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.sources_names import of_actor
from dateline.claims.sources_posts import ARMED
from dateline.claims.sources_quotes import find_quotes
from dateline.claims.word_classes import MILITANT_KINDS
from dateline.lexicon import word_set
from dateline.model import Actor, Source
from dateline.reading import Entity, Grounded, Sentence

_MOST = 24  # words of a heading
_DAILY = word_set("source_words.toml", "papers", "daily")
_ISSUED = word_set("cues.toml", "issued", "words")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BODIES = frozenset({"official", "military", "armed_group", "un", "ngo", "monitor"})
_CLOCK = frozenset({"gmt", "utc", "hrs"})  # "SZ081200 (CLANDESTINE) RADIO ... 1830 GMT 8 MAY": no sentence
_WE = frozenset({"we", "our", "ours", "us"})


def issuer(grounded: Grounded) -> Source | None:
    """The body of whose briefing, statement or communique the first line is the heading, where it says no more; or
    the armed body that the head names or that publishes it, where all the text speaks of it as "we"."""
    return _by_heading(grounded) or _by_itself(grounded)


def _by_itself(grounded: Grounded) -> Source | None:
    """ "Northern Front, Second Command, 3 March", and then "our unit", "we released"."""
    parsed = grounded.parsed
    head: list[Sentence] = []
    for sentence in parsed.sentences:
        words = parsed.words(sentence)
        told = any(t.tag in _FINITE for t in words) and not any(t.lower in _CLOCK for t in words)
        if told or sum(s.last - s.first for s in head) > _MOST:
            break
        head.append(sentence)
    bodies = {
        body.id: (body, e)
        for s in head
        for e in grounded.inside(s.first, s.last, "actor")
        if e.use == "name" and e.source_kind in ARMED and (body := _behind(grounded, e)) is not None
    }
    own = grounded.publisher or (next(iter(bodies.values()))[0] if len(bodies) == 1 else None)
    if own is None or not _speaks(grounded, parsed.sentences):
        return None
    first = parsed.sentences[0].first
    span = bodies[own.id][1].span if own.id in bodies else parsed.span(first, first + 1)
    kind = "armed_group" if own.kind in (*MILITANT_KINDS, "political") else "military"
    return Source(name=own.name, kind=kind, actor=own.id, span=span)


def _behind(grounded: Grounded, entity: Entity) -> Actor | None:
    """The body itself; of "Radio Free Ruritania" whose radio it is."""
    actor = entity.actor
    if actor is None or actor.kind not in ("media", "state_media"):
        return actor
    return next((a for a in (*grounded.actors.values(), *grounded.allies) if a.id in actor.allied_with[:1]), actor)


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
    kinds = [t for t in words if t.lower in _ISSUED or (t.lower == "report" and _DAILY & {w.lower for w in words})]
    if parsed.tokens[first.last - 1].text in (".", ":") or not kinds:
        return None
    for entity in grounded.inside(first.first, first.last, "actor"):
        if entity.actor is not None and entity.use == "name" and entity.source_kind in _BODIES:
            return of_actor(entity, entity.span)
    return None

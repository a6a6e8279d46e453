"""Whose word a named person's is by his post in an armed body: its vice chairman, its officer, who speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.sources_bodies import is_listed
from dateline.claims.sources_names import lemma
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text, child
from dateline.lexicon import word_set
from dateline.reading import Entity, Grounded, Token

ARMED = frozenset({"armed_group", "military"})
_LEADING = word_set("source_words.toml", "offices", "leading")
_CALLING = frozenset({"call", "describe", "style", "name"})
_SELF = frozenset({"himself", "herself"})
_FORMER = word_set("source_words.toml", "offices", "former")


def holds_post(posts: Iterable[Token]) -> bool:
    """Whether one of the titles is a post that speaks for its body, and none says that it was held once."""
    words = [lemma(t) for t in posts]
    held = roles().armed_posts | roles().ranks
    return any(w in held or w.split("-")[-1] in held for w in words) and not _FORMER & set(words)


def of_armed(body: Entity | None, posts: Iterable[Token]) -> bool:
    """ "Northern Front vice chairman Isa Noor": the Front's word; not that of its lawmaker, lawyer or captive."""
    listed = body is not None and body.source_kind in ARMED and (is_listed(body) or body.use == "name")
    return listed and holds_post(posts)


def by_clause(grounded: Grounded, text: Text, heads: Iterable[Token]) -> Entity | None:
    """ "Isa Noor, who speaks for the Front", "Rey, who commands the brigade", "who calls himself its spokesman"."""
    for verb in (c for h in heads for c in h.children if c.dep == "relcl" and c.i > h.i):
        own = child(verb, "nsubj")
        if own is None or own.lower != "who":
            continue
        for first in _objects(verb):
            for e in grounded.inside(text.left[first.i], text.right[first.i], "actor"):
                if e.source_kind in ARMED and e.actor is not None and is_listed(e):
                    return e
    return None


def _objects(verb: Token) -> Iterator[Token]:
    if verb.lemma == "speak":
        yield from (o for c in verb.children if c.lower == "for" for o in c.children if o.dep == "pobj")
    elif verb.lemma in _LEADING:
        yield from (c for c in verb.children if c.dep == "dobj")
    elif verb.lemma in _CALLING and any(c.lower in _SELF for c in verb.subtree()):
        yield from (t for t in verb.subtree() if lemma(t) in roles().named_for_body)

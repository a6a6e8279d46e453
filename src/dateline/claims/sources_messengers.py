"""Those who only bring somebody's word: a caller, a letter, a spokesman of whom no body is told."""

from __future__ import annotations

from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import lemma, of_actor
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.model import Source
from dateline.reading import Entity, Grounded, Token

_CLAIMING = frozenset({"rebel", "jihadist", "militia", "paramilitary", "gang", "armed_group", "terrorist"})
_UNIFORMED = frozenset({"state_forces", "police", "coalition"})
_PEOPLE = frozenset({"man", "woman", "person"})  # "a man said": he may be anybody
_NEAR = 8  # words at the opening of what is said


def spoken_for(grounded: Grounded, text: Text, draft: Draft, source: Source) -> Source:
    """The group that a messenger names as the one who acts; the forces of which a spokesman of no body tells."""
    assert draft.speaker is not None
    word = lemma(draft.speaker)
    wanted = _CLAIMING if word in roles().messengers else _UNIFORMED if word.startswith("spokes") else None
    known = source.actor is not None and not source.actor.startswith("group:")
    if wanted is None or known or source.span is None:
        return source
    if wanted is _UNIFORMED and _of_somebody(draft.speaker):
        return source  # "the governor's spokesman" is of no army
    if wanted is _CLAIMING and word not in source.name.lower():
        return source  # "the communique": of one who has spoken before
    somebody = source.actor is not None  # "a man": whatever else is told of him
    inside = grounded.inside(*draft.source, "actor") if draft.source and wanted is _CLAIMING and not somebody else ()
    doers = [
        e
        for first, last in draft.content
        for e in grounded.inside(first, last, "actor")
        if (text.tokens[e.head].dep == "nsubj" and e.head < first + _NEAR) or _is_author(text, e.head)
    ]
    told = _speaks_for(grounded, text, draft.speaker) if wanted is _CLAIMING else ()
    for entity in (*told, *inside, *(() if word in _PEOPLE else doers)):
        if entity.actor is not None and entity.actor.kind in wanted and entity.use not in ("owner", "group"):
            return of_actor(entity, source.span)
    return source


def _speaks_for(grounded: Grounded, text: Text, head: Token) -> list[Entity]:
    """ "A man claiming to speak for the Front", "who said he spoke for it", "who gave himself out as its envoy"."""
    posts = roles().armed_posts | roles().ranks | roles().named_for_body
    for clause in head.children:
        if clause.dep not in ("relcl", "acl") or clause.i < head.i:
            continue
        words = clause.subtree()
        speaks = next((t for t in words if t.lemma == "speak" and any(c.lower == "for" for c in t.children)), None)
        himself = any(t.lower in ("himself", "herself") for t in words) and any(lemma(t) in posts for t in words)
        top = speaks or (clause if himself else None)
        if top is not None:
            return list(grounded.inside(top.i, text.right[top.i], "actor"))
    return []


def _of_somebody(spokesman: Token) -> bool:
    whose = (c for c in spokesman.children if c.dep == "poss" or (c.lower in ("of", "for") and c.i == spokesman.i + 1))
    return any(c.lower not in ("its", "their", "his", "her") for c in whose)


def _is_author(text: Text, i: int) -> bool:
    """ "was planted by X", "was the work of X"."""
    prep = text.tokens[i].head
    return prep.dep == "agent" or (prep.lower == "of" and prep.head.dep == "attr")


def brings_word(draft: Draft, sources: tuple[Source, ...]) -> bool:
    """Whether the voice is a messenger's, of a group that so takes upon itself what it lays at its own door."""
    known = any(s.actor for s in sources)
    return known and draft.speaker is not None and lemma(draft.speaker) in roles().messengers - _PEOPLE

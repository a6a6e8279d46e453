"""Who passes words on: the agency that was told, the channel they were put out on, the one who cites another."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import core, entity_at, lemma, words_text
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text, child
from dateline.lexicon import word_set
from dateline.reading import Grounded, Token

# What is cited without being a voice: "citing security concerns".
_REASONS = word_set("source_words.toml", "speech", "reasons")


def carriers(grounded: Grounded, text: Text, draft: Draft) -> Iterator[str]:
    """Who was told, and where it was put out: Reuters, Twitter."""
    if draft.verb.lower == "according":
        return
    if draft.told is not None and draft.told.pos == "PROPN":
        yield from _medium(grounded, text, draft.told)
    for prep in draft.verb.children:
        if prep.dep != "prep" or prep.lower not in ("in", "on", "to", "with", "via", "through", "by"):
            continue
        if prep.i < draft.verb.i and any(first <= prep.i < last for first, last in draft.content):
            continue  # "In another incident in Gao, a mine went off, the army added"
        for token in text.tokens[prep.i : min(text.right[prep.i], prep.i + 14)]:
            if token.lower in roles().carriers and token.pos in ("PROPN", "NOUN"):
                yield text.parsed.document.text[token.start : token.end]
            elif token.pos == "PROPN" and token.head.pos == "ADP":
                yield from _medium(grounded, text, token)


def _medium(grounded: Grounded, text: Text, token: Token) -> Iterator[str]:
    """The name of the news organisation at this token, if it is one."""
    entity = entity_at(grounded, token)
    if entity is not None and entity.actor is not None:
        if entity.source_kind in ("media", "state_media"):
            yield entity.actor.name
        return
    words = core(token)
    if token.ent == "ORG" or any(lemma(t) in roles().told for t in words):
        yield words_text(text, words)


def cited_by(text: Text, draft: Draft) -> Token | None:
    """Whom the voice cites: "the agency said, citing a doctor"."""
    for i in range(max(draft.cue) + 1, min(max(draft.cue) + 4, len(text.tokens))):
        token = text.tokens[i]
        if token.lower in ("citing", "quoting") and token.sent == draft.verb.sent:
            obj = child(token, "dobj", "pobj")
            return obj if obj is not None and lemma(obj) not in _REASONS else None
    around = [*draft.verb.children, *(c for c in draft.speaker.children if c.dep == "relcl")] if draft.speaker else ()
    quoting = (
        [c for c in draft.speaker.children if c.dep in ("acl", "advcl") and c.tag == "VBG"] if draft.speaker else []
    )
    for c in (*around, *quoting):
        if c.dep == "relcl" and c.lemma in ("cite", "quote"):  # "AFP, which cited a nurse, said"
            obj = child(c, "dobj")
            return obj if obj is not None and lemma(obj) not in _REASONS else None
        if c.lower in ("citing", "quoting") and c.dep in ("advcl", "prep", "conj", "xcomp", "acl"):
            obj = child(c, "dobj", "pobj")
            return obj if obj is not None and lemma(obj) not in _REASONS else None
    return _cited_behind(text, draft)


def _cited_behind(text: Text, draft: Draft) -> Token | None:
    """ "The agency said 400 people had fled, citing officials": behind all that it said."""
    if draft.verb.pos != "VERB":
        return None
    for t in text.tokens[draft.verb.i + 1 : min(text.right[draft.verb.i], draft.verb.i + 60)]:
        if t.lower not in ("citing", "quoting") or t.dep != "advcl" or text.tokens[t.i - 1].text != ",":
            continue
        if t.head.head is draft.verb and t.head.dep == "ccomp":
            obj = child(t, "dobj")
            return obj if obj is not None and lemma(obj) not in _REASONS else None
    return None

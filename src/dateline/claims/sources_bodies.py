"""Bodies as voices: which one a report names, which one a role speaks for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.claims.sources_names import (
    acronym_or_name,
    core,
    entity_at,
    is_human,
    is_title,
    kind,
    lemma,
    named_after,
    named_after_land,
    person,
    words_text,
)
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

REBEL = word_set("source_words.toml", "bodies", "rebel")
# Kinds of which a report often names one only after "a monitor said" in its first line.
_SPOKEN_FOR = frozenset({"armed_group", "ngo", "monitor", "rescue", "medical", "activist", "un"})
_GROUPS = word_set("source_words.toml", "bodies", "groups")
_BACKED = word_set("source_words.toml", "bodies", "backed")
_NEAR = 3  # words from a name to that of the body
NAMED_LATER = frozenset({"monitor", "ngo"})


def described(text: Text, head: Token, span: Span, own: Entity | None) -> Source | None:
    """A role, or a body that no lexicon knows, by its words."""
    words = [t for t in core(head) if t.tag != "PRP$"]  # "their family"
    found = kind(text, head, False) or entity_kind(own)
    name = "residents" if found == "resident" and _are_locals(head) else words_text(text, words)
    actor = own.actor.id if own is not None and own.actor is not None else None
    return Source(name=name, kind=found, actor=actor, span=span) if name else None


def _are_locals(head: Token) -> bool:
    """ "Local people", "its inhabitants", "people from the hamlet": who lives there, in other words."""
    local = any(c.lower == "local" for c in head.children)
    there = any(c.lower in ("of", "from", "in") and c.dep == "prep" for c in head.children)
    return lemma(head) == "inhabitant" or (lemma(head) == "people" and (local or there))


def own_kind_of(words: set[str]) -> str | None:
    """The kind of body among the words of a title: "observatory" in "observatory chief"."""
    found = sorted(k for k in (roles().kind_of.get(w) for w in words) if k in NAMED_LATER)
    return found[0] if found else None


def is_listed(entity: Entity) -> bool:
    """A body of some state or one that the lexicon names; not "officials" or "insurgents" of whatever side."""
    return entity.actor is not None and not entity.actor.id.startswith(("group:", "generic:", "actor_"))


def is_sort_of_source(head: Token, body: Entity | None) -> bool:
    """ "a military source", "army sources": what sort they are; which army's only the text around may tell."""
    return body is not None and lemma(head) == "source" and body.use == "description" and body.last == head.i


def backed(text: Text, head: Token) -> bool:
    """ "The Iran-backed group": told by who stands behind it."""
    before = text.tokens[text.left[head.i] : head.i]
    return lemma(head) in _GROUPS and any(t.lower.split("-")[-1] in _BACKED for t in before)


def is_officialdom(head: Token, own: Entity) -> bool:
    """ "Military officials said", "a police official": of the one army or police that is meant."""
    actor = own.actor.id if own.actor is not None else ""
    return (
        lemma(head) == "official"
        and is_listed(own)
        and actor.endswith((":army", ":police"))
        and ":unknown:" not in actor
    )


def stands_for(head: Token, body: Entity) -> bool:
    """Whether a role speaks for the body in its phrase. "The military source" only says what sort of source it is."""
    if is_sort_of_source(head, body):
        return False
    return lemma(head) in roles().stands_for_body or (lemma(head) in roles().ranks and of_police(body, {lemma(head)}))


def entity_kind(entity: Entity | None) -> str | None:
    return entity.source_kind if entity is not None else None


def of_nobody(head: Token) -> bool:
    """A spokesman of whom no more is told than where he sits."""
    return all(t is head or t.dep in ("prep", "pobj") for t in core(head) if t.dep != "compound" or t.head is head)


def entity_before(grounded: Grounded, text: Text, token: Token) -> Entity | None:
    """The body named just before a person's title: "Observatory director Rami Aziz", "PMF spokesman"."""
    for i in range(token.i - 1, max(token.i - 6, text.sentence(token).first - 1), -1):
        found = entity_at(grounded, text.tokens[i])
        if found is not None:
            return found if found.use != "group" else None
        if text.tokens[i].pos not in ("NOUN", "PROPN", "ADJ", "PART") and text.tokens[i].text != "-":
            return None
    return None


def with_via(source: Source, via: list[str]) -> Source:
    names = tuple(v for v in dict.fromkeys((*source.via, *via)) if v != source.name)
    return msgspec.structs.replace(source, via=names)


def name_within(grounded: Grounded, head: Token) -> Entity | None:
    """ "the official SANA news agency", "the Takfiri ISIL group": the name before a word for any body."""
    if lemma(head) not in roles().any_body:
        return None
    for c in head.children:
        entity = entity_at(grounded, c) if c.dep in ("compound", "amod", "nmod") and c.i < head.i else None
        if entity is not None and entity.use == "name" and c.ent not in ("NORP", "GPE"):
            return entity
    return None


def by_name_before(text: Text, head: Token, span: Span) -> Source | None:
    """A body that no lexicon knows, by the name before its kind of noun: "an AFP photographer"."""
    if lemma(head) not in roles().any_body and lemma(head) not in roles().stands_for_body:
        return None
    words = acronym_or_name(head) if head.pos == "NOUN" else []
    name = words_text(text, words) if any(t.ent == "ORG" or t.text.isupper() for t in words) else ""
    return Source(name=name, kind=kind(text, head, False), span=span) if name else None


def inserted(grounded: Grounded, text: Text, head: Token, named: bool) -> list[Token] | None:
    """ "the regime's minister Ali Khan" read as an apposition, "the manager of Radio Nord, Ali Tamer"."""
    for c in head.children:
        if c.dep == "appos" and c.ent == "PERSON" and c.i > head.i and text.tokens[text.left[c.i] - 1] is head:
            return person(text, c)
    if named or not (is_human(head) or is_title(head)):
        return None
    return named_after(text, head) or named_after_land(grounded, text, head)


def side_of(head: Token, own: Entity | None, rebels: Entity | None) -> Entity | None:
    """ "An army spokesman" is of the army spoken of, "a rebel commander" of the only rebel body that is named."""
    if not lemma(head).startswith("spokes") and lemma(head) != "commander":
        return None
    if own is not None and own.actor is not None and own.use == "description" and is_listed(own):
        return own
    before = {lemma(c) for c in head.children if c.dep in ("compound", "amod", "nmod")}
    return rebels if before & REBEL else None


def of_police(body: Entity | None, words: set[str]) -> bool:
    """ "Police Commissioner Ana Ruiz", "the police chief of the town": an officer's word is the police's."""
    known = body is not None and body.actor is not None and body.actor.kind == "police"
    return known and bool(words & (roles().ranks | roles().named_for_body | roles().police_posts))


def of_that_body(text: Text, name: Sequence[Token], body: Entity | None) -> bool:
    """ "Ana Ruiz of the Lakes Monitor": who is told by nothing but her body speaks for it."""
    after = name[-1].i + 1
    if body is None or body.use != "name" or body.source_kind not in _SPOKEN_FOR or after >= len(text.tokens):
        return False
    opens = text.tokens[after]
    return opens.lower in ("of", "from") and opens.head is name[-1] and body.first - after <= _NEAR


def speaks_for_rebels(words: set[str]) -> bool:
    """ "Rebel commander Sam Baro": of the only rebel body that the report names."""
    return bool(words & REBEL) and bool(words & (roles().ranks | roles().named_for_body))


def takes_name(entity: Entity) -> bool:
    """Whether the name beside it tells more: "the rebel web site Nord", "the Ruritanian news agency RNA"."""
    return not is_listed(entity) or entity.source_kind in ("media", "state_media")

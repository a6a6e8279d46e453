"""Several who say the same: "residents and aid workers said", "according to the police and to relatives"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import beside, entity_at, lemma, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text, child
from dateline.model import Source, Span
from dateline.reading import Grounded, Token

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
_QUOTING = frozenset({"quote", "cite"})
_MANY = frozenset({"sources", "officials", "workers"})


def joint(head: Token | None) -> Iterator[Token]:
    """The heads of a coordination: "residents and aid workers" has two."""
    first = head
    if head is not None:
        sorts = _sorts(head)
        yield from sorts or beside(head)
        head = next((c for c in head.children if c.dep == "conj" and c.pos in _NOMINAL), None) if sorts else head
    while head is not None:
        yield head
        after = next(
            (c for c in head.children if c.dep == "conj" and c.pos in _NOMINAL and not _his_name(head, c)), None
        )
        head = after or (_listed(head) if head is first else None)


def _his_name(head: Token, other: Token) -> bool:
    """ "the press officer, SP Musa Bello, said": his name, read as another's."""
    alone = not any(c.dep == "cc" for c in head.children)
    return alone and other.ent == "PERSON" and head.ent != "PERSON" and role(head) in roles().kind_of


def _sorts(head: Token) -> list[Token]:
    """ "Security and hospital sources": what sort they are, where there are two."""
    if head.lower not in _MANY:
        return []
    for c in head.children:
        other = child(c, "conj")
        if c.dep in ("compound", "amod", "nmod") and other is not None and c.i < other.i < head.i:
            known = roles().kind_of
            return [c, other] if all(t.lower in known or role(t) in known for t in (c, other)) else []
    return []


def sorted_by(token: Token) -> bool:
    """Whether a word tells one of two sorts of sources."""
    noun = token.head.head if token.dep == "conj" else token.head
    return token.i < noun.i and token in _sorts(noun)


def a_sort(text: Text, token: Token, span: Span) -> Source:
    """The sources of one sort: "security sources"."""
    noun = token.head.head if token.dep == "conj" else token.head
    known = roles().kind_of
    name = f"{text.parsed.document.text[token.start : token.end].lower()} {noun.lower}"
    return Source(name=name, kind=known.get(role(token)) or known.get(token.lower) or known.get(role(noun)), span=span)


def _listed(head: Token) -> Token | None:
    """ "The mayor, a priest and two nurses said": three, though the parser has the mayor be the priest.

    Not "the mayor, a teacher and father of two, said": a comma closes what only tells who he is.
    """
    known = roles().kind_of
    other = next((c for c in head.children if c.dep == "appos" and c.i > head.i and role(c) in known), None)
    last = next((c for c in other.children if c.dep == "conj" and c.pos in _NOMINAL), None) if other else None
    if other is None or last is None or role(last) not in known:
        return None
    return other if head.head.i == last.i + 1 and head.head.pos == "VERB" else None


def run_in(text: Text, head: Token) -> Token | None:
    """ "Residents and the website Nord said", where the parser has only Nord say it: the residents."""
    first = text.left[head.i] - 1
    noun = text.tokens[first] if first > 0 else head
    if noun.dep != "conj" or noun.pos != "NOUN" or noun.sent != head.sent or lemma(noun) not in roles().any_body:
        return None
    other = noun.head
    opens = text.tokens[text.left[other.i] - 1] if text.left[other.i] > 0 else other
    return other if other.tag == "NNS" and role(other) in roles().kind_of and opens.text == "," else None


def also_according(draft: Draft) -> Iterator[Token]:
    """ "according to the police and to relatives", "is confirmed by the mayor and by a priest"."""
    for to in draft.verb.children:
        if not (to.dep == "agent" or (draft.verb.lower == "according" and to.lower == "to")):
            continue
        for more in to.children:
            told = child(more, "pobj") if more.dep == "conj" and more.lower == to.lower else None
            if told is not None:
                yield told


def quoted_by(speaker: Token) -> Token | None:
    """Who passes it on: "said the bishop, quoted by an agency"."""
    for c in speaker.children:
        if c.dep == "acl" and c.lemma in _QUOTING and c.tag == "VBN":
            by = child(c, "agent")
            return child(by, "pobj") if by is not None else None
    return None


def is_some(head: Token) -> bool:
    """A number or quantity alone, or of "them"."""
    if head.lower not in roles().quantity and head.pos != "NUM" and head.lower not in ("all", "none", "one", "each"):
        return False
    if head.ent in ("DATE", "TIME", "PERSON", "ORG"):
        return False
    of = [o.lower for p in head.children if p.lower == "of" for o in p.children if o.dep == "pobj"]
    return all(o in ("them", "these", "those") for o in of) and not any(
        c.dep in ("compound", "appos", "nmod") for c in head.children
    )


def one_of(head: Token) -> Token | None:
    """ "One of the villagers, a farmer, said": the farmer; without him the villagers."""
    if head.lower not in ("one", "some", "several", "many", "most", "two", "three") or head.ent in ("DATE", "TIME"):
        return None
    of = next((o for p in head.children if p.lower == "of" for o in p.children if o.dep == "pobj"), None)
    named = next((c for t in (head, of) if t is not None for c in t.children if c.dep == "appos"), None)
    if of is not None and named is not None and named.pos == "PROPN" and head.lower == "one":
        return named  # "one of them, Ana Ruiz"
    if of is None or of.pos not in ("NOUN", "PROPN"):
        return None
    known = roles().kind_of
    return next((c for t in (head, of) for c in t.children if c.dep == "appos" and role(c) in known), of)


def strayed(grounded: Grounded, head: Token) -> Iterator[Token]:
    """ "sources in the city and the Observatory": a known voice that the parser joined to the wrong noun."""
    for prep in head.children:
        obj = child(prep, "pobj") if prep.dep == "prep" and prep.i > head.i else None
        if obj is None or obj.dep == "conj":
            continue
        for c in obj.children:
            entity = entity_at(grounded, c) if c.dep == "conj" else None
            if entity is not None and entity.use == "name" and entity.source_kind and entity_at(grounded, obj) is None:
                yield c

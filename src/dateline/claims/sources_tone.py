"""What a plain "said" makes of its content by the content's own words: blame, denial, credit, confession."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from dateline.claims.sources_content import SUBJECTS, Range, Text, child
from dateline.claims.sources_cues import Sense
from dateline.lexicon import load_toml
from dateline.reading import Token

_OWN = frozenset({"it", "they", "we", "he", "she", "its", "their", "our", "his", "her", "us"})
_OURS = frozenset({"ours", "theirs", "our", "us", "its", "his"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
_SPAN = 6  # words between a verb and the noun that empties it


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["tone"][name].split())


def toned(text: Text, verb: Token, pieces: Sequence[Range], sense: Sense) -> Sense:
    """The sense with the stance that the predicate of its content gives it."""
    if sense.stance != "reports" or sense.polarity == "denied" or not sense.factual:
        return sense
    for top in _predicates(text, verb, pieces):
        own = _is_own(top)
        if _is_emptied(top) or _is_nobodys(top, own):
            return replace(sense, stance="denies", polarity="denied")
        if own and any(c.dep == "aux" and c.lower == "did" for c in top.children) and not _asks(top):
            return replace(sense, stance="admits")  # "one of its planes did drop a bomb"
        if _lays_guilt(top) and not any(c.dep == "neg" for c in top.children):
            return replace(sense, stance="claims" if own else "accuses")
    return sense


def _predicates(text: Text, verb: Token, pieces: Sequence[Range]) -> list[Token]:
    """The verbs at the top of a content, those joined to the first by "and" with them."""
    out = []
    for first, last in pieces:
        for t in text.tokens[first:last]:
            if t.pos not in ("VERB", "AUX") or (first <= t.head.i < last and t.head is not t):
                continue
            out += [t, *(c for c in t.children if c.dep == "conj" and c.pos in ("VERB", "AUX"))]
    return [t for t in out if t is not verb]


def _is_own(top: Token) -> bool:
    """Whether the subject is the voice or a part of it: "it", "its troops", "one of our planes"."""
    subject = child(top, *SUBJECTS)
    if subject is None:
        return False
    of = next((c for p in subject.children if p.lower == "of" for c in p.children if c.dep == "pobj"), None)
    near = [subject, *subject.children, *(of.children if of is not None else ())]
    return any(t.lower in _OWN for t in near)


def _asks(top: Token) -> bool:
    """No "did" of emphasis: "did not fire", "did they fire"."""
    aux = next(c for c in top.children if c.dep == "aux" and c.lower == "did")
    subject = child(top, *SUBJECTS)
    return any(c.dep == "neg" for c in top.children) or subject is None or subject.i > aux.i


def _is_emptied(top: Token) -> bool:
    """ "had no hand in", "took no part", "has nothing to do with", "was not involved"."""
    if top.lemma in _words("empty_verbs"):
        for c in top.children:
            if c.dep in ("dobj", "attr") and c.i - top.i < _SPAN:
                if c.lower == "nothing" and any(x.lemma == "do" for x in (*c.children, *top.children)):
                    return True
                if c.lemma.lower() in _words("part") and any(x.lower == "no" for x in c.children):
                    return True
    involved = top.lemma in _words("involved") or any(
        c.lemma.lower() in _words("involved") for c in top.children if c.dep in ("acomp", "attr")
    )
    return involved and any(c.dep == "neg" for c in top.children)


def _is_nobodys(top: Token, own: bool) -> bool:
    """ "no unit of ours had fired", "it fired at nobody", "nobody was shot by us", "its planes dropped no bombs"."""
    subject = child(top, *SUBJECTS)
    by = [c for p in top.children if p.dep == "agent" for c in p.children]
    mine = own or (subject is not None and any(t.lower in _OURS for t in subject.subtree()))
    if subject is not None and _is_none(subject):
        return mine or any(t.lower in _OURS for t in by)
    reached = [c for p in top.children if p.dep == "prep" and p.i > top.i for c in p.children if c.dep == "pobj"]
    done = [c for c in top.children if c.dep == "dobj"] if top.lemma in _words("blows") else []
    return own and any(_is_none(t) for t in (*reached, *done))


def _is_none(token: Token) -> bool:
    return token.lower in _NOBODY or any(c.dep in ("det", "advmod") and c.lower in _NOBODY for c in token.children)


def _lays_guilt(top: Token) -> bool:
    """ "were responsible", "was behind it", "are to blame", "was the work of"."""
    if top.lemma != "be":
        return False
    for c in top.children:
        if c.dep in ("acomp", "prep", "advmod") and c.lower in _words("guilty"):
            return True
        if c.dep == "attr" and c.lemma.lower() in _words("deed") and any(x.lower == "of" for x in c.children):
            return True
        if c.dep in ("xcomp", "acl") and c.lemma == "blame":
            return True
    return False

"""Clauses that the small model leaves without their verb or their subject.

Rules of grammar: a past participle behind a noun has no object, and no "and" joins it to a past tense (where one does,
it is itself a past tense); what "that" opens is a clause, with a verb of its own; a second verb with an auxiliary of
its own and no "and" before it has a subject of its own, the noun that stands right before it.
"""

from __future__ import annotations

from dateline.lexicon import word_set
from dateline.read.arc_mending import hang
from dateline.reading import Sentence, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# Participles that keep an object: of verbs with two ("the men given arms"), and of age ("a man aged 30").
_WITH_OBJECT = word_set("clauses.toml", "participles", "with_object")
_BELOW = frozenset({"aux", "auxpass", "agent", "nsubj", "nsubjpass"})
# Where a clause stands that the noun was taken to fill.
_CLAUSAL = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis", "dep", "npadvmod"})


def mend_clauses(tokens: tuple[Token, ...], sentence: Sentence) -> None:
    """Set such clauses of a sentence right (in place)."""
    for token in tokens[sentence.first + 1 : sentence.last]:
        if token.tag == "VBN" and token.dep == "acl" and _is_finite(token):
            _told(token)
        elif token.tag == "MD" and token.dep == "aux" and token.head.dep == "conj":
            _own_subject(tokens, token)


def _is_finite(verb: Token) -> bool:
    """ "A car bomb killed nine", "(that) a unit killed in a raid all members": read as a bomb that was killed."""
    noun = verb.head
    if noun.pos not in _NOUNS or noun.i > verb.i or noun.dep not in _CLAUSAL or verb.lemma.lower() in _WITH_OBJECT:
        return False
    below = {c.dep for c in verb.children if c.i > verb.i} | {c.dep for c in verb.children if c.dep in _BELOW}
    if below & _BELOW:
        return False
    if any(c.dep in _SUBJECTS or c.dep in ("cop", "aux") for c in noun.children):
        return False  # the noun has a verb or a subject of its own
    joined = any(c.dep == "conj" and c.tag == "VBD" and not _has_subject(c) for c in verb.children)
    return "dobj" in below or joined or (noun.dep == "ccomp" and any(c.dep == "mark" for c in noun.children))


def _has_subject(verb: Token) -> bool:
    return any(c.dep in _SUBJECTS for c in verb.children)


def _told(verb: Token) -> None:
    """The verb takes the noun's place, the noun is its subject, and what stands behind the verb hangs on it."""
    noun = verb.head
    top = noun.head if noun.dep == "npadvmod" else None
    below = [c for c in noun.children if c is not verb and (c.i > verb.i or c.dep in ("mark", "cc"))]
    if top is not None and top.dep == "ROOT" and top.i < noun.i and top.tag == "VBN":  # "Published May 2 A bomb killed"
        below += [c for c in top.children if c.i > verb.i]
        hang(verb, verb, "ROOT")
        hang(top, verb, "dep")
    elif noun.head is noun:
        hang(verb, verb, "ROOT")
    else:
        hang(verb, noun.head, "ccomp" if noun.dep == "npadvmod" else noun.dep)
    hang(noun, verb, "nsubj")
    objects = any(c.dep == "dobj" for c in verb.children)
    for c in below:
        hang(c, verb, "dobj" if c.dep == "appos" and not objects else c.dep)
    verb.tag = "VBD"


def _own_subject(tokens: tuple[Token, ...], aux: Token) -> None:
    """ "Troops had beaten the rebels and Chad would be sending its own": what Chad would do, not the troops."""
    verb = aux.head
    if _has_subject(verb):
        return
    first = min(c.i for c in verb.children if c.i < verb.i)
    noun = tokens[first - 1]
    listed = noun.head
    joined = any(c.dep == "cc" and listed.i < c.i < noun.i for c in listed.children)
    above = verb.head
    if noun.pos in _NOUNS and noun.dep == "conj" and joined and above.i < listed.i and above in listed.ancestors():
        hang(noun, verb, "nsubj")
        for c in listed.children:
            if c.dep == "cc" and listed.i < c.i < noun.i:
                hang(c, above, "cc")

"""What then befell those whose deed it is: stopped by others, whose doing the deed was not."""

from __future__ import annotations

from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

FELLING = word_set("deeds.toml", "stopped", "felling")
THEN = frozenset({"before", "until", "when"})
ONE, MANY = frozenset({"he", "him", "she", "her"}), frozenset({"they", "them"})


def is_stopped(verb: Token) -> bool:
    """ "Stabbed four people before being shot dead by police": what then befell him who did it."""
    being = any(c.lower == "being" and c.dep == "auxpass" for c in verb.children)
    return being and verb.dep == "pcomp" and verb.head.lower in ("before", "until") and verb.head.head.pos == "VERB"


def felled_after(token: Token) -> Token | None:
    """ "Killed six before police shot him dead", "... before being shot dead": the verb of what he had done.

    ``token``: the verb, or the "dead" of "shot dead". None where the words do not tell it: whom the verb was done to
    must be a pronoun that fits that verb's own subject.
    """
    verb = token.head if token.dep in ("acomp", "oprd") else token
    if lemma(verb) not in FELLING:
        return None
    if is_stopped(verb):
        return _first(verb.head.head)
    if (
        verb.dep != "advcl"
        or verb.head.pos != "VERB"
        or not any(c.lower in THEN for c in verb.children if c.i < verb.i)
    ):
        return None
    deed = _first(verb.head)
    whom = [c for c in verb.children if c.dep in ("dobj", "nsubjpass")]
    others = any(c.dep == "nsubj" and c.pos != "PRON" for c in verb.children) or any(c.dep == "nsubjpass" for c in whom)
    who = next((c for c in deed.children if c.dep == "nsubj"), None)  # who was hit himself has done nothing
    if len(whom) != 1 or who is None or who.tag not in ("NN", "NNP", "NNS", "NNPS") or not others:
        return None
    return deed if whom[0].lower in (ONE if who.tag in ("NN", "NNP") else MANY) else None


def _first(verb: Token) -> Token:
    """The first of verbs with one subject: "had killed six and wounded four"."""
    while verb.dep == "conj" and verb.head.pos == "VERB" and not any(c.dep == "nsubj" for c in verb.children):
        verb = verb.head
    return verb

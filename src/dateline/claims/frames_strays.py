"""Subjects that the parser hangs somewhere else than on their verb, told by the order of the words.

Each is a place where English has a subject and the small model regularly misses it (Huddleston and Pullum 2002: the
subject of a content clause without "that", of a clause behind "after" or "before", and of a cleft, chapters 11, 8, 16).
"""

from __future__ import annotations

from dateline.claims.words import lemma, lexicon
from dateline.reading import Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
JOINING = frozenset({"after", "before", "until", "as"})  # prepositions that open clauses as well
ON = frozenset({"on", "upon", "at", "into", "back"})
WEAPONS = frozenset({"shell", "bomb", "weapon"})
SAYING = frozenset({"say", "report", "add", "claim", "state", "confirm", "believe", "think", "know", "tell", "allege"})


def stray_subject(verb: Token) -> Token | None:
    """The subject of a finite verb that has none in the parse."""
    if verb.tag not in FINITE and not (verb.tag == "VBN" and any(c.dep == "aux" for c in verb.children)):
        return None
    if verb.dep == "ccomp":
        return _of_content(verb)
    if verb.dep in ("advcl", "ccomp", "pcomp"):
        return _behind_preposition(verb)
    return _of_cleft(verb) if verb.dep == "conj" else None


def _of_content(verb: Token) -> Token | None:
    """ "Residents said soldiers, having taken the village, came back": taken for what was said."""
    if lemma(verb.head) not in SAYING:
        return None
    told = (c for c in verb.head.children if c.dep in ("dobj", "obj") and verb.head.i < c.i < verb.i)
    return next(told, None)


def _behind_preposition(verb: Token) -> Token | None:
    """ "Closed after men of the militia fired": taken for the noun of "after"."""
    for prep in verb.head.children:
        if prep.dep == "prep" and prep.i < verb.i and prep.lower in JOINING:
            for noun in prep.children:
                if noun.dep == "pobj" and max(t.i for t in noun.subtree()) == verb.i - 1:
                    return noun
    return None


def _of_cleft(verb: Token) -> Token | None:
    """ "It was the guards who crossed the river and burned the mill": taken for a verb beside "was"."""
    be = verb.head
    while be.dep == "conj" and be.pos == "VERB":
        be = be.head
    if lemma(be) != "be" or not any(c.dep == "nsubj" and c.lower == "it" for c in be.children):
        return None
    focus = (c for c in be.children if c.dep == "attr" and c.i < verb.i)
    return next((c for c in focus if any(r.dep == "relcl" for r in c.children)), None)


def at_hands(prep: Token) -> list[Token]:
    """ "Died at the hands of the militia", "at the militia's hands": who did it."""
    hands = [c for c in prep.children if c.dep == "pobj" and lemma(c) == "hand"] if prep.lower == "at" else []
    of = [d for h in hands for c in h.children if c.lower == "of" for d in c.children if d.dep == "pobj"]
    return of + [c for h in hands for c in h.children if c.dep == "poss"]


def shares_having(verb: Token, below: set[str]) -> bool:
    """ "Had sealed the town off and taken the men away": the second participle is no passive either."""
    return (
        verb.dep == "conj" and verb.tag == "VBN" and "dobj" in below and below.isdisjoint(("aux", "auxpass", "agent"))
    )


def opens_fire(verb: Token) -> bool:
    """ "Police fired on the crowd", where the parser takes "fired" for a participle: it is no shell that was fired."""
    if lemma(verb) != "fire" or not any(c.dep in ("prep", "advmod") and c.lower in ON for c in verb.children):
        return False
    fired = lexicon().classes
    return any(c.dep == "nsubj" and fired.get(lemma(c), frozenset()).isdisjoint(WEAPONS) for c in verb.children)


def first_of_pair(noun: Token, before: Token) -> bool:
    """ "Police and village youths": a plural with "and" beside it, taken for a word that only modifies the second."""
    if before.dep not in ("nmod", "compound", "amod") or before.tag not in ("NNS", "NNPS") or before.i > noun.i:
        return False
    return any(c.dep == "cc" and c.lower == "and" for c in before.children)

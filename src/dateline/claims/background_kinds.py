"""A kind of deed instead of a deed: violence at large, policy, an order shouted, a deed that is only thought of.

"Gun violence", "our goal is to defeat them", "the crowd chanted: burn it", "spoke about attacking the town": nothing
is said to have happened or to be planned for a place or a day. The coding guide leaves out opinions and background.
"""

from __future__ import annotations

from functools import partial

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.same_event import preposition
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

_words = partial(word_set, "background.toml", "kinds")

THINGS = frozenset({"it", "this", "that", "what"})
NEXT = 6  # characters: " on ", " in the"
TELLING_MORE = frozenset({"by", "against", "between"})  # not "on": "violence on 12 May" is dated by it, see _own


def of_a_kind(view: View, draft: Draft) -> bool:
    """The draft's words name what is done, or would be, at no place and on no day."""
    event = draft.event
    if event.facts or draft.answer or draft.stance not in ("reports", "expects"):
        return False
    if event.main.form == "noun":
        return all(m.form == "noun" for m in event.members) and at_large(draft)
    if event.main.form != "verb" or event.main.barring:
        return False
    return thought_of(view, draft.main) or shouted(draft.main) or aimed(draft)


def at_large(draft: Draft) -> bool:
    """ "Gun violence", "lives marked by poverty and murder"."""
    noun = draft.main
    if noun.tag != "NN" or lemma(noun) not in _words("at_large") or noun.dep not in ("dobj", "pobj", "conj", "appos"):
        return False
    if any(c.dep in ("det", "poss", "nummod", "relcl", "acl") for c in noun.children) or _own(draft):
        return False
    if any(c.dep == "prep" and c.lower in TELLING_MORE for c in noun.children):
        return False
    above = noun.head.head if preposition(noun) == "of" else noun.head
    return lemma(above) not in _words("told")


def thought_of(view: View, verb: Token) -> bool:
    """ "A platform of deporting them", "bent on attacking the town", "when it comes to fighting terrorism"."""
    first = _first(verb)
    if first.dep != "pcomp" or first.tag != "VBG" or view.nominal(verb) or _clause(first):
        return False
    prep, above = preposition(first), lemma(first.head.head)
    if prep == "on":
        return above in _words("set_on")
    return prep in _words("of_thought") and above not in _words("of_deed")


def shouted(verb: Token) -> bool:
    """ "Chanting: lock her up", "a sign saying: don't shoot"."""
    if verb.tag != "VB" or verb.dep == "conj" or lemma(verb) != verb.lower or lemma(verb.head) in _words("letting"):
        return False
    return not any(
        c.dep in ("nsubj", "nsubjpass", "auxpass") or (c.dep == "aux" and c.lower != "do") for c in verb.children
    )


def aimed(draft: Draft) -> bool:
    """ "Our goal is to besiege and destroy it", "a bill to build and deploy a system", "vowed to defeat the rebels"."""
    verb = draft.main
    if verb.tag != "VB" or lemma(verb) != verb.lower:
        return False
    if lemma(verb) in _words("overcoming") and not _own(draft):
        return True
    first = _first(verb)
    if first.tag != "VB" or first.dep not in ("xcomp", "acl", "ccomp", "relcl"):
        return False
    if lemma(first.head) == "be":
        subjects = [c for c in first.head.children if c.dep in ("nsubj", "csubj")]
        return bool(subjects) and all(
            t.dep == "csubj" or t.lower in THINGS or lemma(t) in _words("aims") for t in subjects
        )
    to = any(c.dep == "aux" and c.lower == "to" for c in first.children)
    return to and first is not verb and draft.status == "happened" and not _clause(first)


def _first(verb: Token) -> Token:
    while verb.dep == "conj" and verb.head.pos == "VERB" and verb.head is not verb:
        verb = verb.head
    return verb


def _clause(verb: Token) -> bool:
    """It has a subject, or an auxiliary other than "to"."""
    return any(
        c.dep in ("nsubj", "nsubjpass", "auxpass") or (c.dep == "aux" and c.lower != "to") for c in verb.children
    )


def _own(draft: Draft) -> bool:
    """Its own words, or the next ones, give a place or a time: "violence on 12 May"."""
    spans = [x.span for x in (draft.place, draft.when) if x is not None and x.span is not None]
    if any(0 <= s.start - draft.main.end < NEXT for s in spans):
        return True
    return bool(spans) and any(s.start <= t.start < s.end for s in spans for t in draft.main.subtree())

"""Whether something is called untrue: "the report was a lie", "called the charge baseless", "a claim without truth"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

FAR = 30  # words between a charge, what it says, and that it is baseless
SAYS = frozenset({"acomp", "attr", "oprd"})  # where a predicate stands
STRAYS = frozenset({"appos", "advcl", "pobj", *SAYS})  # where the parser hangs one that it did not know for one
CHARGED = 5  # of a long content the words in which it must be called untrue: what comes later is a comment


_words = partial(word_set, "modality.toml", "untrue")


def is_telling(token: Token) -> bool:
    """ "report", "charge": a noun for what somebody tells."""
    return token.pos == "NOUN" and lemma(token) in _words("tellings")


def is_false(token: Token) -> bool:
    """ "a lie", "baseless", "wishful thinking", "made up", "no truth in it", "far from the facts", "not true"."""
    word = lemma(token)
    if word in _words("false") or any(c.dep == "amod" and lemma(c) in _words("false") for c in token.children):
        return True
    if word == "make":
        return any(c.dep == "prt" and c.lower == "up" for c in token.children) and not any(
            c.dep == "dobj" for c in token.children
        )
    return word in _words("facts") and _lacks(token)


def _lacks(fact: Token) -> bool:
    """ "no truth", "without foundation", "at odds with the facts", "does not correspond to reality", "not true"."""
    near, node = [fact], fact
    while node.dep in ("pobj", "prep", "dobj", "attr", "acomp", "advcl", "xcomp", "nsubj") and len(near) < CHARGED:
        node = node.head
        near.append(node)
    return any(lemma(c) in _words("lacking") for t in near for c in (t, *t.children))


def calls(verb: Token) -> bool:
    """ "call", "describe", "dismiss": its object is called something."""
    return lemma(verb) in _words("calling")


def calls_false(verb: Token) -> bool:
    """ "(a charge that) he called nonsense", "(which) the army described as lies"."""
    named = [c for c in verb.children if c.dep in ("oprd", "attr", "acomp", "dobj", "ccomp", "xcomp") and c.i > verb.i]
    named += [d for c in verb.children if c.lower == "as" for d in c.children]
    return calls(verb) and any(is_false(c) for c in named)


def told_false(noun: Token) -> bool:
    """ "(called) the report of an attack a lie": the predicate hangs on some word of the noun."""
    return is_telling(noun) and any(t.dep == "appos" and is_false(t) for t in noun.subtree() if t.i > noun.i)


def swallowed(verb: Token) -> Token | None:
    """ "dismissed as baseless the claim that ...": the object stands last, and the parser hung it on the "as"."""
    for c in verb.children:
        as_told = c.dep == "advcl" and any(d.dep == "mark" and d.lower == "as" for d in c.children)
        for d in (c,) if as_told else c.children if c.lower == "as" and c.i > verb.i else ():
            for noun in (d, *(o for o in d.children if o.dep in ("dobj", "pobj", "appos"))):
                if is_telling(noun) and is_false(d):
                    return noun
    return None


def untrue(token: Token, tokens: Sequence[Token], last: int) -> bool:
    """What a word tells belongs to a report or a charge that is called untrue. ``last``: where its sentence ends."""
    noun = next((t for t in [token, *token.ancestors()][:6] if is_telling(t)), None)
    if noun is not None and noun.dep == "pobj" and noun.head.dep == "prep" and is_false(noun.head.head):
        return True  # "there was no truth in reports that"
    if noun is not None and noun.dep in ("nsubj", "nsubjpass", "dobj"):
        verb = noun.head
        said = [c for c in verb.children if c.dep in SAYS]
        said += [t for c in verb.children if c.dep in ("prep", "acomp") and c.i > verb.i for t in c.subtree()]
        if noun.dep == "dobj":
            said += [t for t in verb.subtree() if t.i > noun.i and t.dep in STRAYS]
        if (noun.dep != "dobj" or calls(verb)) and any(is_false(t) for t in (verb, *said)):
            return True
    return _far_below(token, tokens, last)


def _far_below(clause: Token, tokens: Sequence[Token], last: int) -> bool:
    """ "The claims made in the press that our planes struck the village are unfounded": the parser lost the way up."""
    while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
        clause = clause.head
    if clause.dep not in ("acl", "relcl", "ccomp") or not any(c.lower == "that" for c in clause.children):
        return False
    before, after = tokens[max(0, clause.i - FAR) : clause.i], tokens[clause.i : min(last, clause.i + FAR)]
    charged = any(is_telling(t) and t.sent == clause.sent and t.dep in ("nsubj", "nsubjpass") for t in before)
    return charged and any(t.dep in SAYS and is_false(t) and lemma(t.head) == "be" for t in after)


def falsehood(words: Iterable[Token]) -> bool:
    """Words that only say that what was told is untrue: "that the report was false", "the accusation a lie"."""
    said = [t for t in words if t.pos != "PUNCT"]
    first = next((n for n, t in enumerate(said) if is_false(t)), None)
    if first is None or (len(said) > 9 and first > CHARGED):
        return False
    return any(lemma(t) in word_set("modality.toml", "answering") for t in said[:9])

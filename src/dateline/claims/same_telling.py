"""Turns of phrase by which agencies tell one event twice in one sentence, and those that set two events apart."""

from __future__ import annotations

from dateline.claims.events import Mention
from dateline.claims.frames import View, clause_head
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

# What ranks an attack in a row of attacks; superlatives ("deadliest", "worst") do so too.
RANKING = frozenset({"latest", "newest", "second", "third", "fourth", "similar"})
# "Separately" a second event is told; "elsewhere" it was at another place.
APART = frozenset({"separately", "elsewhere", "meanwhile", "independently"})


def told_again(view: View, a: Mention, b: Mention) -> bool:
    """The later of two mentions is the earlier one's event in other words."""
    first, then = sorted((a, b), key=lambda m: m.token.i)
    violent = view.lexicon.ontology.violent
    if not all(violent(m.type) or m.type == "attack" for m in (first, then)):
        return False
    return _ranked(first, then) or _fought(first, then) or _one_missile(view, first, then)


def _ranked(first: Mention, then: Mention) -> bool:
    """ "Stormed a post, slaying nine in the newest raid of the rebels": the attack is the storming."""
    noun = then.token
    if first.form != "verb" or then.form != "noun" or noun.dep != "pobj" or noun.head.lower != "in":
        return False
    if not any(c.tag == "JJS" or c.lower in RANKING for c in noun.children):
        return False
    above = clause_head(noun)
    while above.dep in ("advcl", "conj") and above.tag in ("VBG", "VBN", "VBD") and above.head is not above:
        if above is first.token:
            return True
        above = clause_head(above.head)
    return above is first.token


def _fought(first: Mention, then: Mention) -> bool:
    """ "Died in fighting against the guards", where the parser takes the noun for a verb."""
    token = then.token
    fight = token.tag == "VBG" and token.dep == "pcomp" and lemma(token) in ("fight", "battle", "clash")
    return fight and token.head.lower in ("in", "during") and clause_head(token.head.head) is first.token


def _one_missile(view: View, first: Mention, then: Mention) -> bool:
    """ "Missiles fired by a jet hit a house", "fired two rockets that hit a house": one blow, told from both ends."""
    if first.form != "verb" or then.form != "verb":
        return False
    for low, high in ((first.token, then.token), (then.token, first.token)):
        weapon = low.head
        if (
            lemma(low) in FLYING
            and low.dep in ("acl", "relcl")
            and weapon.dep in ("nsubj", "nsubjpass", "dobj")
            and weapon.head is high
        ):
            return not view.classes(weapon).isdisjoint(WEAPON)
    return False


FLYING = word_set("deeds.toml", "violence", "flying")
WEAPON = frozenset({"shell", "bomb", "gun", "grenade", "weapon", "missile"})


def subject_of_its_own(verb: Token) -> bool:
    return any(c.dep in ("nsubj", "nsubjpass") and c.pos != "NUM" for c in verb.children)  # "30 were killed and 5 held"


def accused_of(deed: Token) -> Token | None:
    """ "An attack on a man accused of killing a chief": what one is accused of was done before, elsewhere."""
    above = deed
    while above.dep in ("conj", "pcomp", "pobj", "dobj", "compound") and above.head is not above:
        above = above.head
        charge = CHARGING if above.lower in ("of", "with") else INVOLVING if above.lower == "in" else frozenset()
        if above.dep == "prep" and lemma(above.head) in charge:
            return above.head if above.head.dep in ("acl", "relcl", "amod") else None
    return None


INVOLVING = frozenset({"involve", "implicate"})
CHARGING = frozenset({"accuse", "suspect", "charge", "convict", "guilty"})


def set_apart(view: View, a: Token, b: Token) -> bool:
    """Two joined clauses with a place each, or "separately": "killed 25 in the hills and four more in the city"."""
    low, high = (a, b) if b.i < a.i else (b, a)
    clause = clause_head(low)
    if clause.dep != "conj" or clause is clause_head(high):
        return False
    if any(c.dep == "advmod" and c.lower in APART for c in clause.children) or (
        view.tokens[_first(clause)].lower in APART
    ):
        return True
    own = _places(view, clause)
    above = _places(view, clause_head(clause.head)) | _places(view, clause_head(high))
    return bool(own) and bool(above) and own.isdisjoint(above)


def _first(clause: Token) -> int:
    return min([clause.i, *(c.i for c in clause.children if c.dep in ("advmod", "nsubj", "nsubjpass"))])


def _places(view: View, clause: Token) -> set[str]:
    """The places told in "in" and "at" of this clause alone."""
    preps = [p for p in clause.children if p.dep == "prep" and p.lower in ("in", "at", "near")]
    told = [t for p in preps for t in p.children]
    told += [t for noun in told for p in noun.children if p.lower == "of" for t in p.children]  # "the district of X"
    return {e.place.id for t in told for e in view.grounded.at(t.i, "place") if e.place is not None}


def meanwhile(view: View, first: Mention, then: Mention) -> bool:
    """ "killed 15 rebels, while three soldiers died when a mine went off": beside it, and of others."""
    clause = clause_head(then.token)
    if _unexplained(view, first):
        return False
    for _ in range(2):  # the clause, or one below it
        if clause.dep == "advcl" and any(c.dep == "mark" and c.lower in ("while", "whereas") for c in clause.children):
            other = clause_head(clause.head) is clause_head(first.token) and subject_of_its_own(clause)
            return (
                other
                and clause.tag != "VBG"
                and any(_names_event(view, t) for t in clause.subtree() if t is not clause)
            )
        clause = clause_head(clause.head)
    return False


def _unexplained(view: View, first: Mention) -> bool:
    """ "Nine were killed while six others were hurt in an ambush": that is how the nine died too."""
    verb = first.token
    if not first.harmful or first.form != "verb" or verb.tag != "VBN":
        return False
    return not any(
        _names_event(view, t) or t.dep == "agent"
        for p in verb.children
        if p.i > verb.i
        for t in (p, *p.children)
        if p.dep in ("prep", "agent")
    )


def _names_event(view: View, token: Token) -> bool:
    """A word with which papers tell an event; "while five were hurt" has none."""
    if token.pos == "VERB":
        return token.dep in ("advcl", "relcl") and lemma(token) in view.lexicon.verbs
    return token.dep == "pobj" and token.head.lower in ("in", "by", "from") and lemma(token) in view.lexicon.nouns

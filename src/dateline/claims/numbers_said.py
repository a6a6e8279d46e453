"""A number that a voice gives for an event told before: "diplomats put the dead at 41", "the rector says 90"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.claims import harm_words as lex
from dateline.claims.frames import View
from dateline.claims.records import HarmFact, Statement
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.model import Effect
from dateline.reading import Entity, Token

MOST = 10  # words: more tell an event of their own
HEDGES = frozenset({"ADV", "ADP", "DET", "SCONJ", "ADJ", "PUNCT", "NUM", "AUX", "PART", "CCONJ", "PRON"})


@dataclass(frozen=True, slots=True)
class Number:
    """``fact`` is None where the words compare ("twice that") and give no number of their own."""

    head: Token
    fact: HarmFact | None


def number_said(view: View, statement: Statement, words: Sequence[Token]) -> Number | None:
    """The number, where the content is no more than it: with "the dead", "the toll", "the figure" or alone."""
    if len(words) > MOST or statement.polarity == "denied" or not (statement.factual or guessed(view, statement)):
        return None
    known = load_toml("numbers_said.toml")
    nouns = [t for t in words if t.pos in ("NOUN", "PROPN", "VERB") and not (_counted(view, t) or _those(view, t))]
    nouns = [t for t in nouns if lemma(t) != "be"]
    if any(lemma(t) not in known["tolls"] and lemma(t) not in known["comparing"] for t in nouns):
        return None
    if any(
        t.pos not in HEDGES and lemma(t) != "be"
        for t in words
        if t not in nouns and not (_counted(view, t) or _those(view, t))
    ):
        return None
    counts = {(e.first, e.last): e for t in words for e in view.grounded.at(t.i, "count") if e.count is not None}
    tolls = [t for t in nouns if lemma(t) in known["tolls"]]  # "the number of the dead": of the dead
    named = next((t for t in tolls if lemma(t) not in known["bare"]), tolls[0] if tolls else None)
    if any(view.grounded.at(t.i, "time") for t in words):
        return None
    if len(counts) == 1:
        (entity,) = counts.values()
        return Number(named or view.tokens[entity.head], _fact(view, entity, named))
    compares = named is not None and named.pos != "VERB" and any(lemma(t) in known["comparing"] for t in words)
    return Number(named, None) if compares and named is not None and not counts else None


def guessed(view: View, statement: Statement) -> bool:
    """ "Thinks a hundred": of a number that is its word."""
    return statement.stance == "reports" and any(
        lemma(view.tokens[i]) in word_set("numbers_said.toml", "guessing") for i in statement.cue
    )


def _those(view: View, token: Token) -> bool:
    """ "put the number at 40 'bandits'": who they are to the voice, where words for the number stand before."""
    known = load_toml("numbers_said.toml")["bare"]
    before = view.tokens[max(0, token.i - 6) : token.i]
    return (
        bool(view.classes(token) & {"people", "armed"})
        and any(c.dep == "nummod" for c in token.children)
        and any(lemma(t) in known for t in before)
    )


def _counted(view: View, token: Token) -> bool:
    return bool(view.grounded.at(token.i, "count"))


def _fact(view: View, entity: Entity, named: Token | None) -> HarmFact:
    c = entity.count
    assert c is not None
    says = named is not None and lemma(named) not in word_set("numbers_said.toml", "bare")
    effect: Effect = lex.people_as_harm().get(named.lower, "killed") if named is not None else "killed"
    return HarmFact(
        effect=effect, group="all", low=c.low, high=c.high, best=c.best, span=entity.span, first=entity.first,
        last=entity.last, head=entity.head, effect_token=named.i if named is not None and says else entity.head,
    )  # fmt: skip

"""What several tolls of one sentence are to each other: said twice, added, cut short ("six died and nine more")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_people import is_further
from dateline.claims.records import FIGHTING, HarmFact
from dateline.reading import Grounded, Token

_BARE = frozenset({"others", "more", "hundred", "dozens"})


def without_counted(grounded: Grounded, found: list[HarmFact]) -> list[HarmFact]:
    """ "the number of people killed rose to 14": the 14 are the people, who count no second time."""
    tokens = grounded.parsed.tokens
    tolls = [f for f in found if tokens[f.effect_token].lower in ("number", "total")]
    out: list[HarmFact] = []
    for fact in found:
        if fact in tolls:
            of = next((f for f in found if f not in tolls and f.effect == fact.effect and _counts(fact, f)), None)
            out.append(replace(fact, group=of.group) if of is not None and fact.group == "all" else fact)
        elif not any(_counts(t, fact) for t in tolls):
            out.append(fact)
    return out


def _counts(toll: HarmFact, fact: HarmFact) -> bool:
    """Whether people without a number are those whose number a toll gives, before it or behind it."""
    before = toll.first < toll.effect_token and toll.effect_token < fact.head <= toll.effect_token + 6
    return fact.high is None and (before or toll.effect_token < fact.head < toll.first)


def with_elided_groups(grounded: Grounded, found: list[HarmFact]) -> list[HarmFact]:
    """ "Six soldiers were killed and nine wounded": the nine are soldiers too. Only of people who fight."""
    tokens = grounded.parsed.tokens
    out: list[HarmFact] = []
    for fact in found:
        before = next((f for f in reversed(out) if f.part_of is None), None)
        bare = tokens[fact.head].pos == "NUM" or tokens[fact.head].lower in _BARE | lex.words("ordinals")
        toll = tokens[fact.effect_token].lower in lex.words("toll")
        if (
            before
            and bare
            and not toll
            and fact.group == "all"
            and before.group in FIGHTING
            and 0 < fact.first - before.last < 12
        ):
            fact = replace(fact, group=before.group)
        out.append(fact)
    return out


def with_one_more(grounded: Grounded, found: list[HarmFact]) -> list[HarmFact]:
    """ "Two were killed at once and a third died in hospital": three, where the ordinal is the next number."""
    tokens, ordinals = grounded.parsed.tokens, lex.ordinals()
    out: list[HarmFact] = []
    for fact in found:
        head = tokens[fact.head]
        single = any(c.lower in ("a", "another") for c in head.children)  # not "the second child to die this week"
        nth = next((ordinals[t.lower] for t in (head, *head.children) if t.lower in ordinals), 0) if single else 0
        at = _just_before(out, fact, nth) if fact.low == fact.high == 1 else None
        if at is None:
            out.append(fact)
            continue
        before = out[at]
        group = before.group if head.lower in ordinals or before.group == fact.group else "all"
        out[at] = replace(before, group=group, low=nth, high=nth, best=nth)
    return out


def _just_before(found: list[HarmFact], fact: HarmFact, nth: int) -> int | None:
    """The toll of one less than ``nth``, by its place in the list."""
    same = [n for n, f in enumerate(found) if f.effect == fact.effect and f.part_of is None]
    return next((n for n in same if nth > 1 and found[n].low == found[n].high == nth - 1), None)


def with_others(grounded: Grounded, found: list[HarmFact]) -> list[HarmFact]:
    """ "The minister was killed and two others died", "his driver and a guard were also killed": of all, three."""
    tokens, out = grounded.parsed.tokens, list[HarmFact]()
    for fact in found:
        before = [f for f in out if f.effect == fact.effect and f.part_of is None and f.high is not None]
        further = is_further(tokens[fact.head]) or any(c.lower == "also" for c in tokens[fact.effect_token].children)
        sole = before[0] if len(before) == 1 and before[0].polarity == fact.polarity else None
        one = sole is not None and sole.group != "all" and sole.high == 1
        if one and further and fact.group == "all" and fact.low and fact.best:
            high = None if fact.high is None else fact.high + 1
            fact = replace(fact, low=fact.low + 1, high=high, best=fact.best + 1)
        out.append(fact)
    return out


def without_increments(grounded: Grounded, found: list[HarmFact]) -> list[HarmFact]:
    """ "Three more died, bringing the toll to 12", "the toll rose to 12 after three of the wounded died": twelve.

    ("Killed five, bringing to 90 those who died this year" tells of five.)
    """
    tokens = grounded.parsed.tokens
    tolls = [f for f in found if f.part_of is None and _raised(tokens, f)]

    def counted_in(fact: HarmFact) -> bool:
        return any(
            t.effect == fact.effect
            and (fact.last <= t.first or _grows(tokens, t))
            and (fact.low or 0) < (t.low or 0)
            and _later(tokens, fact)
            for t in tolls
            if t is not fact
        )

    return [f for f in found if not counted_in(f)]


def _raised(tokens: Sequence[Token], fact: HarmFact) -> bool:
    return tokens[fact.effect_token].head.lemma in lex.words("raising") or _grows(tokens, fact)


def _grows(tokens: Sequence[Token], fact: HarmFact) -> bool:
    """ "The toll climbed to 31", "the number of dead now stands at 31"."""
    word = tokens[fact.effect_token]
    above = (word, word.head, word.head.head)  # "the number of people killed has risen"
    noun = next((t for t in above if t.dep in ("nsubj", "nsubjpass") and t.lower in lex.words("toll")), None)
    return noun is not None and noun.head.lemma in lex.words("growing")


def _later(tokens: Sequence[Token], fact: HarmFact) -> bool:
    """Whether these are added to dead who were told: "two more", "died of his wounds", "bodies were found"."""
    word = tokens[fact.effect_token]
    below = {t.lemma for c in word.children for t in (c, *c.children)}
    below |= {t.lemma for t in tokens[fact.first : fact.last + 1]}
    found = word.lemma in ("body", "corpse", "remains") and word.head.pos == "VERB"
    return is_further(tokens[fact.head]) or word.lemma == "succumb" or found or bool(below & lex.words("later"))

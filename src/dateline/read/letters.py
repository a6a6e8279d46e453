"""Letters that stand for a longer name where the text itself tells so: "the NPF [National Peasants' Front]".

All-capitals text does not show which words are letters. Wire services put the long name, or the letters, in brackets
behind the other at first mention.
"""

from __future__ import annotations

import re

_SHORT = r"[A-Z]{2,6}"
# Words and what parts them share no sign, and all is bounded: a row of dashes could be split in endlessly many ways.
_LONG = r"[A-Z][A-Z'’]{0,30}(?:[\s-]{1,4}[A-Z'’]{1,30}){1,8}"
_BEFORE = re.compile(rf"\b({_SHORT})\s*[\[(]({_LONG})[\])]")  # "NPF [NATIONAL PEASANTS FRONT]"
_BEHIND = re.compile(rf"\b({_LONG})[\"”]?\s*[\[(]({_SHORT})[\])]")  # "NATIONAL PEASANTS FRONT (NPF)"


def explained(text: str) -> frozenset[str]:
    """The letters, in small ones, that a text in capitals gives with the name that they stand for."""
    pairs = [*_BEFORE.findall(text), *((short, long) for long, short in _BEHIND.findall(text))]
    return frozenset(short.lower() for short, long in pairs if _initials(short, long))


def _initials(short: str, long: str) -> bool:
    """Whether the letters are initials of the name, in any order; one may differ (the name is translated)."""
    left = [word[0] for word in re.split(r"[\s-]+", long) if word]
    found = 0
    for letter in short:
        if letter in left:
            left.remove(letter)
            found += 1
    return found >= 2 and found >= len(short) - 1

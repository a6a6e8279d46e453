"""Letters that a report itself spells out: after "the Zambezi National Army (ZNA)" no news agency is meant by them."""

from __future__ import annotations

import re

from dateline.ground.actors_words import phrase_keys

_SMALL = frozenset({"of", "the", "for", "and", "in", "to", "de", "du", "la", "al", "el"})
# At most nine words before the bracket: no text is searched in endlessly many ways.
_SPELLED = re.compile(r"((?:[\w'’-]{1,30}\s){2,9})[\[(]([A-Z]{3,8})[\])]")


def spelled(text: str) -> dict[str, frozenset[str]]:
    """Letters, small, to the telling words of the name before them in the text, if they are its initials."""
    out: dict[str, frozenset[str]] = {}
    for before, short in _SPELLED.findall(text) if "(" in text or "[" in text else ():
        words = [w for w in before.split() if w.lower() not in _SMALL][-len(short) :]
        if len(words) == len(short) and all(w[0] == c for w, c in zip(words, short, strict=True)):
            out.setdefault(short.lower(), frozenset(phrase_keys(" ".join(words))))
    return out


def otherwise(letters: str, name: str, told: dict[str, frozenset[str]]) -> bool:
    """Whether the report spells the letters out as another name, of which no word stands in this one."""
    words = told.get(letters)
    return words is not None and words.isdisjoint(phrase_keys(name))

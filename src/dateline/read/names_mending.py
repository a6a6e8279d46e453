"""The name behind the last of several nouns: "residents and the news agency SANA said".

The small model hangs the name on the first noun. What stands at once behind a noun, without a comma, names that noun.
"""

from __future__ import annotations

from dateline.read.arc_mending import hang
from dateline.reading import Sentence, Token


def mend_names(tokens: tuple[Token, ...], sentence: Sentence) -> None:
    """Hang such a name on the noun before it (in place)."""
    for name in tokens[sentence.first + 2 : sentence.last]:
        if name.dep == "appos" and name.pos == "PROPN":
            noun = tokens[_opening(name) - 1]
            if noun.pos == "NOUN" and noun.dep == "conj" and noun.head is name.head and noun.i > name.head.i:
                hang(name, noun, "appos")


def _opening(name: Token) -> int:
    return min((c.i for c in name.children if c.dep == "compound" and c.i < name.i), default=name.i)

"""The day that stands bare behind a name, as American papers write it: "in the port of Lira Thursday".

The small model reads name and day as one name. A bare weekday is an adverb of the clause (Associated Press style
leaves "on" out), so the name takes the arc that the model gave to the day.
"""

from __future__ import annotations

from functools import cache

from dateline.lexicon import load_toml
from dateline.read.arc_mending import hang
from dateline.reading import Sentence, Token

_NAMING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART"})


@cache
def weekdays() -> frozenset[str]:
    """The weekdays as they are written out."""
    return frozenset(w for w in load_toml("times.toml")["weekdays"] if w.endswith("day"))


@cache
def _named() -> frozenset[str]:
    """What makes a name of the day that stands behind: "Easter Sunday", "Black Friday"."""
    return frozenset(load_toml("times.toml")["named_days"]["before"].split())


def mend_days(tokens: tuple[Token, ...], sentence: Sentence) -> None:
    """Hang each bare weekday on its clause, and the date in brackets behind a weekday on that (in place)."""
    for token in tokens[sentence.first + 1 : sentence.last]:
        if token.lower in weekdays() and token.text[0].isupper():
            before = tokens[token.i - 1]
            if before.lower not in _named():
                _mend(tokens, before, token)
        elif token.text == "(" and token.i + 2 < sentence.last and tokens[token.i + 1].lower.rstrip(".") in _months():
            _bracketed(tokens, token)


@cache
def _months() -> frozenset[str]:
    return frozenset(load_toml("times.toml")["months"])


def _bracketed(tokens: tuple[Token, ...], sign: Token) -> None:
    """ "The rebels on Monday (Oct 12) admitted": the date stands with the day, and is nobody who admits."""
    month, number, day = tokens[sign.i + 1], tokens[sign.i + 2], tokens[sign.i - 1]
    if not number.text.isdigit() or day.lower not in weekdays():
        return
    for c in month.children:
        if c.i > number.i + 1:
            hang(c, month.head, c.dep)
    hang(month, day, "appos")
    month.ent = "DATE"


def _mend(tokens: tuple[Token, ...], before: Token, day: Token) -> None:
    if before.pos == "PROPN" and day.ent in _NAMING:  # the name of a person, or of an event, with its day
        day.ent = "DATE"
    if before.pos == "PROPN" and before.dep == "compound" and before.head is day:
        _swap(before, day)
    elif before.pos == "VERB" and day.dep == "compound" and day.head.i == day.i + 1 and day.head.tag == "NNS":
        hang(day, before, "npadvmod")  # "police said Friday gunmen had killed six"


def _swap(name: Token, day: Token) -> None:
    """The name gets the day's arc and what the model hung on the day before it."""
    top, dep = day.head, day.dep
    if dep == "npadvmod":  # "President Okello Sunday accused": the subject was lost with the name
        dep = "nsubj" if name.i < top.i and not any(c.dep in ("nsubj", "nsubjpass") for c in top.children) else "dep"
    if top is day:
        return
    hang(name, top, dep)
    for c in day.children:
        hang(c, name, c.dep)
    verb = next((t for t in name.ancestors() if t.pos in ("VERB", "AUX")), None)
    hang(day, verb or top, "npadvmod")

"""By the clock: a clause that says at which hour of the day something was, and leaves open on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.lexicon import word_set
from dateline.reading import Token

PARTS = word_set("placing.toml", "clock", "parts")
PREPOSITIONS = word_set("placing.toml", "clock", "prepositions")
_HOUR = re.compile(r"[0-2]?\d[:.][0-5]\d|[0-2]\d[0-5]\d|[01]?\d(?:am|pm)")


def by_clock(view: View, event: Event) -> bool:
    """ "Shells fell before dawn", "at 7.20 a.m.", "after nightfall": on the day that the news is of.

    A part of the day that is named without its day is one of the day in focus, that of what was told before.
    """
    own = {clause_head(t) for m in event.members for t in m.words}
    for verb in own | {v.head for v in own if v.dep == "conj" and v.head.pos == "VERB"}:
        for c in (*verb.children, *(p for a in verb.children if a.dep == "advmod" for p in a.children)):
            named: tuple[Token, ...] = (c,) if c.dep in ("npadvmod", "advmod") else ()
            if c.dep == "prep" and c.lower in PREPOSITIONS:
                named = tuple(_named(c))
            if any((n.lower in PARTS or _hour(n)) and _bare(view, n) for n in named):
                return True
    return False


def _named(prep: Token) -> Iterator[Token]:
    for c in prep.children:
        if c.dep in ("pobj", "prep", "pcomp"):
            yield c
            yield from (n for n in c.children if c.dep == "prep" and n.dep == "pobj")


def _bare(view: View, part: Token) -> bool:
    """Not "on Monday morning", whose day is told, nor "each night"."""
    if any(c.lower in ("each", "every", "most") for c in part.children):
        return False
    return not any(e.when is not None for e in view.grounded.at(part.i, "time"))


def _hour(token: Token) -> bool:
    return bool(_HOUR.fullmatch(token.lower)) or token.lower in ("a.m.", "p.m.", "o'clock")

"""Who was harmed where the order of words tells it and the parse does not."""

from __future__ import annotations

from dateline.reading import Token


def behind_when(verb: Token) -> Token | None:
    """ "Murdered within a day Judge Rui Sá": the person behind a phrase of time, whom the parse takes for one."""
    if verb.tag != "VBD" or not any(c.dep == "nsubj" for c in verb.children):
        return None
    return next((c for c in verb.children if c.dep == "npadvmod" and c.i > verb.i and c.ent == "PERSON"), None)

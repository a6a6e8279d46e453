"""People told of by their number and by what was done to them: "160 villagers killed"."""

from __future__ import annotations

from dateline.claims.sources_text import child
from dateline.reading import Token

STRUCK = frozenset({"dead", "killed", "wounded", "injured", "missing", "hurt"})


def counted(noun: Token) -> bool:
    """ "160 villagers killed", "two wounded guards": people by number, and what was done to them."""
    return any(c.pos == "NUM" for c in noun.children) and any(
        c.lower in STRUCK and c.dep in ("acl", "amod", "advcl") for c in noun.children
    )


def numbered(noun: Token) -> bool:
    return any(c.pos == "NUM" for c in noun.children)


def struck_behind(verb: Token, noun: Token) -> bool:
    """ "spoke of nine guards and 60 rebels killed", where the parser takes the killed for a verb."""
    behind = [c for c in verb.children if c.i > noun.i]
    done = any(c.lower in STRUCK and child(c, "aux", "auxpass") is None for c in behind)
    return numbered(noun) and (done or any(c.dep == "conj" and counted(c) for c in (*behind, *noun.children)))

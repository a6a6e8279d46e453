"""What then befell those whose deed it is: stopped by others, whose doing the deed was not."""

from __future__ import annotations

from dateline.reading import Token


def is_stopped(verb: Token) -> bool:
    """ "Stabbed four people before being shot dead by police": what then befell him who did it."""
    being = any(c.lower == "being" and c.dep == "auxpass" for c in verb.children)
    return being and verb.dep == "pcomp" and verb.head.lower in ("before", "until") and verb.head.head.pos == "VERB"

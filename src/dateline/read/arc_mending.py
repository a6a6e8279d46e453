"""Moving an arc of a parse."""

from __future__ import annotations

from dateline.reading import Token


def hang(token: Token, head: Token, dep: str) -> None:
    """Let ``token`` depend on ``head`` (on itself: the root)."""
    if token in head.ancestors():
        return
    old = token.head
    if old is not token:
        old.children = tuple(c for c in old.children if c is not token)
    token.dep, token.head = dep, head
    if head is not token:
        head.children = tuple(sorted((*head.children, token), key=lambda t: t.i))

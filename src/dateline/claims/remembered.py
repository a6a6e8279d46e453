"""What is asked of one word again and again, found once a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Protocol, TypeVar

from dateline.reading import Token


class Remembers(Protocol):
    """``found``: the words that a question gave for a word, by the question's name and the word's number."""

    found: dict[tuple[str, int], list[Token]]


View = TypeVar("View", bound=Remembers)
Question = Callable[[View, Token, int], list[Token]]


def remembered(question: Question[View]) -> Callable[..., list[Token]]:
    """The question, asked once of each word; who asks gets a list of their own. Deeper ones are asked as they are."""
    name = question.__name__

    @wraps(question)
    def ask(view: View, token: Token, depth: int = 0) -> list[Token]:
        if depth:
            return question(view, token, depth)
        key = name, token.i
        known = view.found.get(key)
        if known is None:
            known = view.found[key] = question(view, token, 0)
        return known.copy()

    return ask

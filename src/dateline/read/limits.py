"""What no report of prose has, and where reading it would cost without end: stated here, and held to.

A report has at most 1,000,000 characters (``ingest``). Of what it holds

- a run of characters without a space is a word up to ``WORD`` characters; the rest of it is not parsed,
- a sentence is read up to ``SENTENCE`` words; what follows is read as a sentence of its own.

The limits depend on the text alone and never on the clock, so that a report gives the same records on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

WORD = 200  # the longest addresses of web pages; the tokenizer's time grows with the square of it
SENTENCE = 300  # words; a long legal sentence has 150. The rules look at pairs of words of one sentence

T = TypeVar("T")
LONG_WORD = re.compile(rf"(?<!\S)(\S{{{WORD}}})(\S+)")


def cut(words: list[T]) -> Iterator[list[T]]:
    """A sentence's words in runs of at most ``SENTENCE``."""
    for start in range(0, len(words), SENTENCE):
        yield words[start : start + SENTENCE]

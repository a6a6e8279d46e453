"""What a rule for a date may look at: the report's own date, and what the text has said so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dateline.ground.numerals import read_numeral
from dateline.lexicon import load_toml
from dateline.model import When


@dataclass(slots=True)
class Clock:
    """What resolves a date: the report's own date and what the text has said so far.

    ``anchor``: the last day that the text named. ``span``: the last When of any precision. ``future``: the words
    stand below "will". ``here``: the last date of the same sentence. ``told``: the day of the same sentence on which
    somebody said it.
    """

    own: date | None
    anchor: date | None = None
    span: When | None = None
    here: When | None = None
    future: bool = False
    told: date | None = None

    @property
    def year(self) -> int | None:
        """The year of a date that names none."""
        return self.own.year if self.own else int(self.span.start[:4]) if self.span else None

    def to_come(self, day: date) -> bool:
        """After the report's own date, and no words of the future: no day of what the report tells."""
        return self.own is not None and day > self.own and not self.future


Match = re.Match[str]
Rule = Callable[[Match, Clock], When | None]


@cache
def lexicon() -> dict[str, Any]:
    return load_toml("times.toml")


def number(text: str) -> tuple[int, int]:
    """ "two" is (2, 2), "several" (3, 9), "a" (1, 1)."""
    text = {"a": "one", "an": "one", "some": "a few", "couple of": "a couple of"}.get(text, text)
    found = read_numeral(text.split(), 0) if text else None
    return (found.low, found.high or found.low) if found else (1, 1)


def month_number(text: str) -> int:
    return int(lexicon()["months"][text.rstrip(".")])


def weekday_number(text: str) -> int:
    word = text.rstrip(".")
    days = lexicon()["weekdays"]
    return int(days[word] if word in days else days[word.rstrip("s")])


def day_number(text: str) -> int:
    """ "27th", "nineteenth", "twenty - first"."""
    if figures := re.match(r"\d+", text):
        return int(figures[0])
    return sum(int(lexicon()["ordinals"].get(w) or {"twenty": 20, "thirty": 30}[w]) for w in re.findall("[a-z]+", text))

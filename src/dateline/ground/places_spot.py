"""Words that may name a place: the record that the steps of ``places.py`` hand on and fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.ground.gazetteer import Found

LONGEST = 8  # tokens in a name: "Deir al - Zor" is four
NAMED = ("GPE", "LOC")  # labels of the language model
OWNING = ("'s", "’s")
DATED = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")


@dataclass(slots=True)
class Spot:
    """Words that may name a place. ``found`` are the gazetteer's places of that name, empty where it knows none.

    ``hint``: the kind of place that the words about it tell ("the village of"). ``typed``: the type word stands at its
    side. ``inside``: what the text says it lies in, as (how, other spot or country code).
    """

    first: int
    last: int
    found: tuple[tuple[Found, int], ...]
    name: str
    hint: str = ""
    typed: bool = False
    how: str = ""  # where the type word stands: "of" (the village of X), "after" (X village), "before" (town X)
    abbreviation: bool = False
    row: bool = False  # stands in a row with another possible place: "Arbin, Hamouria and Saqba"
    mates: list[Spot] = field(default_factory=list)  # the two beside it in that row
    inside: list[tuple[str, Spot | str]] = field(default_factory=list)
    holds: list[Spot] = field(default_factory=list)
    heading: bool = False  # heads an item of a list: "Mellit: clashes were reported"
    chance: float = 0.0  # that it is a place at all, by the table of recognition
    parts: Sequence[tuple[str, float]] = ()  # what made the chance

    @property
    def why(self) -> tuple[tuple[str, float], ...]:
        return tuple((name, round(weight, 3)) for name, weight in self.parts if weight)

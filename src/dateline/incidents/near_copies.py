"""Finds the copies among new reports and those they touch, with the result that looking at all anew would give.

What a report repeats depends on the reports that share runs with it and come before it in order. New reports change
that for others in three ways: they are repeated themselves, they print a run on one day too many (furniture, which
falls out of the texts that have it), or they are the first of a paper that an older report credits (which moves that
one back in the order). Nothing is ever taken out, so furniture stays furniture.

Every new report makes furniture of something that dozens of others print, and hardly any of these shares more with a
third for that. So of each report that was looked at is kept a share of its runs that no other has more of, and it is
looked at again only once that may have come near what makes a copy. Of two reports the shorter one's tells: what they
share never grows, so the share grows only as runs fall out of the shorter one, whose own grows as much.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from dateline.incidents.copies import (
    FURNITURE,
    LEAST,
    Runs,
    alike,
    bands_of,
    credited,
    day_of,
    furniture,
    order_of,
    runs_of,
    share_a_band,
    too_late,
)
from dateline.incidents.facts import fold, publisher_key
from dateline.model import Document

# Shares of the runs of the shorter text: of less than FAR it is not kept how much less; a report that shares NEAR with
# another one is looked at again when runs fall out of it.
FAR, NEAR = 0.1, 0.2
assert FAR < NEAR < LEAST


@dataclass(frozen=True, slots=True)
class Print:
    """A report as looking for copies sees it. ``whole`` is the same for texts of the same runs, None without any;
    ``credits``: other papers that its head may name."""

    document: str
    day: str
    paper: str
    runs: Runs
    whole: int | None
    credits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Head:
    """A report without its text; ``telling``: so many of its runs are no furniture. ``credits``: it names a paper."""

    document: Document
    credits: bool
    telling: int
    whole: int | None

    @property
    def order(self) -> tuple[str, bool, str]:
        return order_of(self.document, self.credits)


def print_of(document: Document) -> Print:
    runs = runs_of(document.text)
    digest = hashlib.blake2b(runs.astype("<u8").tobytes(), digest_size=8).digest()
    whole = int.from_bytes(digest, "big", signed=True) if len(runs) else None
    return Print(
        document.id, day_of(document), fold(document.publisher or ""), runs, whole, frozenset(credited(document))
    )


def prints(documents: Sequence[Document]) -> tuple[list[Print], Runs]:
    """All that is to be kept of these reports, and the furniture among their runs."""
    made = [print_of(d) for d in documents]
    return made, furniture(documents, {p.document: p.runs for p in made})


class Texts(Protocol):
    """The kept prints. Reports go by their numbers."""

    def add(self, found: Mapping[int, Print]) -> set[int]:
        """Takes these in; gives the older reports that credit a paper which was not there before."""
        ...

    def furniture(self, runs: Runs) -> Runs:
        """Those of the runs that are furniture."""
        ...

    def spread(self, runs: Runs, days: int) -> Runs:
        """Those of the runs that are printed on more than so many days."""
        ...

    def dull(self, runs: Runs, least: float) -> set[int]:
        """From now on these are furniture; gives the reports that have them and may now share so much with another
        one, or were never looked at."""
        ...

    def sharing(self, number: int, runs: Runs, least: float) -> dict[int, tuple[int, float]]:
        """How many of these runs, none of them furniture, the other reports have, and what share that is of the runs
        of the shorter text; of those that have this share at least. The most of it is kept for each."""
        ...

    def equal(self, whole: int) -> list[int]: ...

    def heads(self, numbers: Collection[int]) -> dict[int, Head]: ...

    def texts(self, numbers: Collection[int]) -> dict[int, str]: ...

    def groups(self, numbers: Collection[int]) -> set[int]:
        """These with all that are copies of the same originals, and the originals."""
        ...

    def original(self, number: int) -> int:
        """What a report is a copy of, as it stands; itself where it is none."""
        ...


def recopied(texts: Texts, come: Mapping[int, Document]) -> dict[int, int]:
    """Takes in new reports; gives for them and for all that they may touch what each repeats (itself: nothing)."""
    found = {number: print_of(document) for number, document in come.items()}
    moved = texts.add(found)
    every = np.unique(np.concatenate([np.zeros(0, np.uint64), *(p.runs for p in found.values())]))
    moved |= texts.dull(texts.spread(every, FURNITURE), NEAR) | set(come)
    look = _Look(texts, {number: p.runs for number, p in found.items()})
    touched = set(moved)
    for number in sorted(moved):
        touched |= look.near(number)
    touched = texts.groups(touched)
    first = {number: look.first(number) for number in sorted(touched)}
    return {number: _root(number, first, texts) for number in touched}


def _root(number: int, first: Mapping[int, int], texts: Texts) -> int:
    while number in first:
        if first[number] == number:
            return number
        number = first[number]
    return texts.original(number)


class _Look:
    def __init__(self, texts: Texts, runs: Mapping[int, Runs]) -> None:
        self.kept = texts
        self._runs = runs  # of the new ones
        self._heads: dict[int, Head] = {}
        self._telling: dict[int, Runs] = {}
        self._bands: dict[int, list[bytes]] = {}
        self._near: dict[int, set[int]] = {}

    def head(self, number: int) -> Head:
        if number not in self._heads:
            self._heads.update(self.kept.heads([number]))
        return self._heads[number]

    def telling(self, number: int) -> Runs:
        if number not in self._telling:
            runs = self._runs.get(number)
            if runs is None:
                runs = runs_of(self.kept.texts([number])[number])
            self._telling[number] = np.setdiff1d(runs, self.kept.furniture(runs), assume_unique=True)
        return self._telling[number]

    def bands(self, number: int) -> list[bytes]:
        if number not in self._bands:
            self._bands[number] = bands_of(self.telling(number))
        return self._bands[number]

    def near(self, number: int) -> set[int]:
        """The reports of which one may repeat the other, by the runs that they share and their days."""
        if number not in self._near:
            mine, runs = self.head(number), self.telling(number)
            shared = {n: many for n, (many, share) in self.kept.sharing(number, runs, FAR).items() if share >= LEAST}
            missing = [n for n in shared if n not in self._heads]
            self._heads.update(self.kept.heads(missing))
            same = set(self.kept.equal(mine.whole)) if mine.whole is not None else set()
            alike_ = {n for n, many in shared.items() if _alike(mine, self._heads[n], many)}
            self._near[number] = (same | alike_) - {number}
        return self._near[number]

    def first(self, number: int) -> int:
        """The first report in order that this one repeats; itself where there is none."""
        mine = self.head(number)
        if mine.whole is None:
            return number
        equal = min(self.kept.equal(mine.whole), key=lambda n: self.head(n).order)
        if equal != number:
            return equal
        earlier = sorted(
            (n for n in self.near(number) if self.head(n).order < mine.order), key=lambda n: self.head(n).order
        )
        return next((n for n in earlier if share_a_band(self.bands(number), self.bands(n))), number)


def _alike(a: Head, b: Head, shared: int) -> bool:
    if too_late(a.document, b.document):
        return False
    return alike(shared, a.telling, b.telling, publisher_key(a.document) == publisher_key(b.document))

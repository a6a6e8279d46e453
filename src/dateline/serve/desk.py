"""The casefile as the desk sees it: a list of incidents in brief, kept in memory and brought up to date step by step.

What a page shows of one incident or report is looked up in the file when it is asked for.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from dateline.casefile import Casefile, Judgement, look, view
from dateline.casefile.brief import Brief
from dateline.casefile.db import snapshot, writable
from dateline.casefile.search import expression
from dateline.casefile.select import Selection
from dateline.casefile.store import now
from dateline.errors import UsageError
from dateline.serve.shapes import Label, Named


class Backing(Protocol):
    """What the desk needs from above: the stored world kept up to date, judging, and finding places by name."""

    version: str

    def refresh(self, case: Casefile) -> bool: ...

    def judge(self, case: Casefile, judgement: Judgement) -> Judgement: ...

    def places(self, name: str) -> list[Named]: ...

    def labels(self, west: float, south: float, east: float, north: float, most: int) -> list[Label]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks the list, the map and the time line for. Empty asks for all."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    types: tuple[str, ...] = ()
    source: str | None = None
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    disputed: bool = False
    reviewed: bool | None = None
    words: str | None = None


FACETS = ("types", "countries", "kinds", "stances", "groups", "grades")
KEPT = 16  # selections that are remembered: the list, the map and the time line ask for the same one


def facets(brief: Brief) -> dict[str, tuple[str, ...]]:
    """What an incident is counted under for each of FACETS."""
    country = brief.place.country if brief.place else None
    return {
        "types": (brief.type,), "countries": (country,) if country else (), "kinds": brief.kinds,
        "stances": brief.stances, "groups": brief.groups, "grades": (brief.grade,) if brief.grade else (),
    }  # fmt: skip


class Index:
    """The incidents of one state of the world. Never changed: :meth:`after` gives the next."""

    def __init__(
        self, key: str, world: int, step: int, briefs: dict[str, Brief], order: list[tuple[int, str]],
        reviewed: frozenset[str], counts: dict[str, Counter[str]], size: tuple[int, int],
    ) -> None:  # fmt: skip
        self.key, self.world, self.step = key, world, step
        self.briefs, self.order, self.reviewed, self.counts = briefs, order, reviewed, counts
        self.reports, self.claims = size
        self._chosen: dict[tuple[Asked, frozenset[int] | None], list[Brief]] = {}
        self._choosing = threading.Lock()

    @classmethod
    def of(cls, case: Casefile, key: str) -> Index:
        """All incidents of the stored world."""
        briefs: dict[str, Brief] = {}
        order: list[tuple[int, str]] = []
        reviewed: set[str] = set()
        alike: dict[str, Counter[tuple[str, ...]]] = {name: Counter() for name in FACETS}
        for ordinal, seen, brief in look.briefs(case):
            briefs[brief.id] = brief
            order.append((ordinal, brief.id))
            if seen:
                reviewed.add(brief.id)
            for name, values in facets(brief).items():
                alike[name][values] += 1
        order.sort()
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for name, many in alike.items():
            for values, n in many.items():
                counts[name].update({v: n for v in values if v})
        return cls(key, *_step(case), briefs, order, frozenset(reviewed), counts, _size(case))

    def after(self, case: Casefile, key: str) -> Index:
        """The state of the file now, by the steps that were taken since; all of it anew where they are not known."""
        world, step = _step(case)
        rows = case.query("SELECT step, gone, come FROM world_steps WHERE step > ? ORDER BY step", self.step)
        if world != self.world or len(rows) != step - self.step:
            return Index.of(case, key)
        touched = {i for r in rows for field in ("gone", "come") for i in msgspec.json.decode(r[field])}
        now = {b.id: (ordinal, seen, b) for ordinal, seen, b in look.briefs(case, touched)}
        briefs = dict(self.briefs)
        counts = {name: Counter(count) for name, count in self.counts.items()}
        for old in (briefs.pop(i) for i in touched if i in briefs):
            for name, values in facets(old).items():
                counts[name].subtract(v for v in values if v)
        order = [entry for entry in self.order if entry[1] not in touched]
        for ordinal, _, brief in now.values():
            briefs[brief.id] = brief
            insort(order, (ordinal, brief.id))
            for name, values in facets(brief).items():
                counts[name].update(v for v in values if v)
        reviewed = (self.reviewed - touched) | {i for i, (_, seen, _) in now.items() if seen}
        return Index(key, world, step, briefs, order, reviewed, counts, _size(case))

    def choose(self, asked: Asked, found: frozenset[int] | None) -> list[Brief]:
        """The incidents asked for, in the world's order; ``found``: numbers of the reports that hold the words."""
        with self._choosing:
            known = self._chosen.get((asked, found))
            if known is None:
                if len(self._chosen) >= KEPT:
                    self._chosen.clear()
                known = self._chosen[(asked, found)] = list(self._choose(asked, found))
            return known

    def _choose(self, asked: Asked, found: frozenset[int] | None) -> Iterator[Brief]:
        selection = Selection(asked.since, asked.until, asked.place, asked.types, asked.disputed)
        source = asked.source.casefold() if asked.source else None
        for _, identity in self.order:
            b = self.briefs[identity]
            if not selection.matches(b, True) or (found is not None and found.isdisjoint(b.documents)):
                continue
            if (asked.kinds and not set(asked.kinds) & set(b.kinds)) or (asked.grades and b.grade not in asked.grades):
                continue
            if (asked.stances and not set(asked.stances) & set(b.stances)) or (
                asked.groups and not set(asked.groups) & set(b.groups)
            ):
                continue
            if source and not any(source in s.casefold() for s in b.sources):
                continue
            if asked.reviewed is None or asked.reviewed == (identity in self.reviewed):
                yield b


def _step(case: Casefile) -> tuple[int, int]:
    row = case.query(
        "SELECT (SELECT max(id) FROM worlds) AS world, "
        "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'world_steps'), 0) AS step"
    )[0]
    return row["world"] or 0, row["step"]


def _size(case: Casefile) -> tuple[int, int]:
    """Reports and claims in the world."""
    row = case.query(
        "SELECT (SELECT count(*) FROM world_documents WHERE world = w.id), "
        "(SELECT count(*) FROM world_claims WHERE world = w.id AND incident IS NOT NULL) FROM current_world w"
    )[0]
    return row[0], row[1]


class Desk:
    """One casefile, open for many requests. Judging goes one at a time."""

    def __init__(self, path: Path, backing: Backing, *, read_only: bool = False) -> None:
        self.path = path
        self.backing = backing
        self.read_only = read_only
        self._lock = threading.RLock()
        self._index: Index | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.copied: str | None = None  # when: what is shown is the file as it was then
        with self._open():
            pass  # says at once what is wrong with the file

    @contextmanager
    def _open(self) -> Iterator[Casefile]:
        with Casefile(self.path, write=not self.read_only) as case:
            yield case

    def index(self) -> Index:
        """The incidents as they are now; brought up to date only when the file has changed, by whomever."""
        with self.look() as (index, _):
            return index

    @contextmanager
    def look(self) -> Iterator[tuple[Index, Casefile]]:
        """The incidents as they are now, and the open file to look up the rest; both of one state of the file."""
        with self._lock:
            self._refresh()
        with self._open() as case, snapshot(case.connection):
            yield self._current(case), case

    def _current(self, case: Casefile) -> Index:
        stored = view.newest(case)
        key = stored.key if stored else ""
        with self._lock:
            if self._index is None or self._index.key != key:
                self._index = Index.of(case, key) if self._index is None else self._index.after(case, key)
            return self._index

    def _refresh(self) -> None:
        """Brings the world up to date. Where this desk may only read, that is done all the same in a file that can be
        written (the world holds nothing but what follows from the file), else in a copy, which is shown from then on.
        """
        with self._open() as case:
            if self.backing.refresh(case):
                return
        path = self.path
        if not writable(path):
            self._copy = tempfile.TemporaryDirectory(prefix="dateline-")
            path = Path(self._copy.name) / self.path.name
            shutil.copy(self.path, path)
            path.chmod(0o600)
            self.copied = now()
        with Casefile(path) as case:
            self.backing.refresh(case)
        self.path = path

    def holding_words(self, case: Casefile, words: str | None) -> frozenset[int] | None:
        """Numbers of the reports that hold the words; None where none were asked for."""
        asked = expression(words) if words else ""
        if not asked:
            return None
        rows = case.query("SELECT rowid FROM document_search WHERE document_search MATCH ?", asked)
        return frozenset(r[0] for r in rows)

    def judge(self, make: Callable[[Casefile], Judgement], check: Callable[[Casefile, Judgement], None]) -> Judgement:
        """Appends the judgement that ``make`` gives for the world as it is at that moment, unless ``check`` objects.

        Nobody can judge in between: the desk's own requests wait for the lock, and a judgement that another process
        appends is brought in first.
        """
        if self.read_only:
            raise UsageError("this desk is read-only")
        with self._lock, self._open() as case:
            self.backing.refresh(case)
            judgement = make(case)
            check(case, judgement)
            return self.backing.judge(case, judgement)


def counted(counter: Counter[str]) -> Iterable[tuple[str, int]]:
    """Values with their counts, the most common first."""
    return sorted(((v, n) for v, n in counter.items() if n > 0), key=lambda item: (-item[1], item[0]))

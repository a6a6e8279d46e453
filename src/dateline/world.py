"""Reads into a casefile, and makes the view of the world from its claims and judgements.

This sits above the casefile and the stages: the casefile stores, the stages read and join, neither knows the other.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from dateline.casefile import view
from dateline.casefile.db import snapshot
from dateline.casefile.judgements import Fallen, Judgement, Settled, append, fallen, judgements, settle
from dateline.casefile.select import last_day
from dateline.casefile.store import Casefile, Stored
from dateline.casefile.view import World
from dateline.errors import InputError, UsageError
from dateline.model import Document, Output, Producer
from dateline.reading import Failure, Notice, Reading, actors_of
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.incidents import Joined

Item = Document | Failure | Notice
Told = Callable[[Item], None]


class Reads(Protocol):
    """What reads documents: ``dateline.machine.Machine``, or a stand-in in tests."""

    @property
    def producer(self) -> Producer: ...

    def readings(self, docs: Iterable[Document], jobs: int = 1) -> Generator[Reading]: ...


@dataclass(frozen=True, slots=True)
class Added:
    """What a run added. ``known``: documents read before by this version; ``fallen``: judgements without claims."""

    read: int
    known: int
    failures: tuple[Failure, ...] = ()
    notices: tuple[Notice, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    unresolved_dates: int = 0


def read_into(
    case: Casefile, items: Iterable[Item], *, machine: Reads | None = None, jobs: int = 1, on_item: Told | None = None
) -> Added:
    """Reads reports (as ``dateline.ingest.documents`` gives them) into a casefile and brings its world up to date.

    Each report is stored as soon as it is read; those that this version has read before are skipped.
    """
    added = _store(case, items, machine or _machine(), jobs, on_item, again=False)
    refresh(case)
    return added


def reread(
    case: Casefile,
    *,
    machine: Reads | None = None,
    jobs: int = 1,
    again: bool = False,
    on_item: Told | None = None,
) -> Added:
    """Reads the stored texts with the program as it is now. Earlier readings and all judgements stay.

    ``again`` reads also what this version has read before (its files may have changed while it was developed).
    """
    added = _store(case, case.documents(), machine or _machine(), jobs, on_item, again=again)
    refresh(case)
    return added


def _machine() -> Reads:
    from dateline.machine import Machine  # the language model: seconds, and not needed to look at a casefile

    return Machine()


def _store(
    case: Casefile, items: Iterable[Item], machine: Reads, jobs: int, on_item: Told | None, again: bool
) -> Added:
    failures: list[Failure] = []
    notices: list[Notice] = []
    known = read = unresolved = 0
    tell = on_item or (lambda item: None)

    def unread() -> Iterator[Document]:
        nonlocal known
        for item in items:
            if isinstance(item, Document) and (again or not case.has(item.id, machine.producer)):
                yield item
                continue
            tell(item)
            if isinstance(item, Document):
                known += 1
                case.saw(item)
            elif isinstance(item, Failure):
                failures.append(item)
            else:
                notices.append(item)

    with closing(machine.readings(unread(), jobs)) as readings:
        for reading in readings:
            if reading.problem:  # the text is kept and the reading is not, so that a version without the error reads it
                case.add_document(reading.document)
                failures.append(Failure(reading.document.uri, reading.problem))
                tell(failures[-1])
                continue
            try:
                new = case.add(reading, machine.producer, again=again)
            except InputError as e:
                failures.append(Failure(e.uri, e.message))
                tell(failures[-1])
                continue
            read, known = read + new, known + (not new)  # where it is not new, another process was faster
            unresolved += reading.unresolved_dates
            tell(reading.document)
    return Added(read, known, tuple(failures), tuple(notices), tuple(lost(case)), unresolved)


def of(
    case: Casefile, *, until: str | None = None, version: str | None = None, bare: bool = False
) -> tuple[list[Stored], Settled, Output, str]:
    """Readings and judgements (all, or up to a moment or a program version), settled but not joined.

    ``bare``: without mentions and attributions, which joining does not need.
    """
    with snapshot(case.connection):
        key = case.key(__version__)
        stored = case.readings(until=until, version=version, bare=bare)
        rows = judgements(case, until)
        producer = case.producer() if stored else Producer(version=__version__, model="", ontology="", gazetteer="")
    settled = settle([s.reading for s in stored], rows)
    readings = settled.readings
    output = Output(
        producer=producer,
        documents=tuple(r.document for r in readings),
        actors=tuple(actors_of(readings).values()),
        mentions=tuple(m for r in readings for m in r.mentions),
        attributions=tuple(a for r in readings for a in r.attributions),
        claims=tuple(c for r in readings for c in r.claims),
    )
    return stored, settled, output, key


def refresh(case: Casefile) -> bool:
    """Makes the stored world that of the stored claims and judgements. False where it is not and the file may not be
    written."""
    if view.fresh(case, __version__):
        return True
    if not case.write:
        return False
    from dateline.judging import catch_up

    if not catch_up(case, __version__):
        _anew(case)
    return True


@contextmanager
def up_to_date(case: Casefile) -> Iterator[Casefile]:
    """The casefile with its stored world up to date; where it may not be written, and is not, a copy that is."""
    if refresh(case):
        yield case
        return
    with (
        tempfile.TemporaryDirectory(prefix="dateline-") as folder,
        Casefile(Path(folder) / case.path.name, create=True) as copy,
    ):
        case.connection.backup(copy.connection)
        refresh(copy)
        yield copy


@contextmanager
def steady(case: Casefile) -> Iterator[Casefile]:
    """The casefile with its stored world up to date, and at rest for as long as this is open, whatever others write;
    where it may not be written, and is not up to date, a copy that is."""
    while True:
        with up_to_date(case) as present, snapshot(present.connection):
            if view.fresh(present, __version__):
                yield present
                return


def build(case: Casefile) -> World:
    """The world as it is now, all of it in memory; stored where it was not, if the file may be written."""
    while refresh(case):
        with snapshot(case.connection):
            if view.fresh(case, __version__):  # else somebody judged in between
                _, settled, output, _ = of(case)
                return view.load(case, settled, output)
    return _apart(*of(case))


def world(case: Casefile, *, until: str | None = None, version: str | None = None) -> World:
    """The view of the world: now, or as this program sees what stood in the file at a moment or under a version."""
    if until is None and version is None:
        return build(case)
    return _apart(*of(case, until=until, version=version))


def _anew(case: Casefile) -> None:
    """Joins all claims as judged and stores the world."""
    from dateline.judging import left
    from dateline.pipeline import whole

    stored, settled, output, key = of(case, bare=True)
    joined = _joined(stored, settled)
    made = view.make(whole(settled.readings, joined, output.producer), settled)
    numbers = {s.reading.document.id: s.id for s in stored}
    view.save(case, made, settled, key, numbers, left(settled.readings, joined.claims, joined.documents, joined.traces))


def _apart(stored: Sequence[Stored], settled: Settled, output: Output, key: str) -> World:
    """A world that is not kept."""
    from dateline.pipeline import whole

    return view.make(whole(settled.readings, _joined(stored, settled), output.producer), settled)


def _joined(stored: Sequence[Stored], settled: Settled) -> Joined:
    from dateline.incidents import join

    return join(settled.readings, settled.decisions, as_read=[s.reading for s in stored])


def at(case: Casefile, point: str | None) -> World:
    """The world at a point that a person names: a program version, a day (its end), a moment, or None for now.

    Raises UsageError for a point that is neither a version that read into this file nor a date.
    """
    if point is None:
        return build(case)
    versions = [p.version for _, p in case.producers()]
    if point in versions:
        return world(case, version=point)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(T[\d:.]+Z?)?", point):
        known = ", ".join(dict.fromkeys(versions)) or "none"
        raise UsageError(f"{point!r} is neither a date nor a version that read into this casefile ({known})")
    last_day(point[:10])  # raises for the 44th of a month
    return world(case, until=point if "T" in point else point + "T23:59:59.999999Z")


def judged(case: Casefile, judgement: Judgement) -> Judgement:
    """Appends a judgement and brings the stored world up to date with it."""
    done = append(case, msgspec.structs.replace(judgement, version=__version__))
    refresh(case)
    return done


def judge(case: Casefile, judgement: Judgement) -> tuple[Judgement, World]:
    """Appends a judgement and gives the world that follows from it, all of it in memory (see :func:`judged`)."""
    return judged(case, judgement), build(case)


def lost(case: Casefile) -> list[Fallen]:
    """The judgements in force whose claims the current readings no longer make."""
    return fallen(case)

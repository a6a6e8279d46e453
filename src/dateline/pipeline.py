"""The whole way from paths to records, on one page.

1 ingest     paths -> documents (or failures, which end nothing)
2 read       documents -> parsed reports
3 ground     words -> places, actors, times, counts
4 claims     -> attributions and claims of each report
5 incidents  claims of all reports -> incidents, holdings, disputes, updates

Steps 2 to 4 look at one report at a time (``machine.py``); step 5 at all of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.allocation import Alone
from dateline.errors import UsageError
from dateline.files import writing
from dateline.incidents import Ahead, Joined, bare, join
from dateline.ingest import day, documents
from dateline.machine import ONTOLOGY, Machine
from dateline.model import Actor, Attribution, Claim, Document, Holding, Incident, Mention, Output, Producer
from dateline.reading import Decisions, Failure, Notice, Reading
from dateline.spool import Spool, encoded

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ONTOLOGY", "Machine", "Result", "Written", "assemble", "read", "write"]

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Result:
    """What a run found.

    ``output`` is the contract's records, also at hand as ``result.claims`` and so on. ``failures`` are the inputs that
    could not be read, ``notices`` what was odd about others; ``unresolved_dates`` counts the dates ("on Saturday")
    that a day of publication would settle.
    """

    output: Output
    failures: tuple[Failure, ...] = ()
    unresolved_dates: int = 0
    notices: tuple[Notice, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.output.documents

    @property
    def actors(self) -> tuple[Actor, ...]:
        return self.output.actors

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.output.mentions

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        return self.output.attributions

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.output.claims

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return self.output.incidents

    @property
    def holdings(self) -> tuple[Holding, ...]:
        return self.output.holdings

    def to_json(self) -> bytes:
        """The contract's JSON, UTF-8."""
        import msgspec

        return msgspec.json.encode(self.output)

    def to_pandas(self) -> pd.DataFrame:
        """One row a claim, flat columns (see ``dateline.flat``). Needs pandas."""
        from dateline.flat import frame

        return frame(self.output)


def read(
    paths: Paths,
    *,
    published: str | None = None,
    publisher: str | None = None,
    columns: Mapping[str, str] | None = None,
    gate: bool = False,
    allow_local: bool = False,
    jobs: int = 1,
    machine: Machine | None = None,
    on_item: Callable[[Document | Failure | Notice], None] | None = None,
) -> Result:
    """Read reports and give their records.

    ``paths``: files, folders, web addresses, or "-" for standard input; for them and for ``published`` (YYYY-MM-DD),
    ``publisher``, ``columns``, ``gate`` and ``allow_local`` see :func:`dateline.ingest.documents`. ``jobs``: number of
    processes. ``on_item`` is called with each document when it is done, each failure and each notice when it is met. A
    ``machine`` made once can be used for many calls. Raises UsageError for a ``published`` that is no date.
    """
    try:
        published = day(published) if published else None
    except ValueError as e:
        raise UsageError(f"published: {e}") from None
    found = documents(_as_list(paths), published, publisher, columns=columns, gate=gate, allow_local=allow_local)
    machine, met = machine or Machine(), _Met(on_item)
    readings, ahead = [], Ahead()
    with closing(machine.readings(met.documents(found), jobs)) as coming:
        for reading in coming:
            readings.append(reading)
            ahead.add(reading)
            met.read(reading)
    return assemble(readings, machine.producer, met.failures, met.notices, ahead=ahead)


@dataclass(frozen=True)
class Written:
    """How many reports, claims and incidents were written; the rest as in :class:`Result`."""

    reports: int
    claims: int
    incidents: int
    failures: tuple[Failure, ...]
    unresolved_dates: int


def write(
    items: Iterable[Document | Failure | Notice],
    target: Path | None,
    *,
    jobs: int = 1,
    machine: Machine | None = None,
    on_item: Callable[[Document | Failure | Notice], None] | None = None,
) -> Written:
    """Read reports and write their records as JSON, to a file or (None) to standard output: byte for byte what
    ``read(...).to_json()`` gives, in less memory. ``items``: of :func:`dateline.ingest.documents`. Raises OutputError.
    """
    machine, met = machine or Machine(), _Met(on_item)
    ahead = Ahead()
    with Spool(target) as spool:
        with closing(machine.each(met.documents(items), jobs, encoded)) as coming:
            for made in coming:
                spool.add(ahead.part(made.reading, bare(made.reading)), made.records)
                met.read(made.reading)
        producer = machine.producer
        Alone.done()
        del machine  # it has the room that joining needs, where it is nobody else's
        readings = []
        for part in spool.parts():
            ahead.keep(part)
            readings.append(part.reading)
        joined = join(readings, ahead=ahead)
        with writing(target) if target else nullcontext(sys.stdout.buffer) as out:
            spool.write(out, producer, joined)
        if not target:
            out.write(b"\n")
            out.flush()
    unresolved = sum(r.unresolved_dates for r in readings)
    return Written(len(joined.documents), len(joined.claims), len(joined.incidents), tuple(met.failures), unresolved)


class _Met:
    """What a run comes upon, told as it is met."""

    def __init__(self, on_item: Callable[[Document | Failure | Notice], None] | None) -> None:
        self.failures: list[Failure] = []
        self.notices: list[Notice] = []
        self._tell = on_item or (lambda item: None)

    def documents(self, items: Iterable[Document | Failure | Notice]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, Document):
                yield item
                continue
            self._tell(item)
            if isinstance(item, Failure):
                self.failures.append(item)
            else:
                self.notices.append(item)

    def read(self, reading: Reading) -> None:
        if reading.problem:
            self.failures.append(Failure(reading.document.uri, reading.problem))
            self._tell(self.failures[-1])
        self._tell(reading.document)


def assemble(
    readings: Sequence[Reading],
    producer: Producer,
    failures: Sequence[Failure] = (),
    notices: Sequence[Notice] = (),
    decisions: Decisions | None = None,
    *,
    ahead: Ahead | None = None,
) -> Result:
    """Stage 5, and the records of the contract from all readings, with what people decided.

    ``ahead``: what joining worked out of them while others were read.
    """
    return Result(
        whole(readings, join(readings, decisions, ahead=ahead), producer),
        tuple(failures),
        sum(r.unresolved_dates for r in readings),
        tuple(notices),
    )


def whole(readings: Sequence[Reading], joined: Joined, producer: Producer) -> Output:
    """The records of the contract from all readings and what joining made of them."""
    return Output(
        producer=producer, documents=joined.documents, actors=joined.actors,
        mentions=tuple(m for r in readings for m in r.mentions),
        attributions=tuple(a for r in readings for a in r.attributions),
        claims=joined.claims, incidents=joined.incidents, holdings=joined.holdings,
    )  # fmt: skip


def _as_list(paths: Paths) -> list[str]:
    return [os.fspath(p) for p in ([paths] if isinstance(paths, str | os.PathLike) else paths)]

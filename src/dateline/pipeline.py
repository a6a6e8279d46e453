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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.incidents import Ahead, Joined, join
from dateline.ingest import day, documents
from dateline.machine import ONTOLOGY, Machine
from dateline.model import Actor, Attribution, Claim, Document, Holding, Incident, Mention, Output, Producer
from dateline.reading import Decisions, Failure, Notice, Reading

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ONTOLOGY", "Machine", "Result", "assemble", "read"]

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
    failures: list[Failure] = []
    notices: list[Notice] = []
    tell = on_item or (lambda item: None)
    try:
        published = day(published) if published else None
    except ValueError as e:
        raise UsageError(f"published: {e}") from None

    def good() -> Iterator[Document]:
        for item in documents(
            _as_list(paths), published, publisher, columns=columns, gate=gate, allow_local=allow_local
        ):
            if isinstance(item, Document):
                yield item
                continue
            tell(item)
            if isinstance(item, Failure):
                failures.append(item)
            else:
                notices.append(item)

    machine = machine or Machine()
    readings, ahead = [], Ahead()
    for reading in machine.readings(good(), jobs):
        readings.append(reading)
        ahead.add(reading)
        if reading.problem:
            failures.append(Failure(reading.document.uri, reading.problem))
            tell(failures[-1])
        tell(reading.document)
    return assemble(readings, machine.producer, failures, notices, ahead=ahead)


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

"""The whole way from paths to records, on one page.

1 ingest     paths -> documents (or failures, which end nothing)
2 read       documents -> parsed reports
3 ground     words -> places, actors, times, counts
4 claims     -> attributions and claims of each report
5 incidents  claims of all reports -> incidents, holdings, disputes, updates
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.claims import Extractor
from dateline.ground import Grounder
from dateline.incidents import join
from dateline.ingest import documents
from dateline.model import Actor, Document, Output, Producer
from dateline.read import Reader
from dateline.reading import Failure, Reading

if TYPE_CHECKING:
    import pandas as pd

ONTOLOGY = "dateline/1"


class Machine:
    """The loaded stages 2 to 4: a language model, a gazetteer, lexicons. Costly to make, cheap to use again."""

    def __init__(self) -> None:
        self.reader = Reader()
        self.grounder = Grounder()
        self.extractor = Extractor()

    def readings(self, docs: Iterable[Document]) -> Iterator[Reading]:
        """One Reading per document, in order."""
        for parsed in self.reader.read(docs):
            yield self.extractor.extract(self.grounder.ground(parsed))

    @cached_property
    def producer(self) -> Producer:
        return Producer(
            version=__version__, model=self.reader.model, ontology=ONTOLOGY, gazetteer=self.grounder.gazetteer
        )


@dataclass(frozen=True)
class Result:
    """What a run found: ``output`` is the contract's records; ``failures`` the inputs that could not be read."""

    output: Output
    failures: tuple[Failure, ...] = ()
    unresolved_dates: int = 0

    def to_pandas(self) -> pd.DataFrame:
        """One row a claim, flat columns. Needs pandas."""
        raise NotImplementedError


def read(
    paths: str | Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    machine: Machine | None = None,
    on_document: Callable[[Document | Failure], None] | None = None,
) -> Result:
    """Read reports and give their records. ``on_document`` is called as each input is done."""
    machine = machine or Machine()
    failures: list[Failure] = []

    def good() -> Iterator[Document]:
        for item in documents([paths] if isinstance(paths, str) else paths, published, publisher):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                yield item

    readings = []
    for reading in machine.readings(good()):
        readings.append(reading)
        if on_document:
            on_document(reading.document)
    return assemble(readings, machine.producer, failures)


def assemble(readings: Sequence[Reading], producer: Producer, failures: Sequence[Failure] = ()) -> Result:
    """Stage 5, and the records of the contract from all readings."""
    joined = join(readings)
    actors: dict[str, Actor] = {}
    for reading in readings:
        for actor in reading.actors:
            actors.setdefault(actor.id, actor)
    output = Output(
        producer=producer, documents=joined.documents, actors=tuple(actors[k] for k in sorted(actors)),
        mentions=tuple(m for r in readings for m in r.mentions),
        attributions=tuple(a for r in readings for a in r.attributions),
        claims=joined.claims, incidents=joined.incidents, holdings=joined.holdings,
    )  # fmt: skip
    return Result(output, tuple(failures), sum(r.unresolved_dates for r in readings))

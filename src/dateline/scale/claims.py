"""Reports -> readings: the stages 1 to 4 in ``mapInArrow``. Each worker process loads its machine once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.allocation import Alone
from dateline.errors import UsageError
from dateline.ingest import from_items
from dateline.ingest.sources import MAX_CHARACTERS
from dateline.ingest.tables import read_rows
from dateline.ingest.warc import read_warc
from dateline.machine import Machine
from dateline.model import Document
from dateline.reading import Failure
from dateline.scale.rows import COLUMNS, SCHEMA, Row, failed, row_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

FORMATS = ("parquet", "jsonl", "warc")
TOGETHER = 64  # rows handed on at a time: bounds a worker's memory

_machines: list[Machine] = []  # of a worker process: its one machine, made at its first report


def read(spark: SparkSession, source: str, form: str, parts: int | None = None) -> DataFrame:
    """One row a report (``rows.COLUMNS``) of the files at ``source``; a report that is there twice is read once.

    Parquet and JSONL have the columns that tables have (``ingest.tables``). ``parts``: into how many pieces the reports
    are dealt, some for each core. Raises UsageError for a format that there is none of.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    if form == "warc":
        found = spark.read.format("binaryFile").load(source).select("path", "content")
        documents = found.mapInArrow(_archives, "id string, document binary")
    else:
        found = spark.read.parquet(source) if form == "parquet" else spark.read.json(source)
        documents = found.mapInArrow(_tables, "id string, document binary")
    documents = documents.dropDuplicates(["id"])  # a broken input has its address for an id
    if parts:
        documents = documents.repartition(parts)
    return documents.mapInArrow(_readings, SCHEMA)


def _tables(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    from pyspark import TaskContext

    task = TaskContext.get()
    part = task.partitionId() if task else 0
    for n, batch in enumerate(batches):  # a row without an address is named by where it was met
        yield from _documents(from_items(_short(read_rows(batch.to_pylist(), f"part {part}, batch {n}"))))


def _archives(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for file in batch.to_pylist():
            yield from _documents(from_items(_short(read_warc(io.BytesIO(file["content"]), file["path"]))))


def _short(items: Iterable[Any]) -> Iterator[Any]:
    """As they are, but for what is too long for one report."""
    for item in items:
        if not isinstance(item, Failure) and len(item[1].text) > MAX_CHARACTERS:
            yield Failure(item[0], f"is longer than one report may be ({MAX_CHARACTERS:,} characters)", "limit")
        else:
            yield item


def _documents(items: Iterable[Any]) -> Iterator[pa.RecordBatch]:
    import msgspec
    import pyarrow as pa

    kept = (i for i in items if isinstance(i, Document | Failure))
    while some := list(islice(kept, TOGETHER)):
        ids = [i.id if isinstance(i, Document) else i.uri for i in some]
        data = [msgspec.msgpack.encode((isinstance(i, Document), msgspec.to_builtins(i))) for i in some]
        yield pa.RecordBatch.from_pydict({"id": ids, "document": data})


def _readings(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import msgspec
    import pyarrow as pa

    if not _machines:
        Alone.here = True
        _machines.append(Machine())
    machine = _machines[0]
    integers = {"claims_found", "unresolved_dates"}
    schema = pa.schema([(c, pa.int32() if c in integers else pa.string()) for c in COLUMNS])
    for batch in batches:
        items = iter(batch.column("document").to_pylist())
        while some := list(islice(items, TOGETHER)):
            rows: list[Row] = []
            documents: list[Document] = []
            for good, fields in map(msgspec.msgpack.decode, some):
                if good:
                    documents.append(msgspec.convert(fields, Document))
                else:
                    rows.append(failed(msgspec.convert(fields, Failure)))
            rows += [row_of(r, machine.producer) for r in machine.readings(documents)]
            yield pa.RecordBatch.from_pylist(rows, schema=schema)

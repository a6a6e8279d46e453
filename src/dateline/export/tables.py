"""Claims as one flat table, for CSV and Parquet: the columns of ``dateline.flat``, the incident's title and grade, and
what people judged."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.errors import SetupError
from dateline.export.bundle import Bundle
from dateline.flat import EFFECTS, columns, row_of
from dateline.model import Claim, Source

GROUP, BATCH = 100_000, 2_000  # rows of a row group of Parquet, and of those turned into its columns at a time
EXTRA = ("incident_title", "incident_grade", "state")
_NUMBERS = frozenset(
    [*(f"{effect}_{end}" for effect in EFFECTS for end in ("low", "best", "high")), "evidence_start", "evidence_end"]
)
_FLOATS = frozenset({"lat", "lon"})


def header() -> list[str]:
    return [*columns(), *EXTRA]


def claim_rows(bundle: Bundle) -> Iterator[dict[str, object]]:
    """One row a claim, names left out as asked; ``evidence`` and ``trigger`` keep their length."""
    names = {a.id: a.name for a in bundle.actors.values()}
    for report in bundle.reports():
        told = bundle.told([c.incident for c in report.claims if c.incident])
        for claim in report.claims:
            row = row_of(claim, report.document, names)
            row["incident_title"], row["incident_grade"] = told.get(claim.incident or "", (None, None))
            yield _masked(bundle, claim, row)


def _masked(bundle: Bundle, claim: Claim, row: dict[str, object]) -> dict[str, object]:
    row["source"] = bundle.names.source(claim.source)
    row["via"] = "; ".join(map(bundle.names.phrase, _carriers(claim.source))) or None
    row["evidence"] = bundle.names.words(claim.document, claim.evidence.start, claim.evidence.end)
    row["trigger"] = bundle.names.words(claim.document, claim.trigger.start, claim.trigger.end)
    for end in ("control_from", "control_to", "holder"):
        row[end] = bundle.names.phrase(str(row[end])) if row[end] else None
    for role in ("initiator", "target", "supporter", "loser", "recipient"):
        row[role] = "; ".join(bundle.party(p) for p in claim.participants if p.role == role) or None
    row["state"] = bundle.records.states.get(claim.id)
    return row


def _carriers(source: Source | None) -> tuple[str, ...]:
    return source.via if source else ()


def write_parquet(bundle: Bundle, path: Path) -> int:
    """Writes the claims as Parquet; gives the number of rows. Raises SetupError without pyarrow."""
    pa: Any = _library("pyarrow")
    parquet: Any = _library("pyarrow.parquet")
    fields = [
        (name, pa.int64() if name in _NUMBERS else pa.float64() if name in _FLOATS else pa.string())
        for name in header()
    ]
    schema, rows = pa.schema(fields), claim_rows(bundle)
    written = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while parts := list(islice(_tables(pa, rows, fields, schema), GROUP // BATCH)):
            group = pa.concat_tables(parts).combine_chunks()
            writer.write_table(group)
            written += len(group)
    return written


def _tables(
    pa: Any, rows: Iterator[dict[str, object]], fields: Sequence[tuple[str, Any]], schema: Any
) -> Iterator[Any]:
    """The rows as small tables: a row as Python has it takes thirty times the room."""
    while some := list(islice(rows, BATCH)):
        yield pa.table({name: pa.array([row[name] for row in some], kind) for name, kind in fields}, schema=schema)


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as e:
        raise SetupError("Parquet needs pyarrow; install it with: pip install 'dateline[export]'") from e

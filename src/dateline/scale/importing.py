"""Readings that Spark wrote, into a casefile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.casefile import Casefile
from dateline.errors import InputError, SetupError
from dateline.reading import Failure
from dateline.scale.rows import Row, producer_of, reading_of


def import_into(case: Casefile, folder: Path) -> tuple[int, int, list[Failure]]:
    """Stores each reading under ``folder`` (``OUT/readings``, or OUT): how many were new, how many known, what failed.

    As with ``read``: each report is stored whole as it comes; interrupted, a second run does the rest.
    """
    new = known = 0
    failures: list[Failure] = []
    for row in _rows(folder):
        if row["problem"] is not None or row["id"] is None:
            failures.append(Failure(row["uri"], row["problem"] or "has no report"))
            if row["id"] is not None:
                case.add_document(reading_of(row, whole=False).document)
            continue
        try:
            if case.add(reading_of(row), producer_of(row)):
                new += 1
            else:
                known += 1
        except InputError as e:
            failures.append(Failure(e.uri, e.message))
    return new, known, failures


def _rows(folder: Path) -> Iterator[Row]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as e:
        raise SetupError("importing needs pyarrow; install it with: pip install 'dateline[export]'") from e
    within = folder / "readings" if (folder / "readings").is_dir() else folder
    files = sorted(p for p in within.glob("*.parquet") if not p.name.startswith((".", "_")))
    if not files:
        raise InputError(str(folder), "has no Parquet files of readings; name the folder that dateline.scale wrote")
    for path in files:
        try:
            for batch in pq.ParquetFile(path).iter_batches(batch_size=256):
                yield from batch.to_pylist()
        except (pa.ArrowException, KeyError, OSError) as e:
            raise InputError(str(path), f"cannot be read as Parquet ({e}); copy it again, or read it anew") from e

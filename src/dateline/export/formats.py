"""The formats by name, and writing one: all or nothing, with its manifest."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from dateline.casefile.store import Casefile
from dateline.errors import UsageError
from dateline.export import acled, airwars, ftm, geojson, hxl, jsonl, tables, ucdp
from dateline.export.bundle import Bundle
from dateline.export.cells import write_csv
from dateline.export.manifest import manifest, path_of
from dateline.export.report import pieces
from dateline.files import replace, writing

Write = Callable[[Bundle, str, BinaryIO], int]
"""Writes one format; ``at``: the moment of the export. Gives the number of rows."""


def _acled(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return write_csv(out, acled.COLUMNS, acled.rows(bundle, at))


def _ucdp(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return write_csv(out, ucdp.COLUMNS, ucdp.rows(bundle))


def _airwars(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return write_csv(out, airwars.COLUMNS, airwars.rows(bundle))


def _geojson(bundle: Bundle, at: str, out: BinaryIO) -> int:
    out.write(b'{"type":"FeatureCollection","features":[')
    rows = 0
    for feature in geojson.features(bundle):
        out.write((b"," if rows else b"") + msgspec.json.encode(feature))
        rows += 1
    out.write(b"]}")
    return rows


def _csv(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return write_csv(out, tables.header(), tables.claim_rows(bundle))


def _parquet(bundle: Bundle, at: str, out: BinaryIO) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        rows = tables.write_parquet(bundle, path)
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
        return rows


def _ftm(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return _write_lines(out, ftm.lines(bundle))


def _hxl(bundle: Bundle, at: str, out: BinaryIO) -> int:
    for line in hxl.to_hxl(bundle):
        out.write(line.encode())
    return len(bundle.incidents)


def _jsonl(bundle: Bundle, at: str, out: BinaryIO) -> int:
    return _write_lines(out, jsonl.lines(bundle))


def _write_lines(out: BinaryIO, lines: Iterable[bytes]) -> int:
    rows = 0
    for line in lines:
        out.write(line + b"\n")
        rows += 1
    return rows


def _report(bundle: Bundle, at: str, out: BinaryIO) -> int:
    for piece in pieces(bundle, at):
        out.write(piece.encode("utf-8", "replace"))
    return len(bundle.incidents)


FORMATS: dict[str, Write] = {
    "acled": _acled, "ucdp": _ucdp, "airwars": _airwars, "geojson": _geojson, "csv": _csv, "parquet": _parquet,
    "ftm": _ftm, "hxl": _hxl, "jsonl": _jsonl, "report": _report,
}  # fmt: skip


def in_memory(form: str, bundle: Bundle, at: str) -> tuple[bytes, int]:
    """One format in memory, and its number of rows."""
    out = io.BytesIO()
    rows = FORMATS[form](bundle, at, out)
    return out.getvalue(), rows


class _Hashed(io.BufferedIOBase):
    """Hashes what is written on its way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash = file, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.hash.update(data)
        return self._file.write(data)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows, what was left out by reason, the hash of the file."""

    rows: int
    left_out: dict[str, int]
    manifest: Path
    sha256: str


def write(case: Casefile, bundle: Bundle, form: str, out: Path, version: str) -> Written:
    """Writes one format and its manifest. Raises UsageError for a format that there is none of."""
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    if not out.parent.is_dir():
        raise UsageError(f"the folder {out.parent} does not exist")
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file in it")
    at = case.clock()
    with writing(out) as file:
        hashed = _Hashed(file)
        rows = FORMATS[form](bundle, at, cast("BinaryIO", hashed))
    about = manifest(
        bundle, form=form, case=case.path.name, digest=case.digest(), version=version, at=at, rows=rows,
        sha256=hashed.hash.hexdigest(),
    )  # fmt: skip
    replace(path_of(out), msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")
    return Written(rows, bundle.left_out, path_of(out), str(about["sha256"]))

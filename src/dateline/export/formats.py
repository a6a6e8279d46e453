"""The formats by name, and writing one: all or nothing, with its manifest."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.casefile.store import Casefile
from dateline.errors import UsageError
from dateline.export import acled, airwars, ftm, geojson, hxl, jsonl, tables, ucdp
from dateline.export.bundle import Bundle
from dateline.export.cells import to_csv
from dateline.export.manifest import manifest, path_of
from dateline.export.report import page
from dateline.files import replace

Made = tuple[bytes, int]
"""The file's bytes and its number of rows."""


def _acled(bundle: Bundle, at: str) -> Made:
    rows = acled.rows(bundle, at)
    return to_csv(acled.COLUMNS, rows).encode(), len(rows)


def _ucdp(bundle: Bundle, at: str) -> Made:
    rows = ucdp.rows(bundle)
    return to_csv(ucdp.COLUMNS, rows).encode(), len(rows)


def _airwars(bundle: Bundle, at: str) -> Made:
    rows = airwars.rows(bundle)
    return to_csv(airwars.COLUMNS, rows).encode(), len(rows)


def _geojson(bundle: Bundle, at: str) -> Made:
    made = geojson.collection(bundle)
    return msgspec.json.encode(made), len(made["features"])


def _csv(bundle: Bundle, at: str) -> Made:
    rows = tables.claim_rows(bundle)
    return to_csv(tables.header(), rows).encode(), len(rows)


def _parquet(bundle: Bundle, at: str) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        rows = tables.write_parquet(bundle, path)
        return path.read_bytes(), rows


def _ftm(bundle: Bundle, at: str) -> Made:
    lines = list(ftm.lines(bundle))
    return b"".join(line + b"\n" for line in lines), len(lines)


def _hxl(bundle: Bundle, at: str) -> Made:
    return hxl.to_hxl(bundle).encode(), len(bundle.incidents)


def _jsonl(bundle: Bundle, at: str) -> Made:
    lines = list(jsonl.lines(bundle))
    return b"".join(line + b"\n" for line in lines), len(lines)


def _report(bundle: Bundle, at: str) -> Made:
    return page(bundle, at).encode("utf-8", "replace"), len(bundle.incidents)


FORMATS: dict[str, Callable[[Bundle, str], Made]] = {
    "acled": _acled, "ucdp": _ucdp, "airwars": _airwars, "geojson": _geojson, "csv": _csv, "parquet": _parquet,
    "ftm": _ftm, "hxl": _hxl, "jsonl": _jsonl, "report": _report,
}  # fmt: skip


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
    data, rows = FORMATS[form](bundle, at)
    about = manifest(
        bundle, form=form, case=case.path.name, digest=case.digest(), version=version, at=at, rows=rows, data=data
    )
    replace(out, data)
    replace(path_of(out), msgspec.json.format(msgspec.json.encode(about), indent=2) + b"\n")
    return Written(rows, bundle.left_out, path_of(out), str(about["sha256"]))

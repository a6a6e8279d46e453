"""Claims as one flat table, for CSV and Parquet: the columns of ``dateline.flat``, the incident's title and grade, and
what people judged."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import SetupError
from dateline.export.bundle import Bundle
from dateline.flat import EFFECTS, columns, rows
from dateline.model import Source

EXTRA = ("incident_title", "incident_grade", "state")
_NUMBERS = frozenset(
    [*(f"{effect}_{end}" for effect in EFFECTS for end in ("low", "best", "high")), "evidence_start", "evidence_end"]
)
_FLOATS = frozenset({"lat", "lon"})


def header() -> list[str]:
    return [*columns(), *EXTRA]


def claim_rows(bundle: Bundle) -> list[dict[str, object]]:
    """One row a claim, names left out as asked; ``evidence`` and ``trigger`` keep their length."""
    incidents = {i.id: i for i in bundle.incidents}
    output = msgspec.structs.replace(bundle.world.output, claims=tuple(bundle.claims))
    out = []
    for claim, row in zip(bundle.claims, rows(output), strict=True):
        incident = incidents.get(claim.incident or "")
        row["source"] = bundle.names.source(claim.source)
        row["via"] = "; ".join(map(bundle.names.phrase, _carriers(claim.source))) or None
        row["evidence"] = bundle.names.words(claim.document, claim.evidence.start, claim.evidence.end)
        row["trigger"] = bundle.names.words(claim.document, claim.trigger.start, claim.trigger.end)
        for end in ("control_from", "control_to", "holder"):
            row[end] = bundle.names.phrase(str(row[end])) if row[end] else None
        for role in ("initiator", "target", "supporter", "loser", "recipient"):
            row[role] = "; ".join(bundle.party(p) for p in claim.participants if p.role == role) or None
        row["incident_title"] = incident.title if incident else None
        row["incident_grade"] = incident.grade.code if incident and incident.grade else None
        row["state"] = bundle.world.states.get(claim.id)
        out.append(row)
    return out


def _carriers(source: Source | None) -> tuple[str, ...]:
    return source.via if source else ()


def write_parquet(bundle: Bundle, path: Path) -> int:
    """Writes the claims as Parquet; gives the number of rows. Raises SetupError without pyarrow."""
    pa: Any = _library("pyarrow")
    parquet: Any = _library("pyarrow.parquet")
    table = claim_rows(bundle)
    fields = [
        (name, pa.int64() if name in _NUMBERS else pa.float64() if name in _FLOATS else pa.string())
        for name in header()
    ]
    made = pa.table(
        {name: pa.array([row[name] for row in table], kind) for name, kind in fields}, schema=pa.schema(fields)
    )
    parquet.write_table(made, path)
    return len(table)


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as e:
        raise SetupError("Parquet needs pyarrow; install it with: pip install 'dateline[export]'") from e

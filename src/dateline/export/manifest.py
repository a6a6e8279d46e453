"""A small JSON file beside each export: from which casefile, by which version, with which filter, when, how many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from dateline.export.bundle import Bundle


def path_of(out: Path) -> Path:
    """OUT.manifest.json, beside the export."""
    return out.with_name(out.name + ".manifest.json")


def manifest(
    bundle: Bundle, *, form: str, case: str, digest: str, version: str, at: str, rows: int, sha256: str
) -> dict[str, Any]:
    """``casefile_sha256`` hashes what the casefile holds (texts, readings, judgements), ``sha256`` the export."""
    return {
        "format": form,
        "casefile": case,
        "casefile_sha256": digest,
        "dateline": version,
        "read_by": msgspec.to_builtins(bundle.records.producer),
        "exported": at,
        "filter": bundle.selection.words(),
        "names": bundle.policy,
        "rows": rows,
        "left_out": dict(sorted(bundle.left_out.items())),
        "incidents": bundle.size.incidents,
        "claims": bundle.size.claims,
        "documents": bundle.size.documents,
        "reviewed": bundle.size.reviewed,
        "sha256": sha256,
    }

"""A small JSON file beside each export: from which casefile, by which version, with which filter, when, how many."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from dateline.export.bundle import Bundle


def path_of(out: Path) -> Path:
    """OUT.manifest.json, beside the export."""
    return out.with_name(out.name + ".manifest.json")


def manifest(
    bundle: Bundle, *, form: str, case: str, digest: str, version: str, at: str, rows: int, data: bytes
) -> dict[str, Any]:
    """``casefile_sha256`` hashes what the casefile holds (texts, readings, judgements), ``sha256`` the export."""
    output = bundle.world.output
    return {
        "format": form,
        "casefile": case,
        "casefile_sha256": digest,
        "dateline": version,
        "read_by": msgspec.to_builtins(output.producer),
        "exported": at,
        "filter": bundle.selection.words(),
        "names": bundle.policy,
        "rows": rows,
        "left_out": dict(sorted(bundle.left_out.items())),
        "incidents": len(bundle.incidents),
        "claims": len(bundle.claims),
        "documents": len({c.document for c in bundle.claims}),
        "reviewed": sum(i.id in bundle.world.reviewed for i in bundle.incidents),
        "sha256": hashlib.sha256(data).hexdigest(),
    }

"""Do the same reports give the same records? One line a kind of record: its number and a hash of all its bytes.

    python scripts/same.py [--texts PATH ...] [--order N] [--jobs N]     one line a kind of record
    make same                                                            Python 3.11, 3.12 and 3.13, compared

``--order`` shuffles the reports. The hash is of the records of each report by the report's id, so that the order of
reports, which is that of the input, does not count; everything else does, to the last byte.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.ingest import documents
from dateline.machine import Machine
from dateline.model import Document, Output
from dateline.pipeline import assemble

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (ROOT / "examples", ROOT / "corpus" / "dispatches")


def texts(paths: Sequence[Path]) -> list[Document]:
    """The documents of some folders, by addresses that do not depend on where the folders lie."""
    found = [d for path in paths for d in documents([str(path)]) if isinstance(d, Document)]
    return [msgspec.structs.replace(d, uri=Path(d.uri).name) for d in found]


def canonical(output: Output) -> dict[str, bytes]:
    """The records of each kind as bytes, in an order that follows from the records."""
    return {
        "documents": _sorted(output.documents),
        "actors": _sorted(output.actors),
        "mentions": _by_document(output.mentions),
        "attributions": _by_document(output.attributions),
        "claims": _by_document(output.claims),
        "incidents": _sorted(output.incidents),
        "holdings": _sorted(output.holdings),
    }


def _sorted(records: Sequence[msgspec.Struct]) -> bytes:
    return b"\n".join(sorted(msgspec.json.encode(r) for r in records))


def _by_document(records: Sequence[msgspec.Struct]) -> bytes:
    groups: dict[str, list[bytes]] = {}
    for record in records:
        groups.setdefault(record.document, []).append(msgspec.json.encode(record))  # type: ignore[attr-defined]
    return b"\n".join(line for key in sorted(groups) for line in groups[key])


def lines(output: Output) -> Iterator[str]:
    """Kind, number and hash."""
    for kind, data in canonical(output).items():
        yield f"{kind:13} {len(getattr(output, kind)):6}  {hashlib.sha256(data).hexdigest()[:32]}"


def main() -> int:
    """Print; exit code 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, nargs="+", default=list(TEXTS))
    parser.add_argument("--order", type=int, help="a seed; left out: as they come")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    found = texts(args.texts)
    if args.order is not None:
        random.Random(args.order).shuffle(found)
    machine = Machine()
    readings = list(machine.readings(found, args.jobs))
    print(f"Python {platform.python_version()}, {platform.machine()}, {len(found)} reports", file=sys.stderr)
    for line in lines(assemble(readings, machine.producer).output):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())

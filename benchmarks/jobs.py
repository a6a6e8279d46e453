"""Many reports, in one process and in two: wall clock, processor time, memory, and growth with the number of reports.

    python benchmarks/jobs.py [--reports 2000] [--texts PATH ...]

1 one process, with the time and memory at 100, 300, 1000 and 2000 reports  2 two processes (``--jobs 2``)
3 two processes that know nothing of each other, each with half of the reports: what the machine itself allows
4 as 2, and 1, once more, for the second run shows how steady the machine is

Each run is a process of its own. It wants a machine with nothing else to do, for about six minutes (``--once`` leaves
out 4). Texts: ``--texts`` (files that ``dateline read`` takes), else the dispatches of ``corpus/`` and, where they lie
beside this project, narratives of strikes; where there are too few they come again with their lines turned round and
their day moved, so that they are no copies of one day.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.ingest import documents
from dateline.model import Document
from dateline.pipeline import write

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (ROOT / "corpus" / "dispatches", ROOT.parent / "shared" / "data" / "casualties" / "docs.jsonl")
MARKS = (100, 300, 1000, 2000)
APART = 35  # days by which a report that comes again is moved


def made(paths: Sequence[Path], reports: int, folder: Path) -> list[Path]:
    """Writes all reports to one file, and each half to one."""
    found = [d for d in documents([str(p) for p in paths if p.exists()]) if isinstance(d, Document)]
    rows = [json.dumps(_row(found[n % len(found)], n, n // len(found))) + "\n" for n in range(reports)]
    parts = {"all": rows, "left": rows[::2], "right": rows[1::2]}
    for name, lines in parts.items():
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    words = sum(len(found[n % len(found)].text.split()) for n in range(reports))
    print(f"{reports} reports ({len(found)} texts), {words:,} words")
    return [folder / f"{name}.jsonl" for name in parts]


def _row(document: Document, n: int, again: int) -> dict[str, Any]:
    lines = document.text.split("\n")
    by = again % len(lines)
    day = document.published
    if day and again:
        day = (date.fromisoformat(day[:10]) + timedelta(days=APART * again)).isoformat()
    text = "\n".join(lines[by:] + lines[:by])
    return {"uri": f"r{n}", "published": day, "publisher": document.publisher, "text": text}


def started(path: Path, jobs: int) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--run", str(jobs), "--texts", str(path)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def ended(*runs: subprocess.Popen[str]) -> list[dict[str, Any]]:
    outputs = [run.communicate()[0] for run in runs]
    if any(run.returncode for run in runs):
        sys.exit("a run failed")
    return [json.loads(out) for out in outputs]


def run(path: Path, jobs: int) -> None:
    """Reads and joins all reports of a file as ``dateline read --json`` does, and prints what it took."""
    began = time.perf_counter()
    marks: list[list[float]] = []
    reports, read = 0, 0.0

    def told(item: object) -> None:
        nonlocal reports, read
        reports, read = reports + isinstance(item, Document), time.perf_counter() - began
        if reports in MARKS:
            marks.append([reports, read, *_used()])

    out = path.with_suffix(f".{jobs}.json")
    written = write(documents([str(path)]), out, jobs=jobs, on_item=told)
    wall, used = time.perf_counter() - began, _used()
    print(
        json.dumps(
            {
                "wall": wall, "reading": read, "parent": used[0], "workers": used[1], "memory": used[2],
                "worker": used[3], "marks": marks, "claims": written.claims, "incidents": written.incidents,
                "bytes": hashlib.sha256(out.read_bytes()).hexdigest(),
            }
        )
    )  # fmt: skip


def _used() -> tuple[float, float, float, float]:
    """Processor seconds of this process and of the workers that have ended, most memory of each in MB."""
    me, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return (
        me.ru_utime + me.ru_stime, workers.ru_utime + workers.ru_stime, me.ru_maxrss / unit, workers.ru_maxrss / unit,
    )  # fmt: skip


def told(name: str, found: dict[str, Any]) -> None:
    print(
        f"{name:28} wall {found['wall']:6.1f} s (reading {found['reading']:.1f}, joining and JSON "
        f"{found['wall'] - found['reading']:.1f}), processor {found['parent'] + found['workers']:6.1f} s "
        f"(parent {found['parent']:.1f}), memory {found['memory']:.0f} MB"
        + (f", a worker {found['worker']:.0f} MB" if found["workers"] else ""),
        flush=True,
    )


def grown(found: dict[str, Any]) -> None:
    """Time a report and memory at each size; what is spent between two sizes divided by the reports between them."""
    last, spent = 0, 0.0
    for reports, _, used, _, memory, _ in found["marks"]:
        each = 1000 * (used - spent) / (reports - last)
        print(
            f"{reports:5} reports: {each:6.1f} ms of a core a report since the last mark (loading in the first), "
            f"memory {memory:.0f} MB"
        )
        last, spent = reports, used


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description="Many reports, in one process and in two.")
    ap.add_argument("--texts", type=Path, nargs="+", default=list(TEXTS))
    ap.add_argument("--reports", type=int, default=2000)
    ap.add_argument("--once", action="store_true", help="each run once only")
    ap.add_argument("--run", type=int, help=argparse.SUPPRESS)
    ns = ap.parse_args()
    if ns.run:
        run(ns.texts[0], ns.run)
        return
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        whole, left, right = made(ns.texts, ns.reports, Path(folder))
        ones: list[dict[str, Any]] = []
        twos: list[dict[str, Any]] = []
        for again in range(1 if ns.once else 2):
            for jobs in (1, 2) if not again else (2, 1):
                (found,) = ended(started(whole, jobs))
                told(f"--jobs {jobs}", found)
                (ones if jobs == 1 else twos).append(found)
                if jobs == 2 and not again:
                    pair = ended(started(left, 1), started(right, 1))
                    for half, name in zip(pair, ("left", "right"), strict=True):
                        told(f"{name} half, both at once", half)
    grown(ones[0])
    one, two = (min(f["wall"] for f in found) for found in (ones, twos))
    apart = max(f["wall"] for f in pair)
    print(f"--jobs 2 / --jobs 1, wall clock                {one / two:5.2f}   (wanted: 1.8)")
    print(f"two processes apart / one, wall clock          {one / apart:5.2f}   (what the machine allows)")
    work, again = (min(f["parent"] + f["workers"] for f in found) for found in (ones, twos))
    print(f"processor time of --jobs 2 / of --jobs 1       {again / work:5.2f}")
    same = {(f["claims"], f["incidents"], f["bytes"]) for f in (*ones, *twos)}
    print("the same bytes in all runs" if len(same) == 1 else f"RECORDS DIFFER: {same}")


if __name__ == "__main__":
    main()

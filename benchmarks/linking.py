"""Processor time and memory of joining 1,000, 10,000 and 100,000 made-up claims, with the growth exponent.

    python benchmarks/linking.py [--sizes 1000 10000 100000]

Each size runs in a process of its own, so that its peak memory is its own. The growth exponent is the slope of log time
over log claims between two sizes: 1 is linear.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def b_cubed(pairs: list[tuple[str, int]]) -> tuple[float, float]:
    """B-cubed precision and recall of (found group, true group) pairs."""
    found, true, both = Counter(p for p, _ in pairs), Counter(t for _, t in pairs), Counter(pairs)
    precision = sum(n * n / found[p] for (p, _), n in both.items()) / len(pairs)
    return precision, sum(n * n / true[t] for (_, t), n in both.items()) / len(pairs)


def one(claims: int) -> dict[str, float]:
    """Joins this many claims once. Times in processor seconds, memory in MiB (``before``: the input alone)."""
    from made_claims import world

    from dateline.incidents import join

    readings, truth = world(claims)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    joined = join(readings)
    seconds = time.process_time() - began
    precision, recall = b_cubed([(c.incident or "", truth[c.id]) for c in joined.claims])
    return {
        "claims": len(joined.claims), "seconds": seconds, "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "incidents": len(joined.incidents),
        "precision": precision, "recall": recall,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one)))
        return
    print("claims  CPU s    peak MiB (input alone)  incidents  B-cubed P  R      growth of time, of memory")
    last: dict[str, float] | None = None
    for size in args.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        row = json.loads(done.stdout)
        growth = ""
        if last:
            step = math.log(row["claims"] / last["claims"])
            memory = math.log((row["peak"] - row["before"] + 1) / (last["peak"] - last["before"] + 1)) / step
            growth = f"{math.log(row['seconds'] / last['seconds']) / step:.2f}  {memory:.2f}"
        print(
            f"{row['claims']:6.0f}  {row['seconds']:7.2f}  {row['peak']:8.0f} ({row['before']:.0f})"
            f"  {row['incidents']:9.0f}  {row['precision']:.3f}  {row['recall']:.3f}  {growth}",
            flush=True,
        )
        last = row


if __name__ == "__main__":
    main()

"""``dateline.scale`` on one and two workers, beside one process without Spark: time, processor time, reports a second.

    python benchmarks/scale.py [--reports 600] [--workers 1 2]

Reports are the examples and the invented dispatches of corpus/, each again and again with another number in it. Each
run is a process of its own; its processor time is that of all its processes, the Java machine's among them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.same import TEXTS, texts  # noqa: E402


def made(path: Path, reports: int) -> int:
    """Writes a docs.jsonl; gives its words."""
    documents, words = texts(TEXTS), 0
    with path.open("w", encoding="utf-8") as out:
        for n in range(reports):
            d = documents[n % len(documents)]
            text = f"{d.text}\n\nThis is dispatch {n} of its kind."
            words += len(text.split())
            out.write(
                json.dumps({"uri": f"{n}", "publisher": d.publisher, "published": d.published, "text": text}) + "\n"
            )
    return words


def measured(command: list[str]) -> tuple[float, float, str]:
    """Seconds, processor seconds and the last line of its output."""
    began, used = time.perf_counter(), dict[str, float]()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryFile("w+") as told:
        quiet = subprocess.DEVNULL
        child = subprocess.Popen(command, stdout=told, stderr=quiet, env=environment, start_new_session=True)
        while child.poll() is None:  # nobody waits for the Java machine, so its time is in no account of children
            used |= _seconds(child.pid)
            time.sleep(0.3)
        seconds = time.perf_counter() - began
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        told.seek(0)
        return seconds, sum(used.values()), (told.read().strip().splitlines() or [""])[-1]


def _seconds(session: int) -> dict[str, float]:
    """Processor seconds of each process of a session so far (Linux)."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[3] == str(session):
            found[stat.parent.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "docs.jsonl")
        words = made(path, args.reports)
        print(f"{args.reports} reports, {words:,} words, {os.cpu_count()} processors")
        plain = [sys.executable, "-m", "dateline", "read", str(path), "--json", str(Path(folder, "out.json"))]
        wall, used, _ = measured(plain)
        print(f"without Spark     {wall:7.1f} s, {used:7.1f} s of processors, {args.reports / wall:6.1f} reports/s")
        for n in args.workers:
            command = [sys.executable, "-m", "dateline.scale", str(path), str(Path(folder, f"out{n}"))]
            command += ["--format", "jsonl", "--master", f"local[{n}]", "--parts", str(4 * n)]
            wall, used, told = measured(command)
            print(f"Spark, {n} worker{'s' if n > 1 else ' '}  {wall:7.1f} s, {used:7.1f} s of processors, "
                  f"{args.reports / wall:6.1f} reports/s; {told}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()

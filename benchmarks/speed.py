"""How fast a whole ``read`` is, beside the parse alone, and how long a person waits for the first claim.

    python benchmarks/speed.py [--texts PATH] [--repeat N]

Texts: ``--texts``, else the coded articles in ``../shared``, else ``examples/``. Both runs take the same texts in one
process, in turn, after a warm-up: the whole of ``read`` (ingest to incidents, the model already loaded), and
``nlp.pipe`` of the same language model with all of its components. Times are processor seconds, the best of N, so that
other work on the machine counts for little; the ratio of the two says more than either. The wait for the first claim
is wall-clock, from starting the command to its first line on standard output, for the shortest of the reports.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.machine import Machine
from dateline.model import Document
from dateline.pipeline import read

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "data" / "gold-dev"


def best(run: Callable[[], object], repeat: int) -> float:
    """The least processor time of some runs, in seconds."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def parse_all(texts: Sequence[str]) -> Callable[[], object]:
    """``nlp.pipe`` of the model with all of its components."""
    import spacy

    from dateline.read.parse import MODELS

    name = next(n for n in MODELS if importlib.util.find_spec(n))
    nlp = spacy.load(name)
    return lambda: sum(1 for _ in nlp.pipe(texts))


def first_claim(document: Document) -> float:
    """Wall-clock seconds from the command to the first line that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(document.text, encoding="utf-8")
        start = time.perf_counter()
        command = [sys.executable, "-m", "dateline", "read", str(path), "--published", "2017-10-30"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()
            waited = time.perf_counter() - start
            process.stdout.read()
    return waited


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description="Speed of a whole read beside nlp.pipe on the same texts.")
    ap.add_argument("--texts", type=Path, default=GOLD if GOLD.is_dir() else ROOT / "examples")
    ap.add_argument("--repeat", type=int, default=3)
    ns = ap.parse_args()

    start = time.process_time()
    machine = Machine()
    loading = time.process_time() - start
    result = read(ns.texts, published="2017-10-30", machine=machine)  # the warm-up
    texts = [d.text for d in result.documents]
    words = sum(len(t.split()) for t in texts)
    whole = best(lambda: read(ns.texts, published="2017-10-30", machine=machine), ns.repeat)
    parse = parse_all(texts)
    parse()
    alone = best(parse, ns.repeat)
    shortest = min(result.documents, key=lambda d: len(d.text))

    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, model {result.output.producer.model}")
    print(f"texts: {ns.texts.name}, {len(texts)} reports, {words:,} words, {len(result.claims)} claims")
    print(f"loading model and gazetteer {loading:8.2f} s")
    for label, seconds in (("whole read", whole), ("nlp.pipe, all components", alone)):
        print(f"{label:27} {seconds:8.2f} s {len(texts) / seconds:8.1f} reports/s {words / seconds:8,.0f} words/s")
    parsed = list(machine.reader.read(result.documents))
    reading = best(lambda: list(machine.reader.read(result.documents)), ns.repeat)
    grounding = best(lambda: [machine.grounder.ground(p) for p in parsed], ns.repeat)
    print(f"grounding / parse           {grounding / reading:8.2f} ({grounding:.2f} s of {reading:.2f} s)")
    print(f"whole read / nlp.pipe       {whole / alone:8.2f}")
    waited = first_claim(shortest)
    print(f"command to first claim      {waited:8.2f} s, a report of {len(shortest.text.split())} words")


if __name__ == "__main__":
    main()

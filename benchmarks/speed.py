"""How fast a read is, as ratios to what it cannot do without: the language model and loading it.

    python benchmarks/speed.py [PART ...] [--texts PATH] [--repeat N]

Parts: ``whole`` (a read beside ``nlp.pipe`` of the same model with all its components, in turn in one process),
``stages``, ``growth`` (with the length of a report, and of one sentence), ``gate`` (beside the parse), ``one`` (a
command beside ``import spacy`` and loading the model); all unless named. Many reports and processes: ``jobs.py``.
Texts: ``--texts``, else the coded articles in ``../shared``, else ``examples/``. Times are processor seconds of one
thread, so that other work on the machine counts for little; a ratio says more than either of its times.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from dateline.allocation import Alone
from dateline.ingest.gate import is_conflict
from dateline.machine import Machine
from dateline.model import Document
from dateline.pipeline import assemble, read

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "data" / "gold-dev"
DAY = "2017-10-30"
PARTS = ("whole", "stages", "growth", "gate", "one")


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def best(run: Callable[[], object], repeat: int) -> float:
    return min(seconds(run) for _ in range(repeat))


def whole(docs: Sequence[Document], machine: Machine, repeat: int) -> None:
    """A read and ``nlp.pipe`` of the library's own copy of the model, in turn."""
    import spacy

    from dateline.read.parse import MODELS

    nlp = spacy.load(_model(MODELS))
    runs: tuple[Callable[[], object], ...] = (
        lambda: assemble(list(machine.readings(docs)), machine.producer),
        lambda: sum(1 for _ in nlp.pipe(d.text for d in docs)),
    )
    for run in runs:
        run()
    pairs = [(seconds(runs[0]), seconds(runs[1])) for _ in range(repeat)]
    words = sum(len(d.text.split()) for d in docs)
    for label, times in zip(("whole read", "nlp.pipe, all components"), zip(*pairs, strict=True), strict=True):
        print(f"{label:34} {min(times):8.2f} s {words / min(times):9,.0f} words/s")
    print(f"{'whole read / nlp.pipe':34} {median(a / b for a, b in pairs):8.2f}   (1.5 times as fast: 0.67)")


def _model(names: Sequence[str]) -> str:
    import importlib.util

    return next(n for n in names if importlib.util.find_spec(n))


def stages(docs: Sequence[Document], machine: Machine, repeat: int) -> None:
    parsed = list(machine.reader.read(docs))
    grounded = [machine.grounder.ground(p) for p in parsed]
    found = [machine.extractor.extract(g) for g in grounded]
    runs: dict[str, Callable[[], object]] = {
        "read (parse)": lambda: list(machine.reader.read(docs)),
        "ground": lambda: [machine.grounder.ground(p) for p in parsed],
        "claims": lambda: [machine.extractor.extract(g) for g in grounded],
        "incidents": lambda: assemble(found, machine.producer),
    }
    times = {label: best(run, repeat) for label, run in runs.items()}
    for label, spent in times.items():
        print(f"{'of a read: ' + label:34} {spent:8.2f} s {100 * spent / sum(times.values()):8.0f} %")


def growth(docs: Sequence[Document], machine: Machine, repeat: int) -> None:
    """Microseconds a word for longer reports, and for reports that are one sentence."""
    lines = [line for d in docs for line in d.text.split("\n")]
    for kind, sizes in (("report", (500, 5000, 50_000)), ("sentence", (200, 2000, 8000))):
        spent = []
        for size in sizes:
            text = "\n".join(_until(lines, size))
            text = " ".join(re.sub(r"[.!?:;\n]+", " and ", text).split()) if kind == "sentence" else text
            doc = Document(id=f"{kind}{size}", uri=f"{kind}{size}", text=text, published=DAY, language="en")

            def run(doc: Document = doc) -> None:
                assemble(list(machine.readings([doc])), machine.producer)

            spent.append(1e6 * best(run, repeat) / len(text.split()))
        print(f"{kind + ' of ' + ', '.join(map(str, sizes)) + ' words':42}", *(f"{s:6.0f}" for s in spent), "µs a word")


def _until(lines: Sequence[str], words: int) -> Iterator[str]:
    while words > 0:
        for line in lines:
            if words > 0:
                yield line
            words -= len(line.split())


def gate(docs: Sequence[Document], machine: Machine, repeat: int) -> None:
    gating = best(lambda: [is_conflict(d.text, d.title) for d in docs], repeat)
    parsing = best(lambda: list(machine.reader.read(docs)), repeat)
    print(f"{'parse / gate':34} {parsing / gating:8.0f}   (wanted: 20)")


def one(docs: Sequence[Document], repeat: int) -> None:
    """From the command to the printed result, for the shortest report, beside loading the model."""
    from dateline.read.parse import MODELS

    shortest = min(docs, key=lambda d: len(d.text))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(shortest.text, encoding="utf-8")
        commands = (
            ["-m", "dateline", "read", str(path), "--published", DAY],
            ["-c", f"import spacy; spacy.load({_model(MODELS)!r})"],
        )
        pairs = [[_of_command(c)[0] for c in commands] for _ in range(max(3, repeat))]
    times = [min(t) for t in zip(*pairs, strict=True)]
    print(f"{'command to result':34} {times[0]:8.2f} s, a report of {len(shortest.text.split())} words")
    print(f"{'command / loading spaCy, its model':34} {median(a / b for a, b in pairs):8.2f}   (wanted: 2)")


def _of_command(arguments: Sequence[str], *report: str) -> tuple[float, str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments, *report], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main() -> None:
    """Measure and print."""
    ap = argparse.ArgumentParser(description="Speed of a read, as ratios.")
    ap.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    ap.add_argument("--texts", type=Path, default=GOLD if GOLD.is_dir() else ROOT / "examples")
    ap.add_argument("--repeat", type=int, default=3)
    ns = ap.parse_args()
    chosen = ns.parts or PARTS
    Alone.here = True  # as in the command
    machine = Machine()
    result = read(ns.texts, published=DAY, machine=machine)  # the warm-up
    docs = result.documents
    words = sum(len(d.text.split()) for d in docs)
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, model {result.output.producer.model}")
    print(f"texts: {ns.texts.name}, {len(docs)} reports, {words:,} words, {len(result.claims)} claims")
    for part, run in (("whole", whole), ("stages", stages), ("growth", growth), ("gate", gate)):
        if part in chosen:
            run(docs, machine, ns.repeat)
    if "one" in chosen:
        one(docs, ns.repeat)


if __name__ == "__main__":
    main()

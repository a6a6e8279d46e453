"""Puts made inputs through the readers and the whole pipeline and says which break something.

    python tests/fuzz/run.py --inputs 1000000 [--state .fuzz]

Inputs go through in lots of 500, each with reports of our own among them. Checked of each lot: nothing is raised but
what is meant to be; no input takes longer than ``SECONDS``; every record keeps the contract; the claims of our own
reports are the same, id for id and field for field, as when they are read alone. Each ``FRESH`` inputs a new process
begins, so memory is bounded. It can be stopped at any time and goes on where it was: ``--state`` holds how far it came.
An input takes 12 ms of a processor, a million of them three and a half hours of one core.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from inputs import SENTENCES, made  # noqa: E402

from contract import check_contract  # noqa: E402
from dateline.ingest import from_items  # noqa: E402
from dateline.ingest.formats import reader_for  # noqa: E402
from dateline.ingest.sources import Defaults, _lines, _text  # noqa: E402
from dateline.machine import Machine  # noqa: E402
from dateline.model import Document, document_id  # noqa: E402
from dateline.pipeline import assemble  # noqa: E402
from dateline.reading import Failure, Notice, Reading  # noqa: E402

LOT, FRESH = 500, 20_000
SECONDS = 10  # of processor time, for one input; few have more than some hundred characters


def document(text: str, number: int) -> Document:
    identity = document_id("Ours", "2031-03-12", None, text)
    return Document(
        id=identity, uri=f"ours:{number}", publisher="Ours", published="2031-03-12", language="en", text=text
    )


OURS = tuple(document(" ".join((*SENTENCES[n:], *SENTENCES[:n])), n) for n in range(3))


def items(number: int) -> Iterator[Document | Failure | Notice]:
    """What the readers make of one input."""
    ending, data = made(number)
    defaults, uri = Defaults("2031-03-12", None), f"made:{number}{ending}"
    reader = reader_for(uri, data[:512])
    if ending == ".jsonl":
        yield from _lines(io.BytesIO(data), uri, defaults)
    elif reader:
        yield from from_items(reader(data, uri, None))
    else:
        yield from _text(data, uri, defaults)


class SlowError(Exception):
    """An input took longer than it may."""


def _too_slow(_: int, __: FrameType | None) -> None:
    raise SlowError(f"took longer than {SECONDS} s")


def lot(numbers: range, machine: Machine, alone: dict[str, Reading]) -> list[str]:
    """What is wrong with these inputs, one line each."""
    wrong: list[str] = []
    readings: dict[str, Reading] = {}
    signal.signal(signal.SIGPROF, _too_slow)
    ours = iter(OURS)
    for number in numbers:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            found = [d for d in items(number) if isinstance(d, Document)]
            if number % (LOT // 4) == LOT // 8:
                found.extend(d for d in (next(ours, None),) if d)
            for reading in machine.readings(found):
                readings.setdefault(reading.document.id, reading)
                if reading.problem:
                    wrong.append(f"{number}: {reading.problem}")
                if reading.document.id in alone and reading != alone[reading.document.id]:
                    wrong.append(f"{number}: a report of ours reads otherwise than alone")
        except BaseException as e:
            wrong.append(f"{number}: {type(e).__name__}: {e}")
            if isinstance(e, KeyboardInterrupt):
                raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    try:
        signal.setitimer(signal.ITIMER_PROF, 10 * SECONDS)
        check_contract(assemble(list(readings.values()), machine.producer).output)
    except Exception as e:
        wrong.append(f"{numbers.start} to {numbers.stop - 1} joined: {type(e).__name__}: {e}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return wrong


def run(first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    """(how far, what is wrong) lot by lot."""
    logging.disable(logging.CRITICAL)  # the libraries remark on every broken page
    machine = Machine()
    alone = {r.document.id: r for r in machine.readings(OURS)}
    for start in range(first, last, LOT):
        stop = min(start + LOT, last)
        yield stop, lot(range(start, stop), machine, alone)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--state", type=Path, default=Path(".fuzz"))
    parser.add_argument("--part", type=int, nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        for done, wrong in run(*args.part):
            print(json.dumps([done, wrong]), flush=True)
        return 0
    state = json.loads(args.state.read_text()) if args.state.exists() else {"done": 0, "seconds": 0.0, "wrong": []}
    if state["done"]:
        print(f"goes on after {state['done']:,} inputs ({args.state})")
    while state["done"] < args.inputs:
        last = min(state["done"] + FRESH, args.inputs)
        command = [sys.executable, __file__, "--part", str(state["done"]), str(last)]
        began = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                state["done"], wrong = json.loads(line)
                state["wrong"] += wrong
                state["seconds"], began = state["seconds"] + time.monotonic() - began, time.monotonic()
                args.state.write_text(json.dumps(state))
                print(f"\r{state['done']:,} inputs, {state['seconds']:.0f} s", end="", flush=True)
        if child.returncode:
            state["wrong"].append(f"after {state['done']}: the process ended with {child.returncode}")
            state["done"] = min(state["done"] + LOT, args.inputs)
            args.state.write_text(json.dumps(state))
    print(f"\n{len(state['wrong'])} of {state['done']:,} inputs broke something, in {state['seconds']:.0f} s")
    for text in state["wrong"]:
        print(" ", text)
    return 1 if state["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())

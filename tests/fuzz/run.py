"""Puts made inputs through the readers and the whole pipeline and says which break something.

    python tests/fuzz/run.py --inputs 1000000 [--first 0] [--state .fuzz]

Inputs go through in lots of 500: some through the readers only, some as a made parse through all that follows the
parse, some through everything (``inputs.WAYS``), where 32 are parsed together. Reports of our own go among them.
Checked: nothing is raised but what is meant to be; no input takes longer than ``SECONDS``, nor do 32 together, nor more
memory than ``MEMORY``; what a reader gives is clean text with the id that follows from it, and the same when it is read
again after others; every offset of the parser's text points into the stored text; every record of the lot, joined,
keeps the contract; the claims of our own reports are the same, id for id and field for field, as when read alone.

Each ``FRESH`` inputs a new process begins, so memory is bounded. It can be stopped at any time and goes on where it
was: ``--state`` holds how far it came and how many inputs of each kind went through.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from inputs import SENTENCES, Made, made  # noqa: E402
from trees import Word, seeds, spliced, told, tree  # noqa: E402

from contract import check_contract  # noqa: E402
from dateline.ingest import from_items  # noqa: E402
from dateline.ingest.formats import reader_for  # noqa: E402
from dateline.ingest.gate import is_conflict  # noqa: E402
from dateline.ingest.sources import Defaults, _lines, _text  # noqa: E402
from dateline.machine import TOGETHER, Machine  # noqa: E402
from dateline.model import Document, document_id  # noqa: E402
from dateline.pipeline import assemble  # noqa: E402
from dateline.read.normalise import pieces  # noqa: E402
from dateline.reading import Failure, Notice, Reading  # noqa: E402

LOT, FRESH = 500, 20_000
SECONDS = 10  # of processor time, for one input and for 32 together; few have more than some hundred characters
MEMORY = 4 << 30  # bytes of address space: what grows without end raises MemoryError
AGAIN = 20  # each so many files are read a second time
T = TypeVar("T")
Item = Document | Failure | Notice


def document(text: str, number: int) -> Document:
    identity = document_id("Ours", "2031-03-12", None, text)
    return Document(
        id=identity, uri=f"ours:{number}", publisher="Ours", published="2031-03-12", language="en", text=text
    )


OURS = tuple(document(" ".join((*SENTENCES[n:5], *SENTENCES[:n])), n) for n in range(3))


class SlowError(BaseException):
    """Inputs took longer than they may. No ``except Exception`` on the way swallows it."""


def _too_slow(_: int, __: FrameType | None) -> None:
    raise SlowError(f"took longer than {SECONDS} s")


class Known(NamedTuple):
    """What a process needs for all its lots: the machine, our reports' readings, the trees that others are made of."""

    machine: Machine
    alone: dict[str, Reading]
    trees: list[list[Word]]
    told: list[list[Word]]


def known(machine: Machine) -> Known:
    alone = {r.document.id: r for r in machine.readings(OURS)}
    return Known(machine, alone, seeds(machine.reader), told(machine.reader))


class Lot:
    """Some inputs on their way; ``wrong`` has a line for each thing that went wrong."""

    def __init__(self, at: Known) -> None:
        self.at = at
        self.wrong: list[str] = []
        self.readings: dict[str, Reading] = {}

    def run(self, numbers: range) -> None:
        signal.signal(signal.SIGPROF, _too_slow)
        waiting: list[tuple[int, Document]] = []
        again: list[tuple[int, Made, list[Item]]] = []
        for number in numbers:
            given = made(number)
            if given.way in ("trees", "spliced"):
                self._limited(str(number), lambda n=number, g=given: self._keep([self._ruled(n, g.way)], str(n)))
                continue
            items = self._limited(str(number), lambda n=number, g=given: self._read(n, g)) or []
            if number % AGAIN == 0:
                again.append((number, given, items))
            if given.way == "whole":
                waiting += [(number, d) for d in items if isinstance(d, Document)]
                if len(waiting) >= TOGETHER - 1:
                    self._parse(waiting)
                    waiting = []
        self._parse(waiting)
        for number, given, items in reversed(again):
            if self._limited(str(number), lambda n=number, g=given: self._read(n, g)) != items:
                self.wrong.append(f"{number}: reads otherwise the second time")
        self._limited(f"{numbers.start} to {numbers.stop - 1}, joined", self._join)

    def _limited(self, name: str, work: Callable[[], T]) -> T | None:
        """What the work gives, within the limit; what it raises is noted."""
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            return work()
        except KeyboardInterrupt:
            raise
        except BaseException as e:
            self.wrong.append(f"{name}: {type(e).__name__}: {e}")
            return None
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _read(self, number: int, given: Made) -> list[Item]:
        """What the readers make of one input, looked at."""
        items = list(_items(number, given))
        for item in items:
            if isinstance(item, Document):
                _check(item, self.at.machine)
        return items

    def _ruled(self, number: int, way: str) -> Reading:
        machine, model = self.at.machine, self.at.machine.reader.model
        parsed = spliced(number, self.at.told, model) if way == "spliced" else tree(number, self.at.trees, model)
        return machine.extractor.extract(machine.grounder.ground(parsed))

    def _parse(self, waiting: Sequence[tuple[int, Document]]) -> None:
        """Some reports and one of ours through all stages; where that takes too long each by itself, to find which."""
        documents = [OURS[len(self.readings) % len(OURS)], *(d for _, d in waiting)]
        names = ", ".join(str(number) for number, _ in waiting)
        before = len(self.wrong)
        self._limited(names, lambda: self._keep(self.at.machine.readings(documents), names))
        if len(self.wrong) > before and len(waiting) > 1:
            for one in waiting:
                self._parse([one])

    def _keep(self, readings: Iterator[Reading] | list[Reading], name: str) -> None:
        for reading in readings:
            document = reading.document
            self.readings.setdefault(document.id, reading)
            if reading.problem:
                self.wrong.append(f"{name}: {reading.problem}")
            if document.id in self.at.alone and reading != self.at.alone[document.id]:
                self.wrong.append(f"{name}: a report of ours reads otherwise than alone")

    def _join(self) -> None:
        check_contract(assemble(list(self.readings.values()), self.at.machine.producer).output)


def _items(number: int, given: Made) -> Iterator[Item]:
    defaults, uri = Defaults("2031-03-12", None), f"made:{number}{given.ending}"
    reader = reader_for(uri, given.data[:512])
    if given.ending == ".jsonl":
        yield from _lines(io.BytesIO(given.data), uri, defaults)
    elif reader:
        yield from from_items(reader(given.data, uri, None))
    else:
        yield from _text(given.data, uri, defaults)


def _check(document: Document, machine: Machine) -> None:
    """What must hold of a document before it is parsed."""
    text = document.text
    assert document.id == document_id(document.publisher, document.published, document.title, text)
    assert not any(c < " " and c not in "\n\t" for c in text), "control characters"
    assert is_conflict(text, document.title) in (True, False)
    if document.language in (None, "en"):
        found, datelines = pieces(text, machine.reader._casing.is_common)
        for dateline in datelines:
            assert text[dateline.span.start : dateline.span.end] == dateline.span.text, "a dateline elsewhere"
        for piece in found:
            assert len(piece.text) == len(piece.starts) == len(piece.ends), "a sign without a place"
            assert all(0 <= a <= b <= len(text) for a, b in zip(piece.starts, piece.ends, strict=True))
            assert all(a <= b for a, b in pairwise(piece.starts)), "places out of order"


def run(first: int, last: int) -> Iterator[tuple[int, list[str], dict[str, int]]]:
    """(how far, what is wrong, how many of each kind) lot by lot."""
    logging.disable(logging.CRITICAL)  # the libraries remark on every broken page
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    at = known(Machine())
    for start in range(first, last, LOT):
        numbers = range(start, min(start + LOT, last))
        lot = Lot(at)
        lot.run(numbers)
        kinds = Counter(" ".join(made(n)[:2]).strip() for n in numbers)
        yield numbers.stop, lot.wrong, dict(kinds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the first one's number: others than those before")
    parser.add_argument("--state", type=Path, default=Path(".fuzz"))
    parser.add_argument("--part", type=int, nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        for lot in run(*args.part):
            print(json.dumps([*lot, time.process_time()]), flush=True)
        return 0
    state = json.loads(args.state.read_text()) if args.state.exists() else {}
    state = {"first": args.first, "done": 0, "seconds": 0.0, "kinds": {}, "wrong": []} | state
    if state["done"]:
        print(f"goes on after {state['done']:,} inputs ({args.state})")
    while state["done"] < args.inputs:
        _part(state, min(state["done"] + FRESH, args.inputs), args.state)
    print(f"\n{len(state['wrong'])} things went wrong; {state['seconds']:.0f} s of a processor")
    for kind, number in sorted(state["kinds"].items()):
        print(f"  {kind:16} {number:9,}")
    for text in state["wrong"]:
        print(" ", text)
    return 1 if state["wrong"] else 0


def _part(state: dict, last: int, kept: Path) -> None:
    """Inputs up to ``last`` in a process of their own; the state is written after each lot."""
    command = [sys.executable, __file__, "--part", *(str(state["first"] + n) for n in (state["done"], last))]
    before = state["seconds"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            number, wrong, kinds, seconds = json.loads(line)
            state["done"] = number - state["first"]
            state["wrong"] += wrong
            state["kinds"] = dict(Counter(state["kinds"]) + Counter(kinds))
            state["seconds"] = round(before + seconds, 1)
            kept.write_text(json.dumps(state, indent=1))
            print(f"\r{state['done']:,} inputs, {state['seconds']:.0f} s", end="", flush=True)
    if child.returncode:
        state["wrong"].append(f"after {state['first'] + state['done']}: the process ended with {child.returncode}")
        state["done"] = min(state["done"] + LOT, last)
        kept.write_text(json.dumps(state, indent=1))


if __name__ == "__main__":
    sys.exit(main())

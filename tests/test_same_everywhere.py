"""The same reports give the same records, byte for byte: in any order, split over processes, whatever the hash seed.

``make same`` compares versions of Python.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from dateline.machine import Machine
from dateline.model import Document
from dateline.pipeline import assemble
from dateline.reading import Reading
from scripts.same import ROOT, TEXTS, canonical, lines, texts

SCRIPT = ROOT / "scripts" / "same.py"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return texts(TEXTS)


@pytest.fixture(scope="module")
def readings(documents: list[Document], machine: Machine) -> list[Reading]:
    return list(machine.readings(documents))


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order(documents: list[Document], readings: list[Reading], machine: Machine, seed: int) -> None:
    """Read and joined in another order; what was read before leaves nothing behind in the machine."""
    shuffled = random.Random(seed).sample(documents, len(documents))
    again = list(machine.readings(shuffled[:12]))
    by_id = {r.document.id: r for r in readings}
    assert again == [by_id[r.document.id] for r in again]
    other = assemble([by_id[d.id] for d in shuffled], machine.producer).output
    assert canonical(other) == canonical(assemble(readings, machine.producer).output)


def test_split_over_processes_with_another_hash_seed(readings: list[Reading], machine: Machine) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--order", "7", "--jobs", "2"],
        capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": "3"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == list(lines(assemble(readings, machine.producer).output))

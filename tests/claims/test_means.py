"""With what, and what was hit: cases of the table ``cases/weapons.csv``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine

with (Path(__file__).parent / "cases" / "weapons.csv").open(encoding="utf-8") as lines:
    CASES = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="|"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_means_and_what_was_struck(case: dict[str, str], machine: Machine) -> None:
    document = Document(id="d", uri="t", text=case["text"], published="2021-06-15", language="en")
    claim = next(iter(machine.readings([document]))).claims[-1]
    assert (" ".join(claim.means) or "-", " ".join(claim.struck) or "-") == (case["means"], case["struck"])

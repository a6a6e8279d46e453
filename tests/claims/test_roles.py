"""Who acts and who is hit: cases of the table ``cases/roles.toml``, each written for this project."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine
    from dateline.model import Claim

CASES = tomllib.loads((Path(__file__).parent / "cases" / "roles.toml").read_text(encoding="utf-8"))["case"]


def names(claim: Claim, role: str) -> list[str]:
    return [p.name for p in claim.participants if p.role == role]


@pytest.mark.parametrize("case", CASES, ids=[c["form"] for c in CASES])
def test_roles(case: dict[str, Any], machine: Machine) -> None:
    document = Document(
        id="d", uri="t", text=case["text"], published=case.get("published", "2021-06-15"), language="en"
    )
    found = next(iter(machine.readings([document]))).claims
    claim = found[case.get("claim", -1)]
    assert claim.type == case["type"]
    for role in ("initiators", "targets"):
        if role in case:
            assert names(claim, role[:-1]) == case[role]
    if "stance" in case:
        assert claim.stance == case["stance"]

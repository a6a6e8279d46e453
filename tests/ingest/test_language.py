"""English is read; what is surely another language is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.ingest.language import language

CASES = tomllib.loads((Path(__file__).parent / "cases" / "languages.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_language(case: dict[str, str]) -> None:
    assert language(case["text"]) == case.get("language")

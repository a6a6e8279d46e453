"""The tables in the docs say where every column comes from, in the columns' order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.export import acled, airwars, hxl, ucdp
from dateline.export.formats import FORMATS

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def documented(title: str) -> list[str]:
    text = (DOCS / "codebooks.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    assert section
    return re.findall(r"^\| `([^`]+)` \| \S", section[1], re.M)


@pytest.mark.parametrize(("title", "columns"), [("ACLED", acled.COLUMNS), ("UCDP GED", ucdp.COLUMNS)])
def test_every_column_has_its_row(title: str, columns: tuple[str, ...]) -> None:
    assert documented(title) == list(columns)


def test_airwars_columns_have_their_rows() -> None:
    single = [c for c in airwars.COLUMNS if not c.endswith(("_min", "_max"))]
    assert documented("Airwars") == [*single, *(f"{group}_…" for group in airwars.GROUPS)]


def test_hxl_tags_have_their_rows() -> None:
    assert documented("HXL") == [tag for _, tag in hxl.COLUMNS]


def test_every_format_is_in_the_list() -> None:
    text = (DOCS / "exports.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.M) == list(FORMATS)

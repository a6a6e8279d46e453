"""Readings made up by hand, so that the casefile is tested without a language model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from made import Teller, tell

from dateline.casefile import Casefile
from dateline.reading import Reading

STORIES = (
    ("Harbour Post", "2031-03-04", "A market in Oramo was shelled on Monday, killing 12 people, the governor said."),
    (
        "Valley Times",
        "2031-03-05",
        "Shells hit Oramo market, and 15 died, a hospital said. The army denied firing.",
    ),
    ("Harbour Post", "2031-03-09", "Rebels took the bridge town of Lessing on Sunday, their commander said."),
)


@pytest.fixture
def readings() -> list[Reading]:
    return [tell(*story) for story in STORIES]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Casefile]:
    with Casefile(tmp_path / "war.case", create=True) as file:
        yield file


@pytest.fixture
def teller() -> Teller:
    return Teller("1.0")


def fill(case: Casefile, readings: Iterable[Reading], teller: Teller) -> None:
    for reading in readings:
        case.add(reading, teller.producer)

"""A casefile with a small war of its own, joined by hand so that exports are tested without a language model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from war import world as make_world

from dateline.casefile import Casefile, World
from dateline.export.bundle import Bundle


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def bundle(world: World) -> Bundle:
    return Bundle(world)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Casefile]:
    with Casefile(tmp_path / "war.case", create=True, clock=lambda: "2031-04-01T12:00:00.000000Z") as file:
        yield file

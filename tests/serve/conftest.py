"""A casefile of made-up reports behind the desk's API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_made import STORIES, WRITE, MadeBacking
from fastapi.testclient import TestClient
from made import Teller, tell

from dateline import world
from dateline.casefile import Casefile
from dateline.serve import Desk, make_app


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    path = tmp_path / "war.case"
    with Casefile(path, create=True) as case:
        teller = Teller("1.0")
        for story in STORIES:
            case.add(tell(*story), teller.producer)
        world.build(case)
    return path


@pytest.fixture
def client(case_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Desk(case_path, MadeBacking())), headers=WRITE) as client:
        yield client

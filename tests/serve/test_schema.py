"""Requests made up from the API's own description: none ends in an error of the server, each answer is as described."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from desk_made import STORIES, WRITE, MadeBacking
from hypothesis import HealthCheck, given, settings
from made import Teller, tell

from dateline import world
from dateline.casefile import Casefile
from dateline.serve import Desk, make_app


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("desk") / "war.case"
    with Casefile(path, create=True) as case:
        teller = Teller("1.0")
        for story in STORIES:
            case.add(tell(*story), teller.producer)
        world.build(case)
    return schemathesis.openapi.from_asgi("/api/openapi.json", make_app(Desk(path, MadeBacking())))


def test_no_request_breaks_the_server(schema: Any) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 12
    for operation in operations:

        @given(operation.as_strategy())
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def answers(case: Any) -> None:
            response = case.call(headers={**WRITE, "Host": "localhost"})
            assert response.status_code < 500, (case.as_curl_command(), response.text)

        answers()

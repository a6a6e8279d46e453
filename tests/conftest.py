"""Shared by all tests. The language model is loaded once a session."""

from __future__ import annotations

import pytest

from dateline.read import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()

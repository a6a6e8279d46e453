"""Shared by all tests. The language model and the gazetteer are loaded once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dateline.machine import Machine
    from dateline.read import Reader


@pytest.fixture(scope="session")
def machine() -> Machine:
    """The loaded stages 2 to 4."""
    from dateline.machine import Machine

    return Machine()


@pytest.fixture(scope="session")
def reader(machine: Machine) -> Reader:
    """The loaded parser."""
    return machine.reader

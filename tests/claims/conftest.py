"""Shared by the tests of claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine
    from dateline.model import Claim


@pytest.fixture(scope="session")
def claims_of(machine: Machine) -> Callable[..., tuple[Claim, ...]]:
    """The claims of one text, by itself: ``claims_of(text, published="2031-03-12")``."""

    def read(text: str, published: str = "2031-03-12") -> tuple[Claim, ...]:
        document = Document(id="d", uri="t", text=text, published=published, language="en")
        (reading,) = machine.readings([document])
        return reading.claims

    return read

"""Attribution: who is said to have said what, whether or not it is an event."""

from __future__ import annotations

from dateline.claims.records import Statement
from dateline.reading import Grounded


def find_statements(grounded: Grounded) -> list[Statement]:
    """Every attribution of the report, in the order of its cues."""
    return []

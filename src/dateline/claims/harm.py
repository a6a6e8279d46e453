"""Harm: who was killed, injured, abducted, displaced ..., how many, and which number is part of which."""

from __future__ import annotations

from dateline.claims.records import HarmFact
from dateline.reading import Grounded


def find_harm(grounded: Grounded) -> list[HarmFact]:
    """Every statement of harm to people in the report, in text order."""
    return []

"""Numbers of people: low, best and high of each expression."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading import Entity, Parsed


def find_counts(parsed: Parsed, times: Sequence[Entity]) -> list[Entity]:
    """Count entities in text order; what is a date, an age, a distance or a calibre is none."""
    return []

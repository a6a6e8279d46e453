"""Dates: relative to publication, partial, ranges, anchored to another date of the text."""

from __future__ import annotations

from dateline.reading import Entity, Parsed


def find_times(parsed: Parsed) -> tuple[list[Entity], int]:
    """Time entities in text order, and how many stay unresolved for want of a publication date."""
    return [], 0

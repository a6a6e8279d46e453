"""Places: recognised by gazetteer and context, resolved by a table of features."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading import Entity, Parsed


class PlaceFinder:
    version = "none"

    def find(self, parsed: Parsed, names: Sequence[Entity]) -> list[Entity]:
        """Place entities in text order. ``names`` are the actors found by name: a place inside one is ``embedded``."""
        return []

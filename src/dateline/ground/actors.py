"""Actors: named ones by lexicon and rule, then metonyms, descriptions and pronouns by what the text offers."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.reading import Entity, Parsed


class ActorFinder:
    def names(self, parsed: Parsed) -> list[Entity]:
        """Actors that the words themselves name, in text order."""
        return []

    def resolve(self, parsed: Parsed, names: Sequence[Entity], places: Sequence[Entity]) -> list[Entity]:
        """All actor entities: the names, and metonyms, definite descriptions, pronouns and groups of people."""
        return list(names)

"""Actors: named ones by lexicon and rule, then metonyms, descriptions and pronouns by what the text offers."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.actors_lexicon import Lexicon
from dateline.ground.actors_names import find_names, to_entity
from dateline.ground.actors_refer import Resolver
from dateline.ground.actors_text import Text
from dateline.reading import Entity, Parsed


class ActorFinder:
    """Holds the actor lexicon. One finder serves any number of reports; it keeps nothing of them."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon()

    def names(self, parsed: Parsed) -> list[Entity]:
        """Actors that the words themselves name, in text order."""
        text = Text(parsed, self.lexicon)
        return [to_entity(text, hit) for hit in find_names(text)]

    def resolve(self, parsed: Parsed, names: Sequence[Entity], places: Sequence[Entity]) -> list[Entity]:
        """All actor entities: the names, and metonyms, definite descriptions, pronouns and groups of people."""
        return Resolver(Text(parsed, self.lexicon, places), names, places).entities()

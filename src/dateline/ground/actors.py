"""Actors: named ones by lexicon and rule, then metonyms, descriptions and pronouns by what the text offers."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.actors_called import called
from dateline.ground.actors_lexicon import Lexicon
from dateline.ground.actors_listed import by_land
from dateline.ground.actors_names import find_names, to_entity
from dateline.ground.actors_refer import Resolver
from dateline.ground.actors_text import Text
from dateline.model import Actor
from dateline.reading import Entity, Parsed


class ActorFinder:
    """Holds the actor lexicon. One finder serves any number of reports; it keeps nothing of them."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon()

    def text(self, parsed: Parsed) -> Text:
        """A report as the rules for actors see it: made once, given to both steps."""
        return Text(parsed, self.lexicon)

    def names(self, parsed: Parsed, text: Text | None = None) -> list[Entity]:
        """Actors that the words themselves name, in text order."""
        text = text or self.text(parsed)
        return [to_entity(text, hit) for hit in find_names(text)]

    def resolve(
        self, parsed: Parsed, names: Sequence[Entity], places: Sequence[Entity], text: Text | None = None
    ) -> list[Entity]:
        """All actor entities: the names, and metonyms, definite descriptions, pronouns and groups of people."""
        text = text or self.text(parsed)
        text = text.with_places(places)
        names = [by_land(text, e) for e in names]
        return called(text, Resolver(text, names, places).entities())

    def allies(self, entities: Sequence[Entity], published: str | None) -> tuple[Actor, ...]:
        """The actors that those of the entities are allied with, and theirs, by id: every id used has its record."""
        known = {e.actor.id for e in entities if e.actor}
        waiting = sorted({a for e in entities if e.actor for a in e.actor.allied_with})
        out: dict[str, Actor] = {}
        while waiting:
            id_ = waiting.pop()
            if id_ in known or id_ in out:
                continue
            out[id_] = self.lexicon.by_id(id_).actor(published)
            waiting.extend(out[id_].allied_with)
        return tuple(out[k] for k in sorted(out))

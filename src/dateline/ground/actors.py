"""Actors: named ones by lexicon and rule, then metonyms, descriptions and pronouns by what the text offers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.ground.actors_called import called
from dateline.ground.actors_leagues import flown_for
from dateline.ground.actors_lexicon import Lexicon
from dateline.ground.actors_listed import by_land
from dateline.ground.actors_local import of_their_town
from dateline.ground.actors_names import find_names, to_entity
from dateline.ground.actors_refer import Resolver
from dateline.ground.actors_text import Text
from dateline.ground.actors_unlisted import of_towns
from dateline.ground.actors_words import Word, fold_word
from dateline.model import Actor, Document
from dateline.reading import Entity, Parsed

_NAME = re.compile(r"\w[\w.'’]*")


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
        names = flown_for(text, of_towns(text, [by_land(text, e) for e in names], places))
        return of_their_town(text, called(text, Resolver(text, names, places).entities()), places)

    def publisher(self, document: Document) -> Actor | None:
        """The armed body of the list whose own paper a report is: "Northern Front, press bureau"."""
        words = [
            Word(fold_word(w), 0, 0, 0, w[:1].isupper(), len(w) > 1 and w.isupper(), False)
            for w in _NAME.findall(document.publisher or "")
        ]
        for at in range(len(words)):
            for n, aliases in reversed(list(self.lexicon.names.all(words, at))):
                for alias in aliases:
                    capitals = all(w.upper for w in words[at : at + n]) if alias.acronym else words[at].capital
                    if capitals and alias.entry.source_kind in ("armed_group", "military"):
                        return alias.entry.actor(document.published)
        return None

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

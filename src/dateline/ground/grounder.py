"""The four kinds of entities, in the order in which they need each other."""

from __future__ import annotations

from dateline.ground.actors import ActorFinder
from dateline.ground.counts import find_counts
from dateline.ground.places import PlaceFinder
from dateline.ground.times import find_times
from dateline.reading import Grounded, Parsed


class Grounder:
    """Holds the gazetteer and the lexicons; ``gazetteer`` names the gazetteer with its version."""

    def __init__(self) -> None:
        self._places = PlaceFinder()
        self._actors = ActorFinder()
        self.gazetteer = self._places.version

    def ground(self, parsed: Parsed) -> Grounded:
        """1 times, counts · 2 actors by name · 3 places, knowing those names · 4 metonyms, descriptions, pronouns."""
        times, unresolved = find_times(parsed)
        counts = find_counts(parsed, times)
        text = self._actors.text(parsed)
        names = self._actors.names(parsed, text)
        places = self._places.find(parsed, names)
        actors = self._actors.resolve(parsed, names, places, text)
        entities = sorted([*times, *counts, *places, *actors], key=lambda e: (e.span.start, e.span.end, e.kind))
        allies = self._actors.allies(actors, parsed.document.published)
        sent_from = self._places.sent_from(parsed, places)
        return Grounded(parsed, tuple(entities), unresolved, allies, sent_from, self._actors.publisher(parsed.document))

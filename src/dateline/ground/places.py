"""Places: recognised by gazetteer and context, resolved by a table of features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.model import Place
from dateline.reading import Entity, Parsed

LONGEST = 6  # tokens in a name
CUES = frozenset(["in", "at", "near", "from", "to", "of", "around", "outside", "inside", "into", "toward", "towards", "across", "over"])


class PlaceFinder:
    """Holds the gazetteer; ``version`` names it."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or Gazetteer()
        self.version = self.gazetteer.version

    def find(self, parsed: Parsed, names: Sequence[Entity]) -> list[Entity]:
        """Place entities in text order. ``names`` are the actors found by name: a place inside one is ``embedded``."""
        inside = {i for e in names for i in range(e.first, e.last) if e.last - e.first > 1}
        spans = self._spans(parsed)
        weights: Counter[str] = Counter()
        for _, _, found in spans:
            for place, _ in found:
                if place.kind == "country":
                    weights[place.country] += 3
            for country in {p.country for p, _ in found}:
                weights[country] += 1
        out = []
        for first, last, found in spans:
            best = max((p for p, _ in found), key=lambda p: _score(p, weights))
            use = "embedded" if first in inside else "location"
            out.append(
                Entity("place", first, last, last - 1, parsed.span(first, last), use=use, place=self.record(best))
            )
        return out

    def _spans(self, parsed: Parsed) -> list[tuple[int, int, tuple[tuple[Found, int], ...]]]:
        out, i, tokens = [], 0, parsed.tokens
        while i < len(tokens):
            step = 1
            if tokens[i].text[:1].isupper() and tokens[i].pos != "PRON":
                for last in range(min(len(tokens), i + LONGEST), i, -1):
                    if tokens[last - 1].sent != tokens[i].sent or not tokens[last - 1].text[:1].isupper():
                        continue
                    found = self.gazetteer.exact(parsed.document.text[tokens[i].start : tokens[last - 1].end])
                    if found and (
                        any(t.ent in ("GPE", "LOC", "FAC") for t in tokens[i:last])
                        or (i and tokens[i - 1].lower in CUES)
                    ):
                        out.append((i, last, found))
                        step = last - i
                        break
            i += step
        return out

    def record(self, found: Found) -> Place:
        """The contract's record of a place of the gazetteer."""
        coarse = {
            "country": "country",
            "admin1": "admin1",
            "admin2": "admin2",
            "region": "area",
            "area": "area",
            "continent": "area",
        }
        return Place(
            id=found.id, name=found.name, lat=found.lat, lon=found.lon, country=found.country or None,
            admin1=None if found.admin1 is None else self.gazetteer.place(found.admin1).name,
            precision=coarse.get(found.kind, "exact"),  # type: ignore[arg-type]
        )  # fmt: skip


def _score(place: Found, weights: Counter[str]) -> tuple[bool, float]:
    import math

    size = math.log10(place.population + 100) + {"country": 6, "capital": 2, "continent": 4}.get(place.kind, 0)
    return place.lat is not None, size + min(4.0, weights[place.country] * 0.5)

"""Capitals without their names: "the Ukrainian capital", "the capital of Chad"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.ground.places_contexts import contexts
from dateline.ground.places_relative import UNITS
from dateline.lexicon import countries
from dateline.model import Place
from dateline.reading import Entity, Parsed, Token


def capitals(
    parsed: Parsed, places: Sequence[Entity], gazetteer: Gazetteer, record: Callable[[Found], Place]
) -> list[Entity]:
    """Entities for the capitals that the report speaks of without their names, in text order."""
    out: list[Entity] = []
    spoken = [t for t in parsed.tokens if t.lower == "capital" and t.pos in ("NOUN", "ADJ", "PROPN")]
    if not spoken:
        return out
    covered = {i: e for e in places for i in range(e.first, e.last)}
    for token in spoken:
        if token.i in covered or _named(token, covered) or _measured(parsed, token):
            continue
        iso, first = _land(token, covered)
        town = _seat(gazetteer, iso) if iso else None
        if town is not None:
            span = parsed.span(first, token.i + 1)
            out.append(
                Entity(
                    "place", first, token.i + 1, token.i, span, use="location", place=record(town), score=0.8,
                    why=(("capital of a land", 0.8),), mention=False,
                )
            )  # fmt: skip
    return out


def _named(token: Token, covered: dict[int, Entity]) -> bool:
    """ "The capital, Kyiv", "capital Kyiv", "Kyiv is the capital": the name stands beside it."""
    beside = [c.i for c in token.children if c.dep in ("appos", "compound", "nmod")]
    beside += [token.head.i] if token.dep in ("appos", "compound", "nmod", "attr") else []
    subject = [c.i for c in token.head.children if c.dep.startswith("nsubj")] if token.dep == "attr" else []
    after = [token.i + 1]
    after += [c.i + 1 for c in token.children if c.text == "," and c.i == token.i + 1]
    return any(i in covered and covered[i].place is not None for i in (*after, *beside, *subject))


def _measured(parsed: Parsed, token: Token) -> bool:
    """ "30 km north of the capital", "two hours from the capital": not there."""
    before = {t.lower for t in parsed.tokens[max(0, token.i - 7) : token.i]}
    return bool(before & {"of", "from"}) and bool(before & _measures())


@cache
def _measures() -> frozenset[str]:
    """Words of a distance or a direction; not "northern", which tells of a part: "from the northern suburbs"."""
    sides = (w for w in contexts().directions if not w.endswith("ern") and w != "central")
    return frozenset((*UNITS, *sides, "hours", "hour", "drive", "far", "outside"))


def _land(token: Token, covered: dict[int, Entity]) -> tuple[str, int]:
    """The land whose capital it is, and where the words begin."""
    demonyms = contexts().demonyms
    for c in token.children:
        if c.i < token.i and c.dep in ("amod", "compound", "nmod", "poss"):
            held = covered.get(c.i)
            if held is not None and held.place is not None:
                return (held.place.country or "", c.i) if held.place.precision == "country" else ("", c.i)
            if c.text[:1].isupper():
                return demonyms.get(c.lower, ""), c.i
            return "", c.i  # "the provincial capital"
    for c in token.children:
        if c.dep == "prep" and c.lower == "of":
            held = next((covered[d.i] for d in c.children if d.i in covered), None)
            of_land = held is not None and held.place is not None and held.place.precision == "country"
            return (held.place.country or "", token.i) if of_land and held is not None and held.place else ("", token.i)
    return "", token.i


def _seat(gazetteer: Gazetteer, iso: str) -> Found | None:
    for name in _names().get(iso, ()):
        found = [f for f, _ in gazetteer.exact(name) if f.country == iso]
        if found:
            return max(found, key=lambda f: (f.kind == "capital", f.population, f.id))
    return None


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {r["iso"]: tuple(r["capital"].split("|")) for r in countries() if r["capital"]}

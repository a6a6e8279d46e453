"""Which of two places of a sentence lies in the other: "X in Y" tells of X."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.claims.frames import View
from dateline.lexicon import load_toml, word_set
from dateline.reading import Entity, Token

FINE: dict[str, float] = {"exact": 0, "near": 0, "area": 1.5, "admin2": 2, "admin1": 3, "country": 4}
MANY = 40  # places of one sentence that are compared with one another
HELD, JOINED = 8.0, 2.0  # how far a container, and the second of two names, stand back
ROUND = 0.2  # degrees of latitude and longitude together
_BESIDE = ("around", "near", "outside")  # what a town does for the province in front of it
REACH = 10  # tokens between a place and what the words put it in
_ROADS = word_set("placing.toml", "roads", "words")


@cache
def clause_words() -> dict[str, frozenset[str]]:
    """The word lists of clauses, as sets."""
    data = load_toml("placing.toml")
    return {k: frozenset(v) for k, v in {**data["clause"], "things": data["telling"]["things"]}.items()}


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns for a part of a town; nouns for any kind of place."""
    parts = word_set("placing.toml", "parts", "words")
    return parts, parts | frozenset(load_toml("place_kinds.toml")["type_words"])


def is_country(entity: Entity) -> bool:
    """A country, and not a name of which the gazetteer knows no more than the country."""
    return entity.place is not None and entity.place.precision == "country" and entity.place.lat is not None


def held(view: View, entity: Entity, found: list[Entity]) -> float:
    """What it costs a place to stand below another: "X in Y" is X, and "X and Y" is X first."""
    if any(
        _part_of(view, other, entity) or _set_in(view, other, entity) or _ends(view, other, entity)
        for other in found[:MANY]
    ):
        return HELD
    if any(_ends(view, entity, other) for other in found[:MANY]):
        return 0.0
    phrases: dict[int, Entity] = {}
    heads = [(view.tokens[other.head], other) for other in found[:MANY] if not _part_of(view, entity, other)]
    for node, other in heads:
        phrases.setdefault(node.i, other)
        if node.dep == "pobj" and node.head.lower == "of" and node.head.head.pos in ("NOUN", "PROPN"):
            phrases.setdefault(node.head.head.i, other)  # "the village of X in Y"
    for node, other in heads:
        if node.dep == "compound" and node.head.pos in ("NOUN", "PROPN"):  # "X village in Y"
            phrases.setdefault(node.head.i, other)
    node, joined = view.tokens[entity.head], False
    if any(_of_kind(other) is node.head for other, _ in heads if node.dep == "compound"):
        return HELD  # "the X suburb of Y"
    kind = _of_kind(node)
    where = _behind(kind or node)
    for _ in range(8):
        joined = joined or node.dep == "conj"
        other_place = phrases.get(node.i)
        if other_place is not None and other_place is not entity and other_place.first != entity.first:
            if node is kind and view.tokens[other_place.head].dep == "compound":
                return 0.0
            return JOINED if joined else 0.0 if _is_apart(view, where, entity, other_place) else HELD
        if node.head is node or node.pos == "VERB":
            return 0.0
        node = node.head
    return 0.0


def _part_of(view: View, part: Entity, whole: Entity) -> bool:
    """ "the Lower Mill district of Arba", "Arba's Lower Mill district", "Arba's northern suburb of Lower Mill"."""
    tokens, (parts, kinds) = view.tokens, _kinds()
    if whole.first > part.last + 1 and tokens[part.last + 1].lower == "of":
        kind = tokens[part.last].lower
        if kind == "suburb" and part.place is not None and part.place.lat is not None:
            return False  # "the Arba suburb of Lower Mill"
        if not all(t.pos == "ADJ" for t in tokens[part.last + 2 : whole.first]):
            return False
        return kind in parts or (kind in kinds and _may_hold(view, whole, part))
    if not whole.last < part.first < whole.last + REACH or tokens[whole.last].lower not in ("'s", "’s"):
        return False
    between = tokens[whole.last + 1 : part.first]
    if between and between[-1].lower == "of":
        return between[-2].lower in kinds and _describe(between[:-2]) if len(between) > 1 else False
    return _describe(between)


def _may_hold(view: View, whole: Entity, part: Entity) -> bool:
    """ "Lower Mill village of Arba district", and not "the Arba village of Lower Mill"."""
    units = word_set("placing.toml", "spoken_of", "wide")
    before, last = (t.lower for t in view.tokens[whole.last - 2 : whole.last])
    wide = _coarse(whole) >= FINE["admin2"] or last in units or (before, last) == ("government", "area")
    return wide and not wider(part, whole)


def _describe(words: Sequence[Token]) -> bool:
    return all(t.pos in ("ADJ", "NOUN", "PROPN") for t in words)


def _set_in(view: View, inner: Entity, outer: Entity) -> bool:
    """The words right after a name put it in or beside the other, wherever the parser hangs them.

    "in X in the commune of Y", "in X, just north of Y", "at X in the far north of Y".
    """
    tokens = view.tokens
    if not 0 < outer.first - inner.last < REACH or wider(inner, outer):
        return False
    words = [t for t in tokens[inner.last : outer.first] if t.lower not in ("the", "a", "an", "just", "some", "of")]
    kinds = _kinds()[1]
    while words and (words[0].lower in kinds or (words[0].pos == "NOUN" and words[0].head.lower in kinds)):
        words = words[1:]  # "X junction in Y", "X refugee camp in Y"
    if words and words[0].text == "," and _offset(tokens, outer):
        return _describe(words[1:])
    if [t.lower for t in words[:2]] == [",", "in"] and _close(inner, outer):
        return _describe(words[2:])
    return bool(words) and words[0].lower == "in" and _describe(words[1:])


def _of_kind(name: Token) -> Token | None:
    """The word for the kind of place in "the village of X"."""
    of = name.head
    return of.head if name.dep == "pobj" and of.lower == "of" and of.head.pos in ("NOUN", "PROPN") else None


def _behind(name: Token) -> str:
    """The preposition in front of a name or of the word for its kind."""
    return name.head.lower if name.dep == "pobj" else ""


def _is_apart(view: View, where: str, entity: Entity, other: Entity) -> bool:
    """What hangs on another place does not tell where that lies.

    "raiders from the X region at Y"; "part of X province around the town of Y"; "held a man from X in Y", where Y is no
    wider than X.
    """
    if where in ("at", *_BESIDE):
        return wider(other, entity)
    head = view.tokens[other.head]
    return where == "in" and head.dep == "pobj" and head.head.lower == "from" and not wider(entity, other)


def _close(inner: Entity, outer: Entity) -> bool:
    """ "in the X camp, in Y": the one may lie in the other, which is no wider than a town is round."""
    a, b = inner.place, outer.place
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    return wider(outer, inner) or abs(a.lat - b.lat) + abs(a.lon - b.lon) < ROUND


def on_a_line(view: View, place: Entity) -> bool:
    """ "The X-Y road", "the X-Y line": called after both its ends, which may be far."""
    tokens = view.tokens
    after = [t.lower for t in tokens[place.last : place.last + 3]]
    if after[:1] and after[0] in _ROADS:
        return place.first > 0 and tokens[place.first - 1].text in ("-", "–")
    return len(after) == 3 and after[0] in ("-", "–") and tokens[place.last + 1].pos == "PROPN"


def from_end(view: View, place: Entity) -> bool:
    """ "the road from X to Y": X is where, as far as the words tell."""
    tokens = view.tokens
    return place.first > 1 and tokens[place.first - 1].lower == "from" and tokens[place.first - 2].lower in _ROADS


def sets_scene(place: Token) -> Token | None:
    """The subject of "In X, gunmen shot a man in Y", where X stands before the clause: there the scene is laid.

    What the clause itself names may lie in it (Chafe 1976: such a phrase limits where the clause holds).
    """
    node = place
    while node.dep in ("pobj", "compound", "poss") or (node.dep == "prep" and node.head.pos != "VERB"):
        if node.head is node:
            return None
        node = node.head
    if node.dep != "prep" or node.lower not in clause_words()["where"]:
        return None
    verb = node.head
    who = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    return who if who is not None and node.i < who.i < verb.i else None


def _ends(view: View, one: Entity, other: Entity) -> bool:
    """The two are the ends of a road, in this order: "from X to Y", "the X-Y road"."""
    tokens = view.tokens
    if other.first != one.last + 1:
        return False
    if tokens[one.last].lower == "to":
        return from_end(view, one)
    after = tokens[other.last].lower if other.last < len(tokens) else ""
    return tokens[one.last].text in ("-", "–") and after in _ROADS


def road_to(place: Token) -> bool:
    """ "closed the road to X": somewhere before X."""
    to = place.head
    if place.dep != "pobj" or to.lower != "to":
        return False
    return to.head.lower in _ROADS or any(c.i == to.i - 1 and c.lower in _ROADS for c in to.head.children)


def names_its_kind(name: Token) -> bool:
    """ "X region", "X village": the name is all of the phrase but the word for its kind. A river is long."""
    kind = load_toml("place_kinds.toml")["type_words"].get(name.head.lower, "water")
    return name.head.i == name.i + 1 and kind != "water"


def wider(one: Entity, other: Entity) -> bool:
    """ "the Nile in Arba": what is wider does not lie in the other. A name without a point is no wide place."""
    return _coarse(one) > _coarse(other)


def _coarse(entity: Entity) -> float:
    place = entity.place
    if place is None or place.lat is None:
        return 0.0
    whole = entity.named  # "northern Ruritania" is as wide as Ruritania, next to a province
    return max(FINE.get(p.precision, 0.0) for p in (place, whole or place))


def _offset(tokens: Sequence[Token], place: Entity) -> bool:
    """ "north of Y", "35 km from Y", "near Y"."""
    if tokens[place.first].lower in ("near", "outside", "beside"):
        return True
    return tokens[place.first].pos != "PROPN" and any(
        t.lower in ("of", "from") for t in tokens[place.first : place.last]
    )

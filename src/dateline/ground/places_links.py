"""What the text says of a place: its kind ("the village of"), what it lies in ("Syria's Idlib", "Paris, Texas")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.ground.gazetteer import SKELETON
from dateline.ground.gazetteer_sources import ALTERNATE
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_spot import Spot
from dateline.reading import Token

# Type words that as often stand for something else: "Texas state police", "Ankara base their hopes".
_VAGUE = frozenset(("state", "states", "base", "field", "port", "border", "country", "bridge", "capital", "region"))
# Kinds of which one may be a part of what "of" brings, if its name is no land's or province's.
PARTS = frozenset({"district", "admin2", "area", "road"})
WIDE = frozenset({"country", "admin1", "region", "continent"})
REACH = 5  # tokens between a name and the wider place that it is said to lie in
FAR = 10  # where only kinds of place and directions stand between: "X commune in the north-western county of Y"


def link(tokens: Sequence[Token], spots: Sequence[Spot]) -> None:
    """Fill ``hint``, ``typed``, ``inside`` and ``holds`` of every spot."""
    for spot in spots:
        _kind(tokens, spot)
        _demonym(tokens, spot)
    for left, right in pairwise(spots):
        if tokens[left.first].sent == tokens[right.first].sent:
            if (
                all(t.text in (",", "and", "&", "/") for t in tokens[left.last : right.first])
                and left.last < right.first
            ):
                left.row = right.row = True
                left.mates.append(right)
                right.mates.append(left)
                if left.how == "of" and not right.typed and _many(tokens, left):  # "the towns of A and B"
                    right.hint, right.typed, right.how = left.hint, True, "of"
                if right.how == "after" and not left.typed and tokens[right.last].tag == "NNS":  # "A and B districts"
                    left.hint, left.typed, left.how = right.hint, True, "after"
            elif [t.lower for t in tokens[left.last : right.first]] in (["or"], ["and", "in"]):
                left.mates.append(right)
                right.mates.append(left)
            how, inner, outer = _relation(tokens, left, right)
            if inner and outer:
                inner.inside.append((how, outer))
                outer.holds.append(inner)


def _many(tokens: Sequence[Token], spot: Spot) -> bool:
    """Whether the word for the kind of place, or the row it opens, is of several."""
    i = spot.first - 1
    while i >= 0 and tokens[i].sent == tokens[spot.first].sent and tokens[i].lower != "of":
        i -= 1
    return i > 0 and tokens[i - 1].tag in ("NNS", "NNPS")


def _kind(tokens: Sequence[Token], spot: Spot) -> None:
    words = contexts()
    after = tokens[spot.last] if spot.last < len(tokens) else None
    if after is not None and after.sent == tokens[spot.first].sent:
        kind = words.type_of(after.lower)
        if kind and (after.lower not in _VAGUE or _is_province(tokens, spot, after)):
            spot.hint, spot.typed, spot.how = kind, True, "after"
            return
        pair = tokens[spot.last + 1].lower if spot.last + 1 < len(tokens) else ""
        if after.lower in words.paired and words.type_of(pair):
            spot.hint, spot.typed, spot.how = words.type_of(pair), True, "after"
            return
    i = spot.first - 1
    if i >= 0 and tokens[i].lower == "the":
        i -= 1
    if i >= 1 and tokens[i].lower == "of" and (kind := words.type_of(tokens[i - 1].lower)):
        spot.hint, spot.typed, spot.how = kind, True, "of"
        return
    if i >= 1 and tokens[i].lower == "of" and tokens[i - 1].lower in words.edges:
        spot.typed, spot.how = True, "of"  # a town or an estate, a city or a camp
        return
    if spot.last - spot.first > 1 and (kind := words.type_of(tokens[spot.last - 1].lower)):
        spot.hint = kind
        return
    # "the Syrian border town Kobani", "River Tigris", "Camp Bastion"
    if i < 0 or tokens[i].sent != tokens[spot.first].sent or tokens[i].lower in _VAGUE:
        return
    if kind := words.type_of(tokens[i].lower):
        spot.hint, spot.typed, spot.how = kind, True, "before"


def _is_province(tokens: Sequence[Token], spot: Spot, after: Token) -> bool:
    """ "the Kherson region", "Plateau state": a province has that name, and the word goes with no other behind it."""
    further = tokens[after.i + 1] if after.i + 1 < len(tokens) else None
    loose = further is None or further.sent != after.sent or further.pos not in ("NOUN", "PROPN") or after.dep == "poss"
    return (
        loose
        and after.lower in ("region", "state", "regions", "states")
        and any(f.kind == "admin1" and how != SKELETON for f, how in spot.found)
    )


def _demonym(tokens: Sequence[Token], spot: Spot) -> None:
    """ "the Syrian town of X", "Syrian city X": the adjective's country holds the place."""
    words = contexts()
    for i in range(spot.first - 1, max(-1, spot.first - 7), -1):
        token = tokens[i]
        if token.sent != tokens[spot.first].sent or token.text in ".;:()" or token.pos == "VERB":
            return
        country = words.demonyms.get(token.lower)
        if country and name_like(token):
            between = [t.lower for t in tokens[i + 1 : spot.first]]
            if between and any(words.type_of(w) for w in between) and "," not in between:
                spot.inside.append(("demonym", country))
            return


def _relation(tokens: Sequence[Token], left: Spot, right: Spot) -> tuple[str, Spot | None, Spot | None]:
    """(how, the inner, the outer) of two neighbours."""
    between = [t.lower for t in tokens[left.last : right.first]]
    if len(between) > REACH:
        return ("in", left, right) if len(between) <= FAR and _in_a_part(between) else ("", None, None)
    if between == [","] or (not between and right.abbreviation):
        return "comma", left, right
    if between == ["("]:
        return "comma", left, right
    if between and between[0] in ("'s", "’s"):
        return "possessive", right, left
    kinds = contexts()
    if "," not in between and between:
        part = between[1:] == ["of"] and (between[0] == "area" or kinds.type_of(between[0]) in PARTS)
        if part and not any(f.kind in WIDE for f, how in left.found if how <= ALTERNATE):
            return "in", left, right  # "the Lower Mill quarter of Beit Furik"
        if between[-1] in ("of",) and any(kinds.type_of(w) for w in between[:-1]) and between[0] != "and":
            return "type", right, left  # "West Bank village of Beit Furik"
        if "in" in between and all(_joins(w) for w in between if not kinds.type_of(w)):
            return "in", left, right
    elif between[:1] == [","] and "in" in between[:3] and all(_joins(w) or kinds.type_of(w) for w in between[1:]):
        return "in", left, right
    return "", None, None


def _in_a_part(between: Sequence[str]) -> bool:
    return "in" in between and all(_joins(w) or w == "-" or contexts().type_of(w) for w in between)


def _joins(word: str) -> bool:
    return word in ("in", "the", "of", "rural", "a") or word in contexts().directions

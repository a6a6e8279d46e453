"""Names that the words before them make a place of: where somebody goes, or what something lies off or below.

The language model takes most villages that it has not seen for people ("fled to Baga Sola", "was sunk off Alampil").
People are seldom fled to, and nothing lies off or below them: the verb of motion, the noun of a way and the
prepositions of rest tell more than the label (Levin 1993, classes 51 and 47.8).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.places_contexts import contexts, name_like
from dateline.reading import Token


def bound_for(tokens: Sequence[Token], first: int) -> bool:
    """Whether a name that begins at ``first`` stands where the words before it tell of a place."""
    before = tokens[first - 1] if first else None
    if before is None or before.sent != tokens[first].sent:
        return False
    word, words = before.lower, contexts()
    if word == "of":
        return first > 1 and tokens[first - 2].lower in words.along
    if before.pos != "ADP":
        return False
    if word in words.beside:
        return True
    head = before.head
    if word == "from" and head.pos == "VERB" and head.lemma.lower() in words.clearing:
        return True
    if word == "for":
        return head.pos == "VERB" and head.lemma.lower() in words.leaving_for
    if word in words.whither and head.pos == "VERB" and head.lemma.lower() in words.going:
        return True
    return word in words.along_ways and head.pos == "NOUN" and head.lemma.lower() in words.ways


def one_of(tokens: Sequence[Token], first: int) -> bool:
    """ "two camps, Arba and Bolama Dor", "one of the villages, Arba": right behind the noun for settlements."""
    if first < 2 or tokens[first - 1].text != "," or tokens[first - 1].sent != tokens[first].sent:
        return False
    noun = tokens[first - 2]
    return noun.tag == "NNS" and contexts().type_of(noun.lower) in ("village", "city", "district", "camp")


def beside_another(tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "from Arba, near Bolama", "of Arba, on the road to Bolama": behind a preposition, told by what is near it."""
    words = contexts()
    if not first or tokens[first - 1].pos != "ADP" or last + 2 >= len(tokens) or tokens[last].text != ",":
        return False
    if any(t.sent != tokens[first].sent for t in (tokens[first - 1], tokens[last + 2])):
        return False
    after = tokens[last + 1].lower
    if after in ("near", "outside"):
        return name_like(tokens[last + 2])
    road = [t.lower for t in tokens[last + 1 : last + 5]]
    return road[:2] == ["on", "the"] and len(road) == 4 and road[2] in words.ways and road[3] in ("to", "from")

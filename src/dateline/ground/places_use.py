"""What a place's name does in its sentence: a location, a metonym for those who rule there, or part of another name."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.gazetteer import Found
from dateline.ground.places_contexts import contexts, name_like
from dateline.reading import Token


def use_of(
    tokens: Sequence[Token], first: int, last: int, place: Found | None, names: Sequence[tuple[int, int]]
) -> str:
    """``location``, ``metonym`` or ``embedded``. ``names``: first and last (exclusive) tokens of actors' names.

    Source of the rule for metonyms: capitals and countries that are the subject or agent of a verb of saying or
    deciding, or a party to talks, stand for their government (Markert and Nissim 2007, "place-for-people").
    """
    if any(a <= first and last <= b and _more(tokens, (*range(a, first), *range(last, b))) for a, b in names):
        return "embedded"
    if _modifier(tokens, first, last) or _in_name(tokens, first, last) or _clock(tokens, last):
        return "embedded"
    if place is not None and place.kind in ("country", "capital") and _governs(tokens, first, last):
        return "metonym"
    return "location"


def _more(tokens: Sequence[Token], rest: Sequence[int]) -> bool:
    """Whether the rest of a name is more than the word for the place's kind ("Hama Governorate" is a place)."""
    types = contexts().types
    return any(tokens[i].lower not in types and tokens[i].lower not in ("the", "'s", "’s", "of", "city") for i in rest)


def _modifier(tokens: Sequence[Token], first: int, last: int) -> bool:
    if last + 1 < len(tokens) and tokens[last].text in "-–" and tokens[last].start == tokens[last - 1].end:
        return tokens[last + 1].lower in contexts().modifiers
    return (
        last < len(tokens) and tokens[last].lower in contexts().modifiers and tokens[last].start == tokens[last - 1].end
    )


def _clock(tokens: Sequence[Token], last: int) -> bool:
    """ "At 16:00 (Kinshasa time)", "8 a.m. Lima local time": the name tells by which clock, not where."""
    i = last
    while i < len(tokens) and tokens[i].lower in ("local", "standard", "summer", "daylight", "mean"):
        i += 1
    if i >= len(tokens) or tokens[i].lower != "time" or tokens[i].sent != tokens[last - 1].sent:
        return False
    return tokens[last - 1].head.i in range(last - 1, i + 1) and tokens[i].dep not in ("nsubj", "nsubjpass")


def _in_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Followed by more of an organisation's name ("Damascus University", "Aleppo Media Center")."""
    words = contexts()
    if last >= len(tokens) or tokens[last].sent != tokens[first].sent:
        return False
    after = tokens[last]
    if (
        not name_like(after)
        or after.start == tokens[last - 1].end
        or words.type_of(after.lower)
        or after.lower == "local"
        or (after.lower in words.paired and last + 1 < len(tokens) and words.type_of(tokens[last + 1].lower))
    ):  # "Arba Military Airport", "Arba International Airport" are places
        return False
    i = last
    while i < len(tokens) and i < last + 5 and (name_like(tokens[i]) or tokens[i].lower in ("of", "for", "and")):
        if tokens[i].lower in words.institutions and tokens[i].ent not in ("GPE", "LOC", "FAC"):
            return not _housed(tokens[i])
        i += 1
    return after.ent == "ORG" and tokens[last - 1].ent == "ORG"


_AT = frozenset({"at", "outside", "inside", "near", "around", "beside", "opposite"})


def _housed(noun: Token) -> bool:
    """ "Fires at the Arba Detention Centre", "attacked outside Arba University"; no lecturer at Arba University."""
    if noun.lower not in contexts().houses or noun.dep != "pobj" or noun.head.lower not in _AT:
        return False
    above = noun.head.head
    if above.pos in ("VERB", "AUX"):
        return above.lemma.lower() not in contexts().speaking
    return above.pos == "NOUN" and above.dep != "appos" and above.head.lemma.lower() not in contexts().speaking


def _governs(tokens: Sequence[Token], first: int, last: int) -> bool:
    words = contexts()
    head = max(range(first, last), key=lambda i: not first <= tokens[i].head.i < last)
    token = tokens[head]
    while token.dep == "conj" and token.head.pos == "PROPN" and token.head is not token:
        token = token.head
    verb = token.head
    if token.dep in ("nsubj", "nsubjpass", "agent"):
        if token.dep == "nsubj" and verb.pos == "VERB":
            return verb.lemma.lower() not in words.undergoing
        return verb.lemma.lower() in words.deciding and token.dep != "nsubjpass"
    if token.dep == "pobj":
        above = verb.head
        if verb.lower == "by" and verb.dep == "agent":
            return above.lemma.lower() in words.deciding
        if verb.lower in ("with", "between") and above.lower in words.dealings:
            return True
        if verb.lower == "to" and above.lower in ("according", "loyal", "allied"):
            return True
    if token.dep == "dobj" and verb.lemma.lower() in (
        "accuse",
        "urge",
        "blame",
        "condemn",
        "criticise",
        "criticize",
        "warn",
        "tell",
        "ask",
    ):
        return True
    return token.dep == "poss" and verb.lower in words.holdings

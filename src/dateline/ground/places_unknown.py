"""Names that the gazetteer lacks, and what makes places of them: the language model, or the words beside them."""

from __future__ import annotations

from dateline.ground.places_bound import bound_for, one_of
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_spot import DATED, LONGEST, NAMED, OWNING, Spot
from dateline.reading import Parsed, Token


def unknown_name(parsed: Parsed, first: int, end: int) -> Spot | None:
    """A name that the gazetteer lacks, where the language model sees a place, or the words about it tell of one."""
    tokens, words = parsed.tokens, contexts()
    if tokens[first].lower in words.demonyms:
        return None
    if tokens[first].ent in DATED and not (told(tokens, first) and tokens[first].pos == "PROPN"):
        return None
    last = first + 1
    while last < min(end, first + LONGEST):
        token, before = tokens[last], tokens[last - 1]
        joined = token.start == before.end and (token.text[:1].isalpha() or token.text in "-'’–")
        joined = joined or token.lower in words.joiners
        if not (joined or name_like(token) or token.lower in words.articles) or token.lower in OWNING:
            break
        last += 1
    while last > first and not name_like(tokens[last - 1]) and tokens[last - 1].start != tokens[last - 2].end:
        last -= 1
    while last > first + 1 and tokens[last - 1].text in "-'’–":
        last -= 1
    if tokens[first].lower in words.common and not (
        _one_word(tokens, first, last) or any(t.lower in words.joiners for t in tokens[first:last])
    ):
        return None
    typed = last - first > 1 and words.type_of(tokens[last - 1].lower)
    if not (typed or located(tokens, first, last, end)) or all(
        t.lower in words.common or t.lower in words.paired for t in tokens[first:last]
    ):
        return None  # "Military Airport" is no name
    if last - first == 1 and (len(tokens[first].text) < 3 or tokens[first].text.isupper()):
        return None
    return Spot(first, last, (), parsed.document.text[tokens[first].start : tokens[last - 1].end])


def _one_word(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "Al-Hawra": an article and what is written with it."""
    if tokens[first].lower not in contexts().articles or last < first + 3 or tokens[first + 1].text not in "-–":
        return False
    return all(tokens[i].start == tokens[i - 1].end for i in range(first + 1, last))


def told(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether "the village of", "the outskirts of" or the like stands before."""
    if first < 2 or tokens[first - 1].lower != "of":
        return False
    before = tokens[first - 2].lower
    return before in contexts().edges or bool(contexts().type_of(before))


def _aside(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """ ", just north of" at ``i``: what stands before it is told by where it lies."""
    if tokens[i].text != ",":
        return False
    i += 2 if i + 1 < end and tokens[i + 1].lower == "just" else 1
    return i + 1 < end and tokens[i].lower in contexts().directions and tokens[i + 1].lower == "of"


def _taken(tokens: tuple[Token, ...], last: int, end: int) -> bool:
    """ "raided Arba, in the Bala area": the object of what is done to places, and where that lies behind it."""
    head = tokens[last - 1]
    if head.dep != "dobj" or head.pos != "PROPN" or head.head.lemma.lower() not in contexts().moving:
        return False
    return last + 2 < end and tokens[last].text == "," and tokens[last + 1].lower in contexts().where


def located(tokens: tuple[Token, ...], first: int, last: int, end: int) -> bool:
    """Whether the words beside a name, or the language model, make a place of it."""
    words = contexts()
    if all(t.ent in NAMED for t in tokens[first:last]):
        return True
    if last < end and (words.type_of(tokens[last].lower) or _aside(tokens, last, end) or _taken(tokens, last, end)):
        return True
    i = first - 1
    while i >= 0 and tokens[i].sent == tokens[first].sent and tokens[i].lower == "the":
        i -= 1
    if i < 0 or tokens[i].sent != tokens[first].sent:
        return False
    if tokens[i].lower == "of" and i and (words.type_of(tokens[i - 1].lower) or tokens[i - 1].lower in words.of_places):
        return True
    if words.type_of(tokens[i].lower) or words.prepositions.get(tokens[i].lower) in ("in", "at", "near", "to", "from"):
        return True
    if bound_for(tokens, first) or one_of(tokens, first):
        return True
    if tokens[i].text == "," and i > 1 and words.type_of(tokens[i - 1].lower) in ("village", "city", "district"):
        return True  # "their village, Arba"
    # "the settlements of Arba, Hawsha and Bakriya": what stands in a row with a place
    return tokens[i].text in (",", "and") and i > 0 and tokens[i - 1].ent in NAMED

"""Places that stand for those who rule there: "Damascus said", "Turkey launched", "blamed on Iran", "the Kremlin"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.actors_lexicon import Entry
from dateline.ground.actors_text import Text, head_of, is_word
from dateline.model import make_id
from dateline.reading import Entity, Token


def find_metonyms(text: Text, places: Sequence[Entity], taken: bytearray) -> list[Entity]:
    """Actor entities over places, in text order. They stand beside the place's own entity.

    A place of use ``metonym`` is its country's government, a country itself where it is one. The name of a country is
    an actor wherever its place in the sentence is that of one who acts, whatever the verb (:func:`acts`). Seats of
    power ("the Kremlin") always are; "the Russians" are read like "Russia".
    """
    out: list[Entity] = []
    for place in places:
        entry = _ruled_from(text, place)
        if entry and not any(taken[place.first : place.last]):
            out.append(_entity(text, entry, place.first, place.last, "place for its government"))
            _take(taken, place.first, place.last)
    words, at = text.words, 0
    while at < len(words):
        found = _country(text, at) or _people(text, at) if words[at].capital else None
        if found is None:
            at += 1
            continue
        n, entry, rule = found
        first, last = words[at].token, words[at + n - 1].token + 1
        if not any(taken[first:last]):
            out.append(_entity(text, entry, first, last, rule))
            _take(taken, first, last)
        at += n
    return sorted(out, key=lambda e: e.first)


def _take(taken: bytearray, first: int, last: int) -> None:
    taken[first:last] = b"\1" * (last - first)


def _ruled_from(text: Text, place: Entity) -> Entry | None:
    if place.use != "metonym" or place.place is None or place.place.country not in text.lexicon.countries:
        return None
    iso = place.place.country
    country = place.place.precision == "country"
    return text.lexicon.country(iso) if country else text.lexicon.state(iso, "government")


def _country(text: Text, at: int) -> tuple[int, Entry, str] | None:
    """(words, entry, rule) of a country that acts, or a seat of power, at a word with a capital."""
    word = text.words[at]
    if word.key not in text.lexicon.of_lands or is_word(word):
        return None
    n, seats = text.lexicon.seats.longest(text.words, at)
    if n:
        return n, text.lexicon.state(seats[0].iso, "government"), "seat of power"
    n, ruled = text.lexicon.capitals.longest(text.words, at)
    if n and _rules(text, at, n):
        return n, text.lexicon.state(ruled[0].iso, "government"), "capital for its government"
    n, nations = text.lexicon.nations.longest(text.words, at)
    people = not n
    if people:
        n, nations = text.lexicon.nationals.longest(text.words, at)
    if not n:
        return None
    first, last = text.words[at].token, text.words[at + n - 1].token + 1
    head = text.parsed.tokens[head_of(text.parsed, first, last)]
    verb = head.head.lemma.lower()
    if _fought(text, head) or _at_fault(head):
        entry = _under_arms(text, at, nations[0].iso) if people else text.lexicon.country(nations[0].iso)
        return n, entry, "party fought with"
    if not acts(text, head) or (people and verb in text.lexicon.metonyms["popular"]):
        return None
    if people and any(c.dep == "nummod" for c in head.children):
        return None  # "the four Italians"
    if people and verb in text.lexicon.metonyms["fighting"]:
        return n, _under_arms(text, at, nations[0].iso), "people under arms"
    return n, text.lexicon.country(nations[0].iso), "country that acts"


def _people(text: Text, at: int) -> tuple[int, Entry, str] | None:
    """ "The Kurds shelled the town", "burned by Tutsis": those under arms of a people that has no state."""
    word, token = text.words[at], text.token(at)
    if word.key.removesuffix("s") not in text.lexicon.people_words or is_word(word):
        return None
    one = [word._replace(key=word.key.removesuffix("s"))]
    if token.pos not in ("PROPN", "NOUN") or text.lexicon.peoples.longest(one, 0)[0] != 1:
        return None
    if text.lexicon.generics.longest(text.words, at)[0] or not acts(text, token):
        return None
    verb = token.head.head if token.dep == "pobj" else token.head
    if verb.lemma.lower() not in text.lexicon.metonyms["fighting"]:
        return None
    name = text.parsed.document.text[word.start : word.end]
    actor = make_id("actor", word.key)
    entry = Entry(actor, name, (), (), "militia", "armed_group", (), (), None, "", "", "fighters")
    return 1, entry, "people under arms"


def _fought(text: Text, token: Token) -> bool:
    """ "Captured the town from the Ruritanians", "beat off an attack by the Ruritanians", "fell to Ruritania"."""
    words = text.lexicon.metonyms
    if token.dep != "pobj" or token.head.head is token.head:
        return False
    above = token.head.head
    if above.dep == "dobj" and above.pos in ("NOUN", "PROPN"):
        above = above.head  # "captured the town from"
    verbs = {"from": "taking", "to": "yielding", "against": "opposing"}.get(token.head.lower)
    return verbs is not None and above.pos == "VERB" and above.lemma.lower() in words[verbs]


def _at_fault(token: Token) -> bool:
    """ "The Ruritanians were to blame", "are responsible for the raid", "were behind it"."""
    be = token.head
    if token.dep != "nsubj" or be.lemma.lower() != "be":
        return False
    return any(
        (c.dep == "xcomp" and c.lemma == "blame") or c.lower in ("responsible", "guilty", "behind") for c in be.children
    )


def _under_arms(text: Text, at: int, iso: str) -> Entry:
    """ "The Ruritanians shelled the town": their army, or in another's land the party of that people there."""
    party = text.lexicon.kin.get(text.words[at].key.removesuffix("s"), {}).get(text.main or "")
    return text.lexicon.by_id(party) if party else text.lexicon.state(iso, "army")


def _rules(text: Text, at: int, n: int) -> bool:
    """Whether a capital says or decides something: towns do much else, so that only these verbs count."""
    first, last = text.words[at].token, text.words[at + n - 1].token + 1
    token = text.parsed.tokens[head_of(text.parsed, first, last)]
    verb = token.head.lemma.lower()
    return token.dep == "nsubj" and (verb in text.lexicon.speech or verb in text.lexicon.metonyms["ruling"])


def acts(text: Text, token: Token) -> bool:
    """Whether a country's name stands where a party stands: subject of a verb that is no mere state, agent of a
    passive, object of blame, party to a war or a deal."""
    words = text.lexicon.metonyms
    while token.dep == "conj" and token.head is not token and token.head.pos == "PROPN":
        token = token.head
    above = token.head
    if token.dep == "nsubj":
        return above.pos in ("VERB", "AUX") and above.lemma.lower() not in words["stative"]
    if token.dep == "nsubjpass":
        return above.lemma.lower() in words["blaming"]
    if token.dep in ("dobj", "dative"):
        return above.lemma.lower() in words["blaming"]
    if token.dep == "pobj":
        noun = above.head
        if above.lower == "by":
            return above.dep == "agent" or noun.pos == "NOUN"
        if above.lower in ("with", "between", "against"):
            return noun.lemma.lower() in words["dealings"]
        return above.lower in ("on", "to") and noun.lemma.lower() in words["blaming"]
    return False


def _entity(text: Text, entry: Entry, first: int, last: int, rule: str) -> Entity:
    head = head_of(text.parsed, first, last)
    actor = entry.actor(text.parsed.document.published)
    return Entity(
        "actor", first, last, head, text.parsed.span(first, last), use="name", actor=actor,
        source_kind=entry.source_kind if entry.kind == "militia" else "official",
        group="fighters" if entry.kind == "militia" else None,
        score=0.8, why=((rule, 0.8),),
    )  # fmt: skip

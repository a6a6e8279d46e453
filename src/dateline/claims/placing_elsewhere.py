"""Places of a sentence at which its event surely was not: where it was told, where those who act came from or go to."""

from __future__ import annotations

from functools import cache
from itertools import islice

from dateline.claims.events import Event
from dateline.claims.placing_within import clause_words
from dateline.claims.words import lemma
from dateline.lexicon import countries, load_toml, word_set
from dateline.reading import Token

AFAR = frozenset({"shelling", "air_strike"})  # done from one place to another
FROM_TOO = frozenset({"territory_taken", "territory_left", "displacement", "armed_clash", "abduction"})
ON_THE_WAY = frozenset({"deployment", "displacement", "armed_clash", "territory_taken", "aid", "protest"})


def elsewhere(event: Event, place: Token) -> bool:
    """The event was not at the place."""
    word = governor(place)
    if on_a_route(place) or _of_border(place):
        return True
    if word == "from" and not measured(place):
        return _is_base(place) or (event.type in AFAR and _fired_from(place)) or _came_from(event, place)
    if word == "as" or (on_the_way(place) and event.type not in ON_THE_WAY):
        return True  # "named the base as X", "known as X"
    if word in clause_words()["toward"]:
        return event.type not in ON_THE_WAY and lemma(_verb_above(place)) not in ("fire", "shoot", "aim", "launch")
    afar = event.type in AFAR and (_fired_from(place) or _stands_there(place))
    return _told_there(event, place) or afar or _seat(place)


FLIGHTS = frozenset({"flight", "plane", "airliner", "jet", "jetliner", "airplane", "aeroplane"})


def on_a_route(place: Token) -> bool:
    """ "On a flight from X to Y", "a plane bound for Y": where it starts and ends, and nothing happened there."""
    if place.dep != "pobj" or place.head.lower not in ("from", "to", "for"):
        return False
    above = list(islice(place.ancestors(), 4))
    links = ("from", "to", "for", "bound", "en")
    noun = next((t for t in above[1:] if t.lower not in links and t.dep != "prep"), None)
    return noun is not None and lemma(noun) in FLIGHTS and noun.i < place.i


def _of_border(place: Token) -> bool:
    """ "30 kilometres from Mali's border", "a mile from the border with Mali": how far off, and on this side."""
    line = place.head if place.dep == "poss" else place.head.head if place.head.lower in ("with", "of") else place
    if lemma(line) not in ("border", "frontier") or line.dep != "pobj":
        return False
    return line.head.lower == "from"


def on_the_way(place: Token) -> bool:
    """ "on their way to X", "in the direction of X": where they never came."""
    prep = place.head
    if place.dep != "pobj":
        return False
    if prep.lower == "to":
        return prep.head.lower == "way"
    return prep.lower == "of" and prep.head.lower == "direction" and prep.head.dep == "pobj"


def measured(place: Token) -> bool:
    """ "12 miles from X": how far off, and no way that anyone came."""
    prep = place.head
    if place.dep != "pobj":
        return False
    near = (*prep.children, *prep.head.children, *(b for c in prep.head.children for b in c.children))
    unit = next((c for c in (prep.head, *near) if c.i == prep.i - 1), prep)
    return lemma(unit) in word_set("placing.toml", "measures", "words")


def _is_base(place: Token) -> bool:
    """ "gunners firing from the X heights": where the guns stood."""
    prep = next((t for t in islice(place.ancestors(), 2) if t.dep == "prep"), place)
    return prep.head.lemma == "fire"


def _fired_from(place: Token) -> bool:
    """ "shelled the market from positions near X": where the guns stood."""
    above = list(islice(place.ancestors(), 3))
    return len(above) == 3 and above[0].dep == "prep" and above[1].pos == "NOUN" and above[2].lower == "from"


def _stands_there(place: Token) -> bool:
    """ "shelled by a battery on the X ridge", "blamed guns in the X hills": where those stand that fire."""
    if place.dep not in ("pobj", "compound", "amod", "nmod"):
        return False
    node = place
    for above in islice(place.ancestors(), 5):
        if node.dep == "prep" and lemma(above) in word_set("placing.toml", "guns", "words"):
            return (above.dep == "pobj" and above.head.dep == "agent") or above.dep in ("dobj", "nsubj")
        node = above
    return False


def _came_from(event: Event, place: Token) -> bool:
    """ "forty men drove in from X and burned the farm", "biscuits arrived by air from X"."""
    coming = word_set("placing.toml", "moving", "coming")
    return event.type not in FROM_TOO and lemma(_verb_above(place)) in coming


def _told_there(event: Event, place: Token) -> bool:
    """ "said in X that nine had died": where those who tell are; but "In X, officials said that nine had died".

    "In X, the command confirmed the raid", "..., the ministry said in X": where X is a seat of government, and it is
    the state that speaks, it speaks from there, wherever the words stand.
    """
    prep = next((t for t in islice(place.ancestors(), 4) if t.dep == "prep"), None)
    if prep is None or prep.lower == "of" or any(prep.head is t for m in event.members for t in m.words):
        return False
    verb, words = prep.head, clause_words()
    if lemma(verb) not in words["telling"] and lemma(verb) not in words["answering"]:
        return False
    if any(c.dep == "auxpass" for c in verb.children):
        return False  # "fighting was reported in X"
    of_state = place.head is prep and _is_seat_of_government(place) and _state_speaks(verb)
    if verb.i > prep.i and not of_state:
        return False
    node = event.main.token
    while node.dep != "ROOT" and node.head is not node:
        if node.head is verb and node.dep in ("ccomp", "dobj"):
            return of_state or (node.dep == "ccomp" and event.main.token.i > place.i)
        node = node.head
    return False


def _is_seat_of_government(place: Token) -> bool:
    parts = [c.lower for c in place.children if c.dep == "compound"]
    return " ".join([*parts, place.lower]) in seats_of_government()


def _state_speaks(verb: Token) -> bool:
    """A ministry, a command, a minister: not "police", "officials", "residents", who may tell of their own town."""
    voices = word_set("placing.toml", "seats", "state")
    who = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    if who is None:
        return False
    above = [who, *(t for c in who.children if c.dep in ("compound", "appos", "prep") for t in c.subtree())]
    return any(lemma(t) in voices for t in above)


def _seat(place: Token) -> bool:
    """ "the government in X allowed", "through its office in X": where those who act or speak sit."""
    prep, words = place.head, load_toml("placing.toml")["seats"]
    noun = prep.head
    if place.dep != "pobj" or prep.lower not in ("in", "at"):
        return False
    if lemma(noun) in words["rulers"]:
        return noun.dep in ("nsubj", "poss") or (noun.dep == "pobj" and noun.head.dep == "agent")
    return lemma(noun) in words["houses"] and noun.dep == "pobj" and noun.head.lower in ("through", "via", "by")


def _verb_above(place: Token) -> Token:
    return next((t for t in islice(place.ancestors(), 5) if t.pos == "VERB"), place)


def governor(token: Token) -> str:
    """The preposition that governs a place, through "the town of"."""
    node = token
    for _ in range(6):
        if node.dep == "pobj":
            if node.head.lower == "of" and node.head.head.pos in ("NOUN", "PROPN") and node.head.head is not node:
                node = node.head.head
                continue
            return node.head.lower
        if node.dep in ("compound", "appos", "nmod", "conj") and node.head is not node:
            node = node.head
            continue
        return ""
    return ""


@cache
def capitals() -> frozenset[tuple[str, str]]:
    """The seats of each land's government, from where much is told and where little happens."""
    return frozenset((r["iso"], name) for r in countries() for name in r["capital"].split("|"))


@cache
def seats_of_government() -> frozenset[str]:
    """Their names alone, in small letters."""
    return frozenset(name.lower() for _, name in capitals())

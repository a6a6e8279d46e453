"""With what, and what kind of thing was hit: codes from the words of the event's evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from dateline.claims.events import Event
from dateline.claims.words import lemma, lexicon
from dateline.reading import Token

MEANS_OF_TYPE = {"air_strike": "aircraft", "suicide_bombing": "explosives"}
FLYING = frozenset({"aircraft", "helicopter", "drone"})
# More telling than the explosive in it.
_NONE: frozenset[str] = frozenset()
BOMBS = frozenset({"car_bomb", "ied", "mine", "barrel_bomb", "cluster_munition"})
PLAIN = {"explosives": BOMBS | {"bomb"}, "bomb": BOMBS | {"aircraft", "helicopter", "drone", "suicide_vest"}}
# Things that come and go: hit by what is done to them, not by being there.
MOVING = frozenset({"vehicle", "plane", "car", "truck", "jeep", "motorcycle"})
AIMED = frozenset({"on", "at", "against", "into", "under", "of"})
# Things stand where somebody speaks, is arrested, signs or marches: nothing is hit there.
UNHIT = frozenset({"agreement", "arrest", "control_state", "deployment", "protest"})
# "near a school", "outside the base": it was not hit itself. A road is where things happen, unless it is cut.
BESIDE = frozenset({"near", "outside", "behind", "around", "towards", "toward", "between", "beyond"})
OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "conj", "nsubj", "appos", "attr"})


@cache
def _table(kind: Literal["means", "struck"]) -> Mapping[str, tuple[str, ...]]:
    return lexicon().means if kind == "means" else lexicon().struck


@cache
def _first_words(kind: Literal["means", "struck"]) -> frozenset[str]:
    """The words that a phrase of the table may begin with: at most words nothing else need be looked up."""
    return frozenset(phrase.split(" ")[0] for phrase in _table(kind))


def _matches(tokens: list[Token], kind: Literal["means", "struck"]) -> list[tuple[str, Token]]:
    """(code, head word) of each match, longest first, no word used for two phrases."""
    table, first = _table(kind), _first_words(kind)
    out: list[tuple[str, Token]] = []
    past = 0  # what is used
    for at in [n for n, t in enumerate(tokens) if t.lower in first or (t.word or lemma(t)) in first]:
        for size in (4, 3, 2, 1) if at >= past else ():
            words = tokens[at : at + size]
            if len(words) < size:
                continue
            codes = table.get(" ".join([lemma(t) for t in words])) or table.get(" ".join([t.lower for t in words]))
            if codes:
                out += [(code, words[-1]) for code in codes]
                past = at + size
                break
    return out


def means(event: Event, tokens: list[Token]) -> tuple[str, ...]:
    """Means codes in the order of the words; an air strike without a named weapon has ``aircraft``.

    Weapons that were hit or taken, or that words are against ("anti-aircraft"), are none; a verb that tells the weapon
    by itself ("stabbed") does so where no word names another one.
    """
    out: list[str] = []
    against = {t.i + n for t in tokens if t.lower == "anti" for n in (1, 2)}  # "anti-aircraft", "anti tank"
    for code, word in _matches(tokens, "means"):
        if code not in out and word.i not in against and not _no_weapon(word):
            out.append(code)
    out = [code for code in out if not PLAIN.get(code, _NONE) & set(out)]
    if event.type == "air_strike" and "bomb" in out:
        out.remove("bomb")
    if event.type in MEANS_OF_TYPE and not (FLYING | {"explosives", "suicide_vest", "car_bomb"}) & set(out):
        out.insert(0, MEANS_OF_TYPE[event.type])
    if not out:
        verbs = (lexicon().means_verbs.get(lemma(m.token)) for m in event.members if not _downed(m.token))
        out = list(dict.fromkeys(v for v in verbs if v))
    return tuple(out)


def _no_weapon(word: Token) -> bool:
    """A company (Shell), what was itself hit ("two tanks were destroyed")."""
    if word.pos == "PROPN" and word.ent == "ORG":
        return True
    if word.lower.startswith("bomb") and (word.pos == "VERB" or lemma(word.head) in lexicon().no_bombs):
        return True
    if word.dep not in ("dobj", "nsubjpass") or word.pos == "VERB":
        return False
    return lemma(word.head) not in lexicon().wielding


def _downed(verb: Token) -> bool:
    """ "shot down a jet": whatever did it."""
    return any(c.lower == "down" for c in verb.children)


def struck(event: Event, tokens: list[Token]) -> tuple[tuple[str, ...], frozenset[str]]:
    """(what was hit, all the kinds of things that the event was at).

    Hit are things that are objects of the event, or that it happened in, on or at; who speaks is not hit ("the ministry
    denied that ..."). What was only near tells whom it was against all the same ("near the border post").
    """
    hit: dict[str, None] = {}
    scene: set[str] = set()
    parts: set[int] = set()
    for code, head in _matches(tokens, "struck"):
        whole = head
        if head.dep == "compound" and lemma(head.head) in lexicon().struck_parts:
            whole = head.head
            parts.add(whole.i)
        elif head.i in parts:
            continue
        if _object(event, whole) and not (code in MOVING and not _damaged(event, whole)):
            scene.add(code)
            if event.type not in UNHIT and not _beside(event, code, whole):
                hit[code] = None
    return tuple(hit), frozenset(scene)


def _object(event: Event, thing: Token) -> bool:
    if thing.pos not in ("NOUN", "PROPN") or thing.dep not in OBJECTS:
        return False
    main = event.main.token
    if thing.dep == "nsubj" and lemma(thing.head) in lexicon().speaking:
        return False
    if thing.dep == "dobj" and lemma(thing.head) == "take" and thing.lower == "office":
        return False
    return thing.dep != "nsubj" or main.head is thing or main not in thing.subtree()


def _damaged(event: Event, thing: Token) -> bool:
    """ "Burned nine lorries", "fired on a car": not "fled in a car", "left his car"."""
    while thing.dep == "conj":
        thing = thing.head
    if thing.dep == "pobj":
        return thing.head.lower in AIMED and event.type != "deployment"
    done = thing.head in {m.token for m in event.members} or lemma(thing.head) in lexicon().damaging
    return done and thing.dep in ("dobj", "nsubjpass")


def _beside(event: Event, code: str, thing: Token) -> bool:
    if any(v.start <= thing.start < v.end for v in event.voices):
        return True
    if thing.dep != "pobj":
        return False
    by, over = thing.head.lower, lemma(thing.head.head)
    if by == "by" or (by == "to" and over not in lexicon().done_to):
        return True  # "killed by a guerrilla column", "on his way to the airport"
    if code == "hospital" and over in lexicon().tending:
        return True
    if by == "of" and "people" in lexicon().classes.get(over, ()):
        return True  # "the president of the court"
    if lemma(thing) == "municipality" and by in ("in", "of"):
        return True  # a piece of land
    return by in BESIDE or by == "as" or (by == "from" and event.type != "abduction") or code == "road"

"""Bodies by what they are called or by a number: "a group known as the Arrow Boys", "the 10th Infantry Battalion"."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.ground.actors_text import Text, gap
from dateline.ground.actors_words import Word

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)|\d{1,3}|[ivx]{2,}")
_ORDINALS = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
     "twelfth"}
)  # fmt: skip
_UNITS = frozenset({"brigade", "battalion", "division", "regiment", "corps", "squadron"})
_ARMS = frozenset(
    {"infantry", "marine", "commando", "armoured", "mechanised", "mechanized", "mountain", "airborne", "motorised",
     "motorized", "rifle", "tank", "artillery", "cavalry", "parachute", "special", "light", "assault", "army", "mobile",
     "guards", "field", "border", "naval", "mixed", "separate", "engineer", "reserve"}
)  # fmt: skip
_CALLED = frozenset({"called", "named", "styled", "dubbed", "codenamed"})
_CALLING = frozenset({"calling", "styling", "naming"})
_ITSELF = frozenset({"itself", "themselves", "himself"})
_SMALL = frozenset({"of", "the", "for", "and", "al", "el", "wa", "de", "in"})
_IRREGULARS = frozenset({"elements", "militiamen", "rebels", "gunmen", "militants", "guerrillas", "insurgents"})
_FIGHTERS = _IRREGULARS | {"fighters", "combatants", "militia", "faction"}  # those of a state may be so called, too
LONGEST = 8
PREFIXES = frozenset({"pro", "anti"})


def appellation(text: Text, after: int) -> tuple[int, int] | None:
    """The words, first and past the last, of the name that follows "called", "known as", "calling itself" at a word."""
    words = text.words
    if after < len(words) and words[after].key in ("of", "from"):  # "a group of Ruritanians known as"
        after += 2
    keys = [w.key for w in words[after : after + 3]]
    if len(keys) < 2:
        return None
    if keys[0] in _CALLED:
        at = after + 1
    elif (keys[0] in _CALLING and keys[1] in _ITSELF) or keys[:2] == ["known", "as"]:
        at = after + 2
    else:
        return None
    if at < len(words) and words[at].key == "the":
        at += 1
    end = at
    for i in range(at, min(at + LONGEST, len(words))):
        if text.token(i).sent != text.token(after).sent or (i > at and gap(text, i)):
            break
        if words[i].capital or words[i].key.isdigit():
            end = i + 1
        elif words[i].key not in _SMALL:
            break
    return (at, end) if end > at else None


def may_number(word: Word) -> bool:
    """Whether a numbered unit may begin at a word."""
    return _is_number(word.key)


@lru_cache(maxsize=8192)
def _is_number(key: str) -> bool:
    return key in _ORDINALS or key[:1].isdigit() or _NUMBER.fullmatch(key) is not None


def numbered(text: Text, at: int) -> int | None:
    """Past the last word of a numbered unit of an army at a word: "Third Brigade", "10th Infantry Battalion"."""
    words = text.words
    word = words[at]
    if not (_NUMBER.fullmatch(word.key) or (word.capital and word.key in _ORDINALS)):
        return None
    for i in range(at + 1, min(at + 5, len(words))):
        if text.token(i).sent != text.token(at).sent or gap(text, i):
            return None
        if words[i].key in _UNITS:
            plain = word.key.isdigit() and not words[i].capital  # "two battalions", "3 battalion commanders"
            return None if plain else i + 1
        if words[i].key not in _ARMS:
            return None
    return None


def in_numbered(text: Text, at: int) -> bool:
    """Whether a word is one of a numbered unit's."""
    ends = (numbered(text, i) for i in range(max(0, at - 3), at + 1) if may_number(text.words[i]))
    return any(end is not None and end > at for end in ends)


def armed_letters(text: Text, at: int) -> bool:
    """Letters that no list knows are an armed body's by whose they are: "elements of the MPC", "MPC fighters"."""
    words = text.words
    word = words[at]
    if text.capitals or not (word.upper and word.key.isalpha() and 3 <= len(word.key) <= 6):
        return False
    following = words[at + 1] if at + 1 < len(words) and not gap(text, at + 1) else None
    after = following is not None and following.key in _FIGHTERS and not following.joined
    back = at - 2 if at > 1 and words[at - 1].key == "the" else at - 1
    before = back > 0 and words[back].key in ("of", "from") and words[back - 1].key in _IRREGULARS
    return after or before


def sharing(text: Text, at: int) -> tuple[int, str] | None:
    """Past the first of two sorts that share a noun, and its name: "Druze" of "Druze and Sunni gunmen"."""
    words, lexicon = text.words, text.lexicon
    if words[at].key in PREFIXES and at + 1 < len(words) and words[at + 1].joined:
        end = at + 2
    elif words[at].capital and lexicon.peoples.longest(words, at)[0] == 1:
        end = at + 1
    else:
        return None
    if end >= len(words) or words[end].key != "and":
        return None
    for noun in range(end + 1, min(end + 5, len(words))):
        n, _ = lexicon.generics.longest(words, noun)
        if n and noun > end + 1:
            own = " ".join(text.parsed.document.text[words[at].start : words[end - 1].end].split())
            armed = text.parsed.document.text[words[noun].start : words[noun + n - 1].end]
            return end, f"{own.capitalize() if text.capitals else own} {armed.lower()}"
        if not (words[noun].capital or words[noun].joined or words[noun].key in PREFIXES):
            return None
    return None

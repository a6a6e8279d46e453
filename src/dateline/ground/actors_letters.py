"""Letters that a report explains: "the Northern Freedom Movement (NFM)", "or NFM", "known as the NFM".

Asked twice. Of the text, before any list is: by the initials of what stands before a bracket (:func:`spelled`), so that
the BNA of a "Baobab National Army (BNA)" is no news agency. Of the bodies found: by what stands behind each
(:func:`abbreviations`), so that "NFM fighters" are its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.ground.actors_words import fold_word, phrase_keys
from dateline.reading import Entity, Token

_OPENS = ("(", "[")
_CALLED = frozenset(
    {"or", "known", "called", "also", "as", "better", "by", "its", "acronym", "acronyms", "initials", "the", "simply"}
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "to", "de", "du", "la", "al", "el"})
_BRACKETED = re.compile(r"[\[(]([A-Z]{3,8})[\])]")
# At most nine words before the bracket: no text is searched in endlessly many ways.
_BEFORE = re.compile(r"(?:[\w'’-]{1,30}\s){2,9}\Z")
_NINE_WORDS = 9 * 31  # characters
REACH = 6  # words from a name to its letters: ", also known by its acronym, the"


def spelled(text: str) -> dict[str, frozenset[str]]:
    """Letters, small, to the telling words of the name before them in the text, if they are its initials."""
    out: dict[str, frozenset[str]] = {}
    past = 0  # the bracket before
    for found in _BRACKETED.finditer(text):
        start, short = found.start(), found.group(1)
        before = _BEFORE.search(text[max(past, start - _NINE_WORDS) : start])
        if before is None:
            continue
        past = found.end()
        words = [w for w in before.group().split() if w.lower() not in _SMALL][-len(short) :]
        if len(words) == len(short) and all(w[0] == c for w, c in zip(words, short, strict=True)):
            out.setdefault(short.lower(), frozenset(phrase_keys(" ".join(words))))
    return out


def otherwise(letters: str, name: str, told: dict[str, frozenset[str]]) -> bool:
    """Whether the report spells the letters out as another name, of which no word stands in this one."""
    words = told.get(letters)
    return words is not None and words.isdisjoint(phrase_keys(name))


def abbreviations(tokens: Sequence[Token], taken: bytes | bytearray, names: Sequence[Entity]) -> dict[str, Entity]:
    """For the rest of the text: folded letters -> the body that they stand behind, the first that has them."""
    out: dict[str, Entity] = {}
    for entity in names:
        at = _letters_behind(tokens, entity) if entity.use == "name" else None
        if at is not None and not taken[at]:
            out.setdefault(fold_word(tokens[at].text), entity)
    return out


def under_letters(tokens: Sequence[Token], letters: Mapping[str, Entity], names: Sequence[Entity]) -> list[Entity]:
    """The names, where "NFM fighters" that no list knows are of the body whose letters the report has explained."""
    out = []
    for entity in names:
        body = letters.get(fold_word(tokens[entity.first].text)) if entity.last - entity.first == 2 else None
        if body is not None and entity.last > body.last and tokens[entity.first + 1].text.islower():
            entity = replace(entity, actor=body.actor, source_kind=body.source_kind)
        out.append(entity)
    return out


def _letters_behind(tokens: Sequence[Token], entity: Entity) -> int | None:
    """Where the letters stand that are said to be another name of the body."""
    at = entity.last
    if at + 1 >= len(tokens):
        return None
    if tokens[at].text in _OPENS:
        return at + 1 if _is_letters(tokens[at + 1]) else None
    opened = tokens[at].text == ","
    for i in range(at + opened, min(at + opened + REACH, len(tokens))):
        if i > at + opened and _is_letters(tokens[i]):
            told = any(t.lower in ("known", "called", "acronym", "initials") for t in tokens[at:i])
            return i if told or (opened and tokens[at + 1].lower == "or") else None
        if tokens[i].lower not in _CALLED:
            return None
    return None


def _is_letters(token: Token) -> bool:
    return 2 <= len(token.text) <= 8 and token.text.replace("-", "").isupper()

"""Voices set before a colon: "Kabul radio, 4 March: ...", "08.40 Army: ...", "A nurse at the clinic: six dead"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claims.sources_cues import named_sense
from dateline.claims.sources_find import Draft
from dateline.claims.sources_names import entity_at, is_human, lemma, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text, child
from dateline.reading import Grounded, Token

_MOST = 16  # words before the colon
_CLOCK = re.compile(r"[\d.:]+h?\d*")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({"-", "–", "—", "*", "•", ",", ":", "."})
_LOOSE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "case"})
# What reads out whole texts: all of the paragraph is its own.
_READING = frozenset({"radio", "television", "tv", "agency", "broadcast", "communique", "communiqué", "bulletin"})
# Kinds of voices that a plain noun names by itself.
_PLAIN = frozenset(
    {"military", "official", "medical", "witness", "resident", "armed_group", "media", "monitor", "rescue"}
)


def headings(grounded: Grounded, text: Text) -> Iterator[Draft]:
    """A draft for each sentence that opens with a voice and a colon."""
    ended = 0
    for sentence in text.parsed.sentences:
        colon = _colon(text, sentence.first) if sentence.first >= ended else None
        if colon is None:
            continue
        first = _start(text, sentence.first, colon)
        head = _head(text, first, colon)
        if head is None or not _may_speak(grounded, text, head, first, colon):
            continue
        whole = bool(_READING & {t.lower for t in text.tokens[first:colon]})
        content = text.trim(colon + 1, _end(text, colon, whole))
        source = text.trim(first, colon)
        if content is None or source is None or content[1] - content[0] < 3:
            continue
        ended = content[1] if whole else ended
        quoted = _quoted(text, first, colon)
        carrier = head if quoted is not None else None
        yield Draft(
            named_sense("say"), text.tokens[colon], (colon,), quoted or head, source, (content,), True, carrier=carrier
        )


def _colon(text: Text, first: int) -> int | None:
    """The colon that closes a heading without a finite verb."""
    for i in range(first, min(first + _MOST, len(text.tokens))):
        token = text.tokens[i]
        if text.sentence(token).paragraph != text.sentence(text.tokens[first]).paragraph or i in text.quote_at:
            return None
        if token.text == ":" and i > first and not (token.i + 1 < len(text.tokens) and _is_clock(text, i)):
            return i
        if token.tag in _FINITE or token.text in (";", "?", "!"):
            return None
    return None


def _is_clock(text: Text, colon: int) -> bool:
    return text.tokens[colon - 1].text.isdigit() and text.tokens[colon + 1].text[:2].isdigit()


def _start(text: Text, first: int, colon: int) -> int:
    """Where the voice begins, after an hour, a number or a dash."""
    while first < colon and (
        _CLOCK.fullmatch(text.tokens[first].text)
        or text.tokens[first].text in _MARKS
        or text.tokens[first].pos == "NUM"
    ):
        first += 1
    return first


def _head(text: Text, first: int, colon: int) -> Token | None:
    """The head of the first noun phrase."""
    for t in text.tokens[first:colon]:
        if t.text == "," or t.pos in ("ADP", "VERB", "SCONJ"):
            return None
        if t.pos in ("NOUN", "PROPN") and not (t.dep in _LOOSE and t.i < t.head.i < colon):
            return t
    return None


def _may_speak(grounded: Grounded, text: Text, head: Token, first: int, colon: int) -> bool:
    """A named body, a person of some role, a medium; not a country, a place or "the toll so far"."""
    if any(p.heading for p in grounded.at(head.i, "place")):
        return False
    entity = entity_at(grounded, head)
    if entity is not None and entity.use == "name" and entity.actor is not None:
        land = entity.actor.id.count(":") == 1 and bool(grounded.at(head.i, "place"))
        return bool(entity.source_kind) and not land  # "Ruritania: six die in raid"
    word, known = role(head), roles()
    if grounded.at(head.i, "place"):
        return False
    if head.ent == "PERSON" or _READING & {word, head.lower}:
        return True
    if word in known.documents:
        return entity is not None or any(entity_at(grounded, t) for t in text.tokens[first:colon])
    if word in known.stands_for_body or lemma(head) in known.any_body:
        return True
    return known.kind_of.get(word) in _PLAIN and (is_human(head) or entity is not None)


def _end(text: Text, colon: int, whole: bool) -> int:
    """The end of the sentence that stands after the colon, or of the paragraph."""
    after = text.sentence(text.tokens[min(colon + 1, len(text.tokens) - 1)])
    if not whole:
        return after.last
    last = after.last
    for sentence in text.parsed.sentences[after.index + 1 :]:
        if sentence.paragraph != after.paragraph:
            break
        last = sentence.last
    return last


def _quoted(text: Text, first: int, colon: int) -> Token | None:
    """Whose words are passed on: "Kabul radio, quoting a commander: ..."."""
    for t in text.tokens[first:colon]:
        if t.lower in ("quoting", "citing"):
            return child(t, "dobj", "pobj") or _head(text, t.i + 1, colon)
    return None


def with_headings(found: list[Draft], headed: list[Draft]) -> list[Draft]:
    """Both in the order of their cues; what a cue would read inside a heading ("quoting a commander:") goes."""
    gone = {i for d in headed for i in range(*(d.source or (0, 0)))}
    return sorted([*(d for d in found if d.verb.i not in gone), *headed], key=lambda d: d.cue)

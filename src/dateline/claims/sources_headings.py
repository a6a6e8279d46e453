"""Voices set before a colon: "Kabul radio, 4 March: ...", "08.40 Army: ...", "A nurse at the clinic: six dead".

A summary of broadcasts sets them before a stop too: "Kabul home service in Dari, 4 March, 1730 GMT."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.claims.sources_cues import named_sense
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import entity_at, is_human, lemma, role, words_text
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text, child
from dateline.lexicon import load_toml, word_set
from dateline.reading import Grounded, Sentence, Token

_MOST = 16  # words before the colon
_CLOCK = re.compile(r"[\d.:]+h?\d*")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({"-", "–", "—", "*", "•", ",", ":", "."})
_LOOSE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "case"})
# What a paper sets above its own words: "Editor's note:".
_OF_THE_PAPER = word_set("source_words.toml", "papers", "headings")
# What a headline hands its sentence to without a name.
_UNNAMED = word_set("source_words.toml", "papers", "unnamed")
# What reads out whole texts: all of the paragraph is its own.
_READING = word_set("source_words.toml", "papers", "reading")
_AIRED = _READING | {"voice", "service"}
# Kinds of voices that a plain noun names by itself.
_PLAIN = frozenset(
    {"military", "official", "medical", "witness", "resident", "armed_group", "media", "monitor", "rescue"}
)


def headings(grounded: Grounded, text: Text) -> Iterator[Draft]:
    """A draft for each sentence that opens with a voice and a colon."""
    ended = 0
    aired: dict[str, Token] = {}  # towns whose radio has been read out, for "Kabul, 5 March, 0430 GMT."
    for sentence in text.parsed.sentences:
        colon = _colon(text, sentence.first) if sentence.first >= ended else None
        stop = _stop(text, sentence) if colon is None and sentence.first >= ended else None
        colon = stop if colon is None else colon
        if colon is None:
            continue
        first = _start(text, sentence.first, colon)
        head = _head(text, first, colon)
        by_name = bool(_AIRED & {t.lower for t in _phrase(text, first, colon)})
        if stop is not None and head is not None:
            medium = head if by_name or _is_medium(grounded, head) else aired.get(text.tokens[first].lower)
            if medium is None:
                continue
            aired.setdefault(text.tokens[first].lower, medium)
            head = medium
        elif (
            head is None
            or lemma(head) in _OF_THE_PAPER
            or not (by_name or _headlined(text, head, first) or _may_speak(grounded, text, head, first, colon))
        ):
            continue
        whole = stop is not None or bool(_READING & {t.lower for t in text.tokens[first:colon]})
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


def _stop(text: Text, sentence: Sentence) -> int | None:
    """The stop of a sentence without a verb that opens a paragraph and ends with a day of the calendar or an hour."""
    before = text.parsed.sentences[sentence.index - 1] if sentence.index else None
    if before is not None and before.paragraph == sentence.paragraph:
        return None
    words = text.tokens[sentence.first : sentence.last]
    if len(words) > _MOST or words[-1].text != "." or any(t.tag in _FINITE for t in words):
        return None
    dated = any(t.lower in ("gmt", "utc") or t.lower in load_toml("times.toml")["months"] for t in words[-4:])
    return words[-1].i if dated and any(t.text == "," for t in words) else None


def _phrase(text: Text, first: int, colon: int) -> list[Token]:
    """The words up to the first comma or preposition."""
    words = text.tokens[first:colon]
    last = next(
        (k for k, t in enumerate(words) if t.text in ",(" or (k and t.pos == "ADP" and t.lower != "of")), len(words)
    )
    return list(words[:last])


def _headlined(text: Text, head: Token, first: int) -> bool:
    """Whether the first line of a report opens with who says the rest: a person named in it again, or "Poll"."""
    opening = text.parsed.sentences[0]
    if first != opening.first:
        return False
    if head.lemma.lower() in _UNNAMED:
        return head.i - first <= 1
    if head.pos != "PROPN" or head.ent in ("GPE", "LOC", "FAC", "DATE"):
        return False
    return any(t.ent == "PERSON" and t.lower == head.lower for t in text.tokens[opening.last :])


def _is_medium(grounded: Grounded, head: Token) -> bool:
    entity = entity_at(grounded, head)
    return entity is not None and entity.source_kind in ("media", "state_media")


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
    quote = text.quote_at.get(colon + 1)
    if not whole:
        return max(after.last, quote.last if quote is not None else 0)
    return text.paragraph_end(after)


def _quoted(text: Text, first: int, colon: int) -> Token | None:
    """Whose words are passed on: "Kabul radio, quoting a commander: ..."."""
    for t in text.tokens[first:colon]:
        if t.lower in ("quoting", "citing"):
            return child(t, "dobj", "pobj") or _head(text, t.i + 1, colon)
    return None


def aired(text: Text, draft: Draft) -> str | None:
    """The name of a station as its own heading gives it: "Kabul radio" for "Kabul home service in Dari, 4 March."."""
    if draft.speaker is None or draft.verb.text != ".":
        return None
    sentence = text.sentence(draft.speaker)
    words = _phrase(text, sentence.first, sentence.last)
    if [t.lower for t in words[-2:]] == ["home", "service"]:
        return f"{words_text(text, words[:-2])} radio"
    return words_text(text, words)


def with_headings(found: list[Draft], headed: list[Draft]) -> list[Draft]:
    """Both in the order of their cues; what a cue would read inside a heading ("quoting a commander:") goes."""
    gone = {i for d in headed for i in range(*(d.source or (0, 0)))}
    return sorted([*(d for d in found if d.verb.i not in gone), *headed], key=lambda d: d.cue)

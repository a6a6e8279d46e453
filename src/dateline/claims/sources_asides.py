"""Voices in a clause of their own beside what they tell: "as the agency reported", and what "seems", told by nobody."""

from __future__ import annotations

from dateline.claims.sources_cues import Sense, named_sense, verb_senses, words_of
from dateline.claims.sources_text import Range, Text, child, is_passive
from dateline.reading import Token

_TAIL = 9  # words behind the verb: "as the agency reported on Monday"
_OPENING = frozenset({"and", "but", "so", "yet", "because", "however", "still", "then", "indeed", "that", "when", "if"})
_OWN_CONTENT = frozenset({"ccomp", "xcomp", "dobj"})
_CLOSING = frozenset({",", ")", "-", "--", "–", "—", ":", ";", "."})


def seeming(text: Text, verb: Token) -> tuple[Sense, list[Range]] | None:
    """ "The convoy appears to have left": raising, by which the subject is a part of what seems, and nobody's word.

    Where what seems is itself a saying ("seemed to blame the army"), that is the cue.
    """
    if verb.lemma not in words_of("seeming", "verbs"):
        return None
    comp = child(verb, "xcomp", "ccomp", "oprd")
    if comp is None or comp.i < verb.i or comp.pos not in ("VERB", "AUX") or _tells(comp):
        return None
    theme = child(verb, "nsubj")
    ranges = [(text.left[comp.i], text.right[comp.i])]
    if theme is not None and theme.i < verb.i and theme.lower not in ("it", "there", "which", "that", "who"):
        ranges.insert(0, (text.left[theme.i], text.right[theme.i]))
    if ranges[-1][0] <= verb.i:
        return None
    return named_sense("think"), text.trimmed(ranges)


def _tells(verb: Token) -> bool:
    """Whether a verb is for what is put into words, not for what is thought or wanted."""
    found = verb_senses(verb)
    return bool(found) and not any(s.name in ("think", "know", "want", "intend", "learn", "expect") for s in found)


def as_told(text: Text, verb: Token) -> tuple[Token, list[Range]] | None:
    """ "As the agency reported, shells fell", "as reported by the agency": the voice, and what it tells."""
    if verb.lemma not in words_of("as_told", "verbs"):
        return None
    mark = next((c for c in verb.children if c.lower == "as" and c.i < verb.i), None)
    if mark is None or verb.i in text.quote_at:
        return None
    by = child(verb, "agent")
    voice = child(by, "pobj") if by is not None else None if is_passive(verb) else child(verb, "nsubj")
    if voice is None or voice.lower in ("it", "who", "which"):
        return None
    sentence = text.sentence(verb)
    told = next((c.i + 1 for c in verb.children if c.dep == "dobj" and c.lower == "it"), 0)  # "as she put it"
    last = _end(text, max(verb.i + 1, told, text.right[voice.i] if voice.i > verb.i else 0), sentence.last)
    if last is None or any(verb.i < c.i < last and c.i >= told and c.dep in _OWN_CONTENT for c in verb.children):
        return None
    before, after = text.trim(sentence.first, mark.i), text.trim(last, sentence.last)
    if before is not None and (text.tokens[mark.i - 1].lower in _OPENING or before[1] - before[0] < 2):
        opened = all(t.lower in _OPENING or t.pos in ("ADV", "PUNCT", "CCONJ") for t in text.tokens[slice(*before)])
        before = None if opened else before
    ranges = [r for r in (before, after) if r]
    return (voice, ranges) if ranges else None


def _end(text: Text, first: int, last: int) -> int | None:
    """Where the clause ends: at a mark that follows at once, or behind a day or a place."""
    for i in range(first, min(first + _TAIL, last)):
        token = text.tokens[i]
        if token.text in _CLOSING:
            return i
        if token.pos not in ("ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ", "ADV", "PART", "PRON"):
            return None
    return last if last - first <= _TAIL else None

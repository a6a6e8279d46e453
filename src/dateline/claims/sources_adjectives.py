"""States of mind told by an adjective: "the envoy is confident that", "the council, wary of a raid, met"."""

from __future__ import annotations

from dateline.claims.sources_cues import Sense, senses
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.lexicon import word_set
from dateline.reading import Token

_COPULAS = word_set("source_words.toml", "speech", "copulas")
_VERBAL = frozenset({"VERB", "AUX"})


def attitude(text: Text, word: Token) -> tuple[Sense, Token, Token | None, Range] | None:
    """The sense of an adjective, who is of that mind, the preposition that opens what about, and that."""
    found = senses("adjectives").get(word.lower)
    if found is None or child(word, "agent") is not None:
        return None
    who = _who(word)
    if who is None or who.lower in ("it", "that", "there", "this"):
        return None
    for sense in found:
        for c in word.children:
            if c.i > word.i and (told := _content(text, word, c, sense)) is not None:
                opening = c if c.dep == "prep" else None
                return sense, who, opening, told
    return None


def _who(word: Token) -> Token | None:
    """Of whom it is said, by a copula or by being set beside a clause."""
    own = child(word, *SUBJECTS)
    if own is not None:
        return own
    head = word.head
    if head is word:
        return None
    if word.dep in ("acomp", "attr") and head.lemma in _COPULAS:
        return _subject(head)
    if word.dep in ("advcl", "conj") and (head.pos in _VERBAL or head.pos == "ADJ"):
        return _subject(head) if head.pos in _VERBAL else _who(head)
    if word.dep == "amod" and 0 < word.i - head.i <= 2 and head.pos in ("NOUN", "PROPN"):
        return head  # "the islanders, wary of ..."
    return None


def _subject(verb: Token) -> Token | None:
    """Its own, or that of the verb it hangs on or is joined to."""
    for _ in range(3):
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            return own
        if verb.dep not in ("conj", "xcomp", "advcl") or verb.head.pos not in _VERBAL:
            return None
        verb = verb.head
    return None


def _content(text: Text, word: Token, c: Token, sense: Sense) -> Range | None:
    if c.dep in ("ccomp", "advcl") and "clause" in sense.takes and c.pos in _VERBAL:
        opens = text.tokens[text.left[c.i]]
        mark = child(c, "mark")
        if c.dep == "advcl" and (mark is None or mark.lower != "that"):
            return None
        return text.trim(max(opens.i, word.i + 1), text.right[c.i])
    if c.dep == "xcomp" and "inf" in sense.takes and c.tag == "VB":
        return text.trim(max(text.left[c.i], word.i + 1), text.right[c.i])
    if c.dep == "prep" and "object" in sense.takes and c.lower in sense.preps:
        obj = child(c, "pobj", "pcomp")
        return text.trim(c.i + 1, text.right[c.i]) if obj is not None else None
    return None

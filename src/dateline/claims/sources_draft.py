"""A statement before its voices are named, and the words of its source and its cue. Token ranges only."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.sources_cues import Sense, verb_senses
from dateline.claims.sources_text import Range, Text
from dateline.reading import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its voices are named. ``speaker`` is the head of the source phrase ``source``.

    ``verb`` is the cue's head word; ``told`` the head of the addressee ("told Reuters"); ``carrier`` that of who passes
    the words on ("SANA quoted the minister as saying"). ``listed`` False: spoken by a pronoun, or thought or wished,
    inside somebody's quoted words, so that the report itself does not attribute it.
    """

    sense: Sense
    verb: Token
    cue: tuple[int, ...]
    speaker: Token | None
    source: Range | None
    content: tuple[Range, ...]
    speech: bool
    told: Token | None = None
    carrier: Token | None = None
    listed: bool = True


def phrase(text: Text, head: Token, verb: Token) -> Range | None:
    """The full noun phrase of a speaker, with titles, appositions and relative clauses."""
    first, last = text.left[head.i], text.right[head.i]
    if first <= verb.i < last:  # the cue hangs below its own source ("a statement saying")
        if head.i < verb.i:
            last = min(last, verb.i)
        else:
            first = verb.i + 1
    for c in text.tokens[head.i + 1 : last]:
        if c.dep == "relcl" and text.tokens[text.left[c.i] - 1].text == "," and verb_senses(c):
            last = min(last, text.left[c.i])  # ", who recalled ..." says something of its own
            break
    for c in head.children:  # ", referring to ..." after an inverted subject is no part of it
        if c.dep == "acl" and c.tag == "VBG" and c.i > head.i and text.tokens[text.left[c.i] - 1].text == ",":
            last = min(last, text.left[c.i])
    return text.trim(first, last)


def cue_words(verb: Token) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation, particle and the adverbs that touch it."""
    words = {verb.i}
    for c in reversed([c for c in verb.children if c.i < verb.i]):
        if c.dep in ("aux", "auxpass", "neg", "advmod") and not c.children and c.i == min(words) - 1:
            words.add(c.i)
    for c in verb.children:
        if c.dep == "prt" and c.i == verb.i + 1:
            words.add(c.i)
    return tuple(sorted(words))

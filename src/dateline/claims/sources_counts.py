"""A bare number that is somebody's: "Sixty, says the abbot", "seventeen was the figure of the gendarmes"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dateline.claims.harm_words import person_nouns
from dateline.claims.sources_cues import named_sense, verb_senses
from dateline.claims.sources_draft import Draft, phrase
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Range, Text, child
from dateline.lexicon import number_words, word_set
from dateline.reading import Token

OFFICES = frozenset({"security_forces", "fighters", "officials", "health_workers", "journalists"})  # harm groups
PARTS = frozenset({";", ":", "-", "--", "\u2013", "\u2014"})  # a number begins after one of these, or the sentence
QUOTES = frozenset({'"', "'", "''", "``", "\u201c", "\u201d"})


_words = partial(word_set, "numbers_said.toml")


def counts(text: Text, found: list[Draft]) -> list[Draft]:
    """The drafts with those added whose content is a number and no more."""
    taken = {d.verb.i for d in found}
    out = list(found)
    for token in text.tokens:
        if token.i in taken or token.i in text.quote_at:
            continue
        if token.pos in ("VERB", "AUX"):
            out += _said(text, token)
        elif token.pos == "NOUN" and token.lemma.lower() in _words("figures"):
            out += _figure(text, token)
    return sorted(out, key=lambda d: d.cue)


def _said(text: Text, verb: Token) -> Iterator[Draft]:
    """ "Sixty, says the abbot", "Nine, the government insists"."""
    sense = next((s for s in verb_senses(verb) if "clause" in s.takes and s.factual), None)
    if sense is None or verb.tag not in ("VBZ", "VBD", "VBP"):
        return
    for speaker in verb.children:
        named = speaker.dep in ("nsubj", "appos") and speaker.pos in ("NOUN", "PROPN") and not _numeral(speaker)
        if speaker.dep == "nsubj" and _numeral(speaker):  # the parser takes the number for who says it
            speaker = child(speaker, "appos") or speaker
            named = not _numeral(speaker)
        if not named:
            continue
        source = phrase(text, speaker, verb)
        last = verb.i - 1 if speaker.i > verb.i else (source[0] if source else text.left[speaker.i]) - 1
        content = _number_before(text, verb, last) if source else None
        if content is not None:
            yield Draft(sense, verb, (verb.i,), speaker, source, (content,), True)
            return


def _number_before(text: Text, verb: Token, comma: int) -> Range | None:
    """The words of a number that end at a comma, with nothing before them in their part of the sentence."""
    first = text.sentence(verb).first
    if comma <= first or text.tokens[comma].text not in (",", *QUOTES):
        return None
    at = comma
    while at > first and text.tokens[at - 1].text not in PARTS - {"-"}:
        at -= 1
    words = [t for t in text.tokens[at:comma] if t.text not in QUOTES and t.text not in (",", "-")]
    whole = bool(words) and len(words) <= 6 and all(_numeral(t) or t.lower in _words("hedges") for t in words)
    return text.trim(at, comma) if whole and any(_numeral(t) for t in words) else None


def _numeral(token: Token) -> bool:
    return token.pos == "NUM" or token.tag == "CD" or token.lower in number_words()


def _figure(text: Text, noun: Token) -> Iterator[Draft]:
    """ "The police figure was 31", "the figure of the gendarmes is six", "17 was the figure given by the army"."""
    verb = noun.head
    if verb.lemma.lower() not in ("be", "remain", "stand") or noun.dep not in ("nsubj", "attr"):
        return
    number = next(
        (c for c in verb.children if c is not noun and _numeral(c) and c.dep in ("nsubj", "attr", "acomp")), None
    )
    speaker = _whose(noun)
    source = phrase(text, speaker, noun) if speaker is not None else None
    content = text.trim(text.left[number.i], text.right[number.i]) if number is not None else None
    if source is not None and content is not None and len(range(*content)) <= 6:
        sense = named_sense("say")
        yield Draft(sense, noun, (noun.i,), speaker, source, (content,), False, listed=False)


def _whose(noun: Token) -> Token | None:
    """Who gives it: "of the gendarmes", "the police figure", "given by the army"."""
    for c in noun.children:
        if c.dep in ("compound", "poss") and _voice(c):
            return c
        if c.lower in ("of", "from", "by") and (whose := child(c, "pobj")) is not None and _voice(whose):
            return whose
        if c.dep == "acl":
            by = next((d for d in c.children if d.dep in ("agent", "prep") and d.lower == "by"), None)
            if by is not None and (whose := child(by, "pobj")) is not None:
                return whose
    return None


def _voice(token: Token) -> bool:
    """Somebody who may speak, and none of those who were counted."""
    word = token.lemma.lower()
    office = person_nouns().get(word) in OFFICES
    return token.pos == "PROPN" or office or word in roles().kind_of or token.lower in roles().kind_of

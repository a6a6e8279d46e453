"""Voices told without a verb of saying: "by the clinic's count", "in the army's account", "as the mayor put it"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_cues import named_sense, verb_senses, words_of
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_text import Range, Text, child, subtract
from dateline.reading import Token

_LONGEST = 16  # words of such a phrase
_OWN = frozenset({"his", "her", "its", "their"})


def phrases(text: Text, found: list[Draft]) -> list[Draft]:
    """The drafts with those added that such a phrase makes, each over the clause in which it stands."""
    taken = {i for d in found for i in d.cue}
    sources = {i for d in found for r in [d.source] if r for i in range(*r)}
    out = list(found)
    for token in text.tokens:
        if token.i in taken or token.i in text.quote_at or token.i in sources:
            continue
        if token.pos in ("ADP", "SCONJ", "PART", "ADV") or token.dep in ("prep", "mark", "aux"):
            out += _draft(text, token)
    return sorted(out, key=lambda d: d.cue)


def _draft(text: Text, token: Token) -> Iterator[Draft]:
    for reading in (_by_account, _as_put, _believed, _so_called):
        said = reading(text, token)
        if said is None:
            continue
        speaker, cue, (first, last) = said
        content = _clause(text, token, first, last)
        source = text.trim(max(text.left[speaker.i], first), min(text.right[speaker.i], last))
        own = child(cue, "poss") if source is None else None  # "in their view": the word that stands for them
        source = source or ((own.i, own.i + 1) if own is not None else (speaker.i, speaker.i + 1))
        if content:
            pieces = text.trimmed(subtract(content, {*range(first, last)}))
            if pieces:
                listed = reading in (_by_account, _as_put)
                yield Draft(named_sense("say"), cue, (cue.i,), speaker, source, tuple(pieces), True, listed=listed)
        return


def _by_account(text: Text, prep: Token) -> tuple[Token, Token, Range] | None:
    """ "By the count of X", "in X's telling", "by its own account": whose, the noun, the words of it all."""
    noun = child(prep, "pobj") if prep.lower in ("by", "in", "on", "at", "from") else None
    if noun is None or noun.lemma.lower() not in words_of("accounts", "nouns") or noun.i < prep.i:
        return None
    whose = child(noun, "poss")
    of = next((c for c in noun.children if c.lower in ("of", "from", "by") and c.i == noun.i + 1), None)
    speaker = whose or (child(of, "pobj") if of is not None else None)
    if speaker is None or (speaker.pos not in ("NOUN", "PROPN") and speaker.lower not in _OWN):
        return None
    last = max(noun.i + 1, text.right[speaker.i])
    if speaker.lower not in _OWN:
        return _apart(text, speaker, noun, prep.i, last)
    above = (s for t in prep.ancestors() if (s := child(t, "nsubj")) is not None)
    owner = next((s for s in above if s.pos in ("NOUN", "PROPN")), None)
    said = _apart(text, speaker, noun, prep.i, last)
    return (owner, *said[1:]) if said is not None and owner is not None else said


def _as_put(text: Text, mark: Token) -> tuple[Token, Token, Range] | None:
    """ "As the mayor put it", "as villagers tell it"."""
    verb = mark.head
    if mark.lower != "as" or verb.lemma not in words_of("accounts", "putting") or verb.i < mark.i:
        return None
    told, speaker = child(verb, "dobj"), child(verb, "nsubj")
    if told is None or told.lower != "it" or speaker is None:
        return None
    return _apart(text, speaker, verb, mark.i, told.i + 1)


def _believed(text: Text, mark: Token) -> tuple[Token, Token, Range] | None:
    """ "If the Front is to be believed", "to believe the ministry", "to hear him tell it"."""
    if mark.lower == "if":
        verb = next((t for t in text.tokens[mark.i : mark.i + _LONGEST] if t.lemma == "believe"), None)
        whose = verb.ancestors() if verb is not None else ()
        speaker = child(verb, "nsubjpass", "dobj") if verb is not None else None
        speaker = speaker or next((s for t in whose if (s := child(t, "nsubj", "nsubjpass")) is not None), None)
    else:
        verb = mark.head if mark.lower == "to" and mark.head.lemma in ("believe", "hear") else None
        near = text.tokens[mark.i + 2 : mark.i + _LONGEST]
        speaker = next((t for t in near if t.dep in ("dobj", "nsubj")), None) if verb is not None else None
        if mark.i != text.sentence(mark).first:
            return None
    if verb is None or speaker is None or speaker.i < mark.i or speaker.sent != mark.sent:
        return None
    comma = next((t.i for t in text.tokens[max(verb.i, speaker.i) : mark.i + _LONGEST] if t.text == ","), None)
    return (speaker, verb, (mark.i, comma)) if comma is not None else None


def _so_called(text: Text, prep: Token) -> tuple[Token, Token, Range] | None:
    """ "(They shelled the hill) in what the army called an answer": the army's word that they did."""
    verb = child(prep, "pcomp")
    if (
        verb is None
        or prep.i + 1 >= verb.i
        or text.tokens[prep.i + 1].lower != "what"
        or prep.lower not in ("in", "after")
    ):
        return None
    speaker = child(verb, "nsubj")
    if speaker is None or speaker.pos not in ("NOUN", "PROPN") or not verb_senses(verb):
        return None
    return speaker, verb, (prep.i, text.right[prep.i])


def _apart(text: Text, speaker: Token, cue: Token, first: int, last: int) -> tuple[Token, Token, Range] | None:
    """Only what opens or closes its clause, or stands between commas."""
    sentence = text.sentence(cue)
    before = text.tokens[first - 1].text if first > sentence.first else ""
    after = text.tokens[last].text if last < sentence.last else ""
    own = speaker.lower in _OWN
    opens = before in ("", ",", ";", ":", "-", "and", "but")
    if last - first > _LONGEST or not (
        (opens and (after in (",", ":") or own)) or (after in (",", ".", ";") and opens)
    ):
        return None
    return speaker, cue, (first, last)


def _clause(text: Text, opening: Token, first: int, last: int) -> list[Range]:
    """What stands around the words from ``first`` to ``last``: their relative clause, else all between semicolons."""
    verb = next((t for t in opening.ancestors() if t.pos in ("VERB", "AUX") and not first <= t.i < last), None)
    if verb is not None and verb.dep == "relcl":
        return [(text.left[verb.i], text.right[verb.i])]
    sentence = text.sentence(text.tokens[first])
    a = next((t.i + 1 for t in reversed(text.tokens[sentence.first : first]) if t.text == ";"), sentence.first)
    b = next((t.i for t in text.tokens[last : sentence.last] if t.text == ";"), sentence.last)
    return [(a, b)]

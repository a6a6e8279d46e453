"""Voices after what they say, at the end of a sentence: "..., a priest in the town said by radio."

Read by the order of words, where the parser makes the voice an apposition or an object of what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_cues import charges, named_sense, senses
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_scope import in_own_clause
from dateline.claims.sources_text import Range, Text, child
from dateline.reading import Sentence, Token

_LONGEST = 14  # words of a voice
_TAIL = 9  # words after the cue: "on Tuesday in a statement"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPENING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})
_BARRED = frozenset({"which", "who", "that", "it", "he", "she", "they", "we", "i", "what", "there", "this"})
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_REACHED = frozenset({"reach", "contact", "interview"})  # "villagers reached by telephone say"
_WHO = frozenset({"who", "whom", "whose"})


def trailing(text: Text, found: list[Draft]) -> list[Draft]:
    """The drafts with those added whose cue and voice close their sentence and were not read as such."""
    known = {d.verb.i: d for d in found}
    out = list(found)
    for sentence in text.parsed.sentences:
        for cue in _cues(text, sentence):
            old = known.get(cue.i)
            draft = _draft(text, sentence, cue)
            if draft is None:
                continue
            told = old is not None and old.speaker is not None and draft.told is old.speaker
            read = old is not None and any(a <= draft.content[0][1] - 1 < b for a, b in old.content)
            if read and not told and old is not None and old.speaker is not None:
                continue
            out = [d for d in out if d is not old]
            out.append(draft)
    return sorted(out, key=lambda d: d.cue)


def _cues(text: Text, sentence: Sentence) -> Iterator[Token]:
    """Words that say so, with no more than an adverbial after them."""
    for token in text.tokens[sentence.first + 4 : sentence.last]:
        if token.dep == "relcl" and token.head.lemma.lower() in charges() and token.lemma.lower() == "deny":
            continue  # "..., a charge the army denied"
        misread = (token.tag == "NNS" and token.dep in ("dobj", "ROOT")) or (token.lower == "say" and token.tag == "NN")
        if token.tag in ("VBD", "VBZ", "VBP", "VBN") or misread:
            said = [s for s in senses("verbs").get(token.lemma.lower(), ()) if "comment" in s.takes and s.factual]
            told = said and said[0].addressee
            after = text.tokens[token.i + 1].lower if token.i + 1 < sentence.last else ""
            if said and said[0].stance == "accuses" and after in ("with", "of"):
                continue  # ", a soldier now charged with desertion"
            if said and token.i not in text.quote_at and _closes(text, token, sentence, bool(told)):
                yield token


def _closes(text: Text, cue: Token, sentence: Sentence, told: bool) -> bool:
    for i in range(cue.i + 1, min(cue.i + 1 + _TAIL, sentence.last)):
        token = text.tokens[i]
        if token.text in (".", ";") or (token.text == "," and text.tokens[i - 1].i >= cue.i and i + 1 < sentence.last):
            return True
        if token.pos not in ("ADP", "DET", "NOUN", "PROPN", "ADV", "NUM", "ADJ") or token.lower in ("that", "to"):
            return False
        if i == cue.i + 1 and not told and token.pos not in ("ADP", "ADV") and token.ent not in ("DATE", "TIME"):
            return False  # "said rebels": what is said follows
        if token.dep in ("nsubj", "nsubjpass", "mark"):
            return False
    return cue.i + 1 >= sentence.last or sentence.last - cue.i <= _TAIL


def _draft(text: Text, sentence: Sentence, cue: Token) -> Draft | None:
    voice = _voice(text, sentence, cue)
    if voice is None:
        return None
    content = text.trim(sentence.first, voice[0])
    own = in_own_clause(text, voice[0], cue.i + 1, sentence)
    whole = content is not None and _finite(text, content)
    pieces = (content,) if content is not None and whole else _around(text, sentence, cue, content)
    pieces = (own,) if own is not None else pieces
    if pieces is None:
        return None
    head = _head(text, voice)
    if head is None:
        return None
    sense = next(s for s in senses("verbs")[cue.lemma.lower()] if "comment" in s.takes and s.factual)
    if sense.polarity == "denied":
        sense = named_sense("say")
    told = child(cue, "dobj", "dative") if sense.addressee else None
    return Draft(sense, cue, (cue.i,), head, voice, pieces, True, told)


def _finite(text: Text, content: Range) -> bool:
    return any(t.tag in _FINITE for t in text.tokens[content[0] : content[1]])


def _around(text: Text, sentence: Sentence, cue: Token, before: Range | None) -> tuple[Range, ...] | None:
    """ "Since then, residents reached by telephone say, shells have fallen": what is said goes on behind the voice."""
    if cue.i + 1 >= sentence.last or text.tokens[cue.i + 1].text != ",":
        return None
    after = text.trim(cue.i + 1, sentence.last)
    if before is None or after is None or not _finite(text, after):
        return None
    return before, after


def _voice(text: Text, sentence: Sentence, cue: Token) -> Range | None:
    """The words from the comma before the cue (from the one before that, where a name stands between two) to it."""
    last = cue.i
    if text.tokens[last - 1].text == ",":  # "the governor, Paulo Pinto, said"
        last -= 1
        name = _comma_before(text, sentence, last)
        if name is None or not all(
            t.pos in ("PROPN", "NOUN", "ADJ", "DET", "NUM") or t.text == "-" for t in text.tokens[name + 1 : last]
        ):
            return None
        comma = _comma_before(text, sentence, name)
    else:
        comma = _comma_before(text, sentence, last)
        own = child(cue, "nsubj")
        if comma is not None and own is not None and own.ent == "PERSON" and own.i == comma - 1:
            comma = text.left[own.i] - 1  # "Maria Lopez, a teacher said"
    if comma is None or last - comma - 1 > _LONGEST or last - comma < 2:
        return None
    words = text.tokens[comma + 1 : last]
    first = words[0]
    if first.pos not in _OPENING or first.lower in _BARRED or any(t.text in '"”“' for t in words):
        return None
    for k, t in enumerate(words):
        if t.tag in _FINITE and t.lemma not in _REACHED and not any(w.lower in _WHO for w in words[:k]):
            return None
        if t.text in (";", ":") or (t.pos == "CCONJ" and k == 0):
            return None
    return comma + 1, last


def _comma_before(text: Text, sentence: Sentence, last: int) -> int | None:
    for i in range(last - 1, max(sentence.first, last - _LONGEST - 2), -1):
        if text.tokens[i].text == ",":
            return i
    return None


def _head(text: Text, voice: Range) -> Token | None:
    """The last noun of the first run of nouns, if it can speak: "the high command", "a priest in the town"."""
    words = text.tokens[voice[0] : voice[1]]
    for k, t in enumerate(words):
        after = words[k + 1] if k + 1 < len(words) else None
        if t.pos not in ("NOUN", "PROPN") or (
            after is not None and (after.pos in ("NOUN", "PROPN") or after.tag == "POS")
        ):
            continue
        told = role(t) in roles().kind_of or role(t) in roles().any_body or t.ent in _NAMED or t.pos == "PROPN"
        return t if told else None
    return None

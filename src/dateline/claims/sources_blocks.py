"""Passages set off below who says them: "Ana Ruiz writes:", and her words in the next paragraph without any marks."""

from __future__ import annotations

from bisect import insort
from itertools import pairwise

from dateline.claims.sources_cues import named_sense, verb_senses
from dateline.claims.sources_draft import Draft, phrase
from dateline.claims.sources_subject import subject_of
from dateline.claims.sources_text import Text
from dateline.reading import Sentence

_SHORTEST = 6  # words of such a passage: fewer are an item of a list


def with_blocks(text: Text, found: list[Draft]) -> list[Draft]:
    """The drafts with those added that a colon at the end of a paragraph makes of the next."""
    out = list(found)
    taken = {d.verb.i for d in found}
    for sentence, after in pairwise(text.parsed.sentences):
        if after.paragraph == sentence.paragraph or text.tokens[sentence.last - 1].text != ":":
            continue
        draft = _draft(text, sentence, after)
        if draft is not None and draft.verb.i not in taken:
            insort(out, draft, key=lambda d: d.cue)
    return out


def _draft(text: Text, sentence: Sentence, after: Sentence) -> Draft | None:
    colon = sentence.last - 1
    if after.first in text.quote_at or colon in text.quote_at:
        return None
    words = text.tokens[sentence.first : colon]
    says = [t for t in words if t.pos == "VERB" and any(s.factual and "comment" in s.takes for s in verb_senses(t))]
    if not says or says[-1].tag not in ("VBD", "VBZ", "VBP", "VBG", "VB"):
        return None
    verb = says[-1]
    subject = subject_of(text, verb)
    content = text.trim(after.first, text.paragraph_end(after))
    if subject.token is None or subject.token.i > colon or content is None or content[1] - content[0] < _SHORTEST:
        return None
    source = subject.phrase or phrase(text, subject.token, verb)
    return Draft(named_sense("say"), verb, (verb.i,), subject.token, source, (content,), True)

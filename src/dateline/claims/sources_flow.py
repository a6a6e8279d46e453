"""Quotations without a cue beside them: opened by a colon, or going on from the voice before."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace

from dateline.claims.sources_cues import named_sense, stands, verb_senses
from dateline.claims.sources_draft import Draft, phrase
from dateline.claims.sources_quotes import Quote
from dateline.claims.sources_roles import roles
from dateline.claims.sources_subject import subject_of
from dateline.claims.sources_text import Text, child, is_passive
from dateline.reading import Token


def continue_quotes(text: Text, found: list[Draft]) -> list[Draft]:
    """Gives each quotation without a cue of its own to a voice.

    To the one that a colon before it announces; else to the one that spoke last, in its paragraph or the one before.
    """
    covered = {i for d in found if d.listed for r in d.content for i in range(*r)}
    out = list(found)
    for quote in text.quotes:
        held = sum(i in covered for i in range(quote.first, quote.last))
        if held * 2 >= quote.last - quote.first or not _is_speech(text, quote):
            continue
        announced = _announced(text, quote) or _reacted(text, quote)
        if announced is not None:
            insort(out, announced, key=lambda d: d.cue)
        else:
            n = _voice_before(text, out, quote)
            if n is None:
                continue
            out[n] = replace(out[n], content=(*out[n].content, (quote.first, quote.last)))
        covered.update(range(quote.first, quote.last))
    return out


def _is_speech(text: Text, quote: Quote) -> bool:
    """A quotation that says something by itself, not a quoted word or name."""
    words = text.tokens[quote.first : quote.last]
    return len(words) >= 4 and any(t.pos in ("VERB", "AUX") for t in words)


def _announced(text: Text, quote: Quote) -> Draft | None:
    """ "The minister went further: "..."", also where the quotation opens the next paragraph."""
    colon = quote.first - 1
    if colon < 1 or text.tokens[colon].text != ":":
        return None
    sentence = text.sentence(text.tokens[colon])
    verbs = [t for t in text.tokens[sentence.first : colon] if t.pos in ("VERB", "AUX") and t.i not in text.quote_at]
    cues = [t for t in verbs if any(s.factual and "comment" in s.takes for s in verb_senses(t))]
    verb = cues[-1] if cues else next((t for t in verbs if t.head is t or t.head.i >= colon), None)
    if verb is None:
        return None
    subject = subject_of(text, verb)
    if subject.token is None or subject.token.i > colon:
        return None
    source = subject.phrase or phrase(text, subject.token, verb)
    cue = (verb.i,) if cues else (colon,)
    return Draft(
        named_sense("say"), verb, cue, subject.token, source, ((quote.first, quote.last),), True, told=_told(verb)
    )


def _reacted(text: Text, quote: Quote) -> Draft | None:
    """'The envoy also criticised the pact. "It shows ..."', 'The president defended the decision, "As I said ..."'.

    Of somebody who took a stand it tells in what words, in the same sentence or the next.
    """
    last = quote.first - 1
    opening = next((t for t in text.tokens[quote.first : quote.last] if t.text[0].isalpha()), None)
    if last < 1 or text.tokens[last].text not in (".", ",") or opening is None or not opening.text[0].isupper():
        return None
    sentence = text.sentence(text.tokens[last])
    words = text.tokens[sentence.first : last]
    if any(t.i in text.quote_at for t in words):
        return None
    verb = next((t for t in words if t.head is t or not sentence.first <= t.head.i < last), None)
    if verb is None or verb.lemma.lower() not in stands() or is_passive(verb):
        return None
    subject = subject_of(text, verb)
    if subject.token is None or subject.token.i > last:
        return None
    if subject.token.pos not in ("PROPN", "PRON") and subject.token.lemma.lower() not in roles().kind_of:
        return None
    source = subject.phrase or phrase(text, subject.token, verb)
    content = ((quote.first, quote.last),)
    return Draft(named_sense("say"), verb, (verb.i,), subject.token, source, content, True, listed=False)


def _told(verb: Token) -> Token | None:
    return child(verb, "dobj", "dative") if any(s.addressee for s in verb_senses(verb)) else None


def _voice_before(text: Text, found: list[Draft], quote: Quote) -> int | None:
    """The last voice that spoke before a quotation, in its paragraph or the one before."""
    paragraph = text.sentence(text.tokens[quote.first]).paragraph
    for n in range(bisect_left(found, quote.first, key=lambda d: d.cue[0]) - 1, -1, -1):
        draft = found[n]
        last = max(draft.cue[-1] + 1, *(r[1] for r in draft.content))
        near = paragraph - text.sentence(text.tokens[last - 1]).paragraph <= 1
        if draft.speech and draft.sense.factual and draft.listed:
            return n if near else None
        if paragraph - text.sentence(draft.verb).paragraph > 60:
            return None
    return None

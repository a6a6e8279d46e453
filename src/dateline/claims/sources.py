"""Attribution: who is said to have said what, whether or not it is an event."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims.records import Statement
from dateline.claims.sources_content import (
    Range,
    Text,
    child,
    extend_over_quotes,
    is_passive,
    merge,
    subtract,
    verb_content,
)
from dateline.claims.sources_cues import Sense, verb_senses
from dateline.claims.sources_quotes import Quote
from dateline.model import Attribution, Source, Span
from dateline.reading import Grounded, Token


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its pieces are joined: token ranges only. ``speaker`` is the head of the source phrase."""

    sense: Sense
    cue: tuple[int, ...]
    speaker: Token | None
    source: Range | None
    content: tuple[Range, ...]
    speech: bool


def find_statements(grounded: Grounded) -> list[Statement]:
    """Every attribution of the report, in the order of its cues."""
    text = Text(grounded.parsed)
    drafts = [d for token in text.tokens for d in _drafts(text, token)]
    drafts = _continue_quotes(text, sorted(drafts, key=lambda d: d.cue))
    return [_statement(grounded, text, d) for d in drafts]


def _drafts(text: Text, token: Token) -> list[Draft]:
    if token.pos in ("VERB", "AUX") and verb_senses(token):
        found = _verb(text, token)
        return [found] if found else []
    if token.lower == "according":
        found = _according(text, token)
        return [found] if found else []
    return []


def _verb(text: Text, verb: Token) -> Draft | None:
    speaker = _agent(verb) if is_passive(verb) else subject_of(verb)
    content = verb_content(text, verb, speaker)
    if content is None:
        return None
    source = _phrase(text, speaker, verb) if speaker is not None else None
    cue = _cue_words(verb)
    if content.opening is not None and content.opening.i == max(cue) + 1:
        cue = (*cue, content.opening.i)
    ranges = extend_over_quotes(text, content.ranges, cue)
    gone = set(cue) | (set(range(*source)) if source else set())
    pieces = [r for r in (text.trim(*r) for r in subtract(ranges, gone)) if r]
    return Draft(content.sense, cue, speaker, source, tuple(pieces), content.speech) if pieces else None


def _according(text: Text, token: Token) -> Draft | None:
    """ "according to X": the rest of the sentence is X's."""
    to = child(token, "prep") or (text.tokens[token.i + 1] if token.i + 1 < len(text.tokens) else None)
    if to is None or to.lower != "to" or to.sent != token.sent:
        return None
    speaker = child(to, "pobj", "pcomp")
    if speaker is None:
        return None
    source = text.trim(text.left[speaker.i], text.right[speaker.i])
    sentence = text.sentence(token)
    if source is None:
        return None
    ranges = [r for r in (text.trim(sentence.first, token.i), text.trim(source[1], sentence.last)) if r]
    if len(ranges) == 2 and text.tokens[ranges[0][1]].text != ",":
        ranges = ranges[:1]
    ranges = extend_over_quotes(text, ranges, (token.i,))
    pieces = [r for r in (text.trim(*r) for r in subtract(ranges, range(token.i, source[1]))) if r]
    sense = verb_senses_of("say")
    return Draft(sense, (token.i, to.i), speaker, source, tuple(pieces), True) if pieces else None


def verb_senses_of(lemma: str) -> Sense:
    from dateline.claims.sources_cues import senses

    return senses("verbs")[lemma][0]


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The head of the phrase that does the saying: the subject, or that of the verb which lends it."""
    own = child(verb, "nsubj", "nsubjpass", "csubj")
    if own is not None:
        return own
    if depth > 6 or verb.head is verb:
        return None
    head = verb.head
    if verb.dep == "acl":
        return head if verb.tag == "VBG" or child(verb, "aux") is None else None
    if verb.dep in ("pcomp", "prep"):
        while head.pos not in ("VERB", "AUX") and head.head is not head:
            head = head.head
        return subject_of(head, depth + 1) if head.pos in ("VERB", "AUX") else None
    if verb.dep == "xcomp":
        obj = child(head, "dobj", "dative")
        if obj is not None and obj.i < verb.i and verb.tag == "VB":
            return obj
    if verb.dep in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep") and head.pos in ("VERB", "AUX"):
        return subject_of(head, depth + 1) if verb.dep != "ccomp" else None
    return None


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def _phrase(text: Text, head: Token, verb: Token) -> Range | None:
    """The full noun phrase of a speaker, with titles, appositions and relative clauses."""
    first, last = text.left[head.i], text.right[head.i]
    if first <= verb.i < last:  # the cue hangs below its own source ("a statement saying")
        if head.i < verb.i:
            last = min(last, verb.i)
        else:
            first = verb.i + 1
    for c in head.children:  # ", referring to ..." after an inverted subject is no part of it
        if c.dep == "acl" and c.tag == "VBG" and c.i > head.i and text.tokens[text.left[c.i] - 1].text == ",":
            last = min(last, text.left[c.i])
    return text.trim(first, last)


def _cue_words(verb: Token) -> tuple[int, ...]:
    """The verb with its auxiliaries, negation, particle and the adverbs that touch it."""
    words = {verb.i}
    for c in reversed([c for c in verb.children if c.i < verb.i]):
        if c.dep in ("aux", "auxpass", "neg", "advmod") and not c.children and c.i == min(words) - 1:
            words.add(c.i)
    for c in verb.children:
        if c.dep == "prt" and c.i == verb.i + 1:
            words.add(c.i)
    return tuple(sorted(words))


def _continue_quotes(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Gives each quotation without a cue of its own to the voice that spoke before it, in its paragraph or the last."""
    covered = {i for d in drafts for r in d.content for i in range(*r)}
    out = list(drafts)
    for quote in text.quotes:
        held = sum(i in covered for i in range(quote.first, quote.last))
        if held * 2 >= quote.last - quote.first or not _is_speech(text, quote):
            continue
        n = _voice_before(text, out, quote)
        if n is not None:
            out[n] = replace(out[n], content=(*out[n].content, (quote.first, quote.last)))
            covered.update(range(quote.first, quote.last))
    return out


def _is_speech(text: Text, quote: Quote) -> bool:
    """A quotation that says something by itself, not a quoted word or name."""
    words = text.tokens[quote.first : quote.last]
    return len(words) >= 4 and any(t.pos in ("VERB", "AUX") for t in words)


def _voice_before(text: Text, drafts: list[Draft], quote: Quote) -> int | None:
    best = None
    for n, draft in enumerate(drafts):
        if draft.speech and draft.sense.factual and min(draft.cue) < quote.first:
            best = n
        elif min(draft.cue) >= quote.first:
            break
    if best is None:
        return None
    last = max(r[1] for r in (*drafts[best].content, (0, max(drafts[best].cue) + 1)))
    gap = text.parsed.sentences[text.tokens[quote.first].sent].paragraph - (
        text.parsed.sentences[text.tokens[last - 1].sent].paragraph
    )
    return best if gap <= 1 else None


def _statement(grounded: Grounded, text: Text, draft: Draft) -> Statement:
    parsed = grounded.parsed
    content = merge(draft.content)
    span = parsed.span(*draft.source) if draft.source else None
    cue = parsed.span(draft.cue[0], draft.cue[-1] + 1)
    attribution = Attribution(
        document=parsed.document.id, source=span, cue=cue, content=tuple(parsed.span(*r) for r in content),
        stance=draft.sense.stance,
    )  # fmt: skip
    return Statement(
        sources=_sources(draft, span), cue=draft.cue, content=tuple(content), attribution=attribution,
        stance=draft.sense.stance, polarity=draft.sense.polarity, status=draft.sense.status,
        factual=draft.sense.factual,
    )  # fmt: skip


def _sources(draft: Draft, span: Span | None) -> tuple[Source, ...]:
    return (Source(name=span.text, span=span),) if span else ()

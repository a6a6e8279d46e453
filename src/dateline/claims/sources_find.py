"""Finds cues in the parse and drafts a statement for each: who, by which words, what. Token ranges only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.claims.sources_content import Content, extend_over_quotes, verb_content
from dateline.claims.sources_cues import Sense, charges, labels, named_sense, narrates, says_by_name, verb_senses
from dateline.claims.sources_draft import Draft, cue_words, phrase
from dateline.claims.sources_ends import after_aside, before_afterthoughts
from dateline.claims.sources_others import adverb_draft, beside, in_document, mind, noun_draft
from dateline.claims.sources_quotes import Quote
from dateline.claims.sources_scope import in_own_clause, with_joined
from dateline.claims.sources_subject import Subject, quoting_verb, subject_of
from dateline.claims.sources_text import Range, Text, child, is_passive, subtract
from dateline.claims.sources_tone import tones
from dateline.claims.untrue import calls, calls_false
from dateline.lexicon import word_set
from dateline.reading import Token

MOST = 60  # cues read in one sentence: more is no prose, and each may take the rest of the sentence
_UNREAL = frozenset({"would", "could", "might", "may", "should", "must", "shall", "will", "can", "'ll", "'d", "to"})
_WITHHELD = word_set("source_words.toml", "speech", "withheld")
_WITHHOLDING = frozenset({"decline", "refuse", "fail", "hesitate"})
_CONFIRMING = word_set("source_words.toml", "speech", "confirming")
_NEGATORS = frozenset({"no", "neither", "nobody", "none"})


def drafts(text: Text) -> list[Draft]:
    """All drafts of a report, in the order of their cues."""
    found: list[Draft] = []
    for sentence in text.parsed.sentences:
        cues = [d for token in text.parsed.words(sentence) if (d := _at(text, token)) is not None]
        found += [one for d in cues for one in _toned(text, d)][:MOST]
    return with_joined(text, _apart(text, sorted(found, key=lambda d: d.cue)))


def _toned(text: Text, draft: Draft) -> Iterator[Draft]:
    """The draft; where only a part of what it says blames or denies, that part once more by itself, not listed."""
    if not draft.speech or draft.verb.pos not in ("VERB", "AUX"):
        yield draft
        return
    whole, parts = tones(text, draft.verb, draft.content, draft.sense)
    yield replace(draft, sense=whole) if whole is not draft.sense else draft
    yield from (replace(draft, sense=sense, content=content, listed=False) for sense, content in parts)


def _apart(text: Text, found: list[Draft]) -> list[Draft]:
    """Cuts out of a content what belongs beside it: a later cue of the same voice, the cue of who carries it all."""
    at = {d.verb.i: d for d in found}
    out: list[Draft] = []
    for draft in found:
        content = list(draft.content)
        for first, last in draft.content:
            for inner in [at[i] for i in range(first, last) if i in at and i > draft.verb.i]:
                if _is_aside(text, inner):
                    gone = range(text.left[inner.verb.i], text.right[inner.verb.i])
                    content = text.trimmed(subtract(content, gone))
                elif inner.speaker is not None and inner.speaker is draft.speaker:
                    content = _before(text, content, inner)
                elif any(a <= draft.verb.i < b for a, b in inner.content) and inner.source is not None:
                    content = text.trimmed(subtract(content, {*inner.cue, *range(*inner.source)}))
        cut = tuple(content)
        out.append(replace(draft, content=cut) if cut and cut != draft.content else draft)
    return out


def _is_aside(text: Text, inner: Draft) -> bool:
    """ "blamed the Front, which denied it": the denial is no part of the blame."""
    first = text.left[inner.verb.i]
    named = inner.speaker is not None and inner.speaker.pos in ("NOUN", "PROPN") and inner.speaker.dep == "nsubj"
    if inner.verb.dep == "advcl" and named and inner.speaker is not None and inner.speaker.head is inner.verb:
        mark = child(
            inner.verb, "mark"
        )  # "..., while the army claimed that": the one does not tell what the other says
        return mark is not None and mark.lower in ("while", "whereas") and inner.verb.i not in text.quote_at
    charged = inner.verb.dep == "acl" and inner.verb.head.lemma.lower() in charges() and inner.sense.stance == "denies"
    aside = (inner.verb.dep == "relcl" or charged) and inner.sense.factual and inner.verb.i not in text.quote_at
    opens = text.left[inner.verb.head.i] if inner.verb.head.lemma.lower() in charges() else first
    parted = "," in (text.tokens[first - 1].text, text.tokens[opens - 1].text)
    return aside and parted and (inner.sense.stance == "denies" or named)


def _before(text: Text, content: list[Range], inner: Draft) -> list[Range]:
    """The content up to a cue that goes on in the same voice ("and added that", ", adding that")."""
    stop = min(inner.cue)
    while stop > 0 and text.tokens[stop - 1].text in (",", "and", "but", "while"):
        stop -= 1
    return text.trimmed([(a, min(b, stop)) for a, b in content if a < stop])


def _at(text: Text, token: Token) -> Draft | None:
    if token.lower == "according":
        return _according(text, token)
    if token.pos == "ADJ" or token.tag in ("VBN", "JJ"):
        found = mind(text, token)
        if found is not None:
            return found
    if token.pos in ("VERB", "AUX"):
        return beside(text, token) or _verb(text, token) or _story(text, token)
    if token.pos in ("NOUN", "PROPN"):
        return noun_draft(text, token)
    if token.lower == "in" and token.i == text.sentence(token).first:
        return in_document(text, token)
    return adverb_draft(text, token) if token.pos == "ADV" else None


def _verb(text: Text, verb: Token) -> Draft | None:
    if not verb_senses(verb) or verb.dep == "amod" or _is_purpose(verb) or _quotes_as_saying(text, verb):
        return None
    if _charged_with(verb):
        return None  # "accused it of backing the attack": a deed
    if verb.lemma == "deny" and _withheld(verb):
        return None  # "denied it passage", "were denied visas": nothing is said
    if verb.lemma in ("question", "query") and is_passive(verb):
        return None  # "four of them were questioned"
    if verb.lemma == "admit" and is_passive(verb) and child(verb, "ccomp") is None:
        return None  # "33 people had been admitted": to a hospital
    subject = Subject(agent(verb)) if is_passive(verb) else subject_of(text, verb)
    speaker = subject.token
    content = _charge(text, verb) or verb_content(text, verb, speaker)
    closed = _closed_quote(text, verb, subject)
    if closed is not None:
        held = content.ranges if content is not None and content.speech else ()
        sense = content.sense if content is not None and content.speech else verb_senses(verb)[0]
        content = Content(sense, (*held, (closed.first, closed.last)), True)
    if content is None:
        return None
    source = subject.phrase or (phrase(text, speaker, verb) if speaker is not None else None)
    cue = cue_words(verb)
    if content.opening is not None and content.opening.i == max(cue) + 1:
        cue = (*cue, content.opening.i)
    told = before_afterthoughts(text, verb, content.ranges)
    ranges = extend_over_quotes(text, after_aside(text, verb, cue, told), cue)
    aside = (min(*cue, *(source or cue)), max(*cue, (source or cue)[-1] - 1 if source else cue[-1]) + 1)
    if content.speech and (own := in_own_clause(text, *aside, text.sentence(verb))) is not None:
        ranges = [own]
    gone = set(cue) | (set(range(*source)) if source else set())
    if subject.carrier is not None:  # "the agency quoted him as saying": not what he said
        outer = quoting_verb(verb) or verb.head.head
        gone |= set(range(min(outer.i, text.left[subject.carrier.i]), verb.i))
    pieces = text.trimmed(subtract(ranges, gone))
    if not pieces:
        return None
    sense = _turned(verb, content.sense)
    if sense is content.sense and _is_unreal(verb, speaker):
        sense = replace(sense, factual=False)
    if "as" in sense.takes and any(t.lemma in labels() for a, b in pieces for t in text.tokens[a:b]):
        sense = replace(sense, stance="accuses")  # "called the raid a crime"
    addressee = child(verb, "dobj", "dative") if sense.addressee else None
    listed = _is_listed(text, verb, sense, speaker)
    return Draft(sense, verb, cue, speaker, source, tuple(pieces), content.speech, addressee, subject.carrier, listed)


def _charged_with(verb: Token) -> bool:
    """What somebody is accused of doing, where it is no saying."""
    above = verb.head.head
    blamed = verb.dep == "pcomp" and verb.head.lower in ("of", "for", "with") and above.pos == "VERB"
    return blamed and any(s.stance == "accuses" for s in verb_senses(above)) and not any(
        s.factual for s in verb_senses(verb)
    )  # fmt: skip


def _withheld(verb: Token) -> bool:
    things = [c for c in verb.children if c.dep in ("dobj", "dative", "oprd")]
    whole = len(things) > 1 or is_passive(verb) or any(c.children for c in things[:1])
    return whole and any(c.lemma.lower() in _WITHHELD for c in things)


def _charge(text: Text, verb: Token) -> Content | None:
    """ "..., a charge that the army dismissed", ", an account the ministry disputes": what is denied is the charge."""
    noun, sense = verb.head, next((s for s in verb_senses(verb) if s.stance == "denies"), None)
    told = child(verb, "dobj")
    if verb.dep == "relcl" and told is not None and told.lower in ("which", "that"):
        return _announced(text, verb)
    if sense is None and calls_false(verb):
        sense = named_sense("deny")  # ", a claim that he called nonsense"
    if verb.dep not in ("relcl", "acl") or sense is None or noun.lemma.lower() not in charges() or noun.i > verb.i:
        return None
    own = child(verb, "nsubj")
    if own is None or own.lower in ("that", "which"):
        return None
    if not calls(verb) and child(verb, "dobj", "ccomp") is not None:
        return None
    return Content(sense, ((noun.i, noun.i + 1),), False)


def _announced(text: Text, verb: Token) -> Content | None:
    """ "the capture of the port, which the rebels announced": what they announced stands before it."""
    sense = next((s for s in verb_senses(verb) if s.name == "report"), None)
    own, noun = child(verb, "nsubj"), verb.head
    while noun.pos == "PROPN" and noun.dep == "pobj":
        noun = noun.head.head
    if sense is None or own is None or own.pos not in ("NOUN", "PROPN") or noun.pos != "NOUN":
        return None
    span = text.trim(text.left[noun.i], text.left[verb.i])
    return Content(sense, (span,), False) if span else None


def _story(text: Text, verb: Token) -> Draft | None:
    """ "Survivors described the raid.", "Villagers gave an account of it": the object is theirs, the story follows."""
    told = child(verb, "dobj")
    subject = child(verb, "nsubj")
    if told is None or subject is None or told.i < verb.i or verb.head is not verb or not narrates(verb):
        return None
    source, content = phrase(text, subject, verb), text.trim(text.left[told.i], text.right[told.i])
    if source is None or content is None or subject.pos not in ("NOUN", "PROPN", "PRON"):
        return None
    return Draft(named_sense("say"), verb, (verb.i,), subject, source, (content,), False, listed=False)


def _closed_quote(text: Text, verb: Token, subject: Subject) -> Quote | None:
    """The quotation that ends right before the cue and its subject ('..." Khan wrote'), whatever the parse."""
    if subject.token is None or subject.carrier is not None or is_passive(verb):
        return None
    if not any("comment" in s.takes for s in verb_senses(verb)):
        return None
    first = min(verb.i, subject.phrase[0] if subject.phrase else text.left[subject.token.i])
    if subject.token.i < verb.i and text.left[subject.token.i] < first:
        return None
    quote = text.quote_at.get(first - 1)
    if quote is None or quote.last != first or verb.i in text.quote_at or verb.i - first > 30:
        return None
    if text.tokens[quote.last - 2].text == "." and text.tokens[first].text[:1].isupper() and child(verb, "ccomp"):
        return None  # a sentence of its own follows: '... it." He noted that ...'
    return quote


def _is_purpose(verb: Token) -> bool:
    """ "arranged a meeting to discuss": said of a purpose, nobody is quoted."""
    return verb.dep in ("advcl", "relcl", "acl") and verb.tag == "VB" and child(verb, "aux") is not None


def _quotes_as_saying(text: Text, verb: Token) -> bool:
    """ "quoted him as saying": the cue is "saying"."""
    for t in text.tokens[verb.i + 1 : min(text.right[verb.i], verb.i + 30)]:
        if t.lower == "as" and t.dep == "prep":
            said = child(t, "pcomp")
            if said is not None and quoting_verb(said) is verb:
                return True
    return False


def _turned(verb: Token, sense: Sense) -> Sense:
    """ "did not deny that" admits, "could not confirm that" and "is unable to confirm it" doubt."""
    if any(c.dep == "conj" and c.pos == "VERB" for c in verb.children):
        return sense  # "could not confirm or deny": neither
    no = any(c.dep == "neg" and c.lower != "never" for c in verb.children)
    aux = {c.lower for c in verb.children if c.dep == "aux"}
    if sense.name == "deny" and no and not aux & _UNREAL:
        return named_sense("admit")
    unable = verb.dep == "xcomp" and verb.head.lemma == "unable"
    if verb.lemma in _CONFIRMING and (unable or (no and aux & {"could", "can"})):
        return named_sense("doubt")
    return sense


def _is_unreal(verb: Token, speaker: Token | None) -> bool:
    """Nothing was said: "did not say", "no group claimed", "would say"."""
    top = verb.head if verb.dep == "conj" and verb.tag == "VB" else verb
    if top.dep == "xcomp" and top.head.lemma in _WITHHOLDING:
        return True  # "declined to confirm or deny it"
    if any(c.dep == "neg" or (c.dep == "aux" and c.lower in _UNREAL) for v in {verb, top} for c in v.children):
        return True
    if any(c.lower == "neither" and c.dep != "nsubj" for v in {verb, verb.head} for c in v.children):
        return True  # "has neither accepted nor rejected"
    if speaker is None:
        return False
    return speaker.lower in _NEGATORS or any(c.dep == "det" and c.lower in _NEGATORS for c in speaker.children)


def _is_listed(text: Text, verb: Token, sense: Sense, speaker: Token | None) -> bool:
    return verb.i not in text.quote_at or says_by_name(sense, speaker)


def _according(text: Text, token: Token) -> Draft | None:
    """ "according to X": the rest of the sentence is X's."""
    to = text.tokens[token.i + 1] if token.i + 1 < len(text.tokens) else None
    if to is None or to.lower != "to" or to.sent != token.sent:
        return None
    speaker = child(to, "pobj", "pcomp")
    if speaker is None or speaker.lower in ("which", "whom"):
        return None  # "a bulletin according to which": what the bulletin says
    source = phrase(text, speaker, token)
    sentence = text.sentence(token)
    if source is None:
        return None
    before, after = text.trim(sentence.first, token.i), text.trim(source[1], sentence.last)
    ranges = [r for r in (before, after) if r]
    if before and after and text.tokens[token.i].text[0] == "A":  # a sentence that the parser did not part
        ranges = [after]
    elif before and after and text.tokens[source[1]].text != ",":
        ranges = [before]
    ranges = extend_over_quotes(text, ranges, (token.i,))
    if (own := in_own_clause(text, token.i, source[1], sentence)) is not None:
        ranges = [own]
    pieces = text.trimmed(subtract(ranges, range(token.i, source[1])))
    if not pieces:
        return None
    return Draft(named_sense("say"), token, (token.i, to.i), speaker, source, tuple(pieces), True)


def agent(verb: Token) -> Token | None:
    """Who does it in the passive: "was claimed by X"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None

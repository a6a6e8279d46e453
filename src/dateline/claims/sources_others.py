"""Drafts of cues other than verbs with their own subject: nouns, adverbs, adjectives, documents, clauses set beside."""

from __future__ import annotations

from dateline.claims.sources_adjectives import attitude
from dateline.claims.sources_asides import as_told, seeming
from dateline.claims.sources_content import extend_over_quotes, verb_content
from dateline.claims.sources_cues import named_sense, verb_senses
from dateline.claims.sources_draft import Draft, cue_words, phrase
from dateline.claims.sources_nouns import adverb_content, noun_content, noun_speaker
from dateline.claims.sources_roles import roles
from dateline.claims.sources_subject import issuer_of, subject_of
from dateline.claims.sources_text import Text, child, is_passive, subtract
from dateline.claims.untrue import swallowed
from dateline.reading import Token


def beside(text: Text, verb: Token) -> Draft | None:
    """ "As the agency reported, ...", "the convoy seems to have left"."""
    seems = seeming(text, verb)
    if seems is not None:
        return Draft(seems[0], verb, cue_words(verb), None, None, tuple(seems[1]), True)
    told = as_told(text, verb)
    if told is None:
        return None
    voice, ranges = told
    source = phrase(text, voice, verb)
    pieces = text.trimmed(subtract(extend_over_quotes(text, ranges, (verb.i,)), range(*source) if source else ()))
    return Draft(named_sense("say"), verb, cue_words(verb), voice, source, tuple(pieces), True) if pieces else None


def mind(text: Text, word: Token) -> Draft | None:
    """ "The envoy is confident that ...": an adjective for a state of mind."""
    found = attitude(text, word)
    if found is None:
        return None
    sense, who, opening, content = found
    source = phrase(text, who, word)
    gone = {word.i, *(range(*source) if source else ())}
    pieces = text.trimmed(subtract(extend_over_quotes(text, [content], (word.i,)), gone))
    cue = (word.i, opening.i) if opening is not None and opening.i == word.i + 1 else (word.i,)
    listed = word.i not in text.quote_at
    return Draft(sense, word, cue, who, source, tuple(pieces), False, listed=listed) if pieces else None


def noun_draft(text: Text, noun: Token) -> Draft | None:
    found = noun_content(text, noun)
    if found is None:
        return None
    sense, content = found
    speaker = noun_speaker(noun)
    if speaker is None and (content[0] == noun.i + 2 or _is_object_of_cue(noun)):
        return None
    source = phrase(text, speaker, noun) if speaker is not None else None
    if source is not None and source[0] < content[0] < source[1]:
        source = text.trim(source[0], content[0])
    gone = {noun.i} | (set(range(*source)) if source else set())
    pieces = text.trimmed(subtract([content], gone))
    listed = noun.i not in text.quote_at
    return Draft(sense, noun, (noun.i,), speaker, source, tuple(pieces), False, listed=listed) if pieces else None


def in_document(text: Text, prep: Token) -> Draft | None:
    """ "In a video posted by the group, men are seen": the group's, where no verb of the clause attributes it."""
    document, verb = child(prep, "pobj"), prep.head
    if document is None or verb.pos not in ("VERB", "AUX") or document.lemma.lower() not in roles().documents:
        return None
    speaker, last = issuer_of(document), text.right[document.i]
    if speaker is None or last >= len(text.tokens) or text.tokens[last].text != ",":
        return None
    subject = subject_of(text, verb)
    if verb_senses(verb) and verb_content(text, verb, subject.token) is not None and not is_passive(verb):
        return None
    source = text.trim(text.left[document.i], last)
    content = text.trim(last, text.sentence(prep).last)
    if source is None or content is None:
        return None
    content = extend_over_quotes(text, [content], (prep.i,))[0]
    return Draft(named_sense("say"), prep, (prep.i,), document, source, (content,), True)


def _is_object_of_cue(noun: Token) -> bool:
    """ "denied allegations that": the denial is the cue, and the allegation nobody's by name."""
    if noun.dep == "pobj" and noun.head.dep == "prep":  # "says in a report that ..."
        return bool(verb_senses(noun.head.head))
    if noun.head.dep == "advcl" and swallowed(noun.head.head) is noun:  # "dismissed as fabricated the allegations that"
        return True
    return noun.dep in ("dobj", "nsubjpass") and bool(verb_senses(noun.head))


def adverb_draft(text: Text, adverb: Token) -> Draft | None:
    found = adverb_content(text, adverb)
    if found is None or not found[1]:
        return None
    listed = adverb.i not in text.quote_at
    return Draft(found[0], adverb, (adverb.i,), None, None, tuple(found[1]), True, listed=listed)

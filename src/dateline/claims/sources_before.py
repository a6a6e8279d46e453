"""Whom the sentence before was about: a voice for "it added", "they said" that has not spoken yet."""

from __future__ import annotations

from dateline.claims.sources_names import entity_at, is_human, kind, lemma, person, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.reading import Entity, Grounded, Token

_SILENT = frozenset({"comment", "respond", "reply"})
_GIVING = frozenset({"give", "offer", "have", "provide"})
_VERSIONS = word_set("source_words.toml", "speech", "versions")
_SPEAKING = frozenset({"name", "metonym", "description"})


def body_before(grounded: Grounded, text: Text, head: Token) -> Token | None:
    """ "The bishopric gave another version. It counted ...": the body."""
    token = _subject_before(text, head)
    if token is None or token.tag in ("NNS", "NNPS") or person(text, token) is not None:
        return None
    if speaking_body(grounded, token) is not None:
        return token
    beside = [c for c in token.children if c.dep in ("appos", "compound", "nmod")]
    bodies = roles().any_body | roles().institutions
    told = any(lemma(t) in bodies or role(t) in roles().documents for t in (token, *beside))
    return token if told and (lemma(token) in bodies or not is_human(token)) else None


def people_before(text: Text, head: Token) -> Token | None:
    """ "Villagers gave a like account. The men had left, they said": the villagers."""
    token = _subject_before(text, head)
    return token if token is not None and token.tag == "NNS" and _has_role(token) else None


def human_before(text: Text, head: Token) -> Token | None:
    """ "A nurse met us at the gate. Nine had died, she said": the nurse."""
    token = _subject_before(text, head)
    if token is None or token.tag in ("NNS", "NNPS"):
        return None
    name = person(text, token)
    return name[-1] if name else token if token.tag == "NN" and _has_role(token) else None


def _has_role(token: Token) -> bool:
    return role(token) in roles().kind_of and is_human(token)


def _subject_before(text: Text, head: Token) -> Token | None:
    """The subject of the main clause of the sentence before, in the same paragraph."""
    if head.sent == 0:
        return None
    before, own = text.parsed.sentences[head.sent - 1], text.sentence(head)
    if before.paragraph != own.paragraph:
        return None
    for t in text.tokens[before.first : before.last]:
        if t.head is t and t.pos in ("VERB", "AUX") and t.i not in text.quote_at:
            found = next((c for c in t.children if c.dep in ("nsubj", "nsubjpass")), None)
            return found if found is not None and found.pos in ("NOUN", "PROPN") else None
    return None


def silent(grounded: Grounded, text: Text, head: Token) -> Entity | None:
    """ "The Front did not comment. It has denied ...": who was asked and said nothing, just before."""
    before = text.parsed.sentences[max(0, head.sent - 1)]
    asked = (t for t in reversed(text.tokens[before.first : head.i]) if t.dep == "nsubj")
    return next((e for t in asked if lemma(t.head) in _SILENT and (e := speaking_body(grounded, t))), None)


def speaking_body(grounded: Grounded, token: Token) -> Entity | None:
    """The body that a word names or describes, where it is one that speaks."""
    found = entity_at(grounded, token)
    return found if found is not None and found.use in _SPEAKING and found.source_kind else None


def last_body(grounded: Grounded, text: Text, head: Token) -> Entity | None:
    """ "A spokesman said": of the body that was last named as a subject, in this sentence or the two before."""
    first = text.parsed.sentences[max(0, head.sent - 2)].first
    subjects = (t for t in reversed(text.tokens[first : head.i]) if t.dep in ("nsubj", "nsubjpass"))
    return next((e for t in subjects if (e := speaking_body(grounded, t))), None)


def before_of_body(grounded: Grounded, text: Text, head: Token) -> Entity | None:
    """ "29 was the army's figure. The communique adds": of the armed or official body named last in the paragraph."""
    own = text.sentence(head)
    for s in reversed(text.parsed.sentences[: own.index + 1]):
        if s.paragraph != own.paragraph:
            return None
        found = [e for e in grounded.inside(s.first, min(s.last, head.i), "actor") if e.use in ("name", "description")]
        for e in reversed(found):
            if e.source_kind in ("military", "official", "armed_group"):
                return e
    return None


def office_before(text: Text, pronoun: Token) -> Token | None:
    """ "Shells hit the Lakes hospital, its director said": the hospital; "the Front shelled it and its radio said"."""
    for t in reversed(text.tokens[text.sentence(pronoun).first : pronoun.i]):
        acts = t.dep in ("nsubj", "poss") and lemma(t) in roles().institutions | roles().any_body
        if (lemma(t) in roles().offices and t.dep != "compound") or acts:
            return t
    return None


def of_whom(noun: Token) -> Token:
    """Whom "which" takes up: "a family from Duba, near Shali, which says that" is the family, not the village."""
    above = noun
    while (above.ent in ("GPE", "LOC") or above.pos == "PROPN" or role(above) not in roles().kind_of) and (
        above.dep == "pobj" and above.head.dep == "prep" and above.head.head.pos in ("NOUN", "PROPN")
    ):
        above = above.head.head
    return above if above.pos == "NOUN" and role(above) in roles().kind_of else noun


def who(grounded: Grounded, text: Text, noun: Token) -> Token:
    """Whom "who" takes up: "found in the garage of the house, who say that" are the people found."""
    noun = of_whom(noun)
    if noun.pos != "NOUN" or is_human(noun) or entity_at(grounded, noun) is not None or kind(text, noun, False):
        return noun
    before = reversed(text.tokens[text.sentence(noun).first : noun.i])
    named = (t for t in before if t.pos in ("NOUN", "PROPN") and (is_human(t) or entity_at(grounded, t) is not None))
    return next(named, noun)


def telling(text: Text, head: Token) -> Token | None:
    """ "An elder gave another account: the missile hit a farm, he said": who gave it, in the same sentence."""
    first = text.sentence(head).first
    for t in reversed(text.tokens[first : head.i]):
        if t.dep == "nsubj" and lemma(t.head) in _GIVING and t.pos in ("NOUN", "PROPN"):
            told = any(lemma(c) in _VERSIONS for c in t.head.children if c.dep == "dobj")
            return t if told and (is_human(t) or t.ent == "PERSON") else None
    return None

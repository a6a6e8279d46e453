"""Cues that are no verbs: nouns ("X's claim that"), adverbs ("reportedly"), headings ("Governor: ...")."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_cues import Sense, senses, verb_senses, words_of
from dateline.claims.sources_text import Range, Text, child
from dateline.reading import Token


def noun_content(text: Text, noun: Token) -> tuple[Sense, Range] | None:
    """What a noun attributes: a that-clause, an infinitive, or what its preposition opens."""
    for sense in senses("nouns").get(noun.lemma.lower(), ()):
        if sense.subjects == "voices" and noun_speaker(noun) is None:
            continue
        if "comment" in sense.takes:
            if (figure := _figure(text, noun)) is not None:
                return sense, figure
            continue
        if "clause" in sense.takes and (told := _equated(text, noun)) is not None:
            return sense, told
        for c in (*noun.children, *_of_verb(noun, sense)):
            if c.i < noun.i:
                continue
            found = _content(text, c, sense)
            if found is not None:
                return sense, found
    return None


def _equated(text: Text, noun: Token) -> Range | None:
    """ "The mayor's point was that ...", "their fear is that ...": what it is stands behind the verb."""
    told = child(noun.head, "ccomp") if noun.dep == "nsubj" and noun.head.lemma == "be" else None
    if told is None or told.i < noun.head.i:
        return None
    opens = text.tokens[text.left[told.i]]
    return text.trim(opens.i, text.right[told.i]) if opens.lower in ("that", "whether") else None


def _of_verb(noun: Token, sense: Sense) -> Iterator[Token]:
    """ "Made a plea for calm": what is pleaded for, which the parser often hangs on the verb."""
    if sense.subjects == "voices" and noun.dep == "dobj" and noun.head.lemma in words_of("light", "verbs"):
        yield from (c for c in noun.head.children if c.dep == "prep" and c.i > noun.i)


def _figure(text: Text, noun: Token) -> Range | None:
    """ "The mayor's figure is 33", "the army's own count stood at nine"."""
    verb = noun.head
    if noun.dep != "nsubj" or verb.lemma not in ("be", "remain", "stand") or child(noun, "poss") is None:
        return None
    given = child(verb, "ccomp") or child(verb, "attr", "acomp", "prep")
    return text.trim(text.left[given.i], text.right[given.i]) if given is not None else None


def _content(text: Text, c: Token, sense: Sense) -> Range | None:
    first = text.tokens[text.left[c.i]]
    own_object = any(x.dep in ("dobj", "ccomp", "xcomp") for x in c.children)
    if (
        c.dep in ("relcl", "acl")
        and c.tag != "VB"
        and not own_object
        and any(s.stance == "denies" for s in verb_senses(c))
    ):
        return None  # "a charge that the clerics dismissed": it is the charge that they dismissed
    if c.dep in ("acl", "ccomp", "relcl") and "clause" in sense.takes and _is_that_clause(c, first):
        return text.trim(first.i, text.right[c.i])
    if c.dep in ("prep", "agent") and c.lower in ("by", "from") and "clause" in sense.takes:
        inner = [x for x in getattr(child(c, "pobj"), "children", ()) if x.dep in ("acl", "relcl")]
        for x in inner:  # "accusations by X that ...": the clause hangs on X in the parse
            if _is_that_clause(x, text.tokens[text.left[x.i]]):
                return text.trim(text.left[x.i], text.right[x.i])
    if c.dep in ("acl", "relcl") and "inf" in sense.takes and c.tag == "VB" and first.lower == "to":
        return text.trim(first.i, text.right[c.i])
    if c.dep == "prep" and "object" in sense.takes and c.lower in sense.preps:
        obj = child(c, "pobj", "pcomp")
        if obj is None or (sense.objects and obj.lemma.lower() not in sense.objects):
            return None
        return text.trim(text.left[obj.i], text.right[c.i])
    return None


def _is_that_clause(verb: Token, first: Token) -> bool:
    """A finite clause that "that" opens without being its subject."""
    subject = child(verb, "nsubj", "nsubjpass", "expl")
    return first.lower == "that" and (first.dep == "mark" or (subject is not None and subject is not first))


def noun_speaker(noun: Token) -> Token | None:
    """Whose claim it is: "X's", "by X", "from X", or who makes it ("issued a threat to")."""
    own = child(noun, "poss")
    if own is not None:
        return own
    for c in noun.children:
        if c.dep in ("prep", "agent") and c.lower in ("by", "from"):
            return child(c, "pobj")
    verb = noun.head
    if noun.dep == "dobj" and verb.lemma in words_of("light", "verbs"):
        return child(verb, "nsubj")
    return None


def adverb_content(text: Text, adverb: Token) -> tuple[Sense, list[Range]] | None:
    """The clause that "reportedly" hands to somebody unnamed."""
    found = senses("adverbs").get(adverb.lower)
    verb = adverb.head
    if not found or verb.pos not in ("VERB", "AUX"):
        return None
    span = text.trim(text.left[verb.i], text.right[verb.i])
    if span is None:
        return None
    pieces = text.trimmed([(span[0], adverb.i), (adverb.i + 1, span[1])])
    return found[0], pieces

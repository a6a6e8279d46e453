"""Clauses that a verb of saying governs and the parser hangs elsewhere."""

from __future__ import annotations

from dateline.claims.sources_cues import Sense
from dateline.claims.sources_names import is_human
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.reading import Token

_MOMENTS = frozenset({"time", "day", "night", "moment", "weekend", "week", "month"})
_DAY = 4  # words of a day between a verb and its infinitive


def cut_clause(text: Text, verb: Token) -> Range | None:
    """ "saying nine guards and two boys, most of whom had ..., had been killed": subject and verb, read apart."""
    noun = child(verb, "dobj")
    if noun is None or noun.i < verb.i:
        return None
    for t in text.tokens[text.right[noun.i] : text.sentence(verb).last]:
        if t.dep == "conj" and t.head is verb.head and t.pos == "VERB":
            whole = child(t, "aux", "auxpass") is not None and child(t, "nsubj", "nsubjpass") is None
            return text.trim(text.left[noun.i], text.right[t.i]) if whole else None
    return None


def strayed_clause(text: Text, verb: Token, sense: Sense) -> Token | None:
    """ "told a meeting of envoys that ...", "says in a report that ...": the parser hung the clause on the noun."""
    for c in verb.children:
        if c.i < verb.i or c.dep not in ("dobj", "dative", "prep") or (c.dep != "prep" and not sense.addressee):
            continue
        noun = child(c, "pobj") if c.dep == "prep" else c
        timed = noun is not None and c.dep == "prep" and (noun.lemma in _MOMENTS or noun.ent in ("DATE", "TIME"))
        told = noun is not None and noun.lemma.lower() in roles().documents
        hearer = c.lower == "to" and noun is not None and is_human(noun)  # "said to a reporter of the Star that"
        if noun is None or (c.dep == "prep" and not (told or timed or hearer or sense.addressee)):
            continue
        said = next((x for x in noun.children if x.dep == "relcl"), None) if c.dep == "dobj" else None
        subject = child(said, *SUBJECTS) if said is not None else None
        if subject is not None and text.left[subject.i] == noun.i + 1 and subject.tag not in ("WP", "WDT", "IN"):
            return said  # "told Radio Nord his men had left", read as who the radio is
        for t in text.tokens[c.i + 1 : text.right[c.i]]:
            if (
                t.lower == "that"
                and (t.dep == "mark" or (timed and t.i == noun.i + 1))
                and t.head.dep in ("acl", "relcl", "ccomp")
            ):
                return t.head
    return None


def strayed_threat(text: Text, verb: Token, sense: Sense) -> Token | None:
    """ "Threatened on Friday to shell the port", "vowed this week to return": what the parser takes for a purpose."""
    if sense.stance != "threatens":
        return None
    for to in verb.children:
        first = to.children[0] if to.children else to
        if to.dep == "advcl" and to.tag == "VB" and first.lower == "to" and 1 < text.left[to.i] - verb.i <= _DAY:
            return to
    return None

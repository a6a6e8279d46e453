"""Civil life told in the words of events: a rally that a candidate speaks at, a death of old age.

ACLED counts people who demonstrate for or against something as protesters, and no meeting at which somebody asks for
votes; it and UCDP count deaths by violence only.
"""

from __future__ import annotations

from functools import partial

from dateline.claims.draft import Draft
from dateline.claims.frames import View, clause_head
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

_words = partial(word_set, "background.toml", "civil_life")

OLD, ANCIENT = 60, 120  # years of age
MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})


def civil(view: View, draft: Draft) -> bool:
    """One of these, by type."""
    if draft.type in ("protest", "riot"):
        return _speech(view, draft) or _proof(draft.main)
    return _natural(view, draft)


def _natural(view: View, draft: Draft) -> bool:
    """ "Died of cancer", "died at 92", "died last year", "since the judge died": one person's end, by nobody's hand."""
    word = draft.main
    if lemma(word) not in _words("ends") or len(draft.event.members) > 1 or draft.names("initiator"):
        return False
    causes = {lemma(d) for c in word.children if c.dep == "prep" for d in c.children if d.dep in ("pobj", "pcomp")}
    if not causes.isdisjoint(_words("accidents")):
        return True
    whose = view.subjects(word) if word.pos == "VERB" else _whose(word)
    if not whose or not all(_single(view, t) for t in whose) or _violence(view, draft):
        return False
    if not causes.isdisjoint(_words("illnesses")) or _of_age(word):
        return True
    if word.pos == "VERB" and any(c.dep == "mark" and c.lower in _words("since") for c in word.children):
        return True
    return draft.when is not None and draft.when.precision == "year"


def _whose(noun: Token) -> list[Token]:
    """ "The judge's death", "the death of her mother"; who "was dead"."""
    if noun.pos == "ADJ":
        return [c for c in noun.head.children if c.dep == "nsubj"]
    of = [d for c in noun.children if c.lower == "of" for d in c.children if d.dep == "pobj"]
    return [c for c in noun.children if c.dep == "poss"] + of


def _single(view: View, token: Token) -> bool:
    """One person who is named or somebody's kin."""
    if token.lower in ("he", "she") or any(t.ent == "PERSON" for t in (token, *token.children)):
        return True
    named = any(e.actor and e.actor.kind == "person" for e in view.grounded.at(token.i, "actor"))
    return named or (token.tag == "NN" and lemma(token) in _words("kin"))


def _of_age(word: Token) -> bool:
    """ "At 92", "at the age of 84", "aged 90": the old."""
    for c in word.children:
        below = c.below() if c.lower in ("at", "aged") else []
        if any(t.text.isdigit() and OLD <= int(t.text) < ANCIENT for t in below):
            return True
    return False


def _violence(view: View, draft: Draft) -> bool:
    """Its sentence has another word of violence."""
    near = view.tokens[max(draft.main.i - 30, 0) : draft.main.i + 30]
    words = {lemma(t) for t in near if t.sent == draft.sentence and t.pos in ("NOUN", "VERB") and t is not draft.main}
    frames = (f for w in words for f in (*view.lexicon.verbs.get(w, ()), *view.lexicon.nouns.get(w, ())))
    violent = view.lexicon.ontology.violent
    return any(violent(f.type) or f.type in ("attack", "blast") for f in frames)


def _proof(noun: Token) -> bool:
    """ "A demonstration of why he lost", "of how it works": it shows something, and nobody is in the street."""
    of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of"), None)
    return lemma(noun) == "demonstration" and of is not None and any(c.dep == "pcomp" for c in of.children)


def _speech(view: View, draft: Draft) -> bool:
    """ "Holds a rally in Ohio tonight", "told a campaign rally", "at a rally in June he said": a candidate's meeting.

    Not one with a cause or a crowd for its subject: "a rally against the levy", "thousands attended a rally".
    """
    noun = draft.main
    if draft.event.main.form != "noun" or lemma(noun) not in _words("meetings") or draft.event.facts:
        return False
    if _against(noun) or _demonstrators(view, draft):
        return False
    if any(_of_one(view, c) for c in noun.children if c.dep in MODIFIERS):
        return True
    if _cause(noun) or noun.dep in ("nsubj", "nsubjpass", "ROOT", "appos"):
        return False
    if noun.dep == "compound":
        return True  # "the rally stage"
    doers = view.subjects(clause_head(noun)) or [t for t in noun.ancestors() if t.pos in ("NOUN", "PROPN")][:1]
    return bool(doers) and not any(_crowd(view, t) for t in doers)


def _against(noun: Token) -> bool:
    """ "A rally against the levy", "demanding his return", "an anti-war rally"."""
    for c in noun.children:
        if c.dep == "prep" and c.lower in _words("against"):
            return True
        if c.dep == "acl" and lemma(c) in _words("demanding"):
            return True
        if (
            c.dep in MODIFIERS
            and c.i < noun.i
            and (c.lower.startswith(("anti", "pro-")) or lemma(c) in _words("causes"))
        ):
            return True
    return False


def _cause(noun: Token) -> bool:
    """ "A rally for peace", "in support of the striking miners", "a bread rally"."""
    for c in noun.children:
        if c.dep == "prep" and (c.lower == "for" or any(lemma(d) in _words("support") for d in c.children)):
            return True
        thing = c.dep in ("compound", "nmod") and c.i < noun.i and c.pos == "NOUN" and not c.ent
        if thing and lemma(c) not in _words("times"):
            return True
    return False


def _demonstrators(view: View, draft: Draft) -> bool:
    """Others in its sentence demonstrate, or come to blows: it is told for their sake."""
    near = view.tokens[max(draft.main.i - 30, 0) : draft.main.i + 30]
    others = {lemma(t) for t in near if t.sent == draft.sentence and t.pos in ("NOUN", "VERB")} - {lemma(draft.main)}
    known = view.lexicon.classes
    return any("demonstrator" in known.get(w, ()) for w in others) or not others.isdisjoint(_words("disorder"))


def _of_one(view: View, child: Token) -> bool:
    """ "A campaign rally", "her rally", "a Boro rally": of a name that is no place's, day's or body's."""
    if lemma(child) in _words("campaigning"):
        return True
    if child.dep == "poss" and child.lower in ("his", "her", "my"):
        return True
    known = view.classes(child)
    return child.pos == "PROPN" and (child.ent == "PERSON" or ("name" in known and not known & {"place", "actor"}))


def _crowd(view: View, token: Token) -> bool:
    """More than one person, or people who come in crowds."""
    if token.pos == "PROPN":
        return False
    if token.tag in ("NNS", "CD") or token.lower in ("they", "we", "many", "some"):
        return True
    return bool(view.classes(token) & {"crowd", "demonstrator", "throng"})

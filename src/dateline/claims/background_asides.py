"""What a word tells by the way: who somebody is, what an event is like, how it came about."""

from __future__ import annotations

from dateline.claims.blamed import CHARGES
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.same_event import preposition
from dateline.claims.words import lemma
from dateline.lexicon import word_set


def likened(view: View, draft: Draft) -> bool:
    """ "In the worst attack since January", "called the killings murder": what is said of an event told by itself."""
    token = draft.main
    if draft.event.main.form != "noun" or draft.event.facts:
        return False
    if token.dep == "pobj" and token.head.lower == "in" and any(c.tag == "JJS" for c in token.children):
        return True
    named = [c for c in token.head.children if c.dep == "dobj" and lemma(c) in view.lexicon.nouns]
    return token.dep == "oprd" and bool(named)


def aboard(view: View, draft: Draft) -> bool:
    """ "hit two boats carrying displaced families": who was aboard what was attacked."""
    token, noun = draft.main, draft.main.head
    if (
        draft.type != "displacement"
        or token.dep not in ("acl", "relcl")
        or noun.dep not in ("dobj", "nsubjpass", "pobj")
    ):
        return False
    verb = noun.head.head if noun.dep == "pobj" else noun.head
    frames = view.lexicon.verbs.get(lemma(verb), ())
    return any(f.type in view.lexicon.armed or f.type in ("attack", "blast") for f in frames)


def called(draft: Draft) -> bool:
    """ "in what officers described as the worst such attack": what the sentence has told of."""
    verb = draft.main.head.head
    if draft.event.main.form != "noun" or preposition(draft.main) != "as" or draft.event.facts:
        return False
    what = any(c.lower == "what" for c in verb.children)
    return lemma(verb) in ("describe", "regard", "condemn", "denounce") and what and verb.head.lower in ("in", "after")


def stationed(draft: Draft) -> bool:
    """ "A unit stationed nearby", "a patrol sent to the scene", "guarded by soldiers": who or what it is."""
    token = draft.main
    return draft.type == "deployment" and token.dep == "acl" and token.tag == "VBN" and draft.event.main.form == "verb"


def fought_for(view: View, draft: Draft) -> bool:
    """ "Took the town after fierce fighting": how it was taken, by who took it."""
    noun = draft.main
    if (
        draft.type != "armed_clash"
        or draft.event.main.form != "noun"
        or preposition(noun) not in ("after", "following")
    ):
        return False
    taking = noun.head.head
    if draft.event.facts or lemma(noun) not in FIGHTS or any(c.lower in ("with", "between") for c in noun.children):
        return False
    taken = {c for t in view.objects(taking) for c in view.classes(t)} & {"place", "geo", "name"}
    return bool(taken) and any(f.type == "territory_taken" for f in view.lexicon.verbs.get(lemma(taking), ()))


FIGHTS = word_set("background.toml", "fights")


def backing(draft: Draft) -> bool:
    """ "beaten off by troops backed by foreign reinforcements": who they are, not who came."""
    token = draft.main
    by = token.head
    return draft.type == "deployment" and token.dep == "pobj" and by.lower == "by" and lemma(by.head) in BACKING


BACKING = word_set("background.toml", "backing")


def one_of_many(draft: Draft) -> bool:
    """ "..., the latest in a wave of raids": of what was told it says that it was not the first."""
    token = draft.main
    if draft.event.facts or draft.event.main.form != "noun" or preposition(token) != "of":
        return False
    row = token.head.head
    if lemma(row) not in word_set("modality.toml", "rows") or row.dep != "pobj" or row.head.lower not in ("in", "of"):
        return False
    one = row.head.head
    return one.lower in ("latest", "last", "most", "first") or lemma(one) in ("latest", "one", "recent")


def charged(draft: Draft) -> bool:
    """ "Held on suspicion of murder", "on two counts of arson": what the law calls it, and no deed is told."""
    noun = draft.main
    while noun.dep == "conj" and noun.head is not noun:
        noun = noun.head
    legal = noun.dep == "pobj" and noun.head.lower == "of" and lemma(noun.head.head) in CHARGES
    bare = not any(c.dep in ("prep", "relcl", "acl", "poss", "nummod") and c.lower != "in" for c in draft.main.children)
    return legal and bare and draft.event.main.form == "noun" and not draft.event.facts

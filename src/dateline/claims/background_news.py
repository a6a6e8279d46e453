"""What reports add around the news and no codebook counts: cordons, first aid, talks about talks, who a party is.

ACLED and UCDP code what armed people do and what is agreed, not a street that police close for an hour, the ambulance
for the wounded, or a truce that mediators still look for.
"""

from __future__ import annotations

from functools import partial
from itertools import islice

from dateline.claims.draft import Draft
from dateline.claims.frames import View, clause_head
from dateline.claims.same_event import preposition
from dateline.claims.words import lemma
from dateline.lexicon import word_set

_words = partial(word_set, "background.toml", "beside_the_news")


def beside_the_news(view: View, draft: Draft) -> bool:
    """One of these, by type."""
    if draft.type == "agreement":
        return _sought(draft)
    if draft.type == "siege":
        return _cordon(view, draft)
    if draft.type == "deployment":
        return _history(draft)
    if draft.type == "displacement" and _carried_out(view, draft):
        return True
    return _more_or_fewer(draft) or (draft.stance == "accuses" and _ill_repute(draft))


def _sought(draft: Draft) -> bool:
    """ "talks to find a ceasefire", "aimed at securing a truce", "sent to enforce the accord": none was made."""
    noun = draft.main
    if draft.event.main.form != "noun" or draft.stance != "reports" or noun.dep not in ("dobj", "pobj", "conj"):
        return False
    verb = next((t for t in noun.ancestors() if t.pos == "VERB"), None)
    if verb is None or lemma(verb) not in _words("seeking") or verb.tag not in ("VB", "VBG"):
        return False
    purpose = any(c.dep == "aux" and c.lower == "to" for c in verb.children)
    return purpose or verb.dep in ("pcomp", "acl")


def _cordon(view: View, draft: Draft) -> bool:
    """ "Police sealed off the area around the hotel": the scene, not a place that is cut off."""
    things = [lemma(t) for t in view.objects(draft.main)]
    shut = lemma(draft.main) in ("seal", "cordon", "close", "block") and draft.event.main.form == "verb"
    return shut and bool(things) and all(t in _words("scene") for t in things)


def _carried_out(view: View, draft: Draft) -> bool:
    """ "evacuating casualties", "evacuated 15 wounded to hospital": who needs a doctor is not displaced."""
    verb = draft.main
    if lemma(verb) != "evacuate" or any(f.effect != "injured" and f.effect != "evacuated" for f in draft.event.facts):
        return False
    whom = view.objects(verb) or [t for t in verb.children if t.dep == "nsubjpass"]
    near = {w for t in whom for w in (lemma(t), t.lower, *(c.lower for c in t.children if c.i < t.i))}
    return not near.isdisjoint(_words("hurt"))


def _history(draft: Draft) -> bool:
    """ "The group was founded in Libya and later moved to Chad": who they are."""
    verb = draft.main
    if verb.dep == "conj" and lemma(verb.head) in _words("founding"):
        return True
    near = (verb, clause_head(verb))
    if any(c.dep == "expl" for t in near for c in t.children):
        return draft.event.main.form == "noun"  # "there is an insurgency in the province"
    since = any(c.lower == "since" for t in near for c in t.children)
    return since and any(lemma(t) in ("be", "operate", "active") for t in near) and not draft.event.facts


def _more_or_fewer(draft: Draft) -> bool:
    """ "hit by an uptick in attacks", "a lull in fighting": how many there are, not one."""
    noun = draft.main
    if draft.event.main.form != "noun" or draft.event.facts or preposition(noun) not in ("in", "of"):
        return False
    return lemma(noun.head.head) in _words("trends")


def _ill_repute(draft: Draft) -> bool:
    """ "has been accused of abuses, including rape", "which is blamed for years of violence": what is said of a party,
    by nobody, of no day, place or toll."""
    if draft.sources != (None,) or draft.event.facts or draft.answer or draft.when is not None:
        return False
    if draft.place is not None and draft.place.span is not None:
        return False
    verb = clause_head(draft.main)
    above = [verb, *islice(verb.ancestors(), 6)]
    said = next((t for t in above if lemma(t) in ("accuse", "blame", "suspect") and t.tag == "VBN"), None)
    if said is None or any(c.dep == "agent" for c in said.children):
        return False
    aux = {c.lower for c in said.children if c.dep in ("aux", "auxpass")}
    return "been" in aux or (said.dep == "relcl" and not aux.isdisjoint({"is", "are"}))

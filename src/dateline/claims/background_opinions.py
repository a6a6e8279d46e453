"""What somebody thinks of an event that was told: "the raid was an attempt to hide his failure", "called it barbaric".

The coding guide leaves out opinions. What kind of event it was ("described the blast as a suicide bombing") and whose
doing ("the attack was the work of the rebels") is no opinion.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.draft import Draft
from dateline.claims.events import KILLING, SOFT
from dateline.claims.frames import View
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

DONE_TO = frozenset({"by", "against", "on", "at"})
TAKING = word_set("background.toml", "attempted")
BEING = word_set("background.toml", "being")
VERDICTS = word_set("modality.toml", "verdicts")
CALLING = word_set("modality.toml", "calling_verbs")


def opinion(view: View, draft: Draft) -> bool:
    """All that is said of the event is what somebody takes it for."""
    event = draft.event
    if event.main.form != "noun" or event.facts or draft.answer or any(m.form == "verb" for m in event.members):
        return False
    token = event.main.token
    if token.dep == "nsubj" and lemma(token.head) in BEING:
        return any(lemma(t) in VERDICTS and not _news(view, t) for t in _predicates(token.head))
    return any(not _news(view, t) for t in _taken_for(token, CALLING))


def _predicates(verb: Token) -> Iterator[Token]:
    """What somebody or something is, or amounts to."""
    for c in verb.children:
        if c.dep in ("attr", "dobj", "oprd"):
            yield c
        elif c.dep == "prep" and c.lower == "to" and lemma(verb) == "amount":
            yield from (d for d in c.children if d.dep == "pobj")


def _taken_for(token: Token, calling: frozenset[str]) -> Iterator[Token]:
    """What a verb of calling calls an event: "described the blast as an outrage", "called the raid barbaric"."""
    above = token.head
    if token.dep == "dobj" and lemma(above) in calling:
        yield from (c for c in above.children if c.dep == "oprd" and c.i > token.i)
        told = [c for c in above.children if c.lower == "as" and c.i > token.i]
        yield from (d for c in told for d in c.children if d.dep in ("pobj", "amod", "acomp", "advcl"))
    elif token.dep == "nsubj" and above.pos in ("NOUN", "ADJ", "PROPN") and lemma(above.head) in calling:
        yield above  # read as a clause: "called (the raid a crime)"


def _news(view: View, what: Token) -> bool:
    """It tells what kind of event it was, who did it, or what was attempted."""
    kinds = {f.type for f in view.lexicon.nouns.get(lemma(what), ())}
    if what.pos == "NOUN" and kinds and not kinds & SOFT:
        return True
    if any(t.dep == "pobj" and t.head.lower in DONE_TO and view.is_party(t) for t in what.subtree()):
        return True  # "an aggression against our troops", "a reply to the crimes committed by the army"
    return any(lemma(c) in KILLING | TAKING for c in what.children if c.dep in ("acl", "relcl") and c.tag == "VB")

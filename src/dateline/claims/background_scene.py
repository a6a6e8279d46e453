"""What only sets the scene of an event, or sums up a history: where the hit were going, what has gone on since a year.

Agencies put such words beside the event of the day; the coding guide leaves general background out, and keeps details
with the event they belong to.
"""

from __future__ import annotations

from dateline.claims.background_totals import perfect
from dateline.claims.draft import DAYS, Draft
from dateline.claims.frames import View, clause_head
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

LATELY, LONG_AGO = 2, 20  # years: what has gone on so long, and an event of such a year, are history
TELLING = word_set("background.toml", "telling")
MENTIONS = word_set("background.toml", "mentions")
AT_THE_TIME = frozenset({"when", "as", "while", "where"})
OFTEN = word_set("background.toml", "often")
# States: that they last is what is told of them.
STATES = frozenset(
    {"siege", "control_state", "territory_taken", "territory_left", "displacement", "agreement", "deployment", "aid"}
)
ORDERING = word_set("background.toml", "forcing")


def scene(view: View, draft: Draft) -> bool:
    """The draft's words set a scene or sum up a history."""
    token = draft.main
    if draft.type == "deployment" and on_the_way(view, draft):
        return True
    if unsaid(token) or unmentioned(token):
        return True
    if draft.event.facts or draft.answer or draft.stance not in ("reports", "accuses"):
        return False
    lasts = draft.type in STATES and perfect(clause_head(draft.main))  # "has been occupied since 1974"
    if draft.when is not None and not lasts and _aged(view, draft, LONG_AGO):
        return True
    return since(view, draft) or usual(draft)


def on_the_way(view: View, draft: Draft) -> bool:
    """ "Were on patrol when a mine went off", "hit a lorry as it was carrying troops north": what they did when hit."""
    clause = clause_head(draft.main)
    if draft.status not in ("happened", "ongoing") or draft.polarity != "affirmed":
        return False
    going = any(c.dep == "aux" and lemma(c) == "be" for c in clause.children) or lemma(clause) == "be"
    if not going:
        return False
    if clause.dep == "advcl" and _timed(clause):
        return _violent(view, clause.head)
    return any(c.dep == "advcl" and _timed(c) and _violent(view, c) for c in clause.children)


def _timed(clause: Token) -> bool:
    return any(c.dep in ("mark", "advmod") and c.lower in AT_THE_TIME for c in clause.children)


def _violent(view: View, verb: Token) -> bool:
    """A verb by which people are hit, or its object is a word for that."""
    ontology, soft = view.lexicon.ontology, ("attack", "blast", "harm")
    words = (verb, *(c for c in verb.children if c.dep in ("dobj", "nsubj", "nsubjpass", "pobj", "acomp", "oprd")))
    told = (
        f.type for t in words for f in (*view.lexicon.verbs.get(lemma(t), ()), *view.lexicon.nouns.get(lemma(t), ()))
    )
    return any(ontology.violent(t) or t in soft for t in told)


def unsaid(token: Token) -> bool:
    """ "Would not tell how many had died", "it was unclear how many fell": nobody tells that any were."""
    if token.pos != "VERB" or token.dep not in ("ccomp", "advcl", "acl", "xcomp"):
        return False
    many = any(
        t.lower == "many" and any(c.lower == "how" for c in t.children) for t in token.subtree() if t.i < token.i
    )
    head = token.head
    words = (head, *(c for c in head.children if c.dep in ("acomp", "attr")))
    told = any(lemma(w) in TELLING or w.lower in ("unclear", "unknown") for w in words)
    doubted = any(c.dep == "neg" for c in head.children) or any(w.lower in ("unclear", "unknown") for w in words)
    return many and told and doubted


def unmentioned(noun: Token) -> bool:
    """ "Made no mention of a battle at the ford"."""
    top = noun.head.head if noun.dep == "pobj" and noun.head.lower in ("to", "of") else noun
    return top is not noun and lemma(top) in MENTIONS and any(c.lower == "no" for c in top.children)


def since(view: View, draft: Draft) -> bool:
    """ "Have been fighting for a state of their own since 1976", "has been raided often since"."""
    clause = clause_head(draft.main)
    if draft.type in STATES or not perfect(clause) or not _aged(view, draft, LATELY):
        return False
    for c in clause.children:
        if c.lower == "since" and c.dep in ("prep", "mark"):
            return True
        if c.dep == "advcl" and any(m.lower == "since" for m in c.children if m.dep == "mark"):
            return True
    return False


def _aged(view: View, draft: Draft, years: int) -> bool:
    """Of no day, or of a year so long before the report: "the isle was annexed in 1908"."""
    published = view.grounded.parsed.document.published
    if draft.when is None:
        return True
    if not published or draft.when.precision in DAYS:
        return False
    return int(draft.when.start[:4]) + years <= int(published[:4])


def usual(draft: Draft) -> bool:
    """ "The frequent attacks on police", of no day and place of their own: a habit."""
    noun = draft.main
    if draft.event.main.form != "noun" or noun.tag != "NNS" or (draft.when is not None and draft.when.span is not None):
        return False
    return any(c.dep == "amod" and c.lower in OFTEN for c in noun.children) and noun.dep == "pobj"


def without_consequences(drafts: list[Draft]) -> list[Draft]:
    """ "Took the town, forcing troops to retreat", "fled the fighting": one event with what it led to, or came from."""
    taken = [d for d in drafts if d.type == "territory_taken"]
    fled = [d for d in drafts if d.type == "displacement"]

    def led_to(draft: Draft) -> bool:
        order = draft.main.head
        if draft.type != "territory_left" or lemma(order) not in ORDERING or order.tag != "VBG":
            return False
        return order.dep == "advcl" and any(order.head is t.main for t in taken)

    def fled_from(draft: Draft) -> bool:
        if draft.type == "displacement" or draft.event.facts or draft.event.main.form != "noun":
            return False
        return draft.main.dep == "dobj" and any(draft.main.head is f.main for f in fled)

    return [d for d in drafts if not led_to(d) and not fled_from(d)]

"""An event that is only talked about: when somebody spoke, what he spoke of, what he thinks that it shows.

"After the raid the senator called for calm", "a speech about the bombing", "the attack reframed the debate": who reads
knows of the event, and what is told is the talk. The coding guide leaves opinions out.
"""

from __future__ import annotations

from functools import partial

from dateline.claims.draft import DAYS, Draft
from dateline.claims.events import AGAIN, KILLING
from dateline.claims.same_event import preposition
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

_words = partial(word_set, "background.toml", "talked_of")

AFTER = frozenset({"after", "following", "since", "before"})
TOPIC = frozenset({"about", "on", "to", "over", "of", "into", "around", "regarding", "surrounding"})
# Told by what came of them: "is in control of the pass after the army's withdrawal".
MOVES = frozenset({"territory_left", "territory_taken", "deployment", "displacement", "agreement"})
TELLING_MORE = frozenset({"by", "against", "between", "on"})
NEXT = 6  # characters: " on "
PARTS = frozenset({"dobj", "nsubj", "nsubjpass", "acomp", "oprd", "attr"})


def talked_of(draft: Draft, told: frozenset[int]) -> bool:
    """All that the sentence does with the event is to date talk by it, talk about it, or draw a lesson from it.

    ``told``: the words by which the report tells events.
    """
    event = draft.event
    if event.facts or draft.answer or any(m.form != "noun" for m in event.members):
        return False
    if (draft.stance, draft.polarity) != ("reports", "affirmed") or draft.type == "control_state":
        return False
    noun = _first(draft.main)
    if _told(draft.main) or _new(noun) or _placed_and_dated(draft):
        return False
    if noun.dep == "dobj":
        return lemma(noun.head) in _words("mentioning")
    if noun.dep == "nsubj":
        return lemma(noun.head) in _words("bearing")
    prep = preposition(noun)
    if prep in AFTER:
        return draft.type not in MOVES and _quiet(noun, told)
    return bool(prep) and _topic(noun, prep, told)


def _topic(noun: Token, prep: str, told: frozenset[int]) -> bool:
    """ "A speech about the raid", "reacted to it", "one of the attackers in it", "towns shaken by it"."""
    above = noun.head.head
    if prep in TOPIC and lemma(above) in _words("topics"):
        return prep == "about" or _quiet(noun, told)
    if prep == "about" or (prep in TOPIC and lemma(above) in _words("talking")):
        return True
    if prep in ("in", "of", "from") and lemma(above) in _words("having_part"):
        return noun.tag != "NNS" or any(c.dep in ("det", "poss") for c in noun.children)  # not "the scene of bombings"
    return prep in ("in", "by") and above.dep in ("acl", "relcl") and lemma(above) in _words("marked")


def _first(noun: Token) -> Token:
    """The first of those joined: what "the raids and shootings" hang on."""
    while noun.dep == "conj" and noun.head.pos in ("NOUN", "PROPN") and noun.head is not noun:
        noun = noun.head
    return noun


def _new(noun: Token) -> bool:
    """ "A raid", "another blast", "an imminent strike": it was not told of before."""
    new = AGAIN | word_set("modality.toml", "plan_adjectives")
    return any(c.lower in ("a", "an") or c.lower in new for c in noun.children)


def _told(noun: Token) -> bool:
    """More is said of it: who did it, to whom, what came of it."""
    return any(
        c.dep in ("relcl", "acl", "appos") or (c.dep == "prep" and c.lower in TELLING_MORE) for c in noun.children
    )


def _placed_and_dated(draft: Draft) -> bool:
    """Its own words give place and day, or the next ones the day: that is how an event is told first."""
    day = draft.when.span if draft.when is not None and draft.when.precision in DAYS else None
    if day is not None and 0 <= day.start - draft.main.end < NEXT:
        return True  # "the violence on 12 May"
    own = [t.start for t in draft.main.subtree()]
    spans = [x.span for x in (draft.place, draft.when) if x is not None and x.span is not None]
    if len(spans) < 2 or draft.when is None or draft.when.precision not in DAYS:
        return False
    return all(any(s.start <= at < s.end for at in own) for s in spans)


def _quiet(noun: Token, told: frozenset[int]) -> bool:
    """The clause that it hangs on tells of no event: "shelled the town in answer to a raid" tells of two."""
    verb = next((t for t in noun.head.ancestors() if t.pos in ("VERB", "AUX")), None)  # "following" may be read as one
    if verb is None:
        return True
    near = (verb, *(c for c in verb.children if c.dep in PARTS and c is not noun))
    return lemma(verb) not in KILLING and told.isdisjoint(t.i for t in near)

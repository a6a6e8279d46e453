"""Words of fight for what is no fight: "attacked her record", "won Ohio", "clashed over taxes", "shot back in a tweet".

Papers tell of elections, debates, business and sport as of wars. Such words name no event of a conflict. What tells
them apart is what stands beside them: arms, armed people, the dead or things that can be hit make them literal.
"""

from __future__ import annotations

from functools import partial

from dateline.claims.draft import Draft
from dateline.claims.frames import View, is_passive
from dateline.claims.word_classes import armed_bodies
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

# Types that words of fight give; "attack", "blast" and "harm" are those that wait for more to be told.
FIGURED = word_set("background.toml", "figures", "types")
# Classes of words that make a sentence one of arms.
LITERAL = frozenset({"armed", "military", "gun", "knife", "bomb", "shell", "grenade", "aircraft", "suicide", "weapon"})

_words = partial(word_set, "background.toml", "figures")


def figure(view: View, draft: Draft) -> bool:
    """The draft's words speak of politics, business or sport in words of war."""
    if draft.type not in FIGURED or draft.event.facts or draft.answer:
        return False
    if not all(_said_of_words(view, draft, m.token) for m in draft.event.members):
        return False
    return (view.political or in_words(view, draft)) and not literal(view, draft)


def _said_of_words(view: View, draft: Draft, token: Token) -> bool:
    """The word is one of those that papers use for votes and arguments, and not of people who die or are shot."""
    word = lemma(token)
    if word in _words("winning"):
        return draft.type == "territory_taken"
    if word == "shoot" and is_passive(token):
        return False  # "who was shot in the back"
    if word in _words("dying"):
        return not any(_somebody(view, t) for t in (*view.subjects(token), *view.objects(token)))
    return word in _words("fighting")


def _somebody(view: View, token: Token) -> bool:
    if token.lower in ("he", "she", "him", "her", "who", "they", "them") or "people" in view.classes(token):
        return True
    return any(e.actor is not None and e.actor.kind == "person" for e in view.grounded.at(token.i, "actor"))


def literal(view: View, draft: Draft) -> bool:
    """Arms, armed people or an armed body stand in the sentence, beside the words that name the event, or act in it."""
    armed = armed_bodies(view.grounded)
    if any(p.actor in armed for p in draft.participants):
        return True
    own = view.grounded.parsed.sentences[draft.sentence]
    told = {m.token.i for m in draft.event.members}
    for i in range(own.first, own.last):
        token = view.tokens[i]
        if i in told or token.pos not in ("NOUN", "PROPN", "ADJ") or lemma(token) in _words("loose"):
            continue
        if lemma(token) in _words("deadly") or not LITERAL.isdisjoint(view.classes(token)):
            return True
        if any(e.actor is not None and e.actor.id in armed for e in view.grounded.at(i, "actor")):
            return True
    return False


def in_words(view: View, draft: Draft) -> bool:
    """Who is attacked is a rival or a critic, what is attacked what somebody says or stands for."""
    return any(lemma(t) in _words("attacked") for m in draft.event.members for t in view.objects(m.token))

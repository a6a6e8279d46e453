"""Who holds a place by the way: "the rebel-held town of X", "a stronghold of the group"."""

from __future__ import annotations

from dateline.claims.events import Event, Mention
from dateline.claims.frames import View, expand
from dateline.claims.words import lemma
from dateline.reading import Entity, Token

FORMER = frozenset({"former", "formerly", "once", "previously", "then", "ex"})  # "the once rebel-held quarter"


def holdings(view: View) -> list[tuple[Event, Entity, Entity]]:
    """(the words as an event of type ``control_state``, the holder, the place) of each, in text order."""
    out = []
    held, seats = view.lexicon.held, view.lexicon.seats
    for token in view.tokens:
        found = None
        if token.lower in held and token.i > 1:
            found = _by_modifier(view, token) if token.dep == "amod" else _by_predicate(view, token)
        elif (token.word or lemma(token)) in seats:
            found = _by_seat(view, token)
        elif token.lower == "hands" and token.dep == "pobj" and token.head.lower == "in":
            found = _in_hands(view, token)
        if found:
            mention = Mention(token, "control_state", "holding", f"holding/{lemma(token)}", found[2])
            out.append((Event([mention], mention, "control_state"), found[0], found[1]))
    return out


def _by_modifier(view: View, token: Token) -> tuple[Entity, Entity, list[Token]] | None:
    """ "rebel-held Idlib", "the group-controlled town of X"."""
    before = token.i - 2 if view.tokens[token.i - 1].text in "-–" else token.i - 1
    holder = next((e for e in view.grounded.at(before, "actor") if e.actor), None)
    place = _place(view, token.head) or _beside(view, token.head)
    if holder is None or place is None or token.head.i < token.i:
        return None
    beside = [*token.head.children, *token.children, *view.tokens[max(0, holder.first - 2) : holder.first]]
    negated = any(t.lower == "non" for t in view.tokens[max(0, before - 2) : before])
    if negated or any(c.lower in FORMER for c in beside):
        return None  # nor "non-government-controlled"
    last = max(token.head.i, place.last - 1)
    return holder, place, list(view.tokens[holder.first : last + 1]) if last - holder.first < 12 else [token]


def _by_predicate(view: View, token: Token) -> tuple[Entity, Entity, list[Token]] | None:
    """ "The east bank is government-controlled"."""
    before = view.tokens[token.i - 2]
    if view.tokens[token.i - 1].text not in "-–" or token.dep not in ("acomp", "attr", "ROOT", "ccomp", "conj"):
        return None
    holder = next((e for e in view.grounded.at(before.i, "actor") if e.actor), None)
    heads = [c for t in (token, token.head) for c in t.children if c.dep in ("nsubj", "nsubjpass")]
    place = next((p for h in heads if (p := _place(view, h))), None)
    return (holder, place, list(view.tokens[before.i : token.i + 1])) if holder and place else None


def _by_seat(view: View, token: Token) -> tuple[Entity, Entity, list[Token]] | None:
    """ "Idlib is a bastion of the rebels", "the rebel stronghold of X"."""
    near = [t for c in token.children if c.dep in ("compound", "poss", "amod", "nmod") for t in (c, *c.children)]
    near += view.prepositional(token, frozenset({"of", "for"}))
    holder = next((e for t in near for e in view.grounded.at(t.i, "actor") if e.actor), None)
    if holder is None:
        return None
    heads = view.prepositional(token, frozenset({"of", "in"})) + [c for c in token.children if c.dep == "appos"]
    if token.dep == "attr":
        heads += expand([c for c in token.head.children if c.dep == "nsubj"])
    if token.dep in ("appos", "conj"):
        heads.append(token.head)
    place = next((p for t in heads if (p := _place(view, t)) and not (holder.first <= p.first < holder.last)), None)
    place = place or _spoken_of(view, token)
    phrase = token.subtree()
    words = phrase if len(phrase) <= 12 and not any(c.dep == "relcl" for c in token.children) else [token]
    return (holder, place, words) if place else None


def _in_hands(view: View, token: Token) -> tuple[Entity, Entity, list[Token]] | None:
    """ "Merca, the last port in rebel hands": what stands in them is the noun before, or what that noun is."""
    noun = token.head.head
    if noun.pos not in ("NOUN", "PROPN"):
        return None
    near = [t for c in token.children if c.dep in ("compound", "poss", "amod", "nmod") for t in (c, *c.children)]
    near += view.prepositional(token, frozenset({"of"}))
    holder = next((e for t in near for e in view.grounded.at(t.i, "actor") if e.actor), None)
    place = _place(view, noun) or (_place(view, noun.head) if noun.dep == "appos" else None)
    return (holder, place, token.subtree()) if holder and place else None


def _beside(view: View, head: Token) -> Entity | None:
    """ "in Rebel-held territory": the place before it in its sentence, which it is a part of."""
    if head.lower not in ("territory", "areas", "area"):
        return None
    first = view.grounded.parsed.sentences[head.sent].first
    places = [e for e in view.grounded.inside(first, head.i, "place") if e.place is not None and e.use == "location"]
    return places[-1] if places and places[-1].place and places[-1].place.precision != "country" else None


def _spoken_of(view: View, token: Token) -> Entity | None:
    """ "a truce in the rebel enclave": the last place in the sentence before it, of a subject in the one before too."""
    if not any(c.lower in ("the", "this", "that") for c in token.children):
        return None
    sentences = view.grounded.parsed.sentences
    first = sentences[max(0, token.sent - (token.dep in ("nsubj", "nsubjpass")))].first
    places = [e for e in view.grounded.inside(first, token.i, "place") if e.place is not None and e.use == "location"]
    return places[-1] if places and places[-1].place and places[-1].place.precision != "country" else None


def _place(view: View, head: Token) -> Entity | None:
    """The place that a noun phrase names: its head, a name before it, or what "of", "in" or a comma adds."""
    near = [head, *(c for c in head.children if c.dep in ("compound", "nmod", "amod", "appos"))]
    near += view.prepositional(head, frozenset({"of", "in"}))
    for token in near:
        for entity in view.grounded.at(token.i, "place"):
            if entity.place is not None and entity.use == "location":
                return entity
    return None

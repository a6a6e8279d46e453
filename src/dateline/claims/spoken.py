"""Places that a clause takes up from before without their names: "the town", "this province", "there"."""

from __future__ import annotations

from functools import cache

from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.claims.placing import below_other, token_distance, window
from dateline.claims.placing_within import clause_words, is_country
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.reading import Entity, Token

NEAR = 14.0  # steps in the tree from the event's word
BACK = 400  # tokens back: some fifteen sentences


@cache
def _taken_up() -> frozenset[str]:
    """The words that may take up a place named before."""
    words = load_toml("placing.toml")["spoken_of"]
    return frozenset({"there", "capital", *words["country"], *words["wide"], *words["fine"]})


def spoken_of(view: View, event: Event) -> Entity | None:
    """The place named before that the event's clause speaks of; None where it speaks of none, or none fits."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    words, taken_up = load_toml("placing.toml")["spoken_of"], _taken_up()
    best: tuple[float, int] | None = None
    for i in range(*window(sentence, event)):
        token = view.tokens[i]
        if token.lower not in taken_up or not _takes_up(token, words):
            continue
        if not event.within(i) or below_other(view, event, token):
            continue
        d = min(token_distance(event, t, token) for m in event.members for t in m.words)
        if d < NEAR and (best is None or (d, i) < best):
            best = (d, i)
    if best is None:
        return None
    # "In X, the envoy denied that his men had shelled the town": not X
    end = sentence.first if event.answers else best[1]
    return _named_before(view, view.tokens[best[1]], words, end)


def voice_from(view: View, event: Event) -> Entity | None:
    """ "A house was hit, residents of Bara said": people tell of their own town."""
    words = load_toml("placing.toml")["spoken_of"]["neighbours"]
    for voice in event.voices:
        for e in view.grounded.within(voice):
            if e.kind != "place" or e.place is None or not voice.start <= e.span.start < voice.end:
                continue
            head = view.tokens[e.head]
            if head.dep == "pobj" and head.head.lower in ("of", "in", "from") and lemma(head.head.head) in words:
                return e if e.place.precision in ("exact", "near") else None
    return None


def _takes_up(token: Token, words: dict[str, list[str]]) -> bool:
    if token.lower == "there":
        return token.dep == "advmod"
    if token.lower == "capital" and any(c.dep == "poss" and c.pos == "PRON" for c in token.children):
        # "drove the group out of its de facto capital": a seat, not a country's chief town
        return any(c.lower in words["seat"] for c in token.children)
    if not any(token.lower in words[kind] for kind in ("country", "wide", "fine")):
        return False
    if any(c.lower == "of" or c.dep == "appos" or c.pos == "PROPN" for c in token.children):
        return False  # "the town of X", "the capital X": it has a name of its own, known or not
    return token.dep in ("pobj", "dobj", "nsubjpass", "conj") and any(
        c.lower in words["definite"] for c in token.children if c.dep in ("det", "amod")
    )


def offset(view: View, entity: Entity) -> bool:
    """ "25 km south of X": tells where something else lies."""
    text = entity.span.text
    counted = view.tokens[entity.first].pos == "NUM" or text[:1].isdigit()
    return counted or (" of " in text and text.startswith(tuple(clause_words()["directions"])))


def _of_voice(view: View, entity: Entity) -> bool:
    """ "Commanders at X denied it": where those who speak are. Who lives there tells of it."""
    head = view.tokens[entity.head]
    noun = head.head.head
    if head.dep != "pobj" or noun.dep != "nsubj" or noun.i > entity.first:
        return False
    speaks = lemma(noun.head) in clause_words()["telling"] or lemma(noun.head) in clause_words()["answering"]
    return speaks and lemma(noun) not in word_set("placing.toml", "spoken_of", "neighbours")


def _origin(view: View, entity: Entity) -> bool:
    """ "rebels from X sacked the town": where they are from, and not the town."""
    head = view.tokens[entity.head]
    return head.dep == "pobj" and head.head.lower == "from" and view.is_party(head.head.head)


def argument(view: View, event: Event, found: Entity) -> Entity | None:
    """The place that the event's own object takes up ("took the village"), where ``found`` only tells where something
    else lies, or stands in another clause.
    """
    words = load_toml("placing.toml")["spoken_of"]
    own = [t for m in event.members for t in m.words]
    head = view.tokens[found.head]
    if not offset(view, found) and clause_head(head) in [clause_head(t) for t in own]:
        return None
    for t in own:
        for c in (*t.children, *(d for p in t.children if p.dep in ("prep", "agent") for d in p.children)):
            if c.lower in words["fine"] and _takes_up(c, words):
                return _named_before(view, c, words, c.i)
    return None


def _named_before(view: View, token: Token, words: dict[str, list[str]], end: int) -> Entity | None:
    """The last place of the word's kind that is named before the token ``end``."""
    kind = next((k for k in ("country", "wide", "fine") if token.lower in words[k]), "any")
    if token.lower == "capital":
        kind = "fine"
    before = view.grounded.inside(max(0, token.i - BACK), end, "place")
    for e in reversed(before):
        if e.place is None or e.place.lat is None or e.use not in ("location", ""):
            continue
        if lemma(clause_head(view.tokens[e.head])) in clause_words()["telling"] and e.place.precision == "exact":
            continue  # "told reporters in X": where it was told, not of where
        if _of_voice(view, e) or offset(view, e) or _origin(view, e):
            continue
        wide = e.place.precision in ("admin1", "admin2", "area")
        fits = {
            "country": is_country(e),
            "wide": wide,
            "fine": not wide and not is_country(e),
            "any": not is_country(e),
        }
        if fits[kind]:
            return e
    return None


def here(view: View, event: Event) -> float | None:
    """ "in this resort", "here": the clause is where the dispatch was sent from; what is quoted has its own "here".

    How far from the event's word that stands.
    """
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    words = load_toml("placing.toml")["spoken_of"]
    for i in range(*window(sentence, event)):
        token = view.tokens[i]
        if token.lower == "here":
            meant = token.dep == "advmod" and lemma(token.head) not in clause_words()["telling"]
        else:
            meant = token.lower in words["sent_from"] and any(c.lower == "this" for c in token.children)
        if not meant or not event.within(i) or i in view.quoted or below_other(view, event, token):
            continue
        if (d := min(token_distance(event, t, token) for m in event.members for t in m.words)) < NEAR:
            return d
    return None

"""Who answers a charge is not who made it: "Amnesty accused the Front of it. The group denied it" is the Front."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.sources_draft import Draft
from dateline.claims.sources_names import lemma, of_actor
from dateline.claims.sources_stance import PARTIES, side
from dateline.claims.sources_text import Text
from dateline.claims.untrue import falsehood
from dateline.lexicon import word_set
from dateline.model import Source
from dateline.reading import Entity, Grounded, Token

_NEAR = 2  # sentences from a charge to its answer
_PRONOUNS = frozenset({"it", "they", "its", "their", "both"})
_BODIES = word_set("source_words.toml", "bodies", "accused")
_LAID = frozenset({"on", "upon", "to", "at"})  # "blamed it on the Front"


@dataclass(frozen=True, slots=True)
class Charge:
    """What ``by`` last told of ``against``."""

    by: Source
    against: Entity
    sentence: int
    text: Text


def charge(grounded: Grounded, text: Text, draft: Draft, voices: tuple[Source, ...]) -> Charge | None:
    """The charge that a draft brings: of what one voice tells, the first party that acts in it or is accused."""
    if len(voices) != 1 or not draft.sense.factual or draft.sense.polarity == "denied":
        return None
    own = _side(voices[0])
    for first, last in draft.content:
        for e in grounded.inside(first, last, "actor"):
            known = e.actor is not None and e.actor.kind != "person" and e.source_kind in PARTIES and e.use != "owner"
            if known and e.actor is not None and side(e.actor.id) != own and _acts(text.tokens[e.head], draft):
                return Charge(voices[0], e, draft.verb.sent, text)
    return None


def answering(last: Charge | None, draft: Draft, source: Source) -> Source:
    """The voice of a denial: where it would be the accuser's by a pronoun, that of the accused."""
    head = draft.speaker
    if last is None or head is None or head.sent - last.sentence > _NEAR:
        return source
    if source.name != last.by.name and _side(source) != _side(last.by):
        return source
    denies = draft.sense.stance == "denies" or any(falsehood(last.text.tokens[a:b]) for a, b in draft.content)
    if not denies or source.span is None or not _takes_up(head):
        return source
    return of_actor(last.against, source.span)


def _acts(head: Token, draft: Draft) -> bool:
    accused = draft.sense.stance == "accuses" and (head.dep == "dobj" or head.head.lower in _LAID)
    return head.dep == "nsubj" or accused or (head.dep == "pobj" and head.head.dep == "agent")


def _takes_up(head: Token) -> bool:
    """ "it", "they", "the group", "its spokesman", "the group's leader"."""
    whose = [c for c in head.children if c.dep == "poss"]
    return any(t.lower in _PRONOUNS or lemma(t) in _BODIES for t in (head, *whose))


def _side(source: Source) -> str:
    return side(source.actor) if source.actor else source.name

"""Who took, lost, left or holds a place."""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.roles import parties
from dateline.claims.words import lemma
from dateline.model import Control, Participant

STATE_KINDS = frozenset({"state_forces", "police", "coalition", "foreign_state", "government", "official"})


def control(view: View, draft: Draft) -> Control | None:
    """The change or state of control that a draft's event makes; actor ids."""
    takers = [p for p in draft.participants if p.role == "initiator"]
    losers = [p for p in draft.participants if p.role in ("loser", "target")]
    if draft.type == "territory_taken":
        return Control(from_=_first(losers), to=_first(takers))
    if draft.type == "territory_left":
        to = _receivers(view, draft)
        return Control(from_=_first(takers), to=to[0] if to else None)
    if draft.type == "control_state" and takers:
        return Control(holder=_first(takers))
    return None


def _first(people: list[Participant]) -> str | None:
    return people[0].actor or people[0].name if people else None


def _receivers(view: View, draft: Draft) -> list[str]:
    out: list[str] = []
    for head in view.prepositional(draft.main, frozenset({"to"})):
        out += [e.actor.id for e in parties(view, head) if e.actor]
    return out


def losing(draft: Draft) -> tuple[Participant, ...]:
    """ "which the militants lost": the subject is who was hit, and nobody is named who took it."""
    if draft.type != "territory_taken" or lemma(draft.main) != "lose":
        return draft.participants
    out = []
    for p in draft.participants:
        if p.role == "initiator":
            p = Participant(role="target", actor=p.actor, name=p.name, span=p.span)
        out.append(p)
    return tuple(out)

"""Who took, lost, left or holds a place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.roles_heads import INFLICTED
from dateline.claims.words import lemma
from dateline.model import Control, Participant, make_id


def control(view: View, draft: Draft) -> Control | None:
    """The change or state of control that a draft's event makes; actor ids."""
    takers = [p for p in draft.participants if p.role == "initiator"]
    losers = [p for p in draft.participants if p.role in ("loser", "target") and not _bled(view, p)]
    if draft.type == "territory_taken":
        return Control(from_=_first(losers), to=_first(takers))
    if draft.type == "territory_left" and lemma(draft.main) in view.lexicon.taking:
        return Control(from_=_first(losers), to=_first(takers))  # "took the town without a shot"
    if draft.type == "territory_left":
        return Control(from_=_first(takers), to=_first([p for p in draft.participants if p.role == "recipient"]))
    if draft.type == "control_state" and takers:
        return Control(holder=_first(takers))
    return None


def _bled(view: View, party: Participant) -> bool:
    """ "Took the town in ambushes that inflicted losses on the militias": whose town it was is not told."""
    if party.span is None:
        return False
    heads = [view.tokens[e.head] for e in view.grounded.within(party.span) if e.span == party.span]
    return any(t.dep == "pobj" and lemma(t.head.head) in INFLICTED for h in heads for t in (h, h.head))


def party_id(party: Participant) -> str:
    """The id of a party; one made of its name where no list knows it."""
    return party.actor or make_id("actor", party.name.lower())


def handed(told: Control | None, before: Sequence[Participant], now: Sequence[Participant]) -> Control | None:
    """A change or state of control once others are found to be its doers than those before."""
    if told is None or not before or not now:
        return told
    was, is_ = party_id(before[0]), party_id(now[0])
    return replace(told, **{f: is_ for f in ("from_", "to", "holder") if getattr(told, f) == was})


def _first(people: list[Participant]) -> str | None:
    return party_id(people[0]) if people else None

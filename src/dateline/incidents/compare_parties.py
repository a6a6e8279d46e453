"""Comparisons of the table in ``compare.py`` that hold the parties to two events side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.incidents.facts import in_order

if TYPE_CHECKING:
    from dateline.incidents.compare import Context
    from dateline.incidents.facts import Facts, Kin

UNNAMED = "generic:"  # ids of those whom the text calls by what they are only


def _parties(a: frozenset[str], b: frozenset[str], kin: Kin) -> str:
    if not a or not b:
        return "none" if not a and not b else "one"
    if not a.isdisjoint(b):
        return "same"
    if _may_be(a, b) or _may_be(b, a):
        return "one"
    return "related" if any(kin.related(x, y) for x in a for y in b) else "apart"


def _may_be(unnamed: frozenset[str], named: frozenset[str]) -> bool:
    """ "gunmen", "the attackers" may be the group that somebody names; no state's forces."""
    return all(i.startswith(UNNAMED) for i in unnamed) and not any(i.startswith((UNNAMED, "state:")) for i in named)


def initiator(a: Facts, b: Facts, context: Context) -> str:
    """Who acted. related: allies, or arms of one state."""
    return _parties(a.initiators, b.initiators, context.kin)


def target(a: Facts, b: Facts, context: Context) -> str:
    """Who was hit."""
    return _parties(a.targets, b.targets, context.kin)


def speaker(a: Facts, b: Facts, context: Context) -> str:
    """Whose word the later one is: the paper's own, that of who did the former (did) or was hit by it (hit), or of none
    of them; ..._answer: it denies, admits, doubts or takes the credit."""
    first, later = in_order(a, b)
    if not later.named:
        return "paper"
    who = later.source
    did = who in first.initiators or any(context.kin.related(who, i) for i in first.initiators)
    part = "did" if did else "hit" if who in first.targets else "none"
    return f"{part}_answer" if later.response else part

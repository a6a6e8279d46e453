"""Comparisons of the table in ``compare.py`` that hold the kinds of two events side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.incidents.rules import Rules

if TYPE_CHECKING:
    from dateline.incidents.compare import Context
    from dateline.incidents.facts import Facts

TERRITORY = frozenset({"territory_taken", "territory_left"})


def type_(a: Facts, b: Facts, context: Context) -> str:
    """same: one type in common; state: one says who holds a place, the other what happened; kin: reports mix the two
    up; vague: one says no more than that someone was attacked or harmed; near: of one family; foreign: of none, and not
    both violence."""
    if a.types == b.types and a.types:
        return "same"
    key = (a.types, b.types, a.vague, b.vague)
    known = context.types.get(key)
    if known is None:
        known = context.types[key] = _type(a, b, context.rules)
    return known


def _type(a: Facts, b: Facts, rules: Rules) -> str:
    if not set(a.types).isdisjoint(b.types):
        return "same"
    if a.types == ("control_state",) or b.types == ("control_state",):
        return "state"
    if any(frozenset((x, y)) in rules.kin for x in a.types for y in b.types):
        return "kin"
    if (a.vague and rules.violent & set(b.types)) or (b.vague and rules.violent & set(a.types)):
        return "vague"
    if any(rules.families.get(x, frozenset()) & rules.families.get(y, frozenset()) for x in a.types for y in b.types):
        return "near"
    if TERRITORY.issuperset(a.types) != TERRITORY.issuperset(b.types):
        return "foreign"  # "retook the town after air strikes": the strikes are another event
    both = not rules.violent.isdisjoint(a.types) and not rules.violent.isdisjoint(b.types)
    return "apart" if both else "foreign"


def kind(a: Facts, b: Facts, context: Context) -> str:
    """Of which type the two are: a report tells of one bombing but of many clashes. vague_...: of which type the one is
    said to be that says no more than that someone was attacked or harmed; vague: both; other: of two types."""
    level = type_(a, b, context)
    if level == "same":
        return next(t for t in a.types if t in b.types)
    if level == "vague":
        return "vague" if a.vague and b.vague else "vague_" + (a if a.vague else b).types[0]
    return "other"

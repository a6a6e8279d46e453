"""Comparisons of the table in ``compare.py`` that hold the tolls of two events side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.incidents.compare import Context
    from dateline.incidents.facts import Facts

Number = tuple[str, str, int | None, int | None]
# Groups that a count of civilians holds.
CIVIL = frozenset({"civilians", "women", "children", "men", "journalists", "health_workers", "aid_workers", "rescuers"})


def harm(a: Facts, b: Facts, context: Context) -> str:
    """same: an equal number of one effect, above two; overlap: ranges of one group meet; part: fewer of a group among
    all; apart: the numbers of one group exclude each other. The first that holds of same, apart, overlap, part."""
    if not a.numbers or not b.numbers:
        return "none" if not a.numbers and not b.numbers else "one"
    found = {_tolls(x, y) for x in a.numbers for y in b.numbers if x[0] == y[0]}
    return next((level for level in ("same", "apart", "overlap", "part") if level in found), "one")


def harm_main(a: Facts, b: Facts, context: Context) -> str:
    """As ``harm``, of two events with many numbers each: what counts is the highest toll of the dead, else of the hurt.
    same: equal; overlap: the one no more than half above the other; apart: farther; one: not above two."""
    if not a.numbers or not b.numbers:
        return "none" if not a.numbers and not b.numbers else "one"
    for effect in ("killed", "injured"):
        x, y = _highest(a.numbers, effect), _highest(b.numbers, effect)
        if x and y:
            if max(x, y) <= 2:
                return "one"
            return "same" if x == y else "overlap" if 2 * max(x, y) <= 3 * min(x, y) else "apart"
    return "one"


@lru_cache(maxsize=65536)
def _highest(numbers: frozenset[Number], effect: str) -> int:
    """The highest number of all or of civilians, or where none of these is counted of another group; 0 for none."""
    tops = [(group in ("all", "civilians"), max(low or 0, high or 0)) for e, group, low, high in numbers if e == effect]
    return max(tops, default=(False, 0))[1]


def harm_told(a: Facts, b: Facts, context: Context) -> str:
    """As ``harm``; self: apart, by one named source, who would hardly give two tolls of one event in one report."""
    level = harm(a, b, context)
    return "self" if level == "apart" and a.source == b.source and not a.source.startswith("publisher:") else level


def _tolls(x: Number, y: Number) -> str:
    (_, group, low, high), (_, group2, low2, high2) = x, y
    if (low, high) == (low2, high2) and (low or 0) > 2:
        return "same"
    if group == group2:
        met = (low or 0) <= (high2 or 10**9) and (low2 or 0) <= (high or 10**9)
        return "overlap" if met else "apart"
    if group == "all" or group2 == "all":
        total, part = (x, y) if group == "all" else (y, x)
        return "part" if (part[2] or 0) <= (total[3] or 10**9) else "apart"
    if "civilians" in (group, group2) and {group, group2} <= CIVIL:
        total, part = (x, y) if group == "civilians" else (y, x)
        # only an open count ("at least 11 civilians") may hold a part: two closed ones are often of two events
        return "part" if (part[2] or 0) <= (total[2] or 0) and total[3] is None else "one"
    return "one"

"""Comparisons of the table in ``compare.py`` that hold the days of two events side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.incidents.compare import Context
    from dateline.incidents.facts import Days, Facts

SOON_TOLD = 3  # days within which it is told what happened


def date(a: Facts, b: Facts, context: Context) -> str:
    """same: the same days (or one day apart, across reports: ``next``); overlap: one lies in the other."""
    if a.days is None or b.days is None:
        return "none" if a.days is None and b.days is None else "one"
    return _days(a.days, b.days)


def date_across(a: Facts, b: Facts, context: Context) -> str:
    """As ``date``; overlap also where one of them gives only the day on which it was told, soon after the other's."""
    level = date(a, b, context)
    if level in ("next", "near") and a.told != b.told and a.days is not None and b.days is not None:
        told, known = (a.days, b.days) if a.told else (b.days, a.days)
        if 0 < told.start - known.end <= SOON_TOLD:
            return "overlap"
    return level


def _days(a: Days, b: Days) -> str:
    if a == b:
        return "same" if a.length <= 10 else "overlap"
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap <= 0:
        return "vague" if max(a.length, b.length) > 10 else "overlap"
    if gap == 1 and max(a.length, b.length) <= 3:
        return "next"
    return "near" if gap <= 7 else "apart"

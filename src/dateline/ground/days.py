"""Arithmetic on days. Every function gives a ``When`` (ISO dates, both ends inclusive) or a ``date``.

Weeks begin on Monday (ISO 8601).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateline.model import When, WhenPrecision

DAY = timedelta(days=1)


def when(start: date, end: date, precision: WhenPrecision) -> When:
    """Start and end in order, whatever the order given."""
    start, end = min(start, end), max(start, end)
    return When(start=start.isoformat(), end=end.isoformat(), precision=precision)


def on(day: date) -> When:
    return when(day, day, "day")


def shift(day: date, days: int) -> date | None:
    """The day so many days later; None beyond the calendar's ends (years 1 to 9999)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def make_date(year: int, month: int, day: int) -> date | None:
    """None for a day that does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int, until: date | None = None) -> When:
    """A whole month, cut off at ``until`` where that day lies in it: a report cannot tell of later days."""
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if until and first <= until <= last:
        last = until
    return when(first, last, "month")


def months_back(day: date, n: int) -> tuple[int, int]:
    """Year and month, n months before the month of ``day``."""
    index = max(day.year * 12 + day.month - 1 - n, 12)
    return index // 12, index % 12 + 1


def year_of(year: int, until: date | None = None) -> When:
    last = date(year, 12, 31)
    if until and until.year == year:
        last = until
    return when(date(year, 1, 1), last, "year")


def week_of(day: date, until: date | None = None) -> When:
    """Monday to Sunday of the week of ``day``, cut off at ``until`` where that lies in it."""
    first = max(day.toordinal() - day.weekday(), 1)
    last = min(first + 6, date.max.toordinal())
    start, end = date.fromordinal(first), date.fromordinal(last)
    if until and start <= until <= end:
        end = until
    return when(start, end, "week")


def weekend_before(day: date) -> When:
    """The last Saturday and Sunday that have begun on or before ``day``."""
    back = (day.weekday() - 5) % 7
    saturday = shift(day, -back) or day
    return when(saturday, saturday + DAY, "days")


def last_weekday(reference: date, weekday: int, at_least: int = 0) -> date | None:
    """The last such weekday that is ``at_least`` so many days before the reference (0: the day itself counts)."""
    back = (reference.weekday() - weekday) % 7
    return shift(reference, -(back if back >= at_least else back + 7))


def next_weekday(reference: date, weekday: int) -> date | None:
    """The first such weekday after the reference."""
    return shift(reference, (weekday - reference.weekday() - 1) % 7 + 1)


def parse_iso(text: str | None) -> date | None:
    """The day of an ISO date or date-time; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None

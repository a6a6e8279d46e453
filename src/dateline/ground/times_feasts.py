"""Days that move with Easter, and feasts of calendars that are not worked out here."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.ground.days import on
from dateline.ground.times_clock import Clock, Match, lexicon
from dateline.model import When


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + k - 7 * ((a + 11 * h + 22 * k) // 451) + 114, 31)
    return date(year, month, day + 1)


def moved(m: Match, clock: Clock) -> When | None:
    """ "Good Friday": the last one up to the report's own date, or of the year that stands behind it."""
    days = timedelta(days=lexicon()["with_easter"][m["h"]])
    if m["y"]:
        return on(easter(int(m["y"])) + days)
    if clock.own is None:
        return None
    this = easter(clock.own.year) + days
    return on(this if this <= clock.own or clock.future else easter(clock.own.year - 1) + days)


def unknown(m: Match, clock: Clock) -> When | None:
    """ "the third day of Ramadan": a day, and no telling which."""
    return None

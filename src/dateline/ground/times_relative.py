"""Expressions of time that count from a day: the report's own ("last week"), or one of the text ("a day later")."""

from __future__ import annotations

import re
from datetime import date

from dateline.ground.days import (
    last_weekday,
    month_of,
    months_back,
    next_weekday,
    on,
    shift,
    week_of,
    weekend_before,
    when,
    year_of,
)
from dateline.ground.times_clock import Clock, Match, Rule, lexicon, number, weekday_number
from dateline.ground.times_rules import part_of
from dateline.model import When


# ---------------------------------------------------------------- relative to the report's own date
def weekday_rule(m: Match, clock: Clock) -> When | None:
    own, g = clock.own, m.groupdict()
    if own is None:
        return None
    weekday, which, week = weekday_number(g["w"]), g.get("which"), g.get("week")
    if week:  # "Friday last week"
        monday = shift(own, -own.weekday() + {"last": -7, "this": 0, "next": 7}[week])
        day = shift(monday, weekday) if monday else None
    elif which == "next" or (clock.future and which != "last"):
        day = next_weekday(own, weekday)
    elif which in ("last", "previous"):
        day = last_weekday(own, weekday, at_least=3)  # "last Wednesday" on a Thursday is not the day before
    else:
        day = last_weekday(own, weekday)
    return on(day) if day else None


def by_days(days: int) -> Rule:
    """So many days from the day on which it is told."""
    return lambda m, clock: _days_from(clock.own, days)


def _days_from(start: date | None, days: int) -> When | None:
    day = shift(start, days) if start else None
    return on(day) if day else None


def overnight(m: Match, clock: Clock) -> When | None:
    before = shift(clock.own, -1) if clock.own else None
    return when(before, clock.own, "days") if before and clock.own else None


def weekend(m: Match, clock: Clock) -> When | None:
    if clock.own is None:
        return None
    which = m.groupdict().get("which")
    if which == "next" or (clock.future and which != "last"):
        saturday = next_weekday(clock.own, 5)
        return weekend_before(saturday) if saturday else None
    reference = clock.own
    if which in ("last", "previous", "past") and clock.own.weekday() >= 5:
        reference = shift(clock.own, -2) or clock.own
    return weekend_before(reference)


def calendar_unit(m: Match, clock: Clock) -> When | None:
    """ "last week", "earlier this month", "late last year", "next month"."""
    own, g = clock.own, m.groupdict()
    if own is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(g.get("which") or "this", 0)
    part = g.get("part")
    if g["u"] == "week":
        day = shift(own, 7 * step)
        return week_of(day, own) if day else None
    if g["u"] == "month":
        return part_of(month_of(*months_back(own, -step), own), part if part in ("early", "late", "mid") else None)
    year = own.year + step
    if not 1 <= year <= 9999:
        return None
    return part_of(year_of(year, own), part if part in ("early", "late", "mid") else None)


def _back(day: date, low: int, high: int, unit: str) -> When | None:
    """So many units before a day, at the precision of the unit."""
    if unit in ("hour", "minute", "day", "night"):
        scale = 24 if unit == "hour" else 1
        if unit == "minute" or (unit == "hour" and high < 24):
            start = shift(day, -1)
            return when(start, day, "days") if start else None
        a, b = shift(day, -(high // scale)), shift(day, -(low // scale))
        return None if a is None or b is None else on(a) if a == b else when(a, b, "days")
    if unit in ("week", "fortnight", "weekend"):
        scale = 14 if unit == "fortnight" else 7
        a, b = shift(day, -high * scale), shift(day, -low * scale)
        if a is None or b is None:
            return None
        return when(date.fromisoformat(week_of(a).start), date.fromisoformat(week_of(b).end), "week")
    if unit == "month":
        a_, b_ = month_of(*months_back(day, high)), month_of(*months_back(day, low), day)
        return when(date.fromisoformat(a_.start), date.fromisoformat(b_.end), "month")
    years = 10 if unit == "decade" else 1
    first, last = day.year - high * years, day.year - low * years
    return when(date(first, 1, 1), date(last, 12, 31), "year") if first > 0 else None


def ago(m: Match, clock: Clock) -> When | None:
    return _back(clock.own, *number(m["n"]), _singular(m["u"])) if clock.own else None


def ago_today(m: Match, clock: Clock) -> When | None:
    """ "a week ago today": a day, where "a week ago" is a week."""
    days = number(m["n"])[0] * (14 if "fortnight" in m["u"] else 7)
    day = shift(clock.own, -days) if clock.own else None
    return on(day) if day else None


def past_span(m: Match, clock: Clock) -> When | None:
    """ "in the past four days", "over the last few hours": from then up to the report's own date."""
    own = clock.own
    if own is None:
        return None
    unit = _singular(m["u"])
    _, n = number(m["n"]) if m["n"] else (1, 1)
    scale = {
        "minute": 0,
        "hour": 0,
        "day": 1,
        "night": 1,
        "week": 7,
        "fortnight": 14,
        "month": 30,
        "year": 365,
        "decade": 3652,
    }
    days = max(1, -(-n // 24)) if unit == "hour" else 1 if unit == "minute" else n * scale[unit]
    if unit == "day" and n > 1:
        days -= 1  # four days with the last of them
    if clock.here and clock.here.precision == "day":
        own = date.fromisoformat(clock.here.end)  # the day on which it was said
    start = shift(own, -days)
    precision = "month" if unit == "month" else "year" if unit in ("year", "decade") else "days"
    if unit == "week" and n == 1:
        precision = "week"
    return when(start, own, precision) if start else None  # type: ignore[arg-type]


def year_before(m: Match, clock: Clock) -> When | None:
    """ "in the same month last year": of the report's own month."""
    if clock.own is None or clock.own.year < 2:
        return None
    before = shift(clock.own, -365) or clock.own
    if m["u"] == "month":
        return month_of(clock.own.year - 1, clock.own.month)
    return week_of(before) if m["u"] == "week" else on(before)


def _singular(unit: str) -> str:
    return unit.rstrip("s")


# ---------------------------------------------------------------- relative to another date of the text
def from_anchor(days: int) -> Rule:
    """So many days from the last date that the text named."""
    return lambda m, clock: _days_from(clock.anchor, days)


def later(m: Match, clock: Clock) -> When | None:
    """ "two days later", "a week earlier", "three years later": from the last date that the text named."""
    sign = -1 if m["way"] in ("earlier", "before", "previously", "prior") else 1
    if sign < 0 and clock.told is not None:  # "said on Thursday that it had seized two boats four days before"
        kept, clock.anchor = clock.anchor, clock.told
        found = _offset(m["n"], m["u"], sign, clock)
        clock.anchor = kept
        return found
    return _offset(m["n"], m["u"], sign, clock)


def _offset(many: str, unit: str, sign: int, clock: Clock) -> When | None:
    low, high = number(many)
    unit = _singular(unit)
    if unit in ("month", "year", "decade"):
        base = date.fromisoformat(clock.span.start) if clock.span else None
        if base is None:
            return None
        return _back(base, -high if sign > 0 else low, -low if sign > 0 else high, unit) if low <= high else None
    if clock.anchor is None:
        return None
    if unit == "minute" or (unit == "hour" and low < 24):
        return on(clock.anchor)
    if unit == "hour":
        low, high = low // 24, high // 24
    scale = {"week": 7, "fortnight": 14}.get(unit, 1)
    a, b = shift(clock.anchor, sign * low * scale), shift(clock.anchor, sign * high * scale)
    return None if a is None or b is None else on(a) if a == b else when(a, b, "days")


def nth_day(m: Match, clock: Clock) -> When | None:
    """ "the third day of the siege": after a day of the same sentence ("on Monday, ...") the day on which it began."""
    n = lexicon()["ordinals"].get(m["n"]) or int(re.sub(r"\D", "", m["n"]) or 0)
    if clock.here is not None and clock.here.precision == "day":
        day = shift(date.fromisoformat(clock.here.start), 1 - n)
    else:
        day = shift(clock.anchor, n - 1) if clock.anchor and n else None
    return on(day) if day and n else None


_FORWARD = ("after", "following", "since")


def after(m: Match, clock: Clock) -> When | None:
    """ "two days after the raid".

    Where the sentence has a date already, that is the date of its main clause, and these words date what stands after
    "after" (:func:`dates_below`): so many days before. Else they date the main clause, from the last date of the text.
    "less than two weeks after": up to so many days.
    """
    forward = m["way"] in _FORWARD
    if not dates_below("after", m, clock):
        return _offset(m["n"], m["u"], 1 if forward else -1, clock)
    here = date.fromisoformat(clock.here.end) if clock.here else clock.anchor or clock.own
    if here is None:
        return None
    low, high = number(m["n"])
    unit, sign = _singular(m["u"]), -1 if forward else 1
    if unit in ("hour", "minute"):
        return on(here)
    if unit in ("month", "year", "decade"):
        return _back(here, -sign * low, -sign * high, unit) if sign < 0 else None
    scale = {"week": 7, "fortnight": 14}.get(unit, 1)
    far = shift(here, sign * (high * scale - (1 if m["less"] else 0)))
    near = here if m["less"] else shift(here, sign * low * scale)
    if far is None or near is None:
        return None
    return on(far) if far == near else when(far, near, "days")


def dates_below(name: str, m: Match, clock: Clock) -> bool:
    """Whether the words after "after" (or "the third day of") are dated and not those before it.

    So is it for "less than" so long, and where the words before it would be of a day to come: "The speech came a week
    after the raid".
    """
    if name == "nth day":
        return clock.here is not None and clock.here.precision == "day"
    if name != "after":
        return False
    if m["less"] or (clock.here is not None and clock.here.precision in ("day", "days", "month")):
        return True
    ahead = _offset(m["n"], m["u"], 1, clock) if m["way"] in _FORWARD and m["n"] else None
    return ahead is not None and clock.to_come(date.fromisoformat(ahead.start))

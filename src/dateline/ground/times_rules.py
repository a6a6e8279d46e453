"""The expressions of time: one pattern a class of words, and what it means, as a table.

A pattern runs over the words of a sentence in small letters, joined by single spaces. A rule gives a ``When`` or None
(unresolved). All that a rule may look at is the :class:`Clock`. Readings follow the project's coding guide: a bare
weekday is the last such day up to the report's own date; "last week" a calendar week from Monday; "in September" the
last September, cut off at the report's date; "the past week" the seven days before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dateline.ground.days import (
    last_weekday,
    make_date,
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
from dateline.ground.numerals import read_numeral
from dateline.lexicon import load_toml
from dateline.model import When

AHEAD = 60  # days: a date without a year may lie so far after the report's own (pages are amended later)


@dataclass(slots=True)
class Clock:
    """What resolves a date: the report's own date and what the text has said so far.

    ``anchor``: the last day that the text named. ``span``: the last When of any precision. ``future``: the words
    stand below "will". ``here``: the last date of the same sentence.
    """

    own: date | None
    anchor: date | None = None
    span: When | None = None
    here: When | None = None
    future: bool = False

    @property
    def year(self) -> int | None:
        """The year of a date that names none."""
        return self.own.year if self.own else int(self.span.start[:4]) if self.span else None

    def to_come(self, day: date) -> bool:
        """After the report's own date, and no words of the future: no day of what the report tells."""
        return self.own is not None and day > self.own and not self.future


Match = re.Match[str]
Rule = Callable[[Match, Clock], When | None]


@cache
def lexicon() -> dict[str, Any]:
    return load_toml("times.toml")


def _number(text: str) -> tuple[int, int]:
    """ "two" is (2, 2), "several" (3, 9), "a" (1, 1)."""
    text = {"a": "one", "an": "one", "some": "a few", "couple of": "a couple of"}.get(text, text)
    found = read_numeral(text.split(), 0) if text else None
    return (found.low, found.high or found.low) if found else (1, 1)


def _month(text: str) -> int:
    return int(lexicon()["months"][text.rstrip(".")])


def _weekday(text: str) -> int:
    word = text.rstrip(".")
    days = lexicon()["weekdays"]
    return int(days[word] if word in days else days[word.rstrip("s")])


def _day(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


# ---------------------------------------------------------------- dates that name a day
def _year_of(text: str) -> int:
    n = int(text)
    return n if n > 99 else 1900 + n if n > 40 else 2000 + n


def dated(
    year: int | None, month: int, day: int, clock: Clock, weekday: int | None = None, ahead: int = AHEAD
) -> When | None:
    """A day of a month; without a year the one nearest before the report's own date (or a little after it)."""
    if year is not None:
        found = make_date(year, month, day)
        return on(found) if found else None
    if clock.year is None:
        return None
    if clock.own is None:
        found = make_date(clock.year, month, day)
        return on(found) if found else None
    candidates = [
        d for y in (clock.own.year + 1, clock.own.year, clock.own.year - 1) if (d := make_date(y, month, day))
    ]
    ahead = 200 if clock.future else ahead
    near = [d for d in candidates if (d - clock.own).days <= ahead]
    if weekday is not None:
        near = [d for d in near if d.weekday() == weekday] or near
    return on(max(near)) if near else None


def full(m: Match, clock: Clock) -> When | None:
    g = m.groupdict()
    year = _year_of(g["y"]) if g.get("y") else None
    weekday = _weekday(g["w"]) if g.get("w") else None
    return dated(year, _month(g["m"]), _day(g["d"]), clock, weekday)


def iso(m: Match, clock: Clock) -> When | None:
    found = make_date(int(m["y"]), int(m["mo"]), int(m["d"]))
    return on(found) if found else None


def slashed(m: Match, clock: Clock) -> When | None:
    """Day first, unless only month first makes a date: most of the world writes 3/5/2016 for 3 May."""
    a, b, year = int(m["a"]), int(m["b"]), _year_of(m["y"])
    found = make_date(year, b, a) or make_date(year, a, b)
    return on(found) if found else None


def day_range(m: Match, clock: Clock) -> When | None:
    g = m.groupdict()
    year = int(g["y"]) if g.get("y") else None
    a, b = (dated(year, _month(g["m"]), _day(g[k]), clock) for k in ("d", "e"))
    return when(date.fromisoformat(a.start), date.fromisoformat(b.end), "days") if a and b else None


def day_of_month(m: Match, clock: Clock) -> When | None:
    """ "on the 27th": of the report's month, or of the one before."""
    if not clock.own:
        return None
    for back in (0, 1, 2):
        found = make_date(*months_back(clock.own, back), _day(m["d"]))
        if found and found <= clock.own:
            return on(found)
    return None


# ---------------------------------------------------------------- months, seasons, years
def _resolve_month(month: int, year: int | None, clock: Clock) -> When | None:
    own = clock.own
    if year is not None:
        return month_of(year, month, own)
    if own is None:
        return None
    if clock.future:
        return month_of(own.year + (month < own.month), month)
    return month_of(own.year - (month > own.month), month, own)


def _part_of(found: When | None, part: str | None) -> When | None:
    """ "early", "mid", "late" of a month (ten days each) or of a year (three, six, three months)."""
    if not found or not part:
        return found
    start = date.fromisoformat(found.start)
    kind = "early" if part in ("early", "beginning", "start") else "mid" if part in ("mid", "middle") else "late"
    if found.precision == "month":
        whole = date.fromisoformat(month_of(start.year, start.month).end)
        a, b = {"early": (1, 10), "mid": (11, 20), "late": (21, whole.day)}[kind]
        return when(start.replace(day=a), start.replace(day=b), "days")
    if found.precision == "year":
        a, b = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[kind]
        return when(date(start.year, a, 1), date.fromisoformat(month_of(start.year, b).end), "season")
    return found


def month_rule(m: Match, clock: Clock) -> When | None:
    g = m.groupdict()
    month, own = _month(g["m"]), clock.own
    year = int(g["y"]) if g.get("y") else None
    which = g.get("which") or g.get("whose")
    if which and own:
        if g.get("which") == "last":
            year = own.year - (month >= own.month)
        elif g.get("which") == "next":
            year = own.year + (month <= own.month)
        else:
            year = own.year + {"last": -1, "next": 1}.get(which, 0)
    return _part_of(_resolve_month(month, year, clock), _part_word(g))


def _part_word(groups: dict[str, str | None]) -> str | None:
    """ "early May" and "the beginning of May" alike."""
    return groups.get("part") or groups.get("part2")


def season(m: Match, clock: Clock) -> When | None:
    g, own = m.groupdict(), clock.own
    first = int(lexicon()["seasons"][g["s"]])
    if g.get("y"):
        year = int(g["y"])
    elif own is None:
        return None
    else:
        begun = own.month >= first
        year = own.year - (0 if begun else 1)
        if g.get("which") == "last" and begun and own.month < first + 3:
            year -= 1
    last_year, last_month = divmod(year * 12 + first - 1 + 2, 12)
    return when(date(year, first, 1), date.fromisoformat(month_of(last_year, last_month + 1).end), "season")


def year_rule(m: Match, clock: Clock) -> When | None:
    g = m.groupdict()
    return _part_of(year_of(int(g["y"]), clock.own), _part_word(g))


def half_year(m: Match, clock: Clock) -> When | None:
    year = int(m["y"]) if m["y"] else clock.own.year if clock.own else None
    if year is None:
        return None
    a, b = {"first half": (1, 6), "second half": (7, 12), "first quarter": (1, 3), "second quarter": (4, 6),
            "third quarter": (7, 9), "fourth quarter": (10, 12), "last quarter": (10, 12)}[m["h"]]  # fmt: skip
    return when(date(year, a, 1), date.fromisoformat(month_of(year, b).end), "season")


def decade(m: Match, clock: Clock) -> When | None:
    """ "the 1980s" whole; early, mid and late are its first four, next three and last three years."""
    first = int(m["y"])
    a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(m["part"] or "", (0, 9))
    return when(date(first + a, 1, 1), date(first + b, 12, 31), "year")


def holiday(m: Match, clock: Clock) -> When | None:
    month, day = lexicon()["holidays"][m["h"]]
    return dated(int(m["y"]) if m["y"] else None, month, day, clock, ahead=0)


def in_the_day(m: Match, clock: Clock) -> When | None:
    """ "earlier in the day": of the day last named, else of the report's own."""
    day = clock.anchor or clock.own
    return on(day) if day else None


def years(m: Match, clock: Clock) -> When | None:
    a, b = int(m["a"]), m["b"]
    last = int(b) if len(b) == 4 else a // 100 * 100 + int(b)
    return when(date(a, 1, 1), date(last, 12, 31), "year") if a < last < 2100 else None


# ---------------------------------------------------------------- relative to the report's own date
def weekday_rule(m: Match, clock: Clock) -> When | None:
    own, g = clock.own, m.groupdict()
    if own is None:
        return None
    weekday, which, week = _weekday(g["w"]), g.get("which"), g.get("week")
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
    def rule(m: Match, clock: Clock) -> When | None:
        day = shift(clock.own, days) if clock.own else None
        return on(day) if day else None

    return rule


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
        return _part_of(month_of(*months_back(own, -step), own), part if part in ("early", "late", "mid") else None)
    year = own.year + step
    if not 1 <= year <= 9999:
        return None
    return _part_of(year_of(year, own), part if part in ("early", "late", "mid") else None)


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
    return _back(clock.own, *_number(m["n"]), _singular(m["u"])) if clock.own else None


def ago_today(m: Match, clock: Clock) -> When | None:
    """ "a week ago today": a day, where "a week ago" is a week."""
    days = _number(m["n"])[0] * (14 if "fortnight" in m["u"] else 7)
    day = shift(clock.own, -days) if clock.own else None
    return on(day) if day else None


def past_span(m: Match, clock: Clock) -> When | None:
    """ "in the past four days", "over the last few hours": from then up to the report's own date."""
    own = clock.own
    if own is None:
        return None
    unit = _singular(m["u"])
    _, n = _number(m["n"]) if m["n"] else (1, 1)
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


def _singular(unit: str) -> str:
    return unit.rstrip("s")


# ---------------------------------------------------------------- relative to another date of the text
def from_anchor(days: int) -> Rule:
    def rule(m: Match, clock: Clock) -> When | None:
        day = shift(clock.anchor, days) if clock.anchor else None
        return on(day) if day else None

    return rule


def later(m: Match, clock: Clock) -> When | None:
    """ "two days later", "a week earlier", "three years later": from the last date that the text named."""
    sign = -1 if m["way"] in ("earlier", "before", "previously", "prior") else 1
    return _offset(m["n"], m["u"], sign, clock)


def _offset(number: str, unit: str, sign: int, clock: Clock) -> When | None:
    low, high = _number(number)
    unit = _singular(unit)
    if unit in ("month", "year", "decade"):
        base = date.fromisoformat(clock.span.start) if clock.span else None
        if base is None:
            return None
        return _back(base, -high if sign > 0 else low, -low if sign > 0 else high, unit) if low <= high else None
    if clock.anchor is None:
        return None
    if unit in ("hour", "minute"):
        return on(clock.anchor)
    scale = {"week": 7, "fortnight": 14}.get(unit, 1)
    a, b = shift(clock.anchor, sign * low * scale), shift(clock.anchor, sign * high * scale)
    return None if a is None or b is None else on(a) if a == b else when(a, b, "days")


def nth_day(m: Match, clock: Clock) -> When | None:
    n = lexicon()["ordinals"].get(m["n"]) or int(re.sub(r"\D", "", m["n"]) or 0)
    day = shift(clock.anchor, n - 1) if clock.anchor and n else None
    return on(day) if day else None


_FORWARD = ("after", "following", "since")


def after(m: Match, clock: Clock) -> When | None:
    """ "two days after the raid".

    Where the sentence has a date already, that is the date of its main clause, and these words date what stands after
    "after" (:func:`dates_below`): so many days before. Else they date the main clause, from the last date of the text.
    "less than two weeks after": up to so many days.
    """
    forward = m["way"] in _FORWARD
    if not dates_below(m, clock):
        return _offset(m["n"], m["u"], 1 if forward else -1, clock)
    here = date.fromisoformat(clock.here.end) if clock.here else clock.anchor or clock.own
    if here is None:
        return None
    low, high = _number(m["n"])
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


def dates_below(m: Match, clock: Clock) -> bool:
    """Whether the words after "after" are dated and not those before it.

    So is it for "less than" so long, and where the words before it would be of a day to come: "The speech came a week
    after the raid".
    """
    if m["less"] or (clock.here is not None and clock.here.precision in ("day", "days", "month")):
        return True
    ahead = _offset(m["n"], m["u"], 1, clock) if m["way"] in _FORWARD and m["n"] else None
    return ahead is not None and clock.to_come(date.fromisoformat(ahead.start))

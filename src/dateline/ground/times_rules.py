"""Dates that stand by themselves: days, months, seasons, years. Those that count from a day are in ``times_relative``.

A rule gives a ``When`` or None
(unresolved). All that a rule may look at is the :class:`Clock`. Readings follow the project's coding guide: a bare
weekday is the last such day up to the report's own date; "last week" a calendar week from Monday; "in September" the
last September, cut off at the report's date; "the past week" the seven days before it.
"""

from __future__ import annotations

from datetime import date

from dateline.ground.days import make_date, month_of, months_back, on, when, year_of
from dateline.ground.times_clock import Clock, Match, day_number, lexicon, month_number, weekday_number
from dateline.model import When

AHEAD = 60  # days: a date without a year may lie so far after the report's own (pages are amended later)


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
    weekday = weekday_number(g["w"]) if g.get("w") else None
    return dated(year, month_number(g["m"]), day_number(g["d"]), clock, weekday)


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
    a, b = (dated(year, month_number(g["m"]), day_number(g[k]), clock) for k in ("d", "e"))
    return when(date.fromisoformat(a.start), date.fromisoformat(b.end), "days") if a and b else None


def day_of_month(m: Match, clock: Clock) -> When | None:
    """ "on the 27th": of the report's month, or of the one before."""
    if not clock.own:
        return None
    for back in (0, 1, 2):
        found = make_date(*months_back(clock.own, back), day_number(m["d"]))
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


def part_of(found: When | None, part: str | None) -> When | None:
    """ "early", "mid", "late" of a month (ten days each) or of a year (three, six, three months).

    The beginning and the end of a year are its first and its last month.
    """
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
        a, b = {"beginning": (1, 1), "start": (1, 1), "end": (12, 12)}.get(part, (a, b))
        return when(date(start.year, a, 1), date.fromisoformat(month_of(start.year, b).end), "season")
    return found


def month_rule(m: Match, clock: Clock) -> When | None:
    g = m.groupdict()
    month, own = month_number(g["m"]), clock.own
    year = int(g["y"]) if g.get("y") else None
    which = g.get("which") or g.get("whose")
    if which and own:
        if g.get("which") == "last":
            year = own.year - (month >= own.month)
        elif g.get("which") == "next":
            year = own.year + (month <= own.month)
        else:
            year = own.year + {"last": -1, "next": 1}.get(which, 0)
    return part_of(_resolve_month(month, year, clock), _part_word(g))


def _part_word(groups: dict[str, str | None]) -> str | None:
    """ "early May" and "the beginning of May" alike."""
    return groups.get("part") or groups.get("part2")


def half_month(m: Match, clock: Clock) -> When | None:
    """ "in the first half of December": up to the 15th."""
    whole = _resolve_month(month_number(m["m"]), int(m["y"]) if m["y"] else None, clock)
    if whole is None:
        return None
    start, end = date.fromisoformat(whole.start), date.fromisoformat(whole.end)
    if m["half"] == "first":
        return when(start, min(end, start.replace(day=15)), "days")
    return when(start.replace(day=16), end, "days") if end.day > 15 else None


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
    return part_of(year_of(int(g["y"]), clock.own), _part_word(g))


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

"""Short ways to write a corrected value on the command line; JSON as in the contract always works.

when     2016-07-27 · 2016-07 · 2016-07-25..2016-07-27
place    Raqqa@35.95,39.01 · Raqqa@35.95,39.01,SY
harm     killed=44 · killed=12..15,injured=30..   (group: killed:children=3)
source   a name · means, struck: a list with commas · others: the word itself · null: no value
"""

from __future__ import annotations

import calendar
import datetime
import json
import re
from collections.abc import Callable
from typing import Any

from dateline.errors import UsageError

_HARM = re.compile(r"(\w+)(?::(\w+))?=(\d*)(\.\.)?(\d*)")


def value_of(field: str, text: str) -> Any:
    """The value in the contract's JSON. Raises UsageError for what cannot be understood."""
    if text == "null":
        return None
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except json.JSONDecodeError as e:
            raise UsageError(f"{text!r} is no JSON: {e}") from e
    short: Callable[[str], Any] | None = {
        "when": _when,
        "place": _place,
        "harm": _harm,
        "source": lambda t: {"name": t},
    }.get(field)
    if short:
        return short(text)
    if field in ("means", "struck"):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _when(text: str) -> dict[str, str]:
    start, dots, end = text.partition("..")
    first, last = _days(start), _days(end or start)
    same = {4: "year", 7: "month", 10: "day"}[len(start)]
    return {"start": first[0], "end": last[1], "precision": "days" if dots and start != end else same}


def _days(text: str) -> tuple[str, str]:
    """First and last day of a day, month or year."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    try:
        if match and match[3]:
            datetime.date(int(match[1]), int(match[2]), int(match[3]))
            return text, text
        if match and match[2]:
            return f"{text}-01", f"{text}-{calendar.monthrange(int(match[1]), int(match[2]))[1]:02}"
        if match:
            return f"{text}-01-01", f"{text}-12-31"
    except ValueError as e:
        raise UsageError(f"{text!r} is no date: {e}") from e
    raise UsageError(f"{text!r} is no date: write 2016-07-27, 2016-07, or 2016-07-25..2016-07-27")


def _place(text: str) -> dict[str, Any]:
    match = re.fullmatch(r"(.+)@(-?[\d.]+),(-?[\d.]+)(?:,([A-Z]{2}))?", text)
    try:
        if match and -90 <= float(match[2]) <= 90 and -180 <= float(match[3]) <= 180:
            name, lat, lon = match[1].strip(), float(match[2]), float(match[3])
            return {"id": f"point:{lat:.4f},{lon:.4f}", "name": name, "lat": lat, "lon": lon, "country": match[4]}
    except ValueError:
        pass
    raise UsageError(f"{text!r} is no place: write NAME@LATITUDE,LONGITUDE or NAME@LATITUDE,LONGITUDE,COUNTRY")


def _harm(text: str) -> list[dict[str, Any]]:
    found = []
    for part in text.split(","):
        match = _HARM.fullmatch(part.strip())
        if not match or not (match[3] or match[5]):
            raise UsageError(f"{part!r} is no number of people: write killed=44, killed=12..15, or killed:children=3")
        low = int(match[3]) if match[3] else None
        high = (int(match[5]) if match[5] else None) if match[4] else low
        best = low if low is not None else high
        found.append({"effect": match[1], "group": match[2] or "all", "low": low, "high": high, "best": best})
    return found

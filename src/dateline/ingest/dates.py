"""The day of publication as people and collectors write it."""

from __future__ import annotations

from datetime import date, datetime


def day(value: str) -> str:
    """An ISO 8601 date or moment as its date, ``YYYY-MM-DD``.

    A moment keeps the date of its own clock: "2017-10-30T23:30+03:00" is 2017-10-30.
    Raises ValueError for anything else; "30/10/2017" and "10/30/2017" cannot be told apart, so neither is read.
    """
    value = value.strip()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is no date that can be read; write it as YYYY-MM-DD") from None

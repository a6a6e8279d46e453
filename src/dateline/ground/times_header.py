"""The report's own date: as given, or as it stands in the head of the text ("Published July 27 2016")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from dateline.ground.days import last_weekday, make_date, parse_iso
from dateline.lexicon import load_toml
from dateline.reading import Parsed

HEAD = 400  # characters; a header date stands near the top
# "on", "since" before a date make it part of a sentence.
_GOVERNED = re.compile(r"\b(?:on|of|in|since|by|until|before|after|from|the|dated)\s*$", re.IGNORECASE)
_LINE_END = re.compile(r"\s*(?:$|\n|[|·•])")


@dataclass(frozen=True, slots=True)
class OwnDate:
    """The report's date; ``start``/``end``: characters of the header that says so, None where it was given apart."""

    day: date
    start: int | None = None
    end: int | None = None


@cache
def _pattern() -> re.Pattern[str]:
    lex = load_toml("times.toml")
    months = "|".join(sorted(lex["months"], key=len, reverse=True))
    days = "|".join(sorted(lex["weekdays"], key=len, reverse=True))
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(lex["words"]["header"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<word>\b(?:{words}))\s*[:\-]?\s*)?(?:\b(?:{days})\.?,?\s+)?"
        rf"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:T[\d:.Z+]+)?|\b(?P<d3>\d\d)[-./](?P<m3>\d\d)[-./](?P<y3>(?:19|20)\d\d)"
        rf"|\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{months})\.?,?\s+(?P<y1>(?:19|20)\d\d|[5-9]\d(?=\s*[\n(\-]))"
        rf"|\b(?P<m2>{months})\.?\s+(?P<d2>\d{{1,2}}?)(?:st|nd|rd|th)?,?\s*(?P<y2>(?:19|20)\d\d))\b",
        re.IGNORECASE,
    )


def own_date(parsed: Parsed) -> OwnDate | None:
    """The day that relative dates count from: the publication date, else a date in the text's header.

    A date is a header where it opens the text, follows a word such as "Published", has a line (or the wire's dateline)
    to itself, or stands bare near the top and is the day of publication. "On 3 May 2014 rebels took ..." is prose.
    """
    given = parse_iso(parsed.document.published)
    header = _header(parsed, given)
    if given and (sent := _sent_on(parsed, given)):
        return OwnDate(sent, header.start, header.end) if header else OwnDate(sent)
    if given:
        return OwnDate(given, header.start, header.end) if header else OwnDate(given)
    return header


def _sent_on(parsed: Parsed, given: date) -> date | None:
    """The day in the dateline, which a paper prints a day or more before its own: "Accra, Tuesday -", "ACCRA, 3 May".

    Relative dates of the dispatch ("this morning") count from it. At most a week before the day of publication.
    """
    if not parsed.document.datelines or not parsed.tokens:
        return None
    lex = load_toml("times.toml")
    line = parsed.document.text[parsed.document.datelines[-1].span.end : parsed.tokens[0].start].lower()
    words = re.findall(r"[a-z]+|\d{1,2}(?!\d)", line)
    for one, two in pairwise([*words, ""]):
        if one in lex["weekdays"] and len(one) > 3:
            return last_weekday(given, lex["weekdays"][one])
        number, month = (one, two) if one.isdecimal() else (two, one)
        if number.isdecimal() and month in lex["months"]:
            day = make_date(given.year, lex["months"][month], int(number))
            if day and day > given:
                day = make_date(given.year - 1, lex["months"][month], int(number))
            return day if day and (given - day).days <= 7 else None
    return None


def _header(parsed: Parsed, given: date | None) -> OwnDate | None:
    text = parsed.document.text
    prose = parsed.tokens[0].start if parsed.tokens else 0
    for m in _pattern().finditer(text, 0, min(len(text), max(HEAD, prose))):
        line = max(text.rfind("\n", 0, m.start()), text.rfind("|", 0, m.start())) + 1
        opens = not text[line : m.start()].strip(" \t([-—–")
        alone = opens and _LINE_END.match(text, m.end())
        in_dateline = m.end() <= prose
        first = not text[: m.start()].strip()
        day = _day(m)
        repeats = day == given and not _GOVERNED.search(text, max(0, m.start() - 12), m.start())
        told = m["word"] and (opens or m["word"].lower() != "dated")  # "in a statement dated 3 May" is prose
        if (told or alone or in_dateline or repeats or (first and not _goes_on(text, m.end()))) and day:
            return OwnDate(day, m.start(), m.end())
    return None


def _goes_on(text: str, end: int) -> bool:
    """ "3 May 2014 saw ..." or "July 27, 2016, the day when": the date is part of a sentence."""
    rest = text[end : end + 3].lstrip(" \t")
    return bool(rest) and (rest[0] in ",;:'’" or rest[0].islower())


def _day(m: re.Match[str]) -> date | None:
    if m["iso"]:
        return parse_iso(m["iso"])
    if m["d3"]:  # day first, as most of the world writes it, unless only month first makes a date
        a, b, year = int(m["d3"]), int(m["m3"]), int(m["y3"])
        return make_date(year, b, a) or make_date(year, a, b)
    months = load_toml("times.toml")["months"]
    d, month, y = (m["d1"], m["m1"], m["y1"]) if m["m1"] else (m["d2"], m["m2"], m["y2"])
    full = int(y) if len(y) == 4 else 1900 + int(y)
    return make_date(full, months[month.lower()], int(d))

"""The table of time expressions: one pattern a class of words, and the rule that gives its meaning.

A pattern runs over the words of a sentence in small letters, joined by single spaces.
"""
# ruff: noqa: E501   (a row of the table is a line, however long its pattern)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.ground.times_clock import Rule, lexicon
from dateline.ground.times_feasts import moved, unknown
from dateline.ground.times_relative import (
    after,
    ago,
    ago_today,
    by_days,
    calendar_unit,
    from_anchor,
    later,
    nth_day,
    overnight,
    past_span,
    weekday_rule,
    weekend,
    year_before,
)
from dateline.ground.times_rules import (
    day_of_month,
    day_range,
    decade,
    full,
    half_month,
    half_year,
    holiday,
    in_the_day,
    iso,
    month_rule,
    season,
    slashed,
    year_rule,
    years,
)
from dateline.lexicon import load_toml


@dataclass(frozen=True, slots=True)
class Pattern:
    """``use``: "" dates the clause it stands in; "below" dates what stands after it ("two days after ...").

    ``needs``: pieces of text of which every match has one, so that most patterns need not be tried on most sentences.
    """

    name: str
    regex: re.Pattern[str]
    rule: Rule
    needs: tuple[str, ...]


def _alternatives(words: Any) -> str:
    return "|".join(sorted((re.escape(w) for w in words), key=lambda w: (-len(w), w)))


@cache
def _number_words() -> str:
    data = load_toml("counts.toml")
    words = [w for w, n in {**data["units"], **data["tens"]}.items() if n]
    vague = ["a", "an", "several", "a few", "few", "a couple of", "couple of", "some", "half a dozen", "a dozen"]
    joined = rf"(?:{_alternatives(data['tens'])}) ?- ?(?:{_alternatives(data['units'])})"
    return rf"(?:\d{{1,3}}|{joined}|{_alternatives([*words, *vague])})"


@cache
def patterns() -> tuple[Pattern, ...]:
    """All rules, the more telling first: a later one gets only words that no earlier one took."""
    lex = lexicon()
    month = rf"(?P<m>{_alternatives(lex['months'])})\.?"
    full_days = [w for w in lex["weekdays"] if w.endswith("day")]
    any_day = rf"(?P<w>{_alternatives(lex['weekdays'])})\.?"
    full_day = rf"(?P<w>{_alternatives(full_days)})"
    part_of_day = rf"(?: (?:early )?(?:{_alternatives(lex['words']['parts_of_day'])}))?"
    day, year = r"(?P<d>\d{1,2}(?:st|nd|rd|th)?)", r"(?P<y>(?:19|20)\d\d)"
    n, unit = (
        rf"(?P<n>{_number_words()})",
        r"(?P<u>minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?)",
    )
    lead = rf"(?:{any_day} ?[,(]? (?:the )?)?"  # "Friday (Oct 16)" too
    part = r"(?:(?P<part>early|mid|late) ?-? ?|(?:the )?(?P<part2>beginning|start|middle|end) of )?"
    seasons = _alternatives(lex["seasons"])
    ordinal = rf"(?P<n>{_alternatives(lex['ordinals'])}|\d{{1,2}}(?:st|nd|rd|th))"
    worded = rf"(?P<d>(?:(?:twenty|thirty) ?-? ?)?(?:{_alternatives(lex['ordinals'])}))"
    late = rf"(?P<d>(?:twenty|thirty) ?-? ?(?:{_alternatives(lex['ordinals'])})|(?:{_alternatives(w for w, n in lex['ordinals'].items() if n > 4)}))"
    follows = rf"(?= (?:[,.;:()\"]|{_alternatives(lex['words']['after_ordinal'])}|of (?:this|the) month)|$)"
    unnamed = rf"(?! (?:{_alternatives(lex['words']['named_after_days'])})\b)"
    other, easters = _alternatives(lex["words"]["other_calendars"]), tuple(lex["with_easter"])
    months, years_, units = tuple(lex["months"]), ("19", "20"), ("week", "month", "year")
    table: list[tuple[str, str, Rule, tuple[str, ...]]] = [
        ("iso date", r"(?P<y>(?:19|20)\d\d) ?- ?(?P<mo>\d\d) ?- ?(?P<d>\d\d)", iso, years_),
        ("figures", r"(?P<a>\d{1,2}) ?[/.-] ?(?P<b>\d{1,2}) ?[/.-] ?(?P<y>(?:19|20)\d\d)", slashed, years_),
        ("days of a month", rf"{day} ?(?:-|–|to|and|until|through) ?(?P<e>\d{{1,2}}(?:st|nd|rd|th)?) (?:of )?{month}(?: ?,? {year})?", day_range, months),
        ("days of a month", rf"{month} {day} ?(?:-|–|to|and|until|through) ?(?P<e>\d{{1,2}}(?:st|nd|rd|th)?)(?! ?-? ?year)(?: ?,? {year})?(?! [a-z]+s\b)", day_range, months),
        ("day month year", rf"{lead}{day} (?:of )?{month} ?,? {year}", full, months),
        ("month day year", rf"{lead}{month} {day} ?,? ?{year}", full, months),
        ("day month year", rf"{day} {month} (?P<y>[5-9]\d)(?= |$)", full, months),
        ("day month", rf"{lead}{day} (?:of )?{month}(?![a-z]){unnamed}", full, months),
        ("day month", rf"{lead}the {worded} (?:day )?of {month}(?: ?,? {year})?", full, months),
        ("month day", rf"{lead}{month} {day}(?![\d:]| ?-? ?year){unnamed}", full, months),
        ("day of the month", rf"(?:on|since|by|until|of) the (?P<d>\d{{1,2}}(?:st|nd|rd|th)){follows}", day_of_month, (" the ", "the ")),
        ("day of the month", rf"on the {late}(?! of){follows}", day_of_month, (" the ", "the ")),
        ("half year", rf"(?P<h>first half|second half|(?:first|second|third|fourth|last) quarter) of (?:{year}|the year|this year)", half_year, ("half", "quarter")),
        ("years", r"(?P<a>(?:19|20)\d\d) ?[-–/] ?(?P<b>(?:19|20)\d\d|\d\d)\b", years, years_),
        ("year before", r"(?:in |on )?(?:the|this) same (?P<u>day|week|month) (?:last year|of last year|a year ago|a year earlier|the year before|the previous year)", year_before, ("same ",)),
        ("half month", rf"(?:the )?(?P<half>first|second|latter) half of {month}(?: ?,? (?:of )?{year})?", half_month, months),
        ("month", rf"{part}{month} ?,? (?:of )?{year}", month_rule, months),
        ("month", rf"(?:{part}{month} (?:of )?(?P<whose>last|this|next) year)", month_rule, months),
        ("month", rf"(?P<which>last|this|next) (?!year|month|week){month}(?! \d)", month_rule, months),
        ("month", rf"{part}{month}{unnamed}", month_rule, months),
        ("season", rf"(?:(?P<which>last|this|next) |(?:in|during|since|over|until) (?:the )?(?:early |late |mid-?)?)(?P<s>{seasons})(?! of [^\d])(?: of)?(?: {year})?(?= |$)", season, tuple(lex["seasons"])),
        ("season", rf"(?P<s>{seasons}) (?:of )?{year}", season, tuple(lex["seasons"])),
        ("decade", r"(?:(?P<part>early|mid|late) ?-? ?)?(?P<y>(?:19|20)\d0)s", decade, years_),
        ("holiday", rf"(?P<h>{_alternatives(lex['holidays'])})(?: {year})?", holiday, tuple(lex["holidays"])),
        ("holiday", rf"(?P<h>{_alternatives(easters)})(?: {year})?", moved, easters),
        ("in the day", r"(?:earlier|later) (?:in the|that|the same) day", in_the_day, (" day",)),
        ("year", rf"{part}{year}", year_rule, years_),
        ("day before yesterday", r"(?:the )?day before yesterday", by_days(-2), ("yesterday",)),
        ("last night", r"last night|yesterday" + part_of_day, by_days(-1), ("last night", "yesterday")),
        ("ago today", rf"{n} (?P<u>weeks?|fortnights?) ago today", ago_today, (" ago today",)),
        ("today", r"since the (?:beginning|start) of (?:the|this) day|since midnight|so far today|(?:during|over) the day(?= ,)", by_days(0), ("the day", "this day", "midnight", "so far")),
        ("today", rf"today{part_of_day}|tonight|this (?:morning|afternoon|evening)|earlier today", by_days(0), ("today", "tonight", "this ")),
        ("tomorrow", r"tomorrow" + part_of_day, by_days(1), ("tomorrow",)),
        ("weekday", rf"(?:(?P<which>last|next|this|previous) )?{full_day}s?{part_of_day}(?: ,? ?(?:of )?(?P<week>last|this|next) week)?", weekday_rule, tuple(full_days)),
        ("overnight", r"overnight(?! (?:stay|curfew|shelter|bag|train|bus|camp)\b)", overnight, ("overnight",)),
        ("ago", rf"{n} (?:more )?{unit} ago", ago, (" ago",)),
        ("weekend", r"(?:(?P<which>last|next|this|previous|past) |the )weekend", weekend, ("weekend",)),
        ("past span", rf"the (?:past|last) (?:{n} )?(?P<u>minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?)(?! of\b)", past_span, ("past", "last")),
        ("past span", rf"(?:in|over|during|for|within) (?:past|last) {n} (?P<u>hours?|days?|weeks?|months?|years?)", past_span, ("past", "last")),
        ("calendar unit", r"(?:(?P<part>early|late|mid|earlier|later) ?-? ?)?(?P<which>last|this|next|past|coming) (?P<u>week|month|year)(?! ?- ?old)(?= |$)", calendar_unit, units),
        ("calendar unit", r"(?:earlier|later) (?:in|on in) the (?P<u>week|month|year)", calendar_unit, units),
        ("same day", r"(?:on )?(?:the|that) same (?:day|morning|afternoon|evening|night)|that (?:day|morning|afternoon|evening|night)", from_anchor(0), ("same ", "that ")),
        ("day after", r"the (?:next|following) (?:day|morning|afternoon|evening|night)|the day after(?= [,.]|$)", from_anchor(1), ("the next", "the following", "day after")),
        ("day before", r"the previous (?:day|night|evening)|the night before(?= [,.]|$)|the day before(?= [,.]|$)", from_anchor(-1), ("the previous", "night before", "day before")),
        ("later", rf"{n} {unit} (?P<way>later|earlier|previously|prior|before(?= [,.]|$))", later, ("later", "earlier", "previously", "prior", "before")),
        ("after", rf"(?P<less>(?:less|fewer|no more|not more) than |within |under |up to )?(?:barely |only |just |some |about |over |more than )?{n} {unit} (?P<way>after|before|following|since)", after, ("after", "before", "following", "since")),
        ("after", r"(?P<less>)the (?P<n>)(?P<u>day) (?P<way>after|before|following)(?= [a-z0-9])", after, ("after", "before", "following", "since")),
        ("other calendar", rf"(?:the|on the) {ordinal} (?:day|night|week) of (?:the month of )?(?:{other})", unknown, (" of ",)),
        ("nth day", rf"(?:the|its|their) {ordinal} (?:straight |consecutive |successive )?(?:day|night) of", nth_day, ("day of", "night of")),
    ]  # fmt: skip
    return tuple(
        Pattern(name, re.compile(rf"(?<![\w-])(?:{text})(?![\w])"), rule, needs) for name, text, rule, needs in table
    )

"""Dates: relative to publication, partial, ranges, anchored to another date of the text.

Per sentence: the rules' matches over its words, in text order, each resolved with what stood before it; then "since",
and pairs joined to ranges ("between Friday and Monday").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any

from dateline.ground.days import when
from dateline.ground.times_clock import Clock
from dateline.ground.times_header import OwnDate, own_date
from dateline.ground.times_patterns import Pattern, patterns
from dateline.ground.times_relative import dates_below
from dateline.lexicon import load_toml, word_set
from dateline.reading import Entity, Parsed, Sentence, Token

# Small words that are also ordinary English: as a month, day or season they need a capital or a figure beside them.
_DOUBTFUL = frozenset({"may", "march", "mar", "jan", "dec", "sun", "sat", "wed", "mon", "fri", "sep"})
WEEK = 7
HEADING = 12  # words before the day of a heading
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOCKS = frozenset({"gmt", "utc", "hrs", "hours", "local", "h", "z"})
_HOURS = _CLOCKS | {",", "time"}
_RANK = {"day": 0, "days": 1, "week": 2, "month": 3, "season": 4, "year": 5}


@dataclass(frozen=True, slots=True)
class _Hit:
    """A match over words ``first`` to ``last`` (exclusive) of the sentence."""

    first: int
    last: int
    match: re.Match[str]
    pattern: Pattern


def find_times(parsed: Parsed) -> tuple[list[Entity], int]:
    """Time entities in text order, and how many stay unresolved for want of a publication date.

    ``use``: "" for a date of the clause it stands in; "heading" for the day of a paragraph ("4 May: ...", "Kabul radio,
    4 May: ..."), from which the days in it count; "below" for "two days after ..." where the words after it are dated
    and not those before; "after", "before", "until" for an open bound; "header" for the report's own date as it
    stands in the text, which dates no event. ``when`` is None where nothing resolves it.
    """
    own = own_date(parsed)
    clock = Clock(own.day if own else None)
    out: list[Entity] = []
    unresolved = 0
    paragraph = -1
    for sentence in parsed.sentences:
        if sentence.paragraph != paragraph:
            paragraph, clock.own = sentence.paragraph, own.day if own else None
        found = _sentence(parsed, sentence, clock, own)
        unresolved += sum(e.when is None for e in found)
        out.extend(found)
    return out, unresolved


def _sentence(parsed: Parsed, sentence: Sentence, clock: Clock, own: OwnDate | None) -> list[Entity]:
    tokens = parsed.words(sentence)
    words = [t.lower for t in tokens]
    if not _may_hold(words):
        return []
    found: list[Entity] = []
    clock.here = clock.told = None
    hits = _hits(tokens, words)
    for n, hit in enumerate(hits):
        clock.future = _is_future(tokens[hit.first])
        a, b = tokens[hit.first].i, tokens[hit.last - 1].i + 1
        span = parsed.span(a, b)
        if own and own.start is not None and own.end is not None and span.start < own.end and span.end > own.start:
            header = when(own.day, own.day, "day")
            found.append(Entity("time", a, b, _head(parsed, a, b), span, use="header", when=header))
            continue
        use = "below" if dates_below(hit.pattern.name, hit.match, clock) else ""
        if not use and n + 1 < len(hits) and (hit.pattern.name == "after" or _since_begun(words, hit, hits[n + 1])):
            _look_ahead(hits[n + 1], clock)
        resolved = hit.pattern.rule(hit.match, clock)
        why = ((hit.pattern.name, 1.0),)
        found.append(Entity("time", a, b, _head(parsed, a, b), span, use=use, when=resolved, why=why))
        if resolved and not use:
            clock.span = clock.here = resolved
            past = resolved.precision == "day" and not clock.to_come(date.fromisoformat(resolved.start))
            past = past and (hit.first == 0 or tokens[hit.first - 1].lower != "since")  # "the third since Christmas"
            telling = past and _is_of_telling(tokens, hit)
            if past and (clock.anchor is None or not telling):
                clock.anchor = date.fromisoformat(resolved.start)
            if telling:
                clock.told = date.fromisoformat(resolved.start)
            if past and _heads(parsed, sentence, hit):
                found[-1] = replace(found[-1], use="heading")
                clock.own = date.fromisoformat(resolved.start)
    return _with_bounds(parsed, _with_ranges(parsed, found), clock)


def _heads(parsed: Parsed, sentence: Sentence, hit: _Hit) -> bool:
    """Whether a day stands in the heading of a paragraph: no verb before it, and a colon, dash or hour behind it."""
    if sentence.index and parsed.sentences[sentence.index - 1].paragraph == sentence.paragraph:
        return False
    tokens = parsed.words(sentence)
    if hit.first > HEADING or any(t.tag in _FINITE for t in tokens[: hit.first]):
        return False
    after = [t.lower for t in tokens[hit.last : hit.last + 6] if not t.text[:1].isdigit()]
    after = [w for w in after if w not in _HOURS]
    if after[:1] in (["."], []) and not any(t.tag in _FINITE for t in tokens):
        return hit.first > 1  # "Kabul radio in Persian, 4 May, 1730 GMT.": no sentence, and a head of what follows
    if any(t.pos == "ADP" for t in tokens[: hit.first]) and "gmt" not in (t.lower for t in tokens):
        return False
    return after[:1] == [":"] or (hit.first == 0 and after[:1] in (["-"], ["–"], ["—"]))


def _is_of_telling(tokens: Sequence[Token], hit: _Hit) -> bool:
    """ "officials said on Monday": no day of what is told, and so none to count "the day before" from."""
    before = next((t for t in tokens[max(hit.first - 3, 0) : hit.first][::-1] if t.pos not in ("ADP", "ADV")), None)
    verb = next((t for t in tokens[hit.first].ancestors() if t.pos == "VERB"), None)
    return any(t is not None and t.pos == "VERB" and t.lemma in _telling() for t in (before, verb))


def _telling() -> frozenset[str]:
    return word_set("placing.toml", "clause", "telling")


def _since_begun(words: Sequence[str], hit: _Hit, following: _Hit) -> bool:
    """ "the third day of the siege, which began on 3 May"."""
    return hit.pattern.name == "nth day" and not _begun().isdisjoint(words[hit.last : following.first])


def _begun() -> frozenset[str]:
    return word_set("times.toml", "words", "begun")


def _look_ahead(hit: _Hit, clock: Clock) -> None:
    """ "Two days before the bridge fell on 3 May": the day that follows is the one to count from."""
    following = None if hit.pattern.name == "after" else hit.pattern.rule(hit.match, clock)
    if following and following.precision == "day":
        clock.anchor = date.fromisoformat(following.start)


@cache
def _vocabulary() -> tuple[frozenset[str], re.Pattern[str]]:
    """Words without which a sentence holds no date, so that most sentences are passed over at once."""
    lex: dict[str, Any] = load_toml("times.toml")
    units = ("day", "night", "week", "weekend", "fortnight", "month", "year", "decade", "hour", "minute")
    fixed = {
        "midnight",
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "morning",
        "afternoon",
        "evening",
        "half",
        "quarter",
    }
    words = {*lex["months"], *lex["weekdays"], *lex["seasons"], *units, *(u + "s" for u in units), *fixed}
    words |= {w.split()[0] for w in lex["holidays"]} | {w for w, n in lex["ordinals"].items() if n > 4}
    words |= {w + "." for w in lex["months"]} | {d + "s" for d in lex["weekdays"]}
    return frozenset(words), re.compile(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)\b|\d/\d")


def _may_hold(words: Sequence[str]) -> bool:
    vocabulary, figures = _vocabulary()
    if not vocabulary.isdisjoint(words):
        return True
    return bool(figures.search(" ".join(words))) and any(w[-1:].isalnum() and figures.search(w) for w in words)


@cache
def _pieces() -> tuple[frozenset[str], dict[str, re.Pattern[str]]]:
    """Pieces of text that patterns need, and months with what finds them at the end of a word (no "market")."""
    months = {m: re.compile(re.escape(m) + "(?![a-z])") for m in load_toml("times.toml")["months"]}
    return frozenset(piece for p in patterns() for piece in p.needs if piece not in months), months


def _present(text: str) -> set[str]:
    """Of the pieces that patterns need those that the text has."""
    pieces, months = _pieces()
    found = {piece for piece in pieces if piece in text}
    found.update(month for month, at_end in months.items() if month in text and at_end.search(text))
    return found


def _hits(tokens: Sequence[Token], words: Sequence[str]) -> list[_Hit]:
    """Matches that do not overlap, earlier rules first, in text order."""
    text = " ".join(words)
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for n, word in enumerate(words):
        begins[at], ends[at + len(word)] = n, n + 1
        at += len(word) + 1
    taken = bytearray(len(words))
    hits: list[_Hit] = []
    present = _present(text)
    for pattern in patterns():
        if present.isdisjoint(pattern.needs):
            continue
        for m in pattern.regex.finditer(text):
            start, end = m.start(), m.end()
            while end > start and text[end - 1] == " ":
                end -= 1
            first, last = begins.get(start), ends.get(end)
            if (
                first is None
                or last is None
                or any(taken[first:last])
                or not _sound(tokens, words, m, first, last, pattern)
            ):
                continue
            taken[first:last] = b"\x01" * (last - first)
            hits.append(_Hit(first, last, m, pattern))
    return sorted(hits, key=lambda h: h.first)


def _sound(tokens: Sequence[Token], words: Sequence[str], m: re.Match[str], first: int, last: int, p: Pattern) -> bool:
    """Whether the words are what the pattern takes them for: "May" and no "may", a year and no count."""
    inside = words[first:last]
    figures = any(w[:1].isdigit() for w in inside)
    for n in range(first, last):
        word = words[n].rstrip(".")
        if (
            word in _DOUBTFUL
            and not figures
            and not (tokens[n].text[:1].isupper() and n > 0 and word in ("may", "march"))
        ):
            return False
        if word in ("may", "march") and figures and n == first and not tokens[n].text[:1].isupper():
            return False
    nxt = tokens[last] if last < len(tokens) else None
    if figures and nxt is not None and nxt.lower in _CLOCKS and inside[-1].isdigit():
        return False  # "3 May, 1900 GMT" is no day of 1900
    before = words[first - 1] if first else ""
    if p.name in ("year", "years", "decade"):
        return _is_year(tokens, before, nxt, first, last)
    if p.name == "weekday" and inside[-1].endswith("days"):  # "on Sundays" is a habit
        return before not in ("on", "every") and nxt is not None and nxt.pos in ("NOUN", "ADJ", "PROPN")
    if p.name in ("weekday", "season", "month", "weekend") and before in ("every", "each", "black", "bloody", "good"):
        return before not in ("black", "bloody", "good") or not tokens[first - 1].text[:1].isupper()
    if p.name == "ago" or p.name == "later":
        return not (nxt is not None and nxt.lower == "than")
    return True


def _is_year(tokens: Sequence[Token], before: str, nxt: Token | None, first: int, last: int) -> bool:
    if last - first > 1:
        return True
    if first and tokens[first - 1].pos == "PROPN" and tokens[first].head is tokens[first - 1]:
        return False  # "Euro 2024"
    if before in (
        "©",
        "copyright",
        "$",
        "€",
        "£",
        "over",
        "least",
        "about",
        "some",
        "nearly",
        "almost",
        "than",
        "resolution",
        "number",
    ):
        return False
    if nxt is not None and nxt.tag == "NNS" and before not in ("in", "the", "since", "of"):
        return False  # "2000 people"
    return not (
        nxt is not None and nxt.lower in ("hours", "people", "civilians", "km", "metres", "meters", "miles", "gmt", "%")
    )


def _future_words() -> frozenset[str]:
    return word_set("times.toml", "words", "future")


def _is_future(token: Token) -> bool:
    """Whether the nearest verb above stands below "will" or is planned ("is due to meet", "is set for Monday")."""
    for n, above in enumerate(token.ancestors()):
        if above.lower == "for" and above.head.lemma in ("set", "schedule", "due", "plan"):
            return True
        if above.pos in ("VERB", "AUX"):
            if any(c.lower in _future_words() and c.dep == "aux" for c in above.children):
                return True
            to = any(c.lower == "to" and c.dep == "aux" for c in above.children)
            return to and above.head.lemma in ("expect", "schedule", "set", "due", "plan", "intend", "agree", "hope")
        if n > 6:
            break
    return False


def _head(parsed: Parsed, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= parsed.tokens[i].head.i < last), last - 1)


def _with_ranges(parsed: Parsed, found: list[Entity]) -> list[Entity]:
    """Pairs to one range: "between Friday and Monday", "from March to May", "Friday to Sunday"."""
    out: list[Entity] = []
    for entity in found:
        last = out[-1] if out else None
        if last and last.when and entity.when and not last.use and not entity.use and _is_linked(parsed, last, entity):
            lead = last.first - 1 if _lead_word(parsed, last) in ("between", "from") else last.first
            start, end = date.fromisoformat(last.when.start), date.fromisoformat(entity.when.end)
            if start > end and last.when.precision == entity.when.precision == "day" and (start - end).days < WEEK:
                start -= timedelta(days=WEEK)  # "between Monday and Friday", told on a Monday
            precision = max(last.when.precision, entity.when.precision, key=_RANK.__getitem__)
            if start <= end:
                both = when(start, end, "days" if precision == "day" else precision)
                span = parsed.span(lead, entity.last)
                out[-1] = replace(last, first=lead, last=entity.last, span=span, when=both)
                continue
        out.append(entity)
    return out


def _has_been(time: Token) -> bool:
    """ "had by Friday killed 31": what has come about up to that day."""
    verb = next((t for t in islice(time.ancestors(), 3) if t.pos in ("VERB", "AUX")), None)
    return verb is not None and any(c.dep == "aux" and c.lower in ("had", "has", "have") for c in verb.children)


def _lead_word(parsed: Parsed, entity: Entity) -> str:
    i = entity.first - 1
    return parsed.tokens[i].lower if i >= 0 and parsed.tokens[i].sent == parsed.tokens[entity.first].sent else ""


def _is_linked(parsed: Parsed, a: Entity, b: Entity) -> bool:
    between = [t.lower for t in parsed.tokens[a.last : b.first]]
    lead = _lead_word(parsed, a)
    if between in (["and"], ["and", "early"], ["and", "late"]):
        return lead == "between" or _follow(a, b)  # "on Thursday and Friday"
    return between in (["to"], ["until"], ["till"], ["through"], ["-"], ["–"], ["up", "to"]) and (
        lead == "from" or between != ["until"]
    )


def _follow(a: Entity, b: Entity) -> bool:
    """Whether two days are next to each other."""
    if not (a.when and b.when and a.when.precision == b.when.precision == "day"):
        return False
    return (date.fromisoformat(b.when.start) - date.fromisoformat(a.when.start)).days == 1


def _with_bounds(parsed: Parsed, found: list[Entity], clock: Clock) -> list[Entity]:
    """ "since 2013" runs up to the report's own date; "after", "before" and "until" leave an end open."""
    out = []
    for entity in found:
        lead = _lead_word(parsed, entity)
        if lead == "since" and not entity.use and entity.when:
            late = "end of " in entity.span.text.lower()
            start = date.fromisoformat(entity.when.end if late else entity.when.start)
            end = clock.own if clock.own and clock.own >= start else date.fromisoformat(entity.when.end)
            precision = "days" if entity.when.precision == "day" else entity.when.precision
            first = entity.first - 1
            entity = replace(
                entity, first=first, span=parsed.span(first, entity.last), when=when(start, end, precision)
            )
        elif lead in ("after", "before", "until", "till") and not entity.use:
            entity = replace(entity, use="until" if lead == "till" else lead)
        elif lead == "by" and not entity.use and _has_been(parsed.tokens[entity.head]):
            entity = replace(entity, use="until")
        out.append(entity)
    return out

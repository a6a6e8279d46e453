"""Mends what papers print and collectors break, for the parser only: the stored text is never changed.

A :class:`Piece` is a paragraph as the parser shall see it, with the start and end in the stored text of each of its
characters. What is mended, and why, stands at each rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.lexicon import load_toml
from dateline.model import Dateline, Span
from dateline.read.letters import explained
from dateline.read.limits import LONG_WORD

# Typographic signs that the model saw less often than their plain forms; one for one, so offsets stay.
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\ufeff": " ", "\t": " ",
        "|": " ",  # column rests at the end of scraped pages
        "‐": "-", "‑": "-",
    }
)  # fmt: skip

# A capital of any Latin alphabet: Ó, İ, Ş ...
_CAP = "[" + "".join(c for c in map(chr, range(0x41, 0x250)) if c.isupper()) + "]"
_CAPS = f"{_CAP}(?:{_CAP}|['’.\\- ])+"
# A run of capitals, commas and slashes at the head of a paragraph, closed by a colon or a dash.
_DATELINE = re.compile(
    rf"\s*(?P<places>{_CAPS}(?:(?:/|, ?){_CAPS})*)(?:\s*\([^()]{{2,40}}\))?"
    r"(?P<rest>(?:,\s+[A-Z][\w.'’-]+(?:\s+(?:(?:of|the|and|de)\s+)*[A-Z][\w.'’-]+){0,4}){0,2}(?:,?\s+\d{1,2}\s+[A-Z]\w{2,8}\.?(?:\s+\d{2,4})?|,?\s+[A-Z]\w{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?"
    r"(?:\s*\([^()]{2,40}\))?)\s*(?:--|[—–:]|\s-)\s*(?P<tags>(?:\[[^\[\]]{2,120}\]\s*)*)"
)
# "Accra, 11 Jan - ", "Lima, May 9. ", "Osijek, Tuesday (Pannonia) - ": a dateline in small letters has a day.
_NAME = f"{_CAP}[^\\W\\d_]+(?:[ '’-](?:{_CAP}[^\\W\\d_]+|de|del|la|al|el|es|as|an)){{0,3}}"

# "Accra/Lima - ", "Accra (Pannonia) - ": one in small letters without a day has several places or an agency.
_SMALL_LINE = re.compile(
    rf"\s*(?P<places>{_NAME}(?:/{_NAME}){{1,3}}|{_NAME}(?=\s*\((?:[A-Z]|dpa)))(?:\s*\([^()]{{2,40}}\))?"
    r"\s*(?:--|[—–]|\s-\s)\s*(?=[\"“'A-Z])"
)


@cache
def _dated_line() -> re.Pattern[str]:
    lex = load_toml("times.toml")
    months = "|".join(m for m in sorted(lex["months"], key=len, reverse=True))
    days = "|".join(d for d in sorted(lex["weekdays"], key=len, reverse=True))
    day = rf"(?i:{days}|\d{{1,2}}\s+(?:{months})|(?:{months})\.?\s+\d{{1,2}})"
    return re.compile(
        rf"\s*(?P<places>{_NAME})(?:, ?{_NAME})?, ?{day}(?:,? (?:19|20)\d\d)?\.?"
        r"(?:\s*\([^()]{2,40}\))?\s*(?:--|[—–:]|\s-|(?<=\d)\.\s|(?<=\d\.)\s|(?<=\))\s*(?=[\"“'A-Z\d]))\s*"
    )


# "Accra: A soldier was killed ...": papers of southern Asia and Africa close theirs with a colon.
_COLON_LINE = re.compile(
    rf"\s*(?P<places>{_NAME}(?:/{_NAME})?)(?:, {_NAME})?(?:\s*\([^()]{{2,40}}\))?\s?"
    r"(?::|--|[—–]|(?<=\s)-(?=\s))\s*(?=[\"“'A-Z\d])"
)
_SPOKEN_LINE = re.compile(rf"^[ \t]*{_NAME}: ", re.MULTILINE)
# "By ANNE EXAMPLE" and then "ACCRA Soldiers killed ...": what parted place and prose is lost.
_BYLINE = re.compile(r"\s*(?:By|BY) [A-Z]")
_BARE_LINE = re.compile(rf"\s*(?P<places>{_CAP}{{3,}}(?: {_CAP}{{3,}})*) (?={_CAP}[a-z]|A )")

# "[2]", "(Reuters) - ", "(Updated 9 a.m.)", "(Adds details)": words of the agency about its own report.
_WIRE_TAGS = re.compile(
    r"\s*(?:(?:\[[^\[\]]{2,120}\]|\([^()]{2,40}\)\s*(?:--|[—–]|-(?=\s))"
    r"|\((?i:upd|adds?\b|recasts|corrects|releads|with\b|refiles|repeats)[^()]{0,80}\))\s*)+"
)
_FUNCTION_WORDS = (
    "The|A|An|In|On|At|It|He|She|They|We|But|And|As|For|From|This|That|These|Those|There|When|While|After|Before|"
    "According|Meanwhile|However|Earlier|Later|Some|Many|Several|One|Two|Three|If|Its|His|Her|Their"
)
# "in SyriaThe desert": two sentences joined without any sign. Only before a word that opens sentences.
_GLUED = re.compile(rf"(?<=[a-z]{{3}})(?=(?:{_FUNCTION_WORDS})\b)")
# "this month.“The": the space after the full stop is missing. Not "U.S.The": a lower-case letter stands before it.
_TIGHT_STOP = re.compile(
    r"(?<=[a-z\d\)][.!?])(?=[\"“]?[A-Z][a-z])|(?<=[a-z][.!?][\"”'])(?=[A-Z])|(?<=[a-z],[\"”])(?=[a-z])"
)
# "IS" as a name: the parser takes it for the verb. "IS [Daesh]" is one name printed twice.
_IS_NAME = re.compile(r"\bIS\b(?:\s?\[[A-Za-z]{4,6}\])?(?=[\s,.;:'’)-])")


# Characters of one paragraph for the parser; whole books come without a line break, and its memory grows with length.
LONGEST = 20_000
_SENTENCE_END = re.compile(r"[.!?][\"')]?\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph for the parser. ``starts[i]``/``ends[i]``: where its character i stands in the stored text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    paragraph: int


class _Mender:
    """A string under repair that remembers where each of its characters came from."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        # Ranges, until something is mended: nothing is, in most paragraphs.
        self.starts: list[int] | range = range(offset, offset + len(text))
        self.ends: list[int] | range = range(offset + 1, offset + len(text) + 1)

    def replace(self, start: int, end: int, new: str) -> None:
        """Put ``new`` for characters start..end; every new character stands for the whole old stretch."""
        if start < end:
            a, b = self.starts[start], self.ends[end - 1]
        else:  # an insertion has no width of its own
            a = b = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
        self.text = self.text[:start] + new + self.text[end:]
        if isinstance(self.starts, range) or isinstance(self.ends, range):
            self.starts, self.ends = list(self.starts), list(self.ends)
        self.starts[start:end] = [a] * len(new)
        self.ends[start:end] = [b] * len(new)

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> None:
        for match in reversed(list(pattern.finditer(self.text))):
            self.replace(match.start(), match.end(), new if isinstance(new, str) else new(match))


def pieces(
    text: str, is_common: Callable[[str], bool], is_letters: Callable[[str], bool] = lambda word: False
) -> tuple[list[Piece], tuple[Dateline, ...]]:
    """The paragraphs of a stored text, mended, and its datelines.

    ``is_common(word)`` says whether a lower-case word is an ordinary English one, ``is_letters`` whether it is the
    letters of a name (they restore the case of all-capitals text). An empty text gives no piece.
    """
    capitals = _is_capitals(text)
    casing = _Casing(is_common, is_letters, explained(text)) if capitals else None
    stripped = _is_stripped(text)
    names = set(re.findall(r"\b[A-Z][a-z]{2,}\b", text)) if stripped else set()
    datelines: list[Dateline] = []
    out: list[Piece] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        if number < (1 if capitals else 3):  # a headline and a by-line may stand in front
            start, found = _take_dateline(text, start, end)
            if not found and not datelines:
                start, found = _take_unusual(text, start, end, is_common)
            datelines.extend(found)
        mender = _Mender(text[start:end].translate(_PLAIN), start)
        if mender.text.strip():
            _mend(mender, casing, stripped, names)
            out.extend(_parts(Piece(mender.text, mender.starts, mender.ends, number)))
    return out, tuple(datelines)


def _parts(piece: Piece) -> Iterator[Piece]:
    """A piece, cut where a sentence seems to end if it is longer than the parser takes without much memory."""
    at, text = 0, piece.text
    while len(text) - at > LONGEST:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, at + LONGEST // 2, at + LONGEST)]
        blank = text.rfind(" ", at + LONGEST // 2, at + LONGEST)
        end = ends[-1] if ends else blank if blank > 0 else at + LONGEST
        yield Piece(text[at:end], piece.starts[at:end], piece.ends[at:end], piece.paragraph)
        at = end
    yield Piece(text[at:], piece.starts[at:], piece.ends[at:], piece.paragraph) if at else piece


def _mend(mender: _Mender, casing: _Casing | None, stripped: bool, names: set[str]) -> None:
    mender.sub(re.compile(r"\n"), " ")  # a line break inside a wrapped paragraph
    for match in reversed(list(LONG_WORD.finditer(mender.text))):
        mender.replace(*match.span(2), "")
    if casing:
        _restore_case(mender, casing)
    else:
        mender.sub(_IS_NAME, "ISIS")
    if stripped:
        _restore_possessives(mender, names)
    mender.sub(_TIGHT_STOP, " ")
    mender.sub(_GLUED, ". ")


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph: lines, or blocks between blank lines where the lines are wrapped."""
    blocks = [m.span() for m in re.finditer(r"[^\n](?:[^\n]|\n(?![ \t\r]*\n))*", text)]
    for start, end in blocks:
        lines = [m.span() for m in re.finditer(r"[^\n]+", text[start:end])]
        printed = [text[start + a : start + b] for a, b in lines]
        if _is_wrapped(printed):
            yield start, end
        elif _is_column(printed):
            yield from _runs(start, lines, printed)
        else:
            yield from ((start + a, start + b) for a, b in lines)


_ENDS = (".", "!", "?", '"', "”", ":", "|")
_WIDEST = 100  # letters in a line of a column


def _is_wrapped(lines: list[str]) -> bool:
    """Hard-wrapped prose: several lines of like length, most not ending a sentence."""
    if len(lines) < 2:
        return False
    inner = [line.rstrip() for line in lines[:-1]]
    unended = sum(not line.endswith(_ENDS) for line in inner)
    return unended >= 0.6 * len(inner) and all(40 <= len(line) <= 120 for line in inner)


def _is_column(lines: list[str]) -> bool:
    """Wrapped paragraphs without blank lines between: many a line goes on in the next with a small letter."""
    if len(lines) < 4 or max(map(len, lines)) > _WIDEST:
        return False
    soft = sum(not a.rstrip().endswith(_ENDS) and b.lstrip()[:1].islower() and len(a) > 30 for a, b in pairwise(lines))
    return soft >= 0.4 * (len(lines) - 1)


def _runs(start: int, lines: list[tuple[int, int]], printed: list[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs of a column: one ends with a sentence, on a line that has room for the next one's first word."""
    width, first = max(map(len, printed)), lines[0][0]
    for k, (_, end) in enumerate(lines):
        after = printed[k + 1].split(maxsplit=1)[0] if k + 1 < len(lines) and printed[k + 1].strip() else ""
        line = printed[k].rstrip()
        if k + 1 == len(lines) or (line.endswith(_ENDS) and len(line) + 1 + len(after) <= width):
            yield start + first, start + end
            first = lines[k + 1][0] if k + 1 < len(lines) else end


def _is_capitals(text: str) -> bool:
    """All-capitals wire text: of the letters, hardly any is small."""
    if 10 * sum(map(text.count, "etaoinsrh")) >= len(text):  # seen at once, of nearly any text
        return False
    small = sum(map(str.islower, text))
    large = sum(map(str.isupper, text))
    return large > 40 and small < 0.1 * large


def _is_stripped(text: str) -> bool:
    """A collector removed commas and apostrophes: a long text that has none of either."""
    return len(text) > 300 and not any(c in text for c in ",'’‘")


def _take_dateline(text: str, start: int, end: int) -> tuple[int, list[Dateline]]:
    """Where the prose begins after a dateline, and the places in it."""
    match = _DATELINE.match(text, start, end)
    for small in (_dated_line(), _SMALL_LINE) if not match else ():
        line = small.match(text, start, min(end, start + 120))
        if line and line.end() < end:
            at = line.start("places")
            return line.end(), [
                Dateline(place=p.group(), span=Span(start=at + p.start(), end=at + p.end(), text=p.group()))
                for p in re.finditer(r"[^/]+", line["places"])
            ]
    if not match or match.end() >= end or match.end("places") - match.start("places") > 60:
        tags = _WIRE_TAGS.match(text, start, end)
        return (tags.end(), []) if tags and tags.end() < end else (start, [])
    if match.end() - match.start() > 160 or not re.search(f"{_CAP}{{3}}", match["places"]):
        return start, []
    found = []
    for place in re.finditer(f"{_CAP}(?:{_CAP}|['’.\\- ])*{_CAP}", match["places"]):
        a, b = match.start("places") + place.start(), match.start("places") + place.end()
        if place.group().lower() in load_toml("casing.toml")["no_datelines"]:
            continue
        found.append(
            Dateline(place=place.group().title().replace("i\u0307", "i"), span=Span(start=a, end=b, text=text[a:b]))
        )
    return match.end(), found


def _take_unusual(text: str, start: int, end: int, is_common: Callable[[str], bool]) -> tuple[int, list[Dateline]]:
    """The same for a dateline that ends in a colon, or in nothing under a by-line."""
    line = _COLON_LINE.match(text, start, min(end, start + 60))
    if line:
        prose = text[line.end() : end].rstrip()
        # A title has no stop at its end; in an interview others speak so too; a common word is who says it ("Police:").
        named = not any(is_common(w.lower()) for w in line["places"].split("/"))
        if len(prose) < 80 or prose[-1] not in '.!?"”' or not named or len(_SPOKEN_LINE.findall(text)) > 1:
            line = None
    elif _BYLINE.match(text[:start].rstrip().rpartition("\n")[2]):
        line = _BARE_LINE.match(text, start, min(end, start + 60))
    if not line:
        return start, []
    at, words = line.start("places"), line["places"]
    name = words if any(map(str.islower, words)) else words.title()
    return line.end(), [Dateline(place=name, span=Span(start=at, end=at + len(words), text=words))]


_CAPITAL_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][A-Z'\-]*|[.!?]")
# An editor's insertion: the parser reads round brackets inside a sentence better than square ones.
_ROUND = str.maketrans("[]", "()")


class _Casing(NamedTuple):
    """What tells how a word of all-capitals text is written."""

    is_common: Callable[[str], bool]
    is_letters: Callable[[str], bool]
    explained: frozenset[str]  # letters that the text gives with their long name

    def letters(self, low: str) -> bool:
        return low in self.explained or (self.is_letters(low) and not self.is_common(low))


def _restore_case(mender: _Mender, casing: _Casing) -> None:
    """Small letters for ordinary words, a capital for the rest; one for one, so offsets stay."""
    chars = list(mender.text)
    opens = True
    for match in _CAPITAL_WORD.finditer(mender.text):
        word = match.group()
        if not word[0].isalpha():
            opens = True
            continue
        if "." in word:  # U.S., D.C.
            opens = False
            continue
        low = word.lower()
        if casing.letters(low):
            opens = False
            continue
        ordinary = all(casing.is_common(part) for part in re.split(r"[-']", low) if part)
        bracketed = mender.text[match.start() - 1 : match.start()] in "[(" and len(word) <= 6 and match.start() > 0
        new = word if bracketed and not ordinary else low if ordinary and not opens else low[0].upper() + low[1:]
        if not ordinary:
            new = word if bracketed else "-".join(p[:1].upper() + p[1:] for p in low.split("-"))
        chars[match.start() : match.end()] = new
        opens = False
    mended = "".join(chars).translate(_ROUND)
    for pattern in (_MONTH_BY_NUMBER, _phrases()):
        mended = pattern.sub(lambda m: m.group().title(), mended)
    mender.text = mended


_MONTH_BY_NUMBER = re.compile(r"(?<=\d )(?:may|march)\b|\b(?:may|march)(?= \d)")


@cache
def _phrases() -> re.Pattern[str]:
    """Names of several ordinary words, as a data file lists them."""
    return re.compile(r"\b(?:" + "|".join(load_toml("casing.toml")["phrases"]) + r")\b")


_POSSESSIVE = re.compile(r"\b([A-Z][a-z]{2,})s(?= [A-Za-z])")


def _restore_possessives(mender: _Mender, names: set[str]) -> None:
    """ "Syrias army" -> "Syria's army" where the text also has "Syria": its apostrophes were stripped."""
    for match in reversed(list(_POSSESSIVE.finditer(mender.text))):
        if match.group(1) in names:
            mender.replace(match.end(1), match.end(1), "'")

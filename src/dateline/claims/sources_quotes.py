"""Quotations: where they open and close, also over sentences and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.reading import Parsed

_OPEN, _CLOSE, _STRAIGHT = "“„«", "”»", "\"'"
# A mark in the stored text: double signs of all sorts, and two single ones that stand for a double.
_MARK = re.compile(r"[“”„«»\"]|''|``|‘‘|’’")


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``first`` to ``last`` (exclusive), marks included, of one paragraph.

    ``runs_on``: no mark closes it before the paragraph ends (the custom of print where a quotation goes on in the next
    paragraph, which then opens with a mark again).
    """

    first: int
    last: int
    paragraph: int
    runs_on: bool = False


def find_quotes(parsed: Parsed) -> list[Quote]:
    """The quotations of a report, in text order, none inside another."""
    out: list[Quote] = []
    text = parsed.document.text
    if not _MARK.search(text):
        return out
    sentences = list(parsed.sentences)
    i = 0
    while i < len(sentences):
        j = i
        while j < len(sentences) and sentences[j].paragraph == sentences[i].paragraph:
            j += 1
        first, last = sentences[i].first, sentences[j - 1].last
        spans = _spans(text, parsed.tokens[first].start, max(parsed.tokens[k].end for k in (last - 1,)))
        out += _to_tokens(parsed, first, last, spans, sentences[i].paragraph)
        i = j
    return out


def _spans(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """(start, end, closed) of the quotations in a paragraph of the stored text."""
    out: list[tuple[int, int, bool]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text, start, end):
        opens = _opens(text, mark, opened is not None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            out.append((opened, mark.end(), True))
            opened = None
    if opened is not None:
        out.append((opened, end, False))
    return out


def _opens(text: str, mark: re.Match[str], inside: bool) -> bool:
    """Whether a mark opens: by its own form, else by what stands around it, else by turns."""
    sign = mark.group()[0]
    if sign in _OPEN or mark.group() == "``":
        return True
    if sign in _CLOSE:
        return False
    before = text[mark.start() - 1 : mark.start()] or " "
    after = text[mark.end() : mark.end() + 1] or " "
    if before.isspace() and not after.isspace():
        return True
    if after.isspace() and not before.isspace():
        return False
    return not inside


def _to_tokens(
    parsed: Parsed, first: int, last: int, spans: list[tuple[int, int, bool]], paragraph: int
) -> list[Quote]:
    out: list[Quote] = []
    i = first
    for start, end, closed in spans:
        while i < last and parsed.tokens[i].end <= start:
            i += 1
        a = i
        while i < last and parsed.tokens[i].start < end:
            i += 1
        if i > a:
            out.append(Quote(a, i, paragraph, not closed))
    return out

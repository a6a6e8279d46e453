"""Inputs that no paper prints. Each follows from its number alone: one that breaks something can be had again.

Four ways lead in (``WAYS``: how many of a hundred), for a reader costs a tenth of a parse, and the rules behind the
parse break on trees that the parser would seldom give:

    readers  bytes -> documents -> what the parser would be given
    trees    a made parse -> places, parties, times -> claims -> incidents   (``trees.py``)
    spliced  the same of a long report, made of sentences that were parsed once: some in their order, some again, with
             other names and numbers; for the rules that look from sentence to sentence
    whole    bytes -> documents -> parse -> ... -> incidents

What goes the whole way is mostly prose, since noise meets few rules: sentences of the corpus, cut at their clauses and
joined with others' (``report``), or runs of them, shuffled, repeated, with other names and numbers (``long_report``).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

WAYS = {"readers": 40, "trees": 15, "spliced": 15, "whole": 30}

WORDS = (  # noqa: SIM905
    "the a of and that said killed wounded shelled bombed denied accused according to reported by near in on at least "
    "Monday yesterday 12 3,400 dozens hundreds 5.5 rebels army police troops civilians children mayor ministry Oramo "
    "Lessing Damascus KYIV Kabul U.S. Gen. Mr. market hospital bridge convoy air strike car bomb shells drone who "
    "which was were have been did not no if may will had from took retook left ceasefire between fled arrested 2031 "
    "12 March May 5 ISIS IS [Daesh] spokesman for Reuters AP witnesses residents told ``x'' claims responsibility"
).split()
SIGNS = [*".,;:!?()[]{}\"'“”‘’«»—–-…/\\|*#@&%$+=<>~^_`", "\n", "\n\n", "\t", " ", "  ", "\r\n"]
ODD = [
    "\x00", "\x1b[31m", "\u202e", "\u200f", "\u200b", "\u200d", "\u0301", "\ufeff", "\u2028", "\x85", "\ud800",
    "\udfff", "é", "ß", "İ", "ﬁ", "Ǆ", "٣", "五", "مدينة", "עיר", "город", "🚀", "👨‍👩‍👧", "𐎀", "\U000e0041", "½", "①",
    "०", "a" * 300, "9" * 400, "(" * 90, "http://a.b/" + "c" * 250, "-" * 120, "'s" * 40, "he said, " * 30,
    "of the " * 60,
]  # fmt: skip
SENTENCES = [
    "At least 12 people were killed when shells hit a market in Kabul on Monday, officials said.",
    "The army denied that it had bombed the hospital, according to the Ministry of Defence.",
    'A witness said: "They took the bridge and killed my two brothers," and fled to Damascus.',
    "Rebels retook Lessing from the government on 12 March 2031, a spokesman for the group told Reuters.",
    "Between 40 and 50 soldiers, among them 3 officers, were wounded in two air strikes near Aleppo last week.",
    "KAMPALA, 4 March (AP) - Gunmen attacked a convoy on the road to Gulu, killing the driver and a nurse.",
    "The dead were identified as Ana Ruiz, 34, her son Luis and three neighbours; two others are missing.",
    "Neither the army nor the rebels have said who controls the airport, which changed hands twice in May.",
    '"We did not fire first," said Gen. Oram, whom the radio accuses of ordering the shelling of the camp.',
    "Fighting between the Front and government troops, in which a child died, forced 2,000 families from their homes.",
    "If the talks fail the group will blow up the bridge, it warned, after having claimed the bombing of the station.",
]


def text(rng: random.Random) -> str:
    """Words, signs and odd characters in any order; sentences cut, doubled and overwritten; one thing many times."""
    kind = rng.random()
    if kind < 0.1:
        part = rng.choice([*WORDS, *SIGNS, *ODD, *SENTENCES])
        return (part + rng.choice(("", " ", ", "))) * int(10 ** rng.uniform(0, 1.6 if rng.random() < 0.97 else 3))
    if kind < 0.5:
        whole = " ".join(rng.sample(SENTENCES, rng.choice((1, 1, 2))))
        for _ in range(rng.randrange(1, 5)):
            at, length = rng.randrange(len(whole) + 1), rng.choice((0, 0, 1, 5, 30))
            whole = whole[:at] + rng.choice(SIGNS + ODD + WORDS) + whole[at + length :]
        return whole
    parts = [rng.choice(rng.choices((WORDS, SIGNS, ODD), (16, 4, 1))[0]) for _ in range(int(10 ** rng.uniform(0, 1.6)))]
    return rng.choice((" ", " ", "")).join(parts)


PROSE = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
_CLAUSE = re.compile(r"(?<=,) |(?<=[;:”\"]) | (?=(?:and|but|who|which|that|after|while|where|as|with|in|on|by) )")


def report(rng: random.Random) -> str:
    """Paragraphs of sentences that were told once, their clauses mixed, words and signs over words, in odd layouts."""
    told = [_told(rng) for _ in range(int(10 ** rng.uniform(0, 0.9)))]
    whole = told[0] + "".join(rng.choice((" ", " ", "\n\n", "\n", "\n\n- ")) + sentence for sentence in told[1:])
    if rng.random() < 0.2:
        whole = f"{rng.choice(WORDS).upper()}, {rng.randrange(1, 32)} {rng.choice(('March', 'May', 'Sep.'))} - {whole}"
    if rng.random() < 0.1:
        whole = whole.upper() if rng.random() < 0.5 else whole.lower()
    return whole


def _told(rng: random.Random) -> str:
    """A sentence, or one made of the clauses of two to four."""
    parts = _CLAUSE.split(rng.choice(PROSE))
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        others = _CLAUSE.split(rng.choice(PROSE))
        at, start = rng.randrange(len(parts) + 1), rng.randrange(len(others))
        parts[at : at + rng.choice((0, 1, 2))] = others[start : start + rng.randrange(1, 4)]
    words = " ".join(parts).split()
    for _ in range(rng.choice((0, 0, 0, 1, 2, 5))):
        at = rng.randrange(len(words) + 1)
        words[at : at + rng.choice((0, 1, 1, 3))] = [rng.choice(rng.choices((WORDS, SIGNS, ODD), (16, 6, 1))[0])]
    return " ".join(words)


CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "dispatches"
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]? (?=[A-Z“\"])|\n+")
_SWAPPED = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*|\b\d{1,3}\b")


@cache
def dispatches() -> tuple[str, ...]:
    """The texts of the corpus."""
    return tuple(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt")))


@cache
def _corpus() -> tuple[list[str], list[str], list[str]]:
    """Its sentences in their order, its names, its numbers."""
    found = [w for text in dispatches() for w in _SWAPPED.findall(text)]
    sentences = [s for text in dispatches() for s in _SENTENCE.split(text) if s and s.strip()]
    return sentences, [w for w in found if w[0].isalpha()], [w for w in found if w[0].isdigit()]


def runs(rng: random.Random, known: Sequence[T], size: int) -> list[T]:
    """So many of what is known: some that follow one another, at times again what was taken before."""
    out: list[T] = []
    while len(out) < size:
        if out and rng.random() < 0.2:
            out += rng.choices(out, k=rng.choice((1, 1, 2, 4)))
        at = rng.randrange(len(known))
        out += known[at : at + rng.choice((1, 1, 2, 3, 5))]
    return out[:size]


def long_report(rng: random.Random) -> str:
    """Sentences of several dispatches, up to some fifty, in paragraphs; names and numbers of others in their stead."""
    sentences, names, numbers = _corpus()
    few = rng.sample(names, 6)  # what is told again is told of the same place, or is said by the same voice
    rate = rng.choice((0, 0.2, 0.6))

    def other(found: re.Match[str]) -> str:
        if rng.random() > rate:
            return found[0]
        return rng.choice(numbers if found[0].isdigit() else few if rng.random() < 0.7 else names)

    told = [_SWAPPED.sub(other, s) for s in runs(rng, sentences, int(10 ** rng.uniform(0.5, 1.7)))]
    if rng.random() < 0.3:
        rng.shuffle(told)
    return told[0] + "".join(rng.choice((" ", " ", "\n\n")) + sentence for sentence in told[1:])


def _utf8(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _html(rng: random.Random) -> bytes:
    deep = int(10 ** rng.uniform(0, 3)) if rng.random() < 0.1 else 1
    tag = rng.choice(("div", "p", "table><tr><td", "blockquote", "ul><li", "b"))
    body = "".join(f"<p>{text(rng)}</p>" for _ in range(rng.randrange(1, 4)))
    meta = f'<meta property="article:published_time" content="{rng.choice(("2031-01-02", text(rng)[:40], ""))}">'
    return _utf8(
        f"<html><head><title>{text(rng)[:60]}</title>{meta}</head><body>{f'<{tag}>' * deep}{body}</body></html>"
    )


def _feed(rng: random.Random) -> bytes:
    item = f"<item><title>{text(rng)[:60]}</title><link>http://a.test/1</link><description>{text(rng)}</description></item>"
    return _utf8(f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{item}</channel></rss>')


def _warc(rng: random.Random) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _html(rng)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/1\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _mail(rng: random.Random) -> bytes:
    kind = rng.choice(("text/plain", "text/html", "multipart/mixed; boundary=b"))
    return b"Subject: " + _utf8(text(rng)[:80]) + f"\r\nContent-Type: {kind}\r\n\r\n".encode() + _utf8(text(rng))


def _pdf(rng: random.Random) -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>" + _utf8(text(rng)[:200])


def _csv(rng: random.Random) -> bytes:
    return _utf8(f"text{rng.choice(',;|')}date\n" + "\n".join(text(rng) for _ in range(rng.randrange(1, 4))))


def _jsonl(rng: random.Random) -> bytes:
    lines = [json.dumps({"text": text(rng), "published": rng.choice(("2031-01-02", "soon", None)), "title": "T"})]
    return "\n".join([*lines, rng.choice(("", "{", "[" * 2000, '{"text": 5}'))]).encode("utf-8", "surrogatepass")


def _plain(rng: random.Random) -> bytes:
    return text(rng).encode(rng.choice(("utf-8", "utf-8", "utf-16", "cp1252")), "replace")


FORMATS = {
    ".txt": _plain, ".jsonl": _jsonl, ".html": _html, ".rss": _feed, ".warc": _warc, ".eml": _mail, ".pdf": _pdf,
    ".csv": _csv,
}  # fmt: skip
_SHARE = (52, 15, 4, 6, 3, 5, 4, 11)


class Made(NamedTuple):
    """An input: the way in, the ending of its name, its bytes (of a made parse there are none)."""

    way: str
    ending: str
    data: bytes


def made(number: int) -> Made:
    """One input. Half of the files are as the format wants them, half broken."""
    rng = random.Random(number)
    (way,) = rng.choices(tuple(WAYS), tuple(WAYS.values()))
    if way in ("trees", "spliced"):
        return Made(way, "", b"")
    if way == "whole" and rng.random() < 0.8:
        return Made(way, ".txt", _utf8(long_report(rng) if rng.random() < 0.3 else report(rng)))
    (ending,) = rng.choices(tuple(FORMATS), _SHARE)
    data = FORMATS[ending](rng)
    if ending != ".txt" and rng.random() < 0.5:
        at, length = rng.randrange(len(data) + 1), rng.randrange(60)
        data = rng.choice((data[:at], data[:at] + rng.randbytes(length) + data[at + length :], data + data[at:]))
    return Made(way, ending, data)

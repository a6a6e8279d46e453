"""Numbers of people and of countable things: low, best and high of each expression.

The values of vague words and of modifiers ("at least", "up to") are the project's coding guide
(``lexicon/data/counts.toml``). What measures something (ages, distances, calibres, money, times of day) or names
something ("77th Brigade", "Resolution 2254") is no count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from dateline.ground.numerals import DASHES, Numeral, may_begin, read_numeral
from dateline.lexicon import load_toml, word_set
from dateline.model import Count
from dateline.reading import Entity, Parsed, Token

_QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’"})
_UP_TO = frozenset({("up", "to"), ("as", "many"), ("possibly", "up")})

_LEAST, _MOST = frozenset({"minimum", "min", "min."}), frozenset({"maximum", "max", "max."})
_BETWEEN = frozenset({",", "and", "a", "of", ".", "/", ":", "the"})


@cache
def _modifiers() -> tuple[dict[tuple[str, ...], str], int]:
    table = {tuple(w.split()): m["kind"] for m in load_toml("counts.toml")["modifiers"] for w in m["words"]}
    return table, max(map(len, table))


@cache
def _after() -> dict[tuple[str, ...], str]:
    return {tuple(w.split()): kind for kind, words in load_toml("counts.toml")["after"].items() for w in words}


@cache
def _barred() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data: dict[str, Any] = load_toml("counts.toml")["not_people"]
    return frozenset(data["units"]), frozenset(data["before"]), frozenset(data["currency"])


def find_counts(parsed: Parsed, times: Sequence[Entity]) -> list[Entity]:
    """Count entities in text order; what is a date, an age, a distance or a calibre is none.

    ``head`` is the token of the numeral whose syntactic head lies outside it. Numbers never cross a sentence.
    """
    dated = {i for t in times for i in range(t.first, t.last)}
    out: list[Entity] = []
    for sentence in parsed.sentences:
        tokens = [t for t in parsed.words(sentence) if t.text not in _QUOTES]  # “dozens” of people
        words = [t.lower for t in tokens]
        past = 0  # what was read so far
        for i in [i for i, word in enumerate(words) if may_begin(word) and tokens[i].i not in dated]:
            numeral = read_numeral(words, i) if i >= past else None
            if numeral is None or any(t.i in dated for t in tokens[numeral.first : numeral.last]):
                continue
            numeral = _joined_range(words, numeral)
            if not _measures(tokens, words, numeral):
                out.append(_entity(parsed, tokens, words, numeral))
            past = numeral.last
    return out


def _joined_range(words: Sequence[str], a: Numeral) -> Numeral:
    """ "30-40", "30 to 40", "four or five", "between 30 and 40": one range. "from 43 to 70" stays two numbers."""
    j = a.last
    if j + 1 >= len(words) or a.high is None or a.vague:
        return a
    if (top := _top_of(words, a)) is not None:
        return top
    before = words[a.first - 1] if a.first else ""
    link = words[j]
    if link == "and":
        joined = "between" in words[max(0, a.first - 3) : a.first] or tuple(words[j + 1 : j + 3]) in _UP_TO
    elif link == "to":
        joined = before != "from" or (a.first > 1 and words[a.first - 2] == "anywhere")
    else:
        joined = link in DASHES or link == "or"
    if not joined:
        return a
    start = j + 1 + 2 * (tuple(words[j + 1 : j + 3]) in _UP_TO) + (tuple(words[j + 1 : j + 4]) == ("as", "many", "as"))
    if (
        start < len(words)
        and words[start] in ("perhaps", "possibly", "even", "maybe", "about", "around", "as")
        and start + 1 < len(words)
    ):
        start += 1
    if tuple(words[start : start + 2]) == ("more", "than") and start > j + 1:  # "30 and up to more than 50"
        start += 2
    b = read_numeral(words, start) if start < len(words) else None
    if b is None or b.vague or b.high is None:
        return a
    low = a.low
    if b.low >= 1000 and low < 1000 and b.low % 1000 == 0 and b.last - b.first > 1 and a.last - a.first == 1:
        low *= 1000 if b.low < 1_000_000 else 1_000_000  # "two to three thousand"
    return Numeral(a.first, b.last, low, b.high, digits=a.digits) if low < b.low else a


def _top_of(words: Sequence[str], a: Numeral) -> Numeral | None:
    """ "a minimum of 12 and a maximum of 15", "min. 4, max. 6"."""
    if not _LEAST.intersection(words[max(a.first - 3, 0) : a.first]):
        return None
    j, most = a.last, False
    while j < min(len(words), a.last + 6) and (words[j] in _MOST or words[j] in _BETWEEN or words[j] in DASHES):
        most, j = most or words[j] in _MOST, j + 1
    b = read_numeral(words, j) if most and j < len(words) else None
    if b is None or b.vague or b.high is None or a.low >= b.low:
        return None
    return Numeral(a.first, b.last, a.low, b.high, digits=a.digits)


def _measures(tokens: Sequence[Token], words: Sequence[str], n: Numeral) -> bool:
    """Whether the number is an age, a measure, money, a clock time, a year or part of a name."""
    units, barred, currency = _barred()
    before = words[n.first - 1] if n.first else ""
    nxt = words[n.last] if n.last < len(words) else ""
    after = words[n.last + 1] if n.last + 1 < len(words) else ""
    if nxt in DASHES and after in units:
        return True
    if nxt in units and not (nxt == "m" and not n.digits):
        return True
    if nxt in ("more", "consecutive", "full", "long", "straight", "whole", "calendar", "square") and after in units:
        return True
    if _of_that_age(words, n):
        return True
    if before in currency or before in barred or "$" in before:
        return True
    if before in DASHES and n.first > 1 and tokens[n.first - 1].start == tokens[n.first - 2].end:
        return tokens[n.first - 2].text[-1:].isalpha()  # "F-16", "mid-30"
    if n.first and n.digits and words[n.last - 1] == words[n.first] and _is_name_part(tokens, n):
        return True
    first = words[n.first]
    if first in ("one", "few", "many", "most", "some") and _is_pronoun_use(words, n):
        return True
    if first == "both" and tokens[n.first].dep != "det":
        return True  # "both in the north and the south"
    value = n.low
    if n.digits and n.high == value and len(first) == 4 and first.isdigit():
        head = tokens[n.first].head
        counted = (n.last < len(tokens) and tokens[n.last].tag == "NNS") or (
            head.tag == "NNS" and head.i > tokens[n.first].i
        )
        if 1900 <= value <= 2099 and not counted:
            return True
        if (
            before in ("at", "around", "about", "by", "before", "after")
            and not counted
            and value <= 2400
            and value % 100 < 60
        ):
            return True  # clock time: "at about 1330"
    if before == "," or before == "(":
        return _is_age(tokens, words, n)
    return False


def _of_that_age(words: Sequence[str], n: Numeral) -> bool:
    """ "a woman of about 40", "a boy of 12"."""
    i = n.first - 1
    if i > 1 and words[i] in ("about", "around", "some", "nearly", "perhaps", "over"):
        i -= 1
    single = i > 1 and words[i] == "of" and words[i - 1] in word_set("counts.toml", "not_people", "aged")
    behind = words[n.last] if n.last < len(words) else "."
    return single and n.low == n.high and n.low <= 110 and behind not in ("of", "-", "–")


def _is_name_part(tokens: Sequence[Token], n: Numeral) -> bool:
    """ "Brigade 77", "Arabi 21": a number that hangs from the capitalised word before it and counts nothing after."""
    number, prev = tokens[n.first], tokens[n.first - 1]
    if not prev.text[:1].isupper() or prev.pos not in ("PROPN", "NOUN"):
        return False
    if n.last < len(tokens) and tokens[n.last].pos in ("NOUN", "ADJ", "VERB") and number.head.i > number.i:
        return False
    return number.head is prev or (n.last < len(tokens) and tokens[n.last].pos in ("PUNCT", "ADP"))


def _is_pronoun_use(words: Sequence[str], n: Numeral) -> bool:
    before = words[n.first - 1] if n.first else ""
    nxt = words[n.last] if n.last < len(words) else ""
    first = words[n.first]
    if first == "one":
        return before in ("no", "any", "every", "each", "some", "this", "that", "which") or nxt in (
            "another",
            "'s",
            "by",
        )
    if first == "most":
        return nxt not in ("of", "people", "civilians") and before != ""
    return before in ("how", "too", "so", "as") or nxt in ("times",)


def _is_age(tokens: Sequence[Token], words: Sequence[str], n: Numeral) -> bool:
    """ "Leyla Haddad, 34, was", "Leyla (34)": a number alone between marks after a name or a noun of person."""
    nxt = words[n.last] if n.last < len(words) else "."
    if n.high != n.low or n.low > 110 or nxt not in (",", ")", ".", ";"):
        return False
    prev = tokens[n.first - 2] if n.first > 1 else None
    return prev is not None and (prev.pos in ("PROPN", "NOUN") and (prev.ent == "PERSON" or prev.text[:1].isupper()))


def _entity(parsed: Parsed, tokens: Sequence[Token], words: Sequence[str], n: Numeral) -> Entity:
    kinds: list[str] = []
    first = _before(words, n.first, kinds)
    last = _behind(words, n.last, kinds)
    count = _bend(n, kinds)
    inside = range(tokens[n.first].i, tokens[n.last - 1].i + 1)
    head = next((i for i in inside if parsed.tokens[i].head.i not in inside), inside[-1])
    a, b = tokens[first].i, tokens[last - 1].i + 1
    return Entity("count", a, b, head, parsed.span(a, b), count=count)


def _before(words: Sequence[str], start: int, kinds: list[str]) -> int:
    """Where the modifiers before a number begin; their kinds are added, nearest first."""
    table, longest = _modifiers()
    if start and words[start - 1] in ("between", "the"):
        inner = _before(words, start - 1, kinds)
        return inner if inner < start - 1 or words[start - 1] == "between" else start
    for n in range(min(longest, start), 0, -1):
        kind = table.get(tuple(words[start - n : start]))
        if kind:
            kinds.append(kind)
            return _before(words, start - n, kinds)
    return start


def _behind(words: Sequence[str], end: int, kinds: list[str]) -> int:
    for n in (3, 2, 1):
        kind = _after().get(tuple(words[end : end + n]))
        if kind and end + n <= len(words):
            kinds.append(kind)
            return end + n
    return end


def _bend(n: Numeral, kinds: Sequence[str]) -> Count:
    """Low, best and high by the guide: a floor opens the top, "nearly N" is 0.9 N to N, "up to N" is 0 to N."""
    low, high = n.low, n.high
    if "floor" in kinds and (low == high or high is None):
        return Count(low=low, best=low, high=None)
    if high is None:
        return Count(low=low, best=low, high=None)
    if "cap" in kinds:
        return Count(low=0, best=high, high=high)
    if "below" in kinds:
        return Count(low=0, best=max(high - 1, 0), high=max(high - 1, 0))
    if "near" in kinds:
        return Count(low=low * 9 // 10, best=high, high=high)
    return Count(low=low, best=low if low == high or n.vague else (low + high) // 2, high=high)

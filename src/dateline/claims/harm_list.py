"""A list of people read by the order of its words: "A (34), his wife B and their two sons, C and D, were killed".

The parse of such a list is seldom whole: it takes a name behind a comma for another name of the one before, or ends the
list there. So each member is read as a noun phrase of its own, up to what is no comma, "and" or "along with".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.claims import harm_words as lex
from dateline.reading import Grounded, Token

_ARTICLES = frozenset({"a", "an", "the", "another", "his", "her", "their", "its", "my", "our", "your", "one"})
_KEPT = frozenset({"his", "her", "their", "the", "my", "our"})
_OURS = ("my", "our", "your")
_AGE = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days", "old", "yr", "-", "aged"})
_OPEN, _CLOSE = {"(": ")", "[": "]", "“": "”", '"': '"', "‘": "’"}, frozenset(')]”’"')
_BY_FIRST = {"as": ("as", "well", "as"), "along": ("along", "with"), "together": ("together", "with")}
_JOINED = frozenset({"and", "&", "alongside"})
_BEGINS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PRON", "NUM", "ADV", "ADP"})  # "about 30", "at least 30"
_MOST = 60  # words of a list


@dataclass(frozen=True, slots=True)
class Member:
    """One item of a list: the head of its noun phrase, the words it takes. ``kind``: count, kin or name.

    ``most``: how many people it can name; ``told``: how many names after it may say who they are.
    """

    head: Token
    first: int
    last: int
    kind: str
    most: int = 1
    told: int = 0
    article: str = ""


def list_from(grounded: Grounded, first: int, last: int) -> tuple[list[Member], int]:
    """The members of the list that begins at token ``first``, and where it ends; no further than ``last``."""
    tokens = grounded.parsed.tokens
    found: list[Member] = []
    item = _member(grounded, first, last, found)
    if item is None:
        return [], first
    found.append(item)
    end, told, previous = item.last, item.told, item
    enumerated = closed = unnamed = False
    while end < min(last, first + _MOST):
        at, joined, colon = _separator(tokens, end, last)
        if at == end or (colon and found[-1].kind != "count"):
            break
        item = _member(grounded, at, last, found)
        if item is None:
            break
        enumerated = enumerated or colon
        named = item.told == 0 and not (joined and found[-1].kind == "kin")
        if previous is not found[-1] and _apposed(previous, item, joined):
            pass  # "three reporters, Ali, a photographer, and Omar, a driver"
        elif told > 0 and (named or enumerated) and item.most <= told:
            told -= 0 if unnamed and item.kind == "name" and not joined else item.most  # "her eldest son, Bakr Nabil"
            unnamed = item.kind == "kin" and item.told > 0
        elif not _apposed(found[-1], item, joined):
            found.append(item)
            closed = closed or joined
            told, enumerated = item.told, False
        end, previous = item.last, item
    return (found if closed else found[:1]), end


def list_before(grounded: Grounded, verb: Token, first: int, subject: Token) -> tuple[Token, ...]:
    """The list that ends right before a verb, from its first member on; () where ``subject`` is none of its members."""
    tokens = grounded.parsed.tokens
    end = verb.i
    while end > first and (tokens[end - 1].pos in ("AUX", "ADV") or tokens[end - 1].lower in ("both", "all", "each")):
        end -= 1
    begin = max(first, end - _MOST)
    if not any(t.lower in _JOINED or t.lower in _BY_FIRST for t in tokens[begin:end]):
        return ()
    for start in range(begin, subject.i + 1):
        if tokens[start].pos not in _BEGINS:
            continue
        before = tokens[start - 1] if start > first else None
        if before is not None and before.pos not in ("PUNCT", "SCONJ", "CCONJ") and before.lower != "that":
            continue
        found, stop = list_from(grounded, start, end)
        while stop < end and tokens[stop].pos == "PUNCT":
            stop += 1
        if stop >= end and len(found) > 1:
            inside = any(m.first <= subject.i < m.last for m in found)
            return tuple(m.head for m in found) if inside else ()
    return ()


def names_end(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Where the names that follow people end: "her four sons – Areej, Adam (7) and Qais"."""
    i = first
    while i < last and (
        tokens[i].pos in ("PROPN", "PUNCT", "CCONJ", "NUM")
        or tokens[i].lower in _AGE
        or lex.noun_group(tokens[i]) == "all"
    ):
        if tokens[i].text in ".;!?":
            break
        i += 1
    return i


def list_after(grounded: Grounded, head: Token, last: int) -> tuple[Token, ...]:
    """The list that begins with a noun phrase."""
    first = min((t.i for t in head.subtree() if t.i <= head.i), default=head.i)
    while first < head.i and not _member(grounded, first, last, []):
        first += 1
    found, _ = list_from(grounded, first, last)
    if len(found) < 2 or not any(m.first <= head.i < m.last for m in found[:1]):
        return ()
    return tuple(m.head for m in found)


def _separator(tokens: tuple[Token, ...], i: int, last: int) -> tuple[int, bool, bool]:
    """Where the next member begins, whether "and" joins it, and whether a colon opens an enumeration."""
    joined = colon = False
    while i < last:
        word = tokens[i].lower
        phrase = _BY_FIRST.get(word)
        if phrase and tuple(t.lower for t in tokens[i : i + len(phrase)]) == phrase:
            i, joined = i + len(phrase), True
        elif word in _JOINED or (word == "with" and i + 1 < last and tokens[i + 1].tag == "PRP$"):
            i, joined = i + 1, True
        elif word == ",":
            i += 1
        elif word in (":", "–", "—", "namely"):
            i, colon = i + 1, True
        else:
            break
    return i, joined, colon


def _apposed(before: Member, item: Member, joined: bool) -> bool:
    """ "Ali Noor, a doctor", "my uncle, the martyr", "a poet and novelist Huda Noor": who the one before is."""
    if item.kind != "kin" or before.kind == "count":
        return False
    if item.article in _OURS and before.article in (*_OURS, "the"):
        return True  # "our brother, our friend and our teacher"
    if joined:
        return before.told == 1 and not item.article
    return item.article == "the" or (before.kind == "name" and item.article in ("a", "an"))


def _member(grounded: Grounded, i: int, last: int, before: list[Member], owner: str = "") -> Member | None:
    """The item that begins at token ``i``. ``owner``: "his" behind somebody's ("Ali's wife", "the town's mayor")."""
    tokens = grounded.parsed.tokens
    if i >= last:
        return None
    counts = grounded.at(i, "count")
    if counts and counts[0].first == i:
        if before and tokens[i].lower == "a" and tokens[i + 1].lower == "total":
            return None
        return _counted(grounded, i, counts[0].last, last)
    start, article = i, owner
    if tokens[i].lower in _ARTICLES:
        article, i = tokens[i].lower, i + 1
        counts = grounded.at(i, "count") if i < last else ()
        if counts and counts[0].first == i and article not in ("a", "an"):
            return _counted(grounded, i, counts[0].last, last)
    i = _past_age(tokens, i, last)
    run = i
    while i < last and tokens[i].pos in ("NOUN", "PROPN", "ADJ") and not grounded.at(i, "time"):
        i += 1
        if i + 1 < last and tokens[i].text == "-" and tokens[i + 1].pos in ("PROPN", "NOUN"):
            i += 1
    if i == run:
        return None
    if i < last and tokens[i].lower in ("'s", "’s") and not owner:  # "Ali's wife Huda", "the town's mayor"
        inner = _member(grounded, i + 1, last, before, "his")
        if inner and inner.kind == "kin":
            return replace(inner, first=start, told=0)
        return replace(inner, first=start) if inner and inner.kind == "count" else None
    words = tokens[run:i]
    people = [
        t
        for t in words
        if (t.pos == "NOUN" or t.text.islower())
        and (lex.noun_group(t) is not None or (t.lower in lex.carriers() and article))
        and t.tag != "NNS"
    ]
    names = [t for t in words if t.pos == "PROPN" and t not in people]
    kin = next((t for t in words if t.tag == "NNS" and lex.noun_group(t) in ("all", "children")), None)
    if kin is not None and article in _KEPT and names and names[0].i > kin.i and not people:
        return Member(_top(words, kin), start, _trailing(tokens, i, last), "count", 2, _MOST)  # "his sons Ali and Omar"
    shared = bool(before) and before[-1].kind == "kin" and bool(before[-1].article)  # "the father, mother and sister"
    if people and (article or names or (shared and lex.noun_group(people[-1]) == "all")):
        head = _top(words, people[-1])
        return Member(
            head, start, _trailing(tokens, i, last), "kin", 1, 0 if names else 1, article or ("" if names else "his")
        )
    if names and len(names) == len(words) and not article and _is_name(grounded, names, bool(before)):
        return Member(_top(words, names[-1]), start, _trailing(tokens, i, last), "name")
    return None


def _top(words: tuple[Token, ...], noun: Token) -> Token:
    """The head of a phrase: the noun, or the name that the parse hangs it on."""
    inside = set(words)
    while noun.head in inside and noun.head is not noun:
        noun = noun.head
    return noun


def _is_name(grounded: Grounded, names: list[Token], later: bool) -> bool:
    if any(grounded.at(t.i, "place") or grounded.at(t.i, "time") for t in names):
        return any(t.ent == "PERSON" for t in names) and later
    return any(t.ent == "PERSON" for t in names) or later


def _counted(grounded: Grounded, first: int, i: int, last: int) -> Member | None:
    tokens = grounded.parsed.tokens
    count = grounded.at(first, "count")[0].count
    assert count is not None
    most = count.high if count.high is not None else max(count.low or 0, 2) * 4
    run = i = _past_age(tokens, i, last)
    while i < last and (tokens[i].pos in ("NOUN", "PROPN", "ADJ") or tokens[i].dep == "amod"):
        if grounded.at(i, "time"):
            break
        i += 1
    nouns = [t for t in tokens[run:i] if lex.noun_group(t) is not None or t.lower in lex.carriers()]
    if nouns:
        told = most - (nouns[-1].i + 1 < i)  # "two sons Ali and Omar"
        return Member(nouns[-1], first, _trailing(tokens, i, last), "count", most, told)
    number = tokens[grounded.at(first, "count")[0].head]
    if number.lower in lex.pairs() or tokens[i - 1].lower in lex.pairs():  # "an elderly couple and their grandson"
        return Member(tokens[i - 1], first, _trailing(tokens, i, last), "count", most, most)
    if i == run and i + 1 < last and tokens[i].lower == "of":  # "four of their children"
        end = _noun_phrase(tokens, i + 1, last)
        if tokens[i + 1].lower not in ("them", "whom") and any(lex.noun_group(t) for t in tokens[i + 1 : end]):
            return Member(number, first, _trailing(tokens, end, last), "count", most, most)
    return None


def _past_age(tokens: tuple[Token, ...], i: int, last: int) -> int:
    """Behind "34-year-old", "one month old"."""
    j = i
    while j < last and (tokens[j].lower in _AGE or tokens[j].pos == "NUM"):
        j += 1
    return j if j > i and tokens[j - 1].lower == "old" else i


def _noun_phrase(tokens: tuple[Token, ...], i: int, last: int) -> int:
    while i < last and (tokens[i].pos in ("NOUN", "PROPN", "ADJ", "DET", "PRON") or tokens[i].lower in ("'s", "’s")):
        i += 1
        if i + 1 < last and tokens[i].text == "-" and tokens[i + 1].pos in ("PROPN", "NOUN"):
            i += 1
    return i


def _trailing(tokens: tuple[Token, ...], i: int, last: int) -> int:
    """Past what tells of one member: brackets, a nickname in quotation marks, an age, "of the journalist"."""
    while i < last:
        word = tokens[i].text
        if word in _OPEN:
            close = next((j for j in range(i + 1, min(last, i + 16)) if tokens[j].text == _OPEN[word]), None)
            if close is None:
                return i
            i = close + 1
        elif word == "," and _is_bare_age(tokens, i + 1, last):
            i += 2
        elif tokens[i].lower in ("of", "from", "for", "in", "at"):
            end = _noun_phrase(tokens, i + 1, last)
            if end == i + 1:
                return i
            i = end
        elif tokens[i].lower == "aged" and i + 1 < last and tokens[i + 1].pos == "NUM":
            i += 2
        else:
            return i
    return i


def _is_bare_age(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    return (
        i < last
        and tokens[i].text.isdecimal()
        and int(tokens[i].text) <= 110
        and (i + 1 >= last or (tokens[i + 1].pos in ("PUNCT", "CCONJ", "AUX", "VERB") and tokens[i + 1].text != "-"))
    )

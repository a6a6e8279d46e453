"""Names and ages behind people: "their daughters Rim, 9, and Sama, 6" are two children."""

from __future__ import annotations

from dataclasses import replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_groups import years
from dateline.claims.harm_people import People, add
from dateline.reading import Grounded, Token

_GROWN = 18
_OLD = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days", "-", "–"})
_BELOW_A_YEAR = frozenset({"month", "months", "week", "weeks", "day", "days"})
_REACH = 40  # words of names behind their kinship


def with_names(grounded: Grounded, people: list[People]) -> list[People]:
    """Kin in the plural without a number are as many as the names behind them, which are nobody else.

    "Their daughters Rim, 9, and Sama, 6" are two, and not three and more.
    """
    out: list[People] = []
    for p in people:
        if out and out[-1].first <= p.head < out[-1].last and p is not out[-1]:
            continue  # a name that told who they were
        names, end = _names(grounded, p)
        aged = len(_aged(grounded.parsed.tokens, p.last)) if names == 0 else 0
        if aged > 1:
            names, end = aged, p.last  # "his sons, aged 12 and 19"
        bare = not p.counted and p.low < 3 and (p.high is None or p.head != _noun(grounded, p).i)
        if names > 1 and bare and _is_kin(_noun(grounded, p)):
            p = replace(p, low=names, high=names, best=names, counted=True, last=max(p.last, end))
        out.append(p)
    return out


def children_by_age(grounded: Grounded, people: list[People]) -> People | None:
    """Those of these people, of whatever kinship, whom their ages and nouns tell to be children, as one number."""
    found: People | None = None
    for p in people:
        young = p.low if p.group == "children" else _young(grounded, p)
        if young == 0 or young > p.low or (p.group == "children" and p.high is None):
            continue
        known = p if p.group == "children" else replace(p, low=young, high=young, best=young, some=True)
        total = add([known] if found is None else [found, known])
        some = known.some or (found is not None and found.some)
        first = known if found is None else replace(found, last=known.last)
        found = replace(first, group="children", low=total.low or 0, high=total.high, best=total.best, some=some)
    return found


def _noun(grounded: Grounded, p: People) -> Token:
    """The noun of kinship, which the parse may hang on the first of the names: "their sons Adam and Omar"."""
    head = grounded.parsed.tokens[p.head]
    beside = (c for c in reversed(head.children) if c.dep in ("compound", "nmod", "appos") and c.i < head.i)
    return next((c for c in beside if head.pos == "PROPN" and _is_kin(c)), head)


def _is_kin(noun: Token) -> bool:
    """ "daughters", "relatives": by the noun itself."""
    return noun.pos == "NOUN" and noun.tag == "NNS" and lex.noun_group(noun) in ("all", "children")


def _young(grounded: Grounded, p: People) -> int:
    """How many of them have an age of a child: "a 7-year-old", "Rim, 9, and Sama, 6", "three sons aged 4 to 11"."""
    tokens, (_, end) = grounded.parsed.tokens, _names(grounded, p)
    if p.low == 0 or (p.low == 1 and p.high is None):
        return 0
    inside = tokens[p.first : max(end, p.last)]
    ages = [a for t in inside if (a := _age_at(tokens, t)) is not None]
    aged = _aged(tokens, max(end, p.last))
    if p.low > 1 and aged and max(aged) < _GROWN:
        return p.low
    young = sum(a < _GROWN for a in (*ages, *aged))
    return min(young, 1) if p.low == 1 else young if young <= p.low else 0


def _aged(tokens: tuple[Token, ...], i: int) -> list[int]:
    """The numbers of "aged 4 and 7", "(9)", ", 9," that begin at word ``i``."""
    if i >= len(tokens):
        return []
    opened = tokens[i].text in (",", "(")
    words = [t.lower for t in tokens[i : i + 10] if t.sent == tokens[i].sent]
    if "aged" not in words[: 1 + opened]:
        return []
    out: list[int] = []
    for word in words[words.index("aged") + 1 :]:
        age = years([word])
        if age is not None:
            out.append(age)
        elif word not in ("and", "to", "between", ",", "-", "–", "from", "respectively"):
            break
    return [a for a in out if a <= 110]


def _age_at(tokens: tuple[Token, ...], token: Token) -> int | None:
    """The age that a number gives: "7-year-old", "(9)", ", 9,"; months count as no year."""
    age = years([token.lower])
    if age is None or age > 110:
        return None
    before = tokens[token.i - 1].text if token.i else ""
    after = [t.lower for t in tokens[token.i + 1 : token.i + 4]]
    if not after:
        return None
    if any(w in _BELOW_A_YEAR for w in after[:2]) and "old" in after:
        return 0
    if after[0] in ("-", "–", "year", "years") and "old" in _words(tokens, token.i + 1, 5):
        return age
    bare = token.text.isdecimal()
    if bare and before == "(" and (after[0] == ")" or after[0] in ("years", "year")):
        return age
    return age if bare and before == "," and after[0] in (",", "and", ".", "were", "was", "who", ")") else None


def _words(tokens: tuple[Token, ...], first: int, number: int) -> list[str]:
    return [t.lower for t in tokens[first : first + number]]


def _names(grounded: Grounded, p: People) -> tuple[int, int]:
    """How many names stand right behind people, with their ages, and where they end."""
    tokens, head = grounded.parsed.tokens, _noun(grounded, p)
    sent, i, end, found = head.sent, head.i + 1, head.i + 1, 0
    plural = head.tag in ("NNS", "NNPS")
    if i < len(tokens) and tokens[i].text in (",", ":", "–", "—") and plural:
        i += 1
    while i < len(tokens) and tokens[i].sent == sent and i < head.i + _REACH:
        i = start = _behind_age(tokens, i)
        while i < len(tokens) and tokens[i].pos == "PROPN" and tokens[i].sent == sent and not grounded.at(i, "time"):
            i += 1
        if i == start:
            break
        found, i = found + 1, _past_age(tokens, i)
        end = i
        if not plural:
            break
        while i < len(tokens) and tokens[i].lower in (",", "and"):
            i += 1
    return found, end


def _behind_age(tokens: tuple[Token, ...], i: int) -> int:
    """Behind "11-year-old"."""
    words = _words(tokens, i, 6)
    old = words.index("old") if "old" in words else -1
    return i + old + 1 if old > 0 and words[0] != "old" and all(w in _OLD for w in words[1:old]) else i


def _past_age(tokens: tuple[Token, ...], i: int) -> int:
    """Behind "(9)", ", 9", "(9 years old)"."""
    n = len(tokens)
    if i + 1 < n and tokens[i].text == "(":
        close = next((j for j in range(i + 1, min(n, i + 12)) if tokens[j].text == ")"), None)
        return close + 1 if close is not None else i
    if i + 1 < n and tokens[i].text == "," and tokens[i + 1].text.isdecimal():
        behind = tokens[i + 2].lower if i + 2 < n else "."
        if behind in (",", "and", ".") or (i + 2 < n and tokens[i + 2].pos in ("AUX", "VERB", "PUNCT")):
            return i + 2
    return i

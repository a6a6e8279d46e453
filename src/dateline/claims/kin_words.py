"""What nouns of kinship, titles and ages tell of a person: sex, and whether grown up. Ready for look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from dateline.claims import harm_words as lex
from dateline.claims.harm_groups import years
from dateline.lexicon import load_toml, word_set
from dateline.reading import Token

GROWN = 18  # as the Convention on the Rights of the Child has it
DASHES = frozenset({"-", "–", "—"})
CALLING = "calling"
_DATA = "kin.toml"
_UNITS = frozenset({"year", "years", "yr", "month", "months", "week", "weeks", "day", "days"})
_BELOW_A_YEAR = frozenset({"month", "months", "week", "weeks", "day", "days"})
_CALLINGS = frozenset({
    "journalists", "health_workers", "aid_workers", "rescuers", "officials", "security_forces", "fighters",
})  # fmt: skip
_IN_LAW = ["-", "in", "-", "law"]
_OLDEST = 110


@dataclass(frozen=True, slots=True)
class Kind:
    """What a noun tells. ``noun``: its dictionary form, "calling" for an occupation; ``sex``: m, f or nothing;
    ``grown``: None where it may be of any age; ``group``: of an occupation; ``last``: the token behind it."""

    noun: str
    sex: str
    grown: bool | None
    group: str
    last: int


@cache
def kin() -> dict[str, tuple[str, bool | None]]:
    """Noun -> sex (m, f or nothing) and whether grown."""
    data, out = load_toml(_DATA), dict[str, tuple[str, bool | None]]()
    for table, grown in (("grown", True), ("young", False), ("kin", None)):
        for sex, nouns in data[table].items():
            out.update({noun: (sex.strip("x"), grown) for noun in nouns})
    return out


@cache
def titles() -> dict[str, str]:
    """Title of grown people -> sex."""
    return {title: sex.strip("x") for sex, listed in load_toml(_DATA)["titles"].items() for title in listed}


@cache
def beside() -> dict[str, tuple[str, bool | None]]:
    """Adjective -> sex and whether grown."""
    tables = {"grown": True, "young": False, "any": None}
    data = load_toml(_DATA)["beside"]
    return {w: (sex.strip("x"), tables[name]) for name in tables for sex, ws in data[name].items() for w in ws}


words = partial(word_set, _DATA, "words")


def kind_at(tokens: Sequence[Token], i: int) -> Kind | None:
    """What the noun at a word tells, its "-in-law" with it."""
    t = tokens[i]
    word, last = t.lemma.lower() if t.tag in ("NNS", "NNPS") else t.lower, i + 1
    if [x.lower for x in tokens[last : last + 4]] == _IN_LAW:
        word, last = word + "-in-law", i + 5
    found = kin().get(word) or kin().get(t.lemma.lower())
    if found is not None:
        return Kind(word, *found, "", last)
    group = lex.groups().get(t.lower)
    if group in _CALLINGS or (group == "civilians" and word in lex.words("callings")):
        return Kind(CALLING, "", True, group, last)
    return None


def age_at(tokens: Sequence[Token], i: int, last: int) -> tuple[int, int] | None:
    """The age that begins at a word, and where it ends: "27 year old", "one-week-old", "aged 9", ", 9,"."""
    word, after = tokens[i].lower, i + 1
    if word == "aged":
        return _aged(tokens, after, last)
    age = years([word])
    if age is None or age > _OLDEST:
        return _in_one_word(word, after)
    while after < last and tokens[after].text in DASHES:
        after += 1
    if after < last and tokens[after].lower in _UNITS:
        end = after + 1
        while end < last and tokens[end].text in DASHES:
            end += 1
        if end < last and tokens[end].lower == "old":
            return (0 if tokens[after].lower in _BELOW_A_YEAR else age), end + 1
        return None
    bare = word.isdecimal() and after == i + 1 and i > 0 and tokens[i - 1].text == ","
    return (age, after) if bare and (after >= last or tokens[after].lower in (",", "and", ".", ")")) else None


def _aged(tokens: Sequence[Token], i: int, last: int) -> tuple[int, int] | None:
    age = years([tokens[i].lower]) if i < last else None
    if age is None or age > _OLDEST:
        return None
    if i + 1 < last and tokens[i + 1].lower in _UNITS:
        return (0 if tokens[i + 1].lower in _BELOW_A_YEAR else age), i + 2
    return age, i + 1


def _in_one_word(word: str, after: int) -> tuple[int, int] | None:
    """ "7-year-old", where it is no more than one word."""
    parts = word.split("-")
    if len(parts) < 2 or parts[1] not in _UNITS:
        return None
    age = years(parts[:1])
    return None if age is None else ((0 if parts[1] in _BELOW_A_YEAR else age), after)

"""With what, and what kind of thing was hit: codes from the words of the event's evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from dateline.claims.events import Event
from dateline.claims.words import lemma, lexicon
from dateline.reading import Token

MEANS_OF_TYPE = {"air_strike": "aircraft", "suicide_bombing": "explosives"}


@cache
def _table(kind: Literal["means", "struck"]) -> Mapping[str, str]:
    return lexicon().means if kind == "means" else lexicon().struck


@cache
def _first_words(kind: Literal["means", "struck"]) -> frozenset[str]:
    """The words that a phrase of the table may begin with: at most words nothing else need be looked up."""
    return frozenset(phrase.split(" ")[0] for phrase in _table(kind))


def _matches(tokens: list[Token], kind: Literal["means", "struck"]) -> list[tuple[str, Token]]:
    """(code, head word) of each match, longest first, no word used twice."""
    table = _table(kind)
    lemmas = [lemma(t) for t in tokens]
    first = _first_words(kind)
    out: list[tuple[str, Token]] = []
    at = 0
    while at < len(tokens):
        if lemmas[at] not in first and tokens[at].lower not in first:
            at += 1
            continue
        for size in (4, 3, 2, 1):
            if at + size <= len(tokens):
                words = lemmas[at : at + size]
                code = table.get(" ".join(words)) or table.get(" ".join(t.lower for t in tokens[at : at + size]))
                if code:
                    out.append((code, tokens[at + size - 1]))
                    at += size - 1
                    break
        at += 1
    return out


def means(event: Event, tokens: list[Token]) -> tuple[str, ...]:
    """Means codes in the order of the words; an air strike without a named weapon has ``aircraft``."""
    out: list[str] = []
    for code, word in _matches(tokens, "means"):
        if code not in out and not (word.pos == "PROPN" and word.ent == "ORG"):  # Shell, the company
            out.append(code)
    if (
        len(out) > 1
        and "explosives" in out
        and set(out) & {"car_bomb", "ied", "mine", "barrel_bomb", "cluster_munition"}
    ):
        out.remove("explosives")
    if event.type in MEANS_OF_TYPE and not set(out) & {
        "aircraft",
        "helicopter",
        "drone",
        "explosives",
        "suicide_vest",
        "car_bomb",
    }:
        out.insert(0, MEANS_OF_TYPE[event.type])
    return tuple(out)


def struck(event: Event, tokens: list[Token]) -> tuple[str, ...]:
    """What was hit: things that are objects of the event, or that it happened in, on, near or at."""
    out: list[str] = []
    for code, head in _matches(tokens, "struck"):
        if (
            head.pos in ("NOUN", "PROPN")
            and head.dep in ("dobj", "pobj", "nsubjpass", "conj", "nsubj", "appos", "attr")
            and code not in out
        ):
            if head.dep == "nsubj" and event.main.token.head is not head and event.main.token in head.subtree():
                continue
            out.append(code)
    return tuple(out)

"""The rules of joining as data: ``lexicon/data/linking.toml``, checked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicon import countries, load_toml

DATA = "linking.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log2 Bayes factors: ``levels[comparison][level]``; ``prior`` is added once to each pair."""

    prior: float
    threshold: float
    levels: dict[str, dict[str, float]]

    def of(self, comparison: str, level: str) -> float:
        try:
            return self.levels[comparison][level]
        except KeyError:
            raise LexiconError(f"lexicon/data/{DATA}: no weight for {comparison}.{level}; add one") from None


@dataclass(frozen=True, slots=True)
class Rules:
    families: dict[str, frozenset[int]]
    kin: frozenset[frozenset[str]]
    vague_types: frozenset[str]
    vague_words: frozenset[str]
    violent: frozenset[str]
    one_sided: frozenset[str]
    specific: dict[str, int]
    dull_words: frozenset[str]
    apart_words: tuple[str, ...]
    lasting_words: frozenset[str]
    pointers: frozenset[str]
    introducers: frozenset[str]
    event_nouns: frozenset[str]
    radius: dict[str, float]
    countries: frozenset[str]
    within: Weights
    across: Weights


def _weights(data: dict[str, object], name: str) -> Weights:
    section = data[name]
    assert isinstance(section, dict)
    levels = {k: v for k, v in section.items() if isinstance(v, dict)}
    threshold = data["threshold"]
    assert isinstance(threshold, dict)
    return Weights(float(section["prior"]), float(threshold[name]), levels)


def _countries() -> Iterator[str]:
    for row in countries():
        yield row["name"].lower()
        yield from (name.strip().lower() for name in row["aliases"].split("|") if name.strip())


@cache
def load_rules() -> Rules:
    """The shipped rules. Raises LexiconError where the file lacks a part."""
    data = load_toml(DATA)
    try:
        families: dict[str, set[int]] = {}
        for n, family in enumerate(data["families"]):
            for code in family:
                families.setdefault(code, set()).add(n)
        return Rules(
            families={k: frozenset(v) for k, v in families.items()},
            kin=frozenset(frozenset(p) for p in data["kin"]),
            vague_types=frozenset(data["vague_types"]), vague_words=frozenset(data["vague_words"]),
            violent=frozenset(data["violent"]),
            one_sided=frozenset(data["one_sided"]),
            specific={code: n for n, code in enumerate(data["specific"])},
            dull_words=frozenset(data["common_words"]) | frozenset(data["function_words"]),
            apart_words=tuple(data["apart_words"]), lasting_words=frozenset(data["lasting_words"]),
            pointers=frozenset(data["pointers"]), introducers=frozenset(data["introducers"]),
            event_nouns=frozenset(data["event_nouns"]),
            radius={k: float(v) for k, v in data["radius"].items()},
            countries=frozenset(_countries()),
            within=_weights(data, "within"), across=_weights(data, "across"),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as e:
        raise LexiconError(f"lexicon/data/{DATA}: {e!r} is missing or malformed") from e

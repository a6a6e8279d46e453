"""A choice among several things that may be meant, where no rule of grammar decides: each thing that speaks for one of
them is a feature with a fitted weight, and the one with the highest sum is taken ("none of them" is one as well).

A conditional logit (McFadden 1974): the chance of each is the exponential of its sum over that of all. The weights are
in ``choice_weights.toml``, fitted by scripts/fit_choices.py on the coded dispatches of ``corpus/``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from dateline.claims.draft import Draft
from dateline.lexicon import load_toml

Meant = TypeVar("Meant")
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Meant]):
    meant: Meant
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What was asked, for who fits the weights."""

    name: str
    draft: Draft
    candidates: Sequence[Candidate[Any]]


asked: list[Question] | None = None  # a list, while weights are fitted


def choose(
    name: str, draft: Draft, candidates: Sequence[Candidate[Meant]], over: float = 1.0
) -> tuple[Meant, float]:  # fmt: skip
    """The candidate that is meant most likely (the first of equals), and how likely.

    ``over``: how many times as likely as the first another one must be to be taken. Raises ValueError where there is
    none.
    """
    found = _chances(name, draft, candidates)
    best = max(range(len(found)), key=found.__getitem__)
    best = best if found[best] >= over * found[0] else 0
    return candidates[best].meant, found[best]


def ranked(name: str, draft: Draft, candidates: Sequence[Candidate[Meant]]) -> list[Meant]:
    """The candidates, the likeliest first; equals in their order."""
    found = _chances(name, draft, candidates)
    return [candidates[i].meant for i in sorted(range(len(found)), key=lambda i: -found[i])]


def _chances(name: str, draft: Draft, candidates: Sequence[Candidate[Meant]]) -> list[float]:
    if asked is not None:
        asked.append(Question(name, draft, candidates))
    return chances(candidates, _weights(name))


def chances(candidates: Sequence[Candidate[Meant]], weights: Mapping[str, float]) -> list[float]:
    """How likely each is meant; they sum to 1. A feature without a weight says nothing."""
    sums = [math.fsum([weights.get(f, 0.0) * v for f, v in c.features.items()]) for c in candidates]  # in any order
    top = max(sums)
    parts = [math.exp(s - top) for s in sums]
    total = math.fsum(parts)
    return [p / total for p in parts]


def grounds(name: str, candidate: Candidate[Meant], most: int = 3) -> list[str]:
    """The features that speak most for a candidate, the weightiest first."""
    weights = _weights(name)
    said = {f: weights.get(f, 0.0) * v for f, v in candidate.features.items()}
    return sorted((f for f in said if said[f] > 0), key=lambda f: (-said[f], f))[:most]


@cache
def _weights(name: str) -> Mapping[str, float]:
    return dict(load_toml("choice_weights.toml").get(name, {}))

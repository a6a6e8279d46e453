"""Men and women told by an adjective beside another noun: "three male paramedics", "a female student"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.harm_people import People, add
from dateline.claims.records import FIGHTING
from dateline.reading import Grounded

_SEXES = {"male": "men", "female": "women"}
_KINDS = frozenset({"children", "women", "men"})


def by_sex(grounded: Grounded, people: Sequence[People]) -> list[People]:
    """These people once more, as men and women, where a word beside their noun tells it; not of those who fight."""
    found: dict[str, People] = {}
    for p in people:
        if p.group in _KINDS or p.group in FIGHTING:
            continue
        beside = (c.lower for c in grounded.parsed.tokens[p.head].children if c.dep in ("amod", "compound"))
        group = next((_SEXES[w] for w in beside if w in _SEXES), None)
        if group is None:
            continue
        old = found.get(group)
        total = add([p] if old is None else [old, p])
        low = total.low or 0
        found[group] = replace(old or p, group=group, low=low, high=total.high, best=total.best, last=p.last)
    return list(found.values())

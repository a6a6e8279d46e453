"""Grouping by average linkage over weighed pairs, the same whatever order they come in."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


def pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def cluster(
    keys: Sequence[str], weights: Mapping[Pair, float], *, threshold: float, missing: float,
    apart: Iterable[Pair] = (), labels: Mapping[str, str] | None = None, together: Iterable[Pair] = (),
    best: float = 0.0,
) -> list[tuple[str, ...]]:  # fmt: skip
    """Groups of keys, each sorted; the groups sorted by their first key.

    Two groups are joined while the mean weight of the pairs between them is above ``threshold``, the best pair of
    groups first (ties by the groups' first keys). ``best``: the share that the weightiest of these pairs has in that
    mean, for what is told of one event in many ways fits some of its tellings well and others hardly. A pair that was
    never weighed counts as ``missing``. ``together`` are joined first, ``apart`` never (unless ``together`` says so),
    and no two keys of one label. Keys that no chain of pairs above ``threshold`` or of ``together`` connects have no
    bearing on one another: any set closed under both can be grouped by itself (``near.py``). Costs O(pairs x log
    pairs).
    """
    groups: dict[str, list[str]] = {k: [k] for k in sorted(keys)}
    home = {k: k for k in groups}
    first = {k: k for k in groups}  # of a group its smallest key, whichever of its keys it is kept under
    held = {k: {label} for k, label in (labels or {}).items()}
    links: dict[str, dict[str, tuple[float, int, float]]] = {k: {} for k in groups}
    for (a, b), weight in sorted(weights.items()):
        links[a][b] = links[b][a] = (weight, 1, weight)
    never: dict[str, set[str]] = {}
    for a, b in apart:
        never.setdefault(a, set()).add(b)
        never.setdefault(b, set()).add(a)

    def barred(a: str, b: str) -> bool:
        return b in never.get(a, ()) or (a in held and b in held and not held[a].isdisjoint(held[b]))

    def mean(a: str, b: str) -> float:
        total, count, top = links[a][b]
        pairs = len(groups[a]) * len(groups[b])
        return best * top + (1.0 - best) * (total + missing * (pairs - count)) / pairs

    heap: list[tuple[float, str, str, str, str]] = []

    def offer(a: str, b: str) -> None:
        if barred(a, b):
            return
        score = mean(a, b)
        if score > threshold:
            heapq.heappush(heap, (-score, *pair(first[a], first[b]), a, b))

    def merge(a: str, b: str) -> str:
        """The smaller of two groups goes into the other; returns the one that stays."""
        stay, gone = (a, b) if (len(links[a]), b) >= (len(links[b]), a) else (b, a)
        for key in groups[gone]:
            home[key] = stay
        groups[stay] += groups.pop(gone)
        first[stay] = min(first[stay], first.pop(gone))
        held[stay] = held.get(stay, set()) | held.pop(gone, set())
        for other, (total, count, top) in links.pop(gone).items():
            del links[other][gone]
            if other != stay:
                old = links[stay].get(other, (0.0, 0, top))
                links[stay][other] = links[other][stay] = (old[0] + total, old[1] + count, max(old[2], top))
        for other in never.pop(gone, set()):
            never[other].discard(gone)
            if other != stay:
                never.setdefault(stay, set()).add(other)
                never[other].add(stay)
        return stay

    for a, b in sorted(pair(a, b) for a, b in together):
        if home[a] != home[b]:
            merge(home[a], home[b])
    for a in sorted(links):
        for b in sorted(links[a]):
            if a < b:
                offer(a, b)
    while heap:
        score, _, _, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in links[a] or barred(a, b) or -score != mean(a, b):
            continue
        stay = merge(a, b)
        for other in sorted(links[stay]):
            offer(stay, other)
    return sorted(tuple(sorted(g)) for g in groups.values())

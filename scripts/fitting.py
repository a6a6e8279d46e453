"""Weights fitted to examples by gradient descent (Adam) with an L2 penalty: the same data gives the same weights."""

from __future__ import annotations

from typing import Any

import numpy as np

Weights = dict[str, float]


def logistic(rows: list[Weights], labels: list[int], sizes: list[float], l2: float) -> Weights:
    """Weights of a logistic regression. ``sizes``: how much each row counts."""
    names = sorted({n for r in rows for n in r})
    at = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for n, v in row.items():
            x[i, at[n]] = v
    y, c = np.array(labels, float), np.array(sizes)
    c /= c.sum()
    w = np.zeros(len(names))

    def slope(w: Any) -> Any:
        p = 1 / (1 + np.exp(-x @ w))
        return x.T @ (c * (p - y)) + l2 * w

    return dict(zip(names, adam(w, slope, 800), strict=True))


def softmax(sets: list[tuple[list[Weights], list[float]]], sizes: list[float], l2: float) -> Weights:
    """Weights by which the right candidates of each set (0 wrong to 1 right) get most of the probability."""
    names = sorted({n for parts, _ in sets for r in parts for n in r})
    at = {n: i for i, n in enumerate(names)}
    total = sum(len(p) for p, _ in sets)
    x, owner, right = np.zeros((total, len(names))), np.zeros(total, int), np.zeros(total)
    row = 0
    for s, (parts, good) in enumerate(sets):
        for part, ok in zip(parts, good, strict=True):
            for n, v in part.items():
                x[row, at[n]] = v
            owner[row], right[row] = s, ok
            row += 1
    c = np.array(sizes)
    c /= c.sum()

    def slope(w: Any) -> Any:
        score = x @ w
        top = np.full(len(sets), -np.inf)
        np.maximum.at(top, owner, score)
        e = np.exp(score - top[owner])
        p = e / np.bincount(owner, e, len(sets))[owner]
        g = e * right
        q = g / np.maximum(np.bincount(owner, g, len(sets)), 1e-300)[owner]
        return x.T @ (c[owner] * (p - q)) + l2 * w

    return dict(zip(names, adam(np.zeros(len(names)), slope, 800), strict=True))


def adam(w: Any, slope: Any, steps: int, rate: float = 0.05) -> Any:
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        g = slope(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w

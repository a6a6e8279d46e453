"""The language model's arithmetic, written out: word vectors in their context, by matrix products of numpy.

The weights are those of the model as it was trained, and so are the results, but for the last digit of a number. Why it
is written out: the library's own products run without the processor's vector instructions on processors that it does
not know (``docs/speed.md``), and a word is looked up and mixed anew wherever it occurs.

What is read in a report never depends on which others were read beside it or before it. So a product is of the words of
one report; where it is not (words remembered from other reports in ``known.py``, the arcs), it always has the same few
rows, whose last digits depend on nothing but the row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint64]

PAD = 4  # empty rows between two texts: as many as there are layers, so that no word sees one of another text
_TOGETHER = 64  # words that are looked at for the first time
_BLOCK = 512  # rows worked on together: what they need stays in the processor's cache
_TINY = np.float32(1e-8)


def parts(model: Any, name: str) -> list[Any]:
    """The layers of this name within a model, in order."""
    return [layer for layer in model.walk() if layer.name == name]


def steady(product: Callable[[Floats], Floats], number: int, width: int) -> bool:
    """Whether a row of a product of so many rows is the same to the last digit wherever it stands among others."""
    rows = np.random.default_rng(0).standard_normal((number, width), dtype=np.float32)
    found, others = product(rows), rows.copy()
    others[1:] *= -3
    turns = (np.roll(np.arange(number), by) for by in range(1, number))
    same = all(np.array_equal(product(rows[turn]), found[turn]) for turn in turns)
    return same and np.array_equal(product(others)[0], found[0])


class Dense:
    """rows @ W + b."""

    def __init__(self, layer: Any) -> None:
        self.weights: Floats = np.ascontiguousarray(layer.get_param("W").T)
        self.bias: Floats = layer.get_param("b")

    def __call__(self, rows: Floats) -> Floats:
        out: Floats = rows @ self.weights
        out += self.bias
        return out


class Maxout:
    """The largest of three products, brought to one scale: a layer of the model."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights = maxout.get_param(
            "W"
        )  # width x pieces x inputs; here the pieces stand side by side, each in one block
        self.width, pieces, inputs = weights.shape
        self.weights: Floats = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * self.width, inputs).T)
        self.bias: Floats = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self.scale: Floats = norm.get_param("G")
        self.shift: Floats = norm.get_param("b")
        self.mean: Floats = np.full(self.width, 1 / self.width, dtype=np.float32)

    def __call__(self, rows: Floats) -> Floats:
        every = rows @ self.weights
        every += self.bias
        return self.of(every)

    def of(self, every: Floats) -> Floats:
        """The layer's result, once its products are there."""
        n = self.width
        out: Floats = np.maximum(every[:, :n], every[:, n : 2 * n])
        np.maximum(out, every[:, 2 * n :], out=out)
        out -= (out @ self.mean)[:, None]
        spread = np.einsum("ij,ij->i", out, out) / np.float32(n) + _TINY
        out *= (1 / np.sqrt(spread))[:, None]
        out *= self.scale
        out += self.shift
        return out


class Encoder:
    """Vectors of words in context: what a word looks like, mixed, then four layers that see one word to each side."""

    def __init__(self, model: Any) -> None:
        self._ops = model.ops
        self._tables = [(t.attrs["seed"], t.get_param("E")) for t in parts(model, "hashembed")]
        layers = [Maxout(m, n) for m, n in zip(parts(model, "maxout"), parts(model, "layernorm"), strict=True)]
        self._mix, self._first, self._layers = layers[0], layers[1], layers[2:]
        assert len(self._layers) == PAD - 1
        width = self.width = self._mix.width
        # What the first layer makes of the word before, of the word and of the word after it: three times three pieces.
        self._sides: Floats = np.concatenate(np.split(self._first.weights, 3), axis=1)
        self.size = width + self._sides.shape[1]
        self.nothing: Floats = np.zeros(self.size, dtype=np.float32)  # what is known of no word
        self.nothing[4 * width : 7 * width] = self._first.bias
        self._rows = _TOGETHER if steady(self._alone, _TOGETHER, self._mix.weights.shape[0]) else 1

    def alone(self, features: Keys) -> Floats:
        """What is known of words without their context, a row each: what they look like, mixed, and what the first
        layer makes of that. A row depends on nothing but its word."""
        found = []
        for keys, (seed, table) in zip(features.T, self._tables, strict=False):
            rows = self._ops.hash(np.ascontiguousarray(keys), seed) % table.shape[0]
            found.append(table[rows[:, 0]] + table[rows[:, 1]] + table[rows[:, 2]] + table[rows[:, 3]])
        looks, n = np.concatenate(found, axis=1), self._rows
        out = np.empty((-(-len(looks) // n) * n, self.size), dtype=np.float32)
        some = np.zeros((n, looks.shape[1]), dtype=np.float32)  # products of one shape, however many words there are
        for a in range(0, len(looks), n):
            some[: len(looks) - a] = looks[a : a + n]
            out[a : a + n] = self._alone(some)
        return out[: len(looks)]

    def _alone(self, looks: Floats) -> Floats:
        mixed = self._mix(looks)
        return np.concatenate([mixed, mixed @ self._sides], axis=1) + self.nothing

    def __call__(self, known: Floats, which: Ints, lengths: list[int]) -> Floats:
        """A row a word. ``known``: what :meth:`alone` gives, the first row ``nothing``; ``which``: the row of each word
        in turn; ``lengths``: how many words each text has."""
        if not len(which):
            return np.zeros((0, self.width), dtype=np.float32)
        at = np.arange(len(which)) + PAD * (np.repeat(np.arange(len(lengths)), lengths) + 1)
        size, width = int(at[-1]) + 1 + PAD, self.width
        words = np.zeros(size + 2, dtype=np.int64)  # one more row at each end, seen and never written
        words[at + 1] = which
        rows = np.zeros((size + 2, width), dtype=np.float32)
        before, here, after = (known[:, a : a + 3 * width] for a in range(width, self.size, 3 * width))
        for a in range(0, size, _BLOCK):
            b = min(a + _BLOCK, size)
            every = before[words[a:b]]
            every += here[words[a + 1 : b + 1]]
            every += after[words[a + 2 : b + 2]]
            np.add(self._first.of(every), known[words[a + 1 : b + 1], :width], out=rows[a + 1 : b + 1])
        beside = np.zeros_like(rows)
        *inner, last = self._layers
        for layer in inner:
            windows = as_strided(rows, (size, 3 * width), (width * 4, 4))
            for a in range(0, size, _BLOCK):
                b = min(a + _BLOCK, size)
                np.add(layer(windows[a:b].copy()), rows[a + 1 : b + 1], out=beside[a + 1 : b + 1])
            rows, beside = beside, rows
        found: Floats = rows[at + 1]
        windows = as_strided(rows, (size, 3 * width), (width * 4, 4))
        for a in range(0, len(at), _BLOCK):
            found[a : a + _BLOCK] += last(windows[at[a : a + _BLOCK]])
        return found

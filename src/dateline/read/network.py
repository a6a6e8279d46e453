"""The language model's arithmetic, written out: word vectors in their context, by matrix products of numpy.

The weights are those of the model as it was trained, and so are the results, but for the last digit of a number. Why it
is written out: the library's own products run without the processor's vector instructions on processors that it does
not know (``docs/speed.md``), and words that occur twice in a report are looked up and mixed twice.

All of it is for one report at a time: what is read in one never depends on which others were read beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint64]
    Column = tuple[Keys, Ints]  # of one feature: the keys that there are, and which of them each word has

PAD = 4  # empty rows between two texts: as many as there are layers, so that no word sees one of another text
_BLOCK = 512  # rows worked on together: what they need stays in the processor's cache
_TINY = np.float32(1e-8)


def parts(model: Any, name: str) -> list[Any]:
    """The layers of this name within a model, in order."""
    return [layer for layer in model.walk() if layer.name == name]


def columns(features: Keys) -> list[Column]:
    """Rows of keys, feature by feature; done once for all encoders."""
    return [np.unique(column, return_inverse=True) for column in features.T]


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
        n = self.width
        every = rows @ self.weights
        every += self.bias
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
        self._mix, self._layers = layers[0], layers[1:]
        assert len(self._layers) == PAD

    def __call__(self, features: list[Column], which: Ints, lengths: list[int]) -> Floats:
        """A row a word. ``features``: what :func:`columns` gives of the distinct words; ``which``: the distinct word of
        each word in turn; ``lengths``: how many words each text has."""
        if not len(which):
            return np.zeros((0, self._mix.width), dtype=np.float32)
        at = np.arange(len(which)) + PAD * (np.repeat(np.arange(len(lengths)), lengths) + 1)
        size, width = int(at[-1]) + 1 + PAD, self._mix.width
        rows = np.zeros((size + 2, width), dtype=np.float32)  # one more row at each end, seen and never written
        rows[at + 1] = self._looks(features)[which]
        beside = np.zeros_like(rows)
        for layer in self._layers:
            for a in range(0, size, _BLOCK):
                n = min(_BLOCK, size - a)
                windows = as_strided(rows[a:], (n, 3 * width), (width * 4, 4))
                np.add(layer(np.ascontiguousarray(windows)), rows[a + 1 : a + 1 + n], out=beside[a + 1 : a + 1 + n])
            rows, beside = beside, rows
        found: Floats = rows[at + 1]
        return found

    def _looks(self, features: list[Column]) -> Floats:
        """What each distinct word looks like: of each of its features the sum of four rows of a table, mixed."""
        found = []
        for (keys, which), (seed, table) in zip(features, self._tables, strict=False):
            rows = self._ops.hash(keys, seed) % table.shape[0]
            found.append((table[rows[:, 0]] + table[rows[:, 1]] + table[rows[:, 2]] + table[rows[:, 3]])[which])
        looks = np.concatenate(found, axis=1)
        return np.concatenate([self._mix(looks[a : a + _BLOCK]) for a in range(0, len(looks), _BLOCK)])

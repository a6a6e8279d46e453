"""The words met before, and what the encoders make of each without its context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from dateline.read.network import Encoder, Floats, Ints, Keys

_MOST = 8_000  # words remembered, 8 KB each; those of texts parsed together may be more


class Known:
    """Numbers words. ``rows``: for each encoder what it knows of them (``Encoder.alone``), the first row of no word."""

    def __init__(self, encoders: Sequence[Encoder], strings: Any, most: int = _MOST) -> None:
        self._encoders, self._strings, self._most = encoders, strings, most
        self.rows: list[Floats] = [np.empty((0, 0), dtype=np.float32)]
        self._forget(most)

    def _forget(self, most: int) -> None:
        if len(self.rows[0]) != most + 1:
            self.rows = [np.empty((most + 1, e.size), dtype=np.float32) for e in self._encoders]
            for encoder, rows in zip(self._encoders, self.rows, strict=True):
                rows[0] = encoder.nothing
        self._number: dict[int, int] = {}
        self._text = [""]

    def numbers(self, features: Keys) -> tuple[Ints, list[str]]:
        """The number and the text of each word. ``features``: key of the word, of its norm ..., the blank after it.

        Numbers hold until this is called again.
        """
        keys = ((features[:, 0] * np.uint64(3) + features[:, 1]) * np.uint64(2) + features[:, 5]).tolist()
        try:
            which = [self._number[key] for key in keys]
        except KeyError:
            which = self._learned(features, keys)
        return np.array(which, dtype=np.int64), [self._text[i] for i in which]

    def _learned(self, features: Keys, keys: list[int]) -> list[int]:
        first = {key: n for n, key in reversed(list(enumerate(keys)))}
        new = [key for key in first if key not in self._number]
        if len(self._text) + len(new) > len(self.rows[0]):
            self._forget(max(self._most, len(first)))
            new = list(first)
        a, b = len(self._text), len(self._text) + len(new)
        of_new = features[[first[key] for key in new]]
        for encoder, rows in zip(self._encoders, self.rows, strict=True):
            rows[a:b] = encoder.alone(of_new[:, 1:])
        self._number.update(zip(new, range(a, b), strict=True))
        self._text += [self._strings[key] for key in of_new[:, 0].tolist()]
        return [self._number[key] for key in keys]

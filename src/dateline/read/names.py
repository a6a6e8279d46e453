"""The model's named entities, all words of a report at once.

The model goes from word to word and opens, continues and closes a name. Outside a name its choice depends on the word
alone, so that it is made for all words together; only inside of names does one word wait for the one before. No name
crosses the end of a sentence or begins on white space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.network import Dense, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dateline.read.network import Floats

    Bools = NDArray[np.bool_]

_NEVER = np.float32(-1e30)


class Names:
    """Finds names by the weights of the model's entity recogniser."""

    def __init__(self, component: Any) -> None:
        first, lower, upper = component.model.layers
        self._into = Dense(parts(first, "linear")[0])
        weights, pad = lower.get_param("W"), lower.get_param("pad")[0]
        assert weights.shape[0] == 3  # the word, the first word of the open name, the word before
        outputs, pieces, inputs = weights.shape[1:]
        self._of: list[Floats] = [
            np.ascontiguousarray(w.transpose(1, 0, 2).reshape(pieces * outputs, inputs).T) for w in weights
        ]
        self._none: Floats = (pad[1] + pad[2]).T.reshape(-1)  # no name is open
        self._bias: Floats = np.ascontiguousarray(lower.get_param("b").T.reshape(-1))
        self._hidden = outputs
        self._out = Dense(upper)
        actions = [component.moves.get_class_name(i) for i in range(component.moves.n_moves)]
        self._label = [a.partition("-")[2] for a in actions]
        self._begin = np.array([a.startswith("B-") for a in actions])
        self._unit = np.array([a.startswith("U-") and len(a) > 2 for a in actions])
        self._outside = actions.index("O")
        self._closed: Floats = np.where(self._begin | self._unit, np.float32(0), _NEVER)
        self._closed[self._outside] = 0
        place = {a: i for i, a in enumerate(actions)}
        self._go_on = np.array([place.get("I-" + label, 0) for label in self._label])
        self._close = np.array([place.get("L-" + label, 0) for label in self._label])

    def find(self, vectors: Floats, last: Bools, space: Bools) -> list[tuple[int, int, str]]:
        """First word, end (exclusive) and label of each name.

        ``last``: the words that end a sentence; ``space``: those that are only white space.
        """
        if not len(vectors):
            return []
        rows = self._into(vectors)
        of_word, of_first, of_before = self._of
        word = rows @ of_word
        scores = self._scores(word + self._none) + self._closed
        scores[np.ix_(last | space, self._begin)] = _NEVER
        scores[np.ix_(space, self._unit)] = _NEVER
        choice = scores.argmax(axis=1)
        start = here = np.flatnonzero(self._begin[choice])
        begun = rows[start] @ of_first
        end = np.zeros(len(vectors), dtype=np.int64)
        while len(start):
            here = here + 1
            scores = self._scores(word[here] + begun + rows[here - 1] @ of_before)
            n, opened = np.arange(len(start)), choice[start]
            go_on = (scores[n, self._go_on[opened]] >= scores[n, self._close[opened]]) & ~last[here]
            end[start[~go_on]] = here[~go_on] + 1
            start, here, begun = start[go_on], here[go_on], begun[go_on]
        return self._in_turn(choice, end)

    def _in_turn(self, choice: NDArray[np.int64], end: NDArray[np.int64]) -> list[tuple[int, int, str]]:
        """The names from left to right: what begins inside of another is none."""
        out, at = [], 0
        for i in np.flatnonzero(choice != self._outside).tolist():
            if i >= at:
                action = int(choice[i])
                at = i + 1 if self._unit[action] else int(end[i])
                out.append((i, at, self._label[action]))
        return out

    def _scores(self, sums: Floats) -> Floats:
        sums = sums + self._bias
        return self._out(np.maximum(sums[:, : self._hidden], sums[:, self._hidden :]))

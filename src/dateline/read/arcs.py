"""The model's parser: which word hangs on which, by the library's transition system and products of ours.

A text is read from left to right by actions (shift, reduce, an arc to the left or right, a new sentence); each is the
best by the words on top of the stack and in front of it. All texts at hand take their next action together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.network import Dense, parts, steady

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.read.network import Floats

_ROWS = 8  # states of one product
_ROOM = 16_384  # words: 64 MB


class Arcs:
    """Sets heads, labels and sentences of texts by the weights of the model's parser."""

    def __init__(self, component: Any) -> None:
        first, lower, upper = component.model.layers
        self._into = Dense(parts(first, "linear")[0])
        weights = lower.get_param("W")  # features x width x pieces x inputs; below each piece is one block of columns
        self._features, self._width, pieces, inputs = weights.shape
        assert pieces == 2
        self._table: Floats = np.ascontiguousarray(weights.transpose(0, 2, 1, 3).reshape(-1, inputs).T)
        self._none: Floats = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(1, -1)  # where there is no word
        self._bias: Floats = lower.get_param("b").T.reshape(-1)
        self._weights, self._out_bias = upper.get_param("W"), upper.get_param("b")
        self._out: Floats = np.ascontiguousarray(self._weights.T)
        self._ops = component.model.ops
        self._steady = True
        self._steady = steady(self._product, _ROWS, self._width)
        self._component = component
        self._step = self._stepper(first, lower)
        self._free: list[Floats] = []  # room of a parse before, see _room

    def _product(self, rows: Floats) -> Floats:
        """``_ROWS`` rows at a time, for texts of many reports stand here together (``network.py``)."""
        found: Floats
        if self._steady:
            found = np.matmul(rows.reshape(-1, _ROWS, self._width), self._out).reshape(len(rows), -1)
        else:
            found = self._ops.gemm(rows, self._weights, trans2=True)
        return found

    def _stepper(self, first: Any, lower: Any) -> Any:
        """The library's own record of a step, which knows the words that matter; it gets no vectors."""
        nothing = np.zeros((1, self._features, self._width, 2), dtype=np.float32)
        first._func = lambda model, docs, is_train: (np.zeros((0, self._width), dtype=np.float32), None)
        lower._func = lambda model, rows, is_train: (nothing, None)
        return self._component.model.predict([])

    def _room(self, words: int) -> Floats:
        """Room for what is prepared, that of the parse before unless somebody else parses: pages that the system has
        to hand out and to empty cost more than to fill them. More than is usual is given back after use."""
        try:
            return self._free.pop() if words <= _ROOM else np.empty((words, self._table.shape[1]), dtype=np.float32)
        except IndexError:
            return np.empty((_ROOM, self._table.shape[1]), dtype=np.float32)

    def _prepared(self, vectors: list[Floats], rows: Floats) -> Floats:
        """What each word adds to a choice, for each of the roles that it may have in it; the first row is no word."""
        rows[0] = self._none
        at = 1
        for some in vectors:
            np.matmul(self._into(some), self._table, out=rows[at : at + len(some)])
            at += len(some)
        return rows.reshape(-1, 2 * self._width)

    def parse(self, docs: list[Doc], vectors: list[Floats]) -> None:
        """Parse texts in place. ``vectors``: of their words, in order, by report."""
        states = batch = self._component.moves.init_batch(docs)
        room = self._room(1 + sum(map(len, vectors)))
        rows = self._prepared(vectors, room)
        role = np.arange(self._features)
        states = [state for state in states if not state.is_final()]
        while states:
            words = self._step.get_token_ids(states) + 1
            sums = rows.take(words * self._features + role, axis=0).sum(axis=1)
            sums += self._bias
            hidden = np.zeros((-(-len(sums) // _ROWS) * _ROWS, self._width), dtype=np.float32)
            np.maximum(sums[:, : self._width], sums[:, self._width :], out=hidden[: len(sums)])
            scores = self._product(hidden)[: len(sums)]
            scores += self._out_bias
            states = self._component.transition_states(states, scores)
        self._component.set_annotations(docs, batch)
        if len(room) == _ROOM:
            self._free = [room]

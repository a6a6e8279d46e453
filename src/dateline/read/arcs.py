"""The model's parser: which word hangs on which, by the library's transition system and products of ours.

A text is read from left to right by actions (shift, reduce, an arc to the left or right, a new sentence); each is the
best by the words on top of the stack and in front of it. All texts at hand take their next action together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.network import Dense, parts

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.read.network import Floats


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
        self._out, self._out_bias = upper.get_param("W"), upper.get_param("b")
        self._ops = component.model.ops
        self._component = component
        self._step = self._stepper(first, lower)

    def _stepper(self, first: Any, lower: Any) -> Any:
        """The library's own record of a step, which knows the words that matter; it gets no vectors."""
        nothing = np.zeros((1, self._features, self._width, 2), dtype=np.float32)
        first._func = lambda model, docs, is_train: (np.zeros((0, self._width), dtype=np.float32), None)
        lower._func = lambda model, rows, is_train: (nothing, None)
        return self._component.model.predict([])

    def prepared(self, vectors: Floats) -> Floats:
        """What each word adds to a choice, for each of the roles that it may have in it."""
        return self._into(vectors) @ self._table

    def parse(self, docs: list[Doc], prepared: list[Floats]) -> None:
        """Parse texts in place. ``prepared``: of their words, in order."""
        states = batch = self._component.moves.init_batch(docs)
        rows = np.concatenate([self._none, *prepared]).reshape(-1, 2 * self._width)
        role = np.arange(self._features)
        states = [state for state in states if not state.is_final()]
        while states:
            words = self._step.get_token_ids(states) + 1
            sums = rows.take(words * self._features + role, axis=0).sum(axis=1)
            sums += self._bias
            hidden = np.maximum(sums[:, : self._width], sums[:, self._width :])
            # Not numpy's product: its rounding may depend on the row, and texts of many reports stand here together.
            scores = self._ops.gemm(hidden, self._out, trans2=True)
            scores += self._out_bias
            states = self._component.transition_states(states, scores)
        self._component.set_annotations(docs, batch)

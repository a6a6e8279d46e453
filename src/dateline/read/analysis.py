"""The language model over the texts of one report: words, tags, arcs, names.

Tokens and arcs are the library's own doing (its tokenizer, its transition system); the vectors under them, tags, names,
parts of speech and base forms come from the modules beside this one. A test holds all of it to what the library's whole
pipeline says of the same texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.names import Names
from dateline.read.network import Dense, Encoder, parts
from dateline.read.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.read.network import Floats, Ints, Keys

_TOGETHER = 4000  # words worked on together, at most, but for a longer text; bounds memory


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text, a value a word in each list. ``head`` is a word's number in the text; ``space``: no word but a space;
    ``opens``: begins a sentence."""

    text: list[str]
    start: list[int]
    tag: list[str]
    dep: list[str]
    head: list[int]
    opens: list[bool]
    ent: list[str]
    pos: list[str]
    lemma: list[str]
    space: list[bool]


class Analyser:
    """Analyses texts by a loaded model. The model's own parser is given our vectors."""

    def __init__(self, nlp: Language) -> None:
        from spacy.attrs import DEP, HEAD, IS_SPACE, NORM, ORTH, PREFIX, SENT_START, SHAPE, SPACY, SUFFIX

        self._features = [ORTH, NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE]
        self._arcs = [HEAD, DEP, SENT_START]
        self._nlp = nlp
        self._strings = nlp.vocab.strings
        pipes: list[Any] = [nlp.get_pipe(name) for name in ("tok2vec", "tagger", "parser", "ner")]
        tok2vec, tagger, self._parser, ner = pipes
        self._encode = Encoder(tok2vec.model)
        self._encode_names = Encoder(ner.model.layers[0])
        self._tag = Dense(parts(tagger.model, "softmax")[0])
        self._tags = list(tagger.labels)
        self._names = Names(ner)
        self._words = Words(nlp)
        self._given = _give(self._parser.model)

    def analyse(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """One Analysis a text, in order."""
        docs: list[Doc] = []
        size = 0
        for text in texts:
            doc = self._nlp.tokenizer(text)
            if docs and size + len(doc) > _TOGETHER:
                yield from self._together(docs)
                docs, size = [], 0
            docs.append(doc)
            size += len(doc)
        yield from self._together(docs)

    def _together(self, docs: list[Doc]) -> list[Analysis]:
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [Analysis([], [], [], [], [], [], [], [], [], []) for _ in docs]
        features = np.concatenate([doc.to_array(self._features) for doc in docs])
        distinct, which = _distinct(features)
        vectors = self._encode(distinct[:, 1:], which, lengths)
        tags = self._tag(vectors).argmax(axis=1).tolist()
        self._given(vectors)
        self._parser.set_annotations(docs, self._parser.predict(docs))
        arcs = np.concatenate([doc.to_array(self._arcs).astype(np.int64) for doc in docs])
        space = features[:, -1].astype(bool)
        opens = arcs[:, 2] == 1
        last = np.append(opens[1:], True)
        last[np.cumsum(lengths)[np.flatnonzero(lengths)] - 1] = True
        ent = [""] * len(features)
        for first, end, label in self._names.find(self._encode_names(distinct[:, 1:], which, lengths), last, space):
            ent[first:end] = [label] * (end - first)
        words = [self._strings[key] for key in distinct[:, 0].tolist()]
        text = [words[i] for i in which.tolist()]
        width = [len(word) + blank for word, blank in zip(text, features[:, 5].tolist(), strict=True)]
        names = {key: self._strings[key] for key in np.unique(arcs[:, 1].view(np.uint64)).tolist()}
        deps = [names[key] for key in arcs[:, 1].view(np.uint64).tolist()]
        tag = ["_SP" if blank else self._tags[t] for t, blank in zip(tags, space.tolist(), strict=True)]
        columns: tuple[list[Any], ...] = (
            text,
            width,
            tag,
            deps,
            arcs[:, 0].tolist(),
            opens.tolist(),
            ent,
            space.tolist(),
        )
        bounds = pairwise([0, *accumulate(lengths)])
        return [self._one(*(column[a:b] for column in columns)) for a, b in bounds]

    def _one(
        self, text: list[str], width: list[int], tag: list[str], dep: list[str], head: list[int], opens: list[bool],
        ent: list[str], space: list[bool],
    ) -> Analysis:  # fmt: skip
        """What is known of one text. ``width``: of each word with the blank after it; ``head``: how far away it is."""
        start = list(accumulate(width, initial=0))[:-1]
        classes = self._words.classes(list(zip(text, tag, dep, strict=True)))
        return Analysis(
            text, start, tag, dep, [i + h for i, h in enumerate(head)], opens, ent,
            [pos for pos, _ in classes], [lemma for _, lemma in classes], space,
        )  # fmt: skip


def _distinct(features: Keys) -> tuple[Keys, Ints]:
    """The distinct rows of features, and the row of each word; told apart by word, norm and the blank after it."""
    keys = (features[:, 0] * np.uint64(3) + features[:, 1]) * np.uint64(2) + features[:, 5]
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return features[first], which


def _give(model: Any) -> Any:
    """Let the parser's model take vectors that are given to it; returns the function that gives them.

    Its two products are done by numpy, as all the others here.
    """
    into = Dense(parts(model.layers[0], "linear")[0])
    lower = model.layers[1]
    weights = lower.get_param("W")
    shape = weights.shape[:3]
    table: Floats = np.ascontiguousarray(weights.reshape(-1, weights.shape[3]).T)
    pad: Floats = lower.get_param("pad").reshape(-1)
    given: list[Floats] = []

    def first(_model: Any, _docs: Any, is_train: bool) -> tuple[Floats, None]:
        return given.pop(), None

    def second(_model: Any, rows: Floats, is_train: bool) -> tuple[Floats, None]:
        out = np.empty((len(rows) + 1, len(pad)), dtype=np.float32)
        out[0] = pad
        np.dot(rows, table, out=out[1:])
        return out.reshape(-1, *shape), None

    model.layers[0]._func = first
    lower._func = second
    return lambda vectors: given.append(into(vectors))

"""The language model over the texts of one report: words, tags, arcs, names.

Tokens and arcs are the library's own doing (its tokenizer, its transition system); the vectors under them, tags, names,
parts of speech and base forms come from the modules beside this one. A test holds all of it to what the library's whole
pipeline says of the same texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.arcs import Arcs
from dateline.read.names import Names
from dateline.read.network import Dense, Encoder, columns, parts
from dateline.read.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.read.network import Column, Ints, Keys

_PART = 4000  # words of one report in one product, at most, but for a longer text
_TOGETHER = 12000  # words parsed together, about; bounds memory


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


@dataclass(frozen=True, slots=True)
class _Part:
    """Texts of one report that go through the model's products together, and the features of their words."""

    docs: list[Doc]
    lengths: list[int]
    features: Keys
    distinct: Keys
    which: Ints
    looks: list[Column]  # what the encoders ask of the distinct words


class Analyser:
    """Analyses the texts of reports by a loaded model, whose parser it takes for itself."""

    def __init__(self, nlp: Language) -> None:
        from spacy.attrs import DEP, HEAD, IS_SPACE, NORM, ORTH, PREFIX, SENT_START, SHAPE, SPACY, SUFFIX

        self._features = [ORTH, NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE]
        self._arc = [HEAD, DEP, SENT_START]
        self._nlp = nlp
        self._strings = nlp.vocab.strings
        pipes: list[Any] = [nlp.get_pipe(name) for name in ("tok2vec", "tagger", "parser", "ner")]
        tok2vec, tagger, parser, ner = pipes
        self._encode = Encoder(tok2vec.model)
        self._encode_names = Encoder(ner.model.layers[0])
        self._tag = Dense(parts(tagger.model, "softmax")[0])
        self._tags = list(tagger.labels)
        self._arcs = Arcs(parser)
        self._names = Names(ner)
        self._words = Words(nlp)

    def analyse(self, reports: Iterable[Iterable[str]]) -> Iterator[list[Analysis]]:
        """The texts of each report, in order; some reports are taken in before the first is given out."""
        waiting: list[list[_Part]] = []
        for texts in reports:
            waiting.append(list(self._parts(texts)))
            if sum(len(part.which) for parts in waiting for part in parts) >= _TOGETHER:
                yield from self._read(waiting)
                waiting = []
        yield from self._read(waiting)

    def _parts(self, texts: Iterable[str]) -> Iterator[_Part]:
        """The texts of a report, of so many words together as one product takes."""
        docs: list[Doc] = []
        size = 0
        for text in texts:
            doc = self._nlp.tokenizer(text)
            if docs and size + len(doc) > _PART:
                yield self._part(docs)
                docs, size = [], 0
            docs.append(doc)
            size += len(doc)
        if docs:
            yield self._part(docs)

    def _part(self, docs: list[Doc]) -> _Part:
        features = np.concatenate([doc.to_array(self._features) for doc in docs])
        distinct, which = _distinct(features)
        return _Part(docs, [len(doc) for doc in docs], features, distinct, which, columns(distinct[:, 1:]))

    def _read(self, reports: list[list[_Part]]) -> Iterator[list[Analysis]]:
        """Parse the parts of all reports, so many together as memory allows, and give them out by report."""
        done: list[list[Analysis]] = []
        group: list[_Part] = []
        for part in chain.from_iterable(reports):
            if group and sum(len(p.which) for p in [*group, part]) > 2 * _TOGETHER:
                done += self._together(group)
                group = []
            group.append(part)
        done += self._together(group)
        each = iter(done)
        for parts_ in reports:
            yield [found for _ in parts_ for found in next(each)]

    def _together(self, group: list[_Part]) -> list[list[Analysis]]:
        tags, prepared = [], []
        for part in group:
            vectors = self._encode(part.looks, part.which, part.lengths)
            tags.append(self._tag(vectors).argmax(axis=1).tolist())
            prepared.append(self._arcs.prepared(vectors))
        self._arcs.parse([doc for part in group for doc in part.docs], prepared)
        return [self._one(part, tag) for part, tag in zip(group, tags, strict=True)]

    def _one(self, part: _Part, tags: list[int]) -> list[Analysis]:
        """The texts of a part, once their arcs are set."""
        features, which, distinct, lengths = part.features, part.which, part.distinct, part.lengths
        if not len(which):
            return [Analysis([], [], [], [], [], [], [], [], [], []) for _ in lengths]
        arcs = np.concatenate([doc.to_array(self._arc).astype(np.int64) for doc in part.docs])
        space = features[:, 6].astype(bool)
        opens = arcs[:, 2] == 1
        last = np.append(opens[1:], True)
        last[np.cumsum(lengths)[np.flatnonzero(lengths)] - 1] = True
        ent = [""] * len(features)
        for first, end, label in self._names.find(self._encode_names(part.looks, which, lengths), last, space):
            ent[first:end] = [label] * (end - first)
        words = [self._strings[key] for key in distinct[:, 0].tolist()]
        text = [words[i] for i in which.tolist()]
        width = [len(word) + blank for word, blank in zip(text, features[:, 5].tolist(), strict=True)]
        names = {key: self._strings[key] for key in np.unique(arcs[:, 1].view(np.uint64)).tolist()}
        deps = [names[key] for key in arcs[:, 1].view(np.uint64).tolist()]
        tag = ["_SP" if blank else self._tags[t] for t, blank in zip(tags, space.tolist(), strict=True)]
        self._words.learn(zip(text, tag, deps, strict=True))
        each: tuple[list[Any], ...] = (
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
        return [self._text(*(column[a:b] for column in each)) for a, b in bounds]

    def _text(
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

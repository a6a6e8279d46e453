"""The language model over the texts of one report: words, tags, arcs, names.

Tokens and arcs are the library's own doing (its tokenizer, its transition system); the vectors under them, tags, names,
parts of speech and base forms come from the modules beside this one. A test holds all of it to what the library's whole
pipeline says of the same texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.read.arcs import Arcs
from dateline.read.known import Known
from dateline.read.names import Names
from dateline.read.network import Dense, Encoder, parts
from dateline.read.words import Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.read.network import Floats, Keys

_PART = 4000  # words of one report in one product, at most, but for a longer text
_TOGETHER = 8000  # words parsed together, about; bounds memory


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
        self._known = Known((self._encode, self._encode_names), self._strings)
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
            if sum(len(part.features) for parts in waiting for part in parts) >= _TOGETHER:
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
        return _Part(docs, [len(doc) for doc in docs], features)

    def _read(self, reports: list[list[_Part]]) -> Iterator[list[Analysis]]:
        """Parse the parts of all reports, so many together as memory allows, and give them out by report."""
        done: list[list[Analysis]] = []
        group: list[_Part] = []
        for part in chain.from_iterable(reports):
            if group and sum(len(p.features) for p in [*group, part]) > 2 * _TOGETHER:
                done += self._together(group)
                group = []
            group.append(part)
        done += self._together(group)
        each = iter(done)
        for parts_ in reports:
            yield [found for _ in parts_ for found in next(each)]

    def _together(self, group: list[_Part]) -> list[list[Analysis]]:
        """The texts of each part."""
        docs = [doc for part in group for doc in part.docs]
        if not any(map(len, docs)):
            return [[Analysis([], [], [], [], [], [], [], [], [], []) for _ in part.docs] for part in group]
        features = np.concatenate([part.features for part in group])
        which, text = self._known.numbers(features)
        vectors, names, tags = [], [], []
        for part, (a, b) in zip(group, _bounds(len(part.features) for part in group), strict=True):
            for_arcs, for_names = (
                encode(rows, which[a:b], part.lengths)
                for encode, rows in zip((self._encode, self._encode_names), self._known.rows, strict=True)
            )
            vectors.append(for_arcs)
            names.append(for_names)
            tags += self._tag(for_arcs).argmax(axis=1).tolist()
        self._arcs.parse(docs, vectors)
        each = iter(self._texts(docs, features, text, tags, names))
        return [list(islice(each, len(part.docs))) for part in group]

    def _texts(
        self, docs: list[Doc], features: Keys, text: list[str], tags: list[int], names: list[Floats]
    ) -> Iterator[Analysis]:
        """The texts one by one, once their arcs are set. ``names``: the vectors for names, by report."""
        lengths = [len(doc) for doc in docs]
        arcs = np.concatenate([doc.to_array(self._arc) for doc in docs]).view(np.int64)
        space = features[:, 6].astype(bool)
        opens = arcs[:, 2] == 1
        last = np.append(opens[1:], True)
        last[np.cumsum(lengths)[np.flatnonzero(lengths)] - 1] = True
        ent = [""] * len(features)
        for vectors, (a, b) in zip(names, _bounds(map(len, names)), strict=True):
            for first, end, label in self._names.find(vectors, last[a:b], space[a:b]):
                ent[a + first : a + end] = [label] * (end - first)
        width = [len(word) + blank for word, blank in zip(text, features[:, 5].tolist(), strict=True)]
        keys = arcs[:, 1].view(np.uint64).tolist()
        labels = {key: self._strings[key] for key in set(keys)}
        deps = [labels[key] for key in keys]
        tag = ["_SP" if blank else self._tags[t] for t, blank in zip(tags, space.tolist(), strict=True)]
        self._words.learn(zip(text, tag, deps, strict=True))
        each: tuple[list[Any], ...] = (
            text, width, tag, deps, arcs[:, 0].tolist(), opens.tolist(), ent, space.tolist(),
        )  # fmt: skip
        for a, b in _bounds(lengths):
            yield self._text(*(column[a:b] for column in each))

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


def _bounds(lengths: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Beginning and end of each of some stretches that follow one another."""
    return pairwise(accumulate(lengths, initial=0))

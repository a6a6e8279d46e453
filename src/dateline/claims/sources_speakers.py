"""Voices: from the phrase that speaks to the contract's Source: canonical name, kind, actor, carriers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.claims.sources_content import Text, child
from dateline.claims.sources_find import Draft
from dateline.claims.sources_roles import Roles, roles
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

_PERSONAL = frozenset({"he", "she", "his", "her", "him", "hers", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "themselves", "both", "these", "those"})
_FIRST = frozenset({"i", "we", "my", "our", "me", "us", "you", "your"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_DROPPED = frozenset(
    {"det", "predet", "nummod", "quantmod", "punct", "relcl", "acl", "appos", "poss", "cc", "conj", "preconj", "advmod"}
)
_QUANTITY = frozenset(
    {
        "some",
        "many",
        "several",
        "few",
        "most",
        "other",
        "more",
        "numerous",
        "various",
        "dozens",
        "scores",
        "unnamed",
        "another",
        "own",
    }
)
REACH = 4  # sentences over which a pronoun finds its speaker


@dataclass(slots=True)
class _Memory:
    """Who spoke last, by what may take up the word for him, with the sentence."""

    human: tuple[Source, int] | None = None
    body: tuple[Source, int] | None = None
    several: tuple[Source, int] | None = None
    by_noun: dict[str, Source] = field(default_factory=dict)


class Voices:
    """Names the voices of a report's drafts; to be asked in the order of the text, since pronouns look back."""

    def __init__(self, grounded: Grounded, text: Text) -> None:
        self._g = grounded
        self._text = text
        self._roles: Roles = roles()
        self._memory = _Memory()
        self._people = _full_names(text)

    def of(self, draft: Draft) -> tuple[Source, ...]:
        """The sources of a draft, one for each joint speaker; empty where none is named."""
        if draft.speaker is None:
            return ()
        speakers, carriers = self._turned(draft)
        via = tuple(dict.fromkeys([*carriers, *self._carriers(draft)]))
        out = []
        for head in speakers:
            source = self._name(head, draft)
            if source is not None:
                out.append(_with_via(source, via))
        return tuple(out)

    def _turned(self, draft: Draft) -> tuple[list[Token], list[str]]:
        """The heads that speak and the names of their carriers: "SANA said, citing the ministry" is the ministry's."""
        heads = list(joint(draft.speaker)) if draft.speaker is not None else []
        for c in draft.verb.children:
            if c.lower in ("citing", "quoting") and c.dep in ("advcl", "prep", "conj"):
                cited = child(c, "dobj", "pobj")
                if cited is not None and not _is_thing(cited):
                    names = [s.name for s in (self._name(h, draft) for h in heads) if s]
                    return list(joint(cited)), names
        return heads, [s.name for s in (self._name(h, draft) for h in (draft.carrier,) if h is not None) if s]

    def _carriers(self, draft: Draft) -> Iterator[str]:
        """Who was told, and where it was put out: Reuters, Twitter."""
        if draft.told is not None and draft.told.pos == "PROPN":
            name = self._medium(draft.told)
            if name:
                yield name
        for prep in draft.verb.children:
            if prep.dep != "prep" or prep.lower not in ("in", "on", "to", "with", "via", "through", "by"):
                continue
            for i in range(self._text.left[prep.i], min(self._text.right[prep.i], prep.i + 12)):
                token = self._text.tokens[i]
                if token.lower in self._roles.carriers and token.pos in ("PROPN", "NOUN") and token.i not in draft.cue:
                    yield token.text
                    break
                name = self._medium(token) if token.pos == "PROPN" and token.head.pos == "ADP" else None
                if name:
                    yield name
                    break

    def _medium(self, token: Token) -> str | None:
        """The name of a news organisation at this token, if it is one."""
        for entity in self._g.at(token.i, "actor"):
            if entity.actor and entity.source_kind in ("media", "state_media"):
                return entity.actor.name
        words = [t for t in self._phrase(token) if t.pos == "PROPN"]
        if token.ent == "ORG" or any(t.lower in self._roles.told for t in words):
            return " ".join(t.text for t in words) or None
        return None

    # ------------------------------------------------------------------ one speaker

    def _name(self, head: Token, draft: Draft) -> Source | None:
        low = head.lower
        if low in _RELATIVE and head.pos in ("PRON", "DET", "SCONJ"):
            noun = next((t.head for t in (head, *head.ancestors()) if t.dep == "relcl"), None)
            return self._name(noun, draft) if noun is not None and noun is not head else None
        if head.pos == "PRON" or low in _PERSONAL:
            return self._pronoun(head)
        source = self._noun(head)
        if source is not None:
            self._remember(head, source)
        return source

    def _pronoun(self, head: Token) -> Source | None:
        memory, low = self._memory, head.lower
        kept = memory.human if low in _PERSONAL else memory.body if low in _NEUTER else memory.several
        if low in _FIRST or not (low in _PERSONAL or low in _NEUTER or low in _PLURAL):
            return None
        span = self._span(head.i, head.i + 1)
        if kept is not None and head.sent - kept[1] <= REACH:
            found = kept[0]
            return Source(name=found.name, kind=found.kind, actor=found.actor, span=span)
        for entity in self._g.at(head.i, "actor"):
            if entity.actor:
                return Source(name=entity.actor.name, kind=entity.source_kind, actor=entity.actor.id, span=span)
        if low in _PERSONAL:
            return self._last_person(head, span)
        return None

    def _last_person(self, head: Token, span: Span) -> Source | None:
        first = self._text.parsed.sentences[max(0, head.sent - 2)].first
        for i in range(head.i - 1, first - 1, -1):
            token = self._text.tokens[i]
            if token.ent == "PERSON" and token.dep in ("nsubj", "nsubjpass"):
                return Source(name=self._person(token), kind=self._kind(token), span=span)
        return None

    def _noun(self, head: Token) -> Source | None:
        rest = self._phrase(head)
        span = self._span(self._text.left[head.i], self._text.right[head.i])
        own = self._entity(head)
        if _lemma(head) in self._roles.documents and not (own and own.use == "name"):
            return self._document(head, span)
        if head.ent == "PERSON" and not (own and own.use == "name"):
            return self._person_source(head, span)
        if own is not None and own.actor is not None and not (_lemma(head) == "source" and own.use != "name"):
            return Source(name=own.actor.name, kind=own.source_kind or self._kind(head), actor=own.actor.id, span=span)
        person = next((c for c in head.children if c.dep == "appos" and c.ent == "PERSON"), None)
        body = self._body(head)
        if _lemma(head) in self._roles.stands_for_body and body is not None:
            return self._as_body(body, head, span)
        if person is not None:
            return Source(name=self._person(person), kind=self._kind(head), span=span)
        again = self._again(head, span)
        if again is not None:
            return again
        name = " ".join(self._text.parsed.document.text[t.start : t.end] for t in rest)
        return (
            Source(name=name, kind=self._kind(head), actor=own.actor.id if own and own.actor else None, span=span)
            if name
            else None
        )

    def _again(self, head: Token, span: Span) -> Source | None:
        """ "the source", "the official": the one who spoke before, if one of that noun did."""
        if not any(c.dep == "det" and c.lower in ("the", "this", "that", "these") for c in head.children):
            return None
        found = self._memory.by_noun.get(_lemma(head))
        return Source(name=found.name, kind=found.kind, actor=found.actor, span=span, via=found.via) if found else None

    def _document(self, head: Token, span: Span) -> Source | None:
        """A statement, video or report speaks for who issued it."""
        body = self._body(head)
        if body is not None:
            return self._as_body(body, head, span)
        again = self._again(head, span)
        if again is not None:
            return again
        if self._memory.body is not None and head.sent - self._memory.body[1] <= 1 and _is_definite(head):
            found = self._memory.body[0]
            return Source(name=found.name, kind=found.kind, actor=found.actor, span=span)
        name = " ".join(t.text for t in self._phrase(head))
        return Source(name=name, kind=self._kind(head), span=span)

    def _as_body(self, body: Entity, head: Token, span: Span) -> Source | None:
        if body.actor is None:
            return None
        return Source(name=body.actor.name, kind=body.source_kind or self._kind(head), actor=body.actor.id, span=span)

    def _person_source(self, head: Token, span: Span) -> Source:
        """A named person; one who speaks for a body (its spokesman, its director) gives the body's name."""
        titles = {_lemma(t) for t in self._titles(head)}
        body = self._body(head)
        if body is not None and body.actor is not None and titles & self._roles.named_for_body:
            return Source(name=body.actor.name, kind=body.source_kind, actor=body.actor.id, span=span)
        kind = self._kind(head) or (body.source_kind if body else None)
        name = self._person(head)
        if kind is None and name in self._memory.by_noun:
            kind = self._memory.by_noun[name].kind
        return Source(name=name, kind=kind, span=span)

    # ------------------------------------------------------------------ parts of a phrase

    def _entity(self, head: Token) -> Entity | None:
        """The actor entity whose head this is, or that covers it."""
        found = [e for e in self._g.at(head.i, "actor") if e.actor and e.use != "owner"]
        return max(found, key=lambda e: (e.head == head.i, e.last - e.first), default=None)

    def _body(self, head: Token) -> Entity | None:
        """The body that a spokesman, a document, a source belongs to: the actor in the phrase nearest to its head."""
        first, last = self._text.left[head.i], self._text.right[head.i]
        for c in head.children:
            if c.dep == "relcl":
                last = min(last, self._text.left[c.i]) if c.i > head.i else last
        inside = [
            e
            for e in self._g.inside(first, last, "actor")
            if e.actor and e.use in ("name", "description", "pronoun", "", "metonym")
        ]
        return min(inside, key=lambda e: (abs(e.head - head.i), e.first), default=None)

    def _titles(self, head: Token) -> Iterator[Token]:
        """The words that say who a named person is: before the name, and in apposition."""
        for c in head.children:
            if c.dep in ("compound", "amod", "nmod", "appos") and c.ent != "PERSON":
                yield c
                if c.dep == "appos":
                    yield from (d for d in c.children if d.dep in ("compound", "amod"))
                    yield from (d for d in c.children if d.dep == "conj")
            elif c.dep in ("compound", "flat"):
                yield from (d for d in c.children if d.ent != "PERSON")
        if head.dep == "appos":
            yield head.head
            yield from (d for d in head.head.children if d.dep in ("compound", "amod"))

    def _kind(self, head: Token) -> str | None:
        if head.ent == "PERSON":
            found = [
                self._roles.kind(_lemma(t), [_lemma(c) for c in t.children if c.i < t.i]) for t in self._titles(head)
            ]
            ranked = [k for k in found if k]
            return min(ranked, key=lambda k: self._roles.rank[k], default=None)
        words = [_lemma(c) for c in head.children if c.dep in ("compound", "amod", "nmod", "poss", "appos")]
        words += [_lemma(c) for p in head.children if p.dep == "prep" for c in p.children if c.dep == "pobj"]
        kind = self._roles.kind(_lemma(head), words)
        if kind == "media" and any(w in ("state", "official", "government") for w in words):
            return "state_media"
        return kind

    def _phrase(self, head: Token) -> list[Token]:
        """The words of a phrase without article, quantity, apposition and relative clause."""
        out: list[Token] = []
        stack = [head]
        while stack:
            token = stack.pop()
            out.append(token)
            for c in token.children:
                if (c.dep in _DROPPED and not (c.dep == "poss" and token is head)) or c.lower in _QUANTITY:
                    continue
                if c.dep == "prep" and c.lower not in ("of", "for", "in", "at", "from", "with", "inside", "near"):
                    continue
                stack.append(c)
        return sorted(out, key=lambda t: t.i)

    def _person(self, head: Token) -> str:
        first, last = head.i, head.i + 1
        tokens = self._text.tokens
        while first > 0 and tokens[first - 1].ent == "PERSON" and tokens[first - 1].sent == head.sent:
            first -= 1
        while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].sent == head.sent:
            last += 1
        words = [t.text for t in tokens[first:last] if t.text not in ("'s", "'", ",")]
        return self._people.get(words[-1], " ".join(words)) if len(words) == 1 else " ".join(words)

    def _remember(self, head: Token, source: Source) -> None:
        memory, at = self._memory, (source, head.sent)
        lemma = _lemma(head)
        kind = self._roles.kind_of.get(lemma)
        person = head.ent == "PERSON" or (
            lemma in self._roles.kind_of
            and head.tag == "NN"
            and lemma not in self._roles.documents
            and _is_human(lemma, kind)
        )
        if person:
            memory.human = at
            memory.by_noun[source.name] = source
        else:
            memory.body = at
        if head.tag in ("NNS", "NNPS") or not person:
            memory.several = at
        memory.by_noun[lemma] = source

    def _span(self, first: int, last: int) -> Span:
        trimmed = self._text.trim(first, last) or (first, last)
        return self._text.parsed.span(*trimmed)


_BODIES = frozenset({"media", "monitor", "state_media", "ngo", "un"})
_HUMAN_ENDS = ("man", "woman", "person", "er", "or", "ist", "ian", "ent", "ant", "ess", "ic", "al", "ive")


def _is_human(lemma: str, kind: str | None) -> bool:
    """A noun for a person rather than a body, by its form; bodies mostly end otherwise (ministry, army, police)."""
    if lemma in (
        "source",
        "father",
        "mother",
        "wife",
        "doctor",
        "witness",
        "minister",
        "president",
        "general",
        "colonel",
        "mayor",
        "chief",
        "head",
    ):
        return True
    return lemma.endswith(_HUMAN_ENDS) and not (
        kind in _BODIES and not lemma.endswith(("ist", "man", "reporter", "editor"))
    )


def _is_definite(head: Token) -> bool:
    return any(
        c.dep in ("det", "poss") and c.lower in ("the", "this", "its", "their", "his", "her") for c in head.children
    )


def _is_thing(token: Token) -> bool:
    """What is cited is no voice: a number, a reason ("citing security concerns")."""
    return token.lemma.lower() in (
        "concern",
        "reason",
        "lack",
        "need",
        "fear",
        "risk",
        "threat",
        "example",
        "fact",
        "law",
        "right",
        "failure",
        "evidence",
    )


def _lemma(token: Token) -> str:
    return token.lemma.lower()


def _with_via(source: Source, via: tuple[str, ...]) -> Source:
    names = tuple(v for v in dict.fromkeys((*source.via, *via)) if v != source.name)
    return Source(name=source.name, kind=source.kind, actor=source.actor, span=source.span, via=names)


def joint(head: Token | None) -> Iterator[Token]:
    """The heads of a coordination: "residents and aid workers" has two."""
    while head is not None:
        yield head
        head = next((c for c in head.children if c.dep == "conj" and c.pos in ("NOUN", "PROPN", "PRON", "X")), None)


def _full_names(text: Text) -> dict[str, str]:
    """Surname -> the full name under which the report first gives it."""
    out: dict[str, str] = {}
    words: list[str] = []
    for token in (*text.tokens, None):
        if token is not None and token.ent == "PERSON" and token.text not in ("'s", "'"):
            words.append(token.text)
            continue
        if len(words) > 1:
            out.setdefault(words[-1], " ".join(words))
        words = []
    return out

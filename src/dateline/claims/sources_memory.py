"""Who has spoken in a report so far, for those who speak again as "he", "the group", "the official"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dateline.claims.sources_bodies import NAMED_LATER
from dateline.claims.sources_names import DEFINITE, core, is_human, kind, lemma, of_actor, person, titles
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

UNITS = word_set("source_words.toml", "bodies", "units")
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})


def _held(office: Token) -> set[str]:
    """The names behind an office: "the governor of the region of Gao in Mali"."""
    held = (c for c in office.children if c.dep == "prep" and c.lower == "of")
    return {t.lower for c in held for t in c.subtree() if t.pos == "PROPN"}


@dataclass(slots=True)
class Memory:
    """Who spoke last, by what may take up the word for him, with the sentence."""

    any: tuple[Source, int] | None = None
    human: tuple[Source, int] | None = None
    unnamed: Source | None = None  # "an officer", "a hospital official": whom "the source" takes up
    body: tuple[Source, int] | None = None
    several: tuple[Source, int] | None = None
    together: tuple[tuple[Source, ...], int] = ((), 0)  # those who last spoke, and in which sentence
    spokes: tuple[Source, int] | None = None
    called: dict[str, tuple[Source, int]] = field(default_factory=dict)
    by_noun: dict[str, Source] = field(default_factory=dict)
    by_kind: dict[str, Source] = field(default_factory=dict)
    by_person: dict[str, Source] = field(default_factory=dict)

    def both(self, head: Token) -> tuple[Source, ...]:
        """ "Moscow and Minsk say they": all who spoke together last, in this sentence or the one before."""
        voices, sentence = self.together
        return voices if head.lower in ("they", "both") and len(voices) > 1 and head.sent - sentence <= 1 else ()

    def just_spoke(self, head: Token) -> Source | None:
        """ "An alliance spokesman said so. "It is true," said Colonel Rey": he is that spokesman."""
        return self.spokes[0] if self.spokes is not None and head.sent - self.spokes[1] == 1 else None

    def again(self, text: Text, head: Token, span: Span, named: Mapping[str, Entity]) -> Source | None:
        """ "the source", "the group", "the same official": one who spoke; "a monitor": one named later."""
        found = None
        kind_ = kind(text, head, False)
        if kind_ in NAMED_LATER and head.pos == "NOUN" and kind_ in named:
            return of_actor(named[kind_], span)
        if any(c.lower == "same" for c in head.children) and self.any is not None:
            found = self.by_noun.get(lemma(head), self.any[0])
        elif any(c.dep in ("det", "poss") and c.lower in DEFINITE for c in head.children):
            found = self.by_noun.get(lemma(head))
            if lemma(head) == "source" and len(core(head)) == 1:
                found = self.unnamed or found
            elif found is None and lemma(head) in roles().any_body and len(core(head)) == 1:
                found = self.by_kind.get(kind_ or "") or (self.body[0] if self.body else None)
        elif head.pos == "PROPN":
            found = self.by_noun.get(lemma(head))
        own = {c.lower for c in head.children if c.dep == "compound" and c.pos == "PROPN"}
        own |= {o.lower for c in head.children if c.lower == "for" for o in c.children if o.dep == "pobj"}
        if found is not None and lemma(head) in found.name.lower().split():
            own |= _held(head)  # "the mayor of Gao" is not the mayor of Mopti who spoke before
        if found is not None and own and own.isdisjoint(found.name.lower().split()):
            return None  # "the Kosovo Information Center" is not the Media Center that spoke before
        return msgspec.structs.replace(found, span=span) if found is not None else None

    def army(self, head: Token) -> Source | None:
        """The army that spoke before, of which an officer of no body is: "Colonel Rey, who commands the brigade"."""
        army = self.by_kind.get("military")
        named = army is not None and army.actor is not None and army.actor.startswith("state:")
        return army if army is not None and named and army.name[:1].isupper() and not went_over(head) else None

    def note(self, text: Text, head: Token, source: Source, aside: bool = False) -> None:
        """The source spoke in the sentence of its head word; ``aside``: in a relative clause, after another."""
        at = (source, head.sent)
        if aside and self.any is not None and self.any[1] == head.sent:
            return
        self.any = at
        if head.pos == "PRON" or head.lower in RELATIVE:
            return
        titled = head.pos == "PROPN" and any(c.dep == "appos" and c.tag == "NN" and is_human(c) for c in head.children)
        human = (
            titled
            or person(text, head) is not None
            or (head.tag == "NN" and is_human(head))
            or (head.tag == "NNP" and head.ent == "" and lemma(head) in roles().kind_of and is_human(head))
            or lemma(head) == "source"
        )
        beside = any(
            c.pos == "PROPN" and (c.dep == "appos" or (c.dep == "conj" and c.ent == "PERSON")) for c in head.children
        )
        told = any(c.dep == "appos" and c.pos == "NOUN" and is_human(c) for c in head.children)
        human = human or (head.pos == "PROPN" and head.ent != "ORG" and told)  # "Mir Bahram, a member of the council"
        if human or (beside and is_human(head)):
            self.human = at
        many = head.tag == "NNS" and (source.actor or "group:").startswith(
            "group:"
        )  # "residents": not what "it" takes up
        one = human and (source.actor or "").startswith("group:")  # "a lawyer": nor is he what "its" takes up
        if not many and not one and (source.actor is not None or not human):
            self.body = at
        if head.tag in ("NNS", "NNPS") or not human:
            self.several = at
        if human and head.tag == "NN" and not beside and not told and person(text, head) is None:
            self.unnamed = source
        self.by_noun[lemma(head)] = source
        if lemma(head).startswith("spokes") and not beside and source.actor is not None:
            self.spokes = at
        if head.pos == "PROPN" and not human:  # "the Lion Brigade, a militia": later "the militia"
            self.called.update({lemma(c): at for c in head.children if c.dep == "appos" and c.tag == "NN"})
        for c in head.children:  # "the army spokesman, Colonel Rey": "Rey said" is the army too
            if c.dep == "appos" and c.ent == "PERSON" and source.actor is not None:
                self.by_person.setdefault(c.text, source)
        if person(text, head) is not None:  # "the colonel", "the bishop": who was named with that title
            self.by_noun.update({lemma(t): source for t in titles(text, head) if is_human(t)})
        for t in text.tokens[text.left[head.i] : text.right[head.i]] if source.actor is not None else ():
            if t.pos == "VERB":
                break
            if t.pos == "PROPN" and t.dep == "pobj" and t.head.head is head and lemma(head) in roles().ranks:
                self.by_person.setdefault(t.text, source)  # "Superintendent of Police Ravi Kumar"
            if (
                lemma(t) in roles().ranks | UNITS
            ):  # "a commander of the Front, Colonel Rey": "the colonel" is the Front's too
                self.by_noun[lemma(t)] = source
        if source.kind is not None and not human:
            self.by_kind[source.kind] = source


def went_over(head: Token) -> bool:
    """ "General Rey, who defected in May": he speaks for his old army no more."""
    return any(c.dep == "relcl" and c.lemma in ("defect", "desert", "mutiny", "rebel") for c in head.children)


def first_of_kind(grounded: Grounded) -> dict[str, Entity]:
    out: dict[str, Entity] = {}
    for entity in grounded.entities:
        if entity.kind == "actor" and entity.actor is not None and entity.use == "name" and entity.source_kind:
            out.setdefault(entity.source_kind, entity)
    return out


def only_rebels(grounded: Grounded) -> Entity | None:
    """The rebel body that the report names, where it names one only."""
    named = {
        e.actor.id: e
        for e in reversed(grounded.entities)
        if e.kind == "actor" and e.actor is not None and e.use == "name" and e.actor.kind in ("rebel", "jihadist")
    }
    return next(iter(named.values())) if len(named) == 1 else None

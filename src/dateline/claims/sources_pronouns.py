"""Voices that a report names by a pronoun: "he said", "its spokesman", "several of them told"."""

from __future__ import annotations

from abc import ABC, abstractmethod

import msgspec

from dateline.claims.sources_before import body_before, human_before, office_before, people_before, silent, telling
from dateline.claims.sources_bodies import described
from dateline.claims.sources_memory import Memory
from dateline.claims.sources_names import entity_at, is_human, lemma, of_actor, person, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.model import Source, Span
from dateline.reading import Grounded, Token

PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "both", "these", "those"})
_SAYS = frozenset({"say", "claim", "report", "allege", "state"})  # "a broadcast that said a town had fallen"
REACH = 5  # sentences over which a pronoun finds its speaker


class Pronouns(ABC):
    """Finds whom a pronoun takes up, among those who spoke and those who were told of."""

    def __init__(self, grounded: Grounded, text: Text) -> None:
        self._g = grounded
        self._text = text
        self._memory = Memory()

    @abstractmethod
    def _name(self, head: Token) -> Source | None: ...

    @abstractmethod
    def _noun(self, head: Token) -> Source | None: ...

    @abstractmethod
    def _person(self, head: Token, name: list[Token], span: Span) -> Source: ...

    def _pronoun(self, head: Token) -> Source | None:
        memory, low, span = self._memory, head.lower, self._span(head)
        if low in PERSONAL:
            kept = memory.human
            giver = telling(self._text, head)
            teller = self._name(giver) if giver is not None else None
            if teller is not None:
                return msgspec.structs.replace(teller, span=span)
        elif low in _NEUTER:
            kept = memory.body
            asked = silent(self._g, self._text, head)
            if asked is not None:
                return of_actor(asked, span)
        elif low in _PLURAL:
            kept = memory.several
        else:
            return None
        fresh = kept is not None and kept[1] >= head.sent - 1
        if not fresh and (told_of := self._told_of_before(head)) is not None:
            return msgspec.structs.replace(told_of, span=span)
        if kept is not None and head.sent - kept[1] <= REACH:
            return msgspec.structs.replace(kept[0], span=span)
        entity = entity_at(self._g, head)
        crowd = low in PERSONAL and entity is not None and entity.actor is not None and entity.actor.id[:6] == "group:"
        if entity is not None and not crowd:  # "he" is none of "the victims"
            return of_actor(entity, span)
        return self._last_person(head, span) if low in PERSONAL else None

    def _told_of_before(self, head: Token) -> Source | None:
        """Whom the sentence before was about, who so becomes the voice."""
        if head.lower in PERSONAL:
            subject = human_before(self._text, head)
        elif head.lower in _NEUTER:
            subject = body_before(self._g, self._text, head)
        else:
            subject = people_before(self._text, head)
        found = self._name(subject) if subject is not None else None
        if found is not None and subject is not None:
            self._memory.note(self._text, subject, found)
        return found

    def _some_of_them(self, head: Token) -> Source | None:
        """ "Several told a reporter", "ten of them saw": people who were told of in the sentences before."""
        own = self._told_in(head)  # "Some 300 captives were freed, two of them said"
        if own is not None:
            return self._noun(own)
        first = self._text.parsed.sentences[max(0, head.sent - 2)].first
        for token in reversed(self._text.tokens[first : self._text.sentence(head).first]):
            if token.tag == "NNS" and role(token) in roles().kind_of and is_human(token):
                return self._noun(token)
        kept = self._memory.several
        return kept[0] if kept is not None and head.sent - kept[1] <= 2 else None

    def _told_in(self, head: Token) -> Token | None:
        """The people of whom the clause before tells that "several of them" say."""
        told = next((c for c in head.head.children if c.dep == "ccomp" and c.i < head.i), None)
        who = next((c for c in told.children if c.dep in ("nsubj", "nsubjpass")), None) if told is not None else None
        return who if who is not None and who.tag == "NNS" and is_human(who) else None

    def _last_person(self, head: Token, span: Span) -> Source | None:
        """The person who last was a subject, within two sentences."""
        first = self._text.parsed.sentences[max(0, head.sent - 2)].first
        for token in reversed(self._text.tokens[first : head.i]):
            if token.ent == "PERSON" and token.dep in ("nsubj", "nsubjpass"):
                return self._person(token, person(self._text, token) or [token], span)
        return None

    def _its_body(self, pronoun: Token) -> Source | None:
        """Whose: of the body that spoke last; of the one that the sentence before was about, where none spoke there."""
        last = self._memory.body
        if last is None or last[1] < pronoun.sent - 1:
            subject = body_before(self._g, self._text, pronoun)
            if subject is not None and (found := self._name(subject)) is not None:
                return found
        office = office_before(self._text, pronoun) if last is None or last[1] < pronoun.sent else None
        if office is not None:
            return described(self._text, office, self._span(office), None)
        return last[0] if last is not None else None

    def _whose_people(self, head: Token) -> Source | None:
        """ "His staff counted nine bodies", "its own count stood at nine": of the one who spoke before."""
        whose = next((c for c in head.children if c.dep == "poss" and c.pos in ("PRON", "DET")), None)
        if whose is None:
            return None
        if whose.lower == "whose":
            noun = next((t.head for t in head.ancestors() if t.dep == "relcl"), None)
            body = noun is not None and is_human(head) and not is_human(noun) and noun.ent != "PERSON"
            theirs = lemma(head) in roles().own_people or (body and role(head) in roles().kind_of)
            return self._name(noun) if noun is not None and theirs else None  # "the Front, whose radio said"
        if lemma(head) not in roles().own_people:
            return None
        return self._pronoun(whose) or (self._its_body(whose) if whose.lower in _NEUTER else None)

    def _span(self, head: Token) -> Span:
        said = [self._text.left[c.i] for c in head.children if c.dep == "relcl" and c.lemma in _SAYS]
        first, last = self._text.left[head.i], min([self._text.right[head.i], *said])
        return self._text.parsed.span(*(self._text.trim(first, last) or (head.i, head.i + 1)))

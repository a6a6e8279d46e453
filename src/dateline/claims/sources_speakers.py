"""Voices: from the phrase that speaks to the contract's Source: canonical name, kind, actor, carriers."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.claims.sources_accused import Charge, answering, charge
from dateline.claims.sources_before import before_of_body, last_body, of_whom, who
from dateline.claims.sources_bodies import (
    NAMED_LATER,
    REBEL,
    backed,
    by_name_before,
    described,
    entity_before,
    entity_kind,
    inserted,
    is_officialdom,
    is_sort_of_source,
    name_within,
    of_nobody,
    of_police,
    of_that_body,
    own_kind_of,
    side_of,
    speaks_for_rebels,
    stands_for,
    takes_name,
    with_via,
)
from dateline.claims.sources_called import name_between, own_name
from dateline.claims.sources_carriers import carriers, cited_by
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_headings import aired
from dateline.claims.sources_joint import (
    a_sort,
    also_according,
    is_some,
    joint,
    one_of,
    quoted_by,
    run_in,
    sorted_by,
    strayed,
)
from dateline.claims.sources_memory import RELATIVE, UNITS, first_of_kind, only_rebels
from dateline.claims.sources_messengers import spoken_for
from dateline.claims.sources_names import (
    DEFINITE,
    as_noun,
    as_told,
    body_in,
    core,
    entity_at,
    full_names,
    is_human,
    kind,
    lemma,
    of_actor,
    office_of,
    person,
    person_at,
    role,
    stands_alone,
    titles,
    words_text,
)
from dateline.claims.sources_offices import directorate, masters_seat, of_region, officers_army, placed, seat
from dateline.claims.sources_paper import is_paper, is_reporter
from dateline.claims.sources_posts import ARMED, by_clause, holds_post, of_armed
from dateline.claims.sources_pronouns import PERSONAL, REACH, Pronouns
from dateline.claims.sources_roles import roles
from dateline.claims.sources_subject import issuer_of
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

# Kinds whose named heads speak for them too; a minister or a commander speaks for himself.
_BODIES = frozenset({"monitor", "ngo", "activist", "rescue", "medical", "media", "state_media", "un", "analyst"})
_FORCES = frozenset({"military", "armed_group", "official"})
_ANY_SIDE = frozenset({"commander", "commandant"})  # ranks of rebels too
_TAKEN_UP = UNITS | frozenset(
    {"ministry", "command", "department", "headquarters", "commission"}
)  # whichever spoke last
_ISSUED = frozenset({"communique", "communiqué", "bulletin"})  # no villager issues one
_ANY_GROUP = word_set("source_words.toml", "bodies", "any")


class Voices(Pronouns):
    """Names the voices of a report's drafts; to be asked in the order of the text, since pronouns look back."""

    def __init__(self, grounded: Grounded, text: Text) -> None:
        super().__init__(grounded, text)
        self._people = full_names(text)
        self._named = first_of_kind(grounded)
        self._rebels = only_rebels(grounded)
        self._charge: Charge | None = None

    def of(self, draft: Draft) -> tuple[Source, ...]:
        """The sources of a draft, one for each joint speaker; empty where none is named."""
        if draft.speaker is None:
            return ()
        if (station := aired(self._text, draft)) is not None:
            name = self._name(draft.speaker)
            known = name if name is not None and name.actor is not None else None
            return (known or Source(name=station, kind="media", span=self._span(draft.speaker)),)
        if is_reporter(draft.speaker, self._memory.by_noun):
            return ()
        if both := self._memory.both(draft.speaker):
            return tuple(msgspec.structs.replace(s, span=self._span(draft.speaker)) for s in both)
        heads = [*joint(draft.speaker), *also_according(draft)]
        heads = [t for t in (run_in(self._text, draft.speaker), *heads) if t is not None]
        if draft.verb.text == ":" and any(t.text == "," for t in self._text.tokens[slice(*(draft.source or (0, 0)))]):
            heads = [draft.speaker]  # "RNA, Ruritanian news agency, 3 May: ...": one voice
        bearers = [t for t in (draft.carrier, quoted_by(draft.speaker)) if t is not None]
        cited = cited_by(self._text, draft)
        if cited is not None:  # "SANA said, citing the ministry" is the ministry's, via SANA
            heads, bearers = list(joint(cited)), heads
        heads += [h for head in heads for h in strayed(self._g, head)]
        via = [s.name for s in map(self._name, bearers) if s] + list(carriers(self._g, self._text, draft))
        found = [
            spoken_for(self._g, self._text, draft, answering(self._charge, draft, s)) if len(heads) == 1 else s
            for s in (
                of_region(self._g, self._text, h, as_told(self._text, h, self._of_rebels(h, s))) if s else None
                for h, s in zip(heads, map(self._name, heads), strict=True)
            )
            if s
        ]
        for head, source in zip(heads, found, strict=False):
            self._memory.note(self._text, head, with_via(source, via), _is_aside(draft.verb))
        self._memory.together = (voices := tuple(with_via(s, via) for s in found), draft.verb.sent)
        self._charge = charge(self._g, self._text, draft, voices) or self._charge
        return tuple(s for s in voices if not is_paper(self._g.parsed.document, s))

    # ---------------------------------------------------------------- one speaker

    def _name(self, head: Token) -> Source | None:
        low = head.lower
        if low in RELATIVE and head.pos != "NOUN":
            noun = next((t.head for t in head.ancestors() if t.dep == "relcl"), None)
            if noun is not None:
                noun = who(self._g, self._text, noun) if low == "who" else of_whom(noun)
                if noun.dep == "appos" and noun.head.ent == "PERSON":
                    noun = noun.head  # "Major Rey, a spokesman, who said"
            return self._name(noun) if noun is not None and noun.lower not in RELATIVE else None
        among = one_of(head)
        if among is not None:
            return self._name(among)
        if is_some(head):
            return self._some_of_them(head)
        if sorted_by(head):
            return a_sort(self._text, head, self._span(head))
        if head.pos == "PRON" or low in PERSONAL:
            return self._pronoun(head)
        return self._noun(head)

    def _noun(self, head: Token) -> Source | None:
        span, own = self._span(head), entity_at(self._g, head)
        named = own is not None and own.use in ("name", "metonym")
        if lemma(head) in roles().documents and not named:
            return self._document(head, span)
        name = None if named else person(self._text, head)
        if name is None and own is None and self._is_known(head):
            name = [head]
        if name:
            return self._person(head, name, span)
        theirs = any(
            c.dep == "poss" and c.pos in ("PRON", "DET") for c in head.children
        )  # "its man, who is called Abel"
        given = (None if theirs else own_name(self._text, head)) or inserted(self._g, self._text, head, named)
        if given is None and (own is None or own.use == "group" or not is_human(head)):
            given = name_between(self._text, head)
        if given is not None and is_human(head):
            return self._person(head, given, span)
        if given is not None:
            return Source(name=words_text(self._text, given), kind=kind(self._text, head, False), span=span)
        spokes = [c for c in head.children if c.dep == "appos" and lemma(c).startswith("spokes")]
        if own is None and spokes and head.pos == "PROPN":  # a name that the parser takes for a body's
            return self._person(head, core(head), span)
        beside = next((c for c in head.children if c.dep == "appos" and c.pos == "PROPN"), None)
        other = entity_at(self._g, beside) if beside is not None and not named else None
        if other is not None:  # "the first-responders group, the Syrian Civil Defence"
            return of_actor(other, span, kind(self._text, head, False))
        bodies = roles().any_body | {"company", "firm"}
        if beside is not None and beside.i > head.i and lemma(head) in bodies and (own is None or takes_name(own)):
            return Source(name=words_text(self._text, core(beside)), kind=kind(self._text, head, False), span=span)
        inner = name_within(self._g, head) if own is None else None
        if inner is not None:
            return of_actor(inner, span, kind(self._text, head, False))
        whose = self._whose_people(head)
        if whose is not None:
            return whose
        definite = any(c.dep == "det" and c.lower == "the" for c in head.children)
        if definite and backed(self._text, head) and (own is None or own.use == "description"):
            group = self._memory.by_kind.get("armed_group")
            if group is not None:
                return msgspec.structs.replace(group, span=span)
        if own is not None and own.use == "description" and definite and head.tag == "NN" and lemma(head) in _ANY_GROUP:
            last = self._memory.body  # "the group", right after some group spoke; no army is one
            sort = kind(self._text, head, False)  # "the rights group" is not the firm that spoke last
            elsewhere = sort is not None and last is not None and sort != last[0].kind and sort in self._memory.by_kind
            if elsewhere:
                return msgspec.structs.replace(self._memory.by_kind[sort or ""], span=span)
            if last is not None and head.sent - last[1] <= 1 and not (last[0].actor or "").startswith("state:"):
                return msgspec.structs.replace(last[0], span=span)
        called = self._memory.called.get(lemma(head)) if definite and len(core(head)) == 1 else None
        if called is not None and (own is None or own.use == "description") and head.sent - called[1] <= REACH:
            return msgspec.structs.replace(called[0], span=span)
        if definite and len(core(head)) == 1 and (own is None or own.use == "description") and lemma(head) in _TAKEN_UP:
            spoke = self._memory.by_noun.get(lemma(head))
            if spoke is not None and spoke.actor is not None:
                return msgspec.structs.replace(spoke, span=span)
        if own is not None and stands_alone(self._g, head, own) and lemma(head) != "source":
            return of_actor(own, span, kind(self._text, head, False))
        if own is not None and is_officialdom(head, own):
            return of_actor(own, span)
        body = body_in(self._g, self._text, head)
        if body is not None and body is not own and stands_for(head, body):
            return of_actor(body, span, kind(self._text, head, False))
        side = side_of(head, own, self._rebels)
        if side is not None:
            return of_actor(side, span, kind(self._text, head, False))
        owner = self._owner(head)
        if body is None and owner is not None:
            return msgspec.structs.replace(owner, span=span)
        definite = definite and lemma(head) in self._memory.by_noun  # "the spokesman": the one who spoke
        if body is None and lemma(head).startswith("spokes") and of_nobody(head) and not definite:
            body = last_body(self._g, self._text, head)
            if body is not None:
                return of_actor(body, span)
        if beside is not None and is_human(head):
            return self._person(head, person(self._text, beside) or core(beside), span)
        told_of = body if is_sort_of_source(head, body) else own
        return (
            self._memory.again(self._text, head, span, self._named)
            or by_name_before(self._text, head, span)
            or described(self._text, head, span, told_of)
        )

    def _owner(self, head: Token) -> Source | None:
        """Whose spokesman: "its spokesman" is of the body that spoke last, "a ministry spokesman" of that ministry."""
        if lemma(head) not in roles().stands_for_body | roles().named_for_body:
            return None
        for c in head.children:
            if c.dep == "poss" and c.lower in ("its", "their") and (body := self._its_body(c)) is not None:
                return body
            if c.dep == "compound" and lemma(c) in roles().any_body and lemma(c) in self._memory.by_noun:
                return self._memory.by_noun[lemma(c)]
        return None

    def _owner_of_title(self, token: Token, name: list[Token]) -> Source | None:
        """ "its spokesman Ruben Ocampo": the parser may hang "its" on the name."""
        for c in token.children:
            if c.dep == "poss" and c.lower in ("its", "their") and c.i < name[0].i:
                theirs = entity_at(self._g, c) if c.lower == "their" else None
                if theirs is not None and theirs.actor is not None and theirs.source_kind:
                    return of_actor(theirs, self._span(c))  # "the rebels have left, their chairman Isa Noor said"
                return self._its_body(c)
        return None

    def _document(self, head: Token, span: Span) -> Source | None:
        """A statement, video or report speaks for who issued it."""
        body = body_in(self._g, self._text, head)
        if body is not None:
            return of_actor(body, span, kind(self._text, head, False))
        issuer = issuer_of(head)
        if issuer is not None:
            found = self._name(issuer)
            if found is not None:
                return msgspec.structs.replace(found, span=span)
        again = self._memory.again(self._text, head, span, self._named)
        if again is not None:
            return again
        last = self._memory.any
        definite = any(c.dep in ("det", "poss") and c.lower in DEFINITE for c in head.children)
        issuer_before = before_of_body(self._g, self._text, head) if definite and lemma(head) in _ISSUED else None
        if issuer_before is not None and last is not None and last[0].actor is None:
            return of_actor(issuer_before, span)
        definite = definite or any(c.lower in ("later", "second", "further", "subsequent") for c in head.children)
        if definite and last is not None and head.sent - last[1] <= 3:
            return msgspec.structs.replace(last[0], span=span)
        return described(self._text, head, span, None)

    def _person(self, head: Token, name: list[Token], span: Span) -> Source:
        """A named person; one who speaks for a body (its spokesman, its director) gives the body's name."""
        entity = person_at(self._g, name)
        text = entity.actor.name if entity is not None and entity.actor is not None else words_text(self._text, name)
        full = self._people.get(text) if len(name) == 1 else None
        text = full[0] if full is not None else text
        known = self._memory.by_person.get(name[-1].text)
        if known is not None and (len(name) == 1 or known.name.endswith(text) or known.actor is not None):
            return msgspec.structs.replace(known, span=span)
        if full is not None and full[1].i < name[0].i and (known := self._introduced(full[1])) is not None:
            self._memory.by_person[name[-1].text] = known
            return msgspec.structs.replace(known, span=span)
        posts = (*titles(self._text, name[-1]), *titles(self._text, head), head)
        roles_of = {lemma(t) for t in posts}
        ranks = frozenset(roles_of & roles().ranks - _ANY_SIDE)
        body = body_in(self._g, self._text, head) or entity_before(self._g, self._text, name[0])
        tied = entity.body if entity is not None else None
        if tied is None and body is None and own_kind_of(roles_of) in NAMED_LATER:
            later = self._named.get(own_kind_of(roles_of) or "")  # "observatory chief": of the one that is named
            tied = later.actor if later is not None else None
        own_kind = kind(self._text, name[-1], True) or kind(self._text, head, head in name)
        speaking = [t for t in (*titles(self._text, name[-1]), head) if lemma(t) in roles().named_for_body]
        titles_of = [t for t in speaking if lemma(t).startswith("spokes")]
        owner = next((o for t in (*speaking, name[-1]) if (o := self._owner_of_title(t, name)) is not None), None)
        if (body is None or body.use in ("description", "pronoun")) and speaking and owner is not None:
            self._memory.by_person[name[-1].text] = owner
            return msgspec.structs.replace(owner, span=span)
        spokes = {r for r in roles_of & roles().named_for_body if r.startswith("spokes") or r == "press-secretary"}
        if body is None and tied is None and titles_of and of_nobody(titles_of[-1]):
            body = last_body(self._g, self._text, head)
            if ranks and body is not None and body.source_kind not in ("military", "un"):
                body = None  # "Colonel Rey, a spokesman in the capital": of no militia
        loose = body is None or (body.use == "description" and body.source_kind not in _FORCES)  # "the committee"
        office = office_of(self._text, (head, *titles(self._text, name[-1]))) if loose and tied is None else None
        post = seat(self._g, self._text, posts, name[-1], span)
        master = next((m for t in titles_of if (m := masters_seat(self._g, self._text, t, span)) is not None), None)
        if post is not None and not spokes:
            source = post
        elif master is not None:
            source = master
        elif body is None and tied is None and (place := directorate(self._text, posts)) is not None:
            source = Source(name=place, kind=own_kind, span=span)
        elif body is not None and (spokes or (roles_of & roles().named_for_body and body.source_kind in _BODIES)):
            source = of_actor(body, span, own_kind)
        elif body is not None and roles_of & roles().ranks and body.source_kind in _FORCES:
            source = of_actor(body, span, own_kind)  # "General Sein of the Karen army": his side's word
        elif body is not None and (of_police(body, roles_of) or of_that_body(self._text, name, body)):
            source = of_actor(body, span, own_kind)
        elif (side := self._by_post(head, name, posts, body)) is not None:
            source = msgspec.structs.replace(side, span=span)
        elif body is None and self._rebels is not None and speaks_for_rebels(roles_of):
            source = of_actor(self._rebels, span, own_kind)
        elif office is not None:
            office_kind = roles().kind_of.get(role(office[-1])) or own_kind
            source = Source(name=as_noun(placed(self._g, self._text, office), office), kind=office_kind, span=span)
        elif body is None and tied is not None and roles_of & roles().named_for_body and own_kind in {None, *_BODIES}:
            source = Source(name=tied.name, kind=own_kind or entity_kind(entity), actor=tied.id, span=span)
        elif body is None and tied is None and roles_of & roles().ranks and (again := self._memory.just_spoke(head)):
            source = msgspec.structs.replace(again, span=span)
        elif body is None and tied is None and ranks and (army := self._memory.army(head)) is not None:
            source = msgspec.structs.replace(army, span=span)
        elif body is None and tied is None and ranks and (forces := officers_army(self._g, name, ranks)) is not None:
            source = of_actor(forces, span, own_kind)
            if titles_of:
                source = msgspec.structs.replace(source, name=source.name.replace(" Army", " military"))
        else:
            given = (entity.source_kind if entity is not None else None) or (body.source_kind if body else None)
            source = Source(name=text, kind=own_kind or given, span=span)
        self._memory.by_person[name[-1].text] = source
        return source

    def _of_rebels(self, head: Token, source: Source) -> Source:
        """ "Rebels said they had taken the town": of the only rebel body that the report names."""
        actor, only = source.actor or "", self._rebels
        if only is None or only.actor is None or lemma(head) not in REBEL or head.tag != "NNS":
            return source
        of_land = actor.endswith(":rebels") and actor.split(":")[1].upper() == only.actor.country
        generic = actor.startswith("generic:") and source.kind == "armed_group"
        return of_actor(only, source.span or self._span(head)) if generic or of_land else source

    def _is_known(self, head: Token) -> bool:
        """A surname that the model takes for no person here, where it stood in a person's name before."""
        full = self._people.get(head.text)
        known = head.text in self._memory.by_person or (full is not None and full[1].i < head.i)
        return known and head.pos == "PROPN" and all(c.dep in ("compound", "punct") for c in head.children)

    def _introduced(self, name: Token) -> Source | None:
        """Whose word a person's is by what was told of him where his whole name stood, though he was silent there."""
        found = self._noun(name.head if name.dep == "appos" else name)
        return found if found is not None and found.actor is not None else None

    def _by_post(self, head: Token, name: list[Token], posts: Sequence[Token], body: Entity | None) -> Source | None:
        """The armed body in which the person has a post: by the phrase, by "its", by "who speaks for"."""
        if body is not None and of_armed(body, posts):
            return of_actor(body, self._span(head))
        for t in posts:
            if holds_post((t,)) and (owner := self._owner_of_title(t, name)) is not None and owner.kind in ARMED:
                return owner
        side = by_clause(self._g, self._text, dict.fromkeys((head, name[-1], *posts)))
        return of_actor(side, self._span(head)) if side is not None else None


def _is_aside(verb: Token) -> bool:
    """Said by the way, in a relative clause: "for whom the Front said it took revenge"."""
    whom = (x for c in verb.children if c.dep == "prep" for x in c.children)
    led = verb.dep == "advcl" and any(x.tag in ("WP", "WDT") for x in whom)
    return led or any(t.dep == "relcl" for t in (verb, *verb.ancestors()))

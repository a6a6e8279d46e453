"""The parties that a phrase of a sentence names: its head, whose it is, the body that says which people are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.frames import View, denied, expand
from dateline.claims.word_classes import ARMED_KINDS, MILITANT_KINDS, is_possessive
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Actor
from dateline.reading import Entity, Token

# Descriptions that name nobody: the bomber, the attackers, a plane.
NOBODY = frozenset({"unidentified"})
UNNAMED = ("generic:", "state:")  # ids of armed people without a name and of a nation's ("Ruritanian guerrillas")
WORDED = frozenset(
    {"people with noun", "armed people", "demonym with noun"}
)  # rules of grounding that make a name of the words
SHARING = "demonym sharing a noun"  # the rule of ground/ for "Iraqi" of "Iraqi and Iranian troops"
VICTIMS = "group:victims"
BACKERS = frozenset({"ally", "backer", "sponsor", "patron", "guarantor", "partner"})
WORN = word_set("roles.toml", "things", "worn")
OF = frozenset({"of"})
IN = frozenset({"in"})
FOR = frozenset({"for", "from"})
FROM = frozenset({"from"})
CARRYING = word_set("roles.toml", "deeds", "carrying")
WITH = frozenset({"with"})
DRIVEN = frozenset({"bombvehicle", "warvehicle", "vessel", "ambulance", "aircraft"})
WARPLANES = "generic:warplanes"
FLYING = word_set("roles.toml", "deeds", "flying")  # "a drone operated by the army"
ALLEGIANCE = word_set("roles.toml", "deeds", "allegiance")
OWNER = frozenset({"to"})  # "a depot belonging to the army"


def parties(view: View, head: Token, owners: bool = False, states: bool = False, depth: int = 0) -> list[Entity]:
    """The parties that a phrase names: its head, else what stands before it or owns it."""
    if depth > 4:  # two nominal events may each name the other as its agent
        return []
    own = [e for e in view.grounded.at(head.i, "actor") if e.actor and e.use != "owner"]
    if own and own[0].actor and own[0].actor.id == VICTIMS:  # "army casualties", "the group's dead"
        near = [c for c in head.children if c.dep in ("compound", "amod", "nmod", "poss")]
        whose = [e for c in near for e in _modifier_parties(view, c, owners, depth)]
        return whose or own
    if lemma(head) in BACKERS and (states or own) and (named := _apposed(view, head)):
        return named
    if own:
        return (owners and _titled(view, head)) or [*_sharing(view, head, own[0]), *_narrower(view, head, own[0])]
    if states and (country := _country(view, head)):
        return [country]
    if view.grounded.at(head.i, "place") and not view.grounded.at(head.i, "actor") and not owners:
        return []
    if "eventnoun" in view.classes(head):
        return [e for t in view.noun_agents(head) if t is not head for e in parties(view, t, depth=depth + 1)][:2]
    if states and "fielded" in view.classes(head):  # "Ruritania's first contingent"
        nations = (n for c in head.children if c.dep == "poss" and (n := _country(view, c)))
        if (nation := next(nations, None)) is not None:
            return [nation]
    out: list[Entity] = []
    but_not = any(c.dep == "neg" for c in head.children)
    for child in head.children:
        if child.dep == "poss" and child.lower == "whose":  # "the patrol, whose camp was shelled"
            near = [a.head for a in child.ancestors() if a.dep == "relcl"][:1]
            out += [e for t in near for e in parties(view, t, owners, depth=depth + 1) if e not in out]
        elif child.dep in ("compound", "amod", "nmod", "poss", "appos") and not (but_not and child.dep == "appos"):
            out += [e for e in _modifier_parties(view, child, owners, depth) if e not in out]
        elif child.dep == "prep" and child.lower in ("of", "by", "from"):
            out += [
                e
                for t in child.children
                if t.dep == "pobj"
                for e in parties(view, t, owners, depth=depth + 1)
                if e not in out
            ]
        elif child.lower in ALLEGIANCE and child.i > head.i and "armed" in view.lexicon.classes.get(lemma(head), ()):
            near = view.prepositional(child, frozenset({"to", "with"}))  # "forces loyal to the governor"
            out += [e for t in near for e in parties(view, t, owners, depth=depth + 1) if e not in out]
        elif not owners and child.dep == "acl" and child.tag == "VBN" and lemma(child) in view.lexicon.wielding:
            # "a shell fired by the troops", "from the rebel side"
            near = view.subjects(child) or view.prepositional(child, FROM)
            out += [e for t in near for e in parties(view, t, depth=depth + 1) if e not in out]
        elif owners and child.dep in ("acl", "relcl") and lemma(child) in view.lexicon.owning:
            near = view.subjects(child) if child.tag == "VBN" or lemma(child) in view.lexicon.holding else []
            near = [t for t in near if t is not head] or view.objects(child) + view.prepositional(child, OWNER)
            out += [e for t in near for e in parties(view, t, depth=depth + 1) if t is not head and e not in out]
    return out[:2]


def _sharing(view: View, head: Token, last: Entity) -> list[Entity]:
    """ "Russian" of "Russian and Syrian warplanes"; the first of two names with a dash ("an Army-Red Cross convoy")."""
    near = view.tokens[max(last.first - 6, view.grounded.parsed.sentences[head.sent].first) : last.first]
    found = (e for t in near for e in view.grounded.at(t.i, "actor"))
    return [e for e in found if any(rule == SHARING for rule, _ in e.why) or _dashed(view, e, last)]


def _dashed(view: View, one: Entity, other: Entity) -> bool:
    return one.last + 1 == other.first and view.tokens[one.last].text == "-" and one.use == other.use == "name"


def _apposed(view: View, head: Token) -> list[Entity]:
    """ "The regime's allies Iran and Russia": who they are."""
    names = expand([c for c in head.children if c.dep == "appos" and c.i > head.i and not denied(c)])
    found = ((_country(view, t), *(e for e in view.grounded.at(t.i, "actor") if e.use == "name")) for t in names)
    return list({e.actor.id: e for near in found for e in near if e is not None and e.actor}.values())


def captives(view: View, type_: str, entity: Entity) -> bool:
    """Prisoners who are shot; hostages are whoever was taken."""
    word = lemma(view.tokens[entity.head])
    return type_ in ("attack", "attack_on_civilians") and word in ("prisoner", "detainee", "captive", "inmate")


def in_hands(view: View, verb: Token) -> list[Token]:
    """Whose prisoner one is who "is in the hands of" somebody, "remains with her captors"."""
    if lemma(verb) not in ("be", "remain", "stay"):
        return []
    hands = [t for t in view.prepositional(verb, IN) if lemma(t) == "hand"]
    return [o for t in hands for o in (view.prepositional(t, OF) or [t])]


def carried(view: View, heads: Sequence[Token]) -> list[Token]:
    """ "A car carrying three nurses", "a lorry with food for the agency": who is in it, and for whom its load is."""
    out: list[Token] = []
    for head in heads:
        by = [c for c in head.children if c.dep in ("acl", "relcl") and lemma(c) in CARRYING]
        loads = [t for c in by for t in view.objects(c)]
        near = [*loads, *(t for x in (*by, *loads) for t in view.prepositional(x, FOR))]
        near += view.prepositional(head, WITH) if view.classes(head) & DRIVEN else []  # "a pickup with nine soldiers"
        out += [t for t in near if t is not head and _someone(view, t)]
    return out


def _someone(view: View, token: Token) -> bool:
    return any(e.actor and e.use in ("name", "description", "group") for e in view.grounded.at(token.i, "actor"))


def _titled(view: View, head: Token) -> list[Entity]:
    """The person behind a title: who is hit in "the defence minister, Luis Rojas," is no ministry."""
    over = [head, *view.prepositional(head, OF)]  # "the mayor of Vinces, Pedro Loor,"
    near = [c for t in over for c in t.children if c.dep == "appos"]
    return [
        e
        for t in near
        for e in view.grounded.at(t.i, "actor")
        if e.actor and e.actor.kind == "person" and "people" in view.lexicon.classes.get(lemma(head), ())
    ][:1]


def _narrower(view: View, head: Token, entity: Entity) -> list[Entity]:
    """ "guerrillas of the Red Front", "Red Front extremists": the body that says which of such people are meant."""
    of_men = entity.use == "group" and lemma(head) in ("man", "boy", "person", "people", "individual", "youth")
    if entity.actor is None or not (of_men or entity.actor.id.startswith(UNNAMED) or _worded(entity)):
        return [entity]
    near = [c for c in head.children if c.dep in ("compound", "amod", "nmod", "poss") and c.i < entity.first]
    worn: list[Token] = []
    for child in head.children:
        if child.dep == "prep" and child.lower in ("of", "from"):
            near += [c for c in child.children if c.dep == "pobj"]
        elif child.dep == "prep" and child.lower == "in":  # "men in police uniforms"
            worn += [c for c in child.children if c.dep == "pobj" and lemma(c) in WORN]
            near += [d for c in worn for d in c.children if d.dep in ("compound", "amod", "nmod", "poss")]
        elif child.lower in ("loyal", "belonging"):  # "fighters loyal to the Red Front"
            near += view.prepositional(child, frozenset({"to", "with"}))
        elif entity.actor.id == WARPLANES and child.dep == "acl" and lemma(child) in FLYING:
            near += view.subjects(child) if child.tag == "VBN" else view.prepositional(child, FOR)
    beside = [c for t in (head, *near) for c in t.children if c.dep == "appos"]  # "men of the breakaway Red Front"
    near += [c for c in beside if not denied(c)]
    kinds = ARMED_KINDS | {"government", "foreign_state"} if entity.actor.kind in NOBODY else MILITANT_KINDS
    kinds = kinds | (ARMED_KINDS if worn or any(is_possessive(c) for c in near) else frozenset())
    for token in near:
        for other in view.grounded.at(token.i, "actor"):
            shares = any(rule == SHARING for rule, _ in other.why)
            if is_possessive(token) and other.body is not None and other.body.kind in MILITANT_KINDS:
                return [replace(other, actor=other.body)]  # "Colonel Goza's men"
            whose = other.use in ("name", "description") or (lemma(head) == "man" and is_possessive(token))  # "its men"
            if other.actor and whose and other.actor.kind in kinds and not shares:
                return [other]
    return [entity]


def _worded(entity: Entity) -> bool:
    """A party called by what it is and whose: "Tuareg rebels", "loyalist gunmen"."""
    plain = entity.span.text.split()[-1]
    made = any(rule == "head noun of bodies" for rule, _ in entity.why) and plain.islower() and plain.endswith("s")
    return made or any(rule in WORDED for rule, _ in entity.why)


def _country(view: View, head: Token) -> Entity | None:
    """A country that acts is its state: "Ruritania began an offensive"."""
    for entity in view.grounded.at(head.i, "place"):
        place = entity.place
        if place is not None and place.precision == "country" and place.country:
            state = Actor(
                id=f"state:{place.country.lower()}", name=place.name, kind="foreign_state", country=place.country
            )
            return replace(entity, kind="actor", place=None, actor=state)
    return None


def _fleet(view: View, pronoun: Token, owner: Actor) -> bool:
    """ "Two of its lorries", told by an agency; not "its generator", "their homes"."""
    return owner.kind in ("un", "ngo", "aid") and bool(view.classes(pronoun.head) & DRIVEN)


def _modifier_parties(view: View, token: Token, owners: bool, depth: int) -> list[Entity]:
    found = [
        e
        for e in view.grounded.at(token.i, "actor")
        if e.actor
        and (e.use != "owner" or owners)
        and not (e.actor.kind == "person" and token.dep == "compound")
        and not (e.use == "pronoun" and e.actor.kind not in ARMED_KINDS and not _fleet(view, token, e.actor))
    ]
    if found and not any(rule == SHARING for rule, _ in found[0].why):
        return [*_sharing(view, token, found[0]), *found]  # "a Saudi-Emirati raid"
    if not found and token.tag == "VBN" and lemma(token) in view.lexicon.wielding:  # "rebel-fired rockets"
        return [e for c in token.children if c.dep == "npadvmod" for e in parties(view, c, depth=depth + 1)]
    further = ("poss", "amod", "compound", "appos") if owners else ("poss", "amod", "compound")
    if not found and token.dep in further:  # "the hill, a base of the rebels", "a Red Front patrol boat"
        return parties(view, token, owners, depth=depth + 1) if token.children else []
    return found

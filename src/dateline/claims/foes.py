"""Parties told by their side alone: "the enemy" is whom the voice fights, "both sides" are those who just fought."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.own import voice
from dateline.claims.roles import PEACEFUL, UNKNOWN_HANDS
from dateline.claims.sides import War
from dateline.claims.sources_stance import side
from dateline.claims.stopped import felled_after
from dateline.claims.word_classes import armed_bodies
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Participant, Reason, Role
from dateline.reading import Token

ENEMY = "generic:enemy"
ATTACKERS = "generic:attackers"
OF = frozenset({"of"})
SCENE = 2  # sentences within which "the attackers" are those told of
NEAR = 8  # sentences
SIDES = word_set("deeds.toml", "sides", "sides")
BOTH = word_set("deeds.toml", "sides", "both")
FOUGHT = frozenset({"armed_clash", "shelling", "air_strike", "territory_taken", "attack"})
BACK = word_set("deeds.toml", "sides", "repelling")  # with "back" or "off"
RETURNING = frozenset({"retaliate", "respond", "reply", "return"})
JOINT = frozenset({"agreement", "territory_left"})
MUTUAL = frozenset({"agreement", "armed_clash", "shelling", "territory_left"})


def told_by_side(view: View, drafts: Sequence[Draft]) -> None:
    """Puts parties in the place of "the enemy" and of "both sides", in place; who cannot be told is left out."""
    war = War(view.grounded)
    for at, draft in enumerate(drafts):
        if ENEMY in draft.ids("initiator") | draft.ids("target"):
            _from_voice(view, draft, war)
        if ATTACKERS in draft.ids("target"):
            _attackers(draft, drafts[:at], war)
        if draft.stopped:
            _felled(draft, drafts[:at])
        _again(view, draft, drafts[:at])
        if draft.type in MUTUAL and _both(view, draft):
            _from_fight(draft, drafts[:at], war)
        if draft.type in FOUGHT and draft.polarity == "affirmed":
            _repelled(view, draft, war)
            _in_answer(view, draft, war)


def _from_voice(view: View, draft: Draft, war: War) -> None:
    """ "The front said it had killed nine of the enemy": those whom it fights."""
    own = [v.actor for s in draft.sources if s is not None and (v := voice(view, s)) is not None and v.actor]
    out = []
    for p in draft.participants:
        if p.actor == ENEMY:
            others = [q.actor for q in draft.participants if q.role != p.role and q.actor not in (None, ENEMY)]
            foes = [f for i in (*own, *others) if i and (f := war.foe(i)) is not None]
            if not foes:
                continue
            p = msgspec.structs.replace(p, actor=foes[0].id, name=foes[0].name)
            draft.why.append(Reason(field=f"{p.role}s", rule="the enemy of the voice", span=p.span))
        out.append(p)
    draft.participants = tuple(out)


def _attackers(draft: Draft, before: Sequence[Draft], war: War) -> None:
    """ "Soldiers killed five of the attackers": those just told of, else whom the soldiers fight."""
    mine = {side(i) for i in draft.ids("initiator")}
    near = [d for d in reversed(before) if 0 < draft.sentence - d.sentence <= SCENE and d.ids("initiator")]
    told = [p for d in near for p in d.participants if p.role == "initiator" and p.actor and p.actor != ATTACKERS]
    told = [p for p in told if side(p.actor or "") not in mine]
    foes = {f.id: f for i in draft.ids("initiator") if (f := war.foe(i)) is not None}
    given = as_role(told[0], "target") if told else None
    if given is None and len(foes) == 1:
        given = Participant(role="target", actor=next(iter(foes)), name=next(iter(foes.values())).name)
    if given is None and draft.type == "armed_clash":
        return
    rest = (p for p in draft.participants if (p.role, p.actor) != ("target", ATTACKERS))
    draft.participants = (*rest, *([given] if given else []))
    draft.why.append(Reason(field="targets", rule="the attackers just told of", span=None))


def _felled(draft: Draft, before: Sequence[Draft]) -> None:
    """ "Killed six before police shot him dead": a fight, with him who did what was told in the same breath."""
    if all(felled_after(m.token) is None for m in draft.event.members):
        return
    told = next((d for d in reversed(before) if d.sentence == draft.sentence and d.ids("initiator")), None)
    if told is None:
        return
    given = [as_role(p, "target") for p in told.participants if p.role == "initiator"]
    draft.type = "armed_clash"
    draft.participants = (*(p for p in draft.participants if p.role != "target"), *given)
    draft.why.append(Reason(field="targets", rule="who did what is told before", span=None))


def _again(view: View, draft: Draft, before: Sequence[Draft]) -> None:
    """ "The attackers", "the gunmen", "the men" who do it are those just told to have acted."""
    mine = draft.ids("initiator")
    if draft.type in PEACEFUL or (mine and not mine <= UNKNOWN_HANDS) or not _the_men(view, draft, bool(mine)):
        return
    near = [d for d in reversed(before) if draft.sentence - d.sentence <= SCENE and d.polarity == "affirmed"]
    told = next((d.ids("initiator") for d in near if d.ids("initiator") - UNKNOWN_HANDS), None)
    hit = {side(i) for i in draft.ids("target")}
    given = [p for d in near if d.ids("initiator") == told for p in d.participants if p.role == "initiator"][:2]
    armed = armed_bodies(view.grounded)
    rest = tuple(p for p in draft.participants if p.role != "initiator")
    if not given or not all(p.actor in armed and side(p.actor) not in hit for p in given):
        if ATTACKERS in mine:
            draft.participants = rest  # "the attackers": those of an attack by nobody knows whom
        return
    draft.participants = (*(as_role(p, "initiator") for p in dict.fromkeys(given)), *rest)
    draft.why.append(Reason(field="initiators", rule="those just told of", span=None))


def _the_men(view: View, draft: Draft, named: bool) -> bool:
    """Its subject is "the attackers", "the men", "one of the attackers"."""
    heads = [t for m in draft.event.members if m.form == "verb" for t in view.subjects(m.token)]
    heads = [p for t in heads for p in ((view.prepositional(t, OF) if t.pos == "NUM" else []) or [t])]
    return bool(heads) and all(
        (named or lemma(t) == "man") and any(c.lower in ("the", "these") for c in t.children) for t in heads[:1]
    )


def _repelled(view: View, draft: Draft, war: War) -> None:
    """ "The front said the assault had been beaten back": it was attacked, by those whom it fights."""
    nouns = [m.token for m in draft.event.members if m.form == "noun" and m.token.dep in ("nsubjpass", "dobj")]
    if draft.names("initiator") or not any(_off(view, noun.head) for noun in nouns):
        return
    own = [v for s in draft.sources if s is not None and (v := voice(view, s)) is not None and v.actor in war.actors]
    foes = [f for v in own if (f := war.foe(v.actor or "")) is not None]
    if foes:
        hit = [p for p in draft.participants if p.role == "target"] or [as_role(own[0], "target")]
        draft.participants = (Participant(role="initiator", actor=foes[0].id, name=foes[0].name), *hit)
        draft.why.append(Reason(field="initiators", rule="the enemy of the voice", span=None))


def _off(view: View, verb: Token) -> bool:
    """ "Repelled", "beaten back", "driven off"."""
    away = lemma(verb) in BACK and any(c.lower in ("back", "off") for c in verb.children)
    return away or lemma(verb) in view.lexicon.repelling


def _in_answer(view: View, draft: Draft, war: War) -> None:
    """ "The guerrillas retaliated with mortar fire": on those whom they fight."""
    told = [m.token for m in draft.event.members]
    verbs = [*told, *(t.head for t in told if t.dep == "dobj"), *(t.head.head for t in told if t.dep == "pobj")]
    answers = any(lemma(t) in RETURNING and t.pos == "VERB" for t in verbs)
    if not answers or draft.type == "territory_taken" or draft.names("target"):
        return
    foes = {f.id: f for i in draft.ids("initiator") if (f := war.foe(i)) is not None}
    if len(foes) == 1:
        (foe,) = foes.values()
        draft.participants = (*draft.participants, Participant(role="target", actor=foe.id, name=foe.name))
        draft.why.append(Reason(field="targets", rule="in answer to the enemy", span=None))


def as_role(party: Participant, role: Role) -> Participant:
    return Participant(role=role, actor=party.actor, name=party.name)


def _both(view: View, draft: Draft) -> bool:
    """ "Both sides", "the two parties" do what is told."""
    subjects = [t for m in draft.event.members for w in (*m.words, m.token.head) for t in view.subjects(w)]
    return any(
        lemma(t) in SIDES
        and t.tag == "NNS"
        and any(c.lower in BOTH for c in t.children)
        and not any(e.use == "name" for e in view.grounded.at(t.i, "actor"))
        for t in subjects
    )


def _from_fight(draft: Draft, before: Sequence[Draft], war: War) -> None:
    """Those two who fought or dealt with each other last, else those whom the report names."""
    pairs = [
        _opposed([p for p in d.participants if p.role in ("initiator", "target")], war)
        for d in reversed(before)
        if draft.sentence - d.sentence <= NEAR
    ]
    pair = next((p for p in pairs if p), None)
    if pair is None:
        return
    one, other = pair
    given = (as_role(one, "initiator"), as_role(other, "initiator" if draft.type in JOINT else "target"))
    draft.participants = (*given, *(p for p in draft.participants if p.role not in ("initiator", "target")))
    draft.why.append(Reason(field="initiators", rule="both sides of the fight just told", span=None))


def _opposed(people: Sequence[Participant], war: War) -> tuple[Participant, Participant] | None:
    """The first two of them that are armed and of two sides."""
    armed = [p for p in people if p.actor and p.actor in war.armed]
    other = next((p for p in armed[1:] if side(p.actor or "") != side(armed[0].actor or "")), None) if armed else None
    return (armed[0], other) if other else None

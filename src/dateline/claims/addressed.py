"""Which event told before an answer speaks of: "the army denied it", "the rector says 90", "they came in a truck"."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dateline.claims.draft import Draft
from dateline.claims.events import SOFT
from dateline.claims.same_place import same_place, vague_place
from dateline.claims.sources_stance import side
from dateline.claims.telling import best_told
from dateline.claims.words import Ontology
from dateline.model import Effect

# What happens to the people in an event of these types, where it tells of no number.
IMPLIED: dict[str, Effect] = {"arrest": "detained", "abduction": "abducted", "displacement": "displaced"}
BACK = 60  # how many events back "the attack" may refer: keeps the cost of a long report in proportion
ADDRESSED = 2  # sentences after what is no act of force ("sent troops") within which it may be denied
AT_ONCE = 3  # sentences to the next blow of one attack
BLASTS = frozenset({"bombing", "suicide_bombing", "air_strike", "shelling", "grenade", "chemical_attack", "blast"})
LATER = frozenset({"hour", "hours", "morning", "afternoon", "evening", "night", "overnight", "noon", "dawn", "dusk"})
OF = frozenset({"in", "for", "of", "with", "behind", "over"})
ANSWERED = 6  # sentences after an event in which it may be answered without being named


def behind_named(drafts: list[Draft]) -> list[Draft]:
    """The drafts with each answer behind the event that it names: "denied any role in a bombing that killed nine"."""
    out = list(drafts)
    beside: dict[int, list[Draft]] = {}
    for draft in drafts:
        beside.setdefault(draft.sentence, []).append(draft)
    for answer in (d for d in drafts if d.answer):
        named = next((d for d in beside[answer.sentence] if names(answer, d)), None)
        if named is not None:
            out.remove(answer)
            out.insert(out.index(named) + 1, answer)
    return out


def names(answer: Draft, other: Draft) -> bool:
    """The event is what the answer's noun is of: its "role in", "responsibility for"."""
    noun = other.main
    if answer.sentence != other.sentence or other.answer or noun.dep != "pobj" or noun.i < answer.main.i:
        return False
    return noun.head.lower in OF and noun.head.head in (answer.main, answer.main.head)


def same_attack(draft: Draft, done: list[Draft]) -> Draft | None:
    """ "Minutes later there was another explosion": a blow of the attack just told, without toll, place or day."""
    if draft.type not in BLASTS or draft.event.facts or draft.spread:
        return None
    if (draft.place is not None and draft.place.span) or (draft.when is not None and not draft.when_by_anchor):
        return None
    if not LATER.isdisjoint(draft.evidence.text.lower().split()):
        return None
    near = [d for d in done[-BACK:] if d.type in BLASTS and draft.sentence - d.sentence <= AT_ONCE]
    return near[-1] if near else None


def addressed(draft: Draft, done: list[Draft], ontology: Ontology) -> Draft | None:
    """The act of force that an answer is about: the one named, else of the answerer's own side, else the last told."""
    named = next((d for d in reversed(done[-BACK:]) if names(draft, d)), None)
    if named is not None:
        return named
    near = [d for d in reversed(done[-BACK:]) if draft.sentence - d.sentence <= ANSWERED and _of_force(d, ontology)]
    near = [d for d in near if d.status in ("happened", "ongoing") and not _owned(draft, d, done)]
    if draft.polarity == "denied" and (charge := _charge(draft, done)) is not None:
        return charge
    # "Five lorries were burnt. The mayor blamed the militia": for the ambush in which they burnt
    near = [d for d in near if not (_left_behind(d) and any(_left(d, e) for e in near))]
    if draft.toll:
        counted = _counted(draft, done)
        here = [d for d in near if d.paragraph == draft.paragraph]
        if here and (counted is None or counted.paragraph != draft.paragraph):
            return here[0]  # the dead of what this paragraph tells of
        return counted or (near[0] if near else None)
    if draft.scene:  # of the people killed, rather than of what else was told
        return next((d for d in near if d.event.facts), near[0] if near else None)
    mine = {side(i) for i in draft.ids("initiator")}
    speaks_of = draft.polarity == "denied" or draft.stance == "accuses"
    denied = draft.polarity == "denied"
    last = [d for d in reversed(done[-BACK:]) if denied and draft.sentence - d.sentence <= ADDRESSED]
    last = [d for d in last if d.status in ("happened", "ongoing")]
    own = (d for d in (*last, *near) if speaks_of and mine & {side(i) for i in d.ids("initiator")})
    return next(own, best_told(draft, near)[0] if near else None)


ALLEGING = ("alleg", "accus", "charg", "claim")
CHARGES = ("allegation", "accusation", "charge", "claim")


def _of_force(draft: Draft, ontology: Ontology) -> bool:
    return ontology.violent(draft.type) or draft.type == "destruction"


def as_victim(draft: Draft, done: list[Draft]) -> None:
    """ "The rebels claimed an ambush. The army acknowledged the attack": who owns to it was hit, and did it not."""
    words = draft.event.main
    if draft.stance != "admits" or words.form != "noun" or not words.definite or draft.event.facts:
        return
    mine = {side(i) for i in draft.ids("initiator")}
    last = next((d for d in reversed(done[-BACK:]) if draft.sentence - d.sentence <= 2), None)
    if last is None or not mine or mine & {side(i) for i in last.ids("initiator")}:
        return
    theirs = [p for p in last.participants if p.role == "initiator"]
    if mine & {side(i) for i in last.ids("target")} or (theirs and last.stance == "claims"):
        hit = (msgspec.structs.replace(p, role="target") for p in draft.participants if p.role == "initiator")
        draft.participants = (*theirs, *hit)


def _charge(draft: Draft, done: list[Draft]) -> Draft | None:
    """ "dismissed the allegation": what somebody has just alleged, whatever it was."""
    words = draft.evidence.text.lower()
    if not any(w in words for w in CHARGES) or draft.names("target"):
        return None
    for d in reversed(done[-BACK:]):
        if draft.sentence - d.sentence > 2:
            return None
        cue = d.statement.attribution.cue.text.lower() if d.statement is not None else ""
        own = {s.name for s in d.sources if s} & {s.name for s in draft.sources if s}
        if (d.stance == "accuses" or cue.startswith(ALLEGING)) and not own and d.polarity == "affirmed":
            return d
    return None


def _left_behind(draft: Draft) -> bool:
    """What was burnt or broken, told without a doer and a place of its own."""
    own = draft.place is not None and draft.place.span is not None
    return draft.type == "destruction" and not own and not draft.names("initiator") and not draft.answer


def _left(draft: Draft, attack: Draft) -> bool:
    """The attack told right before it."""
    return attack.type != "destruction" and 0 <= draft.sentence - attack.sentence <= 1 and not attack.answer


def _counted(draft: Draft, done: list[Draft]) -> Draft | None:
    """The event told last with people harmed in that way (or in any), of whom the answer gives a number."""
    said = {f.effect for f in draft.event.facts if f.effect_token != f.head}
    for d in reversed(done[-BACK:]):
        if draft.sentence - d.sentence > ANSWERED:
            return None
        effects = [f.effect for f in d.event.facts if f.polarity == "affirmed"]
        if not effects and d.type in IMPLIED:
            effects = [IMPLIED[d.type]]
        if effects and (not said or said & set(effects)):
            if not said:  # "the rector says 90": of those arrested
                draft.event.facts = [replace(f, effect=effects[0]) for f in draft.event.facts]
            return d
    return None


def answered(draft: Draft, done: list[Draft], ontology: Ontology) -> Draft | None:
    """The accusation that a denial answers: of the denier's own side, else the last one made."""
    if draft.polarity != "denied" or draft.type not in SOFT:
        return None
    said = [d for d in done[-BACK:] if d.sentence == draft.sentence and d.polarity == "denied" and _one_voice(d, draft)]
    if said:  # "had no part in the blast and does not strike at markets"
        return said[-1]
    mine = {side(i) for i in draft.ids("initiator")} | {side(s.actor) for s in draft.sources if s and s.actor}
    accusations = [d for d in reversed(done[-BACK:]) if ontology.violent(d.type) and d.polarity == "affirmed"]
    if not vague_place(draft):  # "denied that it had fired on the village"
        accusations = [d for d in accusations if d.place is None or same_place(draft, d)]
    accusations = [d for d in accusations if not _owned(draft, d, done)]
    if draft.type == "blast":  # "had nothing to do with the explosion": not the fight that it owns to
        accusations = [d for d in accusations if d.type in BLASTS]
    own = [d for d in accusations if mine & {side(i) for i in d.ids("initiator")}]
    if own:
        return best_told(draft, own)[0]
    return next((d for d in accusations if d.stance == "accuses" and draft.sentence - d.sentence <= 3), None)


def _owned(draft: Draft, event: Draft, done: list[Draft]) -> bool:
    """Whether who denies has just said that they did it: then it is something else that they deny."""
    if draft.polarity != "denied":
        return False
    said = (d for d in done[-BACK:] if d.stance in ("claims", "admits") and _one_voice(d, draft))
    first = event.thread or event
    return any((d.thread or d) is first for d in said if d.sources != (None,))


def _one_voice(a: Draft, b: Draft) -> bool:
    return [s and s.name for s in a.sources] == [s and s.name for s in b.sources]

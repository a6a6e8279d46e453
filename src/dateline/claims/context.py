"""What a draft leaves open, the text around it tells: earlier events of the same report.

An event that a report tells again ("the attack", "four people were killed") is the same event: it takes type, place and
date from where they were told, and gives them to tellings before it that have none. Otherwise the place may come from
what was last (or next) spoken of, and the day from what the report has told of the same place or the same doers. An
event that is of no one day by its own words (``Draft.spread``) is lent no day.
"""

from __future__ import annotations

import msgspec

from dateline.claims.addressed import BACK, BLASTS, addressed, answered, as_victim, behind_named, same_attack
from dateline.claims.answer_choice import AnswerChoice
from dateline.claims.doers_again import take_up, told_before
from dateline.claims.draft import DAYS, Draft, undated, unworded
from dateline.claims.events import SOFT
from dateline.claims.fitting import BOMBS, deaths, dropped, fits, from_afar, killing, loosely, on_a_place, pursued
from dateline.claims.frames import View
from dateline.claims.grouping import another_that
from dateline.claims.lead_place import place_of_lead
from dateline.claims.place_choice import PlaceChoice
from dateline.claims.records import FIGHTING
from dateline.claims.same_place import holds, same_place, vague, vague_place
from dateline.claims.sources_stance import side
from dateline.claims.telling import best_told
from dateline.claims.words import Ontology, lemma
from dateline.lexicon import word_set
from dateline.model import ClaimPlace, ClaimWhen, Participant, Reason

SOON = 3  # sentences within which a report that opens without a place names it
ONE_DAY = frozenset({"destruction", "arrest", "weapons_seized"})
FOUND_LATER = frozenset({"arrest", "weapons_seized"})
NEXT = 2  # sentences to what came next
ONE_SIDED = "attack/"  # the frames of verbs and nouns by which one side sets on another
SCENE = 10  # sentences in which the report is still at one place


def complete(
    view: View,
    drafts: list[Draft],
    ontology: Ontology,
    sent_from: ClaimPlace | None = None,
    period: ClaimWhen | None = None,
) -> list[Draft]:
    """Drafts in text order with their open fields filled from earlier ones (a soft first one from the next).

    ``sent_from``: the dateline's place, for what the report puts nowhere. ``period``: the day of a communiqué.
    """
    done: list[Draft] = []
    drafts = behind_named(drafts)
    where, answers = PlaceChoice(view, drafts, sent_from), AnswerChoice(view)
    for n, draft in enumerate(drafts):
        own = draft.place
        as_victim(draft, done)
        attack = same_attack(draft, done) if draft.again else None
        draft.again &= attack is None
        earlier = attack or _earlier(draft, done, ontology, answers)
        if draft.again:
            draft.apart = _antecedent(draft, done, ontology)
            _of_its_kind(draft)
        if earlier is None and draft.type in SOFT and not draft.again:
            earlier = _later(draft, drafts[n + 1 :], ontology)
        if earlier is not None and draft not in chain(earlier):  # one told first may go on with this one
            _inherit(draft, earlier)
        _settle(view, draft, done)
        same = told_before(view, draft, done) if own is None else None
        if draft.place is None and draft.headed is not None:
            draft.place = draft.headed
            draft.why.append(Reason(field="place", rule="place that heads the item"))
        elif same is not None:
            take_up(draft, same)
        elif own is None:
            where.lend(n, done, earlier if draft.thread is not None else None)
        if draft.when is None and draft.status == "happened" and not draft.spread and dated(draft, ontology):
            _date_of_scene(draft, done, ontology)
        done.append(draft)
        where.told(draft)
    _finest(done)
    place_of_lead(done, ontology)
    _dated_later(done)
    for draft in done:
        if draft.when is None and draft.said is not None and draft.status == "happened":
            draft.when = draft.said
            draft.why.append(Reason(field="when", rule="day on which it was told", span=draft.said.span))
    for draft in done:
        if (
            period is not None
            and draft.when is None
            and draft.status == "happened"
            and not draft.spread
            and dated(draft, ontology)
        ):
            draft.when = period
            draft.why.append(Reason(field="when", rule="day of the communiqué", span=period.span))
    for draft in done:  # that the bomber died is often told later
        root = chain(draft)[-1]
        if draft.type == "suicide_bombing" and root.type == "bombing":
            root.type = draft.type
    for draft in done:
        if draft.type == "bombing" and chain(draft)[-1].type == "suicide_bombing":
            draft.type = "suicide_bombing"
    return done


def _of_its_kind(draft: Draft) -> None:
    """ "a drone strike killed 11, hours after a similar strike": of the same kind, by the same word."""
    other, word = draft.apart, lemma(draft.main)
    if other is None or draft.type not in SOFT or other.type in SOFT or draft.event.main.form != "noun":
        return
    if any(lemma(m.token) == word for m in other.event.members):
        draft.type = other.type


def _finest(done: list[Draft]) -> None:
    """An event told first with a vague place, and later with a fine one, was there all along."""
    fine: dict[int, ClaimPlace] = {}
    for draft in done:
        if draft.place is not None and draft.place.span is not None and not vague(draft.place):
            fine.setdefault(id(chain(draft)[-1]), draft.place)
    for draft in done:
        place = fine.get(id(chain(draft)[-1]))
        if place is not None and (draft.place is None or (holds(draft.place, place) and not roams(draft))):
            draft.place = unworded(place)
            draft.why.append(Reason(field="place", rule="same event as told later", span=place.span))


def roams(draft: Draft) -> bool:
    """Of no one day or place, or not yet: "attacks in Sudan over many months" need not be where the last one was, and
    people flee from a whole province.
    """
    return draft.spread or draft.status in ("planned", "hypothetical") or draft.type == "displacement"


def _dated_later(done: list[Draft]) -> None:
    """An event told first without its day, and later with it, was on that day all along."""
    days: dict[int, Draft] = {}
    for draft in done:
        span = draft.when.span if draft.when is not None and draft.when.precision in DAYS else None
        if span is not None and not span.text.lower().startswith("since "):  # of a sum: "fires since 20 May"
            days.setdefault(id(chain(draft)[-1]), draft)
    for draft in done:
        later = days.get(id(chain(draft)[-1]))
        if later is None or later.when is None or draft.when is not None or draft.spread:
            continue
        if not vague_place(draft) and not vague_place(later) and same_place(draft, later):
            draft.when = undated(later.when)
            draft.why.append(Reason(field="when", rule="same event as told later", span=later.when.span))


def _earlier(draft: Draft, done: list[Draft], ontology: Ontology, answers: AnswerChoice) -> Draft | None:
    """The draft told before that this one speaks of."""
    if draft.again:
        return None
    if draft.answer:
        return answers.meant(draft, done, addressed(draft, done, ontology))
    return answered(draft, done, ontology) or _antecedent(draft, done, ontology)


def _antecedent(draft: Draft, done: list[Draft], ontology: Ontology) -> Draft | None:
    """The nearest earlier draft that this one can speak of again."""
    near = [d for d in reversed(done[-BACK:]) if draft.paragraph - d.paragraph <= 6]
    fitting = [d for d in near if draft not in chain(d) and fits(draft, d, ontology)]
    definite = any(m.definite for m in draft.event.members)
    if fitting and not (draft.answer or draft.again or draft.polarity == "denied" or definite):
        fitting = [d for d in fitting if not _anew(draft, d)]
    if definite:
        # "the air strike" is the air strike told before, not an attack told in passing since
        named = [d for d in fitting if d.type == draft.type and d.type not in SOFT]
        fitting = named or fitting
        mine = {side(i) for i in draft.ids("initiator")}
        if mine and draft.type in SOFT:  # "blamed the army for the attack": rather what the army is told to have done
            fitting = [d for d in fitting if mine & _doers(d)] or fitting
    there = [d for d in fitting if draft.place and d.place and d.place.id == draft.place.id]
    fitting = there or fitting
    if draft.type in SOFT or definite:
        fitting = best_told(draft, fitting)
    return fitting[0] if fitting else None


def _anew(draft: Draft, earlier: Draft) -> bool:
    """ "Rebels attacked a convoy on Friday", by the voice that has just told of an attack: another one. And what is
    told of two towns by their names is told of two events.
    """
    worded = draft.event.facts or (draft.place and draft.place.span) or (draft.when and draft.when.span)
    typed = draft.type not in SOFT and draft.type not in BOMBS  # a bombing is told in pieces
    if worded and typed and draft.sentence > earlier.sentence and same_voice(draft, earlier):
        return True
    p, q = draft.place, earlier.place
    return bool(p and q and p.span and q.span and p.id != q.id) and not vague_place(draft) and not vague_place(earlier)


def _same_hand(draft: Draft) -> bool:
    """Of the victims of a stabbing some were policemen: it is the stabbing all the same."""
    first = draft.thread
    return first is not None and first.type == draft.type and draft.means == ("knife",) and "gun" not in first.means


def _doers(draft: Draft) -> set[str]:
    """The sides that it, or a telling before it, names as the doers."""
    return {side(i) for d in chain(draft) for i in d.ids("initiator")}


def chain(draft: Draft) -> list[Draft]:
    """A draft and what it continues, back to the first."""
    out = [draft]
    while out[-1].thread is not None:
        out.append(out[-1].thread)
    return out


def _later(draft: Draft, rest: list[Draft], ontology: Ontology) -> Draft | None:
    for later in rest:
        if later.sentence - draft.sentence > 3 or later.paragraph - draft.paragraph > 1:
            return None
        if later.sentence == draft.sentence and another_that(later.main):
            return None
        if later.type not in SOFT and ontology.violent(later.type) and fits(draft, later, ontology):
            return later
    return None


def _inherit(draft: Draft, earlier: Draft) -> None:
    draft.thread = chain(earlier)[-1]
    if loosely(draft, earlier):
        draft.type = earlier.type
    bare = draft.type in SOFT or (killing(draft) and earlier.type in BLASTS) or deaths(draft, earlier)
    if bare and earlier.type not in SOFT:
        draft.why.append(
            Reason(field="type", rule="same event as told before", span=earlier.trigger, alternatives=(draft.type,))
        )
        draft.type = earlier.type
    finer = draft.place and earlier.place and holds(draft.place, earlier.place) and not vague(earlier.place)
    if earlier.place and (draft.place is None or (finer and not roams(draft))):
        draft.place = unworded(earlier.place)
        draft.why.append(Reason(field="place", rule="same event as told before", span=earlier.trigger))
    if draft.polarity == "denied" and earlier.place and (draft.place is None or draft.place.precision == "country"):
        draft.place = unworded(earlier.place)
    open_ = draft.when is None or draft.when_by_anchor
    if open_ and earlier.when and earlier.when.precision in DAYS and not draft.spread:
        draft.when = undated(earlier.when)
        draft.why.append(Reason(field="when", rule="same event as told before", span=earlier.trigger))
    if not draft.names("target") and earlier.names("target") and (draft.answer or same_voice(draft, earlier)):
        draft.participants = (
            *draft.participants,
            *(replace_span(p) for p in earlier.participants if p.role == "target"),
        )
    if (
        not draft.names("initiator")
        and earlier.names("initiator")
        and (same_voice(draft, earlier) or (taken_up(draft) and earlier.stance == "reports"))
    ):
        extra = tuple(replace_span(p) for p in earlier.participants if p.role == "initiator")
        draft.participants = (*extra, *draft.participants)
        draft.why.append(Reason(field="initiators", rule="same event as told before", span=earlier.trigger))


def taken_up(draft: Draft) -> bool:
    """ "those killed": of the deaths just told, and so of who caused them."""
    words = [t for m in draft.event.members for t in (m.token, m.token.head)]
    return any(t.lower == "those" for t in words) and not draft.again


def same_voice(a: Draft, b: Draft) -> bool:
    """The two are told by one source: what it says of who did it in one place holds in the other.

    A body and who speaks for it are one.
    """
    return bool(voices(a) & voices(b))


def voices(draft: Draft) -> set[str | None]:
    names: set[str | None] = {s.name if s else None for s in draft.sources}
    return names | {s.actor for s in draft.sources if s and s.actor}


def replace_span(participant: Participant) -> Participant:
    return msgspec.structs.replace(participant, span=None)


def _settle(view: View, draft: Draft, done: list[Draft]) -> None:
    """A type that nothing in the text makes clear."""
    if draft.type == "hunger":
        draft.type = "siege" if any(d.type == "siege" for d in done) else "other_harm"
    if draft.type == "harm":
        by_hand = any(p.role == "initiator" and p.span is not None for p in draft.participants)
        draft.type = "attack_on_civilians" if by_hand else "other_harm"  # "a man killed a guard"
    elif draft.type == "blast":
        draft.type = "air_strike" if dropped(view, draft) else "bombing"
    elif from_afar(draft):
        draft.type = "air_strike"
    elif draft.type == "attack":
        names = set(draft.names("target"))
        civil = names & UNARMED
        force = bool(draft.at & {"military_site", "checkpoint", "police_site"})
        force |= lemma(draft.main) == "assault" or on_a_place(view, draft)
        draft.type = "attack_on_civilians" if civil or not (names or force) else "armed_clash"
    if draft.type == "attack_on_civilians" and (pursued(draft) or (fallen(draft) and not _same_hand(draft))):
        draft.type = "armed_clash"
    elif draft.type == "armed_clash" and _helpless(draft):
        draft.type = "attack_on_civilians"


UNARMED = word_set("deeds.toml", "violence", "unarmed")  # parties that do not fight, by their names
# What is done to people who cannot fight back, soldiers or not.
HELPLESS = word_set("deeds.toml", "violence", "helpless")


def _helpless(draft: Draft) -> bool:
    """Only civilians were harmed by what one side did to another ("ambushed a pickup, killing 11 civilians")."""
    groups = {f.group for f in draft.event.facts if f.effect in ("killed", "injured")}
    if not groups or "all" in groups or groups & FIGHTING or not any(w.rule.startswith(ONE_SIDED) for w in draft.why):
        return False
    return set(draft.names("target")) <= {"civilians"} and not draft.at & {"military_site", "checkpoint", "police_site"}


def fallen(draft: Draft) -> bool:
    """All who were harmed carry arms: that was a fight."""
    groups = {f.group for f in draft.event.facts}
    return bool(groups) and groups <= FIGHTING and not any(lemma(m.token) in HELPLESS for m in draft.event.members)


def _date_of_scene(draft: Draft, done: list[Draft], ontology: Ontology) -> None:
    """What happened at a place of which the report has just told what happened there and when, happened then."""
    for earlier in reversed(done):
        if draft.sentence - earlier.sentence > SCENE:
            return
        if earlier.when is None or earlier.when.precision not in DAYS or not dated(earlier, ontology):
            continue
        if earlier.status not in ("happened", "ongoing"):
            continue  # the day of a hearing to come
        if _one_scene(draft, earlier):
            draft.when = undated(earlier.when)
            draft.why.append(Reason(field="when", rule="same scene", span=earlier.trigger))
            return


def dated(draft: Draft, ontology: Ontology) -> bool:
    """Of a kind that is done on a day."""
    return ontology.violent(draft.type) or draft.type in ONE_DAY


def _one_scene(draft: Draft, earlier: Draft) -> bool:
    """The same fine place, or the same doers in the next breath."""
    if draft.by_now:
        return False
    if not vague_place(draft) and not vague_place(earlier) and same_place(draft, earlier):
        # who did it may be caught, and arms found, on another day
        return draft.type not in FOUND_LATER or draft.paragraph == earlier.paragraph
    if draft.goes_on and draft.sentence - earlier.sentence <= NEXT:
        return True
    mine, theirs = ({side(i) for i in d.ids("initiator")} for d in (draft, earlier))
    return bool(mine & theirs) and draft.sentence - earlier.sentence <= 1

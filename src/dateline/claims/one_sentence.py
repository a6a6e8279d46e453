"""One voice that tells, in one sentence, of one kind of event at one place tells of one event, and the toll is its own.

"Shelled the town, killing five" is one claim, and details that a source adds belong to it (coding guide, rule 10 and
Decisions). Asked late, when every draft has its type, place and day, so that it does not matter how the words hang
together: "a boy was shot dead when gunmen fired on a march, and five people were wounded".
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.context import chain
from dateline.claims.draft import Draft
from dateline.claims.fitting import apart_in_time
from dateline.claims.frames import clause_head
from dateline.claims.novelty import add_details, voice_name
from dateline.claims.records import HarmFact
from dateline.model import ClaimWhen, Reason


def told_at_once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that tell in the same breath who came to harm in the event of an earlier one.

    What such a one alone tells goes to the earlier one.
    """
    out: list[Draft] = []
    into: dict[int, Draft] = {}
    for draft in drafts:
        near = [d for d in out[-NEAR:] if d.sentence == draft.sentence] if draft.event.facts else []
        rest = []
        for source in draft.sources:
            first = next(
                (d for d in reversed(near) if voice_name(source) in map(voice_name, d.sources) and _one(d, draft)), None
            )
            if first is None:
                rest.append(source)
            else:
                _take(first, draft)
                into[id(draft)] = first
        if rest:
            draft.sources = tuple(rest)
            out.append(draft)
    for draft in out:
        _follow(draft, into, out)
    return out


NEAR = 12  # drafts: no voice tells more in a sentence


def _one(first: Draft, draft: Draft) -> bool:
    """Nothing tells the two apart: no other place or time, no denial, no "another", no other number of the same."""
    said = (draft.type, draft.polarity, draft.status)
    if (first.type, first.polarity, first.status) != said or draft.type == "control_state":
        return False
    if first.place is None or draft.place is None or first.place.id != draft.place.id:
        return False
    if (
        draft.again
        or _at_another_time(draft)
        or (draft.apart is not None and chain(draft.apart)[-1] is chain(first)[-1])
    ):
        return False
    if first.when and draft.when and (apart_in_time(first.when, draft.when) or _two_times(first.when, draft.when)):
        return False
    mine, theirs = draft.ids("initiator"), first.ids("initiator")
    if mine and theirs and not mine & theirs:
        return False
    return not any(_other_number(f, first.event.facts) for f in draft.event.facts)


def _two_times(first: ClaimWhen, when: ClaimWhen) -> bool:
    """ "Has taken in 46 wounded since Monday and two died this morning": each has its own words for when."""
    return first.span is not None and when.span is not None and first.span != when.span


def _at_another_time(draft: Draft) -> bool:
    """ "Shelled the camp, after rockets had hit a village and wounded six": what came first is told apart."""
    return any(c.dep == "mark" and c.lower in TIMES for c in clause_head(draft.main).children)


TIMES = frozenset({"after", "before", "since"})


def _other_number(fact: HarmFact, told: Sequence[HarmFact]) -> bool:
    """A new toll makes a second claim (coding guide): "nine, and seventy by Friday". No number is let go."""
    same = [f for f in told if (f.effect, f.group) == (fact.effect, fact.group)]
    return bool(same) and all((f.low, f.high) != (fact.low, fact.high) for f in same)


def _take(first: Draft, draft: Draft) -> None:
    """Gives the earlier draft what the later one alone tells."""
    told = {(f.effect, f.group) for f in first.event.facts}
    effects = {f.effect for f in first.event.facts}
    for fact in draft.event.facts:
        if (fact.effect, fact.group) not in told and not (fact.group == "all" and fact.effect in effects):
            first.event.facts.append(fact)
    add_details(draft, first)
    first.acled = first.acled or draft.acled
    rule = "told in the same sentence, of the same kind and place, by the same voice"
    first.why.append(Reason(field="harm", rule=rule, span=draft.trigger))


def _follow(draft: Draft, into: dict[int, Draft], kept: Sequence[Draft]) -> None:
    """What went on with a draft that is gone goes on with the one that it became."""
    gone = draft.thread
    if gone is None or id(gone) not in into or any(d is gone for d in kept):
        return
    root = chain(into[id(gone)])[-1]
    draft.thread = None if root is draft or root is gone else root

"""The children, women and men whom a report names one by one, as parts of the toll that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.claims.context import chain
from dateline.claims.draft import Draft
from dateline.claims.fitting import loosely
from dateline.claims.frames import View
from dateline.claims.named_dead import named_dead
from dateline.claims.named_person import Person
from dateline.claims.records import FIGHTING, HarmFact
from dateline.claims.same_place import same_place

_WHOLE = ("all", "civilians")
_SAID = frozenset({"reports", "accuses", "admits", "claims"})
_KINDS = ("children", "women", "men")


def with_named(view: View, drafts: Sequence[Draft]) -> None:
    """Adds to the report's first toll of dead how many of those named in it are children, women and men, in place.

    Not where more are named than it, or another voice, counts. A part that the toll's own words give stands, but where
    all are named and it is lower ("at least two children").
    """
    every = list(_tolls(drafts))
    told = [(d, f) for d, f in every if f.group in _WHOLE]
    lead = _lead(told)
    if lead is None:
        return
    draft, toll = lead
    told = [(d, f) for d, f in told if _of_one(d, draft)]
    facts = list({id(f): f for d, _ in told for f in d.event.facts}.values())
    others = [f for d, _ in every for f in d.event.facts if all(f is not g for g in facts)]
    people = [p for p in named_dead(view.grounded, facts, others) if p.calling not in FIGHTING]
    number = sum(p.number for p in people)
    most = max(max(f.low or 0, f.high or 0) for _, f in told)
    if not 0 < number <= most:
        return
    complete = number >= (toll.low or 0)
    for group in _KINDS:
        named = [p for p in people if p.group == group]
        more = any(f.group == group and (f.low or 0) > sum(p.number for p in named) for _, f in every)
        if named and not more:
            _add(view, draft, toll, group, named, complete)


def _tolls(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, HarmFact]]:
    """Every number of dead that somebody gives, with its draft."""
    for d in drafts:
        if d.polarity == "affirmed" and d.status in ("happened", "ongoing") and d.stance in _SAID:
            for f in d.event.facts:
                if f.effect == "killed" and f.polarity == "affirmed" and not f.status and f.high != 0:
                    yield d, f


def _of_one(draft: Draft, lead: Draft) -> bool:
    """Whether a draft may tell of the lead's event: told so, or of one place, day and kind as far as they are known."""
    if chain(draft)[-1] is chain(lead)[-1]:
        return True
    if draft.apart is not None or draft.again or (draft.type != lead.type and not loosely(draft, lead)):
        return False
    a, b = draft.when, lead.when
    days = a is None or b is None or (a.start, a.end) == (b.start, b.end)
    return days and (draft.place is None or lead.place is None or same_place(draft, lead))


def _lead(told: Sequence[tuple[Draft, HarmFact]]) -> tuple[Draft, HarmFact] | None:
    """The first number that is a whole, best in the report's own voice; else the first that is a part."""
    own = [(d, f) for d, f in told if d.sources and d.sources[0] is None]
    for some in (own, told):
        whole = next(((d, f) for d, f in some if not f.partial and f.part_of is None), None)
        if whole is not None:
            return whole
    return next(iter(own or told), None)


def _add(view: View, draft: Draft, toll: HarmFact, group: str, named: Sequence[Person], complete: bool) -> None:
    number = sum(p.number for p in named)
    facts = draft.event.facts
    known = [n for n, f in enumerate(facts) if f.effect == "killed" and f.group == group]
    if not known:
        first = named[0]
        span = view.grounded.parsed.span(first.first, first.last)
        part = replace(
            toll, group=group, low=number, high=number, best=number, span=span, first=first.first, last=first.last,
            head=first.first, part_of=next((n for n, f in enumerate(facts) if f is toll), 0),
        )  # fmt: skip
        facts.append(part)
    elif complete and all((facts[n].low or 0) < number and facts[n].high in (None, facts[n].low) for n in known):
        facts[known[0]] = replace(facts[known[0]], low=number, best=number, high=number)

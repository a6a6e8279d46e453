"""People of whom the event's own word tells the effect: "11,000 people crossed the border", "holds 41 of them"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.events import Event
from dateline.claims.frames import View
from dateline.claims.harm_groups import group_of
from dateline.claims.harm_people import People, add, is_people_noun, read_people
from dateline.claims.harm_who import whole_list
from dateline.claims.records import FIGHTING, HarmFact
from dateline.model import Effect
from dateline.reading import Token

EFFECTS: dict[str, Effect] = {
    "displacement": "displaced", "arrest": "detained", "abduction": "abducted", "siege": "trapped",
}  # fmt: skip
_RESCUE = frozenset({"evacuate", "airlift", "relocate", "fetch", "ferry"})
_BE = frozenset({"be", "remain"})  # "31 people are in custody"
_ONE = frozenset({"a", "an", "another"})


def with_people(view: View, events: Sequence[Event]) -> None:
    """Adds to events of these types the people that their verb moves or holds, where a number stands with them."""
    for event in events:
        effect = EFFECTS.get(event.type)
        verb = event.main.token
        if effect == "displaced" and verb.lemma in _RESCUE:
            effect = "evacuated"
        told = any(f.effect in (effect, *EFFECTS.values()) for f in event.facts)
        if effect and event.main.form == "verb" and not told:
            people = _people(view, effect, verb)
            if people:
                event.facts.append(_fact(view, effect, people, verb))


def _people(view: View, effect: Effect, verb: Token) -> list[People]:
    for nouns in (view.objects(verb), view.subjects(verb) if effect == "displaced" or verb.lemma in _BE else []):
        listed = [t for n in nouns[:1] for t in whole_list(view.grounded, n)]
        found = [p for t in listed if (p := _counted(view, t, effect)) is not None]
        if found:
            return found
    return [p for n in view.objects(verb) if effect == "trapped" for p in _of_town(view, n)]


def _counted(view: View, noun: Token, effect: Effect) -> People | None:
    people = read_people(view.grounded, noun, loose=noun.pos == "NUM")
    if people is None or people.nobody or (effect == "displaced" and people.group in FIGHTING):
        return None
    one = effect in ("detained", "abducted") and any(c.lower in _ONE for c in noun.children) and is_people_noun(noun)
    return people if people.counted or (one and people.high == 1) else None


def _of_town(view: View, noun: Token) -> list[People]:
    """ "surrounded the town of 12,000"."""
    numbers = [t for of in noun.children if of.lower == "of" for t in of.children]
    return [
        People(t.i, e.first, e.last, "all", e.count.low or 0, e.count.high, e.count.best, counted=True)
        for t in numbers for e in view.grounded.at(t.i, "count") if e.count and (e.count.low or 0) >= 100
    ]  # fmt: skip


def _fact(view: View, effect: Effect, people: list[People], verb: Token) -> HarmFact:
    count = add(people)
    groups = {p.group for p in people}
    first, last = min(p.first for p in people), max(p.last for p in people)
    group = groups.pop() if len(groups) == 1 else "all"
    if group == "all" and len(people) == 1:
        group = group_of(view.grounded, view.tokens[people[0].head]) or "all"
    return HarmFact(
        effect=effect, group=group, low=count.low, high=count.high, best=count.best,
        span=view.grounded.parsed.span(first, last), first=first, last=last, head=people[0].head, effect_token=verb.i,
        partial=people[0].some,
    )  # fmt: skip

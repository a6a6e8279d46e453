"""A claim in the making: what an event's own sentence gives, before the rest of the text is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from dateline.claims.events import Event
from dateline.claims.records import Statement
from dateline.model import (
    ClaimPlace,
    ClaimWhen,
    Control,
    Participant,
    Place,
    Polarity,
    Reason,
    Source,
    Span,
    Stance,
    Status,
    make_id,
)
from dateline.reading import Entity, Token

DAYS = frozenset({"day", "days"})  # a month or a year tells of an event told in passing, not of the scene


@dataclass(slots=True, eq=False)
class Draft:
    """Everything of a claim but its ids; one for each event (and place that changed hands), copied for each source."""

    event: Event
    type: str
    evidence: Span
    trigger: Span
    sentence: int
    paragraph: int
    statement: Statement | None = None
    sources: tuple[Source | None, ...] = (None,)
    stance: Stance = "reports"
    polarity: Polarity = "affirmed"
    status: Status = "happened"
    participants: tuple[Participant, ...] = ()
    place: ClaimPlace | None = None
    house: ClaimPlace | None = None  # the unknown name of a house or street: the place where nothing else tells one
    headed: ClaimPlace | None = None  # what heads the item of a list that it stands in
    item: int = -1  # that heading's first token
    when: ClaimWhen | None = None
    when_by_anchor: bool = False  # "that day", "minutes later": counted from the last day that the text named
    means: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    at: frozenset[str] = frozenset()  # the kinds of things that it was at or near
    control: Control | None = None
    acled: str | None = None
    again: bool = False  # "another strike", "a second blast"
    answer: bool = False  # speaks of an event told before without naming it: "denied responsibility"
    toll: bool = False  # an answer that gives no more than a number
    scene: bool = False  # an answer by one who was there: "they came in a truck"
    said: ClaimWhen | None = None  # the day on which it was told: "said on Monday"
    stopped: bool = False  # of what others did to the attackers: "the gunman was shot by police"
    goes_on: bool = False  # its words tell what came next: "then", "they looted"
    by_now: bool = False  # what has come about by now: "has been captured"
    by_clock: bool = False  # its words tell the hour, and not the day: "before dawn"
    spread: bool = False  # of no one day by its own words: "in recent weeks", "have been fighting"
    thread: Draft | None = None  # the earlier draft of the same event
    apart: Draft | None = None  # the earlier draft that the text tells this one apart from
    words: frozenset[str] | None = None  # the nouns that tell it from other events, once they were asked for
    why: list[Reason] = field(default_factory=list)
    claims: tuple[str, ...] = ()  # the ids of those that it became

    @property
    def main(self) -> Token:
        return self.event.main.token

    def names(self, role: str) -> list[str]:
        return [p.name for p in self.participants if p.role == role]

    def ids(self, role: str) -> set[str]:
        return {p.actor or p.name for p in self.participants if p.role == role}


def claim_place(entity: Entity) -> ClaimPlace:
    """The place of an entity, with its words; by its name alone where the gazetteer knows none that it can be."""
    p = entity.place or Place(id=make_id("place", entity.span.text), name=entity.span.text, precision="area")
    return ClaimPlace(
        id=p.id,
        name=p.name,
        lat=p.lat,
        lon=p.lon,
        country=p.country,
        admin1=p.admin1,
        precision=p.precision,
        span=entity.span,
    )


def claim_when(entity: Entity) -> ClaimWhen:
    w = entity.when
    assert w is not None
    return ClaimWhen(start=w.start, end=w.end, precision=w.precision, span=entity.span)


def to_come(when: ClaimWhen, published: str | None) -> bool:
    """The time lies wholly after the day of publication (and the night that follows it elsewhere on earth)."""
    if not published:
        return False
    return date.fromisoformat(when.start[:10]) > date.fromisoformat(published[:10]) + timedelta(days=1)


def unworded(place: ClaimPlace) -> ClaimPlace:
    """The same place without words: it comes from context."""
    return msgspec.structs.replace(place, span=None)


def undated(when: ClaimWhen) -> ClaimWhen:
    return msgspec.structs.replace(when, span=None)

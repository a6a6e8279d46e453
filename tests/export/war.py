"""Two reports of an invented war, their claims and the incidents that follow, written out."""

from __future__ import annotations

from dateline.casefile import World
from dateline.model import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Control,
    Dispute,
    DisputeValue,
    Document,
    Grade,
    Harm,
    Holding,
    Incident,
    IncidentHarm,
    Mention,
    Output,
    Participant,
    Place,
    Producer,
    Source,
    SourceToll,
    Span,
    When,
)  # fmt: skip

A = (
    "Jets bombed the market of Zaranj on Monday, killing at least 12 people, Interior Minister Karim Wardak said. "
    "Shopkeeper Jawad Rahimi told the paper that 15 had died, among them his cousin Omid Rahimi. "
    "The Air Corps denied the strike. Rahimi wept. The singer Lumi was unhurt."
)
B = (
    '=HYPERLINK("http://x") <script>alert(1)</script> The River Front took Farah Gate on 5 March, its commander '
    "said.\x00 Mrs Noor was wounded."
)
CORPS = Actor(id="actor:corps", name="Air Corps", kind="state_forces", country="AF")
FRONT = Actor(id="actor:front", name="River Front", kind="rebel", country="AF")
LUMI = Actor(id="person:lumi", name="Lumi", kind="person")
PEOPLE = Actor(id="group:civilians", name="civilians", kind="civilians")
ZARANJ = Place(id="made:1", name="Zaranj", lat=30.96, lon=61.86, country="AF", admin1="Nimruz", precision="exact")
FARAH = Place(id="made:2", name="Farah Gate", lat=32.37, lon=62.11, country="AF", admin1="Farah", precision="near")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _place(place: Place, at: Span) -> ClaimPlace:
    return ClaimPlace(
        id=place.id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        admin1=place.admin1,
        precision=place.precision,
        span=at,
    )


def _claims() -> tuple[Claim, ...]:
    zaranj = _place(ZARANJ, span(A, "Zaranj"))
    monday = ClaimWhen(start="2031-03-03", end="2031-03-03", span=span(A, "Monday"))
    corps = (
        Participant(role="initiator", actor=CORPS.id, name="Jets"),
        Participant(role="target", actor=PEOPLE.id, name="civilians"),
    )
    return (
        Claim(
            id="clm_1",
            document="doc_a",
            type="air_strike",
            evidence=span(A, "Jets bombed the market of Zaranj on Monday, killing at least 12 people"),
            trigger=span(A, "bombed"),
            source=Source(
                name="Interior Ministry",
                kind="official",
                actor="actor:ministry",
                span=span(A, "Interior Minister Karim Wardak"),
            ),
            participants=corps,
            place=zaranj,
            when=monday,
            struck=("market",),
            means=("aircraft",),
            incident="inc_00000000000000a1",
            harm=(Harm(effect="killed", low=12, best=12, span=span(A, "at least 12 people")),),
        ),
        Claim(
            id="clm_2",
            document="doc_a",
            type="air_strike",
            evidence=span(A, "15 had died, among them his cousin Omid Rahimi"),
            trigger=span(A, "died"),
            source=Source(name="Jawad Rahimi", kind="witness", span=span(A, "Shopkeeper Jawad Rahimi")),
            place=zaranj,
            when=monday,
            incident="inc_00000000000000a1",
            participants=(Participant(role="target", name="Omid Rahimi"),),
            harm=(Harm(effect="killed", low=15, best=15, high=15, span=span(A, "15")),),
        ),
        Claim(
            id="clm_3",
            document="doc_a",
            type="air_strike",
            evidence=span(A, "The Air Corps denied the strike"),
            trigger=span(A, "strike"),
            source=Source(name="Air Corps", kind="military", actor=CORPS.id),
            stance="denies",
            polarity="denied",
            participants=corps[:1],
            place=zaranj,
            when=monday,
            incident="inc_00000000000000a1",
        ),
        Claim(
            id="clm_4",
            document="doc_b",
            type="territory_taken",
            evidence=span(B, "The River Front took Farah Gate on 5 March"),
            trigger=span(B, "took"),
            source=Source(name="River Front", kind="armed_group", actor=FRONT.id, via=("Lake Radio",)),
            stance="claims",
            participants=(Participant(role="initiator", actor=FRONT.id, name="River Front"),),
            place=_place(FARAH, span(B, "Farah Gate")),
            when=ClaimWhen(start="2031-03-05", end="2031-03-05"),
            control=Control(to=FRONT.id),
            incident="inc_00000000000000b2",
        ),
    )


def _incidents() -> tuple[Incident, ...]:
    by_source = (
        SourceToll(source="Interior Ministry", low=12, best=12, claims=("clm_1",)),
        SourceToll(source="Jawad Rahimi", low=15, best=15, high=15, claims=("clm_2",)),
    )
    return (
        Incident(
            id="inc_00000000000000a1",
            title="Air strike in Zaranj, 3 March 2031",
            type="air_strike",
            claims=("clm_1", "clm_2", "clm_3"),
            documents=("doc_a",),
            place=ZARANJ,
            when=When(start="2031-03-03", end="2031-03-03"),
            origins=3,
            participants=(
                Participant(role="initiator", actor=CORPS.id, name="Jets"),
                Participant(role="target", actor=PEOPLE.id, name="civilians"),
                Participant(role="target", name="Omid Rahimi"),
            ),
            harm=(IncidentHarm(effect="killed", group="all", low=12, best=12, high=15, by_source=by_source),),
            disputes=(
                Dispute(
                    field="count",
                    values=(DisputeValue(value="12", claims=("clm_1",)), DisputeValue(value="15", claims=("clm_2",))),
                ),
            ),
            grade=Grade(code="contested", reasons=("the accused denies",)),
            first_reported="2031-03-04",
            last_reported="2031-03-04",
        ),
        Incident(
            id="inc_00000000000000b2",
            title="Capture of Farah Gate",
            type="territory_taken",
            claims=("clm_4",),
            documents=("doc_b",),
            place=FARAH,
            when=When(start="2031-03-05", end="2031-03-05"),
            origins=1,
            grade=Grade(code="weak", reasons=("a single origin",)),
            participants=(Participant(role="initiator", actor=FRONT.id, name="River Front"),),
        ),
        Incident(id="inc_00000000000000c3", title="Arrests", type="arrest", claims=(), documents=()),
    )


def world() -> World:
    mentions = (
        Mention(document="doc_a", kind="place", span=span(A, "Zaranj"), ref=ZARANJ.id, value=ZARANJ),
        Mention(document="doc_a", kind="actor", span=span(A, "The Air Corps"), ref=CORPS.id),
        Mention(document="doc_a", kind="actor", span=span(A, "Lumi"), ref=LUMI.id),
        Mention(document="doc_b", kind="actor", span=span(B, "The River Front"), ref=FRONT.id),
        Mention(document="doc_b", kind="place", span=span(B, "Farah Gate"), ref=FARAH.id, value=FARAH),
    )
    return World(
        Output(
            producer=Producer(version="9.9", model="made", ontology="dateline/1", gazetteer="made"),
            documents=(
                Document(
                    id="doc_a",
                    uri="https://post.example/1",
                    title="Omid Rahimi among dead in Zaranj",
                    publisher="Post",
                    published="2031-03-04",
                    language="en",
                    text=A,
                ),
                Document(id="doc_b", uri="b.txt", title="=1+1", publisher="@Radio", published="2031-03-06", text=B),
            ),
            actors=(CORPS, FRONT, PEOPLE, LUMI),
            mentions=mentions,
            claims=_claims(),
            incidents=_incidents(),
            holdings=(Holding(place=FARAH, holder=FRONT.id, start="2031-03-05", claims=("clm_4",)),),
        ),
        states={"clm_4": "accepted"},
        reviewed=frozenset({"inc_00000000000000b2"}),
    )

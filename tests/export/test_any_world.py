"""Whatever incidents there are, each format can be written and its validator finds it good."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.casefile import World
from dateline.export.bundle import Bundle
from dateline.export.formats import FORMATS, in_memory
from dateline.export.names import MASK, POLICIES, check
from dateline.export.validate import validate
from dateline.lexicon import load_toml
from dateline.model import (
    GROUPS,
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Dispute,
    DisputeValue,
    Document,
    Effect,
    Grade,
    GradeCode,
    Harm,
    Incident,
    IncidentHarm,
    Output,
    Participant,
    Place,
    PlacePrecision,
    Producer,
    Role,
    Source,
    SourceToll,
    Span,
    Stance,
    When,
    WhenPrecision,
)  # fmt: skip

AT = "2031-04-01T12:00:00.000000Z"
TEXT = "=Jets struck Oramo \x00<b>\u202e, said Mr Ali Omar, and 12 died."
ACTORS = tuple(
    Actor(id=f"a:{n}", name=f"Actor {n}", kind=kind, country=country)
    for n, (kind, country) in enumerate(
        [
            ("state_forces", "SY"),
            ("state_forces", "RU"),
            ("rebel", None),
            ("civilians", None),
            ("person", None),
            ("odd", "??"),
        ]
    )
)
words = st.text(max_size=12)
numbers = st.none() | st.integers(0, 10**7)
whole = Span(start=0, end=len(TEXT), text=TEXT)


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    end = start + timedelta(days=draw(st.integers(0, 500)))
    return When(start=start.isoformat(), end=end.isoformat(), precision=draw(st.sampled_from(get_args(WhenPrecision))))


places = st.builds(
    Place,
    id=words,
    name=words.filter(str.strip),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    country=st.sampled_from([None, "SY", "US", "XK", "PS", "ZZ"]),
    admin1=st.none() | words,
    precision=st.sampled_from(get_args(PlacePrecision)),
)
participants = st.builds(
    Participant,
    role=st.sampled_from(get_args(Role)),
    actor=st.sampled_from([None, *(a.id for a in ACTORS), "a:gone"]),
    name=st.sampled_from(["police", "villagers", "Sara Noor"]) | words,
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    claims, incidents = [], []
    types = sorted(load_toml("ontology.toml")["types"])
    for n in range(draw(st.integers(1, 3))):
        kind, place, when = draw(st.sampled_from(types)), draw(st.none() | places), draw(st.none() | whens())
        parties = tuple(draw(st.lists(participants, max_size=4)))
        harm = tuple(
            Harm(
                effect=draw(st.sampled_from(get_args(Effect))),
                group=draw(st.sampled_from(GROUPS)),
                low=draw(numbers),
                best=draw(numbers),
                high=draw(numbers),
                span=whole,
            )
            for _ in range(draw(st.integers(0, 3)))
        )
        claims.append(
            Claim(
                id=f"clm_{n}",
                document="doc_a",
                type=kind,
                evidence=whole,
                trigger=whole,
                incident=f"inc_{n}",
                participants=parties,
                harm=harm,
                source=draw(
                    st.none() | st.builds(Source, name=words, kind=st.sampled_from([None, "witness", "official"]))
                ),
                stance=draw(st.sampled_from(get_args(Stance))),
                place=ClaimPlace(id=place.id, name=place.name, lat=place.lat, lon=place.lon, span=whole)
                if place
                else None,
                when=ClaimWhen(start=when.start, end=when.end) if when else None,
            )
        )
        tolls = tuple(
            IncidentHarm(
                effect=h.effect,
                group=h.group,
                low=h.low,
                best=h.best,
                high=h.high,
                by_source=(
                    SourceToll(
                        source=draw(words), low=h.low, best=h.best, high=h.high, claims=(f"clm_{n}", "clm_gone")
                    ),
                ),
            )
            for h in harm
        )
        incidents.append(
            Incident(
                id=f"inc_{n}",
                title=draw(words),
                type=kind,
                claims=(f"clm_{n}",),
                documents=("doc_a",),
                place=place,
                when=when,
                participants=parties,
                harm=tolls,
                grade=draw(st.none() | st.builds(Grade, code=st.sampled_from(get_args(GradeCode)))),
                disputes=(Dispute(field="count", values=(DisputeValue(value=draw(words), claims=("clm_gone",)),)),),
            )
        )
    document = Document(
        id="doc_a", uri="a", title=draw(st.none() | words), publisher=draw(st.none() | words), text=TEXT
    )
    producer = Producer(version="1", model="", ontology="", gazetteer="")
    return World(
        Output(
            producer=producer, documents=(document,), actors=ACTORS, claims=tuple(claims), incidents=tuple(incidents)
        )
    )


@pytest.mark.parametrize("form", [f for f in FORMATS if f not in ("ftm", "hxl", "parquet")])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), policy=st.sampled_from(POLICIES))
def test_any_world_can_be_written(form: str, world: World, policy: str) -> None:
    data, _ = in_memory(form, Bundle(world, policy=check(policy)), AT)
    if form == "report":
        assert f"<b>{MASK}".encode() not in data
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        path.write_bytes(data)
        empty = ("source: is empty", "location: is empty")  # names that are only spaces
        assert [str(p) for p in validate(form, path) if not str(p).endswith(empty)] == []

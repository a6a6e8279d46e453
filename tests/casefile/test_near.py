"""Judging joins only a neighbourhood anew, and the world is then what joining everything anew would make of it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made import ARMY, REBELS, Teller, document

from dateline import world
from dateline.casefile import Casefile, Judgement
from dateline.casefile.judgements import judgements, standing
from dateline.casefile.store import encode
from dateline.errors import UsageError
from dateline.model import (
    Claim,
    ClaimPlace,
    ClaimWhen,
    Control,
    Harm,
    Participant,
    Source,
    Span,
    make_id,
)  # fmt: skip
from dateline.reading import Reading

SPOTS = ("mill", "harbour", "bakery", "school", "depot", "chapel")
TYPES = ("shelling", "air_strike", "bombing", "territory_taken", "control_state", "other_harm")
PEOPLE = (ARMY, REBELS)
TABLES = (
    "world_documents", "world_claims", "world_sources", "incident_rows", "holding_rows", "joined_actors",
    "joined_events", "joined_homes", "joined_blocks", "joined_pairs", "joined_repeats", "joined_signs",
)  # fmt: skip


def place(draw: random.Random) -> ClaimPlace:
    n = draw.randrange(4)
    wide = draw.random() < 0.2
    return ClaimPlace(
        id=f"made:{n}", name=f"Town {n}", lat=10 + n * 0.2, lon=20.0, country="XN",
        precision="admin1" if wide else "exact", span=None if draw.random() < 0.3 else Span(start=0, end=3, text="The"),
    )  # fmt: skip


def value(field: str, draw: random.Random) -> Any:
    day = f"2031-03-{draw.randrange(1, 7):02}"
    killed = draw.randrange(1, 9)
    control = Control(to=draw.choice(PEOPLE).id) if draw.random() < 0.5 else Control(holder=draw.choice(PEOPLE).id)
    made: dict[str, Any] = {
        "type": draw.choice(TYPES), "place": place(draw) if draw.random() < 0.9 else None,
        "when": ClaimWhen(start=day, end=day, span=Span(start=0, end=3, text="The")) if draw.random() < 0.8 else None,
        "source": Source(name=draw.choice(("mayor", "monitor", "nurse")), kind="official")
        if draw.random() < 0.6 else None,
        "harm": (Harm(effect="killed", low=killed, best=killed, high=killed),) if draw.random() < 0.6 else (),
        "polarity": "denied" if draw.random() < 0.1 else "affirmed",
        "control": control if draw.random() < 0.3 else None,
        "participants": tuple(Participant(role="initiator", actor=p.id, name=p.name) for p in PEOPLE
                              if draw.random() < 0.3),
    }  # fmt: skip
    return made[field]


KINDS = ("reject", "reject", "accept", "correct", "correct", "merge", "split", "reliability", "undo", "add")
FIELDS = ("type", "place", "when", "source", "harm", "polarity", "control", "participants")


def report(n: int, draw: random.Random) -> Reading:
    words = [
        f"The {draw.choice(SPOTS)} at the {draw.choice(SPOTS)} was hit {draw.choice(('again', 'hard', 'twice'))}"
        for _ in range(draw.randrange(1, 4))
    ]
    text = ". ".join(words) + f". Told on page {n}."
    doc = document(draw.choice(("Post", "Times", "Echo")), f"2031-03-{draw.randrange(1, 9):02}", text)
    claims, at = [], 0
    for i, part in enumerate(words):
        span = Span(start=at, end=at + len(part), text=part)
        at += len(part) + 2
        claims.append(
            Claim(
                id=make_id("clm", doc.id, i), document=doc.id, evidence=span,
                trigger=Span(start=span.start, end=span.start + 3, text=part[:3]),
                **{f: value(f, draw) for f in FIELDS},
            )
        )  # fmt: skip
    return Reading(doc, PEOPLE, (), (), tuple(claims))


def copied(reading: Reading, n: int) -> Reading:
    """The same text in another paper."""
    doc = document(f"Copy {n}", reading.document.published, reading.document.text)
    claims = [
        Claim(**{f: getattr(c, f) for f in FIELDS}, id=make_id("clm", doc.id, i), document=doc.id, evidence=c.evidence,
              trigger=c.trigger)
        for i, c in enumerate(reading.claims)
    ]  # fmt: skip
    return Reading(doc, PEOPLE, (), (), tuple(claims))


def dump(case: Casefile) -> dict[str, list[tuple[Any, ...]]]:
    out = {}
    for table in TABLES:
        names = [r["name"] for r in case.query(f"SELECT name FROM pragma_table_info('{table}') WHERE name <> 'world'")]
        out[table] = sorted((tuple(r) for r in case.query(f"SELECT {', '.join(names)} FROM {table}")), key=repr)
    return out


def anew(case: Casefile, path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The tables of the world of a copy whose world was made anew from all that is stored."""
    with Casefile(path, create=True) as copy:
        case.connection.backup(copy.connection)
        copy.connection.execute("UPDATE worlds SET key = 'old'")
        world.refresh(copy)
        return dump(copy)


def act(case: Casefile, readings: list[Reading], draw: random.Random) -> Judgement | None:
    every = [c for r in readings for c in r.claims]
    present = {r["claim"]: r["incident"] for r in case.query("SELECT claim, incident FROM world_claims")}
    kind = draw.choice(KINDS)
    who = {"author": draw.choice(("Ana", "Ben")), "reason": "looked"}
    some = [c.id for c in draw.sample(every, draw.randrange(1, 4))]
    if kind in ("reject", "accept"):
        return Judgement(kind=kind, target=some[0], claims=tuple(some), **who)  # type: ignore[arg-type]
    if kind == "correct":
        field = draw.choice(FIELDS)
        new = value(field, draw)
        return Judgement(kind="correct", target=some[0], claims=(some[0],), field=field,
                         value=None if new is None else msgspec.to_builtins(new), **who)  # fmt: skip
    if kind == "merge":
        return Judgement(kind="merge", target=" ".join(some), claims=tuple(some), **who) if len(some) > 1 else None
    if kind == "split":
        home = present.get(some[0])
        rest = tuple(c for c, i in sorted(present.items()) if i == home and i and c != some[0])
        return Judgement(kind="split", target=some[0], claims=(some[0],), others=rest, **who) if rest else None
    if kind == "reliability":
        name = draw.choice(("mayor", "monitor", "Post", "Times"))
        return Judgement(kind="reliability", target=name, value=draw.choice(("high", "low", "normal")), **who)
    if kind == "undo":
        done = judgements(case)
        return Judgement(kind="undo", target=str(draw.choice(done).id), **who) if done else None
    doc = draw.choice(readings).document
    start = draw.randrange(4)
    span = {"start": start, "end": 12, "text": doc.text[start:12]}
    new_claim = {"document": doc.id, "type": draw.choice(TYPES), "evidence": span, "trigger": span}
    return Judgement(kind="add", target="", value=new_claim, **who)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_judgements_the_world_is_what_joining_all_anew_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("link", "near"):  # windows so narrow that coming and going events shift them
        monkeypatch.setattr(f"dateline.incidents.{module}.BLOCK", 3 if seed % 2 else 60)
    draw = random.Random(seed)
    readings = [report(n, draw) for n in range(25)]
    readings += [copied(r, n) for n, r in enumerate(draw.sample(readings, 4))]
    whole = world._anew
    joined: list[int] = []
    monkeypatch.setattr(world, "_anew", lambda case: (joined.append(1), whole(case)))
    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in readings:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        for n in range(20):
            judgement = act(case, readings, draw)
            if judgement is None:
                continue
            try:
                world.judged(case, judgement)
            except UsageError:
                continue
            assert len(joined) == 1, "everything was joined anew"
            with monkeypatch.context() as patch:
                patch.setattr(world, "_anew", whole)
                expected = anew(case, tmp_path / f"{n}.case")
            found = dump(case)
            for table in TABLES:
                assert found[table] == expected[table], (n, judgement, table)
            assert world.build(case).output == world._apart(*world.of(case)).output
        assert standing(judgements(case))
        assert encode(world.build(case).reliability)

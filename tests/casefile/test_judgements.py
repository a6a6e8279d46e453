"""What people decide is kept, is dated, and decides."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import Teller, tell

from dateline import world
from dateline.casefile import Casefile, Judgement, db
from dateline.casefile.judgements import CORRECTABLE, judgements, settle, standing
from dateline.casefile.short import value_of
from dateline.errors import UsageError
from dateline.reading import Reading

WHO: dict[str, Any] = {"author": "R. Okafor", "reason": "checked against the photographs"}


@pytest.fixture
def full(case: Casefile, readings: list[Reading], teller: Teller) -> Casefile:
    for reading in readings:
        case.add(reading, teller.producer)
    return case


def ids(readings: list[Reading]) -> list[str]:
    return [c.id for r in readings for c in r.claims]


def test_reject_takes_a_claim_out_of_the_world_but_not_of_the_file(full: Casefile, readings: list[Reading]) -> None:
    first = ids(readings)[0]
    done, after = world.judge(full, Judgement(kind="reject", target=first, claims=(first,), **WHO))
    assert (done.id, done.author) == (1, "R. Okafor")
    assert first not in {c.id for c in after.output.claims}
    assert full.query("SELECT state FROM claims WHERE id = ?", first)[0]["state"] == "rejected"


def test_correct_changes_one_field_and_keeps_the_claim_as_read(full: Casefile, readings: list[Reading]) -> None:
    first = ids(readings)[0]
    change = Judgement(kind="correct", target=first, claims=(first,), field="type", value="air_strike", **WHO)
    _, after = world.judge(full, change)
    assert {c.id: c.type for c in after.output.claims}[first] == "air_strike"
    assert full.query("SELECT type FROM claim_rows WHERE id = ?", first)[0]["type"] == "shelling"
    assert tuple(full.query("SELECT type, state FROM claims WHERE id = ?", first)[0]) == ("air_strike", "corrected")


def test_a_later_correction_of_another_field_keeps_the_earlier(full: Casefile, readings: list[Reading]) -> None:
    first = ids(readings)[0]
    for field, text in (("type", "air_strike"), ("when", "2031-03-02"), ("harm", "killed=13..")):
        value = value_of(field, text)
        world.judge(full, Judgement(kind="correct", target=first, claims=(first,), field=field, value=value, **WHO))
    claim = next(c for c in world.build(full).output.claims if c.id == first)
    assert claim.type == "air_strike"
    assert claim.when is not None
    assert claim.when.start == "2031-03-02"
    assert [(h.effect, h.low, h.high) for h in claim.harm] == [("killed", 13, None)]


def test_undo_and_undo_of_undo(full: Casefile, readings: list[Reading]) -> None:
    first = ids(readings)[0]
    world.judge(full, Judgement(kind="reject", target=first, claims=(first,), **WHO))
    _, after = world.judge(full, Judgement(kind="undo", target="1", **WHO))
    assert first in {c.id for c in after.output.claims}
    _, after = world.judge(full, Judgement(kind="undo", target="2", **WHO))
    assert first not in {c.id for c in after.output.claims}
    assert len(judgements(full)) == 3, "nothing was removed"


def test_merge_then_split_the_later_counts(full: Casefile, readings: list[Reading]) -> None:
    a, b, c, _ = ids(readings)
    world.judge(full, Judgement(kind="merge", target=f"{a} {b} {c}", claims=(a, b, c), **WHO))
    settled = settle(readings, judgements(full))
    assert len(settled.decisions.same) == 3
    world.judge(full, Judgement(kind="split", target=a, claims=(a,), others=(b, c), **WHO))
    settled = settle(readings, judgements(full))
    assert len(settled.decisions.same) == 1
    assert len(settled.decisions.apart) == 2


def test_pinned_source_and_note(full: Casefile, readings: list[Reading]) -> None:
    world.judge(full, Judgement(kind="reliability", target="governor", value="low", **WHO))
    _, after = world.judge(full, Judgement(kind="note", target=ids(readings)[0], claims=(ids(readings)[0],), **WHO))
    assert after.reliability == {"governor": "low"}
    assert [n.author for n in after.notes[ids(readings)[0]]] == ["R. Okafor"]
    row = full.query("SELECT reliability FROM sources WHERE source = 'governor'")[0]
    assert row["reliability"] == "low"


@pytest.mark.parametrize("sql", ["UPDATE judgements SET author = 'x'", "DELETE FROM judgements"])
def test_judgements_refuse_change(full: Casefile, readings: list[Reading], sql: str) -> None:
    first = ids(readings)[0]
    world.judge(full, Judgement(kind="accept", target=first, claims=(first,), **WHO))
    with pytest.raises(sqlite3.IntegrityError, match="undo instead"):
        full.connection.execute(sql)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "accept", "claims": ("clm_none",)}, "no claim clm_none"),
        ({"kind": "accept", "author": " "}, "author"),
        ({"kind": "reject", "reason": ""}, "reason"),
        ({"kind": "reject", "claims": ()}, "at least one claim"),
        ({"kind": "merge"}, "two claims"),
        ({"kind": "split"}, "whole incident"),
        ({"kind": "reliability", "value": "A1"}, "high, normal, low"),
        ({"kind": "correct", "field": "evidence", "value": "x"}, "cannot be corrected"),
        ({"kind": "correct", "field": "harm", "value": [{"effect": "vanished"}]}, "cannot be the harm"),
        ({"kind": "correct", "field": "stance", "value": None}, "cannot be the stance"),
        ({"kind": "undo", "target": "9"}, "no judgement 9"),
    ],
)
def test_what_cannot_be_is_refused(full: Casefile, readings: list[Reading], change: dict[str, Any], words: str) -> None:
    first = ids(readings)[0]
    fields = {"kind": "accept", "target": first, "claims": (first,), **WHO, **change}
    with pytest.raises(UsageError, match=words):
        world.judge(full, Judgement(**fields))
    assert judgements(full) == []


def test_judgements_survive_a_reread_where_their_claims_stand(full: Casefile, readings: list[Reading]) -> None:
    a, _, c, d = ids(readings)
    world.judge(full, Judgement(kind="reject", target=a, claims=(a,), **WHO))
    world.judge(full, Judgement(kind="reject", target=c, claims=(c,), **WHO))
    world.judge(full, Judgement(kind="accept", target=d, claims=(d,), **WHO))
    newer = Teller("2.0", shift=1)  # reads other tolls, so that claims with tolls are other claims
    added = world.reread(full, machine=newer)
    assert (added.read, added.known) == (3, 0)
    assert [(f.judgement.id, f.missing) for f in added.fallen] == [(1, (a,))]
    after = world.build(full)
    assert c not in {x.id for x in after.output.claims}
    assert after.states[d] == "accepted"
    assert len(judgements(full)) == 3
    successor = added.fallen[0].successors
    assert [x.evidence.text for x in after.output.claims if x.id in successor] == [readings[0].claims[0].evidence.text]


def test_reread_by_the_same_version_reads_nothing(full: Casefile, teller: Teller) -> None:
    added = world.reread(full, machine=teller)
    assert (added.read, added.known) == (0, 3)
    assert teller.seen == []


def test_the_world_as_it_was(full: Casefile, readings: list[Reading]) -> None:
    before = world.build(full)
    a = ids(readings)[0]
    moment = full.clock()
    world.judge(full, Judgement(kind="reject", target=a, claims=(a,), **WHO))
    world.reread(full, machine=Teller("2.0", shift=1))
    assert world.at(full, moment).output.claims == before.output.claims
    assert {c.id for c in world.at(full, "1.0").output.claims} == set(ids(readings)[1:])
    with pytest.raises(UsageError, match="neither a date nor a version"):
        world.at(full, "0.9")


kinds = st.sampled_from(["accept", "reject", "correct", "merge", "split", "undo"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(kinds, st.integers(0, 3), st.integers(0, 3)), max_size=12))
def test_the_world_is_a_function_of_claims_and_judgements(moves: list[tuple[str, int, int]]) -> None:
    """Whatever was judged: settling twice gives the same; undoing all gives the readings back."""
    readings = [
        tell("A", "2031-03-04", "Oramo was shelled, killing 12 people, the mayor said. The army denied firing."),
        tell("B", "2031-03-04", "Shells fell and 15 died, a nurse said. Rebels took Lessing."),
    ]
    claims = ids(readings)
    rows = []
    for n, (kind, i, k) in enumerate(moves, 1):
        value = "air_strike" if kind == "correct" else None
        target = str(k) if kind == "undo" else claims[i]
        chosen = () if kind == "undo" else (claims[i], claims[k]) if kind == "merge" else (claims[i],)
        rows.append(
            Judgement(id=n, kind=kind, target=target, claims=chosen, others=(claims[k],) if kind == "split" else (),
                      field="type" if kind == "correct" else None, value=value, **WHO)
        )  # fmt: skip
    settled = settle(readings, rows)
    assert settle(readings, rows) == settled
    undone = [
        *rows,
        *(Judgement(id=100 + j.id, kind="undo", target=str(j.id), **WHO) for j in standing(rows)),
    ]
    assert list(settle(readings, undone).readings) == readings


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("when", "2031-03-04", {"start": "2031-03-04", "end": "2031-03-04", "precision": "day"}),
        ("when", "2031-02", {"start": "2031-02-01", "end": "2031-02-28", "precision": "month"}),
        ("when", "2031", {"start": "2031-01-01", "end": "2031-12-31", "precision": "year"}),
        ("when", "2031-03-04..2031-03-06", {"start": "2031-03-04", "end": "2031-03-06", "precision": "days"}),
        (
            "place", "Oramo@10.5,20.25,XN",
            {"id": "point:10.5000,20.2500", "name": "Oramo", "lat": 10.5, "lon": 20.25, "country": "XN"},
        ),
        ("harm", "killed:children=3", [{"effect": "killed", "group": "children", "low": 3, "high": 3, "best": 3}]),
        ("harm", "killed=..9", [{"effect": "killed", "group": "all", "low": None, "high": 9, "best": 9}]),
        ("source", "Governor", {"name": "Governor"}),
        ("place", "null", None),
        ("means", "mortar, drone", ["mortar", "drone"]),
        ("stance", "denies", "denies"),
    ],
)  # fmt: skip
def test_short_values(field: str, text: str, value: Any) -> None:
    assert field in CORRECTABLE
    assert value_of(field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [("when", "2031-02-30"), ("when", "spring"), ("place", "Oramo"), ("harm", "many"), ("source", "{")],
)
def test_short_values_that_cannot_be(field: str, text: str) -> None:
    with pytest.raises(UsageError):
        value_of(field, text)


def missed(readings: list[Reading], words: str) -> dict[str, Any]:
    doc = readings[1].document
    start = doc.text.index(words)
    span = {"start": start, "end": start + len(words), "text": words}
    return {"document": doc.id, "type": "shelling", "evidence": span, "trigger": span, "stance": "denies"}


def test_an_added_claim_is_in_the_world_until_it_is_undone(full: Casefile, readings: list[Reading]) -> None:
    value = missed(readings, "The army denied firing")
    done, after = world.judge(full, Judgement(kind="add", target="", value=value, **WHO))
    assert after.states[done.target] == "added"
    assert [c.trigger.text for c in after.output.claims if c.id == done.target] == ["The army denied firing"]
    row = full.query("SELECT state, type, evidence FROM claims WHERE id = ?", done.target)
    assert [tuple(r) for r in row] == [("added", "shelling", "The army denied firing")]
    change = Judgement(kind="correct", target=done.target, claims=(done.target,), field="type", value="bombing", **WHO)
    _, after = world.judge(full, change)
    assert {c.id: c.type for c in after.output.claims}[done.target] == "bombing"
    with pytest.raises(UsageError, match="added before"):
        world.judge(full, Judgement(kind="add", target="", value=value, **WHO))
    assert world.lost(full) == []
    _, after = world.judge(full, Judgement(kind="undo", target=str(done.id), **WHO))
    assert done.target not in {c.id for c in after.output.claims}
    assert [f.judgement.id for f in world.lost(full)] == [2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "doc_none"}, "no document"),
        ({"evidence": {"start": 0, "end": 4, "text": "nope"}}, "not what stands"),
        ({"trigger": {"start": -3, "end": 4, "text": ""}}, "not what stands"),
        ({"trigger": None}, "cannot be a claim"),
        ({"stance": "shouts"}, "cannot be a claim"),
    ],
)
def test_an_added_claim_must_stand_in_its_text(
    full: Casefile, readings: list[Reading], change: dict[str, Any], words: str
) -> None:
    value = {**missed(readings, "denied"), **change}
    with pytest.raises(UsageError, match=words):
        world.judge(full, Judgement(kind="add", target="", value=value, **WHO))


def test_judgements_keep_their_numbers_through_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.case"
    with monkeypatch.context() as patch:
        known = db.migrations()[:4]
        patch.setattr(db, "migrations", lambda: known)
        with Casefile(path, create=True) as old:
            old.connection.execute(
                "INSERT INTO judgements (id, at, author, reason, kind, target, version) "
                "VALUES (7, '2031-01-01T00:00:00Z', 'A', 'B', 'note', 'clm_x', '0.1')"
            )
    with Casefile(path) as case:
        assert [(j.id, j.kind, j.author) for j in judgements(case)] == [(7, "note", "A")]
        done, _ = world.judge(case, Judgement(kind="undo", target="7", **WHO))
        assert done.id == 8


def test_accepting_and_noting_join_nothing_anew(
    full: Casefile, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.build(full)

    def refuse(*_: object) -> None:
        raise AssertionError("joined anew")

    monkeypatch.setattr(world, "_joined", refuse)
    monkeypatch.setattr("dateline.judging.near.regroup", refuse)
    incident = before.output.incidents[0]
    accept = Judgement(kind="accept", target=incident.id, claims=incident.claims, **WHO)
    _, after = world.judge(full, accept)
    assert after.output == before.output
    assert after.reviewed == {incident.id}
    assert [r["id"] for r in full.query("SELECT id FROM incidents WHERE reviewed")] == [incident.id]
    _, after = world.judge(full, Judgement(kind="undo", target="1", **WHO))
    assert after.reviewed == frozenset()
    assert full.query("SELECT * FROM incidents WHERE reviewed") == []
    with pytest.raises(AssertionError, match="joined anew"):
        world.judge(full, Judgement(kind="reject", target="x", claims=incident.claims, **WHO))

"""Full text, filters by name, and what changed between two views of the world."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Teller, tell

from dateline import world
from dateline.casefile import Casefile, Judgement, World
from dateline.casefile.diff import diff, figures
from dateline.casefile.search import MARK_END, MARK_START, expression, search
from dateline.casefile.select import first_day, folded, last_day
from dateline.model import (
    Claim,
    Dispute,
    DisputeValue,
    Grade,
    Incident,
    IncidentHarm,
    Output,
    Producer,
    Source,
    Span,
)  # fmt: skip
from dateline.reading import Reading

# Search


@pytest.fixture
def full(case: Casefile, readings: list[Reading], teller: Teller) -> Casefile:
    for reading in readings:
        case.add(reading, teller.producer)
    return case


def test_words_are_found_in_any_form(full: Casefile, readings: list[Reading]) -> None:
    (hit,) = search(full, "markets bridge*") or search(full, "bridge*")
    assert hit.document == readings[2].document.id
    assert f"{MARK_START}bridge{MARK_END}" in hit.snippet
    assert [c[0] for c in hit.claims] == [c.id for c in readings[2].claims]


def test_all_words_must_occur_and_quoted_ones_together(full: Casefile) -> None:
    assert len(search(full, "oramo")) == 2
    assert len(search(full, "oramo hospital")) == 1
    assert len(search(full, '"oramo market"')) == 1
    assert search(full, '"market oramo"') == []


def test_words_only_of_current_claims(full: Casefile, readings: list[Reading]) -> None:
    newer = Teller("2.0", shift=1)
    world.reread(full, machine=newer)
    (hit,) = search(full, "governor")
    assert len(hit.claims) == 1


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_search(words: str) -> None:
    assert expression(words).count('"') % 2 == 0


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "*", "AND", "NOT (", "a:b", "col:", '"a" OR', "NEAR(x y)", "-x", "^x", "\x00"]
)
def test_what_is_no_plain_word_is_taken_as_one(full: Casefile, words: str) -> None:
    search(full, words)


# Names and dates


@pytest.mark.parametrize(
    ("one", "other"),
    [("Al-Raqqah", "raqqah"), ("Ar Raqqah", "raqqah"), ("Dayr az Zawr", "dayr zawr"), ("Ḩalab", "halab")],
)
def test_folding(one: str, other: str) -> None:
    assert folded(one) == other


def test_bounds_of_dates() -> None:
    assert [first_day(d) for d in ("2031", "2031-02", "2031-02-03")] == ["2031-01-01", "2031-02-01", "2031-02-03"]
    assert [last_day(d) for d in ("2031", "2031-02", "2031-02-03")] == ["2031-12-31", "2031-02-31", "2031-02-03"]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((12, 12, 12), "12"), ((12, 12, None), "at least 12"), ((12, 13, 15), "12–15 (best 13)"),
        ((0, None, 9), "up to 9"),
        ((None, None, None), "not known"), ((None, 9, 9), "up to 9"), ((12, 15, 15), "12–15"), ((None, 5, None), "5"),
        ((0, 0, 0), "0"),
    ],
)  # fmt: skip
def test_figures_in_words(ends: tuple[int | None, int | None, int | None], words: str) -> None:
    assert figures(*ends) == words


# What changed


def claim(name: str, start: int, source: str | None = None) -> Claim:
    span = Span(start=start, end=start + 5, text="words")
    return Claim(
        id=name,
        document="doc_a",
        type="shelling",
        evidence=span,
        trigger=span,
        source=Source(name=source) if source else None,
    )


def view(*incidents: Incident, claims: tuple[Claim, ...]) -> World:
    producer = Producer(version="1", model="", ontology="", gazetteer="")
    return World(Output(producer=producer, claims=claims, incidents=incidents))


def incident(
    name: str, *claims: str, killed: int | None = None, disputed: bool = False, grade: str = "weak"
) -> Incident:
    toll = (IncidentHarm(effect="killed", group="all", low=killed, best=killed, high=killed),) if killed else ()
    values = (DisputeValue(value="A", claims=claims[:1]), DisputeValue(value="B", claims=claims[1:]))
    return Incident(
        id=name,
        title=f"Incident {name}",
        type="shelling",
        claims=claims,
        documents=("doc_a",),
        harm=toll,
        origins=len(claims),
        disputes=(Dispute(field="responsibility", values=values),) if disputed else (),
        grade=Grade(code="fair" if grade == "fair" else "weak"),
    )


def test_incidents_are_matched_by_their_words_not_their_ids() -> None:
    old = view(incident("inc_1", "c1", "c2", killed=12), claims=(claim("c1", 0), claim("c2", 10, "Mayor")))
    new = view(
        incident("inc_9", "n1", "n2", "n3", killed=15, disputed=True, grade="fair"),
        claims=(claim("n1", 0), claim("n2", 10, "Mayor"), claim("n3", 20, "Nurse")),
    )
    (change,) = diff(old, new)
    assert (change.what, change.before, change.after) == ("changed", "inc_1", "inc_9")
    assert change.lines == (
        "grade: weak → fair",
        "killed, all: 12 → 15",
        "new dispute on responsibility: A / B",
        "new source: Nurse",
        "independent origins: 2 → 3",
    )


def test_new_gone_split_and_same() -> None:
    claims = (claim("c1", 0), claim("c2", 10), claim("c3", 20))
    old = view(incident("inc_1", "c1", "c2"), incident("inc_2", "c3"), claims=claims)
    assert diff(old, old) == []
    assert [c.what for c in diff(view(claims=claims), old)] == ["new", "new"]
    assert [c.what for c in diff(old, view(claims=claims))] == ["gone", "gone"]
    apart = view(incident("inc_1", "c1"), incident("inc_4", "c2"), incident("inc_2", "c3"), claims=claims)
    assert [(c.what, c.after) for c in diff(old, apart)] == [("changed", "inc_1"), ("new", "inc_4")]


def test_between_two_versions_of_the_program(full: Casefile) -> None:
    world.build(full)
    world.reread(full, machine=Teller("2.0", shift=3))
    changes = diff(world.at(full, "1.0"), world.at(full, "2.0"))
    lines = [line for change in changes for line in change.lines]
    assert "killed, all: 12–15 → 15–18" in lines or any("15" in line for line in lines)


def test_between_two_moments(case: Casefile, readings: list[Reading], teller: Teller) -> None:
    case.add(readings[0], teller.producer)
    moment = case.clock()
    case.add(tell("Echo", "2031-03-09", "Shells hit Lessing, and 3 died, a nurse said."), teller.producer)
    changes = diff(world.at(case, moment), world.at(case, None))
    assert [c.what for c in changes] == ["new"]
    first = readings[0].claims[0].id
    moment = case.clock()
    world.judge(case, Judgement(kind="reject", target=first, claims=(first,), author="A", reason="B"))
    assert [c.what for c in diff(world.at(case, moment), world.at(case, None))] == ["gone"]

"""Which claims become one incident, whatever order they come in, and what people decided about it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_reports import PLACES, reports

from dateline.incidents import Ahead, join
from dateline.incidents.link import CROWD, Spot, crowds_of
from dateline.incidents.rules import load_rules
from dateline.model import Document
from dateline.reading import Decisions, Reading

CASES = tomllib.loads((Path(__file__).parent / "cases" / "joining.toml").read_text("utf-8"))["case"]


def groups(joined, names):
    """The incidents as sorted groups of row names."""
    back = {v: k for k, v in names.items()}
    return sorted(sorted(back[c] for c in i.claims) for i in joined.incidents)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_goes_together(case):
    readings, names = reports(case["rows"], case.get("papers"))
    assert groups(join(readings), names) == sorted(case["incidents"])


rows = st.fixed_dictionaries(
    {
        "doc": st.sampled_from("abcde"),
        "type": st.sampled_from(["shelling", "air_strike", "bombing", "armed_clash", "control_state"]),
        "place": st.sampled_from([*PLACES, None]),
        "day": st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-20", None]),
        "source": st.sampled_from([None, "War Monitor", "Army of Lod", "doctor"]),
        "by": st.sampled_from([None, "Army of Lod", "Red Column"]),
        "killed": st.sampled_from([{}, {"all": [4, 4]}, {"all": [9, -1]}, {"civilians": [4, 6], "children": [2, 2]}]),
        "polarity": st.sampled_from(["affirmed", "affirmed", "affirmed", "denied"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_order_of_reports_does_not_matter(made, random):
    readings, _ = reports(made)
    shuffled = list(readings)
    random.shuffle(shuffled)
    one, two = join(readings), join(shuffled)
    assert {i.id: i for i in one.incidents} == {i.id: i for i in two.incidents}
    assert one.holdings == two.holdings
    assert {d.id: d.copies_of for d in one.documents} == {d.id: d.copies_of for d in two.documents}


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_what_is_worked_out_ahead_changes_nothing(made, random):
    readings, _ = reports(made)
    # what a report says of its actors may be overruled by what most reports say
    told = [replace(r, actors=tuple(a for a in r.actors if random.random() < 0.5)) for r in readings]
    given_ = random.sample(told, random.randint(0, len(told)))
    assert join(told, ahead=Ahead(given_)) == join(told)
    split = Decisions(apart=tuple((a.id, b.id) for r in told for a, b in zip(r.claims, r.claims[1:], strict=False)))
    assert join(told, split, ahead=Ahead(told)) == join(told, split)


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, min_size=1, max_size=14))
def test_every_claim_has_one_incident_and_every_link_stays_inside(made):
    readings, _ = reports(made)
    joined = join(readings)
    claims = [c.id for r in readings for c in r.claims]
    assert sorted(c for i in joined.incidents for c in i.claims) == sorted(claims)
    home = {c: i.id for i in joined.incidents for c in i.claims}
    assert all(c.incident == home[c.id] for c in joined.claims)
    for incident in joined.incidents:
        assert len(incident.links) == len(incident.claims) - 1
        assert all({link.left, link.right} <= set(incident.claims) and link.evidence for link in incident.links)
        for harm in incident.harm:
            assert harm.low <= harm.best
            assert harm.high is None or harm.best <= harm.high


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, min_size=2, max_size=14))
def test_the_explanation_of_a_link_adds_up_to_its_weight(made):
    readings, _ = reports(made)
    joined = join(readings)
    home = {c.id: c.document for c in joined.claims}
    rules = load_rules()
    for link in (k for i in joined.incidents for k in i.links):
        prior = (rules.within if home[link.left] == home[link.right] else rules.across).prior
        assert link.weight == pytest.approx(prior + sum(float(e.split()[-1]) for e in link.evidence), abs=0.01)


def test_nothing_gives_nothing():
    joined = join([])
    assert (joined.claims, joined.incidents, joined.holdings, joined.documents) == ((), (), (), ())
    empty = Reading(Document(id="doc_1", uri="x"), (), (), (), ())
    assert join([empty]).incidents == ()


def test_one_report_given_twice_is_one():
    readings, _ = reports([{"doc": "a", "place": "Torva", "day": "2031-05-02"}])
    joined = join([*readings, *readings])
    assert (len(joined.documents), len(joined.claims), len(joined.incidents)) == (1, 1, 1)


NINE = {"place": "Torva", "day": "2031-05-02", "killed": {"all": [9, 9]}}
TWO = [
    {"doc": "a", "text": "Shells hit the bakery of Torva", **NINE},
    {"doc": "b", "text": "The bakery of Torva was shelled", **NINE},
    {"doc": "c", "text": "A wedding hall was hit in Dar Osk", "place": "Dar Osk", "day": "2031-07-02"},
]


def test_people_can_split():
    readings, names = reports(TWO)
    assert groups(join(readings), names) == [["a1", "b1"], ["c1"]]
    decided = Decisions(apart=((names["a1"], names["b1"]),))
    assert groups(join(readings, decided), names) == [["a1"], ["b1"], ["c1"]]


def test_people_can_merge_what_no_evidence_would():
    readings, names = reports(TWO)
    joined = join(readings, Decisions(same=((names["a1"], names["c1"]),)))
    assert groups(joined, names) == [["a1", "b1", "c1"]]
    assert any(link.evidence == ("judgement",) for link in joined.incidents[0].links)


def test_people_can_split_one_report_against_its_own_words():
    made = [dict(TWO[0]), dict(TWO[0], same=["a1"])]
    readings, names = reports(made)
    assert groups(join(readings), names) == [["a1", "a2"]]
    assert groups(join(readings, Decisions(apart=((names["a1"], names["a2"]),))), names) == [["a1"], ["a2"]]


def test_a_distrusted_source_is_shown_but_does_not_count():
    made = [
        dict(TWO[0], source="Rescue Service", kind="rescue"),
        dict(TWO[0], source="Red Column", kind="armed_group", killed={"all": [90, 90]}, same=["a1"]),
    ]
    readings, _ = reports(made)
    (incident,) = join(readings, Decisions(reliability={"Red Column": "low"})).incidents
    assert (incident.harm[0].low, incident.harm[0].high, incident.origins) == (9, 9, 1)
    assert [t.source for t in incident.harm[0].by_source] == ["Rescue Service", "Red Column"]
    assert incident.disputes == ()
    alone = [{k: v for k, v in made[1].items() if k != "same"}]
    (incident,) = join(reports(alone)[0], Decisions(reliability={"Red Column": "low"})).incidents
    assert (incident.harm[0].low, incident.origins) == (90, 1)


def test_where_something_happens_on_most_days_a_place_and_day_may_be_of_two_events() -> None:
    quiet = {("quiet", day): 3 for day in (100, 101, 140)}
    besieged = {("besieged", day): 1 for day in range(200, 207)}
    many = {("many", 300): CROWD + 1}
    undated: dict[Spot, int] = {("besieged", None): 2}
    told = quiet | besieged | many | undated
    assert set(crowds_of(told, told)) == {*besieged, *many}


def test_a_village_on_no_list_is_one_in_two_reports() -> None:
    """The one report is of no land, so that the village has another id there, and no point."""
    rows = [
        {"doc": d, "type": "bombing", "place": "Mirn", "day": "2031-05-01", "killed": {"all": [14, 14]}} for d in "ab"
    ]
    (one, two), _ = reports(rows)
    (claim,) = two.claims
    bare = msgspec.structs.replace(
        claim, place=msgspec.structs.replace(claim.place, id="place_none", lat=None, lon=None, country=None)
    )
    assert len(join([one, replace(two, claims=(bare,))]).incidents) == 1

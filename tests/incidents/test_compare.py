"""The table of comparisons and its weights."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from made_reports import actors, place, reports

from dateline.incidents import compare
from dateline.incidents.compare import ACROSS, LEVELS, WITHIN, Context
from dateline.incidents.compare_places import place_pair
from dateline.incidents.facts import Kin, facts_of
from dateline.incidents.rules import load_rules


@pytest.mark.parametrize(("table", "name"), [(WITHIN, "within"), (ACROSS, "across")])
def test_every_level_has_a_weight_and_none_is_left_over(table, name):
    weights = getattr(load_rules(), name)
    lent = {"lent", "strange"}
    days = lent | {"distant", "undated"}
    spots = lent | {"elsewhere"}
    kinds = set(load_rules().specific) | {"vague_" + t for t in load_rules().violent}
    more = {"place": {"crowded"}}
    if name == "within":
        more = {"place": spots, "date": days, "harm": {"self"}, "kind": kinds}
    want = {c: set(LEVELS[c]) | more.get(c, set()) for c, _ in table}
    assert {c: set(levels) for c, levels in weights.levels.items()} == want


def context() -> Context:
    return Context(load_rules(), Kin(actors()))


def test_two_points_of_one_name_are_two():
    """ "North of Torva" and "west of Torva" have Torva's id: which of the two was asked about first decides nothing."""
    known, kelesh = context(), place("Kelesh")
    far = msgspec.structs.replace(place("Torva"), precision="near")
    near = msgspec.structs.replace(far, lat=kelesh.lat + 0.05, lon=kelesh.lon)
    assert [place_pair(p, kelesh, known) for p in (far, near)] == ["apart", "near"]


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Torva", "Torva", "same"),
        ("Torva", "Torva market", "contains"),
        ("Torva", "Mirn", "apart"),
        ("Torva", "Torva province", "contains"),
        ("Dar Osk", "Torva province", "apart"),
        ("Torva", "northern France", "contains"),
    ],
)
def test_places(left, right, level):
    assert place_pair(place(left), place(right), context()) == level
    assert place_pair(place(right), place(left), context()) == level


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("Torva", "Torva", "same"),
        ("Uzal Desh", "Uzaldesh", "same"),  # two papers spell a village each its way
        ("Uzaldesh", "Uzaldesch", "same"),
        ("Uzaldesh", "Nuzaldesh", "apart"),
        ("Arda", "Arma", "apart"),  # short names are alike by chance
        ("Uzaldesh", "Uzaldesh bridge", "contains"),
    ],
)
def test_a_place_that_no_list_has_is_known_by_its_name(left, right, level):
    """It lies in what the one report is about, and in no land where the other one is about none."""
    listed = place("Torva")
    one = msgspec.structs.replace(listed, id="place_1", name=left, country="ZZ")
    two = msgspec.structs.replace(listed, id="place_2", name=right, country=None, lat=None, lon=None, precision="area")
    assert place_pair(one, two, context()) == level
    assert place_pair(two, one, context()) == level


def test_a_town_far_from_the_middle_of_its_province_lies_in_it():
    """The province is a region itself, though it lies in none: "Rask" in Sistan, 190 km from its middle."""
    province = msgspec.structs.replace(place("Torva province"), admin1=None)
    inside = msgspec.structs.replace(place("Torva"), id="place_1", lat=province.lat + 2, admin1=province.name)
    beside = msgspec.structs.replace(inside, admin1="Mirn province")
    assert [place_pair(p, province, context()) for p in (inside, beside)] == ["contains", "apart"]


@pytest.mark.parametrize(("country", "level"), [("ZZ", "contains"), ("YY", "apart")])
def test_a_village_on_no_list_may_lie_in_any_province_of_its_land(country, level):
    province = msgspec.structs.replace(place("Torva province"), country="ZZ")
    village = msgspec.structs.replace(
        place("Torva"), id="place_1", name="Gumba", country=country, lat=None, lon=None, precision="country"
    )
    assert place_pair(village, province, context()) == place_pair(province, village, context()) == level


@pytest.mark.parametrize(
    ("unnamed", "named", "level"),
    [
        ("generic:gunmen", "act_red-column", "one"),
        ("generic:gunmen", "state:zz:army", "apart"),
        ("generic:gunmen", "generic:rebels", "apart"),
    ],
)
def test_gunmen_may_be_the_group_that_somebody_names(unnamed, named, level):
    readings, _ = reports([{"doc": "a"}, {"doc": "a"}])
    a, b = (
        replace(f, initiators=frozenset({who}))
        for f, who in zip(facts_of(readings[0], load_rules()), (unnamed, named), strict=True)
    )
    assert compare.initiator(a, b, context()) == compare.initiator(b, a, context()) == level


def level(name, left, right):
    readings, _ = reports([{"doc": "a", **left}, {"doc": "a", **right}])
    a, b = facts_of(readings[0], load_rules())
    return dict(compare.levels(a, b, WITHIN, context()))[name]


@pytest.mark.parametrize(
    ("name", "left", "right", "expected"),
    [
        ("type", {"type": "bombing"}, {"type": "suicide_bombing"}, "kin"),
        ("type", {"type": "siege"}, {"type": "agreement"}, "near"),
        ("type", {"type": "bombing"}, {"type": "control_state"}, "state"),
        ("type", {"type": "other_harm"}, {"type": "air_strike"}, "vague"),
        ("type", {"type": "aid"}, {"type": "air_strike"}, "foreign"),
        ("type", {"type": "bombing"}, {"type": "armed_clash"}, "apart"),
        ("kind", {"type": "bombing"}, {"type": "bombing"}, "bombing"),
        ("kind", {"type": "other_harm"}, {"type": "air_strike"}, "vague_other_harm"),
        (
            "kind",
            {"type": "siege", "text": "A village was cut off"},
            {"type": "armed_clash", "text": "killed"},
            "vague_armed_clash",
        ),
        ("kind", {"type": "other_harm"}, {"type": "attack_on_civilians", "text": "killed"}, "vague"),
        ("kind", {"type": "siege"}, {"type": "agreement"}, "other"),
        ("date", {"day": "2031-05-02"}, {"day": "2031-05-03"}, "next"),
        ("date", {"day": "2031-05-02"}, {"days": ["2031-05-01", "2031-05-04"]}, "overlap"),
        ("date", {"day": "2031-05-02"}, {"days": ["2031-01-01", "2031-12-31"]}, "vague"),
        ("date", {"day": "2031-05-02"}, {"day": "2031-05-06"}, "near"),
        ("date", {"day": "2031-05-02"}, {}, "one"),
        ("struck", {"struck": ["school"]}, {"struck": ["school", "home"]}, "same"),
        ("struck", {"struck": ["school"]}, {"struck": ["market"]}, "apart"),
        ("struck", {"struck": ["school"]}, {}, "one"),
        ("bare", {"text": "Shells fell"}, {"text": "Nine died in the second attack"}, "pointing"),
        ("bare", {"text": "Nine died in the attack"}, {"text": "A crowd stoned the guards"}, "new"),
        ("bare", {"text": "Shells fell"}, {"text": "killed"}, "vague"),
        ("bare", {"text": "Shells fell"}, {"text": "the attack on Torva", "place": "Torva"}, "no"),
        ("lasting", {"text": "Shells fell"}, {"text": "They regularly shell the road"}, "yes"),
        ("lasting", {"text": "They regularly shell the road"}, {"text": "Shells fell"}, "no"),
        ("lasting", {"text": "Shells fell"}, {"text": "A nine-year-old boy died, and a girl ten months old"}, "no"),
        ("initiator", {"by": "Army of Lod"}, {"by": "Lod Air Force"}, "related"),
        ("initiator", {"by": "Red Column"}, {"by": "Green Column"}, "related"),
        ("initiator", {"by": "Red Column"}, {"by": "Army of Lod"}, "apart"),
        ("harm", {"killed": {"all": [9, 9]}}, {"killed": {"all": [9, 9]}}, "same"),
        ("harm", {"killed": {"all": [9, 9]}}, {"killed": {"all": [11, -1]}}, "apart"),
        ("harm", {"killed": {"all": [9, 9]}, "source": "x"}, {"killed": {"all": [11, 11]}, "source": "x"}, "self"),
        ("harm", {"killed": {"all": [9, -1]}}, {"killed": {"all": [11, 11]}}, "overlap"),
        ("harm", {"killed": {"all": [9, 9]}}, {"killed": {"children": [4, 4]}}, "part"),
        ("harm", {"killed": {"all": [9, 9]}}, {"injured": {"all": [9, 9]}}, "one"),
        ("source", {"source": "doctor"}, {}, "other"),
        ("speaker", {"by": "Army of Lod", "source": "doctor"}, {}, "paper"),
        ("speaker", {"by": "Army of Lod"}, {"source": "Army of Lod"}, "did"),
        ("speaker", {"by": "Army of Lod"}, {"source": "Lod Air Force", "stance": "admits"}, "did_answer"),
        ("speaker", {"at": "Red Column"}, {"source": "Red Column", "stance": "claims"}, "hit_answer"),
        ("speaker", {"by": "Army of Lod", "at": "Red Column"}, {"source": "Red Column"}, "hit"),
        ("speaker", {"by": "Army of Lod"}, {"source": "doctor", "stance": "doubts"}, "none_answer"),
        ("speaker", {"by": "Army of Lod", "source": "Army of Lod"}, {"source": "doctor"}, "none"),
        ("stance", {"stance": "denies", "polarity": "denied"}, {}, "answer"),
        ("stance", {"stance": "denies", "polarity": "denied"}, {"type": "bombing"}, "response"),
        ("stance", {"stance": "claims"}, {}, "response"),
        ("apart_word", {"text": "Shells fell"}, {"text": "Another round fell"}, "yes"),
    ],
)
def test_levels(name, left, right, expected):
    assert level(name, left, right) == expected


@pytest.mark.parametrize(("whole", "parts", "total"), [(12, (9, 3), True), (5, (3, 2), False), (12, (11, 1), False)])
def test_a_toll_that_sums_up_others(whole, parts, total):
    rows = [{"doc": "a", "place": "Torva province", "killed": {"all": [whole, whole]}}]
    rows += [{"doc": "a", "place": p, "killed": {"all": [n, n]}} for p, n in zip(("Torva", "Mirn"), parts, strict=True)]
    assert [f.total for f in facts_of(reports(rows)[0][0], load_rules())] == [total, False, False]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ([], "here"),
        (["Torva"], "here"),
        (["Torva market"], "here"),
        ([None], "here"),
        (["Mirn"], "moved"),
        (["Mirn", "Kelesh", "Mirn"], "far"),
    ],
)
def test_scene_counts_the_other_places_between(between, expected):
    rows = [{"doc": "a", "place": p} if p else {"doc": "a"} for p in ["Torva", *between, None]]
    facts = facts_of(reports(rows)[0][0], load_rules())
    assert compare.scene(facts[0], facts[-1], context()) == expected
    assert compare.scene(facts[-1], facts[0], context()) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"killed": {"all": [9, 9], "children": [4, 4]}}, {"killed": {"civilians": [9, -1], "women": [6, 6]}}, "same"),
        ({"killed": {"all": [9, 9]}}, {"killed": {"all": [11, 13]}}, "overlap"),
        ({"killed": {"all": [9, 9], "children": [4, 4]}}, {"killed": {"all": [4, 4]}}, "apart"),
        ({"killed": {"all": [2, -1]}}, {"killed": {"all": [2, 2]}}, "one"),
        ({"killed": {"all": [9, 9]}}, {"injured": {"all": [9, 9]}}, "one"),
        ({"injured": {"all": [9, 9]}}, {"injured": {"all": [9, 9]}, "killed": {"all": [3, 3]}}, "same"),
        ({"killed": {"all": [9, 9]}}, {}, "one"),
        ({}, {}, "none"),
    ],
)
def test_two_reports_are_compared_by_their_main_toll(left, right, expected):
    readings, _ = reports([{"doc": "a", **left}, {"doc": "b", **right}])
    (a,), (b,) = (facts_of(r, load_rules()) for r in readings)
    assert dict(compare.levels(a, b, ACROSS, context()))["harm"] == expected


def test_a_link_is_explained_weightiest_first():
    weights = load_rules().within
    rows = compare.explain((("type", "same"), ("place", "apart")), weights)
    assert len(rows) == 2
    assert sorted(rows, key=lambda r: -abs(float(r.split()[-1]))) == list(rows)


@pytest.mark.parametrize(
    ("day", "told", "level"), [("2031-05-02", "2031-05-04", "overlap"), ("2031-05-06", "2031-05-04", "near")]
)
def test_the_day_of_telling_lies_after_that_of_the_event(day, told, level):
    rows = [
        {"doc": "a", "type": "shelling", "place": "Torva", "day": day},
        {"doc": "b", "type": "shelling", "place": "Torva", "day": told},
    ]
    first, second = (f for r in reports(rows)[0] for f in facts_of(r, load_rules()))
    assert compare.date_across(first, replace(second, told=True), context()) == level
    assert compare.date_across(replace(second, told=True), first, context()) == level
    assert compare.date_across(first, second, context()) == "near"

"""Who holds a place, from when to when."""

from __future__ import annotations

from made_reports import actor_id, reports

from dateline.incidents import join
from dateline.model import Document

LOD, RED, BLACK = actor_id("Army of Lod"), actor_id("Red Column"), actor_id("Black Banner")


def held(rows, papers=None):
    readings, names = reports(rows, papers)
    back = {v: k for k, v in names.items()}
    return [
        (h.place.name, h.holder, h.start, h.end, [back[c] for c in h.claims], [back[c] for c in h.contested_by])
        for h in join(readings).holdings
    ]


def taken(doc, day, to, from_=None, **more):
    control = {"to": to} | ({"from_": from_} if from_ else {})
    return {"doc": doc, "type": "territory_taken", "place": "Torva", "day": day, "by": to, "control": control, **more}


def test_a_change_ends_one_holding_and_begins_another():
    rows = [
        {
            "doc": "a",
            "type": "control_state",
            "place": "Torva",
            "by": "Red Column",
            "control": {"holder": "Red Column"},
        },
        taken("b", "2031-06-10", "Army of Lod", "Red Column"),
    ]
    assert held(rows, {"b": {"published": "2031-06-11"}}) == [
        ("Torva", RED, None, "2031-06-10", ["a1"], []),
        ("Torva", LOD, "2031-06-10", None, ["b1"], []),
    ]


def test_a_denial_contests():
    rows = [
        taken("a", "2031-05-02", "Army of Lod", source="Army of Lod"),
        taken("a", "2031-05-02", "Army of Lod", source="Red Column", stance="denies", polarity="denied", same=["a1"]),
    ]
    assert held(rows) == [("Torva", LOD, "2031-05-02", None, ["a1"], ["a2"])]


def test_a_rival_state_contests():
    rows = [
        {"doc": "a", "type": "control_state", "place": "Torva", "control": {"holder": "Red Column"}},
        {"doc": "b", "type": "control_state", "place": "Torva", "control": {"holder": "Black Banner"}},
    ]
    found = held(rows)
    assert {h[1]: h[5] for h in found} == {RED: ["b1"], BLACK: ["a1"]}


def test_a_capture_without_control_goes_to_who_took_it():
    row = {"doc": "a", "type": "territory_taken", "place": "Torva", "day": "2031-05-02", "by": "Army of Lod"}
    assert held([row]) == [("Torva", LOD, "2031-05-02", None, ["a1"], [])]


def test_a_planned_capture_holds_nothing():
    assert held([taken("a", "2031-05-20", "Army of Lod", status="planned")]) == []


def test_a_place_that_is_taken_and_taken_back():
    papers = {"b": {"published": "2031-06-11"}, "c": {"published": "2031-07-21"}}
    rows = [
        taken("a", "2031-05-02", "Army of Lod", "Black Banner"),
        taken("b", "2031-06-10", "Black Banner", "Army of Lod"),
        taken("c", "2031-07-20", "Army of Lod", "Black Banner"),
    ]
    assert held(rows, papers) == [
        ("Torva", LOD, "2031-05-02", "2031-06-10", ["a1"], []),
        ("Torva", LOD, "2031-07-20", None, ["c1"], []),
        ("Torva", BLACK, "2031-06-10", "2031-07-20", ["b1"], []),
    ]


def test_a_denial_of_an_ally_contests_and_an_ally_that_comes_in_ends_nothing():
    rows = [
        taken("a", "2031-05-02", "Red Column", source="Red Column"),
        taken("a", "2031-05-03", "Green Column", source="Red Column"),
        taken("a", "2031-05-02", "Green Column", source="Army of Lod", stance="denies", polarity="denied", same=["a1"]),
    ]
    assert held(rows)[0] == ("Torva", RED, "2031-05-02", None, ["a1"], ["a3"])


def test_a_holding_names_its_place_as_most_of_its_claims_spell_it():
    red = {"holder": "Red Column"}
    rows = [
        taken("a", "2031-05-02", "Army of Lod", called="Torwa"),
        taken("b", "2031-05-02", "Army of Lod", called="Torvah"),
        taken("c", "2031-05-02", "Army of Lod", called="Torwa"),
        {"doc": "d", "type": "control_state", "place": "Torva", "called": "Thorva", "control": red},
        {"doc": "e", "type": "control_state", "place": "Mirn", "called": "MIRN", "control": red},
    ]
    assert {(h[0], h[1]) for h in held(rows)} == {("Torwa", LOD), ("Thorva", RED), ("Mirn", RED)}


def test_a_place_that_is_only_lent_tells_nothing_by_itself(machine):
    """ "Took a hill" behind what is told of a town: who took it does not hold the town."""

    def holders(text):
        reading = next(machine.readings([Document(id="d", uri="t", text=text, published="2015-06-10", language="en")]))
        return {h.holder for h in join([reading]).holdings}

    seized = "The rebels seized Bentiu on Friday."
    alone = holders(seized)
    assert len(alone) == 1
    assert holders(f"{seized} The army said it had captured two bases.") == alone
    assert holders(f"{seized} They have held the town since then.") == alone

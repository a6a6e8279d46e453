"""Who took, lost or holds a place: the sides of a claim of control, each by an actor's id."""

from __future__ import annotations

import pytest

from dateline.claims.control import handed
from dateline.incidents import join
from dateline.model import Control, Document, Participant

# The text, and of each claim of control: the place's words, who lost it, who took it, who holds it.
CASES = [
    ("The army lost Bentiu to the rebels on Monday.", [("Bentiu", "South Sudanese Army", "rebels", None)]),
    ("The operation captured the Taliban stronghold of Musa Qala.", [("Musa Qala", "Taliban", None, None)]),
    ("Shells fell on Misrata despite a truce in the rebel enclave.", [("Misrata", None, None, "rebels")]),
    ("The town of Merca and all land west of it lie in rebel hands.", [("Merca", None, None, "rebels")]),
    ("The Taliban are cornered in part of Helmand province.", [("Helmand province", None, None, "Taliban")]),
    ("Jets bombed Merca, the last port still in rebel hands, on Monday.", [("Merca", None, None, "rebels")]),
    (
        "The rebels hold Douma. They hold ground in the Eastern Ghouta area too.",
        [("Douma", None, None, "rebels"), ("Eastern Ghouta", None, None, "rebels")],
    ),
    ("The army is in full control of Bouake.", [("Bouake", None, None, "Ivorian Army")]),
    ("Al-Shabaab retains the old port of Merca.", [("Merca", None, None, "Al-Shabaab")]),
    (
        "Camps stand in Taiz province to house them in Houthi-controlled territory.",
        [("Taiz", None, None, "Houthis")],
    ),
    (
        "Pro-government tribesmen hold Zinjibar and Lawdar.",
        [(town, None, None, "Pro-government tribal fighters") for town in ("Zinjibar", "Lawdar")],
    ),
    (
        "Rebels stormed Bentiu on Friday. The army denied that the town had fallen.",
        [("", "South Sudanese Army", None, None)],
    ),
    (
        "The army said it had not lost Bentiu. It withdrew from Koch to Leer on Monday.",
        [("Bentiu", "South Sudanese Army", None, None), ("Koch", "South Sudanese Army", None, None)],
    ),
    (
        "The rebels seized Bentiu on Friday. The army had withdrawn towards Leer.",
        [("Bentiu", None, "rebels", None), ("-", "South Sudanese Army", None, None)],
    ),
    (
        "Malian guardsmen chased the mutineers from Gao, Ansongo and Bourem, then seized the bridge at Labbezanga.",
        [(town, "mutineers", "Malian Army", None) for town in ("Gao", "Ansongo", "Bourem")]
        + [("Labbezanga", None, "Malian Army", None)],
    ),
    ("Rwanda acknowledged the loss of Bukavu.", [("Bukavu", "Rwanda", None, None)]),
    ("Bukavu fell on the second day. Then, at dawn, Uvira fell.", [("Bukavu", *[None] * 3), ("Uvira", *[None] * 3)]),
    ("The general staff announced the capture of Menaka.", [("Menaka", None, "Malian Army", None)]),
    (
        "The Polisario Front declared that Tifariti had been liberated.",
        [("Tifariti", None, "Polisario Front", None)],
    ),
    ("Witnesses confirmed the recapture of Gao from the rebels.", [("Gao", "rebels", None, None)]),
    (
        "The Azerbaijani flag was raised over the town hall of Lachin.",
        [("Lachin", None, "Azerbaijani government", None)],
    ),
    ("Gao was declared clear of rebels on Tuesday.", [("Gao", "rebels", None, None)]),
    (
        "Chadian rebels drove into Abeche at dawn. The soldiers there had fled the town.",
        [("Abeche", None, "Chadian rebels", None), ("", "Chadian Army", None, None)],
    ),
    (
        "French troops walked into Kidal after the Tuareg fighters melted away.",
        [("Kidal", None, "French Army", None), ("", "Tuareg fighters", None, None)],
    ),
    ("The port of Uvira was in Tutsi hands by Friday.", [("Uvira", None, None, "Tutsi forces")]),
    ("Bougouni was taken by noon.", [("Bougouni", *[None] * 3)]),
    ("Ethiopia handed the town of Zalambessa back to Eritrea.", [("Zalambessa", "Ethiopia", "Eritrea", None)]),
    (
        "Rebels who took Kailahun on Monday swept into Pendembu a day later.",
        [("Pendembu", None, "rebels", None), ("Kailahun", None, "rebels", None)],
    ),
    ("Peacekeepers rolled into Bunia under the accord.", []),
    ("The army entered Menaka on Sunday after a week of fighting.", [("Menaka", None, "Malian Army", None)]),
    ("Congolese troops have cleared the town of Sake of rebels.", [("Sake", "rebels", "Congolese Army", None)]),
    ("The town of Asosa surrendered on Monday.", [("Asosa", None, None, None)]),
    ("Kidal and Menaka are rebel towns now.", [("Kidal", None, None, "rebels"), ("Menaka", None, None, "rebels")]),
    ("The army admitted the loss of the air base at Menaka.", [("Menaka", "Malian Army", None, None)]),
    (
        "The Polisario Front claimed to have reached the coast after taking Guelta Zemmur.",
        [("Guelta", None, "Polisario Front", None)],
    ),
    (
        "Tuareg fighters, having driven the army out of Menaka, rested on Monday.",
        [("Menaka", "Malian Army", "Tuareg fighters", None)],
    ),
    ("El Obeid is the last city in Kordofan that the army still holds.", [("El Obeid", None, None, "Sudanese Army")]),
    ("The hills beyond Aru belong to the rebels.", [("Aru", None, None, "rebels")]),
    ("The valley of Kidal is rebel country now.", [("Kidal", None, None, "rebels")]),
    ("The militants are in charge of Menaka.", [("Menaka", None, None, "militants")]),
    ("The garrison at Tessalit surrendered on Sunday.", [("Tessalit", "Malian Army", None, None)]),
    ("Police are holding a Kenyan over the bombing in Mombasa.", []),
    ("Six teachers taken from a school in Jolo remain in the hands of the rebels.", []),
]


def read(machine, text):
    document = Document(id="d", uri="t", text=text, published="2015-06-10", language="en")
    return next(machine.readings([document]))


@pytest.mark.parametrize(("text", "want"), CASES, ids=[text[:40] for text, _ in CASES])
def test_the_sides_of_a_claim_of_control(text, want, machine):
    reading = read(machine, text)
    names = {None: None} | {a.id: a.name for a in reading.actors}
    found = [(c.place.name, c.place.span, c.control) for c in reading.claims if c.control]
    assert [(names[k.from_], names[k.to], names[k.holder]) for _, _, k in found] == [w[1:] for w in want]
    assert all(span is None or w[0] in span.text for (_, span, _), w in zip(found, want, strict=True))


def test_a_side_that_no_list_knows_has_an_id_and_a_row(machine):
    reading = read(machine, "Zorbak said that it had seized the town of Kisoro on Monday.")
    (taker,) = (c.control.to for c in reading.claims if c.control)
    assert {a.id: a.name for a in reading.actors}[taker] == "Zorbak"
    assert taker != "Zorbak"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Government troops captured Taiz on Monday.", ["Taiz"]),
        ("Government troops made gains inside Taiz on Monday.", []),
        ("The rebels have captured wide areas of northern Mali.", []),
        ("BAMAKO, Mali (CW) - Rebels captured the hill of Kelwimbo on Monday.", ["Kelwimbo"]),
        ("The rebels control all of Mali.", []),
    ],
)
def test_gains_and_unbounded_land_are_no_holding(text, places, machine):
    assert [h.place.name for h in join([read(machine, text)]).holdings] == places


def test_the_taker_follows_the_doers():
    was = Participant(role="initiator", actor="a", name="A")
    charged = Participant(role="initiator", actor="b", name="B")
    assert handed(Control(from_="c", to="a"), [was], [charged]) == Control(from_="c", to="b")
    assert handed(Control(holder="a"), [was], []) == Control(holder="a")
    assert handed(None, [was], [charged]) is None

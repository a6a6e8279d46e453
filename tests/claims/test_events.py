"""Claims of events: each type in the forms that papers use, and what must hold of any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.claims.words import lexicon
from dateline.model import Document

WAYS = [
    tuple(part.strip() for part in line.split(" | ", 1))
    for line in (Path(__file__).parent / "cases" / "ways.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
CASES = [
    (f"{path.stem}: {case['form']}", case)
    for path in sorted((Path(__file__).parent / "cases" / "events").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
THREE = (
    "The Iraqi army recaptured the town of Sinjar on Saturday, the Geneva-based Ezidi Observatory for Human Rights "
    "said. Ankara denies it strikes civilians in Libya. Opposition activists reported at "
    "least 14 civilians were killed amid heavy Yemeni government shelling of a rebel-held pocket near Taiz "
    "Sunday."
)


def claims_of(machine, text, published="2021-06-15", title=None):
    document = Document(id="d", uri="t", title=title, text=text, published=published, language="en")
    return next(machine.readings([document])).claims


def names(claim, role):
    return [p.name for p in claim.participants if p.role == role]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_cases(case, machine):
    found = claims_of(machine, case["text"], title=case.get("title"))
    assert [c.type for c in found] == [c["type"] for c in case["claims"]]
    for claim, want in zip(found, case["claims"], strict=True):
        for field in ("status", "polarity", "stance", "acled"):
            if field in want:
                assert getattr(claim, field) == want[field]
        if "place" in want:
            assert claim.place is not None
            assert claim.place.span is None or want["place"] in claim.place.span.text
        if "source" in want:
            assert claim.source is not None
            assert want["source"] in claim.source.name
        if "evidence" in want:
            assert want["evidence"] in claim.evidence.text
        for role in ("initiators", "targets"):
            if role in want:
                assert names(claim, role[:-1]) == want[role]


def test_ways_of_telling_an_event(machine):
    documents = [
        Document(id=str(n), uri="t", text=text, published="2021-06-15", language="en")
        for n, (_, text) in enumerate(WAYS)
    ]
    found = [",".join(c.type for c in reading.claims) or "-" for reading in machine.readings(documents)]
    wrong = [(text, want, got) for (want, text), got in zip(WAYS, found, strict=True) if got != want]
    assert not wrong


def test_the_reporter_is_never_the_perpetrator(machine):
    taken, denial, shelling = (c for c in claims_of(machine, THREE, "2017-10-30") if c.type != "control_state")
    assert (taken.type, taken.source.kind, taken.stance) == ("territory_taken", "monitor", "reports")
    assert "Observatory" in taken.source.name
    assert names(taken, "initiator") == ["Iraqi Army"]
    assert (taken.place.span.text, taken.when.start) == ("Sinjar", "2017-10-28")
    assert (denial.stance, denial.polarity, denial.when) == ("denies", "denied", None)
    assert names(denial, "initiator") == [denial.source.name]
    assert names(denial, "target") == ["civilians"]
    assert (shelling.type, shelling.source.kind) == ("shelling", "activist")
    assert names(shelling, "initiator") == ["Yemeni Army"]
    assert [(h.effect, h.group, h.low, h.high) for h in shelling.harm] == [("killed", "civilians", 14, None)]
    assert "Taiz" in shelling.place.span.text
    assert shelling.when.start == "2017-10-29"


def test_every_type_is_tried():
    wanted = {c["type"] for _, case in CASES for c in case["claims"]}
    assert wanted == set(lexicon().ontology.types)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text(machine, text):
    for claim in claims_of(machine, text):
        for span in (claim.evidence, claim.trigger):
            assert text[span.start : span.end] == span.text
        assert claim.evidence.text


SOUP = "the army rebels shelled killed bomb in Goma attack by of five people on Monday said and was fled that to"
WORDS = SOUP.split()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_order_of_words(machine, words):
    text = " ".join(words)
    found = claims_of(machine, text)
    assert len({c.id for c in found}) == len(found)
    order = [(c.evidence.start, c.trigger.start) for c in found]
    assert order == sorted(order)
    ids = {c.id for c in found}
    assert all(set(c.same_as) <= ids for c in found)
    assert found == claims_of(machine, text)


def test_another_strike_is_told_apart(machine):
    text = "An air strike hit a market in Sirte on Monday, killing nine people. Another air strike killed four."
    first, second = claims_of(machine, text)
    assert second.apart_from == (first.id,)
    assert not second.same_as


def test_the_strike_is_the_same(machine):
    text = "An air strike hit a market in Sirte on Monday. Medics said the strike killed nine people."
    first, second = claims_of(machine, text)
    assert second.same_as == (first.id,)
    assert (second.type, second.when.start, second.place.id) == ("air_strike", first.when.start, first.place.id)
    assert second.place.span is None


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban denied any part in a bombing that killed eleven people at a bus station in Kabul on Saturday, but "
        "said its men had stormed a police post there, killing four officers.",
        "The Taliban denied having any role in the explosion that killed eleven people at a bus station in Kabul on "
        "Saturday. It said its men had stormed a police post there, killing four officers.",
    ],
)
def test_what_is_denied_is_what_the_denial_names(machine, text):
    found = claims_of(machine, text)
    denied = next(c for c in found if c.polarity == "denied")
    fight = next(c for c in found if c.type == "armed_clash")
    assert denied.type == "bombing"
    assert fight.id not in denied.same_as
    assert denied.id not in fight.same_as
    assert "stormed" not in denied.evidence.text
    told = [c for c in found if c.harm and c.harm[0].low == 11]
    assert all("stormed" not in c.evidence.text for c in told)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed eight people outside a bank in Kandahar on Friday. Minutes later there was another explosion, "
        "police said.",
        "A car bomb went off at a bank in Kandahar on Friday and killed eight people. A guard heard a second blast.",
    ],
)
def test_the_next_blow_of_one_attack_is_no_other_attack(machine, text):
    found = claims_of(machine, text)
    assert not any(c.apart_from for c in found)
    assert all(c.same_as == (found[0].id,) for c in found[1:])


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("Six lorries were burnt.", "The governor blamed Al-Shabaab."),
        ("Several huts were set on fire.", "Al-Shabaab denied responsibility."),
    ],
)
def test_who_is_blamed_after_what_was_burnt_is_blamed_for_the_ambush(machine, told, answer):
    text = f"Two drivers were killed when a convoy was ambushed near Merca on Sunday, police said. {told} {answer}"
    found = claims_of(machine, text)
    ambush, last = found[0], found[-1]
    assert last.stance in ("accuses", "denies")
    assert last.type == ambush.type
    assert last.same_as == (ambush.id,)


def test_a_second_bomb_hours_later_is_another_attack(machine):
    text = (
        "A bomb went off at a bank in Kandahar on Friday and killed eight people. In the evening a second bomb "
        "exploded at a hotel. Three guards died in that blast, medics said."
    )
    found = claims_of(machine, text)
    first, second = found[0], found[1]
    assert second.apart_from == (first.id,)
    assert all(first.id not in c.same_as for c in found[1:])


def test_the_bomb_of_a_suicide_bombing_is_the_bombing(machine):
    text = "A suicide bomber killed eight people in Kandahar on Friday. Guards had fired before his vest exploded."
    assert "bombing" not in {c.type for c in claims_of(machine, text)}


def test_two_towns_taken_are_two_claims_also_when_nobody_knows_them(machine):
    text = "Mali: The militants captured the towns of Tinzaoura and Ouladmir on Saturday, residents of Gao said."
    claims = [c for c in claims_of(machine, text) if c.type == "territory_taken"]
    assert [c.place and c.place.name for c in claims] == ["Tinzaoura", "Ouladmir"]
    assert claims[0].id in claims[1].apart_from


def test_evidence_is_a_clause_and_no_bare_infinitive(machine):
    text = (
        "Heavy fighting in northern Mali has forced tens of thousands of civilians to flee, aid workers said on Monday."
    )
    claims = [c for c in claims_of(machine, text) if c.type == "displacement"]
    assert claims
    assert all("civilians" in c.evidence.text for c in claims)


def test_what_an_attack_ended_in_and_the_count_of_attacks_are_one_event(machine):
    (claim,) = claims_of(
        machine,
        "Rebels attacked an army base outside Lira on Thursday, killing one soldier and wounding two in the third "
        "rebel attack on the base in two months.",
    )
    assert {(h.effect, h.low) for h in claim.harm} == {("killed", 1), ("injured", 2)}


def test_what_was_avenged_was_not_done_by_who_avenged_it(machine):
    (claim,) = claims_of(
        machine,
        "Rebels shot dead 12 millers in Kitgum on Monday in revenge for an army raid on their camp.",
    )
    assert not any("Army" in p.name for p in claim.participants)

"""Parties that a claim leaves out are lent from the rest of the report, and only then."""

from __future__ import annotations

import pytest

from dateline.claims import Extractor
from dateline.ground import Grounder
from dateline.model import Claim, Document
from dateline.read import Reader


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder()


def claims(reader: Reader, grounder: Grounder, text: str) -> list[Claim]:
    document = Document(id="doc", uri="test", text=text, published="2012-06-12", language="en")
    (parsed,) = reader.read([document])
    return list(Extractor().extract(grounder.ground(parsed)).claims)


def names(claim: Claim, role: str) -> set[str]:
    return {p.name for p in claim.participants if p.role == role}


FOUGHT = "Nigerian troops fought Boko Haram fighters near Maiduguri on Monday. "
OTHERS = "Nigerian troops clashed with Niger Delta Avengers militants in Port Harcourt on Saturday. "


def test_the_one_opponent_is_the_target(reader: Reader, grounder: Grounder) -> None:
    last = claims(reader, grounder, FOUGHT + "The Nigerian army launched an offensive in Damaturu on Tuesday.")[-1]
    assert names(last, "initiator") == {"Nigerian Army"}
    assert names(last, "target") == {"Boko Haram"}
    assert any(w.rule == "the other side of the war" for w in last.why)


def test_whom_a_side_fights_it_besieges(reader: Reader, grounder: Grounder) -> None:
    last = claims(reader, grounder, FOUGHT + "The Nigerian army besieged Damaturu on Tuesday.")[-1]
    assert (last.type, names(last, "target")) == ("siege", {"Boko Haram"})
    assert any(w.rule == "whom they fight in this report" for w in last.why)


def test_with_two_opponents_nothing_is_lent(reader: Reader, grounder: Grounder) -> None:
    text = FOUGHT + OTHERS + "The Nigerian army launched an offensive in Damaturu on Tuesday."
    assert names(claims(reader, grounder, text)[-1], "target") == set()


def test_people_who_were_hurt_are_the_target(reader: Reader, grounder: Grounder) -> None:
    last = claims(reader, grounder, FOUGHT + "The Nigerian army shelled Damaturu on Tuesday, killing four civilians.")[
        -1
    ]
    assert names(last, "target") == {"civilians"}


def test_the_operation_is_theirs_who_began_it(reader: Reader, grounder: Grounder) -> None:
    text = "Chad began a military operation near Diffa on Monday. The operation has captured four villages."
    last = claims(reader, grounder, text)[-1]
    assert (last.type, names(last, "initiator")) == ("territory_taken", {"Chad"})


def test_each_accuses_the_other(reader: Reader, grounder: Grounder) -> None:
    found = claims(reader, grounder, "Azerbaijan and Armenia accused each other of shelling Berdzor.")
    assert {(c.source.name, *names(c, "initiator")) for c in found if c.source} == {
        ("Azerbaijan", "Armenia"),
        ("Armenia", "Azerbaijan"),
    }


def test_from_whom_a_place_was_taken(reader: Reader, grounder: Grounder) -> None:
    troops = "The Malian army sent troops to Kidal on Monday. "
    last = claims(reader, grounder, troops + "Ansar Dine seized the town of Tessalit on Tuesday.")[-1]
    assert (last.type, names(last, "target")) == ("territory_taken", {"Malian Army"})
    last = claims(reader, grounder, troops + "Ansar Dine has captured nine villages since 2012.")[-1]
    assert (last.type, names(last, "target")) == ("territory_taken", set())


def test_the_other_side_of_the_war(reader: Reader, grounder: Grounder) -> None:
    text = "The Malian army sent troops to Kidal on Monday. Ansar Dine launched an offensive near Tessalit."
    last = claims(reader, grounder, text)[-1]
    assert (names(last, "initiator"), names(last, "target")) == ({"Ansar Dine"}, {"Malian Army"})
    assert any(w.rule == "the other side of the war" for w in last.why)


def test_two_air_strikes_have_each_a_target(reader: Reader, grounder: Grounder) -> None:
    text = "Kenyan jets bombed al-Shabaab fighters in Jilib on Monday. Kenyan jets also struck Jilib on Tuesday."
    last = claims(reader, grounder, text)[-1]
    assert (last.type, names(last, "target")) == ("air_strike", set())


def test_whom_the_same_air_strike_hit(reader: Reader, grounder: Grounder) -> None:
    text = (
        "Kenyan jets bombed al-Shabaab fighters in Jilib on Monday. Elders said there were heavy air strikes on Jilib."
    )
    last = claims(reader, grounder, text)[-1]
    assert (last.type, names(last, "target")) == ("air_strike", {"Al-Shabaab"})


def test_of_a_bridge_it_is_told_what_was_hit(reader: Reader, grounder: Grounder) -> None:
    text = "Kenyan jets bombed al-Shabaab fighters in Jilib on Monday. The jets also destroyed a bridge in Jilib."
    last = claims(reader, grounder, text)[-1]
    assert names(last, "target") == set()


def test_the_dead_whom_a_reporter_saw_are_nobodys(reader: Reader, grounder: Grounder) -> None:
    text = "Kenyan jets bombed a market in Jilib on Monday, killing nine people. A reporter saw six bodies in a mosque."
    last = claims(reader, grounder, text)[-1]
    assert not any(w.rule == "same event as told elsewhere" for w in last.why)


def test_police_that_have_not_acted_are_not_who_arrests(reader: Reader, grounder: Grounder) -> None:
    text = "Two men were arrested in Kisumu on Monday. The trial opens in May. Police were unavailable for comment."
    first = claims(reader, grounder, text)[0]
    assert (first.type, names(first, "initiator")) == ("arrest", set())


def test_no_side_where_two_may_be_meant(reader: Reader, grounder: Grounder) -> None:
    text = (
        "Ansar Dine and the MNLA quarrelled in Kidal on Monday. Malian troops captured the town of Tessalit on Tuesday."
    )
    assert names(claims(reader, grounder, text)[-1], "target") == set()


def test_who_counts_the_dead_of_the_other_side(reader: Reader, grounder: Grounder) -> None:
    last = claims(reader, grounder, "The Algerian army said nine militants were killed near Tizi Ouzou on Monday.")[-1]
    assert (names(last, "initiator"), last.stance) == ({"Algerian Army"}, "reports")

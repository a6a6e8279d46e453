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


def test_the_one_opponent_is_the_target(reader: Reader, grounder: Grounder) -> None:
    text = (
        "The Malian army fought Ansar Dine fighters near Konna on Monday. "
        "The Malian army launched a new offensive in Mopti on Tuesday."
    )
    last = claims(reader, grounder, text)[-1]
    assert names(last, "initiator") == {"Malian Army"}
    assert names(last, "target") == {"Ansar Dine"}
    assert any(w.rule == "whom they fight in this report" for w in last.why)


def test_with_two_opponents_nothing_is_lent(reader: Reader, grounder: Grounder) -> None:
    text = (
        "The Malian army fought Ansar Dine fighters near Konna on Monday. "
        "The Malian army fought the National Movement for the Liberation of Azawad near Kidal on Monday. "
        "The Malian army launched a new offensive in Mopti on Tuesday."
    )
    assert names(claims(reader, grounder, text)[-1], "target") == set()


def test_people_who_were_hurt_are_the_target(reader: Reader, grounder: Grounder) -> None:
    text = (
        "The Malian army fought Ansar Dine fighters near Konna on Monday. "
        "The Malian army shelled Konna on Tuesday, killing four civilians."
    )
    last = claims(reader, grounder, text)[-1]
    assert names(last, "target") == {"civilians"}

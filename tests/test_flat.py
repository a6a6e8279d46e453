"""Claims as flat rows, and the total of an effect over groups of people."""

from __future__ import annotations

import pytest

from dateline.flat import columns, frame, rows, total
from dateline.model import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Control,
    Document,
    Harm,
    Output,
    Participant,
    Producer,
    Source,
    Span,
)

SPAN = Span(start=0, end=4, text="Some")


def claim(**fields: object) -> Claim:
    return Claim(id="clm_1", document="doc_1", type="shelling", evidence=SPAN, trigger=SPAN, **fields)  # type: ignore[arg-type]


def output(*claims: Claim) -> Output:
    return Output(
        producer=Producer(version="0", model="m", ontology="o", gazetteer="g"),
        documents=(Document(id="doc_1", uri="a.txt", publisher="Gao Courier", published="2024-05-04"),),
        actors=(Actor(id="act_1", name="Malian Army", kind="state_forces"),),
        claims=claims,
    )


@pytest.mark.parametrize(
    ("harm", "wanted"),
    [
        ([], (None, None, None)),
        ([("all", 5, 5), ("children", 2, 2)], (5, 5, 5)),
        ([("civilians", 4, 4), ("children", 2, 2), ("fighters", 3, 3)], (7, 7, 7)),
        ([("children", 2, 2), ("women", 1, 1)], (3, 3, 3)),
        ([("children", 2, 2), ("journalists", 5, 5)], (5, 5, 5)),
        ([("civilians", 4, None), ("fighters", 3, 3)], (7, 7, None)),
    ],
)
def test_total(harm: list[tuple[str, int, int | None]], wanted: tuple[int | None, ...]) -> None:
    entries = [Harm(effect="killed", group=g, low=low, best=low, high=high) for g, low, high in harm]
    assert total([*entries, Harm(effect="injured", low=9, best=9, high=9)], "killed") == wanted


def test_a_row_has_names_and_numbers() -> None:
    full = claim(
        source=Source(name="Hospital", via=("Gao Radio",)),
        participants=(Participant(role="initiator", actor="act_1", name="the army"),),
        place=ClaimPlace(id="geonames:1", name="Gao", lat=16.3, lon=0.0, country="ML", span=SPAN),
        when=ClaimWhen(start="2024-05-03", end="2024-05-03", span=SPAN),
        harm=(Harm(effect="killed", low=3, best=3),),
        control=Control(to="act_1"),
    )
    (row,) = rows(output(full))
    assert list(row) == columns()
    assert (row["source"], row["via"], row["initiator"], row["control_to"]) == (
        "Hospital", "Gao Radio", "Malian Army", "Malian Army",
    )  # fmt: skip
    assert (row["place"], row["start"], row["killed_low"], row["killed_high"]) == ("Gao", "2024-05-03", 3, None)
    assert "" not in row.values()


def test_a_frame_has_types_even_when_empty() -> None:
    pytest.importorskip("pandas")
    for found in (output(), output(claim())):
        table = frame(found)
        assert list(table.columns) == columns()
        assert str(table["killed_low"].dtype) == "Int64"
        assert str(table["published"].dtype).startswith("datetime64")
    assert len(table) == 1

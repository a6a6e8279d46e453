"""What a person sees: every part of a claim, calm at any width, the same without colour."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from dateline.model import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Control,
    Dispute,
    DisputeValue,
    Document,
    Grade,
    Harm,
    Holding,
    Incident,
    Output,
    Participant,
    Place,
    Producer,
    Source,
    Span,
    Update,
    When,
)
from dateline.show.report import show
from dateline.show.words import number, quote

PLACE = {"id": "geonames:1", "name": "Ménaka", "lat": 15.9182, "lon": 2.4022, "country": "ML", "admin1": "Gao"}
DAY = {"start": "2024-05-03", "end": "2024-05-03"}


def span(text: str) -> Span:
    return Span(start=0, end=len(text), text=text)


def claim(id: str, document: str, stance: str, source: Source | None, words: str, **fields: object) -> Claim:
    return Claim(
        id=id, document=document, type="shelling", evidence=span(words), trigger=span("shelled"), source=source,
        stance=stance, place=ClaimPlace(**PLACE), when=ClaimWhen(**DAY), **fields,
    )  # type: ignore[arg-type]  # fmt: skip


WORDS = "the army shelled the market in Ménaka on Friday, killing at least six"
DENIAL = claim("c3", "d2", "denies", None, "it shelled no market", polarity="denied", control=Control(holder="army"))


def accusation(id: str, document: str) -> Claim:
    return claim(
        id, document, "accuses", Source(name="Azawad Front", via=("Sahel Wire",)), WORDS,
        participants=(
            Participant(role="initiator", actor="army", name="the army"),
            Participant(role="target", name="civilians"),
        ),
        harm=(
            Harm(effect="killed", group="civilians", low=6, best=6),
            Harm(effect="injured", low=1, best=1, high=1),
        ),
        means=("artillery",), struck=("market", "home"),
    )  # fmt: skip


OUTPUT = Output(
    producer=Producer(version="0", model="m", ontology="o", gazetteer="g"),
    documents=(
        Document(id="d1", uri="a", publisher="Sahel Wire", published="2024-05-04", title="[Shells] hit market"),
        Document(id="d2", uri="b", publisher="Gao Courier", published="2024-05-04", copies_of="d1"),
        Document(id="d3", uri="c.txt", language="fr"),
    ),
    actors=(Actor(id="army", name="Malian Army", kind="state_forces"),),
    claims=(accusation("c1", "d1"), accusation("c2", "d2"), DENIAL),
    incidents=(
        Incident(
            id="i1", title="Shelling in Ménaka, 3 May 2024", type="shelling", claims=("c1", "c2", "c3"),
            documents=("d1", "d2"), place=Place(**PLACE), when=When(**DAY), origins=2,
            disputes=(
                Dispute(
                    field="occurrence",
                    values=(
                        DisputeValue(value="happened", claims=("c1", "c2")),
                        DisputeValue(value="did not happen", claims=("c3",)),
                    ),
                ),
            ),
            updates=(
                Update(field="killed", from_="6", to="9", claims=()),
                Update(field="killed", from_="9", to="14", claims=()),
            ),
            grade=Grade(code="contested", reasons=("a party denies it",)),
        ),
    ),
    holdings=(
        Holding(place=Place(**PLACE), holder="army", start="2024-05-01", claims=("c3",), contested_by=("c1",)),
    ),
)  # fmt: skip


def shown(output: Output, **options: object) -> str:
    file = io.StringIO()
    show(output, Console(file=file, highlight=False, **{"width": 80, **options}))  # type: ignore[arg-type]
    return file.getvalue()


def test_every_part_of_a_claim_is_there() -> None:
    text = " ".join(shown(OUTPUT, width=200).split())
    for part in (
        "3 reports · 3 claims · 1 incident",
        "Shelling in Ménaka, 3 May 2024",
        "Ménaka, Gao ML, 15.92 N 2.40 E · 2 reports, 2 origins · contested (a party denies it)",
        "accuses Azawad Front, via Sahel Wire",
        "shelling by Malian Army, against civilians · Ménaka, Gao · 3 May 2024",
        "at least 6 civilians killed, 1 person injured · artillery · struck: market and home",
        f"“{WORDS}”",
        "Sahel Wire, 4 May 2024; also Gao Courier, 4 May 2024",
        "denies Gao Courier itself",
        "held by Malian Army",
        "disputed occurrence: happened (Azawad Front, via Sahel Wire) / did not happen (Gao Courier itself)",
        "updated killed: 6 → 9 → 14",
        "Ménaka: Malian Army, from 1 May 2024, said by Gao Courier itself, contested by Azawad Front, via Sahel Wire",
        "Sahel Wire, 4 May 2024: [Shells] hit market",
        "(repeats Sahel Wire, 4 May 2024)",
        "c.txt (not read: its language is fr)",
    ):
        assert part in text


def test_a_copy_is_not_shown_twice() -> None:
    assert shown(OUTPUT).count("accuses ") == 1


@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width_and_end_without_blanks(width: int) -> None:
    for line in shown(OUTPUT, width=width).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_without_colour_the_words_are_the_same() -> None:
    plain = shown(OUTPUT)
    assert "\x1b" not in plain
    bright = shown(OUTPUT, force_terminal=True, color_system="standard")
    assert Console().render_str(bright).plain  # it is there at all
    assert "\x1b[" in bright


def test_nothing_found() -> None:
    nothing = Output(producer=OUTPUT.producer, documents=(Document(id="d", uri="a.txt", language="en"),))
    text = shown(nothing)
    assert "1 report · 0 claims · 0 incidents" in text
    assert "0 claims  a.txt" in text


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [(6, 6, "6"), (6, None, "at least 6"), (24, 99, "24 to 99"), (0, 5, "up to 5"), (2000, 9999, "2,000 to 9,999")],
)
def test_numbers(low: int | None, high: int | None, wanted: str) -> None:
    assert number(low, high) == wanted


def test_a_long_quotation_is_cut_at_a_word() -> None:
    words = quote(claim("c", "d1", "reports", None, "shells fell " * 100))
    assert len(words) < 330
    assert words.endswith(("shells …”", "fell …”"))

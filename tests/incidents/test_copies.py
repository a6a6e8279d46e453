"""Reports that repeat another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from made_copies import archive
from made_reports import reports

from dateline.incidents import join
from dateline.incidents.copies import (
    alike,
    credited,
    find_copies,
    furniture,
    meet,
    order_of,
    originals,
    runs_of,
    too_late,
)
from dateline.incidents.facts import fold, publisher_key
from dateline.model import Document, document_id

DISPATCH = (
    "Torva, 3 May. Terrorist shells fell on the old quarter of Torva on Friday evening, killing nine people "
    "and wounding twenty others, a police source told the agency. The source added that the shells damaged "
    "homes, a bakery and the electricity lines along the river road. Ambulances carried the wounded to the "
    "city clinic, where doctors said that three of them were in a critical state. The governor visited the "
    "clinic and promised help to the families."
)
EDITED = (
    "Terrorist shells fell on the old quarter of Torva on Friday evening, killing nine persons and injuring "
    "twenty others, a police source said. The source added that the shells damaged homes, a bakery and the "
    "electricity lines along the river road. Ambulances carried the wounded to the city clinic, where doctors "
    "said that three of them were in critical condition."
)
OTHER = (
    "Nine people died when the old quarter of Torva came under fire on Friday, its rescue service reported. "
    "Volunteers dug through the night for people under the ruins of a bakery. Among the dead were a teacher "
    "and her two sons, said a neighbour who had been standing in the bread line. The army did not answer "
    "calls."
)


def document(text: str, publisher: str, published: str | None = "2031-05-03") -> Document:
    return Document(
        id=document_id(publisher, published, None, text),
        uri=publisher,
        publisher=publisher,
        published=published,
        text=text,
    )


def test_the_same_text_and_an_edited_one_are_copies():
    first, second = document(DISPATCH, "Agency"), document(DISPATCH, "Mirror", "2031-05-04")
    edited = document(EDITED, "Daily", "2031-05-05")
    assert find_copies([edited, second, first]) == {second.id: first.id, edited.id: first.id}


def test_another_telling_of_the_same_event_is_no_copy():
    assert find_copies([document(DISPATCH, "Agency"), document(OTHER, "Weekly")]) == {}


def test_of_one_day_the_one_that_credits_the_other_is_the_copy():
    wire = document(DISPATCH, "Torva Wire")
    for extra in range(8):  # whatever the ids
        paper = document(f"TORVA (Torva Wire): {EDITED} {extra}", f"Paper {extra}")
        assert find_copies([paper, wire]) == {paper.id: wire.id}


def test_no_date_comes_last():
    dated, undated = document(DISPATCH, "Agency"), document(DISPATCH, "Mirror", None)
    assert find_copies([undated, dated]) == {undated.id: dated.id}


@pytest.mark.parametrize("text", ["", "  ", "Nine died.", "؟؟"])
def test_short_texts_copy_only_the_very_same_words(text):
    one, two = document(text, "A"), document(text, "B")
    assert len(find_copies([one, two])) == (1 if any(c.isalnum() for c in text) else 0)
    assert find_copies([one, document("Ten died.", "B")]) == {}


def test_a_copy_adds_no_origin():
    row = {"text": DISPATCH, "place": "Torva", "day": "2031-05-02", "killed": {"all": [9, 9]}}
    readings, _ = reports([{"doc": "a", **row}, {"doc": "b", **row}], {"b": {"published": "2031-05-04"}})
    joined = join(readings)
    assert [d.copies_of for d in joined.documents] == [None, joined.documents[0].id]
    assert [(len(i.claims), i.origins) for i in joined.incidents] == [(2, 1)]


LEDE = " ".join(f"word{n}" for n in range(40))
BODY = (
    "Terrorist shells fell on the old quarter of Torva on Friday evening, killing nine persons and injuring twenty "
    "others, a police source said. The source added that the shells damaged homes, a bakery and the electricity lines."
)


def test_two_papers_that_use_one_dispatch_in_their_own_frame():
    one = document(f"{LEDE}. {BODY}", "Daily")
    two = document(f"Our man in the north writes. {BODY} More on page three, with a map of the old quarter.", "Weekly")
    assert find_copies([two, one]) == {max(one.id, two.id): min(one.id, two.id)}


def test_what_a_site_prints_every_day_makes_no_copy():
    site = " ".join(f"line{n} of the page foot" for n in range(12))
    days = [
        document(f"Event number {n} took place in town {n * 7}. {site}", f"P{n}", f"2031-05-{n + 10}") for n in range(9)
    ]
    assert find_copies(days) == {}


def test_one_publisher_uses_its_own_lines_again():
    one = document(f"{LEDE}. {BODY}", "Daily", "2031-05-03")
    two = document(f"Something else happened on Sunday in Mirn and Kelesh. {BODY}", "Daily", "2031-05-04")
    assert find_copies([one, two]) == {}


def test_nobody_prints_a_dispatch_a_year_later():
    assert find_copies([document(DISPATCH, "Agency"), document(EDITED, "Daily", "2032-05-03")]) == {}


@pytest.mark.parametrize("seed", range(6))
def test_pair_by_pair_gives_the_same(seed: int) -> None:
    """What Spark does in pieces: all pairs looked at, then the originals from what was found."""
    documents = archive(seed)
    found = find_copies(documents)
    assert len(found) > 2
    papers = {fold(d.publisher) for d in documents if d.publisher}
    runs = {d.id: runs_of(d.text) for d in documents}
    dull = furniture(documents, runs)
    assert len(dull)
    telling = {i: np.setdiff1d(r, dull) for i, r in runs.items()}
    pairs = []
    for a, b in combinations(documents, 2):
        one, other = telling[a.id], telling[b.id]
        shared = len(np.intersect1d(one, other))
        like = alike(shared, len(one), len(other), publisher_key(a) == publisher_key(b))
        if like and meet(one, other) and not too_late(a, b):
            pairs.append((b.id, a.id))
    order = [order_of(d, not papers.isdisjoint(credited(d))) for d in documents]
    assert originals(order, {i: r.tobytes() for i, r in runs.items() if len(r)}, pairs) == found

"""Who is named among the dead, as children, women and men of the toll."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.model import Document

if TYPE_CHECKING:
    from dateline.machine import Machine

HEAD = "A rocket struck a house in Kadugli on Sunday. "

CASES = [
    (
        "Five people were killed. Musa Bakhit, 61, was killed along with his wife Awa, their daughter Nada (24) and two"
        " sons, Idris, 9, and Omar, 6.",
        {"men": 1, "women": 2, "children": 2},
    ),
    (
        "At least four people were killed. The dead were identified as Petro Hrytsenko, 70, his wife Olha, his"
        " 9-year-old granddaughter Daria and a neighbour.",
        {"men": 1, "women": 1, "children": 1},
    ),
    (
        "Three people were killed. Hawa Deng was killed with her two sons, Bol and Majok.",
        {"women": 1, "children": 2},
    ),
    (
        "Two people were killed. The victims were named as Tariq Anwar, a teacher, and Sadia Anwar, 16. He had taught"
        " there for years.",
        {"men": 1, "children": 1},
    ),
    (
        "Six people were killed. Among the dead were a mother and son, 40-year-old Amina Sow and 19-year-old Ali Sow.",
        {"women": 1, "men": 1},
    ),
    (
        "At least five people were killed: Adam's wife, Leila, 31, their daughters Rim, 4, Sama, 6,"
        " and Huda, 8, and her husband's brother Karim (33).",
        {"women": 1, "children": 3, "men": 1},
    ),
    ("Nine people were killed. Awa Noor was killed with two of her daughters.", {"women": 1, "children": 2}),
    ("Four people were killed. They found Ali Noor, one of three men led away, among the dead.", {}),
    (
        "Nine people were killed. On 2 March gunmen shot dead a farmer, Musa Bakhit, and his son Idris, 8, in Juba.",
        {"children": 1},  # of the second attack, by its own words
    ),
    # nobody is named, or more than are counted
    ("Four people, including two boys, were killed.", {"children": 2}),
    ("One person was killed. The victims included Amina Sow, 40, her husband Ali, 50, and her sister Hawa, 35.", {}),
    ("Two people were killed, and police named him", {}),
    # those who fight, mourn or are only hurt
    ("Two people were killed. Their uncle, Anwar Noor, 50, mourned them.", {}),
    ("Two people were killed. Rim Noor, 8, and Sama Noor, 30, were wounded.", {}),
]


@pytest.mark.parametrize(("text", "parts"), CASES, ids=[t[:50] for t, _ in CASES])
def test_those_named_are_parts_of_the_toll(machine: Machine, text: str, parts: dict[str, int]) -> None:
    document = Document(id="d", uri="t", text=HEAD + text, published="2024-03-12", language="en")
    (reading,) = machine.readings([document])
    found = {
        h.group: h.low
        for c in reading.claims
        for h in c.harm
        if h.effect == "killed" and h.group in ("children", "women", "men") and h.numbered
    }
    assert found == parts

"""The model's arithmetic written out says what the library's own pipeline says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.read.analysis import Analyser, Analysis
from dateline.read.known import Known
from dateline.read.parse import load_model

EXAMPLES = Path(__file__).parents[2] / "examples" / "docs.jsonl"
ODD = [
    "",
    " ",
    "\n\t \n",
    "Let's say they're gonna leave; y'all ain't got ta stay.",
    "There's a camp   beyond  Loma Plata , \n said Col. Ana Ruiz of the 2nd Chaco Brigade on 3 May 2031 .",
    "THE ARMY SAID NOTHING ...",
    "“Don't!” (he'd shouted) – “c'm on, 'em 'll go.”",
    "🚀 the the the . . . 12,000 $5m 7km/h http://example.org/a?b=c",
    "and ".join(f"{n} shells fell on the market of Town{n}, killing {n} people, " for n in range(2, 90)),
]


@pytest.fixture(scope="module")
def library() -> Any:
    """The model as its library runs it."""
    return load_model()


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(load_model())


@pytest.fixture(scope="module")
def texts() -> list[str]:
    reports = [json.loads(line)["text"] for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return [*reports, *ODD, *(p for r in reports for p in r.split("\n"))]


def rows(found: Analysis) -> Iterator[tuple[Any, ...]]:
    return zip(
        found.text, found.start, found.tag, found.dep, found.head, found.opens, found.ent, found.pos, found.lemma,
        strict=True,
    )  # fmt: skip


def test_the_same_as_the_librarys_pipeline(library: Any, analyser: Analyser, texts: list[str]) -> None:
    for doc, found in zip(library.pipe(texts), analysed(analyser, texts), strict=True):
        words = [w for w in rows(found) if not w[0].isspace()]
        assert words == [
            (t.text, t.idx, t.tag_, t.dep_, t.head.i, bool(t.is_sent_start), t.ent_type_, t.pos_, t.lemma_)
            for t in doc
            if not t.is_space
        ]
        assert found.space == [t.is_space for t in doc]


def test_what_is_read_beside_a_text_changes_nothing(analyser: Analyser, texts: list[str]) -> None:
    together = [found for (found,) in analyser.analyse([text] for text in texts)]
    assert [analysed(analyser, [text])[0] for text in texts] == together


def test_a_long_report_comes_whole(analyser: Analyser) -> None:
    texts = [f"Shell {n} fell on the bridge of Loma Plata." for n in range(3000)]
    found = list(analyser.analyse([texts, [], [""], texts[:2]]))
    assert [len(report) for report in found] == [3000, 0, 1, 2]
    assert [report.text[1] for report in found[0]] == [str(n) for n in range(3000)]


def analysed(analyser: Analyser, texts: list[str]) -> list[Analysis]:
    """The texts as those of one report."""
    (found,) = analyser.analyse([texts])
    return found


def test_words_forgotten_and_met_again_are_read_the_same(analyser: Analyser, texts: list[str]) -> None:
    before = [analysed(analyser, [text]) for text in texts]
    small = Known((analyser._encode, analyser._encode_names), analyser._strings, most=3)
    known, analyser._known = analyser._known, small
    try:
        assert [analysed(analyser, [text]) for text in texts] == before
    finally:
        analyser._known = known

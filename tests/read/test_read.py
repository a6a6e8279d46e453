"""The stored text is never changed; the parser sees it mended; every offset points back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Document
from dateline.read import Reader
from dateline.read.letters import explained
from dateline.read.normalise import LONGEST, pieces

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["case"]

PARTS = ["IS", "“", "”", ".", "The", "killed", "KYIV:", "\n", "\n\n", " ", "é", "‏", "U.S.", "🚀"]


def document(text: str) -> Document:
    return Document(id="doc", uri="test", text=text)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_sentences_as_the_parser_sees_them(reader: Reader, case: dict[str, object]) -> None:
    text = str(case["text"])
    (parsed,) = reader.read([document(text)])
    assert [" ".join(t.text for t in parsed.words(s)) for s in parsed.sentences] == case["sentences"]
    assert [d.place for d in parsed.document.datelines] == case["datelines"]
    for dateline in parsed.document.datelines:
        assert text[dateline.span.start : dateline.span.end] == dateline.span.text
    assert parsed.document.text == text


def test_possessives_of_stripped_text_are_restored(reader: Reader) -> None:
    text = "Sudan has seen months of war. Sudans army said it shelled a camp near the capital. " * 5
    (parsed,) = reader.read([document(text)])
    words = [t for t in parsed.tokens if t.text == "'s"]
    assert len(words) == 5
    assert {text[t.start : t.end] for t in words} == {"s"}


def test_a_document_with_nothing_in_it_is_still_read(reader: Reader) -> None:
    for text in ("", " \n\t ", "|"):
        (parsed,) = reader.read([document(text)])
        assert parsed.tokens == ()
        assert parsed.sentences == ()


def test_a_book_without_a_line_break_is_cut_at_sentences() -> None:
    text = "A shell hit the bridge. " * 3000
    found, _ = pieces(text, lambda word: True)
    assert "".join(p.text for p in found) == text
    assert max(len(p.text) for p in found) <= LONGEST
    assert all(p.text.endswith(". ") for p in found)
    found, _ = pieces("x" * 199 + " " + "y" * 50_000, lambda word: True)
    assert sum(len(p.text) for p in found) == 400  # of a word without end the beginning


def test_names_that_wordnet_lists_are_no_ordinary_words(reader: Reader) -> None:
    text = (
        "PRAGUE, 3 MAY -- THE KGB [COMMITTEE FOR STATE SECURITY] AND THE TPS [TAMIR PEOPLES SOCIETY] WERE ACCUSED BY "
        "PRESIDENT HAVEL OF SHELLING A BOLIVIAN CONVOY. THE TPS DENIED IT, AND THE BISHOP AIDS ITS VICTIMS."
    )
    (parsed,) = reader.read([document(text)])
    words = {t.text for t in parsed.tokens}
    assert {"KGB", "TPS", "Havel", "Bolivian", "convoy", "bishop", "aids", "committee"} <= words


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("THE FLN [NATIONAL LIBERATION FRONT] SAID", {"fln"}),
        ("THE NATIONAL LIBERATION FRONT (FLN) SAID", {"fln"}),
        ("THE BQP [PEOPLES DEMOCRATIC PARTY] SAID", set()),
        ("COLONEL RUIZ [NAME AS HEARD] SAID", set()),
        ("[PEREZ] WE HAVE NO [WORDS INDISTINCT] LEFT", set()),
    ],
)
def test_letters_given_with_their_long_name(text: str, letters: set[str]) -> None:
    assert explained(text) == letters


def test_documents_keep_their_order(reader: Reader) -> None:
    docs = [Document(id=str(i), uri=str(i), text=f"Shell number {i} fell." if i % 3 else "") for i in range(80)]
    assert [p.document.id for p in reader.read(docs)] == [d.id for d in docs]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_every_character_knows_where_it_came_from(text: str) -> None:
    found, datelines = pieces(text, lambda word: len(word) < 5)
    for piece in found:
        assert len(piece.text) == len(piece.starts) == len(piece.ends)
        assert all(0 <= a <= b <= len(text) for a, b in zip(piece.starts, piece.ends, strict=True))
        assert list(piece.starts) == sorted(piece.starts)
    for dateline in datelines:
        assert text[dateline.span.start : dateline.span.end] == dateline.span.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["IS", "“", "”", ".", "The", "killed", "KYIV:", "\n", "\n\n", " ", "é", "‏", "U.S.", "🚀"]))
)
def test_tokens_lie_in_order_inside_the_text(reader: Reader, parts: list[str]) -> None:
    text = " ".join(parts)
    (parsed,) = reader.read([document(text)])
    last = 0
    for token in parsed.tokens:
        assert 0 <= token.start <= token.end <= len(text)
        assert token.start >= last
        last = token.start
        assert token.head.sent == token.sent
    for sentence in parsed.sentences:
        assert sum(t.head is t for t in parsed.words(sentence)) == 1


def test_columns_without_blank_lines() -> None:
    text = (
        "KAMPALA Nine traders were shot on a ferry on the lake\n"
        "by unknown men on Monday, the coast guard said.\n"
        "Pirates are active on the lake and the fishermen of\n"
        "both shores have asked for\n"
        "patrols.\n"
        "The ferry had left Entebbe at noon with forty people on\n"
        "board.\n"
    )
    found, _ = pieces(text, lambda word: True)
    assert [p.text.split()[-1] for p in found] == ["said.", "patrols.", "board."]

"""Bytes become text, or it is said why not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.decode import NotTextError, decode

TEXT = "Les forces armées ont repris la ville de Koulikoro, a déclaré l'état-major à la télévision. «Où sont-ils?»"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_its_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT


def test_an_eight_bit_text_is_guessed_and_the_guess_is_named() -> None:
    text, encoding = decode((TEXT * 3).encode("cp1252"))
    assert text == TEXT * 3
    assert not encoding.startswith("utf")


def test_line_ends_are_made_one() -> None:
    assert decode(b"one\r\ntwo\rthree\n")[0] == "one\ntwo\nthree\n"


def test_an_alphabet_of_eight_bits_is_not_taken_for_western() -> None:
    text = "В результате обстрела города погибли три человека, сообщил губернатор. " * 5
    assert all(c > "\u0400" for c in decode(text.encode("cp1251"))[0] if c.isalpha())


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"\x00\x01\x02\x03" * 50, "no text"),
        (bytes(range(256)) * 20, "no text"),
        (b"\xff\xfeA\x00B", "breaks off at byte 4"),
        (b" <!DOCTYPE html><html><p>Shells fell.</p>", "a web page"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, word: str) -> None:
    with pytest.raises(NotTextError, match=word):
        decode(data)


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    try:
        got, _ = decode(text.encode())
    except NotTextError:
        return
    assert got == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_word(data: bytes) -> None:
    with contextlib.suppress(NotTextError):
        decode(data)[0].encode()

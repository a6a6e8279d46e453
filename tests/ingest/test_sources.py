"""Paths become documents in order; what cannot be read is named and costs no other."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest import day, documents
from dateline.ingest.sources import MAX_CHARACTERS
from dateline.model import Document
from dateline.reading import Failure, Notice

REPORT = "Gunmen killed two farmers near Barkin Ladi on Tuesday, the police said."


def read(*paths: object, **options: str) -> tuple[list[Document], list[Failure], list[Notice]]:
    items = list(documents([str(p) for p in paths], **options))
    return (
        [i for i in items if isinstance(i, Document)],
        [i for i in items if isinstance(i, Failure)],
        [i for i in items if isinstance(i, Notice)],
    )


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    (document,), failures, notices = read(path, published="2024-05-12", publisher="Plateau Post")
    assert (document.uri, document.text, document.language) == (str(path), REPORT, "en")
    assert (document.publisher, document.published, document.title) == ("Plateau Post", "2024-05-12", None)
    assert not failures
    assert not notices


def test_a_folder_gives_its_texts_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "note.md", "gold.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{REPORT} {name}")
    (tmp_path / "sub" / "docs.jsonl").write_text(json.dumps({"uri": "x:1", "text": REPORT}))
    found, failures, _ = read(tmp_path)
    assert [d.uri.removeprefix(f"{tmp_path}/") for d in found] == ["a.TXT", "b.txt", "sub/c.txt", "x:1"]
    assert not failures


def test_a_line_keeps_its_own_fields(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    own = {"uri": "u:1", "title": "T", "publisher": "P", "published": "2020-02-01T08:00:00Z", "text": REPORT, "x": [1]}
    path.write_text(json.dumps(own) + "\n\n" + json.dumps({"uri": 7, "text": REPORT, "publisher": ""}) + "\n")
    (first, second), failures, _ = read(path, published="2024-05-12", publisher="Plateau Post")
    assert (first.uri, first.title, first.publisher, first.published) == ("u:1", "T", "P", "2020-02-01")
    assert (second.uri, second.title, second.publisher, second.published) == ("7", None, "Plateau Post", "2024-05-12")
    assert not failures


def test_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    lines = [
        b'{"uri": "a", "text": "%s"}' % REPORT.encode(),
        b'{"uri": "b", "text": "cut off',
        b'{"uri": "c", "text": 12}',
        b'{"uri": "d"}',
        b"[1, 2]",
        b'{"uri": "e", "text": "\xff\xfe"}',
        b'{"uri": "f", "text": "%s Two more died."}' % REPORT.encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    found, failures, _ = read(path)
    assert [d.uri for d in found] == ["a", "f"]
    assert [f.uri.removeprefix(f"{path}, ") for f in failures] == [f"line {n}" for n in (2, 3, 4, 5, 6)]
    assert failures[2].message == "has no `text`"


def test_a_line_without_words_is_still_listed(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text('{"uri": "a", "text": ""}\n{"uri": "b", "text": null}\n')
    found, failures, notices = read(path, publisher="P")
    assert [d.uri for d in found] == ["a"]  # b is the same: no title, no text
    assert not failures
    assert [n.kind for n in notices] == ["empty", "empty", "duplicate"]


def test_a_date_that_is_none_is_told_and_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(json.dumps({"uri": "a", "text": REPORT, "published": "12/05/2024"}))
    (document,), _, (notice,) = read(path, published="2024-01-01")
    assert document.published is None
    assert notice.kind == "field"


def test_bad_inputs_are_named_and_the_good_one_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(REPORT)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "long.txt").write_text("word " * (MAX_CHARACTERS // 5 + 1))
    (tmp_path / "huge.txt").write_bytes(b"word " * MAX_CHARACTERS)
    (tmp_path / "none").mkdir()
    (tmp_path / "empty.jsonl").write_text("")
    bad = ["empty.txt", "bytes.txt", "long.txt", "huge.txt", "none", "empty.jsonl", "missing.txt"]
    found, failures, _ = read(*(tmp_path / name for name in bad), good)
    assert [d.uri for d in found] == [str(good)]
    assert [Path(f.uri).name for f in failures] == bad
    assert [f.kind for f in failures].count("limit") == 2
    assert all(f.message and f.uri not in f.message for f in failures)


def test_a_line_too_long_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    big = json.dumps({"uri": "big", "text": "word " * 2 * MAX_CHARACTERS})
    path.write_text(big + "\n" + json.dumps({"uri": "a", "text": REPORT}))
    found, (failure,), _ = read(path)
    assert [d.uri for d in found] == ["a"]
    assert failure.uri.endswith("line 1")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT)
    path.chmod(0)
    _, (failure,), _ = read(path)
    assert "permission" in failure.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(REPORT)
    (tmp_path / "again").symlink_to(tmp_path)
    found, (failure,), _ = read(tmp_path)
    assert [Path(d.uri).name for d in found] == ["b.txt"]
    assert "a.txt" in failure.uri
    assert "a pipe" in failure.message


def test_a_name_that_no_system_takes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    found, (failure,), _ = read("a" * 5_000, tmp_path)
    assert len(found) == 1
    assert "too long" in failure.message


def test_another_language_is_listed_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Mindestens neun Menschen sind nach Angaben der Behörden bei einem Angriff gestorben.")
    (document,), failures, (notice,) = read(path)
    assert document.language == "de"
    assert notice.kind == "language"
    assert not failures


def test_the_same_report_twice_is_one_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT)
    (document,), _, (notice,) = read(tmp_path)
    assert document.uri.endswith("a.txt")
    assert notice.kind == "duplicate"


@pytest.mark.parametrize("given_", [REPORT, json.dumps({"uri": "a", "text": REPORT}) + "\n"])
def test_standard_input_is_a_report_or_lines(monkeypatch: pytest.MonkeyPatch, given_: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_.encode())))
    (document,), failures, _ = read("-")
    assert document.text == REPORT
    assert not failures


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("2024-05-12", "2024-05-12"),
        (" 20240512 ", "2024-05-12"),
        ("2024-05-12T23:30:00+03:00", "2024-05-12"),
        ("2024-05-12 08:00", "2024-05-12"),
    ],
)
def test_days(given_: str, wanted: str) -> None:
    assert day(given_) == wanted


@pytest.mark.parametrize("given_", ["", "12/05/2024", "2024-13-01", "yesterday", "2024"])
def test_what_is_no_day(given_: str) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        day(given_)


@given(st.lists(st.binary(max_size=80), max_size=5))
def test_any_lines_give_documents_or_failures(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    path = tmp_path_factory.mktemp("any") / "docs.jsonl"
    path.write_bytes(b"\n".join(lines))
    for item in documents([str(path)]):
        assert isinstance(item, Document | Failure | Notice)

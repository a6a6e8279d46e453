"""Files made to take time or memory without end: each is refused with a word, or read, soon, and costs no other."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from alarm import within
from dateline.ingest import documents
from dateline.model import Document

SAID = "Shells hit a market in Kabul on Monday and 12 people were killed, the mayor said."
PAGE = f"<html><body>%s<p>{SAID}</p>"
LAUGH = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefgh"))
    + "]>"
)
MANY = b" ".join(b"a%d=x" % i for i in range(60_000))


def _pdf(size: int) -> bytes:
    """One page, whose text unfolds to so many bytes."""
    packed = zlib.compress(b"BT (" + b"killed " * (size // 7) + b") Tj ET", 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 99 99]/Resources<<>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
    ]  # fmt: skip
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for n, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % n + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def _warc(size: int) -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/1\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>"
    )
    return gzip.compress(head.encode() + b"a" * size)


# What comes of it: a word of the failure, or "" where there is a report.
BOMBS: dict[str, tuple[bytes, str]] = {
    "deep.html": ((PAGE % ("<div>" * 100_000)).encode(), "no report text"),
    "tables in tables.html": ((PAGE % ("<table><tr><td>" * 20_000)).encode(), "no report text"),
    "lists in lists.html": ((PAGE % ("<ul><li>x" * 20_000)).encode(), ""),
    "attributes.html": (b"<html><body><p " + MANY + b">" + SAID.encode(), "attributes"),
    "attributes behind quotes.html": (b"<html><body><p x' y=\"'>\" " + MANY + b">" + SAID.encode(), "attributes"),
    "quotes that never end.html": ((PAGE % ('<a "' * 100_000)).encode(), "attributes"),
    "a picture.html": ((PAGE % f'<img src="data:{"A/= " * 200_000}">').encode(), ""),
    "comments.html": ((PAGE % ("<!--" * 100_000)).encode(), "no report text"),
    "brackets.html": ((PAGE % ("<" * 900_000)).encode(), ""),
    "data.html": ((PAGE % f'<script type="application/ld+json">{"[" * 100_000}</script>').encode(), ""),
    "entities.rss": (f"<?xml version='1.0'?>{LAUGH}<rss><channel><item><title>&h;</title></item>".encode(), "entities"),
    "items in items.rss": (b'<rss version="2.0"><channel>' + b"<item>" * 20_000, "-"),
    "packed.warc.gz": (_warc(100_000_000), "is not read"),
    "parts in parts.eml": (
        b"--b\r\n".join([b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"] * 9_000),
        "more than 1,000 parts",
    ),
    "subject.eml": (b"Subject: " + b"=?utf-8?q?a?= " * 60_000 + b"\r\n\r\n" + SAID.encode(), ""),
    "columns.csv": (b",".join(b"c%d" % i for i in range(50_000)) + b",text\n" + b"," * 50_000 + SAID.encode(), ""),
    "brackets.jsonl": (b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b',"text":"Shells killed 5 people."}', "JSON"),
    "numbers.jsonl": (b'{"text":"Shells killed 5 people.","uri":' + b"9" * 500_000 + b"}", "JSON"),
    "packed.pdf": (_pdf(150_000_000), "PDF"),
}  # fmt: skip


@pytest.fixture
def alarm() -> Iterator[None]:
    """No file takes 15 seconds of a processor."""

    with within(15):
        yield


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.usefixtures("alarm")
def test_a_bomb_is_refused_or_read_and_costs_no_other(name: str, tmp_path: Path) -> None:
    data, word = BOMBS[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(SAID.replace("market", "school"))
    *found, last = documents([str(tmp_path / name), str(tmp_path / "z.txt")])
    assert isinstance(last, Document)
    assert last.uri.endswith("z.txt")
    if word == "":
        assert any(isinstance(item, Document) for item in found)
    elif word != "-":
        assert any(word in item.message for item in found if not isinstance(item, Document)), found

"""Each format gives its reports with where every field came from; a broken one is told, and costs no other."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.ingest import documents
from dateline.ingest.feeds import read_feed, to_text
from dateline.ingest.html import read_html
from dateline.ingest.item import Item, iso_day, to_document
from dateline.ingest.mail import read_mail
from dateline.ingest.pdf import read_pdf
from dateline.ingest.tables import read_csv, read_json_lines
from dateline.ingest.warc import read_warc
from dateline.model import Document
from dateline.reading import Failure

PROSE = "Shells fell on the market of the river town on Tuesday, residents said. At least four people were killed. " * 4
PAGE = f"""<!doctype html><html><head><title>Page title</title>
<meta property="og:title" content="Shells fall on market"><meta property="og:site_name" content="The River Post">
<link rel="canonical" href="/2021/05/shells">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "NewsArticle",
"datePublished": "2021-05-04T10:00:00Z", "publisher": {{"@type": "Organization", "name": "River Post"}}}}]}}</script>
</head><body><nav>Home News</nav><article><h1>Shells fall</h1><p>{PROSE}</p><p>{PROSE}</p></article></body></html>"""


def test_page_fields_and_where_they_came_from() -> None:
    item = read_html(PAGE.encode(), "https://www.example.org/x?utm=1")
    assert "At least four people were killed." in item.text
    assert "Home News" not in item.text
    assert (item.title, item.publisher, item.published) == ("Shells fall on market", "River Post", "2021-05-04")
    assert item.url == "https://www.example.org/2021/05/shells"
    assert item.found_in == {"published": "json-ld", "publisher": "json-ld", "title": "opengraph", "url": "page"}


def test_page_address_that_is_a_script_is_not_taken() -> None:
    page = PAGE.replace('href="/2021/05/shells"', 'href="javascript:alert(1)"')
    assert read_html(page.encode(), "https://example.org/x").url is None


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"<html><body></body></html>"])
def test_no_page_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^here: "):
        read_html(data, "here")


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>River Post</title>
<item><title>One &amp; two</title><link>https://example.org/1</link><pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{PROSE}&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item>
<item><title>Nothing in it</title></item></channel></rss>"""


def test_feed_entries() -> None:
    ((uri, item),) = read_feed(FEED.encode(), "feed")
    assert uri == "https://example.org/1"
    assert (item.title, item.publisher, item.published) == ("One & two", "River Post", "2021-05-04")
    assert item.text.split("\n")[-1] == "Second."
    assert item.found_in["published"] == "feed"


def test_feed_with_entities_of_its_own_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + FEED
    with pytest.raises(InputError, match="entities"):
        list(read_feed(bomb.encode(), "feed"))


def test_what_is_no_feed_is_told() -> None:
    with pytest.raises(InputError, match="feed"):
        list(read_feed(b"Not a feed at all.", "feed"))


def test_markup_becomes_lines() -> None:
    assert to_text("<p>One &lt; two</p><script>x</script>three<br>four") == "One < two\nx three\nfour"


def _warc(*pages: tuple[str, int, str]) -> bytes:
    out = b""
    for uri, status, body in pages:
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out += head.encode() + http + b"\r\n\r\n"
    return out


def test_archive_pages_in_order_and_one_broken_costs_no_other() -> None:
    answers = [(200, PAGE), (404, PAGE), (200, "<html></html>"), (200, PAGE)]
    data = _warc(*((f"http://a.test/{n}", status, body) for n, (status, body) in enumerate(answers, 1)))
    found = list(read_warc(io.BytesIO(data), "x.warc"))
    assert [f.uri if isinstance(f, Failure) else f[0] for f in found] == [f"http://a.test/{n}" for n in (1, 3, 4)]
    assert isinstance(found[1], Failure)
    assert not isinstance(found[0], Failure)
    assert found[0][1].published == "2021-05-04"  # what the page says, not the day of the crawl


def test_what_is_no_archive_is_told() -> None:
    with pytest.raises(InputError, match="WARC"):
        list(read_warc(io.BytesIO(b"hello"), "x.warc"))


def test_csv_with_the_columns_that_people_use() -> None:
    table = "\ufeffHeadline;Date;Outlet;Body\nA blast;2020-02-03 10:00;Post;Two died.\n;;;\n".lstrip("\ufeff")
    first, second = read_csv(table, "t.csv")
    assert not isinstance(first, Failure)
    assert first[1] == Item(
        text="Two died.", title="A blast", publisher="Post", published="2020-02-03",
        found_in={"title": "table", "publisher": "table", "published": "table"},
    )  # fmt: skip
    assert isinstance(second, Failure)
    assert "row 2" in second.message


def test_columns_can_be_named() -> None:
    (row,) = read_csv("a,b\nx,Two died.\n", "t.csv", {"text": "b", "title": "a"})
    assert not isinstance(row, Failure)
    assert (row[1].text, row[1].title) == ("Two died.", "x")


def test_a_broken_line_is_told_by_its_number() -> None:
    good = '{"text": "One."}'
    found = list(read_json_lines([good, "{oops", "[1]", good], "d.jsonl"))
    assert [isinstance(f, Failure) for f in found] == [False, True, True, False]
    assert "line 2" in found[1].message  # type: ignore[union-attr]


MAIL = b"""From: Desk <desk@example.org>\r\nSubject: =?utf-8?q?Situation_report?=\r
Date: Wed, 5 May 2021 09:00:00 +0300\r
Content-Type: text/html; charset=utf-8\r\n\r\n<p>Two villages were shelled.</p>"""


def test_mail() -> None:
    item = read_mail(MAIL, "m.eml")
    assert (item.text, item.title, item.publisher, item.published) == (
        "Two villages were shelled.", "Situation report", "Desk", "2021-05-05",
    )  # fmt: skip


def test_pdf_without_text_is_told() -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="no text"):
        read_pdf(out.getvalue(), "scan.pdf")
    with pytest.raises(InputError, match="cannot be read"):
        read_pdf(b"%PDF-1.4 broken", "x.pdf")


def test_control_characters_move_no_offset() -> None:
    document = to_document(Item(text="a\x00b\x1fc\r\nd", publisher="P"), "u", "en", "2020-01-01", "Q")
    assert document.text == "a b c\nd"
    assert document.found_in == {"published": "given"}
    assert document.publisher == "P"


def test_day() -> None:
    assert iso_day("2020-02-30") is None
    assert iso_day(" 2020-02-28T01:00:00+02:00") == "2020-02-28"
    assert iso_day(None) is None


READERS: dict[str, Callable[[bytes], object]] = {
    "html": lambda b: read_html(b, "u"),
    "feed": lambda b: list(read_feed(b, "u")),
    "warc": lambda b: list(read_warc(io.BytesIO(b), "u")),
    "pdf": lambda b: read_pdf(b, "u"),
    "mail": lambda b: read_mail(b, "u"),
    "csv": lambda b: list(read_csv(b.decode("utf-8", "replace"), "u")),
    "jsonl": lambda b: list(read_json_lines(b.decode("utf-8", "replace").split("\n"), "u")),
}
SEEDS = {
    "html": PAGE.encode(),
    "feed": FEED.encode(),
    "warc": _warc(("http://a.test/1", 200, PAGE)),
    "mail": MAIL,
    "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>",
    "csv": b"text,date\nx,y\n",
    "jsonl": b'{"text": "x"}\n',
}


@pytest.mark.parametrize("name", READERS)
@settings(
    max_examples=int(os.environ.get("DATELINE_FUZZ", "40")), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(data=st.data())
def test_no_bytes_break_a_reader(name: str, data: st.DataObject) -> None:
    """Cut, doubled and overwritten forms of a good file, and plain noise: an item, a Failure or an InputError."""
    seed = SEEDS[name]
    at, length = data.draw(st.integers(0, len(seed))), data.draw(st.integers(0, 60))
    noise = data.draw(st.binary(max_size=60))
    whole = data.draw(st.sampled_from([seed[:at] + noise + seed[at + length :], seed[:at], seed + seed[at:], noise]))
    with contextlib.suppress(InputError):
        READERS[name](whole)


def test_files_are_taken_by_their_ending_or_their_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "c.rss").write_text(FEED, encoding="utf-8")
    (tmp_path / "d.csv").write_text(
        "title,text\nOne,Two civilians were killed by a mine near the river.\n", encoding="utf-8"
    )
    (tmp_path / "e.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "f.bin").write_bytes(b"ignored")
    found = list(documents([str(tmp_path)], published="2022-02-02", publisher="Given"))
    read = [d for d in found if isinstance(d, Document)]
    assert [d.title for d in read] == ["Shells fall on market", "One & two", "One"]
    assert [(d.publisher, d.published) for d in read] == [
        ("River Post", "2021-05-04"), ("River Post", "2021-05-04"), ("Given", "2022-02-02"),
    ]  # fmt: skip
    assert read[2].found_in == {"title": "table", "published": "given", "publisher": "given"}
    assert [(Path(f.uri).name, type(f).__name__) for f in found if not isinstance(f, Document)] == [
        ("b.txt", "Notice"), ("e.pdf", "Failure"),
    ]  # fmt: skip


def test_the_gate_leaves_other_news_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The museum will show forty paintings from its own collection this summer.", "utf-8"
    )
    (tmp_path / "b.txt").write_text("Shelling killed nine civilians in the besieged town on Monday.", "utf-8")
    kinds = [type(d).__name__ for d in documents([str(tmp_path)], gate=True)]
    assert kinds == ["Notice", "Document"]


def test_a_page_without_end_is_read_up_to_its_limit_only(tmp_path: Path) -> None:
    path = tmp_path / "endless.html"
    with path.open("wb") as file:
        file.write(b"<html><body>")
        file.truncate(1_000_000_000)  # a gigabyte that takes no room on the disk
    (failure,) = documents([str(path)])
    assert isinstance(failure, Failure)
    assert failure.kind == "limit"
    assert "20,000,000 bytes" in failure.message

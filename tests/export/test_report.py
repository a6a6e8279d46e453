"""The report is one page that loads nothing, runs nothing, escapes everything and links every figure to its words."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from war import A, B
from war import world as make_world

from dateline.casefile import World
from dateline.export.bundle import Bundle
from dateline.export.html import el, esc, join
from dateline.export.report import marked, page
from dateline.model import Claim, Harm, Span

AT = "2031-04-01T12:00:00.000000Z"


class Reader(HTMLParser):
    """Collects ids, links, tags and text; checks that tags are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k == "href" and v]
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("meta", "br", "hr"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture
def html(world: World) -> str:
    return page(Bundle(world), AT)


def test_nothing_is_loaded_or_run(html: str) -> None:
    reader = Reader(html)
    assert reader.open == []
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    assert all(link.startswith("#") for link in reader.links)
    names = {name for name, _ in reader.attributes}
    assert not {n for n in names if n.startswith("on") or n in ("src", "style", "srcset")}
    assert "url(" not in html
    assert "@import" not in html


def test_the_policy_allows_the_page_s_own_style_and_nothing_else(html: str) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert style
    assert policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#x27;sha256-{digest}&#x27;" in policy[1]
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert "unsafe" not in policy[1]


def test_what_a_report_says_is_escaped(html: str) -> None:
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\x00" not in html


def test_every_link_leads_somewhere_and_every_id_is_one(html: str) -> None:
    reader = Reader(html)
    assert {link[1:] for link in reader.links} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))


def test_every_figure_links_to_its_words(html: str) -> None:
    assert '<a href="#clm_1-h0">at least 12</a>' in html
    assert '<a href="#clm_2-h0">15</a>' in html
    assert '<span id="clm_2-h0"></span>' in html
    assert re.search(r'<span id="clm_1-h0"></span><a [^>]*><mark [^>]*><b>at least 12 people</b>', html)


def test_all_parts_are_there(html: str) -> None:
    for words in ("Where", "When", "Incidents", "In dispute: count", "Holdings", "River Front", "Sources", "Texts"):
        assert words in html
    assert html.count("<svg") >= 2


def test_copies_lead_to_what_they_copy(world: World) -> None:
    a, b = world.output.documents
    output = msgspec.structs.replace(world.output, documents=(a, msgspec.structs.replace(b, copies_of=a.id)))
    html = page(Bundle(World(output)), AT)
    assert 'A copy of <a href="#doc_a">another report</a>' in html


def plain(text: str) -> str:
    return "".join(Reader(text).text)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-3, len(A) + 5), st.integers(-3, len(A) + 5)), max_size=8))
def test_marking_keeps_the_text_whatever_the_spans(spans: list[tuple[int, int]]) -> None:
    claims = [
        Claim(
            id=f"c{n}", document="d", type="shelling", evidence=Span(start=a, end=b, text=""),
            trigger=Span(start=a, end=b, text=""), harm=(Harm(effect="killed", span=Span(start=b, end=a, text="")),),
        )
        for n, (a, b) in enumerate(spans)
    ]  # fmt: skip
    assert plain(marked(A, claims)) == A


@given(st.text())
def test_escaping(text: str) -> None:
    made = el("p", text, title=text)
    reader = Reader(made)
    assert reader.tags == ["p"]
    assert "<" not in esc(text)
    assert join(text) == esc(text)


def test_the_world_of_the_tests_is_sound() -> None:
    """Its spans hold, so that the other tests say something."""
    texts = {"doc_a": A, "doc_b": B}
    for claim in make_world().output.claims:
        assert texts[claim.document][claim.evidence.start : claim.evidence.end] == claim.evidence.text

"""Web pages: the text by trafilatura; title, publisher, date and address by what the page says of itself.

For each field the first of these that has it: JSON-LD (schema.org), OpenGraph and other meta elements, the page's own
elements, and for the date at last htmldate's search. Which one it was stands in ``found_in``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.errors import InputError
from dateline.ingest.item import Item, iso_day

MAX_PAGE = 20_000_000  # bytes; a page of prose is a thousand times smaller
MAX_ATTRIBUTES = 5_000  # of one element: the parser compares each with all before it
_LARGE = 20_000  # bytes of a tag that is worth counting
_VALUE = rb"""(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>]*+))"""
_ATTRIBUTE = re.compile(rb"[^\s=>/]++" + _VALUE + rb"?+")
_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(?:[\s/=]++|[^\s=>/]++" + _VALUE + rb"?+)*+")
_ARTICLE = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "WebPage")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "publisher": ("og:site_name", "dc.publisher", "citation_journal_title", "application-name"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
        "pubdate", "publishdate", "sailthru.date", "parsely-pub-date", "citation_publication_date",
    ),
    "url": ("og:url",),
}  # fmt: skip


def read_html(data: bytes, uri: str) -> Item:
    """The report of a web page. Raises InputError where there is no page or no text in it."""
    if len(data) > MAX_PAGE:
        raise InputError(uri, f"the page has {len(data):,} bytes; more than {MAX_PAGE:,} is not read")
    if len(data) > _LARGE and any(_crowded(tag[0]) for tag in _TAG.finditer(data)):
        raise InputError(uri, f"an element of the page has more than {MAX_ATTRIBUTES:,} attributes")
    import trafilatura
    from trafilatura.utils import load_html

    tree = load_html(data)
    if tree is None:
        raise InputError(uri, "this is no web page that can be read (no HTML elements found)")
    fields, found = _fields(tree, uri)
    if "published" not in fields:
        _search_date(tree, uri, fields, found)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    if not text or not text.strip():
        raise InputError(uri, "no report text was found in the page")
    return Item(text=text, found_in=found, **fields)


def _crowded(tag: bytes) -> bool:
    return len(tag) > _LARGE and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > MAX_ATTRIBUTES


def _fields(tree: Any, uri: str) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    found: dict[str, str] = {}
    for where, values in (("json-ld", _json_ld(tree)), ("opengraph", _metas(tree)), ("page", _elements(tree, uri))):
        for name, value in values:
            kept = _checked(name, value, uri)
            if kept and name not in fields:
                fields[name], found[name] = kept, where
    return fields, found


def _checked(name: str, value: object, uri: str) -> str | None:
    """A field's value if it is what the field needs: text, a day, an http address."""
    if not isinstance(value, str) or not value.strip():
        return None
    if name == "published":
        return iso_day(value)
    if name == "url":
        address = urljoin(uri, value.strip())
        return address if urlsplit(address).scheme in ("http", "https") else None
    return value.strip()


def _json_ld(tree: Any) -> Iterator[tuple[str, object]]:
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            if not any(k in _ARTICLE for k in (kinds if isinstance(kinds, list) else [kinds])):
                continue
            publisher = thing.get("publisher")
            page = thing.get("mainEntityOfPage")
            yield "title", thing.get("headline") or thing.get("name")
            yield "published", thing.get("datePublished")
            yield "publisher", publisher.get("name") if isinstance(publisher, dict) else publisher
            yield "url", thing.get("url") or (page.get("@id") if isinstance(page, dict) else page)


def _things(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD block, @graph unfolded."""
    if depth > 4:
        return
    if isinstance(data, list):
        for part in data[:100]:
            yield from _things(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)


def _metas(tree: Any) -> Iterator[tuple[str, object]]:
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        values.setdefault(key, meta.get("content") or "")
    for name, keys in _META.items():
        for key in keys:
            yield name, values.get(key)


def _elements(tree: Any, uri: str) -> Iterator[tuple[str, object]]:
    yield from (("url", link.get("href")) for link in tree.xpath('//link[@rel="canonical"]'))
    yield from (("published", t.get("datetime")) for t in tree.xpath("(//article//time | //time)[@datetime]"))
    yield from (("title", h.text_content()) for h in tree.xpath("//h1 | //head/title"))
    host = urlsplit(uri).hostname
    yield "publisher", host.removeprefix("www.") if host else None


def _search_date(tree: Any, uri: str, fields: dict[str, str], found: dict[str, str]) -> None:
    import htmldate

    try:
        day = iso_day(htmldate.find_date(tree, original_date=True, extensive_search=False))
    except (ValueError, TypeError, AttributeError):  # its search trips over some broken pages
        return
    if day:
        fields["published"], found["published"] = day, "htmldate"

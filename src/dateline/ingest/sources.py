"""Paths -> documents: files, folders, docs.jsonl, addresses, standard input. One that fails costs no other.

A folder gives its ``*.txt``, its ``docs.jsonl`` and its web pages, feeds, archives, tables, PDFs and e-mails, those of
its sub-folders too, in the order of their names; hidden ones are left out. Each input is read and let go before the
next, so any number of them can be given.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import msgspec

from dateline.errors import InputError
from dateline.ingest.dates import day
from dateline.ingest.decode import NotTextError, decode
from dateline.ingest.formats import ENDINGS, limit_for, reader_for
from dateline.ingest.gate import is_conflict
from dateline.ingest.item import Item as Found
from dateline.ingest.item import to_document
from dateline.ingest.language import language
from dateline.model import Document
from dateline.reading import Failure, Notice

MAX_CHARACTERS = 1_000_000  # of one report: about 160,000 words, a long book
_MAX_BYTES = 4 * MAX_CHARACTERS  # UTF-8 has four bytes a character at most
_MAX_LINE = 6 * MAX_CHARACTERS + 65_536  # JSON may write a character in six

Item = Document | Failure | Notice


def documents(
    paths: Iterable[str],
    published: str | None = None,
    publisher: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    gate: bool = False,
    allow_local: bool = False,
) -> Iterator[Item]:
    """The documents of each path in turn. What cannot be read comes as a Failure in its place, what is odd about a
    document as a Notice just before it.

    ``published`` (an ISO date) and ``publisher`` hold for every document that names none itself. A document that was
    given before, be it under another name, comes as a Notice only. ``columns`` names the columns of tables (field
    -> column); with ``gate`` what is no report of conflict comes as a Notice only; ``allow_local`` lets addresses of
    this machine and of private networks be fetched.
    """
    defaults = Defaults(day(published) if published else None, publisher or None, columns, allow_local)
    return _kept((item for path in paths for item in _path(path, defaults)), gate)


def from_items(items: Iterable[tuple[str, Found] | Failure], *, gate: bool = False) -> Iterator[Item]:
    """The documents of what a format's reader gave (address and report of each), as :func:`documents` gives them."""
    return _kept(_found(iter(items), Defaults(None, None)), gate)


def _kept(items: Iterable[Item], gate: bool) -> Iterator[Item]:
    """Each document once and, with ``gate``, only reports of conflict; a Notice for what is left out."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Document) and item.id in seen:
            yield Notice(item.uri, f"is the same report as {seen[item.id]}; read once", "duplicate")
            continue
        if gate and isinstance(item, Document) and not is_conflict(item.text, item.title):
            yield Notice(item.uri, "is no report of conflict by its words; left out by the gate", "gate")
            continue
        if isinstance(item, Document):
            seen[item.id] = item.uri
        yield item


@dataclass(frozen=True, slots=True)
class Defaults:
    published: str | None
    publisher: str | None
    columns: Mapping[str, str] | None = None
    allow_local: bool = False


def _path(path: str, defaults: Defaults) -> Iterator[Item]:
    if path == "-":
        yield from _standard_input(sys.stdin.buffer, defaults)
        return
    if path.startswith(("http://", "https://")):
        yield from _address(path, defaults)
        return
    if os.path.isdir(path):  # Path.is_dir raises for a name that is too long  # noqa: PTH112
        yield from _folder(Path(path), defaults)
    else:
        yield from _file(Path(path), defaults)


def _folder(folder: Path, defaults: Defaults) -> Iterator[Item]:
    problems: list[OSError] = []
    found = 0
    for here, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and (name.lower().endswith((".txt", *ENDINGS)) or name == "docs.jsonl"):
                found += 1
                yield from _regular(Path(here, name), defaults)
    for problem in problems:
        yield Failure(str(problem.filename), _reason(problem))
    if not found and not problems:
        yield Failure(str(folder), "has no .txt file, no docs.jsonl and no other file that can be read in it")


def _regular(path: Path, defaults: Defaults) -> Iterator[Item]:
    """What lies in a folder; a pipe or a device there is not waited for."""
    if path.exists() and not path.is_file():
        yield Failure(str(path), "is no file but a pipe, a socket or a device; to read from it, name it by itself")
    else:
        yield from _file(path, defaults)


def _file(path: Path, defaults: Defaults) -> Iterator[Item]:
    uri = str(path)
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == ".jsonl":
                yield from _lines(file, uri, defaults)
                return
            head = file.read(512)
            reader = reader_for(path.name, head)
            if reader:
                limit = limit_for(path.name, head)
                data = head + file.read(limit + 1 - len(head))
                if len(data) > limit:
                    yield Failure(uri, f"has more than {limit:,} bytes, which no file of its format needs", "limit")
                    return
                yield from _found(reader(data, uri, defaults.columns), defaults)
            else:
                yield from _text(head + file.read(_MAX_BYTES + 1 - len(head)), uri, defaults)
    except OSError as e:
        yield Failure(uri, _reason(e))


def _address(url: str, defaults: Defaults) -> Iterator[Item]:
    """The report of a web address, or those of a feed."""
    from dateline.ingest.fetch import fetch  # the network library; few runs need it

    try:
        got = fetch(url, allow_local=defaults.allow_local)
    except InputError as e:
        yield Failure(url, e.message)
        return
    reader = reader_for(urlsplit(got.url).path, got.data)
    if reader:
        yield from _found(reader(got.data, got.url, defaults.columns), defaults)
    else:
        yield from _text(got.data, url, defaults)


def _found(items: Iterator[tuple[str, Found] | Failure], defaults: Defaults) -> Iterator[Item]:
    """The documents of what a format's reader gives."""
    try:
        for item in items:
            if isinstance(item, Failure):
                yield item
            elif len(item[1].text) > MAX_CHARACTERS:
                yield _too_long(item[0])
            else:
                yield from _document(item[0], item[1], defaults)
    except InputError as e:
        yield Failure(e.uri, e.message)


def _standard_input(file: BinaryIO, defaults: Defaults) -> Iterator[Item]:
    """One report, or docs.jsonl where it opens with a brace."""
    head = file.readline(_MAX_LINE)
    if head.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield from _lines(file, "-", defaults, first=head)
    else:
        yield from _text(head + file.read(_MAX_BYTES + 1), "-", defaults)


def _text(data: bytes, uri: str, defaults: Defaults) -> Iterator[Item]:
    if len(data) > _MAX_BYTES:
        yield _too_long(uri)
        return
    try:
        text, encoding = decode(data)
    except NotTextError as e:
        yield Failure(uri, str(e))
        return
    if len(text) > MAX_CHARACTERS:
        yield _too_long(uri)
    elif not text.strip():
        yield Failure(uri, "is empty")
    else:
        if not encoding.startswith("utf"):
            yield Notice(uri, f"is not UTF-8; read as {encoding}", "encoding")
        yield from _document(uri, Found(text), defaults)


class Line(msgspec.Struct):
    """One line of a docs.jsonl; other fields are let be."""

    text: str | None
    uri: str | int | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def _lines(file: BinaryIO, uri: str, defaults: Defaults, first: bytes = b"") -> Iterator[Item]:
    decoder = msgspec.json.Decoder(Line)
    number = 0
    while data := first or file.readline(_MAX_LINE + 1):
        first = b""
        number += 1
        here = f"{uri}, line {number}"
        if len(data) > _MAX_LINE:
            while data and not data.endswith(b"\n"):
                data = file.readline(_MAX_LINE)
            yield _too_long(here)
            continue
        data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
        if not data.strip():
            continue
        try:
            line = decoder.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
            yield Failure(here, _json_reason(e))
            continue
        yield from _line(line, here, defaults)
    if not number:
        yield Failure(uri, "is empty")


def _line(line: Line, here: str, defaults: Defaults) -> Iterator[Item]:
    text = line.text or ""
    if len(text) > MAX_CHARACTERS:
        yield _too_long(here)
        return
    published = None
    if line.published:
        try:
            published = day(line.published)
        except ValueError as e:
            yield Notice(here, f"published: {e}; read without a date", "field")
            defaults = replace(defaults, published=None)
    uri = str(line.uri) if line.uri not in (None, "") else here.replace(", line ", "#")
    fields = {"title": line.title or None, "publisher": line.publisher or None, "published": published}
    yield from _document(uri, Found(text, **fields, found_in={k: "record" for k, v in fields.items() if v}), defaults)


def _document(uri: str, found: Found, defaults: Defaults) -> Iterator[Document | Notice]:
    code = language(found.text)
    if code is None:
        yield Notice(uri, "has no words in it; listed, nothing to read", "empty")
    elif code != "en":
        yield Notice(uri, f"is in another language ({code}); listed, not read: only English is", "language")
    yield to_document(found, uri, code, defaults.published, defaults.publisher)


def _too_long(uri: str) -> Failure:
    return Failure(
        uri,
        f"is longer than one report may be ({MAX_CHARACTERS:,} characters); "
        "split it, or write one report a line into a docs.jsonl",
        "limit",
    )


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    return (error.strerror or str(error)).lower()


def _json_reason(error: Exception) -> str:
    message = str(error)
    if "`text`" in message and "missing" in message:
        return "has no `text`"
    return f"is no JSON object of a report ({message})"

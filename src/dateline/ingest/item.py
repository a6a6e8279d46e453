"""What every reader of a format gives: the fields of a document, each with where it was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.model import Document, document_id

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One report as a format gives it. ``found_in`` names, for each field that is set, where it came from."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    found_in: dict[str, str] = field(default_factory=dict)


def to_document(
    item: Item, uri: str, language: str | None, published: str | None = None, publisher: str | None = None
) -> Document:
    """The stored document. What was found goes before what the caller gives for those that name none.

    Control characters become spaces one for one, so that no tool chokes on them and no offset moves.
    """
    found = dict(item.found_in)
    given = {"published": published, "publisher": publisher}
    found |= {name: "given" for name, value in given.items() if value and not getattr(item, name)}
    text = clean(item.text)
    title = _line(item.title)
    publisher = _line(item.publisher) or publisher
    published = item.published or published
    return Document(
        id=document_id(publisher, published, title, text), uri=uri, title=title, publisher=publisher,
        published=published, language=language, text=text, url=item.url, found_in=found,
    )  # fmt: skip


def clean(text: str) -> str:
    """Control characters and lone surrogates as spaces, line ends as ``\\n``."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(value: str | None) -> str | None:
    """A title or a name on one line, or None where nothing is left."""
    return " ".join(clean(value).split()) or None if value else None


def iso_day(value: str | None) -> str | None:
    """``YYYY-MM-DD`` from the head of an ISO date or date and time; None for anything else."""
    import datetime

    try:
        return datetime.date.fromisoformat((value or "").strip()[:10]).isoformat()
    except ValueError:
        return None

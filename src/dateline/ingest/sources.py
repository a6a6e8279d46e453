"""Paths -> documents: text files, folders, docs.jsonl, standard input. One that fails costs no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.model import Document, document_id
from dateline.reading import Failure


def documents(
    paths: Iterable[str], published: str | None = None, publisher: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of each path in turn; what cannot be read comes as a Failure in its place."""
    for path in paths:
        p = Path(path)
        if p.suffix == ".jsonl":
            for line in p.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    d = json.loads(line)
                    yield _document(
                        d["uri"], d.get("title"), d.get("publisher") or publisher, d.get("published") or published,
                        d.get("text") or "",
                    )  # fmt: skip
        elif p.is_dir():
            for f in sorted(p.glob("*.txt")):
                yield _document(str(f), None, publisher, published, f.read_text(encoding="utf-8"))
        else:
            yield _document(path, None, publisher, published, p.read_text(encoding="utf-8"))


def _document(uri: str, title: str | None, publisher: str | None, published: str | None, text: str) -> Document:
    return Document(
        id=document_id(publisher, published, title, text), uri=uri, title=title, publisher=publisher,
        published=published, language="en", text=text,
    )  # fmt: skip

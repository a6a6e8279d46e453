"""Full text over the stored reports and over the words of the current claims (SQLite's FTS5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.casefile.store import Casefile, encode

_PIECE = re.compile(r'"([^"]*)"|(\S+)')
MARK_START, MARK_END = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words. ``snippet`` has each found word between MARK_START and MARK_END.

    ``claims``: (id, type, evidence) of the current claims of this report whose own words hold them.
    """

    document: str
    title: str | None
    publisher: str | None
    published: str | None
    snippet: str
    claims: tuple[tuple[str, str, str], ...] = ()


def expression(words: str) -> str:
    """An FTS5 expression from what a person typed: all words must occur, "quoted words" stand together, a star at the
    end of a word matches its beginning. Nothing typed is an error: all else is taken as plain words."""
    terms = []
    for phrase, word in _PIECE.findall(words):
        text = (phrase or word).replace("\x00", " ")
        star = "*" if word and text.endswith("*") else ""
        text = text.rstrip("*").replace('"', "") if word else text
        if re.search(r"\w", text):
            terms.append(f'"{text}"{star}')
    return " AND ".join(terms)


def search(case: Casefile, words: str, limit: int = 20) -> list[Hit]:
    """The reports that hold the words, best first (BM25), with their claims that hold them."""
    asked = expression(words)
    if not asked:
        return []
    best = case.query(
        "SELECT rowid FROM document_search WHERE document_search MATCH ? ORDER BY rank, rowid LIMIT ?", asked, limit
    )
    numbers = encode([r["rowid"] for r in best])
    rows = case.query(  # snippets of these only: a word of most reports has many
        "SELECT d.id, d.title, d.publisher, d.published, "
        f"snippet(document_search, 1, '{MARK_START}', '{MARK_END}', ' … ', 24) AS snippet "
        "FROM document_search JOIN documents d ON d.no = document_search.rowid "
        "WHERE document_search MATCH ? AND document_search.rowid IN (SELECT value FROM json_each(?)) "
        "ORDER BY document_search.rank, d.no",
        asked, numbers,
    )  # fmt: skip
    claims: dict[str, list[tuple[str, str, str]]] = {}
    for c in case.query(
        "SELECT c.id, c.type, c.evidence, c.document FROM json_each(?) k CROSS JOIN documents d ON d.no = k.value "
        "CROSS JOIN claim_rows c ON c.document = d.id "
        "AND c.reading = (SELECT max(r.id) FROM readings r WHERE r.document = d.id) "
        "WHERE EXISTS (SELECT 1 FROM claim_search WHERE claim_search MATCH ? AND claim_search.rowid = c.no) "
        "ORDER BY c.reading, c.ordinal",
        numbers, asked,
    ):  # fmt: skip
        claims.setdefault(c["document"], []).append((c["id"], c["type"], c["evidence"]))
    return [
        Hit(r["id"], r["title"], r["publisher"], r["published"], r["snippet"], tuple(claims.get(r["id"], ())))
        for r in rows
    ]

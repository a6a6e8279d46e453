"""Quotation marks: what is inside."""

from __future__ import annotations

import pytest

from dateline.claims.sources_quotes import find_quotes
from dateline.model import Document

CASES = [
    ("“We left,” he said.", [("“We left,”", False)]),
    ('"We left," he said. "It burned."', [('"We left,"', False), ('"It burned."', False)]),
    ("He said: ''We left.''", [("''We left.''", False)]),
    ("«We left», he said.", [("«We left»", False)]),
    ("“We left.\n“Then it burned,” he said.", [("“We left.", True), ("“Then it burned,”", False)]),
    ("The so-called “safe zone” is empty.", [("“safe zone”", False)]),
    ("The farmers' field and the army's gun.", []),
    ('A 5" shell hit.', []),
    ("No mark here.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotes(text, expected, reader):
    parsed = next(reader.read([Document(id="d", uri="t", text=text)]))
    found = [(parsed.span(q.first, q.last).text, q.runs_on) for q in find_quotes(parsed)]
    assert found == expected

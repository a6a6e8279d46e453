"""What stands within what somebody is said to have said: which of it the report itself attributes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.records import Statement
from dateline.claims.sources_cues import says_by_name
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_text import Text


def outer_only(text: Text, statements: Sequence[Statement], found: Sequence[Draft]) -> list[Statement]:
    """The statements; of those within another's words only the sayings of a third party by name stay listed.

    "The mayor said he wanted the road opened and that the army had promised it": that he wanted it is his own word,
    that the army promised is the army's as he tells it. A coder of attributions takes the outer words alone; claims see
    the inner ones all the same. ``found``: the draft of each statement.
    """
    out = list(statements)
    for n, (inner, draft) in enumerate(zip(statements, found, strict=True)):
        if not inner.listed or inner.parent is None or statements[inner.parent].attribution.source is None:
            continue
        outer = {s.name for s in statements[inner.parent].sources}
        third = says_by_name(draft.sense, draft.speaker) and {s.name for s in inner.sources} != outer
        if not third or draft.verb.i in text.quote_at:
            out[n] = replace(inner, listed=False)
    return out

"""The words for those hit whom only the type of an event tells: civilians, of "the kidnapping of Deputy Rui Sá" him."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.draft import Draft
from dateline.claims.events import Mention
from dateline.claims.frames import View
from dateline.claims.harm_named import Phrase, listed
from dateline.claims.roles_heads import patients
from dateline.model import Span
from dateline.reading import Token

_ON = frozenset({"of", "against", "on"})
_REACH = 9  # words between a noun and the "of" of those hit: "the murder in Lomé on Friday of two nuns"
_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod"})


def span_of(view: View, draft: Draft) -> Span | None:
    """The words of the people whom an event is of, the first of a list; None where it names nobody."""
    for mention in sorted(draft.event.members, key=lambda m: m is not draft.event.main):
        for found in _of_mention(view, draft, mention):
            if "intruder" not in view.classes(view.tokens[found.head]):
                return view.grounded.parsed.span(found.first, found.last)
    return None


def _of_mention(view: View, draft: Draft, mention: Mention) -> Iterator[Phrase]:
    last = view.grounded.parsed.sentences[mention.token.sent].last
    for head in patients(view, draft.event, mention):
        if draft.event.within(head.i):
            yield from _listed(view, _edge(head), last, head)
    if mention.form == "noun":
        for i in range(mention.token.i + 1, min(mention.token.i + _REACH, last - 1)):
            if view.tokens[i].pos in ("VERB", "AUX") or view.tokens[i].text in ";:":
                break
            if view.tokens[i].lower in _ON and draft.event.within(i):
                yield from _listed(view, i + 1, last, None)


def _listed(view: View, first: int, last: int, head: Token | None) -> Iterator[Phrase]:
    found = listed(view.grounded, first, last)
    if found and (head is None or found[0].first <= head.i < found[0].end):
        yield found[0]


def _edge(head: Token) -> int:
    """Where the phrase of a noun begins."""
    edge = head
    while (left := next((c for c in edge.children if c.i < edge.i and c.dep in _PHRASE), None)) is not None:
        edge = left
    return edge.i

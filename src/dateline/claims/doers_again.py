"""Who or what is told of again: "the gunman", "the truck" of a later sentence are those of the event told before.

Plain grammar: a definite noun takes up the one that the report brought in ("a truck ... the truck"), and so what it
does is a part of the event in which it came, and was there and on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims.draft import DAYS, Draft, undated, unworded
from dateline.claims.frames import View
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Reason
from dateline.reading import Token

REACH = 60  # sentences back


def told_before(view: View, draft: Draft, done: Sequence[Draft]) -> Draft | None:
    """The event told before in which the same doer came in: where it was "a gunman", else where it came first."""
    if draft.again or draft.spread or draft.status != "happened":
        return None
    words = {lemma(t) for t in _doers(view, draft)}
    first: Draft | None = None
    for earlier in reversed(done if words else ()):
        if draft.sentence - earlier.sentence > REACH:
            break
        if earlier.place is None or earlier.sentence == draft.sentence or earlier.status != "happened":
            continue
        s = view.grounded.parsed.sentences[earlier.sentence]
        found = [t for t in view.tokens[s.first : s.last] if t.tag == "NN" and lemma(t) in words]
        if any(c.lower in ("a", "an") for t in found for c in t.children):
            return earlier
        first = earlier if found else first
    return first


def take_up(draft: Draft, earlier: Draft) -> None:
    """Give the draft the place of the event told before, and its day where it has none."""
    if earlier.place is not None:
        draft.place = unworded(earlier.place)
        draft.why.append(Reason(field="place", rule="the same doer as told before", span=earlier.trigger))
    if draft.when is None and earlier.when is not None and earlier.when.precision in DAYS:
        draft.when = undated(earlier.when)
        draft.why.append(Reason(field="when", rule="the same doer as told before", span=earlier.trigger))


def _doers(view: View, draft: Draft) -> Iterator[Token]:
    """ "the driver fired", "by the gunman": definite and one."""
    for member in draft.event.members:
        if member.form != "verb":
            continue
        for t in view.subjects(member.words[0]):
            if t.tag == "NN" and lemma(t) in word_set("placing.toml", "doers", "words") and _definite(t):
                yield t


def _definite(noun: Token) -> bool:
    return any(c.dep == "det" and c.lower in ("the", "this", "that") for c in noun.children)

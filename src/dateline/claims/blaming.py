"""Whom an accusation names, wherever its words stand: "held the army responsible for the raid", "laid it at the door of
the rebels", "the guilt lies with the militia", "it bears the marks of the group"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from dateline.claims.blamed import BLAME, LAID
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.parties import parties
from dateline.claims.sources_stance import side
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Participant, Source
from dateline.reading import Entity, Token

_words = partial(word_set, "modality.toml", "blaming")


def blamed(view: View, d: Draft) -> tuple[Participant, ...]:
    """The initiators that the words of an accusation name, where the event's own words name none."""
    if d.stance != "accuses" or d.statement is None or d.names("initiator"):
        return ()
    sentence = view.grounded.parsed.sentences[d.sentence]
    first = min(d.statement.cue[0], *(a for a, _ in d.statement.content))
    last = max(sentence.first, *(b for _, b in d.statement.content))
    voices = [s.span for s in d.sources if s is not None and s.span is not None]
    said = view.tokens[first : max(last, _end(view, d))]
    heads = (t for t in said if not any(v.start <= t.start < v.end for v in voices))
    return tuple(
        Participant(role="initiator", actor=e.actor.id, name=e.actor.name, span=e.span)
        for e in whom(view, heads, d.sources)
        if e.actor is not None
    )


def whom(view: View, tokens: Iterable[Token], voices: Sequence[Source | None]) -> list[Entity]:
    """The parties among words that stand where an accusation puts whom it blames; never who accuses."""
    own = {side(s.actor) for s in voices if s is not None and s.actor}
    for t in tokens:
        found = [e for e in parties(view, t, states=True) if e.actor] if _is_blamed(t) else []
        if found and not any(e.actor and side(e.actor.id) in own for e in found):
            return found
    return []


def _end(view: View, d: Draft) -> int:
    """Where the words below the verb that accuses end: its content may leave out "on the rebels"."""
    assert d.statement is not None
    return max(t.i for i in d.statement.cue for t in view.tokens[i].subtree()) + 1


def _is_blamed(t: Token) -> bool:
    if t.dep in ("nsubj", "dobj", "nsubjpass"):
        guilty = (
            [t.head] if t.head.pos == "ADJ" else [c for c in t.head.children if c.dep in ("oprd", "acomp", "ccomp")]
        )
        if any(lemma(c) in word_set("modality.toml", "answerable") for c in guilty):
            return True  # "held the army responsible"
        return lemma(t.head) == "be" and any(c.dep == "xcomp" and lemma(c) == "blame" for c in t.head.children)
    if t.dep != "pobj":
        return False
    prep, above = t.head, t.head.head
    if prep.lower == "of":
        return lemma(above) in _words("marks")
    if prep.lower not in LAID and prep.lower != "to":
        return False
    laid = lemma(above) in _words("laying") or lemma(above) in BLAME
    strayed = any(lemma(a) in _words("laying") and lemma(a) != "be" for a in above.ancestors())  # "..., on the rebels"
    after_comma = any(c.text == "," and c.i == prep.i - 1 for c in (above, *above.children, *above.head.children))
    return laid or (strayed and after_comma)

"""How far a voice reaches where grammar sets its bounds: an aside in a clause of its own, clauses joined by "that"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.sources_cues import verb_senses
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.reading import Sentence, Token

_JOINTS = frozenset({"and", "but", "or"})
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_AWAY = 12  # words of an aside: ", the colonel told a radio in the capital,"


def in_own_clause(text: Text, first: int, last: int, sentence: Sentence) -> Range | None:
    """The words that an aside between commas speaks for where it stands at the opening of a clause.

    "A raid in which, they say, nine died", "threw stones and, the army says, fired": of the relative clause alone, of
    the second of two joined alone. An aside inside of a clause ("The road, he said, is shut") takes all of it.
    ``first``, ``last``: the tokens of the aside without its commas.
    """
    if first - 2 <= sentence.first or last >= sentence.last or last - first > _AWAY:
        return None
    opens = text.tokens[first - 2]
    if text.tokens[first - 1].text != "," or text.tokens[last].text != ",":
        return None
    if opens.tag in _RELATIVES:
        told = next((t for t in (opens, *opens.ancestors()) if t.dep == "relcl" and t.i > last), None)
        if told is not None and told.head.tag in ("DT", "PRP", "CD"):
            return None  # "fired on those which, he said, had no flag": no telling who without the clause
    elif opens.lower in _JOINTS and _joins(text, opens, last):
        told = None
    else:
        return None
    end = max(text.right[told.i], last + 1) if told is not None else sentence.last
    stop = next((i for i in range(last + 1, end) if text.tokens[i].text == ";"), end)
    return text.trim(last + 1, min(stop, sentence.last))


def _joins(text: Text, joint: Token, last: int) -> bool:
    """Whether a word joins clauses or their verbs; not two nouns ("tear gas and, locals said, bullets" is one deed)."""
    return joint.dep == "cc" and joint.head.pos in ("VERB", "AUX") and text.tokens[last - 1].dep != "cc"


def with_joined(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; to a clause that somebody is said to have said belongs ", and that ..." behind it, however parted.

    "Residents said fighters shot 11 men, calling them spies, and that a manager was led away": "that" with its joint
    has no other verb to hang on than the one of saying.
    """
    cues = {d.verb.i: d for d in drafts if d.listed}
    return [_joined(text, d, cues) if d.listed else d for d in drafts]


def _joined(text: Text, draft: Draft, cues: dict[int, Draft]) -> Draft:
    if not draft.speech or "clause" not in draft.sense.takes or draft.verb.i in text.quote_at:
        return draft
    behind = [b for a, b in draft.content if a > draft.verb.i]
    last = text.sentence(draft.verb).last
    for i in range(max(behind, default=last), last - 3):
        token = text.tokens[i]
        other = cues.get(i)
        voiced = other is not None and other.speech and other.speaker is not draft.speaker
        if voiced or token.text in (";", '"', ":"):
            return draft
        if token.lower not in _JOINTS or text.tokens[i + 1].lower != "that":
            continue
        verb = text.tokens[i + 1].head
        if text.tokens[i + 1].dep != "mark" or verb.i < i or child(verb, *SUBJECTS) is None:
            return draft
        above = verb.head
        if above.i >= max(behind) and any("clause" in s.takes for s in verb_senses(above)):
            return draft  # "..., adding that the road was shut and that ...": another cue's
        if any(k in cues for k in range(max(behind), i)):  # another's words between them, or other words of the same
            span = text.trim(i + 1, text.right[verb.i])
            return replace(draft, content=(*draft.content, span)) if span else draft
        whole = tuple((a, text.right[verb.i] if b == max(behind) else b) for a, b in draft.content)
        return replace(draft, content=whole)
    return draft

"""Attribution: who is said to have said what, whether or not it is an event.

The way of a report: cues are found and drafted (``sources_find``), quotations without a cue go to the voice before
them, voices are named (``sources_speakers``), and statements that stand inside others get their carriers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims.records import Statement
from dateline.claims.sources_blocks import with_blocks
from dateline.claims.sources_counts import counts
from dateline.claims.sources_draft import Draft
from dateline.claims.sources_find import drafts
from dateline.claims.sources_flow import continue_quotes
from dateline.claims.sources_headings import headings, with_headings
from dateline.claims.sources_messengers import brings_word
from dateline.claims.sources_phrases import phrases
from dateline.claims.sources_speakers import Voices
from dateline.claims.sources_text import Text, merge
from dateline.claims.sources_trailing import trailing
from dateline.claims.sources_within import outer_only
from dateline.claims.untrue import swallowed
from dateline.model import Attribution, Source
from dateline.reading import Grounded, Parsed


def find_statements(grounded: Grounded) -> list[Statement]:
    """Every attribution of the report, in the order of its cues."""
    text = Text(grounded.parsed)
    told = counts(text, with_blocks(text, phrases(text, trailing(text, drafts(text)))))
    found = continue_quotes(text, with_headings(told, list(headings(grounded, text))))
    voices = Voices(grounded, text)
    nested = nest([_statement(grounded.parsed, d, voices.of(d)) for d in found], text)
    return outer_only(text, nested, found)


class VoiceIndex:
    """Which statement claims what stands at a token. Built once a report, in time linear in the words attributed."""

    def __init__(self, statements: Sequence[Statement], whole: Source | None = None) -> None:
        """Statements of thought, wish, order and judgement (``factual`` False) claim nothing and are passed over.

        ``whole``: who tells what no statement claims, where it is not the paper.
        """
        self.whole = whole
        self.answering = frozenset(i for s in statements if s.stance in ("denies", "admits", "claims") for i in s.cue)
        # "declined to deny that ...": what nobody says
        self.withheld = frozenset(
            i for s in statements if not s.factual and s.stance == "denies" for a, b in s.content for i in range(a, b)
        )
        self._at: dict[int, Statement] = {}
        for statement in sorted((s for s in statements if s.factual), key=_width, reverse=True):
            for first, last in statement.content:  # the widest first: the innermost stays
                self._at.update(dict.fromkeys(range(first, last), statement))
        for statement in statements:  # "medics counted 90 arrivals": the word that attributes may tell the event too
            if statement.factual and statement.stance == "reports" and statement.sources:
                for i in statement.cue:
                    self._at.setdefault(i, statement)

    def parted(self, a: int, b: int) -> bool:
        """Whether two statements, neither within the other, tell the one and the other."""
        one, other = self._at.get(a), self._at.get(b)
        return one is not None and other is not None and one is not other and a not in other and b not in one

    def at(self, token: int) -> Statement | None:
        """The innermost statement whose content holds the token."""
        return self._at.get(token)


def _statement(parsed: Parsed, draft: Draft, sources: tuple[Source, ...]) -> Statement:
    content = tuple(merge(draft.content))
    attribution = Attribution(
        document=parsed.document.id, source=parsed.span(*draft.source) if draft.source else None,
        cue=parsed.span(draft.cue[0], draft.cue[-1] + 1), content=tuple(parsed.span(*r) for r in content),
        stance="claims" if draft.sense.stance == "accuses" and brings_word(draft, sources) else draft.sense.stance,
    )  # fmt: skip
    return Statement(
        sources=sources, cue=draft.cue, content=content, attribution=attribution, stance=attribution.stance,
        polarity=draft.sense.polarity, status=draft.sense.status, factual=draft.sense.factual, listed=draft.listed,
    )  # fmt: skip


def nest(statements: list[Statement], text: Text) -> list[Statement]:
    """Sets ``parent`` and hands the outer voice on as carrier: "the ministry said, SANA reported" is via SANA."""
    out = list(statements)
    around = _around(statements)
    for n in sorted(range(len(out)), key=lambda n: -_width(out[n])):
        # widest first, so that an outer statement has its own carriers already
        inner = out[n]
        holding = [
            m for m in around[inner.cue[0]] if m != n and inner.cue[-1] in out[m] and _width(out[m]) >= _width(inner)
        ]
        if not holding:
            continue
        parent = min(holding, key=lambda m: (_width(out[m]), m))
        outer = out[parent]
        sources = inner.sources
        if not sources and (inner.attribution.source is None or _is_first_person(inner)):
            sources = outer.sources  # "is believed to be the deadliest, the monitor said": the monitor's belief
        elif _is_named_by(text, inner, outer):  # "denied a report by the agency that": only the denial is a claim here
            inner = replace(inner, factual=False)
        elif _endorses(text, outer):  # "confirmed a report by the agency that": both say so
            sources = tuple(dict.fromkeys((*outer.sources, *sources)))
        elif outer.factual and inner.factual and outer.polarity == "affirmed":
            sources = tuple(_carried(s, outer) for s in sources)
        out[n] = replace(inner, parent=parent, sources=sources)
    return out


def _around(statements: list[Statement]) -> dict[int, list[int]]:
    """First token of each cue -> the statements whose content holds it."""
    out: dict[int, list[int]] = {s.cue[0]: [] for s in statements}
    for n, statement in enumerate(statements):
        for first, last in statement.content:
            for i in range(first, last):
                if i in out:
                    out[i].append(n)
    return out


def _endorses(text: Text, statement: Statement) -> bool:
    return any(text.tokens[i].lemma in ("confirm", "corroborate", "verify") for i in statement.cue)


def _is_named_by(text: Text, inner: Statement, outer: Statement) -> bool:
    """Whether a denial names what it denies as somebody's "report that", "claim that", "accusation that"."""
    noun = text.tokens[inner.cue[-1]]
    if outer.polarity != "denied" or not outer.sources or noun.pos != "NOUN":
        return False
    return noun.head.i in outer.cue or any(swallowed(text.tokens[i]) is noun for i in outer.cue)


def _is_first_person(statement: Statement) -> bool:
    source = statement.attribution.source
    return source is not None and source.text.lower() in ("i", "we")


def _carried(source: Source, outer: Statement) -> Source:
    if source.name in {s.name for s in outer.sources}:
        return source  # "both say they were not there and deny firing": the same voices
    names = [v for s in outer.sources for v in (s.name, *s.via)]
    via = tuple(v for v in dict.fromkeys((*source.via, *names)) if v != source.name)
    return Source(name=source.name, kind=source.kind, actor=source.actor, span=source.span, via=via)


def _width(statement: Statement) -> int:
    return sum(last - first for first, last in statement.content)

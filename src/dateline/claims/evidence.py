"""The words that state an event: its clause, without the words that attribute it."""

from __future__ import annotations

from bisect import bisect_left

from dateline.claims.events import Event
from dateline.claims.frames import clause_head
from dateline.claims.records import Statement
from dateline.model import Span
from dateline.reading import Parsed, Token

# Stances that are acts of speech: the accusation is itself what is reported.
ACTS = frozenset({"accuses", "claims", "denies", "admits", "doubts", "threatens"})
FAR = 150  # tokens: no clause is as long, but a list that the parser takes for one sentence may be
WHILE = frozenset({"while", "whereas"})
CUT = frozenset({"relcl", "ccomp", "parataxis"})


def evidence(
    parsed: Parsed, event: Event, statement: Statement | None, marks: list[int], told: bool = False,
    answering: frozenset[int] = frozenset(),
) -> Span:  # fmt: skip
    """The clause that states the event, in one piece; within what is attributed, where it is.

    ``marks``: token indices of all words of the report that name events, sorted. ``told``: with the words of the one
    who tells it, since its own are too few. ``answering``: token indices of the words by which voices deny or own to
    something; what the paper names beside them has words of its own ("denied any part in a bombing that killed nine").
    """
    sentence = parsed.sentences[event.main.token.sent]
    top = _top(event)
    if statement is None and top.i in answering and not any(m.token is top for m in event.members):
        top = event.main.token
    near = marks[bisect_left(marks, sentence.first) : bisect_left(marks, sentence.last)]
    foreign = set(near) - {m.token.i for m in event.members}
    keep = _clause_tokens(top, event, foreign)
    low, high = sentence.first, sentence.last
    if statement is not None:
        anchor = event.main.token.i
        for first, last in statement.content:
            if first <= anchor < last:
                low, high = max(low, first), min(high, last)
    opening = _opening(parsed, top, sentence.first)
    low = max(low, opening) if event.main.token.i >= opening else low
    words = sorted({t.i for t in keep} | {t.i for m in event.members for t in m.words})
    words = [i for i in words if low <= i < high] or [event.main.token.i]
    if statement is not None and (told or statement.stance in ACTS):
        words = sorted({*words, *_telling(parsed, statement, sentence.first, sentence.last)})
    if len(words) > 1 and parsed.tokens[words[-1]].pos == "PUNCT" and parsed.tokens[words[-2] + 1].lower in WHILE:
        words.pop()  # the stop behind what was left out
    first, last = words[0], words[-1] + 1
    while last - first > 1 and _dangling(parsed.tokens[last - 1]):
        last -= 1
    while last - first > 1 and parsed.tokens[first].pos in ("PUNCT", "SPACE"):
        first += 1
    return parsed.span(first, last)


def _dangling(token: Token) -> bool:
    """A comma, or the "and" of a clause that was left out."""
    return token.dep == "cc" or (token.pos == "PUNCT" and token.text in ",;:-–—")


def _telling(parsed: Parsed, statement: Statement, first: int, last: int) -> list[int]:
    """The words of the one who accuses, denies or takes credit: they are what states it."""
    out = [i for i in statement.cue if first <= i < last]
    spans = [s.span for s in statement.sources if s.span]
    out += [t.i for t in parsed.tokens[first:last] if any(s.start <= t.start < s.end for s in spans)]
    return out + [i for a, b in statement.content for i in range(a, b) if first <= i < last]


def _opening(parsed: Parsed, top: Token, first: int) -> int:
    """Where a clause told in passing begins: ", two weeks after the alliance took the town"."""
    mark = next((c for c in top.children if c.dep == "mark" and c.lower in ("after", "before", "since")), None)
    if mark is None or mark.i > top.i:
        return first
    comma = next((i for i in range(mark.i - 1, max(first, mark.i - 8), -1) if parsed.tokens[i].text == ","), None)
    return comma + 1 if comma is not None else first


def _beside(clause: Token) -> bool:
    """ "One raid was by the army, while the other was by the militia": beside the rest, and no part of it."""
    return clause.dep == "advcl" and any(c.dep == "mark" and c.lower in WHILE for c in clause.children)


def _top(event: Event) -> Token:
    """The highest clause among the event's words."""
    heads = [clause_head(t) for m in event.members for t in m.words]
    top = min(heads, key=lambda t: (sum(1 for _ in t.ancestors()), t.i))
    for _ in range(3):
        if top.dep == "xcomp" or (top.dep == "acl" and top.tag == "VBN" and top.head.dep in ("nsubj", "nsubjpass")):
            top = clause_head(top.head)  # "were forced to flee", "those killed in the raid include two women"
        else:
            break
    return top


def _clause_tokens(top: Token, event: Event, foreign: set[int]) -> list[Token]:
    """The clause below ``top`` without coordinated clauses and others that tell an event of their own."""
    own = {m.token.i for m in event.members}
    out: list[Token] = []
    todo = [top]
    while todo:
        token = todo.pop()
        out.append(token)
        for child in token.children:
            if abs(child.i - event.main.token.i) > FAR:
                continue
            apart = child.dep in CUT or (child.dep == "conj" and child.pos in ("VERB", "AUX"))
            if foreign and (apart or _beside(child)):
                inside = {t.i for t in child.below()}
                if own.isdisjoint(inside) and not foreign.isdisjoint(inside):
                    continue
            todo.append(child)
    return out

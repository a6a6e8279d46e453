"""Sums of a whole war or year, which are no event's toll."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.claims.draft import DAYS, Draft
from dateline.claims.frames import View, clause_head
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

MANY = 1_000
YEARLY = 20  # so many in a year are no one event's
_NO_EVENT = word_set("background.toml", "violence")
_WARS = word_set("modality.toml", "wars")
_LATELY = frozenset({"past", "last", "previous"})
WARS, MILLIONS = 20_000, 1_000_000  # no single event kills, or uproots, as many


def of_a_year(view: View, draft: Draft) -> bool:
    """ "Since the beginning of the year", "so far this year", "in the past three years", "in 2021 alone"."""
    words = [t.lower for t in around(view, draft)]
    for i, word in enumerate(words):
        before, after = words[max(i - 4, 0) : i], words[i + 1 : i + 3]
        if word == "year" and ("since" in words[max(i - 6, 0) : i] or (before[-1:] == ["this"] and "far" in before)):
            return True
        if word == "years" and (after[:1] == ["of"] or not _LATELY.isdisjoint(before)):
            return True
        if word in ("months", "weeks") and after[:1] == ["of"] and "toll" in words:
            return True  # "the toll of two years of unrest"
        if word == "alone" and before[-1:] and before[-1].isdecimal() and len(before[-1]) == 4:
            return True
    return False


def _of_last_year(view: View, draft: Draft) -> bool:
    """ "240 were killed last year", "violence cost 240 lives last year": in no event that is told, over a year."""
    told = all(m.harmful or lemma(m.token) in _NO_EVENT for m in draft.event.members)
    if draft.when is None or draft.when.precision != "year" or not told:
        return False
    words = [t.lower for t in around(view, draft)]
    return any(pair == ("last", "year") for pair in pairwise(words))


def war_total(view: View, draft: Draft) -> bool:
    """Totals of a whole war: "more than 300,000 have been killed since the conflict began"."""
    yearly = any((f.low or 0) >= YEARLY for f in draft.event.facts)
    if not yearly and not any(m.harmful for m in draft.event.members) and draft.type not in ("displacement", "protest"):
        return False
    if yearly and (of_a_year(view, draft) or _of_last_year(view, draft)):
        return True
    if any((f.low or 0) >= (WARS if f.effect == "killed" else MILLIONS) for f in draft.event.facts):
        return True
    if draft.when is not None and draft.when.precision == "year" and draft.when.start[:4] < draft.when.end[:4]:
        published = view.grounded.parsed.document.published or "0"
        return int(draft.when.end[:4]) + 1 < int(published[:4])  # "lost 900 men in the hills in the late 1970s"
    clause = clause_head(draft.main)
    many = any((f.low or 0) >= MANY for f in draft.event.facts if f.effect == "killed")
    if many and perfect(clause) and any(c.lower == "since" for c in clause.children):
        return True  # "4,000 rebels and 300 soldiers have died since then"
    near = around(view, draft)
    wars = [t for t in near if (t.word or lemma(t)) in _WARS]
    if all(t.dep in ("compound", "nmod") and t.head.i > t.i for t in wars):
        return False
    lemmas = [lemma(t) for t in near]
    dated = draft.when is not None and draft.when.precision in DAYS
    verb = draft.main.pos == "VERB" and not draft.event.main.harmful and view.lexicon.ontology.violent(draft.type)
    if verb and "since" not in lemmas:
        return False  # "started the war by attacking a base, where scores of soldiers died"
    if dated and "since" in lemmas:  # "a war monitor said", "died since they stormed the town on Monday"
        return False
    return any(w in ("since", "began", "begin", "start", "erupt", "break") for w in lemmas) or any(
        (f.low or 0) >= 10000 for f in draft.event.facts
    )


def around(view: View, draft: Draft) -> Sequence[Token]:
    """The words of the draft's sentence, at most 80 to each side."""
    sentence, at = view.grounded.parsed.sentences[draft.sentence], draft.main.i
    return view.tokens[max(sentence.first, at - 80) : min(sentence.last, at + 80)]


def perfect(verb: Token) -> bool:
    return any(c.dep == "aux" and lemma(c) == "have" for c in verb.children)

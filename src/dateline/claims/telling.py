"""Which of the events told before has the words of this telling: "the raid on the convoy" is the one with a convoy."""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.words import lemma
from dateline.lexicon import load_toml

NOUNS = frozenset({"NOUN", "PROPN"})


def best_told(draft: Draft, fitting: list[Draft]) -> list[Draft]:
    """Those of the fitting drafts that share most of its telling words; all, where none shares one."""
    if len(fitting) < 2:
        return fitting
    mine = telling(draft)
    shared = [len(mine & telling(d)) + _like(draft, d) for d in fitting]
    most = max(shared)
    return [d for d, n in zip(fitting, shared, strict=True) if n == most] if most else fitting


def telling(draft: Draft) -> frozenset[str]:
    """The nouns of its evidence that tell it from other events: no word for the event itself, for time or for who
    speaks."""
    if draft.words is None:
        draft.words = _telling(draft)
    return draft.words


def _telling(draft: Draft) -> frozenset[str]:
    top = draft.main
    for top in draft.main.ancestors():  # noqa: B007
        pass
    own = {t.i for m in draft.event.members for t in m.words}
    voices = [s.span for s in draft.sources if s is not None and s.span is not None]
    span, dull = draft.evidence, load_toml("linking.toml")["common_words"]
    return frozenset(
        lemma(t)
        for t in top.below()
        if t.pos in NOUNS and span.start <= t.start and t.end <= span.end and t.ent not in ("DATE", "TIME")
        and t.i not in own and t.lower not in dull and not any(v.start <= t.start < v.end for v in voices)
    )  # fmt: skip


def _like(a: Draft, b: Draft) -> int:
    """Two, where both give a toll of three or more, and nearly the same."""
    mine, theirs = ({f.effect: f.low for f in d.event.facts if f.low} for d in (a, b))
    both = [(n, theirs[e]) for e, n in mine.items() if e in theirs]
    return 2 * int(any(min(x, y) >= 3 and 4 * min(x, y) >= 3 * max(x, y) for x, y in both))

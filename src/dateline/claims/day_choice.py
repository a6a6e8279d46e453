"""The day of what no words and no rule date: one that the report names or gives to another event, or none.

Every day of the report is a candidate; what speaks for one is how near it is told, of what, by whom, and how much of
the report is of that day. The weights are fitted (``choice.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta
from itertools import chain

from dateline.claims.choice import Candidate, choose
from dateline.claims.day_near import Day, Named, OfDrafts, OfWords, key
from dateline.claims.draft import DAYS, Draft, claim_when, undated
from dateline.claims.events import SOFT
from dateline.claims.frames import View, clause_head
from dateline.model import ClaimWhen, Reason

LASTING = frozenset({"control_state", "deployment", "displacement", "siege", "aid", "agreement"})
PRESENT = frozenset({"VBZ", "VBP"})  # tags
# The perfect of hot news (McCawley 1971): "gunmen have killed six" is of these days, whatever else the report recalls.
HOT = 3
OVER = 1.35  # a report that gives no day often means to: how much likelier than none a day must be


def day_of(view: View, drafts: Sequence[Draft]) -> None:
    """Sets ``when`` of the drafts that neither their own words nor a rule gives one, in place."""
    lent = [d for d in drafts if d.when is None and d.status == "happened" and not _timeless(d)]
    if not lent:
        return
    own = [d for d in drafts if d.when is not None and d.when.span is not None and d.when.precision in DAYS]
    report = _Report(view, own, {i for d in drafts if d.statement is not None for i in d.statement.cue})
    for draft in lent:
        meant, chance = choose("date", draft, report.candidates(draft), OVER)
        if meant is not None:
            draft.when = undated(meant)
            draft.why.append(Reason(field="when", rule=f"day most likely meant ({chance:.2f})", span=meant.span))


class _Report:
    """The days that a report names, and which of them it is about."""

    def __init__(self, view: View, own: Sequence[Draft], cues: Set[int]) -> None:
        self.published = view.grounded.parsed.document.published
        tokens = view.tokens
        named = [
            Named(e.first, tokens[e.head].sent, claim_when(e), any(t.i in cues for t in tokens[e.head].ancestors()))
            for e in view.grounded.entities if e.when is not None and e.when.precision in DAYS
        ]  # fmt: skip
        self._of_words, self._of_drafts = OfWords(named), OfDrafts(own)
        self.count = Counter(key(d.when) for d in own if d.when is not None)
        lead = next((d for d in own if d.type not in SOFT), own[0] if own else None)
        self.lead = key(lead.when) if lead is not None and lead.when is not None else None
        top = self.count.most_common(1)
        self.most = top[0][0] if top else None

    def candidates(self, draft: Draft) -> list[Candidate[ClaimWhen | None]]:
        days: dict[Day, tuple[ClaimWhen, dict[str, float]]] = {}

        def add(when: ClaimWhen, names: Iterable[str]) -> None:
            _, features = days.setdefault(key(when), (when, {}))
            features.update(dict.fromkeys(names, 1.0))

        if draft.said is not None:
            add(draft.said, ["day it was told"])
        for when, near in self._of_drafts.near(draft):
            add(when, [near])
        for name, those in self._of_drafts.alike(draft):
            for which in those:
                days[which][1][name] = 1.0
        for when, names in chain(self._of_words.before(draft), self._of_words.after(draft)):
            add(when, names)
        if self.published is not None:
            printed = date.fromisoformat(self.published[:10])
            for back, name in ((0, "day of print"), (1, "day before print")):
                day = (printed - timedelta(days=back)).isoformat()
                add(ClaimWhen(start=day, end=day, precision="day"), [name])
        kind, total = _kind(draft), self.count.total() or 1
        out: list[Candidate[ClaimWhen | None]] = [Candidate(None, self._none(draft, kind))]
        for which, (when, features) in days.items():
            if draft.by_now and self._stale(when):
                continue
            if which == self.lead:
                features["lead"] = 1.0
            if which == self.most:
                features["most told"] = 1.0
            features["share"] = self.count[which] / total
            features[f"gap {self._gap(when)}"] = 1.0
            features |= {f"{kind}: {f}": v for f, v in list(features.items()) if not f.startswith("gap")}
            out.append(Candidate(when, features))
        return out

    def _none(self, draft: Draft, kind: str) -> dict[str, float]:
        names = ["none", f"none {kind}", f"none {draft.stance}", f"none {draft.status}", f"none {draft.type}"]
        told = ("by_now", "by_clock", "goes_on", "again", "answer")
        names += [f"none {name}" for name in told if getattr(draft, name)]
        names += ["none denied"] * (draft.polarity == "denied") + ["none told"] * (draft.thread is not None)
        names += ["none undated report"] * (not self.count) + [f"none {draft.event.main.form}"]
        tag = draft.main.tag
        names += [f"none {tag}"] if draft.event.main.form == "verb" else []
        names += ["none toll"] if draft.event.facts else []
        return dict.fromkeys(names, 1.0)

    def _stale(self, when: ClaimWhen) -> bool:
        if self.published is None:
            return False
        return (date.fromisoformat(self.published[:10]) - date.fromisoformat(when.end[:10])).days > HOT

    def _gap(self, when: ClaimWhen) -> str:
        if self.published is None:
            return "unknown"
        gap = (date.fromisoformat(self.published[:10]) - date.fromisoformat(when.start[:10])).days
        return "ahead" if gap < 0 else str(gap) if gap < 2 else "week" if gap < 8 else "month" if gap < 32 else "long"


def _timeless(draft: Draft) -> bool:
    """What lasts, or is told of more than one day: "controls", "is fighting", "weeks of protests"."""
    return draft.spread or (draft.type in LASTING and not draft.by_clock) or clause_head(draft.main).tag in PRESENT


def _kind(draft: Draft) -> str:
    return "soft" if draft.type in SOFT or draft.answer else "event"

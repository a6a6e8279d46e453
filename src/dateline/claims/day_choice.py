"""The day of what no words and no rule date: one that the report names or gives to another event, or none.

Every day of the report is a candidate; what speaks for one is how near it is told, of what, by whom, and how much of
the report is of that day. The weights are fitted (``choice.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta

from dateline.claims.choice import Candidate, choose
from dateline.claims.context import chain, same_voice
from dateline.claims.draft import DAYS, Draft, claim_when, undated
from dateline.claims.events import SOFT
from dateline.claims.frames import View, clause_head
from dateline.claims.same_place import same_place, vague_place
from dateline.model import ClaimWhen, Reason

LASTING = frozenset({"control_state", "deployment", "displacement", "siege", "aid", "agreement"})
PRESENT = frozenset({"VBZ", "VBP"})  # tags
OVER = 1.35  # a report that gives no day often means to: how much likelier than none a day must be


def day_of(view: View, drafts: Sequence[Draft]) -> None:
    """Sets ``when`` of the drafts that neither their own words nor a rule gives one, in place."""
    lent = [d for d in drafts if d.when is None and d.status == "happened" and not _timeless(d)]
    own = [d for d in drafts if d.when is not None and d.when.span is not None and d.when.precision in DAYS]
    report = _Report(view, own, {i for d in drafts if d.statement is not None for i in d.statement.cue})
    for draft in lent:
        meant, chance = choose("date", draft, report.candidates(draft, own), OVER)
        if meant is not None:
            draft.when = undated(meant)
            draft.why.append(Reason(field="when", rule=f"day most likely meant ({chance:.2f})", span=meant.span))


class _Report:
    """The days that a report names, and which of them it is about."""

    def __init__(self, view: View, own: Sequence[Draft], cues: Set[int]) -> None:
        self.published = view.grounded.parsed.document.published
        tokens = view.tokens
        self.named = [
            (tokens[e.head].sent, e.first, claim_when(e), any(t.i in cues for t in tokens[e.head].ancestors()))
            for e in view.grounded.entities if e.when is not None and e.when.precision in DAYS
        ]  # fmt: skip
        self.count = Counter(_key(d.when) for d in own)
        lead = next((d for d in own if d.type not in SOFT), own[0] if own else None)
        self.lead = _key(lead.when) if lead is not None else None
        top = self.count.most_common(1)
        self.most = top[0][0] if top else None

    def candidates(self, draft: Draft, own: Sequence[Draft]) -> list[Candidate[ClaimWhen | None]]:
        days: dict[tuple[str, str], tuple[ClaimWhen, dict[str, float]]] = {}

        def add(when: ClaimWhen, names: Iterable[str]) -> None:
            _, features = days.setdefault(_key(when), (when, {}))
            features.update(dict.fromkeys(names, 1.0))

        if draft.said is not None:
            add(draft.said, ["day it was told"])
        for when, names in self._of_drafts(draft, own):
            add(when, names)
        for when, names in self._of_words(draft):
            add(when, names)
        if self.published is not None:
            printed = date.fromisoformat(self.published[:10])
            for back, name in ((0, "day of print"), (1, "day before print")):
                day = (printed - timedelta(days=back)).isoformat()
                add(ClaimWhen(start=day, end=day, precision="day"), [name])
        kind, total = _kind(draft), self.count.total() or 1
        out: list[Candidate[ClaimWhen | None]] = [Candidate(None, self._none(draft, kind))]
        for key, (when, features) in days.items():
            if key == self.lead:
                features["lead"] = 1.0
            if key == self.most:
                features["most told"] = 1.0
            features["share"] = self.count[key] / total
            features[f"gap {self._gap(when)}"] = 1.0
            features |= {f"{kind}: {f}": v for f, v in list(features.items()) if not f.startswith("gap")}
            out.append(Candidate(when, features))
        return out

    def _none(self, draft: Draft, kind: str) -> dict[str, float]:
        names = ["none", f"none {kind}", f"none {draft.stance}", f"none {draft.status}", f"none {draft.type}"]
        names += [f"none {name}" for name in ("by_now", "goes_on", "again", "answer") if getattr(draft, name)]
        names += ["none denied"] * (draft.polarity == "denied") + ["none told"] * (draft.thread is not None)
        names += ["none undated report"] * (not self.count) + [f"none {draft.event.main.form}"]
        tag = draft.main.tag
        names += [f"none {tag}"] if draft.event.main.form == "verb" else []
        names += ["none toll"] if draft.event.facts else []
        return dict.fromkeys(names, 1.0)

    def _gap(self, when: ClaimWhen) -> str:
        if self.published is None:
            return "unknown"
        gap = (date.fromisoformat(self.published[:10]) - date.fromisoformat(when.start[:10])).days
        return "ahead" if gap < 0 else str(gap) if gap < 2 else "week" if gap < 8 else "month" if gap < 32 else "long"

    def _of_drafts(self, draft: Draft, own: Sequence[Draft]) -> Iterable[tuple[ClaimWhen, list[str]]]:
        """Days of other drafts, with what those have in common with this one."""
        root = chain(draft)[-1]
        nearest: dict[tuple[str, str], int] = {}
        for other in sorted(own, key=lambda o: abs(o.sentence - draft.sentence)):
            when = other.when
            if other is draft or when is None:
                continue
            gap = draft.sentence - other.sentence
            names = []
            if nearest.setdefault(_key(when), gap) == gap:
                names.append(f"told {_distance(gap)}")
            if chain(other)[-1] is root:
                names.append("same event")
            if draft.place and other.place and not vague_place(draft) and same_place(draft, other):
                names.append("same place")
            if other.type == draft.type:
                names.append("same type")
            if same_voice(draft, other):
                names.append("same voice")
            if other.paragraph == draft.paragraph:
                names.append("same paragraph")
            if draft.ids("initiator") & other.ids("initiator"):
                names.append("same doers")
            yield when, names

    def _of_words(self, draft: Draft) -> Iterable[tuple[ClaimWhen, list[str]]]:
        """Days named in words, the last before it and the nearest after it above all."""
        before = [n for n in self.named if n[1] < draft.main.i]
        for n, (sentence, _, when, told) in enumerate(reversed(before)):
            far = _distance(draft.sentence - sentence)
            names = ["day of telling", f"of telling {far}"] if told else [f"named {far}"]
            yield when, names + ["last named"] * (n == 0 and not told)
        for sentence, first, when, told in self.named:
            if first >= draft.main.i and sentence - draft.sentence <= 1 and not told:
                yield when, [f"named {_distance(draft.sentence - sentence)}"]


def _timeless(draft: Draft) -> bool:
    """What lasts, or is told of more than one day: "controls", "is fighting", "weeks of protests"."""
    return draft.spread or draft.type in LASTING or clause_head(draft.main).tag in PRESENT


def _kind(draft: Draft) -> str:
    return "soft" if draft.type in SOFT or draft.answer else "event"


def _key(when: ClaimWhen | None) -> tuple[str, str]:
    assert when is not None
    return when.start, when.end


def _distance(gap: int) -> str:
    if gap < 0:
        return "next" if gap == -1 else "soon" if gap >= -3 else "later"
    return "here" if gap == 0 else "just" if gap == 1 else "near" if gap <= 3 else "far" if gap <= 8 else "long ago"

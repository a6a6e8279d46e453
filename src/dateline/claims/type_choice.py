"""In what kind of event people were killed or hurt, where the words only tell that they were: a weighed choice.

"Nine were killed", "bodies were found": what was used, who was hit and by whom, and what else is told nearby speak for
one type or another. The weights are fitted (``choice.py``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.claims import choice
from dateline.claims.choice import Candidate, choose, grounds
from dateline.claims.context import chain
from dateline.claims.day_near import distance
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.grouping import another_that
from dateline.claims.who_scene import HARMING, KIND_OF, sort_of
from dateline.claims.words import lemma
from dateline.model import Reason

OVER = 1.5  # how many times as likely as what the rules say another type must be
NEAR = 8  # sentences
BARE = ("armed_clash", "attack_on_civilians", "other_harm")  # what is meant where no weapon is told
# Classes of words that tell the types apart.
TELLING = frozenset(
    {"aircraft", "shell", "bomb", "suicide", "chem", "grenade", "gun", "knife", "weapon", "armed", "people", "mob",
     "crowd", "demonstrator", "police", "captive", "place", "building"}
)  # fmt: skip


def type_of(view: View, drafts: Sequence[Draft]) -> None:
    """Sets ``type`` of the drafts that tell of harm only, in place; a later telling follows the first."""
    report = _Report(view, drafts)
    changed: dict[int, tuple[str, str]] = {}  # by the first telling: its type before and now
    for draft in drafts:
        root = chain(draft)[-1]
        before, now = changed.get(id(root), ("", ""))
        if root is not draft and draft.type == before:
            draft.type = now
        elif _open(draft):
            candidates = report.candidates(draft)
            meant, chance = choose("type", draft, candidates, OVER)
            if meant != draft.type and choice.asked is None:  # while weights are fitted the rules' types stand
                told = next(c for c in candidates if c.meant == meant)
                rule = f"type most likely meant ({chance:.2f}): {'; '.join(grounds('type', told))}"
                draft.why.append(Reason(field="type", rule=rule, alternatives=(draft.type,)))
                changed[id(draft)] = (draft.type, meant)
                draft.type = meant


def _open(draft: Draft) -> bool:
    """Only people's harm is told, in what is no event beside another ("a second", "and that nine died", a year's)."""
    apart = draft.again or draft.spread or another_that(draft.main)
    harmful = draft.event.type == "harm" or all(m.harmful for m in draft.event.members)
    settled = draft.type == "suicide_bombing" or KIND_OF.get(draft.type) not in HARMING  # arms that were blown up
    return harmful and not (draft.answer or apart or settled)


def _apart(draft: Draft, other: Draft) -> bool:
    """Another thing by its own words: what was done to who did it, "and that jets bombed the hill"."""
    return other.stopped or (other.sentence == draft.sentence and another_that(other.main))


class _Report:
    """What a report tells of, and of how much of it."""

    def __init__(self, view: View, drafts: Sequence[Draft]) -> None:
        self.view, self.drafts = view, sorted(drafts, key=lambda d: d.sentence)
        self.sentences = [d.sentence for d in self.drafts]
        self.actors = {e.actor.id: e.actor for e in view.grounded.entities if e.actor}
        self.count = Counter(d.type for d in drafts)
        self.lead = next((d.type for d in drafts if not d.answer and d.type != "control_state"), None)

    def candidates(self, draft: Draft) -> list[Candidate[str]]:
        """Its type as the rules have it and those told near it."""
        first = bisect_left(self.sentences, draft.sentence - NEAR)
        last = bisect_right(self.sentences, draft.sentence + NEAR)
        near = [d for d in self.drafts[first:last] if d is not draft and not _apart(draft, d)]
        told, shared = self._told(draft, near), list(self._shared(draft))
        told.pop("control_state", None)
        hurt = {KIND_OF[t] for t in told if t != "destruction"}
        bare = BARE if HARMING & hurt else ()  # a report in which nobody else comes to harm leaves nothing open
        types = dict.fromkeys((draft.type, *bare, *told))
        out = []
        for type_ in types:
            features = dict.fromkeys((type_, *(f"{type_}: {name}" for name in shared), *told.get(type_, ())), 1.0)
            features["share"] = self.count[type_] / len(self.drafts)
            if type_ == draft.type:
                features["as the rules have it"] = 1.0
            if type_ == self.lead:
                features["lead"] = 1.0
            out.append(Candidate(type_, features))
        return out

    def _told(self, draft: Draft, near: Sequence[Draft]) -> dict[str, list[str]]:
        """Of each type told near it, what those events have in common with this one."""
        found: dict[str, list[str]] = {}
        root = chain(draft)[-1]
        for other in sorted(near, key=lambda o: abs(o.sentence - draft.sentence)):
            names = found.setdefault(other.type, [])
            if not names:
                names.append(f"told {distance(draft.sentence - other.sentence)}")
            if chain(other)[-1] is root:
                names.append("same event")
            if draft.place and other.place and draft.place.id == other.place.id:
                names.append("same place")
            if other.paragraph == draft.paragraph:
                names.append("same paragraph")
        return found

    def _shared(self, draft: Draft) -> Iterator[str]:
        """What speaks for or against each type."""
        view = self.view
        yield f"{draft.type} by the rules"
        yield draft.event.main.form
        yield f"'{lemma(draft.main)}'"
        yield draft.stance
        yield from (f"hit {s}" for s in self._sorts(draft, "target"))
        yield from (f"done by {s}" for s in self._sorts(draft, "initiator"))
        yield from (f"with {m}" for m in draft.means or ("nothing",))
        yield from sorted({f"{f.effect} {f.group}" for f in draft.event.facts}) or ("no toll",)
        span, sentence = draft.evidence, view.grounded.parsed.sentences[draft.sentence]
        inside = (t for t in view.tokens[sentence.first : sentence.last] if span.start <= t.start and t.end <= span.end)
        yield from sorted({c for t in inside for c in view.classes(t)} & TELLING)
        if any("place" in view.classes(o) for m in draft.event.members for o in view.objects(m.token)):
            yield "of a place"

    def _sorts(self, draft: Draft, role: str) -> list[str]:
        found = {sort_of(self.actors.get(p.actor or "")) for p in draft.participants if p.role == role}
        return sorted(found) or ["nobody"]

"""What speaks for one party, or for nobody, as who did a thing: the features of the choice in ``who.py``.

Each is a few words on the party ("named just before", "foe of the voice"), some of them joined with what the event is
like ("state, fire"). Their weights stand in ``choice_weights.toml``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from dateline.claims.draft import Draft
from dateline.claims.frames import is_passive
from dateline.claims.sources_stance import side
from dateline.claims.who_doing import NONE, Doing, Group
from dateline.claims.who_scene import HARMING, Key, Party, Scene, Told

Feature = tuple[str, float]
SOON = 2  # sentences
_KIN = {
    "thread": "told so of the same event", "any voice": "told so by the same voice", "type": "does such things (type)",
    "kind": "does such things (kind)", "harm": "does harm", "all": "does things",
}  # fmt: skip


class Asked:
    """A draft of which is asked who did it, and how it tells what it tells."""

    def __init__(self, scene: Scene, doing: Doing, told: Told) -> None:
        self.scene, self.doing, self.told = scene, doing, told
        self.draft: Draft = told.draft
        self.voice = min(s.kind or "named" if s is not None else "paper" for s in self.draft.sources)
        self.form = self.draft.event.main.form
        if self.form == "verb":
            self.form = "passive" if is_passive(self.draft.main) else "active"
        self.last = doing.last(told)  # the draft before it that names a doer
        sentence = scene.grounded.parsed.sentences[self.draft.sentence]
        self.first, self.last_token = sentence.first, sentence.last
        spans = [s.span for s in self.draft.sources if s is not None and s.span is not None]
        words = scene.grounded.parsed.tokens[sentence.first : sentence.last] if spans else ()
        self.voices_at = {t.i for t in words if any(s.start <= t.start < s.end for s in spans)}
        self.armed_last = scene.last_armed(told.at)
        self.speaking_sides = {side(v) for v in told.speaks}
        self.land = self.draft.place.country if self.draft.place is not None else None
        self._of_sorts: dict[str, list[str]] = {}

    def of_sort(self, sort: str) -> list[str]:
        """What a sort of party is joined with."""
        found = self._of_sorts.get(sort)
        if found is None:
            t, d = self.told, self.draft
            joined = (t.kind, d.type, f"told by {self.voice}", d.stance, self.form, f"subject {t.subject}")
            found = self._of_sorts[sort] = [sort, *(f"{sort}, {name}" for name in joined)]
            if d.polarity == "denied":
                found.append("a party, denied")
        return found

    @cached_property
    def next(self) -> Told | None:
        after = self.doing.next(self.told)
        return after if after and after.draft.sentence - self.draft.sentence <= SOON else None

    @cached_property
    def kin(self) -> list[tuple[str, Group, int]]:
        """The drafts with a doer that are like it, by in what, and how many they are."""
        groups = [(_KIN[group[0]], group) for group in self.doing.groups(self.told)]
        sizes = ((name, group, self.doing.size(group, self.told, doing=True)) for name, group in groups)
        return [(name, group, size) for name, group, size in sizes if size]

    @cached_property
    def first_harm(self) -> Party:
        return self.doing.first_harm(self.told) if self.told.kind in HARMING else NONE


def of_nobody(a: Asked) -> Iterator[Feature]:
    t, d = a.told, a.draft
    yield "nobody", 1.0
    for name in (t.kind, d.type, f"told by {a.voice}", d.stance, a.form, f"subject {t.subject}", d.polarity, d.status):
        yield f"nobody, {name}", 1.0
    yield f"nobody, {t.kind} told by {a.voice}", 1.0
    yield f"nobody, {t.kind}, {d.stance}", 1.0
    if d.answer:
        yield "nobody, an answer", 1.0
    if "mine" in d.means:
        yield "nobody, a mine", 1.0
    yield f"nobody, {min(len(a.scene.armed), 4)} armed named", 1.0
    doing, bare = (a.doing.size(("thread", t.thread), t, doing=x) for x in (True, False))
    if doing or bare:
        yield f"nobody, the event is told elsewhere with {'a doer' if doing else 'none'}", 1.0
    doing, bare = (a.doing.size(("kind", t.kind), t, doing=x) for x in (True, False))
    if doing or bare:
        yield "nobody, as in alike events", bare / (doing + bare)
    yield f"nobody, {'somebody' if t.hit else 'nobody'} hit", 1.0


def of_party(a: Asked, party: Party) -> Iterator[Feature]:
    """Features of a party of one or more; those of each of its members count by their share."""
    if len(party) > 1:
        yield "several", 1.0
        yield f"several, {a.told.kind}", 1.0
    for name, group, size in a.kin:
        if times := a.doing.times(group, a.told, party):
            yield name, times / size
    for name in _of_neighbours(a, party):
        yield name, 1.0
    names = [name for who in party for name in _of_member(a, who)]
    if len(party) == 1:
        yield from dict.fromkeys(names, 1.0).items()
        return
    for name, n in Counter(names).items():
        yield name, n / len(party)


def _of_member(a: Asked, who: Key) -> list[str]:
    standing = _standing(a.scene, who)
    return [*a.of_sort(a.scene.sort(who)), *standing, *_of_sides(a, who), *_of_words(a, who)]


def _of_neighbours(a: Asked, party: Party) -> Iterator[str]:
    """It did what was told right before or is told right after."""
    t, last = a.told, a.last
    if last is not None and last.doers == party:
        far = t.draft.sentence - last.draft.sentence
        near = "here" if far == 0 else "just" if far <= 1 else "near" if far <= 4 else "far"
        yield f"told last, {near}"
        yield f"told last, {near}, {'alike' if last.kind == t.kind else 'unlike'}"
        if t.subject in ("they", "none"):
            yield f"told last, {near}, subject {t.subject}"
        if last.voices & t.voices:
            yield f"told last, {near}, same voice"
    if a.next is not None and a.next.doers == party:
        yield "told next"
    if party == a.first_harm:
        yield "did the first harm told"


def _standing(scene: Scene, who: Key) -> list[str]:
    """What a party is in the report, whatever is asked."""
    found = scene.standing.get(who)
    if found is None:
        found = scene.standing[who] = list(_of_standing(scene, who))
    return found


def _of_standing(scene: Scene, who: Key) -> Iterator[str]:
    sort, places = scene.sort(who), scene.named.get(who, ())
    if [k for k in scene.armed if scene.sort(k) == sort] == [who]:
        yield f"the only {sort}"
    if who in scene.armed and len(scene.armed) <= 2:
        yield "the only armed party" if len(scene.armed) == 1 else "one of two armed parties"
    if who in scene.armed and len(places) == scene.most:
        yield "named most"
    if len(places) >= 3:
        yield "named often"
    if places and scene.grounded.parsed.tokens[places[0]].sent <= 1:
        yield "named at the head"
    if scene.accused[who]:
        yield "accused"


def _of_sides(a: Asked, who: Key) -> Iterator[str]:
    t, scene = a.told, a.scene
    if who in t.speaks:
        yield "speaks"
        for name in (scene.sort(who), f"subject {t.subject}", a.form, f"{t.kind}, {a.draft.stance}"):
            yield f"speaks, {name}"
    elif side(who) in a.speaking_sides:
        yield "its side speaks"
    if any(scene.foes.get((v, who)) for v in t.speaks):
        yield "foe of the voice"
        for name in (a.draft.stance, f"{t.kind}, {a.draft.stance}"):
            yield f"foe of the voice, {name}"
    if who in t.hit:
        yield "is hit"
    elif any(scene.foes.get((o, who)) for o in t.hit):
        yield "foe of who is hit"
    if scene.accused[who]:
        yield f"accused, {a.draft.stance}"
    if f"the only {scene.sort(who)}" in _standing(scene, who):
        yield f"the only {scene.sort(who)}, {t.kind}"
    land, own = a.land, scene.actors[who].country
    if land and own:
        yield "of the land" if land in own else "of another land"


def _of_words(a: Asked, who: Key) -> Iterator[str]:
    """Where it is named."""
    places, first, last, at = a.scene.named.get(who), a.first, a.last_token, a.told.at
    if not places:
        yield "named by no words"
        return
    start = bisect_left(places, first)
    here = places[start : bisect_left(places, last)]
    if here:
        beside = [i for i in here if i not in a.voices_at]
        if beside:
            yield "in the sentence"
            yield "in the sentence, before" if beside[0] < at else "in the sentence, after"
    if start == 0:
        yield "not named before" if here else "named only later"
    else:
        gap = a.draft.sentence - a.scene.grounded.parsed.tokens[places[start - 1]].sent
        yield "named just before" if gap == 1 else "named near" if gap <= 4 else "named far"
    if a.armed_last is not None and a.scene.named_at(who, a.armed_last):
        yield "the armed party named last"

"""The scene of a report: its parties, who is named how often and where, who does what to whom, who fights whom."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dateline.claims.context import chain
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.roles import CIVILIANS, branch
from dateline.claims.sources_stance import side
from dateline.claims.word_classes import ARMED_KINDS, CIVIL_KINDS, MILITANT_KINDS
from dateline.model import Actor, Participant, Source
from dateline.reading import Grounded

Key = str  # of a party: bodies of one state that reports do not tell apart are one
Party = frozenset[Key]

KINDS = {
    "fire": ("air_strike", "shelling", "chemical_attack"),
    "bomb": ("bombing", "suicide_bombing", "grenade"),
    "fight": ("armed_clash", "territory_taken", "siege"),
    "abuse": ("attack_on_civilians", "abduction", "sexual_violence", "destruction"),
    "harm": ("other_harm",),
    "hold": ("control_state",),
    "move": ("territory_left", "deployment"),
    "law": ("arrest", "weapons_seized"),
    "peace": ("agreement", "aid", "displacement"),
    "crowd": ("protest", "riot"),
}
KIND_OF = {type_: kind for kind, types in KINDS.items() for type_ in types}
HARMING = frozenset({"fire", "bomb", "fight", "abuse", "harm"})
FOUGHT = frozenset({"fire", "bomb", "fight"})
STATES = frozenset({"state_forces", "government", "foreign_state", "coalition"})
CROWDS = frozenset({"protesters", "rioters"})
ARMED = frozenset({"militants", "state", "police"})
OF_A_STATE = frozenset({"official", "military", "state_media"})  # kinds of sources
WE = frozenset({"we", "i", "us"})
THEY = frozenset({"they", "he", "she", "it", "who", "them"})


def key(actor: str | None, name: str) -> Key:
    """Police are apart from the other bodies of their state."""
    if not actor:
        return name
    return actor if actor.endswith(":police") else side(actor)


def sort_of(actor: Actor | None) -> str:
    """What sort of party it is."""
    if actor is None:
        return "other"
    if actor.id == CIVILIANS.id or actor.kind in CIVIL_KINDS:
        return "civilians"
    if actor.kind == "unidentified" or (actor.id.startswith("generic:") and actor.kind not in CROWDS):
        return "nameless"
    if actor.kind in MILITANT_KINDS:
        return "militants"
    if actor.kind in STATES:
        return "state"
    return actor.kind if actor.kind in CROWDS | {"police", "person"} else "other"


@dataclass(slots=True, eq=False)
class Told:
    """What of a draft is looked at again and again."""

    draft: Draft
    kind: str
    thread: int
    voices: frozenset[Key | None]
    doers: Party
    hit: Party
    subject: str = ""  # what stands where the doer stands
    speaks: Party = frozenset()  # the parties that speak in it; officials of no known body as the report's state

    @property
    def at(self) -> int:
        return self.draft.main.i


@dataclass
class Scene:
    grounded: Grounded
    told: list[Told]
    actors: dict[Key, Actor] = field(default_factory=dict)  # of each party the body that is named most
    named: dict[Key, list[int]] = field(default_factory=dict)  # the tokens at which it is named
    foes: Counter[tuple[Key, Key]] = field(default_factory=Counter)
    accused: Counter[Key] = field(default_factory=Counter)
    standing: dict[Key, list[str]] = field(default_factory=dict)  # what was asked of a party before
    _sorts: dict[Key, str] = field(default_factory=dict)

    def sort(self, who: Key) -> str:
        found = self._sorts.get(who)
        if found is None:
            found = self._sorts[who] = sort_of(self.actors.get(who))
        return found

    @cached_property
    def armed(self) -> list[Key]:
        """The armed parties with a name."""
        return [k for k in self.named if self.sort(k) in ARMED]

    @cached_property
    def most(self) -> int:
        """How often the armed party is named that is named most."""
        return max((len(self.named[k]) for k in self.armed), default=0)

    @cached_property
    def _armed_at(self) -> list[int]:
        return sorted(i for k in self.armed for i in self.named[k])

    def named_at(self, who: Key, at: int) -> bool:
        """It is named by the word at a token."""
        places = self.named[who]
        n = bisect_left(places, at)
        return n < len(places) and places[n] == at

    def last_armed(self, at: int) -> int | None:
        """The last token before one that names an armed party."""
        n = bisect_left(self._armed_at, at)
        return self._armed_at[n - 1] if n else None

    @cached_property
    def state(self) -> Key | None:
        """The state whose bodies are named most."""
        counted: Counter[Key] = Counter()
        for who in self.armed:
            if who.startswith("state:"):
                counted[side(who)] += len(self.named[who])
        return max(counted, key=lambda k: (counted[k], k)) if counted else None


def scene_of(view: View, drafts: Sequence[Draft]) -> Scene:
    scene = Scene(view.grounded, [_told(d) for d in drafts])
    _name(scene)
    for t in scene.told:
        t.subject = _subject(view, t.draft)
        t.speaks = frozenset(k for s in t.draft.sources if s is not None and (k := _speaks(scene, s)))
        _note(scene, t)
    _note_sides(scene)
    return scene


def party(people: Iterable[Participant], role: str) -> Party:
    return frozenset(key(p.actor, p.name) for p in people if p.role == role)


def _told(d: Draft) -> Told:
    voices = frozenset(key(s.actor, s.name) if s is not None else None for s in d.sources)
    doers, hit = party(d.participants, "initiator"), party(d.participants, "target")
    return Told(d, KIND_OF.get(d.type, "harm"), id(chain(d)[-1]), voices, doers, hit)


def _name(scene: Scene) -> None:
    """Who is named where, and by which of its bodies most; armed ones count double."""
    bodies: dict[Key, Counter[str]] = defaultdict(Counter)
    known: dict[str, Actor] = {}
    for e in scene.grounded.entities:
        if e.actor is None or e.use == "pronoun":
            continue
        who = key(e.actor.id, e.actor.name)
        known[e.actor.id] = e.actor
        bodies[who][e.actor.id] += 2 if e.actor.kind in ARMED_KINDS else 1
        if e.use != "owner":
            scene.named.setdefault(who, []).append(e.head)
    for who, ids in bodies.items():
        scene.actors[who] = known[max(ids, key=lambda i: (ids[i], i))]
    for places in scene.named.values():
        places.sort()
    for p in (p for t in scene.told for p in t.draft.participants):
        scene.actors.setdefault(key(p.actor, p.name), Actor(id=p.actor or p.name, name=p.name, kind="other"))


def _subject(view: View, d: Draft) -> str:
    """What stands where the doer of its verb would: "we", "they", people, a thing, nothing."""
    head = next((t for m in d.event.members if m.form == "verb" for t in view.subjects(m.token)), None)
    if head is None:
        return "none"
    if head.lower in WE or head.lower in THEY:
        return "we" if head.lower in WE else "they"
    return "people" if view.grounded.at(head.i, "actor") else "thing"


def _speaks(scene: Scene, source: Source) -> Key | None:
    own = key(source.actor, source.name)
    if scene.sort(own) in ARMED or source.kind not in OF_A_STATE or own.startswith("state:"):
        return own
    return scene.state


def _note(scene: Scene, t: Told) -> None:
    """Who is accused and who fights whom by one draft."""
    if t.draft.polarity == "denied":
        return
    pairs = [(a, b) for a in t.doers for b in t.hit] if t.kind in FOUGHT else []
    if t.draft.stance == "accuses":
        scene.accused.update(t.doers)
        pairs = [(v, d) for v in t.speaks for d in t.doers]
    for a, b in pairs:
        if a != b:
            scene.foes[a, b] += 1
            scene.foes[b, a] += 1


def _note_sides(scene: Scene) -> None:
    """Militants fight the forces of their land (of every land named, where theirs is unknown), if not their friends."""
    states = {side(k) for k in scene.armed if k.startswith("state:")}
    for who in scene.armed:
        if scene.sort(who) != "militants":
            continue
        actor = scene.actors[who]
        lands = {f"state:{iso.lower()}" for iso in (actor.country or "").split("|")}
        for state in (states & lands or states) - {side(a) for a in actor.allied_with}:
            for body in (state, f"{state}:police"):
                scene.foes[who, body] += 1
                scene.foes[body, who] += 1


def as_doer(scene: Scene, who: Key, type_: str) -> Participant:
    """The party as one who does such a thing: of a state the branch that does."""
    actor = branch(scene.actors[who], type_)
    return Participant(role="initiator", actor=actor.id if actor.id != actor.name else None, name=actor.name)

"""Who fights whom in a report, told by which armed parties it names: one state's forces and one body that fights them,
or the forces of two states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from dateline.claims.sources_stance import side
from dateline.claims.word_classes import ARMED_KINDS, MILITANT_KINDS
from dateline.lexicon import countries
from dateline.model import Actor, Participant
from dateline.reading import Grounded

STATE_ARMED = frozenset({"state_forces", "police", "coalition"})
FIRST = ("army", "security", "police", "airforce", "navy")  # of a state's bodies, the one that holds ground
BODIES = (" Air Force", " Marines", " Army", " police", " security forces", " military", " Armed Forces", " Navy")


def body_of(state: str, name: str, endings: Iterable[str], code: str, title: str) -> tuple[str, str] | None:
    """Id and name of another body of a state: of "Ruritanian Ministry of Defence" the "Ruritanian Army"."""
    land = next((name.removesuffix(x) for x in endings if name.endswith(x)), None)
    parts = state.split(":")
    return (f"state:{parts[1]}:{code}", f"{land} {title}") if parts[0] == "state" and land is not None else None


@cache
def _adjectives() -> dict[str, str]:
    return {r["iso"]: r["adjectives"].split("|")[0] for r in countries()}


def army_of(iso: str) -> tuple[str, str] | None:
    """Id and name of a country's army."""
    adjective = _adjectives().get(iso)
    return (f"state:{iso.lower()}:army", f"{adjective} Army") if adjective else None


class War:
    """The sides that a report names."""

    def __init__(self, grounded: Grounded) -> None:
        self.states: dict[str, dict[str, Actor]] = {}  # side -> its armed bodies that are named
        self.rebels: Counter[str] = Counter()
        self.actors: dict[str, Actor] = {}
        self.armed: set[str] = set()  # and governments, which sign for those
        for e in grounded.entities:
            if e.actor is None or e.use in ("owner", "pronoun"):
                continue
            self.actors[e.actor.id] = e.actor
            if e.actor.kind in ARMED_KINDS or e.actor.id.startswith("state:"):
                self.armed.add(e.actor.id)
            if e.actor.kind in STATE_ARMED:
                self.states.setdefault(side(e.actor.id), {})[e.actor.id] = e.actor
            elif e.actor.kind in MILITANT_KINDS:
                self.rebels[e.actor.id] += 1

    def foe(self, id_: str) -> Actor | None:
        """The one other side, if there is one only."""
        actor = self.actors.get(id_)
        if actor is not None and actor.kind in MILITANT_KINDS:
            return None if self._allied(actor) else self._forces(actor)
        if id_.startswith("state:") or (actor is not None and actor.kind in STATE_ARMED):
            rebels = [r for r in self.rebels if side(id_) not in {side(a) for a in self.actors[r].allied_with}]
            if len(rebels) == 1:
                return self.actors[rebels[0]]
            others = [s for s in self.states if s != side(id_)]
            if not rebels and len(others) == 1:
                return self._body(self.states[others[0]])
        return None

    def _allied(self, actor: Actor) -> bool:
        return any(side(a) in self.states for a in actor.allied_with)

    def _forces(self, body: Actor) -> Actor | None:
        """The forces of the body's own country, else of the only state whose are named."""
        own = self.states.get(f"state:{(body.country or '').lower()}")
        if own is None and len(self.states) == 1:
            (own,) = self.states.values()
        return self._body(own) if own else None

    @staticmethod
    def _body(bodies: dict[str, Actor]) -> Actor:
        def rank(actor: Actor) -> int:
            branch = actor.id.split(":")[-1]
            return FIRST.index(branch) if branch in FIRST else len(FIRST)

        return min(bodies.values(), key=lambda a: (rank(a), a.id))

    def air_force(self) -> Participant | None:
        """That of the one state whose forces are named: who fights it has no planes with a crew."""
        if len(self.states) != 1:
            return None
        ((state, bodies),) = self.states.items()
        body = self._body(bodies)
        actor, name = body_of(state, body.name, BODIES, "airforce", "Air Force") or (body.id, body.name)
        return Participant(role="initiator", actor=actor, name=name)

"""The one body that fights a state in a report: "the rebels", "insurgents" are it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.ground.actors_lexicon import People
from dateline.ground.actors_memory import Memory
from dateline.ground.actors_unlisted import AGAINST
from dateline.model import Actor
from dateline.reading import Entity, Token

# Words for those who fight a state that, where a report names one such body only, mean it.
REBELS = frozenset(f"generic:{x}" for x in ("rebels", "insurgents", "militants", "terrorists", "jihadists"))
# Words that reporters use of rebels and jihadists alike.
_ALIKE = frozenset({"generic:insurgents", "generic:militants"})
_UNITS = frozenset({"battalion", "regiment", "division", "corps", "squadron"})  # rather a state's than the rebels'
_NEXT = 3  # words from "the Ruritanian rebel group" to its name


def sole(names: Sequence[Entity]) -> Entity | None:
    """The one body that fights a state, where a report names one only.

    A name that no list has ("the front's 9th") is often a part of the listed one, or no body: it is passed over where
    it is named once, and the listed one again and again.
    """
    bodies = {e.actor.id: e for e in names if e.actor and e.actor.kind in AGAINST and e.use == "name"}
    bodies = {i: e for i, e in bodies.items() if not _by_land(i)}
    bodies = {i: e for i, e in bodies.items() if not e.actor or e.actor.name.split()[-1].lower() not in _UNITS}
    if len(bodies) < 2:
        return next(iter(bodies.values()), None)
    times = Counter(e.actor.id for e in names if e.actor and e.use == "name")
    listed = [i for i in bodies if not i.startswith("actor_")]
    if len(listed) == 1 and times[listed[0]] > 1 and all(times[i] == 1 for i in bodies if i != listed[0]):
        return bodies[listed[0]]
    return None


def _by_land(id_: str) -> bool:
    """ "Ruritanian rebels": what they are, not who."""
    return id_.startswith("state:") and id_.endswith(":rebels")


def named_below(tokens: Sequence[Token], names: Sequence[Entity], only: Entity | None) -> list[Entity]:
    """The names, where "Ruritanian rebels" are the one body of that land that the report names, or whose name follows
    at once ("the Ruritanian rebel group Northern Front").

    Told of beside that body in one sentence, or backed by somebody, they are others.
    """
    out = []
    beside = {tokens[e.first].sent for e in names if only and e.actor == only.actor}
    bodies = [e for e in names if e.actor and e.use == "name" and e.actor.kind in AGAINST and not _by_land(e.actor.id)]
    for e in names:
        if e.actor is not None and _by_land(e.actor.id):
            next_ = next((b for b in bodies if 0 <= b.first - e.last < _NEXT), None)
            land = e.actor.id.split(":")[1].upper()
            told = tokens[e.first].sent in beside or (e.first > 0 and tokens[e.first - 1].lower.endswith("backed"))
            if next_ is None and not told and only and only.actor and land in (only.actor.country or "").split("|"):
                next_ = only
            if next_ is not None:
                e = replace(e, actor=next_.actor, source_kind=next_.source_kind)
        out.append(e)
    return out


def is_sole(people: People, body: Actor, memory: Memory) -> bool:
    """ "21 rebels" are the only rebel body that the report has named; "terrorists" says of what sort nobody is."""
    if people.id == "generic:terrorists":
        return body.kind in (*people.kinds, "armed_group")
    kinds = people.kinds if people.id in _ALIKE else people.kinds[:1]
    return people.id in REBELS and body.kind in (*kinds, "armed_group") and body.id in memory.ids

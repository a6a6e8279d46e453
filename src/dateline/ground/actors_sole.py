"""The one body that fights a state in a report: "the rebels", "insurgents" are it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.ground.actors_lexicon import People
from dateline.ground.actors_memory import Memory
from dateline.ground.actors_unlisted import AGAINST
from dateline.model import Actor
from dateline.reading import Entity

# Words for those who fight a state that, where a report names one such body only, mean it.
REBELS = frozenset(f"generic:{x}" for x in ("rebels", "insurgents", "militants", "terrorists", "jihadists"))
# Words that reporters use of rebels and jihadists alike.
_ALIKE = frozenset({"generic:insurgents", "generic:militants"})
_UNITS = frozenset({"battalion", "regiment", "division", "corps", "squadron"})  # rather a state's than the rebels'


def sole(names: Sequence[Entity]) -> Entity | None:
    """The one body that fights a state, where a report names one only.

    A name that no list has ("the front's 9th") is often a part of the listed one, or no body: it is passed over where
    it is named once, and the listed one again and again.
    """
    bodies = {e.actor.id: e for e in names if e.actor and e.actor.kind in AGAINST and e.use == "name"}
    bodies = {i: e for i, e in bodies.items() if not e.actor or e.actor.name.split()[-1].lower() not in _UNITS}
    if len(bodies) < 2:
        return next(iter(bodies.values()), None)
    times = Counter(e.actor.id for e in names if e.actor and e.use == "name")
    listed = [i for i in bodies if not i.startswith("actor_")]
    if len(listed) == 1 and times[listed[0]] > 1 and all(times[i] == 1 for i in bodies if i != listed[0]):
        return bodies[listed[0]]
    return None


def is_sole(people: People, body: Actor, memory: Memory) -> bool:
    """ "21 rebels" are the only rebel body that the report has named; "terrorists" says of what sort nobody is."""
    if people.id == "generic:terrorists":
        return body.kind in (*people.kinds, "armed_group")
    kinds = people.kinds if people.id in _ALIKE else people.kinds[:1]
    return people.id in REBELS and body.kind in (*kinds, "armed_group") and body.id in memory.ids

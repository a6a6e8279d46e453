"""Stance beyond the cue: a party that tells of its own blow takes credit; of an enemy state's, it accuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dateline.model import Actor, Polarity, Source, Stance, Status

PARTIES = frozenset({"military", "armed_group", "official"})
# Things done to an enemy. To move, to agree or to arrest is told without pride or blame.
BLOWS = frozenset(
    {
        "air_strike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "grenade", "armed_clash",
        "attack_on_civilians", "sexual_violence", "abduction", "destruction",
    }
)  # fmt: skip
GAINS = frozenset({"territory_taken"})  # nobody is blamed for them, and who made them boasts of them
FIGHTING = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing", "grenade", "armed_clash"})
# Who only tells what he saw: "no help came, a farmer said" answers nobody.
ONLOOKERS = frozenset({"resident", "witness", "relative", "medical", "rescue", "aid_worker"})
_ARMED = frozenset({"military", "armed_group"})
_ACCUSED = frozenset({"state_forces", "government", "coalition", "foreign_state", "police"})


def settled(
    stance: Stance,
    source: Source | None,
    event: str,
    initiators: Sequence[str],
    actors: Mapping[str, Actor],
    polarity: Polarity = "affirmed",
    status: Status = "happened",
) -> Stance:
    """The stance of a claim once it is known who acted (``initiators``: actor ids; ``event``: code of the ontology).

    Only plain reports by parties to a conflict change. An armed group is not "accused" by a state's word alone: that is
    how states report all its attacks, and the coding guide keeps those as reports; so it does a state's bulletin of its
    own operations. A party that says that its own did not do it denies.
    """
    if stance != "reports" or source is None or source.kind not in PARTIES or event not in BLOWS | GAINS:
        return stance
    doers = [actors[i] for i in initiators if i in actors]
    if not doers:
        bare = status == "planned" and polarity == "affirmed" and source.kind in _ARMED and event in BLOWS
        return "threatens" if bare and not initiators else stance  # "any boat would be sunk, the navy warned"
    if source.actor is None and event in GAINS:
        return stance
    if source.actor is None:  # "a military source": of the army that it tells of
        nameless = source.name[:1].islower() or source.name.split()[-1].islower()
        other = source.name[:1].isupper() and not any(a.name.split()[0] == source.name.split()[0] for a in doers)
        own_army = nameless and source.kind == "military" and all(a.kind == "state_forces" for a in doers)
        if own_army and other and polarity == "affirmed":
            return "accuses"  # "a Ruritanian officer said Graustark's guns had fired"
        return "claims" if own_army and polarity == "affirmed" else stance
    if source.actor.startswith("group:") and event in FIGHTING:
        return stance  # "diplomats", "officials": of no side that is told
    own = side(source.actor)
    speaking = actors.get(source.actor)
    outlet = speaking is not None and speaking.kind == "media" and source.kind == "armed_group"
    if any(side(a.id) == own or (outlet and a.id in _friends(actors, source.actor)) for a in doers):
        if polarity == "denied":
            return "denies"
        speaker = actors.get(source.actor)
        if own.startswith("state:") or (speaker and speaker.kind in _ACCUSED):
            return stance
        return "threatens" if status == "planned" else "claims"
    if event in GAINS:
        return stance
    if polarity == "affirmed" and all(
        a.kind in _ACCUSED and not _sides(actors, source.actor) & _sides(actors, a.id) for a in doers
    ):
        return "accuses"
    return stance


@lru_cache(maxsize=8192)
def side(actor: str) -> str:
    """Bodies of one state are one side ("state:SY:army" and "state:SY:government")."""
    parts = actor.split(":")
    return ":".join(parts[:2]) if parts[0] == "state" and len(parts) > 1 else actor


def _sides(actors: Mapping[str, Actor], actor: str) -> frozenset[str]:
    """The side of an actor and those with which it goes."""
    return frozenset(side(a) for a in (actor, *_friends(actors, actor)))


def _friends(actors: Mapping[str, Actor], actor: str) -> frozenset[str]:
    known = actors.get(actor)
    return frozenset(known.allied_with) if known is not None else frozenset()

"""The police of towns, in lands that have no national police: "Oakland police", and "officers" in a report on them.

In the United States and Canada police are of a city, county or state, and are called by it (Wikipedia: Law enforcement
in the United States, Law enforcement in Canada).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from dateline.ground.actors_text import Text
from dateline.ground.actors_words import phrase_keys
from dateline.lexicon import word_set
from dateline.model import Actor
from dateline.reading import Entity, Token

LANDS = word_set("actor_words.toml", "local_police", "lands")
FORCES = sorted(word_set("actor_words.toml", "local_police", "forces"))
TOWNS = frozenset({"exact", "near", "admin2"})  # how precise a town or a county is


def of_their_town(text: Text, entities: Sequence[Entity], places: Sequence[Entity]) -> list[Entity]:
    """The entities, where "police" of such a land are those of the town before them, or of the one town whose police
    the report names; of several, those last named in the same paragraph."""
    land = text.main
    if land not in LANDS:
        return list(entities)
    tokens = text.parsed.tokens
    state = f"state:{land.lower()}"
    own: dict[int, Actor] = {}  # token -> the force that is named there
    bare: list[Entity] = []
    ends = {p.last: p for p in places if p.place and p.place.country == land and p.place.precision in TOWNS}
    for e in entities:
        town = None
        if e.actor is not None and e.actor.id == f"{state}:police":
            before = e.first - (tokens[e.first - 1].tag == "POS" if e.first else 0)
            place = ends.get(before) or ends.get(e.first) or _seat(e, tokens, places, land)
            town = place.span.text.removesuffix("'s").removesuffix("’s") if place else None
            if town is None and e.use in ("description", "pronoun"):
                bare.append(e)
        elif e.actor is not None and e.use == "name":
            town = _town(e.actor)
        if town is not None and e.actor is not None:
            key = "-".join(phrase_keys(town))
            own[e.first] = Actor(id=f"{state}:{key}:police", name=f"{town} police", kind="police", country=land)
            if e.actor.id != f"{state}:police":
                own[e.first] = msgspec.structs.replace(own[e.first], name=e.actor.name)
    forces = _by_fullest(own.values())
    if not forces:
        return list(entities)
    for e in bare:
        found = _meant(e, tokens, own, forces, text)
        if found is not None:
            own[e.first] = found
    out = []
    for e in entities:
        force = own.get(e.first)
        if (
            force is not None
            and e.actor is not None
            and (e.actor.id == f"{state}:police" or _town(e.actor) is not None)
        ):
            e = replace(e, actor=forces[force.id], source_kind="official", group=e.group or "security_forces")
        out.append(e)
    return out


def _town(actor: Actor) -> str | None:
    """ "Oakland" of "Oakland Police Department"."""
    name = actor.name.removeprefix("the ").removeprefix("The ")
    ending = next((f for f in FORCES if name.lower().endswith(" " + f)), None)
    town = name[: -len(ending) - 1] if ending else ""
    return town if town and "police" not in town.lower() else None  # "the Police Department of Oakland Police"


def _seat(police: Entity, tokens: Sequence[Token], places: Sequence[Entity], land: str) -> Entity | None:
    """ "Police in Oakland"."""
    at = police.last
    if at + 1 >= len(tokens) or tokens[at].lower != "in" or tokens[at].head.i != police.head:
        return None
    return next(
        (p for p in places if p.first == at + 1 and p.place and p.place.country == land and p.place.precision in TOWNS),
        None,
    )


def _by_fullest(found: Iterable[Actor]) -> dict[str, Actor]:
    """Each force under the longest name that the report gives it."""
    out: dict[str, Actor] = {}
    for actor in found:
        if actor.id not in out or len(actor.name) > len(out[actor.id].name):
            out[actor.id] = actor
    return out


def _meant(
    e: Entity, tokens: Sequence[Token], own: dict[int, Actor], forces: dict[str, Actor], text: Text
) -> Actor | None:
    if len(forces) == 1:
        return next(iter(forces.values()))
    paragraph = text.parsed.sentences[tokens[e.first].sent].paragraph
    before = [i for i in own if i < e.first and text.parsed.sentences[tokens[i].sent].paragraph == paragraph]
    return own[max(before)] if before else None

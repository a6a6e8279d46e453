"""Planes of the state that leads a coalition, in a report on the coalition's raids: they fly for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.ground.actors_lexicon import Entry
from dateline.ground.actors_text import Text
from dateline.reading import Entity

_FLYING = ("jet", "warplane", "plane", "aircraft", "bomber", "air", "fighter")  # what words for planes begin with


def flown_for(text: Text, names: Sequence[Entity]) -> list[Entity]:
    """The names, where "US warplanes", "US air strikes" are those of the US-led coalition whose planes were told of."""
    out: list[Entity] = []
    league: Entry | None = None
    for e in names:
        if e.actor is not None and e.actor.kind == "coalition" and "-led" in e.actor.name and _flies(text, e):
            league = text.lexicon.by_id(e.actor.id)
        elif league is not None and e.actor is not None and _leads(e, league) and _flies(text, e):
            e = replace(e, actor=league.actor(text.parsed.document.published), source_kind=league.source_kind)
        out.append(e)
    return out


def _leads(entity: Entity, league: Entry) -> bool:
    """It is of the state by which the coalition is called: "US-led"."""
    assert entity.actor is not None
    lead = league.name.split("-")[0].lower()
    return entity.actor.id.startswith("state:") and lead in entity.actor.name.lower().split()


def _flies(text: Text, entity: Entity) -> bool:
    """ "US warplanes", "the coalition's jets", "jets of the coalition", "US air strikes"."""
    tokens = text.parsed.tokens
    last, before = tokens[entity.last - 1], tokens[max(0, entity.first - 3) : entity.first]
    near = [*tokens[entity.first : entity.last + 2], *(t for t in before if last.head.head is t)]
    return any(t.lower.startswith(_FLYING) for t in near)

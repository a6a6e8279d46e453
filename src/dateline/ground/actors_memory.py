"""What a report has named so far, kept so that each look back costs the same however long the report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.ground.actors_text import Text
from dateline.model import Actor
from dateline.reading import Alternative, Entity

BACK = 40  # how many entities back an antecedent may lie


class Memory:
    """Entities in the order of the text. ``ids``: of the actors among them."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.ids: set[str] = set()
        self._named: dict[str, dict[str, tuple[int, Entity]]] = {}  # kind -> actor -> its last place and mention

    def add(self, entity: Entity) -> None:
        self.entities.append(entity)
        if entity.actor is None:
            return
        self.ids.add(entity.actor.id)
        if entity.use == "name":
            for kind in kinds_of(entity):
                of_kind = self._named.setdefault(kind, {})
                of_kind.pop(entity.actor.id, None)
                of_kind[entity.actor.id] = len(self.entities), entity

    def recent(self) -> Iterator[Entity]:
        """The last entities, the nearest first."""
        return reversed(self.entities[-BACK:])

    def owner(self, text: Text, at: int) -> Actor | None:
        """Whose the people or things at a word are, by a pronoun before them: "its planes", "their own fighters"."""
        for back in range(at - 1, max(at - 4, -1), -1):
            token = text.token(back)
            if token.lower in ("its", "their"):
                own = (e for e in self.recent() if e.first == token.i and e.use == "pronoun")
                return next((e.actor for e in own), None)
            if token.pos not in ("ADJ", "NOUN", "NUM"):
                return None
        return None

    def last(self, kinds: Sequence[str], only: bool = False) -> Entity | None:
        """The named actor of the kinds that was mentioned last; with ``only``, none where there are several."""
        ends = [next(reversed(self._named[k].values())) for k in kinds if self._named.get(k)]
        if not ends or (only and len({i for k in kinds for i in self._named.get(k, {})}) > 1):
            return None
        return max(ends, key=lambda x: x[0])[1]

    def just_named(self, kinds: Sequence[str], after: int) -> Entity | None:
        """The named actor of the kinds that stands alone among those since a token."""
        near = {e.actor.id: e for e in self.recent() if e.actor and e.use == "name" and e.first >= after}
        fitting = [e for e in near.values() if not kinds_of(e).isdisjoint(kinds)]
        return fitting[0] if len(fitting) == 1 else None

    def likeliest(self, kinds: Sequence[str]) -> Entity | None:
        """The named actor mentioned last of the first of the kinds that has one near, else of any."""
        for kind in kinds:
            of_kind = self._named.get(kind)
            if of_kind:
                place, entity = next(reversed(of_kind.values()))
                if len(self.entities) - place < BACK:
                    return entity
        return self.last(kinds)

    def others(self, kinds: Sequence[str], chosen: str) -> tuple[Alternative, ...]:
        """Up to three other named actors of the kinds that stand near."""
        out: dict[str, Alternative] = {}
        for entity in self.recent():
            actor = entity.actor
            if actor and entity.use == "name" and actor.id != chosen and not kinds_of(entity).isdisjoint(kinds):
                out.setdefault(actor.id, Alternative(actor.id, actor.name, 0.3))
        return tuple(out.values())[:3]


def kinds_of(entity: Entity) -> set[str]:
    """The kinds under which a named actor may be meant by a description."""
    actor = entity.actor
    if actor is None or actor.id.startswith("generic:"):
        return set()
    kinds = {"rebel"} if actor.kind == "armed_group" else {actor.kind}
    return kinds | {"ministry"} if actor.id.endswith("_ministry") else kinds

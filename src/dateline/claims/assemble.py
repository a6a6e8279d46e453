"""Events, roles, harm and statements -> claims."""

from __future__ import annotations

from dateline.claims.harm import find_harm
from dateline.claims.sources import find_statements
from dateline.model import Actor, Mention
from dateline.reading import Grounded, Reading


class Extractor:
    """Turns grounded reports into readings."""

    def extract(self, grounded: Grounded) -> Reading:
        """The attributions, claims and mentions of one report."""
        document = grounded.parsed.document
        statements = find_statements(grounded)
        find_harm(grounded)
        actors: dict[str, Actor] = {e.actor.id: e.actor for e in grounded.entities if e.actor}
        mentions = tuple(
            Mention(
                document=document.id, kind=e.kind, span=e.span,
                ref=e.place.id if e.place else e.actor.id if e.actor else None,
                value=e.place or e.when or e.count,
            )
            for e in grounded.entities if e.mention
        )  # fmt: skip
        return Reading(
            document=document, actors=tuple(actors.values()), mentions=mentions,
            attributions=tuple(s.attribution for s in statements if s.listed), claims=(),
            unresolved_dates=grounded.unresolved_dates,
        )  # fmt: skip

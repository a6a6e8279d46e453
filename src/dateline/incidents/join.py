"""The whole way of this stage on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Claim, Document, Holding, Incident
from dateline.reading import Decisions, Reading


@dataclass(frozen=True, slots=True)
class Joined:
    """Claims now carry their ``incident``; documents their ``copies_of``."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    holdings: tuple[Holding, ...]


def join(readings: Sequence[Reading], decisions: Decisions | None = None) -> Joined:
    """Incidents and holdings over all readings; independent of their order but for the order of the output."""
    return Joined(tuple(r.document for r in readings), tuple(c for r in readings for c in r.claims), (), ())

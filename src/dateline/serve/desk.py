"""The casefile as the desk sees it: the world, indexed once for each state of the file."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dateline.casefile import Casefile, Judgement, World
from dateline.casefile.judgements import judgements, standing
from dateline.casefile.search import expression
from dateline.casefile.select import Selection
from dateline.errors import UsageError
from dateline.model import Claim, Document, Incident
from dateline.serve.shapes import Named


class Backing(Protocol):
    """What the desk needs from above: the view of the world, judging, and finding places by name."""

    version: str

    def build(self, case: Casefile) -> World: ...

    def key(self, case: Casefile) -> str: ...

    def judge(self, case: Casefile, judgement: Judgement) -> Judgement: ...

    def places(self, name: str) -> list[Named]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks the list, the map and the time line for. Empty asks for all."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    types: tuple[str, ...] = ()
    source: str | None = None
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    disputed: bool = False
    reviewed: bool | None = None
    words: str | None = None


class Index:
    """A world with what filtering and showing look up, made once for each ``key``."""

    def __init__(self, world: World, acts: Sequence[Judgement], key: str) -> None:
        self.key = key
        self.world = world
        self.acts = acts
        self.in_force = {j.id for j in standing(acts)}
        self.claims: dict[str, Claim] = {c.id: c for c in world.output.claims}
        self.documents: dict[str, Document] = {d.id: d for d in world.output.documents}
        self.incidents: dict[str, Incident] = {i.id: i for i in world.output.incidents}
        self.actors = {a.id: a.name for a in world.output.actors}
        self._facts = {i.id: self._facts_of(i) for i in world.output.incidents}
        self.by_document: dict[str, list[Claim]] = {}
        for claim in world.output.claims:
            self.by_document.setdefault(claim.document, []).append(claim)

    def claims_of(self, incident: Incident) -> list[Claim]:
        return [self.claims[c] for c in incident.claims if c in self.claims]

    def source_of(self, claim: Claim) -> str:
        """The name of who says so; the publisher where it speaks on its own authority."""
        if claim.source:
            return claim.source.name
        document = self.documents.get(claim.document)
        return (document.publisher if document else None) or "the report itself"

    def sources(self, incident: Incident) -> list[str]:
        return list(dict.fromkeys(self.source_of(c) for c in self.claims_of(incident)))

    def _facts_of(self, incident: Incident) -> dict[str, frozenset[str]]:
        claims = self.claims_of(incident)
        return {
            "sources": frozenset(self.source_of(c).casefold() for c in claims),
            "kinds": frozenset((c.source.kind or "") if c.source else "publisher" for c in claims),
            "stances": frozenset(c.stance for c in claims),
            "groups": frozenset(h.group for h in incident.harm),
            "grades": frozenset([incident.grade.code] if incident.grade else []),
        }

    def facets(self, name: str) -> Counter[str]:
        return Counter(value for facts in self._facts.values() for value in facts[name] if value)

    def choose(self, asked: Asked, found: frozenset[str] | None) -> list[Incident]:
        """The incidents asked for, in the world's order; ``found``: documents that hold the words asked for."""
        selection = Selection(asked.since, asked.until, asked.place, asked.types, asked.disputed)
        return [
            i for i in selection.choose(self.world)
            if self._matches(i, asked) and (found is None or not found.isdisjoint(i.documents))
        ]  # fmt: skip

    def _matches(self, incident: Incident, asked: Asked) -> bool:
        facts = self._facts[incident.id]
        wanted: Iterable[tuple[str, tuple[str, ...]]] = (
            ("kinds", asked.kinds), ("stances", asked.stances), ("groups", asked.groups), ("grades", asked.grades),
        )  # fmt: skip
        if any(values and facts[name].isdisjoint(values) for name, values in wanted):
            return False
        if asked.source and not any(asked.source.casefold() in s for s in facts["sources"]):
            return False
        return asked.reviewed is None or asked.reviewed == (incident.id in self.world.reviewed)

    def touching(self, claims: Iterable[str], target: str | None = None) -> list[Judgement]:
        """The judgements that name any of these claims, or this target, in order."""
        wanted = set(claims)
        return [j for j in self.acts if j.target == target or not wanted.isdisjoint((*j.claims, *j.others))]


class Desk:
    """One casefile, open for many requests. Reading and judging go one at a time."""

    def __init__(self, path: Path, backing: Backing, *, read_only: bool = False) -> None:
        self.path = path
        self.backing = backing
        self.read_only = read_only
        self._lock = threading.RLock()
        self._index: Index | None = None
        with Casefile(path, write=not read_only):
            pass  # says at once what is wrong with the file

    def index(self) -> Index:
        """The world as it is now; made anew only when the file has changed, by whomever."""
        with self._lock, Casefile(self.path, write=not self.read_only) as case:
            key = self.backing.key(case)
            if self._index is None or self._index.key != key:
                world = self.backing.build(case)
                self._index = Index(world, judgements(case), key)
            return self._index

    def holding_words(self, words: str | None) -> frozenset[str] | None:
        """Ids of the documents that hold the words; None where none were asked for."""
        asked = expression(words) if words else ""
        if not asked:
            return None
        with Casefile(self.path, write=False) as case:
            rows = case.query(
                "SELECT d.id FROM document_search s JOIN documents d ON d.no = s.rowid WHERE document_search MATCH ?",
                asked,
            )
        return frozenset(r["id"] for r in rows)

    def judge(self, make: Callable[[Index], Judgement], check: Callable[[Index, Judgement], None]) -> Judgement:
        """Appends the judgement that ``make`` gives for the world as it is at that moment, unless ``check`` objects.

        Nobody can judge in between: the desk's own requests wait for the lock, and a judgement that another process
        appends changes the key, so the index that ``check`` sees is never old.
        """
        if self.read_only:
            raise UsageError("this desk is read-only")
        with self._lock:
            index = self.index()
            judgement = make(index)
            check(index, judgement)
            with Casefile(self.path) as case:
                return self.backing.judge(case, judgement)

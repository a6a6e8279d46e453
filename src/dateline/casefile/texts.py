"""The prints of the reports, as the casefile keeps them: by what copies are found without reading all texts again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from dateline.casefile.store import Casefile, encode
from dateline.model import Document

_TABLES = ("texts", "runs", "furniture", "credits", "papers", "shares")
_DOCUMENT = msgspec.json.Decoder(Document)


class Print(Protocol):
    @property
    def document(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def paper(self) -> str: ...
    @property
    def runs(self) -> Any: ...
    @property
    def whole(self) -> int | None: ...
    @property
    def credits(self) -> frozenset[str]: ...


H = TypeVar("H")


def save(case: Casefile, numbers: Mapping[str, int], prints: Sequence[Print], furniture: Any) -> None:
    """Replaces all prints. ``numbers``: document id -> its number. To be called within a transaction."""
    import numpy as np

    run, many = case.connection.execute, case.connection.executemany
    for table in _TABLES:
        run(f"DELETE FROM joined_{table}")
    many("INSERT INTO joined_furniture VALUES (?)", ((r,) for r in furniture.tolist()))
    parts: list[Any] = []
    for p in prints:
        telling = np.setdiff1d(p.runs, furniture, assume_unique=True)
        number = numbers[p.document]
        _text(case, number, p, len(telling))
        parts.append((telling, np.full(len(telling), number, np.int64)))
    if not parts:
        return
    runs, whose = (np.concatenate(x) for x in zip(*parts, strict=True))
    order = np.lexsort((whose, runs))
    many("INSERT INTO joined_runs VALUES (?, ?)", zip(runs[order].tolist(), whose[order].tolist(), strict=True))


def _text(case: Casefile, number: int, p: Print, telling: int) -> None:
    run = case.connection.execute
    run("INSERT INTO joined_texts VALUES (?, ?, ?, ?)", (number, p.day, telling, p.whole))
    for name in sorted(p.credits):
        run("INSERT INTO joined_credits VALUES (?, ?)", (name, number))
    if p.paper:
        run("INSERT OR IGNORE INTO joined_papers VALUES (?)", (p.paper,))


class Texts(Generic[H]):
    """The kept prints of a world's reports. ``head`` makes a record of document, credits, telling and whole."""

    def __init__(self, case: Casefile, world: int, head: Callable[[Document, bool, int, int | None], H]) -> None:
        self._case, self._world, self._run, self._head = case, world, case.connection.execute, head

    def add(self, found: Mapping[int, Print]) -> set[int]:
        papers = {p.paper for p in found.values() if p.paper}
        known = {r[0] for r in self._asked("SELECT p.name FROM k CROSS JOIN joined_papers p ON p.name = k.v", papers)}
        older = self._asked(
            "SELECT DISTINCT c.document FROM k CROSS JOIN joined_credits c ON c.name = k.v", papers - known
        )
        moved = {r[0] for r in older}
        for number, p in sorted(found.items()):
            runs = p.runs.tolist()
            dull = {r[0] for r in self._asked(_DULL, runs)}
            telling = [r for r in runs if r not in dull]
            _text(self._case, number, p, len(telling))
            self._case.connection.executemany("INSERT INTO joined_runs VALUES (?, ?)", ((r, number) for r in telling))
        return moved

    def furniture(self, runs: Any) -> Any:
        import numpy as np

        return np.array([r[0] for r in self._asked(_DULL, runs.tolist())], np.uint64)

    def spread(self, runs: Any, days: int) -> Any:
        import numpy as np

        found = self._asked(
            "SELECT r.run FROM k CROSS JOIN joined_runs r ON r.run = k.v "
            "CROSS JOIN joined_texts t ON t.document = r.document "
            f"GROUP BY r.run HAVING count(*) > {int(days)} AND count(DISTINCT t.day) > {int(days)}",
            runs.tolist(),
        )
        return np.array([r[0] for r in found], np.uint64)

    def dull(self, runs: Any, least: float) -> set[int]:
        asked = runs.tolist()
        lost = self._asked(
            "SELECT r.document, count(*) FROM k CROSS JOIN joined_runs r ON r.run = k.v GROUP BY r.document", asked
        )
        many = self._case.connection.executemany
        many(  # without a run no share can be told
            "DELETE FROM joined_shares WHERE document = ? AND ? >= (SELECT t.telling FROM joined_texts t "
            "WHERE t.document = joined_shares.document)",
            lost,
        )
        many(
            "UPDATE joined_shares SET most = most * (SELECT 1.0 * t.telling / (t.telling - ?) FROM joined_texts t "
            "WHERE t.document = joined_shares.document) WHERE document = ?",
            [(n, d) for d, n in lost],
        )
        many("UPDATE joined_texts SET telling = telling - ? WHERE document = ?", [(n, d) for d, n in lost])
        many("DELETE FROM joined_runs WHERE run = ?", [(r,) for r in asked])
        many("INSERT INTO joined_furniture VALUES (?)", [(r,) for r in asked])
        far = self._asked(
            f"SELECT s.document FROM k CROSS JOIN joined_shares s ON s.document = k.v WHERE s.most < {float(least)}",
            [d for d, _ in lost],
        )
        return {d for d, _ in lost} - {r[0] for r in far}

    def sharing(self, number: int, runs: Any, least: float) -> dict[int, tuple[int, float]]:
        found = self._asked(
            ", s (document, runs) AS MATERIALIZED ("
            "SELECT r.document, count(*) FROM k CROSS JOIN joined_runs r ON r.run = k.v GROUP BY r.document) "
            f"SELECT s.document, s.runs, 1.0 * s.runs / min(t.telling, {len(runs)}) "
            "FROM s CROSS JOIN joined_texts t ON t.document = s.document "
            f"WHERE s.runs >= {float(least)} * min(t.telling, {len(runs)})",
            runs.tolist(),
        )
        others = {d: (n, share) for d, n, share in found if d != number}
        most = max((share for _, share in others.values()), default=least)
        self._run("INSERT OR REPLACE INTO joined_shares VALUES (?, ?)", (number, most))
        self._case.connection.executemany(
            "UPDATE joined_shares SET most = max(most, ?) WHERE document = ?",
            [(share, d) for d, (_, share) in others.items()],
        )
        return others

    def equal(self, whole: int) -> list[int]:
        return [r[0] for r in self._run("SELECT document FROM joined_texts WHERE whole = ?", (whole,))]

    def heads(self, numbers: Collection[int]) -> dict[int, H]:
        rows = self._asked(
            "SELECT d.no, d.record, EXISTS (SELECT 1 FROM joined_credits c JOIN joined_papers p ON p.name = c.name "
            "WHERE c.document = d.no), t.telling, t.whole FROM k CROSS JOIN documents d ON d.no = k.v "
            "JOIN joined_texts t ON t.document = d.no",
            numbers,
        )
        return {r[0]: self._head(_DOCUMENT.decode(r[1]), bool(r[2]), r[3], r[4]) for r in rows}

    def texts(self, numbers: Collection[int]) -> dict[int, str]:
        return dict(self._asked("SELECT d.no, d.text FROM k CROSS JOIN documents d ON d.no = k.v", numbers))

    def groups(self, numbers: Collection[int]) -> set[int]:
        originals = {*numbers, *self._originals(numbers).values()}
        rows = self._asked(
            "SELECT c.no FROM k CROSS JOIN documents d ON d.no = k.v CROSS JOIN world_documents w "
            f"ON w.world = {self._world} AND w.copies_of = d.id CROSS JOIN documents c ON c.id = w.document",
            originals,
        )
        return originals | {r[0] for r in rows}

    def original(self, number: int) -> int:
        return self._originals([number]).get(number, number)

    def _originals(self, numbers: Collection[int]) -> dict[int, int]:
        rows = self._asked(
            "SELECT d.no, o.no FROM k CROSS JOIN documents d ON d.no = k.v CROSS JOIN world_documents w "
            f"ON w.world = {self._world} AND w.document = d.id CROSS JOIN documents o ON o.id = w.copies_of",
            numbers,
        )
        return {r[0]: r[1] for r in rows}

    def _asked(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Rows of a query over ``k (v)``, the values asked for."""
        rows = self._run(f"WITH k (v) AS (SELECT value FROM json_each(?)) {sql}", (encode(list(values)),))
        return [tuple(r) for r in rows]


_DULL = "SELECT f.run FROM k CROSS JOIN joined_furniture f ON f.run = k.v"

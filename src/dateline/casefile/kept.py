"""What joining left behind, as the casefile keeps it: the answers that joining a neighbourhood anew asks for.

The casefile does not know what an event is: it keeps a key, the claims, the document and a record that the caller
encodes and decodes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from dateline.casefile import texts
from dateline.casefile.judgements import decided, rows_about
from dateline.casefile.store import Casefile, encode
from dateline.reading import Decisions

Pair = tuple[str, str]
_TABLES = (
    "actors", "events", "homes", "blocks", "pairs", "repeats", "signs", "words", "spots", "records",
)  # fmt: skip


class Event(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def claims(self) -> tuple[str, ...]: ...

    @property
    def document(self) -> str: ...

    @property
    def words(self) -> frozenset[str]: ...


class Entry(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def key(self) -> str: ...


class Usual(Protocol):
    @property
    def words(self) -> Mapping[str, int]: ...

    @property
    def spots(self) -> Mapping[Any, int]: ...

    @property
    def reports(self) -> int: ...


E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Left:
    """All that a whole join leaves behind. ``repeats`` come with the report that is repeated, ``signs`` are (claim,
    place); ``usual`` is how many reports have a word and tell of a spot, ``records`` how often an actor's record is
    given."""

    around: Any
    usual: Usual
    prints: Sequence[texts.Print]
    furniture: Any
    records: Mapping[Any, int]
    actors: Mapping[str, Any]
    events: Iterable[tuple[Event, int, Sequence[str]]]
    weights: Mapping[Pair, float]
    repeats: Iterable[tuple[Pair, str]]
    signs: Iterable[tuple[str, str]]


def save(case: Casefile, world: int, left: Left, numbers: Mapping[str, int]) -> None:
    """Replaces all that was kept. ``numbers``: document id -> its number. To be called within a transaction."""
    connection = case.connection
    for table in _TABLES:
        connection.execute(f"DELETE FROM joined_{table}")
    connection.execute("DELETE FROM joined_around")
    connection.execute("INSERT INTO joined_around VALUES (?, ?)", (world, encode(left.around)))
    connection.executemany("INSERT INTO joined_actors VALUES (?, ?)", ((k, encode(a)) for k, a in left.actors.items()))
    blocks: list[tuple[str, int, str]] = []
    for event, start, names in left.events:
        connection.execute("INSERT INTO joined_events VALUES (?, ?, ?)", (event.key, event.document, encode(event)))
        connection.executemany("INSERT INTO joined_homes VALUES (?, ?)", [(c, event.key) for c in event.claims])
        blocks += [(name, start, event.key) for name in names]
    connection.executemany("INSERT INTO joined_blocks VALUES (?, ?, ?)", sorted(blocks))
    connection.executemany(
        "INSERT INTO joined_pairs VALUES (?, ?, ?)", ((a, b, w) for (a, b), w in sorted(left.weights.items()))
    )
    connection.executemany(
        "INSERT OR IGNORE INTO joined_repeats VALUES (?, ?, ?)", ((a, b, first) for (a, b), first in left.repeats)
    )
    connection.executemany("INSERT INTO joined_signs VALUES (?, ?)", left.signs)
    count(case, left.usual, +1)
    count_records(case, left.records)
    texts.save(case, numbers, left.prints, left.furniture)


def count(case: Casefile, usual: Usual, sign: int) -> None:
    """Adds to (or takes from) how many reports have each word and tell of each spot."""
    words = [("", usual.reports), *usual.words.items()]
    spots = [(encode(spot), n) for spot, n in usual.spots.items()]
    for table, name, rows in (("joined_words", "word", words), ("joined_spots", "spot", spots)):
        case.connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports",
            sorted((key, sign * n) for key, n in rows if n),
        )
        if sign < 0:
            case.connection.executemany(
                f"DELETE FROM {table} WHERE {name} = ? AND reports = 0", [(key,) for key, _ in rows]
            )


def count_records(case: Casefile, records: Mapping[Any, int]) -> None:
    """Adds to how often each record of an actor is given."""
    rows = [(record.id, encode(record), n) for record, n in records.items() if n]
    case.connection.executemany(
        "INSERT INTO joined_records VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET times = times + excluded.times",
        sorted(rows),
    )
    case.connection.executemany(
        "DELETE FROM joined_records WHERE id = ? AND record = ? AND times = 0", [row[:2] for row in rows]
    )


class Kept(Generic[E]):
    """The kept events and pairs of a casefile. ``decode`` makes an event of its record."""

    def __init__(self, case: Casefile, decode: Callable[[str], E]) -> None:
        self._case, self._run, self._decode = case, case.connection.execute, decode

    def events_of(self, documents: Collection[str]) -> list[E]:
        rows = self._run(
            "SELECT record FROM joined_events WHERE document IN (SELECT value FROM json_each(?)) ORDER BY key",
            (encode(list(documents)),),
        )
        return [self._decode(r[0]) for r in rows]

    def events(self, keys: Collection[str]) -> list[E]:
        rows = self._run(
            "SELECT e.record FROM json_each(?) k CROSS JOIN joined_events e ON e.key = k.value ORDER BY e.key",
            (encode(list(keys)),),
        )
        return [self._decode(r[0]) for r in rows]

    def drop(self, event: E, entry: Entry, blocks: Sequence[str]) -> None:
        self._run("DELETE FROM joined_events WHERE key = ?", (event.key,))
        for claim in event.claims:
            self._run("DELETE FROM joined_homes WHERE claim = ? AND event = ?", (claim, event.key))
        for block in blocks:
            self._run(
                "DELETE FROM joined_blocks WHERE block = ? AND start = ? AND event = ?", (block, entry.start, event.key)
            )

    def put(self, event: E, entry: Entry, blocks: Sequence[str]) -> None:
        self._run("INSERT INTO joined_events VALUES (?, ?, ?)", (event.key, event.document, encode(event)))
        for claim in event.claims:
            self._run("INSERT OR REPLACE INTO joined_homes VALUES (?, ?)", (claim, event.key))
        for block in blocks:
            self._run("INSERT INTO joined_blocks VALUES (?, ?, ?)", (block, entry.start, event.key))

    def before(self, block: str, entry: Entry, most: int) -> list[str]:
        rows = self._run(
            "SELECT event FROM joined_blocks WHERE block = ? AND (start, event) < (?, ?) "
            "ORDER BY start DESC, event DESC LIMIT ?",
            (block, entry.start, entry.key, most),
        )
        return [r[0] for r in rows]

    def after(self, block: str, entry: Entry, most: int) -> list[str]:
        rows = self._run(
            "SELECT event FROM joined_blocks WHERE block = ? AND (start, event) > (?, ?) ORDER BY start, event LIMIT ?",
            (block, entry.start, entry.key, most),
        )
        return [r[0] for r in rows]

    def weights(self, keys: Collection[str]) -> dict[Pair, float]:
        asked = encode(list(keys))
        rows = self._run(
            "SELECT p.a, p.b, p.weight FROM json_each(?) k CROSS JOIN joined_pairs p ON p.a = k.value UNION "
            "SELECT p.a, p.b, p.weight FROM json_each(?) k CROSS JOIN joined_pairs p ON p.b = k.value",
            (asked, asked),
        )
        return {(a, b): weight for a, b, weight in rows}

    def weigh(self, both: Pair, weight: float | None) -> None:
        if weight is None:
            self._run("DELETE FROM joined_pairs WHERE a = ? AND b = ?", both)
        else:
            self._run("INSERT OR REPLACE INTO joined_pairs VALUES (?, ?, ?)", (*both, weight))

    def homes(self, claims: Collection[str]) -> dict[str, str]:
        rows = self._run(
            "SELECT h.claim, h.event FROM json_each(?) c CROSS JOIN joined_homes h ON h.claim = c.value",
            (encode(list(claims)),),
        )
        return dict(rows.fetchall())

    def repeats(self, claims: Collection[str]) -> list[Pair]:
        asked = encode(list(claims))
        rows = self._run(
            "SELECT p.a, p.b FROM json_each(?) k CROSS JOIN joined_repeats p ON p.a = k.value UNION "
            "SELECT p.a, p.b FROM json_each(?) k CROSS JOIN joined_repeats p ON p.b = k.value",
            (asked, asked),
        )
        return [(a, b) for a, b in rows]

    def decisions(self, claims: Collection[str]) -> Decisions:
        return decided(rows_about(self._case, claims), claims)

    # What joining needs besides

    def repeated(self, original: str) -> list[Pair]:
        """The pairs of claims in a report and in its copies."""
        return [(a, b) for a, b in self._run("SELECT a, b FROM joined_repeats WHERE original = ?", (original,))]

    def repeat(self, original: str, pairs: Iterable[Pair]) -> None:
        self._run("DELETE FROM joined_repeats WHERE original = ?", (original,))
        for a, b in pairs:
            self._run("INSERT OR IGNORE INTO joined_repeats VALUES (?, ?, ?)", (a, b, original))

    def places_of(self, claims: Collection[str]) -> set[str]:
        """The places of which these claims say who holds them."""
        rows = self._run(
            "SELECT s.place FROM json_each(?) c CROSS JOIN joined_signs s ON s.claim = c.value", (encode(list(claims)),)
        )
        return {r[0] for r in rows}

    def sign(self, claims: Collection[str], places: Mapping[str, str]) -> None:
        """Of these claims, those that say who holds a place: claim -> place."""
        for claim in claims:
            self._run("DELETE FROM joined_signs WHERE claim = ?", (claim,))
        for claim, place in places.items():
            self._run("INSERT INTO joined_signs VALUES (?, ?)", (claim, place))

    def signs_at(self, place: str) -> list[str]:
        return [r[0] for r in self._run("SELECT claim FROM joined_signs WHERE place = ?", (place,))]

    def with_words(self, words: Collection[str]) -> list[E]:
        """The events that have any of these words: all are looked through."""
        out: list[E] = []
        for row in self._run("SELECT record FROM joined_events") if words else ():
            if any(encode(w) in row[0] for w in words):
                event = self._decode(row[0])
                if not event.words.isdisjoint(words):
                    out.append(event)
        return sorted(out, key=lambda e: e.key)

    def within_block(self, block: str) -> list[str]:
        return [r[0] for r in self._run("SELECT event FROM joined_blocks WHERE block = ?", (block,))]

    def usual(self, most: Callable[[int], float]) -> tuple[set[str], int]:
        """The words that more reports have than ``most`` gives for their number, and that number."""
        row = self._run("SELECT reports FROM joined_words WHERE word = ''").fetchone()
        reports = row[0] if row else 0
        rows = self._run("SELECT word FROM joined_words WHERE reports > ? AND word <> ''", (most(reports),))
        return {r[0] for r in rows}, reports

    def told_by(self, spots: Collection[Any]) -> dict[Any, int]:
        """How many reports tell of each of these spots."""
        asked = {encode(s): s for s in spots}
        rows = self._run(
            "SELECT s.spot, s.reports FROM json_each(?) k CROSS JOIN joined_spots s ON s.spot = k.value",
            (encode(list(asked)),),
        )
        return {**dict.fromkeys(spots, 0), **{asked[r[0]]: r[1] for r in rows}}

    def records(self, ids: Collection[str]) -> dict[str, list[tuple[str, int]]]:
        """The records that are given of each of these actors, and how often."""
        found: dict[str, list[tuple[str, int]]] = {i: [] for i in ids}
        for row in self._run(
            "SELECT r.id, r.record, r.times FROM json_each(?) k CROSS JOIN joined_records r ON r.id = k.value",
            (encode(list(ids)),),
        ):
            found[row[0]].append((row[1], row[2]))
        return found

    def know(self, actor: str, record: str | None) -> None:
        """From now on this is the record of an actor; None: nobody gives one any more."""
        self._run("DELETE FROM joined_actors WHERE id = ?", (actor,))
        if record is not None:
            self._run("INSERT INTO joined_actors VALUES (?, ?)", (actor, record))

    def surround(self, world: int, around: Any) -> None:
        self._run("UPDATE joined_around SET around = ? WHERE world = ?", (encode(around), world))

    def around(self, world: int) -> str:
        """What was usual among the reports, as it was saved."""
        return str(self._run("SELECT around FROM joined_around WHERE world = ?", (world,)).fetchone()[0])

    def actors(self) -> list[str]:
        return [r[0] for r in self._run("SELECT record FROM joined_actors ORDER BY id")]

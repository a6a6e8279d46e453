"""The casefile: documents with their text, and what each version of the program read in them.

Everything is appended. A document with its reading goes in as one transaction: kill the program at any moment and what
was stored stays stored, and a second run does the rest.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from dateline.casefile import db
from dateline.errors import CasefileError, InputError
from dateline.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Document,
    Mention,
    MentionKind,
    Place,
    Producer,
    Record,
    Span,
    When,
)  # fmt: skip
from dateline.reading import Reading

T = TypeVar("T")


def now() -> str:
    """This moment, UTC, ISO 8601 to the microsecond (so that rows of one second keep their order)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def encode(record: Any) -> str:
    return msgspec.json.encode(record).decode("utf-8")


class _Mention(Record, frozen=True, kw_only=True):
    """A mention before it is known what kind of value it has."""

    document: str
    kind: MentionKind
    span: Span
    ref: str | None = None
    value: msgspec.Raw = msgspec.Raw(b"null")


_VALUES: dict[str, type[Place] | type[When] | type[Count]] = {"place": Place, "time": When, "count": Count}


def decode_mention(data: str) -> Mention:
    """A mention from JSON; what its ``value`` is follows from its ``kind``."""
    raw = msgspec.json.decode(data, type=_Mention)
    kind = _VALUES.get(raw.kind)
    value = msgspec.json.decode(raw.value, type=kind | None) if kind else None
    return Mention(document=raw.document, kind=raw.kind, span=raw.span, ref=raw.ref, value=value)


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading with its place in the casefile: ``id`` counts up, the newest of a document is the current one."""

    id: int
    reading: Reading


class Casefile:
    """One casefile, open. Use as a context manager; not to be shared between threads at the same moment.

    ``clock`` gives the time that is written beside each row (ISO 8601, UTC).
    """

    def __init__(
        self, path: str | Path, *, write: bool = True, create: bool = False, clock: Callable[[], str] = now
    ) -> None:
        self.path = Path(path)
        self.write = write
        self.clock = clock
        self.connection = db.connect(self.path, write=write, create=create)

    def __enter__(self) -> Casefile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except sqlite3.DatabaseError:
            if error is None:
                raise
        if isinstance(error, sqlite3.DatabaseError | msgspec.DecodeError | UnicodeDecodeError):
            raise db.told(error, self.path) from error  # met by something that was not on its guard

    def close(self) -> None:
        """Closes the file; the last to close it merges the log, so that one file remains."""
        self.connection.close()

    def query(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Rows of one SELECT."""
        with db.guarded(self.path):
            return self.connection.execute(sql, values).fetchall()

    # Writing

    def has(self, document: str, producer: Producer) -> bool:
        """Has this version of the program already read this document?"""
        return bool(
            self.query(
                "SELECT 1 FROM readings r JOIN producers p ON p.id = r.producer WHERE r.document = ? AND p.version = ? "
                "AND p.model = ? AND p.ontology = ? AND p.gazetteer = ? LIMIT 1",
                document, producer.version, producer.model, producer.ontology, producer.gazetteer,
            )
        )  # fmt: skip

    def add_document(self, document: Document) -> bool:
        """Stores a document without a reading (one that is not in English, say). True if it was new."""
        with db.guarded(self.path), db.transaction(self.connection):
            return self._document(document)

    def add(self, reading: Reading, producer: Producer, *, again: bool = False) -> bool:
        """Stores a document and its reading, all or nothing. False if this version had already read it.

        ``again`` stores a second reading by the same version if it differs from the first (a development version).
        """
        if self.has(reading.document.id, producer) and (not again or self._same_as_current(reading)):
            return False
        with db.guarded(self.path), db.transaction(self.connection):
            if not again and self.has(reading.document.id, producer):  # another process was faster
                return False
            self._document(reading.document)
            number = self.connection.execute(
                "INSERT INTO readings (document, producer, read_at, unresolved_dates) VALUES (?, ?, ?, ?)",
                (reading.document.id, self._producer(producer), self.clock(), reading.unresolved_dates),
            ).lastrowid
            self._rows("actor_rows", number, reading.actors)
            self._rows("mention_rows", number, reading.mentions)
            self._rows("attribution_rows", number, reading.attributions)
            self.connection.executemany(
                "INSERT INTO claim_rows (reading, ordinal, id, document, evidence, record) VALUES (?, ?, ?, ?, ?, ?)",
                [(number, i, c.id, c.document, c.evidence.text, encode(c)) for i, c in enumerate(reading.claims)],
            )
        return True

    def _same_as_current(self, reading: Reading) -> bool:
        for stored in self.readings(document=reading.document.id):
            old = stored.reading
            return (old.claims, old.mentions, old.attributions, old.actors) == (
                reading.claims, reading.mentions, reading.attributions, reading.actors,
            )  # fmt: skip
        return False

    def _document(self, document: Document) -> bool:
        try:
            record = encode(msgspec.structs.replace(document, text="", copies_of=None))
            document.text.encode("utf-8")
        except (UnicodeEncodeError, msgspec.EncodeError) as e:
            raise InputError(document.uri, f"its text cannot be stored as UTF-8 ({e})") from e
        at = self.clock()
        new = self.connection.execute(
            "INSERT INTO documents (id, uri, title, publisher, published, language, text, added, record) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (document.id, document.uri, document.title, document.publisher, document.published, document.language,
             document.text, at, record),
        ).rowcount  # fmt: skip
        self.connection.execute(
            "INSERT INTO sightings (document, uri, seen) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (document.id, document.uri, at),
        )
        return new > 0

    def saw(self, document: Document) -> None:
        """Notes that a stored document was met again, perhaps at another address."""
        if not self.query("SELECT 1 FROM sightings WHERE document = ? AND uri = ?", document.id, document.uri):
            with db.guarded(self.path), db.transaction(self.connection):
                self._document(document)

    def _producer(self, producer: Producer) -> int:
        values = (producer.version, producer.model, producer.ontology, producer.gazetteer)
        self.connection.execute(
            "INSERT INTO producers (version, model, ontology, gazetteer, first_used) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (*values, self.clock()),
        )
        row = self.connection.execute(
            "SELECT id FROM producers WHERE version = ? AND model = ? AND ontology = ? AND gazetteer = ?", values
        ).fetchone()
        return int(row[0])

    def _rows(self, table: str, reading: int | None, records: Iterable[Any]) -> None:
        self.connection.executemany(
            f"INSERT INTO {table} (reading, ordinal, record) VALUES (?, ?, ?)",
            [(reading, i, encode(record)) for i, record in enumerate(records)],
        )

    # Reading

    def documents(self) -> Iterator[Document]:
        """The documents stored by now in the order in which they came, a few hundred of them in memory at a time."""
        last, end = 0, self.query("SELECT max(no) FROM documents")[0][0] or 0
        while last < end:
            rows = self.query(
                "SELECT no, record, text FROM documents WHERE no > ? AND no <= ? ORDER BY no LIMIT 500", last, end
            )
            for row in rows:
                yield msgspec.structs.replace(msgspec.json.decode(row["record"], type=Document), text=row["text"])
            last = rows[-1]["no"]

    def producers(self) -> list[tuple[int, Producer]]:
        """The versions of the program that read into this file, in the order of their first use."""
        rows = self.query("SELECT * FROM producers ORDER BY id")
        return [
            (
                r["id"],
                Producer(version=r["version"], model=r["model"], ontology=r["ontology"], gazetteer=r["gazetteer"]),
            )
            for r in rows
        ]

    def producer(self) -> Producer:
        """The version that made the newest reading. Raises CasefileError for an empty casefile."""
        rows = self.query("SELECT producer FROM readings ORDER BY id DESC LIMIT 1")
        if not rows:
            raise CasefileError(f"{self.path}: nothing has been read into this casefile yet")
        return dict(self.producers())[rows[0]["producer"]]

    def readings(
        self,
        *,
        document: str | None = None,
        until: str | None = None,
        version: str | None = None,
        bare: bool = False,
    ) -> list[Stored]:
        """The current reading of each document, in the order in which the documents came.

        ``until`` (ISO 8601) leaves out what was read later; ``version`` what versions first used after it read.
        ``bare`` leaves out mentions and attributions, most of a reading.
        """
        where, values = ["1"], []
        if document is not None:
            where.append("r.document = ?")
            values.append(document)
        if until is not None:
            where.append("r.read_at <= ?")
            values.append(until)
        if version is not None:
            where.append("r.producer <= (SELECT max(id) FROM producers WHERE version = ?)")
            values.append(version)
        chosen = f"SELECT max(r.id) AS id FROM readings r WHERE {' AND '.join(where)} GROUP BY r.document"
        with db.guarded(self.path), db.snapshot(self.connection):
            actors = self._grouped("actor_rows", msgspec.json.Decoder(Actor).decode, chosen, values)
            mentions: dict[int, tuple[Mention, ...]] = {}
            attributions: dict[int, tuple[Attribution, ...]] = {}
            if not bare:
                mentions = self._grouped("mention_rows", decode_mention, chosen, values)
                attributions = self._grouped(
                    "attribution_rows", msgspec.json.Decoder(Attribution).decode, chosen, values
                )
            claims = self._grouped("claim_rows", msgspec.json.Decoder(Claim).decode, chosen, values)
            rows = self.connection.execute(
                f"WITH chosen AS ({chosen}) SELECT r.id, r.unresolved_dates, d.record, d.text FROM chosen "
                "JOIN readings r ON r.id = chosen.id JOIN documents d ON d.id = r.document ORDER BY d.no",
                values,
            ).fetchall()
        decoder = msgspec.json.Decoder(Document)
        return [
            Stored(
                r["id"],
                Reading(
                    document=msgspec.structs.replace(decoder.decode(r["record"]), text=r["text"]),
                    actors=actors.get(r["id"], ()), mentions=mentions.get(r["id"], ()),
                    attributions=attributions.get(r["id"], ()), claims=claims.get(r["id"], ()),
                    unresolved_dates=r["unresolved_dates"],
                ),
            )
            for r in rows
        ]  # fmt: skip

    def _grouped(
        self, table: str, decode: Callable[[str], T], chosen: str, values: list[Any]
    ) -> dict[int, tuple[T, ...]]:
        found: dict[int, list[T]] = {}
        for row in self.connection.execute(
            f"WITH chosen AS ({chosen}) SELECT t.reading, t.record FROM chosen JOIN {table} t ON t.reading = chosen.id "
            "ORDER BY t.reading, t.ordinal",
            values,
        ):
            found.setdefault(row["reading"], []).append(decode(row["record"]))
        return {reading: tuple(records) for reading, records in found.items()}

    # About the whole

    def key(self, version: str, read: int | None = None) -> str:
        """What the world depends on: it changes with every reading, every judgement and every program version.
        ``read``: the last reading that a world knows, where it does not know all."""
        row = self.query(
            "SELECT (SELECT max(no) FROM documents) AS d, (SELECT max(id) FROM readings) AS r, "
            "(SELECT max(id) FROM judgements) AS j"
        )[0]
        return f"d{row['d'] or 0} r{row['r'] or 0 if read is None else read} j{row['j'] or 0} v{version}"

    def digest(self) -> str:
        """A hash of all that was stored (texts, readings, judgements), the same for any copy of the file."""
        whole = hashlib.sha256()
        with db.guarded(self.path), db.snapshot(self.connection):
            for sql in (
                "SELECT id, uri FROM documents ORDER BY no",
                "SELECT reading, id, record FROM claim_rows ORDER BY reading, ordinal",
                "SELECT id, at, author, reason, kind, target, claims, others, field, value FROM judgements ORDER BY id",
            ):
                for row in self.connection.execute(sql):
                    whole.update(encode([str(v) if v is not None else None for v in row]).encode())
        return whole.hexdigest()

    def check(self) -> list[str]:
        """What is wrong with the file, by SQLite's own check and ours; empty if it is sound."""
        with db.guarded(self.path):
            found = [r[0] for r in self.connection.execute("PRAGMA integrity_check(20)") if r[0] != "ok"]
            found += [
                f"{r[0]} row {r[1]} points to nothing" for r in self.connection.execute("PRAGMA foreign_key_check")
            ]
        return found

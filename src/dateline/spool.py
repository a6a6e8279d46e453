"""The records of many reports on their way to a JSON file: out of memory as soon as each report is read.

What joining does not change is encoded where the report was read (in another process, with ``--jobs``) and put aside on
disk, and so is, until all are read, what joining needs. Document and claims lack what only joining tells,
``copies_of`` and ``incident``: it is put into their JSON at the end. The file is the one that
:meth:`dateline.Result.to_json` gives.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from dateline.errors import OutputError
from dateline.files import reason
from dateline.incidents import Joined, Part, needed
from dateline.model import SCHEMA, Output, Producer
from dateline.reading import Reading

_JSON = msgspec.json.Encoder()
_COPIES, _INCIDENT = b'"copies_of":null', b'"incident":null'  # within a string its quotation marks would be escaped
_PER_REPORT = ("documents", "mentions", "attributions", "claims")


@dataclass(frozen=True, slots=True)
class Encoded:
    """``reading``: what joining needs of it; ``records``: the JSON of its records (as ``_PER_REPORT``), inside of a
    list's brackets."""

    reading: Reading
    records: tuple[bytes, ...]


def encoded(reading: Reading) -> Encoded:
    parts = ((reading.document,), reading.mentions, reading.attributions, reading.claims)
    return Encoded(needed(reading), tuple(_JSON.encode(part)[1:-1] for part in parts))


class Spool:
    """Holds the encoded records of reports in a file without a name, which ends with the program, however that ends.

    ``target``: the file that is to be written, beside which it lies (None: with other temporary files).
    """

    def __init__(self, target: Path | None) -> None:
        self._target = target
        # Document, where its records begin, their lengths; the last of them is what joining needs.
        self._places: list[tuple[str, int, tuple[int, ...]]] = []
        self._end = 0
        with self._told():
            self._file: BinaryIO = tempfile.TemporaryFile(dir=target.parent if target else None)  # noqa: SIM115

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._file.close()
        except OSError:
            if error is None:  # what could not be put aside has been told
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as e:
            if self._target is None:
                raise OutputError(f"{tempfile.gettempdir()}: {reason(e)}") from e
            raise OutputError(f"{self._target}: {reason(e)}; what stood there before is unchanged") from e

    def add(self, part: Part, records: tuple[bytes, ...]) -> None:
        """Put a report aside: its records, and what joining needs. Raises OutputError where there is no room."""
        kept = (*records, pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
        with self._told():
            self._file.writelines(kept)
        self._places.append((part.reading.document.id, self._end, tuple(map(len, kept))))
        self._end += sum(map(len, kept))

    def parts(self) -> Iterator[Part]:
        """What joining needs of each report, in the order in which they were read."""
        for _, start, lengths in self._places:
            part: Part = pickle.loads(self._read(start + sum(lengths[:-1]), lengths[-1]))
            yield part

    def write(self, out: BinaryIO, producer: Producer, joined: Joined) -> None:
        """The whole output, once all are joined."""
        copies = {d.id: d.copies_of for d in joined.documents}
        homes = {claim: i.id for i in joined.incidents for claim in i.claims}
        claims: dict[str, list[str | None]] = {}
        for claim in joined.claims:
            claims.setdefault(claim.document, []).append(homes[claim.id])
        parts: Mapping[str, object] = {
            **{name: getattr(joined, name) for name in ("actors", "incidents", "holdings")},
            "schema": SCHEMA, "producer": producer,
        }  # fmt: skip
        for n, name in enumerate(Output.__struct_fields__):
            out.write(b"%s%s:" % (b"," if n else b"{", _JSON.encode(name)))
            if name in parts:
                out.write(_JSON.encode(parts[name]))
                continue
            lead = b"["
            for document, records in self._records(name):
                if name == "documents":
                    records = _filled(records, _COPIES, [copies[document]])
                elif name == "claims":
                    records = _filled(records, _INCIDENT, claims.get(document, []))
                if records:
                    out.write(lead + records)
                    lead = b","
            out.write(b"]" if lead == b"," else b"[]")
        out.write(b"}")

    def _records(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Each report's records of a kind. Of a report that was read twice documents and claims come once, from the
        last reading, where the first stood."""
        which = _PER_REPORT.index(name)
        last = {place[0]: place for place in self._places}
        for document, start, lengths in last.values() if name in ("documents", "claims") else self._places:
            yield document, self._read(start + sum(lengths[:which]), lengths[which])

    def _read(self, start: int, length: int) -> bytes:
        with self._told():
            self._file.seek(start)
            return self._file.read(length)


def _filled(records: bytes, gap: bytes, values: list[str | None]) -> bytes:
    """JSON with what joining told in each of its gaps."""
    head, *tail = records.split(gap)
    assert len(tail) == len(values)
    field = gap.removesuffix(b"null")
    filled = (field + _JSON.encode(value) + rest for value, rest in zip(values, tail, strict=True))
    return head + b"".join(filled)

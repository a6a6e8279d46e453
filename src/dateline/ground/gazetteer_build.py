"""The gazetteer compiled into one file that is mapped into memory, so that starting costs next to nothing.

Layout (little-endian): magic, length of the header, header (JSON: sections as [offset, bytes], version), sections:

    hashes    u64, sorted     64-bit hash of a name's key ("k:damascus") or skeleton ("s:damask")
    starts    u32             where the hash's postings begin; one more than there are hashes
    postings  u32             place << 2 | how the name belongs to the place
    places    fixed records   gazetteer_index.RECORD
    heap      UTF-8           names and ids
    parts     fixed records   gazetteer_parts.PART
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import struct
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dateline.ground.gazetteer_parts import parts_of
from dateline.ground.gazetteer_sources import ALTERNATE, KINDS, SHORT, Row
from dateline.ground.places_names import key, skeletons
from dateline.lexicon import load_toml

MAGIC = b"DLGAZ\x00\x00\x02"
RECORD = struct.Struct(
    "<ffIIIIIHHHH2sBx"
)  # lat lon population admin1 admin2 name id, lengths of both, extent, country, kind
NOWHERE = 0xFFFFFFFF
CELL = 0.25  # degrees: towns are counted once a cell when a region's middle is made from them


def hashed(text: str) -> int:
    """The 64-bit number under which a key is filed."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def compile_rows(rows: Sequence[Row], path: Path, version: str) -> None:
    """Write the index for ``rows`` to ``path``, all or nothing: others see the old file or the whole new one."""
    rows = _merged(rows)
    parents = _parents(rows)
    cells = _cells(rows, parents)
    extent = _place_regions(rows, cells)
    places, heap = _places(rows, parents, extent)
    hashes, starts, postings = _index(rows)
    _write(
        path, version,
        {
            "hashes": hashes.tobytes(), "starts": starts.tobytes(), "postings": postings.tobytes(), "places": places,
            "heap": heap, "parts": parts_of({region: list(found.values()) for region, found in cells.items()}),
        },
    )  # fmt: skip


def _merged(rows: Iterable[Row]) -> list[Row]:
    """One row an id: names of later rows are added to the first, a later point or population fills a gap."""
    out: dict[str, Row] = {}
    for row in rows:
        first = out.get(row.id)
        if first is None:
            out[row.id] = row
            continue
        have = {n for n, _ in first.names}
        first.names += tuple((n, max(how, ALTERNATE)) for n, how in row.names if n not in have)
        if first.lat is None:
            first.lat, first.lon = row.lat, row.lon
        first.population = first.population or row.population
        first.parent = first.parent or row.parent
    return _without_doubles(list(out.values()))


def _without_doubles(rows: list[Row]) -> list[Row]:
    """A row of our own for a town or region that GeoNames has as well gives its names to that one and goes."""
    towns: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if row.kind in ("city", "capital", "village") and row.id.startswith("geonames:") and row.lat is not None:
            towns.setdefault((round(row.lat * 10), round((row.lon or 0) * 10)), []).append(row)
    regions: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.kind == "admin1":
            for name, _ in row.names:
                regions.setdefault((row.country, key(name)), row)
    kept = []
    for row in rows:
        town = None
        if not row.id.startswith("geonames:"):
            if row.kind in ("city", "village"):
                town = _same(row, towns)
            elif row.kind == "area":
                town = regions.get((row.country, key(row.name)))
        if town is None:
            kept.append(row)
            continue
        have = {n for n, _ in town.names}
        town.names += tuple((n, ALTERNATE) for n, _ in row.names if n not in have)
    return kept


def _same(row: Row, towns: dict[tuple[int, int], list[Row]]) -> Row | None:
    lat, lon = row.lat or 0.0, row.lon or 0.0
    forms = {form for name, _ in row.names for form in (key(name), *skeletons(name))}
    y, x = round(lat * 10), round(lon * 10)
    for cell in ((y + dy, x + dx) for dy in (0, -1, 1) for dx in (0, -1, 1)):
        for town in towns.get(cell, ()):
            if town.country == row.country and any(
                form in forms for name, _ in town.names for form in (key(name), *skeletons(name))
            ):
                return town
    return None


def _parents(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """(first-level, second-level region) of each row as indices into ``rows``, NOWHERE where not known."""
    at = {row.id: i for i, row in enumerate(rows)}
    grid = _Grid(rows)
    out = []
    for i, row in enumerate(rows):
        parent = at.get(f"geonames:{row.parent}") if row.parent else None
        if parent is None and row.kind not in ("country", "continent", "region", "admin1", "water") and row.country:
            near = grid.nearest(row)
            parent = at.get(f"geonames:{rows[near].parent}") if near is not None and near != i else None
        if parent is None:
            out.append((NOWHERE, NOWHERE))
        elif rows[parent].kind == "admin2":
            above = at.get(f"geonames:{rows[parent].parent}", NOWHERE) if rows[parent].parent else NOWHERE
            out.append((above, parent))
        else:
            out.append((parent, NOWHERE))
    return out


class _Grid:
    """Rows whose region is known, by degree cell: the region of a place without one is its nearest neighbour's."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.cells: dict[tuple[int, int], list[int]] = {}
        for i, row in enumerate(rows):
            if row.parent and row.lat is not None and row.lon is not None and row.kind in ("city", "capital"):
                self.cells.setdefault((math.floor(row.lat), math.floor(row.lon)), []).append(i)

    def nearest(self, row: Row) -> int | None:
        if row.lat is None or row.lon is None:
            return None
        y, x = math.floor(row.lat), math.floor(row.lon)
        best, found = 9.0, None
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                for i in self.cells.get((y + dy, x + dx), ()):
                    other = self.rows[i]
                    if other.country == row.country and other.lat is not None and other.lon is not None:
                        d = (other.lat - row.lat) ** 2 + (other.lon - row.lon) ** 2
                        if d < best:
                            best, found = d, i
        return found


Cells = dict[int, dict[tuple[int, int], tuple[float, float]]]  # by region: the first town of each cell


def _cells(rows: Sequence[Row], parents: Sequence[tuple[int, int]]) -> Cells:
    """The towns of each region, one a cell. A region whose number of people is not given has that of its towns."""
    cells: Cells = {}
    people: dict[int, int] = {}
    countries = {row.country: i for i, row in enumerate(rows) if row.kind == "country"}
    for i, row in enumerate(rows):
        if row.lat is None or row.lon is None or row.kind not in ("city", "capital"):
            continue
        for region in (*parents[i], countries.get(row.country, NOWHERE)):
            if region != NOWHERE:
                cell = (math.floor(row.lat / CELL), math.floor(row.lon / CELL))
                cells.setdefault(region, {}).setdefault(cell, (row.lat, row.lon))
                people[region] = people.get(region, 0) + row.population
    for region, number in people.items():
        rows[region].population = rows[region].population or number
    return cells


def _place_regions(rows: Sequence[Row], cells: Cells) -> dict[int, tuple[int, int]]:
    """Points of regions from their towns; returns half their height and width (0.01 degree)."""
    extent: dict[int, tuple[int, int]] = {}
    for region, found in cells.items():
        row, points = rows[region], list(found.values())
        if row.lat is None:
            row.lat, row.lon = _middle(points)
        extent[region] = _half([p[0] for p in points]), _half([(p[1] - (row.lon or 0) + 180) % 360 for p in points])
    return extent


def _half(values: list[float]) -> int:
    """Half the range of the middle nine tenths, in hundredths of a degree."""
    values.sort()
    cut = len(values) // 20
    return min(65535, round((values[-1 - cut] - values[cut]) * 50))


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean point; longitudes are unrolled around the first one, for lands that lie across 180 degrees."""
    lon0 = points[0][1]
    lons = [(p[1] - lon0 + 180) % 360 - 180 for p in points]
    lon = (lon0 + sum(lons) / len(lons) + 180) % 360 - 180
    return sum(p[0] for p in points) / len(points), lon


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points on a sphere."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _places(
    rows: Sequence[Row], parents: Sequence[tuple[int, int]], extent: dict[int, tuple[int, int]]
) -> tuple[bytes, bytes]:
    records, heap = bytearray(), bytearray()
    nan = float("nan")
    for i, row in enumerate(rows):
        name, number = row.name.encode(), row.id.encode()
        records += RECORD.pack(
            nan if row.lat is None else row.lat, nan if row.lon is None else row.lon, min(row.population, 0xFFFFFFFF),
            *parents[i], len(heap), len(heap) + len(name), len(name), len(number), *extent.get(i, (0, 0)),
            row.country.encode()[:2], KINDS.index(row.kind),
        )  # fmt: skip
        heap += name + number
    return bytes(records), bytes(heap)


def _index(rows: Sequence[Row]) -> tuple[Any, Any, Any]:
    data = load_toml("place_names.toml")
    loose = frozenset(data["transliterated"])
    arabic, cyrillic = frozenset(data["arabic_script"]), frozenset(data["cyrillic_script"])
    filed: list[tuple[int, int, int]] = []  # (hash, order, posting)
    for i, row in enumerate(rows):
        best: dict[str, int] = {}
        for name, how in row.names:
            if "\u0600" <= name[0] <= "\u06ff" and row.country not in arabic:
                continue
            if "\u0400" <= name[0] <= "\u04ff" and row.country not in cyrillic:
                continue
            keys = [f"k:{key(name)}"]
            if row.country in loose and how != SHORT and name[0] < "\u0600":
                keys += [f"s:{bones}" for bones in skeletons(name)]
            for k in keys:
                if len(k) > 3:
                    best[k] = min(how, best.get(k, how))
        filed += [(hashed(k), i, i << 2 | how) for k, how in best.items()]
    filed.sort()
    hashes, starts, postings = array("Q"), array("I"), array("I")
    for number, _, posting in filed:
        if not hashes or hashes[-1] != number:
            hashes.append(number)
            starts.append(len(postings))
        postings.append(posting)
    starts.append(len(postings))
    return hashes, starts, postings


def _write(path: Path, version: str, sections: dict[str, bytes]) -> None:
    layout, at = {}, 0
    for name, data in sections.items():
        layout[name] = [at, len(data)]
        at += len(data) + -len(data) % 8
    header = json.dumps({"version": version, "sections": layout}, sort_keys=True).encode()
    header += b" " * (-(len(MAGIC) + 8 + len(header)) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(MAGIC + len(header).to_bytes(8, "little") + header)
            for data in sections.values():
                out.write(data + b"\0" * (-len(data) % 8))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

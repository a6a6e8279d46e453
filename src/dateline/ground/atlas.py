"""The gazetteer by where places lie and by how their names begin, for a person who looks for one."""

from __future__ import annotations

import re
from itertools import islice

import numpy as np

from dateline.ground.gazetteer import Found, Gazetteer
from dateline.ground.gazetteer_build import RECORD
from dateline.ground.gazetteer_sources import KINDS
from dateline.ground.places_names import key

_ROW = np.dtype(
    [
        ("lat", "<f4"), ("lon", "<f4"), ("people", "<u4"), ("parents", "<u4", 2), ("name", "<u4"), ("id", "<u4"),
        ("lengths", "<u2", 2), ("extent", "<u2", 2), ("country", "S2"), ("kind", "u1"), ("pad", "u1"),
    ]
)  # fmt: skip
assert _ROW.itemsize == RECORD.size
_TOWNS = [KINDS.index(kind) for kind in ("city", "capital", "village")]
_MANY = 5000  # names that are looked at more closely


class Atlas:
    """Nothing is copied: the gazetteer's records are read where they are mapped."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._rows = np.frombuffer(gazetteer.records, _ROW)
        self._town = np.isin(self._rows["kind"], _TOWNS)

    def within(self, west: float, south: float, east: float, north: float, most: int) -> list[Found]:
        """The largest towns of a part of the map; ``west`` beyond ``east`` spans the day line."""
        lat, lon = self._rows["lat"], self._rows["lon"]
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        found = np.flatnonzero(self._town & across & (lat >= south) & (lat <= north))
        largest = found[np.argsort(self._rows["people"][found], kind="stable")[::-1][:most]]
        return [self.gazetteer.place(int(i)) for i in largest]

    def beginning(self, typed: str, most: int) -> list[Found]:
        """Places whose name begins with what was typed but for case and accents, the largest first."""
        wanted = key(typed)
        letters = [c for c in typed.casefold().strip()[:12] if c.isascii() and c.isalnum()]
        if len(wanted) < 2 or len(letters) < 2:
            return []
        # each letter as it is or with an accent (two bytes of UTF-8), with what key() leaves out between them
        pattern = b"[-' ]?".join(b"(?:%s|[\xc3-\xca][\x80-\xbf])" % c.encode() for c in letters)
        at = [m.start() for m in islice(re.finditer(b"(?i)" + pattern, self.gazetteer.heap), 10 * _MANY)]
        starts = self._rows["name"]
        rows = np.searchsorted(starts, at)
        rows = rows[(rows < len(starts)) & (starts[np.minimum(rows, len(starts) - 1)] == at)]
        rows = rows[np.argsort(self._rows["people"][rows], kind="stable")[::-1]][:_MANY]
        found: list[Found] = []
        for row in rows:
            place = self.gazetteer.place(int(row))
            if key(place.name).startswith(wanted):
                found.append(place)
                if len(found) == most:
                    break
        return found

"""What the map is sent: every incident, or where they are too many those that are seen, near ones together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dateline.casefile.brief import Brief
from dateline.serve.views import RADIUS, point

MOST = 5000  # so many incidents are sent each by itself
CELLS = 40  # along the longer side of what is seen, where there are more in it


class Box(NamedTuple):
    """Degrees. A view across the antimeridian ends beyond 180 or begins before -180."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and any(self.west <= lon + turn <= self.east for turn in (0, 360, -360))


def points(found: Sequence[Brief], seen: Box | None) -> dict[str, Any]:
    """As the shape Points but for the key. ``seen``: the part of the map that is looked at; None for all."""
    placed = list(_placed(found))
    answer: dict[str, Any] = {
        "without_point": len(found) - len(placed), "grouped": len(placed) > MOST, "box": _around(placed),
        "groups": [],
    }  # fmt: skip
    if len(placed) > MOST:
        box = seen or Box(-180.0, -90.0, 180.0, 90.0)
        placed = [p for p in placed if box.holds(p[0], p[1])]
        if len(placed) > MOST:
            placed, answer["groups"] = _grouped(placed, box)
    return answer | {"points": [point(b) for _, _, b in placed]}


def _placed(found: Sequence[Brief]) -> Iterator[tuple[float, float, Brief]]:
    for b in found:
        place = b.place
        if place is not None and place.lat is not None and place.lon is not None:
            yield place.lat, place.lon, b


def _around(placed: Sequence[tuple[float, float, Brief]]) -> list[float] | None:
    if not placed:
        return None
    west, south, east, north = 360.0, 90.0, -360.0, -90.0
    for lat, lon, b in placed:
        reach = min(RADIUS.get(b.place.precision, 0.0) if b.place else 0.0, 120.0) / 111
        west, east = min(west, lon - reach), max(east, lon + reach)
        south, north = min(south, lat - reach), max(north, lat + reach)
    return [west, south, east, north]


def _grouped(
    placed: Sequence[tuple[float, float, Brief]], box: Box
) -> tuple[list[tuple[float, float, Brief]], list[dict[str, Any]]]:
    """Those that are alone in their cell of a grid, and the others by cell."""
    side = max(box.east - box.west, box.north - box.south, 1e-6) / CELLS
    cells: dict[tuple[int, int], list[tuple[float, float, Brief]]] = {}
    for p in placed:
        cells.setdefault((int(p[0] // side), int(p[1] // side)), []).append(p)
    alone = [cell[0] for cell in cells.values() if len(cell) == 1]
    groups = [
        {"lat": sum(p[0] for p in cell) / len(cell), "lon": sum(p[1] for p in cell) / len(cell), "incidents": len(cell)}
        for cell in cells.values() if len(cell) > 1
    ]  # fmt: skip
    return alone, groups

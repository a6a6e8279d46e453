"""The middles of the eight parts of a region: where "northern Syria" and "the south-east of the province" are.

A part of a land that a report names by its direction is the settled land on that side, not desert or sea: the point is
the middle of the towns of the outer third, counted once a cell, as the middle of the whole region is made.

Layout of the section ``parts`` (little-endian): records sorted by the region's index, each with the latitude and the
longitude of the parts in the order of ``SIDES``.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

Point = tuple[float, float]
SIDES = tuple((north, east) for north in (-1, 0, 1) for east in (-1, 0, 1) if north or east)
PART = struct.Struct(f"<I{2 * len(SIDES)}f")
OUTER = 3  # a part is the outer third of the cells
LEAST = 9  # cells of a region that has parts


def sign(value: float) -> int:
    return (value > 0) - (value < 0)


def parts_of(cells: Mapping[int, Sequence[Point]]) -> bytes:
    """The section: the parts of all regions that have enough cells. ``cells``: points of the towns of each region, one
    a cell."""
    return b"".join(
        PART.pack(region, *(x for side in SIDES for x in middle(points, *side)))
        for region, points in sorted(cells.items())
        if len(points) >= LEAST
    )


def middle(points: Sequence[Point], north: int, east: int) -> Point:
    """The middle of the outer third on a side. Longitudes are unrolled around the first point, for lands that lie
    across 180 degrees. Towards a corner where nobody lives, the middles of the two sides are added."""
    first = points[0][1]
    unrolled = [(lat, first + (lon - first + 180) % 360 - 180) for lat, lon in points]
    inside = [outer([p[axis] for p in unrolled], side) for axis, side in ((0, north), (1, east))]
    found = [p for p in unrolled if all(holds(p[axis]) for axis, holds in enumerate(inside))]
    if not found:
        return middle(points, north, 0)[0], middle(points, 0, east)[1]
    lat, lon = (sum(p[axis] for p in found) / len(found) for axis in (0, 1))
    return lat, (lon + 180) % 360 - 180


def outer(values: Sequence[float], side: int) -> Callable[[float], bool]:
    """Whether a value is of the outer third on a side; every value is, where the side is neither."""
    order, n = sorted(values), len(values) // OUTER
    if side > 0:
        least = order[-n]
        return lambda value: value >= least
    if side < 0:
        most = order[n - 1]
        return lambda value: value <= most
    return lambda _: True


def part(section: bytes | memoryview, region: int, north: float, east: float) -> Point | None:
    """The middle of the part on that side; None where the region has none, or neither side is asked for."""
    side = sign(north), sign(east)
    if side not in SIDES:
        return None
    count = len(section) // PART.size
    at = bisect_left(range(count), region, key=lambda i: PART.unpack_from(section, i * PART.size)[0])
    if at == count:
        return None
    found, *numbers = PART.unpack_from(section, at * PART.size)
    n = 2 * SIDES.index(side)
    return (round(numbers[n], 4), round(numbers[n + 1], 4)) if found == region else None

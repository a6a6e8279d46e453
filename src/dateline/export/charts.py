"""The map, the time line and the toll bars of the report, as SVG without script or style attributes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files
from typing import NamedTuple

from dateline.export.bundle import Bundle, valid_point
from dateline.export.html import Markup, el, join
from dateline.model import Incident

WIDTH, MAX_HEIGHT = 960.0, 640.0
At = Callable[[float, float], tuple[float, float]]
"""From latitude and longitude to the place on the page."""
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


class _Point(NamedTuple):
    killed: int
    lat: float
    lon: float
    place: str
    incident: str
    title: str
    disputed: bool


def world_map(bundle: Bundle) -> Markup:
    """The incidents as circles (area by the number killed) over coasts and borders; empty if none has a point."""
    points = [
        _Point(_killed(bundle, i), spot.lat or 0.0, spot.lon or 0.0, spot.name, i.id, i.title, bool(i.disputes))
        for i in bundle.incidents if (spot := i.place) is not None and valid_point(spot.lat, spot.lon)
    ]  # fmt: skip
    if not points:
        return Markup("")
    box = _window([(p.lat, p.lon) for p in points])
    scale = math.cos(math.radians((box[1] + box[3]) / 2))
    height = min(MAX_HEIGHT, WIDTH * (box[3] - box[1]) / ((box[2] - box[0]) * scale))

    def at(lat: float, lon: float) -> tuple[float, float]:
        return (lon - box[0]) / (box[2] - box[0]) * WIDTH, (box[3] - lat) / (box[3] - box[1]) * height

    drawn = []
    labels: dict[str, tuple[float, float]] = {}
    for p in sorted(points, key=lambda p: -p.killed):
        x, y = at(p.lat, p.lon)
        labels.setdefault(p.place, (x, y))
        radius = 4 + 1.6 * math.sqrt(min(p.killed, 400))
        look = "disputed" if p.disputed else "point"
        circle = el("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", class_=look)
        drawn.append(el("a", el("title", p.title), circle, href=f"#{p.incident}"))
    names = [el("text", name, x=f"{x + 7:.1f}", y=f"{y - 5:.1f}", class_="place") for name, (x, y) in _apart(labels)]
    lines = [el("path", d=path, class_="coast" if kind == "c" else "border") for kind, path in _lines(box, at)]
    return el(
        "svg", lines, drawn, names, viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", class_="map",
        aria_label="Map of the incidents", preserveAspectRatio="xMidYMid meet",
    )  # fmt: skip


def _killed(bundle: Bundle, incident: Incident) -> int:
    toll = bundle.toll(incident.harm, "killed")
    return toll.best if toll else 0


def _window(points: Sequence[tuple[float, float]]) -> Box:
    """All points with a margin, two degrees wide at least, in the shape of the page."""
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    margin = max(1.5, 0.08 * max(north - south, east - west))
    south, north, west, east = south - margin, north + margin, west - margin, east + margin
    squeeze = math.cos(math.radians((south + north) / 2))
    if (east - west) * squeeze < 1.6 * (north - south):
        more = (1.6 * (north - south) / max(squeeze, 0.1) - (east - west)) / 2
        west, east = west - more, east + more
    elif (east - west) * squeeze > 2.4 * (north - south):
        more = ((east - west) * squeeze / 2.4 - (north - south)) / 2
        south, north = south - more, north + more
    return max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0)


def _apart(labels: dict[str, tuple[float, float]]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Labels that do not cover each other, those of the worst tolls first."""
    taken: list[tuple[float, float, float]] = []
    for name, (x, y) in labels.items():
        wide = 7.0 * len(name)
        if all(abs(y - b) > 13 or x > a + w or a > x + wide for a, b, w in taken):
            taken.append((x, y, wide))
            yield name, (x, y)


def _lines(box: Box, at: At) -> Iterator[tuple[str, str]]:
    """Kind (c, b) and SVG path of each line of the bundled data that touches the window."""
    text = files("dateline.export").joinpath("data", "lines.txt").read_text(encoding="utf-8")
    west, south, east, north = (round(side * 100) for side in box)
    for row in text.splitlines():
        if row[:1] not in "cb" or not row:
            continue
        kind, _, rest = row.partition(" ")
        numbers = [int(n) for n in rest.split()]
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        if max(p[0] for p in points) < west or min(p[0] for p in points) > east:
            continue
        if max(p[1] for p in points) < south or min(p[1] for p in points) > north:
            continue
        path = _path(points, (west, south, east, north), at)
        if path:
            yield kind, path


def _path(points: Sequence[tuple[int, int]], box: tuple[int, int, int, int], at: At) -> str:
    """The stretches within the window (with one step beyond either end), without steps too small to be seen or right
    across the world (a line that meets the edge of the map at 180 degrees)."""
    west, south, east, north = box
    inside = [west <= x <= east and south <= y <= north for x, y in points]
    out: list[str] = []
    open_, last = False, (0.0, 0.0)
    for n, (x, y) in enumerate(points):
        if not (inside[n] or (n and inside[n - 1]) or (n + 1 < len(points) and inside[n + 1])):
            open_ = False
            continue
        px, py = at(y / 100, x / 100)
        open_ = open_ and abs(x - points[n - 1][0]) < 18000
        ends = not open_ or n + 1 == len(points)
        if ends or abs(px - last[0]) + abs(py - last[1]) >= 1.2:
            out.append(f"{'L' if open_ else 'M'}{px:.1f} {py:.1f}")
            last = (px, py)
        open_ = True
    return "".join(out)


def time_line(bundle: Bundle) -> Markup:
    """Incidents by day, week, month or year of when they began, whichever gives at most 60 bars."""
    starts = sorted(date.fromisoformat(i.when.start) for i in bundle.incidents if i.when and i.when.precision != "year")
    if not starts:
        return Markup("")
    unit = next((u for u in ("day", "week", "month") if _steps(starts[0], starts[-1], u) <= 60), "year")
    counts = Counter(_bin(d, unit) for d in starts)
    bins = _bins(starts[0], starts[-1], unit)
    top, wide = max(counts.values()), WIDTH / len(bins)
    height = 120.0
    bars = []
    for n, first in enumerate(bins):
        tall = counts[first] / top * (height - 24)
        if counts[first]:
            bar = el("rect", x=f"{n * wide + 1:.1f}", y=f"{height - 16 - tall:.1f}", width=f"{max(1.0, wide - 2):.1f}",
                     height=f"{tall:.1f}", class_="bar")  # fmt: skip
            bars.append(el("g", el("title", f"{_label(first, unit)}: {counts[first]} incidents"), bar))
    every = max(1, math.ceil(len(bins) / 8))
    labels = [
        el("text", _label(b, unit), x=f"{n * wide:.1f}", y=f"{height - 2:.1f}", class_="axis")
        for n, b in enumerate(bins)
        if n % every == 0
    ]
    return el("svg", bars, labels, viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", class_="time",
              aria_label=f"Incidents by {unit}")  # fmt: skip


def _bin(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next(day: date, unit: str) -> date:
    step = {"day": 1, "week": 7, "month": 32, "year": 367}[unit]
    return _bin(day + timedelta(days=step), unit)


def _steps(first: date, last: date, unit: str) -> int:
    return (last - first).days // {"day": 1, "week": 7, "month": 30, "year": 365}[unit] + 1


def _bins(first: date, last: date, unit: str) -> list[date]:
    out = [_bin(first, unit)]
    while out[-1] < _bin(last, unit) and len(out) < 400:
        out.append(_next(out[-1], unit))
    return out


def _label(day: date, unit: str) -> str:
    return day.isoformat()[: {"day": 10, "week": 10, "month": 7, "year": 4}[unit]]


def toll_bar(low: int | None, best: int | None, high: int | None, most: int) -> Markup:
    """A range on a line from 0 to ``most``; an arrow of dots where the upper end is open."""
    wide = 220.0
    ends = [n for n in (low, best, high) if n is not None]
    if not ends or most <= 0:
        return Markup("")
    left, right = min(ends) / most * wide, max(ends) / most * wide
    parts = [
        el("rect", x=0, y=6, width=f"{wide:.0f}", height=2, class_="rail"),
        el("rect", x=f"{left:.1f}", y=4, width=f"{max(3.0, right - left):.1f}", height=6, class_="range"),
    ]
    if high is None:
        parts += [el("circle", cx=f"{right + 8 + 6 * n:.1f}", cy=7, r=1.5, class_="range") for n in range(3)]
    if best is not None:
        parts.append(el("circle", cx=f"{best / most * wide:.1f}", cy=7, r=4, class_="best"))
    return el("svg", join(*parts), viewBox=f"-6 0 {wide + 36:.0f} 14", class_="toll", aria_hidden="true")

"""Checks a file against a codebook: its columns, its codes, and what must agree with what.

Made for our own exports and for real files of the same kind: the code in words or in numbers, dates as those projects
write them, whole numbers written "1.0", and columns that a project's download leaves out are each said or taken.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import msgspec

from dateline.errors import InputError, SetupError, UsageError
from dateline.export import acled, airwars, codes, hxl, tables, ucdp
from dateline.export.cells import plain

MAX_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1, the header included; 0 is the whole file."""

    line: int
    column: str
    message: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "the file"
        return f"{where}, {self.column}: {self.message}" if self.column else f"{where}: {self.message}"


Row = dict[str, str]
Rule = Callable[[Row], Iterable[tuple[str, str]]]
"""From a row to (column, message) pairs."""


def validate(form: str, path: Path) -> list[Problem]:
    """What is wrong with a file; empty if nothing is. Raises InputError for one that cannot be read at all."""
    if form not in VALIDATORS:
        raise UsageError(f"there is no validator for {form!r}; there are {', '.join(VALIDATORS)}")
    try:
        return VALIDATORS[form](path)[:MAX_PROBLEMS]
    except UnicodeDecodeError as e:
        raise InputError(str(path), f"is no UTF-8 (byte {e.start}); save it as UTF-8") from e
    except OSError as e:
        raise InputError(str(path), f"cannot be read ({(e.strerror or str(e)).lower()})") from e


def _table(path: Path, columns: Sequence[str], rule: Rule, key: str) -> list[Problem]:
    csv.field_size_limit(2**31 - 1)
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            header = next(reader, [])
            problems += _header(header, columns)
            for cells in reader:
                line = reader.line_num
                if len(cells) != len(header):
                    problems.append(Problem(line, "", f"{len(cells)} cells, the header has {len(header)}"))
                    continue
                row = {name: plain(cell).strip() for name, cell in zip(header, cells, strict=True)}
                problems += [Problem(line, column, message) for column, message in rule(row)]
                if row.get(key) and row[key] in seen:
                    problems.append(Problem(line, key, f"{row[key]!r} stands already in line {seen[row[key]]}"))
                seen.setdefault(row.get(key, ""), line)
                if len(problems) > MAX_PROBLEMS:
                    break
        except csv.Error as e:
            problems.append(Problem(reader.line_num, "", f"is no CSV: {e}"))
    return problems


def _header(header: Sequence[str], columns: Sequence[str]) -> list[Problem]:
    missing = [c for c in columns if c not in header]
    unknown = [c for c in header if c not in columns]
    found = [Problem(1, c, "this column is missing") for c in missing]
    found += [Problem(1, c, "the codebook has no such column") for c in unknown]
    known = [c for c in header if c in columns]
    if known != [c for c in columns if c in header]:
        found.append(Problem(1, "", "the columns are in another order than the codebook's"))
    return found


# What a cell must be


def _date(text: str) -> str | None:
    """A date as ISO; UCDP adds a time of day, ACLED's site writes "05 November 2031"."""
    for form in ("%Y-%m-%d", "%d %B %Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


def _whole(text: str) -> int | None:
    match = re.fullmatch(r"(-?\d+)(?:\.0+)?", text)
    return int(match[1]) if match else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) != float("inf") else None


def _codes(row: Row, column: str, allowed: Iterable[object], empty: bool = False) -> Iterable[tuple[str, str]]:
    value = row.get(column)
    if value is None or (empty and not value):
        return
    known = {str(a) for a in allowed}
    if value not in known and str(_whole(value)) not in known:
        yield column, f"{value!r} is none of the codes"


def _dates(row: Row, *columns: str) -> Iterable[tuple[str, str]]:
    for column in columns:
        if column in row and _date(row[column]) is None:
            yield column, f"{row[column]!r} is no date"


def _point(row: Row, empty: bool = False) -> Iterable[tuple[str, str]]:
    for column, limit in (("latitude", 90), ("longitude", 180)):
        if column not in row or (empty and not row[column]):
            continue
        value = _number(row[column])
        if value is None or abs(value) > limit:
            yield column, f"{row[column]!r} is no {column}"


def _counts(row: Row, columns: Iterable[str], empty: bool = False) -> Iterable[tuple[str, str]]:
    for column in columns:
        if column not in row or (empty and not row[column]):
            continue
        value = _whole(row[column])
        if value is None or value < 0:
            yield column, f"{row[column]!r} is no number of people"


# The codebooks


def _acled(row: Row) -> Iterable[tuple[str, str]]:
    subs = codes.table("acled.sub_events")
    event, sub = row.get("event_type", ""), row.get("sub_event_type", "")
    if event not in subs:
        yield "event_type", f"{event!r} is no event type"
    elif sub not in subs[event]:
        yield "sub_event_type", f"{sub!r} is no sub-event of {event}"
    yield from _codes(row, "disorder_type", {acled.disorder(e, s) for e, found in subs.items() for s in found})
    yield from _dates(row, "event_date")
    day = _date(row.get("event_date", ""))
    if day and "year" in row and str(_whole(row["year"])) != day[:4]:
        yield "year", f"{row['year']!r} is not the year of event_date"
    yield from _codes(row, "time_precision", (1, 2, 3))
    yield from _codes(row, "geo_precision", (1, 2, 3))
    yield from _point(row)
    yield from _counts(row, ("fatalities",))
    yield from _inter(row)
    yield from _codes(row, "civilian_targeting", ("Civilian targeting",), empty=True)
    yield from _codes(row, "region", codes.regions("acled"))
    for column in ("event_id_cnty", "actor1", "country", "location", "source", "notes"):
        if column in row and not row[column]:
            yield column, "is empty"


def _inter(row: Row) -> Iterable[tuple[str, str]]:
    names = codes.table("acled.inter_names")
    known = {**{c: int(c) for c in names}, **{n: int(c) for c, n in names.items()}}
    one, two = (known.get(row.get(c, ""), 0) for c in ("inter1", "inter2"))
    if "inter1" in row and not one:
        yield "inter1", f"{row['inter1']!r} is none of the codes"
    if "inter2" in row and not two and row["inter2"] not in ("", "0"):
        yield "inter2", f"{row['inter2']!r} is none of the codes"
    pair = sorted((one, two))
    value = _whole(row.get("interaction", ""))
    if value is not None and one and value not in ((one * 10,) if not two else (pair[0] * 10 + pair[1],)):
        yield "interaction", f"{row['interaction']!r} does not follow from inter1 and inter2"


def _ucdp(row: Row) -> Iterable[tuple[str, str]]:
    yield from _codes(row, "type_of_violence", (1, 2, 3))
    yield from _codes(row, "where_prec", range(1, 8))
    yield from _codes(row, "date_prec", range(1, 6))
    yield from _codes(row, "event_clarity", (1, 2))
    yield from _codes(row, "active_year", (0, 1), empty=True)
    yield from _dates(row, "date_start", "date_end")
    start, end = _date(row.get("date_start", "")), _date(row.get("date_end", ""))
    if start and end and start > end:
        yield "date_end", f"{end} is before date_start {start}"
    if start and "year" in row and str(_whole(row["year"])) not in (start[:4], (end or start)[:4]):
        yield "year", f"{row['year']!r} is not the year of the event"
    yield from _point(row)
    yield from _codes(row, "region", codes.regions("ucdp"))
    deaths = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    yield from _counts(row, (*deaths, "best", "high", "low"))
    low, best, high = (_whole(row.get(c, "")) for c in ("low", "best", "high"))
    if low is not None and best is not None and high is not None and not (low <= best <= high or best == 0):
        yield "best", f"low {low}, best {best}, high {high} are not in order"
    parts = [_whole(row.get(c, "")) for c in deaths]
    if best is not None and all(p is not None for p in parts) and sum(p or 0 for p in parts) != best:
        yield "best", f"{best} is not the sum of the deaths by side, {sum(p or 0 for p in parts)}"
    point = tuple(_number(row.get(c, "")) for c in ("latitude", "longitude"))
    cell = _whole(row.get("priogrid_gid", ""))
    if cell is not None and point[0] is not None and point[1] is not None and ucdp.priogrid(point[0], point[1]) != cell:
        yield "priogrid_gid", f"{cell} is not the cell of {point[0]}, {point[1]}"


def _airwars(row: Row) -> Iterable[tuple[str, str]]:
    if not row.get("code"):
        yield "code", "is empty"
    if row.get("date"):
        yield from _dates(row, "date")
    yield from _point(row, empty=True)
    yield from _codes(row, "civilian_harm_status", airwars.GRADES)
    for column in ("belligerents", "sources"):
        if row.get(column):
            try:
                json.loads(row[column])
            except ValueError:
                yield column, "is no JSON"
    for group in airwars.GROUPS:
        for effect in ("killed", "injured"):
            least, most = f"{group}_{effect}_min", f"{group}_{effect}_max"
            yield from _counts(row, (least, most), empty=True)
            low, high = _whole(row.get(least, "")), _whole(row.get(most, ""))
            if low is not None and high is not None and low > high:
                yield most, f"{high} is less than {least}, {low}"


def _claims(row: Row) -> Iterable[tuple[str, str]]:
    if not row.get("id"):
        yield "id", "is empty"
    yield from _codes(row, "polarity", ("affirmed", "denied"))
    yield from _codes(row, "status", ("happened", "ongoing", "planned", "hypothetical"))
    for column in ("start", "end"):
        if row.get(column):
            yield from _dates(row, column)


def _geojson(path: Path) -> list[Problem]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as e:
        return [Problem(0, "", f"is no JSON: {e}")]
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        return [Problem(0, "type", "is no FeatureCollection")]
    problems, seen = [], set()
    for n, feature in enumerate(data["features"]):
        for message in _feature(feature):
            problems.append(Problem(0, f"features[{n}]", message))
        identity = feature.get("id") if isinstance(feature, dict) else None
        if identity is not None and identity in seen:
            problems.append(Problem(0, f"features[{n}]", f"the id {identity!r} stands twice"))
        seen.add(identity if isinstance(identity, str | int) else None)
    return problems


def _feature(feature: Any) -> Iterable[str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield "is no Feature"
        return
    if not isinstance(feature.get("properties"), dict | None):
        yield "its properties are no object"
    geometry = feature.get("geometry")
    if geometry is None:
        return
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        yield "its geometry is none"
    elif geometry["type"] == "Point":
        at = geometry.get("coordinates")
        good = isinstance(at, list) and len(at) in (2, 3) and all(isinstance(c, int | float) for c in at)
        if not isinstance(at, list) or not good or abs(at[0]) > 180 or abs(at[1]) > 90:
            yield f"{at!r} are no longitude and latitude"


def _jsonl(path: Path) -> list[Problem]:
    kinds = {"producer", "document", "actor", "claim", "incident", "holding"}
    problems = []
    texts: dict[str, str] = {}
    with path.open(encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            try:
                record = json.loads(line)
                kind = record["record"]
            except (ValueError, KeyError, TypeError):
                problems.append(Problem(n, "", "is no JSON object with `record`"))
                continue
            if kind not in kinds:
                problems.append(Problem(n, "record", f"{kind!r} is no record of the contract"))
            if kind == "document":
                texts[record["id"]] = record["text"]
            if kind == "claim":
                span, text = record["evidence"], texts.get(record["document"], "")
                if text[span["start"] : span["end"]] != span["text"]:
                    problems.append(Problem(n, "evidence", "its words are not those of the document"))
    return problems


def _hxl(path: Path) -> list[Problem]:
    library = hxl.library()

    try:
        source = library.data(str(path), library.InputOptions(allow_local=True))
        tags = [c.display_tag for c in source.columns]
        rows = [row.values for row in source]
    except library.HXLException as e:
        return [Problem(0, "", f"libhxl cannot read it: {e}")]
    problems = [Problem(2, t, "this tag is missing") for _, t in hxl.COLUMNS if not _has_tag(t, tags)]
    for n, values in enumerate(rows, 3):
        if len(values) != len(tags):
            problems.append(Problem(n, "", f"{len(values)} cells, {len(tags)} tags"))
    return problems


def _has_tag(tag: str, tags: Sequence[str]) -> bool:
    wanted = set(tag.split("+"))
    return any(wanted == set(t.split("+")) for t in tags)


def _ftm(path: Path) -> list[Problem]:
    try:
        from followthemoney import model  # type: ignore[import-untyped,unused-ignore]
        from followthemoney.exc import InvalidData  # type: ignore[import-untyped,unused-ignore]
    except ImportError as e:
        raise SetupError("FollowTheMoney needs its library; install it with: pip install 'dateline[ftm]'") from e
    problems = []
    with path.open(encoding="utf-8") as file:
        for n, line in enumerate(file, 1):
            try:
                entity = model.get_proxy(json.loads(line), cleaned=False)
                entity.schema.validate(cast("Any", entity.to_dict()))
            except (ValueError, KeyError, InvalidData) as e:
                problems.append(Problem(n, "", f"is no entity: {e}"))
    return problems


def _parquet(path: Path) -> list[Problem]:
    try:
        import pyarrow.parquet as parquet  # type: ignore[import-untyped,unused-ignore]
    except ImportError as e:
        raise SetupError("Parquet needs pyarrow; install it with: pip install 'dateline[export]'") from e
    try:
        names = parquet.read_schema(path).names
    except (ValueError, OSError) as e:
        return [Problem(0, "", f"is no Parquet file: {e}")]
    return _header(names, tables.header())


VALIDATORS: dict[str, Callable[[Path], list[Problem]]] = {
    "acled": lambda p: _table(p, acled.COLUMNS, _acled, "event_id_cnty"),
    "ucdp": lambda p: _table(p, ucdp.COLUMNS, _ucdp, "id"),
    "airwars": lambda p: _table(p, airwars.COLUMNS, _airwars, "code"),
    "csv": lambda p: _table(p, tables.header(), _claims, "id"),
    "geojson": _geojson,
    "parquet": _parquet,
    "ftm": _ftm,
    "hxl": _hxl,
    "jsonl": _jsonl,
}


def as_json(problems: Sequence[Problem]) -> bytes:
    return msgspec.json.encode(problems)

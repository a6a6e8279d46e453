"""Points beside a named place: "12 km north of Raqqa", "near X", "between A and B", "northern Syria".

The entity's words grow by the words of the relation, so that the span says what the point means.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from dateline.ground.gazetteer import Found
from dateline.ground.places_contexts import contexts
from dateline.model import Place, PlacePrecision, make_id
from dateline.reading import Token

KM_A_DEGREE = 111.2
UNITS = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "mile": 1.609,
    "miles": 1.609, "mi": 1.609, "metres": 0.001, "meters": 0.001, "m": 0.001, "yards": 0.0009,
}  # fmt: skip
KM_A_NAUTICAL_MILE = 1.852
NAUTICAL = frozenset(("nautical", "sea"))
NEAR = frozenset(("near", "outside", "beside", "nearby", "around", "close", "alongside"))
# Behind a distance: whither, they leave open.
ALONG = frozenset(("downstream", "upstream", "short", "inland", "offshore"))
EDGE = frozenset(
    (
        "outskirts", "suburbs", "countryside", "vicinity", "surroundings", "edge", "environs", "hinterland", "outside",
        "periphery",
    )
)  # fmt: skip
PARTS = frozenset(
    ("part", "parts", "side", "area", "areas", "half", "districts", "fringes", "sector", "tip", "end", "regions")
)
BESIDE_TOWN = 8.0  # km: "north of the town" without a distance
BESIDE_CITY = 20.0  # the same of a city of more than 300,000
PART = 0.67  # "the north of" a region: the middle of its outer third, in half-heights


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words before a name say of where, from it: tokens from ``first``, a step and a distance, if any."""

    first: int
    north: float = 0.0
    east: float = 0.0
    km: float | None = None
    part: bool = False  # inside the named place ("northern Syria"), not beside it
    near: bool = False


def read(tokens: Sequence[Token], first: int) -> Beside | None:
    """The relation that stands before a name whose first token is ``first``."""
    start = tokens[first].sent
    i = first - 1
    if i >= 0 and tokens[i].lower == "the" and tokens[i].sent == start:
        i -= 1
    if i < 0 or tokens[i].sent != start:
        return None
    direction, begin = _direction(tokens, i)
    if direction is not None:
        return Beside(begin, *direction, part=True)
    if tokens[i].lower in NEAR:
        return Beside(i, near=True)
    if tokens[i].lower == "to" and i and tokens[i - 1].lower in ("close", "next", "adjacent"):
        return Beside(i - 1, near=True)
    if tokens[i].lower in ("of", "from"):
        told = _of(tokens, i)
        if (
            told is None
            and (through := _of(tokens, _through(tokens, i))) is not None
            and (through.km or not through.part)
            and not through.near
        ):
            return through  # "25 miles south of the port of X", "west of the besieged city of X"
        return told
    return _of_seat(tokens, i)


def _of_seat(tokens: Sequence[Token], i: int) -> Beside | None:
    """ "200 km north of the capital X", "17 miles from the state capital, X": the name stands beside what it is."""
    i -= tokens[i].text == ","
    if i < 3 or not (tokens[i].lower == "capital" or contexts().type_of(tokens[i].lower)):
        return None
    j = i - 1
    while j > 0 and tokens[j].dep in ("det", "amod", "compound", "poss", "case") and tokens[j].sent == tokens[i].sent:
        j -= 1
    told = _of(tokens, j) if tokens[j].lower in ("of", "from") and j < i - 1 else None
    return told if told is not None and told.km and not told.part else None


def _through(tokens: Sequence[Token], i: int) -> int:
    """The preposition before "the port of", where one stands there."""
    if i < 3 or tokens[i].lower != "of" or not contexts().type_of(tokens[i - 1].lower):
        return i
    j = i - 2
    while j > 0 and tokens[j].dep in ("det", "amod", "compound") and tokens[j].sent == tokens[i].sent:
        j -= 1
    return j if tokens[j].lower in ("of", "from") and tokens[j].sent == tokens[i].sent else i


def _of(tokens: Sequence[Token], i: int) -> Beside | None:
    """ "of" or "from" at ``i``: a direction, an edge or a distance stands before it."""
    j = i - 1
    if j < 0 or tokens[j].sent != tokens[i].sent:
        return None
    if tokens[j].lower in EDGE:
        direction, begin = _direction(tokens, j - 1)
        north, east = direction or (0.0, 0.0)
        return Beside(begin if direction else j, north, east, km=5.0 if direction else None, near=True)
    if tokens[j].lower in PARTS and j and (direction := _direction(tokens, j - 1)[0]) is not None:
        return Beside(_direction(tokens, j - 1)[1], *direction, part=True)  # "the northern parts of Aleppo"
    direction, begin = _direction(tokens, j)
    if direction is not None:
        km, start = _distance(tokens, begin - 1)
        inside = tokens[begin].lower.endswith("ern") or (begin and tokens[begin - 1].lower == "the")
        return Beside(start if km is not None else begin, *direction, km=km, part=bool(inside) and km is None)
    km, start = _distance(tokens, j - 1 if tokens[j].lower in ALONG else j)
    if km is not None and (tokens[i].lower == "from" or tokens[j].lower in ALONG):
        return Beside(start, km=km, near=True)
    return None


def _direction(tokens: Sequence[Token], i: int) -> tuple[tuple[float, float] | None, int]:
    """The direction whose last word is at ``i``, and where it begins ("north-east" may be three tokens)."""
    table = contexts().directions
    for n in (3, 2, 1):
        if i - n + 1 < 0:
            continue
        words = tokens[i - n + 1 : i + 1]
        joined = "".join(t.lower for t in words)
        if joined in table and all(t.sent == words[0].sent for t in words):
            return table[joined], i - n + 1
        if n == 2 and words[0].lower + "-" + words[1].lower in table:
            return table[words[0].lower + "-" + words[1].lower], i - 1
    return None, i


def _distance(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """Kilometres that end at token ``i``: "12 km", "some 30 miles (48 km)", "12km to the"."""
    while i >= 0 and tokens[i].lower in ("to", "the", "away", "further", "due", "just", ")"):
        i -= 1
    if i < 0:
        return None, i
    unit, number = UNITS.get(tokens[i].lower.rstrip(".")), i - 1
    if unit is None:
        return None, i
    if number >= 0 and tokens[number].lower in NAUTICAL:
        unit, number = KM_A_NAUTICAL_MILE, number - 1
    if number >= 0 and tokens[number].text in "-–":
        number -= 1
    value = _number(tokens[number].text) if number >= 0 else None
    if value is None:
        return None, i
    if number >= 1 and tokens[number - 1].text == "(":  # "30 miles (48 km) north of": the first is enough
        km, start = _distance(tokens, number - 2)
        if km is not None:
            return km, start
    return value * unit, number


_NUMBERS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0,
    "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0,
    "fifty": 50.0, "sixty": 60.0, "a": 1.0, "few": 3.0, "several": 5.0, "dozen": 12.0, "hundred": 100.0,
}  # fmt: skip


def _number(word: str) -> float | None:
    plain = word.replace(",", "").replace("–", "-").split("-")[0]
    try:
        value = float(plain)
    except ValueError:
        return _NUMBERS.get(word.lower())
    return value if math.isfinite(value) and 0 <= value < 5000 else None


def moved(place: Place, beside: Beside, found: Found, part: tuple[float, float] | None, words: str) -> Place:
    """The point that the words mean. ``part``: the middle of the region's part on that side, where it is known."""
    if place.lat is None or place.lon is None:
        return place
    lat, lon, precision = place.lat, place.lon, place.precision
    wide = found.kind in ("country", "admin1", "admin2", "region", "area", "continent", "water")
    if beside.part and wide:
        middle = part or _outer(lat, lon, found.extent, beside)
        if middle is None or not (beside.north or beside.east):
            return place
        lat, lon = middle
        precision = "area"
    elif beside.part:
        precision = _looser(precision, "near")  # "eastern Aleppo" is in Aleppo
        if beside.north or beside.east:
            lat, lon = _step(lat, lon, beside.north, beside.east, 3.0)
    elif beside.km is not None and (beside.north or beside.east):
        lat, lon = _step(lat, lon, beside.north, beside.east, beside.km)
        precision = _looser(precision, "near" if beside.km <= 60 else "area")
    elif beside.km is not None:
        precision = _looser(precision, "near" if beside.km <= 25 else "area")
    elif beside.near or not wide:
        reach = (BESIDE_CITY if found.population > 300_000 else BESIDE_TOWN) if not beside.near else 0.0
        lat, lon = _step(lat, lon, beside.north, beside.east, reach)
        precision = _looser(precision, "near")
    else:
        return place
    same = lat == place.lat and lon == place.lon
    return msgspec.structs.replace(
        place, lat=round(lat, 4), lon=round(lon, 4), precision=precision,
        id=place.id if same or not beside.part or not wide else make_id("place", place.id, beside.north, beside.east),
        name=place.name if same or not (beside.part and wide) else words,
        admin1=found.name if beside.part and found.kind == "admin1" else place.admin1,
    )  # fmt: skip


def _outer(lat: float, lon: float, extent: tuple[float, float] | None, beside: Beside) -> tuple[float, float] | None:
    """The middle of the outer third of a region of which no more is known than its half height and half width."""
    if extent is None:
        return None
    north = math.copysign(extent[0] * PART, beside.north) if beside.north else 0.0
    east = math.copysign(extent[1] * PART, beside.east) if beside.east else 0.0
    return lat + north, lon + east


def between(a: Place, b: Place) -> Place | None:
    """The middle of two places, where both have a point and are not far apart: "the road between A and B"."""
    if (
        a.lat is None
        or a.lon is None
        or b.lat is None
        or b.lon is None
        or abs(a.lat - b.lat) > 5
        or abs(a.lon - b.lon) > 5
    ):
        return None
    return msgspec.structs.replace(
        a, lat=round((a.lat + b.lat) / 2, 4), lon=round((a.lon + b.lon) / 2, 4), precision="near",
        id=make_id("place", "between", *sorted((a.id, b.id))), name=f"between {a.name} and {b.name}",
    )  # fmt: skip


def _step(lat: float, lon: float, north: float, east: float, km: float) -> tuple[float, float]:
    lat += north * km / KM_A_DEGREE
    return lat, lon + east * km / (KM_A_DEGREE * max(0.1, math.cos(math.radians(lat))))


_ORDER: tuple[PlacePrecision, ...] = ("exact", "near", "area", "admin2", "admin1", "country")


def _looser(a: PlacePrecision, b: PlacePrecision) -> PlacePrecision:
    return max(a, b, key=_ORDER.index)

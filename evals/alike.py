"""When a name, a place or a toll of the program counts as what the coder gave."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol

NAMES = Path(__file__).resolve().parent.parent / "corpus" / "names.toml"
NEAR = 25.0  # kilometres
WIDE = ("area", "admin1", "country")
LETTERS = 0.79  # of a word in two spellings: "peshmerga", "peshmarga"
LONG = 6
SMALL = frozenset({"the", "a", "an", "of", "and", "for", "in", "on", "at"})
# Of one state, these are one: a text seldom tells its army from its air force, or "the military" from "the government".
STATE = frozenset(
    {"army", "air", "force", "forces", "military", "troops", "soldiers", "navy", "armed", "government", "authorities"}
)
ORDINARY = ("civilians", "fighters", "security_forces", "officials", "others")


class Point(Protocol):
    """A place with what is known of it."""

    @property
    def precision(self) -> str: ...

    @property
    def name(self) -> str: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


class Harmed(Protocol):
    """A part of a toll."""

    @property
    def effect(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain.replace("'s ", " ").replace("’s ", " ")))


@cache
def _bodies() -> dict[str, frozenset[int]]:
    rows = tomllib.loads(NAMES.read_text(encoding="utf-8"))["same"]
    found: dict[str, set[int]] = {}
    for i, row in enumerate(rows):
        for name in row:
            found.setdefault(_folded(name), set()).add(i)
    return {name: frozenset(of) for name, of in found.items()}


@cache
def same_name(a: str, b: str) -> bool:
    """Whether two names can stand for one body: listed so, an initialism, one within the other, or nearly the same."""
    one, two = _folded(a), _folded(b)
    if one == two or _bodies().get(one, frozenset()) & _bodies().get(two, frozenset()):
        return True
    words, others = ([w for w in n.split() if w not in SMALL] for n in (one, two))
    if not words or not others:
        return False
    for short, long in ((words, others), (others, words)):
        if len(short) == 1 and len(short[0]) > 2 and short[0] == "".join(w[0] for w in long):
            return True
    bare, other = set(words) - STATE, set(others) - STATE
    if bare and other and len(bare) < len(words) and len(other) < len(others):
        return bare == other  # the Malian army and Malian forces, but not the Malian rebels
    if set(words) <= set(others) or set(others) <= set(words):
        return bool(bare and other)
    return len(words) == len(others) and all(map(_spelt_alike, words, others))


def _spelt_alike(a: str, b: str) -> bool:
    """One word in two spellings. Short words ("Iran", "Iraq") and other beginnings ("north", "south") are two words."""
    if a == b:
        return True
    return min(len(a), len(b)) >= LONG and a[0] == b[0] and SequenceMatcher(None, a, b).ratio() >= LETTERS


def agreement(found: Sequence[str], coded: Sequence[str]) -> float:
    """F1 of two sets of names; 1 where both are empty."""
    if not found and not coded:
        return 1.0
    left = list(coded)
    for name in found:
        hit = next((c for c in left if same_name(name, c)), None)
        if hit is not None:
            left.remove(hit)
    hits = len(coded) - len(left)
    return 2 * hits / (len(found) + len(coded))


def same_place(a: Point | None, b: Point | None) -> bool:
    """Whether two places are one: none and none, within NEAR, or of one name where one is wide or has no point."""
    if a is None or b is None:
        return a is b
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return same_name(a.name, b.name)
    if b.precision in WIDE and same_name(a.name, b.name):
        return True
    return _kilometres(a.lat, a.lon, b.lat, b.lon) <= NEAR


def _kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    half = sin(radians(lat2 - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
    return 12742 * asin(sqrt(half))


def killed(harm: Iterable[Harmed]) -> tuple[int, int] | None:
    """(low, high) of all killed: the total where one is given, else its parts added; an open end is its floor."""
    parts: dict[str, tuple[int, int]] = {}
    for h in harm:
        if h.effect == "killed" and h.low is not None:
            parts.setdefault(h.group, (h.low, h.low if h.high is None else h.high))
    if not parts or "all" in parts:
        return parts.get("all")
    added = [parts[g] for g in ORDINARY if g in parts]
    if "civilians" not in parts:  # children, women and men are civilians; of other groups the largest is taken
        people = [parts[g] for g in ("children", "women", "men") if g in parts]
        rest = [r for g, r in parts.items() if g not in (*ORDINARY, "children", "women", "men")]
        added += people or ([max(rest)] if rest else [])
    return sum(low for low, _ in added), sum(high for _, high in added)

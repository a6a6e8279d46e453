"""What a person does with the gazetteer: search it with scores, add a country's villages from GeoNames."""

from __future__ import annotations

import io
import math
import re
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from dateline.errors import GazetteerError
from dateline.ground.gazetteer import Found, Gazetteer, dumps_folder
from dateline.ground.gazetteer_sources import dump
from dateline.ground.places_groups import own_features
from dateline.lexicon import load_toml

GEONAMES = "https://download.geonames.org/export/dump/{code}.zip"
PEOPLED = ("city", "capital", "village", "country", "admin1", "admin2", "continent")
LARGEST = 400_000_000  # bytes of an unpacked dump; the largest country's (US) has some 300 million
_KEPT = 100_000_000  # bytes that a download may have
HOW = ("its own name", "another of its names", "its name without the word for its kind", "spelled alike by rule")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of a name, with what speaks for it: (reason, contribution); the contributions add up to ``score``."""

    place: Found
    score: float
    how: str
    region: str
    why: tuple[tuple[str, float], ...]


def search(gazetteer: Gazetteer, name: str, country: str | None = None, limit: int = 20) -> list[Candidate]:
    """Places of a name or of one spelled alike, the most plausible first, weighed as where a text tells nothing.

    ``country``: an ISO code; only its places are given.
    """
    table: dict[str, float] = load_toml("place_weights.toml")["first"]
    everywhere = (*gazetteer.exact(name), *gazetteer.alike(name))
    found = [(p, how) for p, how in everywhere if not country or p.country == country.upper()]
    places, hows = [p for p, _ in found], [how for _, how in found]
    out = []
    for i, (place, how) in enumerate(found):
        parts = own_features(places, hows, i)
        why = tuple((k, round(v * table.get(k, 0.0), 3)) for k, v in sorted(parts.items()) if v * table.get(k, 0.0))
        region = gazetteer.place(place.admin1).name if place.admin1 is not None else ""
        out.append(Candidate(place, round(math.fsum(w for _, w in why), 3), HOW[how], region, why))
    out.sort(key=lambda c: (-c.score, c.place.id))
    return out[:limit]


def import_dump(path: Path, folder: Path | None = None, code: str | None = None) -> tuple[str, int]:
    """Take a GeoNames country dump (``SY.txt``, or the zip with it) into the gazetteer.

    Returns the country's code and the number of places that are used. The file is checked to its last line before it
    replaces an earlier one. Raises GazetteerError where it cannot be read or is no such dump.
    """
    code = code or path.stem.upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise GazetteerError(f"{path}: a country dump is named by its ISO code, such as SY.txt or SY.zip")
    try:
        text = _text(path, code)
    except OSError as e:
        raise GazetteerError(f"{path}: cannot be read: {e}") from e
    except (UnicodeDecodeError, zipfile.BadZipFile) as e:
        raise GazetteerError(f"{path}: is no GeoNames dump: {e}") from e
    places = sum(1 for _ in dump(io.StringIO(text), str(path)))
    if not places:
        raise GazetteerError(f"{path}: no place in it")
    _save((folder or dumps_folder()) / f"{code}.txt", text)
    return code, places


def _text(path: Path, code: str) -> str:
    if path.suffix.lower() != ".zip":
        if path.stat().st_size > LARGEST:
            raise GazetteerError(f"{path}: larger than {LARGEST // 1_000_000} MB")
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as packed:
        name = next((n for n in packed.namelist() if Path(n).stem.upper() == code and n.endswith(".txt")), None)
        if name is None:
            raise GazetteerError(f"{path}: no {code}.txt in it (found: {', '.join(sorted(packed.namelist())[:5])})")
        if packed.getinfo(name).file_size > LARGEST:
            raise GazetteerError(f"{path}: {name} is larger than {LARGEST // 1_000_000} MB")
        return packed.read(name).decode("utf-8")


def _save(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as out:
            out.write(text)
        Path(out.name).replace(path)
    except OSError as e:
        raise GazetteerError(f"{path}: cannot be written: {e}") from e


def fetch(code: str, folder: Path | None = None, address: str = GEONAMES, timeout: float = 60.0) -> tuple[str, int]:
    """Download a country's dump from GeoNames and import it. Raises GazetteerError where there is no network."""
    code = code.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise GazetteerError(f"{code!r} is no ISO country code of two letters, such as SY")
    url = address.format(code=code)
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            data = answer.read(_KEPT + 1)
    except urllib.error.HTTPError as e:
        raise GazetteerError(f"{url}: {e.code} {e.reason}; is {code} a country's code?") from e
    except (urllib.error.URLError, TimeoutError, OSError) as e:
        reason = getattr(e, "reason", e)
        raise GazetteerError(
            f"no network, or GeoNames does not answer: {url}: {reason}. Everything else works without it; on a machine "
            f"with a network download that file and run: dateline gazetteer import {code}.zip"
        ) from e
    if len(data) > _KEPT:
        raise GazetteerError(f"{url}: more than {_KEPT // 1_000_000} MB")
    with NamedTemporaryFile(suffix=".zip", delete=False) as packed:
        packed.write(data)
    try:
        return import_dump(Path(packed.name), folder, code)
    finally:
        Path(packed.name).unlink(missing_ok=True)


def described(found: list[Candidate]) -> Iterator[str]:
    """Lines for a person: the candidates with their scores and why."""
    for c in found:
        p = c.place
        where = ", ".join(x for x in (c.region, p.country) if x)
        point = "no point" if p.lat is None else f"{p.lat:.4f} {p.lon:.4f}"
        people = f", {p.population:,} people" if p.population and p.kind in PEOPLED else ""
        yield f"{c.score:7.2f}  {p.name} ({where or 'several countries'})  {point}  {p.kind}{people}  {p.id}"
        reasons = ", ".join(f"{k.replace('_', ' ')} {v:+.2f}" for k, v in sorted(c.why, key=lambda w: -abs(w[1])))
        yield f"         {c.how}: {reasons}"

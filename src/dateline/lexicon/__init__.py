"""Words are data: CSV and TOML files under ``data/``, loaded once, checked once, frozen.

Lines of a CSV that start with ``#`` are comments (why a row is there). Every error names file and line.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import IO, Any

from dateline.errors import LexiconError


def read_text(name: str) -> str:
    """A data file of the package as text. Raises LexiconError where there is none of that name."""
    with _opened(name) as file:
        return file.read()


def first_line(name: str) -> str:
    """The first line of a data file."""
    with _opened(name) as file:
        return file.readline()


def _opened(name: str) -> IO[str]:
    try:
        return files("dateline.lexicon").joinpath("data", *name.split("/")).open(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError) as e:
        raise LexiconError(f"lexicon/data/{name}: no such data file") from e


@cache
def load_toml(name: str) -> dict[str, Any]:
    """A TOML data file. The result is shared: do not change it."""
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as e:
        raise LexiconError(f"lexicon/data/{name}: {e}") from e


@cache
def word_set(name: str, *path: str) -> frozenset[str]:
    """One list of words in a TOML file, by the way to it: ``word_set("modality.toml", "untrue", "facts")``. Made once.

    In the file it is an array, or a string with blanks between the words. Raises LexiconError where there is none.
    """
    found: Any = load_toml(name)
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, str | list):
        raise LexiconError(f"lexicon/data/{name}: no list of words at {'.'.join(path) or 'its top'}")
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def number_words() -> frozenset[str]:
    """Words of which numbers are made: "nine", "forty", "hundred"."""
    counts = load_toml("counts.toml")
    return frozenset(word for kind in ("units", "tens", "multipliers") for word in counts[kind])


def countries() -> Iterator[dict[str, str]]:
    """The rows of ``countries.csv``; what its cells of several names hold stands between bars."""
    return rows("countries.csv", ("iso", "name", "adjectives", "people", "capital", "seats", "aliases"))


def rows(name: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of a CSV data file as dicts; its header must be exactly ``columns``."""
    lines = enumerate(read_text(name).splitlines(), 1)
    numbered = [(n, line) for n, line in lines if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = next(reader, [])
    if header != list(columns):
        raise LexiconError(f"lexicon/data/{name}: columns are {header}, expected {list(columns)}")
    for row in reader:
        if len(row) != len(header):
            line = numbered[reader.line_num - 1][0]
            raise LexiconError(f"lexicon/data/{name}, line {line}: {len(row)} cells, expected {len(header)}: {row}")
        yield dict(zip(header, row, strict=True))

"""Reports that repeat another: the same text again, a wire copy with small edits, two papers' use of one dispatch.

Texts are cut into runs of four words and compared by MinHash (Broder 1997; the ``rensa`` library), which finds pairs
that may have a fair share of their runs in common; these are then checked exactly. A copy keeps its claims but adds no
origin.

Measured on news of one war, unrelated reports of one day share up to 3 runs in 100 (7 in 100 of the shorter one), two
papers' versions of one agency dispatch 20 to 26 (42 to 44 of the shorter), an edited wire copy 89. What is printed on
many days (a site's own lines, "the British-based monitor said") is furniture and left out first.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rensa import RMinHash, RMinHashLSH

from dateline.incidents.facts import fold, ordinal, publisher_key
from dateline.model import Document

RUN = 4  # words in a run
FURNITURE = 5  # a run printed on more days than this says nothing
HASHES, BANDS = 256, 128  # bands of two: of pairs that share 2 runs in 10, more than 99 in 100 are looked at
SEED = 20160727
SAME = 0.35  # share of the runs of both texts
INSIDE = 0.33  # share of the runs of the shorter text, where that is FEWEST runs or more
FEWEST = 30
REPRINT = 0.7  # share that two texts of one publisher must have: it uses its own lines again
LEAST = min(SAME, INSIDE, REPRINT)  # texts that share less of the runs of the shorter one are not alike
HEAD = 200  # characters of a report in which it may credit another paper
DAYS = 14  # nobody prints a dispatch later than this; an equal text is a copy at any time

Runs = npt.NDArray[np.uint64]
_WORD = re.compile(r"\w+")
_CREDIT = re.compile(r"\(([^()]{2,40})\)")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)


def runs_of(text: str) -> Runs:
    """The runs of a text as sorted 47-bit numbers; of a text shorter than a run, the whole; of no words, none."""
    words = np.array([zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in _WORD.findall(text.lower())], np.uint64)
    if not len(words):
        return words
    size = min(RUN, len(words))
    mixed = np.zeros(len(words) - size + 1, np.uint64)
    for i in range(size):
        mixed += words[i : len(words) - size + 1 + i] * _MIX[i]
    return np.unique(mixed >> np.uint64(17))  # six bytes where a casefile keeps them


def day_of(document: Document) -> str:
    """The day on which a report was printed; an undated one has a day of its own."""
    return document.published or document.id


def furniture(documents: Sequence[Document], runs: Mapping[str, Runs]) -> Runs:
    """The runs that are printed on more than FURNITURE days."""
    by_day: dict[str, list[Runs]] = defaultdict(list)
    for document in documents:
        by_day[day_of(document)].append(runs[document.id])
    if len(by_day) <= FURNITURE:
        return np.zeros(0, np.uint64)
    days = [np.unique(np.concatenate(by_day[day])) for day in sorted(by_day)]
    found, counts = np.unique(np.concatenate(days), return_counts=True)
    return found[counts > FURNITURE]


def alike(shared: int, a: int, b: int, one_publisher: bool) -> bool:
    """Whether one text repeats the other, by how many of the runs of each they share."""
    both = shared / max(1, a + b - shared)
    if one_publisher:
        return both >= REPRINT
    short = min(a, b)
    return (both >= SAME and short >= FEWEST // 3) or (shared >= INSIDE * short and short >= FEWEST)


def credited(document: Document) -> set[str]:
    """The other names that the head of a report has in brackets, papers perhaps: "GAO (Sahel Wire):"."""
    return {fold(m) for m in _CREDIT.findall(document.text[:HEAD])} - {fold(document.publisher or "")}


def order_of(document: Document, credits: bool) -> tuple[str, bool, str]:
    """Of two that repeat each other the first in this order is the original; ``credits``: it names another paper."""
    return (document.published or "9999", credits, document.id)


def find_copies(documents: Sequence[Document], runs: Mapping[str, Runs] | None = None) -> dict[str, str]:
    """{document id: id of the document that it repeats}. ``runs``: of the texts whose runs are at hand.

    Of a group of copies the one published first is the original (undated last; of one day, one that credits another
    paper after it; then by id); the others point to it. Independent of the order of the documents.
    """
    known = {d.id: d for d in documents}
    papers = {fold(d.publisher) for d in known.values() if d.publisher}
    order = sorted(known.values(), key=lambda d: order_of(d, not papers.isdisjoint(credited(d))))
    known_runs = runs or {}
    whole = {d.id: known_runs[d.id] if d.id in known_runs else runs_of(d.text) for d in order}
    dull = furniture(order, whole)
    telling = [np.setdiff1d(whole[d.id], dull, assume_unique=True) for d in order]
    near = _candidates(telling)
    original: dict[str, str] = {}
    exact: dict[bytes, str] = {}
    for n, document in enumerate(order):
        mine = whole[document.id]
        if not len(mine):
            continue
        first = exact.setdefault(mine.tobytes(), document.id)
        if first == document.id:
            found = (k for k in near[n] if repeats(document, order[k], telling[n], telling[k]))
            first = next((order[k].id for k in found), document.id)
        if first != document.id:
            original[document.id] = original.get(first, first)
    return original


def originals(
    order: Iterable[tuple[str, bool, str]], whole: Mapping[str, bytes], repeats: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """As :func:`find_copies`, of what others found: the order of each document (``order_of``), what is the same for
    texts of the same runs (for those that have any), and the pairs of documents of which one repeats the other."""
    places = {document: n for n, (_, _, document) in enumerate(sorted(order))}
    first: dict[str, str] = {}
    for a, b in repeats:
        early, late = sorted((a, b), key=places.__getitem__)
        first[late] = min(first.get(late, early), early, key=places.__getitem__)
    original: dict[str, str] = {}
    exact: dict[bytes, str] = {}
    for document in places:
        if document not in whole:
            continue
        found = exact.setdefault(whole[document], document)
        if found == document:
            found = first.get(document, document)
        if found != document:
            original[document] = original.get(found, found)
    return original


def _candidates(telling: Sequence[Runs]) -> list[list[int]]:
    """For each text the earlier ones that may share a fair part of it, in order."""
    index = RMinHashLSH(threshold=0.2, num_perm=HASHES, num_bands=BANDS)
    out: list[list[int]] = []
    for n, runs in enumerate(telling):
        if not len(runs):
            out.append([])
            continue
        sketch = _sketch(runs)
        out.append(sorted(index.query(sketch)))
        index.insert(n, sketch)
    return out


def _sketch(runs: Runs) -> Any:
    raw = runs.astype("<u8").tobytes()
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update([raw[i : i + 8] for i in range(0, len(raw), 8)])
    return sketch


def meet(a: Runs, b: Runs) -> bool:
    """Whether the index of :func:`find_copies` finds one for the other: their sketches have a band in common."""
    return share_a_band(bands_of(a), bands_of(b))


def share_a_band(a: Sequence[bytes], b: Sequence[bytes]) -> bool:
    return any(x == y for x, y in zip(a, b, strict=False))  # a text without runs has no bands


def bands_of(runs: Runs) -> list[bytes]:
    """The bands of a text's sketch; of two texts the index finds one for the other where a band is the same."""
    if not len(runs):
        return []
    return [band.tobytes() for band in np.array(_sketch(runs).digest(), np.uint32).reshape(BANDS, -1)]


def repeats(document: Document, other: Document, mine: Runs, its: Runs) -> bool:
    """Whether one of two reports repeats the other, by their runs that are no furniture."""
    if too_late(document, other):
        return False
    shared = len(np.intersect1d(mine, its, assume_unique=True))
    return alike(shared, len(mine), len(its), publisher_key(document) == publisher_key(other))


def too_late(document: Document, other: Document) -> bool:
    late, early = ordinal(document.published), ordinal(other.published)
    return late is not None and early is not None and abs(late - early) > DAYS

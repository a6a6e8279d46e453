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
from collections.abc import Mapping, Sequence, Set

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
DAYS = 14  # nobody prints a dispatch later than this; an equal text is a copy at any time

Runs = npt.NDArray[np.uint64]
_WORD = re.compile(r"\w+")
_CREDIT = re.compile(r"\(([^()]{2,40})\)")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)


def runs_of(text: str) -> Runs:
    """The runs of a text as sorted 64-bit numbers; of a text shorter than a run, the whole; of no words, none."""
    words = np.array([zlib.crc32(w.encode("utf-8", "surrogatepass")) for w in _WORD.findall(text.lower())], np.uint64)
    if not len(words):
        return words
    size = min(RUN, len(words))
    mixed = np.zeros(len(words) - size + 1, np.uint64)
    for i in range(size):
        mixed += words[i : len(words) - size + 1 + i] * _MIX[i]
    return np.unique(mixed)


def furniture(documents: Sequence[Document], runs: Mapping[str, Runs]) -> Runs:
    """The runs that are printed on more than FURNITURE days."""
    by_day: dict[str, list[Runs]] = defaultdict(list)
    for document in documents:
        by_day[document.published or document.id].append(runs[document.id])
    if len(by_day) <= FURNITURE:
        return np.zeros(0, np.uint64)
    days = [np.unique(np.concatenate(by_day[day])) for day in sorted(by_day)]
    found, counts = np.unique(np.concatenate(days), return_counts=True)
    return found[counts > FURNITURE]


def alike(a: Runs, b: Runs, one_publisher: bool) -> bool:
    """Whether one text repeats the other, by the share of their runs."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    both = shared / max(1, len(a) + len(b) - shared)
    if one_publisher:
        return both >= REPRINT
    short = min(len(a), len(b))
    return (both >= SAME and short >= FEWEST // 3) or (shared >= INSIDE * short and short >= FEWEST)


def _credits(document: Document, papers: Set[str]) -> bool:
    """Whether the head of a report names another of the papers in brackets: "GAO (Sahel Wire):"."""
    named = {fold(m) for m in _CREDIT.findall(document.text[:200])}
    return bool(named & papers - {fold(document.publisher or "")})


def find_copies(documents: Sequence[Document]) -> dict[str, str]:
    """{document id: id of the document that it repeats}.

    Of a group of copies the one published first is the original (undated last; of one day, one that credits another
    paper after it; then by id); the others point to it. Independent of the order of the documents.
    """
    known = {d.id: d for d in documents}
    papers = {fold(d.publisher) for d in known.values() if d.publisher}
    order = sorted(known.values(), key=lambda d: (d.published or "9999", _credits(d, papers), d.id))
    whole = {d.id: runs_of(d.text) for d in order}
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
            found = (k for k in near[n] if _repeats(document, order[k], telling[n], telling[k]))
            first = next((order[k].id for k in found), document.id)
        if first != document.id:
            original[document.id] = original.get(first, first)
    return original


def _candidates(telling: Sequence[Runs]) -> list[list[int]]:
    """For each text the earlier ones that may share a fair part of it, in order."""
    index = RMinHashLSH(threshold=0.2, num_perm=HASHES, num_bands=BANDS)
    out: list[list[int]] = []
    for n, runs in enumerate(telling):
        if not len(runs):
            out.append([])
            continue
        raw = runs.astype("<u8").tobytes()
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update([raw[i : i + 8] for i in range(0, len(raw), 8)])
        out.append(sorted(index.query(sketch)))
        index.insert(n, sketch)
    return out


def _repeats(document: Document, other: Document, mine: Runs, its: Runs) -> bool:
    late, early = ordinal(document.published), ordinal(other.published)
    if late is not None and early is not None and abs(late - early) > DAYS:
        return False
    return alike(mine, its, publisher_key(document) == publisher_key(other))

"""Reports that repeat another: the same text again, a wire copy with small edits, two papers' use of one dispatch.

Texts are cut into runs of words (shingles) and compared by MinHash (Broder 1997; the ``rensa`` library), which
estimates what share of the runs two texts have in common; pairs that look alike are checked exactly. A copy keeps its
claims but adds no origin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rensa import RMinHash, RMinHashLSH

from dateline.model import Document

SHINGLE = 4  # words in a run
HASHES = 128
BANDS = 64  # pairs of hashes: a pair of texts that share 3 runs in 10 is found with a chance above 0.99
SEED = 20160727
SAME = 0.35  # share of the runs of both texts that makes a copy
INSIDE = 0.7  # share of the runs of the shorter text: a cut-down copy
FEWEST = 8  # runs a text must have to be compared at all

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """Runs of words, lower case; the whole text where it is shorter than a run."""
    words = _WORD.findall(text.lower())
    return (
        frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
        if words
        else frozenset()
    )


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one text repeats the other, by the share of their runs."""
    if a == b:
        return bool(a)
    if min(len(a), len(b)) < FEWEST:
        return False
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) >= SAME or shared / min(len(a), len(b)) >= INSIDE


def find_copies(documents: Sequence[Document]) -> dict[str, str]:
    """{document id: id of the document that it repeats}.

    Of a group of copies the one published first is the original (undated last, then by id); the others point to it.
    Independent of the order of the documents.
    """
    known = {d.id: d for d in documents}
    order = sorted(known.values(), key=lambda d: (d.published or "9999", d.id))
    runs = {d.id: shingles(d.text) for d in order}
    original: dict[str, str] = {}
    index = RMinHashLSH(threshold=0.3, num_perm=HASHES, num_bands=BANDS)
    exact: dict[frozenset[str], int] = {}
    for n, document in enumerate(order):
        mine = runs[document.id]
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(sorted(mine))
        found = [exact[mine]] if mine in exact else []
        if mine and not found:
            found = [k for k in sorted(index.query(sketch)) if alike(mine, runs[order[k].id])]
        if found:
            first = order[found[0]].id
            original[document.id] = original.get(first, first)
        if mine:
            exact.setdefault(mine, n)
            index.insert(n, sketch)
    return original

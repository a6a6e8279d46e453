"""Which reports repeat which, as ``incidents.copies`` finds it, without all texts in one place.

1 prints      text -> its runs of words                                       a report at a time
2 furniture   runs printed on too many days                                   a share of all runs at a time
3 pairs       reports whose sketches have a band in common, checked exactly   a band, then a pair at a time
4 originals   of a report the first that it repeats                           on the driver: some words a report
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from dateline.incidents.copies import (
    FURNITURE,
    Runs,
    bands_of,
    credited,
    day_of,
    order_of,
    originals,
    repeats,
    runs_of,
)
from dateline.incidents.facts import fold
from dateline.model import Document

if TYPE_CHECKING:
    from pyspark import RDD

SHARES = 64  # all runs are counted in so many shares; a power of two
_Print = tuple[Document, Runs]


def copies_of(documents: RDD[Document]) -> tuple[dict[str, str], dict[str, Document]]:
    """{document id: id of what it repeats}, and those repeated, without their texts."""
    spark = documents.context
    prints: RDD[_Print] = documents.map(_print).cache()
    papers = set(documents.flatMap(lambda d: [fold(d.publisher)] if d.publisher else []).distinct().collect())
    known = spark.broadcast(papers)
    order = documents.map(lambda d: order_of(d, not known.value.isdisjoint(credited(d))))
    whole = prints.flatMap(lambda p: [(p[0].id, p[1].tobytes())] if len(p[1]) else []).mapValues(_short)
    dull = spark.broadcast(_furniture(prints))
    telling = prints.map(lambda p: (p[0].id, (p[0], np.setdiff1d(p[1], dull.value, assume_unique=True)))).cache()
    bands = telling.flatMap(lambda t: [(band, t[0]) for band in enumerate(bands_of(t[1][1]))])
    near = bands.groupByKey().flatMap(lambda b: combinations(sorted(b[1]), 2)).distinct()
    half = near.join(telling).map(lambda n: (n[1][0], (n[0], n[1][1])))
    pairs = half.join(telling).filter(lambda n: _repeat(n[1][0][1], n[1][1])).map(lambda n: (n[0], n[1][0][0]))
    found = originals(order.collect(), dict(whole.collect()), pairs.collect())
    wanted = spark.broadcast(frozenset(found.values()))
    heads = prints.map(lambda p: p[0]).filter(lambda d: d.id in wanted.value).collect()
    prints.unpersist()
    telling.unpersist()
    return found, {d.id: d for d in heads}


def _print(document: Document) -> _Print:
    return msgspec.structs.replace(document, text=""), runs_of(document.text)


def _short(runs: bytes) -> bytes:
    import hashlib

    return hashlib.blake2b(runs, digest_size=16).digest()


def _repeat(one: _Print, other: _Print) -> bool:
    (a, mine), (b, its) = one, other
    return repeats(a, b, mine, its)


def _furniture(prints: RDD[_Print]) -> Runs:
    """As ``incidents.copies.furniture``: days on which a run is printed are counted, a share of all runs at a time."""
    if prints.map(lambda p: day_of(p[0])).distinct().count() <= FURNITURE:
        return np.zeros(0, np.uint64)
    parts = prints.mapPartitions(_shares).groupByKey().flatMap(lambda s: [_often(s[1])]).collect()
    return np.sort(np.concatenate([np.zeros(0, np.uint64), *parts]))


def _shares(prints: Iterable[_Print]) -> Iterator[tuple[int, tuple[str, Runs]]]:
    """The runs of each day, in shares."""
    days: dict[str, list[Runs]] = defaultdict(list)
    for document, runs in prints:
        days[day_of(document)].append(runs)
    for day in sorted(days):
        runs = np.unique(np.concatenate(days[day]))
        share = runs & np.uint64(SHARES - 1)
        for n in range(SHARES):
            if len(some := runs[share == n]):
                yield n, (day, some)


def _often(told: Iterable[tuple[str, Runs]]) -> Runs:
    days: dict[str, list[Runs]] = defaultdict(list)
    for day, runs in told:
        days[day].append(runs)
    found, counts = np.unique(np.concatenate([np.unique(np.concatenate(d)) for d in days.values()]), return_counts=True)
    return found[counts > FURNITURE]

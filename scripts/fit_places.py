"""Fit the weights of place recognition and resolution on toponym development sets (``place_weights.toml``).

    python scripts/fit_places.py DOCS.jsonl GOLD.jsonl [--cache PARSES.pkl] [--write]

GOLD: {uri, corpus, toponyms: [{start, end, lat, lon, geonames, optional}]}, one report a line. Recognition is logistic
regression, resolution a softmax over namesakes in which every one within 161 km of the coded point is right; both by
gradient descent (Adam) with an L2 penalty, from zero, so that the same data gives the same weights. Every corpus weighs
the same. ``--folds N`` prints the figures of N-fold cross-validation over documents and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from fitting import Weights, logistic, softmax

from dateline.ground import places_groups, places_links, places_recognise, places_resolve, places_setting
from dateline.ground.gazetteer import Gazetteer
from dateline.ground.gazetteer_build import distance
from dateline.ground.places_heads import heads
from dateline.ground.places_spans import Spot, spots
from dateline.reading import Parsed

NEAR = 161.0  # km
MORE = 0.25  # weight of the further reports, in corpora: they say only which names are places, not which are none
TARGET = Path(__file__).parents[1] / "src/dateline/lexicon/data/place_weights.toml"


def gold_of(spot: Spot, parsed: Parsed, toponyms: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The coded toponym that shares most characters with the spot."""
    start, end = parsed.tokens[spot.first].start, parsed.tokens[spot.last - 1].end
    best, found = 0, None
    for t in toponyms:
        shared = min(end, t["end"]) - max(start, t["start"])
        if shared > best:
            best, found = shared, t
    return found


class Data:
    """The reports with their spots; the parse and the spots do not depend on weights."""

    def __init__(self, reports: Iterable[Parsed], gold: dict[str, dict[str, Any]], gazetteer: Gazetteer) -> None:
        self.rows = []
        self.more: list[tuple[Parsed, list[Spot], list[bool]]] = []
        self.gazetteer = gazetteer
        for parsed in reports:
            found = spots(parsed, gazetteer)
            places_links.link(parsed.tokens, found)
            coded = gold[parsed.document.uri]
            labels = [gold_of(s, parsed, coded["toponyms"]) for s in found]
            self.rows.append((parsed, found, labels, coded["corpus"]))

    def add(self, reports: Iterable[Parsed], gold: dict[str, dict[str, Any]]) -> None:
        """Reports in which some places are coded and the others are not: {uri, events: [{places: [[start, end]]}]}."""
        for parsed in reports:
            found = spots(parsed, self.gazetteer)
            places_links.link(parsed.tokens, found)
            coded = [tuple(p) for e in gold[parsed.document.uri]["events"] for p in e["places"]]
            span = [(parsed.tokens[s.first].start, parsed.tokens[s.last - 1].end) for s in found]
            self.more.append((parsed, found, [any(a < d and c < b for c, d in coded) for a, b in span]))

    def sizes(self) -> dict[str, float]:
        count: dict[str, float] = {}
        for _, found, _, corpus in self.rows:
            count[corpus] = count.get(corpus, 0) + len(found)
        return {c: 1 / n for c, n in count.items()}


def fit_recognition(data: Data, keep: Sequence[int], l2: float) -> Weights:
    rows, labels, sizes = [], [], []
    share = data.sizes()
    for i in keep:
        parsed, found, gold, corpus = data.rows[i]
        known = places_recognise.memory(parsed, found)
        for spot, coded in zip(found, gold, strict=True):
            if coded is None or not coded["optional"]:
                rows.append(places_recognise.features(parsed, spot, known))
                labels.append(int(coded is not None))
                sizes.append(share[corpus])
    for parsed, found, true in data.more:
        known = places_recognise.memory(parsed, found)
        for spot, hit in zip(found, true, strict=True):
            if hit:
                rows.append(places_recognise.features(parsed, spot, known))
                labels.append(1)
                sizes.append(MORE / sum(sum(t) for _, _, t in data.more))
    return logistic(rows, labels, sizes, l2)


def is_right(place: Any, coded: dict[str, Any]) -> bool:
    if place.id == f"geonames:{coded['geonames']}":
        return True
    return place.lat is not None and distance(place.lat, place.lon, coded["lat"], coded["lon"]) <= NEAR


def fit_resolution(data: Data, keep: Sequence[int], recognition: Weights, l2: float) -> dict[str, Weights]:
    share = data.sizes()
    weights: dict[str, Weights] = {"first": {"population": 3.0}, "full": {"population": 3.0}}
    for round_ in range(3):
        first, full, sizes = [], [], []
        for i in keep:
            parsed, found, gold, corpus = data.rows[i]
            if round_ == 0:
                places_recognise.recognise(parsed, found, recognition)
            around = places_setting.setting(parsed)
            kept = [s for s in found if s.chance >= 0.3]
            outside = heads(parsed, around, data.gazetteer)
            all_groups = places_groups.groups(kept, around, data.gazetteer, outside)
            places_resolve.resolve(all_groups, around, weights)
            label = {id(s): g for s, g in zip(found, gold, strict=True)}
            for group in all_groups:
                coded = [label.get(id(s)) for s in group.spots]
                coded = [c for c in coded if c and c["lat"] is not None and not c["optional"]]
                if not coded or len(group.places) < 2:
                    continue
                good = [any(is_right(p, c) for c in coded) for p in group.places]
                if any(good) and not all(good):
                    first.append((group.fixed, good))
                    full.append((group.parts, good))
                    sizes.append(share[corpus] * len(coded))
        weights = {"first": softmax(first, sizes, l2), "full": softmax(full, sizes, l2)}
    return weights


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("docs", type=Path)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--more", type=Path, nargs=2, metavar=("DOCS", "GOLD"), help="reports with places of events coded")
    ap.add_argument("--cache", type=Path, help="parses are kept here")
    ap.add_argument("--l2", type=float, default=2e-4)
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--write", action="store_true")
    ns = ap.parse_args()
    gold = {g["uri"]: g for g in map(json.loads, ns.gold.read_text(encoding="utf-8").splitlines())}
    data = Data(reports(ns.docs, ns.cache), gold, Gazetteer())
    if ns.more:
        rows = map(json.loads, ns.more[1].read_text(encoding="utf-8").splitlines())
        data.add(reports(ns.more[0], None), {g["uri"]: g for g in rows})
    everything = range(len(data.rows))
    if ns.folds:
        for f in range(ns.folds):
            keep = [i for i in everything if i % ns.folds != f]
            recognition = fit_recognition(data, keep, ns.l2)
            weights = fit_resolution(data, keep, recognition, ns.l2)
            print(f, figures(data, [i for i in everything if i % ns.folds == f], recognition, weights))
        return
    recognition = fit_recognition(data, everything, ns.l2)
    weights = fit_resolution(data, everything, recognition, ns.l2)
    print(figures(data, everything, recognition, weights))
    if ns.write:
        TARGET.write_text(table(recognition, weights), encoding="utf-8")


def figures(data: Data, keep: Sequence[int], recognition: Weights, weights: dict[str, Weights]) -> str:
    hit = said = want = right = placed = 0
    for i in keep:
        parsed, found, gold, _ = data.rows[i]
        places_recognise.recognise(parsed, found, recognition)
        around = places_setting.setting(parsed)
        outside = heads(parsed, around, data.gazetteer)
        kept = [s for s in found if s.chance >= 0.3]
        all_groups = places_groups.groups(kept, around, data.gazetteer, outside)
        places_resolve.resolve(all_groups, around, weights)
        of = {id(s): g for g in all_groups for s in g.spots}
        for spot, coded in zip(found, gold, strict=True):
            if coded is not None and coded["optional"]:
                continue
            want += coded is not None
            if spot.chance >= 0.5:
                said += 1
                hit += coded is not None
                if coded is not None and coded["lat"] is not None and id(spot) in of:
                    group = of[id(spot)]
                    placed += 1
                    right += is_right(group.places[places_resolve.best(group)], coded)
    p, r = hit / max(said, 1), hit / max(want, 1)
    return f"recognition P {p:.3f} R (of spots) {r:.3f}; resolution {right / max(placed, 1):.3f} of {placed}"


def table(recognition: Weights, weights: dict[str, Weights]) -> str:
    lines = [
        "# Weights of the features by which names are taken for places (recognition) and told from their",
        "# namesakes (first: each by itself; full: knowing what the report's other names probably are).",
        "# Fitted by scripts/fit_places.py.",
    ]
    for name, part in (("recognition", recognition), ("first", weights["first"]), ("full", weights["full"])):
        lines += ["", f"[{name}]", *(f"{k} = {v:.3f}" for k, v in sorted(part.items()))]
    return "\n".join(lines) + "\n"


def reports(docs: Path, cache: Path | None) -> list[Parsed]:
    """Parsed reports; a cache is read where it is there and written where it is not."""
    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    from dateline.model import Document, document_id
    from dateline.read import Reader

    rows = [json.loads(line) for line in docs.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = (
        Document(
            id=document_id(d.get("publisher"), d.get("published"), d.get("title"), d["text"]), uri=d["uri"],
            title=d.get("title"), publisher=d.get("publisher"), published=d.get("published"), language="en",
            text=d["text"],
        )
        for d in rows
    )  # fmt: skip
    return list(Reader().read(documents))


if __name__ == "__main__":
    main()

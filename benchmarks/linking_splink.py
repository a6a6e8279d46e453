"""The same joining by Splink 5 on DuckDB, to compare with: processor time, memory and B-cubed on made-up claims.

    pip install "splink>=5,<6"; python benchmarks/linking_splink.py [--sizes 10 1000 10000]

Splink gets the comparisons of ``dateline.incidents.compare`` as SQL, weights from the labels of the very claims it is
scored on (so its figures are the best case), blocking by report, by place and by day and cell, and its clusters are
taken at whichever threshold suits it best. ``docs/decisions/005-linking.md`` has what came of it.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

KM = "12742 * asin(sqrt(least(1, power(sin(radians(lat_r - lat_l) / 2), 2) + cos(radians(lat_l)) * cos(radians(lat_r)) * power(sin(radians(lon_r - lon_l) / 2), 2))))"  # noqa: E501
COMPARISONS: dict[str, list[tuple[str, str]]] = {
    "type": [("same", "type_l = type_r"), ("near", "list_has_any(families_l, families_r)")],
    "place": [
        ("same", "place_l = place_r"), ("within 3 km", f"{KM} <= 3"), ("within 30 km", f"{KM} <= 30"),
        ("a region and 150 km", f"(wide_l or wide_r) and {KM} <= 150"),
    ],
    "day": [
        ("same", "start_l = start_r and end_l = end_r"), ("overlap", "start_l <= end_r and start_r <= end_l"),
        ("a day", "start_l <= end_r + 1 and start_r <= end_l + 1"), ("a week", "abs(start_l - start_r) <= 7"),
    ],
    "initiators": [("share", "list_has_any(initiators_l, initiators_r)")],
    "killed": [("same", "killed_l = killed_r"), ("near", "abs(killed_l - killed_r) <= 3")],
    "words": [
        ("many", "len(list_intersect(words_l, words_r)) >= 3"), ("some", "len(list_intersect(words_l, words_r)) = 2"),
        ("one", "len(list_intersect(words_l, words_r)) = 1"),
    ],
}  # fmt: skip
NULLS = {
    "type": "type",
    "place": "lat",
    "day": "start",
    "initiators": "initiators",
    "killed": "killed",
    "words": "words",
}


def records(readings: Sequence[Any], truth: dict[str, Any]) -> list[dict[str, Any]]:
    """One flat row a claim."""
    from dateline.incidents.facts import facts_of
    from dateline.incidents.rules import load_rules

    rules, rows = load_rules(), []
    for reading in readings:
        for f, c in zip(facts_of(reading, rules), reading.claims, strict=True):
            place = f.places[0] if f.places else None
            killed = [n[2] for n in f.numbers if n[0] == "killed"]
            rows.append(
                {
                    "unique_id": c.id, "document": f.document, "type": c.type,
                    "families": sorted(rules.families.get(c.type, [])),
                    "place": place.id if place else None,
                    "lat": place.lat if place else None, "lon": place.lon if place else None,
                    "wide": bool(place and place.precision in ("admin1", "country", "area")),
                    "cell": f"{round(place.lat)}/{round(place.lon)}" if place and place.lat is not None else None,
                    "start": f.days.start if f.days else None, "end": f.days.end if f.days else None,
                    "initiators": sorted(f.initiators) or None, "killed": max(killed) if killed else None,
                    "words": sorted(f.words) or None, "label": str(truth.get(c.id, c.id)),
                }
            )  # fmt: skip
    return rows


def settings() -> Any:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    comparisons = []
    for name, levels in COMPARISONS.items():
        column = NULLS[name]
        null = cll.CustomLevel(f"{column}_l is null or {column}_r is null", "missing").configure(is_null_level=True)
        rest = [cll.CustomLevel(sql, label) for label, sql in levels]
        comparisons.append(
            cl.CustomComparison(output_column_name=name, comparison_levels=[null, *rest, cll.ElseLevel()])
        )
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, probability_two_random_records_match=0.001,
        blocking_rules_to_generate_predictions=[block_on("document"), block_on("place"), block_on("start", "cell")],
    )  # fmt: skip


def run(rows: list[dict[str, Any]]) -> tuple[dict[str, float], list[dict[str, str]]]:
    """Processor seconds of each step (all threads), and the clusters ({claim: cluster}) at a row of thresholds."""
    times, began = {}, time.process_time()
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set threads = 2")
    api = DuckDBAPI(connection=connection)
    frame = api.register(pa.Table.from_pylist(rows))
    linker = Linker(frame, settings(), log_level=logging.ERROR)
    times["start"] = time.process_time() - began
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_m_from_label_column("label")
    times["train"] = time.process_time() - began - times["start"]
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    times["predict"] = time.process_time() - began - times["start"] - times["train"]
    found = []
    for threshold in (0.5, 0.9, 0.99, 0.999, 0.9999):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        )
        found.append({r["unique_id"]: str(r["cluster_id"]) for r in clusters.as_record_list()})
    times["all"] = time.process_time() - began
    return times, found


def one(claims: int) -> dict[str, float]:
    from linking import b_cubed
    from made_claims import world

    readings, truth = world(claims)
    times, found = run(records(readings, truth))
    scores = [b_cubed([(f[c], truth[c]) for c in truth]) for f in found]
    precision, recall = max(scores, key=lambda s: 2 * s[0] * s[1] / (s[0] + s[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"claims": len(truth), "peak": peak, "precision": precision, "recall": recall, **times}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 1000, 10_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one)))
        return
    for size in args.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=False
        )
        print(
            done.stdout.strip().splitlines()[-1] if done.returncode == 0 else done.stderr.strip().splitlines()[-1],
            flush=True,
        )


if __name__ == "__main__":
    main()

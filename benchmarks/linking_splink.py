"""The same joining by Splink 5, to compare with: processor time, memory and B-cubed on made-up or on coded claims.

    pip install "splink>=5,<6"; python benchmarks/linking_splink.py [--sizes 10 1000 10000] [--engine spark]
    python benchmarks/linking_splink.py --coded corpus/dispatches [--engine spark]

Splink gets the comparisons of ``dateline.incidents.compare`` as SQL, weights from the labels of the very claims it is
scored on (so its figures are the best case), blocking by report, by place and by day and cell, and its clusters are
taken at whichever threshold suits it best. With ``--coded`` the claims are the program's that match a coded one, as
``evals.claims`` matches them. On Spark (PySpark and Java 17) its processor time is that of the Java machine too.
``docs/decisions/002-linking.md`` and ``008-spark.md`` have what came of it.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT)]
SCHEMA = (
    "unique_id string, document string, type string, families array<string>, place string, lat double, lon double, "
    "wide boolean, cell string, start int, end int, initiators array<string>, killed int, words array<string>, "
    "label string"
)
# What DuckDB and Spark call the same thing.
SPARK = {"list_has_any": "arrays_overlap", "len(list_intersect": "size(array_intersect"}

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


def settings(words: dict[str, str]) -> Any:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    comparisons = []
    for name, levels in COMPARISONS.items():
        column = NULLS[name]
        null = cll.CustomLevel(f"{column}_l is null or {column}_r is null", "missing").configure(is_null_level=True)
        rest = [cll.CustomLevel(_in(sql, words), label) for label, sql in levels]
        comparisons.append(
            cl.CustomComparison(output_column_name=name, comparison_levels=[null, *rest, cll.ElseLevel()])
        )
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, probability_two_random_records_match=0.001,
        blocking_rules_to_generate_predictions=[block_on("document"), block_on("place"), block_on("start", "cell")],
    )  # fmt: skip


def _in(sql: str, words: dict[str, str]) -> str:
    for ours, theirs in words.items():
        sql = sql.replace(ours, theirs)
    return sql


def used() -> float:
    """Processor seconds of this process and, on Spark, of the Java machine beside it."""
    seconds = time.process_time()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            fields = rest.split()
        except OSError:
            continue
        if name == "java" and fields[2] == str(os.getpgrp()):  # same process group
            seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def _duckdb(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI

    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    connection.execute("set threads = 2")
    api = DuckDBAPI(connection=connection)
    return api, api.register(pa.Table.from_pylist(rows))


def _spark(rows: list[dict[str, Any]]) -> tuple[Any, Any]:
    from splink import SparkAPI

    from dateline.scale.__main__ import session

    spark = session("local[2]")
    spark.conf.set("spark.sql.shuffle.partitions", "4")
    spark.sparkContext.setCheckpointDir(tempfile.mkdtemp())
    api = SparkAPI(spark_session=spark, break_lineage_method="persist", num_partitions_on_repartition=4)
    columns = [c.split()[0] for c in SCHEMA.split(", ")]
    frame = spark.createDataFrame([tuple(r[c] for c in columns) for r in rows], SCHEMA)
    return api, api.register(frame)


def run(rows: list[dict[str, Any]], engine: str) -> tuple[dict[str, float], list[dict[str, str]]]:
    """Processor seconds of each step (all threads), and the clusters ({claim: cluster}) at a row of thresholds."""
    times, began = {}, used()
    from splink import Linker

    _, frame = _spark(rows) if engine == "spark" else _duckdb(rows)
    linker = Linker(frame, settings(SPARK if engine == "spark" else {}), log_level=logging.ERROR)
    times["start"] = used() - began
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=None if engine == "spark" else 1)
    linker.training.estimate_m_from_label_column("label")
    times["train"] = used() - began - times["start"]
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    times["predict"] = used() - began - times["start"] - times["train"]
    found = []
    for threshold in (0.5, 0.9, 0.99, 0.999, 0.9999):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        )
        found.append({r["unique_id"]: str(r["cluster_id"]) for r in clusters.as_record_list()})
    times["all"] = used() - began
    return times, found


def coded(folder: Path, engine: str) -> dict[str, float]:
    """B-cubed F1 of the program's claims that match a coded one: as they are joined, each by itself, and by Splink."""
    from dateline.incidents import join
    from dateline.ingest import documents
    from dateline.machine import Machine
    from dateline.model import Document
    from evals.claims import b_cubed, found, matched
    from evals.claims import coded as said
    from evals.coded import Article, Dispatch

    readings, truth = [], {}
    machine = Machine()
    names = {Path(d.uri).stem: d for d in documents([str(folder)]) if isinstance(d, Document)}
    for path in sorted(folder.glob("*.json")):
        raw = {"war": "-", "outlet": "-"} | json.loads(path.read_text(encoding="utf-8"))
        fields = {k: v for k, v in raw.items() if k in Article.__struct_fields__}
        bare = {"means": [], "struck": []}  # not compared, and in other words elsewhere
        fields["claims"] = [claim | bare for claim in fields["claims"]]
        article = msgspec.convert(fields, Article, strict=False)
        document = msgspec.structs.replace(
            names[path.stem], publisher=article.publisher, title=article.title,
            published=article.published and article.published.isoformat(),
        )  # fmt: skip
        (reading,) = machine.readings([document])
        readings.append(reading)
        program = {id(s): (s, c.id) for c in reading.claims for s in [found(c)]}
        for ours, theirs in matched([s for s, _ in program.values()], said(Dispatch(article, document.text))):
            truth[program[id(ours)][1]] = theirs.incident
    joined = {c.id: c.incident or c.id for c in join(readings).claims}
    times, clusters = run(records(readings, truth), engine)
    return {
        "claims": len(truth), "joined": b_cubed([(joined[c], t) for c, t in truth.items()]),
        "each by itself": b_cubed(list(truth.items())),
        "splink": max(b_cubed([(f[c], t) for c, t in truth.items()]) for f in clusters), **times,
    }  # fmt: skip


def one(claims: int, engine: str) -> dict[str, float]:
    from linking import b_cubed
    from made_claims import world

    readings, truth = world(claims)
    times, found = run(records(readings, truth), engine)
    scores = [b_cubed([(f[c], truth[c]) for c in truth]) for f in found]
    precision, recall = max(scores, key=lambda s: 2 * s[0] * s[1] / (s[0] + s[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"claims": len(truth), "peak": peak, "precision": precision, "recall": recall, **times}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 1000, 10_000])
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--coded", type=Path, help="a folder of coded articles in place of made-up claims")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.coded:
        print(json.dumps(coded(args.coded, args.engine)))
        return
    if args.one:
        print(json.dumps(one(args.one, args.engine)))
        return
    for size in args.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size), "--engine", args.engine], capture_output=True, text=True,
            check=False, start_new_session=True,
        )  # fmt: skip
        print(
            done.stdout.strip().splitlines()[-1] if done.returncode == 0 else done.stderr.strip().splitlines()[-1],
            flush=True,
        )


if __name__ == "__main__":
    main()

"""``python -m dateline.scale``: an archive through Spark, from reports to Parquet that ``dateline import`` takes.

    python -m dateline.scale reports/ out/ --format parquet --master local[2]
    spark-submit --master yarn --py-files ... -m dateline.scale s3a://archive/*.parquet s3a://out --parts 2000

Writes OUT/readings, OUT/incidents and OUT/holdings. What stands in OUT/readings already is not read again.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, SetupError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def session(master: str | None, memory: str = "2g") -> SparkSession:
    """A Spark session whose workers run this very Python. Raises SetupError where PySpark or Java is missing."""
    try:
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as e:
        raise SetupError("Spark is not installed; install it with: pip install 'dateline[scale]'") from e
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("dateline").config("spark.driver.memory", memory)
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
        if master.startswith("local"):  # no name of this machine need be known to any server
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
    try:
        return builder.getOrCreate()
    except Exception as e:
        raise SetupError(f"Spark does not start (is Java 17 or later installed, and JAVA_HOME right?): {e}") from e


def run(spark: SparkSession, source: str, out: str, form: str, parts: int | None) -> dict[str, float]:
    """Reads and links; gives the seconds of both and the numbers of reports, claims, incidents and pairs."""
    from dateline.scale.claims import read
    from dateline.scale.link import link
    from dateline.scale.rows import as_json, incident_row

    began = time.perf_counter()
    read(spark, source, form, parts).write.mode("ignore").parquet(f"{out}/readings")
    read_in = time.perf_counter() - began
    rows = spark.read.parquet(f"{out}/readings")
    linked = link(rows)
    incidents = linked.incidents.map(incident_row)
    schema = "id string, type string, place string, country string, date_start string, claims int, record string"
    spark.createDataFrame(incidents, schema).write.mode("overwrite").parquet(f"{out}/incidents")
    held = linked.holdings.map(lambda h: (as_json(h),))
    spark.createDataFrame(held, "record string").write.mode("overwrite").parquet(f"{out}/holdings")
    totals = rows.selectExpr("count(id)", "coalesce(sum(claims_found), 0)", "count(problem)").first()
    found = spark.read.parquet(f"{out}/incidents").count()
    return {
        "reports": totals[0], "claims": totals[1], "problems": totals[2], "incidents": found, "pairs": linked.pairs,
        "read_s": read_in, "link_s": time.perf_counter() - began - read_in,
    }  # fmt: skip


def main() -> int:
    """The command; exit code 0, or 2 where it is wrong."""
    parser = argparse.ArgumentParser(prog="python -m dateline.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", help="files of reports, as Spark names them")
    parser.add_argument("out", help="the folder to write to")
    parser.add_argument("--format", choices=("parquet", "jsonl", "warc"), default="parquet")
    parser.add_argument("--master", help="where Spark runs; local[2] is this machine with two workers")
    parser.add_argument("--parts", type=int, help="into how many pieces the reports are dealt")
    parser.add_argument(
        "--memory", default="2g", help="of the driver: it holds some words a report, and pairs, while linking"
    )
    args = parser.parse_args()
    try:
        spark = session(args.master, args.memory)
        done = run(spark, args.source, args.out, args.format, args.parts)
    except DatelineError as e:
        print(f"dateline: {e}", file=sys.stderr)
        return 2
    print(", ".join(f"{name} {value:,.1f}".removesuffix(".0") for name, value in done.items()))
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

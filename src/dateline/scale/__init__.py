"""The same pipeline on Spark: for archives that one machine is too small for. Needs ``pip install 'dateline[scale]'``.

    read   Parquet, JSONL or WARC -> readings as Parquet (``claims.py``: the stages 1 to 4, one report at a time)
    link   readings -> claims, incidents and holdings as Parquet (``link.py``: stage 5, part by part)

Claims and incidents are those of one machine, id for id. ``docs/spark.md`` says how to run it and what it costs.
"""

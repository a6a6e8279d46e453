"""A casefile as large as many: copies of a joined one, each with its own ids, so that no joining is needed.

    python benchmarks/casefile_times.py made.case ten.case --times 10

Reports, claims, incidents and places of each copy have ids of their own; dates and points are the same. What joining
left behind is copied too, so that looking up, listing, judging, adding a report and exporting can be measured on the
result. That its copies would have been joined with one another had they come as reports is of no matter for that.
"""

from __future__ import annotations

import argparse
import sqlite3
from pathlib import Path

from dateline.casefile import Casefile
from dateline.casefile.part import WIDE

NAMED = ("doc_", "clm_", "inc_", "town:", "region:")
COUNTED = {  # columns that count up within a file, by the table whose highest number sets the next copy's first
    "documents": {
        "documents": "no", "joined_texts": "document", "joined_runs": "document", "joined_credits": "document",
    },
    "readings": {
        "readings": "id", "actor_rows": "reading", "mention_rows": "reading", "attribution_rows": "reading",
        "claim_rows": "reading", "world_claims": "reading",
    },
    "claim_rows": {"claim_rows": "no"},
}  # fmt: skip
ONCE = ("producers", "worlds", "joined_around", "joined_actors", "joined_furniture", "joined_papers", "world_sources")
ADDED = {"joined_words": "reports", "joined_records": "times"}  # one count for all copies
LEFT = ("world_steps", "exports", "judgements", "judgement_refs", "sqlite_sequence")


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Names and types of the columns that are stored."""
    return [(r[1], r[2]) for r in connection.execute(f"PRAGMA table_xinfo({table})") if r[6] == 0]


def copied(connection: sqlite3.Connection, table: str, k: int, first: dict[tuple[str, str], int]) -> None:
    names, values = [], []
    for name, kind in columns(connection, table):
        value = f'"{name}"'
        if kind == "TEXT" and k:
            for prefix in NAMED:
                value = f"replace({value}, '{prefix}', '{prefix[:-1]}{k}{prefix[-1]}')"
        if k and (table, name) in first:
            value += f" + {k * first[table, name]}"
        if k and name == "ordinal" and table in ("world_claims", "incident_rows"):
            value += f" + {k * first['documents', 'no'] * WIDE}"
        if k and (table, name) in (("joined_runs", "run"), ("joined_texts", "whole")):  # else each were a copy of one
            value = f"({value} + {k * 7919}) & 0x7FFFFFFFFFFF"
        if table in ADDED and name == ADDED[table]:
            value = f"{value} * {first['times', '']}"
        names.append(f'"{name}"')
        values.append(value)
    into = f"INSERT OR IGNORE INTO main.{table} ({', '.join(names)})"
    connection.execute(f"{into} SELECT {', '.join(values)} FROM small.{table}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--times", type=int, default=10)
    args = parser.parse_args()
    Casefile(args.large, create=True).close()
    connection = sqlite3.connect(args.large, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("ATTACH ? AS small", (str(args.small),))
    first = {("times", ""): args.times}
    for counted, where in COUNTED.items():
        column = where[counted]
        most = connection.execute(f"SELECT max({column}) FROM small.{counted}").fetchone()[0]
        first |= dict.fromkeys(where.items(), most) | {(counted, column): most}
    first["claim_rows", "no"] = connection.execute("SELECT max(no) FROM small.claim_rows").fetchone()[0]
    tables = [
        r[0] for r in connection.execute("SELECT name FROM small.sqlite_master WHERE type = 'table' ORDER BY rowid")
        if not r[0].startswith(("document_search", "claim_search", "sqlite_")) and r[0] not in LEFT
    ]  # fmt: skip
    for table in tables:
        for k in range(1 if table in ONCE or table in ADDED else args.times):
            connection.execute("BEGIN")
            copied(connection, table, k, first)
            connection.execute("COMMIT")
        print(table, flush=True)
    documents, readings = (first[t] * args.times for t in (("documents", "no"), ("readings", "id")))
    key = connection.execute("SELECT key FROM worlds ORDER BY id DESC LIMIT 1").fetchone()[0].split(" ")
    connection.execute("UPDATE worlds SET key = ?", (" ".join([f"d{documents}", f"r{readings}", "j0", *key[3:]]),))
    connection.execute("INSERT INTO world_steps (world, gone, come) SELECT max(id), '[]', '[]' FROM worlds")
    connection.close()


if __name__ == "__main__":
    main()

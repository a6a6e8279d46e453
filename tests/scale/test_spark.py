"""On Spark the same claims and incidents as on one machine, id for id and byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made_copies import archive

from dateline.incidents.copies import find_copies
from dateline.machine import Machine
from dateline.model import Document, Output
from dateline.pipeline import assemble
from scripts.same import TEXTS, canonical, texts

pytest.importorskip("pyspark", reason="PySpark is not installed: `make test-scale` installs it and runs these tests")
if not shutil.which("java"):
    pytest.skip("no Java here: Spark needs Java 17 or later", allow_module_level=True)

from dateline.scale.__main__ import run, session
from dateline.scale.rows import reading_of


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    opened = session("local[2]", "1g")
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Examples and invented dispatches; one of them is there twice."""
    return texts(TEXTS)


@pytest.fixture(scope="module")
def alone(documents: list[Document], machine: Machine) -> Output:
    """What one machine makes of them."""
    return assemble(list(machine.readings(documents)), machine.producer).output


@pytest.fixture(scope="module")
def done(spark: Any, documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale")
    rows = [
        {"uri": d.uri, "title": d.title, "publisher": d.publisher, "published": d.published, "text": d.text}
        for d in [*documents, documents[0]]
    ]
    (folder / "docs.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    counts = run(spark, str(folder / "docs.jsonl"), str(folder / "out"), "jsonl", 4)
    assert counts["reports"] == len(documents)
    return folder / "out"


def test_claims_are_those_of_one_machine(done: Path, alone: Output, spark: Any) -> None:
    rows = [r.asDict() for r in spark.read.parquet(str(done / "readings")).collect()]
    readings = [reading_of(r) for r in rows]
    claims = [msgspec.structs.replace(c, incident=None) for c in alone.claims]
    plain = msgspec.structs.replace(alone, claims=tuple(claims))
    wanted = canonical(plain)
    for kind in ("claims", "mentions", "attributions"):
        found = tuple(x for r in readings for x in getattr(r, kind))
        assert canonical(msgspec.structs.replace(plain, **{kind: found}))[kind] == wanted[kind], kind


def test_incidents_and_holdings_are_those_of_one_machine(done: Path, alone: Output, spark: Any) -> None:
    wanted = {i.id: msgspec.json.encode(i).decode() for i in alone.incidents}
    found = {r["id"]: r["record"] for r in spark.read.parquet(str(done / "incidents")).collect()}
    assert found.keys() == wanted.keys()
    assert found == wanted
    assert any(i.documents[1:] for i in alone.incidents), "nothing was joined across reports"
    held = sorted(r["record"] for r in spark.read.parquet(str(done / "holdings")).collect())
    assert held == sorted(msgspec.json.encode(h).decode() for h in alone.holdings)


@pytest.mark.parametrize("seed", [0, 1])
def test_copies_are_those_of_one_machine(spark: Any, seed: int) -> None:
    from dateline.scale.copies import copies_of

    documents = archive(seed)
    copies, heads = copies_of(spark.sparkContext.parallelize(documents, 3))
    assert copies == find_copies(documents)
    assert {i: d.text for i, d in heads.items()} == dict.fromkeys(copies.values(), "")


def test_parquet_and_archives_are_read_too(spark: Any, tmp_path: Path) -> None:
    from dateline.scale.claims import read

    text = "At least four people were killed when a car bomb went off in Baidoa on Monday, police said."
    page = f"<html><title>Blast</title><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.test/1\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    (tmp_path / "x.warc").write_bytes(head.encode() + http + b"\r\n\r\n")
    (row,) = read(spark, str(tmp_path / "x.warc"), "warc").collect()
    assert (row["uri"], row["claims_found"]) == ("http://a.test/1", 1)
    frame = spark.createDataFrame([("Post", text), ("Post", None)], "source string, body string")
    frame.write.parquet(str(tmp_path / "t.parquet"))
    rows = read(spark, str(tmp_path / "t.parquet"), "parquet").collect()
    assert sorted((r["publisher"], r["claims_found"]) for r in rows if r["id"]) == [("Post", 1)]
    (broken,) = (r for r in rows if not r["id"])
    assert "has no column 'text'" in broken["problem"]
    assert broken["uri"].startswith("part ")

"""Real reports all the way: read, joined, written in every format, read back by the tool that each is for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline import world
from dateline.casefile import Casefile
from dateline.export.bundle import Bundle
from dateline.export.formats import FORMATS, in_memory
from dateline.export.validate import VALIDATORS, validate
from dateline.ingest import documents

if TYPE_CHECKING:
    from dateline.machine import Machine

ARTICLES = Path(__file__).parents[3] / "shared" / "data" / "wikinews" / "docs.jsonl"
AT = "2031-04-01T12:00:00.000000Z"

pytestmark = pytest.mark.skipif(not ARTICLES.exists(), reason="the Wikinews articles are not beside this checkout")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, machine: Machine) -> Path:
    """One file of each format whose library is there."""
    here = tmp_path_factory.mktemp("out")
    with Casefile(here / "real.case", create=True) as case:
        world.read_into(case, documents([str(ARTICLES)]), machine=machine)
        view = world.build(case)
    for form in FORMATS:
        needed = {"ftm": "followthemoney", "hxl": "hxl", "parquet": "pyarrow"}.get(form)
        try:
            __import__(needed or "json")
        except ImportError:
            continue
        (here / f"out.{form}").write_bytes(in_memory(form, Bundle(view), AT)[0])
    return here


@pytest.mark.parametrize("form", sorted(VALIDATORS))
def test_each_is_found_good(folder: Path, form: str) -> None:
    path = folder / f"out.{form}"
    if not path.exists():
        pytest.skip(f"the library for {form} is not installed")
    assert [str(p) for p in validate(form, path)] == []


def test_pandas_and_duckdb_read_the_tables(folder: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    claims = pandas.read_csv(folder / "out.csv")
    assert len(claims) > 100
    for form in ("acled", "ucdp", "airwars"):
        assert len(pandas.read_csv(folder / f"out.{form}")) > 0
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    query = "SELECT count(*) FROM read_parquet(?)"
    assert connection.execute(query, [str(folder / "out.parquet")]).fetchone() == (len(claims),)


def test_followthemoney_and_libhxl_read_theirs(folder: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    proxies = [model.get_proxy(json.loads(line)) for line in (folder / "out.ftm").read_text().splitlines()]
    assert {"Event", "Article"} <= {p.schema.name for p in proxies}
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    assert len(list(hxl.data(str(folder / "out.hxl"), hxl.InputOptions(allow_local=True)))) > 20


def test_a_real_file_of_ucdp_is_taken() -> None:
    """Columns that this download leaves out are named; of the rows only ranges that UCDP itself has wrong."""
    path = ARTICLES.parents[1] / "ucdp-syria" / "ged_syria_2017.csv"
    if not path.exists():
        pytest.skip("the UCDP file is not beside this checkout")
    in_rows = [p for p in validate("ucdp", path) if p.line > 1]
    assert {p.column for p in in_rows} == {"best"}
    assert len(in_rows) < 60

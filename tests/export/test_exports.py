"""Each format is written, is found good by its validator, and is read back by the tool that it is for."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from war import A, B

from dateline.casefile import Casefile, World
from dateline.casefile.select import Selection
from dateline.errors import SetupError, UsageError
from dateline.export import acled, airwars, ucdp
from dateline.export.bundle import Bundle, closed
from dateline.export.formats import FORMATS, in_memory, write
from dateline.export.validate import VALIDATORS, validate

AT = "2031-04-01T12:00:00.000000Z"
NEEDS = {"ftm": "followthemoney", "hxl": "hxl", "parquet": "pyarrow"}


def made(bundle: Bundle, form: str) -> bytes:
    if form in NEEDS:
        pytest.importorskip(NEEDS[form], reason=f"the library for {form} is not installed")
    return in_memory(form, bundle, AT)[0]


def table(bundle: Bundle, form: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(bundle, form).decode())))


@pytest.mark.parametrize("form", sorted(VALIDATORS))
def test_each_format_is_found_good(case: Casefile, world: World, tmp_path: Path, form: str) -> None:
    if form in NEEDS:
        pytest.importorskip(NEEDS[form], reason=f"the library for {form} is not installed")
    out = tmp_path / f"out.{form}"
    done = write(case, Bundle(world), form, out, "9.9")
    assert validate(form, out) == []
    about = json.loads(done.manifest.read_text())
    assert (about["format"], about["rows"], about["names"], about["filter"]) == (form, done.rows, "roles", {})
    assert about["exported"] == AT
    assert about["dateline"] == "9.9"
    assert about["casefile_sha256"] == case.digest()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_world_gives_the_same_bytes(world: World, form: str) -> None:
    assert made(Bundle(world), form) == made(Bundle(world), form)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_an_empty_world_can_be_written(world: World, form: str, tmp_path: Path) -> None:
    nothing = Bundle(world, Selection(since="2050"))
    out = tmp_path / "out"
    out.write_bytes(made(nothing, form))
    if form in VALIDATORS:
        assert validate(form, out) == []


def test_acled(bundle: Bundle) -> None:
    rows = table(bundle, "acled")
    assert tuple(rows[0]) == acled.COLUMNS
    strike, capture = rows
    assert strike["event_type"] == "Explosions/Remote violence"
    assert strike["sub_event_type"] == "Air/drone strike"
    assert (strike["actor1"], strike["inter1"]) == ("Air Corps", "1")
    assert (strike["actor2"], strike["inter2"]) == ("Civilians (Afghanistan)", "7")
    assert strike["interaction"] == "17"
    assert strike["civilian_targeting"] == "Civilian targeting"
    assert strike["fatalities"] == "12", "the lowest credible figure"
    assert (strike["iso"], strike["region"], strike["admin1"]) == ("4", "South Asia", "Nimruz")
    assert strike["event_id_cnty"].startswith("AFG")
    assert strike["notes"].startswith("On 3 March 2031, Air Corps carried out an air strike against civilians")
    assert "15 according to witness" in strike["notes"]
    assert "Denied by Air Corps" in strike["notes"]
    assert capture["sub_event_type"] == "Non-state actor overtakes territory"
    assert (capture["interaction"], capture["geo_precision"]) == ("20", "2")
    assert bundle.left_out == {"no source says that it happened": 1}


def test_ucdp(bundle: Bundle) -> None:
    (row,) = table(bundle, "ucdp")
    assert tuple(row) == ucdp.COLUMNS
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "15")
    assert (row["side_a"], row["side_b"], row["type_of_violence"]) == ("Air Corps", "Civilians", "3")
    assert (row["gwnoa"], row["country_id"], row["region"]) == ("700", "700", "Asia")
    assert row["priogrid_gid"] == str(ucdp.priogrid(30.96, 61.86))
    assert row["source_original"] == "Interior Ministry; witness; Air Corps"
    assert bundle.left_out == {"no death": 1, "no use of armed force by an organised actor": 1}


def test_the_prio_grid_cell() -> None:
    assert ucdp.priogrid(-90, -180) == 1
    assert ucdp.priogrid(90, 180) == 259200
    assert ucdp.priogrid(0.1, 0.1) == 180 * 720 + 360 + 1


def test_airwars(bundle: Bundle) -> None:
    (row,) = table(bundle, "airwars")
    assert tuple(row) == airwars.COLUMNS
    assert row["civilian_harm_status"] == "Contested"
    assert (row["undetermined_killed_min"], row["undetermined_killed_max"]) == ("12", "15")
    (belligerent,) = json.loads(row["belligerents"])
    assert (belligerent["name"], belligerent["assessment"]) == ("Air Corps", "denies")
    assert json.loads(row["sources"])[0]["url"] == "https://post.example/1"
    assert row["victims"] == ""


def test_geojson(bundle: Bundle) -> None:
    data = json.loads(made(bundle, "geojson"))
    assert [f["geometry"]["coordinates"] for f in data["features"]] == [[61.86, 30.96], [62.11, 32.37]]
    assert data["features"][0]["properties"]["killed_high"] == 15
    assert all(not isinstance(v, dict | list) for f in data["features"] for v in f["properties"].values())


def test_csv_is_safe_and_whole(bundle: Bundle) -> None:
    rows = table(bundle, "csv")
    assert [r["id"] for r in rows] == ["clm_1", "clm_2", "clm_3", "clm_4"]
    assert rows[3]["publisher"] == "'@Radio"
    assert rows[1]["evidence_start"] == str(A.index("15 had"))


def test_parquet_opens(bundle: Bundle, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    path = tmp_path / "claims.parquet"
    path.write_bytes(made(bundle, "parquet"))
    read = parquet.read_table(path).to_pylist()
    assert [r["killed_low"] for r in read] == [12, 15, None, None]
    assert [r["lat"] for r in read] == [30.96, 30.96, 30.96, 32.37]


def test_parquet_opens_in_duckdb(bundle: Bundle, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    path = tmp_path / "claims.parquet"
    path.write_bytes(made(bundle, "parquet"))
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    assert connection.execute("SELECT sum(killed_low) FROM read_parquet(?)", [str(path)]).fetchone() == (27,)


def test_ftm_is_read_by_its_library(bundle: Bundle) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    entities = [model.get_proxy(json.loads(line)) for line in made(bundle, "ftm").splitlines()]
    events = [e for e in entities if e.schema.name == "Event"]
    known = {e.id for e in entities}
    assert [e.first("startDate") for e in events] == ["2031-03-03", "2031-03-05", None]
    assert events[0].get("involved") == ["actor-corps"]
    assert set(events[0].get("proof")) <= known
    assert events[0].get("country") == ["af"]


def test_hxl_is_read_by_its_library(bundle: Bundle, tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl", reason="libhxl is not installed")
    path = tmp_path / "out.csv"
    path.write_bytes(made(bundle, "hxl"))
    rows = list(hxl.data(str(path), hxl.InputOptions(allow_local=True)))
    assert [r.get("#affected+killed+min") for r in rows] == ["12", None, None]
    assert rows[0].get("#geo+lat") == "30.96"


def test_jsonl_spans_hold_in_the_masked_text(bundle: Bundle) -> None:
    records = [json.loads(line) for line in made(bundle, "jsonl").splitlines()]
    texts = {r["id"]: r["text"] for r in records if r["record"] == "document"}
    assert [len(t) for t in texts.values()] == [len(A), len(B)]

    def spans(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict):
            inner = [s for v in value.values() for s in spans(v)]
            return (
                [value, *inner]
                if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int)
                else inner
            )
        return [s for v in value for s in spans(v)] if isinstance(value, list) else []

    found = [(r["document"], s) for r in records if r["record"] == "claim" for s in spans(r)]
    assert len(found) > 12
    assert all(texts[d][s["start"] : s["end"]] == s["text"] for d, s in found)


@pytest.mark.parametrize(
    ("selection", "titles"),
    [
        (Selection(since="2031-03-04"), ["Capture of Farah Gate"]),
        (Selection(until="2031-03-04"), ["Air strike in Zaranj, 3 March 2031"]),
        (Selection(place="nimruz"), ["Air strike in Zaranj, 3 March 2031"]),
        (Selection(place="AF", types=("territory_taken",)), ["Capture of Farah Gate"]),
        (Selection(place="SY"), []),
        (Selection(disputed=True), ["Air strike in Zaranj, 3 March 2031"]),
        (Selection(reviewed=True), ["Capture of Farah Gate"]),
        (Selection(since="2031-03", until="2031-03-31", place="Zar"), ["Air strike in Zaranj, 3 March 2031"]),
    ],
)
def test_filters(world: World, selection: Selection, titles: list[str]) -> None:
    assert [i.title for i in Bundle(world, selection).incidents] == titles


@pytest.mark.parametrize("date", ["yesterday", "2031-3-4", "31-03-04", ""])
def test_a_filter_that_is_no_date(world: World, date: str) -> None:
    with pytest.raises(UsageError, match="no date"):
        Bundle(world, Selection(since=date))


def test_a_missing_library_says_what_to_install(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    for form, extra in (("ftm", "ftm"), ("hxl", "hxl"), ("parquet", "export")):
        with pytest.raises(SetupError, match=rf"dateline\[{extra}\]"):
            in_memory(form, bundle, AT)


def test_writing_refuses_what_cannot_be(case: Casefile, bundle: Bundle, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format"):
        write(case, bundle, "xls", tmp_path / "x", "9.9")
    with pytest.raises(UsageError, match="does not exist"):
        write(case, bundle, "csv", tmp_path / "no" / "x", "9.9")
    with pytest.raises(UsageError, match="is a folder"):
        write(case, bundle, "csv", tmp_path, "9.9")


@pytest.mark.parametrize(
    ("ends", "toll"),
    [
        ((None, None, None), None), ((12, None, None), (12, 12, 12)), ((None, None, 9), (9, 9, 9)),
        ((12, 12, None), (12, 12, 12)), ((0, None, 5), (0, 0, 5)), ((3, 5, 4), (3, 5, 5)), ((6, 5, None), (5, 5, 5)),
    ],
)  # fmt: skip
def test_open_ends_are_closed(
    ends: tuple[int | None, int | None, int | None], toll: tuple[int, int, int] | None
) -> None:
    found = closed(*ends)
    assert (found and (found.low, found.best, found.high)) == toll


def test_each_export_is_noted_in_the_casefile_for_good(case: Casefile, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dateline.casefile.exported import exported
    from dateline.cli import app

    path = case.path
    case.close()
    words = ["export", "csv", "--case", str(path), "-o", str(tmp_path / "out.csv"), "--names", "all"]
    assert CliRunner().invoke(app, [*words, "--type", "shelling", "--author", "Ana"]).exit_code == 0
    assert CliRunner().invoke(app, ["report", "--case", str(path), "-o", str(tmp_path / "r.html")]).exit_code == 0
    with Casefile(path) as again:
        last, first = exported(again)
        assert (first.who, first.format, first.names, first.selection) == ("Ana", "csv", "all", {"type": ["shelling"]})
        assert first.file == "out.csv"
        assert first.sha256 == hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest()
        assert (last.format, last.names, last.selection) == ("report", "roles", {})
        for change in ("UPDATE exports SET who = 'Ben'", "DELETE FROM exports"):
            with pytest.raises(sqlite3.IntegrityError, match="log of exports"):
                again.connection.execute(change)

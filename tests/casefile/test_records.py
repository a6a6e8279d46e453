"""What passes over a casefile piece by piece gives what it gives of a world in memory, byte for byte."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from made import Teller
from test_near import act, copied, report

from dateline import world
from dateline.casefile import Casefile, records
from dateline.casefile.records import Lately, Loaded, Stored
from dateline.casefile.select import Selection
from dateline.errors import UsageError
from dateline.export.bundle import Bundle
from dateline.export.formats import FORMATS, in_memory, write
from dateline.export.names import POLICIES, check
from dateline.export.tables import write_parquet

AT = "2031-04-01T12:00:00.000000Z"
LIBRARIES = {"ftm": "followthemoney", "hxl": "hxl", "parquet": "pyarrow"}
ASKED = (Selection(), Selection(types=("shelling", "bombing")), Selection(place="Town 1", disputed=True),
         Selection(reviewed=True), Selection(since="2050"))  # fmt: skip


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casefile with copies, and with claims rejected, corrected, added, merged and split."""
    path = tmp_path_factory.mktemp("war") / "war.case"
    draw = random.Random(4)
    readings = [report(n, draw) for n in range(25)]
    readings += [copied(r, n) for n, r in enumerate(draw.sample(readings, 3))]
    with Casefile(path, create=True) as case:
        for reading in readings:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        for _ in range(30):
            judgement = act(case, readings, draw)
            if judgement is None:
                continue
            try:
                world.judged(case, judgement)
            except UsageError:
                continue
    return path


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_an_export_from_the_file_is_that_of_a_world_in_memory(
    judged: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if importlib.util.find_spec(LIBRARIES.get(form, "json")) is None:
        pytest.skip(f"the library for {form} is not installed")
    monkeypatch.setattr(records, "AT_A_TIME", 4)
    monkeypatch.setattr("dateline.export.bundle.AT_A_TIME", 4)
    with Casefile(judged) as case:
        loaded = world.build(case)
        for selection in ASKED:
            for policy in POLICIES:
                there = Bundle(loaded, selection, check(policy))
                here = Bundle(Stored(case), selection, check(policy))
                assert in_memory(form, here, AT) == in_memory(form, there, AT), (selection, policy)
                assert (here.left_out, here.size) == (there.left_out, there.size)


def test_the_records_of_the_file_are_those_in_memory(judged: Path) -> None:
    with Casefile(judged) as case:
        there, here = Loaded(world.build(case)), Stored(case)
        for name in ("producer", "actors", "states", "reliability"):
            assert getattr(here, name) == getattr(there, name), name
        assert set(here.reviewed) == set(there.reviewed)
        assert list(here.incidents(Selection())) == list(there.incidents(Selection()))
        assert list(here.reports()) == list(there.reports())
        assert list(here.holdings()) == list(there.holdings())


def test_parquet_in_row_groups_has_all_rows(judged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    monkeypatch.setattr("dateline.export.tables.GROUP", 8)
    monkeypatch.setattr("dateline.export.tables.BATCH", 4)
    with Casefile(judged) as case:
        bundle = Bundle(Stored(case))
        assert write_parquet(bundle, tmp_path / "claims.parquet") == bundle.size.claims
        ids = [c.id for c in bundle.claims]
    made = parquet.ParquetFile(tmp_path / "claims.parquet")
    assert made.num_row_groups == -(-len(ids) // 8)
    assert made.read().column("id").to_pylist() == ids


def test_an_export_that_breaks_off_leaves_what_stood_there(
    judged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.export.tables._masked", stop)
    with Casefile(judged) as case, pytest.raises(KeyboardInterrupt):
        write(case, Bundle(Stored(case)), "csv", out, "9.9")
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert out.read_text() == "before"


def test_what_was_asked_for_lately_is_kept_and_the_rest_loaded_again() -> None:
    loaded: list[list[int]] = []

    def load(keys: list[int]) -> dict[int, int]:
        loaded.append(list(keys))
        return {k: k * k for k in keys if k != 7}

    lately: Lately[int, int] = Lately(load, 3)  # type: ignore[arg-type]
    assert lately.many([1, 2, 7]) == {1: 1, 2: 4}
    assert lately.many([2, 1]) == {2: 4, 1: 1}
    assert lately.many([3, 4, 5, 2, 6]) == {3: 9, 4: 16, 5: 25, 2: 4, 6: 36}
    assert lately.get(7) is None
    assert loaded == [[1, 2, 7], [3, 4, 5, 6], [7]]

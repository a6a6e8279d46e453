"""The index: built once, found by several processes, searched with scores; dumps imported."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.ground.gazetteer import Gazetteer
from dateline.ground.gazetteer_build import compile_rows, distance
from dateline.ground.gazetteer_sources import PRIMARY, REGIONS, Row, dump, known_regions, supplement
from dateline.ground.gazetteer_tools import described, fetch, import_dump, search
from dateline.lexicon import first_line, read_text

LINE = "\t".join(
    ["999000001", "Tall Qarnab", "Tall Qarnab", "Tell Karnab,تل قرنب", "35.5", "37.25", "P", "PPL", "SY", "", "09",
     "", "", "", "0", "", "410", "Asia/Damascus", "2020-01-01"]
)  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def row(number: int, name: str, kind: str, lat: float | None, lon: float | None, **more: int) -> Row:
    return Row(f"geonames:{number}", name, kind, lat, lon, "SY", names=((name, PRIMARY),), **more)  # type: ignore[arg-type]


def test_what_is_made_of_geonames_regions_is_whole() -> None:
    """The index is built anew when the first line of the file changes, which has a checksum of the rest."""
    text = read_text(REGIONS)
    body = text[text.index("level,") :]
    assert first_line(REGIONS).split()[-1] == hashlib.sha256(body.encode()).hexdigest()[:16]
    known = known_regions()
    assert {r.level for r in known} == {0, 1, 2}
    towns = [t for r in known for t in r.towns]
    assert len(towns) == len(set(towns)) > 230_000


def test_a_town_lies_in_its_region(gazetteer: Gazetteer) -> None:
    (town,) = [f for f, _ in gazetteer.exact("Zakho") if f.kind == "city"]
    assert town.admin1 is not None or town.admin2 is not None


def test_compiled(tmp_path: Path) -> None:
    rows = [
        row(1, "Syria", "country", 35.0, 38.0),
        row(2, "Northland", "admin1", None, None),
        row(3, "Bakra", "city", 36.0, 38.0, population=500, parent=2),
        row(4, "Sumra", "city", 37.0, 38.0, population=700, parent=2),
        Row("place_x", "Wadi Test", "area", 36.1, 38.1, "SY", names=(("Wadi Test", PRIMARY),)),
    ]
    compile_rows(rows, tmp_path / "g.bin", "test")
    compiled = Gazetteer(tmp_path / "g.bin")
    region = compiled.exact("northland")[0][0]
    assert (region.lat, region.lon, region.population) == (36.5, 38.0, 1200)
    assert compiled.exact("Wadi Test")[0][0].admin1 == region.index
    assert compiled.exact("BAKRA")[0][0].id == "geonames:3"
    assert [p.name for p, _ in compiled.alike("Soumra")] == ["Sumra"]
    assert compiled.exact("") == () == compiled.exact("nowhere at all")
    assert not list(tmp_path.glob("*.part"))


def test_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "g.bin"
    path.write_bytes(b"not a gazetteer at all")
    with pytest.raises(GazetteerError, match=r"g\.bin"):
        Gazetteer(path)


def test_supplement() -> None:
    rows = list(supplement())
    assert len(rows) >= 3000
    assert len({r.country for r in rows}) >= 25
    assert len({r.id for r in rows}) == len(rows)
    for r in rows:
        assert r.lat is not None
        assert r.lon is not None
        assert -90 <= r.lat <= 90
        assert -180 <= r.lon <= 180


def test_supplement_lies_in_its_country(gazetteer: Gazetteer) -> None:
    """Rows of ours are near towns of their country, even in empty lands: a swapped sign is found by this."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for p in gazetteer.places():
        if p.kind in ("city", "capital") and p.lat is not None and p.lon is not None:
            towns.setdefault(p.country, []).append((p.lat, p.lon))
    far = []
    for r in supplement():
        if (
            not r.country
            or r.kind in ("water", "area", "mountain", "island", "region")
            or r.lat is None
            or r.lon is None
        ):
            continue
        near = (t for t in towns.get(r.country, ()) if abs(t[0] - r.lat) < 3)
        if min((distance(r.lat, r.lon, *t) for t in near), default=9999.0) > 270:
            far.append((r.name, r.country))
    assert far == []


def test_search(gazetteer: Gazetteer) -> None:
    found = search(gazetteer, "Abu Kamal")
    assert (found[0].place.country, found[0].region) == ("SY", "Dayr az Zawr")
    assert found[0].score == pytest.approx(sum(w for _, w in found[0].why), abs=0.01)
    assert any("Kamāl" in line for line in described(found))
    assert {c.place.country for c in search(gazetteer, "Tripoli", "LB")} == {"LB"}
    assert search(gazetteer, "Qqqqzz") == []


def test_import(tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(LINE + "\n", encoding="utf-8")
    assert import_dump(file, tmp_path / "data") == ("SY", 1)
    assert (tmp_path / "data" / "SY.txt").read_text(encoding="utf-8") == LINE + "\n"
    place = next(dump([LINE], "SY.txt"))
    assert (place.kind, place.name, [n for n, _ in place.names]) == (
        "village",
        "Tall Qarnab",
        ["Tall Qarnab", "Tell Karnab", "تل قرنب"],
    )


@pytest.mark.parametrize(
    ("name", "content"), [("SY.txt", "a\tb\n"), ("SY.zip", "no zip"), ("notes.txt", LINE), ("SY.txt", "")]
)
def test_import_of_something_else(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError):
        import_dump(tmp_path / name, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_fetch_without_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(GazetteerError, match="no network"):
        fetch("SY", tmp_path, address="https://gazetteer.invalid/{code}.zip")
    with pytest.raises(GazetteerError, match="two letters"):
        fetch("Syria", tmp_path)

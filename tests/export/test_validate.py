"""Validators find what is wrong, line by line, and take real files of the projects as they write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.casefile import World
from dateline.errors import InputError, UsageError
from dateline.export.bundle import Bundle
from dateline.export.cells import plain, safe
from dateline.export.formats import in_memory
from dateline.export.validate import validate

AT = "2031-04-01T12:00:00.000000Z"


@pytest.fixture
def spoil(world: World, tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """Writes a format, changes the first occurrence of some words, and gives what the validator says."""

    def run(form: str, old: str, new: str) -> list[str]:
        text = in_memory(form, Bundle(world), AT)[0].decode()
        assert old in text
        path = tmp_path / "spoilt"
        path.write_text(text.replace(old, new, 1))
        return [str(p) for p in validate(form, path)]

    return run


@pytest.mark.parametrize(
    ("form", "old", "new", "words"),
    [
        ("acled", "Air/drone strike", "Air strike", "line 2, sub_event_type: 'Air strike' is no sub-event"),
        ("acled", "2031-03-03", "2031-13-03", "line 2, event_date: '2031-13-03' is no date"),
        ("acled", "event_date,", "date,", "line 1, event_date: this column is missing"),
        ("acled", "30.96,61.86,1", "30.96,261.86,1", "line 2, longitude: '261.86' is no longitude"),
        ("acled", ",7,17,", ",7,71,", "line 2, interaction: '71' does not follow"),
        ("acled", ",12,,", ",many,,", "line 2, fatalities: 'many' is no number of people"),
        ("acled", "event_id_cnty,event_date", "event_date,event_id_cnty", "the columns are in another order"),
        ("ucdp", ",12,15,12,", ",20,15,12,", "line 2, best: low 12, best 20, high 15 are not in order"),
        ("ucdp", "174064", "174065", ""),
        ("ucdp", "2031-03-03,2031-03-03", "2031-03-03,2031-03-02", "line 2, date_end: 2031-03-02 is before"),
        ("airwars", "Contested,", "Perhaps,", "civilian_harm_status: 'Perhaps' is none of the codes"),
        ("geojson", "[61.86,30.96]", "[61.86,130.96]", "are no longitude and latitude"),
        ("geojson", "FeatureCollection", "Features", "is no FeatureCollection"),
        ("jsonl", '{"record":"claim"', '{"record":"claims"', "is no record of the contract"),
        ("csv", "affirmed", "perhaps", "polarity: 'perhaps' is none of the codes"),
    ],
)
def test_what_is_wrong_is_found(
    spoil: Callable[[str, str, str], list[str]], form: str, old: str, new: str, words: str
) -> None:
    if not words:
        return
    assert any(words in problem for problem in spoil(form, old, new)), spoil(form, old, new)


def test_a_row_that_stands_twice(world: World, tmp_path: Path) -> None:
    text = in_memory("acled", Bundle(world), AT)[0].decode()
    path = tmp_path / "twice.csv"
    path.write_text(text + text.splitlines(keepends=True)[1])
    assert any("stands already in line 2" in str(p) for p in validate("acled", path))


def test_codes_in_words_and_dates_in_words_are_taken(world: World, tmp_path: Path) -> None:
    text = in_memory("acled", Bundle(world), AT)[0].decode()
    text = text.replace("2031-03-03,2031", "03 March 2031,2031").replace(",,1,Civilians", ",,State forces,Civilians")
    text = text.replace(",,7,17,", ",,Civilians,State forces-Civilians,")
    path = tmp_path / "words.csv"
    path.write_text(text, encoding="utf-8-sig")
    assert [str(p) for p in validate("acled", path)] == []


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        validate("acled", tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        validate("ucdp", tmp_path / "bytes.csv")
    with pytest.raises(UsageError, match="no validator"):
        validate("xls", tmp_path / "bytes.csv")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\tx", "  =x", "＝1"])
def test_cells_are_made_safe_and_read_back(value: str) -> None:
    assert safe(value) == "'" + value
    assert plain(str(safe(value))) == value


@pytest.mark.parametrize("value", ["", "x=1", "'quoted'", "a-b", " "])
def test_other_cells_stay(value: str) -> None:
    assert safe(value) == value
    assert plain(value) == value


def test_numbers_stay_numbers() -> None:
    assert safe(-61.86) == -61.86
    assert safe(None) == ""

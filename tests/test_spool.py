"""What is written report by report is what the whole would be, and a full disk leaves nothing half-written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.errors import OutputError
from dateline.incidents import join, needed
from dateline.incidents.facts import facts_of
from dateline.incidents.rules import load_rules
from dateline.ingest import documents
from dateline.machine import Machine
from dateline.model import Document
from dateline.pipeline import assemble, write
from dateline.reading import Reading

EXAMPLES = Path(__file__).parent.parent / "examples"
TOLD = "Six people were killed when shells hit the market of Loma Plata on 11 March 2031, medics said."
DOCUMENTS = [
    Document(id="a", uri="u:a", publisher="Post", published="2031-03-12", text=TOLD),
    Document(id="b", uri="u:b", published="2031-03-12", text=f'{TOLD} "incident":null, "copies_of":null, he added.'),
    Document(id="c", uri="u:c", text="Nada.", language="es"),
    Document(id="a", uri="u:again", publisher="Post", published="2031-03-12", text=TOLD),  # an id comes once more
    Document(id="d", uri="u:d", text=""),
]


def test_the_examples_are_written_as_they_would_be_whole(machine: Machine, tmp_path: Path) -> None:
    whole = dateline.read(EXAMPLES, machine=machine)
    out = tmp_path / "out.json"
    written = write(documents([str(EXAMPLES)]), out, machine=machine)
    assert out.read_bytes() == whole.to_json()
    assert (written.reports, written.claims) == (len(whole.documents), len(whole.claims))
    assert (written.incidents, written.unresolved_dates) == (len(whole.incidents), whole.unresolved_dates)
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("number", range(len(DOCUMENTS) + 1))
def test_odd_reports_are_written_as_they_would_be_whole(machine: Machine, tmp_path: Path, number: int) -> None:
    whole = assemble(list(machine.readings(DOCUMENTS[:number])), machine.producer)
    write(DOCUMENTS[:number], tmp_path / "out.json", machine=machine)
    assert (tmp_path / "out.json").read_bytes() == whole.to_json()
    assert [d.copies_of for d in whole.documents if d.id == "b"] == ["a"][: max(0, number - 1)]


def test_to_standard_output(machine: Machine, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(DOCUMENTS, None, machine=machine)
    whole = assemble(list(machine.readings(DOCUMENTS)), machine.producer)
    assert capfdbinary.readouterr().out == whole.to_json() + b"\n"


def test_joining_looks_at_nothing_that_is_left_out(machine: Machine) -> None:
    told = "Nine people were killed in an ambush near Loma Plata, the governor said on Sunday."  # no day of its own
    found = [Document(id="e", uri="u:e", published="2031-03-18", text=told), *DOCUMENTS]
    readings = [*machine.readings(found), *machine.readings(documents([str(EXAMPLES)]))]  # type: ignore[arg-type]
    rules = load_rules()
    facts = [f for r in readings for f in facts_of(r, rules)]
    assert facts == [f for r in readings for f in facts_of(needed(r), rules)]
    assert any(f.told for f in facts)
    assert holdings_of(readings) == holdings_of([needed(r) for r in readings])


def holdings_of(readings: list[Reading]) -> list[tuple[object, ...]]:
    return [(h.place.id, h.holder, h.start, h.end, h.claims, h.contested_by) for h in join(readings).holdings]


class Full:
    """A file for which there is no room: at once, or when what was kept back has to go to the disk."""

    def __init__(self, writes: int) -> None:
        self.writes = writes

    def writelines(self, lines: Any) -> None:
        self.writes -= 1
        if self.writes < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    def seek(self, to: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def close(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("writes", [0, 2, 99])
@pytest.mark.parametrize("named", [True, False])
def test_a_full_disk_leaves_what_was_there(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int, named: bool
) -> None:
    out = tmp_path / "out.json"
    out.write_bytes(b"old")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Full(writes))
    with pytest.raises(OutputError, match="cannot be written, the disk is full; make room and run again") as told:
        write(DOCUMENTS, out if named else None, machine=machine)
    assert ("out.json" in str(told.value)) == named
    assert out.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]

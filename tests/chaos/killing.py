"""Kills processes that work on a casefile at random moments, again and again, and looks at what is left.

    python tests/chaos/killing.py FOLDER --seed 1 --rounds 100

A round is one casefile. Up to two processes at a time read into it, judge, export and read anew; each writes down, in
a file of its own, what it was told is done (the acknowledgements). They are killed (SIGKILL) after a random number of
SQLite's own steps, which is in the middle of a statement, a commit or a merge of the log, or after a random time, which
is anywhere. After each kill another process looks: all that was acknowledged stands, whole; the file is sound; the
world that it shows is the one that its claims and judgements make. At the end one process does the rest undisturbed.

Processes are forked from this one, which has everything loaded: a kill costs hundredths of a second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "casefile")]

from made import Teller, read, tell  # noqa: E402

import dateline.pipeline  # noqa: E402, F401 -- loaded before the first fork, and not in each
from dateline import world  # noqa: E402
from dateline.casefile import Casefile, Judgement  # noqa: E402
from dateline.casefile.db import transaction  # noqa: E402
from dateline.casefile.judgements import judgements  # noqa: E402
from dateline.errors import UsageError  # noqa: E402
from dateline.export.bundle import Bundle  # noqa: E402
from dateline.export.formats import write  # noqa: E402
from dateline.model import Document  # noqa: E402
from dateline.reading import Reading  # noqa: E402

VERSIONS = (("1.0", 0), ("1.1", 0), ("1.2", 1), ("1.3", 0))  # 1.2 reads every toll one higher: other claims
STORIES = [
    tell(
        f"Paper {n % 4}", f"2031-01-{n % 9 + 1:02}",
        f"{('Oramo', 'Lessing')[n % 2]} was shelled and {n + 1} people died, the mayor said. Rebels took it. " * 3,
    ).document
    for n in range(12)
]  # fmt: skip


class Diary:
    """What this process was told is done, line by line; a line that is written survives the process."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def __call__(self, *what: object) -> None:
        os.write(self._file, json.dumps(what).encode() + b"\n")


def work(path: Path, diary: Diary, seed: int, *, steps: int, kill_after: int | None) -> None:
    """Some steps of work on a casefile. ``kill_after``: SQLite steps (hundreds of instructions) until it dies."""
    rng = random.Random(seed)
    with Casefile(path, create=True) as case:
        if kill_after is not None:
            left = iter(range(kill_after))
            case.connection.set_progress_handler(lambda: next(left, None) is None and _die(), 100)
        for _ in range(steps):
            rng.choice((_read, _read, _judge, _judge, _export, _reread))(case, diary, rng)


def _die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def _read(case: Casefile, diary: Diary, rng: random.Random) -> None:
    version, shift = VERSIONS[rng.randrange(2)]
    documents = rng.sample(STORIES, rng.randrange(1, 5))
    done = world.read_into(
        case, documents, machine=Teller(version, shift),
        on_item=lambda d: isinstance(d, Document) and diary("read", d.id, version),
    )  # fmt: skip
    diary("run", done.read + done.known)


def _reread(case: Casefile, diary: Diary, rng: random.Random) -> None:
    version, shift = rng.choice(VERSIONS[:3])
    world.reread(
        case, machine=Teller(version, shift),
        on_item=lambda d: isinstance(d, Document) and diary("read", d.id, version),
    )  # fmt: skip


def _judge(case: Casefile, diary: Diary, rng: random.Random) -> None:
    claims = [c.id for s in case.readings() for c in s.reading.claims]
    if len(claims) < 2:
        return
    chosen = tuple(rng.sample(claims, 2))
    kind = rng.choice(("accept", "reject", "merge", "note"))
    told = Judgement(kind=kind, target=chosen[0], claims=chosen, author="A", reason=f"B{rng.random()}")
    try:
        done, _ = world.judge(case, told)
    except UsageError:  # the other process has read these documents anew meanwhile
        return
    diary("judged", done.id, done.reason)


def _export(case: Casefile, diary: Diary, rng: random.Random) -> None:
    if not case.query("SELECT 1 FROM readings LIMIT 1"):
        return
    form = rng.choice(("jsonl", "acled", "geojson"))
    out = case.path.with_suffix(f".{form}")
    write(case, Bundle(world.build(case)), form, out, "1")
    diary("exported", form)


def look(path: Path, diaries: list[Path]) -> None:
    """Raises AssertionError if anything acknowledged is gone, or if what is there is not whole."""
    told = [json.loads(line) for diary in diaries if diary.exists() for line in diary.read_bytes().splitlines()]
    if not path.exists():
        assert not told, "a casefile that was written to is gone"
        return
    with Casefile(path, create=True) as case:
        assert case.check() == [], case.check()
        for table in ("document_search", "claim_search"):
            with transaction(case.connection):
                case.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        _acknowledged(case, told)
        _whole(case)
        if case.readings():  # beside what is kept, all joined anew in memory
            made = world.world(case, until=case.clock()).output
            assert world.build(case).output == made, "the world shown is not that of the claims and judgements"
    for out in (path.with_suffix(f".{form}") for form in ("jsonl", "acled", "geojson")):
        _exported(out)


def _acknowledged(case: Casefile, told: list[list[Any]]) -> None:
    kept = {
        (r["document"], r["version"])
        for r in case.query("SELECT r.document, p.version FROM readings r JOIN producers p ON p.id = r.producer")
    }
    rows = {(j.id, j.reason) for j in judgements(case)}
    for what, *values in told:
        if what == "read":
            assert tuple(values) in kept, f"a reading that was acknowledged is gone: {values}"
        elif what == "judged":
            assert tuple(values) in rows, f"a judgement that was acknowledged is gone: {values}"


def _whole(case: Casefile) -> None:
    """Each reading is stored whole or not at all, and is what its version reads."""
    shifts = dict(VERSIONS)
    documents = {d.id: d for d in case.documents()}
    assert {d.id for d in STORIES} >= documents.keys()
    for row in case.query("SELECT r.id, r.document, p.version FROM readings r JOIN producers p ON p.id = r.producer"):
        wanted: Reading = read(documents[row["document"]], shift=shifts[row["version"]])
        found = case.query("SELECT id FROM claim_rows WHERE reading = ? ORDER BY ordinal", row["id"])
        assert [r["id"] for r in found] == [c.id for c in wanted.claims]


def _exported(out: Path) -> None:
    """An export is there whole, or not at all."""
    if not out.exists():
        return
    data = out.read_bytes()
    if out.suffix == ".jsonl":
        assert [json.loads(line) for line in data.splitlines()]
    elif out.suffix == ".geojson":
        assert json.loads(data)["type"] == "FeatureCollection"
    assert data.endswith((b"\n", b"}")), "an export breaks off"
    manifest = out.with_name(out.name + ".manifest.json")
    if manifest.exists():
        assert len(json.loads(manifest.read_bytes())["sha256"]) == len(hashlib.sha256().hexdigest())


def forked(action: Callable[[], None]) -> int:
    """Runs the action in a process of its own; gives its number."""
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        action()
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def ended(number: int) -> int:
    """The exit code of a process, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def one_round(folder: Path, seed: int) -> dict[str, int]:
    """One casefile: some kills, and then the rest in peace. Gives how many processes were killed, and how."""
    rng = random.Random(seed)
    path = folder / "war.case"
    diaries: list[Path] = []
    counts = {"inside SQLite": 0, "anywhere": 0, "not killed": 0}
    for _ in range(rng.randrange(2, 6)):
        running: list[tuple[int, bool]] = []
        for _ in range(rng.choice((1, 1, 2))):
            diary = folder / f"diary{len(diaries)}"
            diaries.append(diary)
            after = int(10 ** rng.uniform(0, 3.5)) if rng.random() < 0.6 else None
            seed, steps = rng.randrange(2**32), rng.randrange(1, 6)
            number = forked(
                lambda d=diary, s=seed, n=steps, a=after: work(path, Diary(d), s, steps=n, kill_after=a)  # type: ignore[misc]
            )
            running.append((number, after is None))
        for number, timed in running:
            if timed:
                time.sleep(10 ** rng.uniform(-3, -0.5))
                os.kill(number, signal.SIGKILL)
            code = ended(number)
            assert code in (0, -signal.SIGKILL), f"a process ended with {code}"
            counts["not killed" if code == 0 else "anywhere" if timed else "inside SQLite"] += 1
        assert ended(forked(lambda: look(path, diaries))) == 0, "see above"
    assert ended(forked(lambda: _the_rest(path, Diary(folder / "last")))) == 0, "see above"
    assert ended(forked(lambda: look(path, [*diaries, folder / "last"]))) == 0, "see above"
    return counts


def _the_rest(path: Path, diary: Diary) -> None:
    with Casefile(path, create=True) as case:
        done = world.read_into(case, STORIES, machine=Teller(VERSIONS[-1][0]))
        assert (done.read, done.failures) == (len(STORIES), ())
        assert {s.reading.document.id for s in case.readings()} == {d.id for d in STORIES}
        _export(case, diary, random.Random(0))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=100)
    args = parser.parse_args()
    total: dict[str, int] = {}
    for seed in range(args.seed, args.seed + args.rounds):
        folder = args.folder / str(seed)
        folder.mkdir(parents=True)
        try:
            counts = one_round(folder, seed)
        except AssertionError as e:
            print(f"seed {seed}: {e}; what is left stands in {folder}", flush=True)
            return 1
        for how, n in counts.items():
            total[how] = total.get(how, 0) + n
        for rest in folder.iterdir():
            rest.unlink()
        folder.rmdir()
    print(json.dumps({"rounds": args.rounds, **total}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

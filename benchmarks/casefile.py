"""How large a casefile may be: the desk, each judgement and each command on one of many made-up claims.

    python benchmarks/casefile.py --claims 100000 [--case FILE] [--only add desk judge commands exports reread]

The reports are made up (``made_claims.py``), each with as many mentions and attributions as a real one has. With --case
the file is kept, and used again where it is there. Wall-clock seconds, processor seconds in brackets (on a machine that
others use they say more), and the peak memory of the process in MiB.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

import msgspec
from made_claims import SPOTS

from dateline import world
from dateline.casefile import Casefile
from dateline.model import Attribution, Document, Mention, Producer, Span
from dateline.reading import Reading
from dateline.version import __version__

PRODUCER = Producer(version=__version__, model="made", ontology="dateline/1", gazetteer="made")
WORDS, MENTIONS, ATTRIBUTIONS = 400, 30, 8  # of a report
LIBRARIES = {"ftm": "followthemoney", "hxl": "hxl", "parquet": "pyarrow"}
FORMATS = ("acled", "ucdp", "airwars", "geojson", "csv", "parquet", "ftm", "hxl", "jsonl", "report")


class Spent(NamedTuple):
    """Wall-clock and processor seconds (of this process: where it asks itself over loopback, of both sides)."""

    wall: float
    cpu: float


def timed(what: Callable[[], Any]) -> tuple[Spent, Any]:
    began, busy = time.perf_counter(), time.process_time()
    done = what()
    return Spent(time.perf_counter() - began, time.process_time() - busy), done


def full(reading: Reading) -> Reading:
    """The reading with the words, mentions and attributions that a real report would have beside its claims."""
    d = reading.document
    draw = random.Random(d.id)
    rest = " ".join(
        SPOTS[min(len(SPOTS) - 1, int(draw.paretovariate(0.5)))] for _ in range(WORDS - len(d.text.split()))
    )
    d = msgspec.structs.replace(d, text=f"{d.text} {rest}.")
    span = Span(start=0, end=3, text=d.text[:3])
    return Reading(
        d, reading.actors, tuple(Mention(document=d.id, kind="actor", span=span) for _ in range(MENTIONS)),
        tuple(Attribution(document=d.id, source=span, cue=span, content=(span,)) for _ in range(ATTRIBUTIONS)),
        reading.claims,
    )  # fmt: skip


def make(path: Path, claims: int) -> None:
    """A casefile with about this many claims, not joined yet."""
    from made_claims import world as made

    with Casefile(path, create=True) as case:
        case.connection.execute("PRAGMA synchronous = OFF")
        for reading in made(claims)[0]:
            case.add(full(reading), PRODUCER)


def join(path: Path) -> None:
    with Casefile(path) as case:
        world.refresh(case)


def peak(who: int = resource.RUSAGE_SELF) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


class Reader:
    """A version that reads the same claims again: what rereading costs beside the reading itself."""

    producer = Producer(version=__version__ + "+again", model="made", ontology="dateline/1", gazetteer="made")

    def __init__(self, path: Path) -> None:
        self._case = Casefile(path, write=False)

    def readings(self, docs: Iterable[Document], jobs: int = 1) -> Iterator[Reading]:
        for doc in docs:
            yield self._case.readings(document=doc.id)[0].reading


def reread(path: Path) -> None:
    with Casefile(path) as case:
        case.connection.execute("PRAGMA synchronous = OFF")
        world.reread(case, machine=Reader(path))


def apart(*words: str) -> tuple[Spent, float]:
    """What this script, or the command line, takes in a process of its own, and its peak memory."""
    began = time.perf_counter()
    code = (
        "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024); sys.exit(done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed: {done.stderr[-2000:]}")
    busy, memory = done.stdout.split()[-2:]
    return Spent(time.perf_counter() - began, float(busy)), float(memory)


def say(what: str, spent: Spent | None, memory: float | None = None, note: str = "") -> None:
    times = f"{spent.wall:9.3f} s ({spent.cpu:.3f})" if spent else ""
    print(f"  {what:36}{times:22}" + (f"{memory:8.0f} MiB" if memory else "") + f"  {note}".rstrip(), flush=True)


def add(path: Path, heap: int = 50) -> None:
    """New reports, as ``dateline read --case`` joins them: nine times one, then a heap; without their reading."""
    from made_claims import world as made

    fresh = made(6 * (9 + heap), seed=random.randrange(1 << 30))[0]
    with Casefile(path) as case:
        world.refresh(case)
        spent = []
        for reading in fresh[:9]:
            case.add(full(reading), PRODUCER)
            spent.append(timed(lambda: world.refresh(case))[0])
        middle = sorted(spent, key=lambda s: s.cpu)[len(spent) // 2]
        say("one report more", middle, peak(), f"at worst ({max(s.cpu for s in spent):.3f})")
        for reading in fresh[9 : 9 + heap]:
            case.add(full(reading), PRODUCER)
        say(f"{heap} reports more", timed(lambda: world.refresh(case))[0], peak())


def commands(path: Path) -> None:
    with Casefile(path, write=False) as case:
        incident, claim = case.query(
            "SELECT incident, claim FROM world_claims WHERE incident IS NOT NULL ORDER BY ordinal DESC LIMIT 1"
        )[0]
        words = case.query("SELECT evidence FROM claim_rows WHERE id = ?", claim)[0][0].split()
    cli = [sys.executable, "-m", "dateline"]
    for name, more in (
        ("incidents", []), ("incidents --type bombing --since 2032", ["--type", "bombing", "--since", "2032"]),
        ("incidents --json", ["--json"]),
    ):  # fmt: skip
        say(name, *apart(*cli, "incidents", *more, "--case", str(path)))
    say("show", *apart(*cli, "show", incident, "--case", str(path)))
    say("explain", *apart(*cli, "explain", claim, "--case", str(path)))
    say("search, a rare word", *apart(*cli, "search", words[4], "--case", str(path)))
    say("search, a word of most reports", *apart(*cli, "search", "left", "--case", str(path)))
    say("judge accept", *apart(*cli, "judge", "accept", claim, "--author", "A", "--case", str(path)))
    say("check", *apart(*cli, "check", "--case", str(path)))


def exports(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMATS:
            if form in LIBRARIES and importlib.util.find_spec(LIBRARIES[form]) is None:
                print(f"  export {form}: its library is not installed", flush=True)
                continue
            out = Path(folder) / f"out.{form}"
            words = ["report"] if form == "report" else ["export", form]
            spent, memory = apart(sys.executable, "-m", "dateline", *words, "--case", str(path), "-o", str(out))
            say(f"export {form}", spent, memory, f"{out.stat().st_size / 1e6:.0f} MB")
            out.unlink()


class Client:
    """The desk, asked over loopback as the page asks it."""

    def __init__(self, path: Path) -> None:
        import uvicorn

        from dateline.cli_desk import Stages
        from dateline.serve import Desk, make_app

        class Quiet(Stages):
            """Without the gazetteer, whose size has nothing to do with the casefile's."""

            def places(self, name: str) -> list[Any]:
                return []

        self.server = uvicorn.Server(uvicorn.Config(make_app(Desk(path, Quiet())), port=0, log_level="error"))
        threading.Thread(target=self.server.run, daemon=True).start()
        while not self.server.started:
            time.sleep(0.005)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{port}/api/"

    def get(self, path: str, **query: Any) -> Any:
        asked = "?" + urllib.parse.urlencode(query) if query else ""
        with urllib.request.urlopen(self.base + path + asked) as answer:
            return json.load(answer)

    def judge(self, **act: Any) -> Any:
        head = {"X-Dateline": "desk", "Content-Type": "application/json"}
        body = json.dumps({"author": "A", "reason": "looked", **act}).encode()
        with urllib.request.urlopen(urllib.request.Request(self.base + "judgements", body, head)) as answer:
            return json.load(answer)


def desk(path: Path) -> None:
    def open_() -> Client:
        made = Client(path)
        made.get("meta")
        return made

    spent, client = timed(open_)
    say("the desk is up", spent)

    def view() -> None:
        for name in ("meta", "incidents", "points", "days"):
            client.get(name)

    say("first view: meta, list, map, days", timed(view)[0])
    for name, path_, query in (
        ("list, filtered by type", "incidents", {"type": "bombing"}),
        ("list, a place", "incidents", {"place": "Town 7"}),
        ("list, words", "incidents", {"words": "bakamu"}),
        ("list, a word of most reports", "incidents", {"words": "left"}),
        ("map, filtered by stance", "points", {"stance": "reports"}),
        ("days, disputed", "days", {"disputed": "true"}),
        ("list, the last page", "incidents", {"offset": client.get("meta")["incidents"] - 10}),
    ):
        say(name, timed(lambda p=path_, q=query: client.get(p, **q))[0])
    rows = client.get("incidents", limit=1000)["rows"]
    largest = max(rows, key=lambda r: r["claims"])
    say("an incident", timed(lambda: client.get(f"incidents/{rows[500]['id']}"))[0])
    spent, seen = timed(lambda: client.get(f"incidents/{largest['id']}"))
    say(f"an incident of {largest['claims']} claims", spent)
    say("a report", timed(lambda: client.get(f"reports/{seen['claims'][0]['report']}"))[0])
    say("holdings", timed(lambda: client.get("holdings"))[0])
    client.server.should_exit = True
    say("memory of the desk", None, peak())


def judge(path: Path, each: int = 25) -> None:
    """Every judgement ``each`` times on random claims, and the list asked for after it; the median and the worst."""
    client = Client(path)
    client.get("meta")
    draw = random.Random(3)
    total = client.get("meta")["incidents"]
    undo: list[int] = []

    def some() -> dict[str, Any]:
        row = client.get("incidents", offset=draw.randrange(total - 300), limit=1)["rows"][0]
        return dict(client.get(f"incidents/{row['id']}"))

    def act(kind: str) -> dict[str, Any]:
        one = some()
        claims = [c["claim"]["id"] for c in one["claims"]]
        if kind == "merge":
            return {"refs": [one["row"]["id"], some()["row"]["id"]]}
        if kind == "split":
            while len(claims) < 2:
                claims = [c["claim"]["id"] for c in some()["claims"]]
            return {"refs": claims[:1]}
        if kind == "correct":
            return {"refs": claims[:1], "field": "when", "value": {"start": "2031-05-05", "end": "2031-05-05"}}
        if kind == "reliability":
            return {"refs": [f"Paper {draw.randrange(60)}"], "value": draw.choice(("high", "low"))}
        if kind == "undo":
            return {"refs": [str(undo.pop())]}
        return {"refs": claims[:1]}

    for kind in ("accept", "note", "reject", "correct", "merge", "split", "undo", "reliability"):
        spent, after = [], []
        for _ in range(each if kind != "reliability" else 3):
            request = act(kind)
            taken, done = timed(lambda r=request, k=kind: client.judge(kind=k, **r))
            spent.append(taken)
            after.append(timed(lambda: client.get("incidents"))[0])
            if kind not in ("undo", "reliability"):
                undo.append(done["act"]["id"])
        middle = sorted(spent, key=lambda s: s.cpu)[len(spent) // 2]
        worst, later = max(s.cpu for s in spent), max(s.cpu for s in after)
        say(kind, middle, note=f"at worst ({worst:.3f}), the list after it ({later:.3f})")
    client.server.should_exit = True
    say("memory of the desk", None, peak())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--only", nargs="*", default=["add", "desk", "judge", "commands", "exports", "reread"])
    parser.add_argument("--run", help=argparse.SUPPRESS)
    args = parser.parse_args()
    steps = {"make": lambda p: make(p, args.claims), "join": join, "add": add, "desk": desk, "judge": judge,
             "commands": commands, "exports": exports, "reread": reread}  # fmt: skip
    if args.run:
        steps[args.run](args.case)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = args.case or Path(folder) / "made.case"
        here = [sys.executable, __file__, "--claims", str(args.claims), "--case", str(path), "--run"]
        if not path.exists():
            say("made", *apart(*here, "make"))
            say("joined and stored", *apart(*here, "join"), f"{path.stat().st_size / 1e6:.0f} MB")
        for step in args.only:
            print(step, flush=True)
            if step == "reread":
                say("reread, beside the reading", *apart(*here, "reread"))
            else:
                subprocess.run([*here, step], check=True)


if __name__ == "__main__":
    main()

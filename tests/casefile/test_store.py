"""What goes in stays in, unchanged, whatever happens to the process."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from made import Teller, document, read, tell

from dateline import world
from dateline.casefile import Casefile, db
from dateline.casefile.judgements import judgements, settle
from dateline.casefile.store import encode
from dateline.errors import CasefileError, InputError
from dateline.model import Document
from dateline.reading import Reading

HERE = Path(__file__).parent


def test_a_reading_comes_back_as_it_went_in(case: Casefile, readings: list[Reading], teller: Teller) -> None:
    for reading in readings:
        assert case.add(reading, teller.producer)
    assert [s.reading for s in case.readings()] == readings
    assert [d.text for d in case.documents()] == [r.document.text for r in readings]
    assert case.producer() == teller.producer


def test_the_same_document_again_changes_nothing(case: Casefile, readings: list[Reading], teller: Teller) -> None:
    case.add(readings[0], teller.producer)
    before = case.digest()
    assert not case.add(readings[0], teller.producer)
    assert not case.add(readings[0], teller.producer, again=True)
    assert case.digest() == before


def test_a_document_met_at_another_address_is_noted_once(case: Casefile, teller: Teller) -> None:
    reading = tell("Post", "2031-01-01", "Oramo was shelled.")
    case.add(reading, teller.producer)
    other = msgspec.structs.replace(reading.document, uri="https://mirror.example/1")
    case.saw(other)
    case.saw(other)
    uris = {r["uri"] for r in case.query("SELECT uri FROM sightings")}
    assert uris == {reading.document.uri, other.uri}
    assert len(list(case.documents())) == 1


def test_a_new_version_supersedes_and_keeps_the_old(case: Casefile, readings: list[Reading]) -> None:
    old, new = Teller("1.0"), Teller("1.1", shift=3)
    case.add(readings[0], old.producer)
    later = next(new.readings([readings[0].document]))
    case.add(later, new.producer)
    assert [s.reading for s in case.readings()] == [later]
    assert [s.reading for s in case.readings(version="1.0")] == [readings[0]]
    assert len(case.query("SELECT * FROM claim_rows")) == len(readings[0].claims) + len(later.claims)
    assert len(case.query("SELECT * FROM claims")) == len(later.claims)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claim_rows SET record = '{}'", "DELETE FROM claim_rows", "UPDATE documents SET text = ''",
        "DELETE FROM documents", "UPDATE readings SET read_at = ''", "DELETE FROM readings",
        "UPDATE mention_rows SET record = '{}'", "DELETE FROM mention_rows", "DELETE FROM attribution_rows",
        "UPDATE attribution_rows SET record = '{}'", "DELETE FROM actor_rows", "UPDATE actor_rows SET record = '{}'",
    ],
)  # fmt: skip
def test_what_was_read_refuses_change(case: Casefile, readings: list[Reading], teller: Teller, sql: str) -> None:
    case.add(readings[0], teller.producer)
    with pytest.raises(sqlite3.IntegrityError, match="immutable"):
        case.connection.execute(sql)


def test_half_characters_are_refused_and_leave_nothing_behind(case: Casefile, teller: Teller) -> None:
    reading = tell("Post", "2031-01-01", "Oramo \ud800 was shelled.")
    with pytest.raises(InputError, match="UTF-8"):
        case.add(reading, teller.producer)
    assert list(case.documents()) == []


def test_odd_text_is_kept(case: Casefile, teller: Teller) -> None:
    for text in ("", "\x00", "‮Oramo‬", "𐎀 Oramo 🙂 shelled.", "Oramo " * 30_000 + "."):
        case.add(tell("Post", "2031-01-01", text), teller.producer)
    assert [d.text for d in case.documents()] == ["", "\x00", "‮Oramo‬", "𐎀 Oramo 🙂 shelled.", "Oramo " * 30_000 + "."]


def test_document_without_a_reading_is_kept(case: Casefile) -> None:
    doc = document("Journal", "2031-01-01", "Un marché a été bombardé.")
    assert case.add_document(doc)
    assert not case.add_document(doc)
    assert list(case.documents()) == [doc]
    assert case.readings() == []


def test_views_can_be_queried(case: Casefile, readings: list[Reading], teller: Teller) -> None:
    for reading in readings:
        case.add(reading, teller.producer)
    for view in ("claims", "incidents", "tolls", "disputes", "updates", "holdings", "sources", "harm"):
        case.query(f"SELECT * FROM {view}")
    rows = case.query("SELECT * FROM claims WHERE place = 'Oramo'")
    assert {r["source"] for r in rows} == {"governor", "hospital", None}
    harm = sorted(tuple(r) for r in case.query("SELECT effect, low, high FROM harm"))
    assert harm == [("killed", 12, 12), ("killed", 15, 15)]
    assert {r["source"]: r["claims"] for r in case.query("SELECT * FROM sources")} == {
        "governor": 1, "hospital": 1, "Valley Times": 1, "commander": 1,
    }  # fmt: skip


# The process is killed


CHILD = """
import sys
sys.path.insert(0, {here!r})
from made import tell, Teller
from dateline.casefile import Casefile
from dateline.casefile.db import transaction
teller = Teller("1.0")
with Casefile({path!r}, create=True) as case:
    for n in range(int(sys.argv[1]), 60):
        reading = tell("Post", "2031-01-01", f"Oramo was shelled and {{n + 1}} people died, the mayor said. " * 5)
        if case.add(reading, teller.producer):
            print("stored", reading.document.id, flush=True)
        else:
            print("known", reading.document.id, flush=True)
print("done", flush=True)
"""


def start(path: Path, first: int = 0) -> subprocess.Popen[str]:
    code = CHILD.format(here=str(HERE), path=str(path))
    return subprocess.Popen([sys.executable, "-c", code, str(first)], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_nothing_stored_is_lost(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "war.case"
    child = start(path)
    assert child.stdout is not None
    told: list[str] = []
    limit = random.Random(seed).randrange(0, 40)
    for line in child.stdout:
        told.append(line)
        if len(told) > limit:
            break
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    lines = [line.split() for line in [*told, *rest.splitlines()]]
    stored = {line[1] for line in lines if line[0] == "stored" and len(line) == 2}
    with Casefile(path) as case:
        kept = {s.reading.document.id for s in case.readings()}
        assert stored <= kept
        assert all(len(s.reading.claims) == 5 for s in case.readings()), "a document is stored whole or not at all"
        assert case.check() == []
    second = start(path)
    out = second.communicate()[0].split()
    assert second.returncode == 0
    assert out.count("known") == len(kept)
    assert out.count("stored") == 60 - len(kept)


def test_two_processes_on_one_casefile(tmp_path: Path) -> None:
    path = tmp_path / "war.case"
    children = [start(path, 0), start(path, 20), start(path, 40)]
    outs = [c.communicate()[0] for c in children]
    assert [c.returncode for c in children] == [0, 0, 0]
    with Casefile(path) as case:
        assert len(case.readings()) == 60
        assert case.check() == []
    assert sum(out.count("stored") for out in outs) == 60


def test_a_casefile_that_stays_locked_says_so(
    tmp_path: Path, readings: list[Reading], teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.1)
    path = tmp_path / "war.case"
    with Casefile(path, create=True) as case, Casefile(path) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasefileError, match="another process has held this casefile"):
            case.add(readings[0], teller.producer)
        other.connection.execute("ROLLBACK")
        assert case.add(readings[0], teller.producer)


def test_closed_it_is_one_file(tmp_path: Path, readings: list[Reading], teller: Teller) -> None:
    with Casefile(tmp_path / "war.case", create=True) as case:
        case.add(readings[0], teller.producer)
    assert [p.name for p in tmp_path.iterdir()] == ["war.case"]


def test_read_only(tmp_path: Path, readings: list[Reading], teller: Teller) -> None:
    path = tmp_path / "war.case"
    with Casefile(path, create=True) as case:
        case.add(readings[0], teller.producer)
    with Casefile(path, write=False) as case:
        assert [s.reading for s in case.readings()] == [readings[0]]
        with pytest.raises(CasefileError, match="only be read"):
            case.add(readings[1], teller.producer)


def test_digest_follows_content_not_file(tmp_path: Path, readings: list[Reading], teller: Teller) -> None:
    digests = []
    for name in ("a.case", "b.case"):
        with Casefile(tmp_path / name, create=True) as case:
            for reading in readings:
                case.add(reading, teller.producer)
            digests.append(case.digest())
    assert digests[0] == digests[1]
    assert encode({"a": 1}) == '{"a":1}'


BUILDER = """
import sys
sys.path.insert(0, {here!r})
from made import Teller, tell
from dateline import world
from dateline.casefile import Casefile, Judgement
with Casefile({path!r}) as case:
    print("open", flush=True)
    for n in range(200):
        claim = case.readings()[n % 5].reading.claims[0].id
        kind = "reject" if n % 2 else "accept"
        world.judge(case, Judgement(kind=kind, target=claim, claims=(claim,), author="A", reason="B"))
        print(n, flush=True)
"""


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_the_world_is_made_anew(tmp_path: Path, seed: int) -> None:
    """Judgements that were told are kept; the world is the old one, the new one, or is made again."""
    path = tmp_path / "war.case"
    teller = Teller("1.0")
    with Casefile(path, create=True) as case:
        for n in range(5):
            case.add(
                tell("Post", "2031-01-01", f"Oramo was shelled and {n + 1} people died, a nurse said."), teller.producer
            )
    code = BUILDER.format(here=str(HERE), path=str(path))
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    limit = random.Random(seed).randrange(1, 25)
    for line in child.stdout:
        if line.strip() == str(limit):
            break
    child.send_signal(signal.SIGKILL)
    child.stdout.read()
    child.wait()
    with Casefile(path) as case:
        assert case.check() == []
        kept = judgements(case)
        assert len(kept) > limit
        after = world.build(case)
        settled = settle([s.reading for s in case.readings()], kept)
        assert after.states == settled.states
        assert {c.id for c in after.output.claims} == {c.id for r in settled.readings for c in r.claims}


@pytest.mark.parametrize("seed", range(4))
def test_the_world_does_not_depend_on_the_order_of_arrival(
    tmp_path: Path, readings: list[Reading], teller: Teller, seed: int
) -> None:
    more = [
        *readings,
        *(tell("Echo", "2031-03-04", f"Oramo was shelled, killing {n} people, the mayor said.") for n in (11, 12)),
    ]
    views = []
    for name in ("a.case", "b.case"):
        with Casefile(tmp_path / name, create=True) as case:
            for reading in more:
                case.add(reading, teller.producer)
            output = world.build(case).output
            views.append(sorted((i.id, i.title, tuple(sorted(i.claims)), i.origins) for i in output.incidents))
        random.Random(seed).shuffle(more)
    assert views[0] == views[1]


class Stumbler(Teller):
    """A version with an error in it: it stumbles over one report."""

    def readings(self, docs: Iterable[Document], jobs: int = 1) -> Iterator[Reading]:
        for doc in docs:
            yield Reading(doc, (), (), (), (), problem="stumbled") if "bridge" in doc.text else read(doc)


def test_a_report_that_a_version_stumbles_over_is_read_by_the_next(case: Casefile, readings: list[Reading]) -> None:
    documents = [r.document for r in readings]
    added = world.read_into(case, documents, machine=Stumbler("1.0"))
    assert (added.read, [f.message for f in added.failures]) == (2, ["stumbled"])
    assert len(list(case.documents())) == 3
    assert world.read_into(case, documents, machine=Stumbler("1.0")).known == 2
    added = world.reread(case, machine=Teller("1.1"))
    assert (added.read, added.failures) == (3, ())
    assert [s.reading.document.id for s in case.readings()] == [d.id for d in documents]


def test_what_another_process_reads_meanwhile_counts_as_known(case: Casefile, readings: list[Reading]) -> None:
    class Slow(Teller):
        def readings(self, docs: Iterable[Document], jobs: int = 1) -> Iterator[Reading]:
            for doc in docs:
                with Casefile(case.path) as other:
                    other.add(read(doc), self.producer)
                yield read(doc)

    added = world.read_into(case, [r.document for r in readings], machine=Slow("1.0"))
    assert (added.read, added.known) == (0, 3)


def test_an_interrupted_run_is_completed_by_the_next(case: Casefile, readings: list[Reading]) -> None:
    documents = [r.document for r in readings]

    class Broken(Teller):
        def readings(self, docs: Iterable[Document], jobs: int = 1) -> Iterator[Reading]:
            for n, doc in enumerate(docs):
                if n == 2:
                    raise KeyboardInterrupt
                yield read(doc)

    with pytest.raises(KeyboardInterrupt):
        world.read_into(case, documents, machine=Broken("1.0"))
    teller = Teller("1.0")
    added = world.read_into(case, documents, machine=teller)
    assert (added.read, added.known) == (1, 2)
    assert teller.seen == [documents[2].id]
    assert {i.type for i in world.build(case).output.incidents} == {"shelling", "territory_taken"}

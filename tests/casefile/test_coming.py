"""New reports are joined with what they touch, and the world is then what joining everything anew would make of it."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made import ARMY, REBELS, Teller, document
from test_near import TABLES, act, anew, copied, dump, report, value

from dateline import judging, world
from dateline.casefile import Casefile
from dateline.casefile.judgements import append
from dateline.errors import UsageError
from dateline.incidents import near_copies
from dateline.model import Actor
from dateline.reading import Reading
from dateline.version import __version__

MORE = (
    "joined_words", "joined_spots", "joined_records", "joined_texts", "joined_runs", "joined_furniture",
    "joined_credits", "joined_papers",
)  # fmt: skip
LINES = (
    "Ann Lee writes for the coast desk of this paper since the spring",
    "Send us what you saw by letter to the old post house",
    "All times are those of the lake shore unless we say so",
)
"""What papers print again and again: on more than five days it tells nothing."""


def told(n: int, draw: random.Random) -> Reading:
    """A report that may say it is after another paper, end with a paper's own lines, or know an actor otherwise."""
    reading = report(n, draw)
    doc = reading.document
    text = doc.text
    if draw.random() < 0.5:
        text += " " + ". ".join(draw.sample(LINES, draw.randrange(1, 4))) + "."
    if draw.random() < 0.2:
        text += f" ({draw.choice(('Post', 'Copy 1', 'Copy 2', 'Herald'))})"
    paper = draw.choice(("Post", "Times", "Echo", "Herald", None))
    doc = document(paper, draw.choice((doc.published, doc.published, None)), text)
    claims = tuple(msgspec.structs.replace(c, id=c.id + str(n), document=doc.id) for c in reading.claims)
    return replace(reading, document=doc, claims=claims, actors=people(draw))


def people(draw: random.Random) -> tuple[Actor, ...]:
    army = msgspec.structs.replace(ARMY, country=draw.choice(("XN", None)))
    rebels = msgspec.structs.replace(REBELS, allied_with=draw.choice(((), (ARMY.id,))))
    return (army, rebels)


def edited(reading: Reading, n: int, draw: random.Random) -> Reading:
    """A copy with a word changed, on the same day or later."""
    twin = copied(reading, n)
    words = twin.document.text.split()
    words[draw.randrange(len(words))] = "also"
    day = f"2031-03-{draw.randrange(1, 25):02}"
    doc = document(f"Copy {n}", day, " ".join(words))
    claims = tuple(msgspec.structs.replace(c, id=c.id + "e", document=doc.id) for c in twin.claims)
    return replace(twin, document=doc, claims=claims)


def again(reading: Reading, draw: random.Random) -> Reading:
    """What a later version reads in the same report: a claim less, one that says something else."""
    claims = list(reading.claims)
    if len(claims) > 1 and draw.random() < 0.5:
        del claims[draw.randrange(len(claims))]
    field = draw.choice(("type", "place", "when", "harm"))
    claims[0] = msgspec.structs.replace(claims[0], id=claims[0].id + "a", **{field: value(field, draw)})
    return replace(reading, claims=tuple(claims), actors=people(draw))


def usual(case: Casefile) -> dict[str, Any]:
    around = msgspec.json.decode(case.query("SELECT around FROM joined_around")[0][0])
    return {key: sorted(found, key=repr) for key, found in around.items()}


def check_same(case: Casefile, path: Path, told_as: object) -> None:
    expected = anew(case, path)
    with Casefile(path) as copy:
        expected_usual = usual(copy)
    found = dump(case)
    for table in (*TABLES, *MORE):
        assert found[table] == expected[table], (told_as, table)
    assert usual(case) == expected_usual


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts how many times all was joined anew; new reports may be as many as there are."""
    whole = world._anew
    count: list[str] = []
    monkeypatch.setattr(world, "_anew", lambda case: (count.append(case.path.name), whole(case)))
    monkeypatch.setattr(judging, "SHARE", 10.0)
    monkeypatch.setattr("test_near.TABLES", (*TABLES, *MORE))
    return count


def some_reports(draw: random.Random) -> list[Reading]:
    readings = [told(n, draw) for n in range(30)]
    readings += [copied(r, n) for n, r in enumerate(draw.sample(readings, 4))]
    readings += [edited(r, n, draw) for n, r in enumerate(draw.sample(readings, 8))]
    readings = list({r.document.id: r for r in readings}.values())
    draw.shuffle(readings)
    return readings


@pytest.mark.parametrize("seed", range(4))
def test_after_any_reports_and_judgements_the_world_is_what_joining_all_anew_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch, joined: list[str]
) -> None:
    for module in ("link", "near"):  # windows so narrow that coming and going events shift them
        monkeypatch.setattr(f"dateline.incidents.{module}.BLOCK", 3 if seed % 2 else 60)
    monkeypatch.setattr("dateline.incidents.link.CROWD", 3)  # few reports make a crowd or a common word
    monkeypatch.setattr("dateline.incidents.link.BUSY", 2 + seed % 2)
    monkeypatch.setattr("dateline.incidents.link.COMMON", 5 if seed % 3 else 12)
    draw = random.Random(seed)
    readings = some_reports(draw)
    read, waiting = readings[:8], readings[8:]
    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in read:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        for n in range(11):
            for _ in range(draw.choice((0, 1, 1, 2, 5, 9))):
                if waiting:
                    read.append(waiting.pop())
                    case.add(read[-1], Teller("1.0").producer)
            if draw.random() < 0.3:
                k = draw.randrange(len(read))
                read[k] = again(read[k], draw)
                case.add(read[k], Teller(f"2.{n}").producer)
            for _ in range(draw.randrange(3)):
                judgement = act(case, read, draw)
                with suppress(UsageError):
                    if judgement is not None:
                        append(case, msgspec.structs.replace(judgement, version=__version__))
            world.refresh(case)
            check_same(case, tmp_path / f"{n}.case", n)
        assert joined.count("war.case") == 1, "everything was joined anew"
        assert world.build(case).output == world._apart(*world.of(case)).output


def test_reports_may_come_one_by_one_in_any_order(tmp_path: Path, joined: list[str]) -> None:
    draw = random.Random(8)
    readings = some_reports(draw)[:24]
    found = []
    for n in range(3):
        draw.shuffle(readings)
        with Casefile(tmp_path / f"{n}.case", create=True) as case:
            for reading in readings:
                case.add(reading, Teller("1.0").producer)
                if n:
                    world.refresh(case)
            world.refresh(case)
            rows = case.query("SELECT id, record FROM incident_rows ORDER BY id")
            copies = case.query("SELECT document, copies_of FROM world_documents ORDER BY document")
            found.append([tuple(r) for r in (*rows, *copies)])
    assert found[0] == found[1] == found[2]
    assert joined == ["0.case", "1.case", "2.case"], "each once, for its first reports"


def test_interrupted_while_new_reports_are_joined_a_second_run_does_the_rest(
    tmp_path: Path, joined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = some_reports(random.Random(9))
    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in readings[:20]:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        before = dump(case)
        case.add(readings[20], Teller("1.0").producer)
        with monkeypatch.context() as patch:

            def stop(*_: object) -> None:
                raise KeyboardInterrupt

            patch.setattr("dateline.casefile.kept.Kept.weigh", stop)
            with pytest.raises(KeyboardInterrupt):
                world.refresh(case)
        assert dump(case) == before, "half of a step was kept"
        assert case.has(readings[20].document.id, Teller("1.0").producer)
        world.refresh(case)
        check_same(case, tmp_path / "anew.case", "resumed")
        assert joined.count("war.case") == 1


@pytest.mark.parametrize("stopped", [False, True])
def test_a_large_file_takes_in_many_reports_heap_by_heap(
    tmp_path: Path, joined: list[str], monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    monkeypatch.setattr(judging, "SHARE", 0.1)
    monkeypatch.setattr(judging, "LARGE", 10)
    monkeypatch.setattr(judging, "HEAP", 3)
    draw = random.Random(11)
    readings = some_reports(draw)
    steps: list[int] = []
    step = judging.come

    def come(*args: Any) -> Any:
        steps.append(len(args[2].readings))
        if stopped and len(steps) == 3:
            raise KeyboardInterrupt
        return step(*args)

    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in readings[:15]:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        for n, reading in enumerate(readings[15:23]):
            case.add(reading, Teller("1.0").producer)
            if n in (3, 6):  # read again: one that is in the world, one that waits like this
                case.add(again(readings[n], draw) if n == 3 else again(reading, draw), Teller("2.0").producer)
        for _ in range(8):  # of reports that are in the world and of those that wait
            judgement = act(case, readings[:23], draw)
            with suppress(UsageError):
                if judgement is not None:
                    append(case, msgspec.structs.replace(judgement, version=__version__))
        with monkeypatch.context() as patch:
            patch.setattr(judging, "come", come)
            if stopped:
                with pytest.raises(KeyboardInterrupt):
                    world.refresh(case)
                assert 15 < len(case.query("SELECT document FROM world_documents")) < 23
            world.refresh(case)
        assert steps == ([3, 3, 3, 3, 1] if stopped else [3, 3, 3, 1])
        check_same(case, tmp_path / "anew.case", "heaps")
        assert joined.count("war.case") == 1


def test_many_new_reports_are_joined_with_all(
    tmp_path: Path, joined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "SHARE", 0.1)
    readings = some_reports(random.Random(10))
    with Casefile(tmp_path / "war.case", create=True) as case:
        for reading in readings[:20]:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        for reading in readings[20:22]:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        assert len(joined) == 1
        for reading in readings[22:]:
            case.add(reading, Teller("1.0").producer)
        world.refresh(case)
        assert len(joined) == 2


def test_a_report_is_looked_at_again_only_where_it_may_have_become_a_copy(
    tmp_path: Path, joined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that six papers print becomes furniture and falls out of each, which makes none of them a copy."""
    looked: set[int] = set()
    near = near_copies._Look.near

    def seen(look: near_copies._Look, number: int) -> set[int]:
        looked.add(number)
        return near(look, number)

    monkeypatch.setattr(near_copies._Look, "near", seen)

    def add(case: Casefile, n: int) -> int:
        text = " ".join(f"{word}{n}{k}" for k in range(12) for word in ("road", "mill", "well", "gate", "barn", "ford"))
        doc = document("Post", f"2031-04-{n + 1:02}", f"{text}. {LINES[0]}.")
        case.add(Reading(doc, (), (), (), ()), Teller("1.0").producer)
        looked.clear()
        world.refresh(case)
        return int(case.query("SELECT no FROM documents WHERE id = ?", doc.id)[0][0])

    with Casefile(tmp_path / "war.case", create=True) as case:
        numbers = [add(case, n) for n in range(5)]
        telling = "SELECT telling FROM joined_texts WHERE document = ?"
        before = case.query(telling, numbers[1])[0][0]
        last = add(case, 5)
        assert case.query(telling, numbers[1])[0][0] < before, "the line fell out"
        assert looked == {numbers[0], last}, "the first was joined with all, and held against no other until now"
        check_same(case, tmp_path / "anew.case", "looked at once")

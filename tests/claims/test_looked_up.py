"""What is looked up for each draft of a report is what looking through all drafts gives."""

from __future__ import annotations

import random
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.claims.day_near import Named, OfDrafts, OfWords, distance, key
from dateline.claims.who_doing import ALL, Doing
from dateline.claims.who_scene import HARMING, Told
from dateline.model import ClaimWhen, Source

DAYS = [ClaimWhen(start=f"2031-03-{n:02}", end=f"2031-03-{n:02}", precision="day") for n in range(1, 7)]


def draft(draw: random.Random, i: int) -> Any:
    sources = tuple(draw.choice((None, Source(name="Ann"), Source(name="Bo"))) for _ in range(2))
    return SimpleNamespace(
        main=SimpleNamespace(i=i), sentence=i // 7, paragraph=i // 30, type=draw.choice(("raid", "fire")), thread=None,
        place=None, when=draw.choice(DAYS), sources=sources, ids=lambda role: set(),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_days_of_drafts(seed: int) -> None:
    draw = random.Random(seed)
    *own, asked = (draft(draw, draw.randrange(200)) for _ in range(15))
    nearest: dict[Any, Any] = {}
    for other in sorted(own, key=lambda o: abs(o.sentence - asked.sentence)):
        nearest.setdefault(key(other.when), (other.when, f"told {distance(asked.sentence - other.sentence)}"))
    assert list(OfDrafts(own).near(asked)) == list(nearest.values())
    found: dict[str, set[Any]] = {}
    for name, days in OfDrafts(own).alike(asked):
        found[name] = found.get(name, set()) | days
    assert found.get("same type", set()) == {key(o.when) for o in own if o.type == asked.type}
    assert found.get("same voice", set()) == {
        key(o.when) for o in own
        if {s and s.name for s in o.sources} & {s and s.name for s in asked.sources}
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_days_of_words(seed: int) -> None:
    draw = random.Random(seed)
    named = [Named(i, i // 7, draw.choice(DAYS), draw.random() < 0.3) for i in sorted(draw.sample(range(200), 25))]
    asked = draft(draw, draw.randrange(200))
    before: dict[Any, set[str]] = {}
    for n, told in enumerate(reversed([n for n in named if n.first < asked.main.i])):
        far = distance(asked.sentence - told.sentence)
        names = before.setdefault(key(told.when), set())
        names.update(("day of telling", f"of telling {far}") if told.telling else (f"named {far}",))
        names.update(["last named"] * (n == 0 and not told.telling))
    found = [(key(when), set(names)) for when, names in OfWords(named).before(asked)]
    assert found == list(before.items())
    after = [n for n in named if n.first >= asked.main.i and n.sentence - asked.sentence <= 1 and not n.telling]
    assert list(OfWords(named).after(asked)) == [
        (n.when, [f"named {distance(asked.sentence - n.sentence)}"]) for n in after
    ]


@pytest.mark.parametrize("seed", range(20))
def test_who_does_what(seed: int) -> None:
    draw = random.Random(seed)
    told = [
        Told(draft(draw, draw.randrange(90)), draw.choice(("fire", "hold")), draw.randrange(4),
             frozenset(draw.sample(("Ann", "Bo", None), draw.randrange(1, 3))),
             frozenset(draw.sample(("a", "b"), draw.randrange(3))), frozenset())
        for _ in range(12)
    ]  # fmt: skip
    doing = Doing(told)
    for t in told:
        others = [o for o in told if o is not t]
        acting = [o for o in others if o.doers]
        assert doing.last(t) is next((o for o in reversed(acting) if o.at <= t.at), None)
        assert doing.next(t) is next((o for o in acting if o.at > t.at), None)
        assert doing.first_harm(t) == next((o.doers for o in acting if o.kind in HARMING), frozenset())
        alike = {
            "thread": [o for o in others if o.thread == t.thread], "kind": [o for o in others if o.kind == t.kind],
            "any voice": [o for o in others if o.voices & t.voices], ALL[0]: others,
        }  # fmt: skip
        for group in doing.groups(t):
            if group[0] in alike:
                counted = Counter(o.doers for o in alike[group[0]])
                assert doing.size(group, t, doing=False) == counted[frozenset()]
                assert doing.size(group, t, doing=True) == counted.total() - counted[frozenset()]
                assert all(doing.times(group, t, who) == n for who, n in counted.items())

"""A choice by fitted weights."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.claims import choice
from dateline.claims.choice import Candidate, chances, choose

FEATURES = st.dictionaries(st.sampled_from("abcd"), st.floats(-5, 5), max_size=4)


@given(st.lists(FEATURES, min_size=1, max_size=6), FEATURES)
def test_chances_sum_to_one(each: list[dict[str, float]], weights: dict[str, float]) -> None:
    found = chances([Candidate(None, f) for f in each], weights)
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0


def test_the_highest_sum_is_taken_and_the_first_of_equals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_weights", lambda name: {"near": 1.0, "far": -1.0})
    draft = cast("Any", SimpleNamespace())
    few = [Candidate("a", {"far": 1}), Candidate("b", {"near": 1}), Candidate("c", {"near": 1, "unknown": 9})]
    assert choose("place", draft, few)[0] == "b"
    assert choose("place", draft, few[:1]) == ("a", 1.0)


def test_what_was_asked_is_kept_for_who_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[choice.Question] = []
    monkeypatch.setattr(choice, "asked", asked)
    draft = cast("Any", SimpleNamespace())
    choose("place", draft, [Candidate("a", {})])
    assert [(q.name, q.draft, [c.meant for c in q.candidates]) for q in asked] == [("place", draft, ["a"])]

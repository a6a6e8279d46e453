"""Fit the weights of a choice of the claims stage on the coded dispatches (``choice_weights.toml``).

    python scripts/fit_choices.py NAME [--parts dispatches ... fourth] [--l2 N] [--least N] [--folds N] [--write]

NAME is that of a question (``dateline.claims.choice``). The program reads the dispatches and its questions are written
down; a claim that matches a coded one tells which candidates were right (``RIGHT``: 0 to 1 each). Where all are equally
right, the question teaches nothing. ``--folds N``: N-fold cross-validation over stories instead, with the share of the
questions that were answered rightly, by the fitted weights, by those in force, and at best.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fitting import Weights, softmax

from dateline.claims import choice
from dateline.claims.draft import Draft
from dateline.ingest import documents
from dateline.lexicon import load_toml
from dateline.machine import Machine
from dateline.model import Claim, Document
from evals.alike import agreement, same_place
from evals.claims import Said, coded, found, json_lines, matched
from evals.coded import CORPUS, OPEN, Dispatch, load, story

TARGET = Path(__file__).parents[1] / "src/dateline/lexicon/data/choice_weights.toml"
Told = dict[str, Said]  # by the id of the program's claim


@dataclass(frozen=True)
class Asked:
    """A question, the coded claim that its draft became, and how right each candidate is."""

    story: str
    question: choice.Question
    right: list[float]


def right_place(meant: Any, draft: Draft, told: Told) -> float:
    return float(same_place(meant.place, said.place)) if (said := _of(draft, told)) else 0.0


def right_date(meant: Any, draft: Draft, told: Told) -> float:
    return float((meant.start if meant else None) == said.day) if (said := _of(draft, told)) else 0.0


def right_initiators(meant: Any, draft: Draft, told: Told) -> float:
    return agreement([p.name for p in meant], said.initiators) if (said := _of(draft, told)) else 0.0


def right_type(meant: Any, draft: Draft, told: Told) -> float:
    return float(meant == said.type) if (said := _of(draft, told)) else 0.0


def right_answer(meant: Any, draft: Draft, told: Told) -> float:
    """An event of the coded incident; less, where another type was coded, or only what an answer takes from it."""
    said = _of(draft, told)
    if said is None:
        return 0.0
    last = meant[0]
    type_ = last.type == said.type
    if any(t.incident == said.incident for d in meant if (t := _of(d, told))):
        return 1.0 if type_ else 0.6
    alike = same_place(last.place, said.place) and (last.when.start if last.when else None) == said.day
    return (0.6 if alike else 0.3) if type_ else 0.0


# How right a candidate is, by the name of the question.
RIGHT: dict[str, Callable[[Any, Draft, Told], float]] = {
    "place": right_place,
    "date": right_date,
    "initiators": right_initiators,
    "type": right_type,
    "answer": right_answer,
}


def _of(draft: Draft, told: Told) -> Said | None:
    return next((told[i] for i in draft.claims if i in told), None)


def questions(name: str, part: str, machine: Machine) -> list[Asked]:
    """What the program asks, in the dispatches of a part, where it finds a claim that is coded."""
    dispatches = load(CORPUS / part)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "docs.jsonl")
        path.write_text(json_lines(dispatches), encoding="utf-8")
        docs = [d for d in documents([str(path)]) if isinstance(d, Document)]
    out = []
    for document, dispatch in zip(docs, dispatches, strict=True):
        choice.asked = []
        (reading,) = machine.readings([document])
        told = _told(reading.claims, dispatch)
        out += [_asked(q, dispatch, told) for q in choice.asked if q.name == name and _of(q.draft, told)]
    return out


def _asked(question: choice.Question, dispatch: Dispatch, told: Told) -> Asked:
    right = [RIGHT[question.name](c.meant, question.draft, told) for c in question.candidates]
    return Asked(story(dispatch.article.doc), question, right)


def _told(claims: Sequence[Claim], dispatch: Dispatch) -> Told:
    """The coded claim that each claim of the program matches."""
    mine = [found(c) for c in claims]
    ids = {id(s): c.id for s, c in zip(mine, claims, strict=True)}
    return {ids[id(a)]: b for a, b in matched(mine, coded(dispatch))}


def fitted(asked: Sequence[Asked], l2: float, least: int = 1) -> Weights:
    seen = Counter(f for a in asked for c in a.question.candidates for f in c.features)
    sets = [
        ([{f: v for f, v in c.features.items() if seen[f] >= least} for c in a.question.candidates], a.right)
        for a in asked
        if max(a.right) > min(a.right)
    ]
    return softmax(sets, [1.0] * len(sets), l2)


def rightly(asked: Sequence[Asked], weights: Weights) -> float:
    """The sum of how right the chosen candidates are."""
    total = 0.0
    for a in asked:
        chances = choice.chances(a.question.candidates, weights)
        total += a.right[max(range(len(chances)), key=chances.__getitem__)]
    return total


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("name", choices=RIGHT)
    ap.add_argument("--parts", nargs="+", choices=OPEN, default=OPEN)
    ap.add_argument("--l2", type=float, default=1e-3)
    ap.add_argument("--least", type=int, default=1, help="how many candidates a feature must speak for")
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--write", action="store_true")
    ns = ap.parse_args()
    machine = Machine()
    asked = [a for part in ns.parts for a in questions(ns.name, part, machine)]
    in_force = dict(load_toml("choice_weights.toml").get(ns.name, {}))
    if ns.folds:
        names = sorted({a.story for a in asked})
        fold = {s: i % ns.folds for i, s in enumerate(names)}
        new = 0.0
        for f in range(ns.folds):
            weights = fitted([a for a in asked if fold[a.story] != f], ns.l2, ns.least)
            new += rightly([a for a in asked if fold[a.story] == f], weights)
        n, best = len(asked), sum(max(a.right) for a in asked)
        print(
            f"{n} questions: fitted {new / n:.3f}, in force {rightly(asked, in_force) / n:.3f}, at best {best / n:.3f}"
        )
        return
    weights = fitted(asked, ns.l2, ns.least)
    print("\n".join(f"{v:7.3f} {k}" for k, v in sorted(weights.items(), key=lambda x: -x[1])))
    if ns.write:
        TARGET.write_text(table({**load_toml("choice_weights.toml"), ns.name: weights}), encoding="utf-8")


def table(choices: dict[str, Weights]) -> str:
    head = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for name, weights in sorted(choices.items()):
        head += ["", f'["{name}"]', *(f'"{k}" = {v:.3f}' for k, v in sorted(weights.items()))]
    return "\n".join(head) + "\n"


if __name__ == "__main__":
    main()

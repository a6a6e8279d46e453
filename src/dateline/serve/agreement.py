"""How far two reviewers agree, field by field, on the claims that both have judged.

What a reviewer says of a field is the value that they corrected it to, else (where they accepted the claim or corrected
another field) the value as it was read. The figures are Cohen's kappa (1960) and Krippendorff's alpha (1980) for
nominal data, both by NLTK.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec

from dateline.casefile import Judgement
from dateline.casefile.judgements import CORRECTABLE
from dateline.model import Claim
from dateline.serve.shapes import Agreement

VERDICT = "verdict"  # accepted (as it is or corrected) or rejected


def agreement(acts: Sequence[Judgement], in_force: set[int], claims: Mapping[str, Claim]) -> list[Agreement]:
    """Every pair of reviewers with at least two claims in common, and every field that either of them touched."""
    said = _said(acts, in_force, claims)
    out = []
    for first, second in combinations(sorted(said), 2):
        common = sorted(said[first].keys() & said[second].keys())
        if len(common) < 2:
            continue
        for name in (VERDICT, *CORRECTABLE):
            pairs = [(said[first][c].get(name), said[second][c].get(name)) for c in common]
            both = [(a, b) for a, b in pairs if a is not None and b is not None]
            if len(both) >= 2 and (name == VERDICT or any(_touched(acts, c, name) for c in common)):
                out.append(_figures(first, second, name, both))
    return out


def _said(
    acts: Sequence[Judgement], in_force: set[int], claims: Mapping[str, Claim]
) -> dict[str, dict[str, dict[str, str]]]:
    """Reviewer -> claim -> field -> value as JSON."""
    said: dict[str, dict[str, dict[str, str]]] = {}
    for j in acts:
        if j.id not in in_force or j.kind not in ("accept", "reject", "correct"):
            continue
        for claim in j.claims:
            fields = said.setdefault(j.author, {}).setdefault(claim, {})
            fields[VERDICT] = "rejected" if j.kind == "reject" else "accepted"
            if j.kind != "reject" and claim in claims:
                for name in CORRECTABLE:
                    fields.setdefault(name, _json(getattr(claims[claim], name)))
            if j.kind == "correct" and j.field:
                fields[j.field] = _json(j.value)
    return said


def _json(value: Any) -> str:
    return msgspec.json.encode(msgspec.to_builtins(value), order="sorted").decode()


def _touched(acts: Sequence[Judgement], claim: str, name: str) -> bool:
    return any(j.kind == "correct" and j.field == name and claim in j.claims for j in acts)


def _figures(first: str, second: str, name: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    from nltk.metrics.agreement import AnnotationTask

    values = sorted({v for pair in pairs for v in pair})
    kappa = alpha = None
    if len(values) > 1:  # with one value only, chance and agreement cannot be told apart
        task = AnnotationTask(data=[(k, n, pair[k]) for n, pair in enumerate(pairs) for k in (0, 1)])
        kappa = round(task.kappa(), 4)
        alpha = round(float(task.alpha()), 4)
    same = sum(a == b for a, b in pairs) / len(pairs)
    return Agreement(
        first=first, second=second, field=name, n=len(pairs), agreement=round(same, 4), kappa=kappa, alpha=alpha
    )

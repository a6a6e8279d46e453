"""How far an incident is established, by Airwars' definitions, each with its reasons.

confirmed   a party admits it or takes credit for it
contested   rival accusations of who did it, or the thing itself is denied by some and affirmed by others
discounted  every report denies or doubts it; or harm to civilians is alleged, but all whom the reports count among
            the killed and injured were fighters
fair        two or more independent origins, one of them naming who did it
weak        a single origin; or nobody says who did it

The first that holds, in this order. The order and the definitions: airwars.org, methodology ("grading"); what Airwars
decides by judgement (whether a belligerent's actions near by are likely) is here whether a report names one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.incidents.reconcile import DATA, counts
from dateline.lexicon import load_toml
from dateline.model import Actor, Claim, Dispute, Grade


def grade(
    claims: Sequence[Claim], origins: Sequence[str], disputes: Sequence[Dispute], actors: Mapping[str, Actor]
) -> Grade:
    """The grade with its reasons. ``origins`` are the independent origins' keys."""
    credit = [
        c for c in claims if c.stance in ("admits", "claims") and c.polarity == "affirmed" and c.source is not None
    ]
    if credit:
        said = {"admits": "admits it", "claims": "takes credit for it"}
        return Grade(
            code="confirmed",
            reasons=tuple(dict.fromkeys(f"{c.source.name} {said[c.stance]}" for c in credit if c.source)),
        )
    quarrel = [d for d in disputes if d.field in ("responsibility", "occurrence")]
    if quarrel:
        return Grade(code="contested", reasons=tuple(_quarrel(d) for d in quarrel))
    real = [c for c in claims if counts(c)]
    if not real:
        return Grade(
            code="discounted" if any(c.polarity == "denied" for c in claims) else "weak", reasons=(_unreal(claims),)
        )
    if _only_fighters(real):
        return Grade(
            code="discounted",
            reasons=("civilians are said to have been hit, but all who were counted were fighters or security forces",),
        )
    named = any(p.role == "initiator" for c in real for p in c.participants)
    if len(origins) > 1 and named:
        return Grade(code="fair", reasons=(f"{len(origins)} independent origins", "a report names who did it"))
    reasons = [f"{len(origins)} independent origins" if len(origins) > 1 else "a single origin"]
    if not named:
        reasons.append("no report names who did it")
    return Grade(code="weak", reasons=tuple(reasons))


def _quarrel(dispute: Dispute) -> str:
    values = " / ".join(v.value for v in dispute.values)
    return f"{dispute.field} is disputed: {values}"


def _unreal(claims: Sequence[Claim]) -> str:
    if any(c.polarity == "denied" for c in claims):
        return "every report denies it"
    if all(c.stance == "doubts" for c in claims):
        return "every report doubts it"
    return "planned, threatened or expected, not reported to have happened"


def _only_fighters(claims: Sequence[Claim]) -> bool:
    kinds = load_toml(DATA)["kinds"]
    harmed = {h.group for c in claims for h in c.harm if h.effect in ("killed", "injured") and (h.low or h.high)}
    civilians = any(p.role == "target" and p.name.lower() in kinds["civilians"] for c in claims for p in c.participants)
    return civilians and bool(harmed) and harmed <= set(kinds["combatants"])

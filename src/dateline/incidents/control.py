"""Who holds a place, from when to when, according to whom.

Every affirmed claim of control is evidence: a change ends one holding and begins another, a state shows that one lasts.
For each place and holder the evidence is put on a line by date; a change to another side closes the interval. Claims
that deny it, or that give the place at that time to another side, contest it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.incidents.reconcile import counts
from dateline.model import Claim, Document, Holding, Place


@dataclass(frozen=True, slots=True)
class Sign:
    """One claim's word on one place. ``day``: when it held (a change: the day of it), or None; ``said``: published."""

    claim: str
    place: Place
    holder: str
    kind: str  # begins | ends | holds | denies
    day: str | None
    said: str


def signs(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Sign]:
    """What each claim of control says, a change as an end and a beginning."""
    out = []
    for claim in claims:
        if claim.place is None or (claim.control is None and claim.type != "territory_taken"):
            continue
        place = Place(
            id=claim.place.id, name=claim.place.name, lat=claim.place.lat, lon=claim.place.lon,
            country=claim.place.country, admin1=claim.place.admin1, precision=claim.place.precision,
        )  # fmt: skip
        day = claim.when.start if claim.when else None
        said = documents[claim.document].published or ""
        parts = _parties(claim)
        if claim.polarity == "denied":
            out += [Sign(claim.id, place, who, "denies", day, said) for kind, who in parts if kind != "ends"]
        elif counts(claim):
            out += [Sign(claim.id, place, who, kind, day, said) for kind, who in parts]
    return out


def _parties(claim: Claim) -> list[tuple[str, str]]:
    control = claim.control
    if control is None:
        return [("begins", p.actor) for p in claim.participants if p.role == "initiator" and p.actor][:1]
    found = [("ends", control.from_), ("begins", control.to), ("holds", control.holder)]
    return [(kind, who) for kind, who in found if who]


def holdings(claims: Sequence[Claim], documents: Mapping[str, Document]) -> tuple[Holding, ...]:
    """Holdings of all places, by place and start. Independent of the order of the claims."""
    by_place: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs(claims, documents):
        by_place[sign.place.id].append(sign)
    out = []
    for place in sorted(by_place):
        out += _of_place(sorted(by_place[place], key=lambda s: (s.day or s.said, s.said, s.claim, s.kind, s.holder)))
    return tuple(out)


def _of_place(found: Sequence[Sign]) -> list[Holding]:
    out = []
    for holder in dict.fromkeys(s.holder for s in found if s.kind in ("begins", "holds")):
        mine = [s for s in found if s.holder == holder and s.kind in ("begins", "holds")]
        start = min((s.day for s in mine if s.kind == "begins" and s.day), default=None)
        since = start or min(s.day or s.said for s in mine)
        lasts = max(s.day or s.said for s in mine)
        ends = [
            s
            for s in found
            if s.day
            and s.day >= lasts
            and _closes(s, holder)
            and s.day >= since
            and s.claim not in {m.claim for m in mine}
        ]
        end = min((s.day for s in ends if s.day), default=None)
        rivals = [s for s in found if s.kind == "denies" and s.holder == holder]
        rivals += [
            s
            for s in found
            if s.kind == "holds" and s.holder != holder and since <= (s.day or s.said) <= (end or lasts)
        ]
        out.append(
            Holding(
                place=mine[0].place,
                holder=holder,
                start=start,
                end=end,
                claims=tuple(dict.fromkeys(s.claim for s in mine)),
                contested_by=tuple(dict.fromkeys(s.claim for s in rivals)),
            )
        )
    return out


def _closes(sign: Sign, holder: str) -> bool:
    return (sign.kind == "ends" and sign.holder == holder) or (sign.kind == "begins" and sign.holder != holder)

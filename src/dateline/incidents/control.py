"""Who holds a place, from when to when, according to whom.

Every affirmed claim of control is evidence: a change ends one holding and begins another, a state shows that one lasts.
For each place and holder the evidence is put on a line by date; a change to another side closes the interval. Claims
that deny it, or that give the place at that time to another side, contest it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from dateline.incidents.compare_places import unbounded
from dateline.incidents.facts import Kin
from dateline.incidents.reconcile import counts
from dateline.incidents.rules import load_rules
from dateline.model import Claim, ClaimPlace, Document, Holding, Place, Reason

GAINS = frozenset({"gain", "advance", "inroad"})  # rules by which such words tell an event
OCCUPIED = "control/occupied"
ANYONE = ""  # whom a denial that names no side denies


@dataclass(frozen=True, slots=True)
class Sign:
    """One claim's word on one place. ``day``: when it held (a change: the day of it), or None; ``said``: published;
    ``called``: the place's name as the report spells it, "" where the claim borrows the place."""

    claim: str
    place: Place
    holder: str
    kind: str  # begins | ends | holds | denies
    day: str | None
    said: str
    called: str = ""
    lent: bool = False  # the place is lent by the text around it

    @property
    def moment(self) -> str:
        """The day it speaks of; the day it was said where it gives none."""
        return self.day or self.said


def signs(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Sign]:
    """What each claim of control says, a change as an end and a beginning.

    A whole country or a part of it that no name bounds is left out ("seized large areas of the country", "of the
    north"), and so are gains: who makes some in a town does not hold it. A village that no list knows is told by its
    country only, without a point: it is a place for all that.
    """
    out, rules = [], load_rules()
    for claim in claims:
        if claim.place is None:
            continue
        occupied = claim.control is None and any(r.rule == OCCUPIED for r in claim.why)
        if claim.control is None and claim.type != "territory_taken" and not occupied:
            continue
        country = claim.place.precision == "country" and claim.place.lat is not None
        if country or unbounded(claim.place, rules) or _gains(claim):
            continue
        place = Place(
            id=claim.place.id, name=claim.place.name, lat=claim.place.lat, lon=claim.place.lon,
            country=claim.place.country, admin1=claim.place.admin1, precision=claim.place.precision,
        )  # fmt: skip
        day = claim.when.start if claim.when else None
        said = documents[claim.document].published or ""
        parts, called, lent = _parties(claim), _called(claim.place), claim.place.span is None
        if occupied and claim.polarity == "affirmed":
            # "it is an occupied city": whoever holds it, the voice disputes that it is rightly theirs
            out.append(Sign(claim.id, place, ANYONE, "denies", day, said, called, lent))
        elif claim.polarity == "denied":
            denied = [who for kind, who in parts if kind != "ends"] or [ANYONE]
            out += [Sign(claim.id, place, who, "denies", day, said, called, lent) for who in denied]
        elif counts(claim):
            out += [Sign(claim.id, place, who, kind, day, said, called, lent) for kind, who in parts]
    return out


def tells(reason: Reason) -> bool:
    """Whether anything here depends on this reason of a claim."""
    return reason.field == "type" or reason.rule == OCCUPIED


def _called(place: ClaimPlace) -> str:
    """The place as the report spells it; "" for "near X", capitals and a place that is lent."""
    words = place.span.text if place.span and place.precision != "near" else ""
    return "" if words.isupper() else words


def _gains(claim: Claim) -> bool:
    """The words tell of gains in a place ("made advances in the city")."""
    return any(r.field == "type" and r.rule.partition("/")[0] in GAINS for r in claim.why)


def _parties(claim: Claim) -> list[tuple[str, str]]:
    control = claim.control
    if control is None:
        return [("begins", p.actor) for p in claim.participants if p.role == "initiator" and p.actor][:1]
    found = [("ends", control.from_), ("begins", control.to), ("holds", control.holder)]
    return [(kind, who) for kind, who in found if who]


def holdings(claims: Sequence[Claim], documents: Mapping[str, Document], kin: Kin) -> tuple[Holding, ...]:
    """Holdings of all places, by place and time. Independent of the order of the claims."""
    by_place: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs(claims, documents):
        by_place[sign.place.id].append(sign)
    out = []
    for place in sorted(by_place):
        named = {s.holder for s in by_place[place] if not s.lent}
        # "took a hill": a place that is only lent bears out what is told by name; that one is held is told so
        firm = (s for s in by_place[place] if not s.lent or s.kind in ("denies", "holds") or s.holder in named)
        found = sorted(firm, key=lambda s: (s.moment, s.said, s.claim, s.kind, s.holder))
        for holder in dict.fromkeys(s.holder for s in found if s.kind in ("begins", "holds")):
            out += [_holding(mine, end, found, kin) for mine, end in stretches(holder, found, kin)]
    return tuple(out)


def stretches(holder: str, found: Sequence[Sign], kin: Kin) -> list[tuple[list[Sign], str | None]]:
    """The signs that one side holds the place, cut where it is lost, each with the day of the loss (None: not lost)."""
    out: list[tuple[list[Sign], str | None]] = []
    mine: list[Sign] = []
    for sign in found:
        if sign.holder == holder and sign.kind in ("begins", "holds"):
            mine.append(sign)
        elif mine and sign.day and sign.claim not in {m.claim for m in mine} and _closes(sign, holder, kin):
            out.append((mine, sign.day))
            mine = []
    return [*out, (mine, None)] if mine else out


def _closes(sign: Sign, holder: str, kin: Kin) -> bool:
    if sign.kind == "ends":
        return sign.holder == holder
    return sign.kind == "begins" and sign.holder != holder and not kin.related(sign.holder, holder)


def _holding(mine: Sequence[Sign], end: str | None, found: Sequence[Sign], kin: Kin) -> Holding:
    holder, own = mine[0].holder, {m.claim for m in mine}
    first, last = mine[0].moment, max(end or "", max(m.moment for m in mine))
    rivals = [
        s.claim for s in found
        if s.claim not in own and ((s.kind == "denies" and _about(s, holder, kin))
        or (s.kind == "holds" and first <= s.moment <= last and not _about(s, holder, kin)))
    ]  # fmt: skip
    # papers seldom use the list's spelling of a village or a province
    called = Counter(m.called for m in mine if m.called)
    name = min(called, key=lambda n: (-called[n], n), default=mine[0].place.name)
    return Holding(
        place=msgspec.structs.replace(mine[0].place, name=name), holder=holder,
        start=min((m.day for m in mine if m.kind == "begins" and m.day), default=None), end=end,
        claims=tuple(dict.fromkeys(m.claim for m in mine)), contested_by=tuple(dict.fromkeys(rivals)),
    )  # fmt: skip


def _about(sign: Sign, holder: str, kin: Kin) -> bool:
    return sign.holder in (holder, ANYONE) or kin.related(sign.holder, holder)

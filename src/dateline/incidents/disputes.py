"""Where the claims of an incident disagree, and where a value only moved on.

A **dispute** is two sources that cannot both be right at one time. An **update** is a value that a later report, or
the same source later on, replaced: nobody need be wrong. What a party denies is kept apart by what it denies: that the
thing happened at all (occurrence), or that it was the one (responsibility: the one who denies is the one who is accused).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.incidents.compare import Context, place_pair
from dateline.incidents.facts import days_of, source_key
from dateline.incidents.reconcile import Toll, counts, current
from dateline.model import Claim, Dispute, DisputeValue, Document, Update

_FIELDS = ("occurrence", "responsibility", "count", "place", "date", "control")


def disputes(
    claims: Sequence[Claim], documents: Mapping[str, Document], tolls: Sequence[Toll], context: Context
) -> tuple[Dispute, ...]:
    """The disputes of one incident, one for each field."""
    affirmed = [c for c in claims if counts(c)]
    denied = [c for c in claims if c.polarity == "denied"]
    values: dict[str, list[tuple[str, str]]] = {
        "occurrence": _occurrence(affirmed, denied, context),
        "responsibility": _responsibility(affirmed, denied, context),
        "count": _count(tolls),
        "place": _place(affirmed, documents, context),
        "date": _date(affirmed, documents),
        "control": _control(affirmed, denied),
    }
    return tuple(_dispute(field, values[field]) for field in _FIELDS if len({v for v, _ in values[field]}) > 1)


def _dispute(field: str, rows: Sequence[tuple[str, str]]) -> Dispute:
    by_value: dict[str, list[str]] = defaultdict(list)
    for value, claim in rows:
        if claim not in by_value[value]:
            by_value[value].append(claim)
    return Dispute(field=field, values=tuple(DisputeValue(value=v, claims=tuple(c)) for v, c in by_value.items()))  # type: ignore[arg-type]


def accused_denies(denial: Claim, affirmed: Sequence[Claim], context: Context) -> bool:
    """Whether the one who denies is, or belongs to, the one whom others hold responsible."""
    if denial.source is None or denial.source.actor is None:
        return False
    accused = {p.actor for c in (denial, *affirmed) for p in c.participants if p.role == "initiator" and p.actor}
    who = denial.source.actor
    return who in accused or any(context.kin.related(who, a) for a in sorted(accused))


def _occurrence(affirmed: Sequence[Claim], denied: Sequence[Claim], context: Context) -> list[tuple[str, str]]:
    flat = [c for c in denied if not accused_denies(c, affirmed, context) and c.control is None]
    if not flat or not affirmed:
        return []
    return [("happened", c.id) for c in affirmed] + [("did not happen", c.id) for c in flat]


def _initiators(claim: Claim) -> list[tuple[str, str]]:
    return [(p.actor or p.name, p.name) for p in claim.participants if p.role == "initiator"]


def _responsibility(affirmed: Sequence[Claim], denied: Sequence[Claim], context: Context) -> list[tuple[str, str]]:
    """Rival accusations (parties that are neither one, allied, nor arms of one state), and denials by the accused.

    In fighting both sides act: there only a denial counts.
    """
    rows = [(key, name, c.id) for c in affirmed for key, name in _initiators(c)]
    keys = sorted({k for k, _, _ in rows})
    both_act = any(c.type in ("armed_clash", "agreement", "territory_taken", "territory_left") for c in affirmed)
    rival = not both_act and any(not context.kin.related(a, b) for n, a in enumerate(keys) for b in keys[n + 1 :])
    denials = [("not " + _accused(c, affirmed), c.id) for c in denied if accused_denies(c, affirmed, context)]
    if not rival and not denials:
        return []
    return [(name, c) for _, name, c in rows] + denials if rows else [("accused", c.id) for c in affirmed] + denials


def _accused(denial: Claim, affirmed: Sequence[Claim]) -> str:
    names = [name for c in (denial, *affirmed) for _, name in _initiators(c)]
    return names[0] if names else denial.source.name if denial.source else "the accused"


def _count(tolls: Sequence[Toll]) -> list[tuple[str, str]]:
    """Tolls of one effect and group that exclude each other, by two sources on one day of publication."""
    groups: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in tolls:
        if not toll.part:
            groups[(toll.effect, toll.group)].append(toll)
    out: list[tuple[str, str]] = []
    for key in sorted(groups):
        now = [t for t in current(groups[key]) if not t.part]
        rivals = [t for t in now if any(_exclude(t, other) and t.said == other.said for other in now)]
        out += [(f"{_number(t)} {t.effect}" + ("" if t.group == "all" else f" ({t.group})"), t.claim) for t in rivals]
    return out


def _exclude(a: Toll, b: Toll) -> bool:
    return a.low > (10**12 if b.high is None else b.high) or b.low > (10**12 if a.high is None else a.high)


def _number(toll: Toll) -> str:
    if toll.high is None:
        return f"at least {toll.low}"
    return str(toll.low) if toll.low == toll.high else f"{toll.low} to {toll.high}"


def _place(claims: Sequence[Claim], documents: Mapping[str, Document], context: Context) -> list[tuple[str, str]]:
    """Exact places too far apart to be one, by two sources."""
    rows = [(c, c.place) for c in claims if c.place is not None and c.place.precision in ("exact", "near")]
    who = {c.id: source_key(c, documents[c.document]) for c, _ in rows}
    pairs = ((a, p, b, q) for n, (a, p) in enumerate(rows) for b, q in rows[n + 1 :])
    apart = any(who[a.id] != who[b.id] and place_pair(p, q, context) == "apart" for a, p, b, q in pairs)
    return [(p.name, c.id) for c, p in rows] if apart else []


def _date(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """Single days that differ, by two sources."""
    rows = []
    for claim in claims:
        days = days_of(claim)
        if days is not None and days.length == 1 and claim.when is not None:
            rows.append((claim.when.start, claim.id, source_key(claim, documents[claim.document])))
    by_source: dict[str, set[str]] = defaultdict(set)
    for day, _, source in rows:
        by_source[source].add(day)
    sources = sorted(by_source)
    rival = any(not by_source[a] & by_source[b] for n, a in enumerate(sources) for b in sources[n + 1 :])
    return [(day, claim) for day, claim, _ in rows] if rival else []


def _control(affirmed: Sequence[Claim], denied: Sequence[Claim]) -> list[tuple[str, str]]:
    """A change of control that is denied, or that two sources give to two sides."""
    rows = [
        (f"held by {c.control.to or c.control.holder}", c.id)
        for c in affirmed
        if c.control and (c.control.to or c.control.holder)
    ]
    rows += [
        (f"not held by {c.control.to or c.control.holder}", c.id)
        for c in denied
        if c.control and (c.control.to or c.control.holder)
    ]
    return rows


def updates(tolls: Sequence[Toll]) -> tuple[Update, ...]:
    """Tolls that moved on: a later report says more than any before it, or one source corrects itself."""
    groups: dict[tuple[str, str], list[Toll]] = defaultdict(list)
    for toll in tolls:
        if not toll.part:
            groups[(toll.effect, toll.group)].append(toll)
    out = []
    for effect, group in sorted(groups):
        field = effect if group == "all" else f"{effect} {group}"
        order = sorted(groups[(effect, group)], key=lambda t: (t.said, t.document, t.position, t.claim))
        standing: Toll | None = None
        latest: dict[str, Toll] = {}
        for toll in order:
            own = latest.get(toll.source)
            moved = (
                own is not None and own.best != toll.best and (own.said < toll.said or own.document == toll.document)
            )
            later = standing is not None and standing.said < toll.said and toll.best > standing.top
            old = own if moved and own is not None else standing if later else None
            if old is not None:
                first, last = (
                    sorted((old, toll), key=lambda t: (t.said, t.best)) if old.said == toll.said else (old, toll)
                )
                out.append(
                    Update(field=field, from_=_number(first), to=_number(last), claims=(first.claim, last.claim))
                )
            latest[toll.source] = toll
            if standing is None or toll.top >= standing.top:
                standing = toll
    return tuple(out)

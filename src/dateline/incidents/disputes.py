"""Where the claims of an incident disagree, and where a value only moved on.

A **dispute** is two sources that cannot both be right at one time. An **update** is a value that a later report, or
the same source later on, replaced: nobody need be wrong. What a party denies is kept apart by what it denies: that the
thing happened at all (occurrence), or that it was the one (responsibility: who denies is who is accused).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.incidents.compare import Context
from dateline.incidents.compare_places import place_pair
from dateline.incidents.facts import days_of, fold, source_key
from dateline.incidents.reconcile import Toll, bounding, by_group, counts, current, loose
from dateline.incidents.report import distance
from dateline.model import Claim, Dispute, DisputeValue, Document, Effect, Update

NAMELESS = ("generic:", "group:")  # ids of those whom a text only describes
UNNAMED = "nobody named"
FEW = 2  # so many dead may be some of the dead, though it is not said
SUBURB = 25.0  # kilometres within which two names of places are of one place
Value = tuple[str, str]  # what is said, and the claim that says so


def disputes(
    claims: Sequence[Claim], documents: Mapping[str, Document], tolls: Sequence[Toll], context: Context,
    names: Mapping[str, str],
) -> tuple[Dispute, ...]:  # fmt: skip
    """The disputes of one incident: one for each field, but for counts one for each effect and group.

    ``names``: an actor's id to its name.
    """
    affirmed = [c for c in claims if counts(c)]
    denied = [c for c in claims if c.polarity == "denied"]
    values: list[tuple[str, list[Value]]] = [
        ("occurrence", _occurrence(affirmed, denied, context)),
        ("responsibility", _responsibility(affirmed, denied, documents, context)),
        *(("count", rows) for rows in _counts(tolls)),
        ("place", _place(affirmed, documents, context)),
        ("date", _date(affirmed, documents)),
        ("control", _control(affirmed, denied, names)),
    ]
    return tuple(_dispute(field, rows) for field, rows in values if len({v for v, _ in rows}) > 1)


def _dispute(field: str, rows: Sequence[Value]) -> Dispute:
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


def _occurrence(affirmed: Sequence[Claim], denied: Sequence[Claim], context: Context) -> list[Value]:
    flat = [c for c in denied if not accused_denies(c, affirmed, context) and _holder(c) is None]
    if not flat or not affirmed:
        return []
    return [("happened", c.id) for c in affirmed] + [("did not happen", c.id) for c in flat]


def _holder(claim: Claim) -> str | None:
    """Who is said to hold the place, or to have taken it."""
    return (claim.control.to or claim.control.holder) if claim.control else None


def _initiators(claim: Claim) -> list[tuple[str, str]]:
    """Those held responsible by name: "gunmen" may be anybody's, so it rivals nobody."""
    return [
        (p.actor, p.name)
        for p in claim.participants if p.role == "initiator" and p.actor and not p.actor.startswith(NAMELESS)
    ]  # fmt: skip


def _responsibility(
    affirmed: Sequence[Claim], denied: Sequence[Claim], documents: Mapping[str, Document], context: Context
) -> list[Value]:
    """Rival accusations: two sources name parties that are neither one, allied, nor arms of one state. Only of
    one-sided violence: in fighting both sides act, a deal or a convoy has many hands. And denials by the accused,
    beside what they answer: who is named, be it by a word ("gunmen"), or that nobody is."""
    blamed = [c for c in affirmed if _initiators(c) and c.type in context.rules.one_sided]
    rival = any(_rivals(a, b, documents, context) for n, a in enumerate(blamed) for b in blamed[n + 1 :])
    denials = [("not " + _accused(c, affirmed), c.id) for c in denied if accused_denies(c, affirmed, context)]
    if not rival and not denials:
        return []
    named = [(name, c.id) for c in blamed for _, name in _initiators(c)]
    return (named or _doers(affirmed)) + denials


def _doers(claims: Sequence[Claim]) -> list[Value]:
    """Whom the claims name, by name or not, as those who did it."""
    who = {c.id: [p.name for p in c.participants if p.role == "initiator"] for c in claims}
    return [(name, claim) for claim, names in who.items() for name in names or [UNNAMED]]


def _rivals(a: Claim, b: Claim, documents: Mapping[str, Document], context: Context) -> bool:
    if source_key(a, documents[a.document]) == source_key(b, documents[b.document]):
        return False
    left, right = sorted(set(_initiators(a))), sorted(set(_initiators(b)))
    return not any(_one_body(x, y, context) for x in left for y in right)


def _one_body(x: tuple[str, str], y: tuple[str, str], context: Context) -> bool:
    """The same, allied, arms of one state, or the one named by the other: "leaders of the League", "the League"."""
    if x[0] == y[0] or context.kin.related(x[0], y[0]):
        return True
    one, other = f" {fold(x[1])} ", f" {fold(y[1])} "
    return one in other or other in one


def _accused(denial: Claim, affirmed: Sequence[Claim]) -> str:
    names = [name for c in (denial, *affirmed) for _, name in _initiators(c)]
    return names[0] if names else denial.source.name if denial.source else "the accused"


def _counts(tolls: Sequence[Toll]) -> list[list[Value]]:
    """Tolls that exclude each other, by two sources on one day of publication, for each effect and group; also of one
    group more than others count in all ("11 dead", "25 soldiers were killed")."""
    out: list[list[Value]] = []
    whole: dict[Effect, list[Toll]] = {}
    for group in by_group(tolls):
        now = [t for t in bounding(current(group)) if not loose(t)]
        rivals = [t for t in now if any(_exclude(t, other) and t.said == other.said for other in now)]
        if group[0].group == "all":
            whole[group[0].effect] = now
        elif not rivals and group[0].group != "fighters":  # the other side's dead are seldom among "four people"
            rivals = _beyond(now, whole.get(group[0].effect, ()))
        out.append([(_number(t) + " " + _people(t), t.claim) for t in rivals])
    return out


def _beyond(group: Sequence[Toll], whole: Sequence[Toll]) -> list[Toll]:
    """Tolls of one group that are above what others give for all, and those."""
    firm = [t for t in whole if t.high is not None and t.high > FEW]
    pairs = [(a, b) for a in group for b in firm if a.low > (b.high or 0) and a.said == b.said and a.source != b.source]
    return list(dict.fromkeys([*(b for _, b in pairs), *(a for a, _ in pairs)]))


def _people(toll: Toll) -> str:
    return toll.effect if toll.group == "all" else f"{toll.group.replace('_', ' ')} {toll.effect}"


def _exclude(a: Toll, b: Toll) -> bool:
    return a.low > (10**12 if b.high is None else b.high) or b.low > (10**12 if a.high is None else a.high)


def _number(toll: Toll) -> str:
    if toll.high is None:
        return f"at least {toll.low}"
    return str(toll.low) if toll.low == toll.high else f"{toll.low} to {toll.high}"


def _place(claims: Sequence[Claim], documents: Mapping[str, Document], context: Context) -> list[Value]:
    """Exact places too far apart to be one, by two sources in their own words. A suburb is no rival of its town."""
    rows = [(c, c.place) for c in claims if c.place is not None and c.place.span is not None
            and c.place.precision in ("exact", "near")]  # fmt: skip
    who = {c.id: source_key(c, documents[c.document]) for c, _ in rows}
    pairs = ((a, p, b, q) for n, (a, p) in enumerate(rows) for b, q in rows[n + 1 :])
    apart = any(
        who[a.id] != who[b.id] and place_pair(p, q, context) == "apart" and (distance(p, q) or 0.0) > SUBURB
        for a, p, b, q in pairs
    )
    return [(p.name, c.id) for c, p in rows] if apart else []


def _date(claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Value]:
    """Single days that differ, by two sources in their own words."""
    rows = []
    for claim in claims:
        days = days_of(claim)
        if days is not None and days.length == 1 and claim.when is not None and claim.when.span is not None:
            rows.append((claim.when.start, claim.id, source_key(claim, documents[claim.document])))
    by_source: dict[str, set[str]] = defaultdict(set)
    for day, _, source in rows:
        by_source[source].add(day)
    sources = sorted(by_source)
    rival = any(not by_source[a] & by_source[b] for n, a in enumerate(sources) for b in sources[n + 1 :])
    return [(day, claim) for day, claim, _ in rows] if rival else []


def _control(affirmed: Sequence[Claim], denied: Sequence[Claim], names: Mapping[str, str]) -> list[Value]:
    """A change of control that is denied, or that two sources give to two sides.

    Who is said not to have lost a place holds it.
    """
    rows = []
    for words, claims in (("held by", affirmed), ("not held by", denied)):
        for claim in claims:
            who = _holder(claim)
            if who:
                rows.append((f"{words} {names.get(who, who)}", claim.id))
            elif claims is denied and claim.control and claim.control.from_:
                rows.append((f"held by {names.get(claim.control.from_, claim.control.from_)}", claim.id))
    return rows


def updates(tolls: Sequence[Toll]) -> tuple[Update, ...]:
    """Tolls that moved on: a later report says more than any before it, or one source says another number in another
    report. Two numbers of one report stand beside each other."""
    out = []
    for group in by_group(tolls):
        firm = [t for t in group if t.trusted and not t.part and not loose(t)]
        standing: Toll | None = None
        own: dict[str, Toll] = {}
        for toll in sorted(firm, key=lambda t: (t.said, t.document, t.position, t.claim)):
            old = own.get(toll.source)
            if old is None and standing is not None and standing.said < toll.said and toll.best > standing.top:
                old = standing
            if old is not None and old.low != toll.low and old.document != toll.document:
                first, last = (
                    (old, toll) if old.said < toll.said else sorted((old, toll), key=lambda t: (t.best, t.claim))
                )
                move = (_number(first), _number(last))
                out.append(Update(field=_people(toll), from_=move[0], to=move[1], claims=(first.claim, last.claim)))
            own[toll.source] = toll
            standing = toll if standing is None or toll.top >= standing.top else standing
    return tuple(out)

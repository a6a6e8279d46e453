"""What people decide: dated rows with author and reason, appended, never edited.

A judgement names the claims that it is about, never only an incident: incidents are made anew from claims and
judgements, claims stay. :func:`settle` is the pure function from readings and judgements to what joining sees.

============  ==========================================================================================
accept        the claims stand as they are
reject        the claims are left out of the world (they stay in the file)
correct       one ``field`` of one claim has another ``value`` (as in the contract's JSON)
merge         all ``claims`` stand in one incident
split         ``claims`` stand apart from ``others``
reliability   the source named by ``target`` counts as high, normal or low
note          a remark
undo          the judgement whose number is ``target`` no longer counts (an undo can be undone)
add           a claim that was missed: ``value`` is the claim in the contract's JSON, ``target`` its id
============  ==========================================================================================
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any, Literal, Protocol, cast, get_args

import msgspec

from dateline.casefile import db
from dateline.casefile.store import Casefile, encode
from dateline.errors import UsageError
from dateline.model import Claim, Record, Span, make_id
from dateline.reading import Decisions, Reading

Kind = Literal["accept", "reject", "correct", "merge", "split", "reliability", "note", "undo", "add"]
KINDS: tuple[str, ...] = get_args(Kind)
RELIABILITY = ("high", "normal", "low")
CORRECTABLE = (
    "type", "source", "stance", "polarity", "status", "participants", "place", "when", "harm", "means", "struck",
    "control", "acled",
)  # fmt: skip


class Judgement(Record, frozen=True, kw_only=True):
    """One row. ``id`` and ``at`` are given by the casefile; the table in the module's docstring says what counts."""

    kind: Kind
    author: str
    target: str
    reason: str = ""
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    field: str | None = None
    value: Any = None
    id: int = 0
    at: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A judgement about claims that the current readings no longer make. ``successors``: claims of the same document
    that overlap the old claim's words, which a person may judge instead."""

    judgement: Judgement
    missing: tuple[str, ...]
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Readings as judged, and what joining must keep. ``states`` has rejected claims too; ``readings`` has not."""

    readings: tuple[Reading, ...]
    decisions: Decisions
    states: dict[str, str] = field(default_factory=dict)
    corrected: dict[str, Claim] = field(default_factory=dict)
    notes: dict[str, list[Judgement]] = field(default_factory=dict)
    added: dict[str, Claim] = field(default_factory=dict)


def check(judgement: Judgement, known: dict[str, Claim]) -> None:
    """Raises UsageError if this judgement cannot be: no author, no such claim, a value that the field cannot have."""
    j = judgement
    if not j.author.strip():
        raise UsageError("a judgement needs its author (--author NAME)")
    if not j.reason.strip() and j.kind not in ("accept", "undo"):
        raise UsageError(f"a judgement of kind {j.kind} needs a reason (--reason WORDS)")
    missing = [c for c in (*j.claims, *j.others) if c not in known]
    if missing:
        raise UsageError(f"there is no claim {missing[0]} in the current readings of this casefile")
    if j.kind in ("accept", "reject", "merge", "split") and not j.claims:
        raise UsageError(f"a judgement of kind {j.kind} needs at least one claim")
    if j.kind == "merge" and len(j.claims) < 2:
        raise UsageError("merging needs two claims or incidents at least")
    if j.kind == "split" and not j.others:
        raise UsageError("splitting needs claims to be apart from: those named are the whole incident")
    if j.kind == "reliability" and j.value not in RELIABILITY:
        raise UsageError(f"a reliability is one of {', '.join(RELIABILITY)}, not {j.value!r}")
    if j.kind == "add":
        added_claim(j.value)
    if j.kind == "correct":
        if len(j.claims) != 1:
            raise UsageError("a correction is about one claim")
        corrected(known[j.claims[0]], j.field or "", j.value)


def corrected(claim: Claim, name: str, value: Any) -> Claim:
    """The claim with another value in one field. Raises UsageError for a field or value that cannot be."""
    if name not in CORRECTABLE:
        raise UsageError(f"the field {name!r} cannot be corrected; these can: {', '.join(CORRECTABLE)}")
    try:
        return msgspec.convert({**msgspec.to_builtins(claim), name: value}, Claim)
    except msgspec.ValidationError as e:
        raise UsageError(f"{value!r} cannot be the {name} of a claim: {e}") from e


class Seen(Protocol):
    """As much of a world as a judgement needs."""

    def resolve(self, ref: str) -> tuple[str, tuple[str, ...]]:
        """The full id that ``ref`` is or begins, and the claims that it stands for."""
        ...

    def beside(self, chosen: Collection[str]) -> list[str]:
        """The other claims of the incidents in which these stand."""
        ...


def draft(
    seen: Seen,
    kind: str,
    refs: Sequence[str],
    author: str,
    reason: str = "",
    *,
    field: str | None = None,
    value: Any = None,
) -> Judgement:
    """A judgement about claims or incidents as a person names them (ids, or the beginnings of ids; of an added claim,
    its document).

    An incident stands for its present claims. ``refs`` of a reliability is the source's name, of an undo the number of
    the judgement. Raises UsageError for what is not there.
    """
    if kind not in KINDS:
        raise UsageError(f"there is no judgement {kind!r}; there are {', '.join(KINDS)}")
    if not refs:
        raise UsageError("a judgement needs something to be about")
    claims: list[str] = []
    target = " ".join(refs)
    if kind not in ("reliability", "undo", "add"):
        named = [seen.resolve(ref) for ref in refs]
        target = " ".join(name for name, _ in named)
        claims = list(dict.fromkeys(c for _, group in named for c in group))
    others = seen.beside(claims) if kind == "split" else []
    return Judgement(
        kind=cast("Kind", kind), author=author, reason=reason, target=target, claims=tuple(claims),
        others=tuple(others), field=field, value=value,
    )  # fmt: skip


def append(case: Casefile, judgement: Judgement) -> Judgement:
    """Checks a judgement against the casefile and appends it; gives it back with its number and moment.

    Raises UsageError (nothing is written) for one that cannot be.
    """
    check(judgement, current_claims(case, (*judgement.claims, *judgement.others)))
    if judgement.kind == "undo":
        target = int(judgement.target) if judgement.target.isdecimal() and len(judgement.target) < 19 else 0
        if str(target) != judgement.target or not case.query("SELECT 1 FROM judgements WHERE id = ?", target):
            raise UsageError(f"there is no judgement {judgement.target} to undo; `dateline judge list` shows them")
    if judgement.kind == "add":
        judgement = _checked_addition(case, judgement)
    j = judgement
    at = case.clock()
    with db.guarded(case.path), db.transaction(case.connection):
        number = case.connection.execute(
            "INSERT INTO judgements (at, author, reason, kind, target, claims, others, field, value, version) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (at, j.author, j.reason, j.kind, j.target, encode(j.claims), encode(j.others), j.field, encode(j.value),
             j.version),
        ).lastrowid  # fmt: skip
    return msgspec.structs.replace(j, id=number or 0, at=at)


def added_claim(value: Any) -> Claim:
    """The claim that a person adds, with its id. ``value`` is a claim in the contract's JSON; id and incident are not
    the person's to give. Raises UsageError for what is no claim."""
    if not isinstance(value, Mapping):
        raise UsageError("an added claim is an object of the contract's JSON")
    try:
        claim = msgspec.convert({**value, "id": "", "incident": None}, Claim)
    except msgspec.ValidationError as e:
        raise UsageError(f"this cannot be a claim: {e}") from e
    return msgspec.structs.replace(claim, id=make_id("clm", claim.document, "added", encode(claim)))


def _checked_addition(case: Casefile, judgement: Judgement) -> Judgement:
    """With the claim's id as target. Raises UsageError if a span does not hold the words that stand there."""
    claim = added_claim(judgement.value)
    rows = case.query("SELECT text FROM documents WHERE id = ?", claim.document)
    if not rows:
        raise UsageError(f"there is no document {claim.document!r} in this casefile")
    text = rows[0]["text"]
    for name, span in _spans(claim):
        if not (0 <= span.start < span.end <= len(text)) or text[span.start : span.end] != span.text:
            raise UsageError(f"the {name} of the added claim is not what stands at {span.start}–{span.end} of the text")
    if _additions(standing(rows_about(case, [claim.id]))):
        raise UsageError(f"this claim has been added before, as {claim.id}")
    return msgspec.structs.replace(judgement, target=claim.id, claims=(), value=msgspec.to_builtins(claim))


def _spans(claim: Claim) -> list[tuple[str, Span]]:
    inner: list[tuple[str, Span | None]] = [("evidence", claim.evidence), ("trigger", claim.trigger)]
    inner += [(name, part.span) for name, part in (("source", claim.source), ("place", claim.place)) if part]
    inner += [("date", claim.when.span)] if claim.when else []
    inner += [*(("participant", p.span) for p in claim.participants), *(("number", h.span) for h in claim.harm)]
    return [(name, span) for name, span in inner if span is not None]


def _additions(rows: Sequence[Judgement]) -> list[Claim]:
    return [added_claim(j.value) for j in rows if j.kind == "add"]


def current_claims(case: Casefile, ids: Sequence[str]) -> dict[str, Claim]:
    """Those of the named claims that the current readings make, as they were read, or that a person added."""
    rows = case.query(
        "SELECT c.record FROM json_each(?) wanted CROSS JOIN claim_rows c ON c.id = wanted.value "
        "JOIN readings r ON r.id = c.reading "
        "WHERE NOT EXISTS (SELECT 1 FROM readings n WHERE n.document = r.document AND n.id > r.id)",
        encode(ids),
    )
    claims = (msgspec.json.decode(r["record"], type=Claim) for r in rows)
    known = {c.id: c for c in claims}
    missing = {i for i in ids if i not in known}
    return known | {c.id: c for c in _additions(standing(rows_about(case, missing))) if c.id in missing}


def judgements(case: Casefile, until: str | None = None, *, after: int = 0) -> list[Judgement]:
    """All judgements in order, those undone included; ``until`` (ISO 8601) leaves out later ones, ``after`` those up to
    this number."""
    rows = case.query(
        "SELECT * FROM judgements WHERE id > ? AND (? IS NULL OR at <= ?) ORDER BY id", after, until, until
    )
    return [_judgement(r) for r in rows]


def judgement(case: Casefile, number: int) -> Judgement | None:
    """The judgement of this number."""
    rows = case.query("SELECT * FROM judgements WHERE id = ?", number)
    return _judgement(rows[0]) if rows else None


def undone(case: Casefile, row: Judgement) -> Judgement | None:
    """The judgement that an undo (of an undo ...) comes down to; the row itself where it is none."""
    found: Judgement | None = row
    while found is not None and found.kind == "undo":
        found = judgement(case, int(found.target)) if found.target.isdecimal() else None
    return found


def rows_about(case: Casefile, refs: Iterable[str]) -> list[Judgement]:
    """The judgements that name any of these (claims, documents for what was added, sources, incidents), and all that
    undo them, in order."""
    rows = case.query(
        "WITH RECURSIVE about(id) AS ("
        "SELECT f.judgement FROM json_each(?) r CROSS JOIN judgement_refs f ON f.ref = r.value UNION "
        "SELECT f.judgement FROM about a CROSS JOIN judgement_refs f ON f.ref = CAST(a.id AS TEXT) "
        "CROSS JOIN judgements u ON u.id = f.judgement AND u.kind = 'undo') "
        "SELECT j.* FROM about a CROSS JOIN judgements j ON j.id = a.id ORDER BY j.id",
        encode(list(refs)),
    )
    return [_judgement(r) for r in rows]


def _judgement(r: sqlite3.Row) -> Judgement:
    return Judgement(
        id=r["id"], at=r["at"], author=r["author"], reason=r["reason"], kind=r["kind"], target=r["target"],
        claims=tuple(msgspec.json.decode(r["claims"])), others=tuple(msgspec.json.decode(r["others"])),
        field=r["field"], value=msgspec.json.decode(r["value"]), version=r["version"],
    )  # fmt: skip


def decided(rows: Sequence[Judgement], claims: Iterable[str]) -> Decisions:
    """What the rows decide of pairs with one side at least among these claims, whether these still stand or not."""
    pairs = _pairs(standing(rows), None)
    about = set(claims)
    pairs = {p: same for p, same in pairs.items() if not about.isdisjoint(p)}
    return Decisions(
        same=tuple(sorted(p for p, same in pairs.items() if same)),
        apart=tuple(sorted(p for p, same in pairs.items() if not same)),
    )


def _pairs(in_force: Sequence[Judgement], known: Container[str] | None) -> dict[tuple[str, str], bool]:
    """Pairs of claims that must, or must not, stand in one incident; of those known only, or of all."""
    pairs: dict[tuple[str, str], bool] = {}
    for j in in_force:
        if j.kind not in ("merge", "split"):
            continue
        claims = [c for c in j.claims if known is None or c in known]
        others = [c for c in j.others if known is None or c in known]
        if j.kind == "merge":
            pairs.update({_pair(a, b): True for a, b in combinations(claims, 2)})
        else:
            pairs.update({_pair(a, b): False for a, b in product(claims, others) if a != b})
    return pairs


def standing(rows: Sequence[Judgement]) -> list[Judgement]:
    """Those that count: not undone, and no undos themselves."""
    dropped: set[int] = set()
    for j in reversed(rows):
        if j.kind == "undo" and j.id not in dropped and j.target.isdecimal():
            dropped.add(int(j.target))
    return [j for j in rows if j.id not in dropped and j.kind != "undo"]


def settle(readings: Sequence[Reading], rows: Sequence[Judgement]) -> Settled:
    """Readings as judged. A later judgement on the same thing replaces an earlier one; parts of a judgement whose
    claims are gone have no effect (see :func:`fallen`)."""
    in_force = standing(rows)
    here = {r.document.id for r in readings}
    added = {c.id: c for c in _additions(in_force) if c.document in here}
    known = {c.id: c for r in readings for c in r.claims} | added
    states: dict[str, str] = dict.fromkeys(added, "added")
    now: dict[str, Claim] = {}
    pairs = _pairs(in_force, known)
    reliability: dict[str, str] = {}
    notes: dict[str, list[Judgement]] = {}
    for j in in_force:
        claims = [c for c in j.claims if c in known]
        if j.kind in ("accept", "reject"):
            states.update(dict.fromkeys(claims, j.kind + "ed"))
        elif j.kind == "correct" and claims and j.field:
            now[claims[0]] = corrected(now.get(claims[0], known[claims[0]]), j.field, j.value)
            states[claims[0]] = "corrected"
        elif j.kind == "reliability":
            reliability[j.target] = str(j.value)
        elif j.kind == "note":
            for target in {j.target, *claims}:
                notes.setdefault(target, []).append(j)
    judged = tuple(
        _judged(r, states, now, [c for c in added.values() if c.document == r.document.id]) for r in readings
    )
    decisions = Decisions(
        same=tuple(sorted(p for p, same in pairs.items() if same)),
        apart=tuple(sorted(p for p, same in pairs.items() if not same)),
        reliability=dict(sorted(reliability.items())),
    )
    return Settled(judged, decisions, states, now, notes, added)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _judged(reading: Reading, states: dict[str, str], now: dict[str, Claim], added: Sequence[Claim]) -> Reading:
    if not added and not any(c.id in states for c in reading.claims):
        return reading
    claims = sorted([*reading.claims, *added], key=lambda c: c.evidence.start) if added else reading.claims
    return replace(reading, claims=tuple(now.get(c.id, c) for c in claims if states.get(c.id) != "rejected"))


def fallen(case: Casefile) -> list[Fallen]:
    """The judgements in force that name claims which the current readings no longer make."""
    rows = standing(judgements(case))
    known = current_claims(case, sorted({c for j in rows for c in (*j.claims, *j.others)}))
    found = []
    for j in rows:
        missing = tuple(c for c in (*j.claims, *j.others) if c not in known)
        if missing:
            found.append(Fallen(j, missing, _successors(case, missing)))
    return found


def _successors(case: Casefile, missing: Sequence[str]) -> tuple[str, ...]:
    """Current claims of the same documents whose words overlap those of the missing ones."""
    rows = case.query("SELECT c.record FROM json_each(?) m CROSS JOIN claim_rows c ON c.id = m.value", encode(missing))
    old = [msgspec.json.decode(r["record"], type=Claim) for r in rows]
    rows = case.query(
        "SELECT c.record FROM json_each(?) k CROSS JOIN documents d ON d.id = k.value CROSS JOIN claim_rows c "
        "ON c.document = d.id AND c.reading = (SELECT max(r.id) FROM readings r WHERE r.document = d.id) "
        "ORDER BY d.no, c.ordinal",
        encode(sorted({o.document for o in old})),
    )
    claims = [msgspec.json.decode(r["record"], type=Claim) for r in rows]
    return tuple(
        c.id
        for c in claims
        if any(
            o.document == c.document and o.trigger.start < c.evidence.end and c.evidence.start < o.trigger.end
            for o in old
        )
    )

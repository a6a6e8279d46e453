"""Claims as flat rows: for tables, spreadsheets, data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from dateline.model import Claim, Document, Effect, Harm, Output

if TYPE_CHECKING:
    import pandas as pd

EFFECTS: tuple[Effect, ...] = get_args(Effect)
ROLES = ("initiator", "target", "supporter", "loser", "recipient")
_PEOPLE = ("children", "women", "men")  # a breakdown whose parts do not overlap
_AMONG_CIVILIANS = (*_PEOPLE, "journalists", "health_workers", "aid_workers", "rescuers", "officials")


def rows(output: Output) -> Iterator[dict[str, object]]:
    """One dict a claim, always with the same keys; lists are joined with "; ", what is not known is None.

    For each effect (killed, injured ...) there are ``_low``, ``_best`` and ``_high`` of the total: see :func:`total`.
    """
    documents = {d.id: d for d in output.documents}
    names = {a.id: a.name for a in output.actors}
    for claim in output.claims:
        yield row_of(claim, documents[claim.document], names)


def total(harm: Sequence[Harm], effect: Effect) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of all who suffered one effect.

    The entry for all people if there is one. Else civilians, fighters and other groups that do not overlap, added up;
    groups that are parts of the civilians (children, journalists ...) count only where civilians are not given, and
    then children, women and men together or, if larger, the largest other one.
    """
    groups = {h.group: (h.low, h.best, h.high) for h in reversed(harm) if h.effect == effect and h.numbered}
    if not groups:
        return None, None, None
    if "all" in groups:
        return groups["all"]
    parts = {g: n for g, n in groups.items() if g in _AMONG_CIVILIANS}
    apart = [n for g, n in groups.items() if g not in parts]
    if parts and "civilians" not in groups:
        people = [n for g, n in parts.items() if g in _PEOPLE]
        rest = [n for g, n in parts.items() if g not in _PEOPLE]
        apart.append(max([*([_sum(people)] if people else []), *rest], key=lambda n: n[0] or 0))
    return _sum(apart)


_Range = tuple[int | None, int | None, int | None]


def _sum(ranges: Sequence[_Range]) -> _Range:
    """End by end; an open end of one part leaves that end of the whole open."""

    def add(values: Sequence[int | None]) -> int | None:
        known = [v for v in values if v is not None]
        return sum(known) if len(known) == len(values) else None

    return add([r[0] for r in ranges]), add([r[1] for r in ranges]), add([r[2] for r in ranges])


def row_of(claim: Claim, document: Document, names: dict[str, str]) -> dict[str, object]:
    """One claim as a row of :func:`rows`. ``names``: an actor's id to its name."""
    source, place, when, control = claim.source, claim.place, claim.when, claim.control

    def name(actor: str | None) -> str | None:
        return names.get(actor, actor) if actor else None

    row: dict[str, object] = {
        "id": claim.id,
        "incident": claim.incident,
        "document": document.id,
        "uri": document.uri,
        "publisher": document.publisher,
        "published": document.published,
        "type": claim.type,
        "acled": claim.acled,
        "source": source.name if source else None,
        "source_kind": source.kind if source else None,
        "via": _joined(source.via) if source else None,
        "stance": claim.stance,
        "polarity": claim.polarity,
        "status": claim.status,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place_precision": place.precision if place else None,
        "start": when.start if when else None,
        "end": when.end if when else None,
        "when_precision": when.precision if when else None,
    }
    for role in ROLES:
        row[role] = _joined([name(p.actor) or p.name for p in claim.participants if p.role == role])
    for effect in EFFECTS:
        row[f"{effect}_low"], row[f"{effect}_best"], row[f"{effect}_high"] = total(claim.harm, effect)
    row |= {
        "means": _joined(claim.means),
        "struck": _joined(claim.struck),
        "control_from": name(control.from_) if control else None,
        "control_to": name(control.to) if control else None,
        "holder": name(control.holder) if control else None,
        "trigger": claim.trigger.text,
        "evidence": claim.evidence.text,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
    }
    return row


def columns() -> list[str]:
    """The keys of a row, in order."""
    from dateline.model import Span

    nothing = Span(start=0, end=0, text="")
    claim = Claim(id="", document="", type="", evidence=nothing, trigger=nothing)
    return list(row_of(claim, Document(id="", uri=""), {}))


def frame(output: Output) -> pd.DataFrame:
    """The rows as a data frame: counts as nullable integers, dates as datetimes."""
    try:
        import pandas as pd
    except ImportError as e:
        from dateline.errors import SetupError

        raise SetupError("pandas is not installed; install it with: pip install pandas") from e
    table = pd.DataFrame(list(rows(output)), columns=columns())
    counts = [f"{effect}_{end}" for effect in EFFECTS for end in ("low", "best", "high")]
    table = table.astype(dict.fromkeys([*counts, "evidence_start", "evidence_end"], "Int64"))
    for column in ("published", "start", "end"):
        table[column] = pd.to_datetime(table[column])
    return table


def _joined(values: Sequence[str]) -> str | None:
    return "; ".join(values) or None

"""One plain line for an incident: what, where, when, how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.incidents.reconcile import DATA
from dateline.lexicon import load_toml
from dateline.model import Claim, IncidentHarm, Participant, Place, When


def title(
    kind: str, place: Place | None, when: When | None, harm: Sequence[IncidentHarm], parties: Sequence[Participant],
    claims: Sequence[Claim],
) -> str:  # fmt: skip
    """ "Shelling in Kfar Batna, 29 October 2017: at least 11 civilians killed"."""
    data = load_toml(DATA)
    line: str = data["titles"].get(kind, kind)
    if kind in ("control_state", "territory_taken"):
        holder = next((p.name for p in parties if p.role == "initiator"), None)
        line += f" by {holder}" if holder else ""
    if place is not None:
        line += f" in {place.name}"
    if when is not None:
        line += f", {day_words(when)}"
    toll = toll_words(harm, data["people"])
    if all(c.status in ("planned", "hypothetical") for c in claims):
        line += " (planned or expected)"
    elif all(c.polarity == "denied" for c in claims):
        line += " (denied)"
    return f"{line}: {toll}" if toll else line


def toll_words(harm: Sequence[IncidentHarm], people: dict[str, list[str]]) -> str:
    """The first range of people killed, else of the first effect given."""
    if not harm:
        return ""
    first = harm[0]
    low, high = first.low or 0, first.high
    number = f"at least {low:,}" if high is None else f"{low:,}" if low == high else f"{low:,} to {high:,}"
    names = people.get(first.group, people["all"])
    return f"{number} {names[0] if low == 1 and high in (1, None) else names[1]} {first.effect}"


def day_words(when: When) -> str:
    """Days in words: "29 October 2017", "29 to 31 October 2017", "October 2017", "2017"."""
    try:
        start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    except ValueError:
        return when.start
    if when.precision == "year" and start.year == end.year:
        return str(start.year)
    if when.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B} {start.year}"
    if start == end:
        return f"{start.day} {start:%B} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {end.day} {end:%B} {end.year}"
    left = f"{start.day} {start:%B}" + ("" if start.year == end.year else f" {start.year}")
    return f"{left} to {end.day} {end:%B} {end.year}"

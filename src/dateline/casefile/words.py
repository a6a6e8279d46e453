"""Figures, days and sources in words, the same in the terminal, on the desk and in what is exported."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Record, Source, When


def figures(low: int | None, best: int | None, high: int | None) -> str:
    """A range in words: 12 · 12–15 · at least 12 · up to 15 · not known (best in brackets where it is neither end)."""
    if low is None and high is None:
        return "not known" if best is None else str(best)
    if low is None or (low == 0 and high):
        words = f"up to {high}"
    elif high is None:
        words = f"at least {low}"
    elif low == high:
        words = str(low)
    else:
        words = f"{low}–{high}"
    return words if best is None or best in (low, high) else f"{words} (best {best})"


def day(when: When | None) -> str:
    """A date or a range of dates; "no date" where none is known."""
    if when is None:
        return "no date"
    return when.start if when.start == when.end else f"{when.start} to {when.end}"


def tolls(harm: Sequence[Record]) -> str:
    """Killed 12–15, injured at least 30 (children: killed 3)."""
    parts = []
    for h in harm:
        group = "" if getattr(h, "group", "all") == "all" else f" {getattr(h, 'group', '')}"
        number = " " + figures(h.low, h.best, h.high) if getattr(h, "numbered", True) else ""  # type: ignore[attr-defined]
        parts.append(f"{getattr(h, 'effect', '')}{group}{number}")
    return ", ".join(parts)


def source_name(source: Source | None, publisher: str | None) -> str:
    """A source with its carriers; the publisher where it speaks on its own authority."""
    if source is None:
        return publisher or "the report itself"
    return source.name + (f", via {', '.join(source.via)}" if source.via else "")

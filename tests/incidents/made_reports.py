"""Made-up reports for the tests of this stage: short rows become Readings. Places, parties and papers are invented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.model import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Control,
    Document,
    Harm,
    Participant,
    Source,
    Span,
    document_id,
    make_id,
)
from dateline.reading import Reading

PLACES: dict[str, tuple[float, float, str]] = {
    "Torva": (10.00, 20.00, "exact"),
    "Torva market": (10.01, 20.01, "exact"),
    "Mirn": (10.00, 20.60, "exact"),
    "Kelesh": (10.80, 20.10, "exact"),
    "Dar Osk": (12.00, 24.00, "exact"),
    "northern France": (12.90, 21.00, "area"),
    "Torva province": (10.10, 20.20, "admin1"),
}
ACTORS: dict[str, tuple[str, str | None, tuple[str, ...]]] = {
    "Army of Lod": ("state_forces", "ZZ", ()),
    "Lod Air Force": ("state_forces", "ZZ", ()),
    "Red Column": ("rebel", None, ("Green Column",)),
    "Green Column": ("rebel", None, ("Red Column",)),
    "Black Banner": ("jihadist", None, ()),
}


def actor_id(name: str) -> str:
    return "act_" + name.lower().replace(" ", "-")


def actors() -> tuple[Actor, ...]:
    return tuple(
        Actor(id=actor_id(n), name=n, kind=k, country=c, allied_with=tuple(actor_id(a) for a in allied))
        for n, (k, c, allied) in ACTORS.items()
    )


def reports(
    rows: Sequence[dict[str, Any]], papers: dict[str, dict[str, Any]] | None = None
) -> tuple[list[Reading], dict[str, str]]:
    """Readings of the rows, and each row's name (``a1``: report a, first row) to the id of its claim.

    A row: ``doc``, and of type, text, place, day (or ``days``: start, end), source, kind, stance, polarity, status, by,
    at (initiator, target), struck, killed, injured ({group: [low, high]}, high -1: open), worded
    (the words of its harm), partial, control, same, apart (names
    of rows), called (how the report spells the place).
    """
    papers = papers or {}
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["doc"], []).append(row.get("text") or _sentence(row))
    documents = {d: _document(d, t, papers.get(d, {})) for d, t in texts.items()}
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    placed = []
    for row in rows:
        d = row["doc"]
        counts[d] = counts.get(d, 0) + 1
        name = f"{d}{counts[d]}"
        names[name] = make_id("clm", documents[d].id, counts[d])
        placed.append((name, row, counts[d] - 1))
    claims: dict[str, list[Claim]] = {}
    for name, row, n in placed:
        document = documents[row["doc"]]
        start = sum(len(t) + 2 for t in texts[row["doc"]][:n])
        text = texts[row["doc"]][n]
        span = Span(start=start, end=start + len(text), text=text)
        claims.setdefault(row["doc"], []).append(_claim(names[name], document, row, span, names))
    return [Reading(documents[d], actors(), (), (), tuple(claims[d])) for d in documents], names


def _sentence(row: dict[str, Any]) -> str:
    return " ".join(str(row.get(k) or "") for k in ("type", "place", "day", "killed", "source"))


def _document(name: str, texts: Iterable[str], paper: dict[str, Any]) -> Document:
    text = ". ".join(texts) + "."
    publisher, published = paper.get("publisher", "Paper " + name), paper.get("published", "2031-05-03")
    return Document(
        id=document_id(publisher, published, name, text), uri=name, title=name, publisher=publisher,
        published=published, text=text,
    )  # fmt: skip


def _word(span: Span, word: str) -> Span:
    """The word as if it stood at the span's start: what places and parties were told by is seldom asked."""
    return Span(start=span.start, end=span.start + len(word), text=word)


def place(name: str, span: Span | None = None) -> ClaimPlace:
    lat, lon, precision = PLACES[name]
    return ClaimPlace(id="own:" + name, name=name, lat=lat, lon=lon, country="ZZ", precision=precision, span=span)


def _harm(effect: str, groups: dict[str, list[int]], words: str | None, partial: bool) -> list[Harm]:
    span = Span(start=0, end=len(words), text=words) if words else None
    return [
        Harm(effect=effect, group=g, low=low, best=low, high=None if high < 0 else high, span=span, partial=partial)
        for g, (low, high) in groups.items()
    ]


def _party(role: str, name: str, span: Span) -> Participant:
    return Participant(role=role, actor=actor_id(name) if name in ACTORS else None, name=name, span=span)


def _precision(days: list[str]) -> str:
    return "day" if days[0] == days[1] else "days"


def _claim(key: str, document: Document, row: dict[str, Any], span: Span, names: dict[str, str]) -> Claim:
    days = row.get("days") or ([row["day"], row["day"]] if row.get("day") else None)
    who, control = row.get("source"), row.get("control")
    source = Source(name=who, kind=row.get("kind"), actor=actor_id(who) if who in ACTORS else None) if who else None
    return Claim(
        id=key, document=document.id, type=row.get("type", "shelling"), evidence=span, trigger=span, source=source,

        stance=row.get("stance", "reports"), polarity=row.get("polarity", "affirmed"),
        status=row.get("status", "happened"),
        participants=tuple(_party(role, row[f], span) for role, f in (("initiator", "by"), ("target", "at"))
            if row.get(f)
        ),
        place=place(row["place"], _word(span, row.get("called") or row["place"])) if row.get("place") else None,
        when=ClaimWhen(start=days[0], end=days[1], precision=_precision(days), span=span) if days else None,
        harm=tuple(
            harm for effect in ("killed", "injured")
            for harm in _harm(effect, row.get(effect, {}), row.get("worded"), row.get("partial", False))
        ),
        struck=tuple(row.get("struck", [])),
        control=Control(**{k: actor_id(v) for k, v in control.items()}) if control else None,
        same_as=tuple(names[n] for n in row.get("same", [])), apart_from=tuple(names[n] for n in row.get("apart", [])),
    )  # fmt: skip

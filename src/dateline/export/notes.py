"""A sentence or two as a coder writes them: who did what to whom, where and when, the toll, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dateline.casefile.words import figures
from dateline.export import codes
from dateline.export.bundle import Bundle
from dateline.export.names import PERSON
from dateline.model import Incident, Place, When

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_IN = {"exact": "in", "near": "near", "area": "in the area of", "admin2": "in", "admin1": "in", "country": "in"}


def note(bundle: Bundle, incident: Incident) -> str:
    """The whole note. It names parties and sources, never private people."""
    parts = [_opening(bundle, incident), *_tolls(bundle, incident), *_doubts(bundle, incident)]
    return " ".join(p for p in parts if p)


def written(day: str) -> str:
    """5 November 2031."""
    when = date.fromisoformat(day)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def when_words(when: When) -> str:
    """On 5 November 2031; between … and …; in November 2031; in 2031."""
    if when.start == when.end:
        return f"On {written(when.start)}"
    first = date.fromisoformat(when.start)
    if when.precision == "month" and when.start[:7] == when.end[:7]:
        return f"In {_MONTHS[first.month - 1]} {first.year}"
    if when.precision == "year" and when.start[:4] == when.end[:4]:
        return f"In {first.year}"
    return f"Between {written(when.start)} and {written(when.end)}"


def where_words(place: Place) -> str:
    """In Oramo (North province, Northland)."""
    wider = [w for w in (place.admin1, codes.country(place.country).name) if w and w != place.name]
    return f"{_IN.get(place.precision, 'in')} {place.name}" + (f" ({', '.join(wider)})" if wider else "")


def _opening(bundle: Bundle, incident: Incident) -> str:
    templates = codes.table("notes").get(incident.type) or ["an event was reported {place}"] * 2
    parties = bundle.parties(incident, "initiator")
    acting = _named(bundle.party(p) for p in parties)
    hit = _named(bundle.party(p) for p in bundle.others(incident, parties, "target", "loser"))
    before = {"whom": "against", "with": "with", "of": "of", "to": "to", "from": "from"}
    objects = {name: f" {word} {_and(hit)}" if hit else "" for name, word in before.items()}
    text = (templates[0] if acting else templates[-1]).format(
        who=_and(acting),
        place=where_words(incident.place) if incident.place else "",
        **objects,
    )
    text = " ".join(text.split())
    if incident.when:
        return f"{when_words(incident.when)}, {text}."
    return f"{text[:1].upper()}{text[1:]} (no date given)."


def _named(parties: Iterable[str]) -> list[str]:
    """Each once; private people as "a person", or not at all beside others."""
    names = list(dict.fromkeys(parties))
    return [n for n in names if n != PERSON] or ["a person" for _ in names[:1]]


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _tolls(bundle: Bundle, incident: Incident) -> list[str]:
    out = []
    for h in incident.harm:
        amount = figures(h.low, h.best, h.high) if (h.low, h.high) != (0, 0) else "no"
        people = _people(h.group, 1 if amount == "1" else 2)
        if h.low is None and h.best is None and h.high is None:
            continue
        sources = [
            f"{figures(s.low, s.best, s.high)} according to {s.source or 'the report itself'}" for s in h.by_source
        ]
        rest = f" ({'; '.join(sources)})" if sources else ""
        out.append(f"{amount[:1].upper()}{amount[1:]} {people} {h.effect}{rest}.")
    return out


def _people(group: str, count: int) -> str:
    """The group in words: 1 child, 2 children, 1 health worker."""
    if group == "all":
        return "person" if count == 1 else "people"
    word = group.replace("_", " ")
    if count != 1 or group == "security_forces":
        return word
    return {"children": "child", "women": "woman", "men": "man"}.get(word, word.removesuffix("s"))


def _doubts(bundle: Bundle, incident: Incident) -> list[str]:
    out = []
    denied = [bundle.names.source(c.source) for c in bundle.claims_of(incident) if c.stance == "denies" and c.source]
    if denied:
        out.append(f"Denied by {_and([d for d in dict.fromkeys(denied) if d])}.")
    fields = list(dict.fromkeys(d.field for d in incident.disputes))
    if fields:
        out.append(f"In dispute: {', '.join(fields)}.")
    return out

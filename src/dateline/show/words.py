"""What a claim says, in a few plain words each: who, what, to whom, where, when, how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.incidents.titles import day_words
from dateline.lexicon import load_toml
from dateline.model import Claim, Document, Harm, Place

_ROLES = {"initiator": "by", "target": "against", "supporter": "supported by", "loser": "lost by", "recipient": "to"}
_STATUS = {"planned": "planned", "ongoing": "going on", "hypothetical": "only supposed"}
_PRECISION = {"near": "near", "area": "area of"}
LONGEST_QUOTE = 320  # characters; a claim's evidence is a clause or a sentence, so longer ones are rare


def who(claim: Claim, document: Document) -> str:
    """The source with its carriers; the paper itself where nobody is named."""
    if claim.source is None:
        return f"{document.publisher or 'the report'} itself"
    return ", via ".join((claim.source.name, *claim.source.via))


def what(claim: Claim) -> str:
    """The kind of event, with what makes it other than a plain one: planned, or said not to have happened."""
    name: str = load_toml("incidents.toml")["titles"].get(claim.type, claim.type.replace("_", " "))
    marks = [_STATUS[claim.status]] if claim.status in _STATUS else []
    if claim.polarity == "denied" and claim.stance != "denies":
        marks.append("said not to have happened")
    return f"{name.lower()} ({', '.join(marks)})" if marks else name.lower()


def parties(claim: Claim, actors: Mapping[str, str]) -> str:
    """ "by the army, against civilians": canonical names where known, the text's own words else."""
    by_role: dict[str, list[str]] = {}
    for p in claim.participants:
        name = actors.get(p.actor or "", p.name)
        if name not in by_role.setdefault(p.role, []):
            by_role[p.role].append(name)
    return ", ".join(f"{word} {listed(by_role[role])}" for role, word in _ROLES.items() if role in by_role)


def where(place: Place) -> str:
    """ "near Gao, Gao": what is not a point says so; the first-level region after it."""
    name = f"{_PRECISION[place.precision]} {place.name}" if place.precision in _PRECISION else place.name
    return ", ".join(x for x in (name, place.admin1 if place.admin1 != place.name else None) if x)


def point(place: Place) -> str:
    """ "16.27 N 0.05 W"; empty where the place has no point."""
    if place.lat is None or place.lon is None:
        return ""
    north, east = "N" if place.lat >= 0 else "S", "E" if place.lon >= 0 else "W"
    return f"{abs(place.lat):.2f} {north} {abs(place.lon):.2f} {east}"


def tolls(harm: Iterable[Harm]) -> str:
    """ "at least 6 civilians killed, 15 people injured"; who they were is no toll."""
    return ", ".join(
        f"{number(h.low, h.high, h.best)} {people(h.group, h.low)} {h.effect}"
        for h in harm if h.numbered or not h.partial
    )  # fmt: skip


def number(low: int | None, high: int | None, best: int | None = None) -> str:
    """A range in words: "6", "at least 6", "up to 6", "24 to 99"."""
    if low is None and high is None:
        return f"{best:,}" if best is not None else "some"
    if high is None:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"up to {high:,}"


def people(group: str, low: int | None) -> str:
    """The word for a group of people, for one or for many."""
    names: dict[str, list[str]] = load_toml("incidents.toml")["people"]
    one, many = names.get(group, names["all"])
    return (one if low == 1 else many) or ("person" if low == 1 else "people")


def control(claim: Claim, actors: Mapping[str, str]) -> str:
    """ "from A to B", "held by A"."""
    if claim.control is None:
        return ""
    c = claim.control
    words = [("from", c.from_), ("to", c.to), ("held by", c.holder)]
    return " ".join(f"{word} {actors.get(actor, actor)}" for word, actor in words if actor)


def facts(claim: Claim, actors: Mapping[str, str]) -> str:
    """All that the claim says besides its source, on one line: "shelling by A, against B · Gao · 4 May 2024 · ..."."""
    parts = [
        " ".join(x for x in (what(claim), parties(claim, actors)) if x),
        where(claim.place) if claim.place else "",
        day_words(claim.when) if claim.when else "",
        tolls(claim.harm),
        control(claim, actors),
        listed([m.replace("_", " ") for m in claim.means]),
        f"struck: {listed([s.replace('_', ' ') for s in claim.struck])}" if claim.struck else "",
    ]
    return " · ".join(x for x in parts if x)


def quote(claim: Claim) -> str:
    """The evidence on one line, in quotation marks, cut at a word where it is long."""
    words = " ".join(claim.evidence.text.split())
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"


def paper(document: Document) -> str:
    """ "Gao Courier, 4 May 2024", or the address where the publisher is not known."""
    name = document.publisher or document.uri
    return f"{name}, {day_words_of(document.published)}" if document.published else name


def day_words_of(day: str) -> str:
    from dateline.model import When

    return day_words(When(start=day, end=day))


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def many(n: int, noun: str) -> str:
    """ "1 report", "2,000 reports"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"

"""The coded dispatches of ``corpus/``: read, checked and counted.

    python -m evals.coded             what is wrong with them, and the counts
    python -m evals.coded --write     the counts into corpus/README.md

The form of an article is strict: a field that is not of the format, or a code that is not of the contract, is refused.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from dateline.lexicon import load_toml
from dateline.model import Effect, PlacePrecision, Polarity, Stance, Status, WhenPrecision

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
# "held" is only for measuring; the second was so until 2026-11-28, the third until the evening of that day.
# The fourth never was.
OPEN = ("dispatches", "second", "third", "fourth")
REAL = "wikinews"  # articles that were published, also only for measuring; what they report may stand in several
PARTS = (*OPEN, "held", REAL)
TYPES = frozenset(load_toml("ontology.toml")["types"])

Kind = Literal["official", "military", "armed_group", "state_media", "media", "monitor", "activist", "rescue",
               "medical", "resident", "witness", "relative", "aid_worker", "ngo", "un", "analyst",
               "anonymous"]  # fmt: skip
Group = Literal["all", "civilians", "children", "women", "men", "journalists", "health_workers", "aid_workers",
                "rescuers", "fighters", "security_forces", "officials", "others"]  # fmt: skip
Means = Literal["aircraft", "helicopter", "drone", "missile", "rocket", "artillery", "mortar", "barrel_bomb",
                "cluster_munition", "car_bomb", "suicide_vest", "ied", "mine", "gun", "grenade", "knife", "explosives",
                "chemical", "chlorine", "sarin", "white_phosphorus"]  # fmt: skip
Struck = Literal["school", "hospital", "market", "home", "worship", "camp", "convoy", "bus", "boat", "road", "bridge",
                 "oil_facility", "water_facility", "power_facility", "military_site", "police_site",
                 "government_building", "civil_defence", "checkpoint", "bakery", "farm", "prison", "embassy",
                 "heritage"]  # fmt: skip
Name = Annotated[str, msgspec.Meta(min_length=1)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Coded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a coded article."""


class Spot(Coded, frozen=True):
    name: Name
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None
    lat: Latitude
    lon: Longitude
    precision: PlacePrecision


class Time(Coded, frozen=True):
    start: date
    end: date
    precision: WhenPrecision


class Toll(Coded, frozen=True):
    effect: Effect
    group: Group
    low: Annotated[int, msgspec.Meta(ge=0)]
    high: int | None


class CodedClaim(Coded, frozen=True):
    id: Name
    evidence: Name
    type: Name
    source: Name | None
    source_kind: Kind | None
    via: list[Name]
    stance: Stance
    polarity: Polarity
    status: Status
    initiators: list[Name]
    targets: list[Name]
    place: Spot | None
    when: Time | None
    harm: list[Toll]
    means: list[Means]
    struck: list[Struck]
    control: dict[Literal["from", "to", "holder"], Name | None] | None
    incident: Name
    speaker: Name | None = None
    also: list[Name] = []


class CodedIncident(Coded, frozen=True):
    id: Name
    type: Name
    place: Name | None
    start: date | None
    end: date | None
    world: Name


class CodedHolding(Coded, frozen=True):
    place: Name
    holder: Name
    source: Name | None
    stance: Stance


class Article(Coded, frozen=True):
    """A dispatch with its coding. ``war`` and ``outlet`` are of this corpus; the scorers do not read them."""

    doc: Name
    title: Name | None
    publisher: Name | None
    published: date | None
    war: Name
    outlet: Name
    claims: list[CodedClaim]
    incidents: list[CodedIncident]
    holdings: list[CodedHolding]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """An article and the text beside it."""

    article: Article
    text: str


def load(folder: Path) -> list[Dispatch]:
    """All dispatches of a folder, by name. Raises ValueError, with the file, where one is not of the format."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            article = msgspec.json.decode(path.read_bytes(), type=Article)
        except msgspec.MsgspecError as e:
            raise ValueError(f"{path.name}: {e}") from e
        if article.doc != path.stem:
            raise ValueError(f"{path.name}: doc is {article.doc!r}")
        found.append(Dispatch(article, path.with_suffix(".txt").read_text(encoding="utf-8")))
    return found


def story(name: str) -> str:
    """The name without its last letter: what all reports of one story share ("peru-huanta-a" is of "peru-huanta")."""
    return re.sub(r"-[a-z]$", "", name)


def problems(dispatches: Iterable[Dispatch]) -> list[str]:
    """What the format cannot say by itself, a line each."""
    lines = []
    worlds: dict[str, set[str]] = defaultdict(set)
    for d in dispatches:
        lines += [f"{d.article.doc}: {line}" for line in _wrong(d)]
        for i in d.article.incidents:
            worlds[i.world.lower()].add(story(d.article.doc))
    lines += [f"{world}: in several stories ({', '.join(sorted(of))})" for world, of in worlds.items() if len(of) > 1]
    return lines


def _wrong(d: Dispatch) -> Iterator[str]:
    a = d.article
    for what, ids in (("claim", [c.id for c in a.claims]), ("incident", [i.id for i in a.incidents])):
        yield from (f"{what} {i} twice" for i, n in Counter(ids).items() if n > 1)
    yield from (f"world key twice: {w}" for w, n in Counter(i.world.lower() for i in a.incidents).items() if n > 1)
    incidents = {i.id for i in a.incidents}
    yield from (f"incident {i} has no claim" for i in sorted(incidents - {c.incident for c in a.claims}))
    for c in a.claims:
        yield from (f"{c.id}: not in the text: {words!r}" for words in (c.evidence, *c.also) if words not in d.text)
        if c.incident not in incidents:
            yield f"{c.id}: no incident {c.incident}"
        if c.type not in TYPES:
            yield f"{c.id}: no type {c.type}"
        if (c.source is None) != (c.source_kind is None):
            yield f"{c.id}: a source without a kind, or a kind without a source"
        if c.when and c.when.end < c.when.start:
            yield f"{c.id}: ends before it starts"
        if (c.stance == "denies") != (c.polarity == "denied") and c.stance == "denies":
            yield f"{c.id}: denies, but is affirmed"
        if c.type == "control_state" and not (c.control and c.control.get("holder")):
            yield f"{c.id}: control without a holder"
        yield from (f"{c.id}: {t.effect} {t.low} to {t.high}" for t in c.harm if t.high is not None and t.high < t.low)


def counts(dispatches: Sequence[Dispatch]) -> str:
    """How many of what, as Markdown."""
    articles = [d.article for d in dispatches]
    claims = [c for a in articles for c in a.claims]
    worlds = {i.world.lower() for a in articles for i in a.incidents}
    words = sum(len(d.text.split()) for d in dispatches)
    by: dict[str, Counter[str]] = {
        "event type": Counter(c.type for c in claims),
        "stance": Counter(c.stance for c in claims),
        "war": Counter(a.war for a in articles),
        "decade": Counter(f"{a.published.year // 10 * 10}s" for a in articles if a.published),
        "register": Counter(a.outlet for a in articles),
    }
    lines = [
        f"{len(articles)} dispatches, {words:,} words, {len(claims)} claims of {len(worlds)} incidents, "
        f"{sum(len(a.holdings) for a in articles)} holdings; "
        f"{sum(c.source is not None for c in claims)} claims name a source, "
        f"{sum(bool(c.harm) for c in claims)} give a toll.",
        "",
    ]
    for what, counted in by.items():
        order = sorted(counted.items(), key=lambda x: x[0] if what == "decade" else (-x[1], x[0]))
        lines += [f"**By {what}**: " + ", ".join(f"{name} {n}" for name, n in order) + ".", ""]
    return "\n".join(lines).rstrip()


def main(argv: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    ap = argparse.ArgumentParser(prog="evals.coded", description="Check and count the coded dispatches.")
    ap.add_argument("--corpus", type=Path, default=CORPUS)
    ap.add_argument("--write", action="store_true", help="write the counts into the corpus's README.md")
    ns = ap.parse_args(argv)
    parts = {p: load(ns.corpus / p) for p in PARTS}
    every = [d for p in PARTS for d in parts[p]]
    lines = problems(d for p in PARTS if p != REAL for d in parts[p])
    lines += [line for d in parts[REAL] for line in problems([d])]
    stories = {p: {story(d.article.doc) for d in parts[p]} for p in PARTS}
    lines += [f"{s}: in {p}/ and in {q}/" for p, q in combinations(PARTS, 2) for s in sorted(stories[p] & stories[q])]
    table = counts(every) + "\n\n" + "; ".join(f"`{p}/`: {len(parts[p])} dispatches" for p in PARTS) + "."
    print("\n".join([*lines, table]))
    if ns.write:
        readme = ns.corpus / "README.md"
        text = readme.read_text(encoding="utf-8")
        new = re.sub(r"(<!-- counts -->\n).*?(\n<!-- end -->)", lambda m: m[1] + table + m[2], text, flags=re.S)
        readme.write_text(new, encoding="utf-8")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())

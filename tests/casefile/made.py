"""A stand-in for the machine: it makes one claim a sentence by plain rules, the same every time.

Sentences with "shell" are shelling, with "took" territory_taken, with "denied" a denial; the number before "people",
"died" or "were killed" is the toll; the words before the last "said" are the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.model import (
    Actor,
    Attribution,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Document,
    Harm,
    Mention,
    Participant,
    Place,
    Producer,
    Reason,
    Source,
    Span,
    document_id,
    make_id,
)  # fmt: skip
from dateline.reading import Reading

PLACES = {"Oramo": (10.5, 20.25), "Lessing": (11.0, 21.0)}
ARMY = Actor(id="act_army", name="Northland Army", kind="state_forces", country="XN")
REBELS = Actor(id="act_rebels", name="Lakeside Front", kind="rebel", country="XN")


def document(publisher: str | None, published: str | None, text: str, title: str | None = None) -> Document:
    identity = document_id(publisher, published, title, text)
    return Document(
        id=identity, uri=f"made/{identity}.txt", title=title, publisher=publisher, published=published, language="en",
        text=text,
    )  # fmt: skip


def span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def tell(publisher: str, published: str, text: str, *, shift: int = 0) -> Reading:
    return read(document(publisher, published, text), shift=shift)


def read(doc: Document, *, shift: int = 0) -> Reading:
    """``shift`` is added to every toll: another version of the program that reads otherwise."""
    claims = [claim(doc, m.start(), m.end(), shift) for m in re.finditer(r"[^.]+\.", doc.text)]
    mentions = tuple(
        Mention(
            document=doc.id, kind="place", span=span(doc.text, m.start(), m.end()), ref=f"made:{m[0]}",
            value=Place(id=f"made:{m[0]}", name=m[0], lat=PLACES[m[0]][0], lon=PLACES[m[0]][1], country="XN"),
        )
        for m in re.finditer("|".join(PLACES), doc.text)
    )  # fmt: skip
    attributions = tuple(
        Attribution(document=doc.id, source=None, cue=span(doc.text, m.start(), m.end()), content=())
        for m in re.finditer("said", doc.text)
    )
    return Reading(doc, (ARMY, REBELS), mentions, attributions, tuple(claims), unresolved_dates=1)


def where(name: str, words: Span | None) -> ClaimPlace:
    """``words``: those that name it, where the claim's own sentence does."""
    lat, lon = PLACES[name]
    return ClaimPlace(id=f"made:{name}", name=name, lat=lat, lon=lon, country="XN", span=words)


def claim(doc: Document, start: int, end: int, shift: int) -> Claim:
    words = doc.text[start:end]
    place = next((name for name in PLACES if name in doc.text), None)
    at = start + words.find(place) if place and place in words else None
    named = span(doc.text, at, at + len(place)) if place and at is not None else None
    toll = re.search(r"(\d+) (?:people|died|were)", words)
    said = re.search(r"(?:, )(?:the |a |their )?(\w+) said", words)
    kind = "territory_taken" if "took" in words else "shelling"
    harm: tuple[Harm, ...] = ()
    if toll:
        n = int(toll[1]) + shift
        words_of_toll = span(doc.text, start + toll.start(1), start + toll.end(1))
        harm = (Harm(effect="killed", low=n, best=n, high=n, span=words_of_toll),)
    return Claim(
        id=make_id("clm", doc.id, start, kind, harm and harm[0].low),
        document=doc.id, type=kind, evidence=span(doc.text, start, end),
        trigger=span(doc.text, start, start + len(words.split()[0])),
        source=Source(name=said[1], kind="official") if said else None,
        stance="denies" if "denied" in words else "reports", polarity="denied" if "denied" in words else "affirmed",
        participants=(Participant(role="initiator", actor=REBELS.id, name=REBELS.name),) if "Rebels" in words else (),
        place=where(place, named) if place else None,
        when=ClaimWhen(start=doc.published, end=doc.published) if doc.published else None,
        harm=harm, why=(Reason(field="type", rule=f"word list: {kind}"),),
    )  # fmt: skip


class Teller:
    """Has the parts of the pipeline's Machine that reading into a casefile uses."""

    def __init__(self, version: str, shift: int = 0) -> None:
        self.producer = Producer(version=version, model="made", ontology="dateline/1", gazetteer="made")
        self.shift = shift
        self.seen: list[str] = []

    def readings(self, docs: Iterable[Document], jobs: int = 1) -> Iterator[Reading]:
        for doc in docs:
            self.seen.append(doc.id)
            yield read(doc, shift=self.shift)

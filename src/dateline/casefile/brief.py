"""An incident in brief: what a list, a map and a time line show of it and filter by, without its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.casefile.words import figures, tolls
from dateline.model import Claim, Document, Incident, Place, Record, When


class Brief(Record, frozen=True, kw_only=True):
    """``documents`` are the reports' numbers in the casefile; ``sources`` the names that its claims speak under;
    ``disputes`` the fields; ``killed`` and ``injured`` the widest group's figures in words, ``dead`` the best number.
    """

    id: str
    title: str
    type: str
    place: Place | None = None
    when: When | None = None
    first_reported: str | None = None
    killed: str | None = None
    injured: str | None = None
    dead: int | None = None
    tolls: str = ""
    claims: int = 0
    documents: tuple[int, ...] = ()
    origins: int = 0
    grade: str | None = None
    disputes: tuple[str, ...] = ()
    updated: bool = False
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def speaker(claim: Claim, document: Document | None) -> str:
    """The name under which a claim speaks, by which reliability is pinned: its source, else the publisher, else ""."""
    if claim.source is not None:
        return claim.source.name
    return (document.publisher if document else None) or ""


def brief(
    incident: Incident, claims: Iterable[Claim], documents: Mapping[str, Document], numbers: Mapping[str, int]
) -> Brief:
    """``numbers``: document id -> its number in the casefile."""
    own = list(claims)
    place = incident.place
    names = (speaker(c, documents.get(c.document)) or "the report itself" for c in own)
    killed = [h.best or h.low for h in incident.harm if h.effect == "killed" and h.group in ("all", "civilians")]
    return Brief(
        id=incident.id, title=incident.title, type=incident.type,
        place=None if place is None else Place(
            id=place.id, name=place.name, lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1,
            precision=place.precision,
        ),
        when=incident.when and When(
            start=incident.when.start, end=incident.when.end, precision=incident.when.precision
        ),
        first_reported=incident.first_reported, killed=toll(incident, "killed"), injured=toll(incident, "injured"),
        dead=next((k for k in killed if k is not None), None),
        tolls=tolls([h for h in incident.harm if h.group == "all"] or incident.harm),
        claims=len(incident.claims), documents=tuple(sorted(numbers[d] for d in incident.documents)),
        origins=incident.origins, grade=incident.grade.code if incident.grade else None,
        disputes=tuple(dict.fromkeys(d.field for d in incident.disputes)), updated=bool(incident.updates),
        sources=tuple(dict.fromkeys(names)),
        kinds=tuple(dict.fromkeys((c.source.kind or "") if c.source else "publisher" for c in own)),
        stances=tuple(dict.fromkeys(c.stance for c in own)),
        groups=tuple(dict.fromkeys(h.group for h in incident.harm)),
    )  # fmt: skip


def toll(incident: Incident, effect: str) -> str | None:
    """The widest group's figure in words: all, else civilians, else the first that is there."""
    found = {h.group: h for h in incident.harm if h.effect == effect}
    for group in ("all", "civilians", *found):
        if group in found:
            h = found[group]
            return figures(h.low, h.best, h.high)
    return None

"""ACLED's columns and codes (codebook of 2023), one row an incident.

Fatalities are the lowest credible figure, as ACLED has it, and 0 where no source gives one. A week or a month is dated
by its middle day. What has no date, no country, or only plans and denials to speak for it is left out and counted.
``docs/reference/codebooks.md`` says for each column where its value comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dateline.export import codes
from dateline.export.bundle import STATE_KINDS, Bundle, LeftOut, days, number, reference_day, told, valid_point
from dateline.export.names import PERSON
from dateline.export.notes import note
from dateline.model import Incident, Participant, When

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_VIOLENCE = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Riots")


def rows(bundle: Bundle, at: str) -> Iterator[dict[str, object]]:
    """The rows in the order of the incidents; ``at``: the moment of the export (ISO 8601), for ``timestamp``."""
    return bundle.each(lambda i: _row(bundle, i, at))


def _row(bundle: Bundle, incident: Incident, at: str) -> dict[str, object]:
    kind = codes.ontology(incident.type)
    place, when = incident.place, incident.when
    country = codes.country(place.country if place else None)
    if not kind.get("acled"):
        raise LeftOut("no event type of ACLED's")
    if not told(incident, bundle.claims_of(incident)):
        raise LeftOut("no source says that it happened")
    if when is None:
        raise LeftOut("no date")
    if days(when.start, when.end) > 31:
        raise LeftOut("no date closer than a month")
    if place is None or not country.iso2:
        raise LeftOut("no country")
    if not valid_point(place.lat, place.lon):
        raise LeftOut("no point on the map")
    sub, event = sub_event(bundle, incident)
    first, second = _sides(bundle, incident, event, country.name)
    day = reference_day(when.start, when.end)
    killed = bundle.toll(incident.harm, "killed")
    return {
        "event_id_cnty": f"{country.iso3}{number(incident.id, 12)}",
        "event_date": day,
        "year": int(day[:4]),
        "time_precision": time_precision(when),
        "disorder_type": disorder(event, sub),
        "event_type": event,
        "sub_event_type": sub,
        **_actor_columns(first, second),
        "civilian_targeting": "Civilian targeting" if event in _VIOLENCE and 7 in (first.inter, second.inter) else "",
        "iso": int(country.numeric) if country.numeric else "",
        "region": country.acled,
        "country": country.name,
        "admin1": place.name if place.precision == "admin1" else place.admin1 or "",
        "admin2": place.name if place.precision == "admin2" else "",
        "admin3": "",
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": codes.table("acled.geo_precision")[place.precision],
        "source": "; ".join(bundle.sources(incident)),
        "source_scale": "",
        "notes": note(bundle, incident),
        "fatalities": killed.low if killed else 0,
        "tags": "crowd size=no report" if event in ("Protests", "Riots") else "",
        "timestamp": int(datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC).timestamp()),
    }  # fmt: skip


def time_precision(when: When) -> int:
    """1 the day, 2 a week or less, 3 longer."""
    span = days(when.start, when.end)
    return 1 if span == 1 else 2 if span <= 7 else 3


def sub_event(bundle: Bundle, incident: Incident) -> tuple[str, str]:
    """Sub-event and event type: what the claims say more narrowly if they agree, else what the type says."""
    known = {sub: event for event, subs in codes.table("acled.sub_events").items() for sub in subs}
    narrower = {c.acled for c in bundle.claims_of(incident) if c.acled in known}
    kind = codes.ontology(incident.type)
    sub = str(kind["acled"])
    if incident.type == "territory_taken":
        takers = [bundle.kind(p) for p in bundle.parties(incident, "initiator")]
        sub = "Government regains territory" if takers and takers[0] in STATE_KINDS else sub
    if len(narrower) == 1:
        sub = str(narrower.pop())
    return sub, known.get(sub, str(kind["event"]))


def disorder(event: str, sub: str) -> str:
    """ACLED's disorder type; excessive force against protesters and mob violence's political side count twice there."""
    if sub == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if sub == "Mob violence":
        return "Political violence"
    return str(codes.table("acled.disorder")[event])


class _Side:
    """One side of an event: its main actor, those associated, ACLED's code."""

    def __init__(self, name: str = "", others: tuple[str, ...] = (), inter: int = 0) -> None:
        self.name, self.others, self.inter = name, others, inter


def _sides(bundle: Bundle, incident: Incident, event: str, country: str) -> tuple[_Side, _Side]:
    acting = bundle.parties(incident, "initiator")
    acting.sort(key=lambda p: bundle.kind(p) == "civilians")  # an organised party before a person who acts for it
    first = _side(bundle, acting, bundle.parties(incident, "supporter"), country)
    second = _side(bundle, bundle.others(incident, acting, "target", "loser", "recipient"), [], country)
    if not first.name:
        unknown = codes.table("acled.unknown_actor")
        name = str(unknown.get(event, unknown["*"]))
        first = _Side(f"{name} ({country})", (), {"Protesters": 6, "Rioters": 5}.get(name, 3))
    elif event in ("Protests", "Riots") and first.inter == 7:
        name = "Protesters" if event == "Protests" else "Rioters"
        first = _Side(f"{name} ({country})", (first.name, *first.others), 6 if event == "Protests" else 5)
    return first, second


def _side(bundle: Bundle, main: list[Participant], helpers: list[Participant], country: str) -> _Side:
    if not main:
        return _Side()
    named = [_called(bundle, p, country) for p in (*main, *helpers)]
    return _Side(
        named[0], tuple(dict.fromkeys(n for n in named[1:] if n != named[0])), _inter(bundle, main[0], country)
    )


def _called(bundle: Bundle, participant: Participant, country: str) -> str:
    """Groups of people carry their country, as in "Civilians (Northland)"."""
    name = bundle.party(participant)
    if bundle.kind(participant) != "civilians":
        return name
    return f"Civilians ({country})" if name == PERSON else f"{name[:1].upper()}{name[1:]} ({country})"


def _inter(bundle: Bundle, participant: Participant, country: str) -> int:
    actor = bundle.actors.get(participant.actor or "")
    code = codes.inter(bundle.kind(participant))
    abroad = code == 1 and actor is not None and actor.country and codes.country(actor.country).name != country
    return 8 if abroad else code


def _actor_columns(first: _Side, second: _Side) -> dict[str, object]:
    pair = sorted((first.inter, second.inter))
    alone = not second.inter
    return {
        "actor1": first.name,
        "assoc_actor_1": "; ".join(first.others),
        "inter1": first.inter,
        "actor2": second.name,
        "assoc_actor_2": "; ".join(second.others),
        "inter2": second.inter,
        "interaction": first.inter * 10 if alone else pair[0] * 10 + pair[1],
    }

"""UCDP GED's columns and codes (codebook 23.1), one row an incident with at least one death.

The range is that of the most reliable sources as reconciled by ``dateline.incidents``. Ids of conflicts, dyads and
sides belong to UCDP and stay empty. ``docs/reference/codebooks.md`` says where each column comes from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from dateline.export import codes
from dateline.export.bundle import STATE_KINDS, Bundle, LeftOut, Toll, days, number, told, valid_point
from dateline.model import Document, Incident, Participant, Place, When

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
_FIGHTING = ("armed_clash", "territory_taken")
_CIVIL = ("civilians", "children", "women", "men", "journalists", "health_workers", "aid_workers", "rescuers")


def rows(bundle: Bundle) -> Iterator[dict[str, object]]:
    """The rows in the order of the incidents."""
    return bundle.each(lambda i: _row(bundle, i))


def _row(bundle: Bundle, incident: Incident) -> dict[str, object]:
    place, when = incident.place, incident.when
    killed = bundle.toll(incident.harm, "killed")
    if not codes.ontology(incident.type).get("ucdp"):
        raise LeftOut("no use of armed force by an organised actor")
    if not told(incident, bundle.claims_of(incident)):
        raise LeftOut("no source says that it happened")
    if killed is None or killed.best < 1:
        raise LeftOut("no death")
    if when is None:
        raise LeftOut("no date")
    if place is None:
        raise LeftOut("no place")
    if not place.country or not codes.country(place.country).ucdp:
        raise LeftOut("no country of the codebook")
    if not valid_point(place.lat, place.lon):
        raise LeftOut("no point on the map")
    side_a, side_b = _sides(bundle, incident)
    violence = _violence(bundle, incident, side_a, side_b)
    names = [bundle.party(p) if p else "" for p in (side_a, side_b)]
    if violence == 3 or (side_b is not None and bundle.kind(side_b) == "civilians"):
        names[1] = "Civilians"
    return {
        "id": number(incident.id, 12),
        "relid": incident.id,
        "year": int(when.start[:4]),
        "active_year": "",
        "code_status": "Clear" if incident.id in bundle.records.reviewed else "Check",
        "type_of_violence": violence,
        **dict.fromkeys(("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"), ""),
        "dyad_name": " - ".join(names) if all(names) else "",
        "side_a_dset_id": "", "side_a_new_id": "", "side_a": names[0],
        "side_b_dset_id": "", "side_b_new_id": "", "side_b": names[1],
        **_sources(bundle, incident),
        **_where(bundle, incident, place),
        "event_clarity": 1 if when.precision in ("day", "days", "week") and place.precision in ("exact", "near") else 2,
        "date_prec": date_prec(when), "date_start": when.start, "date_end": when.end,
        **_deaths(bundle, incident, killed, side_a, side_b),
        "gwnoa": _gw(bundle, side_a), "gwnob": _gw(bundle, side_b),
    }  # fmt: skip


def date_prec(when: When) -> int:
    """1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
    span = days(when.start, when.end)
    return 1 if span == 1 else 2 if span <= 6 else 3 if span <= 7 else 4 if span <= 31 else 5


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell (half a degree, counted from the south-west corner of the world)."""
    row, column = min(359, math.floor((lat + 90) * 2)), min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1


def _sides(bundle: Bundle, incident: Incident) -> tuple[Participant | None, Participant | None]:
    """Side A is the state where there is one, else the side that acts."""
    acting = bundle.parties(incident, "initiator")
    hit = bundle.parties(incident, "target", "loser")
    first, second = next(iter(acting), None), next(iter(hit), None)
    if second is not None and _state(bundle, second) and not (first is not None and _state(bundle, first)):
        return second, first
    return first, second


def _state(bundle: Bundle, participant: Participant | None) -> bool:
    return participant is not None and bundle.kind(participant) in STATE_KINDS


def _violence(bundle: Bundle, incident: Incident, side_a: Participant | None, side_b: Participant | None) -> int:
    """1 state-based, 2 non-state, 3 one-sided. Where no second side is named, deaths of civilians make it one-sided,
    and fighting does not."""
    if side_b is not None and codes.inter(bundle.kind(side_b)) in (5, 6, 7):
        return 3
    civilians = any(h.effect == "killed" and h.group in _CIVIL for h in incident.harm)
    if side_b is None and civilians and incident.type not in _FIGHTING:
        return 3
    if _state(bundle, side_a) or _state(bundle, side_b):
        return 1
    return 2 if (side_a is not None and side_b is not None) or incident.type in _FIGHTING else 3


def _gw(bundle: Bundle, participant: Participant | None) -> object:
    if not _state(bundle, participant) or participant is None:
        return ""
    actor = bundle.actors.get(participant.actor or "")
    gw = codes.country(actor.country if actor else None).gw
    return int(gw) if gw else ""


def _sources(bundle: Bundle, incident: Incident) -> dict[str, object]:
    documents = bundle.documents_of(incident)
    articles = [
        ",".join((d.publisher or "", d.published or "", bundle.names.title(d.id, d.title) or "")) for d in documents
    ]
    first: Document | None = documents[0] if documents else None
    return {
        "number_of_sources": len(documents),
        "source_article": ";".join(f'"{a}"' for a in articles),
        "source_office": (first.publisher or "") if first else "",
        "source_date": (first.published or "") if first else "",
        "source_headline": (bundle.names.title(first.id, first.title) or "") if first else "",
        "source_original": "; ".join(bundle.sources(incident)),
    }


def _where(bundle: Bundle, incident: Incident, place: Place) -> dict[str, object]:
    words = [
        " ".join(c.place.span.text.split())
        for c in bundle.claims_of(incident)
        if c.place is not None and c.place.span is not None
    ]
    country = codes.country(place.country)
    point = valid_point(place.lat, place.lon)
    lat, lon = place.lat or 0.0, place.lon or 0.0
    return {
        "where_prec": codes.table("ucdp.where_prec")[place.precision],
        "where_coordinates": place.name,
        "where_description": "; ".join(dict.fromkeys(words)),
        "adm_1": place.name if place.precision == "admin1" else place.admin1 or "",
        "adm_2": place.name if place.precision == "admin2" else "",
        "latitude": place.lat if point else "",
        "longitude": place.lon if point else "",
        "geom_wkt": f"POINT ({lon} {lat})" if point else "",
        "priogrid_gid": priogrid(lat, lon) if point else "",
        "country": country.name,
        "country_id": int(country.gw) if country.gw else "",
        "region": country.ucdp,
    }


def _deaths(
    bundle: Bundle, incident: Incident, killed: Toll, side_a: Participant | None, side_b: Participant | None
) -> dict[str, object]:
    """Deaths by side; together they are ``best``. Groups of people overlap (children are civilians), so the named
    groups count only as far as the whole leaves room."""

    def of(*groups: str) -> int:
        found = bundle.toll([h for h in incident.harm if h.group in groups], "killed")
        return found.best if found else 0

    room = killed.best
    civilians = min(room, of("civilians") or of(*_CIVIL))
    room -= civilians
    security, fighters = min(room, of("security_forces")), 0
    room -= security
    fighters = min(room, of("fighters"))
    room -= fighters
    a_is_state, b_is_state = _state(bundle, side_a), _state(bundle, side_b)
    a = (security if a_is_state else 0) + (fighters if side_a is not None and not a_is_state and b_is_state else 0)
    b = (security if b_is_state and not a_is_state else 0) + (fighters if side_b is not None and a_is_state else 0)
    return {
        "deaths_a": a, "deaths_b": b, "deaths_civilians": civilians, "deaths_unknown": killed.best - a - b - civilians,
        "best": killed.best, "high": killed.high, "low": killed.low,
    }  # fmt: skip

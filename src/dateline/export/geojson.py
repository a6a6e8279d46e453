"""GeoJSON (RFC 7946): one point an incident, with flat properties that QGIS and kepler.gl can filter by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.export.bundle import Bundle, LeftOut, valid_point
from dateline.export.notes import note
from dateline.model import Incident


def features(bundle: Bundle) -> Iterator[dict[str, Any]]:
    """The features of a FeatureCollection. Incidents without a point are left out and counted."""
    return bundle.each(lambda i: _feature(bundle, i))


def _feature(bundle: Bundle, incident: Incident) -> dict[str, Any]:
    place = incident.place
    if place is None or not valid_point(place.lat, place.lon):
        raise LeftOut("no point on the map")
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": properties(bundle, incident),
    }


def properties(bundle: Bundle, incident: Incident) -> dict[str, Any]:
    """What is known of an incident as one flat object; lists are joined with "; "."""
    killed, injured = bundle.toll(incident.harm, "killed"), bundle.toll(incident.harm, "injured")
    place, when = incident.place, incident.when
    return {
        "id": incident.id, "title": incident.title, "type": incident.type,
        "start": when.start if when else None, "end": when.end if when else None,
        "date_precision": when.precision if when else None,
        "place": place.name if place else None, "admin1": place.admin1 if place else None,
        "country": place.country if place else None, "place_precision": place.precision if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None,
        "initiators": "; ".join(bundle.party(p) for p in bundle.parties(incident, "initiator")),
        "targets": "; ".join(bundle.party(p) for p in bundle.parties(incident, "target", "loser")),
        "killed_low": killed.low if killed else None, "killed_best": killed.best if killed else None,
        "killed_high": killed.high if killed else None, "injured_low": injured.low if injured else None,
        "injured_best": injured.best if injured else None, "injured_high": injured.high if injured else None,
        "claims": len(incident.claims), "documents": len(incident.documents), "origins": incident.origins,
        "sources": "; ".join(bundle.sources(incident)),
        "disputes": "; ".join(dict.fromkeys(d.field for d in incident.disputes)),
        "grade": incident.grade.code if incident.grade else None, "reviewed": incident.id in bundle.records.reviewed,
        "notes": note(bundle, incident),
    }  # fmt: skip

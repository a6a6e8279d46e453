"""Airwars' civilian harm assessments, one row an incident in which civilians may have come to harm.

Lists (belligerents, sources) are JSON in their cells. Nobody's name is in ``victims`` unless names are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.export import codes
from dateline.export.bundle import Bundle, LeftOut, Toll, closed, told
from dateline.model import Effect, Incident, Participant, Place

GROUPS = (
    "civilian_non_combatants", "children", "women", "men", "journalists", "healthcare_personnel",
    "human_rights_defenders", "other_protected_persons", "belligerents", "undetermined",
)  # fmt: skip
_ENDS = ("killed_min", "killed_max", "injured_min", "injured_max")
COLUMNS = (
    "code", "date", "local_time", "location_name", "latitude", "longitude", "geolocation_accuracy", "strike_status",
    "strike_type", "infrastructure", "belligerents", "civilian_harm_reported", "civilian_harm_status",
    "cause_of_death", "victims", "sources",
    *(f"{group}_{end}" for group in GROUPS for end in _ENDS),
)  # fmt: skip
GRADES = ("Confirmed", "Fair", "Weak", "Contested", "Discounted")
_FIGHTING = frozenset({"fighters", "security_forces"})


def rows(bundle: Bundle) -> Iterator[dict[str, object]]:
    """The rows in the order of the incidents."""
    return bundle.each(lambda i: _row(bundle, i))


def _row(bundle: Bundle, incident: Incident) -> dict[str, object]:
    kinds = codes.table("airwars.strike_type")
    if incident.type not in kinds:
        raise LeftOut("no use of explosives or arms")
    if not told(incident, bundle.claims_of(incident)):
        raise LeftOut("no source says that it happened")
    harmed = [h for h in incident.harm if h.effect in ("killed", "injured") and h.group not in _FIGHTING]
    if not harmed:
        raise LeftOut("no harm to civilians reported")
    place, when = incident.place, incident.when
    grade = incident.grade.code if incident.grade else "weak"
    means = {m for c in bundle.claims_of(incident) for m in c.means}
    return {
        "code": f"DL{number_code(incident)}",
        "date": when.start if when else "",
        "local_time": "",
        "location_name": _place_name(place) if place else "",
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geolocation_accuracy": codes.table("airwars.geolocation")[place.precision] if place else "",
        "strike_status": codes.table("airwars.strike_status")[grade],
        "strike_type": "Drone strike" if "drone" in means and incident.type == "air_strike" else kinds[incident.type],
        "infrastructure": "; ".join(dict.fromkeys(s for c in bundle.claims_of(incident) for s in c.struck)),
        "belligerents": json.dumps(_belligerents(bundle, incident), ensure_ascii=False),
        "civilian_harm_reported": "Yes",
        "civilian_harm_status": grade.capitalize(),
        "cause_of_death": "; ".join(sorted(means)).replace("_", " "),
        "victims": "",
        "sources": json.dumps(_sources(bundle, incident), ensure_ascii=False),
        **_numbers(bundle, incident),
    }  # fmt: skip


def _place_name(place: Place) -> str:
    return ", ".join(p for p in (place.name, place.admin1, codes.country(place.country).name) if p)


def number_code(incident: Incident) -> str:
    """The incident's own id without its prefix."""
    return incident.id.rpartition("_")[2].upper()


def _belligerents(bundle: Bundle, incident: Incident) -> list[dict[str, object]]:
    """Each party said to have done it, what it says itself, and the harm that it concedes."""
    out = []
    for p in bundle.parties(incident, "initiator"):
        own = [
            c
            for c in bundle.claims_of(incident)
            if c.source is not None and _same(bundle, p, c.source.actor, c.source.name)
        ]
        admitted = [h for c in own if c.stance in ("admits", "claims") for h in c.harm]
        conceded = {
            effect: [h for h in admitted if h.effect == effect and h.group not in _FIGHTING]
            for effect in ("killed", "injured")
        }  # fmt: skip
        says = next((c.stance for c in own if c.stance in ("admits", "claims", "denies")), None)
        row: dict[str, object] = {"name": bundle.party(p), "assessment": says}
        for effect, harm in conceded.items():
            toll = closed(harm[0].low, harm[0].best, harm[0].high) if harm else None
            row |= {f"{effect}_min": toll.low if toll else None, f"{effect}_max": toll.high if toll else None}
        out.append(row)
    return out


def _same(bundle: Bundle, party: Participant, actor: str | None, name: str) -> bool:
    return (actor is not None and actor == party.actor) or name == bundle.party(party)


def _sources(bundle: Bundle, incident: Incident) -> list[dict[str, object]]:
    return [
        {
            "date": d.published, "name": d.publisher, "language": d.language,
            "url": d.uri if d.uri.startswith(("http://", "https://")) else None, "archive_url": None,
        }
        for d in bundle.documents_of(incident)
    ]  # fmt: skip


def _numbers(bundle: Bundle, incident: Incident) -> dict[str, object]:
    """Least and most killed and injured of each group. Our groups that share a column are added up; a total stands in
    "undetermined" only as far as no group names its people."""
    columns = codes.table("airwars.groups")
    out: dict[str, object] = {}
    for effect in ("killed", "injured"):
        sums: dict[str, Toll] = {}
        for h in incident.harm:
            toll = closed(h.low, h.best, h.high)
            if h.effect != effect or toll is None:
                continue
            before = sums.get(columns[h.group], Toll(0, 0, 0))
            sums[columns[h.group]] = Toll(before.low + toll.low, before.best + toll.best, before.high + toll.high)
        whole = sums.get("undetermined")
        named = bundle.toll([h for h in incident.harm if columns[h.group] != "undetermined"], _effect(effect))
        if whole is not None and named is not None:
            sums["undetermined"] = Toll(
                max(0, whole.low - named.high), max(0, whole.best - named.best), max(0, whole.high - named.low)
            )
        for group in GROUPS:
            toll = sums.get(group)
            out[f"{group}_{effect}_min"] = toll.low if toll else ""
            out[f"{group}_{effect}_max"] = toll.high if toll else ""
    return {f"{g}_{e}": out[f"{g}_{e}"] for g in GROUPS for e in _ENDS}


def _effect(name: str) -> Effect:
    return "killed" if name == "killed" else "injured"

"""The records of the output contract (schema ``dateline/1``), frozen.

Every record is an immutable :class:`msgspec.Struct`; nothing here depends on any other module of the package.
Offsets are Unicode code points into a document's stored ``text``; dates are ISO 8601 strings, both ends inclusive;
numbers of people are whole numbers, ``None`` where the text leaves an end open.
Field names are fixed by the contract: add fields, never change the meaning of one.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

SCHEMA = "dateline/1"

Stance = Literal["reports", "accuses", "denies", "admits", "claims", "doubts", "threatens", "expects"]
Polarity = Literal["affirmed", "denied"]
Status = Literal["happened", "ongoing", "planned", "hypothetical"]
PlacePrecision = Literal["exact", "near", "area", "admin2", "admin1", "country"]
WhenPrecision = Literal["day", "days", "week", "month", "season", "year"]
MentionKind = Literal["place", "actor", "time", "count"]
Role = Literal["initiator", "target", "supporter", "loser", "recipient"]
Effect = Literal["killed", "injured", "missing", "abducted", "detained", "displaced", "trapped", "evacuated"]
GradeCode = Literal["confirmed", "fair", "weak", "contested", "discounted"]

SOURCE_KINDS = (
    "official", "military", "armed_group", "state_media", "media", "monitor", "activist", "rescue", "medical",
    "resident", "witness", "relative", "aid_worker", "ngo", "un", "analyst", "anonymous",
)  # fmt: skip
GROUPS = (
    "all", "civilians", "children", "women", "men", "journalists", "health_workers", "aid_workers", "rescuers",
    "fighters", "security_forces", "officials", "others",
)  # fmt: skip
MEANS = (
    "aircraft", "helicopter", "drone", "missile", "rocket", "artillery", "mortar", "barrel_bomb", "cluster_munition",
    "car_bomb", "suicide_vest", "ied", "mine", "gun", "grenade", "knife", "explosives", "chemical", "chlorine", "sarin",
    "white_phosphorus", "bomb", "dynamite", "firebomb",
)  # fmt: skip
STRUCK = (
    "school", "hospital", "market", "home", "worship", "camp", "convoy", "bus", "boat", "road", "bridge",
    "oil_facility", "water_facility", "power_facility", "military_site", "police_site", "government_building",
    "civil_defence", "checkpoint", "bakery", "farm", "prison", "embassy", "heritage", "vehicle", "plane", "building",
    "office", "bank", "hotel", "store", "restaurant", "factory", "warehouse", "airport", "radio_station", "pipeline",
    "pylon", "power_line", "telephone", "headquarters",
    "house", "residence", "apartment", "car", "truck", "jeep", "motorcycle", "ambulance", "train", "university",
    "library", "church", "mosque", "temple", "synagogue", "tower", "pole", "transformer", "substation", "power_plant",
    "dam", "refinery", "gas_station", "ministry", "court", "town_hall", "palace", "post_office", "pharmacy",
    "barracks",
)  # fmt: skip
# Codes that came later, for things that had none or that an older code, which stands beside them, holds among others.
# What is coded by the first list is compared by that.
LATER = frozenset({*MEANS[MEANS.index("bomb") :], *STRUCK[STRUCK.index("vehicle") :]})


def make_id(prefix: str, *parts: object) -> str:
    """A stable id: ``prefix`` and 16 hex digits of SHA-256 over the parts (``None`` differs from the empty string)."""
    digest = hashlib.sha256()
    for part in parts:
        data = b"\x00" if part is None else b"\x01" + str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{prefix}_{digest.hexdigest()[:16]}"


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of every record: immutable, keyword-only, compared by value."""


class Span(Record, frozen=True, kw_only=True):
    """``text[start:end]`` of the document is exactly ``text``."""

    start: int
    end: int
    text: str


class Dateline(Record, frozen=True, kw_only=True):
    """The place named in a report's dateline: where it was written, not where things happened."""

    place: str
    span: Span


class Document(Record, frozen=True, kw_only=True):
    """One report as stored. ``id`` hashes publisher, date of publication, title and text.

    ``url`` is the canonical address that the page itself gives; ``found_in`` tells where title, publisher, published
    and url came from ("given", "json-ld", "opengraph", "feed", "htmldate", ...).
    """

    id: str
    uri: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    datelines: tuple[Dateline, ...] = ()
    language: str | None = None
    text: str = ""
    copies_of: str | None = None
    url: str | None = None
    found_in: dict[str, str] = {}


def document_id(publisher: str | None, published: str | None, title: str | None, text: str) -> str:
    """The id of a document: the same item read twice, from anywhere, is one document."""
    return make_id("doc", publisher, published, title, text)


class Place(Record, frozen=True, kw_only=True):
    """A point with what is known of its precision; ``country`` is ISO 3166-1 alpha-2."""

    id: str
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision = "exact"


class When(Record, frozen=True, kw_only=True):
    """Dates, both inclusive, with their precision."""

    start: str
    end: str
    precision: WhenPrecision = "day"


class Count(Record, frozen=True, kw_only=True):
    """``low <= best <= high`` where given. "At least 11" is low 11, best 11, high None."""

    low: int | None = None
    high: int | None = None
    best: int | None = None


class Actor(Record, frozen=True, kw_only=True):
    """An organised party, or a group of people such as civilians."""

    id: str
    name: str
    kind: str
    country: str | None = None
    allied_with: tuple[str, ...] = ()


class Mention(Record, frozen=True, kw_only=True):
    """One place, actor, time or count that was recognised, used in a claim or not."""

    document: str
    kind: MentionKind
    span: Span
    ref: str | None = None
    value: Place | When | Count | None = None


class Source(Record, frozen=True, kw_only=True):
    """Who says so. ``via`` lists the carriers, outermost last."""

    name: str
    kind: str | None = None
    actor: str | None = None
    span: Span | None = None
    via: tuple[str, ...] = ()


class Participant(Record, frozen=True, kw_only=True):
    role: Role
    actor: str | None = None
    name: str
    span: Span | None = None


class ClaimPlace(Place, frozen=True, kw_only=True):
    """A place as a claim uses it: with the words, or ``span`` None where it comes from context."""

    span: Span | None = None


class ClaimWhen(When, frozen=True, kw_only=True):
    span: Span | None = None


class Harm(Record, frozen=True, kw_only=True):
    """``partial``: some of those harmed and no toll of its own (a named person, "six of the victims"); without a number
    where a list or a later sentence only tells who they were ("a judge, Rui Sá and his driver were killed")."""

    effect: Effect
    group: str = "all"
    low: int | None = None
    high: int | None = None
    best: int | None = None
    span: Span | None = None
    partial: bool = False

    @property
    def numbered(self) -> bool:
        """It tells how many, and not only who."""
        return self.low is not None or self.high is not None or self.best is not None


class Control(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """``from_``/``to`` (actor ids) for a change, ``holder`` for a state."""

    from_: str | None = None
    to: str | None = None
    holder: str | None = None


class Reason(Record, frozen=True, kw_only=True):
    """Why a field of a claim is what it is: the rule or model that decided, the words, what else was possible."""

    field: str
    rule: str
    span: Span | None = None
    alternatives: tuple[str, ...] = ()


class Claim(Record, frozen=True, kw_only=True):
    """One source says that one thing happened, or did not. See ``contract.md`` for each field.

    ``same_as`` holds ids of claims of the same document that speak of the same event by what the text itself shows
    (joint sources, a denial that answers an accusation, "the attack"); ``apart_from`` those that it tells apart
    ("another strike"). Both feed the joining of incidents. ``why`` and ``model`` are the provenance.
    """

    id: str
    document: str
    type: str
    evidence: Span
    trigger: Span
    source: Source | None = None
    stance: Stance = "reports"
    polarity: Polarity = "affirmed"
    status: Status = "happened"
    participants: tuple[Participant, ...] = ()
    place: ClaimPlace | None = None
    when: ClaimWhen | None = None
    harm: tuple[Harm, ...] = ()
    means: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    control: Control | None = None
    acled: str | None = None
    incident: str | None = None
    same_as: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    why: tuple[Reason, ...] = ()
    model: str | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """Someone is said to have said something, whether or not what is said is an event."""

    document: str
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    stance: Stance = "reports"


class SourceToll(Record, frozen=True, kw_only=True):
    source: str | None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    claims: tuple[str, ...] = ()


class IncidentHarm(Record, frozen=True, kw_only=True):
    effect: Effect
    group: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    by_source: tuple[SourceToll, ...] = ()


class DisputeValue(Record, frozen=True, kw_only=True):
    value: str
    claims: tuple[str, ...]


class Dispute(Record, frozen=True, kw_only=True):
    field: Literal["occurrence", "responsibility", "count", "place", "date", "control"]
    values: tuple[DisputeValue, ...]


class Update(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A value that moved with time, such as a toll that rises: not a dispute."""

    field: str
    from_: str
    to: str
    claims: tuple[str, ...]


class Grade(Record, frozen=True, kw_only=True):
    code: GradeCode
    reasons: tuple[str, ...] = ()


class Link(Record, frozen=True, kw_only=True):
    """Why two claims stand in one incident: the evidence with its weight (log2 Bayes factors, or a rule's name)."""

    left: str
    right: str
    weight: float
    evidence: tuple[str, ...] = ()


class Incident(Record, frozen=True, kw_only=True):
    """What claims, from one or many documents, say about one thing that happened."""

    id: str
    title: str
    type: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    place: Place | None = None
    when: When | None = None
    participants: tuple[Participant, ...] = ()
    harm: tuple[IncidentHarm, ...] = ()
    origins: int = 0
    disputes: tuple[Dispute, ...] = ()
    updates: tuple[Update, ...] = ()
    grade: Grade | None = None
    first_reported: str | None = None
    last_reported: str | None = None
    links: tuple[Link, ...] = ()


class Holding(Record, frozen=True, kw_only=True):
    """Who holds a place, from when to when, according to whom."""

    place: Place
    holder: str
    start: str | None = None
    end: str | None = None
    claims: tuple[str, ...] = ()
    contested_by: tuple[str, ...] = ()


class Producer(Record, frozen=True, kw_only=True):
    version: str
    model: str
    ontology: str
    gazetteer: str


class Output(Record, frozen=True, kw_only=True):
    """The whole of ``OUT.json``."""

    schema: str = SCHEMA
    producer: Producer
    documents: tuple[Document, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    incidents: tuple[Incident, ...] = ()
    holdings: tuple[Holding, ...] = ()

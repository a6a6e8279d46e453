"""The shapes of the API's answers and requests. They also make its OpenAPI description."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Json = dict[str, Any]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Facet(Shape):
    """A value that can be chosen, and how many incidents have it."""

    value: str
    count: int


class Meta(Shape):
    """What the casefile holds. ``key`` changes with every reading and every judgement."""

    version: str
    key: str
    read_only: bool
    copied: str | None = Field(
        None, description="when the file was copied, where it is out of date and cannot be written"
    )
    reports: int
    claims: int
    incidents: int
    first_day: str | None = None
    last_day: str | None = None
    types: list[Facet]
    kinds: list[Facet]
    stances: list[Facet]
    groups: list[Facet]
    grades: list[Facet]
    countries: list[Facet]
    codes: dict[str, list[str]] = Field(description="the contract's codes, for choosing a corrected value")


class Row(Shape):
    """An incident on one line of the list."""

    id: str
    title: str
    type: str
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    start: str | None
    end: str | None
    killed: str | None = Field(description="low–high, or 'at least N'")
    injured: str | None
    claims: int
    reports: int
    origins: int
    grade: str | None
    disputed: list[str]
    updated: bool
    reviewed: bool
    sources: list[str]


class Page(Shape):
    """Some of the incidents that match, and how many there are in all."""

    key: str
    total: int
    offset: int
    rows: list[Row]


class Point(Shape):
    """An incident on the map: ``radius`` in kilometres is what its precision leaves open."""

    id: str
    lat: float
    lon: float
    type: str
    radius: float
    killed: int | None
    disputed: bool


class Group(Shape):
    """Several incidents near one another, where there are too many to send each."""

    lat: float
    lon: float
    incidents: int


class Points(Shape):
    """``grouped``: there are too many to send, so that what is seen must be asked for; ``box``: west, south, east and
    north of all, the areas of vague places included."""

    key: str
    without_point: int
    grouped: bool
    box: list[float] | None
    points: list[Point]
    groups: list[Group]


class Day(Shape):
    day: str
    incidents: int
    disputed: int


class Days(Shape):
    key: str
    without_day: int
    days: list[Day]


class ClaimView(Shape):
    """A claim with what a person needs beside it."""

    claim: Json
    report: str
    publisher: str | None
    published: str | None
    title: str | None
    before: str = Field(description="the words before the evidence, in the same paragraph")
    after: str
    state: str | None
    initiators: list[str]
    targets: list[str]
    tolls: str


class Answer(Shape):
    """What one source says to each question about an incident; claims stand behind each answer."""

    source: str
    kind: str | None
    origin: bool
    happened: str | None
    who: str | None
    how_many: str | None
    where: str | None
    when: str | None
    claims: list[str]


class Act(Shape):
    """A judgement as it was made; ``undone`` where it no longer counts."""

    id: int
    at: str
    author: str
    kind: str
    target: str
    claims: list[str]
    field: str | None
    value: Any = None
    reason: str
    undone: bool


class IncidentView(Shape):
    key: str
    row: Row
    incident: Json
    answers: list[Answer]
    differing: list[str] = Field(description="questions to which the sources give different answers")
    claims: list[ClaimView]
    history: list[Act]
    read: list[Read]
    last: int = Field(description="number of the newest judgement that touches these claims")


class ReportView(Shape):
    key: str
    document: Json
    claims: list[ClaimView]
    attributions: list[Json]
    mentions: list[Json]
    actors: dict[str, str]
    history: list[Act]
    read: list[Read]
    last: int


class HoldingView(Shape):
    place: Json
    holder: str
    start: str | None
    end: str | None
    claims: list[str]
    contested_by: list[str]
    sources: list[str] = Field(description="who says so, for each of the claims")
    rivals: list[str] = Field(description="who contests it, for each of the claims")


class HoldingsPage(Shape):
    """The holdings of some places, by the places' names, and how many places there are in all."""

    total: int
    offset: int
    rows: list[HoldingView]


class Exported(Shape):
    """What was taken out of the casefile, by whom: one row of the log, never edited."""

    id: int
    at: str
    who: str
    format: str
    selection: Json
    names: str = Field(description="names of people: 'all' kept, 'roles' private people left out, 'none' all left out")
    rows: int
    file: str
    sha256: str
    version: str


class Named(Shape):
    """A place or an actor that a name may mean."""

    id: str
    name: str
    about: str
    value: Json


class Label(Shape):
    """A name on the map. ``people``: how many live there, by which names give way to one another."""

    name: str
    lat: float
    lon: float
    people: int
    country: bool = False


class Read(Shape):
    """When a report was read by which version of the program: the beginning of its claims' history."""

    report: str
    at: str
    version: str


class Judge(Shape):
    """A judgement to append. ``seen`` is the ``last`` of the view that the person looked at: if somebody has judged the
    same claims since, nothing is written and the answer is 409 with what changed."""

    kind: Literal["accept", "reject", "correct", "merge", "split", "reliability", "note", "undo", "add"]
    refs: list[str] = Field(min_length=1, max_length=10_000)
    author: str = Field(min_length=1, max_length=200)
    reason: str = Field(default="", max_length=10_000)
    field: str | None = Field(default=None, max_length=40)
    value: Any = None
    seen: int | None = None


class Judged(Shape):
    key: str
    act: Act
    incidents: list[str] = Field(description="incidents in which the judged claims now stand")


class Agreement(Shape):
    """How far two reviewers agree on one field: both judged the claims counted in ``n``."""

    first: str
    second: str
    field: str
    n: int
    agreement: float
    kappa: float | None
    alpha: float | None


class Problem(Shape):
    """Why a request was refused, in words for a person. ``acts``: what others did meanwhile (409)."""

    detail: str
    acts: list[Act] = []

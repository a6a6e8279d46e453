"""The API. Every route is thin: it asks the desk's index and gives a shape of ``shapes.py``."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import msgspec
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from dateline.casefile import Casefile, Judgement, look, view
from dateline.casefile.exported import exported
from dateline.casefile.judgements import current_claims, draft, judgements, standing, undone
from dateline.errors import CasefileError, UsageError
from dateline.lexicon import load_toml
from dateline.model import GROUPS, MEANS, SOURCE_KINDS, STRUCK
from dateline.serve import onmap, shapes, views
from dateline.serve.agreement import agreement
from dateline.serve.desk import FACETS, Asked, Desk, counted
from dateline.serve.guard import Guard

PAGE = 100  # rows of the list that are sent at once, at most ten times that
_REFUSALS: dict[int | str, dict[str, object]] = {
    status: {"model": shapes.Problem} for status in (400, 401, 403, 404, 409)
}
CODES = {
    "source_kind": list(SOURCE_KINDS), "group": list(GROUPS), "means": list(MEANS), "struck": list(STRUCK),
    "stance": ["reports", "accuses", "denies", "admits", "claims", "doubts", "threatens", "expects"],
    "polarity": ["affirmed", "denied"], "status": ["happened", "ongoing", "planned", "hypothetical"],
    "precision": list(views.RADIUS),
    "effect": ["killed", "injured", "missing", "abducted", "detained", "displaced", "trapped", "evacuated"],
}  # fmt: skip


class Conflict(Exception):
    """Somebody judged the same claims since the person looked."""

    def __init__(self, acts: list[shapes.Act]) -> None:
        super().__init__("somebody has judged this since you opened it")
        self.acts = acts


def make_app(desk: Desk, *, token: str | None = None, page: Path | None = None) -> FastAPI:
    """The desk as an ASGI application. ``token``: asked for at every request; None for loopback only.

    ``page`` is the folder of the built page; the package's own where it is None.
    """
    app = FastAPI(
        title="Dateline", version=desk.backing.version, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        description="Incidents, claims and reports of one casefile; judgements are appended, nothing is edited.",
    )  # fmt: skip
    app.middleware("http")(Guard(token))
    _errors(app)
    _reading(app, desk)
    _judging(app, desk)
    built = page or Path(str(files("dateline.serve").joinpath("page")))
    if (built / "index.html").is_file():
        app.mount("/", StaticFiles(directory=built, html=True))
    else:
        app.get("/", include_in_schema=False)(_no_page)
    return app


def _no_page() -> Response:
    return PlainTextResponse(
        "The desk's page is not built in this installation (`make page` builds it). The API is at /api/openapi.json.\n"
    )


def _errors(app: FastAPI) -> None:
    @app.exception_handler(UsageError)
    def usage(_: Request, e: UsageError) -> JSONResponse:
        return JSONResponse({"detail": str(e), "acts": []}, 400)

    @app.exception_handler(CasefileError)
    def casefile(_: Request, e: CasefileError) -> JSONResponse:
        return JSONResponse({"detail": str(e), "acts": []}, 503)

    @app.exception_handler(Conflict)
    def conflict(_: Request, e: Conflict) -> JSONResponse:
        return JSONResponse({"detail": str(e), "acts": [a.model_dump() for a in e.acts]}, 409)


Many = Annotated[list[str], Query(max_length=60)]
Text = Annotated[str | None, Query(max_length=300)]


def _asked(
    since: Text = None,
    until: Text = None,
    place: Text = None,
    source: Text = None,
    words: Text = None,
    type: Many = [],  # noqa: B006  (FastAPI copies defaults)
    kind: Many = [],  # noqa: B006
    stance: Many = [],  # noqa: B006
    group: Many = [],  # noqa: B006
    grade: Many = [],  # noqa: B006
    disputed: bool = False,
    reviewed: bool | None = None,
) -> Asked:
    return Asked(
        since=since, until=until, place=place, source=source, words=words, types=tuple(type), kinds=tuple(kind),
        stances=tuple(stance), groups=tuple(group), grades=tuple(grade), disputed=disputed, reviewed=reviewed,
    )  # fmt: skip


Filter = Annotated[Asked, Depends(_asked)]


Degrees = Annotated[float, Query(ge=-360, le=360, allow_inf_nan=False)]


def _reading(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/meta", responses=_REFUSALS)
    def meta() -> shapes.Meta:
        """What the casefile holds and what can be filtered by."""
        index = desk.index()
        starts = [b.when.start for b in index.briefs.values() if b.when]
        facets = {name: _facets(index.counts[name]) for name in FACETS}
        return shapes.Meta(
            version=desk.backing.version, key=index.key, read_only=desk.read_only, copied=desk.copied,
            reports=index.reports, claims=index.claims,
            incidents=len(index.briefs), first_day=min(starts, default=None),
            last_day=max(starts, default=None), codes=CODES | {"type": sorted(load_toml("ontology.toml")["types"])},
            **facets,
        )  # fmt: skip

    @app.get("/api/incidents", responses=_REFUSALS)
    def incidents(
        asked: Filter, offset: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(ge=1, le=10 * PAGE)] = PAGE
    ) -> shapes.Page:
        """The incidents asked for, a page at a time."""
        with desk.look() as (index, case):
            found = index.choose(asked, desk.holding_words(case, asked.words))
            rows = [views.row(b, index) for b in found[offset : offset + limit]]
            return shapes.Page(key=index.key, total=len(found), offset=offset, rows=rows)

    @app.get("/api/points", responses=_REFUSALS, response_model=shapes.Points)
    def points(
        asked: Filter, west: Degrees = -180, south: Degrees = -90, east: Degrees = 180, north: Degrees = 90
    ) -> Response:
        """The incidents asked for, on the map: each, or where they are too many those in this part of it, near ones
        together."""
        with desk.look() as (index, case):
            found = index.choose(asked, desk.holding_words(case, asked.words))
        answer = {"key": index.key, **onmap.points(found, onmap.Box(west, south, east, north))}
        return Response(msgspec.json.encode(answer), media_type="application/json")

    @app.get("/api/days", responses=_REFUSALS)
    def days(asked: Filter) -> shapes.Days:
        """The incidents asked for, along time."""
        with desk.look() as (index, case):
            found = index.choose(asked, desk.holding_words(case, asked.words))
        counted, without = views.days(found)
        return shapes.Days(key=index.key, without_day=without, days=counted)

    @app.get("/api/incidents/{incident}", responses=_REFUSALS)
    def incident(incident: str) -> shapes.IncidentView:
        """One incident: who says what, its claims with their words, what was judged.

        An id that has passed (a judgement joins claims anew) gives the incident in which its claims stand now.
        """
        with desk.look() as (index, case):
            found = look.incident(case, incident) or look.incident(case, look.successor(case, incident) or "")
            if found is None:
                raise HTTPException(404, f"there is no incident {incident} in this casefile (any more)")
            return views.incident_view(found, index, case)

    @app.get("/api/claims/{claim}/incident", responses=_REFUSALS)
    def of_claim(claim: str) -> shapes.IncidentView:
        """The incident in which a claim stands now."""
        with desk.look() as (index, case):
            home = look.home(case, claim)
            found = look.incident(case, home) if home else None
            if found is None:
                raise HTTPException(404, f"there is no claim {claim} in any incident")
            return views.incident_view(found, index, case)

    @app.get("/api/reports/{report}", responses=_REFUSALS)
    def report(report: str) -> shapes.ReportView:
        """One report: its text with claims (those rejected too), attributions and mentions."""
        with desk.look() as (index, case):
            document = look.documents(case, [report]).get(report)
            if document is None:
                raise HTTPException(404, f"there is no report {report} in this casefile")
            return views.report_view(document, index, case)

    @app.get("/api/holdings", responses=_REFUSALS)
    def holdings(
        place: Text = None,
        words: Text = None,
        offset: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=PAGE)] = 40,
    ) -> shapes.HoldingsPage:
        """Who holds places, from when to when, according to whom; some places at a time, by their names.

        ``place``: the id or name of one; ``words``: in the name of the place or of who holds it.
        """
        with desk.look() as (_, case):
            places = views.held(case, place, words)
            rows = [h for p in places[offset : offset + limit] for h in view.holdings(case, p)]
            return shapes.HoldingsPage(total=len(places), offset=offset, rows=views.holdings(case, rows))

    @app.get("/api/places", responses=_REFUSALS)
    def places(name: Annotated[str, Query(min_length=1, max_length=100)]) -> list[shapes.Named]:
        """Places that a name may mean or that begin so, those of the casefile's countries first."""
        here = desk.index().counts["countries"]
        found = sorted(desk.backing.places(name), key=lambda n: here[n.value.get("country") or ""] <= 0)
        return found[:20]

    @app.get("/api/labels", responses=_REFUSALS)
    def labels(
        west: Degrees, south: Degrees, east: Degrees, north: Degrees, most: Annotated[int, Query(ge=1, le=200)] = 60
    ) -> list[shapes.Label]:
        """Names for a part of the map: countries where it is wide, and its largest towns."""
        return desk.backing.labels(west, south, east, north, most)

    @app.get("/api/actors", responses=_REFUSALS)
    def actors(name: Annotated[str, Query(min_length=1, max_length=100)]) -> list[shapes.Named]:
        """Actors of this casefile whose names hold these words."""
        wanted = name.casefold()
        with desk.look() as (_, case):
            found = [a for a in look.actors(case).values() if wanted in a.name.casefold()]
        found.sort(key=lambda a: (not a.name.casefold().startswith(wanted), a.name))
        return [shapes.Named(id=a.id, name=a.name, about=a.kind, value=views.plain(a)) for a in found[:20]]

    @app.get("/api/agreement", responses=_REFUSALS)
    def agreements() -> list[shapes.Agreement]:
        """How far reviewers agree, field by field."""
        with desk.look() as (_, case):
            acts = judgements(case)
            judged = {c for j in acts if j.kind in ("accept", "reject", "correct") for c in j.claims}
            read = current_claims(case, sorted(judged))
        return agreement(acts, {j.id for j in standing(acts)}, read)

    @app.get("/api/exports", responses=_REFUSALS)
    def exports(limit: Annotated[int, Query(ge=1, le=1000)] = 200) -> list[shapes.Exported]:
        """What was taken out of this casefile, newest first."""
        with desk.look() as (_, case):
            return [shapes.Exported.model_validate(msgspec.to_builtins(e)) for e in exported(case, limit)]


def _facets(count: Counter[str]) -> list[shapes.Facet]:
    return [shapes.Facet(value=value, count=n) for value, n in counted(count)]


def _judging(app: FastAPI, desk: Desk) -> None:
    @app.get("/api/judgements", responses=_REFUSALS)
    def acts(limit: Annotated[int, Query(ge=1, le=1000)] = 200) -> list[shapes.Act]:
        """What was judged, newest first."""
        with desk.look() as (_, case):
            shown, _ = views.acts(judgements(case))
        return shown[: -limit - 1 : -1]

    @app.post("/api/judgements", responses=_REFUSALS)
    def judge(request: shapes.Judge) -> shapes.Judged:
        """Append a judgement. 409 with what others did where they judged the same claims since ``seen``."""

        def make(case: Casefile) -> Judgement:
            return draft(
                look.Present(case), request.kind, request.refs, request.author, request.reason, field=request.field,
                value=request.value,
            )  # fmt: skip

        def check(case: Casefile, judgement: Judgement) -> None:
            if request.seen is None or request.kind == "undo":
                return
            shown, _ = views.acts(look.about(case, (*judgement.claims, *judgement.others)))
            newer = [act for act in shown if act.id > (request.seen or 0)]
            if newer:
                raise Conflict(newer)

        done = desk.judge(make, check)
        with desk.look() as (index, case):
            (shown,), _ = views.acts([done])
            base = undone(case, done) or done
            homes = dict.fromkeys(look.home(case, c) for c in base.claims or [base.target])
            return shapes.Judged(key=index.key, act=shown, incidents=[h for h in homes if h])

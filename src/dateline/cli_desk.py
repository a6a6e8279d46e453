"""``dateline desk``: the review desk on a casefile."""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import SetupError, UsageError
from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.casefile import Casefile, Judgement
    from dateline.ground.atlas import Atlas
    from dateline.ground.gazetteer import Found, Gazetteer
    from dateline.serve.shapes import Label, Named

WIDE = 12.0  # degrees from west to east beyond which countries are named


def register(app: typer.Typer) -> None:
    app.command()(desk)


def desk(
    case: Annotated[Path, typer.Option("--case", metavar="FILE", envvar="DATELINE_CASE", help="the casefile")],
    host: Annotated[str, typer.Option(help="address to bind to; others than this machine need a token")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one")] = 8017,
    token: Annotated[
        str | None, typer.Option(envvar="DATELINE_TOKEN", help="the token; made and printed where one is needed")
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="nothing can be judged: for publishing")] = False,
) -> None:
    """Open the review desk: incidents on a map, a time line and in a list; reports with their claims; judging.

    It answers to this machine only. With another --host a token is needed, which is printed with the address. Ctrl-C
    stops it; everything judged is in the casefile at once.

    \b
    Examples:
      dateline desk --case war.case
      dateline desk --case war.case --host 0.0.0.0 --read-only
    """
    try:
        import uvicorn

        from dateline.serve import Desk, make_app
    except ModuleNotFoundError as e:
        raise SetupError(f"the desk needs {e.name}; install it with: pip install 'dateline[desk]'") from e
    import socket

    token = token or (None if _is_loopback(host) else secrets.token_urlsafe(24))
    app = make_app(Desk(case, Stages(), read_only=read_only), token=token)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as e:
            raise UsageError(f"cannot listen on {host} port {port}: {e.strerror}; try another --port (0: any)") from e
        shown = f"[{host}]" if ":" in host else host
        query = f"?token={token}" if token else ""
        typer.echo(f"desk on http://{shown}:{listener.getsockname()[1]}/{query}  (Ctrl-C stops it)")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Stages:
    """What the desk needs from the stages: joining anew after a judgement, and finding places by name."""

    version = __version__

    def __init__(self) -> None:
        self._atlas: Atlas | None = None  # opened at the first search

    def refresh(self, case: Casefile) -> bool:
        from dateline import world

        return world.refresh(case)

    def judge(self, case: Casefile, judgement: Judgement) -> Judgement:
        from dateline import world

        return world.judged(case, judgement)

    def places(self, name: str) -> list[Named]:
        atlas = self._open()
        gazetteer = atlas.gazetteer
        called = sorted((p for p, _ in gazetteer.exact(name)), key=lambda p: -p.population)
        alike = sorted((p for p, _ in gazetteer.alike(name)), key=lambda p: -p.population)
        found = {p.id: p for p in (*called, *atlas.beginning(name, 60), *alike)}
        return [_named(p, gazetteer) for p in list(found.values())[:80]]

    def labels(self, west: float, south: float, east: float, north: float, most: int) -> list[Label]:
        from dateline.serve.shapes import Label

        atlas = self._open()
        found = []
        if east - west > WIDE:
            found = [p for p in atlas.gazetteer.countries.values() if p.lat is not None and p.lon is not None
                     and south <= p.lat <= north and west <= p.lon <= east]  # fmt: skip
        towns = atlas.within(west, south, east, north, most)
        return [
            Label(name=p.name, lat=p.lat, lon=p.lon, people=p.population, country=p.kind == "country")
            for p in (*found, *towns) if p.lat is not None and p.lon is not None
        ]  # fmt: skip

    def _open(self) -> Atlas:
        from dateline.ground.atlas import Atlas
        from dateline.ground.gazetteer import Gazetteer

        self._atlas = self._atlas or Atlas(Gazetteer())
        return self._atlas


# What a place of a kind leaves open: a country's point is no point.
_PRECISION = {"country": "country", "admin1": "admin1", "admin2": "admin2", "region": "area"}


def _named(found: Found, gazetteer: Gazetteer) -> Named:
    from dateline.serve.shapes import Named

    admin1 = gazetteer.place(found.admin1).name if found.admin1 is not None else None
    about = ", ".join(x for x in (found.kind, admin1, found.country) if x)
    value = {
        "id": found.id, "name": found.name, "lat": found.lat, "lon": found.lon, "country": found.country or None,
        "admin1": admin1, "precision": _PRECISION.get(found.kind, "exact"),
    }  # fmt: skip
    return Named(id=found.id, name=found.name, about=about, value=value)

"""The verbs on the gazetteer. ``register`` hangs them on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

gazetteer_app = typer.Typer(no_args_is_help=True, help="Search the gazetteer; add a country's villages from GeoNames.")


def register(app: typer.Typer) -> None:
    """Hangs the verbs of this module on the command line."""
    app.add_typer(gazetteer_app, name="gazetteer")


@gazetteer_app.command()
def find(
    name: Annotated[str, typer.Argument(help="a place's name in any spelling")],
    country: Annotated[str | None, typer.Option(help="only in this country: an ISO code such as SY")] = None,
    limit: Annotated[int, typer.Option(min=1, help="how many at most")] = 10,
) -> None:
    """Show the places of a name with their scores and why: dateline gazetteer find "Abu Kamal" """
    from dateline.errors import UsageError
    from dateline.ground.gazetteer import Gazetteer
    from dateline.ground.gazetteer_tools import described, search

    found = search(Gazetteer(), name, country, limit)
    if not found:
        where = f" in {country.upper()}" if country else ""
        raise UsageError(f"no place of the name {name!r}{where}; try another spelling, or add villages: "
                         f"dateline gazetteer fetch {country.upper() if country else 'SY'}")  # fmt: skip
    for line in described(found):
        typer.echo(line)


@gazetteer_app.command(name="import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="a GeoNames country dump: SY.txt or SY.zip", exists=True, dir_okay=False)
    ],
) -> None:
    """Add all places of a country from a GeoNames dump on this machine: dateline gazetteer import SY.zip"""
    from dateline.ground.gazetteer_tools import import_dump

    _done(*import_dump(file))


@gazetteer_app.command()
def fetch(
    code: Annotated[str, typer.Argument(metavar="COUNTRY", help="an ISO country code such as SY")],
) -> None:
    """Download a country's places from GeoNames (needs a network) and add them: dateline gazetteer fetch SY"""
    from dateline.ground.gazetteer_tools import fetch as download

    _done(*download(code))


def _done(code: str, places: int) -> None:
    from dateline.ground.gazetteer import Gazetteer

    typer.echo(f"{places:,} places of {code} (GeoNames, CC BY 4.0); building the index")
    typer.echo(f"the gazetteer has {len(Gazetteer()):,} places now")

"""``dateline import``: what was read on Spark, into a casefile."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("import")(import_)


def import_(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="what `python -m dateline.scale` wrote")],
    case: Annotated[Path, typer.Option("--case", metavar="FILE", help="add to this casefile; made if not there")],
) -> None:
    """Add reports that were read on Spark to a casefile, and join them there: the incidents are the same.

    Exit code: 0 all was imported, 1 some reports had not been readable (each is named).

    \b
    Example:
      dateline import out/ --case war.case
    """
    from dateline.casefile import Casefile
    from dateline.scale.importing import import_into
    from dateline.world import refresh

    with Casefile(case, create=True) as file:
        new, known, failures = import_into(file, folder)
        refresh(file)
        counts = file.query("SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM incidents)")[0]
    for failure in failures:
        typer.echo(f"{failure.uri}: {failure.message}", err=True)
    typer.echo(
        f"{new} reports imported, {known} had been there before; {case} now holds {counts[0]} claims in {counts[1]} "
        "incidents",
        err=True,
    )
    if failures:
        raise typer.Exit(1)

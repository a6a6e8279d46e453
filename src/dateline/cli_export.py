"""The verbs that write a casefile out. ``register`` hangs them on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli_casefile import CasePath, Disputed, PlaceName, Reviewed, Since, Types, Until, opened
from dateline.errors import CasefileError, UsageError

if TYPE_CHECKING:
    from dateline.casefile import Casefile
    from dateline.casefile.select import Selection
    from dateline.export.formats import Written

NamesKept = Annotated[
    str, typer.Option("--names", help="none: no person; roles: organisations and office holders; all: everyone")
]
Who = Annotated[
    str | None,
    typer.Option(
        "--author", envvar="DATELINE_AUTHOR", help="who takes it out, for the casefile's log; else your login"
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="the file to write")]


def register(app: typer.Typer) -> None:
    """Hangs the verbs of this module on the command line."""
    for verb in (export, report, validate):
        app.command()(verb)


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="acled ucdp airwars geojson csv parquet ftm hxl jsonl")],
    case: CasePath,
    out: Out,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    types: Types = None,
    disputed: Disputed = False,
    reviewed: Reviewed = False,
    names: NamesKept = "roles",
    author: Who = None,
) -> None:
    """Write incidents in the columns of a codebook: dateline export acled --case war.case -o acled.csv --since 2017-11

    The names of private people are left out unless --names all is given. OUT.manifest.json says what was exported.
    """
    _write(form, case, out, (since, until, place, tuple(types or ()), disputed, reviewed), names, author)


def report(
    case: CasePath,
    out: Out,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    types: Types = None,
    disputed: Disputed = False,
    reviewed: Reviewed = False,
    names: NamesKept = "roles",
    author: Who = None,
) -> None:
    """Write one page that opens without a network: dateline report --case war.case -o report.html"""
    _write("report", case, out, (since, until, place, tuple(types or ()), disputed, reviewed), names, author)


def validate(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="acled ucdp airwars geojson csv parquet ftm hxl jsonl")],
    path: Annotated[Path, typer.Argument(metavar="FILE")],
) -> None:
    """Check a file against its codebook, ours or a real one: dateline validate acled acled.csv"""
    from dateline.export.validate import MAX_PROBLEMS
    from dateline.export.validate import validate as run

    problems = run(form, path)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        more = "at least " if len(problems) >= MAX_PROBLEMS else ""
        typer.echo(f"{path}: {more}{len(problems)} problems", err=True)
        raise typer.Exit(1)
    typer.echo(f"{path}: good", err=True)


def _write(
    form: str,
    case: Path,
    out: Path,
    wanted: tuple[str | None, str | None, str | None, tuple[str, ...], bool, bool],
    names: str,
    author: str | None,
) -> None:
    from dateline.casefile.records import Stored
    from dateline.casefile.select import Selection
    from dateline.export.bundle import Bundle
    from dateline.export.formats import FORMATS, write
    from dateline.export.names import check
    from dateline.version import __version__
    from dateline.world import steady

    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}; there are {', '.join(f for f in FORMATS if f != 'report')}")
    since, until, place, types, disputed, reviewed = wanted
    selection = Selection(since, until, place, types, disputed, reviewed)
    with opened(case) as file:
        with steady(file) as present:
            done = write(present, Bundle(Stored(present), selection, check(names)), form, out, __version__)
        missed = _log(file, done, form, out, selection, names, author)
    typer.echo(f"{out}: {done.rows} rows", err=True)
    if missed:
        typer.echo(f"  not noted in the casefile: {missed}", err=True)
    for reason, count in sorted(done.left_out.items()):
        typer.echo(f"  left out: {count} incidents, {reason}", err=True)


def _log(
    file: Casefile, done: Written, form: str, out: Path, selection: Selection, names: str, author: str | None
) -> str:
    """Notes in the casefile what was taken out of it, by whom; says why it could not, or ""."""
    if not file.write:
        return "it cannot be written here"
    import getpass

    from dateline.casefile.exported import Export, log
    from dateline.version import __version__

    try:
        who = author or getpass.getuser()
    except (OSError, KeyError):  # a process of a user without a name
        who = "unknown"
    row = Export(who=who, format=form, selection=selection.words(), names=names, rows=done.rows, file=out.name,
                 sha256=done.sha256, version=__version__)  # fmt: skip
    try:
        log(file, row)
    except CasefileError as e:
        return str(e)
    return ""

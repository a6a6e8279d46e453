"""One thin command a verb. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline import cli_casefile, cli_desk, cli_export, cli_gazetteer, cli_import, cli_watch
from dateline.allocation import Alone
from dateline.errors import DatelineError, UsageError
from dateline.version import __version__

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="print the version and stop")
    ] = False,
) -> None:
    """Read reports of armed conflict and keep, for each thing that happened, who says so."""


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="text files, folders of them, docs.jsonl files, web addresses, or - for standard input"
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="day of publication, YYYY-MM-DD, of reports that name none: settles “on Sunday”"
        ),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="who published the reports that do not say")
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="OUT", help="write the records here as JSON; - is standard output")
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--case", metavar="FILE", help="add the reports to this casefile; made if absent")
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="number of processes")] = 1,
    columns: Annotated[
        str | None,
        typer.Option(metavar="FIELD=NAME,...", help="columns of a table: text=body,published=date,title=headline"),
    ] = None,
    gate: Annotated[bool, typer.Option("--gate", help="leave out what is no report of conflict by its words")] = False,
    allow_local: Annotated[
        bool, typer.Option("--allow-local", help="let addresses of this machine and of private networks be fetched")
    ] = False,
) -> None:
    """Read reports and show who says what happened, where, when and to whom.

    A folder gives its .txt files and its docs.jsonl, and its web pages, feeds, archives (WARC), tables, PDF and
    e-mail files, sub-folders too. A docs.jsonl has one object a line: uri, title, publisher, published, text.

    With --json or --case the records are written and nothing is shown. Else they are shown for a person; plain text,
    without colour, where the output is piped. Progress and messages go to standard error.

    Exit code: 0 all was read, 1 some inputs could not be read (the others were), 2 the command is wrong.

    \b
    Examples:
      dateline read report.txt --published 2024-05-12
      dateline read reports/ docs.jsonl --jobs 4 --json out.json
      cat report.txt | dateline read - --json - | jq '.claims[].evidence.text'
    """
    from dateline.cli_read import Inputs, run

    inputs = Inputs(tuple(paths), published, publisher, columns, gate, allow_local)
    raise typer.Exit(run(inputs, out=json, case=case, jobs=jobs))


cli_casefile.register(app)
cli_export.register(app)
cli_watch.register(app)
cli_desk.register(app)
cli_gazetteer.register(app)
cli_import.register(app)


def main() -> None:
    """The ``dateline`` command. Errors that Dateline raises on purpose become one line and exit code 2."""
    Alone.here = True
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without these letters gets a question mark, not a crash
    try:
        try:
            app(prog_name="dateline")
        finally:
            sys.stdout.flush()  # here, and not after all handlers when Python ends
    except DatelineError as e:
        prefix = "" if isinstance(e, UsageError) else "dateline: "
        print(f"{prefix}{e}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output ("| head") has gone; nothing more to say, and nothing more may be flushed to it.
        _mute()
        sys.exit(141)
    except OSError as e:
        import errno

        if e.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.EACCES, errno.ENOTDIR) and e.filename:
            print(f"dateline: {e.filename}: {(e.strerror or '').lower()}; give another name or place", file=sys.stderr)
            sys.exit(2)
        if e.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        _mute()
        where = e.filename or "the output"
        print(f"dateline: {where}: cannot be written ({e.strerror}); make room and run again", file=sys.stderr)
        sys.exit(2)


def _mute() -> None:
    """Whatever is still to be flushed to standard output goes nowhere."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

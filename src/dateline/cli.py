"""One thin command a verb."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _root() -> None:
    """Read reports on armed conflict; keep who says what happened."""


@app.command()
def read(
    paths: list[str],
    published: Annotated[str | None, typer.Option(help="day of publication, YYYY-MM-DD")] = None,
    publisher: Annotated[str | None, typer.Option(help="who published it")] = None,
    json: Annotated[str | None, typer.Option("--json", help="write the records here (- is standard output)")] = None,
) -> None:
    """Read reports: text files, folders, docs.jsonl."""
    import msgspec

    from dateline.pipeline import read as run

    result = run(paths, published=published, publisher=publisher)
    data = msgspec.json.encode(result.output)
    if json and json != "-":
        with open(json, "wb") as f:
            f.write(data)
    else:
        sys.stdout.buffer.write(data)


def main() -> None:
    app()

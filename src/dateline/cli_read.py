"""``dateline read``: run the pipeline, tell what is going on, write or show what was found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.errors import UsageError
from dateline.ingest.dates import day
from dateline.show.progress import Watch, expected
from dateline.show.words import many


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is to be read, as the command line has it."""

    paths: tuple[str, ...]
    published: str | None = None
    publisher: str | None = None
    columns: str | None = None
    gate: bool = False
    allow_local: bool = False

    def checked(self) -> dict[str, Any]:
        """The options of ``dateline.ingest.documents``. Raises UsageError, before anything is loaded or read."""
        if self.paths.count("-") > 1:
            raise UsageError("- (standard input) can be read only once")
        published = None
        if self.published is not None:
            try:
                published = day(self.published)
            except ValueError as e:
                raise UsageError(f"--published: {e}") from None
        columns = dict(_column(c) for c in self.columns.split(",")) if self.columns else None
        return {
            "published": published, "publisher": self.publisher,
            "columns": columns, "gate": self.gate, "allow_local": self.allow_local,
        }  # fmt: skip


def run(inputs: Inputs, *, out: str | None, case: Path | None, jobs: int) -> int:
    """Read, then write, store or show; gives the exit code."""
    options = inputs.checked()
    if out and case:
        raise UsageError("--json and --case cannot be given together; read into the casefile, then export from it")
    _check_writable("--json", out if out != "-" else None)
    _check_writable("--case", str(case) if case else None)
    told = Console(stderr=True, highlight=False, soft_wrap=True)
    if case:
        return _into_case(inputs, options, case, jobs, told)
    if out:
        return _to_json(inputs, options, out, jobs, told)
    with Watch(told, expected(inputs.paths)) as watch:
        from dateline.pipeline import read  # the heavy libraries; after the progress line is up

        result = read(list(inputs.paths), **options, jobs=jobs, on_item=watch)
    from dateline.show.report import show

    show(result.output, Console(highlight=False))
    return _sum_up(told, len(result.failures), result.unresolved_dates)


def _to_json(inputs: Inputs, options: dict[str, Any], out: str, jobs: int, told: Console) -> int:
    unchanged = "" if out == "-" else f"; {out} is as it was"
    with _stopped(told, f"nothing is written{unchanged}"), Watch(told, expected(inputs.paths)) as watch:
        from dateline.ingest import documents
        from dateline.pipeline import write

        found = documents(inputs.paths, **options)
        written = write(found, None if out == "-" else Path(out), jobs=jobs, on_item=watch)
    if out != "-":
        counts = ((written.reports, "report"), (written.claims, "claim"), (written.incidents, "incident"))
        told.print(f"{', '.join(many(n, noun) for n, noun in counts)} written to {out}", markup=False)
    return _sum_up(told, len(written.failures), written.unresolved_dates)


def _into_case(inputs: Inputs, options: dict[str, Any], case: Path, jobs: int, told: Console) -> int:
    from dateline.cli_casefile import read_into
    from dateline.ingest import documents

    kept = f"the reports that were read are kept in {case} and will not be read again"
    with _stopped(told, kept), Watch(told, expected(inputs.paths)) as watch:
        added = read_into(documents(inputs.paths, **options), case, jobs=jobs, on_item=watch)
    return _sum_up(told, len(added.failures), added.unresolved_dates)


@contextmanager
def _stopped(told: Console, what: str) -> Iterator[None]:
    """Says what becomes of a run that is stopped by Ctrl-C, or by who ends it otherwise."""
    try:
        yield
    except KeyboardInterrupt:
        told.print(f"stopped: {what}", markup=False)
        raise


def _column(pair: str) -> tuple[str, str]:
    field, equals, name = (x.strip() for x in pair.partition("="))
    if not (field and equals and name):
        raise UsageError(f"--columns: {pair!r} is not FIELD=NAME, such as text=body")
    return field, name


def _check_writable(option: str, out: str | None) -> None:
    if not out:
        return
    path = Path(out)
    if path.is_dir():
        raise UsageError(f"{option}: {out} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{option}: the folder {path.parent} does not exist")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise UsageError(f"{option}: {out} may not be written to")


def _sum_up(told: Console, failed: int, unresolved: int) -> int:
    """What is left to say, and the exit code."""
    if unresolved:
        told.print(
            f"note: {many(unresolved, 'date')} such as “on Sunday” {'has' if unresolved == 1 else 'have'} no day of "
            f"publication to count from; --published DATE would resolve {unresolved}"
        )
    if failed:
        told.print(f"{many(failed, 'input')} could not be read", style="bold red")
    return 1 if failed else 0

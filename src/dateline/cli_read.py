"""``dateline read``: run the pipeline, tell what is going on, write or show what was found."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from dateline.errors import UsageError
from dateline.ingest.dates import day
from dateline.show.progress import Watch, expected

if TYPE_CHECKING:
    from dateline.pipeline import Result


def run(
    paths: Sequence[str],
    *,
    published: str | None,
    publisher: str | None,
    out: str | None,
    jobs: int,
    case: Path | None = None,
) -> int:
    """Read, write or show, and give the exit code."""
    told = Console(stderr=True)
    _check(paths, published, out)
    if case and out:
        raise UsageError("--case and --json: give one of them (`dateline export jsonl` writes a casefile out)")
    if case:
        with Watch(told, expected(paths)) as watch:
            from dateline.cli_casefile import read_into

            return read_into(paths, case, published=published, publisher=publisher, jobs=jobs, on_item=watch)
    with Watch(told, expected(paths)) as watch:
        from dateline.pipeline import read  # the heavy libraries; after the progress line is up

        result = read(list(paths), published=published, publisher=publisher, jobs=jobs, on_item=watch)
    if out == "-":
        sys.stdout.buffer.write(result.to_json() + b"\n")
        sys.stdout.buffer.flush()
    elif out:
        _write(Path(out), result.to_json())
    else:
        from dateline.show.report import show

        show(result.output, Console(highlight=False))
    _sum_up(told, result, out)
    return 1 if result.failures else 0


def _check(paths: Sequence[str], published: str | None, out: str | None) -> None:
    """What is wrong with the command is said before anything is loaded or read."""
    if published:
        try:
            day(published)
        except ValueError as e:
            raise UsageError(f"--published: {e}") from None
    if list(paths).count("-") > 1:
        raise UsageError("- (standard input) can be read only once")
    if out and out != "-":
        folder = Path(out).parent
        if not folder.is_dir():
            raise UsageError(f"--json: the folder {folder} does not exist")
        if Path(out).is_dir():
            raise UsageError(f"--json: {out} is a folder; name a file in it")
        if not os.access(folder, os.W_OK):
            raise UsageError(f"--json: the folder {folder} may not be written to")


def _write(path: Path, data: bytes) -> None:
    """All or nothing: a half-written file never stands under the name that was asked for."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.umask(mask := os.umask(0))
        Path(temporary).chmod(0o666 & ~mask)  # as any other new file; mkstemp makes a private one
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _sum_up(told: Console, result: Result, out: str | None) -> None:
    failed = len(result.failures)
    if result.unresolved_dates:
        n = result.unresolved_dates
        told.print(
            f"note: {_many(n, 'date')} such as “on Sunday” {'has' if n == 1 else 'have'} no day of publication to "
            f"count from; --published DATE would resolve {n}",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    if failed:
        told.print(f"{_many(failed, 'input')} could not be read", style="bold red", highlight=False)
    if out and out != "-":
        told.print(
            f"{_many(len(result.documents), 'report')}, {_many(len(result.claims), 'claim')}, "
            f"{_many(len(result.incidents), 'incident')} written to {out}",
            highlight=False, markup=False, soft_wrap=True,
        )  # fmt: skip


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"

"""What a person sees while a run goes on: on standard error, and only where that is a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline.model import Document
from dateline.reading import Failure, Notice


class Watch:
    """Counts reports as they are read. Failures and notices are printed as they are met, terminal or not."""

    def __init__(self, console: Console, total: int | None) -> None:
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("loading the language model and the gazetteer", total=total)

    def __enter__(self) -> Watch:
        if self._console.is_terminal:  # started and stopped, some versions end a line even where nothing is shown
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._console.is_terminal:
            self._progress.stop()

    def __call__(self, item: Document | Failure | Notice) -> None:
        if isinstance(item, Document):
            self._progress.update(self._task, advance=1, description="reading")
        else:
            style = "bold red" if isinstance(item, Failure) else "yellow"
            word = "cannot read" if isinstance(item, Failure) else "note"
            self._console.print(f"[{style}]{word}:[/] {escape(item.uri)} {escape(item.message)}")


def expected(paths: Sequence[str]) -> int | None:
    """How many reports the paths hold, as far as that can be told without reading them; None if it cannot."""
    total = 0
    for name in paths:
        path = Path(name)
        try:
            if name == "-" or not (path.is_file() or path.is_dir()):
                return None
            files = [path] if path.is_file() else [Path(d, f) for d, _, names in os.walk(path) for f in names]
            for file in files:
                if file.suffix == ".jsonl" and (file is path or file.name == "docs.jsonl"):
                    with file.open("rb") as lines:
                        total += sum(1 for _ in lines)
                elif file is path or file.suffix.lower() == ".txt":
                    total += 1
        except OSError:
            return None
    return total

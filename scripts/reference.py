"""Writes what the documentation takes from the program: `make docs`. tests/test_docs.py fails where it is out of date.

docs/reference/commands.md   the help of every command
README.md                    the result of the report on its first screen
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
README = ROOT / "README.md"
_HEAD = "# Commands\n\nMade from the program by `make docs`; do not edit.\n"
_README = re.compile(
    r"(<!-- report.*?-->\n```text\n)(?P<report>.*?)"
    r"(```\n<!-- result.*?-->\n```text\n)(?P<result>.*?)(```\n<!-- end -->)",
    re.DOTALL,
)


def names(command: Any, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of words to every command: ("read",), ("judge", "accept") ..."""
    for name, sub in command.commands.items():
        yield (*prefix, name)
        if hasattr(sub, "commands"):
            yield from names(sub, (*prefix, name))


def all_commands() -> list[tuple[str, ...]]:
    """Every command of the program, in the order of its help."""
    from dateline.cli import app

    return list(names(typer.main.get_command(app)))


def help_of(name: tuple[str, ...]) -> str:
    """What ``dateline NAME --help`` prints, 80 columns wide."""
    from dateline.cli import app

    done = CliRunner().invoke(app, [*name, "--help"], prog_name="dateline", env={"COLUMNS": "80", "NO_COLOR": "1"})
    return "\n".join(line.rstrip() for line in done.output.strip().splitlines())


def commands_page() -> str:
    """The page of all commands."""
    parts = [_HEAD]
    parts += [f"## dateline {' '.join(name)}\n\n```text\n{help_of(name)}\n```\n" for name in all_commands()]
    return "\n".join(parts)


def readme_report(text: str) -> str:
    """The report on the README's first screen, on one line."""
    match = _README.search(text)
    if match is None:
        raise ValueError("README.md has no report and result between its marks")
    return " ".join(match["report"].split())


def readme_result(report: str) -> str:
    """What the program shows for that report, without the list of reports at the end."""
    from rich.console import Console

    from dateline.machine import Machine
    from dateline.model import Document, document_id
    from dateline.pipeline import assemble
    from dateline.show.report import show

    day = "2031-03-12"
    document = Document(id=document_id(None, day, None, report), uri="report.txt", published=day, text=report)
    machine = Machine()
    out = io.StringIO()
    show(assemble(list(machine.readings([document])), machine.producer).output, Console(file=out, width=88))
    return out.getvalue().partition("\n\nReports read")[0] + "\n"


def with_result(text: str, result: str) -> str:
    """The README with this result in its place."""
    return _README.sub(lambda m: m[1] + m["report"] + m[3] + result + m[5], text)


def main() -> int:
    """Write both; exit code 0."""
    COMMANDS.parent.mkdir(parents=True, exist_ok=True)
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    README.write_text(with_result(text, readme_result(readme_report(text))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

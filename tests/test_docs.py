"""The documentation shows the program as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import audit, licences
from scripts.reference import COMMANDS, README, all_commands, commands_page, help_of, readme_report

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", all_commands(), ids=" ".join)
def test_every_command_has_help(name: tuple[str, ...]) -> None:
    text = help_of(name)
    assert text.startswith(f"Usage: dateline {' '.join(name)}")
    assert len(text.splitlines()) > 3


@pytest.mark.parametrize("name", [n for n in all_commands() if len(n) == 1], ids=" ".join)
def test_every_command_has_an_example(name: tuple[str, ...]) -> None:
    """In its own help, or in that of one of the commands under it."""
    texts = [help_of(n) for n in all_commands() if n[:1] == name]
    examples = [" ".join(text.split()).partition("[OPTIONS]")[2] for text in texts]
    assert any(f"dateline {name[0]} " in example for example in examples)


@pytest.mark.parametrize("name", [n for n in all_commands() if n[0] == "judge" and len(n) > 1], ids=" ".join)
def test_every_judgement_has_an_example(name: tuple[str, ...]) -> None:
    assert f"dateline {' '.join(name)} " in " ".join(help_of(name).split()).partition("[OPTIONS]")[2]


def test_the_reference_shows_every_command_as_it_is() -> None:
    assert COMMANDS.read_text(encoding="utf-8") == commands_page(), "out of date: make docs"


def test_the_readme_has_a_result_of_its_report() -> None:
    text = README.read_text(encoding="utf-8")
    assert "Loma Plata" in readme_report(text)
    assert re.search(r"\n denies ", text)


def test_what_the_readme_names_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:docs|evals|examples|src)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), path
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make (\w+)", text)) <= targets


def test_the_licences_are_those_of_what_is_locked_and_none_is_the_gpl() -> None:
    text = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    shown = {name: version for name, version, _ in licences.ROW.findall(text) if name not in ("package", "---")}
    locked = {name: ", ".join(sorted(versions)) for name, versions in licences.locked().items()}
    missing = set(locked) - set(shown)
    assert {n: v for n, v in shown.items() if locked.get(n) != v} == {}, "out of date: make licences"
    assert len(missing) < 6, f"out of date: make licences ({missing})"  # some are for other systems only
    assert licences.binding(text) == []
    assert licences.binding("| a | 1 | GPLv3 |\n| b | 1 | MPL-2.0 OR GPL-2.0-only |\n| c | 1 | LGPL-3.0 |\n") == ["a"]


def test_an_audit_that_learned_nothing_is_no_pass() -> None:
    fine, unknown = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
    weak = {"name": "c", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]}
    assert audit.told({"dependencies": [fine]})[0] == 0
    assert audit.told({"dependencies": [fine, unknown]})[0] == 2
    code, lines = audit.told({"dependencies": [fine, unknown, weak]})
    assert code == 1
    assert "  c 2: X-1, mended in 3" in lines

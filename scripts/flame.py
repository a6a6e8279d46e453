"""Draws a flame graph from what a sampling profiler wrote: ``python scripts/flame.py STACKS OUT.svg``.

STACKS has a line a stack, "outer;inner;... count" (py-spy's ``--format raw``). Only this package's own frames are
drawn, by function, from the stages inward; the widths are shares of the samples.
"""

from __future__ import annotations

import sys
from collections import Counter
from html import escape
from pathlib import Path

WIDTH, ROW, LEAST, DEEPEST = 1200, 18, 0.002, 14
COLOURS = {"read": "#9ecae1", "ground": "#a1d99b", "claims": "#fdd0a2", "incidents": "#dadaeb"}
TOPS = {"Reader.read": "read", "Grounder.ground": "ground", "Extractor.extract": "claims", "assemble": "incidents"}


def stacks(path: Path) -> Counter[tuple[str, ...]]:
    """Frames of this package from the stage inward, with how many samples they had."""
    out: Counter[tuple[str, ...]] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        frames, _, count = line.rpartition(" ")
        own = [f.partition(" (")[0] for f in frames.split(";") if "(dateline/" in f and "<" not in f.partition(" (")[0]]
        top = next((i for i, f in enumerate(own) if f in TOPS), None)
        if top is not None:
            out[TOPS[own[top]], *own[top + 1 :][:DEEPEST]] += int(count)
    return out


def boxes(found: Counter[tuple[str, ...]], depth: int, left: float, total: int) -> list[tuple[int, float, float, str]]:
    """Depth, left edge, width (shares of all) and name of each box, the widest first at each depth."""
    inner: dict[str, Counter[tuple[str, ...]]] = {}
    for frames, count in found.items():
        if frames:
            inner.setdefault(frames[0], Counter())[frames[1:]] += count
    out = []
    for name, below in sorted(inner.items(), key=lambda x: -x[1].total()):
        share = below.total() / total
        if share >= LEAST:
            out += [(depth, left, share, name), *boxes(below, depth + 1, left, total)]
        left += share
    return out


def draw(found: Counter[tuple[str, ...]]) -> str:
    drawn = boxes(found, 0, 0.0, found.total())
    height = ROW * (1 + max(d for d, *_ in drawn))
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="11"><title>Where the time of a read goes</title>'
    ]
    colour = ""
    for depth, left, share, name in drawn:
        colour = COLOURS[name] if depth == 0 else colour
        x, w, y = left * WIDTH, share * WIDTH, depth * ROW
        label = f"{name} {100 * share:.1f} %"
        text = label if len(label) * 6 < w else name if len(name) * 6 < w else ""
        rows.append(
            f'<g><title>{escape(label)}</title><rect x="{x:.1f}" y="{y}" width="{max(w - 0.5, 0.5):.1f}" '
            f'height="{ROW - 1}" fill="{colour}"/><text x="{x + 3:.1f}" y="{y + 13}">{escape(text)}</text></g>'
        )
    return "\n".join([*rows, "</svg>", ""])


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(draw(stacks(Path(sys.argv[1]))), encoding="utf-8")

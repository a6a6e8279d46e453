"""What the tests of the desk share: reports, and a backing that finds places in a short list."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "casefile"))

from made import PLACES

from dateline import world
from dateline.casefile import Casefile, Judgement
from dateline.serve.shapes import Label, Named
from dateline.version import __version__

STORIES = (
    ("Harbour Post", "2031-03-04", "A market in Oramo was shelled on Monday, killing 12 people, the governor said."),
    ("Valley Times", "2031-03-05", "Shells hit Oramo market, and 15 died, a hospital said. The army denied firing."),
    ("Harbour Post", "2031-03-09", "Rebels took the bridge town of Lessing on Sunday, their commander said."),
    ("Harbour Post", "2031-03-10", "<script>alert(1)</script> Shells hit Lessing, killing 2 people, a doctor said."),
)
WRITE = {"X-Dateline": "desk"}


class MadeBacking:
    version = __version__

    def refresh(self, case: Casefile) -> bool:
        return world.refresh(case)

    def judge(self, case: Casefile, judgement: Judgement) -> Judgement:
        return world.judged(case, judgement)

    def places(self, name: str) -> list[Named]:
        return [
            Named(id=f"made:{n}", name=n, about="town", value={"id": f"made:{n}", "name": n, "lat": lat, "lon": lon})
            for n, (lat, lon) in PLACES.items() if name.casefold() in n.casefold()
        ]  # fmt: skip

    def labels(self, west: float, south: float, east: float, north: float, most: int) -> list[Label]:
        return [
            Label(name=n, lat=lat, lon=lon, people=1000)
            for n, (lat, lon) in PLACES.items() if west <= lon <= east and south <= lat <= north
        ][:most]  # fmt: skip

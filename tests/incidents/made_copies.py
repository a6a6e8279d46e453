"""An archive of made reports of which many repeat others: whole, edited, shortened, credited, late, undated."""

from __future__ import annotations

import random
from datetime import date, timedelta

from dateline.model import Document, document_id

PAPERS = ("Coast Wire", "Daily Lamp", "Hill Post", "The Ferry", "River Radio", None)
SYLLABLES = ("ba", "ro", "mi", "ket", "sul", "da", "ven", "or", "lis", "pam")
LINES = [f"read more of what {paper or 'nobody'} printed and follow the paper wherever it goes" for paper in PAPERS]


def archive(seed: int, size: int = 60) -> list[Document]:
    draw = random.Random(seed)
    words = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(400)]
    texts: list[list[str]] = []
    found: dict[str, Document] = {}
    while len(found) < size:
        if texts and draw.random() < 0.6:
            text = list(draw.choice(texts))
            if draw.random() < 0.7:  # edited
                for _ in range(draw.choice((1, 4, 12, 30))):
                    text[draw.randrange(len(text))] = draw.choice(words)
            if draw.random() < 0.3:  # shortened
                text = text[: draw.randrange(len(text) // 2, len(text)) + 1]
        else:
            text = draw.choices(words, k=draw.choice((3, 12, 60, 120)))
        texts.append(text)
        paper = draw.choice(PAPERS)
        head = f"({draw.choice(PAPERS)}) " if draw.random() < 0.2 else ""
        line = " " + LINES[PAPERS.index(paper)] if draw.random() < 0.5 else ""
        day = (date(2031, 1, 1) + timedelta(days=draw.randrange(40))).isoformat() if draw.random() < 0.9 else None
        whole = f"{head}{' '.join(text) if draw.random() < 0.97 else '...'}{line}"
        identity = document_id(paper, day, None, whole)
        found[identity] = Document(id=identity, uri=identity, publisher=paper, published=day, text=whole)
    return list(found.values())

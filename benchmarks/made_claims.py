"""Made-up reports for the benchmarks of joining: invented attacks, each told by one to four papers with slips.

A world of attacks is drawn from a seed: a town on a grid of invented towns, a day, a type, who did it, a toll, two
words that name the spot. Each paper that tells it may give a next day, a wider place, another toll, no initiator, a
second source. Towns grow with the number of claims, as a longer watch over a larger country would have them.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from dateline.model import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimWhen,
    Document,
    Harm,
    Participant,
    Source,
    Span,
    document_id,
    make_id,
)
from dateline.reading import Reading

TYPES = ("shelling", "air_strike", "bombing", "suicide_bombing", "armed_clash", "attack_on_civilians")
SYLLABLES = (
    "ba", "ka", "mu", "ri", "to", "sen", "dal", "vor", "lin", "zar", "hem", "gol", "pir", "tas", "nek", "lum", "oro",
    "fen", "wad", "yas",
)  # fmt: skip
SPOTS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
PARTIES = [f"Column {n}" for n in range(12)]
SOURCES = (None, None, None, "War Monitor", "Rescue Service", "Army Command", "residents", "doctor")
FIRST = date(2030, 1, 1)


class Attack:
    """What happened, in this world."""

    def __init__(self, n: int, draw: random.Random, towns: int) -> None:
        self.n = n
        self.town = draw.randrange(towns)
        self.day = FIRST + timedelta(days=draw.randrange(1000))
        self.type = draw.choice(TYPES)
        self.party = draw.choice(PARTIES)
        self.killed = min(60, int(draw.paretovariate(1.2)))
        self.spots = draw.sample(SPOTS, 2)


def world(claims: int, seed: int = 7) -> tuple[list[Reading], dict[str, int]]:
    """About this many claims in reports of four to eight, and the number of the attack that each claim is about."""
    draw = random.Random(seed)
    towns = max(40, claims // 50)
    readings: list[Reading] = []
    truth: dict[str, int] = {}
    waiting: list[tuple[Attack, int]] = []
    n = 0
    while len(truth) < claims:
        while len(waiting) < 400:
            attack = Attack(n, draw, towns)
            waiting += [(attack, copy) for copy in range(draw.choice((1, 1, 2, 3, 4)))]
            n += 1
        draw.shuffle(waiting)
        told, used = [], set()
        for attack, copy in waiting:
            if attack.n not in used and len(told) < 3:
                used.add(attack.n)
                told.append((attack, copy))
        waiting = [w for w in waiting if w not in told]
        readings.append(_report(len(readings), [a for a, _ in told], draw, truth))
    return readings, truth


def _report(n: int, attacks: list[Attack], draw: random.Random, truth: dict[str, int]) -> Reading:
    published = (max(a.day for a in attacks) + timedelta(days=draw.randrange(3))).isoformat()
    rows = [(a, source) for a in attacks for source in draw.sample(SOURCES, draw.choice((1, 2, 3)))]
    rows = [r for i, r in enumerate(rows) if r not in rows[:i]]
    texts = [_sentence(a, draw) for a, _ in rows]
    text = ". ".join(texts) + "."
    paper = f"Paper {draw.randrange(60)}"
    document = Document(
        id=document_id(paper, published, str(n), text),
        uri=f"made/{n}",
        title=str(n),
        publisher=paper,
        published=published,
        text=text,
    )
    claims, at = [], 0
    for i, ((attack, source), words) in enumerate(zip(rows, texts, strict=True)):
        span = Span(start=at, end=at + len(words), text=words)
        at += len(words) + 2
        claim = _claim(make_id("clm", document.id, i), document, attack, source, span, draw)
        truth[claim.id] = attack.n
        claims.append(claim)
    actors = tuple(Actor(id="act_" + p, name=p, kind="rebel") for p in PARTIES)
    return Reading(document, actors, (), (), tuple(claims))


def _sentence(attack: Attack, draw: random.Random) -> str:
    spots = attack.spots if draw.random() < 0.6 else attack.spots[:1]
    return f"The {attack.type.replace('_', ' ')} at the {' and the '.join(spots)} left {attack.killed} dead"


def _claim(key: str, document: Document, attack: Attack, source: str | None, span: Span, draw: random.Random) -> Claim:
    slip = draw.random()
    day = attack.day + timedelta(days=1 if slip < 0.05 else 0)
    killed = attack.killed if draw.random() < 0.75 else max(0, attack.killed + draw.randrange(-3, 4))
    lat, lon = 0.4 * (attack.town % 40), 0.4 * (attack.town // 40)
    wide = draw.random() < 0.1
    return Claim(
        id=key, document=document.id, type=attack.type, evidence=span, trigger=span,
        source=Source(name=source, kind="monitor") if source else None,
        participants=(Participant(role="initiator", actor="act_" + attack.party, name=attack.party, span=span),)
        if draw.random() < 0.7 else (),
        place=ClaimPlace(
            id=f"region:{attack.town // 10}" if wide else f"town:{attack.town}", name=f"Town {attack.town}",
            lat=lat, lon=lon,
            country="ZZ", precision="admin1" if wide else "exact", span=span,
        ) if draw.random() < 0.9 else None,
        when=ClaimWhen(start=day.isoformat(), end=day.isoformat(), span=span) if draw.random() < 0.85 else None,
        harm=(Harm(effect="killed", low=killed, high=killed, best=killed),) if killed and draw.random() < 0.7 else (),
    )  # fmt: skip

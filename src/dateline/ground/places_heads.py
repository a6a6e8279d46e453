"""Names that stand outside the prose: in the dateline, the title, and the newspaper's own name.

Nothing is placed there, but they tell of which land the report is where its prose names none: "LUANDA, Feb 10 -",
"Truce holds in Tuzla", "bangordailynews".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.ground.gazetteer import SKELETON, Found, Gazetteer
from dateline.ground.gazetteer_sources import PRIMARY
from dateline.ground.places_contexts import contexts
from dateline.ground.places_setting import Setting
from dateline.ground.places_spans import BEYOND_DOUBT, WELL_KNOWN
from dateline.ground.places_spot import Spot
from dateline.reading import Parsed

# How much each says, beside a name in the prose.
PUBLISHER, DATELINE, COUNTRY, TITLE = 0.5, 0.5, 0.8, 0.4
LONGEST = 4  # words in a name of a title
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
Named = tuple[str, tuple[tuple[Found, int], ...], float]  # name, places, chance


def heads(parsed: Parsed, around: Setting, gazetteer: Gazetteer) -> list[Spot]:
    """The names, each once, as spots that no token has."""
    out: dict[str, Spot] = {}
    for name, found, chance in (
        *_dateline(parsed, gazetteer),
        *_title(around.headline, gazetteer),
        *_publisher(around.publisher, gazetteer),
    ):
        out.setdefault(name.casefold(), Spot(0, 0, found, name, chance=chance))
    return list(out.values())


def _dateline(parsed: Parsed, gazetteer: Gazetteer) -> Iterator[Named]:
    lines = parsed.document.datelines
    for line in lines:
        found = tuple(f for f in gazetteer.exact(line.place) if f[1] != SKELETON)
        if found:
            yield line.place, found, DATELINE
    yield from ((name, countries, COUNTRY) for name, countries in dateline_countries(parsed, gazetteer))


def dateline_countries(parsed: Parsed, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[tuple[Found, int], ...]]]:
    """Countries that a dateline names behind its town: "VINKOVCI, Croatia, March 12 (DW) -"."""
    lines = parsed.document.datelines
    if not lines or not parsed.tokens:
        return
    rest = parsed.document.text[lines[-1].span.end : parsed.tokens[0].start]
    for part in re.split(r"[,()\d]", rest)[:3]:
        countries = tuple(f for f in gazetteer.exact(part.strip()) if f[0].kind == "country")
        if countries:
            yield part.strip(), countries


def _title(title: str, gazetteer: Gazetteer) -> Iterator[Named]:
    """Countries, regions and towns; of a title that writes most words with a capital, only what nobody doubts."""
    words = list(_WORD.finditer(title))
    capital = [w.group()[:1].isupper() for w in words]
    plain = [w for w, c in zip(words[1:], capital[1:], strict=True) if not c and len(w.group()) > 3]
    least = WELL_KNOWN if len(plain) * 3 > len(words) else BEYOND_DOUBT
    n = 0
    while n < len(words):
        size = next((k for k in range(min(LONGEST, len(words) - n), 0, -1) if all(capital[n : n + k])), 0)
        for k in range(size, 0, -1):
            name = title[words[n].start() : words[n + k - 1].end()]
            found = () if k == 1 and name.lower() in contexts().common else gazetteer.exact(name)
            found = tuple(
                (f, how)
                for f, how in found
                if f.kind == "country" or (how == PRIMARY and (f.kind == "admin1" or f.population >= least))
            )
            if found:
                yield name, found, TITLE
                n += k - 1
                break
        n += 1


def _publisher(name: str, gazetteer: Gazetteer) -> Iterator[Named]:
    """The town in a newspaper's name, which tells where a local report is from."""
    for _ in range(3):
        first = next((w for w in contexts().newspapers if name.startswith(w)), None)
        found = _town(name, gazetteer)
        if found:
            yield found[0][0].name, found, PUBLISHER
            return
        if first is None:
            return
        name = name[len(first) :]


def _town(name: str, gazetteer: Gazetteer) -> tuple[tuple[Found, int], ...]:
    for size in range(min(len(name), 20), 4, -1):
        rest = name[size:]
        while rest and (word := next((w for w in contexts().newspapers if rest.startswith(w)), None)):
            rest = rest[len(word) :]
        if not rest:
            found = tuple(
                f for f in gazetteer.exact(name[:size]) if f[1] == PRIMARY and f[0].kind in ("city", "capital")
            )
            if found:
                return found
    return ()

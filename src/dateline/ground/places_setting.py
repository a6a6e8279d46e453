"""What is known of where a report is from beside its names: peoples, dateline, publisher, title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from dateline.ground.places_contexts import contexts
from dateline.ground.places_names import key
from dateline.model import Document
from dateline.reading import Parsed


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the names: demonyms in the text, dateline, publisher."""

    demonyms: dict[str, float]
    dateline: frozenset[str]
    publisher_country: str
    publisher: str
    headline: str


def setting(parsed: Parsed) -> Setting:
    """Read once a report."""
    document, words = parsed.document, contexts()
    count: Counter[str] = Counter()
    for token in parsed.tokens:
        if (country := words.demonyms.get(token.lower)) and token.text[:1].isupper():
            count[country] += 1
    total = sum(count.values())
    share = {c: n / (total + 2) for c, n in sorted(count.items())}
    publisher = re.sub(
        r"^https?://|^www\.|\.(?:com|org|net|co|[a-z]{2,3})\b", "", (document.publisher or "").casefold()
    )
    publisher = publisher.rsplit(".", 1)[-1]
    return Setting(
        share, frozenset(key(d.place) for d in document.datelines), _country_of(document),
        re.sub(r"[^a-z]", "", publisher), document.title or "",
    )  # fmt: skip


_TOP = {
    "uk": "GB",
    "com": "",
    "org": "",
    "net": "",
    "gov": "US",
    "mil": "US",
    "edu": "US",
    "eu": "",
    "tv": "",
    "io": "",
    "co": "",
    "me": "",
}


def _country_of(document: Document) -> str:
    """The publisher's country by the last part of its domain, or by a country's name or demonym in its name."""
    name = (document.publisher or "").strip().casefold()
    if m := re.search(r"\.([a-z]{2,4})(?:/|$)", name):
        top = m.group(1)
        return _TOP.get(top, top.upper() if len(top) == 2 else "")
    for word in re.findall(r"[a-z]+", name):
        if country := contexts().demonyms.get(word):
            return country
    return ""

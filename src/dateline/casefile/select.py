"""Which incidents a person asks for: by date, place, type, dispute, review."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as day
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.casefile.brief import Brief
from dateline.errors import UsageError
from dateline.model import Incident

if TYPE_CHECKING:
    from dateline.casefile.view import World

Wanted = Incident | Brief

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def first_day(date: str) -> str:
    """A year, month or day as its first day."""
    _check_date(date)
    return date + "-01-01"[-(10 - len(date)) :] if len(date) < 10 else date


def last_day(date: str) -> str:
    """A year, month or day as a bound for its last day (2017-02 gives 2017-02-31: dates compare as text)."""
    _check_date(date)
    return date + "-12-31"[-(10 - len(date)) :] if len(date) < 10 else date


def _check_date(date: str) -> None:
    if not _DATE.fullmatch(date) or not _is_day(date + "-01-01"[-(10 - len(date)) :] if len(date) < 10 else date):
        raise UsageError(f"{date!r} is no date: write 2017, 2017-11 or 2017-11-05")


def _is_day(date: str) -> bool:
    try:
        return day.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Without case, accents and the article of transliterated Arabic names (al-, el-, ash- ...)."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\b(?:a[lnrstdz]h?|el)[- ]", "", plain).replace("-", " ").strip()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; a field left out asks for all.

    ``since``/``until``: dates, both inclusive, against the days when the incident may have happened; one without a
    date counts by the day of its first report. ``place``: a name or part of one (of the place or its first-order
    division), a place id, or a country code of two capitals. ``types``: codes of the ontology.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    types: tuple[str, ...] = ()
    disputed: bool = False
    reviewed: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for what is no date, and for an end before the beginning."""
        since, until = self.since and first_day(self.since), self.until and last_day(self.until)
        if since and until and since > until:
            raise UsageError(f"nothing lies from {self.since} up to {self.until}: the first must not be the later")

    def matches(self, incident: Wanted, reviewed: bool) -> bool:
        return (
            (not self.types or incident.type in self.types)
            and (not self.disputed or bool(incident.disputes))
            and (not self.reviewed or reviewed)
            and self._in_time(incident)
            and self._in_place(incident)
        )

    def choose(self, world: World) -> list[Incident]:
        """The incidents asked for, in the world's order."""
        return [i for i in world.output.incidents if self.matches(i, i.id in world.reviewed)]

    def words(self) -> dict[str, object]:
        """The fields that ask for something, for a manifest."""
        given = {
            "since": self.since, "until": self.until, "place": self.place, "type": list(self.types),
            "disputed": self.disputed, "reviewed": self.reviewed,
        }  # fmt: skip
        return {k: v for k, v in given.items() if v}

    def _in_time(self, incident: Wanted) -> bool:
        if self.since is None and self.until is None:
            return True
        start = incident.when.start if incident.when else incident.first_reported
        end = incident.when.end if incident.when else incident.first_reported
        if start is None or end is None:
            return False
        return (self.since is None or end >= first_day(self.since)) and (
            self.until is None or start <= last_day(self.until)
        )

    def _in_place(self, incident: Wanted) -> bool:
        if self.place is None:
            return True
        place = incident.place
        if place is None:
            return False
        if re.fullmatch(r"[A-Z]{2}", self.place):
            return place.country == self.place
        wanted = folded(self.place)
        names: Iterable[str] = (folded(n) for n in (place.name, place.admin1) if n)
        return place.id == self.place or any(wanted in name for name in names)

"""What is compared when two claims are held against each other: a flat view of a claim, or of several as one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.incidents.report import distance, marked
from dateline.incidents.rules import Rules
from dateline.model import LATER, Actor, Claim, Document, Place, Reason
from dateline.reading import Reading

_NONE: frozenset[str] = frozenset()  # one for all: an empty set takes as much room as one of four
RESPONSES = frozenset({"denies", "admits", "claims", "doubts"})
PARTIES = frozenset({"military", "armed_group", "official", "state_media"})
ACCOUNTS = frozenset({"reports", "denies", "admits"})
TOLD = "day on which it was told"  # the rule that gave a day, for want of another
BESIDE = 4.0  # kilometres between a city and its quarter, which are one place in a report
_WORD = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W\d_]+")
_WORD_OR_STOP = re.compile(r"[^\W\d_]+|[,;:.()]")  # "the same day, killing seven" names no killing
_AGE = re.compile(r"\b(?:years?|months?)[ -]olds?\b")
_STOP = re.compile(r"[.!?][\"'”’)]?\s|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Days:
    """Days as ordinals, both inclusive."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says of one event, in one claim or in several.

    ``key`` is the smallest claim id; ``position`` the first sentence (counted from the start of the text);
    ``numbers`` holds (effect, group, low, high) with an open end as None. ``named``: a source other than the paper is
    named. ``own_place``, ``own_days``: the claim's own words give it, it is not lent by what stands around. ``vague``:
    the words that name the event say no more than that someone was attacked or harmed. ``again``: they hold "the
    attack" or the like, ``fresh``: "an attack"; ``lasting``: they tell of what goes on for long.
    ``same``, ``apart``: ids of claims of the report that the text itself puts with this one or apart from it;
    ``thread`` names the chain that ``same`` makes.
    ``trail`` has for each claim of the report the place that its own words give, ``threads`` its thread, ``step`` is
    where this claim stands in both. ``account``: a party, or its press, tells what happened; it does not accuse and
    takes no credit. ``alone``: the report tells of one attack only; ``total``: the toll sums up others of the report;
    ``told``: its day is only that on which it was told.
    """

    key: str
    claims: tuple[str, ...]
    document: str
    published: int | None
    position: int
    start: int
    end: int
    types: tuple[str, ...]
    places: tuple[Place, ...]
    days: Days | None
    initiators: frozenset[str]
    targets: frozenset[str]
    struck: frozenset[str]
    numbers: frozenset[tuple[str, str, int | None, int | None]]
    words: frozenset[str]
    source: str
    named: bool
    response: bool
    denied: bool
    apart_word: bool
    vague: bool
    again: bool
    fresh: bool
    lasting: bool
    trigger: tuple[int, int]
    own_place: bool
    own_days: bool
    same: frozenset[str]
    apart: frozenset[str]
    thread: str
    trail: tuple[str, ...]
    threads: tuple[str, ...]
    step: int
    account: bool
    alone: bool = False
    total: bool = False
    told: bool = False


def in_order(a: Facts, b: Facts) -> tuple[Facts, Facts]:
    """Two events of a report, the one first that it tells first."""
    if a.start != b.start:  # as nearly always
        return (a, b) if a.start < b.start else (b, a)
    return (a, b) if (a.end, a.key) < (b.end, b.key) else (b, a)


def ordinal(day: str | None) -> int | None:
    """The day's number, or None where the string is no ISO date (a partial date counts from its first day)."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name for comparing: no accents, case, punctuation or article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = re.sub(r"[^\w]+", " ", plain).split()
    return " ".join(w for w in words if w not in {"the", "al", "el"}) or " ".join(words)


def source_key(claim: Claim, document: Document) -> str:
    """Who stands behind a claim: the source by actor or name, else the publisher, else the document itself."""
    if claim.source is not None:
        return claim.source.actor or fold(claim.source.name)
    return publisher_key(document)


def publisher_key(document: Document) -> str:
    return "publisher:" + (fold(document.publisher) if document.publisher else document.id)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A rough stem, enough to bring "explosions" and "exploded" together."""
    for end in ("ings", "ions", "ing", "ion", "ers", "ed", "es", "er", "s"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


def words_of(text: str, rules: Rules) -> frozenset[str]:
    """The stems of the words of a text that tell one event from another."""
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if w not in rules.dull_words)


def days_of(claim: Claim) -> Days | None:
    if claim.when is None:
        return None
    start, end = ordinal(claim.when.start), ordinal(claim.when.end)
    if start is None and end is None:
        return None
    first = start if start is not None else end
    last = end if end is not None else start
    assert first is not None
    assert last is not None
    return Days(min(first, last), max(first, last))


def facts_of(reading: Reading, rules: Rules) -> list[Facts]:
    """One Facts for each claim of a report, in the order of the claims."""
    document = reading.document
    order = sorted(reading.claims, key=lambda c: (c.evidence.start, c.evidence.end, c.id))
    threads = _threads(reading.claims)
    view = _Report(
        document, ordinal(document.published), [m.start() for m in _STOP.finditer(document.text)],
        threads, tuple(threads[c.id] for c in order), _trail(reading.claims), _apart(reading.claims, threads),
    )  # fmt: skip
    steps = {claim.id: n for n, claim in enumerate(order)}
    return marked([_facts(claim, view, steps[claim.id], rules) for claim in reading.claims])


@dataclass(frozen=True, slots=True)
class _Report:
    """What the claims of one report share: where its sentences end, its threads, its trail of places."""

    document: Document
    published: int | None
    stops: Sequence[int]
    thread_of: Mapping[str, str]
    threads: tuple[str, ...]
    trail: tuple[str, ...]
    apart: Mapping[str, frozenset[str]]


def _apart(claims: Sequence[Claim], threads: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each thread the claims of those that the text tells it apart from: what goes on with "a second bomb" is as
    little of the first as that is."""
    members: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        members[threads[claim.id]].add(claim.id)
    out: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        own = threads[claim.id]
        for other in claim.apart_from:
            if other in threads and threads[other] != own:
                out[own] |= members[threads[other]]
    return {thread: frozenset(found) for thread, found in out.items()}


def _trail(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The place that each claim gives in its own words, "" where it gives none, in the order of the text.

    A place that lies by one told before (a quarter of the city, the city of a quarter) is no other: it stands there as
    the first of them.
    """
    order = sorted(claims, key=lambda c: (c.evidence.start, c.evidence.end, c.id))
    firsts: dict[str, str] = {}
    seen: list[Place] = []
    out: list[str] = []
    for claim in order:
        place = claim.place
        if place is None or place.span is None:
            out.append("")
            continue
        if place.id not in firsts:
            fine = place.precision in ("exact", "near")
            by = next((p for p in seen if fine and _by(p, place)), None)
            firsts[place.id] = firsts[by.id] if by else place.id
            if fine:
                seen.append(place)
        out.append(firsts[place.id])
    return tuple(out)


def _by(a: Place, b: Place) -> bool:
    apart = distance(a, b)
    return apart is not None and apart < BESIDE


def _threads(claims: Sequence[Claim]) -> dict[str, str]:
    """Each claim's thread: the first claim of the chain that ``same_as`` makes, itself where there is none."""
    home = {c.id: c.id for c in claims}

    def root(key: str) -> str:
        while home[key] != key:
            home[key] = home[home[key]]
            key = home[key]
        return key

    for claim in claims:
        for other in claim.same_as:
            if other in home:
                first, second = sorted((root(claim.id), root(other)))
                home[second] = first
    return {c.id: root(c.id) for c in claims}


def _facts(claim: Claim, report: _Report, step: int, rules: Rules) -> Facts:
    document, text, start = report.document, claim.evidence.text, claim.evidence.start
    lower = text.lower()
    words, named = _TOKEN.findall(lower), _WORD_OR_STOP.findall(lower)
    parties: dict[str, set[str]] = {"initiator": set(), "target": set()}
    for p in claim.participants:
        if p.role in parties and (p.span is not None or p.role != "initiator"):
            parties[p.role].add(p.actor or fold(p.name))
    if claim.control is not None:
        parties["initiator"].update(x for x in (claim.control.to, claim.control.holder) if x)
        parties["target"].update(x for x in (claim.control.from_,) if x)
    told = any(map(tells, claim.why))
    return Facts(
        key=claim.id, claims=(claim.id,), document=claim.document, published=report.published,
        position=bisect_left(report.stops, start),
        start=start, end=claim.evidence.end, types=(claim.type,),
        places=() if claim.place is None else (claim.place,), days=days_of(claim),
        initiators=frozenset(parties["initiator"]) or _NONE, targets=frozenset(parties["target"]) or _NONE,
        struck=frozenset(claim.struck) - LATER or _NONE,
        numbers=frozenset((h.effect, h.group, h.low, h.high) for h in claim.harm if h.low is not None or h.high),
        words=words_of(text, rules), source=source_key(claim, document), named=claim.source is not None,
        response=claim.stance in RESPONSES or claim.polarity == "denied", denied=claim.polarity == "denied",
        apart_word=any(w in lower for w in rules.apart_words), trigger=(claim.trigger.start, claim.trigger.end),
        vague=claim.type in rules.violent and _vague(claim, rules),
        again=_named(named, rules.pointers, rules),
        fresh=_named(named, rules.introducers, rules),
        lasting=not rules.lasting_words.isdisjoint(words) and _lasting(lower, rules),
        own_place=claim.place is not None and claim.place.span is not None,
        own_days=claim.when is not None and claim.when.span is not None and not told,
        same=frozenset(claim.same_as) or _NONE, apart=report.apart.get(report.thread_of[claim.id], _NONE),
        thread=report.thread_of[claim.id], trail=report.trail, threads=report.threads, step=step,
        account=claim.source is not None and claim.source.kind in PARTIES and claim.stance in ACCOUNTS,
        told=told,
    )  # fmt: skip


def _vague(claim: Claim, rules: Rules) -> bool:
    return claim.type in rules.vague_types or set(_WORD.findall(claim.trigger.text.lower())) <= rules.vague_words


def tells(reason: Reason) -> bool:
    """Whether joining depends on this reason of a claim."""
    return reason.field == "when" and reason.rule == TOLD


def _lasting(lower: str, rules: Rules) -> bool:
    """A word of what goes on for long; how old somebody is tells nothing of it."""
    return not rules.lasting_words.isdisjoint(_TOKEN.findall(_AGE.sub(" ", lower)))


def _named(words: Sequence[str], before: frozenset[str], rules: Rules) -> bool:
    """Whether a noun for an event follows one of the words: "the attack", "these two raids"; "a late attack"."""
    return not before.isdisjoint(words) and any(
        word in before and _noun(words[n + 1 : n + 4], rules) for n, word in enumerate(words)
    )


def _noun(after: Sequence[str], rules: Rules) -> bool:
    stop = next((n for n, w in enumerate(after) if not w[0].isalpha()), len(after))
    return not rules.event_nouns.isdisjoint(after[:stop])


def merged(parts: Sequence[Facts]) -> Facts:
    """One view of what a report says of one event: all that is said, the most common and narrowest place and date."""
    if len(parts) == 1:
        return parts[0]
    parts = sorted(parts, key=lambda f: (f.start, f.end, f.key))
    lead = parts[0]
    return Facts(
        key=min(f.key for f in parts), claims=tuple(sorted(c for f in parts for c in f.claims)),
        document=lead.document, published=lead.published, position=lead.position,
        start=lead.start, end=lead.end,
        types=_common(t for f in parts for t in f.types),
        places=_places([p for f in parts for p in f.places if f.own_place] or [p for f in parts for p in f.places]),
        days=_days([f.days for f in parts if f.own_days and f.days and not f.denied])
        or _days([f.days for f in parts if f.days]),
        initiators=frozenset().union(*(f.initiators for f in parts if not f.denied)),
        targets=frozenset().union(*(f.targets for f in parts if not f.denied)),
        struck=frozenset().union(*(f.struck for f in parts)),
        numbers=frozenset().union(*(f.numbers for f in parts)), words=frozenset().union(*(f.words for f in parts)),
        source=lead.source, named=lead.named, response=all(f.response for f in parts),
        denied=all(f.denied for f in parts),
        apart_word=lead.apart_word, trigger=lead.trigger, vague=all(f.vague for f in parts),
        again=lead.again, fresh=lead.fresh, lasting=all(f.lasting for f in parts),
        own_place=any(f.own_place for f in parts), own_days=any(f.own_days for f in parts),
        same=frozenset(), apart=frozenset(), thread=lead.thread, trail=lead.trail,
        threads=lead.threads, step=lead.step, account=lead.account,
        told=any(f.told for f in parts) and not any(f.days for f in parts if not f.told),
    )  # fmt: skip


def _common(values: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda v: (-counts[v], v)))


def _places(places: Iterable[Place]) -> tuple[Place, ...]:
    counts: Counter[str] = Counter()
    by_id: dict[str, Place] = {}
    for place in places:
        counts[place.id] += 1
        by_id.setdefault(place.id, place)
    return tuple(by_id[i] for i in sorted(by_id, key=lambda i: (-counts[i], i)))[:4]


def _days(days: Sequence[Days]) -> Days | None:
    """The span that most claims give; of equals the shortest, then the earliest."""
    counts = Counter((d.start, d.end) for d in days)
    if not counts:
        return None
    start, end = min(counts, key=lambda d: (-counts[d], d[1] - d[0], d))
    return Days(start, end)


class Kin:
    """Which actors belong together: the same, allied, or arms of one state."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._state: dict[str, str] = {}
        self._allied: dict[str, frozenset[str]] = {}
        for actor in actors:
            if actor.country and actor.kind in {"state_forces", "foreign_state", "police", "government", "state_media"}:
                self._state[actor.id] = actor.country
            self._allied[actor.id] = frozenset(actor.allied_with)

    def related(self, left: str, right: str) -> bool:
        state = self._state.get(left)
        if state is not None and state == self._state.get(right):
            return True
        return right in self._allied.get(left, ()) or left in self._allied.get(right, ())

    def agrees(self, other: Kin, ids: Iterable[str]) -> bool:
        """Both say the same of all of these actors."""
        none: frozenset[str] = frozenset()
        return all(
            self._state.get(i) == other._state.get(i) and self._allied.get(i, none) == other._allied.get(i, none)
            for i in ids
        )

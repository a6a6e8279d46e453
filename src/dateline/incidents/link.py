"""Which claims speak of one event: pairs weighed within each report, then between reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents import compare
from dateline.incidents.cluster import Pair, cluster, pair
from dateline.incidents.compare import Context, Scale
from dateline.incidents.facts import Facts, fold, merged
from dateline.model import Claim, Link
from dateline.reading import Decisions

DECIDED = 100.0  # the weight shown for a link that a person decided
REPEATED = 4.0  # bits that two events gain for each claim of the one that the other has word for word, in a copy
WINDOW = 40  # within a report, claims are weighed against this many that follow, and against all of their block
BEST = 0.5  # within a report, how much the weightiest pair counts beside the mean of all
CLEARLY_NOT = 6.0  # bits below the threshold at which a pair is not kept; pairs not weighed count as this far below
COMMON, COMMON_SHARE = 5, 0.02  # a word that more reports than this have (in number and in share) tells nothing
CROWD = 8  # so many reports on one place and day may tell of many events
AROUND, BUSY = 7, 5  # where so many of the days around (this many to each side) have something told, so may two reports
BLOCK = 60  # a block larger than this is cut into runs of claims that stand next to each other when sorted


def within(facts: Sequence[Facts], context: Context, decisions: Decisions) -> list[tuple[str, ...]]:
    """The events of one report as groups of claim ids.

    What people decided comes first; what the text itself shows (``same_as``, ``apart_from``) weighs heavily.
    """
    weights = context.rules.within
    scale = Scale(compare.WITHIN, weights, context, -1e9)
    order = sorted(facts, key=lambda f: (f.start, f.end, f.key))
    scores: dict[Pair, float] = {}
    for n, left in enumerate(order):
        for right in order[n + 1 : n + 1 + WINDOW]:
            score = scale.weigh(left, right)
            if score is not None:
                scores[pair(left.key, right.key)] = score
    keys = [f.key for f in facts]
    known = set(keys)
    apart = [p for p in decisions.apart if known.issuperset(p)]
    together = [p for p in decisions.same if known.issuperset(p)]
    return cluster(
        keys, scores, threshold=weights.threshold, missing=-CLEARLY_NOT, apart=apart, together=together, best=BEST
    )


def candidates(events: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of events of different reports worth weighing, each once, by blocks that share a key."""
    blocks: dict[tuple[object, ...], list[Facts]] = {}
    for event in events:
        for key in sorted(set(block_keys(event)), key=repr):
            blocks.setdefault(key, []).append(event)
    seen: set[Pair] = set()
    for key in sorted(blocks, key=repr):
        block = sorted(blocks[key], key=lambda f: (f.days.start if f.days else 0, f.key))
        for n, left in enumerate(block):
            for right in block[n + 1 : n + 1 + BLOCK]:
                if left.document != right.document:
                    both = pair(left.key, right.key)
                    if both not in seen:
                        seen.add(both)
                        yield left, right


Spot = tuple[str, int | None]  # a place and a day


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is usual among the reports at hand: words that many of them have, places and days of which many tell.

    Taken over the reports as they were read: what a person then judges moves nothing that the judgement does not touch.
    """

    common: frozenset[str]
    crowds: frozenset[Spot]

    def of(self, events: Iterable[Facts], context: Context) -> Context:
        """The context with the common words, and with those of these events that stand in a crowd."""
        crowded = frozenset(e.key for e in events if not self.crowds.isdisjoint(spots_of(e))) if self.crowds else ()
        return replace(context, common=self.common, crowded=frozenset(crowded))


@dataclass(frozen=True, slots=True)
class Usual:
    """How many reports have each word, how many tell of each spot, and how many tell of anything."""

    words: Mapping[str, int]
    spots: Mapping[Spot, int]
    reports: int


def usual(events: Iterable[Facts]) -> Usual:
    words: set[tuple[str, str]] = set()
    spots: set[tuple[str, Spot]] = set()
    reports: set[str] = set()
    for event in events:
        reports.add(event.document)
        words.update((event.document, w) for w in event.words)
        spots.update((event.document, s) for s in spots_of(event))
    return Usual(Counter(w for _, w in words), Counter(s for _, s in spots), len(reports))


def most_reports(reports: int) -> float:
    """A word that more than so many of these reports have tells nothing."""
    return max(COMMON, COMMON_SHARE * reports)


def surroundings(found: Usual) -> Surroundings:
    """Words that more reports have, and spots of which more tell, than tells one event from another."""
    most, told = most_reports(found.reports), found.spots
    days = Counter(place for place, day in told if day is not None)
    may = (spot for spot, n in told.items() if n > CROWD or days[spot[0]] > BUSY)
    return Surroundings(frozenset(w for w, n in found.words.items() if n > most), frozenset(crowds_of(may, told)))


def crowds_of(spots: Iterable[Spot], told: Mapping[Spot, int]) -> Iterator[Spot]:
    """Those of the spots at which two reports may well tell of two events.

    Many reports tell of it; or it is a place at which something happens on most days, as a city under siege is.
    ``told``: how many reports tell of each spot, and of those ``beside`` it.
    """
    for spot in spots:
        if told.get(spot, 0) > CROWD or sum(1 for s in beside(spot) if told.get(s)) > BUSY:
            yield spot


def beside(spot: Spot) -> list[Spot]:
    """The place on each of the days around, and on this one; nothing where no day is given."""
    place, day = spot
    return [] if day is None else [(place, d) for d in range(day - AROUND, day + AROUND + 1)]


def spots_of(event: Facts) -> list[Spot]:
    """Place and day (each of a few days, or no day)."""
    days: list[int | None] = [None]
    if event.days is not None:
        days = list(range(event.days.start, event.days.end + 1)) if event.days.length <= 3 else [event.days.start]
    return [(p.id, day) for p in event.places for day in days]


def block_keys(event: Facts) -> Iterator[tuple[object, ...]]:
    """A pair is weighed if it shares one of: place and month; place and three telling words' worth; day and cell."""
    cells = sorted(
        {cell for p in event.places if p.lat is not None and p.lon is not None for cell in _cells(p.lat, p.lon)}
    )
    if event.days is not None and event.days.length <= 10:
        days = range(event.days.start, event.days.end + 2)
        for day in days:
            for cell in cells:
                yield ("day", day, cell)
            if not cells:
                yield ("day", day)
    for p in event.places:
        yield ("place", p.id)
        yield ("name", fold(p.name))  # what no list has, has another id in each land
    if event.days is None or not cells:
        for word in sorted(event.words, key=lambda w: (-len(w), w))[:6]:
            yield ("word", word)


def _cells(lat: float, lon: float) -> Iterator[tuple[int, int]]:
    """The half-degree cell of a point and the neighbours within a quarter of a degree."""
    for dy in (-0.25, 0.25):
        for dx in (-0.25, 0.25):
            yield (int((lat + dy) // 0.5), int((lon + dx) // 0.5))


def scale_across(context: Context) -> Scale:
    """What weighs two events of different reports; a pair far below the threshold is not kept."""
    weights = context.rules.across
    return Scale(compare.ACROSS, weights, context, weights.threshold - CLEARLY_NOT)


def weigh_all(events: Sequence[Facts], context: Context) -> dict[Pair, float]:
    """The weights of the candidates that are kept. ``context`` has the surroundings."""
    scale = scale_across(context)
    scores: dict[Pair, float] = {}
    for left, right in candidates(events):
        score = scale.weigh(left, right)
        if score is not None:
            scores[pair(left.key, right.key)] = score
    return scores


def across(
    events: Sequence[Facts], scores: Mapping[Pair, float], context: Context, repeats: Sequence[Pair],
    decisions: Decisions,
) -> list[tuple[str, ...]]:  # fmt: skip
    """Events of all reports in groups of their keys. ``scores``: what :func:`weigh_all` keeps of their pairs.

    Two events that one report tells apart stay apart. ``repeats`` are pairs of claims that stand in a report and in its
    copy, word for word. What people decided comes before all.
    """
    home = {c: e.key for e in events for c in e.claims}
    split = {pair(home[a], home[b]) for a, b in decisions.apart if a in home and b in home and home[a] != home[b]}
    same = [pair(home[a], home[b]) for a, b in decisions.same if a in home and b in home]
    heard = Counter(pair(home[a], home[b]) for a, b in repeats)
    again = {p: scores.get(p, -CLEARLY_NOT) + REPEATED * n for p, n in heard.items()}
    return cluster(
        [e.key for e in events], {**scores, **again}, threshold=context.rules.across.threshold, missing=-CLEARLY_NOT,
        apart=sorted(split), labels={e.key: e.document for e in events}, together=[p for p in same if p[0] != p[1]],
    )  # fmt: skip


def repeated(claims: Sequence[Claim], copies: Mapping[str, str]) -> list[Pair]:
    """Claims of a copy beside those of the report it repeats, where words and type are the same."""
    spoken: dict[tuple[str, str, str, str], list[Claim]] = {}
    alike = {*copies, *copies.values()}
    for claim in sorted((c for c in claims if c.document in alike), key=lambda c: (c.evidence.start, c.id)):
        group = copies.get(claim.document, claim.document)
        source = claim.source.name if claim.source else ""
        spoken.setdefault((group, " ".join(claim.evidence.text.split()), claim.type, source), []).append(claim)
    return [
        pair(same[0].id, other.id)
        for same in spoken.values() for other in same[1:] if other.document != same[0].document
    ]  # fmt: skip


def join_groups(groups: Sequence[tuple[str, ...]], events: Sequence[Facts]) -> list[tuple[str, ...]]:
    """Groups of event keys as groups of claim ids."""
    by_key = {e.key: e for e in events}
    return [tuple(sorted(c for key in group for c in by_key[key].claims)) for group in groups]


def event_facts(facts: Sequence[Facts], groups: Sequence[tuple[str, ...]]) -> list[Facts]:
    """One Facts for each group of claims of one report."""
    by_key = {f.key: f for f in facts}
    return [merged([by_key[k] for k in group]) for group in groups]


def links_of(
    group: Sequence[str],
    facts: Mapping[str, Facts],
    context: Context,
    same: Iterable[Pair],
) -> tuple[Link, ...]:
    """Why each claim of an incident stands in it: a tree of links, each to the claim it fits best before it.

    ``same``: the pairs of its claims that people decided are one.
    """
    order = sorted(group, key=lambda k: (facts[k].published or 0, facts[k].document, facts[k].start, k))
    out = [Link(left=a, right=b, weight=DECIDED, evidence=("judgement",)) for a, b in same]
    tables = (compare.ACROSS, context.rules.across), (compare.WITHIN, context.rules.within)
    weigh = [compare.weigher(table, weights, context) for table, weights in tables]
    for n, key in enumerate(order[1:], 1):
        b = facts[key]
        weight, left = max(
            (round(weigh[facts[k].document == b.document](facts[k], b), 2) + 0.0, k) for k in order[max(0, n - 30) : n]
        )
        table, weights = tables[facts[left].document == b.document]
        found = compare.levels(facts[left], b, table, context)
        out.append(Link(left=left, right=key, weight=weight, evidence=compare.explain(found, weights)))
    return tuple(out)

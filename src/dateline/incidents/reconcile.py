"""Tolls of many sources as one range, with who said which.

The rule, for each effect and group by itself (so a part, such as the children among the dead, is no rival of its
total):

1. Only what is affirmed to have happened counts: not denied, planned, expected or threatened.
2. A source counts once, with what it said last; of what it says in one report, with the most (a report's lead has the
   newest toll, the older ones stand below).
3. What tells of some of the harmed only (a named person, "six of the victims"), what an eyewitness saw, and what was
   counted in another place than the incident's, by its own words, is a part if it is less than another toll: it stands
   under its source but does not bound the incident. Where there are parts only, the largest bounds it.
4. A loose word ("dozens"), or people without a number, give way to a number that they cover, or that is higher. Of
   people without a number and one with it ("a villager was killed") it is one or two.
5. low is the lowest of these, the lowest credible toll (as ACLED records it). high is the highest. high is null where
   no report closes it: nobody says more than low, and who says low says "at least".
   A report that gives a toll in its own or a nameless voice before any other has weighed its sources by that: its
   other tolls bound the range only where that one leaves an end open ("at least 12"; "up to 20", whose low is the
   highest of the others below it). So does one that tells first of one group only ("two girls were killed").
   What closes an end by "more than 20" closes it at 21, and by "a fifth victim" at 5.
6. best is the most reliable (as UCDP records it): the highest-ranked kind of source (the ranks stand in
   lexicon/data/incidents.toml), of these the last reported, of these the number given most often, of equals the lower.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.incidents.facts import publisher_key, source_key
from dateline.incidents.report import distance
from dateline.lexicon import load_toml, number_words
from dateline.model import Claim, Document, Effect, Harm, IncidentHarm, Place, SourceToll

DATA = "incidents.toml"
WHOLE = ("all", "civilians")
BEYOND = 8  # a number so many times the report's own toll is of something else
HIGH = 10  # added to the rank of a source that people marked as of high reliability
UNREAL = frozenset({"threatens", "expects", "denies", "doubts"})
EFFECTS: tuple[Effect, ...] = (
    "killed", "injured", "missing", "abducted", "detained", "displaced", "trapped", "evacuated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toll:
    """One source's number in one claim.

    ``said``: day of publication; ``part``: by rule 3 of this module; ``own``: in the report's voice; ``numbered``: its
    words hold a number, not only "civilians" or "a woman"; ``above``: and more than that; ``nth``: it tells of the
    fifth to be harmed.
    """

    effect: Effect
    group: str
    low: int
    best: int
    high: int | None
    source: str
    name: str | None
    rank: int
    said: str
    document: str
    position: int
    claim: str
    part: bool = False
    trusted: bool = True
    own: bool = False
    numbered: bool = True
    above: bool = False
    nth: int = 0

    @property
    def bare(self) -> bool:
        """A plural without a number: "civilians were killed"."""
        return self.low > 1 and self.high is None and not self.numbered

    @property
    def top(self) -> int:
        return max(self.low, self.best, self.high or 0)

    @property
    def most(self) -> int:
        """The highest number that these words vouch for: more than 70 are 71 at the least."""
        return max(self.top + (self.above and self.high is None), self.nth)


def counts(claim: Claim) -> bool:
    """Whether the claim says that something did happen."""
    return claim.polarity == "affirmed" and claim.status in ("happened", "ongoing") and claim.stance not in UNREAL


def statements(
    claims: Sequence[Claim], documents: Mapping[str, Document], place: Place | None, trust: Mapping[str, str]
) -> list[Toll]:
    """Every toll that counts, in the order of the claims. ``trust``: a source's name to high, normal or low."""
    data = load_toml(DATA)
    found = [
        (claim, _toll(claim, harm, documents[claim.document], data["reliability"], trust))
        for claim in claims if counts(claim) for harm in claim.harm if harm.low is not None or harm.high is not None
    ]  # fmt: skip
    most: dict[tuple[str, str], int] = defaultdict(int)
    for _, toll in found:
        most[(toll.effect, toll.group)] = max(most[(toll.effect, toll.group)], toll.top)
    eyewitness = frozenset(data["kinds"]["eyewitness"])
    first = {id(toll) for toll in _firsts([toll for _, toll in found]).values()}
    out = []
    for claim, toll in found:
        less = toll.top < most[(toll.effect, toll.group)]
        kind = claim.source.kind if claim.source else None
        below = less and (kind in eyewitness or (id(toll) not in first and _elsewhere(claim, place)))
        out.append(replace(toll, part=toll.part or below))
    return out


def _toll(claim: Claim, harm: Harm, document: Document, ranks: Mapping[str, int], trust: Mapping[str, str]) -> Toll:
    low = harm.low if harm.low is not None else 0
    best = harm.best if harm.best is not None else low or max(harm.high or 0, 0)
    kind = "publisher" if claim.source is None else claim.source.kind or "anonymous"
    name = claim.source.name if claim.source else document.publisher
    pinned = trust.get(name or "", "normal")
    return Toll(
        effect=harm.effect, group=harm.group, low=low, best=best, high=harm.high,
        source=source_key(claim, document) if claim.source or not document.copies_of else publisher_key(document),
        name=name, rank=ranks.get(kind, 1) + (HIGH if pinned == "high" else 0), trusted=pinned != "low",
        said=document.published or "", document=document.id, position=claim.evidence.start, claim=claim.id,
        part=harm.partial, own=kind in ("publisher", "anonymous"),
        numbered=harm.span is None or _says_number(harm.span.text),
        above=harm.high is None and harm.span is not None and _says_more(harm.span.text),
        nth=_place_in_row(harm.span.text) if low == 1 and harm.span is not None else 0,
    )  # fmt: skip


def _says_number(words: str) -> bool:
    """Whether words hold a number, in digits or written out."""
    found = re.findall(r"\w+", words.lower())
    return any(w.isdigit() for w in found) or not number_words().isdisjoint(found)


def _says_more(words: str) -> bool:
    """Whether words give a number that is exceeded: "more than 70 people"."""
    return words.lower().startswith(tuple(load_toml(DATA)["words"]["above"]))


def _place_in_row(words: str) -> int:
    """ "a fifth victim": there were four before."""
    data = load_toml(DATA)["words"]
    found = words.lower().split()
    nth = next((n for n, w in enumerate(data["ordinals"], 2) if w in found[:-1]), 0)
    return nth if nth and found[-1] in data["harmed"] else 0


def _elsewhere(claim: Claim, place: Place | None) -> bool:
    if claim.place is None or claim.place.span is None or place is None or claim.place.id == place.id:
        return False
    return claim.place.precision in ("exact", "near") and (distance(claim.place, place) or 0) > 1


def current(tolls: Sequence[Toll]) -> list[Toll]:
    """What each source says by now (rule 2), in the order in which the sources first spoke."""
    latest: dict[str, Toll] = {}
    for toll in sorted(tolls, key=lambda t: (t.said, t.document, t.position, t.claim)):
        old = latest.get(toll.source)
        firmer = old is not None and old.part and not toll.part
        more = old is not None and toll.top > old.top and (old.part or not toll.part)
        if old is None or firmer or more or (toll.said > old.said and not toll.part):
            latest[toll.source] = toll
    return list(latest.values())


def by_group(tolls: Sequence[Toll]) -> list[list[Toll]]:
    """Tolls of one effect and group together; deadliest effect first, the total before its parts."""
    groups: dict[tuple[Effect, str], list[Toll]] = defaultdict(list)
    for toll in tolls:
        groups[(toll.effect, toll.group)].append(toll)
    order = sorted(groups, key=lambda k: (EFFECTS.index(k[0]), k[1] != "all", k[1] != "civilians", k[1]))
    return [groups[k] for k in order]


def reconcile(tolls: Sequence[Toll]) -> tuple[IncidentHarm, ...]:
    """One range for each effect and group, by the rule above."""
    tolls = _one_whole(_with_leads(tolls))
    told = {t.effect for t in tolls if not t.part}
    kept = [
        t for t in tolls
        if not t.part or t.effect not in told or t.group in _told_groups(tolls, t.effect)
        or (t.group not in WHOLE and t.top > 1)
    ]  # fmt: skip
    kept = [t for t in kept if not (t.bare and t.group in WHOLE and _numbered_otherwise(t, kept))]
    kept = [t for t in kept if t.high != 0 or not _harmed_after_all(t, kept)]
    return tuple(_range(group[0].effect, group[0].group, group, kept) for group in by_group(kept))


def _harmed_after_all(nobody: Toll, tolls: Sequence[Toll]) -> bool:
    """ "No one was killed", where somebody, as late, tells of a dead child."""
    return nobody.group in WHOLE and any(
        t.effect == nobody.effect and t.group not in WHOLE and t.low > 0 and not t.part and t.said >= nobody.said
        for t in tolls
    )


def _numbered_otherwise(toll: Toll, tolls: Sequence[Toll]) -> bool:
    """ "A number of civilians were killed", where somebody counts "twelve people"."""
    mine = [t for t in tolls if t.effect == toll.effect and t.group == toll.group and not t.part]
    others = [t for t in tolls if t.effect == toll.effect and t.group in WHOLE and t.group != toll.group and not t.part]
    return all(t.bare for t in mine) and any(not t.bare and not loose(t) and t.low >= toll.low for t in others)


def _with_leads(tolls: Sequence[Toll]) -> list[Toll]:
    """A report that first tells of one group only ("two girls were killed") gives that as its whole toll too."""
    out = list(tolls)
    for (document, effect), whole in _firsts(tolls).items():
        before = [
            t for t in tolls
            if t.document == document and t.effect == effect and not t.part and t.own and t.group not in WHOLE
            and t.position < whole.position
        ]  # fmt: skip
        groups = Counter(t.claim for t in before)
        lead = min((t for t in before if groups[t.claim] == 1), key=lambda t: (t.position, t.claim), default=None)
        if lead is not None:
            out.append(replace(lead, group=whole.group))
    return out


def _told_groups(tolls: Sequence[Toll], effect: Effect) -> set[str]:
    """The groups of which there is more than a part."""
    return {t.group for t in tolls if t.effect == effect and not t.part}


def _one_whole(tolls: Sequence[Toll]) -> list[Toll]:
    """A report that begins with "people" or "civilians" means the same by the other in its later tolls."""
    first = leads(tolls)
    out = []
    for toll in tolls:
        lead = first.get((toll.document, toll.effect))
        beside = lead and any(
            t.claim == lead.claim and t.group == toll.group and t.effect == toll.effect and not t.part
            and (t.top >= lead.top or t.group != "all") for t in tolls
        )  # fmt: skip
        if lead and toll.group in WHOLE and toll.claim != lead.claim and not beside:
            toll = replace(toll, group=lead.group)
        out.append(toll)
    return out


def leads(tolls: Sequence[Toll]) -> dict[tuple[str, Effect], Toll]:
    """For a report and an effect the toll that it gives first, where that is in its own voice and no part."""
    return {key: toll for key, toll in _firsts(tolls).items() if toll.own and toll.trusted}


def _firsts(tolls: Sequence[Toll]) -> dict[tuple[str, Effect], Toll]:
    """For a report and an effect the whole toll that it gives first."""
    first: dict[tuple[str, Effect], Toll] = {}
    for toll in sorted(tolls, key=lambda t: (t.document, t.position, t.group != "civilians", t.group != "all")):
        if toll.group in WHOLE and not toll.part:
            first.setdefault((toll.document, toll.effect), toll)
    return first


def _weighed(whole: Sequence[Toll], group: str, tolls: Sequence[Toll]) -> list[Toll]:
    """The bounding tolls; a report with a lead of its own has that lead for all its tolls, and what closes its ends."""
    out = list(whole)
    for (document, effect), first in leads(tolls).items():
        lead = first if group in WHOLE else _beside(first, group, tolls)
        if lead is None or lead.group != group or effect != whole[0].effect or vague(lead, whole):
            continue
        out = [t for t in out if t.document != document]
        beside = _told_beside(lead, tolls)
        fewer = [t.low for t in beside if t.low < lead.low and t.numbered]
        if lead.bare and fewer:  # "civilians were killed", and somebody knows of one
            out.append(replace(lead, low=min(fewer), high=lead.low))
        elif lead.high is None:
            beside = [t for t in beside if lead.low < t.most and t.top <= BEYOND * lead.low]
            out.append(replace(lead, high=max((t.most for t in beside), default=None)))
        elif lead.low == 0 and lead.high > 0:
            said = [t.low for t in beside if lead.high <= 2 * t.low <= 2 * lead.high]
            low = max((n for n in said if n < lead.high), default=max(said, default=0))
            low = low or max((t.low for t in _of_them(lead, tolls)), default=0)
            out.append(replace(lead, low=low))
        else:
            out.append(lead)
    return out


def _told_beside(lead: Toll, tolls: Sequence[Toll]) -> list[Toll]:
    """What else a report says of the same people that may close an end of its lead."""
    groups = WHOLE if lead.group in WHOLE else (lead.group,)
    return [
        t for t in tolls
        if t.document == lead.document and t.effect == lead.effect and t.group in groups and t is not lead
        and (not t.part or t.nth) and not loose(t) and not (t.bare and lead.low > 1)
    ]  # fmt: skip


def _of_them(lead: Toll, tolls: Sequence[Toll]) -> list[Toll]:
    """What the report says of some of the people of its lead: "up to nine, including at least four children"."""
    return [
        t for t in tolls
        if t.document == lead.document and t.effect == lead.effect and t.top <= lead.top
        and t.low < lead.top and (t.part or (t.claim == lead.claim and t.group not in WHOLE and lead.group in WHOLE))
    ]  # fmt: skip


def _beside(lead: Toll, group: str, tolls: Sequence[Toll]) -> Toll | None:
    """What the claim of a report's lead says of another group: "10 civilians, three of them children"."""
    return next((t for t in tolls if t.claim == lead.claim and t.effect == lead.effect and t.group == group), None)


def loose(toll: Toll) -> bool:
    """A word for a number, such as "dozens" (24 to 99). "Between 4 and 9" is none: its best lies between."""
    return toll.high is not None and 0 < toll.low == toll.best and toll.high >= 2 * toll.low and toll.high > toll.low


def vague(toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Whether this is a loose word, or none, beside a number that it covers, or that is higher (rule 4)."""
    if not (toll.bare or loose(toll)):
        return False
    firm = (x for x in tolls if x is not toll and x.trusted and not x.bare and not loose(x))
    return any(x.low >= toll.low for x in firm)


def bounding(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls that bound an incident: not parts, not by a distrusted source, unless there are no others."""
    trusted = [t for t in tolls if t.trusted] or list(tolls)
    whole = [t for t in trusted if not t.part]
    if not whole:  # of parts alone the largest holds the others, as far as anybody knows
        top = max(t.top for t in trusted)
        whole = [t for t in trusted if t.top == top]
    return [t for t in whole if not vague(t, whole)] or whole


def _range(effect: Effect, group: str, tolls: Sequence[Toll], every: Sequence[Toll]) -> IncidentHarm:
    now = current(tolls)
    whole = _weighed(bounding(now), group, every)
    low = min(t.low for t in whole)
    ends = [t.most if t.top > low else t.top for t in whole]
    top = max(ends)
    closed = any(t.high is not None and end == top for t, end in zip(whole, ends, strict=True))
    high = top if closed or top > low else None
    return IncidentHarm(
        effect=effect, group=group, low=low, best=max(low, _best(whole)), high=high,
        by_source=tuple(
            SourceToll(
                source=t.name, low=t.low, best=t.best, high=t.high,
                claims=tuple(x.claim for x in tolls if x.source == t.source),
            ) for t in now
        ),
    )  # fmt: skip


def _best(tolls: Sequence[Toll]) -> int:
    rank = max(t.rank for t in tolls)
    trusted = [t for t in tolls if t.rank == rank]
    last = max(t.said for t in trusted)
    numbers = Counter(t.best for t in trusted if t.said == last)
    return min(numbers, key=lambda n: (-numbers[n], n))

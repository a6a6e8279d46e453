"""Which drafts are claims of their own: what is only said again is left out.

The same source repeating itself in one report with nothing new is the same claim (coding guide).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.headline import told_below
from dateline.claims.records import HarmFact
from dateline.claims.same_event import BESIDE, preposition
from dateline.claims.same_place import same_place
from dateline.model import Source
from dateline.reading import Token


@dataclass(slots=True)
class Told:
    """What one source has said of one event so far."""

    harm: set[tuple[object, ...]] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    stances: set[tuple[str, str, str]] = field(default_factory=set)


def novel(view: View, drafts: list[Draft]) -> list[Draft]:
    """The drafts that say something new, with the sources for which they do."""
    told: dict[int, dict[str | None, Told]] = {}
    out = []
    for draft in drafts:
        root = root_of(draft)
        keep = []
        for source in draft.sources:
            # By another carrier the same voice makes a claim of its own (coding guide, Decisions).
            name = voice_name(source)
            before = _last_told(draft, told.get(id(root), {}).values()) if name is None else None
            voices = told.setdefault(id(root), {})
            seen = voices.get(name)
            if seen is None and before is not None and _goes_on_with(draft, before):
                absorb(draft, before)
                continue
            if seen is None:
                seen = voices[name] = Told()
                fresh = draft is root or (not passing(draft) if name is not None else news(draft, voices.values()))
            elif blames(draft, seen):
                fresh = False
            elif draft.toll and any(d.sentence == draft.sentence for d in seen.drafts):
                fresh = False  # "confirmed the raid but gave the number as eight"
                told_of = harm_keys(seen.drafts[-1])
                extra = [f for f in draft.event.facts if (f.effect, f.group, f.low, f.high) not in told_of]
                seen.drafts[-1].event.facts += extra
            else:
                fresh = adds(draft, seen) and not completes(draft, seen)
            if fresh:
                keep.append(source)
                note(draft, seen)
            elif seen.drafts:
                absorb(draft, seen.drafts[-1 if completes(draft, seen) else 0])
            elif root is not draft:
                absorb(draft, root)
        if keep:
            draft.sources = tuple(keep)
            out.append(draft)
    return [d for d in out if not (headline(view, d, out) or told_below(view, d, out) or _counted_twice(d, out))]


def _last_told(draft: Draft, told: Iterable[Told]) -> Draft | None:
    """What anybody said last of the same event."""
    return max((d for t in told for d in t.drafts if d is not draft), key=lambda d: d.sentence, default=None)


def _goes_on_with(draft: Draft, before: Draft) -> bool:
    """ "Nine were killed, the mayor said. Seventeen were wounded.": the mayor's, in no voice of its own."""
    if draft.paragraph != before.paragraph or draft.sentence - before.sentence != 1 or draft.answer:
        return False
    harmed = all(m.harmful for m in draft.event.members) and draft.event.facts and before.event.facts
    return bool(harmed) and (draft.stance, draft.polarity) == (before.stance, before.polarity) == (
        "reports",
        "affirmed",
    )


def _counted_twice(draft: Draft, drafts: list[Draft]) -> bool:
    """ "He put his losses at nine dead": the number that a voice gives, and the dead in its own words."""
    if draft.answer or not draft.event.facts or not all(m.harmful for m in draft.event.members):
        return False
    mine = {(f.effect, f.low) for f in draft.event.facts}
    for other in drafts:
        if (
            other.toll
            and other.sentence == draft.sentence
            and {voice_name(s) for s in other.sources} >= {voice_name(s) for s in draft.sources}
        ):
            return mine <= {(f.effect, f.low) for f in other.event.facts}
    return False


def voice_name(source: Source | None) -> str | None:
    """Under what name its sayings are kept: "Rebels say" and "the rebels say" are one voice."""
    return " via ".join((source.name, *source.via)).lower() if source else None


def blames(draft: Draft, seen: Told) -> bool:
    """ "Gunmen killed him, his uncle said, blaming the army": one claim, that accuses."""
    last = seen.drafts[-1] if seen.drafts else None
    if last is None or last.sentence != draft.sentence or not (draft.answer and draft.stance == "accuses"):
        return False
    unnamed = all(i.startswith("generic:") for i in last.ids("initiator"))
    if (last.stance, last.polarity) != ("reports", "affirmed") or not draft.names("initiator") or not unnamed:
        return False
    last.stance = "accuses"
    others = (p for p in last.participants if p.role != "initiator")
    last.participants = (*(p for p in draft.participants if p.role == "initiator"), *others)
    return True


def headline(view: View, draft: Draft, drafts: list[Draft]) -> bool:
    """A title printed as first line that the next lines tell again, by the same voice and in full."""
    if draft.sentence > 0 or not titled(view):
        return False
    mine = {voice_name(s) for s in draft.sources}
    for other in drafts:
        same = other.type == draft.type and root_of(other) is root_of(draft)
        again = mine <= {voice_name(s) for s in other.sources} or (mine == {None} and other.event.facts)
        if same and 0 < other.sentence - draft.sentence <= 3 and again:
            return weight(other) >= weight(draft)
    return False


def titled(view: View) -> bool:
    """The first sentence of the text holds the document's title, or is one: it has no stop at its end."""
    parsed = view.grounded.parsed
    first = parsed.words(parsed.sentences[0])
    title = {w.lower().strip(".,:;'\"") for w in (parsed.document.title or "").split()}
    words = {t.lower for t in first}
    short = len(first) <= 2 * len(title)  # a lead says more than its title
    return first[-1].text[-1:] not in ".!?" or (len(title) > 2 and short and len(title & words) >= 0.6 * len(title))


def weight(draft: Draft) -> int:
    """How much a draft tells in its own words."""
    place = draft.place is not None and draft.place.span is not None
    fine = place and draft.place is not None and draft.place.precision not in ("country", "admin1")
    return (
        2 * len({f.effect for f in draft.event.facts})
        + place
        + fine
        + (draft.when is not None and draft.when.span is not None)
    )


def root_of(draft: Draft) -> Draft:
    while draft.thread is not None:
        draft = draft.thread
    return draft


def harm_keys(draft: Draft) -> set[tuple[object, ...]]:
    keys: set[tuple[object, ...]] = {(f.effect, f.group, f.low, f.high) for f in draft.event.facts}
    return keys


def passing(draft: Draft) -> bool:
    """An event told before is only mentioned: "calm returned after the strikes"."""
    main = draft.event.main
    if (draft.stance, draft.polarity) != ("reports", "affirmed") or draft.event.facts:
        return False
    if main.form == "verb":  # "when the shell hit", "before it went off"
        return draft.when is None and main.token.dep == "advcl" and marked(main.token)
    return preposition(main.token) in BESIDE


def marked(verb: Token) -> bool:
    return any(c.dep in ("mark", "advmod") and c.lower in MARKS for c in verb.children)


MARKS = frozenset({"when", "before", "after", "as", "while", "until", "once", "since"})


def news(draft: Draft, told: Iterable[Told]) -> bool:
    """The paper itself adds something to an event that others have told of already."""
    seen = Told()
    for known in told:
        seen.harm |= known.harm
        seen.drafts += known.drafts
        seen.stances |= known.stances
    again = draft.event.main.definite or all(m.harmful for m in draft.event.members)
    return adds(draft, seen) or not again


def adds(draft: Draft, seen: Told) -> bool:
    """The source gives a new toll or another place, or takes another stance: a second claim."""
    if (draft.stance, draft.polarity, draft.status) not in seen.stances:
        return True
    known = {(k[0], k[1]) for k in seen.harm}
    exact = {f.low for f in draft.event.facts if f.low is not None and (f.high is None or f.high == f.low)}
    if any((e, g) not in known or low in exact for e, g, low in tolls(draft) - seen.harm):
        return True
    place = draft.place
    if draft.type == "control_state" and place is not None and place.span is not None:
        # who holds a town and who holds the next one, or the country around it, are two
        return not any(d.place and d.place.id == place.id and _same_side(draft, d) for d in seen.drafts)
    if place is not None and place.span is not None and place.precision not in ("country", "admin1"):
        others = [d.place for d in seen.drafts if d.place is not None]
        return not any(d.place and same_place(draft, d) for d in seen.drafts) and any(
            p.precision not in ("country", "admin1") for p in others
        )
    return False


def completes(draft: Draft, seen: Told) -> bool:
    """ "They ambushed a convoy on Monday. Four were killed.": the first toll, right behind the event, is no new one."""
    last = seen.drafts[-1] if seen.drafts else None
    if last is None or draft.sentence - last.sentence != 1 or not all(m.harmful for m in draft.event.members):
        return False
    if (draft.stance, draft.polarity, draft.status) != (last.stance, last.polarity, last.status):
        return False
    placed = draft.place is not None and draft.place.span is not None
    known = {f.effect: f.low or 0 for f in last.event.facts}
    fewer = all((f.low or 0) < known[f.effect] for f in draft.event.facts if f.effect in known)
    others = any(c.lower == "also" for c in draft.main.children)
    return not placed and fewer and not others  # "22 were brought in. Three died": some of them


def _same_side(a: Draft, b: Draft) -> bool:
    mine, theirs = a.ids("initiator"), b.ids("initiator")
    return not mine or not theirs or bool(mine & theirs)


def tolls(draft: Draft) -> set[tuple[object, ...]]:
    """Totals: parts of a total are details."""
    return {(f.effect, f.group, f.low) for f in draft.event.facts if f.part_of is None and not one_of_them(f)}


def one_of_them(fact: HarmFact) -> bool:
    """One of those harmed, by name or calling, is no toll: "an official was among the dead"."""
    return fact.partial and (fact.low or 0) <= 1 and not MORE & set(fact.span.text.lower().split())


MORE = frozenset({"another", "second", "third", "fourth", "fifth"})


def note(draft: Draft, seen: Told) -> None:
    seen.harm |= {(f.effect, f.group, f.low) for f in draft.event.facts}
    seen.drafts.append(draft)
    seen.stances.add((draft.stance, draft.polarity, draft.status))


def add_details(draft: Draft, first: Draft) -> None:
    """The day, the parties, what it was done with and what was struck, where the first telling has none."""
    first.when = first.when or draft.when
    for role in ("initiator", "target"):
        if not first.names(role):
            first.participants = (*first.participants, *(p for p in draft.participants if p.role == role))
    first.means = first.means or draft.means
    first.at |= draft.at
    first.struck = (*first.struck, *(s for s in draft.struck if s not in first.struck))


def absorb(draft: Draft, first: Draft) -> None:
    """Details that a source adds belong to its one claim."""
    coarse = first.place is None or first.place.precision in ("country", "admin1")
    if (
        draft.place is not None
        and draft.place.span is not None
        and coarse
        and draft.place.precision not in ("country",)
    ):
        first.place = draft.place
    add_details(draft, first)
    told = harm_keys(first)
    first.event.facts += [f for f in draft.event.facts if (f.effect, f.group, f.low, f.high) not in told]

"""Where a draft was whose own words do not say: at a place told before or next, one named around it, that of the
dateline, or none. Each has a feature for every way in which it could be meant; their weights are fitted (``choice``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.claims.choice import Candidate, ranked
from dateline.claims.draft import DAYS, Draft, claim_place, unworded
from dateline.claims.events import SOFT
from dateline.claims.frames import View, clause_head
from dateline.claims.placing_elsewhere import capitals, elsewhere, governor, on_a_route
from dateline.claims.placing_somebody import home
from dateline.claims.placing_within import clause_words, is_country
from dateline.claims.telling import telling
from dateline.claims.words import lemma
from dateline.model import LATER, ClaimPlace, Reason, Span
from dateline.reading import Entity

DRAFTS = 12  # drafts back that may lend their place
BACK, AHEAD = 8, 2  # sentences whose names may be meant
SOON = 3  # sentences within which a report that opens without a place names it
FAR = 4  # sentences back, from which it is all one how far
MANY = 3  # other places since, from which it is all one how many
TOWNS = ("exact", "near")
SHOWN = 3  # alternatives kept with the reason


@dataclass(slots=True)
class Option:
    """A place that may be meant (None: no place), and the first rule that speaks for it."""

    place: ClaimPlace | None
    rule: str
    span: Span | None
    features: dict[str, float] = field(default_factory=dict)


Options = dict[str, Option]  # by the place's id


class PlaceChoice:
    """Asks where the drafts of one report were, in text order."""

    def __init__(self, view: View, drafts: Sequence[Draft], sent_from: ClaimPlace | None) -> None:
        self._view, self._drafts, self._sent_from = view, drafts, sent_from
        self._named: dict[int, list[Entity]] = defaultdict(list)  # by sentence
        for e in view.grounded.entities:
            if e.kind == "place" and e.use in ("", "location", "metonym") and e.place is not None:
                head = view.tokens[e.head]
                if on_a_route(head) or home(head):
                    continue
                if head.dep != "poss" or not is_country(e):  # "the head of Chad's border guard" may be anywhere
                    before = self._named[head.sent][-1:]  # "the Arba crossing west of Bolama" tells where Arba is
                    if not (before and before[0].last == e.first and e.place.precision == "near"):
                        self._named[head.sent].append(e)
        self._at: Counter[str] = Counter()  # drafts so far at each place
        self._title = (view.grounded.parsed.document.title or "").casefold()
        self._lead: ClaimPlace | None = None

    def told(self, draft: Draft) -> None:
        """The draft has its place: it may lend it."""
        if draft.place is not None:
            self._at[draft.place.id] += 1
            self._lead = self._lead or unworded(draft.place)

    def lend(self, n: int, done: Sequence[Draft], earlier: Draft | None) -> None:
        """Gives the ``n``-th draft the place that is meant most likely. ``earlier``: what it speaks of again."""
        draft = self._drafts[n]
        options = self._options(n, done, earlier)
        candidates = [Candidate(o, o.features) for o in options.values()]
        chosen, *others = ranked("place", draft, candidates)
        draft.place = chosen.place
        draft.why = [w for w in draft.why if w.field != "place"]
        names = tuple(o.place.name for o in others if o.place is not None)[:SHOWN]
        draft.why.append(Reason(field="place", rule=chosen.rule, span=chosen.span, alternatives=names))

    def _options(self, n: int, done: Sequence[Draft], earlier: Draft | None) -> Options:
        draft, options = self._drafts[n], Options()
        if earlier is not None and earlier.place is not None:
            kind = "answer" if draft.answer else "soft" if draft.type in SOFT else "plain"
            definite = any(m.definite for m in draft.event.members)
            _add(
                options,
                earlier.place,
                "same event as told before",
                earlier.trigger,
                "thread",
                f"thread.{kind}",
                "thread.the" if definite else "",
            )
        self._of_drafts(draft, done, options, earlier is None or earlier.place is None)
        self._of_next(draft, n, options)
        self._of_names(draft, options)
        if self._lead is not None:
            _add(options, self._lead, "place of what is told first", None, "lead")
        if self._sent_from is not None:
            _add(options, self._sent_from, "place of the dateline", None, "dateline", "" if done else "dateline.first")
        if draft.house is not None:
            _add(options, draft.house, "a house or street of that name", draft.house.span, "house")
        total = sum(self._at.values()) or 1
        towns = {
            o.place.country for o in options.values() if o.place and o.place.precision in TOWNS and not _seat(o.place)
        }
        for p, one in ((o.place, o) for o in options.values()):
            if p is not None:
                one.features["drafts"] = self._at[p.id] / total
                if p.name.casefold() in self._title:
                    one.features["title"] = 1.0
                if p.country in towns and _seat(p):  # where another of the land's towns may be meant
                    one.features["capital"] = 1.0
                one.features["wide.unlisted" if p.lat is None else f"wide.{p.precision}"] = 1.0
        _add(options, None, "no place", None, *(f"none.{x}" for x in _without(draft, done, earlier)))
        return options

    def _of_drafts(self, draft: Draft, done: Sequence[Draft], options: Options, alone: bool) -> None:
        """The places of what was told before; ``alone``: it speaks of none of that again."""
        seen: set[str] = set()
        for earlier in reversed(done[-DRAFTS:]):
            p, far = earlier.place, draft.sentence - earlier.sentence
            if p is None:
                continue
            new = []
            if p.id not in seen:
                new = [f"draft.{min(len(seen), MANY)}", f"draft.back{min(far, FAR)}"]
                new += ["draft.paragraph"] if draft.paragraph == earlier.paragraph else []
                new += ["draft.worded"] if p.span is not None else []
                new += ["draft.alone"] if alone and not seen and far < FAR else []
                seen.add(p.id)
            _add(options, p, "place last spoken of", earlier.trigger, *new, *_alike(draft, earlier))

    def _of_next(self, draft: Draft, n: int, options: Options) -> None:
        """The place of what is told next."""
        for later in self._drafts[n + 1 : n + MANY]:
            far = later.sentence - draft.sentence
            if later.place is not None and far <= SOON:
                kind = "next.type" if later.type == draft.type else ""
                _add(options, later.place, "place spoken of next", later.trigger, f"next.{far}", kind)
                return

    def _of_names(self, draft: Draft, options: Options) -> None:
        """The places named in the sentence, before it and next."""
        for e in self._named.get(draft.sentence, ()):
            if elsewhere(draft.event, self._view.tokens[e.head]):
                continue
            here = [f"here.{x}" for x in self._ways(e)]
            here += [] if draft.event.within(e.head) else ["here.without"]
            here += ["here.voice"] if any(s.start <= e.span.start < s.end for s in draft.event.voices) else []
            _add(options, claim_place(e), "place named beside", e.span, "here", *here)
        seen: set[str] = set()
        for sentence in range(draft.sentence - 1, draft.sentence - BACK - 1, -1):
            for e in reversed(self._named.get(sentence, ())):
                p, far = claim_place(e), draft.sentence - sentence
                if p.id not in seen:
                    ways = [f"name.{x}" for x in self._ways(e)]
                    _add(
                        options,
                        p,
                        "place named before",
                        e.span,
                        f"name.{min(len(seen), MANY)}",
                        f"name.back{min(far, FAR)}",
                        *ways,
                    )
                    seen.add(p.id)
        for sentence in range(draft.sentence + 1, draft.sentence + AHEAD + 1):
            for e in self._named.get(sentence, ()):
                _add(options, claim_place(e), "place named next", e.span, f"after.{sentence - draft.sentence}")

    def _ways(self, e: Entity) -> Iterator[str]:
        """How a name stands in its sentence."""
        head, words = self._view.tokens[e.head], clause_words()
        word = governor(head)
        if word in words["where"]:
            yield "in"
        elif head.dep in ("nsubj", "nsubjpass"):
            yield "subject"
        elif head.dep == "dobj":
            yield "object"
        elif not word:
            yield "name"
        verb = lemma(clause_head(head))
        if verb in words["telling"] or verb in words["answering"]:
            yield "telling"
        if e.use == "metonym":
            yield "metonym"
        if is_country(e):
            yield "country"


def _seat(place: ClaimPlace) -> bool:
    return (place.country, place.name) in capitals()


def _add(options: Options, place: ClaimPlace | None, rule: str, span: Span | None, *features: str) -> None:
    """``features``: empty ones are none."""
    key = place.id if place is not None else ""
    one = options.get(key)
    if one is None:
        one = options[key] = Option(place and unworded(place), rule, span)
    for feature in features:
        if feature:
            one.features[feature] = 1.0


def _alike(draft: Draft, earlier: Draft) -> Iterator[str]:
    """What the two have in common."""
    if draft.type == earlier.type:
        yield "alike.type"
    if not telling(draft).isdisjoint(telling(earlier)):
        yield "alike.words"
    if draft.struck and set(draft.struck) & set(earlier.struck) - LATER:
        yield "alike.struck"
    if draft.means and set(draft.means) & set(earlier.means) - LATER:
        yield "alike.means"


def _without(draft: Draft, done: Sequence[Draft], earlier: Draft | None) -> Iterator[str]:
    """What speaks for no place at all."""
    yield from ("any", draft.type, draft.status)
    if draft.polarity == "denied":
        yield "denied"
    if draft.spread:
        yield "spread"
    if draft.again:
        yield "again"
    if draft.answer:
        yield "answer"
    if draft.by_now:
        yield "by_now"
    if draft.when is not None and draft.when.precision not in DAYS:
        yield "long"
    if not done:
        yield "first"
    elif done[-1].place is None:
        yield "last"
    if earlier is not None and earlier.place is None:
        yield "thread"

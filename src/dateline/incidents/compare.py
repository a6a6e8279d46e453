"""The table of comparisons: each holds one field of two Facts side by side and names the level of likeness.

The weight of each level stands in ``lexicon/data/linking.toml``; a link's weight is their sum with the prior
(Fellegi and Sunter 1969: the log of the ratio of the chances of this level among true and among false pairs).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import fsum

from dateline.incidents.compare_days import date, date_across
from dateline.incidents.compare_harm import harm_main, harm_told
from dateline.incidents.compare_kinds import TERRITORY, kind, type_
from dateline.incidents.compare_parties import initiator, speaker, target
from dateline.incidents.compare_places import place
from dateline.incidents.facts import Facts, Kin, in_order
from dateline.incidents.rules import Rules, Weights


@dataclass(frozen=True, slots=True)
class Context:
    """What comparing needs besides the two sides.

    ``common``: words that so many of the reports at hand have that sharing one says nothing. ``crowded``: keys of
    events at a place and time that many reports speak of, which may be many events. ``places`` remembers place pairs
    that were compared, ``types`` the types.
    """

    rules: Rules
    kin: Kin
    common: frozenset[str] = frozenset()
    crowded: frozenset[str] = frozenset()
    places: dict[tuple[object, ...], str] = field(default_factory=dict)
    types: dict[tuple[object, ...], str] = field(default_factory=dict)


RIGHT_AFTER = 3  # sentences from one side's account to the other's
PART = 6  # of so many telling words more than one should be shared
OTHERS = 2  # so many other events told between part two tellings of one
LOOK = 40  # so many claims before the later one are looked through for places
Comparison = Callable[[Facts, Facts, Context], str]


def place_told(a: Facts, b: Facts, context: Context) -> str:
    """As ``place``, but where one of them is lent by the text around: strange, if they are apart, else lent. elsewhere:
    two places that changed hands, each named: the fall of two towns is two events."""
    level = place(a, b, context)
    if level in ("one", "none") or (a.own_place and b.own_place):
        ground = level == "apart" and TERRITORY.issuperset(a.types) and TERRITORY.issuperset(b.types)
        return "elsewhere" if ground else level
    return "strange" if level == "apart" else "lent"


def date_told(a: Facts, b: Facts, context: Context) -> str:
    """As ``date``, but where one of them is lent by the text around: strange, if they are a day apart; distant, if
    more; else lent. A month or longer stays vague: it is told of what lies behind. undated: neither has a day, and the
    text tells them as one; that background has no day either speaks against other pairs only."""
    level = date(a, b, context)
    if level == "none" and hint(a, b, context) in ("same", "chain"):
        return "undated"
    if level in ("one", "none", "vague") or (a.own_days and b.own_days):
        return level
    return {"next": "strange", "near": "distant", "apart": "distant"}.get(level, "lent")


def struck(a: Facts, b: Facts, context: Context) -> str:
    """What kind of thing was hit: a school, a market."""
    if not a.struck or not b.struck:
        return "none" if not a.struck and not b.struck else "one"
    return "apart" if a.struck.isdisjoint(b.struck) else "same"


def words(a: Facts, b: Facts, context: Context) -> str:
    """Telling words in common (names, things; not the words that any report of fighting has)."""
    shared = len(a.words & b.words)
    if not shared:
        return "none"
    share = shared / min(len(a.words), len(b.words))
    if shared >= 5 or (shared >= 3 and share >= 0.4):
        return "many"
    return "some" if shared >= 2 else "few"


def telling(a: Facts, b: Facts, context: Context) -> str:
    """As ``words``, of words that few of the reports at hand have; a level lower where they are a small part of what
    either tells: two full accounts of one event have more than a word in common."""
    left, right = a.words - context.common, b.words - context.common
    shared = len(left & right)
    if shared >= 4:
        return "many"
    if PART * shared < min(len(left), len(right)):
        return "few" if shared >= 2 else "none"
    return "some" if shared >= 2 else "few" if shared else "none"


def place_crowd(a: Facts, b: Facts, context: Context) -> str:
    """As ``place``, but crowded where they share a place and time at which many reports tell of something."""
    level = place(a, b, context)
    return "crowded" if level == "same" and a.key in context.crowded and b.key in context.crowded else level


def distance_(a: Facts, b: Facts, context: Context) -> str:
    """How near in the text: told by the same words, in the same sentence, the next, within five, farther."""
    if a.trigger == b.trigger:
        return "one"
    gap = abs(a.position - b.position)
    return "touching" if gap == 0 else "next" if gap == 1 else "close" if gap <= 4 else "far"


def source(a: Facts, b: Facts, context: Context) -> str:
    """A source says one thing once in a report; a second source is there to speak of the same event."""
    return "same" if a.source == b.source else "other"


def stance(a: Facts, b: Facts, context: Context) -> str:
    """A denial, an admission or a claim of credit answers something that the report tells; answer: a denial of what is
    told of the same kind, with no other event between."""
    if a.denied != b.denied and not set(a.types).isdisjoint(b.types) and not _between(a, b):
        return "answer"
    return "response" if a.response != b.response else "plain"


def _between(a: Facts, b: Facts) -> set[str]:
    """The threads of the other events that the report tells between the two."""
    first, later = in_order(a, b)
    return set(first.threads[_between_steps(first, later)]) - {a.thread, b.thread}


def _between_steps(first: Facts, later: Facts) -> slice:
    """The report's claims between the two, of those that are looked through."""
    return slice(max(first.step + 1, later.step - LOOK), later.step)


def apart_word(a: Facts, b: Facts, context: Context) -> str:
    """The later one begins with "another", "elsewhere", "earlier": told apart from what stands before."""
    later = in_order(a, b)[1]
    return "yes" if later.apart_word else "no"


def lead(a: Facts, b: Facts, context: Context) -> str:
    """A report returns to what it begins with: one of them stands in the first two sentences."""
    return "yes" if min(a.position, b.position) <= 1 else "no"


def bare(a: Facts, b: Facts, context: Context) -> str:
    """Whether the later one gives a place or a day in its own words (no), or speaks of something told before: it says
    "the attack" (pointing), or no more than that people were harmed (vague), or how, or "an attack" (new).
    """
    later = in_order(a, b)[1]
    if later.own_place or later.own_days:
        return "no"
    return "pointing" if later.again else "vague" if later.vague and not later.fresh else "new"


def story(a: Facts, b: Facts, context: Context) -> str:
    """one: the report tells of one attack only, and one of the two counts its victims; but not two counts by one named
    source."""
    counted = bool(a.numbers), bool(b.numbers)
    own = all(counted) and a.source == b.source and a.named
    return "one" if a.alone and b.alone and any(counted) and not own else "many"


def scene(a: Facts, b: Facts, context: Context) -> str:
    """How many other places the report goes to between the two: here (none), moved (one), far (more)."""
    first, last = in_order(a, b)
    here = {p.id for p in first.places} | {first.trail[first.step], ""}
    between = set(first.trail[_between_steps(first, last)]) - here
    return "here" if not between else "moved" if len(between) == 1 else "far"


def lasting(a: Facts, b: Facts, context: Context) -> str:
    """The later one tells of what goes on for long or comes again ("regularly", "since"): it lies behind the news."""
    return "yes" if in_order(a, b)[1].lasting else "no"


def account(a: Facts, b: Facts, context: Context) -> str:
    """The other side's account: right after somebody's telling of violence a party tells of violence of another type,
    and gives neither place nor day ("the army spoke of three dead in crossfire")."""
    first, later = in_order(a, b)
    if not later.account or later.own_place or later.own_days or later.lasting or later.apart_word:
        return "no"
    near = later.step - first.step == 1 and later.position - first.position <= RIGHT_AFTER
    if not near or a.source == b.source or not set(a.types).isdisjoint(b.types):
        return "no"
    violent = context.rules.violent
    return "no" if violent.isdisjoint(a.types) or violent.isdisjoint(b.types) else "yes"


def hint(a: Facts, b: Facts, context: Context) -> str:
    """What the text itself shows: told as one (or in one chain of such), or told apart; total: one of them sums up
    events that the report tells apart. late, late_chain: told as one, but other events are told between the two, and
    the later one does not say "the attack"."""
    if a.key in b.apart or b.key in a.apart:
        return "apart"
    if a.total != b.total:
        return "total"
    if a.key in b.same or b.key in a.same:
        return "late" if _interrupted(a, b) else "same"
    if a.thread != b.thread:
        return "none"
    return "late_chain" if _interrupted(a, b) else "chain"


def _interrupted(a: Facts, b: Facts) -> bool:
    """Whether so many other events are told between the two that a bare word no longer points to the first."""
    return not in_order(a, b)[1].again and len(_between(a, b)) >= OTHERS


def published(a: Facts, b: Facts, context: Context) -> str:
    """How far apart the two reports were published."""
    if a.published is None or b.published is None:
        return "unknown"
    gap = abs(a.published - b.published)
    return "same" if gap <= 1 else "close" if gap <= 7 else "month" if gap <= 31 else "far"


LEVELS: dict[str, tuple[str, ...]] = {
    "type": ("same", "state", "kin", "near", "vague", "apart", "foreign"),
    "kind": ("vague", "other"),
    "place": ("same", "near", "contains", "apart", "one", "none"),
    "date": ("same", "next", "overlap", "vague", "near", "apart", "one", "none"),
    "initiator": ("same", "related", "apart", "one", "none"),
    "target": ("same", "related", "apart", "one", "none"),
    "harm": ("same", "apart", "overlap", "part", "one", "none"),
    "struck": ("same", "apart", "one", "none"),
    "words": ("many", "some", "few", "none"),
    "distance": ("one", "touching", "next", "close", "far"),
    "scene": ("here", "moved", "far"),
    "source": ("same", "other"),
    "speaker": ("paper", "did", "did_answer", "hit", "hit_answer", "none", "none_answer"),
    "stance": ("answer", "response", "plain"),
    "apart_word": ("yes", "no"),
    "lead": ("yes", "no"),
    "bare": ("pointing", "vague", "new", "no"),
    "lasting": ("yes", "no"),
    "account": ("yes", "no"),
    "hint": ("same", "chain", "late", "late_chain", "apart", "total", "none"),
    "story": ("one", "many"),
    "published": ("same", "close", "month", "far", "unknown"),
}
WITHIN: tuple[tuple[str, Comparison], ...] = (
    ("type", type_), ("kind", kind), ("place", place_told), ("date", date_told), ("initiator", initiator),
    ("target", target), ("harm", harm_told), ("struck", struck), ("words", words), ("distance", distance_),
    ("scene", scene), ("source", source), ("speaker", speaker), ("stance", stance), ("apart_word", apart_word),
    ("lead", lead), ("bare", bare), ("lasting", lasting), ("account", account), ("hint", hint), ("story", story),
)  # fmt: skip
ACROSS: tuple[tuple[str, Comparison], ...] = (
    ("type", type_), ("place", place_crowd), ("date", date_across), ("initiator", initiator), ("target", target),
    ("harm", harm_main), ("words", telling), ("published", published),
)  # fmt: skip


def levels(
    a: Facts, b: Facts, table: tuple[tuple[str, Comparison], ...], context: Context
) -> tuple[tuple[str, str], ...]:
    """(comparison, level) for each row of the table."""
    return tuple([(name, compare(a, b, context)) for name, compare in table])


def weigher(table: tuple[tuple[str, Comparison], ...], weights: Weights, context: Context) -> Callable[..., float]:
    """What gives the weight of a pair in bits: the prior and all levels added."""
    rows = [(compare, weights.levels[name]) for name, compare in table]
    # Rounded once: from Python 3.12 on the built-in sum of floats is another one.
    return lambda a, b: fsum([weights.prior, *(levels[compare(a, b, context)] for compare, levels in rows)])


class Scale:
    """Weighs pairs by one table, and stops early where what is left cannot lift a pair above ``floor``."""

    def __init__(
        self, table: tuple[tuple[str, Comparison], ...], weights: Weights, context: Context, floor: float
    ) -> None:
        self._prior, self._context = weights.prior, context
        rows = [(compare, weights.levels[name]) for name, compare in table]
        rest, steps = 0.0, []
        for compare, levels in reversed(rows):
            steps.append((compare, levels, floor - rest))
            rest += max(levels.values())
        self._steps = steps[::-1]

    def weigh(self, a: Facts, b: Facts) -> float | None:
        """The weight of the pair, or None where it is below the floor."""
        total, context = self._prior, self._context
        for compare, levels, least in self._steps:
            total += levels[compare(a, b, context)]
            if total < least:
                return None
        return total


def explain(found: tuple[tuple[str, str], ...], weights: Weights) -> tuple[str, ...]:
    """The evidence in words, the weightiest first; levels that weigh nothing are left out."""
    rows = [(weights.of(name, level), name, level) for name, level in found]
    rows.sort(key=lambda r: (-abs(r[0]), r[1]))
    return tuple(f"{name.rstrip('_')} {level} {weight:+.1f}" for weight, name, level in rows if weight)

"""What the modules of this stage hand to one another."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Attribution, Effect, Polarity, Source, Span, Stance, Status

FIGHTING = frozenset({"fighters", "security_forces"})  # harm groups of those who carry arms


@dataclass(frozen=True, slots=True)
class Statement:
    """Something attributed to someone (or to nobody named: "reportedly").

    ``sources`` has one Source for each voice ("X and Y said" has two), with its carriers in ``via``; it is empty where
    no source is named. ``content`` holds token ranges (first, last exclusive); ``cue`` the token indices of the words
    that attribute. ``stance``, ``polarity`` and ``status`` are what the cue makes of its content: "denies" denies it,
    "threatens to" plans it. ``parent`` is the index (in the list of statements) of the statement that this one stands
    inside, if any. ``factual`` False: thought, wished, ordered or judged, so that this cue does not claim an event
    in its content ("wants", "urged", "criticised"). ``listed`` False: within somebody's words, and so not for
    the contract's ``attributions``.
    """

    sources: tuple[Source, ...]
    cue: tuple[int, ...]
    content: tuple[tuple[int, int], ...]
    attribution: Attribution
    stance: Stance = "reports"
    polarity: Polarity = "affirmed"
    status: Status | None = None
    parent: int | None = None
    factual: bool = True
    listed: bool = True

    def __contains__(self, token: int) -> bool:
        return any(first <= token < last for first, last in self.content)


@dataclass(frozen=True, slots=True)
class HarmFact:
    """People killed, injured ... as the words say.

    ``first``/``last``: token range of the words (number and people). ``head``: the token of the people harmed (or of
    the number, where it stands alone). ``effect_token``: the word that says what was done to them ("killed", "dead",
    "toll"). ``part_of``: index (in the list of harm facts) of the total that this one is a part of. ``status``: set
    where the words say that it did not (yet) happen ("vowed to kill"); None leaves it to the event. ``partial``: some
    of those harmed and no toll: one named person, "his cousin", "six of the victims".
    """

    effect: Effect
    group: str
    low: int | None
    high: int | None
    best: int | None
    span: Span
    first: int
    last: int
    head: int
    effect_token: int
    part_of: int | None = None
    polarity: Polarity = "affirmed"
    status: Status | None = None
    partial: bool = False

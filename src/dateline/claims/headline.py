"""A title printed above its report is no claim of its own where the lead tells the same (coding guide, rule 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.records import HarmFact
from dateline.claims.same_place import same_place

WORD = re.compile(r"\w+")
LONGEST = 20  # words of a title
LEAD = 3  # sentences below the title in which the lead and the second paragraph stand
ATTACKS = frozenset(
    {"attack", "attack_on_civilians", "armed_clash", "bombing", "suicide_bombing", "shelling", "air_strike", "grenade"}
) | {"chemical_attack", "blast", "harm", "other_harm"}
CONTROL = frozenset({"territory_taken", "territory_left", "control_state", "siege", "armed_clash"})


def told_below(view: View, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """The draft stands in a line of title, and the lead tells of its event, by whatever voice.

    A title sums up what the report says in full: its words leave out who says so, and shorten the toll.
    """
    if draft.sentence > 0 or not is_line(view):
        return False
    lead = [d for d in drafts if 0 < d.sentence <= LEAD and not d.answer]
    told = {(f.effect, f.low) for d in lead for f in d.event.facts}
    mine = {(f.effect, f.low) for f in draft.event.facts if f.effect in ("killed", "injured")}
    if mine and mine <= told:
        return True
    return all(_summed(fact, lead) for fact in draft.event.facts) and any(_alike(draft, d) for d in lead)


def without_title(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts but those of the title that the text repeats before its report, where the report tells the same.

    It is no telling of its own, first as it stands: what the body adds would pass for details of it.
    """
    if not any(d.sentence == 0 for d in drafts) or not repeats_title(view):
        return list(drafts)
    body = [d for d in drafts if d.sentence > 0 and not d.answer]
    return [d for d in drafts if d.sentence > 0 or not any(_alike(d, other) for other in body)]


def repeats_title(view: View) -> bool:
    """The first sentence is the document's own title, word for word, whatever stop it ends with."""
    parsed = view.grounded.parsed
    first = [w for t in parsed.words(parsed.sentences[0]) for w in WORD.findall(t.lower)]
    return len(parsed.sentences) > 1 and bool(first) and first == WORD.findall((parsed.document.title or "").lower())


def _summed(fact: HarmFact, lead: Sequence[Draft]) -> bool:
    """Whether the lead counts, by kinds or in steps, as many as the title does."""
    parts = [f.low or 0 for d in lead for f in d.event.facts if f.effect == fact.effect]
    return fact.effect not in ("killed", "injured") or sum(parts) >= (fact.low or 0)


def is_line(view: View) -> bool:
    """The first sentence is a paragraph without a stop at its end, above others."""
    parsed = view.grounded.parsed
    if len(parsed.sentences) == 1:
        return False
    first, second = parsed.sentences[:2]
    last = parsed.words(first)[-1].text[-1:]  # "... with the U.N."
    if first.last - first.first > LONGEST:
        return False
    return first.paragraph != second.paragraph and last not in (".", "!", "?", "”", '"')


def _alike(title: Draft, other: Draft) -> bool:
    """Of one type or nearly, of one polarity, and not of two places."""
    if title.polarity != other.polarity:
        return False
    apart = title.place is not None and other.place is not None and not same_place(title, other)
    kinds = {title.type, other.type}
    return not apart and (len(kinds) == 1 or kinds <= ATTACKS or kinds <= CONTROL)

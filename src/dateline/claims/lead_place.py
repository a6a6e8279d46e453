"""Where the lead's event was, which the report tells later: "a drone hit a car in the north ... at Dapchi".

Agencies open with the wide place that readers know ("in the north of X") and name the village further down; coders
give all tellings of one event the finest place that the report has for it (``GUIDE.md``: what the text says of it).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.addressed import BLASTS
from dateline.claims.draft import Draft, unworded
from dateline.claims.events import SOFT
from dateline.claims.fitting import FROM_AFAR, apart_in_time
from dateline.claims.same_place import holds, same_place, vague
from dateline.claims.sources_stance import side
from dateline.claims.words import Ontology
from dateline.model import Reason

OPENING = 1  # the last sentence of a report's opening
REACH = 12  # sentences within which the place is named


def place_of_lead(done: Sequence[Draft], ontology: Ontology) -> None:
    """Give what the opening tells with a wide place the one fine place in it at which the like is told later."""
    leads = [d for d in done if d.sentence <= OPENING and _open(d, ontology)]
    for lead in leads:
        found = _told_later(lead, done, ontology)
        if found is not None and found.place is not None:
            lead.place = unworded(found.place)
            lead.why.append(Reason(field="place", rule="where the report then tells it", span=found.trigger))


def _open(draft: Draft, ontology: Ontology) -> bool:
    """Of one day and wide, as told."""
    wide = draft.place is not None and vague(draft.place)
    return wide and not draft.spread and draft.status == "happened" and ontology.violent(draft.type)


def _told_later(lead: Draft, done: Sequence[Draft], ontology: Ontology) -> Draft | None:
    """The first telling of the like at a fine place within the lead's; none where the report has it at two places."""
    assert lead.place is not None
    first: Draft | None = None
    for draft in done:
        if not 0 < draft.sentence - lead.sentence <= REACH or draft.place is None or draft.place.span is None:
            continue
        if vague(draft.place) or not holds(lead.place, draft.place) or not _alike(lead, draft, ontology):
            continue
        if first is None:
            first = draft
        elif not same_place(first, draft):
            return None
    return first


def _alike(lead: Draft, draft: Draft, ontology: Ontology) -> bool:
    """Nothing that the later telling says speaks against its being the lead's event."""
    if draft.again or draft.apart is not None or draft.spread or draft.status != "happened":
        return False
    kinds = {lead.type, draft.type}
    one = len(kinds) == 1 or kinds & SOFT or kinds <= BLASTS or kinds <= FROM_AFAR or kinds <= HANDS
    if not one or not ontology.violent(draft.type):
        return False
    if lead.when and draft.when and apart_in_time(lead.when, draft.when):
        return False
    mine, theirs = ({side(i) for i in d.ids("initiator")} for d in (lead, draft))
    return not (mine and theirs) or bool(mine & theirs)


HANDS = frozenset({"armed_clash", "attack_on_civilians"})

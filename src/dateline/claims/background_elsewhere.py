"""What a report of something else mentions by the way: a claim only where it tells where, when, who or how many."""

from __future__ import annotations

from dateline.claims.background_comment import counted
from dateline.claims.draft import Draft
from dateline.claims.frames import View

# Forms of verbs that tell of no one time: "to defeat them", "defeating them", "they kill", "we bomb".
TIMELESS = frozenset({"VB", "VBG", "VBP", "VBZ"})
# What crowds and police do has few words of arms.
CROWDS = frozenset({"protest", "riot", "arrest"})


def by_the_way(view: View, draft: Draft) -> bool:
    """In a report with hardly a word of arms or death, a violent word beside which nothing of an event is told.

    Asked while a draft has the fields of its own sentence only.
    """
    if not view.elsewhere or draft.event.facts or draft.when is not None or draft.means:
        return False
    if draft.stance != "reports" or draft.type in CROWDS:
        return False
    return draft.place is None or draft.event.main.form == "noun"


def policy(view: View, draft: Draft) -> bool:
    """In a report of politics, what somebody would do, does or says in quotes, without a day or a toll: an opinion.

    The coding guide leaves opinions out.
    """
    if not view.political or counted(draft) or draft.when is not None:
        return False
    return draft.main.tag in TIMELESS or draft.main.i in view.quoted

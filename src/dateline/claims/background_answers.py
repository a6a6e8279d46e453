"""Answers to nothing that the report tells: no event before them, or one that was only named, long before.

Papers put a reply near what it answers; the coding guide codes it with that event, and leaves out what has none.
"""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.novelty import root_of

# Sentences after an event from which on only one that the text has told of, with its dead or place, is answered.
FAR = 10


def lost(view: View, draft: Draft) -> bool:
    """An answer to nothing that the report tells, or to what it only named long before: "the attacks".

    Who denies or admits at the end of a long report of a conflict answers what it is about, however far up it was told.
    """
    if not draft.answer:
        return False
    if draft.thread is None:
        return True
    if draft.stance in ("denies", "admits") and not (view.political or view.elsewhere):
        return False
    if draft.toll or any(_told(d) for d in (draft.thread, root_of(draft))):
        return False
    if draft.scene and (draft.thread.event.main.form == "noun" or not _near(draft, draft.thread)):
        return True
    return not _near(draft, draft.thread) and not any(_placed(d) for d in (draft.thread, root_of(draft)))


def _near(draft: Draft, event: Draft) -> bool:
    return draft.sentence - event.sentence < FAR


def _told(event: Draft) -> bool:
    """People came to harm in it."""
    return bool(event.event.facts)


def _placed(event: Draft) -> bool:
    """It has a place by its own words."""
    return event.place is not None and event.place.span is not None

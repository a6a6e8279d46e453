"""Where an item of a list tells of: its heading, or that of its section ("Mellit: ...", "NORTH DARFUR")."""

from __future__ import annotations

from dateline.claims.events import Event
from dateline.claims.frames import View
from dateline.claims.placing import to_place
from dateline.claims.placing_within import FINE
from dateline.lexicon import load_toml
from dateline.reading import Entity, Sentence

CLOSE = 8.0  # steps in the tree to a place that is the event's own
LINES = 12  # paragraphs below a heading that stands on a line of its own


def item(view: View, event: Event) -> Entity | None:
    """The place that heads the paragraph's item, or the section it stands in."""
    sentences = view.grounded.parsed.sentences
    own = sentences[event.main.token.sent]
    first = own
    while first.index and own.paragraph - sentences[first.index - 1].paragraph <= LINES:
        first = sentences[first.index - 1]
    for e in reversed(view.grounded.inside(first.first, event.main.token.i, "place")):
        if e.heading and e.place is not None:
            sentence = sentences[view.tokens[e.first].sent]
            if sentence.paragraph == own.paragraph or (sentence.index and _alone(view, e, sentence)):
                return e
    return None


def _alone(view: View, entity: Entity, sentence: Sentence) -> bool:
    """The heading has a line to itself; what an item before this one tells is not of its place."""
    kinds = load_toml("place_kinds.toml")["type_words"]
    return all(
        not t.text.isalpha() or t.lower in kinds or view.grounded.at(t.i, "place")
        for t in view.tokens[entity.last : sentence.last]
    )


def beside(view: View, event: Event, found: list[Entity], head: Entity, taken_up: Entity | None) -> list[Entity]:
    """The places of the event's sentence; the heading, where a wider one of its land stands beside it, or where the
    words take it up: "Arba: shells fell on this village in the Bala locality".
    """
    if taken_up is head and found:
        return [head]
    if found and found[0] is head:
        return [e for e in found[1:] if _within(view, event, e, head)] or found
    if not found or found[0].place is None or head.place is None:
        return found
    wider = _is_wide(found[0]) and _fine(found[0]) > _fine(head)
    return [head] if wider and found[0].place.country == head.place.country else found


def _within(view: View, event: Event, place: Entity, head: Entity) -> bool:
    """A finer place than the heading, or as fine a one right at the event: "Khuzdar: bodies lay in the Wadh area"."""
    if place.place is None or _fine(place) < _fine(head):
        return place.place is not None
    return not _is_wide(place) and to_place(view, event, place) < CLOSE


def _is_wide(entity: Entity) -> bool:
    """A land or a province; what has no point is a village that no list has."""
    place = entity.place
    return place is not None and place.lat is not None and place.precision in ("country", "admin1", "admin2")


def is_fine(entity: Entity) -> bool:
    """A town or a village, and no land that holds some."""
    return entity.place is not None and entity.place.precision in ("exact", "near")


def _fine(entity: Entity) -> float:
    return FINE.get(entity.place.precision, 0) if entity.place else 0

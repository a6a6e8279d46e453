"""Where: the place of a draft, from its own sentence, the item it stands in, or words that take a place up."""

from __future__ import annotations

import copy

from dateline.claims.draft import Draft, claim_place, unworded
from dateline.claims.frames import View
from dateline.claims.items import beside, is_fine, item
from dateline.claims.placing import names_a_house, places, to_place
from dateline.claims.placing_within import is_country
from dateline.claims.spoken import argument, here, spoken_of, voice_from
from dateline.model import ClaimPlace, Reason
from dateline.reading import Grounded, Token


def sent_from(grounded: Grounded) -> ClaimPlace | None:
    """The dateline's place, without words of its own in the prose."""
    place = grounded.sent_from
    return None if place is None else ClaimPlace(**{f: getattr(place, f) for f in place.__struct_fields__})


def placed(view: View, d: Draft) -> list[Draft]:
    """The draft with its place; a copy for each of coordinated places that change hands."""
    origin = sent_from(view.grounded)
    found, head = places(view, d.event), item(view, d.event)
    at_home = None if origin is None else here(view, d.event)
    if at_home is not None and not (found and to_place(view, d.event, found[0]) < at_home):
        d.place = origin
        d.why.append(Reason(field="place", rule="place of the dateline"))
        return [d]
    if head is not None:
        d.item, d.headed = head.first, unworded(claim_place(head))
        found = beside(view, d.event, found, head, spoken_of(view, d.event))
    if found and (meant := argument(view, d.event, found[0])) is not None and meant.first >= d.item:
        d.place = unworded(claim_place(meant))
        d.why.append(Reason(field="place", rule="place named before", span=meant.span))
        return [d]
    if not found:
        entity, rule = voice_from(view, d.event), "where those who tell live"
        if entity is None:
            entity, rule = spoken_of(view, d.event), "place named before"
        if entity is not None and head is not None and rule == "place named before" and is_fine(head):
            entity = head  # "the town" of an item is the one that heads it
        if entity is not None and entity.first >= d.item:
            d.place = unworded(claim_place(entity))
            d.why.append(Reason(field="place", rule=rule, span=entity.span))
        return [d]
    if names_a_house(view, found[0]) and d.type not in ("territory_taken", "territory_left", "control_state"):
        d.house = claim_place(found[0])
        return [d]
    chosen = found[:1]
    if d.type in ("territory_taken", "territory_left", "control_state", "deployment"):
        first = view.tokens[found[0].head]
        chosen += [e for e in found[1:] if coordinated(view, first, view.tokens[e.head]) and not is_country(e)]
    out: list[Draft] = []
    why = d.why
    for entity in sorted(chosen, key=lambda e: e.first):
        one = copy.copy(d) if len(chosen) > 1 else d
        one.place = claim_place(entity)
        one.why = [
            *why,
            Reason(
                field="place",
                rule="nearest place",
                span=entity.span,
                alternatives=tuple(e.span.text for e in found[:4] if e is not entity),
            ),
        ]
        one.apart = out[0] if out else None  # two towns taken are two events
        out.append(one)
    return out


def coordinated(view: View, a: Token, b: Token) -> bool:
    """Two words joined by "and" or a comma, or whose nouns are: "the city of X and the village of Y"."""
    return _first_of(view, a) is _first_of(view, b)


def _first_of(view: View, token: Token) -> Token:
    while token.head is not token:
        noun = token.head.head if token.dep == "pobj" and token.head.lower == "of" else token.head
        if token.dep == "conj":
            token = token.head
        elif token.dep in ("pobj", "compound") and noun.pos in ("NOUN", "PROPN") and "geo" in view.classes(noun):
            token = noun
        else:
            break
    return token

"""Where: which place of a text belongs to an event."""

from __future__ import annotations

from itertools import islice

from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.claims.placing_elsewhere import FROM_TOO, ON_THE_WAY, elsewhere, governor, measured, on_the_way
from dateline.claims.placing_somebody import tells_of_somebody, whose
from dateline.claims.placing_within import (
    FINE,
    clause_words,
    from_end,
    held,
    is_country,
    names_its_kind,
    on_a_line,
    road_to,
    sets_scene,
    wider,
)
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.reading import Entity, Sentence, Token

UNKNOWN = 2  # a name that the gazetteer has not: may be no place
UNLISTED = 1  # ... where the event's clause has it behind "in" or "at"
NEAR = 100  # tokens to each side of an event: sentences are shorter, lists that the parser takes for one are not
# Steps in the tree, so weighed; found by trying on development texts.
FARTHEST = 26.0  # a place further off is not the event's
LONG = 8.0  # how far a river stands back
HOUSE = 9.0  # how far the name of a house or street stands back behind that of a town
FRAME = 6.0  # how far that which sets the scene stands back behind a place within the clause
CLOSE = 14.0  # how near that must be
ROAD = 6.0  # how far that to which a road leads


def places(view: View, event: Event) -> list[Entity]:
    """The places of the event's sentence that may be its own, best first."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    found = [
        e
        for e in view.grounded.inside(*window(sentence, event), "place")
        if (e.place is not None or e.use == "location")
        and (e.use in ("", "location") or _whole(view, e) or _led(view, e) or _is_held(view, event, e))
        and not any(s.start <= e.span.start < s.end for s in event.voices)
        and (_is_held(view, event, e) or not _acts(view, event, e))
        and not tells_of_somebody(view, event, e)
    ]
    far = [(d, e) for e in found if (d := to_place(view, event, e)) < FARTHEST]
    towns = [e for e in found if not names_a_house(view, e)]
    behind = {e.first: held(view, e, towns) + _framed(view, far, e) for _, e in far}
    return [
        e
        for _, _, e in sorted(
            ((d + _vague(view, event, e) + behind[e.first], e.first, e) for d, e in far), key=lambda x: x[:2]
        )
    ]


def _framed(view: View, far: list[tuple[float, Entity]], entity: Entity) -> float:
    """ "In X, a bomb went off in the Y quarter": how far X stands back behind Y."""
    who = sets_scene(view.tokens[entity.head])
    if who is None:
        return 0.0
    away = clause_words()["away"]
    inner = (e for d, e in far if d < CLOSE and e.first > who.i and governor(view.tokens[e.head]) not in away)
    return FRAME if any(not wider(e, entity) and not names_a_house(view, e) for e in inner) else 0.0


def window(sentence: Sentence, event: Event) -> tuple[int, int]:
    """The tokens of the sentence that are near enough to the event to place or date it."""
    at = event.main.token.i
    return max(sentence.first, at - NEAR), min(sentence.last, at + NEAR)


def _led(view: View, entity: Entity) -> bool:
    """A name right after "on" or "in" is where, even if the parser makes it the subject of what follows."""
    return (
        entity.use == "metonym" and entity.first > 0 and view.tokens[entity.first - 1].lower in clause_words()["where"]
    )


def _is_held(view: View, event: Event, entity: Entity) -> bool:
    """ "Goma has been under rebel control": what is held is no actor."""
    head, main = view.tokens[entity.head], event.main
    if event.type != "control_state" or main.form != "verb" or is_country(entity):
        return False
    return head.dep == "nsubj" and head.head is main.token and lemma(main.token) in ("be", "remain", "stay", "come")


def _whole(view: View, entity: Entity) -> bool:
    """ "the X Governorate" read as a body is a place all the same."""
    return entity.use == "embedded" and any(
        (a.first, a.last) == (entity.first, entity.last) for a in view.grounded.at(entity.head, "actor")
    )


def _vague(view: View, event: Event, entity: Entity) -> float:
    """The finer of two places near the event wins; "80 km west of X" only stands beside a name."""
    place = entity.place
    first = view.tokens[entity.first].lower
    offset = first[:1].isdigit() or (entity.span.text[:1].islower() and " of " in entity.span.text)
    offset = offset and first not in clause_words()["edges"]
    part = entity.span.text.lower().startswith(tuple(clause_words()["directions"]))
    part = part and not (offset and place is not None and place.precision == "near")
    side = (4.0 if offset else 0.0) + (LONG if (long := _long(view, entity)) else 0.0)
    side += HOUSE if names_a_house(view, entity) else 0.0
    side += ROAD if on_a_line(view, entity) else 0.0
    if place is None or place.lat is None:
        return side + 3.0 * (0 if long else UNLISTED if _is_there(view, event, entity) else UNKNOWN)
    return side + 3.0 * (3.4 if part else FINE.get(place.precision, 0))


def _is_there(view: View, event: Event, entity: Entity) -> bool:
    """ "killed in X", "seized X": in the event's own clause, and told by a word for where, or what was taken."""
    head = view.tokens[entity.head]
    if head.dep in ("dobj", "nsubjpass") and any(head.head is t for m in event.members for t in m.words):
        return True
    clause = clause_head(head)
    return governor(head) in clause_words()["where"] and any(clause_head(t) is clause for t in event.main.words)


def _long(view: View, entity: Entity) -> bool:
    """A river or a coast: it tells on which side something was, and is too long to tell where."""
    words = load_toml("placing.toml")["long"]
    after = view.tokens[entity.last].lower if entity.last < len(view.tokens) else ""
    if after in words["waters"] or any(w.lower() in words["waters"] for w in entity.span.text.split()):
        return True
    place = entity.place
    if place is not None and place.lat is not None and place.country is None and place.precision == "area":
        return True  # of no one country: a river, a sea, a range
    node = view.tokens[entity.head]
    return node.dep == "pobj" and node.head.lower == "of" and node.head.head.lower in words["sides"]


def names_a_house(view: View, entity: Entity) -> bool:
    """ "Salim hospital", "the bridge of Tar": a name that no list has is that of a house or street in some town."""
    houses = clause_words()["houses"]
    before = view.tokens[entity.first - 1] if entity.first else None
    if before is not None and before.pos == "PROPN" and before.dep == "compound" and before.lower in houses:
        return True  # "the Hospital San Antonio", whatever town has that name
    if entity.place is not None and entity.place.lat is not None:
        return False
    after = view.tokens[entity.last] if entity.last < len(view.tokens) else None
    if after is not None and after.lower in houses and view.tokens[entity.head].head is after:
        return True
    head = view.tokens[entity.head]
    of = head.head.head.lower if head.dep == "pobj" and head.head.lower == "of" else ""
    return of in houses and of not in clause_words()["of_towns"]  # "the prison of X": X is a town


def _acts(view: View, event: Event, entity: Entity) -> bool:
    """The name stands for those who act or are spoken of: "Turkey began an offensive"."""
    if entity.first > 0 and view.tokens[entity.first - 1].lower in clause_words()["where"]:
        return False
    head = view.tokens[entity.head]
    if is_country(entity) and head.dep in ("compound", "amod", "nmod"):
        return True
    if is_country(entity) and head.dep == "poss" and any(head.head is t for m in event.members for t in m.words):
        return True  # "Ruritania's bombing of the port"
    if is_country(entity) and head.dep == "pobj" and head.head.lower == "by" and head.head.head.tag == "VBN":
        return True  # "tanks given to it by Ruritania"
    if whose(view, entity):
        return True
    return head.dep in ("nsubj", "nsubjpass", "poss") and any(
        entity.head == t.i
        for m in event.members
        if m.form == "verb" or m.words[0] is not m.token
        for t in view.subjects(m.words[0])
        if event.type != "territory_taken" or lemma(m.token) != "fall"
    )


def to_place(view: View, event: Event, entity: Entity) -> float:
    """Weighed steps in the tree from the event's words to a place."""
    head = view.tokens[entity.head]
    if _is_antecedent(event, head):
        return 0.0
    best = 1e9
    for member in event.members:
        for token in member.words:
            best = min(best, token_distance(event, token, head) + (0 if member is event.main else 2))
    if below_other(view, event, head):
        best += 12
    if _where_somebody_is(view, event, head):
        best += 4
    if not event.within(entity.head):  # "In X, officials said ...": may hold for what they said
        best += FARTHEST if event.answers else 14
    word = "" if entity.span.text.lower().startswith("between") else governor(head)
    near = word == "from" and (_left(view, event, head) or from_end(view, entity) or measured(head))
    near = near or (word == "between" and _lies_between(event, entity, head))
    if word in clause_words()["away"] and not near:
        best += 12
    if on_the_way(head):
        best += 12
    if road_to(head):
        best += ROAD
    if elsewhere(event, head):
        best += FARTHEST
    if event.type in ("displacement", "territory_left") and word in clause_words()["whither"]:
        best += FARTHEST  # where they fled or withdrew to
    elif event.type == "territory_left" and _ahead(event, head):
        best += FARTHEST
    if word in clause_words()["toward"] and event.type not in ON_THE_WAY:
        best += 12
    if head.dep == "appos" or (head.dep == "compound" and not names_its_kind(head)):
        best += 2
    if head.dep == "compound" and head.head.lower in clause_words()["plying"]:
        best += 12  # "the Mombasa train": where it goes
    return best


def _lies_between(event: Event, entity: Entity, place: Token) -> bool:
    """ "A bus between X and Y"; and not "fighting between X and Y", "talks between two countries"."""
    while place.dep in ("conj", "compound", "nmod", "appos") and place.head is not place:
        place = place.head
    prep = place.head
    own = any(prep.head is t for m in event.members for t in m.words)
    apart = clause_words()["lines"] | word_set("place_contexts.toml", "dealings")
    return prep.lower == "between" and not own and not is_country(entity) and prep.head.lower not in apart


def _is_antecedent(event: Event, place: Token) -> bool:
    """ "in X, where residents said that houses had burned"."""
    clause = clause_head(event.main.token)
    for _ in range(2):
        if clause.dep == "relcl" and any(c.lower == "where" for c in clause.children):
            noun = place.head.head if place.dep == "pobj" and place.head.lower == "of" else place
            return clause.head is place or clause.head is noun
        if clause.dep != "ccomp":
            return False
        clause = clause_head(clause.head)
    return False


def _where_somebody_is(view: View, event: Event, place: Token) -> bool:
    """ "The envoy in X was called in after shells hit Y": who stands there is another clause's subject."""
    if place.dep == "poss" and place.head.dep == "nsubj" and place.i < event.main.token.i:
        return view.is_party(place.head)  # "X's mayor condemned an attack in Y"
    person = place.head.head
    if place.dep != "pobj" or person.dep not in ("nsubj", "nsubjpass") or not view.is_party(person):
        return False
    return all(clause_head(t) is not person.head for m in event.members for t in m.words)


def _ahead(event: Event, place: Token) -> bool:
    """ "withdrew to positions outside X": what stands below "to" lies ahead."""
    own = [t for m in event.members for t in m.words]
    return any(
        t.dep == "prep" and t.lower in clause_words()["whither"] and any(t.head is o for o in own)
        for t in islice(place.ancestors(), 5)
    )


def _left(view: View, event: Event, place: Token) -> bool:
    """ "driven from X", and not "herders from X clashed", "a fight between Dinka from X and others"."""
    prep = place.head
    if event.type != "armed_clash" or prep.lower != "from":
        return event.type in FROM_TOO
    own = any(prep.head is t for m in event.members if m.form == "verb" for t in m.words)
    before = view.tokens[prep.i - 1] if prep.i else prep
    return own or before.pos not in ("NOUN", "PROPN")


def token_distance(event: Event, token: Token, place: Token) -> float:
    """Steps in the tree from the event's word to the place, dearer where they leave the clause."""
    up = {token.i: 0.0}
    cost = 0.0
    node = token
    for ancestor in islice(token.ancestors(), NEAR):
        cost += 4.0 if node.dep in ("advcl", "conj", "ccomp", "relcl", "acl") else 1.5
        up.setdefault(ancestor.i, cost)
        node = ancestor
    steps, node = 0.0, place
    while node.i not in up and node.head is not node:
        steps += (
            5.0
            if node.dep in ("relcl", "acl", "advcl", "ccomp") or (node.dep in ("conj", "dep") and node.pos == "VERB")
            else 1.0
        )
        node = node.head
    before = 1.5 if place.i < token.i and place.dep == "nsubj" else 0.0
    return up.get(node.i, 100.0) + steps + before + min(abs(place.i - token.i), 40) * 0.1


def below_other(view: View, event: Event, time: Token) -> bool:
    """The time stands in a clause of its own below the event: "hit the town, which was calm since July"."""
    own = {clause_head(t).i for m in event.members for t in m.words}
    clause = clause_head(time)
    if clause.i in own:
        return False
    members = {t.i for m in event.members for t in m.words}
    while clause.dep in ("relcl", "advcl", "ccomp", "acl", "pcomp", "xcomp") and clause.head is not clause:
        still = present(clause) and time.dep == "npadvmod" and time.lower not in ("today", "tonight")
        if clause.dep == "relcl" and (clause.head.i in members or still):
            return False  # "a bombing that hit X on Monday"; "the bridge that links both banks last Monday"
        under = (
            clause.dep in ("relcl", "advcl", "ccomp")
            or clause.head.lower in ("after", "before", "since", "despite")
            or (
                clause.dep == "acl" and clause.tag == "VBN" and clause.head.ent == "PERSON"
            )  # "Dawit, killed on Sunday"
        )
        if clause.dep == "advcl" and _at_once(clause):
            under = False  # "were killed when a mine went off on Monday"
        clause = clause_head(clause.head)
        if clause.i in own:
            return under
    return False


def _at_once(clause: Token) -> bool:
    """A clause of the same time: "when the roof fell in", "while landing"."""
    return clause.tag in ("VBD", "VBN", "VBG") and any(
        (c.lower == "when" and c.dep == "advmod") or (c.lower in ("while", "as") and c.dep == "mark")
        for c in clause.children
    )


def present(verb: Token) -> bool:
    """A clause in the simple present: what always holds has no day of its own."""
    return verb.tag in ("VBZ", "VBP") and not any(c.dep in ("aux", "auxpass") for c in verb.children)

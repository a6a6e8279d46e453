"""Where and when: which place and which time of a text belong to an event."""

from __future__ import annotations

from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.claims.words import lemma
from dateline.reading import Entity, Sentence, Token

FINE = {"exact": 0, "near": 0, "area": 1, "admin2": 2, "admin1": 3, "country": 4}
AWAY = frozenset({"from", "since", "between", "than", "including", "like", "with", "by", "for"})
DIRECTIONS = ("north", "south", "east", "west", "central")  # "northern Ruritania": vaguer than a province
TELLING = frozenset(
    {
        "say", "tell", "report", "announce", "add", "confirm", "post", "tweet", "write", "share", "publish", "state",
        "note", "describe", "identify", "mention",
    }
)  # fmt: skip
NEAR = 100  # tokens to each side of an event: sentences are shorter, lists that the parser takes for one are not
FARTHEST = 26.0  # steps in the tree, so weighed; found by trying on development texts
FROM_TOO = frozenset({"territory_taken", "territory_left", "displacement", "armed_clash", "abduction"})


def places(view: View, event: Event) -> list[Entity]:
    """The places of the event's sentence that may be its own, best first."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    found = [
        e
        for e in view.grounded.inside(*window(sentence, event), "place")
        if e.place is not None
        and (e.use in ("", "location") or _whole(view, e))
        and not any(s.start <= e.span.start < s.end for s in event.voices)
        and not _in_actor(view, e)
        and not _is_based(view, e)
        and not _acts(view, event, e)
    ]
    far = [(d, e) for e in found if (d := _distance(view, event, e)) < FARTHEST]
    return [e for _, _, e in sorted(((d + _vague(e), e.first, e) for d, e in far), key=lambda x: x[:2])]


def window(sentence: Sentence, event: Event) -> tuple[int, int]:
    """The tokens of the sentence that are near enough to the event to place or date it."""
    at = event.main.token.i
    return max(sentence.first, at - NEAR), min(sentence.last, at + NEAR)


def _whole(view: View, entity: Entity) -> bool:
    """ "the X Governorate" read as a body is a place all the same."""
    return entity.use == "embedded" and any(
        (a.first, a.last) == (entity.first, entity.last) for a in view.grounded.at(entity.head, "actor")
    )


def _vague(entity: Entity) -> float:
    """The finer of two places near the event wins; "80 km west of X" only stands beside a name."""
    place = entity.place
    offset = entity.span.text[:1].isdigit() or (entity.span.text[:1].islower() and " of " in entity.span.text)
    part = entity.span.text.lower().startswith(DIRECTIONS)
    grade = 3.4 if part else FINE.get(place.precision if place else "exact", 0)
    return 3.0 * grade + (4.0 if offset else 0.0)


def _in_actor(view: View, entity: Entity) -> bool:
    return any(
        a.use in ("name", "description", "group")
        and a.first <= entity.first
        and entity.last <= a.last
        and a.last - a.first > entity.last - entity.first
        for a in view.grounded.at(entity.head, "actor")
    )


def _is_based(view: View, entity: Entity) -> bool:
    """ "Britain-based", "rebel-held": a modifier that tells of someone else."""
    tokens = view.tokens
    if (
        entity.last + 1 < len(tokens)
        and tokens[entity.last].text in "-–"
        and tokens[entity.last + 1].pos in ("VERB", "ADJ", "ADV", "NOUN")
    ):
        return tokens[entity.last + 1].lower in (
            "based",
            "backed",
            "led",
            "held",
            "controlled",
            "born",
            "supported",
            "funded",
            "run",
            "registered",
            "allied",
            "brokered",
        )
    return False


def _acts(view: View, event: Event, entity: Entity) -> bool:
    """The name stands for those who act or are spoken of: "Turkey began an offensive"."""
    head = view.tokens[entity.head]
    if entity.place is not None and entity.place.precision == "country" and head.dep in ("compound", "amod", "nmod"):
        return True
    return head.dep in ("nsubj", "nsubjpass", "poss") and any(
        entity.head == t.i
        for m in event.members
        if m.form == "verb" or m.words[0] is not m.token
        for t in view.subjects(m.words[0])
        if event.type != "territory_taken" or lemma(m.token) != "fall"
    )


def _distance(view: View, event: Event, entity: Entity) -> float:
    head = view.tokens[entity.head]
    best = 1e9
    for member in event.members:
        for token in member.words:
            best = min(best, _token_distance(event, token, head) + (0 if member is event.main else 2))
    if _below_other(view, event, head):
        best += 12
    if not event.within(entity.head):  # "In X, officials said ...": may hold for what they said
        best += 6
    word = _governor(head)
    if word in AWAY and not (word == "from" and event.type in FROM_TOO):
        best += 12
    if head.dep == "appos" or head.dep == "compound":
        best += 2
    return best


def _token_distance(event: Event, token: Token, place: Token) -> float:
    """Steps in the tree from the event's word to the place, dearer where they leave the clause."""
    up = {token.i: 0.0}
    cost = 0.0
    node = token
    for ancestor, _ in zip(token.ancestors(), range(NEAR), strict=False):
        cost += 4.0 if node.dep in ("advcl", "conj", "ccomp", "relcl", "acl") else 1.5
        up.setdefault(ancestor.i, cost)
        node = ancestor
    steps, node = 0.0, place
    while node.i not in up and node.head is not node:
        steps += (
            5.0
            if node.dep in ("relcl", "acl", "advcl", "ccomp") or (node.dep == "conj" and node.pos == "VERB")
            else 1.0
        )
        node = node.head
    before = 1.5 if place.i < token.i and place.dep == "nsubj" else 0.0
    return up.get(node.i, 100.0) + steps + before + min(abs(place.i - token.i), 40) * 0.1


def _governor(token: Token) -> str:
    """The preposition that governs a place, through "the town of"."""
    node = token
    for _ in range(6):
        if node.dep == "pobj":
            if node.head.lower == "of" and node.head.head.pos in ("NOUN", "PROPN") and node.head.head is not node:
                node = node.head.head
                continue
            return node.head.lower
        if node.dep in ("compound", "appos", "nmod", "conj") and node.head is not node:
            node = node.head
            continue
        return ""
    return ""


def _below_other(view: View, event: Event, time: Token) -> bool:
    """The time stands in a clause of its own below the event: "hit the town, which was calm since July"."""
    own = {clause_head(t).i for m in event.members for t in m.words}
    clause = clause_head(time)
    if clause.i in own:
        return False
    while clause.dep in ("relcl", "advcl", "ccomp", "acl", "pcomp", "xcomp") and clause.head is not clause:
        under = clause.dep in ("relcl", "advcl", "ccomp")
        clause = clause_head(clause.head)
        if clause.i in own:
            return under
    return False


def times(view: View, event: Event) -> list[Entity]:
    """The times of the event's sentence that may be its own, best first."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    found = [
        e
        for e in view.grounded.inside(*window(sentence, event), "time")
        if e.when is not None and e.use == "" and event.within(e.head)
    ]
    clause = {clause_head(t).i for m in event.members for t in m.words}
    scored = []
    for e in found:
        head = view.tokens[e.head]
        if _below_other(view, event, head):
            continue
        d = min(_token_distance(event, t, head) for m in event.members for t in m.words)
        if lemma(clause_head(head)) in TELLING and clause_head(head).i not in {m.token.i for m in event.members}:
            d += 25  # when it was told
        elif clause_head(head).i in clause:
            d -= 3
        scored.append((d, e.first, e))
    return [e for d, _, e in sorted(scored, key=lambda x: x[:2]) if d < 14]

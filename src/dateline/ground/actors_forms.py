"""What stands for a body by how it is put: by what it is called, by a number, by letters, by a noun it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.ground.actors_phrases import Reference
from dateline.ground.actors_pronouns import ARMED
from dateline.ground.actors_states import SHARED, country_at
from dateline.ground.actors_styled import appellation, armed_letters, numbered, sharing
from dateline.ground.actors_unlisted import AGAINST
from dateline.model import Actor, make_id

if TYPE_CHECKING:
    from dateline.ground.actors_refer import Resolver


def styled(r: Resolver, at: int) -> Reference | None:
    """ "militiamen known as the Arrow Boys", "a group calling itself the Sons of Dawn": that body, by its name."""
    words = r.text.words
    n, found = r.lexicon.generics.longest(words, at)
    m, described = (0, ()) if n else r.lexicon.descriptions.longest(words, at)
    fights = bool(n) or any(AGAINST.intersection(kinds) for kinds, _ in described)
    name = appellation(r.text, at + n + m) if fights and r.phrases.noun(at, n + m) else None
    if name is None:
        return None
    token = words[name[0]].token
    named = (e for e in r.named if e.first == token and e.actor and e.actor.kind != "person")
    known = r.first_at.get(token) or next(named, None)
    if known and known.actor:
        return Reference(at, at + n + m, known.actor, "name", known.source_kind, known.group, 0.8, "called so")
    run = words[name[0] : name[1]]
    if any(r.phrases.taken[w.token] for w in run[1:]):
        return None
    people = found[0].kind if n else ""
    text = " ".join(r.text.parsed.document.text[run[0].start : run[-1].end].split())
    keys = tuple(w.key for w in run)
    kind = people if people in AGAINST else "armed_group"
    actor = Actor(id=make_id("actor", " ".join(keys)), name=text, kind=kind)
    ref = Reference(at, at + n + m, actor, "name", "armed_group", "fighters", 0.7, "called so")
    if len(keys) > 1:
        r.endings.setdefault(keys[0], []).append((keys, r.entity(ref)))
    return ref


def of_number(r: Resolver, at: int) -> Reference | None:
    """ "the army's Third Brigade", "the 8th Battalion of the Red Front": whose it is, else the land's army."""
    end = numbered(r.text, at)
    if end is None or not r.phrases.noun(at, end - at, modifier=True):
        return None
    before = next(r.memory.recent(), None)
    words = r.text.words
    near = before is not None and words[at - 1].key == "s" and words[at - 1].token == before.last if at else False
    whose = before if near else r.of_named(end)
    if whose is not None and whose.actor and whose.actor.kind in ARMED:
        return Reference(at, end, whose.actor, "description", whose.source_kind, whose.group, 0.8, "unit of a body")
    land = at - 2 if at > 1 and words[at - 1].key == "s" else at - 1
    people = country_at(r.text, land) if land >= 0 else None
    return r.bare.army_at(at, end, r.memory, people[1].iso if people else None)


def by_letters(r: Resolver, at: int) -> Reference | None:
    """ "elements of the MPC": a body that no list knows, and for the rest of the text."""
    if not armed_letters(r.text, at) or r.phrases.taken[r.text.words[at].token]:
        return None
    name = r.text.parsed.document.text[r.text.words[at].start : r.text.words[at].end]
    actor = Actor(id=make_id("actor", r.text.words[at].key), name=name, kind="armed_group")
    ref = Reference(at, r.phrases.with_units(at + 1), actor, "name", "armed_group", "fighters", 0.6, "letters")
    r.abbreviations.setdefault(r.text.words[at].key, r.entity(ref))
    return ref


def sorted_with(r: Resolver, at: int) -> Reference | None:
    """ "Druze" of "Druze and Sunni gunmen"."""
    found = sharing(r.text, at)
    if found is None or r.phrases.taken[r.text.words[at].token]:
        return None
    actor = Actor(id=make_id("actor", found[1].lower()), name=found[1], kind="militia")
    return Reference(at, found[0], actor, "name", "armed_group", "fighters", 0.6, SHARED)


def by_others(r: Resolver, at: int, body: Actor) -> bool:
    """ "Nine Basij were seized by militants": in one sentence with the body, those by whom it is hit are others."""
    token = r.text.token(at)
    if token.dep != "pobj" or token.head.dep != "agent" or r.phrases.definite(at):
        return False
    return any(r.text.parsed.tokens[e.first].sent == token.sent for e in r.named if e.actor == body)


def ranks(r: Resolver, at: int, n: int, kinds: tuple[str, ...]) -> Reference | None:
    """ "Officers shot him", "an officer": of the one police force told of, where no army is that has them, too."""
    token, before = r.text.token(at + n - 1), r.text.token(at - 1) if at else None
    if before is not None and before.head is token and before.pos in ("PROPN", "ADJ", "NOUN"):
        return None  # "senior officers", "intelligence officers"
    bodies = {e.actor.id: e for e in r.memory.recent() if e.actor is not None and e.actor.kind in kinds}
    armies = any(e.actor is not None and e.actor.kind == "state_forces" for e in (*r.named, *r.memory.recent()))
    if len(bodies) != 1 or armies:
        return None
    (body,) = bodies.values()
    assert body.actor is not None
    return Reference(
        at, at + n, body.actor, "description", body.source_kind, body.group, 0.5, "ranks of a body told of"
    )  # fmt: skip

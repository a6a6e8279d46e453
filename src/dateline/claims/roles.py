"""Who acts, who is hit, who supports, who lost the place."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dateline.claims.events import Event, Mention
from dateline.claims.frames import View
from dateline.claims.parties import NOBODY, captives, parties
from dateline.claims.records import FIGHTING
from dateline.claims.roles_heads import NO_TARGET, agents, held_up, patients, receivers
from dateline.claims.sides import army_of
from dateline.claims.word_classes import ARMED_KINDS
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Actor, Participant, Role
from dateline.reading import Entity, Token

CIVILIANS = Actor(id="group:civilians", name="civilians", kind="civilians")
PROTESTERS = Actor(id="generic:protesters", name="protesters", kind="protesters")
# Groups of people who do not fight are one target, as the coding guide names them.
AS_CIVILIANS = frozenset({"group:children", "group:women", "group:men", "group:victims", "group:displaced"})
# Those who only tell, heal or help do no violence by being named beside it.
BYSTANDERS = frozenset(
    {"monitor", "media", "state_media", "ngo", "un", "medical", "rescue", "activist_group", "aid", "civilian_group"}
)
OFFICIALS = "group:officials"
HELPERS = frozenset({"un", "ngo", "aid", "medical", "rescue"})
HOUSES = word_set("roles.toml", "things", "houses")
TELLERS = frozenset({"monitor", "media", "state_media"})
# People of whom no more is known act where a deed is done by hand: "gunmen killed", not "a bomber".
UNKNOWN_HANDS = frozenset({"generic:gunmen", "generic:attackers", "generic:kidnappers", "generic:armed_groups"})
BY_HAND = frozenset(
    {"attack_on_civilians", "armed_clash", "abduction", "attack", "destruction", "sexual_violence", "shelling",
     "grenade", "agreement", "weapons_seized", "deployment", "territory_taken"}
)  # fmt: skip
# "Harm": "a man killed a guard" tells nothing of how.
BY_STRANGERS = BY_HAND | {"bombing", "harm", "other_harm"}
# People who act as a crowd, where what they do is the work of many hands.
CROWDS = word_set("roles.toml", "people", "crowds")
# Those of a crowd that demonstrates who are called by what they are, not protesters.
MARCHERS = word_set("roles.toml", "people", "marchers")
# Those of whom nothing is known: "two unidentified individuals", "men on a motorcycle"; "people" only if it says so.
STRANGERS = word_set("roles.toml", "people", "strangers")
UNKNOWN = word_set("roles.toml", "people", "unknown")
HELD = frozenset({"armed_clash", "air_strike", "shelling", "arrest"})  # "gunmen" are hit, or taken
CROWDED = frozenset({"riot", "destruction", "attack_on_civilians", "attack", "abduction"})
PEACEFUL = frozenset(
    {"protest", "riot", "agreement", "aid", "displacement", "deployment", "control_state", "territory_left"}
)
ORDER: dict[str, int] = {"initiator": 0, "target": 1, "loser": 2, "recipient": 3, "supporter": 4}
# Sorts of armed people that have many names; and words that may follow any of them.
SORTS = frozenset(
    f"generic:{x}" for x in ("insurgents", "militants", "terrorists", "militias", "bandits", "gangs", "tribes")
)
OF_ANY_SORT = word_set("roles.toml", "people", "of_any_sort")
BODY_OF_TYPE = {"air_strike": ("airforce", "Air Force"), "shelling": ("army", "Army"), "armed_clash": ("army", "Army")}


Add = Callable[[Role, Entity], None]


def participants(view: View, event: Event) -> tuple[Participant, ...]:
    """The participants of an event that its own sentence names, initiators first."""
    found: dict[tuple[Role, str], Participant] = {}

    blocked = event.type == "aid" and any(held_up(view, m.token) for m in event.members)
    armed = any(f.group in FIGHTING for m in event.members for f in m.facts)

    def add(role: Role, entity: Entity) -> None:
        actor = entity.actor
        if actor is None or not event.within(entity.head):
            return
        if event.type == "aid" and role == "initiator" and blocked and actor.kind in HELPERS:
            role = "target"  # "the agency's convoy is held at the bridge"
        if role == "initiator":
            if nobody(view.tokens[entity.head]):
                return
            if crowd(view, event, entity) or strangers(view, event, entity):
                word = lemma(view.tokens[entity.head])
                actor = Actor(id=f"generic:{word}", name=plural(view, entity), kind="civilians")
            elif not may_act(event, entity) or speaks_only(view, entity):
                return
            else:
                actor = branch(actor, event.type)
        elif role == "target" and actor.kind == "person" and _in_arms(view, entity):
            actor = entity.body or actor  # "Sergeant Roe was shot": one of the army
        elif role == "target" and event.type == "territory_taken" and actor.kind in ("person", "civilians"):
            return  # a place that is taken for a name of someone
        elif role == "target" and event.type == "territory_taken" and view.tokens[entity.head].lower == "it":
            return  # "since it was recaptured": the town
        elif role == "target" and (
            (actor.kind in TELLERS and not _housed(view, entity))
            or (actor.kind in NOBODY and not (event.type in HELD and actor.id in UNKNOWN_HANDS))
            or (entity.group in ("all", "others") and event.facts and not captives(view, event.type, entity))
        ):
            return
        elif role == "target" and actor.id in AS_CIVILIANS:
            head = view.tokens[entity.head]
            if (armed and _among(head)) or (lemma(head) == "man" and lemma(head.head) == "lose"):
                return  # "nine rebels, two women among them"; "the column lost six men"
            actor = CIVILIANS
        if ("initiator", actor.id) not in found:
            found.setdefault(
                (role, actor.id), Participant(role=role, actor=actor.id, name=worded(entity, actor), span=entity.span)
            )

    members = sorted(event.members, key=lambda m: (m is not event.main, m.token.i))
    harmed, hurt = {f.head for m in members for f in m.facts}, False
    for mention in members:
        for head in agents(view, event, mention):
            for entity in parties(view, head, owners=event.type == "control_state", states=True):
                if entity.head not in harmed or not _counted(entity):
                    add("initiator", entity)  # who was killed or hurt did not do it, however it is parsed
        _supporters(view, mention, add)
    for mention in members:
        for head in patients(view, event, mention):
            for entity in parties(view, head, owners=event.type not in NO_TARGET and event.type != "siege"):
                if _of_main_country(entity) and hurt and head.i in harmed:
                    continue  # the soldiers killed in a raid on a coalition's base are the coalition's
                add("target", entity)
                hurt = hurt or (
                    entity.actor is not None and entity.actor.kind in ARMED_KINDS and not _of_main_country(entity)
                )
    for head in receivers(view, event):
        for entity in parties(view, head, states=True):
            add("recipient", entity)
    return ordered(tuple(found.values()))


def _counted(entity: Entity) -> bool:
    """One by name, or people of no body: "killing eight persons injuring twelve"."""
    return entity.use == "group" or (entity.actor is not None and entity.actor.kind == "person")


def _in_arms(view: View, entity: Entity) -> bool:
    """A person whom the report ties to a body that fights, as one of its ranks: hit as one of it. A leader is hit as
    himself."""
    if entity.body is None or entity.actor is None or entity.body.kind not in ARMED_KINDS:
        return False
    named = [entity] if entity.use == "name" else [e for e in view.grounded.entities if e.actor == entity.actor]
    return any(lemma(t) in RANK_AND_FILE for e in named if e.use == "name" for t in _called(view, e))


def _called(view: View, entity: Entity) -> list[Token]:
    """What a person is called beside the name: "Constable Roe", "Roe, a sergeant", "a policeman, Roe"."""
    head = view.tokens[entity.head]
    titles = [*view.tokens[max(0, entity.first - 1) : entity.first], view.tokens[entity.first]]
    return [*titles, *(c for c in head.children if c.dep == "appos"), *([head.head] if head.dep == "appos" else [])]


RANK_AND_FILE = word_set("roles.toml", "people", "rank_and_file")


def _among(head: Token) -> bool:
    """ "including two women", "among them two women": some of those counted already."""
    near = [t for t in (head.head, *head.children) if t.dep == "prep"]
    return any(t.lower in ("including", "among") for t in near)


def _housed(view: View, entity: Entity) -> bool:
    """ "The office of the agency", "the state television building": it is hit, where others only tell."""
    head = view.tokens[entity.head]
    over = head.head.head if head.dep == "pobj" and head.head.lower == "of" else head.head
    return head.dep in ("compound", "poss", "pobj", "nmod") and lemma(over) in HOUSES


def _of_main_country(entity: Entity) -> bool:
    """ "soldiers", "police": a state's, with no word of which state's."""
    return any(rule == "state body of main country" for rule, _ in entity.why)


def worded(entity: Entity, actor: Actor) -> str:
    """People of whom no more is known are called as the report calls them: "assailants", not "attackers"."""
    if not actor.id.startswith("generic:") or entity.use != "description":
        return actor.name
    words = " ".join(entity.span.text.lower().split())
    if actor.kind in NOBODY or words.endswith("mob"):
        return words
    if actor.id not in SORTS or words.split()[-1] in OF_ANY_SORT:
        return actor.name
    if words.endswith(("s", "men")):
        return words  # "guerrillas", not "insurgents"
    return actor.name if " " in words else words.removesuffix("man") + ("men" if words.endswith("man") else "s")


def ordered(people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """By role; who stands twice in one role ("the front said it had signed") once."""
    once = {(p.role, p.actor or p.name): p for p in reversed(people)}
    return tuple(sorted((p for p in people if once[p.role, p.actor or p.name] is p), key=lambda p: ORDER[p.role]))


def crowd(view: View, event: Event, entity: Entity) -> bool:
    """ "A mob set two buses alight", "women marched"."""
    if event.type in ("protest", "riot") and entity.use == "group":
        word = lemma(view.tokens[entity.head])
        return word in MARCHERS or (event.type == "riot" and word in CROWDS)
    return entity.use == "group" and event.type in CROWDED and lemma(view.tokens[entity.head]) in CROWDS


def strangers(view: View, event: Event, entity: Entity) -> bool:
    """ "Three young men", "unknown persons": who is not known does such a deed by hand."""
    if entity.use != "group" or event.type not in BY_STRANGERS:
        return False
    head = view.tokens[entity.head]
    if lemma(head) == "people":
        return any(c.lower in UNKNOWN for c in head.children) or _told_by_the_deed(event, head)
    return lemma(head) in STRANGERS


def _told_by_the_deed(event: Event, people: Token) -> bool:
    """ "The people who kidnapped him": all that is told of them is that they did it."""
    return any(m.form == "verb" and m.token.dep == "relcl" and m.token.head is people for m in event.members)


def plural(view: View, entity: Entity) -> str:
    """What the crowd is called, with the adjective of its people ("Sinhalese mob"), and "unidentified"."""
    head = view.tokens[entity.head]
    own = [c for c in head.children if c.dep in ("amod", "compound") and c.i < head.i]
    words = [c.text if c.ent == "NORP" else c.lower for c in own if c.ent == "NORP" or c.lower in UNKNOWN]
    return " ".join([*words, head.lower])


NONE = frozenset({"no", "neither", "none"})


def nobody(head: Token) -> bool:
    """ "No group or individual", "none of the factions" has claimed it."""
    top = head
    while top.dep == "conj" and top.head is not top:
        top = top.head
    over = head.head.head if head.dep == "pobj" and head.head.lower == "of" else head
    near = (c for t in (head, top) for c in t.children if c.dep in ("det", "preconj", "cc"))
    return over.lower in NONE or any(c.lower in NONE and c.i < head.i for c in near)


def speaks_only(view: View, entity: Entity) -> bool:
    """ "A tank was destroyed, confirmed spokesman Ivan Petrov, wounding three": he tells of it."""
    head = view.tokens[entity.head]
    return any(lemma(c).startswith("spokes") for c in (head, *head.children) if c is head or c.dep == "compound")


QUELLING = word_set("roles.toml", "deeds", "quelling")


def quells(event: Event) -> bool:
    """ "fired on the march": with more than tear gas, of which the crowd is what is told."""
    verb = event.main.token
    gas = any(lemma(t) in GAS for c in verb.children if c.dep == "dobj" for t in (c, *c.children))
    return event.main.form == "verb" and lemma(verb) in QUELLING and not gas


GAS = word_set("roles.toml", "things", "gas")


def may_act(event: Event, entity: Entity) -> bool:
    """The entity can be the one who does such a thing."""
    actor = entity.actor
    if actor is None or (actor.kind in NOBODY and not (event.type in BY_HAND and actor.id in UNKNOWN_HANDS)):
        return False
    if event.type in ("protest", "riot") and actor.kind in ("civilians", "police"):
        # whoever they are, they protest; but police may be told to have fired on them
        return actor.kind == "police" and quells(event)
    if event.type in ("protest", "riot") and actor.kind == "foreign_state" and entity.span.text == actor.name:
        return False  # "Malawi's food riots": where they are
    if event.type == "displacement" and entity.use == "group":
        return False  # who flees is hit
    if event.type in PEACEFUL:
        return actor.kind not in ("monitor", "media", "state_media") or event.type == "aid"
    if entity.use == "name" and event.type in CROWDED and entity.span.text.lower().endswith("settlers"):
        return True
    # A governor of whom no more is known tells of violence, or suffers it.
    return actor.kind not in BYSTANDERS and actor.kind != "civilians" and actor.id != OFFICIALS


def branch(actor: Actor, type_: str) -> Actor:
    """A government's planes are its air force, its guns its army, and so are the troops that a state sends (guide)."""
    if type_ == "deployment" and actor.kind in ("government", "foreign_state") and (iso := _state(actor)):
        army = army_of(iso)
        return msgspec.structs.replace(actor, id=army[0], name=army[1], kind="state_forces") if army else actor
    if actor.kind != "government" or type_ not in BODY_OF_TYPE or not actor.id.endswith(":government"):
        return actor
    code, name = BODY_OF_TYPE[type_]
    return Actor(
        id=actor.id.removesuffix("government") + code,
        name=actor.name.removesuffix(" government") + " " + name,
        kind="state_forces",
        country=actor.country,
        allied_with=actor.allied_with,
    )


def _state(actor: Actor) -> str | None:
    """The country of a state or of its government, and of no ministry."""
    parts = actor.id.split(":")
    return parts[1].upper() if parts[0] == "state" and parts[2:] in ([], ["government"]) else None


def _supporters(view: View, mention: Mention, add: Add) -> None:
    """ "backed by Russian jets", "with the help of militias"."""
    for head in view.subjects(mention.token):
        for child in head.children:
            if child.dep in ("acl", "amod", "advcl") and lemma(child) in ("back", "support", "assist", "aid"):
                for token in view.subjects(child):
                    for entity in parties(view, token):
                        add("supporter", entity)

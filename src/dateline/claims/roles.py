"""Who acts, who is hit, who supports, who lost the place."""

from __future__ import annotations

from collections.abc import Callable

from dateline.claims.events import Event, Mention
from dateline.claims.frames import View, is_passive
from dateline.claims.parties import NOBODY, captives, carried, parties
from dateline.claims.records import FIGHTING
from dateline.claims.word_classes import ARMED_KINDS
from dateline.claims.words import lemma
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
HELPERS = frozenset({"un", "ngo", "aid", "medical", "rescue"})
BLOCKING = frozenset(
    {"hold", "stop", "block", "refuse", "halt", "turn", "let", "release", "detain", "delay", "bar", "deny", "prevent",
     "seize", "hijack", "loot", "confiscate", "allow", "impound", "strand"}
)  # fmt: skip
TELLERS = frozenset({"monitor", "media", "state_media"})
# People of whom no more is known act where a deed is done by hand: "gunmen killed", not "a bomber".
UNKNOWN_HANDS = frozenset({"generic:gunmen", "generic:attackers", "generic:kidnappers", "generic:armed_groups"})
BY_HAND = frozenset(
    {"attack_on_civilians", "armed_clash", "abduction", "attack", "destruction", "sexual_violence", "shelling",
     "grenade"}
)  # fmt: skip
# People who act as a crowd, where what they do is the work of many hands.
CROWDS = frozenset(
    {"crowd", "mob", "youth", "looter", "rioter", "villager", "resident", "settler", "herder", "herdsman", "prisoner",
     "inmate", "supporter", "student", "teenager", "farmer", "neighbour", "neighbor", "fan", "vigilante"}
)  # fmt: skip
# Those of a crowd that demonstrates who are called by what they are, not protesters.
MARCHERS = frozenset(
    {"woman", "student", "worker", "monk", "farmer", "lawyer", "teacher", "miner", "doctor", "nurse", "crowd", "mob",
     "youth", "settler", "prisoner", "inmate"}
)  # fmt: skip
FOUGHT = frozenset({"armed_clash", "air_strike", "shelling"})
CROWDED = frozenset({"riot", "destruction", "attack_on_civilians", "attack", "abduction"})
# Words by which a second party acts with the first: "in cooperation with", "together with", "alongside".
JOINTLY = frozenset({"cooperation", "coordination", "collaboration", "conjunction", "together", "jointly", "concert"})
PEACEFUL = frozenset({"protest", "riot", "agreement", "aid", "displacement", "deployment", "control_state"})
# Types in which the grammatical object is a thing made or taken rather than someone hit.
NO_TARGET = frozenset({"agreement", "deployment", "weapons_seized", "territory_left", "control_state"})
ORDER: dict[str, int] = {"initiator": 0, "target": 1, "loser": 2, "recipient": 3, "supporter": 4}
# Sorts of armed people that have many names; and words that may follow any of them.
SORTS = frozenset(
    f"generic:{x}" for x in ("insurgents", "militants", "terrorists", "militias", "bandits", "gangs", "tribes")
)
OF_ANY_SORT = frozenset(
    {"groups", "forces", "factions", "fighters", "members", "units", "organisations", "organizations", "leaders",
     "militiamen"}
)  # fmt: skip
# What a party that announces it does itself.
ANNOUNCED = frozenset({"agreement", "territory_left", "deployment", "aid"})
TOWARDS: dict[str, frozenset[str]] = {
    "armed_clash": frozenset({"with", "against", "on", "at"}),
    "grenade": frozenset({"at", "on", "into", "against"}),
    "riot": frozenset({"with", "against", "at"}),
    "shelling": frozenset({"at", "on", "against", "into"}),
    "air_strike": frozenset({"on", "against", "at"}),
    "protest": frozenset({"against"}),
    "answer": frozenset({"at", "on", "against"}),
    "attack_on_civilians": frozenset({"on", "at", "against"}),
    "territory_taken": frozenset({"from"}),
}
BODY_OF_TYPE = {"air_strike": ("airforce", "Air Force"), "shelling": ("army", "Army"), "armed_clash": ("army", "Army")}

CALLING = frozenset({"call", "order", "organise", "organize", "proclaim", "stage", "lead"})
MEETING = frozenset({"hit", "strike", "encounter"})
OF = frozenset({"of"})
ON = frozenset({"on", "upon"})
INFLICTED = frozenset({"loss", "casualty", "defeat", "damage"})  # "inflicted heavy losses on the rebels"
WORKS = frozenset({"work", "handiwork", "doing"})

Add = Callable[[Role, Entity], None]


def participants(view: View, event: Event) -> tuple[Participant, ...]:
    """The participants of an event that its own sentence names, initiators first."""
    found: dict[tuple[Role, str], Participant] = {}

    blocked = event.type == "aid" and any(_blocked(m.token) for m in event.members)
    armed = any(f.group in FIGHTING for m in event.members for f in m.facts)

    def add(role: Role, entity: Entity) -> None:
        actor = entity.actor
        if actor is None or not event.within(entity.head):
            return
        if event.type == "aid" and role == "initiator" and blocked and actor.kind in HELPERS:
            role = "target"  # "the agency's convoy is held at the bridge"
        if role == "initiator":
            if crowd(view, event, entity):
                word = lemma(view.tokens[entity.head])
                actor = Actor(id=f"generic:{word}", name=plural(view, entity), kind="civilians")
            elif not may_act(event, entity) or speaks_only(view, entity):
                return
            else:
                actor = branch(actor, event.type)
        elif role == "target" and event.type == "territory_taken" and actor.kind in ("person", "civilians"):
            return  # a place that is taken for a name of someone
        elif role == "target" and event.type == "territory_taken" and view.tokens[entity.head].lower == "it":
            return  # "since it was recaptured": the town
        elif role == "target" and (
            actor.kind in TELLERS
            or (actor.kind in NOBODY and not (event.type in FOUGHT and actor.id in UNKNOWN_HANDS))
            or (entity.group in ("all", "others") and event.facts and not captives(view, event.type, entity))
        ):
            return
        elif role == "target" and actor.id in AS_CIVILIANS:
            if armed and _among(view.tokens[entity.head]):
                return  # "nine rebels, two women among them"
            actor = CIVILIANS
        if ("initiator", actor.id) not in found:
            found.setdefault(
                (role, actor.id), Participant(role=role, actor=actor.id, name=worded(entity, actor), span=entity.span)
            )

    members = sorted(event.members, key=lambda m: (m is not event.main, m.token.i))
    for mention in members:
        for head in _agents(view, event, mention):
            for entity in parties(view, head, owners=event.type == "control_state", states=True):
                add("initiator", entity)
        _supporters(view, mention, add)
    harmed, hurt = {f.head for m in members for f in m.facts}, False
    for mention in members:
        for head in _patients(view, event, mention):
            for entity in parties(view, head, owners=event.type not in NO_TARGET and event.type != "siege"):
                if _of_main_country(entity) and hurt and head.i in harmed:
                    continue  # the soldiers killed in a raid on a coalition's base are the coalition's
                add("target", entity)
                hurt = hurt or (
                    entity.actor is not None and entity.actor.kind in ARMED_KINDS and not _of_main_country(entity)
                )
    return ordered(tuple(found.values()))


def _blocked(token: Token) -> bool:
    """ "is held at the bridge", "was turned back", "were let through": what happens to aid on its way."""
    return any(lemma(t) in BLOCKING and (is_passive(t) or lemma(t) == "turn") for t in (token, token.head))


def _among(head: Token) -> bool:
    """ "including two women", "among them two women": some of those counted already."""
    near = [t for t in (head.head, *head.children) if t.dep == "prep"]
    return any(t.lower in ("including", "among") for t in near)


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


def plural(view: View, entity: Entity) -> str:
    """What the crowd is called, with the adjective of its people ("Sinhalese mob")."""
    head = view.tokens[entity.head]
    own = [c.text for c in head.children if c.dep in ("amod", "compound") and c.ent == "NORP"]
    return " ".join([*own, head.lower])


def speaks_only(view: View, entity: Entity) -> bool:
    """ "A tank was destroyed, confirmed spokesman Ivan Petrov, wounding three": he tells of it."""
    head = view.tokens[entity.head]
    return any(lemma(c).startswith("spokes") for c in (head, *head.children) if c is head or c.dep == "compound")


QUELLING = frozenset({"fire", "shoot", "open", "kill", "wound", "injure"})


def quells(event: Event) -> bool:
    """ "fired on the march": with more than tear gas, of which the crowd is what is told."""
    verb = event.main.token
    gas = any(lemma(t) in GAS for c in verb.children if c.dep == "dobj" for t in (c, *c.children))
    return event.main.form == "verb" and lemma(verb) in QUELLING and not gas


GAS = frozenset({"gas", "teargas", "tear", "pepper", "canister", "water", "cannon"})


def may_act(event: Event, entity: Entity) -> bool:
    """The entity can be the one who does such a thing."""
    actor = entity.actor
    if actor is None or (actor.kind in NOBODY and not (event.type in BY_HAND and actor.id in UNKNOWN_HANDS)):
        return False
    if event.type in ("protest", "riot") and actor.kind in ("civilians", "police"):
        # whoever they are, they protest; but police may be told to have fired on them
        return actor.kind == "police" and quells(event)
    if event.type == "displacement" and entity.use == "group":
        return False  # who flees is hit
    if event.type in PEACEFUL:
        return actor.kind not in ("monitor", "media", "state_media") or event.type == "aid"
    return actor.kind not in BYSTANDERS and actor.kind != "civilians"


def lost_by(event: Event, verb: Token) -> bool:
    """ "which the militants lost": who lost it is who was hit."""
    return event.type == "territory_taken" and lemma(verb) == "lose"


def announced(view: View, event: Event) -> bool:
    """ "Ruritania announced a withdrawal": who announces it does it."""
    token = event.main.token
    return event.type in ANNOUNCED and token.dep == "dobj" and lemma(token.head) in view.lexicon.announcing


def branch(actor: Actor, type_: str) -> Actor:
    """A government's planes are its air force, its guns its army (coding guide)."""
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


def _agents(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.token
    if event.type == "displacement" and mention.form == "verb" and not view.objects(token):
        return []
    if mention.form == "verb" and lemma(token) in view.lexicon.repelling:
        return [t for head in view.objects(token) for t in view.noun_agents(head)]
    if event.type == "answer" and mention.form == "verb":  # "it was the work of the group"
        if lemma(token) == "come":  # "the shots came from the army's side"
            return view.prepositional(token, frozenset({"from"}))
        works = [c for c in token.children if c.dep == "attr" and lemma(c) in WORKS]
        if works:
            return [t for w in works for t in view.prepositional(w, OF) + view.noun_agents(w)]
    if event.type == "control_state" and mention.form == "verb" and (holders := _holders(view, token)) is not None:
        return holders
    if lemma(token) in ("fall", "lose") and event.type == "territory_taken":
        return view.prepositional(token, frozenset({"to", "under", "into"}))
    if mention.form in ("fact", "adjective"):
        return []
    if lemma(token) in view.lexicon.undergoing and not _falls_on(token):
        return []
    if mention.form == "noun" and lemma(token.head) in view.lexicon.facing and token.dep == "dobj":
        return view.prepositional(token.head, frozenset({"from", "by"}))
    if token is event.main.token and (
        announced(view, event) or (mention.form, event.type) == ("noun", "control_state")
    ):
        return view.subjects(token.head)
    if event.type == "armed_clash" and (sides := _sides(view, mention)):
        return sides[:1]
    out = view.subjects(token)
    if lemma(token) in MEETING and any("bomb" in view.classes(t) for t in view.objects(token)):
        return []
    if not out and mention.words[0] is not token:
        out = view.subjects(mention.words[0])
    if mention.form == "noun" and event.type == "territory_left":
        out = [t for t in out if not (t.dep == "pobj" and t.head.lower == "from")]
        out = out or view.prepositional(token, frozenset({"of"}))
    if mention.form == "verb":
        out = out + _partners(view, token)
    if not out and lemma(token) == "be" and event.type == "deployment":  # "there are soldiers", "is home to soldiers"
        held = view.objects(token)
        out = [t for h in held for t in view.prepositional(h, frozenset({"to"}))] or held
    if not out and event.type == "deployment" and mention.form == "verb" and is_passive(token):
        out = view.objects(token)  # "troops have been sent": they are who goes
    if event.type == "protest":
        out = _callers(view, token) or out
    if event.type == "agreement":
        out = out + view.prepositional(token, frozenset({"with", "between", "by"}))
    if not out and event.type == "armed_clash" and mention.form == "noun" and event.facts:
        out = view.prepositional(token, frozenset({"with"}))  # soldiers killed "in a gunbattle with police"
    own = {m.token.i for m in event.members}
    return [t for t in out if t.i == token.i or t.i not in own]


def _callers(view: View, token: Token) -> list[Token]:
    """ "A strike called by the union": theirs who called it."""
    called = [c for c in token.children if c.dep == "acl" and c.tag == "VBN" and lemma(c) in CALLING]
    return [t for c in called for t in view.subjects(c)]


def _holders(view: View, verb: Token) -> list[Token] | None:
    """Who holds a place that is in somebody's hands, or who is dug in there; None where the verb's subject holds it."""
    if "dug_in" in view.classes(verb) and is_passive(verb):  # "are cornered in the north"
        return view.objects(verb)
    if lemma(verb) not in ("lie", "be", "remain", "stay"):
        return None
    subjects = [t for t in view.subjects(verb) if "armedactor" in view.classes(t) and "place" not in view.classes(t)]
    nodes = (verb, *(c for c in verb.children if c.dep == "advmod"))  # "is back under army control"
    return subjects or [t for node in nodes for t in view.prepositional(node, frozenset({"in", "under"}))]


def _falls_on(verb: Token) -> bool:
    """ "The gang fell on the town": not who suffers."""
    return (
        lemma(verb) == "fall"
        and verb.tag != "VBN"
        and any(c.dep == "prep" and c.lower in ("on", "upon") for c in verb.children)
    )


def _helped(view: View, token: Token) -> list[Token]:
    """For whom the aid is: "food for 40,000 people", "delivered medicine to the besieged"."""
    near = [t for t in view.clause_words(token) if t.dep == "pobj" and t.head.lower in ("for", "to")]
    return [t for t in near if any(e.use == "group" for e in view.grounded.at(t.i, "actor"))]


def _sides(view: View, mention: Mention) -> list[Token]:
    """The sides of "clashes between A and B", "fighting erupted between A and B", the one named first first."""
    token = mention.token
    if mention.form != "noun":
        return []
    out = view.prepositional(token, frozenset({"between"}))
    if not out and token.dep in ("nsubj", "nsubjpass"):
        near = [t for c in token.head.children if c.dep == "prep" for t in c.children]  # "reported in Paoua between"
        out = [x for t in (token.head, *near) for x in view.prepositional(t, frozenset({"between"}))]
    if len(out) == 1:  # "between government and rebel forces": two modifiers of one noun
        first = [c for c in out[0].children if c.i < out[0].i and any(d.dep == "cc" for d in c.children)]
        out = [*first[:1], *out]
    return out if len(out) > 1 else []


def _partners(view: View, verb: Token) -> list[Token]:
    """Who acts with the subject: "the army, together with militias, stormed the village"."""
    out = []
    for top in (verb, *(c for c in verb.children if c.dep in ("nsubj", "agent", "advmod"))):
        for child in top.children:
            if child.dep == "prep" and child.lower in ("in", "along"):
                inner = [d for d in child.children if lemma(d) in JOINTLY]
                out += [t for d in inner for t in view.prepositional(d, frozenset({"with"}))]
                if child.lower == "along":
                    out += view.prepositional(child, frozenset({"with"}))
            elif child.lower in JOINTLY:
                out += view.prepositional(child, frozenset({"with"}))
    return out


def _patients(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.token
    if event.type in NO_TARGET:
        return []
    if event.type == "answer" and any(c.dep == "attr" and lemma(c) in WORKS for c in token.children):
        return []
    if event.type == "aid":
        return _helped(view, token) + (view.objects(token) if _blocked(token) else [])
    if event.type == "armed_clash" and (sides := _sides(view, mention)):
        return sides[1:]
    out = view.objects(token)
    if mention.form == "verb" and (lemma(token) in view.lexicon.repelling or lost_by(event, token)):
        return view.subjects(token)
    for head in list(out):  # "fired missiles targeting the base"
        out += [
            t for c in head.children if c.dep == "acl" and lemma(c) in ("target", "hit", "aim") for t in view.objects(c)
        ]
        if lemma(head) in INFLICTED and mention is event.main and (hit := view.prepositional(head, ON)):
            return hit
    out += [t for h in out if lemma(h) in INFLICTED for t in view.prepositional(h, frozenset({"on", "upon", "among"}))]
    out += carried(view, out)
    if mention.form == "noun" and lemma(token.head) in view.lexicon.facing and token.dep == "dobj":
        return view.subjects(token.head)
    if mention.form == "verb" and lemma(token) in MEETING and any("bomb" in view.classes(t) for t in out):
        return view.subjects(token)  # "a truck of the agency hit a mine"
    if mention.form == "verb":
        out = out + view.prepositional(token, TOWARDS.get(event.type, frozenset({"on", "against"})))
        if lemma(token) in view.lexicon.undergoing and not out:
            out = view.subjects(token)
    if event.type == "protest":
        out = out + _defied(view, token)
    if mention.form == "noun" and event.type in ("armed_clash", "protest", "riot"):
        out = out + view.prepositional(token, frozenset({"with", "against", "between"}))
    if event.type == "displacement" and not is_passive(token):
        out = out + [t for t in view.subjects(token) if "people" in view.classes(t) or not out]
    return out + [view.tokens[f.head] for f in mention.facts]


def _defied(view: View, token: Token) -> list[Token]:
    """Whom a crowd defies: "marched in defiance of the government", "a protest against the minister's call"."""
    out = view.prepositional(token, frozenset({"against"}))
    out += [t for d in view.clause_words(token) if d.lower == "defiance" for t in view.prepositional(d, OF)]
    return out


def _supporters(view: View, mention: Mention, add: Add) -> None:
    """ "backed by Russian jets", "with the help of militias"."""
    for head in view.subjects(mention.token):
        for child in head.children:
            if child.dep in ("acl", "amod", "advcl") and lemma(child) in ("back", "support", "assist", "aid"):
                for token in view.subjects(child):
                    for entity in parties(view, token):
                        add("supporter", entity)

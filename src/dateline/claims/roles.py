"""Who acts, who is hit, who supports, who lost the place."""

from __future__ import annotations

from collections.abc import Callable

from dateline.claims.events import Event, Mention
from dateline.claims.frames import View
from dateline.model import Participant, Role
from dateline.reading import Entity, Token

# A harm group -> the people it stands for as a target, as the coding guide names them.
GROUP_NAMES = {
    "civilians": "civilians",
    "children": "civilians",
    "women": "civilians",
    "men": "civilians",
    "journalists": "journalists",
    "health_workers": "health workers",
    "aid_workers": "aid workers",
    "rescuers": "rescuers",
    "officials": "officials",
}
STATES_NO_AGENT = frozenset({"control_state", "displacement", "other_harm"})
# Types in which the grammatical object is a thing made or taken rather than someone hit.
NO_TARGET = frozenset({"agreement", "deployment", "weapons_seized", "territory_left", "control_state"})


def participants(view: View, event: Event) -> tuple[Participant, ...]:
    """The participants of an event that its own sentence names, initiators first."""
    found: dict[tuple[Role, str], Participant] = {}

    def add(role: Role, entity: Entity) -> None:
        if entity.actor is None:
            return
        key = (role, entity.actor.id)
        other = ("initiator", entity.actor.id) if role == "target" else None
        if key not in found and (other is None or other not in found):
            found[key] = Participant(role=role, actor=entity.actor.id, name=entity.actor.name, span=entity.span)

    for mention in sorted(event.members, key=lambda m: (m is not event.main, m.token.i)):
        for head in _agents(view, event, mention):
            for entity in parties(view, head):
                add("initiator", entity)
        _supporters(view, mention, add)
    for mention in event.members:
        for head in _patients(view, event, mention):
            for entity in parties(view, head, owners=event.type not in NO_TARGET):
                add("target", entity)
    return tuple(sorted(found.values(), key=lambda p: (ORDER[p.role], p.span.start if p.span else 0)))


ORDER: dict[str, int] = {"initiator": 0, "target": 1, "loser": 2, "recipient": 3, "supporter": 4}


def parties(view: View, head: Token, owners: bool = False) -> list[Entity]:
    """The parties that a phrase names: its head, else what stands before it or owns it."""
    own = [e for e in view.grounded.at(head.i, "actor") if e.actor and e.use != "owner"]
    if own:
        return own[:1]
    out: list[Entity] = []
    for child in head.children:
        if child.dep in ("compound", "amod", "nmod", "poss", "appos") or (
            child.dep == "prep" and child.lower in ("of", "by", "from")
        ):
            inner = child.children if child.dep == "prep" else (child,)
            for token in inner:
                for entity in view.grounded.at(token.i, "actor"):
                    if entity.actor and (entity.use != "owner" or owners) and entity not in out:
                        out.append(entity)
                if not out and child.dep in ("prep", "poss"):
                    out += [e for e in parties(view, token, owners) if e not in out]
        elif (
            owners
            and child.dep in ("acl", "relcl")
            and child.lemma in ("hold", "control", "run", "man", "use", "occupy")
        ):
            for token in view.subjects(child):
                out += [e for e in parties(view, token) if e not in out]
    return out[:2]


def _agents(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.token
    if event.type in ("displacement", "control_state") and mention.form == "verb" and not view.objects(token):
        return [] if event.type == "displacement" else view.subjects(token)
    if mention.form == "fact" or (mention.form == "adjective"):
        return []
    if token.lemma in ("die", "perish", "succumb", "fall", "lose"):
        return []
    out = view.subjects(token)
    if not out and mention.words[0] is not token:
        out = view.subjects(mention.words[0])
    return [t for t in out if not (t.i != token.i and any(t is m.token for m in event.members))]


def _patients(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.token
    if event.type in NO_TARGET:
        return []
    out = view.objects(token)
    if mention.form == "verb":
        extra = {
            "armed_clash": {"with", "against"},
            "riot": {"with", "against", "at"},
            "shelling": {"at", "on", "against", "into"},
            "air_strike": {"on", "against", "at"},
            "protest": {"against"},
            "attack_on_civilians": {"on", "at"},
            "territory_taken": {"from"},
        }.get(event.type, {"on", "against"})
        out = out + view.prepositional(token, frozenset(extra))
        if token.lemma in ("die", "perish", "lose") and not out:
            out = view.subjects(token)
    elif mention.form == "noun" and event.type in ("armed_clash", "protest", "riot"):
        out = out + view.prepositional(token, frozenset({"with", "against", "between"}))
    if event.type == "displacement" and not out:
        out = view.subjects(token)
    for fact in mention.facts:
        out = [*out, view.tokens[fact.head]]
    return out


def _supporters(view: View, mention: Mention, add: Callable[[Role, Entity], None]) -> None:
    """ "backed by Russian jets", "with the help of militias"."""
    for head in _agents_of(view, mention):
        for child in head.children:
            if child.dep in ("acl", "amod", "advcl") and child.lemma in ("back", "support", "assist", "aid"):
                for token in view.subjects(child):
                    for entity in parties(view, token):
                        add("supporter", entity)


def _agents_of(view: View, mention: Mention) -> list[Token]:
    return view.subjects(mention.token)

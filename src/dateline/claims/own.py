"""Who tells of a deed and did it: "we", "its troops", credit taken, own losses; and "they", who is never the voice."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.claims.credit import credited
from dateline.claims.draft import Draft
from dateline.claims.frames import View, is_passive
from dateline.claims.placing_within import is_country
from dateline.claims.records import FIGHTING
from dateline.claims.roles import ordered
from dateline.claims.roles_heads import announced, goes_off
from dateline.claims.sides import BODIES, army_of, body_of
from dateline.claims.sources_names import is_human
from dateline.claims.sources_stance import side
from dateline.claims.word_classes import MILITANT_KINDS
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Actor, Participant, Place, Source, Span
from dateline.reading import Token

CONFESSING = word_set("roles.toml", "deeds", "confessing")
HAPPENING = frozenset({"occur", "happen", "take"})
HURT = frozenset({"killed", "injured", "captured", "missing"})
ANYBODY = frozenset({"anybody", "anyone", "anything"})
# Voices that act themselves; what a monitor or a doctor says "it" did, somebody else did.
PARTIES = frozenset({"official", "military", "armed_group", None})
BROADCASTS = frozenset({"media", "state_media"})
MINISTRIES = (" Ministry of Defence", " Defence Ministry", " government", " Foreign Ministry")
INTERIOR = (" Interior Ministry", " Ministry of Interior", " Ministry of the Interior")
COMMANDS = (" General Staff", " Armed Forces", " Army", " military")
OWNING = frozenset({"its", "their", "theirs", "his", "her"})
TROOPS = word_set("deeds.toml", "sides", "troops")
LOST = word_set("deeds.toml", "sides", "lost")
LOSING = frozenset({"lose", "loss", "fall"})
UNITS = word_set("deeds.toml", "sides", "units")


# What is done by those under arms, whoever speaks for them.
BY_TROOPS = frozenset(
    {"air_strike", "shelling", "bombing", "chemical_attack", "other_harm", "sexual_violence", "armed_clash",
     "territory_taken", "territory_left", "siege", "attack_on_civilians", "abduction", "destruction", "deployment",
     "weapons_seized", "arrest", "control_state"}
)  # fmt: skip


def initiator(view: View, source: Source) -> Participant:
    """The voice itself as the one who acts; officials of a land act as that land, a broadcaster as whose it is."""
    if (whose := _broadcasts_for(view, source)) is not None:
        return whose
    if source.actor:
        return Participant(role="initiator", actor=source.actor, name=source.name, span=source.span)
    if (body := _led(view, source)) is not None:
        return Participant(role="initiator", actor=body.id, name=body.name, span=source.span)
    land = state_of(view, source)
    name = (
        land.name if land and source.span and " " in source.span.text and land.precision == "country" else source.name
    )
    actor = f"state:{land.country.lower()}" if land and land.country else None
    return Participant(role="initiator", actor=actor, name=name, span=source.span)


def _led(view: View, source: Source) -> Actor | None:
    """The armed body whose head speaks: "Isa Noor, chairman of the Northern Front, said his men"."""
    if source.span is None or source.kind not in ("armed_group", "official", "military", None):
        return None
    inside = (
        e
        for e in view.grounded.within(source.span)
        if source.span.start < e.span.start and e.span.end <= source.span.end
    )
    bodies = [e.actor for e in inside if e.actor and e.use == "name" and e.actor.kind in (*MILITANT_KINDS, "political")]
    return bodies[0] if len(bodies) == 1 else None


def _broadcasts_for(view: View, source: Source) -> Participant | None:
    """ "Radio Free Ruritania", "Ruritania's state radio", "the rebels' radio": who speaks by it."""
    known = view.grounded.actors
    actor = known.get(source.actor or "")
    if source.kind not in BROADCASTS and (actor is None or actor.kind not in BROADCASTS):
        return None
    within = [e for e in view.grounded.within(source.span) if _inside(e.span, source.span)] if source.span else []
    bodies = [e.actor for e in within if e.actor and e.actor.kind in MILITANT_KINDS and e.actor is not actor]
    if actor is not None and actor.allied_with:
        bodies += [a for a in (*known.values(), *view.grounded.allies) if a.id == actor.allied_with[0]]
    if bodies:
        return Participant(role="initiator", actor=bodies[0].id, name=bodies[0].name, span=source.span)
    lands = [e.place.country for e in within if e.place and e.place.country]
    if actor is not None and actor.kind == "state_media" and actor.country:
        lands = [actor.country]
    named = (body_of(a.id, a.name, BODIES, "army", "Army") for a in known.values() if lands and a.country == lands[0])
    own = next((b for b in named if b), army_of(lands[0]) if lands else None)
    return Participant(role="initiator", actor=own[0], name=own[1], span=source.span) if own else None


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def voice(view: View, source: Source) -> Participant | None:
    """The voice where it may be the one that acts: a party to the war, or what broadcasts for one."""
    return initiator(view, source) if source.kind in PARTIES else _broadcasts_for(view, source)


def state_of(view: View, source: Source) -> Place | None:
    """The state for which a capital's or a country's name speaks, or "officials from Ruritania"."""
    for e in view.grounded.within(source.span) if source.span else ():
        if e.place is None or not e.place.country or source.span is None:
            continue
        of = view.tokens[e.first - 1].lower in ("of", "from") if e.first else False
        within = of and is_country(e) and source.span.start < e.span.start and e.span.end == source.span.end
        if e.span == source.span or within:
            return e.place
    return None


def by_pronoun(view: View, d: Draft) -> tuple[Participant, ...]:
    """ "Ruritania denies it shelled the town": the subject is the voice.

    In direct speech only "we" is: of "it" and "they" a voice speaks there as of others.
    """
    if lemma(d.main) in view.lexicon.repelling:
        return ()  # "said they had repelled an attack": others attacked
    if lemma(d.main) == "be" and any(c.dep == "attr" for c in d.main.children):
        return ()  # "it was the work of the rebels": it is what happened
    if goes_off(view, d.event, d.event.main):
        return ()  # "the army said two farmers were killed as they set off a mine"
    heads = view.subjects(d.event.main.words[0]) if d.event.main.form in ("verb", "noun") else []
    voices = [v for s in d.sources if s is not None and (v := voice(view, s)) is not None]
    if d.event.main.form == "verb" and lemma(d.main) in view.lexicon.undergoing:  # "denied that it had lost the town"
        voices = [msgspec.structs.replace(v, role="target") for v in voices]
    if any(t.lower == "we" or t.text == "us" or (t.lower in ("it", "they") and t.i not in view.quoted) for t in heads):
        several, thing = (any(t.lower == word for t in heads) for word in ("they", "it"))
        voices = [v for v in voices if not (several and _single(view, v))]
        return tuple(v for v in voices if not (thing and _single(view, v, named=False)))
    if _by_infinitive(d):
        return tuple(voices)
    if any(of_the_voice(view, t) for t in heads):  # the troops of a government are its army, named so already
        own = {side(i) for i in d.ids("initiator")}
        mine = [v for v in voices if v.actor is None or side(v.actor) not in own or v.actor in d.ids("initiator")]
        if own and all(v.actor is None or v.actor.startswith("person_") for v in mine):
            return ()  # "the Front's negotiator said its men had no part in it": whose they are is told
        return tuple(forces(v, d.type) for v in mine)
    return ()


def _single(view: View, voice: Participant, named: bool = True) -> bool:
    """ "A security source said they had taken the town", "They came at night, said the mayor, Jan Petrov": one person
    who speaks for no armed body is not "they"; nor is an official "it" ("a guard said it blew up"). ``named``: of
    those with a name too, who may say "it" of a body that is not told."""
    if voice.span is None or not (voice.actor or "group:").startswith(("group:", "person_", "actor_")):
        return False
    words = [t for t in view.tokens if voice.span.start <= t.start < voice.span.end]
    head = next((t for t in words if not voice.span.start <= t.head.start < voice.span.end), None)
    if head is None or head.lower in ("he", "she"):
        return head is not None
    if not named and (head.tag != "NN" or head.ent == "PERSON"):
        return False
    return head.tag in ("NN", "NNP") and (is_human(head) or lemma(head) == "source" or head.ent == "PERSON")


def _by_infinitive(d: Draft) -> bool:
    """ "claimed to have shot five men": the voice did."""
    verb = d.main
    while (
        verb.dep in ("conj", "pcomp", "prep") and verb.head.pos in ("VERB", "ADP") and verb.head.head is not verb.head
    ):
        verb = verb.head  # "claimed to have destroyed a train and killed 40", "after taking two towns"
    said = d.statement is not None and verb.dep == "xcomp" and verb.head.i in d.statement.cue
    return said and d.event.main.form == "verb" and not is_passive(verb) and not is_passive(verb.head)


def forces(party: Participant, type_: str) -> Participant:
    """What a ministry or a government calls "our troops" is its army, its planes its air force."""
    flown = type_ == "air_strike"
    code, title = ("airforce", "Air Force") if flown else ("army", "Army")
    found = body_of(party.actor or "", party.name, MINISTRIES + COMMANDS if flown else MINISTRIES, code, title)
    found = found or body_of(party.actor or "", party.name, INTERIOR, "security", "security forces")
    parts = (party.actor or "").split(":")
    if parts[0] == "state" and len(parts) == 2:
        found = army_of(parts[1].upper())
    return Participant(role=party.role, actor=found[0], name=found[1], span=party.span) if found else party


def of_ministries(view: View, drafts: Iterable[Draft]) -> None:
    """ "The ministry denied that it had shelled the town": that its army had; an interior ministry's are the police,
    where they are named. In place."""
    for d in drafts:
        if d.type in BY_TROOPS and any(p.role == "initiator" and "Ministry" in p.name for p in d.participants):
            d.participants = ordered(tuple(_its_own(view, p, d.type) for p in d.participants))


def _its_own(view: View, p: Participant, type_: str) -> Participant:
    if p.role != "initiator" or "Ministry" not in p.name:
        return p
    police = view.grounded.actors.get(f"{side(p.actor or '')}:police")
    if police is not None and p.name.endswith(INTERIOR):
        return msgspec.structs.replace(p, actor=police.id, name=police.name)
    return forces(p, type_)


def of_the_voice(view: View, token: Token, words: frozenset[str] = TROOPS) -> bool:
    """ "its troops", "one of its planes", "our fighters": who acts belongs to whoever tells of it."""
    near = [token, *(t for t in view.prepositional(token, frozenset({"of"})))]
    return any(
        (c.lower == "our" or (c.lower in OWNING and c.i not in view.quoted))
        and (c is t or view.classes(t) & {"armed", "aircraft", "armedactor", "flag"} or lemma(t) in words)
        for t in near
        for c in (t, *t.children)
        if c.dep == "poss" or c.lower == "theirs"
    )


def losses(view: View, d: Draft) -> tuple[Participant, ...]:
    """All parties, where one tells of its own losses ("it lost six men", "two of its soldiers died"): it was hit."""
    hurt = [view.tokens[f.head] for f in d.event.facts if f.effect in HURT]
    own = [t for t in hurt if _own(view, t)]
    voices = [v for s in d.sources if s is not None and s.kind and s.actor and (v := voice(view, s)) is not None]
    if d.stance not in ("reports", "admits") or not own or not voices:
        return ()
    mine = {v.actor for v in voices}
    theirs = {e.span for t in own for e in view.grounded.at(t.i, "actor")}
    others = (p for p in d.participants if p.actor not in mine and p.span not in theirs)
    return ordered((*others, *(msgspec.structs.replace(forces(v, "armed_clash"), role="target") for v in voices)))


def _own(view: View, head: Token) -> bool:
    """People whom the voice calls its own, or has lost."""
    if of_the_voice(view, head) or (lemma(head) in LOST and of_the_voice(view, head, LOST)):
        return True
    counted = view.objects(head.head.head) if head.dep == "pobj" else []  # "gave its own dead as nine"
    if any(lemma(t) in LOST and of_the_voice(view, t, LOST) for t in counted):
        return True
    verb = head.head
    subjects = view.subjects(verb) if lemma(verb) == "lose" and head.dep == "dobj" else []
    return any(t.lower == "we" or (t.lower in ("it", "they", "he") and t.i not in view.quoted) for t in subjects)


def not_the_voice(view: View, d: Draft, p: Participant) -> Participant:
    """In direct speech "they" is not who speaks: the next best of those whom the pronoun may stand for, else nobody."""
    voices = {s.actor for s in d.sources if s is not None and s.actor}
    if p.span is None or p.actor not in voices:
        return p
    for e in view.grounded.within(p.span):
        if e.span == p.span and e.use == "pronoun" and e.first in view.quoted:
            others = (a for a in e.alternatives if a.ref not in voices)
            other = next((a for a in others if p.role != "initiator" or not a.ref.startswith("group:")), None)
            return msgspec.structs.replace(p, actor=other and other.ref, name=other.name if other else p.name)
    return p


def by_source(view: View, d: Draft) -> tuple[Participant, ...]:
    """Who takes credit, admits or denies it did it; police that tell of arrests made them."""
    if d.names("initiator"):
        return ()
    if d.stance == "admits" and d.event.facts and all(f.group in FIGHTING for f in d.event.facts):
        lost = (initiator(view, s) for s in d.sources if s is not None and s.kind in PARTIES)
        return () if d.names("target") else tuple(msgspec.structs.replace(p, role="target") for p in lost)
    fallen = d.type == "territory_taken" and lemma(d.main) in LOSING  # "denied that the town had fallen"
    if (d.stance == "admits" and lemma(d.main) == "loss") or (d.stance in ("admits", "denies") and fallen):
        voices = (initiator(view, s) for s in d.sources if s is not None and s.kind in PARTIES)
        return tuple(msgspec.structs.replace(p, role="target") for p in voices)
    suffered = d.stance == "admits" and d.event.main.form == "verb" and is_passive(d.event.main.token)
    suffered = suffered or (d.stance == "admits" and any(t.lower == "under" for t in d.main.ancestors()))
    happened = d.event.main.form == "noun" and d.main.dep == "nsubj" and lemma(d.main.head) in HAPPENING
    suffered = suffered or (d.stance == "admits" and happened)  # "admitted that an attack had occurred"
    own = (d.stance in ("claims", "admits", "threatens") and not suffered) or announced(view, d.event)
    unlisted = [s for s in d.sources if s is not None and d.stance == "claims" and not s.actor]
    if unlisted and (credit := tuple(p for s in unlisted if (p := credited(view, s)) is not None)):
        return credit
    return tuple(
        initiator(view, s)
        for s in d.sources
        if s is not None
        and (
            (own and (s.actor or s.kind == "armed_group" or confessed(view, d)))
            or (d.stance == "denies" and s.actor and s.kind in PARTIES and not flatly(d))
            or (s.kind in ("military", "armed_group") and (unit_of_voice(view, d) or _won(view, d, s)))
            or (d.type == "arrest" and s.actor and (s.kind == "military" or "police" in s.name.lower()))
        )
    )


def confessed(view: View, d: Draft) -> bool:
    """ "Pleaded guilty to the murders", "confessed to the arson": nobody confesses what another did."""
    cue = d.statement.cue if d.statement is not None and d.stance == "admits" else ()
    return any(lemma(view.tokens[i]) in CONFESSING for i in cue)


def unit_of_voice(view: View, d: Draft) -> bool:
    """ "The army said a column had entered the town": a unit that is nobody's by its words is the voice's own."""
    if d.polarity == "denied" or d.event.main.form != "verb" or d.event.main.token.i in view.quoted:
        return False
    subjects = view.subjects(d.event.main.token)
    return bool(subjects) and all(
        lemma(t) in UNITS and not view.grounded.at(t.i, "actor") and any(c.lower in ("a", "an") for c in t.children)
        for t in subjects
    )


WON = word_set("deeds.toml", "sides", "won")


def _won(view: View, d: Draft, voice: Source) -> bool:
    """ "The Front declared that the town had been freed": by its own."""
    if d.type != "territory_taken" or d.polarity == "denied" or d.stance not in ("reports", "claims"):
        return False
    if view.subjects(d.event.main.token) or voice.actor in d.ids("target"):
        return False
    return lemma(d.main) in WON


def flatly(d: Draft) -> bool:
    """ "denied that anybody had been abducted": that it was, not that the one who speaks did it."""
    subjects = [t for w in d.event.main.words for t in w.children if t.dep in ("nsubj", "nsubjpass")]
    return any(t.lower in ANYBODY or any(c.lower == "any" for c in t.children) for t in subjects)

"""Who is hit where no words name them as the object: told by the people harmed, by what was struck, by what a crowd is
against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims.draft import Draft
from dateline.claims.events import Event
from dateline.claims.frames import View
from dateline.claims.hit_words import span_of
from dateline.claims.parties import parties
from dateline.claims.roles import CIVILIANS, PROTESTERS, ordered, quells
from dateline.claims.stopped import felled_after
from dateline.claims.word_classes import MILITANT_KINDS, WARDENS
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Actor, Harm, Participant, Span
from dateline.reading import Entity, Token

GROUPS_AS = {
    "journalists": "journalists",
    "health_workers": "health workers",
    "aid_workers": "aid workers",
    "rescuers": "rescuers",
    "officials": "officials",
}
CIVIL_GROUPS = frozenset({"civilians", "children", "women", "men"})
# People of whom their arrest tells no more, where they are few: no crowd, no village that is rounded up.
ANYBODY = word_set("roles.toml", "people", "anybody")
FEW = 6
STAFF = word_set("roles.toml", "people", "staff")
CHARITIES = word_set("roles.toml", "people", "charities")
# Where people are hit who do not fight, if nothing else is said of them.
CIVIL_PLACES = frozenset({"home", "school", "hospital", "market", "worship", "bus", "bakery"})
ON_CIVILIANS = frozenset({"attack_on_civilians", "displacement", "abduction", "sexual_violence"})
RIOTERS = Actor(id="generic:rioters", name="rioters", kind="protesters")
SUSPECTS = Actor(id="generic:suspects", name="suspects", kind="civilians")
NEAR = 4  # sentences within which arrests are those of a crowd just told of
ANSWERS = frozenset({"accuses", "denies", "doubts"})
FROM_AFAR = frozenset({"air_strike", "shelling", "chemical_attack"})
CIVIL_IF_PEOPLE = FROM_AFAR | {"grenade", "other_harm"}
# What people own who are looted and burnt out.
PRIVATE = word_set("roles.toml", "things", "private")
ONTO = frozenset({"to", "into"})
CROWDS = frozenset({"protest", "riot"})
AT_CROWDS = frozenset({"attack_on_civilians", "armed_clash", "other_harm", "shelling"})
GATHERED = word_set("roles.toml", "things", "gathered")
HITTING_ALL = frozenset({"bombing", "suicide_bombing", "shelling", "air_strike", "grenade", "attack_on_civilians"})
FIGHTS = frozenset({"armed_clash", "territory_taken"})  # who fell in one says nothing of who falls in the next
WAYS = frozenset({"road", "bridge"})  # who cuts a road besieges nobody yet


def harm_of(draft: Draft) -> tuple[Harm, ...]:
    """The people harmed, as the draft's claim tells them."""
    return tuple(
        Harm(effect=f.effect, group=f.group, low=f.low, high=f.high, best=f.best, span=f.span, partial=f.partial)
        for f in draft.event.facts
        if f.polarity == "affirmed" and f.status in (None, draft.status)
    )


def stopped(view: View, event: Event) -> bool:
    """ "The attacker was shot dead by police": what others did to those who did what was told before."""
    for mention in event.members:
        verb = mention.token
        if felled_after(verb) is not None:
            return True
        done_to = [t for t in view.objects(verb) if _intruder(view, t)] if mention.form == "verb" else []
        if done_to and (view.subjects(verb) or not mention.soft):
            return True
    return False


def _intruder(view: View, token: Token) -> bool:
    """An attacker, or "he" where the sentence's subject is one: "the attacker reached the yard before he was shot"."""
    if token.lower not in ("he", "him", "she"):
        return "intruder" in view.classes(token)
    first = view.grounded.parsed.sentences[token.sent].first
    return any(t.dep == "nsubj" and "intruder" in view.classes(t) for t in view.tokens[first : token.i])


def hit(view: View, drafts: Sequence[Draft]) -> None:
    """Adds who is hit to the drafts that name nobody, in place; crowds are protesters."""
    civil = {d.type for d in drafts if any(f.group in CIVIL_GROUPS for f in d.event.facts)} - FIGHTS
    persons = {e.actor.id: e for e in view.grounded.entities if e.actor and e.actor.kind == "person"}
    protested = any(t.lower.startswith(("protest", "demonstrat")) for t in view.tokens)
    for draft in drafts:
        people = draft.participants
        if draft.type in CROWDS and not draft.names("initiator"):
            who = RIOTERS if draft.type == "riot" and not protested else PROTESTERS
            people = (Participant(role="initiator", actor=who.id, name=who.name), *_faced(view, draft, people))
        elif draft.type in CROWDS and quells(draft.event) and not draft.names("target"):
            people = (*people, _target(PROTESTERS))  # "troops fired on the march"
        named = [p for p in people if p.role == "target"]
        if not named:
            people = (*people, *_unnamed(view, draft, draft.type in civil))
        elif all(p.actor in persons for p in named):
            people = (*people, *_callings(draft, [persons[p.actor] for p in named if p.actor]))
        draft.participants = ordered(_with_the_rest(view, draft, _as_called(view, draft, people)))


def _faced(view: View, draft: Draft, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """ "Police clashed with protesters": a riot is the crowd's, and whom it faces is hit, whichever comes first."""
    crowd = [p for p in people if p.role == "target" and p.actor in (PROTESTERS.id, RIOTERS.id)]
    forces = [
        _target(e.actor, e.span)
        for t in view.subjects(draft.main)
        for e in parties(view, t)
        if e.actor and e.actor.kind in WARDENS
    ]
    return (*(p for p in people if p not in crowd), *forces) if crowd and forces else people


def _as_called(view: View, draft: Draft, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Of those who do not fight: who is arrested in ones and twos is suspected, who is shot at a march protests."""
    hit = [p for p in people if p.role == "target"]
    if not hit or any(p.actor != CIVILIANS.id for p in hit):
        return people
    heads = [e.head for p in hit if p.span for e in view.grounded.within(p.span) if e.use == "group"]
    heads += [f.head for f in draft.event.facts]
    who: Participant | None = None
    if draft.type == "arrest" and _few(view, draft, heads):
        who = _target(SUSPECTS)
    elif draft.type in AT_CROWDS and _at_crowd(view, draft):
        who = _target(PROTESTERS)
    elif any(_of_charity(view, view.tokens[i]) for i in heads):
        who = Participant(role="target", name=GROUPS_AS["aid_workers"], span=hit[0].span)
    return people if who is None else (*(p for p in people if p.role != "target"), who)


def _few(view: View, draft: Draft, heads: Sequence[int]) -> bool:
    held = [f for f in draft.event.facts if f.effect == "detained"]
    return (
        bool(heads) and all(lemma(view.tokens[i]) in ANYBODY for i in heads) and all((f.low or 1) <= FEW for f in held)
    )


def _at_crowd(view: View, draft: Draft) -> bool:
    """ "Fired on a march", "shot at students protesting": whom it was against demonstrated."""
    fired = [m.token for m in draft.event.members if m.form == "verb"]
    near = [t for v in fired for t in (*view.objects(v), *view.prepositional(v))]
    near += [c for t in near for c in t.children if c.dep in ("acl", "compound", "amod")]
    return any("demonstrator" in view.classes(t) or lemma(t) in GATHERED for t in near if t.text != "March")


def _of_charity(view: View, token: Token) -> bool:
    """ "Two of its workers", told by an agency; "staff of an aid group"."""
    if lemma(token) not in STAFF:
        return False
    below = [c for c in token.children if c.dep in ("poss", "compound", "amod", "nmod")]
    below += view.prepositional(token, frozenset({"of", "from"}))
    bodies = [e.actor for t in below for e in view.grounded.at(t.i, "actor") if e.actor]
    aiding = any(c.lower in ("aid", "relief", "humanitarian") for t in below for c in (t, *t.children))
    return aiding or any(a.kind in ("ngo", "aid") for a in bodies) or any(lemma(t) in CHARITIES for t in below)


def _with_the_rest(view: View, draft: Draft, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """ "Killed seven people, three of them policemen": the others are civilians; so are all, "among them a nurse"."""
    named = [p for p in people if p.role == "target"]
    rest, among = _rest(view, draft)
    if not named or not rest or any(p.name == CIVILIANS.name for p in named):
        return people
    calling = all(p.name in GROUPS_AS.values() for p in named)
    if not calling and (draft.type not in HITTING_ALL or draft.at & {"police_site", "military_site"}):
        return people
    kept = (p for p in people if not (calling and among and p.role == "target"))
    return (*kept, _target(CIVILIANS))


def _rest(view: View, draft: Draft) -> tuple[bool, bool]:
    """Whether more people were harmed than the parts of a total that are told, and whether these are "among them"."""
    facts = [f for f in draft.event.facts if f.effect in ("killed", "injured") and f.polarity == "affirmed"]
    for total in facts:
        parts = [f for f in facts if f is not total and f.effect == total.effect]
        counted = bool(parts) and total.group in ("all", "civilians")
        if counted and (total.low or 0) > sum(f.low or 0 for f in parts):
            near = [view.tokens[i].lower for f in parts for i in range(max(0, f.first - 3), f.first)]
            return True, bool({"among", "including", "them"} & set(near))
    return False, False


def _unnamed(view: View, draft: Draft, civil: bool) -> list[Participant]:
    police = [Participant(role="target", name="police")] if "police_site" in draft.at else []
    if draft.type in CROWDS:
        return [_target(a) for a in _opposed(view, draft)] or police
    if draft.type == "deployment":
        return [_target(a) for a in _to_fight(view, draft)]
    harm = harm_of(draft)
    if police and all(h.group == "all" for h in harm):
        return police
    places = CIVIL_PLACES if draft.type in FROM_AFAR else CIVIL_PLACES - {"home"}  # a bomb in a street breaks windows
    civil = civil or bool(places & draft.at) or _with_children(view, draft)
    if draft.type in CIVIL_IF_PEOPLE and "military_site" not in draft.at:
        civil = True  # "shelling killed nine people": who does not fight is called people
    civil = civil or (
        draft.type not in FIGHTS and any(_nationals(view.tokens[f.head]) for f in draft.event.facts if f.group == "all")
    )
    if draft.type == "destruction":
        goods = [*view.objects(draft.main), *view.prepositional(draft.main, ONTO)]
        if own := next((t for t in goods if lemma(t) in PRIVATE), None):  # "looted shops", "set fire to ripe wheat"
            denied = draft.polarity == "denied" or draft.stance == "doubts"
            return [_target(CIVILIANS, None if denied else view.grounded.parsed.span(own.i, own.i + 1))]
    out: dict[str, Participant] = {}
    for h in (h for h in harm if h.high != 0):  # "no casualties" hit nobody
        if h.group in CIVIL_GROUPS or (h.group == "all" and h.effect != "detained" and civil):
            out.setdefault(CIVILIANS.name, _target(CIVILIANS, h.span))
        elif h.group in GROUPS_AS:
            out.setdefault(GROUPS_AS[h.group], Participant(role="target", name=GROUPS_AS[h.group], span=h.span))
    return list(out.values())


def _nationals(noun: Token) -> bool:
    """ "Killed 25 Israelis", "wounding two Sikhs": people called by their nation or faith are no fighters."""
    named = noun.ent == "NORP" or (noun.tag == "NNPS" and noun.ent in ("", "CARDINAL"))
    return named and noun.tag in ("NNS", "NNPS") and noun.text[:1].isupper()


def by_type(view: View, drafts: Sequence[Draft]) -> None:
    """Whom an event hits by what it is: a siege all who live there, an attack on civilians civilians; in place."""
    crowds = [d for d in drafts if d.type in CROWDS]
    for draft in drafts:
        if draft.names("target"):
            continue
        if draft.type == "arrest" and any(f.effect == "detained" for f in draft.event.facts):
            near = any(abs(d.sentence - draft.sentence) <= NEAR for d in crowds)
            who = PROTESTERS if near else SUSPECTS
        elif (
            (draft.type in ON_CIVILIANS and draft.polarity == "affirmed" and _of_people(draft))
            or (draft.type == "siege" and draft.place is not None and not WAYS & set(draft.struck))
            or (draft.type == "aid" and draft.polarity == "affirmed")  # whoever is in need there
            or (draft.type == "destruction" and {"home", "farm"} & draft.at)
        ):
            who = PROTESTERS if draft.type in AT_CROWDS and _at_crowd(view, draft) else CIVILIANS
        else:
            continue
        span = span_of(view, draft) if who is CIVILIANS and not harm_of(draft) else None
        draft.participants = ordered((*draft.participants, _target(who, span)))


def worded(drafts: Sequence[Draft]) -> None:
    """Who blames or denies and names nobody hit speaks of who did it, and says no more of whom it hit, but for what the
    type says: an attack on civilians hits civilians, whoever is asked about it. In place."""
    for draft in drafts:
        if draft.stance in ANSWERS:
            kept = (p for p in draft.participants if p.role != "target" or p.span is not None)
            draft.participants = tuple(kept)
        bare = draft.event.main.form == "noun" and not draft.event.facts and draft.stance not in ANSWERS
        if draft.type == "attack_on_civilians" and not draft.names("target") and not bare:
            draft.participants = (*draft.participants, _target(CIVILIANS))


def _of_people(draft: Draft) -> bool:
    """More is told than "an attack", which may be one on a pylon."""
    return draft.event.type != "attack" or bool(draft.event.facts)


def _callings(draft: Draft, named: Sequence[Entity]) -> Iterator[Participant]:
    """ "photographer Amadou Ba": a journalist is hit, too."""
    groups = dict.fromkeys([e.group for e in named] + [h.group for h in harm_of(draft)])
    for group in groups:
        if group in GROUPS_AS and group != "officials":
            yield Participant(role="target", name=GROUPS_AS[group])


def _with_children(view: View, draft: Draft) -> bool:
    """ "Eight people were killed, most of them women": no fighters."""
    first, last = draft.evidence.start, draft.evidence.end
    sentence = view.grounded.parsed.sentences[draft.sentence]
    return any(
        e.group in ("children", "women") and first <= e.span.start < last
        for e in view.grounded.inside(sentence.first, sentence.last, "actor")
    )


def _opposed(view: View, draft: Draft) -> Iterator[Actor]:
    """ "anti-government rallies"."""
    text = view.grounded.parsed.document.text
    for word in view.clause_words(draft.main):
        for e in view.grounded.at(word.i, "actor"):
            if e.use == "owner" and e.actor and text[: e.span.start].lower().endswith(("anti-", "anti‑", "anti ")):
                yield e.actor
                return


def _to_fight(view: View, draft: Draft) -> Iterator[Actor]:
    """ "sent troops to fight the rebels", "are there to defeat them"."""
    for word in view.clause_words(draft.main):
        if word.tag == "VB" and lemma(word) in view.lexicon.opposing and word.i > draft.main.i:
            for t in view.objects(word) + view.prepositional(word, frozenset({"against"})):
                for e in view.grounded.at(t.i, "actor"):
                    if e.actor and e.actor.kind in MILITANT_KINDS:
                        yield e.actor


def _target(actor: Actor, span: Span | None = None) -> Participant:
    return Participant(role="target", actor=actor.id, name=actor.name, span=span)

"""Names of places that tell of somebody, and not of where: part of a name, whose someone is, who was harmed."""

from __future__ import annotations

from functools import cache

from dateline.claims.events import Event
from dateline.claims.frames import View
from dateline.claims.harm_list import names_end
from dateline.claims.placing_within import clause_words, is_country
from dateline.claims.word_classes import MILITANT_KINDS
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.reading import Entity, Token


def tells_of_somebody(view: View, event: Event, entity: Entity) -> bool:
    """The name is no place of the event."""
    return (
        _in_actor(view, entity)
        or _is_based(view, entity)
        or _of_someone(view, event, entity)
        or _is_harmed(view, event, entity)
        or _is_person(view, entity)
        or home(view.tokens[entity.head])
        or _deathbed(view, entity)
        or _told_of_party(view, event, entity)
        or _made_there(view, event, entity)
    )


def _told_of_party(view: View, event: Event, entity: Entity) -> bool:
    """ "blamed the Front, which fights for a state in X": what a party is out for, and not where it struck."""
    own = {t.i for m in event.members for t in m.words}
    node, aim = view.tokens[entity.head], False
    while node.head is not node and node.i not in own:
        aim = aim or node.dep == "xcomp" or (node.dep == "prep" and node.lower == "for")
        if node.dep in ("acl", "relcl") and node.head.i not in own and aim and lemma(node) in clause_words()["aims"]:
            inside = any(node is a for m in event.members for t in m.words for a in t.ancestors())
            return view.is_party(node.head) and not inside
        node = node.head
    return False


def _made_there(view: View, event: Event, entity: Entity) -> bool:
    """ "men trained in X stormed a post", "the family displaced from X were hit": what they went through before."""
    own = {t.i for m in event.members for t in m.words}
    node = view.tokens[entity.head]
    while node.head is not node and node.i not in own:
        if node.dep == "acl" and node.tag == "VBN" and lemma(node) in word_set("placing.toml", "before", "verbs"):
            who = node.head
            people = view.is_party(who) or "people" in view.classes(who)
            return people and who.i not in own
        node = node.head
    return False


@cache
def _person_words() -> dict[str, frozenset[str]]:
    """Words right beside a name that make it a person's."""
    return {k: frozenset(v) for k, v in load_toml("placing.toml")["persons"].items()}


def _is_harmed(view: View, event: Event, entity: Entity) -> bool:
    """A name in a list of those who were harmed is one of them: "his sons Adam and Jos"; not "three people in Jos"."""
    before = view.tokens[entity.first - 1] if entity.first else None
    facts = [f for f in event.facts if f.effect in ("killed", "injured")]
    if before is None or before.pos in ("ADP", "DET") or not facts:
        return False
    last = view.grounded.parsed.sentences[event.main.token.sent].last
    if any(f.first <= entity.first < names_end(view.tokens, f.last, last) for f in facts):
        return True
    after = view.tokens[entity.last] if entity.last < last else None
    return after is not None and after.pos == "PROPN" and view.tokens[entity.head].ent == after.ent == "PERSON"


def _deathbed(view: View, entity: Entity) -> bool:
    """ "Died of his wounds in Goma", "died in a hospital in Goma": not where he was hit."""
    prep = view.tokens[entity.head].head
    noun = prep.head if prep.dep == "prep" else prep
    verb = noun if noun.pos == "VERB" else noun.head.head if noun.dep == "pobj" else noun
    if lemma(verb) not in ("die", "succumb"):
        return False
    below = {lemma(t) for p in verb.children if p.dep == "prep" for t in p.children if t.dep == "pobj"}
    return bool(below & {"wound", "injury", "hospital", "clinic"})


def _is_person(view: View, entity: Entity) -> bool:
    """ "seven-year-old Jenin Haddad", "his cousin Salem", "the sister of Haifa", "the Anbar family home"."""
    before = view.tokens[max(entity.first - 2, 0) : entity.first]
    words = _person_words()
    if before and before[-1].text.islower() and before[-1].lower in (*words["kin"], *words["before"]):
        return True
    if len(before) == 2 and before[1].lower == "of" and before[0].lower in words["kin"]:
        return True
    after = view.tokens[entity.last : entity.last + 3]
    if [t.text for t in after[::2]] == [",", ","] and after[1].text.isdigit() and len(after[1].text) < 3:
        return True  # "shot Amsel Tarr, 43, and his son"
    return bool(after) and after[0].lower in words["behind"]


def home(place: Token) -> bool:
    """ "Corporal Ada Renner, 24, of Fresno", "Jonas Weil of Graz, Styria": where somebody lives, as newspapers give it.

    The AP Stylebook's form for the home towns of the dead ("ages", "hometown").
    """
    if place.dep == "appos" and place.head.ent in ("GPE", "LOC"):
        place = place.head
    prep, who = place.head, place.head.head
    return place.dep == "pobj" and prep.lower in ("of", "from") and who.ent == "PERSON" and who.pos == "PROPN"


def _in_actor(view: View, entity: Entity) -> bool:
    """The name is part of a longer one of somebody, or an armed group's own."""
    return any(
        (
            a.use in ("name", "description", "group")
            and a.first <= entity.first
            and entity.last <= a.last
            and a.last - a.first > entity.last - entity.first
        )
        or (a.use == "name" and a.head == entity.head and a.actor is not None and a.actor.kind in MILITANT_KINDS)
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
        return tokens[entity.last + 1].lower in clause_words()["joined"]
    return False


def whose(view: View, entity: Entity) -> bool:
    """ "Darfur rebels attacked", "burned by Rakhine neighbours": a region that tells of what people somebody is."""
    head = view.tokens[entity.head]
    noun = head.head
    if entity.place is None or entity.place.precision not in ("admin1", "area") or head.dep not in ("compound", "amod"):
        return False
    while noun.dep == "conj" and noun.head is not noun:
        noun = noun.head
    doer = noun.dep == "nsubj" or (noun.dep == "pobj" and noun.head.lower == "by" and noun.head.dep == "agent")
    return doer and view.is_party(head.head)


def _of_someone(view: View, event: Event, entity: Entity) -> bool:
    """The place tells whose someone is, or where a voice is: "Oman's guards", "the envoy to X", "a source in Y"."""
    head = view.tokens[entity.head]
    country = is_country(entity)
    if head.dep == "poss" and country:
        return view.is_party(head.head) or _inside_actor(view, head.head)
    if head.dep != "pobj" or head.head.head is head.head:
        return False
    noun = head.head.head
    if lemma(noun) == "tell" and noun.i < entity.first and not event.within(entity.head):
        return True  # "told us in X"
    if noun.pos not in ("NOUN", "PROPN") or any(noun is t for m in event.members for t in m.words):
        return False
    if any(s.start <= noun.start < s.end for s in event.voices):
        return True
    if lemma(noun) in clause_words()["things"]:  # "in a fax from X"
        return True
    if noun.dep == "dobj" and lemma(noun.head) == "tell":  # "told reporters in X"
        return True
    return country and head.head.lower in ("to", "of", "from") and _inside_actor(view, noun)


def _inside_actor(view: View, token: Token) -> bool:
    return any(a.use in ("name", "description") for a in view.grounded.at(token.i, "actor"))

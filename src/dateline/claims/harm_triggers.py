"""The words that say that people were harmed, and the nouns of those who were.

One function a construction; each gives :class:`Hit` s: the effect, the word that says so, the heads of the people. The
parse is used where it is trusted (subjects of passives, objects); the order of words where it is not ("48 people dead",
"17 killed and 40 wounded").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_company import companions, continued, is_taken
from dateline.claims.harm_list import list_after, list_before
from dateline.claims.harm_nouns import is_recorded, lives_hit, noun_hit, numbered, toll_hit
from dateline.claims.harm_people import conjuncts, is_people_noun
from dateline.claims.harm_told import told_otherwise
from dateline.claims.harm_who import (
    Hit,
    behind_parts,
    has_own_subject,
    is_counted,
    is_passive,
    left_people,
    longer,
    may_be_hit,
    objects_of,
    passive_left,
    passive_subjects,
    shared_objects,
    subjects_of,
)
from dateline.claims.stopped import is_stopped
from dateline.model import Effect
from dateline.reading import Grounded, Token

_COMRADES = frozenset({"men", "colleagues", "comrades"})
_DOWN = frozenset({"gun", "mow"})  # with "down" of people only
_TAKEN: dict[str, Effect] = {"prisoner": "detained", "captive": "abducted"}


def find_hits(grounded: Grounded, first: int, last: int) -> Iterator[Hit]:
    """The hits of the tokens ``first`` to ``last`` (one sentence), in text order of their words."""
    telling = lex.telling()
    for token in grounded.parsed.tokens[first:last]:
        if token.pos != "VERB" and token.lower not in telling:
            continue
        hit = _hit(grounded, token, first, last)
        if hit and hit.victims:
            yield replace(hit, possible=True) if _is_possible(token) else hit
            if token.lemma == "casualty" and any(c.lower == "no" for c in token.children):
                yield replace(hit, effect="injured")  # no one dead, no one hurt


def _is_possible(token: Token) -> bool:
    """ "possibly killed", "may have killed": what may have happened, and may not."""
    may = {c.lower for c in token.children if c.i < token.i and c.dep in ("aux", "advmod")}
    return bool(may & lex.words("perhaps")) or ("have" in may and bool(may & lex.words("possible")))


_HOMES = frozenset({"civilians", "children", "women", "all"})  # groups of those who have homes to lose


def _hit(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """What a verb, or a word of those that tell of harm, tells."""
    word = token.lower
    if word in lex.states() and (number := _entered(grounded, token, last)):
        return Hit(lex.states()[word], token, (number,), total=True)
    if word in lex.words("toll"):
        return toll_hit(grounded, token, last)
    if word in ("lives", "life"):
        return lives_hit(token)
    if word in lex.words("martyrdoms") and token.dep == "dobj" and token.head.pos == "VERB":
        return Hit("killed", token.head, subjects_of(token.head), strict=True)  # "embraced martyrdom"
    if word == "death" and token.head.lower == "to" and token.head.head.lemma in lex.words("to_death"):
        return _done_to_death(grounded, token.head.head, first, last)
    if word == "alive" and token.head.lemma in lex.words("alive"):
        return _done_to_death(grounded, token.head, first, last)
    if hit := told_otherwise(grounded, token, first, last):
        return hit
    if token.lemma == "shoot":
        return _shot(grounded, token, first, last)
    if token.lemma in _TAKEN:
        return _taken(grounded, token, first, last)
    if (
        word in lex.transitive()
        and token.pos != "ADV"
        and not (token.pos in ("NOUN", "PROPN") and word in lex.harm_nouns())
    ):
        return _verb(grounded, token, lex.transitive()[word], first, last)
    if token.pos == "VERB" and (effect := _phrasal(token)):
        hit = _verb(grounded, token, effect, first, last)
        if hit and effect == "abducted" and any(t.lemma in lex.words("remains") for t in hit.victims):
            return None  # "their bodies were dragged away"
        if effect == "abducted" and _helped(token):
            return None
        return _unarmed(grounded, hit if token.lemma in _DOWN else _strictly(hit))
    if token.lemma in lex.words("losing") and token.pos == "VERB":
        lost = objects_of(grounded, token, first, last)
        if lost and lost[0].lemma in lex.words("limbs"):
            return Hit("injured", token, subjects_of(token), strict=True)
        who = _of_whom(lost[0]) if lost else token
        fought = lost and (lex.noun_group(who) in ("security_forces", "fighters") or who.lower in _COMRADES)
        counted = fought and any(is_counted(grounded, t) for t in lost)  # "lost a captain and two men"
        return Hit("killed", token, lost, strict=True) if counted else None
    if word in lex.intransitive() and token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
        return _of_subject(grounded, token, lex.intransitive()[word], first, last)
    if word in lex.states():
        return _state(grounded, token, lex.states()[word], first, last)
    if word in lex.harm_nouns():
        return noun_hit(grounded, token, lex.harm_nouns()[word], first, last)
    return None


def _entered(grounded: Grounded, token: Token, last: int) -> Token | None:
    """ "Civilians killed: 5-8", "Wounded: 30": the number of an entry."""
    tokens, i = grounded.parsed.tokens, token.i + 1
    if i + 1 >= last or tokens[i].text != ":" or not (counts := grounded.at(i + 1, "count")):
        return None
    end = counts[0].last
    alone = end >= last or tokens[end].pos in ("PUNCT", "SPACE") or tokens[end].sent != token.sent
    return tokens[counts[0].head] if alone else None


# What people already are when something happens to them: "displaced families", "captured fighters".
STANDING = frozenset({"displaced", "evacuated", "detained", "abducted"})


# ---------------------------------------------------------------- verbs
def _done_to_death(grounded: Grounded, verb: Token, first: int, last: int) -> Hit:
    """ "hacked to death", "burned alive"."""
    if verb.dep == "acl" and verb.tag in ("VBN", "VBD"):
        return Hit("killed", verb, (verb.head,), strict=True)
    hit = () if is_passive(verb) else objects_of(grounded, verb, first, last)
    return Hit("killed", verb, hit or subjects_of(verb))  # "she bled to death"


def _shot(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """ "shot 34 men in the church", "was dragged out and shot"; no word of the sentence says that they lived."""
    beside = {c.lower for c in token.children}
    passive = is_passive(token)
    if token.tag not in ("VBN", "VBD") or not {"dead", "down"}.isdisjoint(beside) or ("at" in beside and not passive):
        return None
    words = grounded.parsed.tokens[first:last]
    where = {t.lemma for t in words if 0 < t.i - token.i <= 4}
    hurt = bool(where & lex.words("limbs"))  # "shot in the leg"
    if not hurt and not lex.words("lived").isdisjoint(t.lemma for t in words):
        return None
    hit = _verb(grounded, token, "injured" if hurt else "killed", first, last)
    if hit is None or any(t.lower in ("nobody", "none", "one") for t in hit.victims):
        return None  # "nobody was shot"
    if not any(is_counted(grounded, t) or t.tag in ("NN", "NNP") for t in hit.victims):
        return None  # "shot people in their homes"
    return replace(hit, strict=hit.strict or not passive)


def _of_whom(number: Token) -> Token:
    """ "eight of our men": the men."""
    of = next((c for c in number.children if c.lower == "of"), None) if number.pos == "NUM" else None
    return next((c for c in of.children if c.dep == "pobj"), number) if of is not None else number


def _taken(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """ "took four prisoners": the number of those who are held by it."""
    if token.head.lemma not in lex.words("takers") or token.dep not in ("dobj", "nsubjpass"):
        return None
    return Hit(_TAKEN[token.lemma], token.head, (token,), total=True) if numbered(grounded, token, first) else None


def _verb(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    if token.lemma == "stab" and any(c.lower == "to" for c in token.children):
        return None  # "to death" is another harm
    above = token.head.lemma in lex.words("put") or token.head.lemma in ("remain", "stay", "lie")
    infinitive = any(c.lower == "to" for c in token.children)  # "is reported to have killed"
    complement = token.dep in ("oprd", "xcomp", "acomp") and above
    joined = token.dep == "conj" and token.head.dep in ("oprd", "xcomp", "acomp") and token.head.lower in lex.states()
    if (complement or joined) and token.lower in lex.states() and not infinitive:
        return _state(grounded, token, effect, first, last)
    if token.dep == "acl" and is_recorded(token.head):
        return None  # "a list of 6,747 people killed since May"
    participle = token.tag in ("VBN", "VBD", "JJ") or token.lower.endswith("ed")
    leads = token.i == first or (token.i == first + 1 and grounded.parsed.tokens[first].pos == "ADV")
    if participle and leads and token.head.lemma == "be":  # "Killed were two men and a boy", "Also hurt was a nurse"
        named = next((c for c in token.head.children if c.dep in ("attr", "nsubj") and c.i > token.head.i), None)
        return Hit(effect, token, list_after(grounded, named, last) or tuple(conjuncts(named))) if named else None
    if token.dep == "amod" and token.head.i > token.i:
        return None if effect in STANDING else Hit(effect, token, (token.head,), strict=True)
    left = left_people(grounded, token, first) if participle else ()
    if is_passive(token):
        subjects = left if left and token.dep == "conj" else subjects_of(token)
        if not left and has_own_subject(token):
            subjects = passive_left(grounded, token, first) or subjects
        if not any(may_be_hit(s) for s in subjects):
            subjects = left or passive_left(grounded, token, first)
        elif token.dep == "relcl" and len(subjects) == 1 and subjects[0].tag == "NN" and subjects[0].i < token.i:
            return Hit(effect, token, (*subjects, *companions(grounded, token, last)))  # "a boy who was shot"
        elif (
            len(subjects) <= 2
            and subjects[0].tag == "NNS"
            and not is_counted(grounded, subjects[0])
            and not is_stopped(token)
        ) or behind_parts(grounded, subjects[0]):
            subjects = passive_left(grounded, token, first) or subjects
        apart = subjects[:1] == left[:1] and bool(left) and behind_parts(grounded, left[0])
        if subjects and not apart:
            subjects = longer(subjects, list_before(grounded, token, first, subjects[0]))
        return Hit(effect, token, (*subjects, *companions(grounded, token, last)))
    right = objects_of(grounded, token, first, last)
    if right:  # "killing a couple and their son": the parse joins the son to the verb
        right = (*right, *(c for c in token.children if c.dep == "conj" and c.pos == "NOUN" and is_people_noun(c)))
    if right and not (left and is_taken(grounded, right[0], last)):
        whole = longer((*right, *continued(grounded, right, last)), list_after(grounded, right[0], last))
        people = (*whole, *companions(grounded, token, last))
        more = token.dep == "conj" and token.head.lower in lex.transitive()  # "killed six rebels and captured two"
        return Hit(effect, token, people, strict=token.lemma in lex.words("strictly") and not more)
    if left:
        return Hit(effect, token, left)
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        return Hit(effect, token, (token.head,), strict=True)
    shared = shared_objects(grounded, token, first, last)
    if shared:
        return Hit(effect, token, shared)
    if token.tag in ("VBN", "VBD", "JJ") and not right:
        subjects = tuple(s for s in subjects_of(token) if s.lemma not in lex.collective())
        return Hit(effect, token, subjects, strict=True)
    return None


def _phrasal(token: Token) -> Effect | None:
    """The effect of a verb with its particle: "gunned down", "led away", "taken prisoner"."""
    table = lex.phrasal()
    return next((e for c in token.children if c.i > token.i and (e := table.get((token.lemma, c.lower)))), None)


def _helped(verb: Token) -> bool:
    """ "taken away in an ambulance", "taken off the plane"."""
    links = [verb, *(c for c in verb.children if c.lower in ("in", "on", "by", "off"))]
    return any(c.lemma in lex.words("rescuing") for p in links for c in p.children if c.dep in ("pobj", "dobj"))


def _strictly(hit: Hit | None) -> Hit | None:
    """Only people by their noun, or a number: planes are shot down and roads cut off as well."""
    return replace(hit, strict=True) if hit is not None else None


def _unarmed(grounded: Grounded, hit: Hit | None) -> Hit | None:
    """Fighters driven out of a town are beaten and not displaced."""
    if hit is None or hit.effect != "displaced":
        return hit
    people = tuple(
        t
        for t in hit.victims
        if lex.noun_group(t) in _HOMES or (lex.noun_group(t) is None and grounded.at(t.i, "count"))
    )
    return replace(hit, victims=people) if people else None


def _of_subject(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    named, ranks = grounded.parsed.tokens[max(token.i - 2, 0)], lex.words("ranks") | lex.words("ordinals")
    if any(c.lower == "to" for c in token.children) and any(c.lower in ranks for c in named.children):
        return None  # "the second child to die this week": told by its own words
    subjects = subjects_of(token)
    if subjects:
        subjects = longer(subjects, list_before(grounded, token, first, subjects[0]))
    subjects = (*subjects, *companions(grounded, token, last))
    if effect == "displaced":  # attackers who flee are not displaced
        subjects = tuple(s for s in subjects if lex.noun_group(s) in _HOMES or grounded.at(s.i, "count"))
    bare = bool(subjects) and subjects[0].pos == "NUM"  # "190,000 have fled"
    return Hit(effect, token, subjects, strict=effect != "killed" and not bare)


# ---------------------------------------------------------------- states
def _state(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    """ "left 30 dead", "12 missing", "were found dead", "the wounded"."""
    if token.lower == "hostage" and token.head.lemma not in ("take", "hold", "seize"):
        return None
    if token.dep == "amod" and token.head.i > token.i:
        before = grounded.parsed.tokens[max(token.i - 1, first)]
        if token.head.dep == "npadvmod" and before.lemma in lex.words("put"):  # "was found dead hours later"
            return Hit(effect, token, passive_subjects(grounded, before, first) if is_passive(before) else ())
        return Hit(effect, token, (token.head,), strict=True)
    left = left_people(grounded, token, first)
    if left:
        return Hit(effect, token, left)
    if grounded.at(token.i, "count"):
        return Hit(effect, token, (token,))
    subject = next((c for c in token.children if c.dep in ("nsubj", "nsubjpass") and c.i < token.i), None)
    if subject is not None:
        return Hit(effect, token, tuple(conjuncts(subject)), strict=True)
    head = token.head
    if token.dep in ("oprd", "acomp", "xcomp", "ccomp", "advcl", "attr", "advmod", "dobj") and head.pos in (
        "VERB",
        "AUX",
    ):
        if head.lemma == "be" or head.lemma in ("remain", "go", "become", "report", "stay"):
            people = passive_subjects(grounded, head, first) if is_passive(head) else subjects_of(head)
            return Hit(effect, token, people, strict=True)
        if head.lemma in lex.words("put") or token.lower == "hostage":
            people = tuple(c for c in head.children if c.dep == "dobj" and c is not token)
            if is_passive(head):
                people = passive_subjects(grounded, head, first)
            elif people and people[0].i > token.i:  # "shot dead a priest and three of his flock"
                people = longer(tuple(conjuncts(people[0])), list_after(grounded, people[0], last))
            return Hit(effect, token, people or subjects_of(head), strict=head.lemma != "shoot")
    if token.dep == "conj" and head.lower in lex.states():
        return Hit(effect, token, subjects_of(head), strict=True)
    if token.dep in ("acl", "relcl"):
        return Hit(effect, token, (head,), strict=True)
    return noun_hit(grounded, token, effect, first, last) if token.lower in lex.people_as_harm() else None

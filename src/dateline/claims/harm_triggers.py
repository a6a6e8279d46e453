"""The words that say that people were harmed, and the nouns of those who were.

One function a construction; each gives :class:`Hit` s: the effect, the word that says so, the heads of the people. The
parse is used where it is trusted (subjects of passives, objects); the order of words where it is not ("48 people dead",
"17 killed and 40 wounded").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_list import list_after, list_before
from dateline.claims.harm_people import conjuncts
from dateline.claims.harm_who import (
    behind_parts,
    companions,
    continued,
    has_own_subject,
    is_counted,
    is_passive,
    is_taken,
    left_people,
    may_be_hit,
    objects_of,
    passive_left,
    passive_subjects,
    shared_objects,
    subjects_of,
)
from dateline.model import Effect
from dateline.reading import Grounded, Token

_COMRADES = frozenset({"men", "colleagues", "comrades"})


@dataclass(frozen=True, slots=True)
class Hit:
    """``strict``: the victims must be people by their noun (they come by word order or from a weak construction).

    ``total``: the number is a total said outright (a toll), with no people noun needed. ``possible``: so many at most
    ("the toll could be 13").
    """

    effect: Effect
    word: Token
    victims: tuple[Token, ...]
    strict: bool = False
    total: bool = False
    possible: bool = False


def find_hits(grounded: Grounded, first: int, last: int) -> Iterator[Hit]:
    """The hits of the tokens ``first`` to ``last`` (one sentence), in text order of their words."""
    tokens = grounded.parsed.tokens
    for i in range(first, last):
        token = tokens[i]
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
    word = token.lower
    if token.pos != "VERB" and word not in lex.telling():
        return None
    if word in lex.words("toll"):
        return _toll(grounded, token, last)
    if word in ("lives", "life"):
        return _lives(token)
    if word == "death" and token.head.lower == "to" and token.head.head.lemma in lex.words("to_death"):
        verb = token.head.head
        return Hit("killed", verb, subjects_of(verb) if is_passive(verb) else objects_of(grounded, verb, first, last))
    if (
        word in lex.transitive()
        and token.pos != "ADV"
        and not (token.pos in ("NOUN", "PROPN") and word in lex.harm_nouns())
    ):
        return _verb(grounded, token, lex.transitive()[word], first, last)
    if token.pos == "VERB" and (effect := _phrasal(token)):
        return _unarmed(grounded, _strictly(_verb(grounded, token, effect, first, last)))
    if token.lemma in lex.words("losing") and token.pos == "VERB":
        lost = objects_of(grounded, token, first, last)
        fought = lost and (lex.noun_group(lost[0]) in ("security_forces", "fighters") or lost[0].lower in _COMRADES)
        return Hit("killed", token, lost, strict=True) if fought and is_counted(grounded, lost[0]) else None
    if word in lex.intransitive() and token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
        return _of_subject(grounded, token, lex.intransitive()[word], first, last)
    if word in lex.states():
        return _state(grounded, token, lex.states()[word], first, last)
    if word in lex.harm_nouns():
        return _noun(grounded, token, lex.harm_nouns()[word], first, last)
    return None


# What people already are when something happens to them: "displaced families", "captured fighters".
STANDING = frozenset({"displaced", "evacuated", "detained", "abducted"})


# ---------------------------------------------------------------- verbs
def _verb(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    if token.lemma == "stab" and any(c.lower == "to" for c in token.children):
        return None  # "to death" is another harm
    above = token.head.lemma in lex.words("put") or token.head.lemma in ("remain", "stay", "lie")
    infinitive = any(c.lower == "to" for c in token.children)  # "is reported to have killed"
    complement = token.dep in ("oprd", "xcomp", "acomp") and above
    joined = token.dep == "conj" and token.head.dep in ("oprd", "xcomp", "acomp") and token.head.lower in lex.states()
    if (complement or joined) and token.lower in lex.states() and not infinitive:
        return _state(grounded, token, effect, first, last)
    if token.dep == "acl" and _is_recorded(token.head):
        return None  # "a list of 6,747 people killed since May"
    participle = token.tag in ("VBN", "VBD", "JJ") or token.lower.endswith("ed")
    if participle and token.i == first and token.head.lemma == "be":  # "Killed were two men and a boy"
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
        elif (
            len(subjects) <= 2 and subjects[0].tag == "NNS" and not is_counted(grounded, subjects[0])
        ) or behind_parts(grounded, subjects[0]):
            subjects = passive_left(grounded, token, first) or subjects
        apart = subjects[:1] == left[:1] and bool(left) and behind_parts(grounded, left[0])
        if subjects and not apart:
            subjects = longer(subjects, list_before(grounded, token, first, subjects[0]))
        return Hit(effect, token, (*subjects, *companions(grounded, token, last)))
    right = objects_of(grounded, token, first, last)
    if right and not (left and is_taken(grounded, right[0], last)):
        whole = longer((*right, *continued(grounded, right, last)), list_after(grounded, right[0], last))
        people = (*whole, *companions(grounded, token, last))
        return Hit(effect, token, people, strict=token.lemma == "capture")  # "captured 12 villages"
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


def longer(parsed: tuple[Token, ...], read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The list as the order of words gives it, or as the parse has it where that has more members."""
    return read if len(read) >= len(parsed) else parsed


def _phrasal(token: Token) -> Effect | None:
    """The effect of a verb with its particle: "gunned down", "led away", "taken prisoner"."""
    table = lex.phrasal()
    return next((e for c in token.children if c.i > token.i and (e := table.get((token.lemma, c.lower)))), None)


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
            return Hit(effect, token, people or subjects_of(head), strict=head.lemma != "shoot")
    if token.dep == "conj" and head.lower in lex.states():
        return Hit(effect, token, subjects_of(head), strict=True)
    if token.dep in ("acl", "relcl"):
        return Hit(effect, token, (head,), strict=True)
    return _noun(grounded, token, effect, first, last) if token.lower in lex.people_as_harm() else None


# ---------------------------------------------------------------- nouns
def _noun(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    """ "the death of two children", "16 journalist deaths", "the bodies of six people", "no casualties"."""
    if token.head.lemma in lex.words("freeing") and token.dep in ("dobj", "nsubjpass"):
        return None
    if token.dep == "compound" and token.head.i > token.i and token.head.lemma in lex.words("feared"):
        return None  # "death threats", "arrest warrants"
    tokens = grounded.parsed.tokens
    of = next((c for c in token.children if c.lower in ("of", "among") and c.i > token.i), None)
    to = next((c for c in token.children if c.lower == "to"), None) if effect == "injured" else None
    counted = _numbered(grounded, token, first)
    if of is None and not counted:  # "the death and wounding of six people"
        joined = next((c for c in token.children if c.dep == "conj" and c.lower in lex.harm_nouns()), None)
        of = next((c for c in joined.children if c.lower == "of"), None) if joined is not None else None
        of = of or (next((c for c in token.head.children if c.lower == "of"), None) if token.dep == "conj" else None)
    if of is not None and of.lower == "of":
        target = next((c for c in of.children if c.dep == "pobj"), None)
        if target is not None and not (counted and token.lower in lex.people_as_harm()):
            people = longer(tuple(conjuncts(target)), list_after(grounded, target, last))
            return Hit(effect, token, people, strict=True)
    if to is not None:
        target = next((c for c in to.children if c.dep == "pobj"), None)
        if target is not None:
            return Hit(effect, token, tuple(conjuncts(target)), strict=True)
    if _is_recorded(token):
        return None
    whole = token.head if token.dep == "conj" else token  # "no deaths or injuries"
    denied = any(c.lower == "no" and c.dep == "det" for c in (*token.children, *whole.children))
    if token.head.lemma in lex.words("sufferers") and token.dep == "dobj" and effect == "injured":
        return Hit(effect, token, subjects_of(token.head), strict=True)
    if counted or denied or _is_told(token):
        return Hit(effect, token, (token,), total=True)
    owner = next((c for c in token.children if c.dep == "poss" and (c.ent == "PERSON" or lex.noun_group(c))), None)
    if owner is not None and token.lower in (
        "death",
        "killing",
        "murder",
        "assassination",
        "abduction",
        "kidnapping",
        "arrest",
        "execution",
        "deaths",
    ):
        return Hit(effect, token, (owner,), strict=True)
    if (
        token.lower in ("dead", "wounded", "injured", "missing", "killed")
        and tokens[max(token.i - 1, 0)].lower == "the"
    ):
        return None
    return None


def _is_recorded(token: Token) -> bool:
    """ "a list of 7,000 victims", "9,000 victims' names": whom a record holds were harmed in many events."""
    noun = token.head if token.dep in ("poss", "compound", "nmod") else token
    above = noun.head.head if noun.dep == "pobj" and noun.head.lower in ("of", "with") else None
    return above is not None and above.lemma in lex.words("records")


def _is_told(token: Token) -> bool:
    """ "there was a martyr", "led to deaths": harm told without a number, under a word of causing or being."""
    single = token.lower in lex.people_as_harm() and any(
        c.lower in ("a", "another") and c.dep == "det" for c in token.children
    )
    many = token.tag == "NNS" or token.lower in lex.states()  # "there were dead and wounded"
    bare = many and token.lemma != "casualty" and not any(c.dep in ("det", "poss") for c in token.children)
    if not (single or bare):
        return False
    above = token.head
    if above.pos == "ADP":
        above = above.head
    if token.dep == "conj":
        above = token.head.head.head if token.head.head.pos == "ADP" else token.head.head
    there = any(c.dep == "expl" for c in above.children)
    return above.lemma in lex.words("causes") or (above.lemma == "be" and (single or there))


def _numbered(grounded: Grounded, token: Token, first: int) -> bool:
    """Whether a number stands before the noun within its phrase."""
    tokens = grounded.parsed.tokens
    for i in range(token.i - 1, max(first, token.i - 6) - 1, -1):
        if grounded.at(i, "count"):
            return True
        if tokens[i].pos not in ("ADJ", "NOUN", "ADV", "PROPN") and tokens[i].lower not in ("-", "and", "of"):
            return False
    return bool(grounded.at(token.i, "count"))


def _lives(token: Token) -> Hit | None:
    """ "claimed the lives of 8 people", "lost their lives", "cost 12 lives"."""
    verb = token.head
    if verb.lemma in lex.words("life_takers") and token.dep in ("dobj", "nsubjpass"):
        of = next((c for c in token.children if c.lower == "of"), None)
        target = next((c for c in of.children if c.dep == "pobj"), None) if of else None
        return Hit("killed", verb, tuple(conjuncts(target)) if target else (token,))
    if verb.lemma in lex.words("life_losers") and token.dep == "dobj":
        return Hit("killed", verb, subjects_of(verb))
    return None


def _toll(grounded: Grounded, token: Token, last: int) -> Hit | None:
    """ "the death toll rose from 43 to 70", "put the toll at 31": the number after the last link of the clause."""
    tokens = grounded.parsed.tokens
    effect = _counted_effect(token)
    if effect is None:
        return None
    found: Token | None = None
    i = token.i + 1
    while i < min(last, token.i + 16):
        counts = grounded.at(i, "count")
        if counts:
            before = tokens[counts[0].first - 1].lower
            number = tokens[counts[0].head]
            told = before == "as" and (number.dep == "nsubj" or number.head.dep in ("nsubj", "nsubjpass"))
            if (before in lex.words("toll_links") or _may_be(tokens, counts[0].first)) and not told:
                found = tokens[counts[0].head]
            if before not in ("from", ",") and found is not None:
                break
            i = counts[0].last
            continue
        if tokens[i].lower in (";", "."):
            break
        i += 1
    if found is None:
        found = _brought_to(grounded, token)
    if found is None:
        return None
    noun = found.head if found.dep == "nummod" and lex.noun_group(found.head) else found
    return Hit(effect, token, (noun,), total=True, possible=_may_be(tokens, grounded.at(found.i, "count")[0].first))


def _may_be(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number is what a toll "could be" or "may have reached"; not what it "may rise to"."""
    verb = next((t for t in reversed(tokens[max(i - 4, 0) : i]) if t.pos in ("VERB", "AUX")), None)
    return verb is not None and verb.lemma in ("be", "reach", "exceed") and any(
        c.lower in lex.words("possible") for c in verb.children if c.i < verb.i
    )  # fmt: skip


def _brought_to(grounded: Grounded, token: Token) -> Token | None:
    """ "bringing to 40 the number of people killed": the number stands before what it counts."""
    tokens = grounded.parsed.tokens
    i = token.i - 1
    while i > 1 and tokens[i].pos in ("DET", "ADJ", "NOUN"):
        i -= 1
    counts = grounded.at(i, "count")
    if counts and tokens[counts[0].first - 1].lower == "to" and tokens[counts[0].first - 2].pos == "VERB":
        return tokens[counts[0].head]
    return None


def _counted_effect(token: Token) -> Effect | None:
    """What a toll counts: "the death toll", "the number of people killed", "the number of wounded"."""
    if token.lower == "toll" or any(c.lower in ("death", "casualty", "body") for c in token.children):
        return "killed"
    if token.lower not in ("number", "total") or not any(c.lower == "the" for c in token.children):
        return None
    below = [t for t in token.subtree() if token.i < t.i <= token.i + 6]
    tables = (lex.states(), lex.people_as_harm(), lex.transitive(), lex.harm_nouns())
    return next((table[t.lower] for t in below for table in tables if t.lower in table), None)

"""The words that say that people were harmed, and the nouns of those who were.

One function a construction; each gives :class:`Hit` s: the effect, the word that says so, the heads of the people. The
parse is used where it is trusted (subjects of passives, objects); the order of words where it is not ("48 people dead",
"17 killed and 40 wounded").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_people import conjuncts, is_people_noun
from dateline.model import Effect
from dateline.reading import Grounded, Token

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got", "gets"})
_FILLERS = frozenset({
    "more", "also", "reportedly", "seriously", "critically", "badly", "severely", "slightly", "lightly",
    "others", "other", "people", "persons", "civilians", "were", "was", "are", "is", "been", "be", "being",
    "had", "have", "has", "left", "feared", "confirmed", "allegedly", "all", "both", "least", "at",
    "believed", "later", "either", "still", "then", "initially", "instantly",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """``strict``: the victims must be people by their noun (they come by word order or from a weak construction).

    ``total``: the number is a total said outright (a toll), with no people noun needed.
    """

    effect: Effect
    word: Token
    victims: tuple[Token, ...]
    strict: bool = False
    total: bool = False


def find_hits(grounded: Grounded, first: int, last: int) -> Iterator[Hit]:
    """The hits of the tokens ``first`` to ``last`` (one sentence), in text order of their words."""
    tokens = grounded.parsed.tokens
    for i in range(first, last):
        token = tokens[i]
        hit = _hit(grounded, token, first, last)
        if hit and hit.victims:
            yield hit
            if token.lemma == "casualty" and any(c.lower == "no" for c in token.children):
                yield replace(hit, effect="injured")  # no one dead, no one hurt


def _hit(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    word = token.lower
    if word in lex.words("toll"):
        return _toll(grounded, token, last)
    if word in ("lives", "life"):
        return _lives(token)
    if word == "death" and token.head.lower == "to" and token.head.head.lemma in lex.words("to_death"):
        verb = token.head.head
        return Hit("killed", verb, _subjects(verb) if _is_passive(verb) else _objects(grounded, verb, first, last))
    if (
        word in lex.transitive()
        and token.pos != "ADV"
        and not (token.pos in ("NOUN", "PROPN") and word in lex.harm_nouns())
    ):
        return _verb(grounded, token, lex.transitive()[word], first, last)
    if word in lex.intransitive() and token.pos in ("VERB", "AUX", "NOUN", "ADJ"):
        return _of_subject(grounded, token, lex.intransitive()[word], last)
    if word in lex.states():
        return _state(grounded, token, lex.states()[word], first, last)
    if word in lex.harm_nouns():
        return _noun(grounded, token, lex.harm_nouns()[word], first)
    return None


# ---------------------------------------------------------------- verbs
def _verb(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    if token.dep in ("oprd", "xcomp", "acomp") and token.head.lemma in lex.words("put") and token.lower in lex.states():
        return _state(grounded, token, effect, first, last)
    participle = token.tag in ("VBN", "VBD", "JJ") or token.lower.endswith("ed")
    if token.dep == "amod" and token.head.i > token.i:
        return None if effect in ("displaced", "evacuated") else Hit(effect, token, (token.head,), strict=True)
    left = _left_people(grounded, token, first) if participle else ()
    if _is_passive(token):
        subjects = left if left and token.dep == "conj" else _subjects(token)
        if not any(_may_be_hit(s) for s in subjects):
            subjects = left or _passive_left(grounded, token, first)
        elif len(subjects) <= 2 and subjects[0].tag == "NNS" and not _is_counted(grounded, subjects[0]):
            subjects = _passive_left(grounded, token, first) or subjects
        return Hit(effect, token, (*subjects, *_companions(grounded, token, last)))
    right = _objects(grounded, token, first, last)
    if right and not (left and _is_taken(grounded, right[0], last)):
        return Hit(effect, token, (*right, *_continued(grounded, right, last), *_companions(grounded, token, last)))
    if left:
        return Hit(effect, token, left)
    if token.dep == "acl" and token.tag in ("VBN", "VBD"):
        return Hit(effect, token, (token.head,), strict=True)
    shared = _shared(grounded, token, first, last)
    if shared:
        return Hit(effect, token, shared)
    if token.tag in ("VBN", "VBD", "JJ") and not right:
        subjects = tuple(s for s in _subjects(token) if s.lemma not in lex.collective())
        return Hit(effect, token, subjects, strict=True)
    return None


def _of_subject(grounded: Grounded, token: Token, effect: Effect, last: int) -> Hit | None:
    subjects = (*_subjects(token), *_companions(grounded, token, last))
    if effect == "displaced":  # attackers who flee are not displaced
        subjects = tuple(
            s
            for s in subjects
            if lex.noun_group(s) in ("civilians", "children", "women", "all") or grounded.at(s.i, "count")
        )
    return Hit(effect, token, subjects, strict=effect != "killed")


def _is_counted(grounded: Grounded, token: Token) -> bool:
    return bool(grounded.at(token.i, "count")) or any(grounded.at(c.i, "count") for c in token.children)


def _may_be_hit(token: Token) -> bool:
    """Whether a subject may name people: things and clauses are no reason to stop looking."""
    return token.lower not in lex.things() and token.lemma not in lex.things()


def _continued(grounded: Grounded, listed: tuple[Token, ...], last: int) -> tuple[Token, ...]:
    """More of a list that the parse broke off: "killing a woman, Ola Abel (34), and her four sons".

    Over names, ages in brackets and commas up to "and" with a counted or single person behind it.
    """
    tokens = grounded.parsed.tokens
    if grounded.at(listed[0].i, "count") or any(c.dep == "nummod" for c in listed[0].children):
        return ()
    found: list[Token] = []
    known = {t.i for t in listed}
    i, joined = listed[-1].i + 1, False
    while i < last and i < listed[0].i + 60:
        token = tokens[i]
        if token.lower in ("and", "as", "well"):
            joined = True
        elif is_people_noun(token) and token.dep not in ("compound", "poss", "nmod") and token.i not in known:
            before = {c.lower for c in token.children if c.dep in ("det", "poss", "nummod")}
            if token.dep in ("nsubj", "nsubjpass") or _is_taken(grounded, token, last):
                break
            if joined and before and token.pos == "NOUN":
                found.append(token)
            joined = False
        elif token.lower in ("including", "when", "who", "which", "in", "on", "at", "by", "after", ";", "while") or (
            token.pos in ("VERB", "AUX") and token.lower not in ("named", "called", "aged", "identified")
        ):
            break
        i += 1
    return tuple(found)


def _companions(grounded: Grounded, token: Token, last: int) -> tuple[Token, ...]:
    """ "killed along with his wife and two sons", "died alongside three colleagues"."""
    listed = _accompanied(token, after=token.i)
    return () if listed and _is_taken(grounded, listed[-1], last) else listed


def _accompanied(token: Token, after: int = -1) -> tuple[Token, ...]:
    """Those who stand after "with", "along with", "together with" or "alongside" a word."""
    found: list[Token] = []
    for child in token.children:
        if child.i <= after or child.lower not in ("with", "alongside", "along", "together"):
            continue
        link = (
            child
            if child.lower in ("with", "alongside")
            else next((c for c in child.children if c.lower == "with"), None)
        )
        target = next((c for c in link.children if c.dep == "pobj"), None) if link else None
        if target is not None and is_people_noun(target) and not (target.pos == "PROPN" and target.ent != "PERSON"):
            found.extend(conjuncts(target))
    return tuple(found)


def _is_passive(token: Token) -> bool:
    if any(c.dep in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag not in ("VBN", "VBD", "JJ"):
        return False
    if any(c.lower in _BE and c.i < token.i and c.dep == "aux" for c in token.children):
        return True
    if (
        token.dep == "conj"
        and token.head.pos in ("VERB", "AUX", "ADJ")
        and not any(c.dep in ("dobj", "nsubj") for c in token.children)
    ):
        return _is_passive(token.head)
    return token.head.lemma == "be" and token.dep in ("acomp", "attr", "ROOT")


def _subjects(token: Token) -> tuple[Token, ...]:
    """The subject of a verb, taken from the verb it is joined to, or from the noun that its clause describes."""
    seen = token
    for _ in range(4):
        subjects = [c for c in seen.children if c.dep in ("nsubjpass", "nsubj", "csubj") and c.i < token.i + 8]
        subjects.sort(key=lambda c: (not is_people_noun(c), abs(c.i - token.i)))  # the parse takes dates for subjects
        for child in subjects[:1]:
            if child.lower in ("who", "that", "which", "whom") and seen.dep == "relcl":
                return tuple(conjuncts(seen.head))[:1]
            return (*conjuncts(child), *_accompanied(child))
        if seen.dep in ("relcl", "acl"):
            return (seen.head,)
        if seen.dep == "xcomp" and any(c.lower == "to" for c in seen.children):
            controlled = next((c for c in seen.head.children if c.dep == "dobj"), None)
            if controlled is not None:
                return tuple(conjuncts(controlled))
        if seen.dep in ("conj", "xcomp", "acomp", "attr", "oprd") and seen.head is not seen:
            seen = seen.head
            continue
        if seen.dep == "advcl" and seen is token and token.tag in ("VBG", "VBN"):
            seen = seen.head
            continue
        break
    return ()


def _objects(grounded: Grounded, token: Token, first: int, last: int) -> tuple[Token, ...]:
    """The objects of a verb; where the parse gives none, the first noun phrase right after it."""
    found = [c for c in token.children if c.dep in ("dobj", "obj", "dative", "attr", "oprd") and c.i > token.i]
    if found:
        return tuple(conjuncts(found[0]))
    tokens = grounded.parsed.tokens
    i = token.i + 1
    while (
        i < last and i <= token.i + 3 and (tokens[i].pos == "ADV" or tokens[i].lower in ("at", "least", "as", "many"))
    ):
        if grounded.at(i, "count"):
            break
        i += 1
    if i >= last:
        return ()
    counts = grounded.at(i, "count")
    if counts:
        number = tokens[counts[0].head]
        noun = number.head if number.dep in ("nummod", "amod", "det") and number.head.i > number.i else number
        if counts[0].last < last and noun is number and tokens[counts[0].last].pos == "NOUN":
            noun = tokens[counts[0].last]
        return tuple(conjuncts(noun))
    return ()


def _shared(grounded: Grounded, token: Token, first: int, last: int) -> tuple[Token, ...]:
    """ "killing and wounding dozens": the object of the verb joined to this one."""
    for child in token.children:
        if child.dep == "conj" and child.lower in lex.transitive():
            return _objects(grounded, child, first, last)
    tokens = grounded.parsed.tokens
    i = token.i + 1
    while i < last and tokens[i].lower in ("and", "or", "/", "and/or", ","):
        i += 1
    if token.i + 1 < i < last and tokens[i].lower in lex.transitive():
        return _objects(grounded, tokens[i], first, last)
    if token.dep == "conj" and token.head.lower in lex.transitive() and not _is_passive(token.head):
        return _objects(grounded, token.head, first, last)
    return ()


def _left_people(grounded: Grounded, token: Token, first: int) -> tuple[Token, ...]:
    """The people right before a participle or state: "58 others injured", "two Americans and an Afghan wounded".

    They must be counted, or one of them "a" or "an".
    """
    tokens = grounded.parsed.tokens
    for i in range(token.i - 1, max(first, token.i - 6) - 1, -1):
        word = tokens[i]
        counts = grounded.at(i, "count")
        if counts:
            number = tokens[counts[0].head]
            noun = next((t for t in reversed(tokens[counts[0].last : token.i]) if is_people_noun(t)), None)
            return _whole_list(noun if noun is not None else number)
        if is_people_noun(word) and word.lower not in _FILLERS:
            counted = any(grounded.at(j, "count") for j in range(max(first, i - 4), i))
            single = any(c.lower in ("a", "an", "another") for c in word.children)
            return _whole_list(word) if counted or single else ()
        if word.pos == "PUNCT" or (word.lower not in _FILLERS and word.pos not in ("ADV", "ADJ")):
            return ()
    return ()


def _whole_list(noun: Token) -> tuple[Token, ...]:
    """The list that a noun closes: from its first member on."""
    while noun.dep == "conj" and noun.head.i < noun.i and (noun.head.pos in ("NOUN", "PROPN", "NUM")):
        noun = noun.head
    return tuple(conjuncts(noun))


def _passive_left(grounded: Grounded, token: Token, first: int) -> tuple[Token, ...]:
    """The counted people left of a passive whose subject the parse lost: "between 13 and 15 people ... were killed".

    What stands after "including" is a part and not the subject; a finite verb or a semicolon ends the search.
    """
    tokens = grounded.parsed.tokens
    found: Token | None = None
    for i in range(token.i - 1, max(first, token.i - 60) - 1, -1):
        word = tokens[i]
        if word.lower in ("including", "among"):
            found = None
        elif (
            word.lower == ";"
            or (word.lower in lex.transitive() and word.dep != "amod")
            or (word.tag in ("VBD", "VBZ", "VBP") and word.dep not in ("aux", "auxpass") and i < token.i - 4)
        ):
            break
        elif found is None and grounded.at(i, "count") and word.lower not in ("most", "many", "some", "both"):
            count = grounded.at(i, "count")[0]
            number = tokens[count.head]
            near = tokens[count.last : min(count.last + 6, token.i)]
            noun = next((t for t in near if is_people_noun(t)), None)
            if (
                noun is not None
                or (near and (near[0].pos in ("PUNCT", "AUX", "VERB") or near[0].lower == "more"))
                or number.head is token
            ):
                found = noun or number
    return (found,) if found is not None else ()


def _is_taken(grounded: Grounded, noun: Token, last: int) -> bool:
    """Whether the noun phrase has its own word of harm right behind it: "58 others injured"."""
    tokens = grounded.parsed.tokens
    i = noun.i + 1
    while i < last and i < noun.i + 4 and (tokens[i].lower in _FILLERS or tokens[i].pos == "ADV"):
        i += 1
    return (
        i < last
        and tokens[i].lower in (lex.states().keys() | lex.transitive().keys())
        and tokens[i].lower.endswith(("ed", "dead", "hurt", "missing"))
    )


# ---------------------------------------------------------------- states
def _state(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    """ "left 30 dead", "12 missing", "were found dead", "the wounded"."""
    if token.lower == "hostage" and token.head.lemma not in ("take", "hold", "seize"):
        return None
    if token.dep == "amod" and token.head.i > token.i:
        return Hit(effect, token, (token.head,), strict=True)
    left = _left_people(grounded, token, first)
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
            return Hit(effect, token, _subjects(head), strict=True)
        if head.lemma in lex.words("put") or token.lower == "hostage":
            people = (
                _subjects(head)
                if _is_passive(head)
                else tuple(c for c in head.children if c.dep == "dobj" and c is not token)
            )
            return Hit(effect, token, people or _subjects(head), strict=True)
    if token.dep == "conj" and head.lower in lex.states():
        return Hit(effect, token, _subjects(head), strict=True)
    if token.dep in ("acl", "relcl"):
        return Hit(effect, token, (head,), strict=True)
    return None


# ---------------------------------------------------------------- nouns
def _noun(grounded: Grounded, token: Token, effect: Effect, first: int) -> Hit | None:
    """ "the death of two children", "16 journalist deaths", "the bodies of six people", "no casualties"."""
    tokens = grounded.parsed.tokens
    of = next((c for c in token.children if c.lower in ("of", "among") and c.i > token.i), None)
    to = next((c for c in token.children if c.lower == "to"), None) if effect == "injured" else None
    counted = _numbered(grounded, token, first)
    if of is not None and of.lower == "of":
        target = next((c for c in of.children if c.dep == "pobj"), None)
        if target is not None and not (counted and token.lower in lex.people_as_harm()):
            return Hit(effect, token, tuple(conjuncts(target)), strict=True)
    if to is not None:
        target = next((c for c in to.children if c.dep == "pobj"), None)
        if target is not None:
            return Hit(effect, token, tuple(conjuncts(target)), strict=True)
    denied = any(c.lower == "no" and c.dep == "det" for c in token.children)
    if token.head.lemma in lex.words("sufferers") and token.dep == "dobj" and effect == "injured":
        return Hit(effect, token, _subjects(token.head), strict=True)
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


def _is_told(token: Token) -> bool:
    """ "there was a martyr", "led to deaths": harm told without a number, under a word of causing or being."""
    single = token.lower in lex.people_as_harm() and any(
        c.lower in ("a", "another") and c.dep == "det" for c in token.children
    )
    bare = token.tag == "NNS" and not any(c.dep in ("det", "poss") for c in token.children)
    if not (single or bare):
        return False
    above = token.head
    if above.pos == "ADP":
        above = above.head
    if token.dep == "conj":
        above = token.head.head.head if token.head.head.pos == "ADP" else token.head.head
    return above.lemma in lex.words("causes") or (single and above.lemma == "be")


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
        return Hit("killed", verb, _subjects(verb))
    return None


def _toll(grounded: Grounded, token: Token, last: int) -> Hit | None:
    """ "the death toll rose from 43 to 70", "put the toll at 31": the number after the last link of the clause."""
    tokens = grounded.parsed.tokens
    if token.lower != "toll" and not any(c.lower in ("death", "casualty", "body") for c in token.children):
        return None
    found: Token | None = None
    i = token.i + 1
    while i < min(last, token.i + 14):
        counts = grounded.at(i, "count")
        if counts:
            before = tokens[counts[0].first - 1].lower
            if before in lex.words("toll_links"):
                found = tokens[counts[0].head]
            if before not in ("from", ",") and found is not None:
                break
            i = counts[0].last
            continue
        if tokens[i].lower in (";", "."):
            break
        i += 1
    if found is None:
        return None
    noun = found.head if found.dep == "nummod" and lex.noun_group(found.head) else found
    return Hit("killed", token, (noun,), total=True)

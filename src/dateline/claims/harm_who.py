"""Who was hit: the nouns of people beside a word of harm, by the parse or, where it fails, by the order of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.claims import harm_words as lex
from dateline.claims.harm_company import FILLERS, HARMED, accompanied
from dateline.claims.harm_list import list_before
from dateline.claims.harm_order import behind_when
from dateline.claims.harm_people import conjuncts, is_one_more, is_people_noun
from dateline.claims.stopped import is_stopped
from dateline.model import Effect
from dateline.reading import Grounded, Token

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got", "gets"})
_PARTS = frozenset({"including", "among", "amongst", "namely", "incl"})
_OF_THEM = frozenset({"all", "both", "most", "many", "each"})  # "six people, all members of one family, died"
_QUOTES = frozenset({'"', "“", "”", "''", "``", "‘", "’"})
_TIMES = frozenset({"DATE", "TIME"})


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


def longer(parsed: tuple[Token, ...], read: tuple[Token, ...]) -> tuple[Token, ...]:
    """The list as the order of words gives it, or as the parse has it where that has more members."""
    return read if len(read) >= len(parsed) else parsed


def subjects_of(token: Token) -> tuple[Token, ...]:
    """The subject of a verb, taken from the verb it is joined to, or from the noun that its clause describes."""
    seen = token
    for _ in range(4):
        subjects = [c for c in seen.children if c.dep in ("nsubjpass", "nsubj", "csubj") and c.i < token.i + 8]
        subjects = [c for n, c in enumerate(subjects) if n == 0 or not _apposed(subjects[0], c)]
        subjects.sort(key=lambda c: (not is_people_noun(c), abs(c.i - token.i)))  # the parse takes dates for subjects
        for child in subjects[:1]:
            if child.lower in ("who", "that", "which", "whom") and seen.dep == "relcl":
                return tuple(conjuncts(seen.head))[:1]
            return (*conjuncts(child), *accompanied(child))
        if seen.dep in ("relcl", "acl"):
            return (seen.head,)
        if seen.dep == "xcomp" and any(c.lower == "to" for c in seen.children):
            controlled = next((c for c in seen.head.children if c.dep == "dobj"), None)
            if controlled is not None:
                return tuple(conjuncts(controlled))
        if seen.dep in ("conj", "xcomp", "acomp", "attr", "oprd") and seen.head is not seen:
            seen = seen.head
            continue
        if seen.dep in ("advcl", "pcomp") and seen is token and token.tag in ("VBG", "VBN"):
            if seen.dep == "pcomp" and not is_stopped(token):
                break
            seen = seen.head if seen.dep == "advcl" else seen.head.head
            continue
        break
    return ()


def _apposed(first: Token, other: Token) -> bool:
    """ "Six people, all members of one family, died": the members are no other subject."""
    return is_people_noun(first) and any(c.lower in _OF_THEM and c.i > first.i for c in other.children)


def objects_of(grounded: Grounded, token: Token, first: int, last: int) -> tuple[Token, ...]:
    """The objects of a verb; where the parse gives none, the first noun phrase right after it."""
    found = [c for c in token.children if c.dep in ("dobj", "obj", "dative", "attr", "oprd") and c.i > token.i]
    tokens = grounded.parsed.tokens
    i = token.i + 1
    while (
        i < last and i <= token.i + 3 and (tokens[i].pos == "ADV" or tokens[i].lower in ("at", "least", "as", "many"))
    ):
        if grounded.at(i, "count"):
            break
        i += 1
    counts = grounded.at(i, "count") if i < last else ()
    if found and found[0].lower == "them" and (told := _told_before(grounded, token)):
        return told
    bare = bool(counts) and counts[0].last < last and tokens[counts[0].last].text == ","
    if found and not (bare and found[0].i > counts[0].last):  # "injured at least seven, two of them badly"
        return tuple(conjuncts(found[0]))
    if not found and not counts and (behind := behind_when(token)) is not None:
        return tuple(conjuncts(behind))
    if counts:
        number = tokens[counts[0].head]
        heads = number.dep in ("nummod", "amod", "det") and number.head.i > number.i and not bare
        noun = number.head if heads else number
        if counts[0].last < last and noun is number and tokens[counts[0].last].pos == "NOUN":
            noun = tokens[counts[0].last]
        return tuple(conjuncts(noun))
    return ()


def _told_before(grounded: Grounded, token: Token) -> tuple[Token, ...]:
    """ "seized six priests and shot them": the six, where they are numbered as the object of the verb before."""
    verb = token.head if token.dep == "conj" and token.head.pos == "VERB" else None
    noun = next((c for c in verb.children if c.dep == "dobj"), None) if verb is not None else None
    return (noun,) if noun is not None and is_people_noun(noun) and is_counted(grounded, noun) else ()


def shared_objects(grounded: Grounded, token: Token, first: int, last: int) -> tuple[Token, ...]:
    """ "killing and wounding dozens": the object of the verb joined to this one."""
    for child in token.children:
        if child.dep == "conj" and child.lower in lex.transitive():
            return objects_of(grounded, child, first, last)
    tokens = grounded.parsed.tokens
    i = token.i + 1
    while i < last and tokens[i].lower in ("and", "or", "/", "and/or", ","):
        i += 1
    if token.i + 1 < i < last and tokens[i].lower in lex.transitive():
        return objects_of(grounded, tokens[i], first, last)
    if token.dep == "conj" and token.head.lower in lex.transitive() and not is_passive(token.head):
        return objects_of(grounded, token.head, first, last)
    return ()


def left_people(grounded: Grounded, token: Token, first: int) -> tuple[Token, ...]:
    """The people right before a participle or state: "58 others injured", "two Americans and an Afghan wounded".

    They must be counted, or one of them "a" or "an".
    """
    tokens = grounded.parsed.tokens
    for i in range(token.i - 1, max(first, token.i - 6) - 1, -1):
        word = tokens[i]
        if is_one_more(word):
            return (word,)
        if word.text in _QUOTES:  # eight killed and "many" wounded
            continue
        counts = grounded.at(i, "count")
        if counts:
            number = tokens[counts[0].head]
            noun = next((t for t in reversed(tokens[counts[0].last : token.i]) if is_people_noun(t)), None)
            return tuple(t for t in whole_list(grounded, noun if noun is not None else number) if t.i < token.i)
        if is_people_noun(word) and word.lower not in FILLERS:
            counted = any(grounded.at(j, "count") for j in range(max(first, i - 4), i))
            single = any(c.lower in ("a", "an", "another") for c in word.children)
            return tuple(t for t in whole_list(grounded, word) if t.i < token.i) if counted or single else ()
        if word.pos == "PUNCT" or (word.lower not in FILLERS and word.pos not in ("ADV", "ADJ")):
            return ()
    return ()


def whole_list(grounded: Grounded, noun: Token) -> tuple[Token, ...]:
    """The list that a noun closes: from its first member on, or from behind those who have a word of harm of their own
    ("five killed and 35 injured", "17 martyrs and 60 injured")."""
    first = noun
    while first.dep == "conj" and first.head.i < first.i and (first.head.pos in ("NOUN", "PROPN", "NUM")):
        before = first.head
        between = grounded.parsed.tokens[before.i + 1 : first.i]
        if before.lower in lex.harm_nouns() or any(
            t.lower in HARMED and (t.dep != "amod" or t.head.i < t.i) for t in between
        ):
            break
        if between[:1] and between[0].lower == "," and behind_parts(grounded, before):
            break  # "including four children, and several others were hurt"
        first = before
    of_harm = first.dep == "pobj" and first.head.lower == "of" and first.head.head.lower in lex.harm_nouns()
    if first is not noun and of_harm:
        return (noun,)  # "the bodies of 12 people and 40 wounded"
    return tuple(conjuncts(first))


def passive_left(grounded: Grounded, token: Token, first: int) -> tuple[Token, ...]:
    """The counted people left of a passive whose subject the parse lost: "between 13 and 15 people ... were killed".

    What stands after "including" or "most of them" is a part and not the subject; a finite verb or a semicolon ends the
    search.
    """
    tokens = grounded.parsed.tokens
    found: Token | None = None
    for i in range(token.i - 1, max(first, token.i - 60) - 1, -1):
        word = tokens[i]
        if opens_parts(tokens, i):
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
            end = next((n for n, t in enumerate(near) if n and t.pos == "ADP"), len(near))
            noun = next((t for t in near[:end] if is_people_noun(t)), None)  # not "three generations of a family"
            if noun is not None and any(t.pos == "VERB" for t in tokens[count.last : noun.i]):
                noun = number  # "21 identified members"
            if (
                noun is not None
                or (near and (near[0].pos in ("PUNCT", "AUX", "VERB") or near[0].lower == "more"))
                or number.head is token
            ):
                found = noun or number
                joined = [t.lower for t in tokens[max(count.first - 2, first) : count.first]]
                if joined == [",", "and"] and has_own_subject(token):
                    break  # "ten were killed, including a child, and several others, among them a nurse, were injured"
    return (found,) if found is not None else ()


def passive_subjects(grounded: Grounded, verb: Token, first: int) -> tuple[Token, ...]:
    """The subjects of a passive by the parse, or where it has none that may be people by the order of words."""
    subjects = subjects_of(verb)
    if not any(may_be_hit(s) for s in subjects):
        return passive_left(grounded, verb, first) or subjects
    listed = list_before(grounded, verb, first, subjects[0])
    return listed if len(listed) > len(subjects) else subjects


def has_own_subject(token: Token) -> bool:
    """ "One was killed and four civilians, ..., were injured": the second verb has its own "were", whatever the parse
    makes of its subject."""
    deps = {c.dep for c in token.children if c.i < token.i}
    return token.dep == "conj" and "auxpass" in deps and not deps & {"nsubj", "nsubjpass"}


def opens_parts(tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands behind word ``i`` is some of those named before: "including", "most of them"."""
    word = tokens[i].lower
    return word in _PARTS or (word in ("them", "whom") and i > 0 and tokens[i - 1].lower == "of")


def behind_parts(grounded: Grounded, noun: Token) -> bool:
    """Whether a noun stands in a list of parts, which the parse may take for a subject: "ten, including a child"."""
    tokens, first = grounded.parsed.tokens, grounded.parsed.sentences[noun.sent].first
    for i in range(noun.i - 1, max(first, noun.i - 40) - 1, -1):
        word = tokens[i]
        if word.lower == ";" or (word.tag in ("VBD", "VBZ", "VBP") and word.dep not in ("aux", "auxpass")):
            return False
        if opens_parts(tokens, i):
            return True
    return False


def is_passive(token: Token) -> bool:
    if any(c.dep in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag not in ("VBN", "VBD", "JJ"):
        return False
    if any(c.lower in _BE and c.i < token.i and c.dep == "aux" for c in token.children):
        return True
    if (
        token.dep == "conj"
        and token.head.i < token.i
        and token.head.pos in ("VERB", "AUX", "ADJ")
        and not any(c.dep in ("dobj", "nsubj") for c in token.children)
    ):
        return is_passive(token.head)
    return token.head.lemma == "be" and token.dep in ("acomp", "attr", "ROOT")


def is_counted(grounded: Grounded, token: Token) -> bool:
    return bool(grounded.at(token.i, "count")) or any(grounded.at(c.i, "count") for c in token.children)


def may_be_hit(token: Token) -> bool:
    """Whether a subject may name people: things, times and clauses are no reason to stop looking."""
    if token.ent in _TIMES and not is_people_noun(token):
        return False
    return token.lower not in lex.things() and token.lemma not in lex.things()

"""Who was hit: the nouns of people beside a word of harm, by the parse or, where it fails, by the order of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.claims import harm_words as lex
from dateline.claims.harm_list import list_after, list_before
from dateline.claims.harm_order import behind_when
from dateline.claims.harm_people import conjuncts, is_one_more, is_people_noun
from dateline.claims.stopped import is_stopped
from dateline.model import Effect
from dateline.reading import Grounded, Token

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got", "gets"})
_PARTS = frozenset({"including", "among", "amongst", "namely", "incl"})
_COMPANY = frozenset({"along", "alongside", "together"})
_DID = frozenset({"was", "were", "did", "had"})
_OF_THEM = frozenset({"all", "both", "most", "many", "each"})  # "six people, all members of one family, died"
_QUOTES = frozenset({'"', "“", "”", "''", "``", "‘", "’"})
_TIMES = frozenset({"DATE", "TIME"})
_HARMED = frozenset({"killed", "dead", "injured", "wounded", "hurt", "missing", "kidnapped", "abducted", "arrested"})
_FILLERS = frozenset({
    "more", "also", "reportedly", "seriously", "critically", "badly", "severely", "slightly", "lightly",
    "others", "other", "people", "persons", "civilians", "were", "was", "are", "is", "been", "be", "being",
    "had", "have", "has", "left", "feared", "confirmed", "allegedly", "all", "both", "least", "at",
    "believed", "later", "either", "still", "then", "initially", "instantly",
})  # fmt: skip


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
        if is_people_noun(word) and word.lower not in _FILLERS:
            counted = any(grounded.at(j, "count") for j in range(max(first, i - 4), i))
            single = any(c.lower in ("a", "an", "another") for c in word.children)
            return tuple(t for t in whole_list(grounded, word) if t.i < token.i) if counted or single else ()
        if word.pos == "PUNCT" or (word.lower not in _FILLERS and word.pos not in ("ADV", "ADJ")):
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
            t.lower in _HARMED and (t.dep != "amod" or t.head.i < t.i) for t in between
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


def is_taken(grounded: Grounded, noun: Token, last: int) -> bool:
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


def continued(grounded: Grounded, listed: tuple[Token, ...], last: int) -> tuple[Token, ...]:
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
            if token.dep in ("nsubj", "nsubjpass") or is_taken(grounded, token, last):
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


def companions(grounded: Grounded, token: Token, last: int) -> tuple[Token, ...]:
    """ "killed along with his wife and two sons", "died alongside three colleagues"."""
    listed = accompanied(token, after=token.i) or _company(grounded, token, last) or _likewise(token)
    listed = listed or _further(grounded, token, last)
    if listed:
        read = list_after(grounded, listed[0], last)
        listed = read if len(read) > len(listed) else listed
    if listed and (is_taken(grounded, listed[-1], last) or _acts(grounded, listed[-1])):
        return ()  # "eight killed, with others having sustained wounds"
    return listed


def _further(grounded: Grounded, token: Token, last: int) -> tuple[Token, ...]:
    """ "Four died on the way and three more in hospital": the verb is not said again."""
    tokens = grounded.parsed.tokens
    for i in range(token.i + 1, min(token.i + 14, last - 2)):
        if tokens[i].text in ";:" or tokens[i].tag in ("VBD", "VBZ", "VBP"):
            break
        if tokens[i].lower != "and" or not grounded.at(i + 1, "count"):
            continue
        end = grounded.at(i + 1, "count")[0].last
        if end < last and tokens[end].lower in ("more", "others"):
            end += 1
        elif tokens[end - 1].lower not in ("more", "others"):
            break
        where = end < last and tokens[end].pos == "ADP" and tokens[end].lower not in ("of", "with")
        acts = any(t.pos in ("VERB", "AUX") or t.lower in _HARMED for t in tokens[end : min(end + 6, last)])
        return (tokens[grounded.at(i + 1, "count")[0].head],) if where and not acts else ()
    return ()


def _likewise(token: Token) -> tuple[Token, ...]:
    """ "A farmer was wounded, as was his son"."""
    for child in token.children:
        if child.i > token.i and child.lower in _DID and any(c.lower == "as" for c in child.children):
            subject = next(
                (c for c in child.children if c.dep in ("nsubj", "nsubjpass", "attr") and c.i > child.i), None
            )
            return tuple(conjuncts(subject)) if subject is not None else ()
    return ()


def _acts(grounded: Grounded, noun: Token) -> bool:
    behind = grounded.parsed.tokens[noun.i + 1 : noun.i + 2]
    return bool(behind) and behind[0].tag == "VBG"


def _company(grounded: Grounded, token: Token, last: int) -> tuple[Token, ...]:
    """ "died together with at least 30 other passengers", "killed a commander ... together with his wife".

    The number or the relative right behind the word for company, whatever the parse makes of it.
    """
    tokens = grounded.parsed.tokens
    end = min(last, token.i + 30)
    i = token.i + 1
    while i < end and tokens[i].lower not in _COMPANY:
        if tokens[i].text == ";" or tokens[i].tag in ("VBD", "VBZ", "VBP"):
            return ()
        i += 1
    i += 2 if i < end and tokens[i].lower in ("along", "together") else 1
    if i >= end:
        return ()
    counts = grounded.at(i, "count")
    numbered = bool(counts) and counts[0].first == i and i < token.i + 8
    if not numbered and tokens[i].tag != "PRP$":
        return ()
    start = counts[0].last if numbered else i + 1
    near = tokens[start : min(start + 5, last)]
    stop = next((n for n, t in enumerate(near) if t.pos in ("PUNCT", "ADP", "AUX", "CCONJ")), len(near))
    noun = next((t for t in reversed(near[:stop]) if is_people_noun(t)), None)
    if noun is None or any(t.lower in _HARMED for t in tokens[noun.i + 1 : min(noun.i + 6, last)]):
        return ()  # "killed with two others and a guard wounded"
    return (noun,)


def accompanied(token: Token, after: int = -1) -> tuple[Token, ...]:
    """Those who stand after "with", "along with", "together with" or "alongside" a word."""
    found: list[Token] = []
    for child in token.children:
        if child.i <= after or child.lower not in ("with", "alongside", "along", "together"):
            continue
        if any(c.text in (":", "–", "—") and after < c.i < child.i for c in token.children):
            break  # "21 were killed: Ali Noor and his wife, along with their sons"
        link = (
            child
            if child.lower in ("with", "alongside")
            else next((c for c in child.children if c.lower == "with"), None)
        )
        target = next((c for c in link.children if c.dep == "pobj"), None) if link else None
        if target is not None and target.pos == "NUM" and any(c.lower == "of" for c in target.children):
            found.append(target)  # "with two of her sons"
        elif target is not None and is_people_noun(target) and not (target.pos == "PROPN" and target.ent != "PERSON"):
            found.extend(conjuncts(target))
    return tuple(found)


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

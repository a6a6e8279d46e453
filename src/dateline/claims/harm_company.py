"""Who else was hit: those named with the first ("along with his wife", "as was his son"), and where a list goes on."""

from __future__ import annotations

from dateline.claims import harm_words as lex
from dateline.claims.harm_list import list_after
from dateline.claims.harm_people import conjuncts, is_people_noun
from dateline.lexicon import word_set
from dateline.reading import Grounded, Token

HARMED = word_set("harm.toml", "words", "harmed")
FILLERS = word_set("harm.toml", "words", "fillers")
_COMPANY = frozenset({"along", "alongside", "together"})
_DID = frozenset({"was", "were", "did", "had"})


def is_taken(grounded: Grounded, noun: Token, last: int) -> bool:
    """Whether the noun phrase has its own word of harm right behind it: "58 others injured"."""
    tokens = grounded.parsed.tokens
    i = noun.i + 1
    while i < last and i < noun.i + 4 and (tokens[i].lower in FILLERS or tokens[i].pos == "ADV"):
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
        acts = any(t.pos in ("VERB", "AUX") or t.lower in HARMED for t in tokens[end : min(end + 6, last)])
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
    if noun is None or any(t.lower in HARMED for t in tokens[noun.i + 1 : min(noun.i + 6, last)]):
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

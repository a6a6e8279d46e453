"""Harm told by what came of it, with no word of killing: buried, treated, rushed to hospital, cut by glass."""

from __future__ import annotations

from dateline.claims import harm_words as lex
from dateline.claims.harm_list import list_after, list_from
from dateline.claims.harm_people import conjuncts, is_people_noun
from dateline.claims.harm_who import Hit, is_counted, is_passive, left_people, objects_of, passive_subjects, subjects_of
from dateline.reading import Grounded, Token


def told_otherwise(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """The hit of a word that tells of harm by what came of it, in the sentence of tokens ``first`` to ``last``."""
    word = token.lower
    if word in lex.words("put_at") and (hit := _put_at(grounded, token)):
        return hit
    if word in lex.words("conditions") and (hit := _in_condition(grounded, token)):
        return hit
    if word in lex.people_as_harm() and token.dep == "nsubj":
        return _were(grounded, token, first, last)
    if token.pos != "VERB":
        return None
    if token.lemma in lex.words("survivors") and (hit := _survived(token)):
        return hit
    if token.lemma == "fall":
        return _fallen(grounded, token)
    if token.lemma in lex.words("treating"):
        return _treated(grounded, token, first, last)
    if token.lemma in lex.words("burying"):
        return _buried(grounded, token, first, last)
    if token.lemma in lex.words("struck") and is_passive(token) and _by_splinters(token):
        return Hit("injured", token, passive_subjects(grounded, token, first), strict=True)
    if token.lemma in lex.words("naming"):
        return _named(grounded, token, last)
    if token.lemma == "fight" and _for_life(token):
        return Hit("injured", token, subjects_of(token), strict=True)
    return None


# Who may have lived: "four victims were taken to hospital".
LIVING = frozenset({"victim", "casualty"})


def is_nursed(noun: Token) -> bool:
    """ "Four victims were taken to the hospital", "admitted two casualties": they are hurt."""
    verb = noun.head
    if noun.lemma not in LIVING or noun.dep not in ("nsubjpass", "dobj") or verb.lemma not in lex.words("treating"):
        return False
    links = (p for p in verb.children if p.lower in ("in", "to", "at", "for"))
    care = lex.words("hospitals") | lex.words("hurts")
    return any(c.lemma.lower() in care for p in links for c in p.children)


def _treated(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """ "treated 58 people for gunshot wounds", "30 were being treated for burns", "nine were rushed to hospital"."""
    passive = is_passive(token)
    people = passive_subjects(grounded, token, first) if passive else objects_of(grounded, token, first, last)
    if not people and token.dep == "conj" and is_passive(token.head):
        people, passive = left_people(grounded, token, first), True  # "nine were shot and 37 admitted to hospital"
    links = [p for t in (token, *people[:1]) for p in t.children if p.pos == "ADP"]
    hurt = any(c.lemma in lex.words("hurts") for p in links if p.lower in ("for", "with") for c in p.children)
    places = [c.lemma.lower() for p in links if p.lower in ("in", "to", "at") for c in p.children]
    nursed = not lex.words("hospitals").isdisjoint(places)
    if not (hurt or (nursed and (passive or token.lemma == "treat"))):
        return None
    if people and people[0].lower in lex.harm_nouns() and people[0].lemma not in LIVING:
        return None  # "the bodies were taken to hospital"
    return Hit("injured", token, people, strict=not passive) if people and is_counted(grounded, people[0]) else None


def _buried(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """ "villagers buried 43 people", "eleven men were laid to rest": a number of the dead; no one buried by a ruin."""
    below = {t.lemma for p in token.children if p.pos == "ADP" for t in (p, *p.children)}
    if below & lex.words("ruins"):
        return None
    passive = is_passive(token)
    people = passive_subjects(grounded, token, first) if passive else objects_of(grounded, token, first, last)
    by_people = any(is_people_noun(t) or t.pos == "PRON" for t in (() if passive else subjects_of(token)))
    if not people or not is_counted(grounded, people[0]) or not (by_people or passive):
        return None
    return Hit("killed", token, people, strict=True)


def _by_splinters(token: Token) -> bool:
    """ "were cut by flying glass", "was hit by shrapnel"."""
    links = (p for p in token.children if p.lower in ("by", "with"))
    return any(t.lemma in lex.words("splinters") for p in links for t in p.children)


def _named(grounded: Grounded, token: Token, last: int) -> Hit | None:
    """ "identified the dead as Musa Idris, his brother Omar and a cousin": as many as are named."""
    named = next((c for c in token.children if c.lower == "as" and c.i > token.i), None)
    of = [c for c in token.children if c.dep in ("dobj", "nsubjpass") and c.lower in lex.people_as_harm()]
    if named is None or not of:
        return None
    listed, _ = list_from(grounded, named.i + 1, last)
    known = all(m.kind != "count" or m.most <= 20 for m in listed)
    effect = lex.people_as_harm()[of[0].lower]
    return Hit(effect, token, tuple(m.head for m in listed)) if len(listed) > 1 and known else None


def _were(grounded: Grounded, token: Token, first: int, last: int) -> Hit | None:
    """ "The dead were seven men, two women and a baby": as many as are listed."""
    verb = token.head
    told = next((c for c in verb.children if c.dep == "attr" and c.i > verb.i), None)
    if told is None or verb.lemma != "be" or token.i > first + 2:
        return None
    people = list_after(grounded, told, last) or tuple(conjuncts(told))
    alone = len(people) > 1 or is_counted(grounded, told)
    return Hit(lex.people_as_harm()[token.lower], verb, people, strict=True) if alone else None


def _put_at(grounded: Grounded, token: Token) -> Hit | None:
    """ "The army put its dead at 21", "its own losses were put at 33"."""
    verb = token.head
    if token.dep not in ("dobj", "nsubjpass", "nsubj") or verb.lemma not in lex.words("putting"):
        return None
    numbers = (t for p in verb.children if p.lower == "at" for t in p.children)
    number = next((t for t in numbers if grounded.at(t.i, "count")), None)
    effect = lex.people_as_harm().get(token.lower, "killed")
    return Hit(effect, token, (number,), total=True) if number is not None else None


def _for_life(token: Token) -> bool:
    """ "was fighting for his life"."""
    links = (p for p in token.children if p.lower == "for")
    return any(t.lemma == "life" for p in links for t in p.children)


def _in_condition(grounded: Grounded, token: Token) -> Hit | None:
    """ "is in a coma", "were in critical condition": who is so badly off is hurt."""
    above = token.head
    bad = any(c.lemma in lex.words("grave") for c in token.children) or token.lower == "coma"
    if above.lower not in ("in", "into") or not bad:
        return None
    people = subjects_of(above.head) if above.head.pos in ("AUX", "VERB") else (above.head,)
    return Hit("injured", token, people, strict=True)


def _survived(token: Token) -> Hit | None:
    """ "survived with a gunshot wound", "escaped with minor burns", "was pulled out alive with a broken leg"."""
    links = (p for c in (token, *token.children) for p in c.children if p.lower == "with")
    hurts = [t for p in links for t in p.children]
    if not any(t.lemma in lex.words("hurts") or _broken(t) for t in hurts):
        return None
    return Hit("injured", token, subjects_of(token), strict=True)


def _broken(token: Token) -> bool:
    """ "a broken leg", "a severed arm"."""
    return token.lemma in lex.words("limbs") and any(c.lower in lex.words("broken") for c in token.children)


def _fallen(grounded: Grounded, token: Token) -> Hit | None:
    """ "a lieutenant and four conscripts fell in the fighting"."""
    links = (p for p in token.children if p.lower in ("in", "during", "at"))
    if not any(t.lemma in lex.words("battles") for p in links for t in p.children):
        return None
    people = subjects_of(token)
    known = people and all(is_people_noun(t) or grounded.at(t.i, "count") for t in people)
    return Hit("killed", token, people, strict=True) if known else None

"""Of which harm group people are: by their noun, the words beside it, their office, the body they are of."""

from __future__ import annotations

from dateline.claims import harm_words as lex
from dateline.lexicon import load_toml
from dateline.reading import Grounded, Token

_YOUNG = frozenset({"young", "little", "infant", "baby", "newborn", "toddler", "teenage"})


def group_of(grounded: Grounded, noun: Token) -> str | None:
    """The harm group of a noun: the longest phrase of the lexicon that ends at it, its modifiers, its actor."""
    tokens = grounded.parsed.tokens
    table = lex.groups()
    for n in (2, 1):
        if noun.i - n >= 0 and tokens[noun.i - n].sent == noun.sent:
            phrase = " ".join(t.lower for t in tokens[noun.i - n : noun.i + 1])
            if phrase in table:
                return table[phrase]
    own = lex.noun_group(noun)
    actor = kind_group(grounded, noun)
    if actor in ("fighters", "security_forces") and any(e.use == "name" for e in grounded.at(noun.i, "actor")):
        return actor  # "members of the Workers Party": no word of a body's name tells what they are
    if own == "all" and _young_kin(noun):
        return "children"
    one = noun.tag != "NNS" and (noun.pos == "PROPN" or own is not None)
    if own in (None, "all") and one and (age := _age(grounded, noun)) is not None and age < 18:
        return "children"
    titled = own is not None and own not in ("all", "men", "women")
    named = noun.pos == "PROPN"  # "Amina Sow, a nurse"
    if office := _office(grounded, noun) or (
        next((o for c in noun.children if c.dep == "appos" and (o := _office(grounded, c))), None) if named else None
    ):
        return office
    beside = next((g for c in reversed(noun.children) if (g := _beside(c, named))), None)
    if named and beside is None and own is None:
        beside = _title(grounded, noun)
    if own is not None and (titled and not (noun.lower in lex.carriers() and (beside or actor))):
        return own
    if own in ("men", "women"):
        return own
    if own == "all" and noun.lower not in lex.carriers() and not beside:
        return own  # a relative, a person: no group by its actor
    if own is None and noun.pos != "PROPN" and actor is None:
        return beside if beside and noun.lower in lex.carriers() else None
    return beside if beside and beside != "all" else actor or own


def _young_kin(noun: Token) -> bool:
    """ "Two young sisters", "her infant son"."""
    young = any(c.lower in _YOUNG for c in noun.children if c.dep in ("amod", "compound"))
    return young and any(noun.lemma in listed for listed in load_toml("kin.toml")["kin"].values())


def _age(grounded: Grounded, noun: Token) -> int | None:
    """The years of one person: "7-year-old Amina", "Amina Sow (7 years old)", "her son Ali, 7,", "aged seven"."""
    tokens = grounded.parsed.tokens
    words = [t.lower for t in tokens[noun.i + 1 : noun.i + 6] if t.sent == noun.sent]
    if words[:1] == ["aged"] or words[:2] in ([",", "aged"], ["(", "aged"]):
        return years(words[words.index("aged") + 1 : words.index("aged") + 2])
    if words[:1] == ["("] and (words[2:3] == [")"] or words[2:3] in (["years"], ["-"], ["year"])):
        return years(words[1:2])
    if words[:1] == [","] and words[2:3] == [","]:
        return years(words[1:2])
    for i in range(noun.i - 1, max(noun.i - 6, 1), -1):
        if tokens[i].sent != noun.sent or tokens[i].pos in ("VERB", "ADP", "CCONJ", "PRON") or tokens[i].text == ",":
            return None
        if (tokens[i].lower == "old" and tokens[i - 1].text == "-") or tokens[i].lower.endswith("-old"):
            before = [t.lower for t in tokens[max(i - 5, 0) : i] if t.lower not in ("-", "year", "years")]
            return years(before[-1:])
    return None


def years(words: list[str]) -> int | None:
    """The number that the first of these words is, in digits or written out."""
    units = load_toml("counts.toml")["units"]
    word = words[0] if words else ""
    return int(word) if word.isdecimal() else units.get(word)


def _beside(child: Token, named: bool) -> str | None:
    """The group that a word beside a noun gives it: "police officers", "displaced people", "Colonel Bako"."""
    if child.dep not in ("compound", "amod", "nmod") and not (named and child.dep == "appos"):
        return None
    if child.lower in lex.modifiers():
        return lex.modifiers()[child.lower]
    if child.dep == "amod" or (child.dep == "appos" and child.tag == "NNS"):
        return None
    nouns = [child, *(c for c in child.children if c.dep == "conj" and child.dep == "appos")]
    return next((g for n in nouns if (g := lex.noun_group(n))), None)


def _title(grounded: Grounded, name: Token) -> str | None:
    """The group of a title right before a name: "Major General Bako", "militant commander Noor"."""
    for i in range(name.i - 1, max(name.i - 7, -1), -1):
        token = grounded.parsed.tokens[i]
        if token.sent != name.sent or token.pos not in ("PROPN", "NOUN", "ADJ"):
            return None
        group = lex.noun_group(token)
        if group not in (None, "all"):
            return group
    return None


def _office(grounded: Grounded, noun: Token) -> str | None:
    """ "head of the border guards", "leader of Boko Haram": who heads a force is of that force."""
    of = next((c for c in noun.children if c.lower == "of"), None)
    target = next((c for c in of.children if c.dep == "pobj"), None) if of is not None else None
    if target is None or lex.noun_group(noun) != "officials":
        return None
    group = kind_group(grounded, target)
    return group if group in ("fighters", "security_forces") else None


def kind_group(grounded: Grounded, noun: Token) -> str | None:
    """The group of the members of an actor that a word ends or is."""
    for entity in grounded.at(noun.i, "actor"):
        if entity.group and entity.group != "others":  # a relative is no group of the total
            return entity.group
        ends = entity.last == noun.i + 1 or (
            entity.head == noun.i and entity.use == "name"
        )  # "the Workers Party (PKK)"
        if entity.actor and ends and entity.use in ("name", "description"):
            return lex.kinds().get(entity.actor.kind)
    return None

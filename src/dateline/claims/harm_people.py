"""Reading a noun phrase as people: how many, of which group.

Low, best and high follow the coding guide: a bare plural is 2 and more, one named or indefinite person is 1, "no" is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_groups import group_of, kind_group
from dateline.model import Count
from dateline.reading import Entity, Grounded, Token

_INDEFINITE = frozenset({"a", "an", "another", "one"})
_SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", "someone", "somebody", "i", "me"})
_NOBODY = frozenset({"nobody", "none", "noone"})
_PHRASE = frozenset({"det", "amod", "compound", "nummod", "poss", "predet", "nmod", "quantmod", "case"})
_SAYING = frozenset({
    "say", "tell", "report", "add", "announce", "confirm", "state", "note", "write", "claim", "declare", "explain",
    "recall", "believe", "think", "warn", "deny", "admit", "stress", "argue", "describe", "post", "tweet", "put",
})  # fmt: skip
_FURTHER = frozenset({"other", "more", "another", "additional", "further", "remaining"})
_OF_THEM = (["of", "them"], ["of", "those"], ["of", "us"])
_QUANTITY_NOUNS = frozenset({"number", "majority", "rest", "part", "third", "half", "total", "group", "some"})


@dataclass(frozen=True, slots=True)
class People:
    """``head``: the token of the people, or of the number where it stands alone. ``first``/``last``: token range.

    ``counted``: a number stands with them. ``definite``: "the wounded", "those": people spoken of before. ``some``:
    a few of a number spoken of before ("six of the victims", "his cousin", a name).
    """

    head: int
    first: int
    last: int
    group: str
    low: int
    high: int | None
    best: int | None
    counted: bool = False
    definite: bool = False
    some: bool = False

    @property
    def nobody(self) -> bool:
        return self.high == 0


_OWN = frozenset({"his", "her", "their"})


def speaks(noun: Token, word: Token | None = None) -> bool:
    """Whether a noun is the subject of a verb of its own behind it ("..., the governor said"), other than ``word``."""
    verb = noun.head
    return (
        noun.dep == "nsubj" and verb.pos == "VERB" and verb is not word and verb.lemma in _SAYING and verb.i != noun.i
    )


def is_people_noun(token: Token) -> bool:
    """Whether a word is a noun for people by the lexicon, a person's name or a demonym."""
    return (token.pos in ("NOUN", "PROPN", "ADJ") and lex.noun_group(token) is not None) or (
        token.ent in ("PERSON", "NORP")
        and token.pos in ("PROPN", "NOUN")
        and token.dep not in ("compound", "amod", "poss")
    )


def read_people(grounded: Grounded, head: Token, *, loose: bool = False) -> People | None:
    """The people that the noun phrase around ``head`` names, its coordination left out.

    ``loose``: the context is about people (the object of "killed"), so that a counted noun of no known group counts as
    people too. None for things, pronouns that stand for several, and what cannot be told.
    """
    pronoun = _pronoun(head)
    if pronoun is not None:
        return pronoun
    count = _count_of(grounded, head)
    if count is None and head.lemma in lex.collective():
        count = _family_of(grounded, head)
    noun, end = _people_noun(grounded, head, count)
    group = group_of(grounded, noun)
    first = min(head.i, count.first if count else _left_edge(head))
    last = max(head.i + 1, end, count.last if count else 0)
    if group is None and not _may_be_people(grounded, noun, count, loose):
        return None
    name = People(noun.i, first, last, group or "all", 0, None, None)
    if count and count.count:
        c = count.count
        if noun is head and noun.lemma in lex.collective() and noun.lower not in lex.collective():
            return replace(name, low=2 * (c.low or 1), counted=False)  # "three families"
        return replace(
            name, low=c.low or 0, high=c.high, best=c.best, counted=True, some=_is_share(grounded, name, count)
        )
    return _uncounted(name, head, noun)


def is_further(noun: Token) -> bool:
    """ "two others", "three more people", "a fifth victim": beside those told before."""
    return noun.lower in ("others", "other", "more") or any(
        c.lower in _FURTHER or c.lower.endswith(("th", "1st", "2nd", "3rd")) or c.lower in ("first", "second", "third")
        for c in noun.children if c.dep in ("amod", "det", "nummod")
    )  # fmt: skip


def _is_share(grounded: Grounded, people: People, count: Entity) -> bool:
    """ "six of the victims", "the two men", "all 11 of them": of a number that was told before."""
    tokens = grounded.parsed.tokens
    before = tokens[count.first - 1].lower if count.first else ""
    after = [t.lower for t in tokens[count.last : count.last + 3]]
    of_them = (
        after[:1] == ["of"]
        and len(after) > 1
        and after[1] in ("the", "them", "those", "these", "whom", "his", "her", "their")
    )
    return (
        of_them
        or before in ("the", "these", "those", "his", "her", "their", "'s", "’s")
        or tokens[count.first].lower in ("the", "both")
    )


def _pronoun(head: Token) -> People | None:
    if head.lower in _SINGLE_PRONOUNS and head.pos == "PRON":
        return People(head.i, head.i, head.i + 1, "all", 1, 1, 1, definite=True)
    nobody = head.lower in _NOBODY or (head.lower == "one" and any(c.lower == "no" for c in head.children))
    return People(head.i, head.i - (head.lower == "one"), head.i + 1, "all", 0, 0, 0, counted=True) if nobody else None


def _count_of(grounded: Grounded, head: Token) -> Entity | None:
    """The count that numbers a noun: it covers the noun, or stands in front of it in its phrase."""
    own = grounded.at(head.i, "count")
    if own:
        return own[0]
    tokens, limit = grounded.parsed.tokens, max(head.i - 12, 0)
    of = head.i - 1
    while of > limit and tokens[of].dep in ("amod", "compound", "det", "poss") and tokens[of].pos != "PROPN":
        of -= 1
    if of > 0 and tokens[of].lower == "of":  # "dozens of children"
        found = grounded.at(of, "count") or grounded.at(of - 1, "count")
        if found and tokens[of].sent == head.sent:
            return found[0]
    bracket = False
    for i in range(head.i - 1, limit - 1, -1):
        token = tokens[i]
        if token.sent != head.sent:
            return None
        if token.text in "()" and i > limit:  # "five Red Crescent (RC) medics"
            bracket = token.text == ")"
            continue
        if bracket:
            continue
        found = grounded.at(i, "count")
        if found:
            counted = tokens[
                found[0].head
            ].head  # "two car bomb victims": two victims; "two months later children": none
            other = found[0].last <= counted.i < head.i and counted.dep not in ("amod", "compound", "nmod")
            return None if other else found[0]
        if token.dep == "cc" and token.head.dep in ("amod", "nmod", "compound") and token.head.head is head:
            continue  # "60 Malian and Burkinabe residents"
        if token.pos in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON") and token.dep not in ("amod", "compound"):
            return None
        if token.pos in ("NOUN", "PROPN") and token.head is not head and not _belongs(token, head):
            return None
        if token.dep == "poss" or token.lower in ("'s", ",", ";", ":", "(", ")"):
            return None
    return None


def _family_of(grounded: Grounded, head: Token) -> Entity | None:
    """ "a family of five", "a team of six medics"."""
    of = next((c for c in head.children if c.lower == "of" and c.i > head.i), None)
    target = next((c for c in of.children if c.dep == "pobj"), None) if of else None
    if target is None:
        return None
    return next(iter(grounded.at(target.i, "count")), None) or _count_of(grounded, target)


def _belongs(token: Token, head: Token) -> bool:
    """Whether a token hangs from the noun within its phrase."""
    for n, above in enumerate(token.ancestors()):
        if above is head:
            return True
        if n > 4 or above.pos in ("VERB", "AUX"):
            return False
    return False


def _people_noun(grounded: Grounded, head: Token, count: Entity | None) -> tuple[Token, int]:
    """The noun that says who they are, and where the phrase ends: "dozens of civilians", "a family of five"."""
    numeral = count is not None and head.i in count
    if not (
        numeral
        or head.lower in lex.carriers()
        or head.lower in _QUANTITY_NOUNS
        or head.lower in ("most", "all", "many")
    ):
        return head, head.i + 1
    if not numeral and lex.noun_group(head) not in (None, "all"):
        return head, head.i + 1
    tokens = grounded.parsed.tokens
    of = next((c for c in head.children if c.lower == "of" and c.i > head.i), None)
    if of is None and count and count.last < len(tokens) and tokens[count.last].sent == head.sent:
        after = tokens[count.last]
        if after.lower == "of" or tokens[count.last - 1].lower == "of":
            of = after if after.lower == "of" else tokens[count.last - 1]
        elif numeral and after.pos in ("NOUN", "ADJ") and lex.noun_group(after):
            return after, after.i + 1
    if of is None:
        return head, head.i + 1
    target = next((c for c in of.children if c.dep == "pobj"), None) or _next_noun(tokens, of)
    if target is None or target.sent != head.sent:
        return head, head.i + 1
    if target.pos == "PRON":
        return head, target.i + 1
    if grounded.at(target.i, "count") and head.lower in lex.collective():
        return head, target.i + 1
    if lex.noun_group(target) == "all" and target.lower in lex.carriers() and target is not head:
        return _people_noun(grounded, target, None)
    if (
        head.lower in lex.carriers()
        and not numeral
        and lex.noun_group(target) is None
        and not kind_group(grounded, target)
    ):
        return head, target.i + 1
    return target, target.i + 1


def _next_noun(tokens: tuple[Token, ...], of: Token) -> Token | None:
    for i in range(of.i + 1, min(of.i + 6, len(tokens))):
        if tokens[i].sent != of.sent or tokens[i].pos in ("VERB", "PUNCT"):
            return None
        if tokens[i].pos in ("NOUN", "PROPN") and not (i + 1 < len(tokens) and tokens[i + 1].pos in ("NOUN", "PROPN")):
            return tokens[i]
    return None


def _may_be_people(grounded: Grounded, noun: Token, count: Entity | None, loose: bool) -> bool:
    if noun.lower in lex.things() or noun.lemma in lex.things():
        return False
    if not loose and any(e.use in ("", "location") for e in grounded.at(noun.i, "place")):
        return False  # "captured Bukavu": whatever the parser takes it for
    if loose and is_one_more(noun):
        return True
    if noun.ent == "PERSON" or noun.ent == "NORP" or noun.lower in lex.carriers() or (loose and _has_kin(noun)):
        return True
    if _beside(noun) and not grounded.at(noun.i, "place"):
        return True
    if count is not None and noun.i in count:
        behind = [t.lower for t in grounded.parsed.tokens[count.last : count.last + 2]]
        return loose or behind in _OF_THEM  # the number alone: "killed 11"
    return loose and count is not None and noun.pos in ("NOUN", "PROPN", "ADJ", "NUM")


def is_one_more(noun: Token) -> bool:
    """ "Two died at once and a third in hospital": one more person, with no noun behind."""
    alone = noun.dep in ("nsubj", "nsubjpass", "conj", "dobj") and not any(c.lower == "of" for c in noun.children)
    if noun.lower == "another":
        return alone
    return alone and noun.lower in lex.words("ordinals") and any(c.lower in ("a", "the") for c in noun.children)


def _has_kin(noun: Token) -> bool:
    """ "a postmaster and his daughter": who has kin is a person, whatever the noun."""
    return noun.pos == "NOUN" and any(
        c.dep == "conj" and lex.noun_group(c) in ("all", "children") and any(d.lower in _OWN for d in c.children)
        for c in noun.children
    )


def _not_a_single(head: Token) -> bool:
    """ "Not a single person was hurt"."""
    below = [c.lower for c in head.children if c.i < head.i]
    return "single" in below and ("not" in below or any(c.lower == "not" for c in head.head.children if c.i < head.i))


def _uncounted(name: People, head: Token, noun: Token) -> People | None:
    """People without a number: one person, a bare plural, nobody."""
    tags = {c.lower: c for c in head.children if c.dep in ("det", "poss", "neg", "predet")}
    definite = bool({"the", "this", "that", "these", "those"} & set(tags))
    if "no" in tags or "neither" in tags or _not_a_single(head):
        return replace(name, low=0, high=0, best=0, counted=True)
    if is_one_more(noun):
        return replace(name, low=1, high=1, best=1, counted=True)
    if noun.lower in _QUANTITY_NOUNS:
        of = any(c.lower == "of" for c in noun.children)  # "a number of" what are no people is nobody
        some = noun.lower == "number" and bool(_INDEFINITE & set(tags)) and not of  # "a large number were hurt"
        return replace(name, low=2, high=None, best=2) if some else None
    if noun.lower in lex.pairs():
        return replace(name, low=2, high=2, best=2, counted=True)
    plural = (
        head.tag == "NNS"
        or noun.tag == "NNS"
        or (head.tag == "NNPS" and head.ent != "PERSON")
        or noun.lower in lex.collective()
        or noun.lower.endswith("men")
    )
    if plural or (head.pos == "ADJ" and name.group == "all"):
        group_of_kin = noun.lemma in lex.collective() or any(c.dep == "poss" for c in tags.values())
        return replace(
            name, low=2, high=None, best=2, definite=definite, some=group_of_kin or is_further(noun)
        )  # fmt: skip
    if head.pos == "PROPN" and head.ent not in ("PERSON", "NORP", "") and name.group == "all" and not _beside(head):
        return None
    some = head.pos == "PROPN" or is_further(noun) or definite or any(c.dep == "poss" for c in tags.values())
    if head.tag in ("NN", "NNP", "FW", "JJ", "NNPS") or head.ent == "PERSON":
        known = (
            bool(_INDEFINITE & set(tags))
            or bool(tags)
            or head.pos == "PROPN"
            or any(c.dep == "appos" for c in head.children)
            or _shares_article(head)
        )
        return (
            replace(name, low=1, high=1, best=1, definite=definite, some=some) if known or name.group != "all" else None
        )
    return None


def _beside(head: Token) -> bool:
    """A name of two words that is listed with a person's, whatever the parser takes it for."""
    full = any(c.dep == "compound" and c.pos == "PROPN" for c in head.children)
    return full and head.dep == "conj" and head.head.ent == "PERSON"


def _shares_article(noun: Token) -> bool:
    """ "the father, mother and sister": the article of the first holds for all."""
    first = noun
    while first.dep == "conj" and first.head.i < first.i:
        first = first.head
    return first is not noun and any(c.dep in ("det", "poss") for c in first.children)


def _left_edge(head: Token) -> int:
    """Where the noun's own phrase begins: its articles, adjectives and names."""
    edge = head
    for _ in range(12):
        left = next((c for c in edge.children if c.i < edge.i and c.dep in _PHRASE), None)
        if left is None:
            break
        edge = left
    return edge.i


def conjuncts(head: Token) -> Iterator[Token]:
    """The noun and those joined to it by "and" or commas, in text order.

    Names that follow a counted noun ("seven people, Ali, his wife and ...") tell who they were and add nothing.
    """
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        for child in token.children:
            if child.dep == "conj" and child.i > token.i:
                stack.append(child)
            elif child.dep == "appos":  # "a doctor, Leyla Haddad, and two nurses"
                stack.extend(c for c in child.children if c.dep == "conj" and _is_introduced(c))
    found.sort(key=lambda t: t.i)
    counted = False
    for token in found:
        if (counted and _is_named(token)) or not token.lower[:1].isalnum() or _is_cut(token):
            continue
        counted = counted or (token.tag in ("NNS", "NNPS") and any(c.dep == "nummod" for c in token.children))
        yield token


def _is_introduced(token: Token) -> bool:
    """Someone new: "two nurses", "a driver", "her sons"; not "and videojournalist"."""
    return any(c.dep in ("det", "poss", "nummod") for c in token.children)


def _is_cut(token: Token) -> bool:
    """The first half of a hyphened name ("al" of "al-Khatib"), which the parse may take for a person of its own."""
    return len(token.text) <= 3 and token.pos == "PROPN" and any(c.text == "-" for c in token.children)


def _is_named(token: Token) -> bool:
    """A name or a relative ("his wife", "Ali's wife"), and no "a Kenyan", no "the town's mayor"."""
    deps = {c.dep for c in token.children}
    kin = any(c.dep == "poss" and c.pos != "NOUN" for c in token.children)
    return (token.pos == "PROPN" and "det" not in deps and "nummod" not in deps) or kin


def add(parts: list[People]) -> Count:
    """The sum of several counts; an open end stays open."""
    high = None if any(p.high is None for p in parts) else sum(p.high or 0 for p in parts)
    best = None if any(p.best is None for p in parts) else sum(p.best or 0 for p in parts)
    return Count(low=sum(p.low for p in parts), high=high, best=best)

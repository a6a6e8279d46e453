"""Harm told by nouns: "the death of two children", "16 journalist deaths", "the toll rose to 70", "lost lives"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims import harm_words as lex
from dateline.claims.harm_list import list_after
from dateline.claims.harm_people import conjuncts
from dateline.claims.harm_told import is_nursed
from dateline.claims.harm_who import Hit, is_counted, longer, subjects_of
from dateline.model import Effect
from dateline.reading import Grounded, Token

_HANDING = frozenset({"exchange", "swap", "return", "repatriate", "hand", "transfer", "trade", "deliver", "surrender"})


def noun_hit(grounded: Grounded, token: Token, effect: Effect, first: int, last: int) -> Hit | None:
    """ "the death of two children", "16 journalist deaths", "the bodies of six people", "no casualties"."""
    if token.head.lemma in lex.words("freeing") and token.dep in ("dobj", "nsubjpass"):
        return None
    if token.lemma in ("body", "corpse") and token.dep in ("dobj", "nsubjpass") and token.head.lemma in _HANDING:
        return None  # "exchanged the bodies of 20 soldiers": when and how they fell was another thing
    if effect in ("abducted", "detained") and _harmed_by_verb(token, effect):
        return None
    if token.dep == "compound" and token.head.i > token.i and token.head.lemma in lex.words("feared"):
        return None  # "death threats", "arrest warrants"
    tokens = grounded.parsed.tokens
    of = next((c for c in token.children if c.lower in ("of", "among") and c.i > token.i), None)
    to = next((c for c in token.children if c.lower == "to"), None) if effect == "injured" else None
    counted = numbered(grounded, token, first)
    if of is None and not counted:  # "the death and wounding of six people"
        joined = next((c for c in token.children if c.dep == "conj" and c.lower in lex.harm_nouns()), None)
        of = next((c for c in joined.children if c.lower == "of"), None) if joined is not None else None
        of = of or (next((c for c in token.head.children if c.lower == "of"), None) if token.dep == "conj" else None)
    if of is not None and of.lower == "of":
        target = next((c for c in of.children if c.dep == "pobj"), None)
        if target is not None and counted and token.lemma in ("body", "corpse") and not is_counted(grounded, target):
            return Hit(effect, token, (token,), total=True)  # "four bodies of rebels"
        owned = target is not None and target.tag == "NNS" and any(c.tag == "PRP$" for c in target.children)
        if owned and token.lemma in ("body", "corpse") and target is not None and not is_counted(grounded, target):
            return None  # "carried the bodies of their comrades away"
        if target is not None and not (counted and token.lower in lex.people_as_harm()):
            people = longer(tuple(conjuncts(target)), list_after(grounded, target, last))
            return Hit(effect, token, people, strict=True)
    if to is not None:
        target = next((c for c in to.children if c.dep == "pobj"), None)
        if target is not None:
            return Hit(effect, token, tuple(conjuncts(target)), strict=True)
    if is_recorded(token) or is_nursed(token):
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


def _harmed_by_verb(token: Token, effect: Effect) -> bool:
    """ "killed two hostages", "80 detainees were killed": what was done to those who were held already."""
    noun = token
    while noun.dep in ("conj", "appos") and noun.head is not noun:
        noun = noun.head
    done = lex.transitive().get(noun.head.lower) or lex.intransitive().get(noun.head.lower)
    return noun.dep in ("dobj", "nsubjpass", "nsubj") and done not in (None, effect)


def is_recorded(token: Token) -> bool:
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


def numbered(grounded: Grounded, token: Token, first: int) -> bool:
    """Whether a number stands before the noun within its phrase."""
    tokens = grounded.parsed.tokens
    for i in range(token.i - 1, max(first, token.i - 6) - 1, -1):
        if grounded.at(i, "count"):
            return True
        if tokens[i].pos not in ("ADJ", "NOUN", "ADV", "PROPN") and tokens[i].lower not in ("-", "and", "of"):
            return False
    return bool(grounded.at(token.i, "count"))


def lives_hit(token: Token) -> Hit | None:
    """ "claimed the lives of 8 people", "lost their lives", "cost 12 lives"."""
    verb = token.head
    if verb.lemma in lex.words("life_takers") and token.dep in ("dobj", "nsubjpass"):
        of = next((c for c in token.children if c.lower == "of"), None)
        target = next((c for c in of.children if c.dep == "pobj"), None) if of else None
        return Hit("killed", verb, tuple(conjuncts(target)) if target else (token,))
    if verb.lemma in lex.words("life_losers") and token.dep == "dobj":
        return Hit("killed", verb, subjects_of(verb))
    return None


def toll_hit(grounded: Grounded, token: Token, last: int) -> Hit | None:
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
            before = "to" if tokens[counts[0].first].lower == "between" else before  # "put the toll between 5 and 8"
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
        found = _brought_to(grounded, token) or _risen_to(grounded, token)
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
    """ "bringing to 40 the number of people killed", "put at 40": the number stands before what it counts."""
    tokens = grounded.parsed.tokens
    i = token.i - 1
    while i > 1 and tokens[i].pos in ("DET", "ADJ", "NOUN"):
        i -= 1
    while tokens[i].text == "," and (before := grounded.at(i - 1, "count")) and i > 4:  # "put at 19, down from 27,"
        i = before[0].first - 1
        while i > 1 and tokens[i].pos in ("ADP", "ADV") and tokens[i - 1].text != ",":
            i -= 1
        i -= 2 if tokens[i - 1].text == "," else 1
    counts = grounded.at(i, "count")
    link = tokens[counts[0].first - 1].lower if counts and counts[0].first > 1 else ""
    if counts and link in ("to", "at") and tokens[counts[0].first - 2].pos == "VERB":
        return tokens[counts[0].head]
    return None


def _risen_to(grounded: Grounded, token: Token) -> Token | None:
    """ "The number of people killed when a bomb went off in the market has risen to 26": by the parse alone."""
    verb = token.head if token.dep in ("nsubj", "nsubjpass") else None
    links = [c for c in verb.children if c.i > token.i and c.lower in lex.words("toll_links")] if verb else []
    numbers = [t for c in links for t in c.children if grounded.at(t.i, "count")]
    return numbers[-1] if numbers else None


def _counted_effect(token: Token) -> Effect | None:
    """What a toll counts: "the death toll", "the number of people killed", "the number of wounded"."""
    if token.lower == "toll" or any(c.lower in ("death", "casualty", "body") for c in token.children):
        return "killed"
    if token.lower == "figure" and token.head.lemma in lex.words("revising"):
        return "killed"  # "later revised the figure to nine"
    if token.lower not in ("number", "total") or not any(c.lower == "the" for c in token.children):
        return None
    below = [t for t in token.subtree() if token.i < t.i <= token.i + 6]
    tables = (lex.states(), lex.people_as_harm(), lex.transitive(), lex.intransitive(), lex.harm_nouns())
    return next((table[t.lower] for t in below for table in tables if t.lower in table), None)

"""Those harmed one by one, in their own words: of "a judge, Colonel Rui Sá and two guards" each is an entry.

A fact of harm counts a whole list; who stands in it is told by the list's members. They are read by the order of words,
not by the parse, which seldom has a list of names and offices whole. Their entries have no number of their own: it is
in the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.claims import harm_words as lex
from dateline.claims.draft import Draft
from dateline.claims.records import FIGHTING, HarmFact
from dateline.model import Effect, Harm
from dateline.reading import Grounded, Token

_TO_PERSONS = frozenset({"killed", "injured", "missing", "abducted"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ"})
_OF_PHRASE = _INSIDE | {"DET", "NUM"}
_OPENING = frozenset(
    {"a", "an", "the", "his", "her", "their", "its", "our", "my", "another", "one", "other", "some", "several", "many",
     "all", "both", "about", "at", "least", "over", "more", "than", "nearly", "around", "approximately"}
)  # fmt: skip
_AGE = frozenset({"year", "years", "month", "months", "old", "-", "yr"})
_LINKS = frozenset({"of", "for", "from", "in", "at", "to"})
_WHERE = frozenset({"in", "at", "from", "to"})
_JOINED = frozenset({"and", "&", "or", "plus"})
_CALLED = frozenset({"identified", "named", "called", "known"})
_OPEN = {"(": ")", "[": "]"}
_WHO = frozenset({"who", "whom", "whose"})
_MOST = 90  # words of a list
_SAYING_WHO = 16  # words of a relative clause inside one


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` name people, ``named``: by a proper name; what is told of them goes to ``end``."""

    first: int
    last: int
    end: int
    head: int
    named: bool
    placed: bool  # what is told ends with a place


Named = tuple[Effect, str, Phrase]  # what was done to them, the group of the number that they are in, their words


def each_harmed(grounded: Grounded, draft: Draft, later: Iterable[Named] = ()) -> Iterator[Harm]:
    """An entry without a number for each of those harmed whom a list tells, or the text ``later``, once."""
    facts = [f for f in draft.event.facts if f.effect in _TO_PERSONS and f.polarity == "affirmed" and f.high != 0]
    facts = [f for f in facts if f.status in (None, draft.status)]
    known = {f.span.text.casefold() for f in facts}
    told = [(f, p) for f in facts if f.part_of is None for p in members(grounded, f)]
    all_told = [(f.effect, f.group, p) for f, p in (*told, *including(grounded, facts))]
    for effect, group, phrase in (*all_told, *later):
        span = grounded.parsed.span(phrase.first, phrase.last)
        if span.text.casefold() not in known and _by_himself(grounded, facts, phrase):
            known.add(span.text.casefold())
            yield Harm(effect=effect, group=group, span=span, partial=True)


def _by_himself(grounded: Grounded, facts: Sequence[HarmFact], phrase: Phrase) -> bool:
    """One person by a name or an office, or people whom no number counts; of those who fight, only who is named."""
    head = grounded.parsed.tokens[phrase.head]
    if phrase.named:
        return True
    if lex.noun_group(head) in FIGHTING:
        return False
    if not any(f.first <= phrase.first < f.last for f in facts):
        return phrase.first < phrase.head
    return head.tag in ("NN", "NNP", "CD") and phrase.first < phrase.head and not _counted(grounded, phrase)


def members(grounded: Grounded, fact: HarmFact) -> list[Phrase]:
    """The members of the list that a fact of harm counts; none where it is no list."""
    sentence = grounded.parsed.sentences[grounded.parsed.tokens[fact.head].sent]
    if fact.effect_token < fact.first:
        found = _unfinished(grounded, listed(grounded, fact.first, sentence.last))
    else:
        found = _before(grounded, fact, sentence.first)
    inside = [*listed(grounded, fact.first, fact.last)]
    best = found if len(found) >= len(inside) else inside
    return best if len(best) > 1 else []


def _unfinished(grounded: Grounded, found: list[Phrase]) -> list[Phrase]:
    """ "killed Ali Noor, and Omar Said fled": who acts behind a list is not of it."""
    tokens = grounded.parsed.tokens
    if len(found) < 2:
        return found
    end = found[-1].end
    of = tokens[found[-1].first - 1].lower == "of"  # "the murders of Ali Noor and of Omar Said were told"
    acts = (
        not of and end < len(tokens) and tokens[end].sent == tokens[end - 1].sent and tokens[end].pos in ("VERB", "AUX")
    )
    return found[:-1] if acts else found


def _before(grounded: Grounded, fact: HarmFact, first: int) -> list[Phrase]:
    """The longest list before the word of harm that holds the fact's own people and ends at its verb."""
    tokens = grounded.parsed.tokens
    stop = fact.effect_token
    while stop > fact.last and (tokens[stop - 1].pos in ("AUX", "ADV") or tokens[stop - 1].lower in ("also", "all")):
        stop -= 1
    for start in range(max(first, stop - _MOST), fact.first + 1):
        before = tokens[start - 1] if start > first else None
        if tokens[start].pos == "PUNCT" or not (before is None or before.pos in ("PUNCT", "SCONJ", "CCONJ", "ADP")):
            continue
        found = listed(grounded, start, stop)
        if len(found) > 1 and found[-1].end >= stop - 1 and any(p.first <= fact.head < p.last for p in found):
            return found
    return []


def listed(grounded: Grounded, i: int, last: int, sure: bool = False) -> list[Phrase]:
    """The people listed from word ``i`` on, each by his own words; an office behind a name is his who has the name.

    ``sure``: by what stands before they are names, whatever the parser takes them for.
    """
    tokens = grounded.parsed.tokens
    out: list[Phrase] = []
    previous: Phrase | None = None
    joined = False
    last = min(last, i + _MOST)
    while (phrase := _phrase(grounded, i, last, previous, sure)) is not None:
        told = previous is not None and previous.named and not phrase.named and not joined
        if not (told and not _counted(grounded, phrase)):
            out.append(phrase)
            previous = phrase
        i, joined = _separated(tokens, phrase.end, last)
        if i == phrase.end or i >= last:
            break
    return out


def _counted(grounded: Grounded, phrase: Phrase) -> bool:
    return bool(grounded.inside(phrase.first, phrase.last, "count"))


def _separated(tokens: tuple[Token, ...], i: int, last: int) -> tuple[int, bool]:
    """Where the next member begins, and whether "and" stands before it."""
    joined = False
    while i < last:
        word = tokens[i].lower
        if word in _JOINED:
            i, joined = i + 1, True
        elif word in (",", ";", ":", "–", "—", "--", "both", "also"):
            i += 1
        elif word == "as" and [t.lower for t in tokens[i + 1 : i + 3]] == ["well", "as"]:
            i, joined = i + 3, True
        elif word in ("along", "together") and i + 1 < last and tokens[i + 1].lower == "with":
            i, joined = i + 2, True
        elif word == "of" and joined:  # "of Ali Noor, and of Omar Said"
            i += 1
        else:
            break
    return i, joined


def _phrase(grounded: Grounded, i: int, last: int, before: Phrase | None, sure: bool = False) -> Phrase | None:
    """The people whose words begin at token ``i``."""
    tokens, first = grounded.parsed.tokens, i
    while i < last and (
        tokens[i].lower in _OPENING or tokens[i].pos in ("NUM", "DET") or (i > first and tokens[i].lower in _AGE)
    ):
        i += 1
    run = i
    while i < last and _goes_on(grounded, tokens, i):
        i += 1
    words = tokens[run:i]
    if not words and i > first and i < last and tokens[i].lower == "of":  # "one of their employees"
        inner = _phrase(grounded, i + 1, last, before)
        return replace(inner, first=first, named=False) if inner is not None else None
    if not words or words[-1].pos not in ("NOUN", "PROPN"):
        return None
    among_names = before is not None and before.named and not before.placed
    unknown = sure or (among_names and any(t.pos == "PROPN" for t in words))
    named = _named(grounded, words, before) or (unknown and _unknown(grounded, tokens[first:i]))
    if not (named or lex.noun_group(words[-1]) is not None or words[-1].lower in lex.carriers()):
        return None
    end, placed = _told(grounded, tokens, i, last)
    return Phrase(first, i, end, i - 1, named, placed)


def _goes_on(grounded: Grounded, tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if grounded.at(i, "time"):
        return False
    if token.pos in _INSIDE or token.lower in ("'s", "’s") or (token.tag == "VBN" and token.dep == "amod"):
        return True
    if token.ent == "PERSON" and token.pos in ("ADP", "X", "DET", "CCONJ") and tokens[i - 1].pos == "PROPN":
        return True  # "Paulo de Souza", "Rivera y Damas"
    behind = tokens[i + 1] if i + 1 < len(tokens) else token
    if token.text == "-":  # "57-year-old", "vice-president", "well-known"
        return behind.pos in _INSIDE or behind.tag == "VBN"
    return behind.text == "-" and token.pos in ("NUM", "ADV")


def _named(grounded: Grounded, words: tuple[Token, ...], before: Phrase | None) -> bool:
    """Whether a person's name is among the words: by its kind, or as one of a list of names."""
    names = [t for t in words if t.pos == "PROPN" and lex.noun_group(t) is None]
    if not names or (words[-1].pos != "PROPN" and words[-1].ent != "PERSON" and names[-1] is not words[-2]):
        return False
    if lex.noun_group(words[-1]) is not None and words[-1].ent != "PERSON":
        return False
    if any(t.ent == "PERSON" for t in names):
        return True
    among_names = before is not None and before.named and len(names) > 1 and not before.placed
    if any(e.first <= words[0].i or not among_names for e in grounded.at(names[-1].i, "place")) or any(
        e.actor and e.actor.kind not in ("person", "civilians") for e in grounded.at(words[-1].i, "actor")
    ):
        return False
    office = any(lex.noun_group(t) is not None for t in words)
    return office or among_names


def _unknown(grounded: Grounded, words: tuple[Token, ...]) -> bool:
    """Two words or more that are no noun for people and no place, with no article: a name made of ordinary words."""
    bare = len(words) > 1 and words[0].pos not in ("DET", "PRON", "NUM")
    return bare and not any(lex.noun_group(t) is not None or grounded.at(t.i, "place") for t in words)


def _told(grounded: Grounded, tokens: tuple[Token, ...], i: int, last: int) -> tuple[int, bool]:
    """Past what is told of one member: brackets, ages, "of the town", a clause with "who"; whether a place ends it."""
    placed = False
    while i < last:
        word = tokens[i].lower
        if word in _OPEN:
            close = next((j for j in range(i + 1, min(last, i + 14)) if tokens[j].text == _OPEN[word]), None)
            if close is None:
                break
            i = close + 1
        elif word == "," and i + 1 < last and tokens[i + 1].pos == "NUM" and tokens[i + 1].text.isdecimal():
            behind = tokens[i + 2] if i + 2 < last else None
            if behind is not None and (behind.pos in _INSIDE or behind.text == "-"):
                break  # "Ali Noor, 12 farmers", "Ali Noor, 12-year-old Omar Said"
            i += 2
        elif word == "aged" and i + 1 < last and tokens[i + 1].pos == "NUM":
            i += 2
        elif word in _LINKS or (word == "," and i + 1 < last and tokens[i + 1].lower == "from"):
            start = i + 1 + (word == ",")
            end = _noun_phrase(tokens, start, last)
            if end == start:
                break
            placed = tokens[start - 1].lower in _WHERE
            i = end
        elif word in _WHO or (word == "," and i + 1 < last and tokens[i + 1].lower in _WHO):
            close = next((j for j in range(i + 2, min(last, i + _SAYING_WHO)) if tokens[j].text in (",", ";")), None)
            if close is None:
                break
            i = close
            break
        else:
            break
    return i, placed


def _noun_phrase(tokens: tuple[Token, ...], i: int, last: int) -> int:
    while i < last and (
        tokens[i].pos in ("NOUN", "PROPN", "ADJ", "DET", "NUM") or tokens[i].lower in ("'s", "’s", "its")
    ):
        i += 1
    return i


def including(grounded: Grounded, facts: list[HarmFact]) -> Iterator[tuple[HarmFact, Phrase]]:
    """ "nine people, including Senator Rui Sá and his driver": who is named of those that a total counts."""
    tokens = grounded.parsed.tokens
    for n, fact in enumerate(facts):
        sentence = grounded.parsed.sentences[tokens[fact.head].sent]
        for i in range(max(fact.last, 1), sentence.last - 1):
            if any(f is not fact and fact.last <= f.first <= i and f.part_of is None for f in facts[n + 1 :]):
                break
            opened = _opens(tokens, i)
            if opened:
                for phrase in _unfinished(grounded, listed(grounded, opened, sentence.last)):
                    yield fact, phrase
                break


def _opens(tokens: tuple[Token, ...], i: int) -> int:
    word, behind = tokens[i].lower, tokens[i + 1].lower
    if word in ("including", "namely"):
        return i + 1 + (1 if behind == "that" and i + 2 < len(tokens) and tokens[i + 2].lower == "of" else 0)
    return i + 2 if word in ("among", "amongst") and behind in ("them", "whom") else 0

"""Who they were that were harmed, told after the harm: "the dead were identified as Ali Noor and his wife"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims import harm_words as lex
from dateline.claims.draft import Draft
from dateline.claims.harm_named import Named, listed
from dateline.model import Effect
from dateline.reading import Grounded, Sentence, Token

_NAMED = frozenset({"identified", "named", "known"})
_THEY = frozenset({"they", "he", "she"})
_BEING = frozenset({"be", "include"})
_REACH = 6  # sentences between the harm and the names
_SUBJECT = 12  # words of a subject
_NEAR = 2  # sentences to whom "they" are


def identified(grounded: Grounded, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Named]]:
    """Each person whom a later sentence names, with the draft that told of the harm and that harm's group."""
    told = [(d, f) for d in drafts for f in d.event.facts if f.polarity == "affirmed" and f.high != 0]
    if not told:
        return
    tokens = grounded.parsed.tokens
    for sentence in grounded.parsed.sentences:
        for effect, start in _openings(grounded, sentence):
            near = _REACH if effect else _NEAR
            before = [(d, f) for d, f in told if 0 <= sentence.index - tokens[f.head].sent <= near]
            before = [(d, f) for d, f in before if effect is None or f.effect == effect]
            people = listed(grounded, start, sentence.last, sure=True) if before else []
            if not any(p.named for p in people):
                continue
            draft, fact = before[-1]
            for person in people:
                yield draft, (fact.effect, fact.group, person)


def _openings(grounded: Grounded, sentence: Sentence) -> Iterator[tuple[Effect | None, int]]:
    """Where names are given, with the effect on those named; None where a pronoun stands for them."""
    tokens = grounded.parsed.tokens
    for i in range(sentence.first + 1, sentence.last - 1):
        token = tokens[i]
        being = token.lemma in _BEING and token.dep not in ("aux", "auxpass")
        if not being and not (token.lower == "as" and any(t.lower in _NAMED for t in tokens[i - 3 : i])):
            continue
        subject = _subject(tokens, sentence.first, i)
        effect = next((e for t in subject if (e := _harm(t))), None)
        pronoun = bool(subject) and subject[0].lower in _THEY
        if effect is not None or (pronoun and (token.lower == "as" or tokens[i + 1].pos == "PROPN")):
            yield effect, i + 1
            return


def _subject(tokens: Sequence[Token], first: int, verb: int) -> Sequence[Token]:
    """The words before a verb, back to a comma or the beginning of the sentence."""
    i = verb
    while i > max(first, verb - _SUBJECT) and tokens[i - 1].text not in (",", ";", ":", ")", "]", '"'):
        i -= 1
    parsed = [c for c in tokens[verb].head.children if c.dep == "nsubjpass"] if tokens[verb].lower == "as" else []
    return [*parsed, *tokens[i:verb]]


def _harm(token: Token) -> Effect | None:
    """The effect, where a word stands for the harmed: "the dead", "those who were kidnapped", "the murdered man"."""
    if token.lower in lex.people_as_harm():
        return lex.people_as_harm()[token.lower]
    people = (token.head.lower in ("those", "other", "others", "one") or lex.noun_group(token.head) is not None) and (
        token.dep in ("amod", "acl", "relcl")
    )
    return lex.transitive().get(token.lower) if people else None

"""Names that head an item of a list: "• Mellit: clashes were reported", "Omdurman – Shells fell", "NORTH DARFUR".

Monitors' digests and daily briefings say where only in such a heading. What an item tells is there, and the names in it
lie there, until the next heading.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from dateline.ground.gazetteer import SKELETON
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_doubt import DOUBT, PLACE
from dateline.ground.places_spot import Spot
from dateline.reading import Entity, Parsed, Sentence, Token

MARKS = frozenset("•·▪●◦*-–—►■>")
DASHES = frozenset(("-", "–", "—", "--"))
LONGEST = 8  # words of a heading
SEVERAL = 2  # headings that are known places: from there an unknown name that heads an item is a place too
_NAMES = frozenset(("GPE", "LOC", "FAC", "PERSON", "ORG"))
_WIDE = frozenset(("country", "admin1", "admin2", "region", "area"))
_PARTS = frozenset(("district", "facility", "camp"))  # of a town, where no list knows them


def items(parsed: Parsed, found: list[Spot], names: Sequence[Entity]) -> list[Spot]:
    """The spots with those that head items marked and taken for places, unknown ones of a list of places among them.

    What an item names is put into the heading of its line and into that of its section.
    """
    heads = [h for s in parsed.sentences if (h := _head(parsed, s)) is not None]
    if not heads:
        return found
    bodies = {i for e in names if e.actor is not None and e.actor.kind != "person" for i in range(e.first, e.last)}
    by_first = {s.first: s for s in found}
    known = [(h, s) for h in heads if (s := _known(parsed.tokens, by_first.get(h[0]), h, bodies)) is not None]
    for _, spot in known:
        spot.heading, spot.chance = True, max(spot.chance, PLACE)
    if len(known) >= SEVERAL:
        found = _with_unknown(parsed, found, [h for h in heads if h not in {k for k, _ in known}], bodies)
    _put_inside(parsed, found)
    return found


def _head(parsed: Parsed, sentence: Sentence) -> tuple[int, int] | None:
    """The first and last (exclusive) token of what heads a sentence; None where nothing does."""
    tokens = parsed.tokens
    first = sentence.first
    while first < sentence.last and (tokens[first].text in MARKS or tokens[first].text.rstrip(".)").isdigit()):
        first += 1
    if first == sentence.last or not (name_like(tokens[first]) or tokens[first].lower in contexts().articles):
        return None
    opens = _opens(parsed, sentence)
    for i in range(first, min(first + LONGEST, sentence.last)):
        token = tokens[i]
        if token.text == ":" and i > first:
            return first, i
        if token.text == "." and i > first and i + 1 == sentence.last:
            return (first, i) if opens and _goes_on(parsed, sentence) else None
        if token.text in DASHES and i > first and token.start > tokens[i - 1].end:
            return (first, i) if opens and i + 1 < sentence.last and token.end < tokens[i + 1].start else None
        if token.pos in ("VERB", "AUX", "ADV", "PRON") and token.text.islower():
            return None
        if not (name_like(token) or token.text in ",()'’-" or token.lower in _between()):
            return None
    return (first, sentence.last) if opens and _ends(parsed, sentence) else None


def _between() -> frozenset[str]:
    """Small words within a heading: "the city of", "region", "al"."""
    words = contexts()
    return words.articles | words.particles | frozenset(words.types) | {"of", "the", "and", "'s", "’s"}


def _opens(parsed: Parsed, sentence: Sentence) -> bool:
    """The sentence is the first of its paragraph, but for a bullet."""
    before = parsed.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.paragraph != sentence.paragraph:
        return True
    return all(t.text in MARKS for t in parsed.words(before)) and _opens(parsed, before)


def _goes_on(parsed: Parsed, sentence: Sentence) -> bool:
    """ "Palma. On Monday ...": the name alone, and more of the paragraph behind it."""
    after = parsed.sentences[sentence.index + 1] if sentence.index + 1 < len(parsed.sentences) else None
    return after is not None and after.paragraph == sentence.paragraph


def _ends(parsed: Parsed, sentence: Sentence) -> bool:
    """A line of its own, without a full stop: a heading of what follows."""
    after = parsed.sentences[sentence.index + 1] if sentence.index + 1 < len(parsed.sentences) else None
    whole = sentence.last - sentence.first <= LONGEST and parsed.tokens[sentence.last - 1].text not in ".!?"
    return whole and after is not None and after.paragraph != sentence.paragraph and sentence.index > 0


def _known(tokens: Sequence[Token], spot: Spot | None, head: tuple[int, int], bodies: set[int]) -> Spot | None:
    """The spot that is all of the heading, but for the wider place behind it and the word for its kind."""
    if spot is None or spot.last > head[1] or spot.first in bodies or spot.chance < DOUBT / 2:
        return None
    if all(how == SKELETON for _, how in spot.found) and spot.chance < PLACE:
        return None
    rest = tokens[spot.last : head[1]]
    plain = [t for t in rest if t.text not in ",()" and not contexts().type_of(t.lower)]
    if plain and rest[0].text not in (",", "("):
        return None
    return spot


def _with_unknown(parsed: Parsed, found: list[Spot], heads: Sequence[tuple[int, int]], bodies: set[int]) -> list[Spot]:
    """In a list of places a name that no list has heads its item as they do theirs."""
    tokens = parsed.tokens
    taken = {i for s in found for i in range(s.first, s.last)}
    small = {t.lower for t in tokens if t.text.islower()}
    extra = []
    for first, last in heads:
        end = next((i for i in range(first, last) if tokens[i].text in ",("), last)
        words = tokens[first:end]
        named = [t for t in words if name_like(t)]
        if not named or any(not _is_name(t) or t.lower in small for t in named):
            continue
        if any(i in taken or i in bodies for i in range(first, end)) or tokens[last - 1].i == parsed.tokens[-1].i:
            continue
        name = parsed.document.text[tokens[first].start : tokens[end - 1].end]
        extra.append(Spot(first, end, (), name, chance=PLACE, heading=True))
    return sorted([*found, *extra], key=lambda s: s.first)


def _is_name(token: Token) -> bool:
    return (token.pos == "PROPN" or token.ent in _NAMES) and token.lower not in contexts().common


def _put_inside(parsed: Parsed, found: Sequence[Spot]) -> None:
    """What an item names lies in its heading, if that is a land or a province, the heading in that of its section."""
    tokens, sentences = parsed.tokens, parsed.sentences
    named = {i for s in found for i in range(s.first, s.last)}
    head: Spot | None = None
    section: Spot | None = None
    for spot in found:
        sentence = sentences[tokens[spot.first].sent]
        if head is not None and sentences[tokens[head.first].sent].paragraph != sentence.paragraph:
            head = None
        if spot.heading:
            if _alone(tokens, spot, sentence, named):
                section, head = spot, None
                continue
            head = spot
        for how, outer in (("section", section), ("heading", head)):
            if outer is None or outer is spot:
                continue
            wide = any(f.kind in _WIDE for f, _ in outer.found)
            if wide or (not spot.found and spot.hint in _PARTS):
                spot.inside.append((how, outer))


def _alone(tokens: Sequence[Token], spot: Spot, sentence: Sentence, named: Set[int]) -> bool:
    """The heading is a line of its own."""
    rest = tokens[spot.last : sentence.last]
    return sentence.index > 0 and all(not t.text.isalpha() or contexts().type_of(t.lower) or t.i in named for t in rest)

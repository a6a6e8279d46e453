"""Which words may be the name of a place: every run that the gazetteer knows, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.ground.gazetteer import SKELETON, Found, Gazetteer
from dateline.ground.gazetteer_sources import ALTERNATE, PRIMARY
from dateline.ground.places_bound import bound_for, one_of
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_names import key
from dateline.ground.places_spot import DATED, LONGEST, OWNING, Spot
from dateline.ground.places_unknown import located, told, unknown_name
from dateline.reading import Parsed, Sentence, Token

STANDING_ARTICLES = ("al", "el", "ash", "az", "ez", "ar")  # articles that are no English words
WELL_KNOWN = 15_000  # people
BEYOND_DOUBT = 100_000  # people: such a city is meant even where its name is part of another
WIDE = ("admin1", "admin2")
SETTLEMENTS = ("village", "city", "camp", "district")
_NO_END = frozenset({*OWNING, "the", "of", "and", "-", ".", "&"})


def spots(parsed: Parsed, gazetteer: Gazetteer) -> list[Spot]:
    """Every possible name of a place in text order; they do not overlap."""
    out: list[Spot] = []
    tokens = parsed.tokens
    for sentence in parsed.sentences:
        i = sentence.first
        while i < sentence.last:
            spot = None
            if _may_start(tokens, i, sentence.last):
                spot = _longest(parsed, gazetteer, i, sentence.last)
            if spot is not None:
                spot = _whole(parsed, gazetteer, spot, sentence, out[-1].last if out else 0)
            if spot is None:
                i += 1
                continue
            out.append(spot)
            i = spot.last
    return out


def _whole(parsed: Parsed, gazetteer: Gazetteer, spot: Spot, sentence: Sentence, taken: int) -> Spot | None:
    """A spot that is no part of a longer name, or the longer name; None where that is no place known.

    "Cerro Grande" is not Grande, "Tripoli Street" not Tripoli; "two Marines" and "Claymore mines" are no places.
    """
    tokens, words = parsed.tokens, contexts()
    after = tokens[spot.last] if spot.last < sentence.last else None
    if after is not None and name_like(after) and after.lower in words.roads and tokens[spot.last - 1].head is after:
        name = parsed.document.text[tokens[spot.first].start : after.end]
        found = gazetteer.exact(name)
        return Spot(spot.first, spot.last + 1, found, name) if found else None
    joined = tokens[spot.first].lower in words.articles and spot.last - spot.first == 3  # "al-Sham"
    single = joined or spot.last - spot.first == 1
    large = any(
        (f.population >= BEYOND_DOUBT or f.kind in ("country", "capital")) and not (joined and how != PRIMARY)
        for f, how in spot.found
    )
    if after is not None and (words.makes_an_event(after) or (single and after.text in words.arms and not large)):
        return None
    if large or any(f.kind == "admin1" for f, _ in spot.found):
        return spot
    before = tokens[spot.first - 1] if spot.first > sentence.first else None
    if before is None or not single or not spot.found:
        return spot
    if before.tag == "CD" and tokens[spot.first].tag in ("NNS", "NNPS"):
        return None
    if (
        before.i < taken
        or before.pos != "PROPN"
        or before.dep != "compound"
        or not spot.first <= before.head.i < spot.last
        or not name_like(before)
        or before.lower in words.common
        or before.lower in words.directions
        or words.type_of(before.lower)
        or before.lower in words.demonyms
    ):
        return spot
    if before.lower in words.titles or not located(tokens, before.i, spot.last, sentence.last):
        return None
    return Spot(before.i, spot.last, (), parsed.document.text[before.start : tokens[spot.last - 1].end])


def _may_start(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    token = tokens[i]
    if token.text[:1].islower() and token.lower not in contexts().articles:
        return False  # as at most words
    if name_like(token):
        joined = i + 1 < end and tokens[i + 1].start == token.end  # "At-Tall"
        return joined or token.pos != "ADP"  # no name begins with the "In" that opens a sentence
    if token.lower not in contexts().articles or i + 1 == end or (i and tokens[i - 1].end == token.start):
        return False
    if tokens[i + 1].text in "-–":  # "at-Tanf"
        return True
    return token.lower in STANDING_ARTICLES and name_like(tokens[i + 1])


def _longest(parsed: Parsed, gazetteer: Gazetteer, first: int, end: int) -> Spot | None:
    words = contexts()
    tokens, text = parsed.tokens, parsed.document.text
    short = _abbreviation(parsed, gazetteer, first, end) or _numbered(parsed, first, end)
    if short is not None:
        return short
    reach = _reach(tokens, first, min(end, first + LONGEST))
    unknown = unknown_name(parsed, first, end)
    if unknown is not None and _led_in(parsed, gazetteer, unknown):
        unknown = None
    whole = unknown if unknown is not None and unknown.last > first + 1 else None
    leading = (
        tokens[first].lower == "the" or tokens[first].lower in words.directions
    )  # a name only where it is known whole
    fallback: Spot | None = None
    owner = next((i for i in range(first, reach) if tokens[i].lower in OWNING), reach)
    for last in range(reach, first, -1):
        token = tokens[last - 1]
        if not _may_end(tokens, first, last - 1):
            continue
        name = text[tokens[first].start : token.end]
        plain = token.lower.rstrip(".") in words.common and not _town_of(tokens, first)
        if last - first == 1 and (plain or len(name) < 2):
            break
        if last - first == 1 and token.lower in words.letters and not name.isupper():
            break  # "Car bombs" are nobody's
        found = gazetteer.exact(name)
        article = tokens[first].lower in ("a", "an") and tokens[first].pos == "DET" and last > first + 1
        if article:  # "A U.S. gunship" is not Aus
            found = tuple(f for f in found if f[0].name.lower().startswith(tokens[first].lower + " "))
        if last - first == 1 and token.lower in words.demonyms:
            found = tuple(f for f in found if f[0].kind == "country" or (f[1] == PRIMARY and f[0].population > 20_000))
            if not found:
                break
        if found and last - first > 1 and not name_like(token) and words.type_of(token.lower) in WIDE:
            found = _of_any_land(gazetteer, found, text[tokens[first].start : tokens[last - 2].end])
        people = tokens[first].lower in words.demonyms and not name_like(token)  # "Chadian town"
        if not found and owner < last:
            continue  # what "'s" stands in is a name only where it is known
        if not found and fallback is None and len(name) >= 5 and not (leading or people or article):
            alike = gazetteer.alike(name)
            if alike:
                fallback = Spot(first, last, alike, name)
        if found:
            if fallback is not None and fallback.last > last:
                return fallback
            if last - first == 1 and len(key(name)) <= 3 and name.isupper():
                found = tuple(f for f in found if f[0].kind in ("country", "region", "continent"))
                if not found:
                    continue
            if len(name) >= 5 and not any(how == PRIMARY or p.population >= WELL_KNOWN for p, how in found):
                found = (*found, *gazetteer.alike(name))  # a hamlet's other name is no reason to stop there
            spot = Spot(first, last, found, name)
            # "the village of Rasm al-Abed" is all of it, although there is a Rasm
            longer = (
                whole is not None
                and whole.last > last
                and (
                    tokens[last].lower in words.joiners  # "San Pedro de Tulapas" is no San Pedro
                    or told(tokens, first)
                    or _longer(tokens, whole, spot)
                    or _before_kind(tokens, whole, spot)
                )
            )
            return whole if longer else spot
    if fallback is not None and whole is not None and whole.last > fallback.last and _longer(tokens, whole, fallback):
        return whole
    return fallback or (None if leading else unknown)


def _town_of(tokens: Sequence[Token], first: int) -> bool:
    """ "the city of Man", "the port of Nice", "in Nice, France": its name, whatever else the word means."""
    if first < 2 or not tokens[first].text[:1].isupper():
        return False
    if tokens[first - 1].lower in ("in", "near", "outside"):
        return tokens[first].ent == "GPE" and tokens[first].pos == "PROPN"
    kind = tokens[first - 2].lower if tokens[first - 1].lower == "of" else ""
    return kind in ("city", "town", "village", "port", "hamlet", "suburb")


def _of_any_land(gazetteer: Gazetteer, found: Sequence[tuple[Found, int]], bare: str) -> tuple[tuple[Found, int], ...]:
    """ "La Union province": those that are called so, and those whose kind is left out of their name."""
    known = {f.id for f, _ in found}
    more = (x for x in gazetteer.exact(bare) if x[0].kind in WIDE and x[1] == PRIMARY and x[0].id not in known)
    return (*found, *more)


def _led_in(parsed: Parsed, gazetteer: Gazetteer, unknown: Spot) -> bool:
    """ "A Henderson County jury", "Only Hall County": a word that is no name, before a name that is known."""
    tokens, words = parsed.tokens, contexts()
    first = tokens[unknown.first]
    if unknown.last - unknown.first < 2 or first.pos not in ("DET", "ADV") or first.lower in words.articles:
        return False
    if first.lower in words.common or first.lower in words.directions or tokens[unknown.first + 1].start == first.end:
        return False
    rest = parsed.document.text[tokens[unknown.first + 1].start : tokens[unknown.last - 1].end]
    return any(how <= ALTERNATE for _, how in gazetteer.exact(rest))


def _numbered(parsed: Parsed, first: int, end: int) -> Spot | None:
    """ "Hill 402", "Point 4812": a height by its number on the map."""
    tokens = parsed.tokens
    if tokens[first].lower not in contexts().numbered or first + 1 == end or not tokens[first + 1].text.isdigit():
        return None
    name = parsed.document.text[tokens[first].start : tokens[first + 1].end]
    return Spot(first, first + 2, (), name, hint="mountain", typed=True, how="numbered")


def _may_end(tokens: tuple[Token, ...], first: int, i: int) -> bool:
    """Whether a name can end at ``i``: at a capital, at what is joined without a space, at a number, at a type word."""
    token = tokens[i]
    if token.lower in _NO_END:
        return False
    if name_like(token):
        return i == first or token.lower not in contexts().particles or token.start == tokens[i - 1].end
    if i == first:
        return False
    return token.start == tokens[i - 1].end or token.text.isdigit() or token.lower in contexts().types


def _reach(tokens: tuple[Token, ...], first: int, end: int) -> int:
    """How far a name that starts here can go: over capitals, particles, and what is joined without a space."""
    particles = contexts().particles
    last = first + 1
    while last < end:
        token, before = tokens[last], tokens[last - 1]
        joined = token.start == before.end and (token.text[:1].isalpha() or token.text in "-'’–.")
        typed = token.lower in contexts().types or token.lower in contexts().paired  # "Omar oil field"
        owner = token.lower in OWNING and _owner_within(tokens, last, end)
        if not (joined or name_like(token) or token.lower in particles or token.text.isdigit() or typed or owner):
            break
        if token.text in ',;:()[]"“”' or (token.lower in OWNING and not owner):
            break
        last += 1
    return last


def _owner_within(tokens: tuple[Token, ...], i: int, end: int) -> bool:
    """Whether the "'s" at ``i`` may be part of a name: "Lao People's Democratic Republic", "Bishop's Castle"."""
    return i + 1 < end and name_like(tokens[i + 1]) and tokens[i].start == tokens[i - 1].end


def _abbreviation(parsed: Parsed, gazetteer: Gazetteer, first: int, end: int) -> Spot | None:
    """A region's abbreviated name: "Fla." after a comma, "W.Va." anywhere."""
    words, tokens, text = contexts(), parsed.tokens, parsed.document.text
    if text[tokens[first].start : tokens[first].end] not in words.abbreviated:
        return None
    for last in range(min(end, first + 4), first, -1):
        written = text[tokens[first].start : tokens[last - 1].end]
        row = words.abbreviations.get(written) or words.abbreviations.get(written + ".")
        if row is None:
            continue
        before = tokens[first - 1].text if first else ""
        if row[2] and before not in (",", "(", "-", "–", "["):
            continue
        if written.isupper() and len(written) == 2 and before != ",":
            continue
        found = tuple(f for f in gazetteer.exact(row[0]) if f[0].kind == "admin1" and f[0].country == row[1])
        if found:
            return Spot(first, last, found, row[0], abbreviation=True)
    return None


def _longer(tokens: tuple[Token, ...], whole: Spot, part: Spot) -> bool:
    """ "at Sidi Mezrag" is all of it, although some Sidi is known: no large place, and what follows is a name."""
    words = contexts()
    at = whole.first > 0 and tokens[whole.first - 1].lower in words.where and tokens[whole.first - 1].pos == "ADP"
    if not (at or bound_for(tokens, whole.first) or one_of(tokens, whole.first)):
        return False
    one = tokens[part.last - 1].dep == "compound" and len({t.ent for t in tokens[whole.first : whole.last]}) == 1
    most = BEYOND_DOUBT * 10 if one else WELL_KNOWN
    wide = ("country", "capital") if one else ("country", "admin1")
    if any(f.population >= most or f.kind in wide for f, how in part.found if how < (ALTERNATE if one else SKELETON)):
        return False
    rest = tokens[part.last : whole.last]
    return all(
        t.pos == "PROPN" and t.ent not in DATED and t.lower not in words.institutions and t.lower not in words.streets
        for t in rest
        if name_like(t)
    ) and not any(t.lower in words.common or words.type_of(t.lower) for t in rest if name_like(t))


def _before_kind(tokens: tuple[Token, ...], whole: Spot, part: Spot) -> bool:
    """ "Dan Gulbi village" is all of it, although there is a Dan: one name right before the word for a settlement."""
    after = tokens[whole.last] if whole.last < len(tokens) else None
    if after is None or not after.text.islower() or contexts().type_of(after.lower) not in SETTLEMENTS:
        return False
    if any(f.population >= WELL_KNOWN or f.kind in ("country", "admin1") for f, how in part.found if how != SKELETON):
        return False
    return all(
        t.pos == "PROPN" and t.lower not in contexts().common and t.lower not in contexts().titles
        for t in tokens[whole.first : whole.last]
        if name_like(t)
    )

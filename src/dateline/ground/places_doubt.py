"""Names over which the table of recognition hesitates: what the report as a whole, and the words beside them, say.

The language model that labels names has not seen most villages of most wars, and takes "Mageru" for a person as soon
as for a town. Three things tell better than its label: the report's land has a place of just this name; the words about
the name are those of a place ("at X", "the X river"); the same name is surely a place elsewhere in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dateline.ground import places_relative
from dateline.ground.gazetteer import SKELETON
from dateline.ground.gazetteer_sources import ALTERNATE
from dateline.ground.places_bound import beside_another, bound_for, one_of
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_names import key
from dateline.ground.places_spans import WELL_KNOWN
from dateline.ground.places_spot import Spot
from dateline.reading import Parsed, Token

PLACE = 0.5  # chance from which a name is taken for a place
HINT = 0.3  # chance from which it may tell what other names mean
SURE = 0.9  # chance from which a name lends its being a place to the same name elsewhere
DOUBT = 0.06  # below this a name is none, whatever stands about it
HOME = 0.4  # of what speaks for the land that most speaks for: from there a land is one of the report's
NAMED = 1.5  # what a country's name or its people's says for it, beside one of its towns

# Features of the table that say: a person, or part of somebody's name.
_SOMEBODY = ("part_of_", "title_before", "person_elsewhere", "small_elsewhere", "institution_after", "acronym")
_FEATURES = ("water", "facility", "mountain", "village", "city", "camp", "island", "base", "crossing", "area")
_WILD = ("water", "mountain")  # of these no people's name tells whose they are
_NO_NAME = ("DATE", "TIME", "LANGUAGE", "MONEY", "PERCENT", "QUANTITY")
_SELDOM = ("LAW", "EVENT", "WORK_OF_ART", "PRODUCT")  # labels of a name that the model does not know


def settle(
    parsed: Parsed,
    found: Sequence[Spot],
    taken: frozenset[int],
    people: Mapping[str, float],
    heads: Sequence[Spot] = (),
) -> None:
    """Raise the chance of names that are places after all. ``taken``: tokens of actors' names; ``people``: how much is
    said of the people of each land; ``heads``: names outside the prose.
    """
    for spot in found:
        if spot.how == "numbered":
            spot.chance = max(spot.chance, PLACE)
    _told_by_distance(parsed, found)
    _again(found, taken)
    for spot in found:  # "a mostly Druze village": whose it is
        words = parsed.tokens[spot.first : spot.last]
        alike = all(how == SKELETON for _, how in spot.found)
        whose = all(t.ent == "NORP" or t.pos == "ADJ" for t in words) and spot.hint not in _WILD
        if alike and spot.how == "after" and whose:
            spot.chance = min(spot.chance, DOUBT)
    doubtful = [s for s in found if DOUBT <= s.chance < PLACE and taken.isdisjoint(range(s.first, s.last))]
    doubtful = [s for s in doubtful if _typed(s) or not _somebody(parsed.tokens, s)]
    if not doubtful:
        return
    home = _home([*found, *heads], people)
    for spot in doubtful:
        if _led(parsed.tokens, spot) or _is_known(parsed.tokens, spot, home):
            spot.chance = PLACE


def _somebody(tokens: Sequence[Token], spot: Spot) -> bool:
    """A person, or part of somebody's name. That the language model takes two words for a person elsewhere too says
    little where they stand as a place does: it takes them so everywhere."""
    told = {n for n, _ in spot.why if n.startswith(_SOMEBODY)}
    whole = spot.last - spot.first > 1 and not spot.found
    if whole and told == {"person_elsewhere"}:
        return not (_at(tokens, spot) or bound_for(tokens, spot.first))
    return bool(told)


def _typed(spot: Spot) -> bool:
    """ "Lungi airport": the word behind tells more than that the language model took the two for a person."""
    names = {n for n, _ in spot.why}
    return (
        spot.how in ("after", "of")
        and spot.hint in _FEATURES
        and not names & {"name_before", "title_before", "acronym"}
    )


def _home(found: Iterable[Spot], people: Mapping[str, float]) -> frozenset[str]:
    """The lands that the report is about: a name speaks for those that have a place of it, a country's for itself."""
    votes = {country: NAMED * min(1.0, 4 * share) for country, share in people.items()}
    seen: set[str] = set()
    for spot in found:
        if spot.chance < DOUBT or key(spot.name) in seen:
            continue
        seen.add(key(spot.name))
        lands = {f.country for f, how in spot.found if how <= ALTERNATE}
        if any(f.kind == "country" for f, _ in spot.found):
            lands = {f.country for f, _ in spot.found if f.kind == "country"}
        for land in lands:
            votes[land] = votes.get(land, 0.0) + spot.chance / len(lands)
    most = max(votes.values(), default=0.0)
    return frozenset(c for c, n in votes.items() if c and n >= HOME * most)


def _is_known(tokens: Sequence[Token], spot: Spot, home: frozenset[str]) -> bool:
    """The report's land has a place of just this name; of a land that has one for every word, a town that is known."""
    if any(t.pos not in ("PROPN", "PART", "PUNCT") for t in tokens[spot.first : spot.last]) and not _at(tokens, spot):
        return False
    if spot.first and tokens[spot.first - 1].text in "\"'“‘«":
        return False  # a unit, a ship, a nom de guerre
    everywhere = contexts().towns_of_every_name
    return any(
        f.country in home and how <= ALTERNATE and (f.country not in everywhere or f.population >= WELL_KNOWN)
        for f, how in spot.found
    )


def _at(tokens: Sequence[Token], spot: Spot) -> bool:
    """Right after "at", "in", "near" or "the mayor of", without an article: where one is."""
    before = tokens[spot.first - 1] if spot.first else None
    if before is None or before.sent != tokens[spot.first].sent:
        return False
    if before.lower == "of":
        return spot.first > 1 and tokens[spot.first - 2].lower in contexts().of_places
    return before.lower in contexts().where


def _led(tokens: Sequence[Token], spot: Spot) -> bool:
    """The words about the name are those of a place: "at X", "the X river", "X, a village"."""
    unlike = _NO_NAME if _at(tokens, spot) else (*_NO_NAME, *_SELDOM)
    if any(t.ent in unlike for t in tokens[spot.first : spot.last]) or not name_like(tokens[spot.first]):
        return False
    words = contexts()
    after = tokens[spot.last] if spot.last < len(tokens) and tokens[spot.last].sent == tokens[spot.first].sent else None
    named = [t for t in tokens[spot.first : spot.last] if name_like(t)]
    proper = all(t.pos == "PROPN" and (spot.hint in _WILD or t.ent != "NORP") for t in named)
    if proper and (_of_kind(tokens, spot) or _left_behind(tokens, spot)):
        return True
    if after is not None and after.text == "," and after.i + 1 < len(tokens):
        taken = proper and any(n == "taken" for n, _ in spot.why)  # "raided Arba, in the Bala area"
        if taken and tokens[after.i + 1].lower in words.where:
            return True
        if _described(tokens, spot.last + 1) or _apposed(tokens, spot.first):
            return True
    bound = proper and (bound_for(tokens, spot.first) or one_of(tokens, spot.first))
    if proper and beside_another(tokens, spot.first, spot.last):
        return True
    if not (bound or _at(tokens, spot)) or any(t.lower in words.common for t in tokens[spot.first : spot.last]):
        return False
    if after is not None and (after.lower in ("'s", "’s") or after.text in "-–" or name_like(after)):
        return False
    return all(t.pos == "PROPN" for t in named)


def _of_kind(tokens: Sequence[Token], spot: Spot) -> bool:
    """The word for its kind stands beside the name, or ends it: "Arba river", "the village of Arba", "Arba camp"."""
    last = tokens[spot.last - 1]
    ends = last.text.islower() and bool(contexts().type_of(last.lower))
    return (spot.how in ("after", "of") or ends) and (spot.hint in _FEATURES or _part_of_town(spot))


def _part_of_town(spot: Spot) -> bool:
    """ "the suburb of Arba": of people one does not say so."""
    return spot.how == "of" and spot.hint in ("district", "admin2")


def _left_behind(tokens: Sequence[Token], spot: Spot) -> bool:
    """ "troops withdrew from Arba", "families driven from Arba": what is left is where."""
    head = tokens[spot.last - 1]
    prep = head.head
    if head.dep != "pobj" or prep.lower != "from" or prep.i != spot.first - 1 or prep.head.pos != "VERB":
        return False
    return prep.head.lemma.lower() in contexts().leaving and not any(
        t.ent == "PERSON" for t in tokens[spot.first : spot.last]
    )


def _described(tokens: Sequence[Token], i: int) -> bool:
    """ "a village", "a remote border town" at ``i``."""
    if i >= len(tokens) or tokens[i].lower not in ("a", "an", "the"):
        return False
    for token in tokens[i + 1 : i + 5]:
        if contexts().type_of(token.lower) in ("village", "city", "district"):
            return token.head.i < i or token.dep == "appos"
        if token.pos not in ("ADJ", "NOUN", "PROPN", "VERB"):
            return False
    return False


def _apposed(tokens: Sequence[Token], first: int) -> bool:
    """Whether "their village," stands before."""
    if first < 2 or tokens[first - 1].text != ",":
        return False
    return contexts().type_of(tokens[first - 2].lower) in ("village", "city", "district")


def _told_by_distance(parsed: Parsed, found: Sequence[Spot]) -> None:
    """ "Arba, 25 miles south of Bolama": what has a distance from a place is one."""
    for one, two in pairwise(found):
        if two.first < one.last + 12 and set_beside(parsed.tokens, one.last, two.first):
            one.chance = max(one.chance, PLACE)


def set_beside(tokens: Sequence[Token], last: int, name: int, near: bool = False) -> bool:
    """Whether a name that ends before ``last`` is told by its distance from the one that begins at ``name``; with
    ``near`` also by being near it.
    """
    if last >= len(tokens) or tokens[last].text not in ",(":
        return False
    beside = places_relative.read(tokens, name)
    if beside is None or (beside.near and not near) or beside.first - last not in (1, 2):
        return False
    if beside.near:
        return True
    return bool(beside.km) or (not beside.part and bool(beside.north or beside.east))


def _again(found: Sequence[Spot], taken: frozenset[int]) -> None:
    """A name that is surely a place once is one wherever the report says it and no actor has that name."""
    sure = {key(s.name) for s in found if s.chance >= SURE}
    for spot in found:
        if HINT <= spot.chance < PLACE and spot.first not in taken and key(spot.name) in sure:
            spot.chance = PLACE

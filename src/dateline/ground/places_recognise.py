"""Is this name a place here? A table of features with weights fitted by ``scripts/fit_places.py``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.ground import places_relative
from dateline.ground.gazetteer_sources import ALTERNATE
from dateline.ground.places_contexts import contexts, name_like
from dateline.ground.places_names import key
from dateline.ground.places_spot import Spot
from dateline.lexicon import load_toml
from dateline.reading import Parsed, Token

_ENT = {"GPE": "gpe", "LOC": "loc", "FAC": "fac", "PERSON": "person", "ORG": "org", "NORP": "norp", "": "none"}


@dataclass(slots=True)
class Memory:
    """What the report as a whole knows: words of people's and organisations' names, words also written small."""

    people: Counter[str] = field(default_factory=Counter)
    inside: set[int] = field(default_factory=set)  # tokens of those names
    small: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()  # named, or by their people
    located: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)


def memory(parsed: Parsed, spots: Sequence[Spot]) -> Memory:
    """Gathered once a report."""
    tokens, words = parsed.tokens, contexts()
    out = Memory(small=frozenset([t.text for t in tokens if t.pos != "PROPN" and t.text.islower()]))
    out.countries = _countries(tokens, spots)
    last = 0
    for i in [t.i for t in tokens if t.ent == "PERSON"]:
        if i < last:
            continue
        last = i + 1
        while last < len(tokens) and tokens[last].ent == "PERSON" and tokens[last].sent == tokens[i].sent:
            last += 1
        if last - i > 1:
            out.people.update(t.lower for t in tokens[i:last] if name_like(t))
            out.inside.update(range(i, last))
    for spot in spots:
        k = key(spot.name)
        out.seen[k] += 1
        before = _before(tokens, spot)
        if before is not None and words.prepositions.get(before.lower) in ("in", "at", "near", "from", "to"):
            out.located[k] += 1
    return out


def _countries(tokens: Sequence[Token], spots: Sequence[Spot]) -> frozenset[str]:
    demonyms = contexts().demonyms
    found = {demonyms[t.lower] for t in tokens if t.lower in demonyms and t.text[:1].isupper()}
    return frozenset(found | {f.country for s in spots for f, _ in s.found if f.kind == "country"})


def _before(tokens: Sequence[Token], spot: Spot) -> Token | None:
    """The word before the name, "the" and what stands with it left out."""
    i = spot.first - 1
    while i >= 0 and (
        tokens[i].lower in ("the", "a", "an", "nearby", "downtown", "rural", "greater")
        or tokens[i].lower in contexts().directions
    ):
        i -= 1
    return tokens[i] if i >= 0 and tokens[i].sent == tokens[spot.first].sent else None


def features(parsed: Parsed, spot: Spot, known: Memory) -> dict[str, float]:
    """The features of a name in its place; all between 0 and about 1."""
    tokens, words = parsed.tokens, contexts()
    out: dict[str, float] = {"bias": 1.0}
    inside = tokens[spot.first : spot.last]
    head = inside[-1]
    _entity(tokens, spot, out)
    before = _before(tokens, spot)
    if before is not None and (preposition := words.prepositions.get(before.lower)):
        out[f"prep_{preposition}"] = 1.0
    near = tokens[spot.first - 1] if spot.first and tokens[spot.first - 1].sent == head.sent else None
    after = tokens[spot.last] if spot.last < len(tokens) and tokens[spot.last].sent == head.sent else None
    if near is None:
        out["starts_sentence"] = 1.0
    else:
        _left(near, tokens[spot.first], out)
    if after is not None:
        _right(after, out)
    if spot.typed:
        out[f"typed_{spot.how}"] = 1.0
    elif spot.hint:
        out["named_type"] = 1.0
    for how, other in spot.inside:
        if isinstance(other, str) or how != "comma" or any(f.kind in ("country", "admin1") for f, _ in other.found):
            out[f"inside_{how}"] = 1.0
    if any(_holds(spot, inner) for inner in spot.holds):
        out["holds"] = 1.0
    if spot.abbreviation:
        out["abbreviation"] = 1.0
    if places_relative.read(tokens, spot.first) is not None:
        out["beside"] = 1.0
    if spot.row:
        out["in_row"] = 1.0
    _syntax(head, out)
    _word(inside, spot, known, out)
    _places(spot, out)
    here = [f.country in known.countries for f, _ in spot.found if f.kind != "country"]
    if here:
        out["in_named_country"] = sum(here) / len(here)
        out["may_be_there"] = 1.0 if any(here) else 0.0
        if not any(here) and out.get("person_elsewhere"):
            out["person_elsewhere"] = 1.0  # Houston, who is in the report, and not the city, whose land is not
    return out


def _entity(tokens: Sequence[Token], spot: Spot, out: dict[str, float]) -> None:
    inside = tokens[spot.first : spot.last]
    labels = Counter(_ENT.get(t.ent, "other") for t in inside)
    for label, n in labels.items():
        out[f"ent_{label}"] = n / len(inside)
    label = inside[-1].ent
    wider = ""
    for i in (spot.first - 1, spot.last):
        if (
            0 <= i < len(tokens)
            and tokens[i].sent == inside[0].sent
            and label
            and tokens[i].ent == label
            and tokens[i].lower not in ("'s", "’s", "the")
        ):
            wider = _ENT.get(label, "other")
    if wider:
        out[f"part_of_{wider}"] = 1.0


def _left(near: Token, first: Token, out: dict[str, float]) -> None:
    words = contexts()
    if near.lower.rstrip(".") in words.titles or near.lower in words.titles:
        out["title_before"] = 1.0
    elif name_like(near) and near.pos == "PROPN" and near.lower not in words.common:
        out["name_before"] = 1.0
    elif name_like(near) and near.pos in ("PROPN", "ADJ", "NOUN"):
        out["capital_before"] = 1.0
    if near.text in "-–" and near.end == first.start:
        out["hyphen_before"] = 1.0
    if near.text == ",":
        out["comma_before"] = 1.0
    if near.text in "(":
        out["bracket_before"] = 1.0
    if near.text.isdigit():
        out["number_before"] = 1.0


def _right(after: Token, out: dict[str, float]) -> None:
    words = contexts()
    if name_like(after):
        if after.lower in words.streets:
            out["street_after"] = 1.0
        elif after.lower in words.institutions:
            out["institution_after"] = 1.0
        elif after.pos == "PROPN":
            out["name_after"] = 1.0
        else:
            out["capital_after"] = 1.0
    elif after.lower in ("'s", "’s"):
        out["possessive"] = 1.0
    elif after.text in "-–":
        out["hyphen_after"] = 1.0
    elif after.text == ",":
        out["comma_after"] = 1.0


def _syntax(head: Token, out: dict[str, float]) -> None:
    if head.dep in ("nsubj", "nsubjpass"):
        out["subject"] = 1.0
        if head.head.lemma.lower() in contexts().speaking:
            out["speaks"] = 1.0
    elif head.dep == "compound":
        out["compound_name" if head.head.pos == "PROPN" else "compound_noun"] = 1.0
    elif head.dep in ("dobj", "pobj", "appos", "conj", "poss", "nmod"):
        out[f"dep_{head.dep}"] = 1.0
        if head.dep == "dobj" and head.head.lemma.lower() in contexts().moving:
            out["taken"] = 1.0
    if head.pos != "PROPN":
        out["no_proper_noun"] = 1.0


def _word(inside: Sequence[Token], spot: Spot, known: Memory, out: dict[str, float]) -> None:
    if len(inside) > 1:
        out["words"] = min(3, len(inside) - 1) / 3
    word = inside[-1].lower
    named = [t for t in inside if name_like(t)]
    if len(inside) == 1 or all(how > ALTERNATE for _, how in spot.found):  # "al-Haddad" after "Nasser al-Haddad"
        elsewhere = min((known.people[t.lower] - (t.i in known.inside) for t in named), default=0)
        if elsewhere > 0:
            out["person_elsewhere"] = min(1.0, 0.5 * elsewhere)
    if len(inside) == 1:
        if word in known.small:
            out["small_elsewhere"] = 1.0
        if spot.name.isupper() and len(spot.name) <= 5:
            out["acronym"] = 1.0
    k = key(spot.name)
    if known.located[k]:
        out["located_elsewhere"] = min(1.0, known.located[k] / 2)
    if known.seen[k] > 1:
        out["repeated"] = min(1.0, (known.seen[k] - 1) / 4)


def _places(spot: Spot, out: dict[str, float]) -> None:
    if not spot.found:
        out["unknown"] = 1.0
        return
    own = [f for f, how in spot.found if how <= ALTERNATE]
    best = max((f.population for f, how in spot.found if how <= ALTERNATE), default=0)
    out["population"] = math.log10(best + 1) / 7
    kinds = {f.kind for f in own}
    if "country" in kinds:
        out["is_country"] = 1.0
    elif "capital" in kinds:
        out["is_capital"] = 1.0
    elif "admin1" in kinds:
        out["is_admin1"] = 1.0
    elif kinds & {
        "continent",
        "region",
        "area",
        "water",
        "mountain",
        "island",
        "field",
        "camp",
        "facility",
        "crossing",
        "base",
    }:
        out["is_feature"] = 1.0
    hows = {how for _, how in spot.found}
    if min(hows) == 3:
        out["only_alike"] = 1.0
    elif min(hows) == ALTERNATE:
        out["only_alternate"] = 1.0


def _holds(outer: Spot, inner: Spot) -> bool:
    """Whether some place of the inner name lies in some place of the outer one."""
    regions = {f.index for f, _ in outer.found}
    codes = {f.country for f, _ in outer.found if f.kind == "country"}
    return any(f.country in codes or f.admin1 in regions or f.admin2 in regions for f, _ in inner.found)


def recognise(parsed: Parsed, spots: Sequence[Spot], weights: dict[str, float] | None = None) -> None:
    """Fill ``chance`` and ``why`` of every spot."""
    table = weights if weights is not None else load_toml("place_weights.toml")["recognition"]
    known = memory(parsed, spots)
    for spot in spots:
        parts = [(name, value * table.get(name, 0.0)) for name, value in features(parsed, spot, known).items()]
        total = sum(w for _, w in parts)
        spot.chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        spot.parts = parts

"""Persons by name, and the body that each speaks or acts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.ground.actors_text import Text, head_of
from dateline.ground.actors_words import folded, phrase_keys
from dateline.model import Actor, make_id
from dateline.reading import Entity

APPOSITION = 14  # tokens after a name within which ", director of the Observatory" must stand


def find_persons(text: Text, names: Sequence[Entity], places: Sequence[Entity], taken: bytearray) -> list[Entity]:
    """People named in the text, from the parser's PERSON labels outside the names already found, in text order.

    A surname alone is the person of that surname named before. ``body`` is the actor that the words around tie the
    person to ("Observatory director Rami Abdel Rahman", "Mustafa Bali, spokesman for the SDF").
    """
    known: dict[str, Entity] = {}
    beside = _by_sentence(text, names)
    towns = {folded(p.span.text) for p in places}
    out: list[Entity] = []
    for first, last in _runs(text, taken):
        while last - first > 1 and text.parsed.tokens[first].lower.rstrip(".") in text.lexicon.titles:
            first += 1
        span = text.parsed.span(first, last)
        keys = phrase_keys(span.text)
        if (
            not keys
            or " ".join(keys) in towns
            or keys[0] in text.lexicon.not_persons
            or (len(keys) == 1 and keys[0] in text.lexicon.people_words)
            or (len(keys) == 1 and keys[0].removesuffix("s") in text.lexicon.arms)
        ):
            continue
        if len(keys) == 1 and (text.lexicon.is_common(keys[0]) or (keys[0] not in known and _is_thing(text, last - 1))):
            continue
        full = known.get(keys[-1]) if len(keys) == 1 else None
        if full and full.actor:
            actor, body, source_kind = full.actor, full.body, full.source_kind
        else:
            name = " ".join(span.text.split())
            if text.capitals:
                name = name.title()
            actor = Actor(id=make_id("person", " ".join(keys)), name=name, kind="person")
            body, source_kind = _role(text, first, last, beside)
        head, group = head_of(text.parsed, first, last), _group(text, first, last)
        entity = Entity(
            "actor", first, last, head, span, use="name", actor=actor, body=body, source_kind=source_kind, group=group,
            score=0.8, why=(("person", 0.8),),
        )  # fmt: skip
        known.setdefault(keys[-1], entity)
        out.append(entity)
    return out


def _group(text: Text, first: int, last: int) -> str | None:
    """The harm group of a noun beside the name: "photographer Amadou Ba", "Amadou Ba, a nurse"."""
    tokens = text.parsed.tokens
    apposed = [c for c in tokens[head_of(text.parsed, first, last)].children if c.dep == "appos"]
    for token in (*tokens[max(0, first - 1) : first], *apposed):
        kin = text.lexicon.speaker(token.lower) == "relative"
        if kin and any(c.dep == "prep" and c.lower == "of" for c in token.children):
            continue  # "son of the founder" tells no age
        group = text.lexicon.person_group(token.lower)
        if group and token.pos in ("NOUN", "PROPN", "ADJ"):
            return group
    return None


def _by_sentence(text: Text, entities: Sequence[Entity]) -> dict[int, list[Entity]]:
    out: dict[int, list[Entity]] = {}
    for entity in entities:
        out.setdefault(text.parsed.tokens[entity.first].sent, []).append(entity)
    return out


def _is_thing(text: Text, i: int) -> bool:
    """ "the Tadef crossing", "Tadef is a town", "retook Tadef": a lone name before a common noun, of a thing, or of
    what armies take and shell, is no person."""
    token = text.parsed.tokens[i]
    if token.dep == "nsubj" and token.head.lemma == "be":
        return any(c.dep == "attr" and text.lexicon.speaker(c.lower) is None for c in token.head.children)
    if token.dep == "pobj" and token.head.lower in (
        "in",
        "near",
        "at",
        "around",
        "outside",
        "inside",
        "into",
        "across",
        "towards",
    ):
        return True
    if token.dep == "pobj" and token.head.lower == "from" and token.head.head.pos == "VERB":  # "pushed back from Tadef"
        return True
    if token.dep in ("dobj", "nsubjpass") and token.head.lemma in text.lexicon.place_verbs:
        return True
    if token.dep == "nsubj" and token.head.lemma == "fall":  # "Tadef fell to the rebels"
        return any(c.dep == "prep" and c.lower in ("to", "under", "into") for c in token.head.children)
    return token.dep in ("compound", "nmod", "amod") and token.head.pos == "NOUN" and token.head.i > i


def with_bodies(text: Text, entities: Sequence[Entity]) -> list[Entity]:
    """The same entities, persons with the body that a description beside their name gives ("police chief Ivan Kos"),
    at every mention."""
    parties = _by_sentence(text, [e for e in entities if e.actor and e.actor.kind != "person"])
    bodies: dict[str, tuple[Actor, str | None]] = {}
    for entity in entities:
        if entity.actor and entity.actor.kind == "person" and entity.use == "name" and entity.actor.id not in bodies:
            body, kind = (
                (entity.body, entity.source_kind) if entity.body else _role(text, entity.first, entity.last, parties)
            )
            if body:
                bodies[entity.actor.id] = body, kind
    return [
        replace(e, body=bodies[e.actor.id][0], source_kind=bodies[e.actor.id][1])
        if e.actor and e.actor.id in bodies
        else e
        for e in entities
    ]


def _runs(text: Text, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Token ranges that the parser takes for a person's name and nobody else has claimed."""
    tokens = text.parsed.tokens
    i = 0
    for first in [t.i for t in tokens if t.ent == "PERSON"]:
        if first < i or taken[first]:
            continue
        i = first
        while i < len(tokens) and tokens[i].ent == "PERSON" and not taken[i] and tokens[i].sent == tokens[first].sent:
            i += 1
        last = i
        while last > first and tokens[last - 1].pos in ("PART", "PUNCT", "SPACE", "ADP"):
            last -= 1
        while first < last and not tokens[first].text[:1].isupper() and tokens[first].lower not in ("al", "el", "bin"):
            first += 1
        if first < last and tokens[last - 1].text[:1].isupper():
            yield first, last


def _role(text: Text, first: int, last: int, names: dict[int, list[Entity]]) -> tuple[Actor | None, str | None]:
    """The body and source kind that a title before the name or an apposition after it gives."""
    tokens = text.parsed.tokens
    for entity in names.get(tokens[first].sent, ()):
        if entity.use not in ("name", "description") or entity.actor is None:
            continue
        if _before(text, entity, first) or _after(text, entity, last) or _one_of(text, entity, first, last):
            return entity.actor, entity.source_kind
    return None, _title(text, first, last)


def _before(text: Text, entity: Entity, first: int) -> bool:
    """ "SDF spokesman Mustafa Bali": nothing but the nouns of a title between the body and the name."""
    if not 0 <= first - entity.last <= 4:
        return False
    between = text.parsed.tokens[entity.last : first]
    if entity.last == first:
        n = text.parsed.tokens[first - 1]
        return n.pos in ("NOUN", "PROPN")
    return all(t.pos in ("NOUN", "PROPN", "ADJ") or t.lower in ("'s", "s", "-") for t in between)


def _after(text: Text, entity: Entity, last: int) -> bool:
    """ "Rami Abdel Rahman, director of the Observatory," and "... of the Observatory": an apposition with a role."""
    tokens = text.parsed.tokens
    if not last < entity.first <= last + APPOSITION:
        return False
    between = tokens[last : entity.first]
    opens = between and (between[0].text in (",", "(", "-", "--") or between[0].lower in ("of", "from", "with"))
    plain = all(t.pos in ("NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ", "ADV", "PUNCT", "NUM") for t in between)
    return bool(opens) and plain and sum(t.text == "," for t in between) <= 1


def _one_of(text: Text, entity: Entity, first: int, last: int) -> bool:
    """ "A police officer, 48-year-old Jane Roe,": the name stands beside what she is, one of that body."""
    name = text.parsed.tokens[head_of(text.parsed, first, last)]
    what = name.head
    if name.dep != "appos" or not entity.first <= what.i < entity.last or entity.group != "security_forces":
        return False
    return what.tag == "NN" and what.i < name.i


def _title(text: Text, first: int, last: int) -> str | None:
    """The source kind of a role noun right before the name ("activist Abu Omar") or in an apposition after it."""
    tokens, lexicon = text.parsed.tokens, text.lexicon
    for i in range(first - 1, max(first - 4, tokens[first].sent and -1), -1):
        if i < 0 or tokens[i].sent != tokens[first].sent or tokens[i].pos not in ("NOUN", "PROPN", "ADJ"):
            break
        kind = lexicon.speaker(tokens[i].lower)
        if kind:
            return kind
    for token in tokens[last : last + 6]:
        if token.sent != tokens[first].sent or token.pos in ("VERB", "AUX"):
            break
        kind = lexicon.speaker(token.lower) if token.dep == "appos" or tokens[last].text == "," else None
        if kind:
            return kind
    return None

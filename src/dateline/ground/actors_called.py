"""What a report calls a state's bodies: "Burmese troops" are the Burmese Army, where it speaks of Burma all along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from dateline.ground.actors_text import Text
from dateline.model import Actor
from dateline.reading import Entity

_ARMY = re.compile(r"\barm(y|ies)\b", re.I)
_LETTERS = re.compile(r"[A-Z]{2,6}(?:-[A-Z]+)?")
_ARMED = frozenset({"rebel", "jihadist", "militia", "gang", "state_forces", "police", "coalition", "armed_group"})
_MILITARY = re.compile(r"\b(military|armed forces)$", re.I)


def called(text: Text, entities: Sequence[Entity]) -> list[Entity]:
    """The entities with the names of state bodies made by rule as the report has them; ids stay.

    Of a country's adjectives the report's own goes into the name; a body that it mostly names "the military", and
    never an army, is called so.
    """
    names: dict[str, Actor] = {}
    own = _demonyms(text)
    spoken: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for e in entities:
        if e.actor is not None and e.use in ("name", "description") and not e.actor.id.startswith("generic:"):
            names[e.actor.id] = e.actor
            spoken.setdefault(e.actor.id, []).append(e.span.text)
            if e.use == "name":
                named.setdefault(e.actor.id, []).append(e.span.text)
    renamed: dict[str, Actor] = {}
    for id_, actor in names.items():
        new = _lettered(actor, spoken[id_]) if not text.capitals else actor
        if new is actor and id_.startswith("state:"):
            new = _named(text, actor, own, spoken[id_], named.get(id_) or spoken[id_])
        if new is not actor:
            renamed[id_] = new
    if not renamed:
        return list(entities)
    return [replace(e, actor=renamed.get(e.actor.id, e.actor)) if e.actor is not None else e for e in entities]


def _lettered(actor: Actor, spans: Sequence[str]) -> Actor:
    """A body that the report calls by letters of another language than its name's ("the EGP")."""
    if actor.kind not in _ARMED:
        return actor
    words = {w.casefold() for s in spans for w in s.replace(".", "").split()}
    alone = [found[0] for s in spans if len(found := _capitals(s)) == 1]
    letters = Counter(w for w in alone if _LETTERS.fullmatch(w))
    initials = "".join(w[0] for w in actor.name.replace("-", " ").split() if w[0].isupper())
    main = [w.casefold() for w in actor.name.split() if w[0].isupper() and len(w) > 3]
    if not letters or len(actor.name.split()) < 2 or all(w in words for w in main):
        return actor
    best = letters.most_common(1)[0][0]
    if len(initials) > 1 and initials in best:
        return actor  # "ISIS" is the Islamic State all the same
    return actor if best == initials or best in actor.name else msgspec.structs.replace(actor, name=best)


def _capitals(words: str) -> list[str]:
    """The words of a name with a capital: letters beside others may be another body's ("Coalition to Defeat ISIS")."""
    return [w for w in words.replace(".", "").split() if w[0].isupper()]


def _demonyms(text: Text) -> dict[str, str]:
    """The adjective of a country's former name, where the report uses it and never the present one."""
    used: dict[str, Counter[str]] = {}
    for at, word in enumerate(text.words):
        n, countries = text.lexicon.adjectives.longest(text.words, at) if word.capital else (0, ())
        if n:
            words = text.parsed.document.text[word.start : text.words[at + n - 1].end].capitalize()
            used.setdefault(countries[0].iso, Counter())[words] += 1
    return {
        iso: words
        for iso, found in used.items()
        for words, _ in found.most_common(1)
        if words in text.lexicon.former and text.lexicon.countries[iso].demonym not in found
    }


def _named(text: Text, actor: Actor, own: dict[str, str], spans: Sequence[str], names: Sequence[str]) -> Actor:
    parts = actor.id.split(":")
    country = text.lexicon.countries.get(parts[1].upper())
    if country is None or len(parts) != 3:
        return actor
    name, first = actor.name, country.demonym + " "
    if not name.startswith(first):
        return actor
    if name == first + "Army" and not any(map(_ARMY.search, spans)):
        said = Counter(m.group(1).lower() for s in names if (m := _MILITARY.search(s)))
        if said.total() > len(names) / 2:
            name = first + {"military": "military", "armed forces": "Armed Forces"}[said.most_common(1)[0][0]]
    if country.iso in own:
        name = own[country.iso] + " " + name.removeprefix(first)
    return actor if name == actor.name else msgspec.structs.replace(actor, name=name)

"""The lexicon of harm and of people, ready for look-up: every inflected form to its effect or group."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateline.lexicon import load_toml, rows
from dateline.model import Effect
from dateline.reading import Token


def plural(noun: str) -> str:
    """The regular plural of a noun (or of the last word of a phrase)."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(verb: str) -> list[str]:
    """The regular forms of a verb: kill, kills, killed, killing."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "x", "ch", "sh")):
        return [verb, verb + "es", verb + "ed", verb + "ing"]
    return [verb, verb + "s", verb + "ed", verb + "ing"]


@cache
def harm_data() -> dict[str, Any]:
    return load_toml("harm.toml")


@cache
def people_data() -> dict[str, Any]:
    return load_toml("people.toml")


def _verbs(kind: str) -> dict[str, Effect]:
    data = harm_data()
    table: dict[str, Effect] = {}
    for effect, verbs in data[kind].items():
        for verb in verbs:
            for form in [*verb_forms(verb), *data["irregular"].get(verb, [])]:
                table.setdefault(form, effect)
    return table


@cache
def transitive() -> dict[str, Effect]:
    """Verb form -> effect on its object."""
    return _verbs("transitive")


@cache
def intransitive() -> dict[str, Effect]:
    """Verb form -> effect on its subject."""
    return _verbs("intransitive")


@cache
def phrasal() -> dict[tuple[str, str], Effect]:
    """(lemma of a verb, its particle) -> effect on its object."""
    data = harm_data()["phrasal"]
    return {tuple(phrase.split()): effect for effect, phrases in data.items() for phrase in phrases}


@cache
def states() -> dict[str, Effect]:
    return dict(harm_data()["states"])


@cache
def harm_nouns() -> dict[str, Effect]:
    """Noun form, singular and plural -> effect."""
    table: dict[str, Effect] = {}
    for noun, effect in {**harm_data()["nouns"], **harm_data()["people_as_harm"]}.items():
        table[noun] = table[plural(noun)] = effect
    return table


@cache
def people_as_harm() -> dict[str, Effect]:
    """ "the dead", "12 martyrs": nouns for people that name the harm as well."""
    table: dict[str, Effect] = {}
    for noun, effect in harm_data()["people_as_harm"].items():
        table[noun] = table[plural(noun)] = effect
    return table


@cache
def words(name: str) -> frozenset[str]:
    """A list of the harm lexicon's [words], as a set."""
    return frozenset(harm_data()["words"][name])


@cache
def telling() -> frozenset[str]:
    """The forms that may tell of harm by themselves; a verb may also by what stands with it."""
    tables = (transitive(), intransitive(), states(), harm_nouns())
    return words("toll").union(
        ("lives", "life", "death", "alive", "prisoner", "prisoners", "captives"),
        words("martyrdoms"),
        words("conditions"),
        words("put_at"),
        *tables,
    )


@cache
def things() -> frozenset[str]:
    return frozenset(w for noun in words("things") for w in (noun, plural(noun)))


@cache
def groups() -> dict[str, str]:
    """Noun or noun phrase, singular and plural -> harm group."""
    own = [(noun, group) for group, nouns in people_data()["groups"].items() for noun in nouns]
    table: dict[str, str] = {}
    for noun, group in (*own, *person_nouns().items()):  # the project's own words go first
        table.setdefault(noun, group)
        table.setdefault(plural(noun), group)
        if noun.endswith("man"):
            table.setdefault(noun[:-3] + "men", group)
    return table


@cache
def person_nouns() -> dict[str, str]:
    """Nouns for people out of WordNet -> harm group."""
    return {row["word"]: row["group"] for row in rows("person_nouns.csv", ("word", "group"))}


@cache
def modifiers() -> dict[str, str]:
    return {word: group for group, listed in people_data()["modifiers"].items() for word in listed}


@cache
def carriers() -> frozenset[str]:
    return frozenset(people_data()["nouns"]["carriers"]) | frozenset(
        plural(w) for w in people_data()["nouns"]["carriers"]
    )


@cache
def collective() -> frozenset[str]:
    return frozenset(people_data()["nouns"]["collective"])


@cache
def pairs() -> frozenset[str]:
    return frozenset(people_data()["nouns"]["pairs"])


@cache
def ordinals() -> dict[str, int]:
    """The number that an ordinal stands for: 2 for "second"."""
    return {word: n for n, word in enumerate(harm_data()["words"]["ordinals"], start=2)}


@cache
def kinds() -> dict[str, str]:
    return dict(people_data()["kinds"])


def noun_group(token: Token) -> str | None:
    """The group of a noun by its form or its lemma; None for what is no person."""
    table = groups()
    if token.lower in ("head", "heads") and not any(c.lower == "of" for c in token.children):
        return None  # of a body, not of an office
    return table.get(token.lower) or table.get(token.lemma.lower())

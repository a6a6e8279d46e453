"""The actor lexicon: named bodies from ``lexicon/data/actors_*.csv``, countries, state bodies made by rule, nouns.

Everything is read and checked once when a :class:`Lexicon` is made. A demonym with a noun of ``actor_forces.csv``
makes a state body of that country (:meth:`Lexicon.state`), so no country's army has to be listed; a listed entry with
the same id (``state:us:army``) only gives it another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import LexiconError
from dateline.ground.actors_words import Trie, flat, fold_word, folded, phrase_keys, phrase_trie, split
from dateline.lexicon import countries, load_toml, rows
from dateline.model import Actor

_BRACKET = re.compile(r"\s*\([^()]*\)$")
FILES = ("syria_iraq", "mideast", "africa", "asia", "europe", "americas", "states", "orgs", "media")
ARTICLES = frozenset({"al", "an", "as", "ash", "ad", "ar", "az", "at", "el", "ul", "il", "es", "en"})
COLUMNS = (
    "id", "name", "aliases", "short", "kind", "source_kind", "country", "allied_with", "successor", "start", "end",
    "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A named body. ``allied_with``: (id, from, to), dates or empty; ``countries``: its own first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    kind: str
    source_kind: str | None
    countries: tuple[str, ...]
    allied_with: tuple[tuple[str, str, str], ...]
    successor: str | None
    start: str
    end: str
    group: str | None = None

    def actor(self, published: str | None) -> Actor:
        """The contract's record; allegiances that had begun and not ended at the date of publication."""
        day = published or ""
        allied = tuple(a for a, start, end in self.allied_with if not day or (start <= day and (not end or day <= end)))
        country = self.countries[0] if self.countries else None
        return Actor(id=self.id, name=self.name, kind=self.kind, country=country, allied_with=allied)


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a name. ``acronym``: capitals are part of it; ``capitals``: how many of its words have one;
    ``local``: other countries have a body of this name too, so that it is only believed near its own."""

    entry: Entry
    acronym: bool
    capitals: int
    local: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    iso: str
    name: str
    demonym: str


@dataclass(frozen=True, slots=True)
class Force:
    """A noun that with a demonym names a state body."""

    branch: str
    template: str
    kind: str
    source_kind: str | None
    group: str | None


@dataclass(frozen=True, slots=True)
class People:
    """A noun for people: a group such as civilians, or armed people without a name of their own."""

    id: str
    name: str
    kind: str
    source_kind: str | None
    group: str | None
    kinds: tuple[str, ...] = ()  # of named actors that it may stand for


@dataclass(frozen=True, slots=True)
class Head:
    """A word that makes a run of capitalised words the name of a body."""

    place: str
    lower: bool
    kind: str
    source_kind: str


class Lexicon:
    """All lists, as tries. ``names``: aliases; ``shorts``: what means an entry only in context."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.names: Trie[Alias] = Trie()
        self.shorts: Trie[Entry] = Trie()
        self.countries: dict[str, Country] = {}
        self.adjectives: Trie[Country] = Trie()
        self.nations: Trie[Country] = Trie()
        self.nationals: Trie[Country] = Trie()
        self.seats: Trie[Country] = Trie()
        self.capitals: Trie[Country] = Trie()
        self.forces: Trie[Force] = Trie()
        self.bare_forces: Trie[Force] = Trie()
        self.branches: dict[str, Force] = {}
        self._load_countries()
        self._load_forces()
        for name in FILES:
            self._load_entries(f"actors_{name}.csv")
        self._load_nouns()
        self._check()
        self.possessors = frozenset(self._singles())
        tries: tuple[Trie[Any], ...] = (self.people, self.generics, self.units, self.descriptions, self.last_heads)
        self._nouns = frozenset(key for trie in tries for key in trie.firsts())
        lands = (self.nations, self.adjectives)
        seats = (self.capitals, self.nationals, self.seats)
        # With what the phrases of several tries begin: at most words none need be looked up.
        self.of_lands = _openers(*lands, *seats, self.names)
        self.of_states = _openers(*lands, self.peoples, self.bare_forces)
        self.listed = _openers(self.names, self.bare_forces)
        self.referring = _openers(self.shorts, self.bare_forces, self.generics, self.people, self.descriptions)
        self.body_heads = frozenset(self.last_heads.closers())

    # ------------------------------------------------------------ loading
    def _load_entries(self, file: str) -> None:
        for row in rows(file, COLUMNS):
            entry = Entry(
                id=row["id"], name=row["name"], aliases=split(row["aliases"]), short=split(row["short"]),
                kind=row["kind"], source_kind=row["source_kind"] or None, countries=split(row["country"]),
                allied_with=tuple(_alliance(a) for a in split(row["allied_with"])), successor=row["successor"] or None,
                start=row["start"], end=row["end"],
            )  # fmt: skip
            self.entries[entry.id] = entry
            for alias in (entry.name, *entry.aliases):
                listed, alias = alias, _BRACKET.sub("", alias)  # "National Liberation Army (Colombia)"
                acronym = alias.replace(".", "").isupper() and len(alias) <= 6
                parts = alias.replace("-", " ").split()
                capitals = sum(part[0].isupper() and part.lower() not in ARTICLES for part in parts)
                for keys in variants(alias):
                    self.names.add(keys, Alias(entry, acronym, capitals, listed != alias))
            for short in entry.short:
                self.shorts.add(phrase_keys(short), entry)

    def _check(self) -> None:
        """Every ally and successor must be an actor. Raises LexiconError."""
        for entry in self.entries.values():
            for id_ in (*(a for a, _, _ in entry.allied_with), *((entry.successor,) if entry.successor else ())):
                try:
                    self.by_id(id_)
                except (KeyError, IndexError) as e:
                    raise LexiconError(f"actor {entry.id}: {id_} is no actor; list it or correct the id") from e

    def _singles(self) -> Iterator[str]:
        """Single words that name a body or a country: what may stand in the possessive before a noun."""
        yield from (t for trie in (self.shorts, self.bare_forces, self.nations, self.capitals) for t in trie.ends())

    def _load_countries(self) -> None:
        for row in countries():
            adjectives = split(row["adjectives"])
            country = Country(row["iso"], row["name"], adjectives[0])
            self.countries[country.iso] = country
            for people in split(row["people"]) or (adjectives[0] + "s",):
                self.nationals.add(phrase_keys(people), country)
            for adjective in adjectives:
                self.adjectives.add(phrase_keys(adjective), country)
            for name in (row["name"], *split(row["aliases"])):
                self.nations.add(phrase_keys(name), country)
            for seat in split(row["seats"]):
                self.seats.add(phrase_keys(seat), country)
            for capital in split(row["capital"]):
                self.capitals.add(phrase_keys(capital), country)

    def _load_forces(self) -> None:
        for row in rows("actor_forces.csv", ("branch", "name", "kind", "source_kind", "group", "nouns", "bare")):
            force = Force(row["branch"], row["name"], row["kind"], row["source_kind"] or None, row["group"] or None)
            force = self.branches.setdefault(force.branch, force)
            for noun in split(row["nouns"]):
                self.forces.add(phrase_keys(noun), force)
            for noun in split(row["bare"]):
                self.bare_forces.add(phrase_keys(noun), force)

    def _load_nouns(self) -> None:
        self.people: Trie[People] = Trie()
        for row in rows("actor_people.csv", ("id", "name", "kind", "group", "source_kind", "nouns")):
            people = People(row["id"], row["name"], row["kind"], row["source_kind"] or None, row["group"])
            for noun in split(row["nouns"]):
                self.people.add(phrase_keys(noun), people)
        self._callings = {k: v[0] for k, v in self.people.singles() if v[0].group not in ("all", "others")}
        self.generics: Trie[People] = Trie()
        for row in rows("actor_generics.csv", ("id", "name", "kind", "source_kind", "group", "kinds", "nouns")):
            kinds = tuple(row["kinds"].split())
            people = People(row["id"], row["name"], row["kind"], row["source_kind"] or None, row["group"], kinds)
            for noun in split(row["nouns"]):
                self.generics.add(phrase_keys(noun), people)
        groups = {p.id: p for p in self.generics.values()}
        self.wider = {"generic:terrorists": groups["generic:terrorist_organizations"]}
        self.units: Trie[str] = Trie()
        for row in rows("actor_units.csv", ("role", "nouns")):
            for noun in split(row["nouns"]):
                self.units.add(phrase_keys(noun), row["role"])
        self.descriptions: Trie[tuple[tuple[str, ...], str]] = Trie()
        for row in rows("actor_descriptions.csv", ("nouns", "kinds", "number")):
            for noun in split(row["nouns"]):
                self.descriptions.add(phrase_keys(noun), (tuple(row["kinds"].split()), row["number"]))
        self.heads: dict[str, dict[str, Head]] = {"first": {}, "last": {}, "of": {}}
        self.last_heads: Trie[Head] = Trie()
        for row in rows("actor_heads.csv", ("place", "lower", "kind", "source_kind", "words")):
            head = Head(row["place"], row["lower"] == "yes", row["kind"], row["source_kind"])
            for word in split(row["words"]):
                if row["place"] == "last":
                    self.last_heads.add(phrase_keys(word), head)
                else:
                    self.heads[row["place"]].setdefault(phrase_keys(word)[0], head)
        table = load_toml("actor_words.toml")
        self.owner_participles = frozenset(table["owner_participles"])
        self.owned_nouns = frozenset(table["owned_nouns"])
        self.origin_participles = frozenset(table["origin_participles"])
        self.hedges = frozenset(table["hedges"])
        self.sorts = frozenset(table["sorts"])
        self.skip_modifiers = frozenset(table["skip_modifiers"])
        self.not_persons = frozenset(table["not_persons"])
        arms = load_toml("means.toml")["means"]
        flown = ("missile", "rocket", "drone", "aircraft", "helicopter")
        self.arms = frozenset(w for kind in flown for w in arms[kind])  # "a Scud", "two Mirages"
        self.titles = frozenset(table["titles"])
        self.place_verbs = frozenset(table["place_verbs"])
        self.place_nouns = frozenset(table["place_nouns"])
        self.name_fillers = frozenset(table["name_fillers"])
        self.no_fillers = frozenset(table["no_fillers"])
        self.armed_nouns = frozenset(table["armed_nouns"])
        self.strike_branch: dict[str, str] = table["strike_branch"]
        self.plain_words = frozenset(table["plain_words"])
        self.multitudes = frozenset(table["multitudes"])
        self.speech = frozenset(table["speech"])
        self._speakers: dict[str, str] = {}
        for row in rows("speakers.csv", ("source_kind", "nouns")):
            for noun in split(row["nouns"]):
                self._speakers.setdefault(folded(noun), row["source_kind"])
        self.metonyms = {name: frozenset(words) for name, words in table["metonyms"].items()}
        self.strikes = phrase_trie(flat(table["strikes"]))
        self.rulers: list[dict[str, Any]] = table["rulers"]
        self.former = frozenset(table["former"]["adjectives"])
        self.kin: dict[str, dict[str, str]] = {fold_word(k): dict(v) for k, v in table["kin"].items()}
        self.peoples = phrase_trie((a, a) for a in table["peoples"]["adjectives"])
        self.people_words = frozenset(self.peoples.openers())

    def is_common(self, key: str) -> bool:
        """Whether a single word is one of the nouns for bodies or people: "Observatory" is nobody's surname."""
        return key in self.possessors or key in self._nouns

    def person_group(self, noun: str) -> str | None:
        """The harm group of a noun for a person of a calling, or None ("journalist" -> journalists)."""
        people = self._callings.get(fold_word(noun))
        return people.group if people else None

    def speaker(self, noun: str) -> str | None:
        """The source kind of a role noun, or None."""
        return self._speakers.get(folded(noun))

    # ------------------------------------------------------------ making
    def state(self, iso: str, branch: str) -> Entry:
        """The body of a state by rule, or the listed entry that has its id."""
        id_ = f"state:{iso.lower()}:{branch}"
        found = self.entries.get(id_)
        if found:
            return found
        force, country = self.branches[branch], self.countries[iso]
        name = force.template.replace("{D}", country.demonym)
        return Entry(
            id_, name, (), (), force.kind, force.source_kind, (iso,), (), None, "", "", force.group
        )  # fmt: skip

    def ruler(self, iso: str, branch: str, day: str | None) -> str:
        """The country whose bare "troops" are meant in a land: its own, or that which ruled it on the day."""
        for row in self.rulers:
            until = row.get("until")
            if row["land"] == iso and branch in row.get("branches", (branch,)) and (not until or (day or "9") < until):
                return str(row["by"])
        return iso

    def by_id(self, id_: str) -> Entry:
        """The entry of an id as ``allied_with`` gives it: a listed one, a state's body, or a state."""
        if id_ in self.entries:
            return self.entries[id_]
        parts = id_.split(":")
        if len(parts) == 3:
            return self.state(parts[1].upper(), parts[2])
        return self.country(parts[1].upper())

    def country(self, iso: str) -> Entry:
        """A country as one that acts: "Turkey launched an offensive"."""
        id_ = f"state:{iso.lower()}"
        name = self.countries[iso].name
        return self.entries.get(id_) or Entry(
            id_, name, (), (), "foreign_state", "official", (iso,), (), None, "", "", None
        )


def _openers(*tries: Trie[Any]) -> frozenset[str]:
    return frozenset(key for trie in tries for key in trie.openers())


def _alliance(cell: str) -> tuple[str, str, str]:
    id_, _, dates = cell.partition("@")
    start, _, end = dates.partition("/")
    return id_, start, end


def variants(alias: str) -> Iterator[Sequence[str]]:
    """The key chains under which an alias is found.

    "'s" may be joined to its word (collectors strip apostrophes); an Arabic article may be al-, el-, missing, or
    written as it is spoken (an-Nusra), as long as enough of the name is left to know it by.
    """
    keys = phrase_keys(alias)
    chains = [keys]
    if "s" in keys[1:]:
        i = keys.index("s", 1)
        chains.append([*keys[: i - 1], keys[i - 1] + "s", *keys[i + 1 :]])
        chains.append([*keys[:i], *keys[i + 1 :]])
    for chain in chains:
        yield chain
        arabic = [i for i, k in enumerate(chain) if k in ARTICLES and i + 1 < len(chain)]
        if not arabic or not any(ch.isupper() for ch in alias):
            continue
        rest = [k for i, k in enumerate(chain) if i not in arabic]
        if len(rest) > 1 or len(rest[0]) >= 5:
            yield rest
        for article in ("al", "el", _spoken(chain[arabic[0] + 1])):
            yield [article if i in arabic else k for i, k in enumerate(chain)]


def _spoken(word: str) -> str:
    """The article as it is spoken before a sun letter."""
    for letters in ("sh", "th", "dh"):
        if word.startswith(letters):
            return "a" + letters
    return "a" + word[0] if word[:1] in "tdrzsn" else "al"

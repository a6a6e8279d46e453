"""The nouns that say what kind of source a speaker is (``lexicon/data/source_roles.toml``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache

from dateline.errors import LexiconError
from dateline.lexicon import load_toml
from dateline.model import SOURCE_KINDS

NAME = "source_roles.toml"


@dataclass(frozen=True, slots=True)
class Roles:
    """``kind_of``: noun -> kind of source; ``rank``: kind -> its place in the file; of several the first wins."""

    kind_of: Mapping[str, str]
    rank: Mapping[str, int]
    vague: frozenset[str]
    stands_for_body: frozenset[str]
    named_for_body: frozenset[str]
    armed_posts: frozenset[str]
    ranks: frozenset[str]
    police_ranks: frozenset[str]
    seats: frozenset[str]
    police_posts: frozenset[str]
    offices: frozenset[str]
    named_by_role: frozenset[str]
    un_people: frozenset[str]
    messengers: frozenset[str]
    documents: frozenset[str]
    carriers: frozenset[str]
    told: frozenset[str]
    titles: frozenset[str]
    any_body: frozenset[str]
    quantity: frozenset[str]
    name_particles: frozenset[str]
    state_words: frozenset[str]
    human: frozenset[str]
    bodies: frozenset[str]
    own_people: frozenset[str]
    institutions: frozenset[str]
    human_ends: tuple[str, ...]

    def kind(self, head: str, modifiers: Iterable[str]) -> str | None:
        """The kind of a phrase: of its head noun, but of the modifiers where the head leaves it to them."""
        kinds = [self.kind_of[m] for m in modifiers if m in self.kind_of]
        own = self.kind_of.get(head)
        if own is not None and head not in self.vague:
            return own
        if own not in (None, "anonymous"):  # "local officials" are officials, "security officials" too
            kinds = [k for k in kinds if k not in ("resident", "witness", "relative")]
        return min(kinds, key=lambda k: self.rank[k], default=own)


@cache
def roles() -> Roles:
    """The lexicon, loaded once."""
    data = load_toml(NAME)
    kind_of: dict[str, str] = {}
    for kind, words in data["kinds"].items():
        if kind not in SOURCE_KINDS:
            raise LexiconError(f"lexicon/data/{NAME}: kind {kind} is none of {', '.join(SOURCE_KINDS)}")
        for word in words:
            kind_of.setdefault(word, kind)
    rank = {kind: n for n, kind in enumerate(data["kinds"])}
    sets = {f.name: frozenset(data[f.name]["words"]) for f in fields(Roles) if f.name in data}
    return Roles(kind_of=kind_of, rank=rank, human_ends=tuple(data["human"]["ends"]), **sets)

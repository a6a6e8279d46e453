"""Cues: the words that attribute. Their senses come from ``lexicon/data/cues.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.errors import LexiconError
from dateline.lexicon import load_toml, word_set
from dateline.model import Polarity, Stance, Status
from dateline.reading import Token

TAKES = frozenset({"clause", "comment", "object", "inf", "as", "object_inf"})

_LAYING = frozenset({"lay", "put"})
_SPEECH = frozenset({"say", "report", "tell", "claim", "warn", "admit", "deny", "allege"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a cue: what its source makes of the content, and what the content may be (see ``cues.toml``)."""

    name: str
    stance: Stance
    polarity: Polarity
    status: Status | None
    factual: bool
    takes: frozenset[str]
    addressee: bool
    preps: frozenset[str]
    objects: frozenset[str]
    subjects: str


@cache
def senses(part: str) -> Mapping[str, tuple[Sense, ...]]:
    """Lemma (or ``lemma_particle``) -> its senses, in the order of the file. ``part``: verbs, nouns or adverbs."""
    out: dict[str, list[Sense]] = {}
    for name, entry in load_toml("cues.toml")[part].items():
        sense = _sense(name, entry)
        for word in dict.fromkeys(entry["words"].split()):
            out.setdefault(word, []).append(sense)
    return {word: tuple(found) for word, found in out.items()}


def _sense(name: str, entry: dict[str, Any]) -> Sense:
    takes = frozenset(entry.get("takes", ()))
    if not takes <= TAKES:
        raise LexiconError(
            f"lexicon/data/cues.toml: class {name} takes {sorted(takes - TAKES)}, expected {sorted(TAKES)}"
        )
    return Sense(
        name=name, stance=entry.get("stance", "reports"), polarity=entry.get("polarity", "affirmed"),
        status=entry.get("status"), factual=entry.get("factual", True), takes=takes,
        addressee=entry.get("addressee", False), preps=frozenset(entry.get("preps", ())),
        objects=frozenset(entry.get("objects", ())),
        subjects=entry.get("subjects", ""),
    )  # fmt: skip


def labels() -> frozenset[str]:
    """Nouns that accuse when something is called so."""
    return word_set("cues.toml", "labels", "words")


def stands() -> frozenset[str]:
    """Verbs of taking a stand, which bring no words of their own."""
    return word_set("cues.toml", "stands", "words")


def _narrating(part: str) -> frozenset[str]:
    return word_set("cues.toml", "narrating", part)


def narrates(verb: Token) -> bool:
    """Whether a verb announces a story that the next sentences bring: "described the raid", "gave an account"."""
    objects = [c.lemma.lower() for c in verb.children if c.dep in ("dobj", "attr")]
    return verb.lemma in _narrating("verbs") or any(o in _narrating("nouns") for o in objects)


@cache
def _with_particles() -> frozenset[str]:
    """Verbs with some of whose particles or objects they have a sense of their own."""
    return frozenset(word.split("_")[0] for word in senses("verbs") if "_" in word)


def verb_senses(verb: Token) -> list[Sense]:
    """The senses that a verb token may have here, those with its particle first."""
    table, lemma = senses("verbs"), verb.lemma
    if lemma == "hop" and verb.lower in ("hoped", "hopes", "hoping"):
        lemma = "hope"  # the lemmatizer's slip
    if lemma == "set" and _burns(verb):
        return []
    if lemma not in _with_particles():
        return list(table.get(lemma, ()))
    found: list[Sense] = []
    for child in verb.children:
        if child.dep in ("prt", "prep", "advmod", "acomp", "dobj") and child.i > verb.i:
            found += table.get(f"{lemma}_{adjective(child)}", ())
        if child.dep in ("advcl", "xcomp", "ccomp") and child.i > verb.i + 2:  # "called for both sides to withdraw"
            found += [s for c in child.children if c.dep == "mark" for s in table.get(f"{lemma}_{c.lower}", ())]
        if child.dep == "dobj" and any(c.lower == "as" for c in child.children):  # "see the tax as a trap"
            found += table.get(f"{lemma}_as", ())
        if child.pos == "ADJ" and child.dep in ("ccomp", "oprd", "xcomp"):  # "hold the army responsible"
            found += table.get(f"{lemma}_{adjective(child)}", ())
        for prep in (child, *child.children) if verb.lemma in _LAYING else ():  # "laid it at the door of"
            found += [s for c in prep.children for s in table.get(f"{verb.lemma}_{prep.lower}_{c.lemma}", ())]
    return found + list(table.get(lemma, ()))


def adjective(token: Token) -> str:
    """ "(pleaded) guilty", "(pleaded) not guilty": as the lists have it."""
    return "not_" + token.lower if any(c.dep == "neg" for c in token.children) else token.lower


def _burns(verb: Token) -> bool:
    """ "Set one more of them on fire": no number that is given."""
    below = [c for c in verb.children if c.i > verb.i]
    return any(t.lower in ("fire", "ablaze", "alight", "afire", "aflame") for c in below for t in (c, *c.children))


def words_of(table: str, key: str) -> frozenset[str]:
    """A plain set of words of ``cues.toml``."""
    return word_set("cues.toml", table, key)


def named_sense(name: str) -> Sense:
    """A sense by the name of its class ("say": plain reporting)."""
    return _sense(name, load_toml("cues.toml")["verbs"][name])


def charges() -> frozenset[str]:
    """Nouns for what somebody has said of another's doing, which the other may deny."""
    return word_set("cues.toml", "charged", "words")


def says_by_name(sense: Sense, speaker: Token | None) -> bool:
    """Whether somebody whom a noun or a name stands for says something, rather than thinks, wants or judges it."""
    return sense.factual and sense.name in _SPEECH and speaker is not None and speaker.pos in ("NOUN", "PROPN")

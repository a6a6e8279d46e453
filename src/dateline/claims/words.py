"""The lexicon of this stage: which class a word is in, and which frames a verb or noun has.

``triggers.toml`` says at its head what its conditions mean; the frames of ``constructions.toml`` come before its own,
and those of ``people_and_goods.toml`` before these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.claims.harm_words import person_nouns
from dateline.claims.records import FIGHTING
from dateline.errors import LexiconError
from dateline.lexicon import load_toml, word_set
from dateline.reading import Token


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the slots must (or, ``negated``, must not) hold a word of one of ``classes`` or one of ``words``.

    ``paths``: the ways to a slot, as "in.of" goes by "in control" to the town it is in control of.
    """

    paths: tuple[str, ...]
    classes: frozenset[str]
    words: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """``own``: the conditions that the word itself must meet, quicker asked than those of its slots."""

    type: str
    own: tuple[Condition, ...]
    conditions: tuple[Condition, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """What is known of the event types: see ``ontology.toml``."""

    types: Mapping[str, Mapping[str, object]]

    def rank(self, type_: str) -> int:
        """Lower is more telling."""
        row = self.types.get(type_)
        return int(str(row["rank"])) if row else 99

    def violent(self, type_: str) -> bool:
        row = self.types.get(type_)
        return bool(row["violent"]) if row else type_ in ("attack", "blast", "harm", "answer")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``classes``: lemma -> classes. ``verbs``, ``nouns``, ``adjectives``: lemma -> frames in order."""

    classes: Mapping[str, frozenset[str]]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    means: Mapping[str, tuple[str, ...]]
    no_bombs: frozenset[str]  # "a bomb threat"
    means_verbs: Mapping[str, str]  # verbs that tell the weapon by themselves
    armed: frozenset[str]  # types of events that are done with weapons
    struck: Mapping[str, tuple[str, ...]]
    damaging: frozenset[str]  # verbs by which a car is hit, not only driven
    speaking: frozenset[str]  # what a ministry does as a body, not as a building
    tending: frozenset[str]  # what is done in a hospital that nobody hit
    done_to: frozenset[str]  # "damage to the school"
    struck_parts: frozenset[str]  # "the church compound" is a church
    ontology: Ontology
    holding: frozenset[str]  # verbs that tell who has a place: "areas held by ..."
    wielding: frozenset[str]  # what is done with a weapon by who has it: "a mine planted by ..."
    repelling: frozenset[str]  # verbs whose subject was attacked
    quantities: frozenset[str]
    seats: frozenset[str]
    held: frozenset[str]
    controllers: frozenset[str]  # verbs whose object is who does what follows
    irregular: Mapping[str, str]
    watching: frozenset[str]  # verbs whose subject keeps count of what their object tells
    facing: frozenset[str]  # verbs whose subject meets an attack "from" somebody
    partaking: frozenset[str]  # verbs whose subject does what the noun after "in", "into" tells
    taking: frozenset[str]  # verbs by which a side comes to hold a place
    announcing: frozenset[str]  # verbs whose subject will do the thing itself
    waging: frozenset[str]  # "an attack carried out by rebels", "an ambush laid by them"
    resulting: frozenset[str]  # "was attacked, killing two"
    onlooking: frozenset[str]  # verbs of who only judges or tells of what others did: "condemned the murder"
    befalling: frozenset[str]  # nouns whose owner it befalls: "the judge's murder"
    undergoing: frozenset[str]  # verbs whose subject is who suffers
    opposing: frozenset[str]  # what troops are sent to do to those whom they are against
    owning: frozenset[str]  # verbs that tell whose the thing is that was struck
    intransitive: frozenset[str]  # verbs without a passive: "troops advanced" is what they did, however it is tagged


def lemma(token: Token) -> str:
    """The dictionary form, lower case; irregular forms that the parser's lemmatizer does not know are mended."""
    if not token.word:
        token.word = lexicon().irregular.get(token.lower) or _singular(token) or token.lemma.lower()
    return token.word


def _singular(token: Token) -> str | None:
    """ "Missiles fell": it stands first, and the parser takes it for a name."""
    if token.ent and (token.ent not in ("ORG", "PRODUCT") or token.children):
        return None  # but "Gunships destroyed a depot" names no company
    if token.pos != "PROPN" or token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return None
    word = token.lower
    return next((o for o in (word.removesuffix("s"), word.removesuffix("ies") + "y") if o in lexicon().classes), None)


SELF = ("self",)


def _condition(text: str, known: frozenset[str]) -> Condition:
    negated = text.startswith("!")
    slot, _, rest = text.lstrip("!").rpartition(":")
    parts = rest.split("|")
    words = frozenset(p.strip("'") for p in parts if p.startswith("'"))
    classes = frozenset(p for p in parts if not p.startswith("'"))
    for name in classes - known:
        raise LexiconError(f"lexicon/data: condition {text!r} of an event's frame names an unknown class {name!r}")
    return Condition(tuple((slot or "self").split("/")), classes, words, negated)


_DEAR = ("any", "tree", "clause")  # slots of many words, in the order of what it costs to fill them


def _cost(condition: Condition) -> int:
    """All conditions of a frame must hold, so that the cheap ones may come first."""
    return max((1 + _DEAR.index(s) for path in condition.paths for s in path.split(".") if s in _DEAR), default=0)


# Classes that come from entities and not from word lists.
ENTITY_CLASSES = frozenset(
    {
        "place",
        "actor",
        "armedactor",
        "militant_kind",
        "state",
        "people",
        "peopleonly",
        "folk",
        "throng",
        "time",
        "any",
        "crowdactor",
        "geo",
        "name",
    }
)


def _frames(entries: list[dict[str, object]], known: frozenset[str]) -> dict[str, tuple[Frame, ...]]:
    out: dict[str, list[Frame]] = {}
    for entry in entries:
        lemmas, frames = entry["lemmas"], entry["frames"]
        assert isinstance(lemmas, list)
        assert isinstance(frames, list)
        for n, raw in enumerate(frames):
            conditions = [_condition(c, known) for c in raw.get("if", ())]
            own = tuple(c for c in conditions if c.paths == SELF)
            others = tuple(sorted((c for c in conditions if c.paths != SELF), key=_cost))
            for lemma in lemmas:
                out.setdefault(lemma, []).append(Frame(raw["type"], own, others, f"{lemmas[0]}/{n}"))
    return {k: tuple(v) for k, v in out.items()}


def _coded(kind: str) -> dict[str, tuple[str, ...]]:
    """phrase -> its codes, the wider one first: those of the file's table of that name, and of its finer one."""
    data = load_toml(f"{kind}.toml")
    out: dict[str, tuple[str, ...]] = {}
    for table in (data[kind], data["finer"]):
        for code, phrases in table.items():
            for phrase in phrases:
                out[phrase] = (*out.get(phrase, ()), code) if table is data["finer"] else (code,)
    return out


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data, more, first = (load_toml(f"{name}.toml") for name in ("triggers", "constructions", "people_and_goods"))
    classes: dict[str, set[str]] = {}
    names = set(ENTITY_CLASSES)
    for table in (data["classes"], data["classes2"], more["classes"], first["classes"]):
        for name, words in table.items():
            names.add(name)
            for word in words:
                classes.setdefault(word, set()).add(name)
    for word, group in person_nouns().items():
        classes.setdefault(word, {"armed"} if group in FIGHTING else {"people"})  # where no list of the project has it
    known = frozenset(names)
    return Lexicon(
        classes={k: frozenset(v) for k, v in classes.items()},
        verbs=_frames([*first["verb"], *more["verb"], *data["verb"]], known),
        nouns=_frames([*first["noun"], *more["noun"], *data["noun"]], known),
        adjectives=_frames([*more["adjective"], *data["adjective"]], known),
        means=_coded("means"),
        no_bombs=word_set("means.toml", "no_bombs"),
        means_verbs={w: code for code, ws in load_toml("means.toml")["verbs"].items() for w in ws},
        armed=word_set("means.toml", "types"),
        struck=_coded("struck"),
        damaging=word_set("struck.toml", "damaging"),
        speaking=word_set("struck.toml", "speaking"),
        tending=word_set("struck.toml", "tending"),
        done_to=word_set("struck.toml", "done_to"),
        struck_parts=word_set("struck.toml", "parts"),
        ontology=Ontology(load_toml("ontology.toml")["types"]),
        holding=frozenset(data["holding"]),
        wielding=frozenset(data["wielding"]),
        repelling=frozenset(data["repelling"]),
        quantities=frozenset(data["quantities"]),
        seats=frozenset(data["seats"]),
        held=frozenset(data["held"]),
        controllers=frozenset(data["controllers"]),
        irregular=data["irregular"],
        watching=frozenset(data["watching"]),
        facing=frozenset(data["facing"]),
        partaking=frozenset(data["partaking"]),
        taking=frozenset(data["taking"]),
        announcing=frozenset(data["announcing"]),
        waging=frozenset(data["waging"]),
        resulting=frozenset(data["resulting"]),
        onlooking=frozenset(data["onlooking"]) | word_set("modality.toml", "judging_verbs"),
        befalling=frozenset(data["befalling"]),
        undergoing=frozenset(data["undergoing"]),
        opposing=frozenset(data["opposing"]),
        owning=word_set("struck.toml", "owning"),
        intransitive=frozenset(data["intransitive"]),
    )

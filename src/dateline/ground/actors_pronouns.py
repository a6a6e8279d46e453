"""Who it, they, he and she are: the best antecedent by rule, with the others that were possible."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.ground.actors_text import Text
from dateline.lexicon import rows
from dateline.reading import Alternative, Entity, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SENTENCES = 4  # and how many sentences
ARMED = frozenset(
    {"rebel", "jihadist", "militia", "gang", "state_forces", "coalition", "police", "unidentified", "armed_group"}
)
DISGUISING = frozenset({"dress", "disguise", "pose", "masquerade", "camouflage"})
_PEOPLE_KINDS = frozenset({"civilians", "person", "protesters", "rioters"})
_PRONOUNS = {
    "it": "s", "they": "p", "them": "p", "he": "h", "him": "h", "she": "h", "itself": "s", "themselves": "p",
    "its": "s", "their": "p",
}  # fmt: skip


def antecedent(
    text: Text, seen: Sequence[Entity], token: Token
) -> tuple[Entity, float, tuple[Alternative, ...]] | None:
    """it, they, he, she: the best antecedent by nearness, subjecthood, number, and who was speaking."""
    number = _PRONOUNS.get(token.lower)
    if number is None or token.dep == "expl" or (number == "s" and _is_empty(token)):
        return None
    if _thing(text, seen, token):
        return None
    heads, voice = _acting(token), _voice_behind(text, token)
    acting = {e.actor.id for e in seen if e.actor and _whole(text.parsed.tokens[e.head]).i in heads} if heads else set()
    scored: list[tuple[float, int, Entity]] = []
    for n, entity in enumerate(seen):
        distance = token.sent - text.parsed.tokens[entity.first].sent
        if distance > SENTENCES:
            break
        if entity.actor and entity.use not in ("owner", "pronoun") and _agrees(entity, number, text):
            if entity.actor.id in acting or _disguise(text.parsed.tokens[entity.head]) or _called(entity, voice):
                continue
            scored.append((_salience(text, entity, token, distance), -n, entity))
    if not scored:
        return None
    scored.sort(key=lambda x: (-x[0], -x[1]))
    best = scored[0][2]
    assert best.actor is not None
    others = {e.actor.id: Alternative(e.actor.id, e.actor.name, s) for s, _, e in reversed(scored[1:]) if e.actor}
    others.pop(best.actor.id, None)
    score = max(0.1, min(1.0, scored[0][0] / 5))
    ranked = tuple(sorted(others.values(), key=lambda a: (-a.score, a.ref))[:3])
    return best, score, ranked


def _voice_behind(text: Text, pronoun: Token) -> str | None:
    """The name behind what it says: in "He was held at the border, Mr Odera said" he is another man (Principle C)."""
    if pronoun.lower not in ("he", "him", "she"):
        return None
    for verb in pronoun.ancestors():
        if verb.lemma in text.lexicon.speech:
            names = (c for c in verb.children if c.dep == "nsubj" and c.pos == "PROPN" and c.i > pronoun.i)
            return next((c.lower for c in names), None)
    return None


def _called(entity: Entity, name: str | None) -> bool:
    return name is not None and entity.actor is not None and entity.actor.name.lower().split()[-1:] == [name]


def _disguise(head: Token) -> bool:
    """ "Rebels dressed as soldiers stopped a bus": no soldiers were there."""
    before = head.head.head
    marked = any(c.dep == "mark" and c.lower == "as" for c in head.head.children)
    return before.lemma in DISGUISING and (marked or head.head.lower == "as")


def _whole(head: Token) -> Token:
    """The noun that "men in police uniforms" is about."""
    top = head
    while top.dep in ("compound", "amod", "nmod", "poss", "pobj", "prep") and top.head is not top:
        if top.head.pos in ("VERB", "AUX"):
            return head
        top = top.head
    return top


def _acting(pronoun: Token) -> set[int]:
    """ "The fighters fired on them", "the Front's men beat off the attack, killing nine of them": not themselves.

    The subjects, and whose men they are, of the verb whose object the pronoun is.
    """
    verb = _governing(pronoun) if pronoun.lower not in ("itself", "themselves") else None
    chain = _of_one_subject(verb) if verb is not None else []
    subjects = [c for v in chain for c in v.children if c.dep in _SUBJECTS]
    return {t.i for s in subjects for t in (s, *(c for c in s.children if c.dep == "poss"))}


def _governing(pronoun: Token) -> Token | None:
    """The verb that a pronoun is the object of: "fired on them", "killed nine of them"."""
    top = pronoun
    while top.dep == "pobj" and top.head.dep in ("prep", "agent"):
        above = top.head.head
        if above.pos == "VERB":
            return above
        if top.head.lower != "of" and above.dep != "dobj":
            return None
        top = above
    return top.head if top.dep == "dobj" else None


def _of_one_subject(verb: Token) -> list[Token]:
    """The verb and those above it whose subject is its own: "..., killing", "and killed", "after killing"."""
    found = [verb]
    while verb.dep in ("advcl", "conj", "pcomp", "prep") and not any(c.dep in _SUBJECTS for c in verb.children):
        verb = verb.head
        found.append(verb)
    return found


def _thing(text: Text, seen: Sequence[Entity], pronoun: Token) -> bool:
    """ "Seized a bridge, holding it for an hour": the object of what the same one did before, and no body."""
    if pronoun.lower != "it" or pronoun.dep != "dobj":
        return False
    for verb in _of_one_subject(pronoun.head)[1:]:
        for noun in verb.children:
            if noun.dep == "dobj" and noun.i < pronoun.i and noun.pos == "NOUN" and noun.tag == "NN":
                return not any(e.first <= noun.i < e.last for e in seen)
    return False


def _salience(text: Text, entity: Entity, pronoun: Token, distance: int) -> float:
    head = text.parsed.tokens[entity.head]
    score = 3.0 - distance
    if head.dep in ("nsubj", "nsubjpass", "agent"):
        score += 1.5
    verb = head.head if head.dep in ("nsubj", "nsubjpass") else None
    if verb is not None and verb.lemma in text.lexicon.speech and pronoun.head.lemma in text.lexicon.speech:
        score += 1.5
    if entity.use in ("name", "description"):
        score += 0.5
    if entity.actor and entity.actor.kind in ("media", "state_media") and pronoun.head.lemma not in text.lexicon.speech:
        score -= 1.5
    return score


def _is_empty(token: Token) -> bool:
    """ "it is unclear whether", "it took two hours": an it that stands for nobody."""
    verb = token.head
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma in ("be", "seem", "appear", "take", "rain", "snow", "become", "remain"):
        return any(c.dep in ("acomp", "ccomp", "attr", "xcomp", "csubj", "advcl") for c in verb.children)
    return (
        verb.tag == "VBN"
        and any(c.dep == "auxpass" for c in verb.children)
        and any(c.dep == "ccomp" for c in verb.children)
    )


def _somebody(text: Text, entity: Entity) -> bool:
    """ "A local official said the truck was stopped before it entered": one person is no "it"."""
    head = text.parsed.tokens[entity.head]
    single = head.tag == "NN" and entity.use in ("group", "description")
    return single and (head.lower in _person_nouns() or head.lower == "source")


@cache
def _person_nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("person_nouns.csv", ("word", "group")))


def _agrees(entity: Entity, number: str, text: Text) -> bool:
    """Whether an entity may be meant by a pronoun: h a person, s one body, p people or the people of a body."""
    actor = entity.actor
    if actor is None:
        return False
    plural = text.parsed.tokens[entity.head].tag in ("NNS", "NNPS")
    if number == "h":
        single = text.parsed.tokens[entity.head].tag in ("NN", "NNP")
        return actor.kind == "person" or (single and entity.use == "group")
    if actor.kind == "person":
        return False
    if number == "s":
        if _somebody(text, entity):
            return False
        return actor.kind not in _PEOPLE_KINDS and not (plural and entity.use in ("group", "description"))
    head = text.parsed.tokens[entity.head]
    several = head.tag != "NN" or head.lower in text.lexicon.multitudes  # "the governor" is no "they"
    return plural or actor.kind in ARMED or (entity.use == "group" and several)

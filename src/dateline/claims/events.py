"""Events: words that name one."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from dateline.claims.frames import View
from dateline.claims.records import HarmFact
from dateline.claims.slots import first_frame
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.model import Span
from dateline.reading import Token

SOFT = frozenset({"attack", "blast", "harm", "answer"})  # "answer": of an event told before
KILLING = word_set("deeds.toml", "violence", "harming")


AGAIN = frozenset({"another", "second", "separate", "other", "new", "similar", "third", "further"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "such"})


@dataclass(slots=True)
class Mention:
    """A word that names an event. ``type`` is a code of the ontology or one of SOFT; ``words`` all its tokens."""

    token: Token
    type: str
    form: str  # verb noun adjective fact
    rule: str
    words: list[Token] = field(default_factory=list)
    facts: list[HarmFact] = field(default_factory=list)
    stands_for: Token | None = None  # the noun left out of "the second is by the militia"
    barring: bool = False  # that it was not is what it tells: "was not allowed to land", "not seen since"

    @property
    def soft(self) -> bool:
        """Its type yields to what the words beside it say."""
        return self.type in SOFT or (self.form == "verb" and lemma(self.token) in KILLING)

    @property
    def harmful(self) -> bool:
        """It tells what came of an event rather than the event."""
        return self.type == "harm" or (self.form == "verb" and lemma(self.token) in KILLING)

    @property
    def definite(self) -> bool:
        """ "the attack", "this offensive", "Monday's raid": it may refer to an event told before."""
        return self.form == "noun" and _definite(self.token)


def _definite(noun: Token) -> bool:
    if any(lemma(c) in AGAIN for c in noun.children):
        return False
    if any(c.lower in DEFINITE or c.ent == "DATE" for c in noun.children if c.dep in ("det", "poss")):
        return True
    # "Wednesdays blast": collectors strip apostrophes
    return any(c.ent == "DATE" and c.dep in ("compound", "nmod") for c in noun.children)


@dataclass(slots=True)
class Event:
    """Mentions of one sentence that speak of one event. ``main`` names it."""

    members: list[Mention]
    main: Mention
    type: str
    facts: list[HarmFact] = field(default_factory=list)
    scope: tuple[tuple[int, int], ...] = ()  # what is attributed to the source; empty: all of the sentence
    voices: tuple[Span, ...] = ()  # the words that name its sources
    answers: bool = False  # they deny, admit or doubt it: where they speak from is not where it was

    def within(self, token: int) -> bool:
        """The token is among the words of the one who tells of the event."""
        return not self.scope or any(first <= token < last for first, last in self.scope)


def find_mentions(view: View) -> list[Mention]:
    """Every word of the report that names an event, in text order."""
    found: dict[int, Mention] = {}
    for token in view.tokens:
        mention = _mention(view, token)
        if mention:
            found[token.i] = mention
    for mention in list(found.values()):
        if mention.form == "noun" and (other := _other_of_them(view, mention)) is not None:
            found.setdefault(other.token.i, other)
    for mention in found.values():
        _join_light(view, mention)
    for i in [i for m in found.values() for i in _matter(view, m, found)]:
        found.pop(i, None)
    return [found[i] for i in sorted(found)]


def _matter(view: View, mention: Mention, found: dict[int, Mention]) -> list[int]:
    """What a pact is about ("agreed to pull back") and what a crowd protests against is no event beside it."""
    if mention.type == "agreement" and lemma(mention.token) == "agree":
        inside = [t.i for c in mention.token.children if c.dep == "xcomp" for t in c.subtree()]
        return [i for i in inside if i in found and found[i].type != "harm"]
    if mention.type == "agreement" and mention.form == "verb":  # "negotiated an end to the fighting"
        ends = [c for c in mention.token.children if c.dep in ("dobj", "nsubjpass") and "respite" in view.classes(c)]
        return [t.i for c in ends for t in c.subtree() if t.i in found and found[t.i].type not in ("agreement", "harm")]
    if mention.type in HANDLED and mention.form == "verb":  # "turned back a convoy carrying medicines"
        things = [c for c in mention.token.children if c.dep in ("dobj", "nsubjpass")]
        told = [c for o in things for c in o.children if c.dep in ("acl", "relcl")]
        return [c.i for c in told if c.i in found and found[c.i].type == mention.type]
    if mention.type == "deployment" and mention.form == "noun" and mention.token.dep == "nsubj":
        return [mention.token.i] if mention.token.head.i in found else []  # "reinforcements drove them out"
    if mention.type == "protest":
        words = [t for w in mention.words for t in view.prepositional(w, MATTERS)]
        return [t.i for t in words if t.i in found and found[t.i].form == "noun"]
    return []


def _other_of_them(view: View, one: Mention) -> Mention | None:
    """ "One offensive is by the army, while the second is by the militia": the noun left out is the first one's."""
    if not any(c.lower in ONE for c in one.token.children):
        return None
    sentence = view.grounded.parsed.sentences[one.token.sent]
    for token in view.tokens[one.token.i + 1 : sentence.last]:
        alone = token.lower in OTHER_ONE and token.dep == "nsubj" and lemma(token.head) == "be"
        if alone and view.prepositional(token.head, BY) and not any(c.pos == "NOUN" for c in token.children):
            return Mention(token, one.type, "noun", f"{one.rule}: the other of them", [token], stands_for=one.token)
    return None


ONE = frozenset({"one", "first"})
OTHER_ONE = frozenset({"second", "other", "another"})
BY = frozenset({"by"})
# What is done with people and goods: what more is told of them by the way is the same event.
HANDLED = frozenset({"aid", "weapons_seized", "abduction", "arrest", "displacement"})
MATTERS = frozenset({"against", "at", "over", "about", "for"})


NAMING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})


def _mention(view: View, token: Token) -> Mention | None:
    if token.pos not in NAMING and token.tag != "VBG" and token.lower != "occupied":
        return None
    lex, word = view.lexicon, token.word or lemma(token)
    if token.lower == "occupied" and called(token) and not view.grounded.at(token.i, "time"):
        return Mention(token, "control_state", "adjective", OCCUPIED, [token])
    form = "verb"
    if token.tag == "VBG" and view.nominal(token):
        frames, form = lex.nouns.get(token.lower), "noun"
    elif token.pos in ("VERB", "AUX"):
        if token.dep == "amod" and token.head.i > token.i:
            return None  # "displaced families": who they are
        frames = lex.verbs.get(word)
    elif token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and _stands_alone(view, token)):
        frames, form = lex.nouns.get(word) or lex.nouns.get(token.lower), "noun"
        if frames and _is_modifier(view, token):
            return None
    elif token.pos == "ADJ":
        frames, form = lex.adjectives.get(word), "adjective"
    else:
        return None
    if not frames or view.grounded.at(token.i, "time"):
        return None  # March is a month
    if form == "noun" and token.dep == "dobj" and lemma(token.head) in lex.watching and not _of_some(token):
        return None  # "the monitor, which tracks violence": what it does, not what happened
    frame = first_frame(view, token, frames)
    if frame is None or frame.type in ("", "light"):
        return None
    barring = frame.type != "answer" and any("neg" in c.paths and not c.negated for c in frame.conditions)
    return Mention(token, frame.type, form, frame.name, [token], barring=barring)


def _of_some(noun: Token) -> bool:
    """ "documented the execution of 60 men", "31 rapes": so many, and not what somebody keeps count of."""
    if any(c.dep == "nummod" for c in noun.children):
        return True
    below = [d for c in noun.children if c.lower == "of" for d in c.children]
    return any(c.dep == "nummod" for d in below for c in d.children)


OCCUPIED = "control/occupied"  # the rule's name: no holder is named, that there is a rightful one is disputed
CALLING = frozenset(
    {"consider", "call", "regard", "deem", "term", "describe", "declare", "remain", "be", "label", "become", "see"}
)


def called(token: Token) -> bool:
    """ "considers the city occupied", "it is still an occupied town": who holds a place, as somebody calls it."""
    if token.lower != "occupied":
        return False
    top = token.head if token.dep == "amod" and token.head.i > token.i else token
    if top is not token and any(c.dep == "nsubj" for c in top.children) and top.pos in ("NOUN", "PROPN"):
        return lemma(top.head) in CALLING or _sentence_calls(top)
    if top.dep in ("attr", "oprd", "acomp", "ccomp", "dobj", "xcomp") or (top.dep == "pobj" and top.head.lower == "as"):
        verb = top.head.head if top.dep == "pobj" else top.head
        return lemma(verb) in CALLING and (top is token or top.dep != "dobj")
    return False


def _sentence_calls(noun: Token) -> bool:
    """The noun's subject stands right after such a verb, wherever the parser hangs the noun."""
    first = min(c.i for c in noun.children if c.dep == "nsubj")
    return any(lemma(a) in CALLING and a.i < first <= a.i + 4 for a in islice(noun.ancestors(), 4))


def _stands_alone(view: View, token: Token) -> bool:
    """An adjective with no noun after it is a noun that the parser missed: "made a surprise offensive during"."""
    after = view.tokens[token.i + 1] if token.i + 1 < len(view.tokens) else None
    return lemma(token) in view.lexicon.nouns and (after is None or after.pos not in ("NOUN", "PROPN", "ADJ"))


def _is_modifier(view: View, token: Token) -> bool:
    """The noun only describes another one: "attack helicopters", "the protest leader"."""
    if token.dep in ("compound", "nmod") and token.head.i > token.i:
        return True
    return any(
        e.kind in ("actor",) and len(e.span.text.split()) > 2 and e.use == "name" for e in view.grounded.at(token.i)
    )


def _join_light(view: View, mention: Mention) -> None:
    """A verb that only carries the noun ("launched an attack", "the attack took place") belongs to its words."""
    token, verb = mention.token, mention.token.head
    if (
        mention.form != "noun"
        or verb.pos not in ("VERB", "AUX")
        or token.dep not in ("dobj", "nsubj", "nsubjpass", "obj", "attr")
    ):
        return
    if "light" in view.types_of(verb) and abs(verb.i - token.i) <= 12 and lemma(verb) != "be":
        mention.words = [verb, token]

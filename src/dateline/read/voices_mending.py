"""Who speaks, where the small model hangs a verb of saying on the wrong word.

Rules of grammar: a verb has one subject; a preposition takes the noun after it; what a comma cuts off behind a name is
its apposition; what is done to a town does not speak.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.lexicon import load_toml
from dateline.read.arc_mending import hang
from dateline.reading import Sentence, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CLOSING = frozenset({",", '"', "”", "''", "’", "'"})  # before a name that speaks after its words
_HAVE = frozenset({"has", "have", "had", "'s", "'ve", "'d"})
_BLAMING = frozenset({"accuse", "blame"})
_WHERE_SAID = frozenset({"in", "at", "during"})  # "in one of a series of messages", "at a hearing"
_ADDRESSING = frozenset({"tell", "inform", "assure", "notify", "warn", "remind"})
_TOLD = frozenset({"story", "tale", "version", "lie", "truth"})  # what is told, and not to whom
# Participles that tell whose somebody is or where he belongs, before their preposition: "militiamen allied to".
_BELONGING = frozenset(
    {"allied", "backed", "led", "linked", "tied", "affiliated", "aligned", "associated", "based", "headed", "commanded"}
) | {"supported", "opposed", "sworn", "attached", "armed", "trained", "recruited", "hired", "paid", "funded"}


@cache
def speech() -> frozenset[str]:
    """Verbs that may stand, with who speaks, after what is said."""
    entries = load_toml("cues.toml")["verbs"].values()
    return frozenset(w for e in entries if "comment" in e.get("takes", ()) for w in e["words"].split())


def voices(tokens: tuple[Token, ...], sentence: Sentence) -> None:
    """Set right who says so in a sentence."""
    for cue in tokens[sentence.first + 2 : sentence.last]:
        if cue.lemma.lower() not in speech():
            if cue.lemma in _BLAMING and cue.tag in _FINITE:
                _denied(tokens, cue)
            continue
        if cue.tag in _FINITE or (cue.tag == "VBN" and any(c.lower in _HAVE for c in cue.children)):
            _said_at(cue)
        if cue.tag not in _FINITE:
            continue
        _one_subject(tokens, cue)
        _belonging(cue)
        _named(tokens, sentence, cue)
        _denied(tokens, cue)
        _joined(tokens, cue)


def _one_subject(tokens: tuple[Token, ...], cue: Token) -> None:
    """ "Rebels loyal to the former chief said": the second noun belongs to the preposition before it."""
    subjects = [c for c in cue.children if c.dep in _SUBJECTS and c.i < cue.i]
    if len(subjects) != 2 or subjects[0].pos not in ("NOUN", "PROPN"):
        return
    first, second = subjects
    between = tokens[first.i + 1 : second.i]
    bare = [t for t in between if t.dep == "prep" and not t.children]
    if bare and not any(t.text in (",", ";") for t in between):
        hang(second, bare[-1], "pobj")


def _belonging(cue: Token) -> None:
    """ "Militiamen allied to the army said": a participle, read as what is said."""
    if any(c.dep in _SUBJECTS for c in cue.children):
        return
    for clause in cue.children:
        noun = next((c for c in clause.children if c.dep in _SUBJECTS), None)
        if (
            clause.dep == "ccomp"
            and clause.i < cue.i
            and clause.lower in _BELONGING
            and noun is not None
            and noun.i == clause.i - 1
            and any(c.dep in ("prep", "agent") and c.i == clause.i + 1 for c in clause.children)
        ):
            hang(noun, cue, "nsubj")
            hang(clause, noun, "acl")
            clause.tag = "VBN"
            return


def _named(tokens: tuple[Token, ...], sentence: Sentence, cue: Token) -> None:
    """ "killing six, Maria Lopez, a teacher said": the name speaks, not only its calling."""
    calling = next((c for c in cue.children if c.dep == "nsubj"), None)
    if calling is None or calling.pos != "NOUN" or calling.i > cue.i:
        return
    below = calling.subtree()
    start = min(t.i for t in below)
    if max(t.i for t in below) != cue.i - 1:
        return
    if start - 3 <= sentence.first or tokens[start].lower not in ("a", "an") or tokens[start - 1].text != ",":
        return
    last = start - 2
    first = last
    while first > sentence.first and tokens[first - 1].pos == "PROPN" and tokens[first - 1].ent == "PERSON":
        first -= 1
    name = tokens[last]
    if first == last or name.ent != "PERSON" or name.pos != "PROPN" or tokens[first - 1].text not in _CLOSING:
        return
    hang(name, cue, "nsubj")
    for t in tokens[first:last]:
        hang(t, name, "compound")
    hang(calling, name, "appos")


def _denied(tokens: tuple[Token, ...], cue: Token) -> None:
    """ "denied that the town had fallen and said": the town does not speak, who denies does.

    ", and also accused": who has said something says more, and not those of whom it was said.
    """
    told, also = cue.head, tokens[cue.i - 1].lower == "also"
    link = tokens[cue.i - 1 - also]
    if cue.dep != "conj" or told.dep != "ccomp" or link.lower not in ("and", "but"):
        return
    saying = told.head
    passive = any(c.dep == "nsubjpass" for c in told.children)
    other = also and tokens[link.i - 1].text == "," if cue.lemma in _BLAMING else passive
    own = any(c.dep in _SUBJECTS for c in cue.children if c.i < cue.i)
    if other and not own and saying.tag == cue.tag and saying.i < told.i:
        hang(cue, saying, "conj")


def _joined(tokens: tuple[Token, ...], cue: Token) -> None:
    """ "The town denied the charge and the stations said that": the stations, listed with the charge, speak."""
    noun, verb = tokens[cue.i - 1], cue.head
    if noun.dep != "conj" or noun.pos not in ("NOUN", "PROPN") or any(c.dep in _SUBJECTS for c in cue.children):
        return
    told = noun.head
    link = next((c for c in told.children if c.dep == "cc" and told.i < c.i < noun.i), None)
    if link is None or told.dep != "dobj" or told.head is not verb or cue.dep not in ("ccomp", "conj"):
        return
    if any(c.dep == "ccomp" and c.i > cue.i for c in cue.children):
        hang(noun, cue, "nsubj")
        hang(cue, verb, "conj")
        hang(link, verb, "cc")


def _said_at(cue: Token) -> None:
    """ "Conceded at the hearing that it was so", "told a judge that it was so": the clause is what is said."""
    if any(c.dep == "ccomp" and c.i > cue.i for c in cue.children):
        return
    for noun in _beside(cue):
        for clause in noun.children:
            marked = any(c.dep == "mark" and c.lower == "that" for c in clause.children)
            if clause.dep in ("relcl", "acl") and marked and any(c.dep in _SUBJECTS for c in clause.children):
                hang(clause, cue, "ccomp")
                return


def _beside(cue: Token) -> Iterator[Token]:
    """The nouns for whom it was said to and where, and what these are some of."""
    found = [c for c in cue.children if c.dep == "prep" and c.i > cue.i and c.lower in _WHERE_SAID]
    while found:
        prep = found.pop()
        for noun in prep.children:
            if noun.dep == "pobj":
                yield noun
                found += [c for c in noun.children if c.dep == "prep" and c.lower == "of"]
    if cue.lemma in _ADDRESSING:
        yield from (c for c in cue.children if c.dep == "dobj" and c.i > cue.i and c.lemma not in _TOLD)

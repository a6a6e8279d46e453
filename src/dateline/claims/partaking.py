"""Whose part in a deed words tell beside the deed: "engaged in clashes", "was behind the raid", "the involvement of
troops in the murder", "linked him to the bombing", "the mastermind of the kidnapping"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

if TYPE_CHECKING:
    from dateline.claims.frames import View

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass", "csubjpass"})
SHARES = word_set("deeds.toml", "parts", "shares")
AUTHORS = word_set("deeds.toml", "parts", "authors")
# "Linked him to the murder": whom it links did it, where it has an object.
LINKING = word_set("deeds.toml", "parts", "linking")
LINKED = frozenset({"link", "connect", "tie"})
TO_DEED = frozenset({"to", "with"})
OF = frozenset({"of"})


def party_to(view: View, noun: Token) -> list[Token]:
    """Who took part in the deed that a noun names, by the words that its preposition hangs on."""
    prep = noun.head
    if noun.dep != "pobj" or prep.dep != "prep" or prep.head is prep:
        return []
    held = prep.head
    if prep.lower == "of":
        return _author(view, held) if lemma(held) in AUTHORS else []
    if lemma(held) in SHARES and (own := [c for c in held.children if c.dep == "poss"] + view.prepositional(held, OF)):
        return own
    if lemma(held) in LINKING and (linked := [c for c in held.children if c.dep == "dobj"]):
        return linked
    taking = lemma(held) == "take" and any(lemma(c) == "part" for c in held.children)
    linked_to = lemma(held) in LINKED and held.tag == "VBN" and prep.lower in TO_DEED
    if lemma(held) in ("part", "responsible", "responsibility") and held.head is not held:
        held = held.head
    elif not (
        taking or linked_to or lemma(held) in view.lexicon.partaking or (lemma(held) == "be" and prep.lower == "behind")
    ):
        return []
    if held.tag == "VBN" and held.dep == "acl":
        return [held.head]
    found = [t for c in held.children if c.dep in SUBJECTS for t in view.antecedent(c, held)]
    return found or (view.subjects(held) if held.dep == "pcomp" else [])  # "accused them of taking part in"


def _author(view: View, noun: Token) -> list[Token]:
    """ "X was the mastermind of the murder", "X, author of the attack", else they themselves."""
    if noun.dep == "attr":
        return [t for c in noun.head.children if c.dep in SUBJECTS for t in view.antecedent(c, noun.head)] or [noun]
    return [noun.head] if noun.dep == "appos" else [noun]

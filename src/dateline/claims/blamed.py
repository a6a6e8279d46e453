"""Who is accused: whom "accuse X of bombing", "blame X for the raid", "put the blame on X" name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

if TYPE_CHECKING:
    from dateline.claims.frames import View

BLAME = frozenset({"blame", "guilt", "responsibility", "finger"})
RELATIVES = frozenset({"which", "whom", "who", "that"})  # "the militia, which residents accuse of"
# "Arrested for killing six", "acquitted of the murder"; not "arrested in a raid".
JUDGING = word_set("modality.toml", "blaming", "trying")
JUDGED = frozenset({"for", "over", "of"})
CHARGES = word_set("modality.toml", "blaming", "charges")
FACING = frozenset({"face", "deny", "await", "reject"})
LAID = frozenset({"on", "upon", "at", "with"})


def accused(view: View, token: Token) -> list[Token]:
    """Whom "accuse X of bombing", "blame X for the raid" names, wherever the parser hangs the preposition."""
    node = next((t for t in token.ancestors() if t.dep == "prep"), None)
    if node is None:
        return []  # "who confirmed the bombing, blamed it on": it is what he confirmed
    held = node.head
    charged = lemma(held) in CHARGES
    if charged:  # "acquitted them of charges of ordering the murder", "faces charges of"
        over = held.head
        if held.dep == "pobj":
            node, held = over, over.head
        elif held.dep == "dobj" and lemma(over) in FACING:
            return [c for c in over.children if c.dep in ("nsubj", "nsubjpass")]
    if lemma(held) == "hold" and node.lower != "for":  # "held up the convoy by sitting in the road"
        return []
    if lemma(held) in view.lexicon.controllers or (lemma(held) in JUDGING and (charged or node.lower in JUDGED)):
        found = [c for c in held.children if c.dep in ("dobj", "nsubjpass")]
        return [held.head if c.lower in RELATIVES and held.dep == "relcl" else c for c in found]
    if held.dep in ("dobj", "nsubjpass") and lemma(held.head) in view.lexicon.controllers:
        return [held]
    return _laid_on(held, node)


def _laid_on(held: Token, behind: Token) -> list[Token]:
    """ "put the blame on X for the raid", "pointed the finger at X over it". ``behind``: the "for" or "over"."""
    nodes = [held, *held.ancestors()][:4] if behind.lower in ("for", "over") else []
    blame = (c for t in nodes if t.pos == "VERB" for c in t.children if c.dep == "dobj" and lemma(c) in BLAME)
    noun = next(blame, None)
    near = (noun, noun.head) if noun is not None else ()
    laid = [c for t in near for c in t.children if c.dep == "prep" and c.lower in LAID]
    return [d for c in laid for d in c.children if d.dep == "pobj"]

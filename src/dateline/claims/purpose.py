"""Infinitives of purpose: what something was done for, which nobody says was reached."""

from __future__ import annotations

from itertools import islice

from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.reading import Token

PLOTTING = word_set("deeds.toml", "violence", "plotting")


def is_purpose(token: Token) -> bool:
    """ "to target security forces": what for, not what happened."""
    if token.tag != "VB" or not any(c.lower == "to" and c.dep == "aux" for c in token.children):
        return False
    if token.dep == "conj":
        return is_purpose(token.head)
    head = lemma(token.head)
    words = load_toml("modality.toml")
    if token.dep == "advcl" and head == "be":
        return True  # "troops are there to defeat the rebels"
    return (
        token.dep in ("advcl", "acl", "relcl", "xcomp", "ccomp")
        and head not in words["realising_verbs"]
        and head not in words["plan_verbs"]
        and head not in words["plan_nouns"]
        and not wielded(token.head)
    )


def wielded(verb: Token) -> bool:
    """ "used machetes to kill": by what it was done; not "use it to", of a habit."""
    return (
        lemma(verb) in ("use", "employ", "wield") and verb.tag == "VBD" and any(c.dep == "dobj" for c in verb.children)
    )


def plot_over(planned: Token) -> tuple[Token, list[Token]] | None:
    """ "were plotting a raid": the verb of plotting, one or two words up, and the four words above what is plotted."""
    over = list(islice(planned.ancestors(), 4))
    plot = next((t for t in over[:2] if lemma(t) in PLOTTING), None)
    return (plot, over) if plot is not None else None

"""Which frame of a word holds: the slots that ``triggers.toml`` names, filled from the parse."""

from __future__ import annotations

from dateline.claims.frames import View
from dateline.claims.words import Condition, Frame, lemma
from dateline.reading import Token

EMPTIED = frozenset({"dobj", "nsubj", "nsubjpass"})  # where a "no" makes the verb one of nothing
COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
WITH = frozenset({"with", "by", "using", "in", "through", "via"})
# What "prt" may be: the parser calls "up" in "took up positions" now one and now the other.
PARTICLES = frozenset({"prt", "advmod", "prep"})
Slot = tuple[frozenset[str], frozenset[str]]  # the words in it, their classes
_NOTHING: Slot = (frozenset(), frozenset())


def first_frame(view: View, token: Token, frames: tuple[Frame, ...]) -> Frame | None:
    """The first frame that holds."""
    known = view.slots.setdefault(token.i, {})
    for frame in _of_word(frames, lemma(token), token.lower):
        for c in frame.conditions:
            if _found(view, token, c, known) == c.negated:
                break
        else:
            return frame
    return None


_FORMS = 8192  # remembered: more than the lexicon's words have
_by_form: dict[tuple[int, str, str], tuple[tuple[Frame, ...], tuple[Frame, ...]]] = {}


def _of_word(frames: tuple[Frame, ...], word: str, form: str) -> tuple[Frame, ...]:
    """Those whose conditions the word itself meets: the same in each report."""
    key = (id(frames), word, form)
    known = _by_form.get(key)
    if known is not None and known[0] is frames:
        return known[1]
    own = {word, form}
    found = tuple(f for f in frames if all(c.words.isdisjoint(own) == c.negated for c in f.own))
    if len(_by_form) >= _FORMS:
        _by_form.clear()
    _by_form[key] = frames, found
    return found


def _found(view: View, token: Token, c: Condition, known: dict[str, Slot]) -> bool:
    for path in c.paths:
        words, classes = known.get(path) or _at(view, token, path, known)
        if (c.classes and not classes.isdisjoint(c.classes)) or (c.words and not words.isdisjoint(c.words)):
            return True
    return False


def _at(view: View, token: Token, path: str, known: dict[str, Slot]) -> Slot:
    """The words at the end of a path, and their classes; remembered, since many frames ask for the same slot."""
    last, *steps = path.split(".")
    at = _slot(view, token, last)
    for last in steps:
        at = [t for a in at for t in _slot(view, a, last)]
    if not at:
        found = _NOTHING
    elif path == "self" or last in ("prt", "prep", "gov"):
        words = frozenset(w for t in at for w in (lemma(t), t.lower))
        found = words, frozenset().union(*(view.lexicon.classes.get(w, ()) for w in words))
    else:
        found = frozenset(map(lemma, at)), view.classes(at[0]).union(*map(view.classes, at[1:]))
    known[path] = found
    return found


def _none(noun: Token) -> bool:
    """ "(fired) no shot", "no aircraft (flew)", "none of its planes (flew)"."""
    return noun.lower in ("none", "nobody") or any(c.lower == "no" for c in noun.children)


def _slot(view: View, token: Token, slot: str) -> list[Token]:
    """The words in one slot of a verb or noun."""
    if slot == "self":
        return [token]
    if slot == "subj":
        return view.subjects(token)
    if slot == "obj":
        return view.objects(token)
    if slot == "any":
        return [*view.subjects(token), *view.objects(token), *view.prepositional(token)]
    if slot == "with":
        uses = [c for c in token.children if lemma(c) == "use" and c.dep == "advcl"]
        return view.prepositional(token, WITH) + [d for c in uses for d in c.children if d.dep == "dobj"]
    if slot == "mod":
        return view.modifiers(token)
    if slot == "clause":
        return view.clause_words(token)
    if slot == "tree":  # all that hangs on it: "trucks loaded with wheat flour"
        return [t for t in token.subtree() if abs(t.i - token.i) <= 30]
    if slot == "prt":
        return [c for c in token.children if c.dep in PARTICLES]
    if slot == "prep":
        return [c for c in token.children if c.dep == "prep"]
    if slot == "neg":
        return [c for c in token.children if c.dep == "neg" or (c.dep in EMPTIED and _none(c))]
    if slot == "before":  # the word before it, where the parse hangs "shells fired into" anywhere
        return [view.tokens[token.i - 1]] if token.i and view.tokens[token.i - 1].sent == token.sent else []
    if slot == "gov":
        return [token.head] if token.dep == "pobj" else []
    if slot == "head":
        return [token.head] if token.head is not token else []
    if slot == "comp":
        return [c for c in token.children if c.dep in COMPLEMENTS or (c.dep in ("xcomp", "ccomp") and c.pos == "ADJ")]
    if slot == "xcomp":
        return [c for c in token.children if c.dep in ("xcomp", "ccomp")]
    return view.prepositional(token, frozenset({"from", "out"} if slot == "from" else {slot}))

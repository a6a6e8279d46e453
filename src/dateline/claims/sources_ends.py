"""Where what is attributed ends: at another voice, at what the paper adds, behind a voice between two commas."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.sources_cues import verb_senses
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.reading import Token

_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})


def before_another(text: Text, comp: Token, first: int, last: int) -> int:
    """ "Police said six had died; a surgeon spoke of nine": the parser hangs the first on the second's word."""
    subject = child(comp, *SUBJECTS)
    if subject is None or subject.pos == "PRON" or not verb_senses(comp) or comp.i in text.quote_at:
        return last
    return next((t.i for t in text.tokens[first : subject.i] if t.text == ";"), last)


def cut_off(text: Text, clause: Token, verb: Token) -> bool:
    """ "Ten were held, residents said; the army said that ...": what stands before a semicolon is another's."""
    if clause.i > verb.i or clause.i in text.quote_at:
        return False
    return any(t.text == ";" for t in text.tokens[clause.i : verb.i])


def clause_end(text: Text, verb: Token, comp: Token) -> int:
    """Where the clause after its verb ends: with all below the verb, up to the next verb that shares the subject."""
    own, last = text.right[comp.i], text.right[verb.i]
    for c in verb.children:
        if c.i > comp.i and (c.dep in ("conj", "cc", "parataxis") or (c.dep == "advcl" and verb_senses(c))):
            last = min(last, text.left[c.i])
    return max(own, last)


def after_aside(text: Text, verb: Token, cue: Sequence[int], ranges: Sequence[Range]) -> list[Range]:
    """ "Troops had come, it added, and had shot seven": what goes on behind a voice set between two commas."""
    comma, sentence = max(cue) + 1, text.sentence(verb)
    if not ranges or ranges[0][0] >= verb.i or ranges[-1][1] > verb.i or verb.i in text.quote_at:
        return list(ranges)
    for i in range(comma, min(comma + 8, sentence.last)):  # "he said by telephone, and", "she told the court, and"
        if text.tokens[i].text == ",":
            comma = i
            break
        if text.tokens[i].pos in ("VERB", "AUX", "SCONJ", "PRON", "PUNCT") or text.tokens[i].dep == "mark":
            break
    opens = text.tokens[comma : comma + 2]
    if len(opens) < 2 or opens[0].text != "," or opens[1].lower not in ("and", "but") or comma + 2 >= sentence.last:
        return list(ranges)
    span = text.trim(comma + 2, sentence.last)
    rest = text.tokens[span[0] : span[1]] if span else ()
    finite = any(t.tag in ("VBD", "VBZ", "VBP") for t in rest)
    spoken = any(t.pos == "VERB" and any("comment" in x.takes for x in verb_senses(t)) for t in rest)
    return [*ranges, span] if span and finite and not spoken else list(ranges)


def before_afterthought(text: Text, first: int, last: int) -> int:
    """Where ", less than two weeks after ..." begins: in news the time told after a comma is the reporter's own."""
    for i in range(first, last - 3):
        if text.tokens[i].text != "," or i in text.quote_at:
            continue
        if meanwhile(text, i + 1):
            return i
        for k in range(i + 2, min(i + 8, last - 1)):
            t = text.tokens[k]
            if t.text == ",":
                break
            if t.lemma.lower() in _SPANS and text.tokens[k + 1].lower in ("after", "before", "since"):
                return i
    return last


def meanwhile(text: Text, first: int) -> bool:
    """ "Two died, a nurse said, as rebels entered the town": what went on meanwhile, told by the paper."""
    mark = text.tokens[first]
    opens = mark.lower in ("as", "while") and mark.dep in ("mark", "advmod") and mark.head.i > first
    return opens and any(c.pos in ("NOUN", "PROPN") for c in mark.head.children if c.dep in SUBJECTS)


def before_aside(text: Text, accused: Token) -> int:
    """ "blamed the Front, which holds the hills": who the accused are is told by the paper."""
    last = text.right[accused.i]
    asides = (c for c in text.tokens[accused.i + 1 : last] if c.dep == "relcl" and accused in c.ancestors())
    return min((x for c in asides if text.tokens[x := text.left[c.i] - 1].text == ","), default=last)

"""Where what is attributed ends: at another voice, at what the paper adds, behind a voice between two commas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.claims.sources_cues import verb_senses
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.lexicon import word_set
from dateline.reading import Sentence, Token

_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade"})
# What somebody does while he speaks: "he said, weeping", "the army said, referring to the rebels".
_OF_SPEAKERS = word_set("source_words.toml", "speech", "beside_speech")


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
    within = {id(c) for c in verb.children if c.dep == "conj" and c.i > comp.i and _goes_on(text, comp, c)}
    for c in verb.children:
        joint = c.dep == "cc" and any(id(x) in within and x.i > c.i for x in verb.children)
        if c.i < comp.i or id(c) in within or joint:
            continue
        if c.dep in ("conj", "cc", "parataxis") or (c.dep == "advcl" and verb_senses(c)):
            last = min(last, text.left[c.i])
    return max(own, last)


def _goes_on(text: Text, comp: Token, joined: Token) -> bool:
    """ "said that rebels had fled, burned two barns and that": hung on the verb of saying, and said like the rest."""
    between = text.tokens[comp.i : joined.i]
    if joined.pos not in ("VERB", "AUX") or verb_senses(joined) or any(t.text == ";" for t in between):
        return False
    if (mark := child(joined, "mark")) is not None:
        return mark.lower == "that"
    parted = any(a.text == "," and b.lower in ("and", "but") for a, b in pairwise(between))
    if child(joined, *SUBJECTS) is not None:
        return not parted
    if comp.tag == joined.tag == "VBD" and text.tokens[joined.i - 1].text == ",":
        return True  # "that it took the town, burned two banks and left"
    had = any(c.dep == "aux" and c.lower == "had" for c in comp.children)
    return had and joined.tag in ("VBN", "VBD") and child(joined, "aux", "auxpass") is None


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
    if len(opens) == 2 and opens[0].text == "," and _goes_with(opens[1], verb):
        span = text.trim(comma + 1, text.right[opens[1].i])
        return [*ranges, span] if span else list(ranges)
    if len(opens) < 2 or opens[0].text != "," or opens[1].lower not in ("and", "but") or comma + 2 >= sentence.last:
        return list(ranges)
    span = text.trim(comma + 2, sentence.last)
    rest = text.tokens[span[0] : span[1]] if span else ()
    finite = any(t.tag in ("VBD", "VBZ", "VBP") for t in rest)
    spoken = any(t.pos == "VERB" and any("comment" in x.takes for x in verb_senses(t)) for t in rest)
    return [*ranges, span] if span and finite and not spoken else list(ranges)


def _goes_with(participle: Token, verb: Token) -> bool:
    """ "Settlers came down, residents said, smashing windows": hung on the verb of saying, and said like the rest."""
    hung = participle.tag == "VBG" and participle.dep == "advcl" and participle.head is verb
    return hung and not verb_senses(participle) and participle.lemma not in _OF_SPEAKERS


def before_afterthoughts(text: Text, verb: Token, ranges: Sequence[Range]) -> list[Range]:
    """What a verb attributes, each piece behind it up to where an afterthought begins."""
    behind = ranges[0][0] < verb.i
    told = ((a, _before_afterthought(text, a, b, behind) if a > verb.i else b) for a, b in ranges)
    return [(a, b) for a, b in told if a < b]


def _before_afterthought(text: Text, first: int, last: int, opens: bool) -> int:
    """Where ", less than two weeks after ..." begins: in news the time told after a comma is the reporter's own.

    ``opens``: also where the words open with it, behind a voice ("..., officers said, hours before a truce").
    """
    if opens and text.tokens[first].lower in ("in", "on", "during") and text.tokens[first - 1].text == ",":
        near = text.tokens[first + 1 : first + 5]  # "in the sixth day of a siege"
        if any(t.lemma.lower() in _SPANS and t.i + 1 < last and text.tokens[t.i + 1].lower == "of" for t in near):
            return first
    for i in range(first - opens, last - 3):
        if text.tokens[i].text != "," or i in text.quote_at:
            continue
        if meanwhile(text, i + 1):
            return i
        for k in range(i + (1 if i < first else 2), min(i + 8, last - 1)):
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


def interrupts(text: Text, first: int, last: int) -> bool:
    """ "Instead, he said, the road was shut": a cue between commas, and no clause's end among its words."""
    commas = text.tokens[first - 1].text == "," and last < len(text.tokens) and text.tokens[last].text == ","
    return commas and all(t.text != ";" for t in text.tokens[first:last])


def ends_with_cue(text: Text, last: int, sentence: Sentence) -> bool:
    """Whether nothing follows but another cue of the same voice ("he said adding that")."""
    rest = text.trim(last, sentence.last)
    return rest is None or (text.tokens[rest[0]].tag == "VBG" and bool(verb_senses(text.tokens[rest[0]])))


def says_something(text: Text, told: Range) -> bool:
    """Whether words before a cue may be what it tells: a quotation, a sentence, or a fragment; not "On Monday"."""
    words = text.tokens[told[0] : told[1]]
    if len(words) < 2:
        return False
    return words[0].pos not in ("ADP", "SCONJ") or any(
        t.tag in ("VBD", "VBZ", "VBP", "MD") or t.i in text.quote_at for t in words
    )

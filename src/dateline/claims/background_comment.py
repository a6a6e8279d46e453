"""What a report says about an event besides telling it: when it came, how it ranks, what it breaks, what is unverified.

News agencies close a report with such sentences. They name an event and tell none: the coding guide leaves them out.
"""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.purpose import plot_over
from dateline.claims.same_event import preposition, support
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

HEADING = 6  # words: a line of its own that is no longer, and no sentence, is a heading


def comment(view: View, draft: Draft) -> bool:
    """The draft's words say something about an event, and not that it happened."""
    if draft.type == "agreement" and any(m.form == "noun" and broken(m.token) for m in draft.event.members):
        return True
    if draft.event.main.form == "noun" and not draft.answer and not counted(draft) and _aside(draft):
        return True
    return plotted(draft) or heading(view, draft)


def plotted(draft: Draft) -> bool:
    """ "Shot a courier who was plotting a raid": what those told of had in mind, by the way."""
    if draft.event.facts or draft.stance != "reports":
        return False
    found = plot_over(draft.main)
    if found is None or found[0].tag != "VBG":
        return False
    plot, over = found
    at = over.index(plot)
    return any(t.dep in ("relcl", "acl") and t.pos == "VERB" for t in over[at : at + 3])


def _aside(draft: Draft) -> bool:
    return timed(draft) or ranked(draft) or wanted_ended(draft) or year_of(draft.main)


def unverified(draft: Draft) -> bool:
    """ "The paper could not independently verify the report": it says nothing of what happened."""
    return draft.stance == "doubts" and all(s is not None and s.kind == "media" for s in draft.sources)


def broken(noun: Token) -> bool:
    """ "Attacks in violation of the truce", "..., violating the ceasefire": the truce broken is none just made.

    Somebody charged with breaking it is charged with a deed: that stays.
    """
    words = word_set("modality.toml", "breaking")
    if noun.dep == "dobj":
        return noun.head.tag == "VBG" and noun.head.dep == "advcl" and lemma(noun.head) in words
    if noun.dep != "pobj" or noun.head.lower != "of" or lemma(noun.head.head) not in words:
        return False
    return preposition(noun.head.head) == "in" or noun.head.head.dep in ("appos", "attr")


def timed(draft: Draft) -> bool:
    """ "The attack comes days after the vote", "the raid came as talks began": only when, beside what else."""
    noun, verb = draft.main, draft.main.head
    if noun.dep != "nsubj" or lemma(verb) != "come" or not _known(noun):
        return False
    beside = [t for c in verb.children for t in (c, *c.children) if t.lower in BESIDE_WHAT and t.i > verb.i]
    own = [x.span.start for x in (draft.place, draft.when) if x is not None and x.span is not None]
    return bool(beside) and all(at > beside[0].start or at == _first(beside[0]) for at in own)


def _first(word: Token) -> int:
    """Where "three months after" begins."""
    return min((t.start for t in word.subtree() if t.i < word.i), default=word.start)


def counted(draft: Draft) -> bool:
    """How many were harmed is told: more than the bare plural of "the first killings of soldiers"."""
    return any(f.high is not None or f.low is None or f.low > 2 for f in draft.event.facts)


def year_of(noun: Token) -> bool:
    """ "1998, the year of the peace deal": a mark in time."""
    mark = noun.head.head if noun.dep == "pobj" and noun.head.lower == "of" else noun
    return mark is not noun and lemma(mark) in SPANS and mark.dep in ("appos", "attr")


SPANS = word_set("background.toml", "spans")


BESIDE_WHAT = frozenset({"after", "before", "as", "amid", "amidst", "despite", "ahead", "while", "when"})


def _known(noun: Token) -> bool:
    """An event that the report speaks of already: "the attack", "that raid", "Monday's bombing", "the latest blast"."""
    return any(c.dep == "poss" or c.lower in ("the", "this", "that", "these", "those") for c in noun.children)


def ranked(draft: Draft) -> bool:
    """ "It was the deadliest attack in years", "the worst fighting since the truce continued": how it ranks."""
    noun = draft.main
    rank = any(c.tag in ("JJS", "RBS") or c.lower in ("first", "latest") for c in noun.children)
    if not rank:
        return False
    if noun.dep == "attr" and lemma(noun.head) == "be":
        return any(c.dep == "nsubj" and (c.tag in ("PRP", "DT") or _known(c)) for c in noun.head.children)
    return any(c.lower == "since" and c.dep == "prep" for c in noun.children) and not _done(noun)


def _done(noun: Token) -> bool:
    """Something is told of it: who did it, or that it was done."""
    return noun.dep in ("dobj", "nsubjpass") or support(noun) is not None


def wanted_ended(draft: Draft) -> bool:
    """ "To break the siege", "in an effort to quell the violence": what somebody would end is told by the way."""
    noun = draft.main
    verb = noun.head
    if noun.dep != "dobj" or verb.tag != "VB" or not any(c.lower == "to" and c.dep == "aux" for c in verb.children):
        return False
    return lemma(verb) in word_set("modality.toml", "easing") and verb.dep in ("advcl", "acl", "xcomp", "relcl")


def heading(view: View, draft: Draft) -> bool:
    """A short line of its own with no full stop, that is no sentence or stands in capitals: "Arrests"."""
    sentences = view.grounded.parsed.sentences
    own = sentences[draft.sentence]
    if not draft.sentence or own.last - own.first > HEADING or draft.sentence + 1 >= len(sentences):
        return False
    if own.paragraph in (sentences[draft.sentence - 1].paragraph, sentences[draft.sentence + 1].paragraph):
        return False
    words = [view.tokens[i] for i in range(own.first, own.last)]
    if words[-1].text[-1:] in '.!?:;"”' or draft.headed is not None:
        return False
    shouted = all(w.text.isupper() for w in words if w.text[:1].isalpha())
    return shouted or not any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words)

"""What a cue attributes: the token ranges of its content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.claims.sources_cues import Sense, adjective, senses, verb_senses
from dateline.claims.sources_ends import (
    before_another,
    before_aside,
    clause_end,
    cut_off,
    ends_with_cue,
    interrupts,
    meanwhile,
    says_something,
)
from dateline.claims.sources_names import is_human, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_stray import cut_clause, strayed_clause, strayed_threat
from dateline.claims.sources_subject import may_speak
from dateline.claims.sources_tallied import STRUCK, counted, numbered, struck_behind
from dateline.claims.sources_text import SUBJECTS, Range, Text, child, is_passive, merge
from dateline.claims.untrue import swallowed, told_false
from dateline.reading import Token

# Kinds of sources that report by having seen it themselves.
OBSERVERS = frozenset(
    {"media", "witness", "resident", "relative", "activist", "medical", "rescue", "aid_worker", "monitor", "un"}
)
_ABOUT = frozenset({"at", "least", "more", "than", "some", "about", "around", "over", "other", "others", "nearly"})
_ADDING_UP = frozenset({"bring", "raise", "take", "push"})
_TAKING_IN = frozenset({"find", "receive"})
_COUNTING = _TAKING_IN | {"tally"}


@dataclass(frozen=True, slots=True)
class Content:
    """What a verb attributes, in which of its senses. ``speech``: a clause or quotation rather than a noun phrase."""

    sense: Sense
    ranges: tuple[Range, ...]
    speech: bool
    opening: Token | None = None  # the preposition that opens it, part of the cue


def verb_content(text: Text, verb: Token, subject: Token | None) -> Content | None:
    """The content of a cue verb by the first of its senses that fits, None where none does."""
    for sense in verb_senses(verb):
        if "clause" in sense.takes and not sense.addressee:
            raised = _raised(text, verb, sense)
            if raised is not None:
                return raised
        for take in ("clause", "inf", "as", "object"):
            barred = take == "object" or sense.subjects == "observers"
            if take in sense.takes and not (barred and _is_barred(verb, subject, sense)):
                found = _TAKERS[take](text, verb, sense, subject)
                if found is not None:
                    found = with_stray(text, verb, found)
                    return _with_harmed(text, found) if take == "object" and not sense.addressee else found
        if "comment" in sense.takes and subject is not None and not is_passive(verb):
            found = _comment(text, verb, subject, sense)
            if found is not None:
                return found
    return None


def _raised(text: Text, verb: Token, sense: Sense) -> Content | None:
    """ "The hostages are believed to be alive": subject and infinitive are the content."""
    theme, comp = child(verb, "nsubjpass"), child(verb, "xcomp")
    if theme is None or comp is None or comp.i < verb.i or child(comp, "aux") is None:
        return None
    ranges = text.trimmed([(text.left[theme.i], text.right[theme.i]), (text.left[comp.i], text.right[comp.i])])
    return Content(replace(sense, factual=True), tuple(ranges), True)


def _is_barred(verb: Token, subject: Token | None, sense: Sense) -> bool:
    """Whether the lexicon's limits on object or subject keep a sense from taking a noun phrase here."""
    if sense.subjects == "documents" and (subject is None or subject.lemma.lower() not in roles().documents):
        return True
    if sense.subjects == "voices" and (subject is None or subject.tag == "WDT" or not may_speak(subject)):
        return True
    if sense.subjects == "observers" and (subject is None or roles().kind_of.get(role(subject)) not in OBSERVERS):
        return True
    obj = child(verb, "dobj", "nsubjpass") or (verb.head if verb.dep == "acl" else None)
    if sense.name in _TAKING_IN:
        if any(t.pos == "VERB" and any("comment" in s.takes for s in verb_senses(t)) for t in verb.ancestors()):
            return True  # "a nurse said the clinic had treated nine": the nurse's word
        if child(verb, "ccomp") is not None:  # "found two men shot dead"
            return "clause" not in sense.takes
        if sense.name == "find" and obj is not None and any(c.dep == "acl" and c.tag == "VBN" for c in obj.children):
            return False
    if obj is None and sense.objects:  # "spoke of four dead"
        parts = [c for c in verb.children if c.dep == "prep" and _particle(f"{verb.lemma}_{c.lower}", sense)]
        obj = next((o for c in parts if (o := child(c, "pobj")) is not None), None)
    if sense.name in _COUNTING and obj is not None and obj.pos == "NUM":  # "counted 104 dead", "knew of two"
        return False
    if sense.name == "tally" and obj is not None and (counted(obj) or struck_behind(verb, obj)):
        return False
    if verb.lemma == "count" and subject is not None and is_human(subject) and obj is not None and numbered(obj):
        return False  # "a teacher counted 60 huts": who counts tells
    return bool(sense.objects) and (obj is None or sense.objects.isdisjoint((obj.lemma.lower(), obj.lower)))


def _clause(text: Text, verb: Token, sense: Sense, subject: Token | None) -> Content | None:
    comps = [
        c for c in verb.children if c.dep in ("ccomp", "csubjpass") and c is not subject and not cut_off(text, c, verb)
    ]
    comps = [c for c in comps if not _of_whom(c)]
    close = [c for c in comps if c.i > verb.i and text.left[c.i] == verb.i + 1]
    close = [c for c in close if all(t.text != ";" for t in text.tokens[verb.i : c.i])]
    near = next(iter(close or comps), None)
    comp = next((c for c in comps if c.i > verb.i and child(c, "mark") is not None), near)
    if comp is None:
        comp = next((c for c in verb.children if c.dep == "xcomp" and c.i > verb.i and _is_gerund(c)), None)
    if comp is None:
        comp = strayed_clause(text, verb, sense)
    if comp is None and verb.tag == "VBG" and verb.lemma == "say":
        span = cut_clause(text, verb)
        return Content(sense, (span,), True) if span else None
    if comp is None:
        return None
    first, last = text.left[comp.i], text.right[comp.i]
    if comp.i > verb.i:
        if first <= verb.i:  # the quotation surrounds its cue
            span = text.trim(first, last)
            return Content(sense, (span,), True) if span else None
        last = clause_end(text, verb, comp)
        mark = child(comp, "mark")
        if mark is not None and mark.lower == "that" and mark.i > verb.i:
            first = mark.i  # "reported, citing a doctor, that ..."
        span = text.trim(first, before_another(text, comp, first, last))
    else:
        first = min(first, text.left[verb.i])
        if subject is not None and _closes(text, verb, subject):
            first = text.sentence(verb).first
        span = text.trim(first, verb.i)
        if last > verb.i + 1:
            rest = text.trim(verb.i + 1, last)
            if span and rest:
                return Content(sense, (span, rest), True)
    return Content(sense, (span,), True) if span else None


def _of_whom(clause: Token) -> bool:
    """ "..., said officials, none of whom would be named": a clause about the voice, whatever the parse."""
    return any(
        o.lower in ("whom", "which")
        for c in clause.children
        if c.dep in SUBJECTS
        for of in c.children
        if of.lower == "of"
        for o in of.children
    )


def with_stray(text: Text, verb: Token, content: Content) -> Content:
    """ "accuse them of bombing boats and ferries with families": the second noun, which the parser gives the verb."""
    first, last = content.ranges[-1]
    for c in verb.children:
        if c.dep == "conj" and c.pos in ("NOUN", "PROPN") and last > verb.i and last < len(text.tokens):
            joint = text.tokens[last]
            if joint.dep == "cc" and text.left[c.i] == last + 1 and child(c, *SUBJECTS) is None:
                span = text.trim(first, text.right[c.i])
                if span:
                    return replace(content, ranges=(*content.ranges[:-1], span))
    return content


def _with_harmed(text: Text, content: Content) -> Content:
    """ "spoke of nine bodies and 22 wounded": the wounded, whom the parser takes for a verb."""
    first, last = content.ranges[-1]
    rest = text.tokens[last : last + 8]
    i = 0
    if rest and rest[0].lower == "and" and any(t.pos == "NUM" for t in text.tokens[first:last]):
        i = next((n for n, t in enumerate(rest) if n and t.lower not in _ABOUT and t.pos != "NUM"), 0)
    elif not rest or rest[0].i == 0 or text.tokens[last - 1].pos != "NUM":
        return content
    if i < len(rest) and rest[i].lower in STRUCK and rest[i].sent == text.tokens[first].sent:
        return replace(content, ranges=(*content.ranges[:-1], (first, last + i + 1)))
    return content


def _closes(text: Text, verb: Token, subject: Token) -> bool:
    """Whether ", TASS reported" closes its sentence, and so may take all that stands before it."""
    group = min(verb.i, text.left[subject.i])
    end = max(verb.i + 1, text.right[subject.i]) if subject.i > verb.i else verb.i + 1
    return text.tokens[group - 1].text in (",", '"') and text.trim(end, text.sentence(verb).last) is None


def _is_gerund(c: Token) -> bool:
    """ "recalled hearing shots"; not "said adding that", a cue of its own."""
    return c.tag == "VBG" and not any("comment" in s.takes for s in verb_senses(c))


def _inf(text: Text, verb: Token, sense: Sense, subject: Token | None) -> Content | None:
    comp = child(verb, "xcomp") or strayed_threat(text, verb, sense)
    if comp is None or comp.i < verb.i or comp.pos not in ("VERB", "AUX"):
        return None
    first = text.left[comp.i]
    obj = child(verb, "dobj", "dative", "nsubjpass")
    if obj is not None and not sense.addressee and verb.i < obj.i < comp.i:
        first = min(first, text.left[obj.i])
    first = max(first, verb.i + 1)
    span = text.trim(first, text.right[comp.i])
    if span is None:
        return None
    if obj is not None and obj.dep == "nsubjpass":
        return Content(sense, ((text.left[obj.i], text.right[obj.i]), span), True)
    return Content(sense, (span,), True)


def _as(text: Text, verb: Token, sense: Sense, subject: Token | None) -> Content | None:
    obj = child(verb, "dobj", "nsubjpass", "ccomp", "oprd")
    if obj is None:
        told = swallowed(verb)  # "described as groundless charges that ..."
        span = text.trim(text.left[told.i], text.right[told.i]) if told is not None else None
        return Content(replace(sense, stance="denies", polarity="denied"), (span,), False) if span else None
    if obj.dep == "dobj" and obj.i > verb.i and (any(_is_predicate(text, c) for c in obj.children) or told_false(obj)):
        span = text.trim(text.left[obj.i], text.right[obj.i])
        return Content(sense, (span,), False) if span else None
    rest = [
        c
        for c in verb.children
        if c.i > verb.i and (c.dep in ("oprd", "ccomp", "xcomp", "acomp", "attr") or c.lower == "as" or _as_done(c))
    ]
    if not rest:
        quoted = next((i for i in range(text.left[obj.i] + 1, text.right[obj.i]) if text.tokens[i].text == '"'), 0)
        if (
            obj.i > verb.i and quoted in text.quote_at and text.quote_at[quoted].first == quoted
        ):  # 'call the tax "theft"'
            return Content(sense, ((text.left[obj.i], text.right[obj.i]),), False)
        return None
    first, last = min(text.left[c.i] for c in rest), max(text.right[c.i] for c in rest)
    if obj.i > verb.i:
        span = text.trim(max(min(first, text.left[obj.i]), verb.i + 1), max(last, text.right[obj.i]))
        return Content(sense, (span,), False) if span else None
    ranges = [r for r in (text.trim(text.left[obj.i], text.right[obj.i]), text.trim(first, last)) if r]
    return Content(sense, tuple(ranges), False)


def _as_done(c: Token) -> bool:
    """ "(Described the town) as occupied by foreign troops"."""
    return c.dep == "advcl" and c.tag in ("VBN", "VBG") and any(d.dep == "mark" and d.lower == "as" for d in c.children)


def _is_predicate(text: Text, c: Token) -> bool:
    """What the object is called, though the parser hung it on the object: 'as a massacre', '"a massacre"'."""
    return c.lower == "as" or (c.dep == "appos" and text.tokens[text.left[c.i] - 1].text == '"')


def _object(text: Text, verb: Token, sense: Sense, subject: Token | None) -> Content | None:
    if sense.addressee:
        return _prep(text, verb, sense)
    obj = child(verb, "dobj", "nsubjpass")
    if obj is not None and obj is subject:
        return None
    if obj is None and verb.dep == "acl" and verb.tag == "VBN":
        obj = verb.head
        span = text.trim(text.left[obj.i], verb.i)
        return Content(sense, (span,), False) if span and child(verb, "agent") else None
    obj = obj or swallowed(verb)
    if obj is None:
        return _prep(text, verb, sense)
    ranges = [(text.left[obj.i], before_aside(text, obj) if sense.stance == "accuses" else text.right[obj.i])]
    if sense.subjects == "observers" and obj.i > verb.i:
        ranges = [(text.left[obj.i], max(text.right[obj.i], text.right[verb.i]))]
    for c in verb.children:
        if (
            c.i > max(verb.i, obj.i)
            and c.dep in ("prep", "xcomp", "ccomp", "advcl")
            and (c.dep != "prep" or c.lower in sense.preps)
        ):
            if c.dep == "prep" and obj.dep == "nsubjpass" and obj.i < verb.i < c.i:
                ranges.append((c.i + 1, text.right[c.i]))  # "troops were accused of looting homes"
                continue
            if c.i == obj.i + 1 and c.lower in sense.objects:  # "counted 104 dead", read as a clause
                ranges[-1] = (ranges[-1][0], c.i + 1)
                continue
            if c.dep == "advcl" and (mark := child(c, "mark")) is not None and mark.lower in sense.preps:
                ranges.append((text.left[c.i], text.right[c.i]))  # "gave the toll as nine dead and 28 wounded"
                continue
            if c.dep == "advcl" and c.tag == "VBG" and c.lemma in _ADDING_UP and sense.stance == "reports":
                ranges.append((text.left[c.i], text.right[c.i]))  # "announced the death of a man, bringing to 30"
                continue
            if c.dep == "prep" and ranges[-1][1] < text.right[obj.i] <= text.left[c.i]:
                ranges.append((text.left[c.i], text.right[c.i]))  # "accused the Front, which holds the hills, of"
                continue
            if c.dep == "prep" and sense.stance == "accuses" and obj.i > verb.i and text.left[c.i] > ranges[-1][1]:
                ranges.append((text.left[c.i], text.right[c.i]))  # "blamed guns in the hills for the shelling"
                continue
            if c.dep == "prep" and sense.name == "tally" and obj.i > verb.i:
                ranges[-1] = (ranges[-1][0], text.right[c.i])  # "put the losses since Monday at 300 dead"
                continue
            day = text.tokens[ranges[-1][1] : text.left[c.i]]  # "took credit late on Monday for the raid"
            if c.dep == "advcl" or text.left[c.i] < ranges[-1][1] or not all(t.ent in ("DATE", "TIME") for t in day):
                continue
            ranges[-1] = (ranges[-1][0], text.right[c.i])
    if obj.i > verb.i and ranges[-1][1] < len(text.tokens) and text.tokens[ranges[-1][1]].lower in STRUCK:
        ranges[-1] = (ranges[-1][0], ranges[-1][1] + 1)  # "confirmed seven soldiers dead"
    spans = [r for r in (text.trim(*r) for r in ranges) if r]
    return Content(sense, tuple(spans), False) if spans else None


def _prep(text: Text, verb: Token, sense: Sense) -> Content | None:
    lemma = f"{verb.lemma}_"
    said = [c for c in verb.children if c.pos == "ADJ" and _particle(lemma + adjective(c), sense)]  # "pleaded guilty"
    for c in (*verb.children, *(d for a in said for d in a.children)):
        mark = child(c, "mark") if c.dep in ("advcl", "xcomp", "ccomp") and c.i > verb.i else None
        if mark is not None and mark.i == verb.i + 1 and _particle(lemma + mark.lower, sense):
            span = text.trim(mark.i + 1, text.right[c.i])  # "called for both sides to withdraw"
            return Content(sense, (span,), False, mark) if span else None
        told = child(c, "pobj", "pcomp") if c.dep == "prep" else None
        if told is None or told.ent in ("DATE", "TIME"):
            continue
        if c.i > verb.i and (c.lower in sense.preps or _particle(lemma + c.lower, sense)):
            last = text.right[c.i]
            done = next(
                (x for x in verb.children if x.i == last and x.tag in ("VBN", "VBD") and not child(x, *SUBJECTS)), None
            )
            if done is None and c.lower == "for":  # "called for both sides to withdraw"
                done = next((x for x in verb.children if x.tag == "VB" and text.left[x.i] == last), None)
            span = text.trim(c.i + 1, text.right[done.i] if done is not None else last)  # "spoke of women raped there"
            return Content(sense, (span,), False, c) if span else None
    return None


def _particle(word: str, sense: Sense) -> bool:
    return sense in senses("verbs").get(word, ())


def _comment(text: Text, verb: Token, subject: Token, sense: Sense) -> Content | None:
    """Content without a mark of its own: the clause that the cue interrupts or follows ("..., the ministry said")."""
    obj = child(verb, "dobj")
    if sense.addressee and sense.preps and (told := _prep(text, verb, sense)) is not None:
        of = told.opening
        if of is not None and of.i == verb.i + 1 and child(of, "pcomp") is not None:
            return told  # "told of being shelled"
    if obj is not None and obj is not subject and not sense.addressee:
        if obj.pos == "NUM" and obj.i > verb.i:  # "the rector says 90"
            span = text.trim(text.left[obj.i], text.right[obj.i])
            return Content(sense, (span,), True) if span else None
        marks = text.quote_at.get(text.left[obj.i])
        if obj.i > verb.i and (verb.lemma == "say" or marks is not None):  # 'said "No deal"'
            span = (marks.first, marks.last) if marks is not None else text.trim(text.left[obj.i], text.right[obj.i])
            return Content(sense, (span,), True) if span else None
        return None  # "regrets the mistake": its object is all that it takes
    sentence = text.sentence(verb)
    first = min(text.left[subject.i], verb.i)
    last = max(verb.i + 1, text.right[subject.i] if subject.i > verb.i else 0)
    if sense.addressee and obj is not None and obj.i > verb.i:  # "they told a reporter, soldiers had come"
        last = max(last, text.right[obj.i])
    opens = next((t.i + 1 for t in reversed(text.tokens[sentence.first : first]) if t.text == ";"), sentence.first)
    before = text.trim(opens, first)
    finite = verb.tag in ("VBD", "VBZ", "VBP", "VBN") or (verb.dep == "pcomp" and verb.head.lower == "as")
    if (
        finite
        and before
        and (interrupts(text, first, last) or says_something(text, before))
        and (text.tokens[first - 1].text in ',"”' or ends_with_cue(text, last, sentence))
    ):
        ranges = [before]
        if last < sentence.last and text.tokens[last].text in ",:":
            after = text.trim(last, sentence.last)
            if after and text.tokens[after[0]].tag != "VBG" and not meanwhile(text, after[0]):
                ranges.append(after)
        return Content(sense, tuple(ranges), True)
    quote = text.quote_at.get(last) or (text.quote_at.get(last + 1) if last + 1 < len(text.tokens) else None)
    if quote is not None and quote.first >= last:
        return Content(sense, ((quote.first, quote.last),), True)
    return None


_TAKERS = {"clause": _clause, "inf": _inf, "as": _as, "object": _object}


def extend_over_quotes(text: Text, ranges: Sequence[Range], cue: Sequence[int]) -> list[Range]:
    """Each quotation that a range reaches into belongs to it whole, but for one that holds the cue."""
    held = set(cue)
    out: list[Range] = []
    for first, last in ranges:
        for at in (first, last - 1):
            quote = text.quote_at.get(at)
            if quote and held.isdisjoint(range(quote.first, quote.last)):
                first, last = min(first, quote.first), max(last, quote.last)
        out.append((first, last))
    return merge(out)

"""When: which time of a text belongs to an event, and whether it was on a day at all."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise

from dateline.claims.dating_ranked import ranked
from dateline.claims.draft import claim_when
from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.claims.placing import below_other, present, token_distance, window
from dateline.claims.placing_within import clause_words
from dateline.claims.words import lemma
from dateline.lexicon import load_toml
from dateline.model import ClaimWhen, When
from dateline.reading import Entity, Token

FARTHEST_TIME = 14.0  # steps in the tree, weighed as in placing
COARSE = 5.0  # how far a month stands back behind a day
HEAD = 5  # sentences in which a communiqué says over what time it tells
OWN = 4.0  # how far a day in a clause that only tells of the event stands before one of the whole sentence


@dataclass(frozen=True, slots=True)
class Days:
    """The times of an event's sentence: all of them, and those that date the clause they stand in."""

    every: tuple[Entity, ...]
    plain: tuple[Entity, ...]


def gather(view: View, event: Event) -> Days:
    """Once an event: they are asked for by many rules."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    every = tuple(view.grounded.inside(*window(sentence, event), "time"))
    plain = (e for e in every if e.use == "" and not _counts(view.tokens, e) and not _names(view, event, e))
    return Days(every, tuple(plain))


def times(view: View, event: Event, days: Days) -> list[Entity]:
    """The times of the event's sentence that may be its own, best first."""
    told = _counted_back(view, event, days) or _counted_on(view, event, days) or _when_clause(view, event, days)
    if told:
        return told
    if _is_kept(view, event):
        return []
    found = [e for e in days.plain if e.when is not None and event.within(e.head)]
    clause = {clause_head(t).i for m in event.members for t in m.words}
    scored = []
    for e in found:
        head = view.tokens[e.head]
        if below_other(view, event, head):
            continue
        d = min(token_distance(event, t, head) for m in event.members for t in m.words)
        coarse = e.when is None or e.when.precision not in ("day", "days")
        if _told_on(view, event, e) or _reported_on(head):  # when it was told: "by reports on Saturday"
            d += 25
        elif _its_modifier(event, head):
            d, coarse = d - 2 * OWN, False
        elif clause_head(head).i in clause:
            d -= 3
        elif _own_clause(event, clause, head):
            d -= OWN
        if d < FARTHEST_TIME:
            scored.append((d + (COARSE if coarse else 0.0), e.first, e))  # "on Friday, the third this month"
    return (
        _sharpest([e for _, _, e in sorted(scored, key=lambda x: x[:2])])
        or _since(view, event, days)
        or _only_day(view, event, days)
        or _as_they_came(view, event, days)
        or _at_the_end(view, event, days)
        or _day_of_heading(view, event)
    )


def _its_modifier(event: Event, time: Token) -> bool:
    """ "the truce signed in April collapsed on Friday": the event is a noun, and the clause behind it dates it."""
    clause = clause_head(time)
    if clause.dep != "acl" or clause.tag != "VBN":
        return False
    return any(clause.head is m.token and m.form == "noun" for m in event.members)


def _is_kept(view: View, event: Event) -> bool:
    """ "the anniversary of the killing was marked on Monday": the day is that of the feast."""
    kept = load_toml("placing.toml")["kept"]["words"]
    above = islice(event.main.token.ancestors(), 3)
    return event.main.form == "noun" and any(t.lower in kept for t in above)


def _since(view: View, event: Event, days: Days) -> list[Entity]:
    """ "has flown 60 sorties since the truce ended on 20 May"."""
    clauses = [clause_head(t) for m in event.members for t in m.words]
    for e in days.plain:
        clause = clause_head(view.tokens[e.head])
        mark = any(c.dep == "mark" and c.lower == "since" for c in clause.children)
        if e.when is not None and mark and any(clause.head is c or clause.head is c.head for c in clauses):
            return [] if any(clause is c for c in clauses) else [e]
    return []


def _counted_on(view: View, event: Event, days: Days) -> list[Entity]:
    """ "Two days after shells hit the house on 3 May, troops came": the first words are of those who came."""
    for e, following in pairwise(days.every):
        rule = e.why[0][0] if e.why else ""
        if rule != "after" or e.use or e.when is None or following.when is None or following.when.precision != "day":
            continue
        after = view.tokens[e.last - 1]
        if after.lower not in ("after", "following") or not following.when.start < e.when.start:
            continue
        below = after.head if after.dep == "mark" else after
        for t in (t for m in event.members for t in m.words):
            if t.i > after.i and (t.head is after or clause_head(t) is below):
                return [following]
            if clause_head(t) is clause_head(below.head) and t.i > following.last:
                return [e]
    return []


def _told_on(view: View, event: Event, time: Entity) -> bool:
    """The day is that of the telling: by the tree, or right behind its verb ("said on Tuesday troops had left")."""
    own, telling = {m.token.i for m in event.members}, clause_words()["telling"]
    head = view.tokens[time.head]
    if head.dep == "pobj" and head.head.lower == "by" and all(m.harmful for m in event.members):
        return True  # "by Friday night 40 had died": of a count
    of = head.head.head if head.dep == "pobj" else head.head
    if of.i in own and (of.i < time.first or head.dep in ("compound", "nmod", "amod", "poss")):
        return False  # "was told of a raid on 3 May", "claimed the mid-August attack"
    verb = clause_head(head)
    if lemma(verb) in telling and verb.i not in own:
        return True
    before = [t for t in view.tokens[max(time.first - 3, 0) : time.first] if t.pos not in ("ADP", "ADV")]
    return bool(before) and before[-1].pos == "VERB" and before[-1].i not in own and lemma(before[-1]) in telling


def _own_clause(event: Event, clauses: set[int], time: Token) -> bool:
    """ "ignored a truce that began on Monday", "left after a plane was hit the day before"."""
    words = {t.i for m in event.members for t in m.words}
    clause = clause_head(time)
    if clause.dep == "relcl" and clause.head.i in words:
        return True
    while clause.dep == "advcl" and clause_head(clause.head) is not clause:
        clause = clause_head(clause.head)
        if clause.i in clauses:
            return clause.dep == "advcl"
    return False


def _sharpest(found: list[Entity]) -> list[Entity]:
    """ "on Wednesday in an overnight raid": the day that is one of the days of what stands nearer."""
    if found and (first := found[0].when) is not None and first.precision == "days":
        for e in found[1:]:
            if e.when is not None and e.when.precision == "day" and first.start <= e.when.start <= first.end:
                return [e, *(o for o in found if o is not e)]
    return found


def _reported_on(time: Token) -> bool:
    """The day is that of a report, a statement, a briefing: of the telling."""
    noun = time.head.head if time.dep == "pobj" else time.head
    return noun.pos == "NOUN" and lemma(noun) in clause_words()["things"]


def _counted_back(view: View, event: Event, days: Days) -> list[Entity]:
    """ "two days after the raid", "a week after troops shelled the town": the words date what stands below "after"."""
    words = [t for m in event.members for t in m.words]
    out = []
    for e in days.every:
        if e.use != "below" or e.when is None:
            continue
        after = view.tokens[e.last - 1]
        for t in words:
            if t.i > after.i and (t.head is after or (after.dep == "mark" and after.head is clause_head(t))):
                out.append(e)
                break
    return out


def _when_clause(view: View, event: Event, days: Days) -> list[Entity]:
    """ "from July to September, when troops retook it": the time right before "when", of a span its end."""
    heads = {clause_head(t) for m in event.members for t in m.words}
    at = {c.i for h in heads for c in h.children if c.lower == "when" and h.dep in ("relcl", "advcl")}
    ends = {i - 1 for i in at if i and view.tokens[i - 1].text == ","}
    found = [e for e in days.every if e.when is not None and e.last in ends and e.use in ("", "until")]
    return [_at_when(e, view.tokens[e.first].lower) for e in found]


def _at_when(entity: Entity, word: str) -> Entity:
    """ "from July to September, when": in September; "since 2008, when": in 2008."""
    span = entity.when
    if span is None or word not in ("from", "between", "since"):
        return entity
    return replace(entity, when=_first_of(span) if word == "since" else _last_of(span))


def _first_of(span: When) -> When:
    """The day, month or year with which a span begins."""
    start = date.fromisoformat(span.start)
    far = {
        "month": date(start.year, start.month, monthrange(start.year, start.month)[1]),
        "year": date(start.year, 12, 31),
    }
    end = far.get(span.precision, start)
    return When(start=span.start, end=end.isoformat(), precision="day" if span.precision == "days" else span.precision)


def _last_of(span: When) -> When:
    """The last day, month or year of a span."""
    end = span.end
    start = {"month": end[:8] + "01", "year": end[:5] + "01-01"}.get(span.precision, end)
    return When(start=start, end=end, precision="day" if span.precision == "days" else span.precision)


def by_anchor(entity: Entity) -> bool:
    """ "the same day", "six minutes later": the day of what was told last, not always the one named last."""
    rule = entity.why[0][0] if entity.why else ""
    hours = any(w.startswith(("minute", "hour")) for w in entity.span.text.lower().split())
    return rule in ("same day", "in the day") or (rule in ("later", "after") and hours)


def _only_day(view: View, event: Event, days: Days) -> list[Entity]:
    """The one day that the sentence names, where the tree hides it: what is told in one breath was on one day.

    Not a day on which it was told, nor one of another event's clause: "the bridge that was hit on Monday".
    """
    found = [e for e in days.plain if e.when is not None and e.when.precision in ("day", "days")]
    if len({(e.when.start, e.when.end) for e in found if e.when}) != 1 or _elsewhen(
        view, clause_head(event.main.token)
    ):
        return []
    return [
        e
        for e in found
        if event.within(e.head)
        and not _told_on(view, event, e)
        and not _elsewhen(view, clause_head(view.tokens[e.head]), True)
    ][:1]


def _as_they_came(view: View, event: Event, days: Days) -> list[Entity]:
    """ "Infiltrators who crossed on Sunday night killed two herders": those who act came on that day."""
    moving = load_toml("placing.toml")["moving"]["verbs"]
    clause = clause_head(event.main.token)
    if clause.tag not in ("VBD", "VBN") or _elsewhen(view, clause):
        return []
    out = []
    for e in days.plain:
        if e.when is None or e.when.precision not in ("day", "days"):
            continue
        verb = clause_head(view.tokens[e.head])
        who = verb.head
        moved = verb.dep == "relcl" and lemma(verb) in moving
        if moved and who.dep in ("nsubj", "nsubjpass") and who.head is clause:
            out.append(e)
    return out[:1]


def _at_the_end(view: View, event: Event, days: Days) -> list[Entity]:
    """ "captured the camp after a battle that ended on Monday"."""
    clause = clause_head(event.main.token)
    for e in days.plain:
        if e.when is None or e.when.precision != "day":
            continue
        verb = clause_head(view.tokens[e.head])
        after = verb.head.head
        ended = verb.dep == "relcl" and lemma(verb) in ("end", "finish", "conclude") and after.lower in ("after", "in")
        if ended and clause_head(after) is clause:
            return [e]
    return []


def _day_of_heading(view: View, event: Event) -> list[Entity]:
    """ "4 May: ...": the day of the paragraph, unless the event's words speak of another time."""
    if _elsewhen(view, clause_head(event.main.token)):
        return []
    sentences = view.grounded.parsed.sentences
    first = sentences[event.main.token.sent]
    while first.index and sentences[first.index - 1].paragraph == first.paragraph:
        first = sentences[first.index - 1]
    return [e for e in view.grounded.inside(first.first, first.last, "time") if e.use == "heading"]


def _elsewhen(view: View, clause: Token, of_date: bool = False) -> bool:
    """The clause is of another time than the sentence: told, wished, perfect, or a finite one that only describes."""
    kids = {c.lower for c in clause.children if c.dep in ("aux", "auxpass", "mark", "advmod")}
    if present(clause) or kids & clause_words()["elsewhen"]:
        return True
    if not of_date:
        return False
    told = lemma(clause) in clause_words()["telling"]
    return told or (clause.dep in ("relcl", "acl") and clause.tag in ("VBD", "VBN"))


def period(view: View) -> ClaimWhen | None:
    """ "Since the beginning of the day, 97 clashes have taken place": a communiqué of that day."""
    sentences = view.grounded.parsed.sentences[:HEAD]
    for e in view.grounded.inside(0, sentences[-1].last if sentences else 0, "time"):
        opens = e.span.text.lower().startswith(("since the ", "since midnight", "so far"))
        if opens and e.when is not None and e.when.precision == "day":
            return claim_when(e)
    return None


def _names(view: View, event: Event, time: Entity) -> bool:
    """ "survivors of the 1994 flood": the year is part of what another event is called."""
    head = view.tokens[time.head]
    if time.when is None or time.when.precision != "year" or head.dep not in ("nummod", "amod", "compound", "nmod"):
        return False
    return head.i < head.head.i and not any(head.head is t for m in event.members for t in m.words)


def _counts(tokens: Sequence[Token], time: Entity) -> bool:
    """ "for the third time since August", "the second raid since May": over what it is counted, not when it was."""
    if ranked(tokens, time):
        return True
    first = tokens[time.first]
    since = next((t for t in (first, *first.ancestors()) if t.lower == "since"), None)
    if since is None or [t.lower for t in tokens[time.last : time.last + 2]] == [",", "when"]:
        return False
    return since.head.lower in ("time", "times") or any(c.ent == "ORDINAL" for c in since.head.children)


def said_on(view: View, event: Event, days: Days) -> Entity | None:
    """The day on which it was told, where the sentence names one: news of a day is mostly of that day."""
    for e in days.plain:
        if e.when is None or e.when.precision != "day":
            continue
        if _told_on(view, event, e):
            return e
    return None


def spread(view: View, event: Event, days: Days) -> bool:
    """The event's own words tell that it was not on one day that can be known.

    "have been fighting", "continue to shell", "gradually", "in recent weeks", a date that cannot be resolved.
    """
    if any(e.when is None and event.within(e.head) for e in days.plain):
        return True
    words = load_toml("placing.toml")["spread"]
    for verb in {clause_head(t).i for t in event.main.words}:
        kids = view.tokens[verb].children
        aux = {c.lower for c in kids if c.dep == "aux"}
        if view.tokens[verb].tag == "VBG" and aux & {"have", "has", "had", "'ve"} and "been" in aux:
            return True
        if any(c.dep == "advmod" and c.lower in words["adverbs"] for c in kids):
            return True
    for t in event.main.words:
        for noun in _phrases(t):
            if noun.lower in words["times"] and any(c.lower in words["vague"] for c in noun.children):
                return True
    return False


def of_years(view: View, event: Event) -> bool:
    """A sum of years: "sixteen reporters have died in the country since 2015"; no word of the event told beside it."""
    if not event.facts or any(m.form == "verb" and not m.harmful for m in event.members):
        return False
    this = (view.grounded.parsed.document.published or "")[:4]
    since = [t for t in view.clause_words(event.main.token) if t.lower == "since"]
    years = [c.text for t in since for c in t.children if c.dep == "pobj"]
    return any(y.isdigit() and len(y) == 4 and y != this for y in years)


def by_now(event: Event) -> bool:
    """The clause tells what has come about by now, on whatever day: "has been captured", "have arrested"."""
    verb = clause_head(event.main.token)
    aux = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    return bool(aux & {"has", "have", "'ve"}) and not aux & {"would", "could", "may", "might", "must"}


def goes_on(view: View, event: Event) -> bool:
    """The clause tells what came next: "then", "later that evening", "in the afternoon", "they looted", "the band"."""
    words = load_toml("placing.toml")["next"]
    for verb in {clause_head(t) for t in event.main.words}:
        if present(verb) or verb.i in view.quoted:
            continue
        for c in verb.children:
            if c.dep in ("advmod", "npadvmod") and c.lower in words["adverbs"]:
                return True
            if c.dep in ("nsubj", "nsubjpass") and c.lower in words["subjects"]:
                return True
            noun = c if c.dep == "npadvmod" else next((n for n in c.children if c.dep == "prep" and n.dep == "pobj"), c)
            if noun.lower in words["hours"] and noun.dep in ("npadvmod", "pobj"):
                return True
    return False


def _phrases(token: Token) -> list[Token]:
    """The objects of the prepositions on a word and on the clause around it."""
    return [n for t in (token, clause_head(token)) for p in t.children if p.dep == "prep" for n in p.children]

"""Events, roles, harm and statements -> claims. The way of this stage on one page."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dateline.claims.acled import refine
from dateline.claims.answers import answers, of_toll
from dateline.claims.background import background, hollow, without_causes
from dateline.claims.background_answers import lost
from dateline.claims.background_comment import unverified
from dateline.claims.background_scene import without_consequences
from dateline.claims.background_talk import talked_of
from dateline.claims.blaming import blamed
from dateline.claims.context import complete
from dateline.claims.control import control, party_id
from dateline.claims.dating import by_anchor, by_now, gather, goes_on, of_years, period, said_on, spread, times
from dateline.claims.dating_clock import by_clock
from dateline.claims.day_choice import day_of
from dateline.claims.draft import Draft, claim_place, claim_when, to_come
from dateline.claims.events import AGAIN, Event, find_mentions
from dateline.claims.evidence import evidence
from dateline.claims.foes import told_by_side
from dateline.claims.frames import View, clause_head
from dateline.claims.grouping import group
from dateline.claims.harm import find_harm
from dateline.claims.harm_identified import identified
from dateline.claims.harm_moved import with_people
from dateline.claims.harm_named import Named, each_harmed
from dateline.claims.headline import without_title
from dateline.claims.hit import RIOTERS, SUSPECTS, by_type, harm_of, hit, stopped, worded
from dateline.claims.holdings import holdings
from dateline.claims.lending import lend
from dateline.claims.means import means, struck
from dateline.claims.modality import abetted, avenged, foretold, modality
from dateline.claims.named_parts import with_named
from dateline.claims.novelty import novel, root_of
from dateline.claims.one_sentence import told_at_once
from dateline.claims.own import by_pronoun, by_source, initiator, losses, not_the_voice, of_ministries
from dateline.claims.records import Statement
from dateline.claims.roles import CIVILIANS, PROTESTERS, ordered, participants
from dateline.claims.roles_heads import announced
from dateline.claims.sources import VoiceIndex, find_statements
from dateline.claims.sources_carry import carried
from dateline.claims.sources_issuer import issuer
from dateline.claims.sources_stance import ONLOOKERS, settled
from dateline.claims.sources_tense import put_in
from dateline.claims.tidings import tidings
from dateline.claims.type_choice import type_of
from dateline.claims.untrue import is_telling
from dateline.claims.where import placed, sent_from
from dateline.claims.who import weigh
from dateline.claims.words import lexicon
from dateline.model import Actor, Claim, Mention, Participant, Reason, make_id
from dateline.reading import Grounded, Reading, Token


class Extractor:
    """Turns grounded reports into readings."""

    def __init__(self) -> None:
        self._lexicon = lexicon()

    def extract(self, grounded: Grounded) -> Reading:
        """The attributions, claims and mentions of one report.

        1 statements, harm · 2 words that name events, grouped · 3 a draft of each event, its sentence's own fields ·
        4 open fields from the rest of the report · 5 one claim a source
        """
        document = grounded.parsed.document
        statements = find_statements(grounded)
        voices = VoiceIndex([*statements, *carried(grounded, statements)], issuer(grounded))
        view = View(grounded, self._lexicon)
        events = group(view, find_mentions(view), find_harm(grounded), voices)
        with_people(view, events)
        marks = sorted(m.token.i for e in events for m in e.members)
        drafts = [d for e in events for d in draft(view, e, voices, marks)]
        drafts = [one for d in drafts for one in (*mutual(view, d), *gainsaid(view, d, statements, marks))]
        drafts = without_consequences(without_causes(view, [d for d in drafts if not background(view, d)]))
        spoken = {
            id(d.statement) for d in drafts if d.polarity == "denied"
        }  # "knew of no such raid": the raid is told to be none
        replies = [d for d in answers(view, statements, marks) if d.stance != "doubts" or id(d.statement) not in spoken]
        replies = [d for d in replies if not unverified(d)]
        for d in replies:  # "gave its own dead as nine"
            d.participants = losses(view, d) or d.participants
        drafts += [*held(view, voices, drafts), *replies]
        drafts += [d for d in beside(view, statements, voices, marks, drafts) if not background(view, d)]
        drafts.sort(key=lambda d: d.trigger.start)
        drafts = complete(view, without_title(view, drafts), self._lexicon.ontology, sent_from(grounded), period(view))
        told = frozenset(d.main.i for d in drafts)
        drafts = [d for d in drafts if not (hollow(d) or lost(view, d) or talked_of(d, told))]
        day_of(view, drafts)
        refine(view, drafts)
        drafts = novel(view, drafts)
        for d in drafts:  # what changed hands is told by the event's own words, before parties are lent to it
            d.control = control(view, d)
        type_of(view, drafts)
        told_by_side(view, drafts)
        hit(view, drafts)
        lend(view, drafts)
        of_ministries(view, drafts)
        by_type(view, drafts)
        worded(drafts)
        weigh(view, drafts)
        drafts = told_at_once(drafts)
        with_named(view, drafts)
        claims = finish(view, drafts)
        actors = everyone(grounded, claims)
        mentions = tuple(
            Mention(
                document=document.id,
                kind=e.kind,
                span=e.span,
                ref=named.id if (named := e.named or e.place) else e.actor.id if e.actor else None,
                value=named or e.when or e.count,
            )
            for e in grounded.entities
            if e.mention
        )
        return Reading(
            document=document,
            actors=tuple(actors.values()),
            mentions=mentions,
            attributions=tuple(s.attribution for s in statements if s.listed),
            claims=claims,
            unresolved_dates=grounded.unresolved_dates,
        )


def everyone(grounded: Grounded, claims: tuple[Claim, ...]) -> dict[str, Actor]:
    """Every actor that the report names or a claim uses, by id."""
    actors: dict[str, Actor] = {e.actor.id: e.actor for e in grounded.entities if e.actor}
    for unnamed in (*grounded.allies, *filter(None, (grounded.publisher,))):
        actors.setdefault(unnamed.id, unnamed)
    countries = {a.id.split(":")[1]: a.country for a in actors.values() if a.id.startswith("state:")}
    for claim in claims:
        for p in claim.participants:
            if p.actor and p.actor not in actors:
                known = {a.id: a for a in (CIVILIANS, PROTESTERS, RIOTERS, SUSPECTS)}.get(p.actor)
                actors[p.actor] = known or _unlisted(p.actor, p.name, countries)
            elif claim.control:  # a side that only its name is known of
                key = party_id(p)
                actors.setdefault(key, Actor(id=key, name=p.name, kind="unidentified"))
        voice = claim.source
        if voice and voice.actor and voice.actor not in actors:  # "the Commander": his army's word, which is not named
            actors[voice.actor] = _unlisted(voice.actor, voice.name, countries)
    return actors


def _unlisted(identity: str, name: str, countries: Mapping[str, str | None]) -> Actor:
    """A body that a claim uses and the report does not name: of a state by its id, else of a kind that is not known."""
    parts = identity.split(":")
    if parts[0] != "state" or len(parts) == 1:
        return Actor(id=identity, name=name, kind="unidentified")
    return Actor(id=identity, name=name, kind="state_forces", country=countries.get(parts[1]))


def draft(view: View, event: Event, voices: VoiceIndex, marks: list[int]) -> list[Draft]:
    """What the sentence of an event says of it; one draft for each place that changed hands.

    ``marks``: token indices of all words that name events, sorted.
    """
    parsed = view.grounded.parsed
    statement = voices.at(event.main.token.i)
    if statement is None and event.main.token.i in voices.withheld:
        return []
    aside = statement is not None and (
        (statement.stance == "threatens" and avenged(event.main.token))
        or (statement.stance == "denies" and abetted(event.main.token))
    )
    aside = aside or (statement is not None and put_in(parsed, statement, event.main.token))
    statement = None if aside else statement
    event.scope = statement.content if statement else ()
    event.voices = tuple(s.span for s in statement.sources if s.span) if statement else ()
    event.answers = statement is not None and statement.stance in ("denies", "admits", "doubts")
    sentence = parsed.sentences[event.main.token.sent]
    announces = statement is not None and announced(view, event) and event.main.token.head.i in statement.cue
    span = evidence(parsed, event, statement, marks, told=announces, answering=voices.answering)
    words = event.main.words if abs(event.main.words[0].i - event.main.words[-1].i) <= 6 else [event.main.token]
    d = Draft(
        event=event,
        type="attack" if event.type == "answer" else event.type,
        evidence=span,
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        statement=statement,
        trigger=parsed.span(min(t.i for t in words), max(t.i for t in words) + 1),
        answer=event.type == "answer",
    )
    d.polarity, d.status = modality(view, event)
    d.sources = (statement.sources if statement is not None else ()) or (voices.whole,)
    if statement is not None:
        d.stance = statement.stance
        d.status = statement.status or d.status
        if d.stance == "doubts":  # "doubts whether the town was taken": of what others say was done
            d.status, d.polarity = "happened" if d.status == "hypothetical" else d.status, "affirmed"
        if d.status == "hypothetical" and statement.sources and foretold(event):
            d.status = "planned"
        if statement.polarity == "denied":
            d.polarity = "denied"
        if d.stance == "denies" and of_toll(view, statement):
            d.stance, d.polarity = "doubts", "affirmed"  # "disputed the figure of 40 dead": not that any died
    answers = any(s is not None and s.kind not in ONLOOKERS for s in d.sources)
    if d.polarity == "denied" and d.stance == "reports" and answers:
        d.stance = "denies"
    d.participants = tuple(not_the_voice(view, d, p) for p in participants(view, event))
    itself = by_pronoun(view, d)
    if itself and d.type != "agreement":
        d.participants = tuple(p for p in d.participants if p.role != "initiator")
    d.participants = ordered((*itself, *d.participants, *(() if itself else by_source(view, d))))
    if not itself:
        d.participants = losses(view, d) or d.participants
    d.participants = ordered((*blamed(view, d), *d.participants))
    total = of_years(view, event)
    d.again = total or any(c.lower in AGAIN for t in _named(view, event) for c in (t, *t.children))
    near = view.tokens[max(sentence.first, d.main.i - 150) : min(sentence.last, d.main.i + 150)]
    inside = [t for t in near if span.start <= t.start and t.end <= span.end]
    if event.type != "displacement":  # why people fled is no means of it
        d.means = means(event, inside)
        d.struck, d.at = struck(event, inside)
    d.why.append(Reason(field="type", rule=event.main.rule, span=d.trigger))
    days = gather(view, event)
    d.spread, d.goes_on, d.stopped = total or spread(view, event, days), goes_on(view, event), stopped(view, event)
    d.by_now, d.by_clock = by_now(event), by_clock(view, event)
    when = times(view, event, days)
    if when and d.status == "happened" and to_come(claim_when(when[0]), parsed.document.published):
        if clause_head(event.main.token).tag == "VBD":
            when = []  # "ordered him held until 5 April": the day is another's
        elif not (event.facts and any(c.tag == "VBD" for c in event.main.token.children if c.pos == "AUX")):
            d.status = "planned"  # "the exchange is set for Monday"; who "was killed" was, whatever the day
    if when:
        d.when, d.when_by_anchor = claim_when(when[0]), by_anchor(when[0])
        d.why.append(
            Reason(
                field="when", rule="nearest date", span=when[0].span, alternatives=tuple(e.span.text for e in when[1:4])
            )
        )
    else:
        told = said_on(view, event, days)
        d.said = claim_when(told) if told else None
    return [d] if d.answer else placed(view, d)


def _named(view: View, event: Event) -> list[Token]:
    """The nouns that tell "another strike" from the one before: what hit ("another bomb went off"), what was hit."""
    verbs = [m.token for m in event.members if m.form == "verb"]
    hit = [t for v in verbs for t in (*view.objects(v), *view.prepositional(v)) if "place" in view.classes(t)]
    bombs = [t for v in verbs for t in view.subjects(v) if view.classes(t) & {"bomb", "shell"}]
    return [m.token for m in event.members if m.form == "noun"] + hit + bombs


def mutual(view: View, d: Draft) -> list[Draft]:
    """ "The two sides accused each other of shelling the town": of each voice one draft, with the others as doers."""
    voices = [s for s in d.sources if s is not None]
    if d.stance != "accuses" or len(voices) < 2 or d.names("initiator") or d.statement is None:
        return [d]
    after = view.tokens[max(d.statement.cue, default=0) : max(d.statement.cue, default=0) + 5]
    pairs = {(a.lower, b.lower) for a, b in pairwise(after)}
    if not pairs & {("each", "other"), ("one", "another")}:
        return [d]
    out = []
    for voice in voices:
        one = copy.copy(d)
        one.sources = (voice,)
        one.participants = ordered((*(initiator(view, s) for s in voices if s is not voice), *d.participants))
        out.append(one)
    return out


def gainsaid(view: View, d: Draft, statements: Sequence[Statement], marks: list[int]) -> list[Draft]:
    """ "The ministry denied a broadcast that said the army had shelled the town": what the broadcast says, denied."""
    inner = d.statement
    outer = statements[inner.parent] if inner is not None and inner.parent is not None else None
    if inner is None or outer is None:
        return []
    verb = view.tokens[inner.cue[0]]
    if is_telling(verb) and d.polarity == "denied" and inner.stance == "accuses":  # "the charge that ... was false"
        d.stance, d.sources = "denies", outer.sources
        d.evidence = evidence(view.grounded.parsed, d.event, outer, marks)
    told = verb.dep in ("relcl", "acl") and verb.head.head.i in outer.cue
    if not told or outer.polarity != "denied" or not (outer.sources and outer.factual):
        return []
    one = copy.copy(d)
    one.statement, one.sources, one.stance, one.polarity = outer, outer.sources, "denies", "denied"
    one.evidence = evidence(view.grounded.parsed, d.event, outer, marks)
    one.participants = ordered((*d.participants, *by_source(view, one)))
    d.stance, d.polarity = inner.stance, inner.polarity
    return [one]


def beside(
    view: View, statements: Sequence[Statement], voices: VoiceIndex, marks: list[int], told: Sequence[Draft]
) -> list[Draft]:
    """What voices tell, in words that name no event, of one told before."""
    out = [d for e in tidings(view, statements, marks, told) for d in draft(view, e, voices, marks)]
    for d in out:
        d.answer = d.scene = True
    return out


def held(view: View, voices: VoiceIndex, told: list[Draft]) -> list[Draft]:
    """Holdings told by the way, as claims of a state of control; not of what its sentence tells to have been taken."""
    parsed = view.grounded.parsed
    taken = {(d.sentence, d.place.id) for d in told if d.type in ("territory_taken", "territory_left") and d.place}
    out = []
    for event, holder, place in holdings(view):
        if (event.main.token.sent, claim_place(place).id) in taken:
            continue
        token, words = event.main.token, event.main.words
        statement = voices.at(token.i)
        sentence = parsed.sentences[token.sent]
        span = parsed.span(words[0].i, words[-1].i + 1)
        d = Draft(
            event=event,
            type="control_state",
            evidence=span,
            trigger=parsed.span(token.i, token.i + 1),
            sentence=sentence.index,
            paragraph=sentence.paragraph,
            statement=statement,
            status="ongoing",
            place=claim_place(place),
        )
        if statement is not None and statement.sources:
            d.sources = statement.sources[:1]  # told by the way: once, however many speak
        if holder.actor is not None:
            d.participants = (
                Participant(role="initiator", actor=holder.actor.id, name=holder.actor.name, span=holder.span),
            )
        d.why.append(Reason(field="type", rule=event.main.rule, span=span))
        out.append(d)
    return out


def finish(view: View, drafts: list[Draft]) -> tuple[Claim, ...]:
    """Claims in the order of the text, each source its own, nothing said twice."""
    document = view.grounded.parsed.document
    out: dict[str, Claim] = {}
    ids: dict[int, list[str]] = {}
    actors = everyone(view.grounded, ())
    owned: set[tuple[int, str]] = set()  # an event and who has claimed it
    later: dict[int, list[Named]] = defaultdict(list)
    for told, named in identified(view.grounded, drafts):
        later[id(told)].append(named)
    for d in drafts:
        mine: list[str] = []
        doers = [p.actor for p in d.participants if p.role == "initiator" and p.actor and p.span]  # not those lent
        for source in d.sources:
            stance = settled(d.stance, source, d.type, doers, actors, d.polarity, d.status)
            its = id(root_of(d)), (source.actor or source.name) if source else ""
            if stance == "claims":
                owned.add(its)
            elif its in owned and (stance, d.polarity) == ("reports", "affirmed") and not d.answer:
                stance = "claims"  # who has claimed an attack tells more of his own deed
            key = make_id(
                "clm",
                document.id,
                d.type,
                d.trigger.start,
                d.trigger.end,
                source.name if source else None,
                stance,
                d.place.id if d.place else None,
            )
            if key in out:
                continue
            same = tuple(dict.fromkeys([*mine, *(ids.get(id(d.thread), [])[:1] if d.thread else [])]))
            own = [p for p in d.participants if p.role == "initiator" and source and p.actor == source.actor]
            each = d.stance == "denies" and len(d.sources) > 1 and own  # each its own
            out[key] = Claim(
                id=key,
                document=document.id,
                type=d.type,
                evidence=d.evidence,
                trigger=d.trigger,
                source=source,
                stance=stance,
                polarity=d.polarity,
                status=d.status,
                participants=tuple(p for p in d.participants if p.role != "initiator" or p in own or not each),
                place=d.place,
                when=d.when,
                harm=(*harm_of(d), *each_harmed(view.grounded, d, later[id(d)])),
                means=d.means if d.type in view.lexicon.armed else (),
                struck=d.struck,
                control=d.control,
                acled=d.acled,
                same_as=same,
                apart_from=tuple(ids.get(id(d.apart), [])) if d.apart else (),
                why=tuple(d.why),
                model=view.grounded.parsed.model,
            )
            mine.append(key)
        ids[id(d)] = mine
        d.claims = tuple(mine)
    return tuple(sorted(out.values(), key=lambda c: (c.evidence.start, c.trigger.start, c.trigger.end)))

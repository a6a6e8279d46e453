"""Where and when: which place and which time of a text belong to an event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.events import Event
from dateline.claims.frames import MILITANT_KINDS, View, clause_head
from dateline.claims.harm_list import names_end
from dateline.claims.words import lemma
from dateline.lexicon import load_toml
from dateline.reading import Entity, Sentence, Token

UNKNOWN = 2  # a name that the gazetteer has not: may be no place
FINE = {"exact": 0, "near": 0, "area": 1, "admin2": 2, "admin1": 3, "country": 4}
AWAY = frozenset({"from", "since", "between", "than", "including", "like", "with", "by", "for"})
DIRECTIONS = ("north", "south", "east", "west", "central")  # "northern Ruritania": vaguer than a province
TELLING = frozenset(
    {
        "say", "tell", "report", "announce", "add", "confirm", "post", "tweet", "write", "share", "publish", "state",
        "note", "describe", "identify", "mention", "claim", "declare",
    }
)  # fmt: skip
NEAR = 100  # tokens to each side of an event: sentences are shorter, lists that the parser takes for one are not
MANY = 40  # places of one sentence that are compared with one another
WHERE = frozenset({"in", "on", "at", "near", "into", "around", "over", "across", "inside", "outside"})

# Steps in the tree, so weighed; found by trying on development texts.
FARTHEST = 26.0  # a place further off is not the event's
FARTHEST_TIME = 14.0
HELD, JOINED = 8.0, 2.0  # how far a container, and the second of two names, stand back
LONG = 8.0  # how far a river stands back
COARSE = 5.0  # how far a month stands back behind a day
TOWARD = frozenset({"toward", "towards"})
ON_THE_WAY = frozenset({"deployment", "displacement", "armed_clash", "territory_taken", "aid", "protest"})
FROM_TOO = frozenset({"territory_taken", "territory_left", "displacement", "armed_clash", "abduction"})


def places(view: View, event: Event) -> list[Entity]:
    """The places of the event's sentence that may be its own, best first."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    found = [
        e
        for e in view.grounded.inside(*window(sentence, event), "place")
        if (e.place is not None or e.use == "location")
        and (e.use in ("", "location") or _whole(view, e) or _led(view, e))
        and not any(s.start <= e.span.start < s.end for s in event.voices)
        and not _in_actor(view, e)
        and not _is_based(view, e)
        and not _acts(view, event, e)
        and not _of_someone(view, event, e)
        and not _is_harmed(view, event, e)
        and not _is_person(view, e)
    ]
    far = [(d, e) for e in found if (d := _distance(view, event, e)) < FARTHEST]
    held = {e.first: _held(view, e, found) for _, e in far}
    return [
        e
        for _, _, e in sorted(((d + _vague(view, e) + held[e.first], e.first, e) for d, e in far), key=lambda x: x[:2])
    ]


def _is_harmed(view: View, event: Event, entity: Entity) -> bool:
    """A name in a list of those who were harmed is one of them: "his sons Adam and Jos"; not "three people in Jos"."""
    before = view.tokens[entity.first - 1] if entity.first else None
    facts = [f for f in event.facts if f.effect in ("killed", "injured")]
    if before is None or before.pos in ("ADP", "DET") or not facts:
        return False
    last = view.grounded.parsed.sentences[event.main.token.sent].last
    if any(f.first <= entity.first < names_end(view.tokens, f.last, last) for f in facts):
        return True
    after = view.tokens[entity.last] if entity.last < last else None
    return after is not None and after.pos == "PROPN" and view.tokens[entity.head].ent == after.ent == "PERSON"


def _is_person(view: View, entity: Entity) -> bool:
    """ "seven-year-old Jenin Haddad", "his cousin Salem", "the sister of Haifa", "the Anbar family home"."""
    before = view.tokens[max(entity.first - 2, 0) : entity.first]
    words = load_toml("placing.toml")["persons"]
    if before and before[-1].lower in (*words["kin"], *words["before"]):
        return True
    if len(before) == 2 and before[1].lower == "of" and before[0].lower in words["kin"]:
        return True
    after = view.tokens[entity.last] if entity.last < len(view.tokens) else None
    return after is not None and after.lower in words["behind"]


def _held(view: View, entity: Entity, found: list[Entity]) -> float:
    """What it costs a place to stand below another: "X in Y" is X, and "X and Y" is X first."""
    phrases: dict[int, Entity] = {}
    heads = [(view.tokens[other.head], other) for other in found[:MANY]]
    for node, other in heads:
        phrases.setdefault(node.i, other)
        if node.dep == "pobj" and node.head.lower == "of" and node.head.head.pos in ("NOUN", "PROPN"):
            phrases.setdefault(node.head.head.i, other)  # "the village of X in Y"
    for node, other in heads:
        if node.dep == "compound" and node.head.pos in ("NOUN", "PROPN"):  # "X village in Y"
            phrases.setdefault(node.head.i, other)
    node, joined = view.tokens[entity.head], False
    for _ in range(8):
        joined = joined or node.dep == "conj"
        other_place = phrases.get(node.i)
        if other_place is not None and other_place is not entity and other_place.first != entity.first:
            return JOINED if joined else HELD
        if node.head is node or node.pos == "VERB":
            return 0.0
        node = node.head
    return 0.0


def is_country(entity: Entity) -> bool:
    """A country, and not a name of which the gazetteer knows no more than the country."""
    return entity.place is not None and entity.place.precision == "country" and entity.place.lat is not None


def window(sentence: Sentence, event: Event) -> tuple[int, int]:
    """The tokens of the sentence that are near enough to the event to place or date it."""
    at = event.main.token.i
    return max(sentence.first, at - NEAR), min(sentence.last, at + NEAR)


def _led(view: View, entity: Entity) -> bool:
    """A name right after "on" or "in" is where, even if the parser makes it the subject of what follows."""
    return entity.use == "metonym" and entity.first > 0 and view.tokens[entity.first - 1].lower in WHERE


def _whole(view: View, entity: Entity) -> bool:
    """ "the X Governorate" read as a body is a place all the same."""
    return entity.use == "embedded" and any(
        (a.first, a.last) == (entity.first, entity.last) for a in view.grounded.at(entity.head, "actor")
    )


def _vague(view: View, entity: Entity) -> float:
    """The finer of two places near the event wins; "80 km west of X" only stands beside a name."""
    place = entity.place
    offset = entity.span.text[:1].isdigit() or (entity.span.text[:1].islower() and " of " in entity.span.text)
    part = entity.span.text.lower().startswith(DIRECTIONS)
    grade = 3.4 if part else UNKNOWN if not place or place.lat is None else FINE.get(place.precision, 0)
    return 3.0 * grade + (4.0 if offset else 0.0) + (LONG if _long(view, entity) else 0.0)


def _long(view: View, entity: Entity) -> bool:
    """A river or a coast: it tells on which side something was, and is too long to tell where."""
    words = load_toml("placing.toml")["long"]
    if any(w.lower() in words["waters"] for w in entity.span.text.split()):
        return True
    node = view.tokens[entity.head]
    return node.dep == "pobj" and node.head.lower == "of" and node.head.head.lower in words["sides"]


def _in_actor(view: View, entity: Entity) -> bool:
    """The name is part of a longer one of somebody, or an armed group's own."""
    return any(
        (
            a.use in ("name", "description", "group")
            and a.first <= entity.first
            and entity.last <= a.last
            and a.last - a.first > entity.last - entity.first
        )
        or (a.use == "name" and a.head == entity.head and a.actor is not None and a.actor.kind in MILITANT_KINDS)
        for a in view.grounded.at(entity.head, "actor")
    )


def _is_based(view: View, entity: Entity) -> bool:
    """ "Britain-based", "rebel-held": a modifier that tells of someone else."""
    tokens = view.tokens
    if (
        entity.last + 1 < len(tokens)
        and tokens[entity.last].text in "-–"
        and tokens[entity.last + 1].pos in ("VERB", "ADJ", "ADV", "NOUN")
    ):
        return tokens[entity.last + 1].lower in (
            "based",
            "backed",
            "led",
            "held",
            "controlled",
            "born",
            "supported",
            "funded",
            "run",
            "registered",
            "allied",
            "brokered",
        )
    return False


def _acts(view: View, event: Event, entity: Entity) -> bool:
    """The name stands for those who act or are spoken of: "Turkey began an offensive"."""
    if entity.first > 0 and view.tokens[entity.first - 1].lower in WHERE:
        return False
    head = view.tokens[entity.head]
    if is_country(entity) and head.dep in ("compound", "amod", "nmod"):
        return True
    if is_country(entity) and head.dep == "poss" and any(head.head is t for m in event.members for t in m.words):
        return True  # "Ruritania's bombing of the port"
    return head.dep in ("nsubj", "nsubjpass", "poss") and any(
        entity.head == t.i
        for m in event.members
        if m.form == "verb" or m.words[0] is not m.token
        for t in view.subjects(m.words[0])
        if event.type != "territory_taken" or lemma(m.token) != "fall"
    )


def _of_someone(view: View, event: Event, entity: Entity) -> bool:
    """The place tells whose someone is, or where a voice is: "Oman's guards", "the envoy to X", "a source in Y"."""
    head = view.tokens[entity.head]
    country = is_country(entity)
    if head.dep == "poss" and country:
        return view.is_party(head.head) or _inside_actor(view, head.head)
    if head.dep != "pobj" or head.head.head is head.head:
        return False
    noun = head.head.head
    if noun.pos not in ("NOUN", "PROPN") or any(noun is t for m in event.members for t in m.words):
        return False
    if any(s.start <= noun.start < s.end for s in event.voices):
        return True
    if lemma(noun) in load_toml("placing.toml")["telling"]["things"]:  # "in a fax from X"
        return True
    return country and head.head.lower in ("to", "of", "from") and _inside_actor(view, noun)


def _inside_actor(view: View, token: Token) -> bool:
    return any(a.use in ("name", "description") for a in view.grounded.at(token.i, "actor"))


def _distance(view: View, event: Event, entity: Entity) -> float:
    head = view.tokens[entity.head]
    best = 1e9
    for member in event.members:
        for token in member.words:
            best = min(best, token_distance(event, token, head) + (0 if member is event.main else 2))
    if below_other(view, event, head):
        best += 12
    if not event.within(entity.head):  # "In X, officials said ...": may hold for what they said
        best += FARTHEST if event.answers else 14
    word = _governor(head)
    if word in AWAY and not (word == "from" and event.type in FROM_TOO):
        best += 12
    if word in TOWARD and event.type not in ON_THE_WAY:
        best += 12
    if head.dep == "appos" or head.dep == "compound":
        best += 2
    return best


def token_distance(event: Event, token: Token, place: Token) -> float:
    """Steps in the tree from the event's word to the place, dearer where they leave the clause."""
    up = {token.i: 0.0}
    cost = 0.0
    node = token
    for ancestor, _ in zip(token.ancestors(), range(NEAR), strict=False):
        cost += 4.0 if node.dep in ("advcl", "conj", "ccomp", "relcl", "acl") else 1.5
        up.setdefault(ancestor.i, cost)
        node = ancestor
    steps, node = 0.0, place
    while node.i not in up and node.head is not node:
        steps += (
            5.0
            if node.dep in ("relcl", "acl", "advcl", "ccomp") or (node.dep == "conj" and node.pos == "VERB")
            else 1.0
        )
        node = node.head
    before = 1.5 if place.i < token.i and place.dep == "nsubj" else 0.0
    return up.get(node.i, 100.0) + steps + before + min(abs(place.i - token.i), 40) * 0.1


def _governor(token: Token) -> str:
    """The preposition that governs a place, through "the town of"."""
    node = token
    for _ in range(6):
        if node.dep == "pobj":
            if node.head.lower == "of" and node.head.head.pos in ("NOUN", "PROPN") and node.head.head is not node:
                node = node.head.head
                continue
            return node.head.lower
        if node.dep in ("compound", "appos", "nmod", "conj") and node.head is not node:
            node = node.head
            continue
        return ""
    return ""


def below_other(view: View, event: Event, time: Token) -> bool:
    """The time stands in a clause of its own below the event: "hit the town, which was calm since July"."""
    own = {clause_head(t).i for m in event.members for t in m.words}
    clause = clause_head(time)
    if clause.i in own:
        return False
    members = {t.i for m in event.members for t in m.words}
    while clause.dep in ("relcl", "advcl", "ccomp", "acl", "pcomp", "xcomp") and clause.head is not clause:
        if clause.dep == "relcl" and (clause.head.i in members or (present(clause) and time.dep == "npadvmod")):
            return False  # "a bombing that hit X on Monday"; "the bridge that links both banks last Monday"
        under = clause.dep in ("relcl", "advcl", "ccomp") or clause.head.lower in (
            "after",
            "before",
            "since",
            "despite",
        )
        if clause.dep == "advcl" and _at_once(clause):
            under = False  # "were killed when a mine went off on Monday"
        clause = clause_head(clause.head)
        if clause.i in own:
            return under
    return False


def _at_once(clause: Token) -> bool:
    """A finite clause of the same time: "when the roof fell in"."""
    return clause.tag in ("VBD", "VBN") and any(c.lower == "when" and c.dep == "advmod" for c in clause.children)


def present(verb: Token) -> bool:
    """A clause in the simple present: what always holds has no day of its own."""
    return verb.tag in ("VBZ", "VBP") and not any(c.dep in ("aux", "auxpass") for c in verb.children)


def times(view: View, event: Event) -> list[Entity]:
    """The times of the event's sentence that may be its own, best first."""
    below = _counted_back(view, event)
    if below:
        return below
    found = [e for e in _timed(view, event) if e.when is not None and event.within(e.head)]
    clause = {clause_head(t).i for m in event.members for t in m.words}
    scored = []
    for e in found:
        head = view.tokens[e.head]
        if below_other(view, event, head):
            continue
        d = min(token_distance(event, t, head) for m in event.members for t in m.words)
        if lemma(clause_head(head)) in TELLING and clause_head(head).i not in {m.token.i for m in event.members}:
            d += 25  # when it was told
        elif _reported_on(head):
            d += 25  # "by reports on Saturday"
        elif clause_head(head).i in clause:
            d -= 3
        if d < FARTHEST_TIME:
            coarse = e.when is None or e.when.precision not in ("day", "days")
            scored.append((d + (COARSE if coarse else 0.0), e.first, e))  # "on Friday, the third this month"
    return _sharpest([e for _, _, e in sorted(scored, key=lambda x: x[:2])]) or _only_day(view, event)


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
    return noun.pos == "NOUN" and lemma(noun) in load_toml("placing.toml")["telling"]["things"]


def _counted_back(view: View, event: Event) -> list[Entity]:
    """ "two days after the raid", "a week after troops shelled the town": the words date what stands below "after"."""
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    words = [t for m in event.members for t in m.words]
    out = []
    for e in view.grounded.inside(*window(sentence, event), "time"):
        if e.use != "below" or e.when is None:
            continue
        after = view.tokens[e.last - 1]
        for t in words:
            if t.i > after.i and (t.head is after or (after.dep == "mark" and after.head is clause_head(t))):
                out.append(e)
                break
    return out


def by_anchor(entity: Entity) -> bool:
    """ "the same day", "six minutes later": the day of what was told last, not always the one named last."""
    rule = entity.why[0][0] if entity.why else ""
    hours = any(w.startswith(("minute", "hour")) for w in entity.span.text.lower().split())
    return rule in ("same day", "in the day") or (rule in ("later", "after") and hours)


def _only_day(view: View, event: Event) -> list[Entity]:
    """The one day that the sentence names, where the tree hides it: what is told in one breath was on one day.

    Not a day on which it was told, nor one of another event's clause: "the bridge that was hit on Monday".
    """
    days = [e for e in _timed(view, event) if e.when is not None and e.when.precision in ("day", "days")]
    if len({(e.when.start, e.when.end) for e in days if e.when}) != 1 or _elsewhen(view, clause_head(event.main.token)):
        return []
    return [e for e in days if event.within(e.head) and not _elsewhen(view, clause_head(view.tokens[e.head]), True)][:1]


def _elsewhen(view: View, clause: Token, of_date: bool = False) -> bool:
    """The clause is of another time than the sentence: told, wished, perfect, or a finite one that only describes."""
    kids = {c.lower for c in clause.children if c.dep in ("aux", "auxpass", "mark", "advmod")}
    if present(clause) or kids & {"had", "has", "have", "will", "would", "since", "until", "after", "before", "when"}:
        return True
    if not of_date:
        return False
    return lemma(clause) in TELLING or (clause.dep in ("relcl", "acl") and clause.tag in ("VBD", "VBN"))


def _timed(view: View, event: Event) -> list[Entity]:
    sentence = view.grounded.parsed.sentences[event.main.token.sent]
    return [
        e for e in view.grounded.inside(*window(sentence, event), "time") if e.use == "" and not _counts(view.tokens, e)
    ]


def _counts(tokens: Sequence[Token], time: Entity) -> bool:
    """ "for the third time since August", "the second raid since May": over what it is counted, not when it was."""
    first = tokens[time.first]
    since = next((t for t in (first, *first.ancestors()) if t.lower == "since"), None)
    if since is None or [t.lower for t in tokens[time.last : time.last + 2]] == [",", "when"]:
        return False
    return since.head.lower in ("time", "times") or any(c.ent == "ORDINAL" for c in since.head.children)


def said_on(view: View, event: Event) -> Entity | None:
    """The day on which it was told, where the sentence names one: news of a day is mostly of that day."""
    own = {t.i for m in event.members for t in m.words}
    for e in _timed(view, event):
        if e.when is None or e.when.precision != "day":
            continue
        verb = clause_head(view.tokens[e.head])
        if verb.i not in own and lemma(verb) in TELLING:
            return e
    return None


def spread(view: View, event: Event) -> bool:
    """The event's own words tell that it was not on one day that can be known.

    "have been fighting", "continue to shell", "gradually", "in recent weeks", a date that cannot be resolved.
    """
    if any(e.when is None and event.within(e.head) for e in _timed(view, event)):
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

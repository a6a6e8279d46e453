"""What is said of an event told before, without a word that names it: "police blamed the rebels", "the army denied it",
"the group claimed responsibility"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.claims.blamed import BLAME
from dateline.claims.blaming import whom
from dateline.claims.draft import Draft
from dateline.claims.events import Event, Mention
from dateline.claims.evidence import evidence
from dateline.claims.frames import View, expand
from dateline.claims.numbers_said import Number, guessed, number_said
from dateline.claims.parties import parties
from dateline.claims.rebuttals import near, rebuttal
from dateline.claims.records import Statement
from dateline.claims.sources_stance import ONLOOKERS
from dateline.claims.untrue import calls, falsehood
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.model import Participant, Reason, Source, Stance
from dateline.reading import Entity, Token

REACH = 6  # sentences after an event within which an answer to it may stand
OWN = frozenset({"denies", "claims", "admits"})  # stances in which a voice speaks of its own doing
BLAMING = word_set("modality.toml", "replies", "blaming")  # not "charge": that is a court's
ATTRIBUTING = frozenset({"attribute", "ascribe"})
WITNESSED = 40  # words
DENIED = 14  # words
SIDES = frozenset({"military", "armed_group", "police", "official", "state_media"})
WITNESSES = frozenset({"witness", "resident", "relative"})
NO_PARTY = ONLOOKERS | {"monitor", "ngo", "analyst", "activist", "media"}
CONFIRMING = frozenset({"confirm", "corroborate"})
STATING = frozenset({"be", "say", "tell", "think", "know", "want", "have"})
DOING = word_set("modality.toml", "replies", "doing")
THAT = frozenset({"the", "this", "that", "these", "those", "such"})
HARMS = word_set("modality.toml", "replies", "harms")
USED = word_set("modality.toml", "replies", "used")
FILLING = frozenset({"det", "poss", "amod", "compound", "nmod", "punct", "appos", "case", "predet"})
ABOUT = frozenset({"for", "of", "over", "about"})


def answers(view: View, statements: Sequence[Statement], marks: list[int]) -> list[Draft]:
    """A draft for each statement that answers an event; its type and place come from the event.

    ``marks``: token indices of all words that name events, sorted.
    """
    spoken = (s for s in statements if s.sources and (s.factual or guessed(view, s)))
    return [d for s in spoken if (d := _answer(view, s, marks)) and (s.factual or d.toll)]


def _answer(view: View, statement: Statement, marks: list[int]) -> Draft | None:
    words = [view.tokens[i] for first, last in statement.content for i in range(first, last)]
    beside = {t.i for w in words if w.dep == "relcl" for t in w.subtree()} if statement.stance == "accuses" else set()
    words = [t for t in words if t.i not in beside]  # "blames the rebels, who hold the hills"
    inside = {t.i for t in words}
    source = statement.attribution.source
    if words and _witnessed(view, statement, words) and inside.isdisjoint(marks):
        d = _draft(view, statement, words[0], [], marks)
        d.participants, d.scene = (), True
        return d
    if not words or len(words) > 24 or (source and _nobody(source.text)):
        return None
    toll = number_said(view, statement, words)
    if toll is not None:
        return _draft(view, statement, toll.head, [], marks, toll=toll)
    head = next((t for t in words if t.head.i not in inside and t.pos != "PUNCT"), words[0])
    stance = rebuttal(view, statement, words, head, marks)
    if stance is not None:
        return _rebutting(view, statement, head, stance, inside, marks)
    if not inside.isdisjoint(marks):
        return None
    if statement.stance == "accuses" and (head.lower == "which" or _for_which(view, statement)):
        below = [t for i in statement.cue for t in view.tokens[i].subtree()]  # "..., which police attribute to them"
        accused = [e for e in whom(view, below, statement.sources) if e.actor and e.actor.kind != "person"]
        return _draft(view, statement, head, accused, marks) if accused else None
    if statement.stance == "accuses" and any(lemma(view.tokens[i]) in BLAMING for i in statement.cue):
        if _what_was_told(view, head, inside):
            accused = _bodies(view, head)
            return _draft(view, statement, head, accused, marks)
        accused = _accused(view, head, inside)
        if head.pos == "PRON" or lemma(head) in word_set("modality.toml", "answering"):  # "blamed it on the rebels"
            on = [t for t in words if t.dep == "pobj" and t.head.lower == "on"]
            accused = [e for t in on for e in _bodies(view, t)]
        return _draft(view, statement, head, accused, marks) if accused or _somebody(view, head, inside) else None
    if statement.stance == "accuses" and any(lemma(view.tokens[i]) in ATTRIBUTING for i in statement.cue):
        accused = [e for t in words for e in _accused(view, t, inside) if t.dep == "pobj"]
        return _draft(view, statement, head, accused, marks) if accused else None
    if statement.stance == "accuses" and lemma(head) in BLAME:
        named = view.prepositional(head) or [t for t in view.prepositional(head.head) if t.i in inside]
        accused = [e for t in named for e in _accused(view, t, inside)]
        known = accused or any(_somebody(view, t, inside) for t in named)
        return _draft(view, statement, head, accused, marks) if known else None
    if statement.stance == "doubts" and len(words) <= 9 and not _merit(head):
        return _draft(view, statement, head, [], marks)
    if statement.stance == "denies" and lemma(head) in word_set("modality.toml", "rebutting", "tolls"):
        d = _draft(view, statement, head, [], marks)
        d.stance, d.polarity, d.participants = "doubts", "affirmed", ()  # "dismissed the figures": not that it happened
        return d
    if _denied_deed(statement, head, words):
        return _draft(view, statement, head, [], marks)
    if _none_was(view, statement, head, words, marks):
        return _draft(view, statement, head, [], marks, denied=True)
    if statement.stance in OWN and _of_it(head, inside, statement.stance):
        return _draft(view, statement, head, [], marks)
    if statement.stance == "reports" and _borne_out(view, statement, head, inside):
        d = _draft(view, statement, head, [], marks)
        d.participants = ()
        return d
    if statement.stance in ("reports", "denies") and (
        falsehood(words) or _charge_made_light_of(view, statement, words)
    ):
        return _draft(view, statement, head, [], marks, denied=True)
    return None


def of_toll(view: View, statement: Statement) -> bool:
    """ "disputed the figure of 40 dead": a number is denied, not what happened."""
    things = [c for i in statement.cue for c in view.tokens[i].children if c.dep == "dobj"]
    return any(lemma(c) in word_set("modality.toml", "rebutting", "tolls") for c in things)


def _merit(head: Token) -> bool:
    """ "questioned her fitness", "cast doubt on the value of an inquiry": what somebody or something is worth."""
    return head.pos == "NOUN" and lemma(head) in word_set("modality.toml", "rebutting", "merits")


def _for_which(view: View, statement: Statement) -> bool:
    """ "..., for which the government holds them responsible"."""
    preps = [c for i in statement.cue for c in view.tokens[i].children if c.dep == "prep"]
    return any(c.lower == "which" for p in preps for c in p.children)


def _rebutting(
    view: View, statement: Statement, head: Token, stance: Stance, inside: set[int], marks: list[int]
) -> Draft:
    accused: list[Entity] = []
    if stance == "accuses":
        named = [c for c in head.children if c.dep in ("attr", "acomp") and c.i in inside]
        named += view.prepositional(head, frozenset({"to"})) if lemma(head) == "belong" else []
        accused = [e for t in named for e in _bodies(view, t)]
    d = _draft(view, statement, head, accused, marks, denied=stance == "denies")
    d.stance = stance
    if stance in ("reports", "doubts"):
        d.participants = ()
    return d


def _borne_out(view: View, statement: Statement, head: Token, inside: set[int]) -> bool:
    """ "confirmed the deaths", "corroborated the account": of what was told before, in no more words."""
    known = load_toml("modality.toml")
    if not any(lemma(view.tokens[i]) in CONFIRMING for i in statement.cue) or len(inside) > 4:
        return False
    told = lemma(head) in known["answering"] or lemma(head) in known["owned"]
    return told and (head.pos == "PRON" or any(c.lower in THAT for c in head.children))


def _charge_made_light_of(view: View, statement: Statement, words: list[Token]) -> bool:
    """ "called the accusation theatre", "said the charge was infamous": whatever it is called, it is not owned to."""
    known = load_toml("modality.toml")["rebutting"]
    charges = [t for t in words if lemma(t) in known["charges"] and any(c.lower in THAT for c in t.children)]
    if not charges or len(words) > 9 or any(lemma(t) in known["true"] for t in words):
        return False
    if any(calls(view.tokens[i]) for i in statement.cue):
        return True
    be = charges[0].head
    return lemma(be) == "be" and charges[0].dep == "nsubj" and any(c.dep in ("acomp", "attr") for c in be.children)


def _nobody(words: str) -> bool:
    """ "No group has claimed responsibility"."""
    return words.lower().split()[0] in ("no", "nobody", "none", "neither")


def _accused(view: View, head: Token, inside: set[int]) -> list[Entity]:
    """The party that is all of what the accusation names; of "blamed the army for the shortages" nothing."""
    cue = head.head
    near = [*head.children, *(c for c in cue.children if c.i in inside)]
    if any(c.dep == "prep" and c.lower in ABOUT and not _names(view, c) for c in near):
        return []
    if any(c.dep in ("ccomp", "xcomp", "advcl") for c in near):
        return []
    return list({e.actor.id: e for t in expand([head]) for e in _bodies(view, t) if e.actor}.values())


def _bodies(view: View, token: Token) -> list[Entity]:
    """Whom a word names that may be blamed: bodies and lands, and no person."""
    return [e for e in parties(view, token, states=True) if e.actor and e.actor.kind != "person"]


def _what_was_told(view: View, head: Token, inside: set[int]) -> bool:
    """ "blamed outlaws for the fires", "accused the army of a war crime": of what was told, in another word."""
    known = load_toml("modality.toml")["rebutting"]
    party = view.is_party(head) or view.classes(head) & {
        "armed",
        "armedactor",
        "state",
        "suspect",
        "intruder",
        "mobonly",
    }
    for prep in (*head.children, *(c for c in head.head.children if c.i in inside)):
        if not party or prep.dep != "prep" or prep.lower not in ABOUT:
            continue
        for noun in (c for c in prep.children if c.dep == "pobj" and c.tag in ("NN", "NNS", "PRP", "DT")):
            words = {c.lower for c in noun.children}
            if prep.lower == "of" and lemma(noun) in known["crimes"] and words & {"a", "an", "this"}:
                return True
            if prep.lower == "for" and (lemma(noun) in known["incidents"]) and (noun.pos == "PRON" or words & THAT):
                return True
    return False


def _somebody(view: View, head: Token, inside: set[int]) -> bool:
    """ "blamed outlaws": whom no list knows, but people who do such things."""
    someone = head.ent == "ORG" or view.classes(head) & {"armed", "suspect", "intruder", "mobonly"}
    near = [c for t in (head, head.head) for c in t.children if c.i in inside]
    return bool(someone) and not any(c.dep == "prep" and c.lower in ABOUT for c in near)


def _names(view: View, preposition: Token) -> bool:
    """ "the Army of the Republic": part of the name; "dissidents of the Red Front": whose they are."""
    whose = preposition.lower == "of" and any(view.is_party(c) for c in preposition.children if c.dep == "pobj")
    return whose or bool(view.grounded.at(preposition.i, "actor"))


def _witnessed(view: View, statement: Statement, words: list[Token]) -> bool:
    """ "They came in a yellow truck," a survivor said: of those who did what was told before, in so many words."""
    if statement.stance != "reports" or len(words) > WITNESSED or statement.polarity == "denied":
        return False
    if not all(s.kind in WITNESSES for s in statement.sources):
        return False
    said = [t for t in words if t.i in view.quoted]
    return 2 * len(said) > len(words) and any(
        t.tag == "VBD" and lemma(t) not in STATING and any(s.lower in ("they", "he") for s in view.subjects(t))
        for t in said
    )


def _denied_deed(statement: Statement, head: Token, words: list[Token]) -> bool:
    """ "Denies having touched a nun", "denied that his men were in the village": some deed, in words of its own."""
    if (statement.stance, statement.polarity) != ("denies", "denied") or not statement.factual or len(words) > DENIED:
        return False
    if head.pos == "NOUN" and lemma(head) in word_set("modality.toml", "rebutting", "charges"):
        return True  # "disputed the claim about the hill"
    subjects = {lemma(c) for c in head.children if c.dep in ("nsubj", "nsubjpass", "attr")}
    if not subjects.isdisjoint(load_toml("modality.toml")["rebutting"]["abstract"]):
        return False  # "denied that talks had broken down"
    return head.pos in ("VERB", "AUX") and head.dep in ("ccomp", "xcomp", "pcomp")


def _none_was(view: View, statement: Statement, head: Token, words: list[Token], marks: list[int]) -> bool:
    """ "Said no chapel had been hit", "said its guns had not moved": that something was not."""
    if statement.stance not in ("reports", "denies") or len(words) > DENIED or head.pos not in ("VERB", "AUX"):
        return False
    if not all(s.kind in SIDES for s in statement.sources) or not near(view, head, marks):
        return False
    if any((c.dep == "aux" and c.tag == "MD") or c.dep == "acomp" for c in head.children):
        return False
    if lemma(head) == "have" or (lemma(head) == "be" and head.tag in ("VBZ", "VBP")):
        return False  # "has no intention to go", "there is no road": how things are
    about = [c for c in head.children if c.dep in ("nsubj", "nsubjpass", "dobj", "attr")]
    none = any(c.lower in ("no", "none") for t in about for c in (t, *t.children))
    return none or any(c.dep == "neg" for c in head.children)


def _of_it(head: Token, inside: set[int], stance: Stance) -> bool:
    """The content is only "responsibility", "any involvement", "it"; "firing", "that there were any abuses"."""
    if head.tag == "VBG" and lemma(head) in DOING and len(inside) <= 6:
        return True
    if any(lemma(c) == "part" and c.dep == "dobj" for c in head.children) and lemma(head) in ("take", "play", "have"):
        return stance == "denies"  # "denied that any of its men took part in the defence"
    if lemma(head) in ("cause", "inflict") and head.pos == "VERB":  # "denied that its planes cause civilian casualties"
        return stance == "denies" and any(lemma(c) in HARMS for c in head.children if c.dep == "dobj")
    if lemma(head) == "use" and head.pos == "NOUN":  # "denied the use of pellet guns"
        return stance == "denies" and any(
            lemma(d) in USED for c in head.children if c.lower == "of" for d in c.children
        )
    there = [c for c in head.children if c.dep == "attr"] if any(c.dep == "expl" for c in head.children) else []
    head = there[0] if there else head
    known = load_toml("modality.toml")
    owned = lemma(head) in known["owned"] and (stance == "admits" or (stance == "denies" and bool(there)))
    if lemma(head) not in known["answering"] and not owned:
        return False
    return all(c.dep in FILLING or c.lower == "as" for c in head.children if c.i in inside)


def _draft(
    view: View,
    statement: Statement,
    head: Token,
    accused: list[Entity],
    marks: list[int],
    denied: bool = False,
    toll: Number | None = None,
) -> Draft:
    mention = Mention(head, "attack", "verb", f"answer/{'toll' if toll else statement.stance}", [head])  # it asserts
    event = Event([mention], mention, "attack", scope=statement.content)
    if toll is not None and toll.fact is not None:
        event.facts = [toll.fact]
    parsed = view.grounded.parsed
    sentence = parsed.sentences[head.sent]
    stance: Stance = "denies" if denied else statement.stance
    d = Draft(
        event=event,
        type="attack",
        evidence=evidence(parsed, event, statement, marks, told=True),
        trigger=parsed.span(min(statement.cue), max(statement.cue) + 1),
        sentence=sentence.index,
        paragraph=sentence.paragraph,
        statement=statement,
        sources=statement.sources,
        stance=stance,
        polarity="denied" if denied else statement.polarity,
        answer=True,
    )
    d.toll = toll is not None
    if toll is None and stance != "doubts":
        d.participants = tuple(_doer(e) for e in accused)
        if not accused and stance != "accuses":
            d.participants = tuple(_voice(s) for s in statement.sources if s.kind not in NO_PARTY)
    d.why.append(Reason(field="type", rule=mention.rule, span=d.trigger))
    return d


def _doer(entity: Entity) -> Participant:
    assert entity.actor is not None
    return Participant(role="initiator", actor=entity.actor.id, name=entity.actor.name, span=entity.span)


def _voice(source: Source) -> Participant:
    return Participant(role="initiator", actor=source.actor, name=source.name, span=source.span)

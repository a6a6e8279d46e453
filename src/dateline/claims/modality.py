"""Did it happen: polarity and status of an event by the words around it."""

from __future__ import annotations

from itertools import islice

from dateline.claims.events import Event
from dateline.claims.frames import View, clause_head
from dateline.claims.purpose import wielded
from dateline.claims.untrue import untrue
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.model import Polarity, Status
from dateline.reading import Token

# Marks of clauses that tell when or why: what they hold is not wished, feared or considered.
TIMED = frozenset({"after", "since", "when", "while", "before", "because", "although", "though"})

BESIDE = frozenset({"after", "before", "since", "following", "during", "despite", "until", "over"})

PLOTTING = frozenset({"planning", "plotting", "preparing"})
SUMMING = frozenset({"bring", "raise", "take", "put", "push", "lift"})
TOTALS = frozenset({"toll", "number", "total", "tally", "count", "figure"})
EMPTY = frozenset({"have", "play", "take"})  # verbs that are denied by their object: "had no hand in it"


def modality(view: View, event: Event) -> tuple[Polarity, Status]:
    """Polarity and status as the event's own clause and what governs it say; attribution comes on top of that."""
    words = load_toml("modality.toml")
    polarity: Polarity = "affirmed"
    status: Status = "happened"
    token = event.main.words[0]
    chain: list[Token] = [event.main.token, *([token] if token is not event.main.token else [])]
    node = chain[0]
    while node.dep == "conj" and node.tag == "VB" and node.head.tag == "VB" and not _whole(node):
        node = node.head  # "asked them to find and arrest him"
        chain.append(node)
    for ancestor in node.ancestors():
        if any(c.dep == "mark" and c.lower in TIMED for c in node.children):
            break  # "considers it so, two weeks after they took it": no matter what the parser calls the clause
        if node.dep == "prep" and (node.lower in BESIDE or avenged(node)):
            break  # "ordered three days of mourning after the strike", "vowed revenge for it"
        if node.dep in (
            "xcomp",
            "pcomp",
            "prep",
            "pobj",
            "dobj",
            "nsubj",
            "nsubjpass",
            "acl",
            "ccomp",
            "compound",
            "attr",
            "advcl",
        ) or (node.dep == "acomp" and lemma(node) in words["answerable"]):
            if node.dep == "advcl":
                break
            chain.append(ancestor)
            if node.dep in ("nsubj", "ccomp", "advcl"):
                break
            node = ancestor
        else:
            break
    sentence = view.grounded.parsed.sentences[token.sent]
    if _unfounded(clause_head(token)) or untrue(token, view.tokens, sentence.last):
        polarity = "denied"
    for t in chain:
        if not event.main.barring and _negated(t, chain[0]):
            polarity = "denied" if polarity == "affirmed" else polarity
        status = _status(t, chain[0], words, status)
    spared = any(f.high == 0 for f in event.facts)
    if spared and event.main.harmful and any(f.high != 0 and f.polarity == "affirmed" for f in event.facts):
        polarity = "affirmed"  # "nobody died, but a dozen people were hurt"
    if status == "happened":
        status = _carried(view, event, words)
    if status in ("planned", "hypothetical") and event.type == "arrest" and _held_by_a_court(token, words):
        status = "happened"
    if status == "happened" and imperative(event.main.token):
        status = "hypothetical"
    if status == "hypothetical" and event.facts and all(f.low == 0 and f.high for f in event.facts):
        status = "happened"  # "the toll could be 13": what happened did, only the number is open
    if status == "happened" and _ongoing(event, words):
        status = "ongoing"
    if status == "happened" and event.type == "control_state":
        status = "ongoing"
    return polarity, status


def _held_by_a_court(token: Token, words: dict[str, list[str]]) -> bool:
    """ "A court ruled that they should remain in custody", "a judge ordered him held": by that word they are."""
    verb = next((t for t in islice(token.ancestors(), 3) if lemma(t) in words["ruling_verbs"]), None)
    return verb is not None and any(lemma(c) in words["courts"] for c in verb.children if c.dep in ("nsubj", "agent"))


def avenged(token: Token) -> bool:
    """ "(vowed) retaliation for the raid": what is answered was done."""
    near = [token, *token.ancestors()][:4]
    return any(
        t.dep == "prep" and t.lower in ("for", "to", "over") and lemma(t.head) in word_set("modality.toml", "revenge")
        for t in near
    )


def abetted(token: Token) -> bool:
    """ "(denied) arming the rebels who took the town": that they took it, nobody denies."""
    for t in [token, *token.ancestors()][:3]:
        if t.dep == "relcl" and t.head.dep in ("dobj", "pobj") and any(c.lower in ("who", "that") for c in t.children):
            above = t.head.head.head if t.head.dep == "pobj" else t.head.head
            return lemma(above) in word_set("modality.toml", "abetting")
    return False


def _whole(verb: Token) -> bool:
    """It has a subject or an auxiliary of its own."""
    return any(c.dep in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children)


def imperative(verb: Token) -> bool:
    """ "take a knife and attack the guards", "don't shoot": told to do, not done."""
    top = verb
    while top.dep == "conj" and top.head is not top and top.head.pos == "VERB":
        top = top.head
    bare = all(
        t.tag == "VB" and not any(c.dep in ("nsubj", "nsubjpass", "aux") and not _barred(c) for c in t.children)
        for t in {verb, top}
    )
    return bare and (top.head is top or top.dep in ("ccomp", "parataxis"))


def _barred(aux: Token) -> bool:
    """The "do" of "don't shoot"."""
    return aux.lower == "do" and any(c.dep == "neg" for c in aux.head.children)


def foretold(event: Event) -> bool:
    """ "said that troops would leave": in what somebody said before, the future is told by "would"."""
    token = event.main.words[0]
    if any(c.dep == "mark" and c.lower == "if" for c in clause_head(token).children):
        return False
    if any(c.dep == "aux" and c.lower == "have" for c in token.children):
        return any(c.dep == "neg" for c in token.children)  # "without help they would have died"
    return any(c.dep == "aux" and c.lower == "would" for c in token.children)


def _unfounded(clause: Token) -> bool:
    """ "there is no evidence that they came from the hills", "it is a myth that the town fell", "the lie is that"."""
    words, noun = load_toml("modality.toml"), clause.head
    if clause.dep not in ("acl", "relcl", "ccomp") or clause.pos not in ("VERB", "AUX") or clause.tag == "VB":
        return False
    if any(c.lower in ("which", "who") for c in clause.children):
        return False
    if lemma(noun) == "be" and clause.dep == "ccomp":
        return any(lemma(c) in words["untruths"] for c in noun.children if c.dep == "nsubj")
    if noun.pos != "NOUN":
        return False
    if lemma(noun) in words["proof"]:
        return any(c.lower in ("no", "little", "any") for c in noun.children)
    return lemma(noun) in words["untruths"] and noun.dep in ("attr", "dobj", "nsubj")


def _carried(view: View, event: Event, words: dict[str, list[str]]) -> Status:
    """What the main verb's "will" or "would" says of a verb joined to it, and of what would come of it: "will find and
    arrest them", "its fall would be a blow, driving them from the hills"; what a plan holds: "the proposal includes".
    """
    token = event.main.words[0]
    clause = clause_head(token)
    for verb in (clause, *clause.ancestors()):
        if _sums_up(verb):
            break
        modal = {c.lower for c in verb.children if c.dep == "aux" and c.tag == "MD"}
        if verb is not clause or event.main.form == "verb":
            if modal & set(words["modal_future"]):
                return "planned"
            if modal & set(words["modal_possible"]):
                return "hypothetical"
        joined = (verb.dep == "conj" and verb.tag == "VB") or (verb.dep == "advcl" and verb.tag == "VBG")
        if _whole(verb) or not joined:
            break
    holds = event.main.form == "noun" and lemma(clause) in words["including"]
    held = event.main.token
    while held.dep == "conj" and held.head.pos in ("NOUN", "PROPN"):
        held = held.head
    if holds and held.head is clause and any(lemma(t) in words["plan_nouns"] for t in view.subjects(clause)):
        return "planned"
    return "happened"


def _sums_up(verb: Token) -> bool:
    """ "Which would bring the toll to fifteen"."""
    return lemma(verb) in SUMMING and any(lemma(c) in TOTALS for c in verb.children if c.dep in ("dobj", "nsubjpass"))


def _negated(token: Token, event: Token) -> bool:
    if token is not event and lemma(token) in ("deny", "dispute", "contest"):
        return False  # "did not deny that": as good as owned to
    if any(c.dep == "neg" for c in token.children) and (token is event or event.dep != "nsubj"):
        return not any(c.lower == "only" for c in token.children) and not _at_last(token)
    if (
        token is event
        and lemma(token) in EMPTY
        and any(
            c.lower == "nothing" or any(d.lower == "no" for d in c.children) for c in token.children if c.dep == "dobj"
        )
    ):
        return True  # "had nothing to do with it", "played no part"
    if token is event and any(_nobody(c) for c in token.children if c.dep in ("nsubj", "nsubjpass")):
        return True
    if (
        token is event
        and token.dep == "appos"
        and any(c.dep == "neg" for c in token.head.children if c.i > token.head.i)
    ):
        return True  # "it was a battle, not a massacre"
    if token is event and token.dep == "relcl" and token.head.dep == "attr":
        be = token.head.head  # "it was not our men who had burned it"
        if any(c.dep == "neg" for c in be.children) and any(c.lower == "it" for c in be.children):
            return True
    if token is event and token.head.lower == "without" and token.dep in ("pcomp", "pobj"):
        return True  # "without a shot being fired"
    if token is event and token.pos == "VERB":  # "no unit of ours had fired"
        done = [c for c in token.children if c.dep in ("nsubj", "nsubjpass") and c.pos == "NOUN"]
        if any(d.dep == "det" and d.lower == "no" for c in done for d in c.children):
            return True
    return token is event and any(c.dep == "det" and c.lower == "no" for c in token.children)


def _at_last(verb: Token) -> bool:
    """ "Did not reach the camp until nightfall": reached it then."""
    after = [c for c in verb.children if c.i > verb.i and c.dep in ("prep", "advcl", "mark")]
    return any(t.lower in ("until", "till") for c in after for t in (c, *(x for x in c.children if x.dep == "mark")))


def _nobody(subject: Token) -> bool:
    """ "Nobody", "neither the army nor the police", "not one sack of flour"."""
    if subject.lower in ("none", "nobody", "neither"):
        return True
    near = [c for c in subject.children if c.i < subject.i]
    near += [d for c in near for d in c.children]
    words = [c.lower for c in near]
    return "neither" in words or ("not" in words and not {"one", "single"}.isdisjoint((subject.lower, *words)))


def _status(token: Token, event: Token, words: dict[str, list[str]], status: Status) -> Status:
    word = lemma(token)
    modal = {c.lower for c in token.children if c.dep == "aux" and c.tag == "MD"}
    if _sums_up(token):
        return status  # a sum, not a wish
    if word in ("recall", "remember") and token is not event:
        return status  # "it will be recalled that"
    if token is not event:
        if any(c.dep == "mark" and c.lower == "whether" for c in clause_head(event).children):
            return status  # "asked whether they had fired": no wish
        if (word in words["plan_verbs"] and not _naming(token)) or word in words["plan_nouns"]:
            return "planned"
        if _asked_for(token, event, words):
            return "planned"
        if word in words["hypothetical_verbs"] or word in words["hypothetical_nouns"]:
            return "hypothetical"
    if any(c.lower in words["plan_adjectives"] and c.dep == "amod" for c in token.children):
        return "planned"
    if any(c.lower in PLOTTING and c.dep == "compound" and c.i < token.i for c in token.children):
        return "planned"  # "involved in planning attacks", where the parser takes two nouns
    if modal & set(words["modal_future"]):
        return "planned"
    if modal & set(words["modal_possible"]):
        return "hypothetical"
    clause = clause_head(token)
    while clause.dep == "conj" and clause.tag in ("VBN", "VB") and not _whole(clause):
        clause = clause.head  # "whether anyone was hurt or arrested"
    if any(c.dep == "mark" and c.lower in words["conditional_marks"] for c in clause.children) and token is event:
        return "hypothetical"
    if (
        token is event
        and token.dep in ("advcl", "acl", "relcl", "xcomp")
        and token.tag == "VB"
        and any(c.lower == "to" and c.dep == "aux" for c in token.children)
    ):
        head = lemma(token.head)
        return status if head in words["realising_verbs"] or wielded(token.head) else "planned"
    return status


def _asked_for(verb: Token, event: Token, words: dict[str, list[str]]) -> bool:
    """ "issued warrants for the arrest of", where the parser hangs "for" on the verb."""
    if not any(c.dep == "dobj" and lemma(c) in words["plan_nouns"] for c in verb.children):
        return False
    return any(t.dep == "prep" and t.lower == "for" and t.head is verb for t in event.ancestors())


def _naming(verb: Token) -> bool:
    """ "called the attack a crime"."""
    return lemma(verb) == "call" and any(c.dep == "oprd" for c in verb.children)


def _ongoing(event: Event, words: dict[str, list[str]]) -> bool:
    for token in event.main.words:
        clause = clause_head(token)
        if lemma(clause) in words["ongoing_verbs"] and clause.tag in ("VBP", "VBZ", "VBG"):
            return True
        if clause.tag == "VBG" and any(
            c.dep == "aux" and lemma(c) == "be" and c.tag in ("VBP", "VBZ") for c in clause.children
        ):
            return True
        if any(c.dep == "advmod" and c.lower in words["ongoing_adverbs"] for c in clause.children):
            return True
    return False

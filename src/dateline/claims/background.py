"""What is no report of an event: purposes, descriptions, opinions, sums of a war, general background.

The coding guide leaves out general background with no event.
"""

from __future__ import annotations

from itertools import islice

from dateline.claims.background_asides import (
    aboard,
    backing,
    called,
    charged,
    fought_for,
    likened,
    one_of_many,
    stationed,
)
from dateline.claims.background_civil import civil
from dateline.claims.background_comment import comment
from dateline.claims.background_elsewhere import by_the_way, policy
from dateline.claims.background_figures import figure
from dateline.claims.background_kinds import of_a_kind
from dateline.claims.background_news import beside_the_news
from dateline.claims.background_opinions import opinion
from dateline.claims.background_scene import scene
from dateline.claims.background_totals import around, perfect, war_total
from dateline.claims.draft import DAYS, Draft
from dateline.claims.frames import View, clause_head
from dateline.claims.harm_words import collective
from dateline.claims.purpose import is_purpose
from dateline.claims.same_event import preposition, support
from dateline.claims.same_telling import accused_of
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

# Verbs by which people are told to be somewhere, or at something, only to tell who they are.
POSTURE = word_set("background.toml", "posture")
PASSING = word_set("background.toml", "passing")
TASKED = word_set("background.toml", "tasked")
HABITUAL = word_set("modality.toml", "habitual")
REPEATEDLY = word_set("background.toml", "repeatedly")
ENDING = word_set("modality.toml", "ending")
WARS = word_set("modality.toml", "wars")
CAMPAIGNS = WARS | {"operation", "invasion", "campaign"}
LONG_TIMES = word_set("modality.toml", "long_times")
COURTS_AND_MEMORY = word_set("modality.toml", "legal") | word_set("modality.toml", "memorial")


def background(view: View, draft: Draft) -> bool:
    """The draft's words are no report of an event: a purpose, a description, the sum of a war."""
    token = draft.event.main.token
    if draft.answer and draft.sources == (None,) and lemma(token) in ("do", "come"):
        return True  # it answers only as somebody's word
    if called(draft):
        return True
    if draft.status == "hypothetical" and draft.stance not in ("threatens", "expects"):
        return True
    if draft.polarity == "denied" and not draft.event.facts and draft.sources == (None,) and not _awaited(draft):
        return True
    if draft.status == "planned" and draft.stance == "reports" and wished(token):
        return True
    whence = draft.event.main.form == "noun" and lemma(clause_head(token)) in ("come", "originate", "stem")
    if averted(draft) or (whence and draft.polarity == "denied"):
        return True  # "no evidence that the attacks came from the hills": the attacks nobody denies
    if draft.type in ("other_harm", "harm", "displacement") and disaster(view, draft):
        return True
    if draft.type in WRECKED and after_disaster(view, draft):
        return True
    if is_purpose(token) and draft.type != "protest" and draft.stance not in ("threatens", "expects"):
        return True
    if (
        token.pos == "VERB"
        and token.dep in ("acl", "relcl")
        and lemma(token) in POSTURE
        and (draft.place is None or not placed_below(token, draft))
        and draft.when is None
    ):
        return True
    if stationed(draft) or fought_for(view, draft):
        return True
    gone = draft.type == "displacement" or (draft.type == "territory_left" and lemma(draft.main) in ("leave", "quit"))
    if gone and not draft.event.facts and alone(view, draft):
        return True
    if draft.type == "agreement" and preposition(token) in UNDER:
        return True  # "shelled the town despite a ceasefire"
    if token.dep == "dobj" and lemma(token.head) == "rule" and any(c.lower == "out" for c in token.head.children):
        return True  # "ruled out a truce"
    if charged(draft):
        return True
    if judged(draft) or recalled(draft) or (accused_of(token) is not None and not _dated_below(token, draft)):
        return True  # "a captain accused of shooting monks": who he is
    if opinion(view, draft):
        return True
    if "==" in draft.evidence.text and not draft.event.facts and draft.sources == (None,):
        return True  # headings and lists in the markup of a wiki
    facts = draft.event.facts
    if facts and all(f.high == 0 for f in facts) and all(m.harmful for m in draft.event.members):
        return True  # "no troops were hurt"
    if of_oneself(view, draft) or support(token) or one_of_many(draft) or backing(draft) or _tended(draft):
        return True
    if participle(token) or (draft.when is None and habitual(view, draft)):
        return True
    if by_the_way(view, draft) or policy(view, draft) or figure(view, draft):
        return True
    if comment(view, draft) or beside_the_news(view, draft) or scene(view, draft):
        return True
    if civil(view, draft) or of_a_kind(view, draft):
        return True
    return war_total(view, draft) or lasting(view, draft) or begun(draft) or aboard(view, draft) or likened(view, draft)


def alone(view: View, draft: Draft) -> bool:
    """Who flees or leaves is one person, or the attacker: "stabbed a guard, then fled", "the envoy left the city"."""
    people = view.subjects(draft.main)
    return bool(people) and all(
        "intruder" in view.classes(t)
        or any(e.actor and e.actor.kind == "person" for e in view.grounded.at(t.i, "actor"))
        or _one(view, t)
        for t in people
    )


def _one(view: View, noun: Token) -> bool:
    """A single one, not under arms, of whom no more than the calling is told."""
    if noun.lower in ("he", "she", "i"):
        return True
    classes = view.classes(noun)
    single = noun.tag == "NN" and lemma(noun) not in collective() and "crowd" not in classes
    return single and "people" in classes and not classes & {"armed", "military", "quantity"}


UNDER = frozenset({"despite", "amid", "under", "during", "since"})

# States: that they last for years is what is told of them.
STATES = frozenset({"siege", "control_state", "displacement", "agreement", "deployment", "aid"})


def begun(draft: Draft) -> bool:
    """ "the first bombing since the fighting began": a mark in time."""
    token = draft.main
    if preposition(token) == "since" and draft.event.main.form == "noun" and not draft.event.facts:
        return draft.when is None or draft.when.precision not in DAYS  # "killed since the March invasion"
    if any(_war_long(c) for c in clause_head(token).children):
        return not draft.event.facts
    if draft.event.facts or token.dep != "nsubj" or lemma(token.head) not in word_set("modality.toml", "begins"):
        return False
    return any(c.dep == "mark" and c.lower == "since" for c in token.head.children)


def _war_long(prep: Token) -> bool:
    """ "since the start of the operation", "since the war began"."""
    if prep.lower != "since":
        return False
    starts = [t for t in prep.children if lemma(t) in ("start", "beginning", "outbreak", "onset")]
    return any(lemma(d) in CAMPAIGNS for s in starts for c in s.children for d in c.children)


def lasting(view: View, draft: Draft) -> bool:
    """ "have been battling the army for six years", "blasts throughout the war": what goes on is background."""
    if draft.type in STATES or draft.event.facts or draft.stance in ("accuses", "denies"):
        return False
    for token in (draft.main, clause_head(draft.main)):
        for prep in token.children:
            spans = {lemma(t) for t in prep.children if t.dep == "pobj"}
            dated = prep.lower == "over" and draft.when is not None and draft.when.precision != "year"
            if prep.lower in ("for", "over", "through", "throughout") and spans & LONG_TIMES and not dated:
                return True  # not "in August, over two years after"
            if prep.lower in ("throughout", "during") and spans & WARS and perfect(clause_head(draft.main)):
                return True
    return False


def _awaited(draft: Draft) -> bool:
    """ "No convoy has reached the town": that it did not come is news."""
    return draft.type in ("aid", "agreement") and perfect(clause_head(draft.main))


def hollow(draft: Draft) -> bool:
    """A bare noun of which the text tells nothing: no place, day, toll or party, nor an event told before.

    "amid an escalating cycle of attacks", "the sound of an explosion". Asked once events are joined to earlier ones.
    """
    event = draft.event
    if any(m.form != "noun" or len(m.words) > 1 for m in event.members) or event.facts or draft.participants:
        return False
    if (draft.stance, draft.polarity) != ("reports", "affirmed") or not preposition(event.main.token):
        return False
    if _counted_out(event.main.token) or _what_they_told(draft):
        return False
    if preposition(event.main.token) == "under" and lemma(event.main.token.head.head) == "come":
        return False  # "a patrol came under attack"
    if any(x is not None and x.span is not None for x in (draft.place, draft.when)):
        return False
    return draft.thread is None or preposition(event.main.token) in ("of", "to", "into", "about", "over", "for")


def _what_they_told(draft: Draft) -> bool:
    """ "Residents told of executions": what somebody tells of by name is told."""
    cue = draft.statement.cue if draft.statement is not None and draft.sources != (None,) else ()
    return draft.main.dep == "pobj" and draft.main.head.lower == "of" and draft.main.head.head.i in cue


def _counted_out(noun: Token) -> bool:
    """ "The latest of six ceasefires was announced": what "of" hangs on is the event itself, and stands alone."""
    top = noun.head.head
    return noun.dep == "pobj" and noun.head.lower == "of" and top.pos in ("ADJ", "NUM") and top.dep.startswith("nsubj")


def recalled(draft: Draft) -> bool:
    """ "charged with murder", "the anniversary of the massacre": of courts and of memory."""
    named = all(m.form == "noun" or (m.form == "verb" and m.token.tag == "VBG") for m in draft.event.members)
    if not named or draft.event.facts or not preposition(draft.main) or draft.stance in ("admits", "denies"):
        return False  # "pleaded guilty to murder": his own word
    reach = 3 if draft.event.main.token.tag != "VBG" else 4  # "charged with disturbing the peace by fighting"
    above = [lemma(t) for t in islice(draft.main.ancestors(), reach)]
    return not COURTS_AND_MEMORY.isdisjoint(above)


def judged(draft: Draft) -> bool:
    """ "condemned this cowardly attack", "the killing is unacceptable": an opinion of what was told elsewhere."""
    main = draft.event.main
    if main.form != "noun" or draft.event.facts or any(m.form == "verb" for m in draft.event.members):
        return False
    token, verb = main.token, main.token.head
    if token.dep == "dobj":
        return lemma(verb) in word_set("modality.toml", "judging_verbs")
    unfit = word_set("modality.toml", "judging_adjectives")
    return token.dep == "nsubj" and any(c.dep in ("acomp", "attr") and c.lower in unfit for c in verb.children)


def of_oneself(view: View, draft: Draft) -> bool:
    """ "says it hits only militants": the habit that a party tells of itself is no event."""
    token = draft.event.main.words[0]
    only = any(c.lower == "only" for t in (token, *view.objects(token)) for c in t.children)
    if draft.event.main.form != "verb" or draft.polarity == "denied":
        return False
    ever = token.tag == "VBG" and any(t.lower == "only" and t.i - token.i < 4 for t in token.subtree())
    if ever and any(t.lower in ("it", "they", "we") for t in view.subjects(token)):
        return draft.when is None and not draft.event.facts  # "insisted it was firing only at gunmen"
    if token.tag not in ("VBZ", "VBP") and not (only and lemma(token) == token.lower):  # "say they hit only bases"
        return False
    if draft.when is not None or draft.event.facts or not view.lexicon.ontology.violent(draft.type):
        return False
    if any(c.dep in ("aux", "auxpass") for c in token.children) or draft.sources == (None,):
        return False
    return any(t.lower in ("it", "they", "we", "he", "she") for t in view.subjects(token))


def _tended(draft: Draft) -> bool:
    """ "operates on the wounded", "a ward for the injured": people who are there, of no number."""
    token = draft.main
    if draft.event.facts or not all(m.harmful for m in draft.event.members) or not preposition(token):
        return False
    return any(c.lower == "the" for c in token.children) and token.tag in ("VBN", "JJ", "NN", "NNS")


def placed_below(token: Token, draft: Draft) -> bool:
    """The place stands in the token's own clause."""
    place = draft.place.span if draft.place else None
    return place is not None and any(place.start <= t.start < place.end for t in token.subtree())


def _dated_below(token: Token, draft: Draft) -> bool:
    """The day stands in the token's own clause."""
    day = draft.when.span if draft.when else None
    return day is not None and any(day.start <= t.start < day.end for t in token.subtree())


def participle(token: Token) -> bool:
    """ "fighters battling the government", "a force tasked with fighting them": who they are."""
    if token.dep == "pcomp" and token.head.lower == "with" and lemma(token.head.head) in TASKED:
        return True
    return token.tag == "VBG" and token.dep in ("acl", "amod", "advcl") and lemma(token) in PASSING


def habitual(view: View, draft: Draft) -> bool:
    """What has happened "in the past", "often", with no time of its own."""
    words = HABITUAL
    clause = clause_head(draft.event.main.token)
    if draft.place is not None and any(c.dep == "aux" and c.lower in ("have", "has", "'ve") for c in clause.children):
        words = HABITUAL - REPEATEDLY  # "have regularly shelled the city"
    near = [c for t in (clause, draft.event.main.token) for c in t.children]
    # not "an hour before"
    telling = [c for c in near if c.dep in ("advmod", "npadvmod") and not any(d.dep == "npadvmod" for d in c.children)]
    if any(c.lower in words for c in telling):
        return True
    return any(c.lower == "in" and any(d.lower == "past" for d in c.children) for c in near)


def disaster(view: View, draft: Draft) -> bool:
    """The sentence tells of an earthquake, a flood, an accident or a disease."""
    return any(calamity(view, t) for t in around(view, draft))


def calamity(view: View, token: Token) -> bool:
    """A word for one; not what troops do who "storm" a village."""
    return "disaster" in view.classes(token) and not (token.pos == "VERB" and lemma(token) == "storm")


WRECKED = frozenset({"destruction", "displacement", "siege", "other_harm", "harm"})


def after_disaster(view: View, draft: Draft) -> bool:
    """Houses damaged and roads closed by nobody, in a report that opens with an earthquake or a flood."""
    if draft.names("initiator") or any("armed" in view.classes(t) for t in around(view, draft)):
        return False
    sentences = view.grounded.parsed.sentences
    first = view.tokens[: min(sentences[min(2, len(sentences) - 1)].last, 120)]
    return any(calamity(view, t) for t in first)


def wished(token: Token) -> bool:
    """ "sought to cut", "aimed at ousting": nobody says that it will be done."""
    words = word_set("modality.toml", "wish_verbs")
    return any(lemma(t) in words for t in islice(token.ancestors(), 2))


def averted(draft: Draft) -> bool:
    """ "vowed to stop attacks on the capital", "sent to help them stop the aggression": what nobody did yet."""
    verb = draft.event.main.token.head
    if draft.event.main.form != "noun" or draft.type in STATES or lemma(verb) not in ENDING:
        return False
    while verb.dep in ("xcomp", "ccomp", "conj") and verb.head is not verb and verb.tag == "VB":
        if is_purpose(verb):
            return True
        verb = verb.head
    return draft.status in ("planned", "hypothetical") or is_purpose(verb)


def without_causes(view: View, drafts: list[Draft]) -> list[Draft]:
    """ "Fighting has prompted thousands to flee", "displaced by the fighting": what is told is that they fled."""
    words = word_set("modality.toml", "causing_verbs")
    causes: set[int] = set()
    for draft in drafts:
        if draft.type != "displacement":
            continue
        if draft.main.pos in ("VERB", "AUX"):
            causes |= {t.i for t in view.subjects(draft.main)}
        if lemma(draft.main.head) in words:
            causes |= {d.main.i for d in drafts if d.sentence == draft.sentence and d.main.i < draft.main.head.i}
    return [d for d in drafts if d.type == "displacement" or d.main.i not in causes]

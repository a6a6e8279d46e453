"""Whether two telling words of one sentence speak of one event: how they hang together, and what stands between."""

from __future__ import annotations

from itertools import islice

from dateline.claims.events import Mention
from dateline.claims.frames import View, clause_head, is_passive
from dateline.claims.records import FIGHTING
from dateline.claims.same_telling import subject_of_its_own, told_again
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

# Types that a relative clause can add to what the clause above tells: how people were killed, what exploded.
NARROW = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_bombing", "grenade", "chemical_attack", "attack", "blast", "harm"}
)
# A noun after one of these is an event beside the rest of its clause, not how or where the rest happened.
BESIDE = frozenset({"after", "following", "before", "since", "despite", "until", "besides", "against"})


def same_event(view: View, a: Mention, b: Mention) -> bool:
    """Two telling words of one sentence that speak of one event."""
    if captives_of(a, b) or captives_of(b, a) or told_again(view, a, b):
        return True
    if resulted(view, a, b):
        return True
    noun, verb = (a, b) if a.form == "noun" else (b, a)
    if noun.form == "noun" and verb.form == "verb":
        if verb.token.head is noun.token and verb.token.dep in ("acl", "relcl") and a.type == b.type:
            return True  # "the truce brokered by Qatar"
        prep = preposition(noun.token)
        apart = clause_head(noun.token) is not verb.token and noun.token.head is not verb.token
        if apart and not (prep in ("in", "during") and _what_came_of(verb.token, clause_head(noun.token))):
            return False
        if prep in BESIDE or support(noun.token):
            return False
        return a.type == b.type or _near(view, a.type, b.type)
    if _killed_in(view, a, b):
        return True
    if _share_object(view, a, b):
        return b.token.head is a.token or b.token.head.head is a.token
    if _leads_to(view, a, b) or _in_one_breath(view, a, b) or _ends_in_ruin(view, a, b) or _tells_how(a, b):
        return True
    if _when_hit(view, a, b):
        return True
    if a.type != b.type:
        return False
    if b.token.dep in ("advcl", "relcl") and a.token in (b.token.head, b.token.head.head) and _most_of_them(b.token):
        return True
    if a.type == "agreement" and b.token.dep == "acl" and a.token in list(b.token.ancestors())[:3]:
        return True  # "exchanged prisoners under a deal brokered by Qatar"
    if a.token.dep in ("acl", "relcl") and a.token.head.head is b.token and a.form == b.form:
        return a.type not in ENDS  # "a bomb planted under a bridge was set off", not "who took X took Y"
    if a.form == b.form == "noun":
        return b.token.head is a.token or (b.token.dep == "conj" and b.token.head is a.token)
    if b.token.head is a.token and (
        b.token.dep == "xcomp" or (b.token.dep == "advcl" and b.token.tag in ("VBG", "VB"))
    ):
        return not any(c.dep in ("nsubj", "nsubjpass") for c in b.token.children)  # "before the army retook it"
    if b.token.dep != "conj" or b.token.head is not a.token:
        return False
    if a.type in PROPERTY and a.form == b.form == "verb" and not subject_of_its_own(b.token):
        places = [{e.span.text for t in _near_words(view, m) for e in view.grounded.at(t.i, "place")} for m in (a, b)]
        return not places[0] or not places[1] or places[0] == places[1]  # "drove off the cows and burned the barn"
    return not _own_objects(b.token) or {lemma(a.token), lemma(b.token)} <= DOWNING


def resulted(view: View, a: Mention, b: Mention) -> bool:
    """ "Shelled a mill, leading to the killing of two", "an offensive led to the killing of two": what came of it."""
    prep = b.token.head
    if b.form != "noun" or lemma(b.token) not in KILLINGS or not view.lexicon.ontology.violent(a.type):
        return False
    verb = prep.head if b.token.dep == "pobj" and prep.lower in ("to", "in") else prep
    if verb.pos != "VERB" or lemma(verb) not in RESULTING or verb.i <= a.token.i:
        return False
    return verb.head is a.token if a.form == "verb" and verb.tag == "VBG" else a.token in view.subjects(verb)


KILLINGS = word_set("deeds.toml", "violence", "killings")
RESULTING = word_set("deeds.toml", "violence", "resulting")


def _what_came_of(verb: Token, clause: Token) -> bool:
    """ "attacked a base, killing one and wounding two in the second raid": participles that tell what came of it."""
    if clause.tag == "VBG" and clause.dep == "conj":
        clause = clause.head
    return clause.tag == "VBG" and clause.dep == "advcl" and clause.head is verb and clause.i > verb.i


PROPERTY = frozenset({"destruction", "weapons_seized", "aid", "riot"})
DOWNING = word_set("deeds.toml", "violence", "downing")


def _most_of_them(verb: Token) -> bool:
    """ "fled, most of them crossing the river": of those who fled."""
    who = [
        c for c in verb.children if c.dep == "nsubj" and c.lower in ("most", "many", "some", "all", "half", "others")
    ]
    return verb.tag == "VBG" and any(d.lower == "of" for c in who for d in c.children)


def captives_of(taking: Mention, fight: Mention) -> bool:
    """ "killed six rebels and captured two", "took four prisoner in an ambush": a fight, and who was taken."""
    held = {f.group for f in taking.facts if f.effect in ("detained", "abducted")}
    slain = fight.form == "verb" and any(f.effect == "killed" and f.group in FIGHTING for f in fight.facts)
    if taking.form != "verb" or taking.type not in TAKING or not (fight.type == "armed_clash" or slain):
        return False
    fallen = {f.group for f in fight.facts}
    if not held or held - FIGHTING - ({"all"} if fallen and fallen <= FIGHTING else set()):
        return False  # "killed 40 soldiers and took ten prisoners": soldiers as well
    if fight.form == "noun":
        return preposition(fight.token) in ("in", "during") and taking.token in (*fight.token.head.ancestors(),)[:2]
    return taking.token.dep == "conj" and taking.token.head is fight.token and not subject_of_its_own(taking.token)


TAKING = frozenset({"arrest", "abduction"})

# Moves that end in what a later verb tells: "marched into the town and took it" is one event.
MOVES = frozenset({"armed_clash", "deployment", "attack"})
ARRIVING = frozenset({"enter", "arrive", "move", "come", "march"})
COMING = frozenset({"storm", "raid"})  # whomever they come upon
ENDS = frozenset({"territory_taken", "abduction", "siege"})


def leads(view: View, a: Mention, b: Mention) -> bool:
    """The first tells how somebody came to do what the later verb tells."""
    if a.type == "deployment" and lemma(a.token) in ARRIVING and view.lexicon.ontology.violent(b.type):
        return True  # "entered the village and raped six women"
    return b.type in ENDS and (a.type in MOVES or lemma(a.token) in COMING)


def _leads_to(view: View, a: Mention, b: Mention) -> bool:
    """The same hands came and then took: two verbs of one subject, and no second place is named."""
    if not (a.form == b.form == "verb" and leads(view, a, b) and a.token.i < b.token.i):
        return False
    joined = b.token.dep == "conj" or (b.token.dep == "advcl" and b.token.tag == "VBG")
    if b.token.head is not a.token or not joined or any(c.dep in ("nsubj", "nsubjpass") for c in b.token.children):
        return False
    first, second = (
        {e.span.text for t in _near_words(view, m) for e in view.grounded.at(t.i, "place")} for m in (a, b)
    )
    return not first or not second or first == second


def _ends_in_ruin(view: View, a: Mention, b: Mention) -> bool:
    """ "ambushed a patrol, killing four and burning their truck": what the attackers left behind."""
    if not (a.form == b.form == "verb" and b.type == "destruction" and b.token.tag == "VBG"):
        return False
    top = b.token.head if b.token.dep == "conj" and b.token.head.tag == "VBG" else b.token
    return top.dep == "advcl" and top.head is a.token and view.lexicon.ontology.violent(a.type)


def _tells_how(a: Mention, b: Mention) -> bool:
    """ "attacked the town, shelling its market": the participle tells by what means the one attack was made."""
    if not (a.form == b.form == "verb" and lemma(a.token) in ATTACKING and b.type in MEANS):
        return False
    return b.token.dep == "advcl" and b.token.tag == "VBG" and b.token.head is a.token


def _when_hit(view: View, a: Mention, b: Mention) -> bool:
    """ "The village was attacked on Monday when gunmen opened fire": the clause tells how the one attack was made."""
    if not (a.form == b.form == "verb" and lemma(a.token) in ATTACKED and is_passive(a.token)):
        return False
    top = b.token
    while top.dep == "conj" and top.head.pos == "VERB":
        top = top.head
    when = top.dep == "advcl" and top.head is a.token and any(c.lower == "when" for c in top.children)
    return when and view.lexicon.ontology.violent(b.type)


ATTACKED = word_set("deeds.toml", "violence", "attacked")
ATTACKING = word_set("deeds.toml", "violence", "attacking")
MEANS = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing", "grenade", "chemical_attack"})


def _in_one_breath(view: View, a: Mention, b: Mention) -> bool:
    """ "shelling and air strikes in the suburb": two nouns, and what is said is said of both."""
    if not (a.form == b.form == "noun" and b.token.dep == "conj" and b.token.head is a.token):
        return False
    own = [t for t in view.prepositional(a.token) if t.i < b.token.i]
    return _near(view, a.type, b.type) and not own


def _killed_in(view: View, a: Mention, b: Mention) -> bool:
    """ "the killing of the chief in an air strike"."""
    if not (a.form == b.form == "noun" and preposition(b.token) in ("in", "by", "during", "with")):
        return False
    holds = any(t is a.token for t in islice(b.token.head.ancestors(), 3))
    return holds and lemma(a.token) in DEATHS and b.type in NARROW and _near(view, a.type, b.type)


DEATHS = word_set("deeds.toml", "violence", "deaths")


def _near_words(view: View, mention: Mention) -> list[Token]:
    return [*view.objects(mention.token), *view.prepositional(mention.token)]


def _share_object(view: View, a: Mention, b: Mention) -> bool:
    """ "raped, beat and assaulted civilians", "detained and arrested them": one event in several words."""
    joined = a.form == b.form == "verb" and b.token.dep == "conj" and a.token.i < b.token.i
    what = [c for c in b.token.children if c.dep == "dobj"]
    if not joined or not what:
        return False
    fended = any("eventnoun" in view.classes(c) for c in what)  # "resisted and foiled the raid": who did was hit
    if a.type == b.type and not fended and b.token.head is a.token and not subject_of_its_own(b.token):
        return all(t.pos in ("CCONJ", "PUNCT", "ADV", "VERB") for t in view.tokens[a.token.i : b.token.i])
    return _near(view, a.type, b.type) and not _own_objects(a.token)


def _own_objects(verb: Token) -> bool:
    return any(c.dep in ("dobj", "nsubjpass", "nsubj") for c in verb.children)


def _near(view: View, a: str, b: str) -> bool:
    rank = view.lexicon.ontology
    return rank.violent(a) and rank.violent(b)


def support(token: Token) -> bool:
    """ "opened a road with the help of air strikes": how it was done."""
    if token.dep not in ("pobj", "conj") or token.pos not in ("NOUN", "PROPN"):
        return False
    top = token.head if token.dep == "conj" else token
    if top.dep != "pobj" or top.head.lower != "of" or lemma(top.head.head) not in SUPPORT:
        return False
    return top.head.head.dep == "pobj" and top.head.head.head.lower in ("with", "under", "thanks", "to", "amid")


SUPPORT = frozenset({"help", "support", "backing", "assistance", "cover", "aid"})


def preposition(token: Token) -> str:
    return token.head.lower if token.dep in ("pobj", "pcomp") else ""


def superlative_of(noun: Token) -> bool:
    """Whether a noun is what something is the worst of: "the deadliest incident of the fighting"."""
    above = noun.head.head if preposition(noun) in ("of", "in", "since") else noun
    return above is not noun and any(c.tag == "JJS" for c in above.children)

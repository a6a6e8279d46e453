"""The classes of a word: from the lists of the lexicon, from the words beside it, and from what it names."""

from __future__ import annotations

import re

from dateline.claims.words import Lexicon, lemma
from dateline.reading import Grounded, Token

COUNTING = frozenset({"det", "advmod", "quantmod", "nummod", "compound", "amod"})  # "some 20,000", "about sixty"
ARMED_KINDS = frozenset({"state_forces", "rebel", "militia", "jihadist", "coalition", "police", "armed_group", "gang"})
WARDENS = frozenset({"police", "state_forces"})  # who arrests, and whom a riot faces
MILITANT_KINDS = frozenset({"rebel", "militia", "jihadist", "armed_group", "gang"})
CIVIL_KINDS = frozenset({"civilians", "civilian", "people", "group"})
ARMED = frozenset({"armed", "armedactor", "military", "actor"})
MILITANTS = frozenset({"militant", "rebel", "insurgent", "guerrilla", "terrorist", "jihadist"})
# Words that lend their class to the noun they stand before: "mortar rounds", "suicide car bomb", "hand grenade".
LENDING = frozenset(
    {
        "aircraft",
        "airmod",
        "shell",
        "shellmod",
        "bomb",
        "suicide",
        "chem",
        "tear",
        "grenade",
        "gun",
        "knife",
        "weapon",
        "barrelish",
        "demonstrator",
        "stun",
    }
)
# What more than its lists decides about a word that stands alone, see WordClasses._own.
_BY_FORM = frozenset({"people", "militant"})
_BY_WORD = MILITANTS | {"bomber", "carrier"}
_FORMS = 8192  # remembered: more than the lexicon's words have
MANY = 20  # people who move as no party of visitors does
# People who come with arms, on duty or led away are none of those who leave their homes.
NOT_FOLK = frozenset({"onduty", "captive", "intruder", "militant_kind", "military"})


# "A-37s", "MiG-23", "Su-25": what an air force calls its planes; guns and tanks have other letters ("D-30", "T-54").
MODEL = re.compile(r"(?i:(?:mig|su|sukhoi|tu|il|yak|ov|ac|fa|uh|ah|mh|oh|mi|ka)-|[abf]-)\d{1,3}[a-zA-Z]?s?")


def armed_bodies(grounded: Grounded) -> set[str]:
    """The ids of the armed bodies that the report names."""
    return {e.actor.id for e in grounded.entities if e.actor and e.actor.kind in ARMED_KINDS}


def of_them(token: Token) -> bool:
    """ "8,000 of them", "40 of whom"."""
    return token.lower == "of" and all(c.lower in ("them", "whom", "us") for c in token.children)


def is_possessive(token: Token) -> bool:
    """ "its", "their": they tell whose a thing is, and make no more of an event of it."""
    return token.tag == "PRP$"


def that_gap(verb: Token) -> bool:
    """ "The last city that the army holds", where the parser takes "that" for a mark: the noun is what is held."""
    below = {c.dep: c for c in verb.children}
    mark = below.get("mark")
    apart = below.keys() & {"dobj", "attr", "acomp", "ccomp", "xcomp", "prep", "nsubjpass", "auxpass"}
    return verb.dep == "relcl" and mark is not None and mark.lower == "that" and "nsubj" in below and not apart


_listed: dict[tuple[str, str], frozenset[str]] = {}  # what the lexicon, of which there is one, says of forms met


class WordClasses:
    """The classes of the words of one report, remembered."""

    def __init__(self, grounded: Grounded, lexicon: Lexicon) -> None:
        self._grounded = grounded
        self._known, self._quantities = lexicon.classes, lexicon.quantities
        self._found: dict[int, frozenset[str]] = {}

    def of(self, token: Token) -> frozenset[str]:
        """Every class of a phrase's head."""
        found = self._found.get(token.i)
        if found is None:
            self._found[token.i] = frozenset()  # a word that is its own complement by a bad parse
            found = self._found[token.i] = self._plain(token) or frozenset(self._own(token))
        return found

    def _plain(self, token: Token) -> frozenset[str] | None:
        """Those of a word on which nothing hangs and that names nothing: what the lists say, always the same."""
        if token.children or token.ent or token.pos in ("PROPN", "NUM") or self._grounded.at(token.i):
            return None
        form = lemma(token), token.lower
        found = _listed.get(form)
        if found is None:
            found = frozenset({"any", *self._known.get(form[0], ()), *self._known.get(form[1], ())})
            if len(_listed) >= _FORMS:
                _listed.clear()
            _listed[form] = found
        return None if not found.isdisjoint(_BY_FORM) or form[0] in _BY_WORD else found

    def _own(self, token: Token) -> set[str]:
        word, known = lemma(token), self._known
        out = {"any", *known.get(word, ()), *known.get(token.lower, ())}
        children = token.children
        against = children and "anti" in [c.lower for c in children]  # "anti-aircraft guns" are no aircraft
        for child in children:
            if child.dep in ("compound", "amod", "nmod") or (child.dep == "dep" and child.i < token.i):
                if against or (child.lower == "gas" and "fuel_gas" in known.get(word, ())):
                    continue
                out |= known.get(lemma(child), frozenset()) & LENDING
            elif child.lower == "of" and (word in self._quantities or token.pos == "NUM" or token.lower == "tens"):
                for deep in child.children:
                    out |= self.of(deep)
        if not token.text.isalpha() and MODEL.fullmatch(token.text):
            out.add("aircraft")
        if token.lower == "men" and any(c.dep == "poss" for c in children):
            out |= {"armed", "fielded"}  # "his men", "the general's men"
        if word == "carrier":
            out.discard("aircraft")  # an aircraft carrier is a ship
        if word == "bomber" and self._of_state(token):
            out = (out - {"suicide"}) | {"aircraft"}  # "bombers of the coalition" are planes
        if children and "aircraft" in out and "kamikaze" in (lemma(c) for c in children):
            out.discard("suicide")  # a kamikaze drone carries no bomber
        if children and "grenade" in out and any(lemma(c).startswith(("propel", "rocket")) for c in children):
            out = (out - {"grenade"}) | {"shell"}  # a rocket-propelled grenade is fired, not thrown
        self._of_entities(token, out)
        if children and "aircraft" in out and any("airliner" in known.get(lemma(c), ()) for c in children):
            out -= ARMED  # "a commercial plane", "a passenger jet"
        if "people" in out and not out & {"armed", "armedactor"}:
            out.add("peopleonly")
            if not out & NOT_FOLK and self._in_number(token):
                out.add("folk")
                if self._many(token):
                    out.add("throng")
        return out

    def _in_number(self, token: Token) -> bool:
        """ "villagers", "a family", "8,000 of them": more than one person."""
        if token.tag in ("NNS", "NNPS") or token.pos == "NUM" or "multitude" in self._known.get(lemma(token), ()):
            return token.lower not in ("one", "woman", "child", "person")
        return any(c.dep == "nummod" for c in token.children)

    def _many(self, token: Token) -> bool:
        """ "4,000 people", "hundreds of villagers": more than come to pay a visit."""
        counts = [e.count for t in (token, *token.children) for e in self._grounded.at(t.i, "count")]
        return any(c is not None and (c.low or c.high or 0) >= MANY for c in counts)

    def _of_entities(self, token: Token, out: set[str]) -> None:
        entities = self._grounded.at(token.i)
        for entity in entities:
            if entity.kind == "place" and entity.use != "embedded":
                out.update(("place", "geo"))
                if entity.place is not None and entity.place.precision == "country":
                    out.add("country")
                if entity.use == "metonym":
                    out.update(("actor", "state"))
            elif entity.kind == "actor" and entity.use != "owner" and not is_possessive(token):
                kind = entity.actor.kind if entity.actor else ""
                if entity.group in ("fighters", "security_forces") or kind in ARMED_KINDS:
                    out.update(("actor", "armedactor", "armed"))
                    out.add("military")
                elif entity.group or kind in CIVIL_KINDS:
                    out.add("people")
                else:
                    out.add("actor")
                if kind == "foreign_state" or kind.endswith("government"):
                    out.update(("state", "armedactor"))
                if kind in MILITANT_KINDS:
                    out.add("militant_kind")
            elif entity.kind == "time":
                out.add("time")
        if token.ent in ("GPE", "LOC", "FAC") and not out & {"actor", "people"}:
            out.add("place")
        if token.pos == "PROPN" and self._nameless(token):
            out.add("name")
        if (
            token.dep in ("nsubj", "nsubjpass")
            and (token.pos == "NUM" or any(e.kind == "count" for e in entities))
            and all(c.dep in COUNTING or of_them(c) for c in token.children)
            and not out & {"time", "people"}
        ):
            out.add("people")  # "eleven were led away", "some 20,000 have crossed"
        if (
            token.ent == "NORP"
            and token.pos in ("NOUN", "PROPN")
            and not out & {"armed", "actor", "kalashnikov", "weapon"}
            and (token.tag in ("NNS", "NNPS") or any(c.lower in ("a", "an") for c in token.children))
        ):
            out.add("people")
        if token.tag == "NNPS" and out <= {"any", "name"} and any(c.dep == "nummod" for c in token.children):
            out.add("people")  # "40 Bangladeshis"
        if token.ent == "PERSON" and token.pos == "PROPN" and "place" not in out:
            out.add("people")
        if "militant" in out or lemma(token) in MILITANTS:
            out.add("militant_kind")

    def _nameless(self, token: Token) -> bool:
        """A name of which no list knows whether it is a place, a person or a body; a title before it tells."""
        if self._known.get(lemma(token)):
            return False
        entities = [e for e in self._grounded.at(token.i) if e.use != "embedded"]
        if any(e.actor is None or e.actor.kind != "person" or e.last - e.first > 2 for e in entities):
            return False
        return not any(c.dep in ("compound", "appos") and c.pos == "PROPN" and "." in c.text for c in token.children)

    def _of_state(self, token: Token) -> bool:
        near = [c for c in token.children if c.dep in ("compound", "amod", "poss")]
        near += [d for c in token.children if c.lower == "of" for d in c.children]
        kinds = {e.actor.kind for t in near for e in self._grounded.at(t.i, "actor") if e.actor}
        if any("aircraft" in self._known.get(lemma(c), ()) for c in near):
            return True
        return token.tag == "NNS" and bool(kinds & {"state_forces", "coalition", "foreign_state", "government"})

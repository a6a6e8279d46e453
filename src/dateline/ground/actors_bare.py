"""State bodies without a word of which state: "the army", "government forces", "police"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.ground.actors_lexicon import Force
from dateline.ground.actors_memory import Memory
from dateline.ground.actors_phrases import Phrases, Reference
from dateline.ground.actors_text import prefix_at
from dateline.model import Actor, Place, make_id
from dateline.reading import Entity, Token

_SAID = 5  # steps from a body up to the verb of saying
_NEAR = 3  # words from a body's noun to "in"
_SPEAKING = ("spokes", "official", "source", "officer", "command", "headquarters")
FOREIGN = frozenset({"foreign", "allied", "western"})


class BareForces:
    """Whose they are, by what one report names and where it is. ``heads``: the bodies that it names, by their words."""

    def __init__(
        self, phrases: Phrases, names: Sequence[Entity], places: Sequence[Entity], heads: Mapping[int, Entity]
    ) -> None:
        self.phrases = phrases
        self.text = text = phrases.text
        self.lexicon = text.lexicon
        self.published = text.parsed.document.published
        self.head_at = heads
        self.lands: dict[int, set[str]] = {}  # sentence -> the countries of its towns and villages
        for place in places:
            if place.use == "location" and place.place is not None and (country := self._known_land(place.place)):
                self.lands.setdefault(text.parsed.tokens[place.first].sent, set()).add(country)
        own = f"state:{(text.main or '').lower()}:"
        self.forces_named = any(
            e.actor.id.startswith(own) and e.actor.kind in ("state_forces", "police") for e in names if e.actor
        )

    def _known_land(self, place: Place) -> str | None:
        """The country of a town, where the report names it: a namesake abroad or a border is nobody's land."""
        named = place.country is not None and place.precision in ("exact", "near") and self.text.named[place.country]
        return place.country if named else None

    def at(self, at: int, memory: Memory) -> Reference | None:
        """ "the army", "government forces", "police": those of the main country, or of the army just spoken of."""
        n, forces = self.lexicon.bare_forces.longest(self.text.words, at)
        before = prefix_at(self.text, at)
        if not n or not (before == "anti" or self.phrases.noun(at, n, modifier=True)):
            return None
        if before == "pro":
            return None  # "pro-regime fighters" are not the regime's army
        force: Force = forces[0]
        words, after = self.text.words, at + n
        if at and not words[at].joined and words[at - 1].key in FOREIGN:
            name = " ".join(w.key for w in words[at - 1 : after])
            actor = Actor(id=make_id("actor", name), name=name, kind=force.kind)
            return Reference(at, after, actor, "description", force.source_kind, force.group, 0.5, "forces of others")
        if words[at].key == "military" and n == 1 and self.lexicon.strikes.longest(words, after)[0]:
            return None  # "a military strike" says what kind of strike, not whose
        if force.branch == "government" and after < len(words) and words[after].key in self.lexicon.armed_nouns:
            force = self.lexicon.branches["army"]
        strikes, branches = self.lexicon.strikes.longest(self.text.words, at + n)
        if strikes and force.branch in ("army", "government") and self.phrases.together(at, at + n):
            force = self.lexicon.branches[branches[0]]
        iso = self._seat(at, at + n) or (
            self.text.main if words[at].key == "federal" else self._country_for(at, force, memory)
        )
        use = "owner" if before == "anti" or self.phrases.owns(at + n) else "description"
        if iso is None or iso not in self.lexicon.countries:  # a territory without forces of its own
            name = force.template.replace("{D} ", "").lower()
            actor = Actor(id=f"state:unknown:{force.branch}", name=name, kind=force.kind)
            return Reference(at, at + n, actor, use, force.source_kind, force.group, 0.3, "state body of no country")
        iso = self.lexicon.ruler(iso, force.branch, self.published)
        actor = self.lexicon.state(iso, force.branch).actor(self.published)
        return Reference(at, at + n, actor, use, force.source_kind, force.group, 0.7, "state body of main country")

    def _seat(self, at: int, end: int) -> str | None:
        """The state ruled from where the body sits: "the ministry in Kigali", "in Paris the foreign minister"."""
        words = self.text.words
        after = next((i for i in range(end, min(end + _NEAR, len(words) - 1)) if words[i].key == "in"), None)
        sent = self.text.token(at).sent
        before = range(max(0, at - _NEAR - 2), at)
        opens = next((i for i in before if words[i].key == "in" and self._opens(i, sent)), None)
        for i in (after, opens):
            if i is None or self.text.token(i).sent != sent or not words[i + 1].capital:
                continue
            n, ruled = self.lexicon.capitals.longest(words, i + 1)
            between = words[i + 1 + n : at] if i == opens else words[end:i]
            if n and all(w.key == "the" or self._is_role(w.key) for w in between):
                return ruled[0].iso
        return None

    def _opens(self, word: int, sent: int) -> bool:
        return word == 0 or self.text.token(word - 1).sent != sent

    @staticmethod
    def _is_role(key: str) -> bool:
        return key.startswith(_SPEAKING)

    def army_at(self, at: int, end: int, memory: Memory, people: str | None) -> Reference | None:
        """A numbered unit: of the people told before it, else of the army just spoken of, or the main country's."""
        force = self.lexicon.branches["army"]
        iso = people or self._country_for(at, force, memory)
        if iso is None or iso not in self.lexicon.countries:
            return None
        actor = self.lexicon.state(self.lexicon.ruler(iso, "army", self.published), "army").actor(self.published)
        return Reference(at, end, actor, "description", force.source_kind, force.group, 0.5, "unit of the army")

    def _country_for(self, at: int, force: Force, memory: Memory) -> str | None:
        """The country whose body of this branch was spoken of in this sentence or, for "the army", in the last one.

        Else the land in which the sentence is, where no forces of the report's main country are named; else that one.
        """
        token = self.text.token(at)
        sent = token.sent
        above = token.head if token.dep == "compound" else token
        if above.dep == "conj" and (beside := self._state_at(above.head)):
            return beside  # "American diplomats and servicemen"
        owner = memory.owner(self.text, at)
        if owner is not None and owner.country and owner.id.startswith("state:"):
            return owner.country  # "its planes"
        reach = 1 if self.phrases.definite(at) else 0
        hostile = self.text.words[at].key == "regime"  # nobody's word for their own
        for entity in memory.recent():
            if sent - self.text.parsed.tokens[entity.first].sent > reach:
                break
            if hostile and self.text.parsed.tokens[entity.head].dep == "nsubj":
                continue
            actor = entity.actor
            if actor and actor.country and actor.id.endswith(":" + force.branch) and entity.use != "owner":
                if self.lexicon.ruler(actor.country, force.branch, self.published) != actor.country:
                    continue  # "Palestinian fighters": no army of a state
                return actor.country
        if not reach and (told := self._told_by(token)):
            return told
        lands = self.lands.get(sent, set())
        if len(lands) == 1 and self.text.main not in lands and not self.forces_named:
            return next(iter(lands))
        return self.text.main

    def _told_by(self, token: Token) -> str | None:
        """ "Air force planes hit a post," said a spokesman for the Kenyan army: without an article, the voice's own."""
        for _ in range(_SAID):
            if token.head is token:
                return None
            told, token = token.dep == "ccomp", token.head
            if told:
                who = next((c for c in token.children if c.dep == "nsubj"), None)
                of = (o for p in who.children if p.lower in ("for", "of") for o in p.children) if who else ()
                return next((iso for t in (who, *of) if t is not None and (iso := self._state_at(t))), None)
        return None

    def _state_at(self, token: Token) -> str | None:
        """The country whose body is named at a word."""
        found = self.head_at.get(token.i)
        actor = found.actor if found else None
        return actor.country if actor and actor.id.startswith("state:") else None

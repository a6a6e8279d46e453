"""What stands for an actor without naming it: places as governments, "the army", "the group", civilians, "it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.ground.actors_lexicon import Entry, Force, People
from dateline.ground.actors_memory import Memory
from dateline.ground.actors_metonyms import find_metonyms
from dateline.ground.actors_people import find_persons, with_bodies
from dateline.ground.actors_pronouns import antecedent
from dateline.ground.actors_text import Text, gap, head_of, hedge_before
from dateline.ground.actors_unlisted import UNLISTED
from dateline.ground.actors_words import Word, phrase_keys
from dateline.model import Actor, Place, make_id
from dateline.reading import Alternative, Entity, Token

_DEFINITE = frozenset({"the", "this", "these", "those", "that", "its", "their", "both", "his"})
_ARMED = frozenset(
    {"rebel", "jihadist", "militia", "gang", "state_forces", "coalition", "police", "unidentified", "armed_group"}
)
# Plain words for one side of a war: "the rebels" need not be the group named last, unless it is the only one.
_LOOSE = frozenset(
    {"generic:rebels", "generic:insurgents", "generic:fighters", "generic:warplanes", "generic:armed_groups"}
)
_AGAINST = frozenset({"rebel", "jihadist", "militia", "armed_group", "gang"})
# Words for those who fight a state that, where a report names one such body only, mean it.
_REBELS = frozenset(f"generic:{x}" for x in ("rebels", "insurgents", "militants", "terrorists", "jihadists"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of words that stands for an actor."""

    at: int
    end: int
    actor: Actor
    use: str
    source_kind: str | None
    group: str | None = None
    score: float = 0.6
    rule: str = ""
    alternatives: tuple[Alternative, ...] = ()


class Resolver:
    """Reads one report from left to right and keeps what was named, most recent last."""

    def __init__(self, text: Text, names: Sequence[Entity], places: Sequence[Entity]) -> None:
        names = _rejoined(names)
        self.text = text
        self.lexicon = text.lexicon
        self.published = text.parsed.document.published
        self.taken = bytearray(len(text.parsed.tokens))
        for entity in names:
            self.taken[entity.first : entity.last] = b"\1" * (entity.last - entity.first)
        metonyms = find_metonyms(text, places, self.taken)
        persons_taken = bytearray(self.taken)
        for place in places:
            persons_taken[place.first : place.last] = b"\1" * (place.last - place.first)
        persons = find_persons(text, names, places, persons_taken)
        for entity in persons:
            self.taken[entity.first : entity.last] = b"\1" * (entity.last - entity.first)
        self.named = sorted([*names, *metonyms, *persons], key=lambda e: (e.first, e.last))
        self.first_at = {e.first: e for e in self.named if e.use == "name" and e.actor and e.actor.kind in _ARMED}
        self.head_at = {e.head: e for e in self.named if e.use == "name" and e.actor and e.actor.kind != "person"}
        self.sole = _sole(names)
        self.memory = Memory()
        self.abbreviations = self._abbreviations(names)
        self.endings = self._endings(names)
        self.lands: dict[int, set[str]] = {}  # sentence -> the countries of its towns and villages
        for place in places:
            if place.use == "location" and place.place is not None and self._in_known_land(place.place):
                self.lands.setdefault(text.parsed.tokens[place.first].sent, set()).add(place.place.country)
        own = f"state:{(text.main or '').lower()}:"
        self.forces_named = any(
            e.actor.id.startswith(own) and e.actor.kind in ("state_forces", "police") for e in names if e.actor
        )

    def _in_known_land(self, place: Place) -> bool:
        """A town of a country that the report names: a namesake abroad or a border is nobody's land."""
        return bool(place.country and self.text.named[place.country]) and place.precision in ("exact", "near")

    def entities(self) -> list[Entity]:
        """All actor entities in text order."""
        words = self.text.words
        waiting = iter(self.named)
        following = next(waiting, None)
        at = 0
        while at < len(words):
            token = words[at].token
            while following is not None and following.first <= token:
                self.memory.add(following)
                following = next(waiting, None)
            if self.taken[token]:
                at += 1
                continue
            found = self._reference(at)
            if found:
                self.memory.add(self._entity(found))
                at = found.end
            else:
                at += 1
        while following is not None:
            self.memory.add(following)
            following = next(waiting, None)
        return sorted(with_bodies(self.text, self.memory.entities), key=lambda e: (e.first, e.last, e.use))

    # ------------------------------------------------------------ what may stand at a word
    def _reference(self, at: int) -> Reference | None:
        """The longest reference that begins at a word."""
        token = self.text.token(at)
        if token.pos == "PRON":
            return self._pronoun(at)
        if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "X", "ADV"):
            return None
        if not self._may_begin(self.text.words[at]):
            return None
        rules = (
            self._abbreviation,
            self._ending,
            self._short,
            self._bare_force,
            self._generic,
            self._people,
            self._description,
        )
        found = [r for r in (rule(at) for rule in rules) if r]
        return max(found, key=lambda r: r.end) if found else None

    def _may_begin(self, word: Word) -> bool:
        """Whether any of the rules looks further at a word; at most words none does."""
        return word.key in self.abbreviations or word.key in self.endings or word.key in self.lexicon.referring

    def _noun(self, at: int, n: int, modifier: bool = False) -> Token | None:
        """The head token of words ``at`` to ``at + n`` where they are free and end in a noun.

        With ``modifier`` the noun may also stand before another: a "police station" is the police's.
        """
        words = self.text.words[at : at + n]
        if any(self.taken[w.token] for w in words) or words[-1].token >= len(self.taken):
            return None
        token = self.text.token(at + n - 1)
        if not modifier and self._modifies(at + n - 1, token):
            return None
        if token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and (self._definite(at) or words[-1].capital)):
            return token
        return None

    def _modifies(self, at: int, token: Token) -> bool:
        """ "police station", "refugee camp": the noun only says what kind of thing the next noun is.

        Not so before an attack, or before the body's people ("regime shelling", "army commander").
        """
        words = self.text.words
        if at + 1 >= len(words) or token.dep not in ("compound", "amod", "nmod") or token.head.i <= token.i:
            return False
        if self.text.token(at + 1).pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        return (
            not any(self.lexicon.strikes.longest(words, i)[0] for i in (at + 1, at + 2))
            and not (self.lexicon.units.longest(words, at + 1)[0])
        )

    def _definite(self, at: int) -> bool:
        """Whether a determiner stands before the phrase, at most two adjectives away."""
        for back in range(1, 4):
            if at - back < 0:
                return False
            word = self.text.words[at - back]
            if word.key in _DEFINITE:
                return True
            if self.text.token(at - back).pos not in ("ADJ", "NOUN", "PROPN", "NUM"):
                return False
        return False

    def _abbreviation(self, at: int) -> Reference | None:
        word = self.text.words[at]
        entity = self.abbreviations.get(word.key) if word.upper or self.text.capitals else None
        if entity is None or entity.actor is None or entity.first > word.token:
            return None
        return Reference(
            at, at + 1, entity.actor, "name", entity.source_kind, entity.group, 0.9, "abbreviation in text"
        )

    def _ending(self, at: int) -> Reference | None:
        """ "The Eagle Force" after "the Northern Eagle Force": the end of a name that the report has given in full."""
        words = self.text.words
        for keys, entity in self.endings.get(words[at].key, ()):
            n = len(keys)
            run = words[at : at + n]
            if tuple(w.key for w in run) != keys or not all(w.capital for w in run) or entity.first > run[0].token:
                continue
            if at and words[at - 1].capital and self._together(at - 1, at) and not gap(self.text, at):
                continue  # part of another name
            if entity.actor is not None and not any(self.taken[w.token] for w in run):
                return Reference(
                    at, self._with_units(at + n), entity.actor, "name", entity.source_kind, entity.group, 0.8,
                    "end of a name given before",
                )  # fmt: skip
        return None

    def _short(self, at: int) -> Reference | None:
        """ "the Observatory": a listed short name, where the body was named before or belongs to the main country."""
        n, entries = self.lexicon.shorts.longest(self.text.words, at)
        if not n or not self._noun(at, n):
            return None
        capital = self.text.words[at].capital
        if not capital and not self._definite(at) and self.text.words[at].key != "coalition":
            return None
        seen = self.memory.ids
        ranked = sorted(entries, key=lambda e: (e.id not in seen, -self._near(e)))
        best = ranked[0]
        if best.id not in seen and self._near(best) <= 0:
            return None
        if best.id not in seen and not capital and n == 1 and best.source_kind != "military":
            return None
        end = self._with_units(at + n)
        others = tuple(Alternative(e.id, e.name, 0.3) for e in ranked[1:3])
        return Reference(
            at, end, best.actor(self.published), "description", best.source_kind, best.group,
            0.9 if best.id in seen else 0.6, "short name", others,
        )  # fmt: skip

    def _near(self, entry: Entry) -> float:
        weights = self.text.weights
        own = [weights[c] for c in entry.countries if c not in ("US", "GB", "RU", "FR")]
        return float(max(own, default=0))

    def _with_units(self, end: int) -> int:
        """The end after "fighters", "warplanes", "spokesman" that may follow."""
        words = self.text.words
        after = end + 1 if end + 1 < len(words) and words[end].key == "s" else end
        n, _ = self.lexicon.units.longest(words, after)
        if n and not words[after].joined and self._noun(after, n) and self._together(end - 1, after):
            return after + n
        return end

    def _together(self, one: int, other: int) -> bool:
        """Whether two words stand in one sentence."""
        return self.text.token(one).sent == self.text.token(other).sent

    # ------------------------------------------------------------ state bodies without a demonym
    def _bare_force(self, at: int) -> Reference | None:
        """ "the army", "government forces", "police": those of the main country, or of the army just spoken of."""
        n, forces = self.lexicon.bare_forces.longest(self.text.words, at)
        before = self.text.words[at - 1].key if at and self.text.words[at].joined else ""
        if not n or not (before == "anti" or self._noun(at, n, modifier=True)):
            return None
        if before == "pro":
            return None  # "pro-regime fighters" are not the regime's army
        force: Force = forces[0]
        words, after = self.text.words, at + n
        if words[at].key == "military" and n == 1 and self.lexicon.strikes.longest(words, after)[0]:
            return None  # "a military strike" says what kind of strike, not whose
        if force.branch == "government" and after < len(words) and words[after].key in self.lexicon.armed_nouns:
            force = self.lexicon.branches["army"]
        strikes, branches = self.lexicon.strikes.longest(self.text.words, at + n)
        if strikes and force.branch in ("army", "government") and self._together(at, at + n):
            force = self.lexicon.branches[branches[0]]
        iso = self.text.main if words[at].key == "federal" else self._country_for(at, force)
        use = "owner" if before == "anti" or self._owns(at + n) else "description"
        if iso is None or iso not in self.lexicon.countries:  # a territory without forces of its own
            name = force.template.replace("{D} ", "").lower()
            actor = Actor(id=f"state:unknown:{force.branch}", name=name, kind=force.kind)
            return Reference(at, at + n, actor, use, force.source_kind, force.group, 0.3, "state body of no country")
        iso = self.lexicon.ruler(iso, force.branch, self.published)
        actor = self.lexicon.state(iso, force.branch).actor(self.published)
        return Reference(at, at + n, actor, use, force.source_kind, force.group, 0.7, "state body of main country")

    def _country_for(self, at: int, force: Force) -> str | None:
        """The country whose body of this branch was spoken of in this sentence or, for "the army", in the last one.

        Else the land in which the sentence is, where no forces of the report's main country are named; else that one.
        """
        token = self.text.token(at)
        sent = token.sent
        above = token.head if token.dep == "compound" else token
        if above.dep == "conj" and (beside := self._state_at(above.head)):
            return beside  # "American diplomats and servicemen"
        reach = 1 if self._definite(at) else 0
        for entity in self.memory.recent():
            if sent - self.text.parsed.tokens[entity.first].sent > reach:
                break
            actor = entity.actor
            if actor and actor.country and actor.id.endswith(":" + force.branch) and entity.use != "owner":
                return actor.country
        lands = self.lands.get(sent, set())
        if len(lands) == 1 and self.text.main not in lands and not self.forces_named:
            return next(iter(lands))
        return self.text.main

    def _state_at(self, token: Token) -> str | None:
        """The country whose body is named at a word."""
        found = self.head_at.get(token.i)
        actor = found.actor if found else None
        return actor.country if actor and actor.id.startswith("state:") else None

    def _apposed(self, at: int) -> Entity | None:
        """The body that an apposition names: "the rescue group in the suburbs, the White Helmets"."""
        for child in self.text.token(at).children:
            if child.dep == "appos" and child.i in self.head_at:
                return self.head_at[child.i]
        return None

    def _owns(self, after: int) -> bool:
        """What follows makes of the actor only whose something is: "rebel-held", "rebel hands"."""
        words = self.text.words
        if not 0 < after < len(words):
            return False
        if words[after].joined:
            return words[after].key in self.lexicon.owner_participles
        return words[after].key in self.lexicon.owned_nouns and self._together(after - 1, after)

    # ------------------------------------------------------------ people
    def _generic(self, at: int) -> Reference | None:
        """ "militants", "gunmen": the named group that "the militants" points to, else armed people without a name."""
        n, found = self.lexicon.generics.longest(self.text.words, at)
        if not n:
            return None
        owns = self._owns(at + n)
        if not owns and not self._noun(at, n):
            return None
        people = next((p for p in found if p.id in self.memory.ids), found[0])
        people = self._wider(people)
        kind, group = people.source_kind, people.group
        if owns:
            return Reference(at, at + n, _actor_of(people, None), "owner", kind, group, 0.5, "owner")
        of = self._of_named(at + n)
        if of and of.actor:
            return Reference(at, at + n, of.actor, "description", of.source_kind, group, 0.8, "people of a named body")
        start, name = self._modified(at, n, people)
        if name is None and self._definite(at) and people.kinds and self._noun(at, n):
            loose = people.id in _LOOSE
            apposed = self._apposed(at + n - 1)
            likely = self.memory.last(people.kinds, only=True) if loose else self.memory.likeliest(people.kinds)
            antecedent = apposed or likely
            if antecedent and antecedent.actor and not (people.id in _REBELS and self._loyal(antecedent.actor)):
                return Reference(
                    at, at + n, antecedent.actor, "description", antecedent.source_kind, group, 0.6,
                    "definite description", self.memory.others(people.kinds, antecedent.actor.id),
                )  # fmt: skip
        sole = self.sole
        if name is None and sole and sole.actor and self._is_sole(people, sole.actor) and self._noun(at, n):
            return Reference(at, at + n, sole.actor, "description", sole.source_kind, group, 0.4, "only such body")
        actor = _actor_of(people, name)
        return Reference(start, at + n, actor, "description", kind, group, 0.5, "armed people")

    def _loyal(self, body: Actor) -> bool:
        """A militia on the side of the report's state is not its rebels or terrorists."""
        return body.kind == "militia" and f"state:{(self.text.main or '').lower()}:army" in body.allied_with

    def _is_sole(self, people: People, body: Actor) -> bool:
        """ "21 rebels" are those of the only rebel body that the report names, and has named by then."""
        return people.id in _REBELS and body.kind in (people.kinds[0], "armed_group") and body.id in self.memory.ids

    def _wider(self, people: People) -> People:
        """ "terrorists" after "terrorist organizations" are those."""
        wider = self.lexicon.wider.get(people.id)
        if wider and wider.id in self.memory.ids:
            return wider
        return people

    def _of_named(self, after: int) -> Entity | None:
        """The actor named right after "from", "of", "belonging to" ("fighters from the Sham Legion")."""
        words = self.text.words
        if after + 1 >= len(words) or words[after].key not in ("from", "of", "belonging", "loyal", "with"):
            return None
        i = after + 1
        while i < len(words) and i <= after + 3 and words[i].key in ("to", "the", "so", "called"):
            i += 1
        if i >= len(words):
            return None
        short = self._short(i) if words[i].token not in self.first_at and not self.taken[words[i].token] else None
        return self._entity(short) if short else self.first_at.get(words[i].token)

    def _modified(self, at: int, n: int, people: People) -> tuple[int, str | None]:
        """Where "Islamist" or "pro-government" before the noun begins, and the name with it."""
        words = self.text.words
        if at > 1 and words[at - 1].joined and words[at - 1].key in self.lexicon.owner_participles:
            backer = self.text.parsed.document.text[words[at - 2].start : words[at].start]
            return at, " ".join((backer + people.name).split())
        start = at
        while start and start > at - 3 and not self.taken[words[start - 1].token]:
            before = words[start - 1]
            if self.lexicon.peoples.longest(words, start - 1)[0] == 1 and self._together(start - 1, at):
                start -= 1
            elif before.joined and start > 1 and words[start - 2].key in ("pro", "anti"):
                start -= 2
            else:
                break
        if start == at:
            return at, None
        first = self.text.parsed.document.text[words[start].start : words[at].start]
        first = first.capitalize() if self.text.capitals else first
        return start, " ".join((first + people.name).split())

    def _people(self, at: int) -> Reference | None:
        n, found = self.lexicon.people.longest(self.text.words, at)
        if not n or not self._noun(at, n):
            return None
        people: People = found[0]
        actor = _actor_of(people, None)
        return Reference(at, at + n, actor, "group", people.source_kind, people.group, 0.7, "group of people")

    # ------------------------------------------------------------ descriptions
    def _description(self, at: int) -> Reference | None:
        """ "the group", "the ministry": the last actor named that it may stand for."""
        n, found = self.lexicon.descriptions.longest(self.text.words, at)
        if not n or not self._noun(at, n) or not self._definite(at):
            return None
        if at + n < len(self.text.words) and self.text.words[at + n].key == "of":
            return None
        kinds = tuple(k for kinds, _ in found for k in kinds)
        antecedent = self._apposed(at + n - 1) or self.memory.last(kinds)
        if antecedent is None or antecedent.actor is None:
            return None
        return Reference(
            at, self._with_units(at + n), antecedent.actor, "description", antecedent.source_kind, antecedent.group,
            0.6, "definite description", self.memory.others(kinds, antecedent.actor.id),
        )  # fmt: skip

    def _pronoun(self, at: int) -> Reference | None:
        found = antecedent(self.text, list(self.memory.recent()), self.text.token(at))
        if found is None:
            return None
        best, score, others = found
        actor = best.actor
        if actor is None:
            return None
        return Reference(
            at, at + 1, actor, "pronoun", best.source_kind, best.group, score, "antecedent", others
        )  # fmt: skip

    # ------------------------------------------------------------ other sources of actors
    def _abbreviations(self, names: Sequence[Entity]) -> dict[str, Entity]:
        """ "the Northern Freedom Movement (NFM)": capitals in brackets after a name, for the rest of the text."""
        out: dict[str, Entity] = {}
        tokens = self.text.parsed.tokens
        for entity in names:
            if entity.use != "name" or entity.last + 1 >= len(tokens) or tokens[entity.last].text not in ("(", "["):
                continue
            short = tokens[entity.last + 1]
            if 2 <= len(short.text) <= 8 and short.text.replace("-", "").isupper() and not self.taken[short.i]:
                from dateline.ground.actors_words import fold_word

                out.setdefault(fold_word(short.text), entity)
        return out

    def _endings(self, names: Sequence[Entity]) -> dict[str, list[tuple[tuple[str, ...], Entity]]]:
        """The last words of long names of armed bodies, two or more, by the first of them."""
        out: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in names:
            if entity.use != "name" or entity.actor is None or entity.actor.kind not in _AGAINST:
                continue
            spoken = phrase_keys(entity.span.text)
            for i in range(1, len(spoken) - 1):
                out.setdefault(spoken[i], []).append((tuple(spoken[i:]), entity))
        return out

    def _entity(self, ref: Reference) -> Entity:
        words = self.text.words
        first, last = words[ref.at].token, words[ref.end - 1].token + 1
        return Entity(
            kind="actor", first=first, last=last, head=head_of(self.text.parsed, first, last),
            span=self.text.parsed.slice(words[ref.at].start, words[ref.end - 1].end), use=ref.use, actor=ref.actor,
            group=ref.group, source_kind=ref.source_kind, hedge=hedge_before(self.text, ref.at), score=ref.score,
            why=((ref.rule, ref.score),), alternatives=ref.alternatives, mention=ref.use != "pronoun",
        )  # fmt: skip


def _rejoined(names: Sequence[Entity]) -> list[Entity]:
    """A body that no list knows, named by the end of a longer name given before ("the Eagle Brigade"), is that body."""
    out: list[Entity] = []
    full: list[tuple[list[str], Entity]] = []
    for entity in names:
        keys = list(phrase_keys(entity.span.text))
        if entity.actor and entity.actor.kind in _AGAINST and entity.use == "name":
            whole = None
            if len(keys) > 1 and any(rule == UNLISTED for rule, _ in entity.why):
                whole = next((e for k, e in full if len(k) > len(keys) and k[-len(keys) :] == keys), None)
            if whole is not None:
                entity = replace(entity, actor=whole.actor, source_kind=whole.source_kind)
            else:
                full.append((keys, entity))
        out.append(entity)
    return out


def _sole(names: Sequence[Entity]) -> Entity | None:
    """The one body that fights a state, where a report names one only."""
    bodies = {e.actor.id: e for e in names if e.actor and e.actor.kind in _AGAINST and e.use == "name"}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _actor_of(people: People, name: str | None) -> Actor:
    """The actor of a group of people, or of the words that narrow it ("Islamist militants")."""
    if name is None:
        return Actor(id=people.id, name=people.name, kind=people.kind)
    return Actor(id=make_id("actor", name.lower()), name=name, kind=people.kind)

"""What stands for an actor without naming it: "the Observatory", "the rebels", "the group", civilians, "it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.ground.actors_bare import BareForces
from dateline.ground.actors_forms import by_letters, by_others, of_number, ranks, sorted_with, styled
from dateline.ground.actors_letters import abbreviations, under_letters
from dateline.ground.actors_lexicon import Entry, People
from dateline.ground.actors_memory import Memory
from dateline.ground.actors_metonyms import find_metonyms
from dateline.ground.actors_people import find_persons, with_bodies
from dateline.ground.actors_phrases import Phrases, Reference
from dateline.ground.actors_pronouns import ARMED, antecedent
from dateline.ground.actors_sole import REBELS, is_sole, named_below, sole
from dateline.ground.actors_styled import PREFIXES, may_number
from dateline.ground.actors_text import Text, gap, head_of, hedge_before
from dateline.ground.actors_unlisted import AGAINST, rejoined
from dateline.ground.actors_words import Word, phrase_keys
from dateline.model import Actor, make_id
from dateline.reading import Alternative, Entity

# Plain words for one side of a war: "the rebels" need not be the group named last, unless it is the only one.
_LOOSE = frozenset(
    {"generic:rebels", "generic:insurgents", "generic:fighters", "generic:warplanes", "generic:armed_groups"}
)
_NAMED_HANDS = frozenset(
    {"generic:gunmen", "generic:attackers", "generic:kidnappers", "generic:armed_groups", "generic:fighters"}
)

_REFERRING = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM", "X", "ADV"})  # what a reference may begin with


class Resolver:
    """Reads one report from left to right and keeps what was named, most recent last."""

    def __init__(self, text: Text, names: Sequence[Entity], places: Sequence[Entity]) -> None:
        names = rejoined(names)
        self.text = text
        self.lexicon = text.lexicon
        self.published = text.parsed.document.published
        self.phrases = Phrases(text)
        for entity in names:
            self.phrases.taken[entity.first : entity.last] = b"\1" * (entity.last - entity.first)
        metonyms = find_metonyms(text, places, self.phrases.taken)
        persons_taken = bytearray(self.phrases.taken)
        for place in places:
            persons_taken[place.first : place.last] = b"\1" * (place.last - place.first)
        persons = find_persons(text, names, places, persons_taken)
        for entity in persons:
            self.phrases.taken[entity.first : entity.last] = b"\1" * (entity.last - entity.first)
        self.abbreviations = abbreviations(text.parsed.tokens, self.phrases.taken, names)
        names = under_letters(text.parsed.tokens, self.abbreviations, names)
        self.sole = sole(names)
        self.named = sorted(
            [*named_below(text.parsed.tokens, names, self.sole), *metonyms, *persons], key=lambda e: (e.first, e.last)
        )
        self.first_at = {e.first: e for e in self.named if e.use == "name" and e.actor and e.actor.kind in ARMED}
        self.head_at = {e.head: e for e in self.named if e.use == "name" and e.actor and e.actor.kind != "person"}
        self.memory = Memory()
        self.endings = self._endings(names)
        # With what a reference in small letters may begin, numbers apart: most words do not.
        self.opening = {*self.abbreviations, *self.endings, *PREFIXES, *self.lexicon.referring}
        self.linked: dict[str, dict[str, Entity]] = {}  # a plain word for such people -> the bodies named with it
        self.bare = BareForces(self.phrases, names, places, self.head_at)

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
                self._link(following, at)
                following = next(waiting, None)
            if self.phrases.taken[token]:
                at += 1
                continue
            found = self._reference(at)
            if found:
                self.memory.add(self.entity(found))
                at = found.end
            else:
                at += 1
        while following is not None:
            self.memory.add(following)
            following = next(waiting, None)
        return sorted(with_bodies(self.text, self.memory.entities), key=lambda e: (e.first, e.last, e.use))

    def _link(self, named: Entity, at: int) -> None:
        """ "Shining Path terrorists": whom the report calls by that word."""
        words = self.text.words
        while at < len(words) and words[at].token < named.last - 1:
            at += 1
        if named.use != "name" or named.actor is None or named.actor.kind not in AGAINST or at >= len(words):
            return
        n, found = self.lexicon.generics.longest(words, at)
        apart = not named.actor.name.lower().endswith(words[at].key)  # "Kurdish rebels" are no body's
        if n and words[at].token == named.last - 1 and named.last - named.first > 1 and apart:
            self.linked.setdefault(found[0].id, {})[named.actor.id] = named

    # ------------------------------------------------------------ what may stand at a word
    def _reference(self, at: int) -> Reference | None:
        """The longest reference that begins at a word."""
        word = self.text.words[at]
        pos = self.text.parsed.tokens[word.token].pos
        if pos == "PRON":
            return self._pronoun(at)
        if pos not in _REFERRING or not (word.capital or word.upper or word.key in self.opening or may_number(word)):
            return None
        found = [r for r in self._found(at, word) if r]
        return max(found, key=lambda r: r.end) if found else None

    def _found(self, at: int, word: Word) -> Iterator[Reference | None]:
        """What each rule finds at a word that it may begin with: at most words none does."""
        key, listed = word.key, word.key in self.lexicon.referring
        if listed:
            yield styled(self, at)
        if may_number(word):
            yield of_number(self, at)
        if key in self.abbreviations:
            yield self._abbreviation(at)
        if word.upper:
            yield by_letters(self, at)
        if word.capital or key in PREFIXES:
            yield sorted_with(self, at)
        if key in self.endings:
            yield self._ending(at)
        if listed:
            yield self._short(at)
            yield self.bare.at(at, self.memory)
            yield self._generic(at)
            yield self._people(at)
            yield self._description(at)

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
            if at and words[at - 1].capital and self.phrases.together(at - 1, at) and not gap(self.text, at):
                continue  # part of another name
            if entity.actor is not None and not any(self.phrases.taken[w.token] for w in run):
                return Reference(
                    at, self.phrases.with_units(at + n), entity.actor, "name", entity.source_kind, entity.group, 0.8,
                    "end of a name given before",
                )  # fmt: skip
        return None

    def _short(self, at: int) -> Reference | None:
        """ "the Observatory": a listed short name, where the body was named before or belongs to the main country."""
        n, entries = self.lexicon.shorts.longest(self.text.words, at)
        if not n or not self.phrases.noun(at, n):
            return None
        capital = self.text.words[at].capital
        if not capital and not self.phrases.definite(at) and self.text.words[at].key != "coalition":
            return None
        seen = self.memory.ids
        ranked = sorted(entries, key=lambda e: (e.id not in seen, -self._near(e)))
        best = ranked[0]
        if best.id not in seen and self._near(best) <= 0:
            return None
        main = (self.text.main or "") in best.countries
        if best.id not in seen and not capital and n == 1 and not (best.source_kind == "military" and main):
            return None  # "the guards" of a village are no other land's corps
        end = self.phrases.with_units(at + n)
        others = tuple(Alternative(e.id, e.name, 0.3) for e in ranked[1:3])
        return Reference(
            at, end, best.actor(self.published), "description", best.source_kind, best.group,
            0.9 if best.id in seen else 0.6, "short name", others,
        )  # fmt: skip

    def _near(self, entry: Entry) -> float:
        weights = self.text.weights
        own = [weights[c] for c in entry.countries if c not in ("US", "GB", "RU", "FR")]
        return float(max(own, default=0))

    def _apposed(self, at: int) -> Entity | None:
        """The body that an apposition names: "the rescue group in the suburbs, the White Helmets"."""
        for child in self.text.token(at).children:
            if child.dep == "appos" and child.i in self.head_at:
                return self.head_at[child.i]
        return None

    # ------------------------------------------------------------ people
    def _generic(self, at: int) -> Reference | None:
        """ "militants", "gunmen": the named group that "the militants" points to, else armed people without a name."""
        n, found = self.lexicon.generics.longest(self.text.words, at)
        if not n:
            return None
        owns = self.phrases.owns(at + n)
        if not owns and not self.phrases.noun(at, n):
            return None
        people = next((p for p in found if p.id in self.memory.ids), found[0])
        people = self._wider(people)
        kind, group = people.source_kind, people.group
        if owns:
            return Reference(at, at + n, _actor_of(people, None), "owner", kind, group, 0.5, "owner")
        of = self.of_named(at + n)
        if of and of.actor:
            return Reference(at, at + n, of.actor, "description", of.source_kind, group, 0.8, "people of a named body")
        start, name = self._modified(at, n, people)
        if name is None and people.kinds and self.phrases.noun(at, n) and (owner := self.memory.owner(self.text, at)):
            whose = self._theirs(people, owner)
            if whose is not None:
                return Reference(at, at + n, whose, "description", kind, group, 0.7, "people of a pronoun")
        if name is None and self.phrases.definite(at) and people.kinds and self.phrases.noun(at, n):
            loose = people.id in _LOOSE
            apposed = self._apposed(at + n - 1)
            likely = self.memory.last(people.kinds, only=True) if loose else self.memory.likeliest(people.kinds)
            likely = likely or self.memory.just_named(people.kinds, self._sentence_before(at))
            antecedent = apposed or likely
            if antecedent and antecedent.actor and not (people.id in REBELS and self._loyal(antecedent.actor)):
                return Reference(
                    at, at + n, antecedent.actor, "description", antecedent.source_kind, group, 0.6,
                    "definite description", self.memory.others(people.kinds, antecedent.actor.id),
                )  # fmt: skip
        linked = self.linked.get(people.id, {})
        if name is None and people.id in REBELS and len(linked) == 1 and self.phrases.noun(at, n):
            (body,) = linked.values()
            if body.actor is not None:
                return Reference(
                    at, at + n, body.actor, "description", body.source_kind, group, 0.5, "so called before"
                )
        only = self.sole
        if (
            name is None
            and only
            and only.actor
            and is_sole(people, only.actor, self.memory)
            and self.phrases.noun(at, n)
            and not by_others(self, at, only.actor)
        ):
            return Reference(at, at + n, only.actor, "description", only.source_kind, group, 0.4, "only such body")
        actor = _actor_of(people, name)
        return Reference(start, at + n, actor, "description", kind, group, 0.5, "armed people")

    def _theirs(self, people: People, owner: Actor) -> Actor | None:
        """ "Its planes" are the air force of a state, "its fighters" the group's."""
        if people.id == "generic:warplanes" and owner.country and owner.id.startswith("state:"):
            return self.lexicon.state(owner.country, "airforce").actor(self.published)
        return owner if owner.kind in ARMED and owner.kind != "unidentified" and people.kind != "un" else None

    def _sentence_before(self, at: int) -> int:
        """The first token of the sentence before the word's own."""
        sentences = self.text.parsed.sentences
        return sentences[max(0, self.text.token(at).sent - 1)].first

    def _loyal(self, body: Actor) -> bool:
        """A militia on the side of the report's state is not its rebels or terrorists."""
        return body.kind == "militia" and f"state:{(self.text.main or '').lower()}:army" in body.allied_with

    def _wider(self, people: People) -> People:
        """ "terrorists" after "terrorist organizations" are those."""
        wider = self.lexicon.wider.get(people.id)
        if wider and wider.id in self.memory.ids:
            return wider
        return people

    def of_named(self, after: int) -> Entity | None:
        """The actor named right after "from", "of", "belonging to" ("fighters from the Sham Legion")."""
        words = self.text.words
        if after + 1 >= len(words) or words[after].key not in ("from", "of", "belonging", "loyal", "with"):
            return None
        i = after + 1
        while i < len(words) and i <= after + 3 and words[i].key in ("to", "the", "so", "called"):
            i += 1
        if i >= len(words):
            return None
        token = words[i].token
        short = self._short(i) if token not in self.first_at and not self.phrases.taken[token] else None
        return self.entity(short) if short else self.first_at.get(token)

    def _modified(self, at: int, n: int, people: People) -> tuple[int, str | None]:
        """Where "Islamist" or "pro-government" before the noun begins, and the name with it."""
        words = self.text.words
        if at > 1 and words[at - 1].joined and words[at - 1].key in self.lexicon.owner_participles:
            backer = self.text.parsed.document.text[words[at - 2].start : words[at].start]
            return at, " ".join((backer + people.name).split())
        start = at
        while start and start > at - 3 and not self.phrases.taken[words[start - 1].token]:
            before = words[start - 1]
            if self.lexicon.peoples.longest(words, start - 1)[0] == 1 and self.phrases.together(start - 1, at):
                start -= 1
            elif before.joined and start > 1 and words[start - 2].key in PREFIXES:
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
        if not n or not self.phrases.noun(at, n):
            return None
        people: People = found[0]
        actor = _actor_of(people, None)
        return Reference(at, at + n, actor, "group", people.source_kind, people.group, 0.7, "group of people")

    # ------------------------------------------------------------ descriptions
    def _description(self, at: int) -> Reference | None:
        """ "the group", "the ministry": the last actor named that it may stand for."""
        n, found = self.lexicon.descriptions.longest(self.text.words, at)
        if not n or not self.phrases.noun(at, n):
            return None
        if found[0][1] == "r":
            return ranks(self, at, n, found[0][0])
        if not self.phrases.definite(at):
            return None
        if at + n < len(self.text.words) and self.text.words[at + n].key == "of":
            return None
        kinds = tuple(k for kinds, _ in found for k in kinds)
        apposed = self._apposed(at + n - 1)
        antecedent = apposed or self.memory.last(kinds)
        if antecedent is None or antecedent.actor is None:
            return None
        if not apposed and not self._of_that_sort(at, antecedent.actor):
            return None
        return Reference(
            at, self.phrases.with_units(at + n), antecedent.actor, "description", antecedent.source_kind,
            antecedent.group, 0.6, "definite description", self.memory.others(kinds, antecedent.actor.id),
        )  # fmt: skip

    def _of_that_sort(self, at: int, body: Actor) -> bool:
        """ "The armed group" may be a body named before; "the provincial disaster council" is no council but that."""
        words, named = self.text.words, set(phrase_keys(body.name))
        for i in range(at - 1, max(at - 4, -1), -1):
            word = words[i]
            if self.text.token(i).pos not in ("ADJ", "NOUN", "PROPN", "NUM"):
                break
            known = word.key in self.lexicon.sorts or word.key in named or word.joined or words[i + 1].joined
            if not known and not self.lexicon.peoples.longest(words, i)[0]:
                return False
        return True

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
    def _endings(self, names: Sequence[Entity]) -> dict[str, list[tuple[tuple[str, ...], Entity]]]:
        """The last words of long names of armed bodies, two or more, by the first of them."""
        out: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        for entity in names:
            if entity.use != "name" or entity.actor is None or entity.actor.kind not in AGAINST:
                continue
            spoken = phrase_keys(entity.span.text)
            for i in range(1, len(spoken) - 1):
                out.setdefault(spoken[i], []).append((tuple(spoken[i:]), entity))
        return out

    def entity(self, ref: Reference) -> Entity:
        words = self.text.words
        first, last = words[ref.at].token, words[ref.end - 1].token + 1
        return Entity(
            kind="actor", first=first, last=last, head=head_of(self.text.parsed, first, last),
            span=self.text.parsed.slice(words[ref.at].start, words[ref.end - 1].end), use=ref.use, actor=ref.actor,
            group=ref.group, source_kind=ref.source_kind, hedge=hedge_before(self.text, ref.at), score=ref.score,
            why=((ref.rule, ref.score),), alternatives=ref.alternatives, mention=ref.use != "pronoun",
        )  # fmt: skip


def _actor_of(people: People, name: str | None) -> Actor:
    """The actor of a group of people, or of the words that narrow it ("Islamist militants")."""
    if name is None:
        return Actor(id=people.id, name=people.name, kind=people.kind)
    kind = "armed_group" if people.id in _NAMED_HANDS else people.kind  # "gunmen" are nobody, "Druze gunmen" somebody
    return Actor(id=make_id("actor", name.lower()), name=name, kind=kind)

"""One report under work, as the rules for actors see it: its words, its countries, what stands around a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from dateline.ground.actors_letters import spelled
from dateline.ground.actors_lexicon import Entry, Lexicon
from dateline.ground.actors_words import Word, phrase_keys, words_of
from dateline.reading import Entity, Parsed, Token

# Great powers are named in reports from everywhere: they say less about where the report is from.
_ABROAD = frozenset({"US", "RU", "GB", "FR", "CN", "DE", "IR", "TR", "SA", "IL"})
_ABROAD_WEIGHT = 0.4
_ARMED = frozenset({"rebel", "militia", "jihadist", "gang"})
_WORDS = frozenset({"us", "car"})  # letters that stand for a country only where they are capitals
ARMED_WEIGHT = 1  # of a body that fights in one country only
HOME = 0.5  # so often named, against the country named most, that of the dateline is the one that a report is about
_PARTING = frozenset(',;:()[]"“”')
TOWNS = 2  # places in one land, of a report that names another only by its people
PLACE_WEIGHT = 0.5  # of a place that was resolved, against 1 of a country's own name


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``at`` to ``end`` (exclusive) name an actor. ``rule`` says how it was found."""

    at: int
    end: int
    entry: Entry
    rule: str
    use: str = "name"
    others: tuple[Entry, ...] = ()
    group: str | None = None


class Text:
    """One report under work: its words, where each token's words begin, and the country that it is mainly about."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.lexicon = lexicon
        self.words = words_of(parsed)
        if _is_stripped(parsed.document.text):
            self._restore()
        self.capitals = _all_capitals(parsed.document.text)
        self.spelled = {} if self.capitals else spelled(parsed.document.text)
        self.capitals_at: dict[int, tuple[str, float]] = {}  # token -> the country whose capital may be named there
        self.home: str | None = None  # the country of the dateline
        self.peoples: set[str] = set()  # countries named by their people only
        self.named = self._countries()
        self.weights = self.named  # and, once its places are known, by those
        self.main = self._main()

    def with_places(self, places: Sequence[Entity]) -> Text:
        """The same report, now that its places are known: they too say which country it is about."""
        out = copy(self)
        out.named = self.named.copy()
        for place in places:  # "Suva Reka" is not in Fiji, nor Lebanon's Tripoli in Libya
            for at in self.capitals_at.keys() & range(place.first, place.last):
                iso, weight = self.capitals_at[at]
                if place.place and place.place.country not in (None, iso):
                    out.named[iso] -= weight  # type: ignore[assignment]
        out.weights = out.named.copy()
        lands: Counter[str] = Counter()
        for place in places:
            if place.place and place.place.country in self.lexicon.countries and place.use == "location":
                lands[place.place.country] += 1
        for land, times in lands.items():
            out.weights[land] += PLACE_WEIGHT * times  # type: ignore[assignment]
        out.main = out._main()
        if out.main in self.peoples and not lands[out.main] and lands.total() >= TOWNS:
            out.main = lands.most_common(1)[0][0]  # Palestinians of a camp in Lebanon
        return out

    def _main(self) -> str | None:
        """The country named most; the one that the report was sent from, where it is named half as often."""
        most = min(self.weights, key=lambda country: (-self.weights[country], country), default=None)
        home = self.home
        return home if most and home and self.weights[home] >= HOME * self.weights[most] else most

    def _restore(self) -> None:
        """ "the coalitions jets" -> coalition: a possessive whose apostrophe a collector stripped."""
        for at, word in enumerate(self.words[:-1]):
            if len(word.key) > 4 and word.key.endswith("s") and word.key[:-1] in self.lexicon.possessors:
                following = self.token(at + 1)
                if following.pos in ("NOUN", "PROPN", "ADJ") and self.token(at).head.i >= following.i:
                    self.words[at] = word._replace(key=word.key[:-1])

    def _countries(self) -> Counter[str]:
        """How often each country is named, by name, demonym or capital; the dateline's counts most."""
        found: Counter[str] = Counter()
        by_people: set[str] = set()
        by_name: set[str] = set()
        places = [p.place for p in self.parsed.document.datelines]
        title = self.parsed.document.title or ""
        tries = (self.lexicon.nations, self.lexicon.adjectives, self.lexicon.capitals, self.lexicon.nationals)
        for at, word in enumerate(self.words):
            if word.capital and word.key in self.lexicon.of_lands:
                for iso in self._of_armed(at):
                    found[iso] += ARMED_WEIGHT
                for trie in tries:
                    n, countries = trie.longest(self.words, at)
                    if n and word.key.removesuffix("s") not in self.lexicon.kin and not self._is_word(word):
                        iso = countries[0].iso
                        weight = _ABROAD_WEIGHT if iso in _ABROAD or self._backs(at, n) else 1
                        found[iso] += weight  # type: ignore[assignment]
                        (by_people if trie in (self.lexicon.adjectives, self.lexicon.nationals) else by_name).add(iso)
                        if trie is self.lexicon.capitals:
                            self.capitals_at[word.token] = iso, weight
                        break
        land = self._after_dateline()
        lands = self._named_in(land)
        towns = [] if lands else [(p, 2) for p in places]  # "TRIPOLI, Lebanon" is not in Libya
        self.home = next(iter(lands or [iso for p in places for iso in self._named_in(p)]), None)
        for text, weight in [*towns, (land, 2), (title, 1)]:
            for iso in self._named_in(text):
                found[iso] += weight
                if text is not title:  # of a dateline
                    by_name.add(iso)
        self.peoples = by_people - by_name
        return found

    def _backs(self, at: int, n: int) -> bool:
        """ "Uganda-backed", "pro-Ugandan": a land that takes a side in a war elsewhere."""
        after = self.words[at + n] if at + n < len(self.words) else None
        by = after is not None and after.joined and after.key in self.lexicon.owner_participles
        return by or prefix_at(self, at) == "pro"

    def _after_dateline(self) -> str:
        """What stands between the dateline's town and the prose: "TESSALIT, Mali, March 12 (DW) -"."""
        lines, tokens = self.parsed.document.datelines, self.parsed.tokens
        return self.parsed.document.text[lines[-1].span.end : tokens[0].start] if lines and tokens else ""

    def _is_word(self, word: Word) -> bool:
        return is_word(word) or (self.capitals and word.key == "car")

    def _of_armed(self, at: int) -> tuple[str, ...]:
        """The country of an armed group of one country whose name stands at a word and is no other body's."""
        n, aliases = self.lexicon.names.longest(self.words, at)
        if not n or len({a.entry.id for a in aliases}) > 1 or aliases[0].local:
            return ()
        if aliases[0].acronym and (self.capitals or not self.words[at].upper or len(self.words[at].key) < 3):
            return ()
        entry = aliases[0].entry
        return entry.countries if entry.kind in _ARMED and len(entry.countries) == 1 else ()

    def _named_in(self, text: str) -> list[str]:
        acronyms = set(phrase_keys(" ".join(w for w in text.split() if w.isupper())))
        words = [Word(k, 0, 0, 0, True, k in acronyms, False) for k in phrase_keys(text)]
        out = []
        for at in range(len(words)):
            for trie in (self.lexicon.nations, self.lexicon.adjectives, self.lexicon.capitals):
                n, countries = trie.longest(words, at)
                if n and not is_word(words[at]):
                    out.append(countries[0].iso)
                    break
        return out

    def token(self, word: int) -> Token:
        return self.parsed.tokens[self.words[word].token]


def is_word(word: Word) -> bool:
    """ "us", "Car bomb": the word, not the country's letters."""
    return word.key in _WORDS and not word.upper


def _is_stripped(text: str) -> bool:
    """A long text without any comma or apostrophe."""
    return len(text) > 300 and not any(c in text for c in ",'’‘")


def _all_capitals(text: str) -> bool:
    if sum(map(str.islower, text[:400])) > 0.1 * len(text):
        return False  # as nearly always
    large = sum(map(str.isupper, text))
    return large > 40 and sum(map(str.islower, text)) < 0.1 * large


def gap(text: Text, i: int) -> bool:
    """Whether a sign stands between word i and the one before (a comma, a bracket)."""
    between = text.parsed.document.text[text.words[i - 1].end : text.words[i].start]
    return not _PARTING.isdisjoint(between)


def prefix_at(text: Text, at: int) -> str:
    """The "pro" of "pro-Ruritanian", for the word behind it; empty where nothing is joined to it."""
    return text.words[at - 1].key if at and text.words[at].joined else ""


def is_owner(text: Text, after: int) -> bool:
    """ "-backed", "-held" directly after a name, or "led" as an adjective where the hyphen is lost."""
    if after >= len(text.words):
        return False
    word = text.words[after]
    if word.key not in text.lexicon.owner_participles:
        return False
    if word.joined:
        return True
    if word.key == "armed" and after + 1 < len(text.words) and text.words[after + 1].key == "forces":
        return False  # "Ruritanian armed forces" are no forces armed by Ruritania
    token = text.token(after)
    return token.dep == "amod" and token.head.i > token.i


def hedge_before(text: Text, at: int) -> str | None:
    """ "suspected" directly before a party's name."""
    if at and text.words[at - 1].key in text.lexicon.hedges:
        return text.words[at - 1].key
    return None


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """The token of the range whose own head lies outside it; the last such, or the last token."""
    for i in range(last - 1, first - 1, -1):
        token = parsed.tokens[i]
        if token.head is token or not first <= token.head.i < last:
            if token.pos in ("PART", "PUNCT") and i > first:
                continue
            return i
    return last - 1

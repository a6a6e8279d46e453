"""Actors that the words themselves name: listed bodies, state bodies by rule, and bodies that no list knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.ground.actors_lexicon import Alias, Country, Entry, Force, Head, Lexicon
from dateline.ground.actors_words import Trie, Word, words_of
from dateline.model import Actor, make_id
from dateline.reading import Alternative, Entity, Parsed, Token

LONGEST = 9  # words in a name that no list knows
FILLERS = 2  # adjectives allowed between a demonym and its noun: "Russian long-range bombers"
_LOOSE = frozenset({"al", "of", "the", "for", "and", "wa", "bin", "ibn", "de", "del", "la", "el", "y", "ul", "e", "i"})
# Great powers and bodies are named in reports from everywhere: they say less about where the report is from.
_ABROAD = frozenset({"US", "RU", "GB", "FR", "CN", "DE", "IR", "TR", "SA", "IL", "EU"})
_ABROAD_WEIGHT = 0.4
_GROUPS = frozenset(
    {
        "rebel",
        "militia",
        "jihadist",
        "gang",
        "coalition",
        "political",
        "activist_group",
        "rescue",
        "monitor",
        "media",
        "ngo",
    }
)
_PRESS = frozenset({"media", "state_media", "ngo", "research", "monitor", "rescue"})


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
        self.weights = self._countries()
        ranked = sorted(self.weights.items(), key=lambda x: (-x[1], x[0]))
        self.main: str | None = ranked[0][0] if ranked else None

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
        places = [p.place for p in self.parsed.document.datelines]
        title = self.parsed.document.title or ""
        tries = (self.lexicon.nations, self.lexicon.adjectives, self.lexicon.capitals)
        for at, word in enumerate(self.words):
            if word.capital:
                for trie in tries:
                    n, countries = trie.longest(self.words, at)
                    if n and (word.key != "us" or word.upper):
                        iso = countries[0].iso
                        found[iso] += _ABROAD_WEIGHT if iso in _ABROAD else 1  # type: ignore[assignment]
                        break
        for text, weight in [(p, 2) for p in places] + [(title, 1)]:
            for iso in self._named_in(text):
                found[iso] += weight
        return found

    def _named_in(self, text: str) -> list[str]:
        words = [Word(k, 0, 0, 0, True, True, False) for k in _keys(text)]
        out = []
        for at in range(len(words)):
            for trie in (self.lexicon.nations, self.lexicon.adjectives, self.lexicon.capitals):
                n, countries = trie.longest(words, at)
                if n and words[at].key != "us":
                    out.append(countries[0].iso)
                    break
        return out

    def token(self, word: int) -> Token:
        return self.parsed.tokens[self.words[word].token]

    def named(self, word: Word) -> bool:
        """Whether a word is written as names are."""
        return word.capital


def _keys(text: str) -> list[str]:
    from dateline.ground.actors_words import phrase_keys

    return phrase_keys(text)


def _is_stripped(text: str) -> bool:
    """A long text without any comma or apostrophe."""
    return len(text) > 300 and not any(c in text for c in ",'’‘")


def _all_capitals(text: str) -> bool:
    small = sum(c.islower() for c in text)
    return sum(c.isupper() for c in text) > 40 and small < 0.1 * sum(c.isupper() for c in text)


def find_names(text: Text) -> list[Hit]:
    """All hits, left to right, the longest at each place; none overlaps another."""
    hits: list[Hit] = []
    at = 0
    while at < len(text.words):
        hit = best_at(text, at)
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.end
    return hits


def best_at(text: Text, at: int) -> Hit | None:
    """The longest of what the rules find at a word; of equals a listed name goes first."""
    found = [h for h in (listed(text, at), state(text, at), unlisted(text, at)) if h]
    if not found:
        return None
    best = owner(text, _striking(text, max(found, key=lambda h: h.end)))
    if best.use == "owner" and text.lexicon.shorts.longest(text.words, at)[0] > best.end - at + 1:
        return None  # "the US-backed alliance" is a name of the alliance
    return extended(text, best)


def _striking(text: Text, hit: Hit) -> Hit:
    """ "Syrian government air strikes": its air force, where the noun that follows tells the branch."""
    parts = hit.entry.id.split(":")
    if len(parts) != 3 or parts[0] != "state" or parts[2] not in ("government", "army"):
        return hit
    branch = _strike(text, hit.end)
    if branch is None or (parts[2] == "army" and branch != "airforce"):
        return hit
    return replace(hit, entry=text.lexicon.state(parts[1].upper(), branch))


# ---------------------------------------------------------------- listed names
def listed(text: Text, at: int) -> Hit | None:
    """The longest alias at a word that is also written like a name."""
    for n, aliases in reversed(list(text.lexicon.names.all(text.words, at))):
        words = text.words[at : at + n]
        fitting = [a for a in aliases if _written_as_name(a, words, text) and _trusted(a, text, at, n)]
        if fitting:
            ranked = sorted(fitting, key=lambda a: -_closeness(a.entry, text))
            entries = tuple(dict.fromkeys(a.entry for a in ranked))
            return Hit(at, at + n, entries[0], "listed name", others=entries[1:], group=entries[0].group)
    return None


def _written_as_name(alias: Alias, words: Sequence[Word], text: Text) -> bool:
    """Capitals where the list has them; a common noun at the end may be small ("Nusra front")."""
    if alias.acronym:
        return all(w.upper or (text.capitals and w.capital) for w in words if len(w.key) > 1 or w.capital)
    if text.capitals and len(words) > 1:
        return True
    wanted = min(alias.capitals, len(words))
    if wanted > 1 and text.lexicon.is_common(words[-1].key):
        wanted -= 1
    return sum(w.capital for w in words) >= wanted


def _trusted(alias: Alias, text: Text, at: int, n: int) -> bool:
    """Whether a short alias may be believed here: far from its countries, few letters could mean anything."""
    entry = alias.entry
    if not entry.countries or _closeness(entry, text) > 0:
        return True
    if n > 1:
        plain = n == 2 and text.words[at].key in text.lexicon.plain_words
        return not alias.local and not plain and not (n == 2 and text.capitals and entry.kind in _PRESS)
    token = text.token(at)
    if alias.acronym:
        return len(token.text) > 4 or entry.kind not in _GROUPS
    return token.pos == "PROPN" and (entry.kind not in _PRESS or token.ent == "ORG")


def _closeness(entry: Entry, text: Text) -> float:
    """How much the report speaks of the entry's countries, and whether the body existed when it was published."""
    score = float(max((text.weights[c] for c in entry.countries), default=0))
    day = text.parsed.document.published
    if day and ((entry.start and day < entry.start) or (entry.end and day[:4] > entry.end[:4] and entry.successor)):
        score -= 5
    return score


# ---------------------------------------------------------------- state bodies by rule
def state(text: Text, at: int) -> Hit | None:
    """ "Syrian warplanes", "Iraq's defence ministry", "the government of Sudan", "Russian" in "Russian air strikes"."""
    demonym = _country_at(text, at)
    if demonym:
        n, country, adjective = demonym
        possessive = at + n < len(text.words) and text.words[at + n].key == "s"
        after = at + n + (1 if possessive else 0)
        if after < len(text.words) and not _is_owner(text, after):
            found = _after_demonym(text, after, text.lexicon.forces, adjective or possessive)
            if found:
                end, force = found
                entry = text.lexicon.state(country.iso, force.branch)
                if force.template == "{T}":
                    entry = _worded(text, at, end, force, country.iso)
                return Hit(at, end, entry, "demonym with noun", group=force.group)
            branch = _strike(text, after)
            if branch:
                return Hit(at, at + n, text.lexicon.state(country.iso, branch), "demonym before attack")
        elif after < len(text.words):
            return Hit(at, at + n, text.lexicon.country(country.iso), "country before participle")
        return None
    return _of_people(text, at) or _of_country(text, at)


def _country_at(text: Text, at: int) -> tuple[int, Country, bool] | None:
    """(words, country, whether an adjective) of a demonym or a country's name at a word."""
    word = text.words[at]
    if not word.capital or (word.key == "us" and not word.upper):
        return None
    n, countries = text.lexicon.adjectives.longest(text.words, at)
    m, nations = text.lexicon.nations.longest(text.words, at)
    if n >= m and n:
        return n, countries[0], True
    return (m, nations[0], False) if m else None


def _after_demonym(text: Text, at: int, nouns: Trie[Force], plain: bool) -> tuple[int, Force] | None:
    """End and noun of "[adjectives] noun" at a word. Without an adjective form or 's the noun must follow at once."""
    for skipped in range(FILLERS + 1 if plain else 1):
        here = at + skipped
        if here >= len(text.words):
            return None
        n, forces = nouns.longest(text.words, here)
        if n and text.token(here + n - 1).pos in ("NOUN", "PROPN", "ADJ", "VERB"):
            return here + n, forces[0]
        token = text.token(here)
        if (
            token.pos not in ("ADJ", "PROPN", "NOUN", "NUM")
            or text.words[here].key == "s"
            or not token.text[0].isalpha()
        ):
            return None
        if token.pos == "PROPN" and text.words[here].capital and _names_another(text, here):
            return None
    return None


def _names_another(text: Text, at: int) -> bool:
    return bool(text.lexicon.names.longest(text.words, at)[0]) or _country_at(text, at) is not None


def _strike(text: Text, at: int) -> str | None:
    """The branch that an attack's noun points to, up to two adjectives on."""
    for here in range(at, min(at + FILLERS + 1, len(text.words))):
        n, branches = text.lexicon.strikes.longest(text.words, here)
        if n and text.token(here + n - 1).pos in ("NOUN", "PROPN"):
            return branches[0]
        if text.token(here).pos not in ("ADJ", "NOUN", "PROPN", "VERB") or not text.words[here].key.isalpha():
            return None
    return None


def _of_people(text: Text, at: int) -> Hit | None:
    """ "Kurdish forces", "Shiite militias", "Kurdish-led fighters": the people of a people or creed."""
    n, _ = text.lexicon.peoples.longest(text.words, at)
    if not n or not text.words[at].capital:
        return None
    after = at + n
    if after < len(text.words) and text.words[after].joined:
        if text.words[after].key not in ("led", "dominated", "majority"):
            return None
        after += 1
    found = _after_demonym(text, after, text.lexicon.forces, True) if after < len(text.words) else None
    if found is None:
        return None
    end, force = found
    return Hit(at, end, _worded(text, at, end, force, None), "people with noun", group=force.group)


def _worded(text: Text, at: int, end: int, force: Force, iso: str | None) -> Entry:
    """A party whose name is the words themselves: "Iraqi militias", "Kurdish forces"."""
    name = " ".join(text.parsed.document.text[text.words[at].start : text.words[end - 1].end].split())
    if text.capitals:
        name = name.capitalize()
    kind = "militia" if force.kind in ("state_forces", "police") else force.kind
    speaks = "armed_group" if kind == "militia" else force.source_kind
    key = " ".join(w.key for w in text.words[at:end])
    countries = (iso,) if iso else ()
    return Entry(make_id("actor", key), name, (), (), kind, speaks, countries, (), None, "", "", force.group)


def _of_country(text: Text, at: int) -> Hit | None:
    """ "the armed forces of Ukraine"."""
    n, forces = text.lexicon.bare_forces.longest(text.words, at)
    end = at + n
    if not n or end + 1 >= len(text.words) or text.words[end].key != "of":
        return None
    start = end + 2 if text.words[end + 1].key == "the" and end + 2 < len(text.words) else end + 1
    m, nations = text.lexicon.nations.longest(text.words, start)
    if not m or not text.words[start].capital:
        return None
    entry = text.lexicon.state(nations[0].iso, forces[0].branch)
    return Hit(at, start + m, entry, "noun of country", group=forces[0].group)


# ---------------------------------------------------------------- bodies that no list knows
def unlisted(text: Text, at: int) -> Hit | None:
    """A run of capitalised words that a head noun makes the name of a body: "the Northern Storm Brigade"."""
    words, heads = text.words, text.lexicon.heads
    if not words[at].capital or not words[at].key.isalnum():
        return None
    first = text.token(at)
    if first.pos not in ("PROPN", "NOUN", "ADJ", "X", "VERB") or first.ent == "DATE" or _is_function(words[at]):
        return None
    if at and words[at - 1].key == "operation":
        return None
    end = _run(text, at)
    opening = heads["first"].get(words[at].key)
    if opening and end - at >= 2:
        return _made(text, at, end, opening.kind, opening.source_kind)
    naming = heads["of"].get(words[at].key)
    if naming and end - at >= 3 and words[at + 1].key in ("of", "for"):
        return _made(text, at, end, naming.kind, naming.source_kind)
    for stop in range(min(end + 1, len(words)), at + 1, -1):
        for size in (3, 2, 1):
            if stop - size <= at:
                continue
            n, found = text.lexicon.last_heads.longest(words[:stop], stop - size)
            if (
                n == size
                and not _is_short(text, at, stop)
                and not _holds_listed(text, at, stop)
                and _closes(text, at, stop - size, stop, found[0].lower)
            ):
                return _made(text, at, stop, found[0].kind, found[0].source_kind)
    return None


def _is_body(text: Text, at: int, stop: int, head: Head) -> bool:
    """Whether a run is a body's name and not a headline: armed heads always, others where the parser sees one name."""
    tokens = [text.token(i) for i in range(at, stop)]
    if head.source_kind == "armed_group":
        return not any(t.pos in ("VERB", "AUX") and t.ent != "ORG" for t in tokens)
    return sum(t.ent in ("ORG", "GPE", "NORP", "FAC", "PERSON") for t in tokens) * 2 >= len(tokens)


def _is_short(text: Text, at: int, stop: int) -> bool:
    """Whether the words are a short name that only the context resolves: "Interior Ministry", "General Command"."""
    lexicon = text.lexicon
    tries: tuple[Trie[Any], ...] = (lexicon.shorts, lexicon.bare_forces, lexicon.generics, lexicon.people)
    return any(n == stop - at for trie in tries for n, _ in trie.all(text.words[:stop], at))


def _holds_listed(text: Text, at: int, stop: int) -> bool:
    """Whether a listed name stands at the end of the run: "Thu Oct 6 US-led Coalition"."""
    return any(h and h.end >= stop for h in (listed(text, i) for i in range(at + 1, stop)))


def _run(text: Text, at: int) -> int:
    """End of the run of capitalised words at a word, with the small words of names between them."""
    words = text.words
    end = at
    i = at
    sentence = text.token(at).sent
    while i < len(words) and i - at < LONGEST:
        word = words[i]
        if text.token(i).sent != sentence:
            break
        if word.capital or (word.key.isdigit() and i > at):
            if i > at and _gap(text, i):
                break
            end = i + 1
        elif word.key not in _LOOSE or i == at:
            break
        i += 1
    return end


def _gap(text: Text, i: int) -> bool:
    """Whether a sign stands between word i and the one before (a comma, a bracket)."""
    between = text.parsed.document.text[text.words[i - 1].end : text.words[i].start]
    return any(c in ',;:()[]"“”' for c in between)


def _closes(text: Text, at: int, head: int, stop: int, lower: bool) -> bool:
    """Whether words ``head`` to ``stop`` may close a name that begins at ``at``."""
    words = text.words
    if words[head].capital:
        return all(w.capital or w.key in _LOOSE or w.key.isdigit() for w in words[at:head]) and not _gap(text, head)
    country = _country_at(text, at)
    plain = all(w.capital or w.key.isdigit() for w in words[at:head])
    return lower and plain and not (country and at + country[0] == head) and not _gap(text, head)


def _is_function(word: Word) -> bool:
    return word.key in (
        "the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "and", "but", "for", "of", "his", "her",
        "its", "their", "our", "my", "your", "no", "all", "some", "one", "as", "by", "from", "with", "after", "before",
    )  # fmt: skip


def _made(text: Text, at: int, end: int, kind: str, source_kind: str) -> Hit | None:
    """A hit for a name of the text's own; the id is a hash of the folded name."""
    name = " ".join(text.parsed.document.text[text.words[at].start : text.words[end - 1].end].split())
    if text.capitals:
        name = " ".join(w.capitalize() if w not in _LOOSE else w for w in name.lower().split())
    key = " ".join(w.key for w in text.words[at:end])
    country = (text.main,) if text.main else ()
    entry = Entry(make_id("actor", key), name, (), (), kind, source_kind, country, (), None, "", "")
    return Hit(at, end, entry, "head noun of bodies")


# ---------------------------------------------------------------- what stands around a name
def _is_owner(text: Text, after: int) -> bool:
    """ "-backed", "-held" directly after a name, or "led" as an adjective where the hyphen is lost."""
    if after >= len(text.words):
        return False
    word = text.words[after]
    if word.key not in text.lexicon.owner_participles:
        return False
    if word.joined:
        return True
    token = text.token(after)
    return token.dep == "amod" and token.head.i > token.i


def owner(text: Text, hit: Hit) -> Hit:
    """The hit as an owner where a participle makes it one ("rebel-held"), or "pro-", "anti-" before it."""
    before = text.words[hit.at - 1].key if hit.at else ""
    prefixed = text.words[hit.at].joined and before in ("pro", "anti", "non", "ex")
    if prefixed or _is_owner(text, hit.end):
        return Hit(hit.at, hit.end, hit.entry, hit.rule, "owner", hit.others)
    return hit


def extended(text: Text, hit: Hit) -> Hit:
    """The hit with the nouns that follow and mean its people: "Hezbollah fighters", "the Taliban's spokesman"."""
    if hit.use != "name" or hit.rule == "demonym before attack":
        return hit
    at = hit.end
    if at + 1 < len(text.words) and text.words[at].key == "s":
        at += 1
    n, _roles = text.lexicon.units.longest(text.words, at) if at < len(text.words) else (0, ())
    if not n or _gap(text, at) or text.token(at + n - 1).pos not in ("NOUN", "PROPN", "ADJ"):
        return hit
    if text.words[at].joined or text.token(at).sent != text.token(hit.at).sent:
        return hit
    return Hit(hit.at, at + n, hit.entry, hit.rule, hit.use, hit.others, hit.group)


def hedge_before(text: Text, at: int) -> str | None:
    """ "suspected" directly before a party's name."""
    if at and text.words[at - 1].key in text.lexicon.hedges:
        return text.words[at - 1].key
    return None


def to_entity(text: Text, hit: Hit) -> Entity:
    """The entity of a hit: its span from the first word to the last, its head the word that the rest hangs on."""
    words = text.words
    first, last = words[hit.at].token, words[hit.end - 1].token + 1
    published = text.parsed.document.published
    return Entity(
        kind="actor", first=first, last=last, head=head_of(text.parsed, first, last),
        span=text.parsed.slice(words[hit.at].start, words[hit.end - 1].end), use=hit.use,
        actor=hit.entry.actor(published), source_kind=hit.entry.source_kind, group=hit.group,
        hedge=hedge_before(text, hit.at), score=1.0, why=((hit.rule, 1.0),),
        alternatives=tuple(Alternative(e.id, e.name, 0.5) for e in hit.others),
    )  # fmt: skip


def head_of(parsed: Parsed, first: int, last: int) -> int:
    """The token of the range whose own head lies outside it; the last such, or the last token."""
    for i in range(last - 1, first - 1, -1):
        token = parsed.tokens[i]
        if token.head is token or not first <= token.head.i < last:
            if token.pos in ("PART", "PUNCT") and i > first:
                continue
            return i
    return last - 1


def unknown_actor(key: str, name: str, kind: str, country: str | None) -> Actor:
    """An actor that only this text knows."""
    return Actor(id=make_id("actor", key), name=name, kind=kind, country=country)

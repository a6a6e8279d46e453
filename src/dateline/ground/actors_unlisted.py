"""Bodies that no list knows: a run of capitalised words with the head noun of a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from dateline.ground.actors_lexicon import Entry, Head
from dateline.ground.actors_listed import listed
from dateline.ground.actors_states import country_at
from dateline.ground.actors_styled import in_numbered
from dateline.ground.actors_text import Hit, Text, gap
from dateline.ground.actors_words import Trie, phrase_keys
from dateline.model import make_id
from dateline.reading import Entity

UNLISTED = "head noun of bodies"  # the rule's name
AGAINST = frozenset({"rebel", "jihadist", "militia", "armed_group", "gang"})  # kinds of those who fight a state
_ISSUED = frozenset({"statement", "briefing", "bulletin", "communique", "communiqué", "summary", "readout", "report"})
LONGEST = 9  # words in a name that no list knows
_MEN = frozenset({"men", "members", "soldiers", "troops", "elements", "units", "commandos", "youths", "supporters"})
_LOOSE = frozenset({"al", "of", "the", "for", "and", "wa", "bin", "ibn", "de", "del", "la", "el", "y", "ul", "e", "i"})

_FUNCTION = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "in", "on", "at", "and", "but", "for", "of", "his", "her",
     "its", "their", "our", "my", "your", "no", "all", "some", "one", "as", "by", "from", "with", "after", "before"}
)  # fmt: skip


def unlisted(text: Text, at: int) -> Hit | None:
    """A run of capitalised words that a head noun makes the name of a body: "the Northern Storm Brigade"."""
    found = _run_with_head(text, at) if _may_open(text, at) else None
    return found if found and not in_numbered(text, at) else None


def _run_with_head(text: Text, at: int) -> Hit | None:
    words, heads = text.words, text.lexicon.heads
    end = _run(text, at)
    opening = heads["first"].get(words[at].key)
    if opening and end - at >= 2:
        end = next((i for i in range(at + 1, end) if words[i].key == "and"), end)
        place = words[end - 1].key in text.lexicon.place_nouns
        return None if place else _made(text, at, end, opening.kind, opening.source_kind)
    naming = heads["of"].get(words[at].key)
    if naming and end - at >= 3 and words[at + 1].key in ("of", "for"):
        end = next((i for i in range(at + 3, end) if words[i].key == "and" and words[i + 1].key == "the"), end)
        return _made(text, at, end, naming.kind, naming.source_kind)
    for stop in range(min(end + 2, len(words)), at + 1, -1):  # "the NFM rebel movement"
        head = _closing(text, at, stop)
        if head:
            of = stop < end and words[stop].key == "of" and head.kind == "government"
            aim = stop < end and words[stop].key == "for" and words[stop - 1].capital  # "the Hawsh Movement for Unity"
            return _made(text, at, end if of or aim else stop, head.kind, head.source_kind)
    return None


def _may_open(text: Text, at: int) -> bool:
    """Whether a word may begin a body's name: a capital, no function word, no role ("Chairman of the Committee")."""
    word, token = text.words[at], text.token(at)
    if not word.capital or not word.key.isalnum() or word.key in _FUNCTION or word.key in text.lexicon.hedges:
        return False
    if token.pos not in ("PROPN", "NOUN", "ADJ", "X", "VERB") or token.ent == "DATE":
        return False
    if at and text.words[at - 1].key == "operation":
        return False
    after = text.words[at + 1].key if at + 1 < len(text.words) else ""
    if (
        after == "of"
        and [w.key for w in text.words[at + 2 : at + 3]] == ["the"]
        and (word.key in _MEN or text.lexicon.generics.longest(text.words, at)[0] == 1)
    ):
        return False  # "Gunmen of the Red Front" opens a sentence
    if word.key in text.lexicon.arms:
        return False  # "Mirage fighters" are a type of aircraft
    if word.key in _ISSUED and after in ("of", "by", "from"):
        return False  # "Statement of the Ministry of Defence": the body begins behind
    named_by = text.lexicon.heads["first"].get(word.key) or text.lexicon.heads["of"].get(word.key)
    forces = text.lexicon.bare_forces.longest(text.words, at)[0]
    if forces and not named_by:
        return True
    if forces > 1:
        return False  # "Ministry of Interior" is the main country's
    return text.lexicon.speaker(word.key) is None or bool(named_by)


def _closing(text: Text, at: int, stop: int) -> Head | None:
    """The head noun with which words ``at`` to ``stop`` are the name of one body, or None."""
    words = text.words
    if words[stop - 1].key not in text.lexicon.body_heads or text.token(stop - 1).sent != text.token(at).sent:
        return None
    for size in (3, 2, 1):
        if stop - size <= at:
            continue
        n, found = text.lexicon.last_heads.longest(words[:stop], stop - size)
        if n != size or not _closes(text, at, stop - size, stop, found[0].lower):
            continue
        if (
            _is_body(text, at, stop, found[0])
            and not _is_office(text, at, stop)
            and not _is_short(text, at, stop)
            and not _joins_two(text, at, stop)
        ):
            return None if _holds_listed(text, at, stop) else found[0]
    return None


def _joins_two(text: Text, at: int, stop: int) -> bool:
    """ "Shehab Agency and Najah TV": an "and" after what is a name already, or before "the"."""
    words = text.words
    for i in range(at + 1, stop - 1):
        if words[i].key != "and":
            continue
        before = any(h and h.end == i for h in (listed(text, j) for j in range(at, i)))
        closed = any(text.lexicon.last_heads.longest(words[:i], j)[0] == i - j for j in range(max(at, i - 3), i))
        if before or closed or words[i + 1].key == "the":
            return True
    return False


def _is_body(text: Text, at: int, stop: int, head: Head) -> bool:
    """Whether a run is a body's name and not a headline: armed heads always, others where the parser sees one name."""
    tokens = [text.token(i) for i in range(at, stop)]
    if head.source_kind == "armed_group":
        if head.lower and stop - at == 2 and tokens[0].pos != "PROPN" and not text.words[stop - 1].capital:
            return False  # "Multiple militants" opens a sentence
        if tokens[0].ent == "GPE" and tokens[-1].ent != "ORG" and stop - at == 2:
            return False  # "... in Tartus Army units ...": two sentences run together
        return not any(t.pos in ("VERB", "AUX") and t.ent != "ORG" for t in tokens)
    if sum(t.ent in ("ORG", "GPE", "NORP", "FAC", "PERSON") for t in tokens) * 2 >= len(tokens):
        return True
    after = text.words[stop] if stop < len(text.words) else None  # "Tees Valley Police soon arrived"
    running = after is not None and after.key.isalpha() and not after.capital
    return running and len(tokens) > 2 and all(t.pos == "PROPN" for t in tokens) and not gap(text, stop)


_OFFICES = frozenset(
    {"director", "chief", "head", "minister", "secretary", "commander", "spokesman", "spokeswoman", "spokesperson",
     "officer", "inspector", "president", "chairman", "leader", "member", "commandant", "adviser", "representative"}
)  # fmt: skip


def _is_office(text: Text, at: int, stop: int) -> bool:
    """ "Acting Director of Army", "Chief of Defence Forces": who holds it, no body of that name."""
    keys = [w.key for w in text.words[at:stop]]
    return any(a in _OFFICES and b in ("of", "for") for a, b in pairwise(keys))


def _is_short(text: Text, at: int, stop: int) -> bool:
    """Whether the words are a short name that only the context resolves: "Interior Ministry", "General Command"."""
    lexicon = text.lexicon
    tries: tuple[Trie[Any], ...] = (lexicon.shorts, lexicon.bare_forces, lexicon.generics, lexicon.people)
    words = text.words[at:stop]
    return any(n == stop - at for trie in tries for n, _ in trie.all(words, 0))


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
            if i > at and gap(text, i):
                break
            end = i + 1
        elif word.key not in _LOOSE or i == at:
            break
        i += 1
    return end


def _closes(text: Text, at: int, head: int, stop: int, lower: bool) -> bool:
    """Whether words ``head`` to ``stop`` may close a name that begins at ``at``."""
    words = text.words
    if words[head].capital:
        return all(w.capital or w.key in _LOOSE or w.key.isdigit() for w in words[at:head]) and not gap(text, head)
    country = country_at(text, at)
    plain = all(w.capital or w.key.isdigit() for w in words[at:head])
    return lower and plain and not (country and at + country[0] == head) and not gap(text, head)


def _made(text: Text, at: int, end: int, kind: str, source_kind: str) -> Hit | None:
    """A hit for a name of the text's own; the id is a hash of the folded name."""
    last = end
    if not text.capitals and not any(w.capital for w in text.words[end - 2 : end]):
        last = end - 2  # "the NFM rebel movement" is the NFM
    name = " ".join(text.parsed.document.text[text.words[at].start : text.words[last - 1].end].split())
    if text.capitals:
        name = " ".join(w.capitalize() if w not in _LOOSE else w for w in name.lower().split())
    key = " ".join(w.key for w in text.words[at:last])
    country = (text.main,) if text.main else ()
    entry = Entry(make_id("actor", key), name, (), (), kind, source_kind, country, (), None, "", "")
    return Hit(at, end, entry, UNLISTED)


def of_towns(text: Text, names: Sequence[Entity], places: Sequence[Entity]) -> list[Entity]:
    """The names, where "Takht Army units" that no list knows, of a town or province of the report's land, are that
    land's army in it: two headings run together."""
    land = text.main
    own = [(p.span.text, p.place) for p in places if p.place is not None and p.place.country == land]
    towns = {tuple(phrase_keys(n)) for words, place in own for n in (words, place.name, place.admin1 or "")}
    out = []
    for e in names:
        unlisted_ = e.actor is not None and any(rule == UNLISTED for rule, _ in e.why)
        keys = tuple(phrase_keys(e.actor.name)) if e.actor is not None and unlisted_ else ()
        if land is not None and keys[-1:] == ("army",) and keys[:-1] in towns:
            entry = text.lexicon.state(land, "army")
            e = replace(e, actor=entry.actor(text.parsed.document.published), source_kind=entry.source_kind)
        out.append(e)
    return out


def rejoined(names: Sequence[Entity]) -> list[Entity]:
    """A body that no list knows, named by the end of a longer name given before ("the Eagle Brigade"), is that body."""
    out: list[Entity] = []
    full: dict[tuple[str, ...], Entity] = {}  # by all that a name may end with, of equals the first
    for entity in names:
        keys = tuple(phrase_keys(entity.span.text))
        if entity.actor and entity.actor.kind in AGAINST and entity.use == "name":
            whole = None
            if len(keys) > 1 and any(rule == UNLISTED for rule, _ in entity.why):
                whole = full.get(keys)
            if whole is not None:
                entity = replace(entity, actor=whole.actor, source_kind=whole.source_kind)
            else:
                for n in range(1, len(keys)):
                    full.setdefault(keys[n:], entity)
        out.append(entity)
    return out

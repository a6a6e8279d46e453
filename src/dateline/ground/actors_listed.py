"""Names that the lexicon lists, where they are written as names and can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.ground.actors_letters import otherwise
from dateline.ground.actors_lexicon import ARTICLES, Alias, Entry
from dateline.ground.actors_text import Hit, Text
from dateline.ground.actors_words import Word
from dateline.reading import Entity

_PRESS = frozenset({"media", "state_media", "ngo", "research", "monitor", "rescue"})
_EASILY_MISTAKEN = frozenset({"media", "gang", "political", "research", "activist_group"})  # by their letters alone


def listed(text: Text, at: int) -> Hit | None:
    """The longest alias at a word that is also written like a name."""
    if not text.lexicon.names.begins(text.words[at]):
        return None
    for n, aliases in reversed(list(text.lexicon.names.all(text.words, at))):
        words = text.words[at : at + n]
        fitting = [a for a in aliases if _written_as_name(a, words, text) and _trusted(a, text, at, n)]
        if fitting:
            # A body that works anywhere goes before one of a land that the report does not speak of.
            ranked = sorted(fitting, key=lambda a: (-closeness(a.entry, text), bool(a.entry.countries)))
            entries = tuple(dict.fromkeys(a.entry for a in ranked))
            return Hit(at, at + n, entries[0], "listed name", others=entries[1:], group=entries[0].group)
    return None


def _written_as_name(alias: Alias, words: Sequence[Word], text: Text) -> bool:
    """Capitals where the list has them; a common noun at the end may be small ("Nusra front")."""
    if alias.acronym:
        letters = [w for w in words if not w.key.isdigit() and (len(w.key) > 1 or w.capital)]
        spoken = _spoken(alias, words, text)
        return all(w.upper or (w.capital and (text.capitals or spoken or len(w.key) == 1)) for w in letters)
    if text.capitals and len(words) > 1:
        return True
    if len(words) == 2 and words[0].key == "the" and alias.entry.kind in _PRESS:
        return words[1].capital and not _goes_on(text, words[1])
    wanted = min(alias.capitals, len(words))
    if wanted > 1 and text.lexicon.is_common(words[-1].key):
        wanted -= 1
    return sum(w.capital for w in words if w.key not in ARTICLES) >= wanted


def _goes_on(text: Text, word: Word) -> bool:
    """ "The National Defence" is not the paper called The National."""
    tokens = text.parsed.tokens
    after = tokens[word.token + 1] if word.token + 1 < len(tokens) else None
    return after is not None and after.tag in ("NNP", "NNPS") and after.text[:1].isupper() and after.ent != "PERSON"


def _spoken(alias: Alias, words: Sequence[Word], text: Text) -> bool:
    """ "Unita", "Amisom": letters that are spoken as a word, of a body of the land that the report is about."""
    word = words[0]
    known = len(words) == 1 and len(word.key) > 3 and not text.lexicon.is_common(word.key)
    armed = alias.entry.kind not in _PRESS | _EASILY_MISTAKEN
    return known and armed and nearness(alias.entry, text) > 0 and text.parsed.tokens[word.token].ent != "PERSON"


def _trusted(alias: Alias, text: Text, at: int, n: int) -> bool:
    """Whether a short alias may be believed here: far from its countries, few letters could mean anything."""
    entry = alias.entry
    if n == 1 and alias.acronym and otherwise(text.words[at].key, entry.name, text.spelled):
        return False
    if n == 1 and not alias.acronym and (_in_persons_name(text, at) or text.lexicon.is_common(text.words[at].key)):
        return False  # "Al-Monitor" without its article is a monitor
    if not entry.countries or nearness(entry, text) > 0:
        return True
    if n > 1:
        day = text.parsed.document.published or ""
        first = text.words[at].key
        known = entry.kind == "jihadist" and day >= (entry.start or "9")  # the like are at work in many lands
        plain = not known and n == 2 and (first in text.lexicon.plain_words or first[0].isdigit())
        return not alias.local and not plain and not (n == 2 and text.capitals and entry.kind in _PRESS)
    token = text.token(at)
    if alias.acronym or text.words[at].upper:
        return (
            len(text.words[at].key) > (4 if text.capitals else 2)
            and not alias.local
            and entry.kind not in _EASILY_MISTAKEN
        )
    return token.pos == "PROPN" and (entry.kind not in _PRESS or token.ent == "ORG")


def _in_persons_name(text: Text, at: int) -> bool:
    """ "Amal Saleh": a lone word of the list inside what the parser takes for a person's name."""
    tokens, i = text.parsed.tokens, text.words[at].token
    if tokens[i].ent != "PERSON":
        return False
    beside = [t for t in tokens[max(0, i - 1) : i + 2] if t.i != i and t.sent == tokens[i].sent]
    return any(t.ent == "PERSON" and t.pos == "PROPN" and not text.lexicon.is_common(t.lower) for t in beside)


def nearness(entry: Entry, text: Text) -> float:
    """How much the report speaks of the entry's countries."""
    return float(max((text.weights[c] for c in entry.countries), default=0))


def by_land(text: Text, name: Entity) -> Entity:
    """Letters that several bodies share ("RSF"), once the report's places are known: the one of a land spoken of."""
    if name.actor is None or not name.alternatives or not name.span.text.split()[0].isupper():
        return name  # "SLA", "SLA units"
    if name.actor.id.startswith("actor_") or nearness(text.lexicon.by_id(name.actor.id), text) > 0:
        return name  # a body on no list: the report tells which it is
    others = [text.lexicon.by_id(a.ref) for a in name.alternatives if a.ref is not None]
    near = max(others, key=lambda e: nearness(e, text), default=None)
    day = text.parsed.document.published
    if near is None or nearness(near, text) <= 0 or (near.end and day and day > near.end):
        return name
    return replace(
        name, actor=near.actor(day), source_kind=near.source_kind, group=near.group,
        why=(("letters, by the report's places", 1.0),),
    )  # fmt: skip


def closeness(entry: Entry, text: Text) -> float:
    """The same, and whether the body existed when the report was published."""
    score = nearness(entry, text)
    day = text.parsed.document.published
    if day and ((entry.start and day < entry.start) or (entry.end and day[:4] > entry.end[:4] and entry.successor)):
        score -= 5
    return score

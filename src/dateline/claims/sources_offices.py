"""Whose word an office-holder's is: the governor's of his province, the provincial police's, an officer's army's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dateline.claims.sources_memory import went_over
from dateline.claims.sources_names import core, lemma, words_text
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

_OF_REGION = word_set("source_words.toml", "offices", "of_region")
_GENERIC = word_set("source_words.toml", "offices", "regions")
_PARTS = word_set("source_words.toml", "offices", "parts")
_POSTS = word_set("source_words.toml", "offices", "posts")
_SECOND = frozenset({"deputy", "vice"})
_OWNERS = word_set("source_words.toml", "offices", "owners")
_FORCES = frozenset({"army", "airforce", "navy", "marines"})
_FAR = 12  # sentences back to a place
_ALIKE = 5  # first letters by which a region's name in the list and in the report are one


def seat(grounded: Grounded, text: Text, titles: Iterable[Token], name: Token, span: Span) -> Source | None:
    """ "Governor Ana Ruiz", "the district governor, Omar Noor": the office, with the place that it governs."""
    titles = list(titles)
    post = next((t for t in titles if lemma(t) in roles().seats and not _is_former(t)), None)
    if post is None:
        return _of_part(grounded, text, titles, name, span)
    inside = grounded.inside(*_reach(text, post), "place")
    own = [e for e in inside if not e.first <= name.i < e.last and e.use in ("", "location")]
    kept = ("NOUN", "PROPN", "ADP")
    said = [t for t in core(post) if (t.pos in kept or t.lower in _SECOND) and t.ent != "PERSON"]
    if own and any(e.first <= t.i < e.last for e in own for t in said):
        return Source(name=words_text(text, said), kind="official", span=span)
    small = lemma(post) == "mayor" or any(c.lower in ("district", "town") for c in post.children)
    place: str | None = own[-1].span.text if own else None
    place = place or (small and district(grounded, post)) or (town if small else region)(grounded, post)
    second = "deputy " if post.i and text.tokens[post.i - 1].lower in _SECOND else ""
    return Source(name=f"{second}{lemma(post)} of {place}", kind="official", span=span) if place else None


def _of_part(grounded: Grounded, text: Text, titles: list[Token], name: Token, span: Span) -> Source | None:
    """ "County Commissioner Ana Ruiz", "Chief District Officer Omar Noor": who runs a part of the land."""
    post = next((t for t in titles if lemma(t) in _POSTS and t.i < name.i and not _is_former(t)), None)
    before = [
        t for t in titles if post is not None and post.i - 3 <= t.i < post.i and t.pos in ("NOUN", "PROPN", "ADJ")
    ]
    said = {t.lower for t in before}
    if post is None or not said & _PARTS or "police" in said or post.i + 1 != min(_first_of(text, name), name.i):
        return None
    words = words_text(text, [*sorted(set(before), key=lambda t: t.i), post])
    own = grounded.inside(before[0].i, post.i, "place")
    wide = bool(said & _OF_REGION - {"district"})
    place = None if own else (region if wide else town)(grounded, post)
    return Source(name=f"{place} {words}" if place else words, kind="official", span=span)


def _first_of(text: Text, name: Token) -> int:
    first = name.i
    while first and text.tokens[first - 1].ent == "PERSON" and text.tokens[first - 1].sent == name.sent:
        first -= 1
    return first


def directorate(text: Text, titles: Iterable[Token]) -> str | None:
    """ "Public Health Director Amina Gul": the Public Health directorate."""
    post = next((t for t in titles if t.lower == "director" and t.pos == "PROPN"), None)
    words: list[Token] = []
    for t in reversed(text.tokens[text.sentence(post).first : post.i]) if post is not None else ():
        if t.pos != "PROPN" or t.ent in ("GPE", "NORP", "PERSON") or not t.text[:1].isupper():
            break
        words.insert(0, t)
    return f"{words_text(text, words)} directorate" if words else None


def masters_seat(grounded: Grounded, text: Text, spokesman: Token, span: Span) -> Source | None:
    """ "The governor's spokesman", "a spokesman for the governor": the governor of his province."""
    of = (o for c in spokesman.children if c.lower in ("of", "for") and c.dep == "prep" for o in c.children)
    owners = (*(c for c in spokesman.children if c.dep == "poss"), *of)
    whose = next((c for c in owners if lemma(c) in roles().seats), None)
    return seat(grounded, text, [whose], spokesman, span) if whose is not None else None


def of_region(grounded: Grounded, text: Text, head: Token, source: Source) -> Source:
    """ "Provincial police said", "the regional governor said": which province's the report tells elsewhere."""
    police = source.actor is not None and source.actor.endswith(":police")
    if head.pos not in ("NOUN", "PROPN") or grounded.inside(text.left[head.i], head.i + 1, "place"):
        return source
    named = any(t.ent == "PERSON" for t in text.tokens[text.left[head.i] : text.right[head.i]])
    known = source.actor is not None and not source.actor.endswith((":government", ":emergency_ministry"))
    known = known and not (source.actor or "").startswith("group:")
    if not police and (named or known):
        return source
    before = text.tokens[text.left[head.i] : head.i]
    mark = next((t for t in before if t.lower in _OF_REGION and t.dep in ("amod", "compound", "nmod")), None)
    place = region(grounded, head) if mark is not None and text.tokens[mark.i + 1].tag != "POS" else None
    if mark is None or place is None:
        return source
    said = [t for t in core(head) if mark.i <= t.i <= head.i]
    words = f"{mark.lower} police" if police else words_text(text, said).lower()
    return msgspec.structs.replace(source, name=f"{place} {words}")


def placed(grounded: Grounded, text: Text, office: Sequence[Token]) -> str:
    """An office's name, with the place for "the city's" and "the province's"."""
    owner = next((t for t in office if t.dep == "poss" and t.lower in _OWNERS), None)
    if owner is None:
        return words_text(text, office)
    place = (town if owner.lower in ("city", "town") else region)(grounded, owner)
    rest = [t for t in office if t.i > owner.i and t.tag != "POS"]
    return f"{place} {words_text(text, rest)}" if place and rest else words_text(text, office)


def officers_army(grounded: Grounded, name: Sequence[Token], ranks: frozenset[str]) -> Entity | None:
    """For ranks of the police the police of the report; for others the army of the one state whose forces it names."""
    if went_over(name[-1]) or not any(t.ent == "PERSON" for t in name):
        return None
    actors = [e for e in grounded.entities if e.actor is not None and e.use in ("name", "description")]
    if ranks & roles().police_ranks:
        return next((e for e in actors if e.actor is not None and e.actor.kind == "police"), None)
    forces = [e for e in actors if e.actor is not None and _is_force(e.actor.id)]
    lands = {e.actor.id.split(":")[1] for e in forces if e.actor is not None}
    army = [e for e in forces if e.actor is not None and e.actor.id.endswith(":army")]
    return army[0] if len(lands) == 1 and army else None


def _is_force(actor: str) -> bool:
    parts = actor.split(":")
    return parts[0] == "state" and len(parts) == 3 and parts[2] in _FORCES


def region(grounded: Grounded, token: Token) -> str | None:
    """The province spoken of at a word: the one that is named there, or in which the nearest place lies."""
    for e in _places(grounded, token):
        if e.place is not None and e.place.precision == "admin1" and e.place.lat is not None:
            return _short(e.span.text)
        if e.place is not None and (inside := e.place.admin1):
            spoken = (x for x in grounded.entities if x.kind == "place" and _alike(x.span.text, inside))
            return next((_short(x.span.text) for x in spoken), _short(inside))
    return None


def district(grounded: Grounded, token: Token) -> str | None:
    """The district that is named near a word: "Kama district"."""
    tokens = grounded.parsed.tokens
    for e in _places(grounded, token):
        after = tokens[e.last].lower if e.last < len(tokens) else ""
        if after == "district" or e.span.text.lower().endswith(" district"):
            return f"{_short(e.span.text)} district"
    return None


def town(grounded: Grounded, token: Token) -> str | None:
    """The town named last before a word, or else in its sentence."""
    near = _places(grounded, token)
    return next((e.span.text for e in near if e.place and e.place.precision == "exact"), None)


def _places(grounded: Grounded, token: Token) -> list[Entity]:
    """The places of the word's sentence and of those before it, the nearest first."""
    parsed = grounded.parsed
    first = parsed.sentences[max(0, token.sent - _FAR)].first
    found = grounded.inside(first, parsed.sentences[token.sent].last, "place")
    there = [e for e in found if e.use in ("", "location")]
    here = [e for e in there if parsed.tokens[e.head].sent == token.sent]
    before = [e for e in there if parsed.tokens[e.head].sent < token.sent]
    return [*here, *reversed(before)]


def _reach(text: Text, post: Token) -> tuple[int, int]:
    """The words of the post with what stands before it and its "of"."""
    of = next((c for c in post.children if c.lower in ("of", "for") and c.i == post.i + 1), None)
    last = text.right[of.i] if of is not None else post.i + 1
    cut = next((t.i for t in text.tokens[post.i : last] if t.text == ","), last)
    return text.left[post.i], cut


def _is_former(post: Token) -> bool:
    return any(c.lower in ("former", "ex", "ousted", "late") for c in post.children)


def _short(name: str) -> str:
    words = name.split()
    kept = [w for w in words if w.lower() not in _GENERIC] or words
    if kept != words and kept[-1].endswith("ska"):  # "Luhanska oblast"
        kept[-1] = kept[-1].removesuffix("a")
    return " ".join(kept)


def _alike(one: str, other: str) -> bool:
    a, b = _short(one).lower(), _short(other).lower()
    return a == b or (len(a) >= _ALIKE and a[:_ALIKE] == b[:_ALIKE])

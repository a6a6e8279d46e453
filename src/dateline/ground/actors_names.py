"""Actors that the words themselves name, left to right: the longest of what the rules find at each word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dateline.ground.actors_listed import listed
from dateline.ground.actors_states import FOR, state, strike
from dateline.ground.actors_text import Hit, Text, gap, head_of, hedge_before, is_owner, prefix_at
from dateline.ground.actors_unlisted import AGAINST, UNLISTED, unlisted
from dateline.reading import Alternative, Entity


def find_names(text: Text) -> list[Hit]:
    """All hits, left to right, the longest at each place; none overlaps another."""
    hits: list[Hit] = []
    words, listed_words = text.words, text.lexicon.listed
    at = 0
    while at < len(words):
        # At a small word that no listed name begins with no rule finds any.
        hit = best_at(text, at) if words[at].capital or words[at].key in listed_words else None
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.end
    return _by_initials(text, _of_bodies(text, hits))


def _of_bodies(text: Text, hits: list[Hit]) -> list[Hit]:
    """ "Ruritanian rebels of the Red Front" are the Red Front's."""
    out = list(hits)
    for i, (hit, whose) in enumerate(pairwise(hits)):
        between = [w.key for w in text.words[hit.end : whose.at]]
        fight = {hit.entry.kind, whose.entry.kind} <= AGAINST and hit.rule != "listed name"
        if fight and between in (["of", "the"], ["of"], ["from", "the"]):
            out[i] = replace(hit, entry=whose.entry)
    return out


def _by_initials(text: Text, hits: list[Hit]) -> list[Hit]:
    """Letters that several bodies have are those of the one that the report names in full."""
    full: dict[str, Hit] = {}
    for hit in hits:
        words = text.words[hit.at : hit.end]
        initials = "".join(text.parsed.document.text[w.start] for w in words if w.capital).lower()
        if hit.rule in ("listed name", UNLISTED) and len(initials) > 2:
            full.setdefault(initials, hit)
    out: list[Hit] = []
    for hit in hits:
        word = text.words[hit.at]
        named = full.get(word.key) if word.upper and hit.rule == "listed name" else None
        if named is not None and named.entry.id not in (hit.entry.id, *(e.id for e in hit.others)):
            hit = replace(hit, entry=named.entry, group=named.group)
        out.append(hit)
    return out


def best_at(text: Text, at: int) -> Hit | None:
    """The longest of what the rules find at a word, people and units that follow included; of equals a listed name
    goes first, then a state body."""
    found = [(h, finished(text, h)) for h in (listed(text, at), state(text, at), unlisted(text, at)) if h]
    if not found:
        return None
    # A state body that covers the words itself ("army helicopters") beats one that needs the units after it.
    _, best = max(found, key=lambda f: (f[1].end, f[0].rule != UNLISTED, _is_body(f[0]), f[0].end))
    if best.use == "owner" and text.words[best.end].key in text.lexicon.origin_participles:
        return None
    if best.use == "owner" and text.lexicon.shorts.longest(text.words, at)[0] > best.end - at + 1:
        return None  # "the US-backed alliance" is a name of the alliance
    return best


def _is_body(hit: Hit) -> bool:
    """A listed name of several words that is no state's: the jets of "the Ruritania Alliance" are the alliance's."""
    return hit.rule == "listed name" and hit.end - hit.at > 1 and not hit.entry.id.startswith("state:")


def finished(text: Text, hit: Hit) -> Hit:
    """The hit as what its surroundings make of it: an owner, a branch that strikes, longer by its people."""
    return extended(text, owner(text, _striking(text, hit)))


def _striking(text: Text, hit: Hit) -> Hit:
    """ "Syrian government air strikes": its air force, where the noun that follows tells the branch."""
    parts = hit.entry.id.split(":")
    if len(parts) != 3 or parts[0] != "state" or parts[2] not in ("government", "army"):
        return hit
    branch = strike(text, hit.end)
    if branch is None or (parts[2] == "army" and branch != "airforce"):
        return hit
    branch = text.lexicon.strike_branch.get(parts[1].upper(), branch)
    return replace(hit, entry=text.lexicon.state(parts[1].upper(), branch))


def owner(text: Text, hit: Hit) -> Hit:
    """The hit as an owner where a participle makes it one ("rebel-held"), or "pro-", "anti-" before it."""
    prefixed = prefix_at(text, hit.at) in ("pro", "anti", "non", "ex")
    if is_owner(text, hit.end) or (prefixed and hit.rule != FOR):
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
    if not n or gap(text, at) or text.token(at + n - 1).pos not in ("NOUN", "PROPN", "ADJ"):
        return hit
    if text.words[at].joined or text.token(at).sent != text.token(hit.at).sent:
        return hit
    return Hit(hit.at, at + n, hit.entry, hit.rule, hit.use, hit.others, hit.group)


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

"""The parts of a noun phrase that speaks: its words, the person or body in it, its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.model import Source, Span
from dateline.reading import Entity, Grounded, Token

_DROPPED = frozenset(
    {"det", "predet", "nummod", "quantmod", "punct", "relcl", "acl", "appos", "cc", "conj", "preconj", "advmod", "neg"}
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
# Roles only as nouns: not in "the general manager", "a daily caregiver", "the principal reason".
_NOUNS_ONLY = frozenset(
    {"general", "major", "private", "daily", "weekly", "principal", "elder", "wire", "press", "deputy"}
)
_BESIDE = frozenset({"close", "familiar", "near", "sympathetic", "opposed"})
_PAST = frozenset({"retired", "former"})
_KEPT_PREPS = frozenset({"of", "for", "in", "at", "from", "with", "inside", "near", "on"})


def lemma(token: Token) -> str:
    return token.lemma.lower()


def role(token: Token) -> str:
    """The lemma, or what of the word the lexicon of roles knows: the tagger makes "Medics" a name, "media" a medium."""
    known = roles().kind_of
    options = (lemma(token), token.lower, token.lower.removesuffix("s"))
    return next((w for w in options if w in known), lemma(token))


def words_text(text: Text, tokens: Sequence[Token]) -> str:
    """The words as they stand in the report, a space where it has one or where words were left out."""
    out = ""
    for k, t in enumerate(tokens):
        own = text.parsed.document.text[t.start : t.end]
        tight = k > 0 and tokens[k - 1].i + 1 == t.i and tokens[k - 1].end == t.start
        out += ("" if k == 0 or tight else " ") + (t.text if own.isupper() and not t.text.isupper() else own)
    return out


def core(head: Token) -> list[Token]:
    """The words of a phrase without article, quantity, apposition and relative clause, in text order."""
    out: list[Token] = []
    stack = [head]
    while stack:
        token = stack.pop()
        out.append(token)
        others = beside(token)
        for c in token.children:
            if c in others or (others and c.i < others[-1].i):
                continue
            hyphen = c.dep == "punct" and c.text == "-"
            if (c.dep in _DROPPED and not hyphen) or c.lower in roles().quantity or c.ent in ("DATE", "TIME"):
                continue
            near = token.lower in _BESIDE or token.lower == "loyal"
            if c.dep == "prep" and ((c.lower not in _KEPT_PREPS and not near) or c.i < head.i):
                continue
            stack.append(c)
    return sorted(out, key=lambda t: t.i)


def beside(head: Token) -> list[Token]:
    """ "a resistance group and rescue workers": a voice that the parser takes for a part of the next one's name."""
    return [
        c
        for c in head.children
        if c.dep in ("nmod", "compound")
        and c.pos == "NOUN"
        and c.i < head.i
        and any(x.dep == "cc" for x in c.children)
        and (lemma(c) in roles().any_body or is_human(c))
    ]


def run(text: Text, head: Token) -> list[Token]:
    """The unbroken run of name words that holds ``head``: "Interior Minister Mohammed Shaar"."""
    tokens = text.tokens
    first, last = head.i, head.i + 1

    def joins(i: int) -> bool:
        if not (0 <= i < len(tokens)) or tokens[i].sent != head.sent:
            return False
        return (
            tokens[i].pos == "PROPN"
            or tokens[i].lower in roles().name_particles
            or (tokens[i].ent == "PERSON" and tokens[i].text[0].isupper())
        )

    while joins(first - 1):
        first -= 1
    while joins(last) and tokens[last].ent == "PERSON":
        last += 1
    while first < head.i and tokens[first].pos != "PROPN" and tokens[first].ent != "PERSON":
        first += 1
    return list(tokens[first:last])


def as_noun(name: str, words: Sequence[Token]) -> str:
    """A plain noun that opens its sentence, small: "Hospital director Ana Ruiz said" is the word of the hospital."""
    return name[:1].lower() + name[1:] if all(t.pos == "NOUN" for t in words) else name


def person(text: Text, head: Token) -> list[Token] | None:
    """The words of the person's name that ends a phrase, titles left out; None where it is no person."""
    words = run(text, head) if head.pos == "PROPN" or head.ent == "PERSON" else []
    if not words:
        return None
    role = max((k for k, t in enumerate(words[:-1]) if is_title(t)), default=-1)
    name = words[role + 1 :]
    while (
        len(name) > 1
        and (name[0].ent in ("GPE", "NORP", "ORG") or name[0].pos != "PROPN")
        and any(t.ent == "PERSON" for t in name)
    ):
        name = name[1:]
    named = any(t.ent == "PERSON" for t in name)
    if role >= 0 or (named and not any(t.ent in ("ORG", "FAC") for t in name)):
        return name
    title_before = any(is_title(c) and c.dep in ("compound", "nmod") for c in name[-1].children if c.i < name[0].i)
    return name if title_before and len(name) > 1 else None


def is_title(token: Token) -> bool:
    """A word that stands before a person's name: a rank, a form of address, the noun of an office."""
    word = lemma(token)
    return token.lower in roles().titles or (
        is_human(token) and (word in roles().kind_of or word in roles().stands_for_body)
    )


def is_human(token: Token) -> bool:
    """A noun for a person rather than a body or thing, by its form; only asked of nouns that are roles."""
    word = lemma(token)
    if word in roles().human:
        return True
    return word.endswith(roles().human_ends) and word not in roles().bodies and word not in roles().documents


def titles(text: Text, head: Token) -> Iterator[Token]:
    """The words that say who a named person is: before the name, and in apposition."""
    yield from (t for t in _titles(text, head) if not _is_adjective(t))


def _is_adjective(token: Token) -> bool:
    return token.pos == "ADJ" and lemma(token) in _NOUNS_ONLY


def _titles(text: Text, head: Token) -> Iterator[Token]:
    words = run(text, head)
    yield from (t for t in words if t.i < head.i)
    first = words[0].i if words else head.i
    for t in reversed(text.tokens[max(text.sentence(head).first, first - 3) : first]):
        if t.pos not in ("NOUN", "PROPN", "ADJ"):
            break
        yield t
    for c in head.children:
        if c.dep in ("compound", "amod", "nmod", "appos") and c.ent != "PERSON":
            yield c
            yield from (d for d in c.children if d.dep in ("compound", "amod", "conj", "nmod"))
    if head.dep == "appos":
        yield head.head
        yield from (d for d in head.head.children if d.dep in ("compound", "amod"))


def kind(text: Text, head: Token, named: bool) -> str | None:
    """The kind of source by the role nouns of a phrase."""
    known = roles()
    if named:
        found = [known.kind(role(t), [role(c) for c in t.children if c.i < t.i]) for t in titles(text, head)]
        return min((k for k in found if k), key=lambda k: known.rank[k], default=None)
    words = [t for t in text.tokens[text.left[head.i] : head.i] if t.pos in ("NOUN", "PROPN", "ADJ", "VERB")]
    before = [w for t in words if not _is_adjective(t) for w in dict.fromkeys((role(t), t.lower))]
    after = [role(c) for p in head.children if p.dep == "prep" for c in p.children if c.dep == "pobj"]
    appositions = [role(c) for c in head.children if c.dep == "appos"]
    pair = f"{words[-1].lower}-{head.lower}" if words else ""
    if pair in known.kind_of:  # "civil defence", "think tank"
        return known.kind_of[pair]
    own = known.kind(role(head), before) or known.kind(role(head), [*appositions, *after])
    if (
        own in ("media", "official", None)
        and known.kind_of.get(role(head)) == "media"
        and roles().state_words & set(before)
    ):
        return "state_media"
    return own


def entity_at(grounded: Grounded, head: Token) -> Entity | None:
    """The actor whose head this is, or that covers it."""
    found = [
        e
        for e in grounded.at(head.i, "actor")
        if e.actor and e.use != "owner" and e.actor.kind != "person" and not _is_part_of_name(head, e)
    ]
    best = max(found, key=lambda e: (e.head == head.i, e.last - e.first), default=None)
    return (best and best.use == "description" and _owner(grounded, head)) or best


def _owner(grounded: Grounded, head: Token) -> Entity | None:
    """ "The Front's military spokesman": of an armed group, not of the state's military."""
    for c in head.children:
        for e in grounded.at(c.i, "actor") if c.dep == "poss" else ():
            if e.use == "name" and e.actor is not None and e.source_kind == "armed_group":
                return e
    return None


def _is_part_of_name(head: Token, entity: Entity) -> bool:
    """Whether a short name was found inside a longer one unknown to us: "Monitor" in "the Lakes Rights Monitor"."""
    if entity.use == "description" and head.dep == "compound" and head.head.pos == "PROPN":
        return head.text.istitle() and any(c.dep == "compound" and c.i == head.i - 1 for c in head.head.children)
    if entity.use != "name" or head.pos != "PROPN" or entity.last != head.i + 1:
        return False
    return any(
        c.dep == "compound" and c.pos == "PROPN" and c.i == entity.first - 1 and c.ent not in ("GPE", "NORP", "LOC")
        for c in head.children
    )


def body_in(grounded: Grounded, text: Text, head: Token) -> Entity | None:
    """The body that a spokesman, a document or a source belongs to: the actor in the phrase nearest to its head."""
    first, last = text.left[head.i], text.right[head.i]
    led = any(c.lower == "of" and c.i == head.i + 1 for c in head.children)
    for c in head.children:
        if (c.dep in ("relcl", "acl") and c.i > head.i) or (c.lower in _BESIDE and c.i > head.i):
            last = min(last, text.left[c.i])
        elif led and c.dep == "appos" and any(t.lower in _PAST for t in c.subtree()):
            last = min(last, text.left[c.i])  # "the head of the monitors, retired Ruritanian general Kral"
    for t in text.tokens[head.i + 1 : last]:
        if t.dep == "cc":  # "sources in the city and the Observatory": another voice
            last = t.i
            break
    inside = [
        e
        for e in grounded.inside(first, last, "actor")
        if e.actor and e.use not in ("owner", "group") and e.actor.kind != "person"
    ]
    inside = [e for e in inside if not _is_part_of_name(text.tokens[e.head], e) or e.use == "name"]
    return min(inside, key=lambda e: (abs(e.head - head.i), e.first), default=None)


def full_names(text: Text) -> dict[str, tuple[str, Token]]:
    """Surname -> the full name under which the report first gives it, and where."""
    out: dict[str, tuple[str, Token]] = {}
    for token in [t for t in text.tokens if t.ent == "PERSON"]:
        if token.i + 1 == len(text.tokens) or text.tokens[token.i + 1].ent != "PERSON":
            name = person(text, token)
            if name and len(name) > 1:
                out.setdefault(name[-1].text, (words_text(text, name), name[-1]))
    return out


def person_at(grounded: Grounded, name: Sequence[Token]) -> Entity | None:
    """The person that grounding found at one of these words."""
    for token in reversed(name):
        for entity in grounded.at(token.i, "actor"):
            if entity.actor is not None and entity.actor.kind == "person":
                return entity
    return None


def stands_alone(grounded: Grounded, head: Token, entity: Entity) -> bool:
    """Whether a phrase means just the actor found there: by name, by a definite word, or with its country named.

    "The group said" is the group's; "a military source" and "local residents" stay what they are.
    """
    if entity.use in ("name", "metonym", "pronoun", ""):
        return True
    if entity.use == "group":
        return False
    definite = any(c.dep in ("det", "poss") and c.lower in DEFINITE for c in head.children)
    return definite or any(t.ent in ("NORP", "GPE") or t.dep == "poss" for t in core(head) if t is not head)


def acronym_or_name(head: Token) -> list[Token]:
    """The name that stands before a plain noun: SANA in "the official SANA news agency", AFP in "an AFP reporter"."""
    out: list[Token] = []
    for c in head.children:
        if (
            c.dep in ("compound", "nmod", "amod", "poss")
            and c.i < head.i
            and c.pos == "PROPN"
            and c.ent not in ("GPE", "NORP")
        ):
            out += [t for t in c.children if t.dep == "compound" and t.pos == "PROPN"] + [c]
    return sorted(out, key=lambda t: t.i)


_UN_BODIES = frozenset({"mission", "police", "policeman", "agency", "office"})
# What an army is called where its voice is not called an army.
_WHOLE = (" government", " judiciary")  # names of actors that take in many bodies and offices
_ARMIES = ("Army", "Armed Forces")
_STAFFS = {"military": "military", "general staff": "General Staff", "high command": "High Command"}


def as_told(text: Text, head: Token, source: Source) -> Source:
    """The source by the words of the text, where they name it more closely than the actor that it is taken for."""
    if source.name.endswith(("'s", "’s")):  # "the prosecutor's figure"
        source = msgspec.structs.replace(source, name=source.name[:-2].rstrip())
    if source.actor is None or head.pos not in ("NOUN", "PROPN"):
        return source
    words = " ".join(t.lower for t in text.tokens[text.left[head.i] : head.i + 1])
    land = next((source.name.removesuffix(end) for end in _ARMIES if source.name.endswith(f" {end}")), None)
    if source.actor.startswith("state:") and land is not None:
        for said, name in _STAFFS.items():
            if said in words:
                return msgspec.structs.replace(source, name=land + name)
    if source.actor.startswith("state:") and source.actor.endswith(":government") and lemma(head) in roles().ranks:
        land = source.name.removesuffix(" government")  # "government commanders"
        return msgspec.structs.replace(
            source, name=f"{land} Army", actor=source.actor.removesuffix("government") + "army", kind="military"
        )
    if source.actor.startswith("state:") and source.actor.endswith(":army") and "junta" in words.split():
        return msgspec.structs.replace(source, name=source.name.removesuffix("Army") + "government", kind="official")
    if source.actor == "un" and head.tag == "NNS" and lemma(head) in roles().un_people:  # "U.N. observers"
        return msgspec.structs.replace(source, name=f"UN {head.lower}")
    if source.actor == "un" and head.pos == "NOUN" and lemma(head) in _UN_BODIES:  # "the U.N. refugee agency"
        before = [t for t in core(head) if t.i < head.i and t.pos in ("NOUN", "ADJ")]
        noun = "police" if lemma(head) == "policeman" else head.lower
        return msgspec.structs.replace(source, name=" ".join(["UN", *(t.lower for t in before), noun]))
    if source.name.endswith(" judiciary") and lemma(head) == "office":  # "the prosecutor's office in Zupa"
        return msgspec.structs.replace(source, name=words_text(text, core(head)))
    if source.actor.startswith("state:") and lemma(head) in roles().named_by_role and source.name.endswith(_WHOLE):
        return msgspec.structs.replace(source, name=f"{source.name.rsplit(' ', 1)[0]} {head.lower}")
    if source.name.endswith(_WHOLE) and lemma(head) in roles().offices and head.pos == "PROPN":
        full = core(head)  # "the Lakes Region Security Council", of a government
        if len(full) > 2 and all(t.pos == "PROPN" or t.tag == "POS" for t in full):
            return msgspec.structs.replace(source, name=words_text(text, full))
    if source.actor.startswith("group:"):
        before = [t for t in acronym_or_name(head) if t.dep != "poss"]
        name = words_text(text, before)
        if any(t.ent == "ORG" or t.text.isupper() for t in before):
            return msgspec.structs.replace(source, name=name)
    return source


def named_after(text: Text, head: Token) -> list[Token] | None:
    """The person named after a comma in a role's phrase: "the manager of Radio Nord, Ali Tamer"."""
    for t in text.tokens[head.i + 1 : text.right[head.i]]:
        if t.dep in ("relcl", "acl"):
            return None
        if t.dep == "appos" and t.pos == "PROPN" and text.tokens[max(text.left[t.i] - 1, 0)].text == ",":
            return person(text, t)
    return None


def named_after_land(grounded: Grounded, text: Text, head: Token) -> list[Token] | None:
    """ "President of Ruritania Anna Kral": the name right after the land, read as one name with it."""
    for c in head.children:
        last = next((d for d in c.children if d.dep == "pobj"), None) if c.lower == "of" and c.i == head.i + 1 else None
        if last is None or last.pos != "PROPN":
            continue
        land = next((e for e in grounded.at(c.i + 1, "place") if e.last <= last.i), None)
        name = list(text.tokens[land.last : last.i + 1]) if land is not None else []
        if len(name) > 1 and all(t.pos == "PROPN" and t.text[:1].isupper() for t in name):
            return name
    return None


def office_of(text: Text, heads: Sequence[Token]) -> list[Token] | None:
    """The body, known to no lexicon, whose head somebody is: "director of the Lakes Clinic", "clinic head"."""
    for head in heads:
        if lemma(head) not in roles().named_for_body:
            continue
        for c in head.children:
            if c.i < head.i and c.dep in ("compound", "poss", "nmod") and lemma(c) in roles().offices:
                return [t for t in core(c) if t.i <= c.i]
            obj = next((o for o in c.children if o.dep == "pobj"), None) if c.lower in ("of", "for") else None
            if obj is None or c.i < head.i:
                continue
            words = [t for t in core(obj) if t.i <= obj.i]
            named = obj.ent == "ORG" or (obj.pos == "PROPN" and obj.ent not in ("GPE", "LOC", "PERSON", "NORP"))
            if named or role(obj) in {*roles().offices, "monitor", "observer"}:
                return words
    return None


def of_actor(entity: Entity, span: Span, found: str | None = None) -> Source:
    """The source that a known body is; ``found``: the kind that its phrase tells."""
    assert entity.actor is not None
    known = entity.source_kind or found
    if known == "media" and found == "state_media":  # "the state news agency Angop"
        known = found
    return Source(name=entity.actor.name, kind=known, actor=entity.actor.id, span=span)

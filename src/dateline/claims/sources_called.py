"""What a voice is called where the parse does not hang the name on it: "a man who gave his name as Pol", "a charity,
Bread for All,"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.sources_names import is_human, lemma, person
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Text
from dateline.lexicon import word_set
from dateline.reading import Token

_GIVING = frozenset({"give", "use", "state", "offer"})
_CALLING = word_set("source_words.toml", "speech", "naming")
_SELF = frozenset({"himself", "herself", "itself", "themselves"})
_JOINING = frozenset({"for", "of", "and", "the", "de", "del", "-", "in"})
_LONGEST = 12  # words between a noun and its name
_MEDIA = word_set("source_words.toml", "papers", "media")


def own_name(text: Text, head: Token) -> list[Token] | None:
    """The name that somebody is said to have given, or to go by; of a person without the title."""
    for token in _told_as(head):
        if token.pos == "PROPN" and token.ent not in ("GPE", "NORP", "DATE"):
            return person(text, token) or [t for t in token.subtree() if t.pos == "PROPN" and t.i <= token.i]
    return None


def _told_as(head: Token) -> Iterator[Token]:
    for clause in head.children:
        if clause.i < head.i or clause.dep not in ("relcl", "acl"):
            continue
        below = list(clause.children)
        name = next((c for c in below if c.dep == "dobj" and lemma(c) == "name"), None)
        itself = any(c.lower in _SELF for c in below)
        if clause.lemma in _GIVING and name is not None:  # "who gave his name only as Pol", "his first name, Pol"
            below = [*below, *name.children]
            yield from (c for c in name.children if c.dep == "appos")
        elif clause.lemma not in _CALLING or not (itself or clause.tag == "VBN"):
            continue
        yield from (o for c in below if c.lower in ("as", "of") for o in c.children if o.dep == "pobj")
        yield from (c for c in below if c.dep in ("oprd", "dobj", "attr") and c is not name)


def name_between(text: Text, head: Token) -> list[Token] | None:
    """The name between two commas behind a noun with all that hangs on it: "a resident of Kut, Gul Amin, who"."""
    human = is_human(head)
    body = lemma(head) in roles().any_body | roles().offices | roles().institutions
    if head.pos != "NOUN" or head.tag == "NNS" or not (human or body):
        return None
    last = text.sentence(head).last
    comma = next((i for i in range(head.i + 1, min(head.i + _LONGEST, last)) if text.tokens[i].text == ","), None)
    if comma is None or any(t.tag == "VBD" or t.text in '"”“;:' for t in text.tokens[head.i + 1 : comma]):
        return None
    end = next((i for i in range(comma + 1, min(comma + 7, last)) if text.tokens[i].text == ","), None)
    name = list(text.tokens[comma + 1 : end]) if end is not None else []
    if not name or end is None or name[0].ent in ("DATE", "TIME") or not _opens_clause(text, head, end + 1):
        return None
    if human:
        return person(text, name[-1]) if all(t.pos == "PROPN" or t.text in "-." for t in name) else None
    capital = [t for t in name if text.parsed.document.text[t.start].isupper()]
    whole = name[0] in capital and name[-1] in capital and all(t in capital or t.lower in _JOINING for t in name)
    of_person = all(t.ent == "PERSON" for t in name) and lemma(head) not in _MEDIA
    return name if whole and not of_person else None


def _opens_clause(text: Text, head: Token, at: int) -> bool:
    """What stands behind the second comma goes on with the noun: its verb, or who it is."""
    after = text.tokens[at : at + 3]
    verb = next((t for t in after if t.pos in ("VERB", "AUX")), None)
    who = bool(after) and after[0].lower in ("who", "which", "whose")
    return who or (verb is not None and (verb is head.head or head in verb.children))

"""The paper itself as a voice: "the Commission has verified" in its own report, "a reporter for the Star"."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from dateline.claims.sources_names import lemma
from dateline.lexicon import word_set
from dateline.model import Document, Source
from dateline.reading import Token

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REPORTERS = word_set("source_words.toml", "papers", "reporters")
_PAPERS = word_set("source_words.toml", "papers", "own")
_SMALL = frozenset({"the", "of", "for", "on", "in", "and", "a", "an", "de", "la", "le", "el", "du", "des", "del"})


def is_reporter(head: Token, spoke: Container[str]) -> bool:
    """ "Our correspondent saw", "the agency's reporter said": the paper's own, where no such body ``spoke`` before."""
    if lemma(head) not in _REPORTERS:
        return False
    whose = next((c for c in head.children if c.dep == "poss"), None)
    return whose is not None and (
        whose.lower == "our" or (lemma(whose) in _PAPERS and whose.pos == "NOUN" and lemma(whose) not in spoke)
    )


def is_paper(document: Document, source: Source) -> bool:
    """Whether a voice is the report's own publisher, by its name, the opening of it, or its initials."""
    if not document.publisher:
        return False
    said = source.span.text if source.span is not None else source.name
    alone = source.actor is None or not source.actor.startswith("state:")  # "Kabul said" is not the Kabul Times
    return any(_is_named(document.publisher, name, alone) for name in {source.name, said})


def _is_named(publisher: str, name: str, alone: bool) -> bool:
    words, initials = _publisher(publisher)
    owner = re.split(r"['’]s?\b", name)[0]  # "the Centre's field workers"
    named = [w for w in _WORD.findall(owner) if w.lower() not in _SMALL]
    if (
        not named
        or not all(w[0].isupper() for w in named)
        or (len(named) == 1 and (named[0].endswith("s") or not alone))
    ):
        return False  # "Refugees" are not the committee for them
    if len(named) == 1 and named[0] == initials and len(initials) > 2:
        return True
    opening = [w for w in _WORD.findall(re.split(r"\b(?:of|for)\b", owner)[0]) if w.lower() not in _SMALL]
    return {w.lower() for w in named} <= words or (len(opening) > 1 and {w.lower() for w in opening} <= words)


@lru_cache(maxsize=256)
def _publisher(name: str) -> tuple[frozenset[str], str]:
    """The telling words of a publisher's name and its initials, without what stands in brackets."""
    found = [w for w in _WORD.findall(re.sub(r"\(.*?\)", " ", name)) if w.lower() not in _SMALL]
    return frozenset(w.lower() for w in found), "".join(w[0].upper() for w in found)

"""Part of speech and base form of words, by the model's own rules, each asked once a word, tag and arc."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 16_000  # words remembered: more are not met again often enough to be worth their room

Word = tuple[str, str, str]  # text, tag, arc
Class = tuple[str, str]  # part of speech, base form
_NONE: Word = ("", "", "")
_PLAIN = "prep"  # an arc that no rule names


class Words:
    """Asks the model's attribute ruler and lemmatizer, and remembers what they said."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        rules: list[Any] = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._ruler, self._lemmatizer = rules
        self._known: dict[Word, Class] = {}
        self._beside: dict[tuple[Word, Word, Word], Class] = {}  # of words that the rules see with their neighbours
        self._paired = _paired(self._ruler.patterns)
        self._by_arc, self._tags_by_arc = _by_arc(self._ruler.patterns)

    def learn(self, words: Iterable[Word]) -> None:
        """Ask about all words that were not met before together, which is much quicker than each by itself."""
        if len(self._known) + len(self._beside) > _MOST:
            self._known.clear()
            self._beside.clear()
            self._lemmatizer.cache.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._known and not self._paired(w[0].lower())]
        plain = [self._plain(w) for w in new]
        asked = [w for w in dict.fromkeys(plain) if w not in self._known]
        if asked:
            self._known.update(zip(asked, self._rules(asked), strict=True))
        self._known.update((w, self._known[same]) for w, same in zip(new, plain, strict=True))

    def _plain(self, word: Word) -> Word:
        """The word under an arc that no rule names, where its own is nothing to the rules for it."""
        text, tag, dep = word
        matters = text.lower() in self._by_arc or dep in self._tags_by_arc(tag)
        return word if matters else (text, tag, _PLAIN)

    def classes(self, words: Sequence[Word]) -> list[Class]:
        """Part of speech and base form of each word of a text; the words are learned before."""
        return [self._known.get(word) or self._with_neighbours(words, i) for i, word in enumerate(words)]

    def _with_neighbours(self, words: Sequence[Word], i: int) -> Class:
        """A word that the rules see together with its neighbours ("let 's")."""
        before = words[i - 1] if i else _NONE
        after = words[i + 1] if i + 1 < len(words) else _NONE
        key = (before, words[i], after)
        found = self._beside.get(key)
        if found is None:
            there = [word for word in key if word is not _NONE]
            found = self._beside[key] = self._rules(there)[1 if i else 0]
        return found

    def _rules(self, words: Sequence[Word]) -> list[Class]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[text for text, _, _ in words])
        for token, (_, tag, dep) in zip(doc, words, strict=True):
            token.tag_, token.dep_ = tag, dep
        return [(token.pos_, token.lemma_) for token in self._lemmatizer(self._ruler(doc))]


def _by_arc(patterns: Iterable[dict[str, Any]]) -> tuple[set[str], Callable[[str], set[str]]]:
    """The small-letter words of which a rule asks the arc; of a tag the arcs that the rules for any word name."""
    words: set[str] = set()
    arcs: list[tuple[Any, set[str]]] = []
    for token in (t for rule in patterns for pattern in rule["patterns"] for t in pattern if "DEP" in t):
        if "LOWER" in token:
            words.update(_named(token["LOWER"]))
        else:
            arcs.append((token.get("TAG", {}), set(_named(token["DEP"]))))
    assert not any(_PLAIN in named for _, named in arcs)

    @cache
    def of(tag: str) -> set[str]:
        return {arc for asked, named in arcs if "NOT_IN" in asked or tag in _named(asked) or not asked for arc in named}

    return words, of


def _named(asked: Any) -> list[str]:
    """The values that a rule names, to be or not to be among them."""
    return [asked] if isinstance(asked, str) else [value for values in asked.values() for value in values]


def _paired(patterns: Iterable[dict[str, Any]]) -> Any:
    """Whether a word in small letters may be changed by a rule that looks at two words."""
    words: set[str] = set()
    forms: list[str] = []
    for rule in patterns:
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                wanted = pattern[rule.get("index", 0)]["LOWER"]
                if isinstance(wanted, str):
                    words.add(wanted)
                else:
                    words.update(wanted.get("IN", ()))
                    forms += [wanted["REGEX"]] if "REGEX" in wanted else []
    shapes = [re.compile(form) for form in forms]
    return lambda low: low in words or any(shape.search(low) for shape in shapes)

"""Part of speech and base form of words, by the model's own rules, each asked once a word, tag and arc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 200_000  # words remembered; memory stays flat over any number of reports

Word = tuple[str, str, str]  # text, tag, arc
Class = tuple[str, str]  # part of speech, base form
_NONE: Word = ("", "", "")


class Words:
    """Asks the model's attribute ruler and lemmatizer, and remembers what they said."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        rules: list[Any] = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._ruler, self._lemmatizer = rules
        self._known: dict[Word, Class] = {}
        self._beside: dict[tuple[Word, Word, Word], Class] = {}  # of words that the rules see with their neighbours
        self._paired = _paired(self._ruler.patterns)

    def learn(self, words: Iterable[Word]) -> None:
        """Ask about all words that were not met before together, which is much quicker than each by itself."""
        if len(self._known) + len(self._beside) > _MOST:
            self._known.clear()
            self._beside.clear()
            self._lemmatizer.cache.clear()
        new = [w for w in dict.fromkeys(words) if w not in self._known and not self._paired(w[0].lower())]
        if new:
            self._known.update(zip(new, self._rules(new), strict=True))

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

"""Part of speech and base form of words, by the model's own rules, each asked once a word, tag and arc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_MOST = 200_000  # words remembered; memory stays flat over any number of reports

Word = tuple[str, str, str]  # text, tag, arc
_NONE: Word = ("", "", "")


class Words:
    """Asks the model's attribute ruler and lemmatizer, and remembers what they said."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        rules: list[Any] = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._ruler, self._lemmatizer = rules
        self._known: dict[tuple[Word, ...], tuple[str, str]] = {}
        self._paired = _paired(self._ruler.patterns)

    def classes(self, words: Sequence[Word]) -> list[tuple[str, str]]:
        """Part of speech and base form of each word."""
        if len(self._known) > _MOST:
            self._known.clear()
            self._lemmatizer.cache.clear()
        out = []
        for i, word in enumerate(words):
            found = self._known.get((word,))
            if found is None:
                found = self._asked(words, i)
            out.append(found)
        return out

    def _asked(self, words: Sequence[Word], i: int) -> tuple[str, str]:
        """A word that was not met before, or one that the rules see together with its neighbours ("let 's")."""
        if not self._paired(words[i][0].lower()):
            return self._rules((words[i],), 0)
        before = words[i - 1] if i else _NONE
        after = words[i + 1] if i + 1 < len(words) else _NONE
        key = (before, words[i], after)
        return self._known.get(key) or self._rules(key, 1)

    def _rules(self, words: tuple[Word, ...], at: int) -> tuple[str, str]:
        from spacy.tokens import Doc

        there = [n for n, word in enumerate(words) if word is not _NONE]
        doc = Doc(self._vocab, words=[words[n][0] for n in there])
        for token, n in zip(doc, there, strict=True):
            _, token.tag_, token.dep_ = words[n]
        token = self._lemmatizer(self._ruler(doc))[there.index(at)]
        self._known[words] = found = (token.pos_, token.lemma_)
        return found


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

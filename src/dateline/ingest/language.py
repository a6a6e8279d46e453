"""Which language a report is in. Only English ones are read further."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Words of grammar that English shares with no other language of the same alphabet, or hardly any. Where every seventh
# word is one of them there is nothing to ask: of 5,270 English news texts of all sorts, 96 in 100 are above it.
_ENGLISH = frozenset({
    "the", "of", "and", "to", "that", "was", "were", "said", "for", "with", "from", "by", "is", "are", "has", "have",
    "had", "been", "be", "it", "at", "as", "on", "which", "who", "not", "but", "after", "when",
})  # fmt: skip
_SHARE = 0.15
_SAMPLE = 20_000  # characters looked at
_SHORTEST = 60  # letters; below this nothing can be told, and the text is taken for English
_SURE = 0.9


def language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None where it has no letters.

    Too short or too doubtful a text is taken for English: to read a foreign headline finds nothing, to leave an
    English one unread loses it.
    """
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if not words:
        return None
    if sum(w in _ENGLISH for w in words) >= _SHARE * len(words) or sum(map(len, words)) < _SHORTEST:
        return "en"
    code, sure = _identifier().classify(sample)
    return str(code) if sure >= _SURE else "en"


@cache
def _identifier() -> LanguageIdentifier:
    # Loaded only for a text in doubt: a third of a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

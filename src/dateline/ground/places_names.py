"""When two spellings are one place name: by rule, never by list of names.

``key`` is the name without case, accents, spaces and marks: what any spelling of any land must share.
``skeletons`` go further, for lands whose names reach English through another script: article dropped, vowels and
consonants brought to classes. The rules' words are in ``place_names.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from dateline.lexicon import load_toml

# Letters that do not fall apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a",
        "ħ": "h", "ŋ": "ng",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’ʼʻʿʾ`‘″”\"][^\W_]+)*")
_INNER_MARK = re.compile(r"['’ʼʻʿʾ`‘″”\"]")
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
# Arabic letters that one writer keeps apart and the next does not; the article; vowel marks.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None})
# Russian and Ukrainian letters as BGN/PCGN romanises them, without marks.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
        "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip


def words(name: str) -> list[str]:
    """The words of a name in small letters, without accents; Arabic letters in one form."""
    text = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_ARABIC)
    return [_INNER_MARK.sub("", w) for w in _WORD.findall(text)]


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """What every spelling of the name has in common, whatever its case, accents, hyphens and spaces."""
    found = words(name)
    if found and found[0] in _ABBREVIATED and len(found) > 1:
        found[0] = _ABBREVIATED[found[0]]
    joined = "".join(found)
    return joined[2:] if joined.startswith("ال") and len(joined) > 4 else joined


def romanised(name: str) -> str:
    """Cyrillic letters in Latin ones; other text as it is."""
    return name.casefold().translate(_CYRILLIC)


_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(a), b)
    for a, b in (
        (r"tch|ch(?=a|o|u|e|i)", "sh"),  # French and English: Chaddadi, Shaddadi
        (r"kh|gh|q|g", "k"),  # q is written k, g, gh; kh joins it: Khattab, Kattab
        (r"dj", "j"),
        (r"dh|th|z(?=h)", "d"),
        (r"ph", "f"),
        (r"ts|s|z|sh", "s"),
        (r"ck|c", "k"),
        (r"w(?=a|e|i|o|u)|v", "v"),
        (r"ou|oo|au|aw|ow|uw|u|o|w", "u"),
        (r"iyy?a$|iyy?ah$|iyy?eh$|ia$|ieh$|iah$|iye$|ya$|ye$|yeh$|yah$", "y"),
        (r"ee|ii|iy|yi|ie|ea", "i"),
        (r"[ae][iy](?![aeiou])|aa|ae|e|a", "a"),
        (r"y|i", "i"),
        (r"t", "d"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)[ah]+$", ""),
        (r"(?<=.)h", ""),
    )
)
_FUSED_SUN = re.compile(r"^[aeu](?:(sh)\1|([tdrzsnl])\2)")
_FUSED = re.compile(r"^[aeu]l(?=[^aeiou]..)|^[ae]l(?=..{3})")


def skeletons(name: str, *, loose: bool = True) -> tuple[str, ...]:
    """Skeletons of a name, the strictest first. ``loose`` adds those that take a fused article away (Albukamal)."""
    return _skeletons(name, loose)


@lru_cache(maxsize=8192)
def _skeletons(name: str, loose: bool) -> tuple[str, ...]:
    data: dict[str, Any] = load_toml("place_names.toml")
    found = words(romanised(name))
    kept = [w for i, w in enumerate(found) if not (w in data["articles"] and i < len(found) - 1)]
    forms = [kept]
    if loose and kept:
        bare = [_without_article(w) for w in kept]
        if bare != kept:
            forms.append(bare)
    out: dict[str, None] = {}
    for form in forms:
        bones = "".join(_bones(w, data["words"]) for w in form)
        if len(bones) >= 3:
            out[bones] = None
    return tuple(out)


def _without_article(word: str) -> str:
    if m := _FUSED_SUN.match(word):
        return word[m.start() + 1 + len(m.group(1) or m.group(2)) :]
    return _FUSED.sub("", word) if len(word) >= 6 else word


def _bones(word: str, table: dict[str, str]) -> str:
    if word in table:
        return table[word]
    for rule, into in _RULES:
        word = rule.sub(into, word)
    return word

"""A stretch of a sentence that names people one by one, read from left to right by the order of its words.

"Musa Bako, 61, his wife Awa, their sons Idris (9) and Omar, and a neighbour": nouns of kinship, names, ages and what
stands in brackets. The parse of such lists is seldom whole (see ``harm_list.py``), so no arcs are asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.claims import kin_words as kw
from dateline.claims.kin_words import CALLING, DASHES, GROWN, Kind, age_at, kind_at
from dateline.claims.named_person import Person, Said, may_be_person
from dateline.reading import Grounded, Token

OWNERS = {"his": "m", "her": "f", "their": "", "its": ""}
GENITIVE = frozenset({"'s", "’s", "'", "’"})
_WITH = frozenset({"with", "alongside", "along", "together", "besides", "plus"})
_ENDS = frozenset({".", "!", "?"})
_MEMBERS = frozenset({
    "member", "members", "person", "people", "civilian", "civilians", "relative", "relatives", "victim", "victims",
})  # fmt: skip
_ASIDES = frozenset({
    "in", "on", "at", "by", "from", "to", "for", "near", "during", "into", "under", "of", "through", "after", "before",
    "when", "while", "who", "whose", "which", "that", "where",
})  # fmt: skip
_CLOSES = {"(": ")", "[": "]"}
_QUOTES = frozenset("\"“”‘’'«»")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "umm", "de", "von", "van", "da", "abdel", "abdul", "o"})
_MANY = 40  # no more are told by name in one list
_BRACKET = 12  # words in brackets that tell of one person


@dataclass(slots=True)
class NamedList:
    """``found``: the people; ``owners``: what the list tells of people whose kin are named ("Ali's wife").

    ``unit``: the last kin named by a noun, ``told``: how many names behind it may say who they are.
    """

    grounded: Grounded
    first: int
    last: int
    sentence: int
    found: list[Person] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    told: int = 0
    unit: Person | None = None
    single: list[Person] = field(default_factory=list)
    aside: bool = False  # behind "in", "by", "who"
    within: bool = False  # behind "of": "one of three men"
    comma: int = 0
    joined: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.grounded.parsed.tokens

    def read(self) -> NamedList:
        i = self.first
        while i < self.last:
            step = self._step(i)
            if step <= i:
                break
            i = step
        self._spread()
        return self

    def _spread(self) -> None:
        """ "Four children: a son, Ali, and ...": who follows is of them. Without a name or an owner there must be a
        family ("the father, mother and sister"): "a man" and "two boys" are tolls."""
        for n, unit in enumerate(self.found):
            if unit.several and unit.kin in kw.words("of_any_sex"):
                for p in self.found[n + 1 :]:
                    if p.kin in kw.words("descendants") and 0 < p.number <= unit.number:
                        unit.number -= p.number
        if not any(p.name or p.owned for p in self.found):
            family = [p for p in self.found if p.definite and p.number == 1]
            self.found = family if len(family) > 1 else []
        self.found = [p for p in self.found if p.number > 0]

    def _step(self, i: int) -> int:
        """Past the word ``i`` and what belongs to it; ``i`` itself where the list ends."""
        t = self.tokens[i]
        word = t.lower
        if word in _ENDS:
            return i if word != "." else i + 1
        if (aged := age_at(self.tokens, i, self.last)) is not None:
            return self._of_age(i, *aged)
        if word in _CLOSES:
            return self._bracket(i)
        if word in _QUOTES:
            return i + 1
        if word in (",", ":", ";") or word in DASHES:
            self.comma, self.joined, self.aside = i, False, self.aside and word == ","
            return i + 1
        if word in ("and", "&", "as") or word in _WITH:
            return self._join(i)
        if (end := self._past_time(i)) > i:
            return end
        if word in OWNERS:
            self.said.owner, self.aside = word, False
            return i + 1
        if word in ("a", "an", "the", "another"):
            self.said.article = word
            return i + 1
        if (end := self._count(i)) > i:
            return end
        return self._word(i, t)

    def _word(self, i: int, t: Token) -> int:
        noun = t.pos in ("NOUN", "PROPN", "ADJ", "VERB") and (t.text.islower() or self._opens(i))
        if noun and (end := self._noun(i, t)) > i:
            return end
        if t.pos == "PROPN" or (t.text[:1].isupper() and t.pos in ("NOUN", "ADJ", "INTJ", "X")):
            return self._name(i)
        if t.lower == "of" and self.said.number is not None and self.grounded.at(i - 1, "count"):
            return i + 1  # "two of her sons"
        if t.lower in _ASIDES:
            self.aside, self.within, self.told, self.said = True, t.lower == "of", 0, Said()
            return i + 1
        if t.pos in ("VERB", "SCONJ") and t.lemma not in kw.words("verbs"):
            return i
        if t.pos in ("AUX", "VERB"):
            self.aside = self.aside and t.lemma in ("be", "have", "kill", "die")
            if t.lemma not in ("name", "call"):
                self.said = Said()
        return i + 1

    def _opens(self, i: int) -> bool:
        return i == self.grounded.parsed.sentences[self.tokens[i].sent].first

    def _of_age(self, i: int, age: int, end: int) -> int:
        """An age tells of the name before it ("Ali, 9,") or of who comes ("9-year-old Ali")."""
        behind = self.tokens[end] if end < self.last else None
        closed = behind is None or (behind.pos in ("PUNCT", "CCONJ", "AUX", "VERB") and behind.text not in DASHES)
        if self.found and i - self.found[-1].last <= 2 and closed:
            self.found[-1].grown = age >= GROWN
        else:
            self.said.age, self.aside = age, False
        return end

    def _join(self, i: int) -> int:
        word = self.tokens[i].lower
        if word == "as":
            well = [t.lower for t in self.tokens[i + 1 : i + 3]] == ["well", "as"]
            if not well:
                self.aside, self.said = True, Said()
                return i + 1
            self.told, self.joined, self.aside = 0, True, False
            return i + 3
        self.joined, self.said = True, Said()
        if word in _WITH:
            self.told, self.aside = 0, False
        return i + 1

    def _past_time(self, i: int) -> int:
        when = self.grounded.at(i, "time")
        if not when or any(t.lower == "old" for t in self.tokens[i : i + 5]):
            return i
        self.said = Said()
        return max(i + 1, min(when[0].last, self.last))

    def _count(self, i: int) -> int:
        """Past a number of people; one that is a range, or too high, counts nobody."""
        counts = [e for e in self.grounded.at(i, "count") if e.first == i and e.count is not None]
        if not counts or counts[0].count is None:
            return i
        c = counts[0].count
        if self.said.number is not None:  # "one of three men"
            self.said.number = 0
            return max(e.last for e in counts)
        self.said.number = c.low if c.low == c.high and c.low and c.low <= _MANY else 0
        return max(e.last for e in counts)

    def _noun(self, i: int, t: Token) -> int:
        """Past a noun of kinship or of an occupation, or an adjective of sex or age; ``i`` where it is none."""
        if t.lower in kw.beside():
            sex, grown = kw.beside()[t.lower]
            self.said.sex = self.said.sex or sex
            self.said.grown = grown if self.said.grown is None else self.said.grown
            return i + 1
        kind = kind_at(self.tokens, i)
        if kind is None and self.said.sex and t.lower in _MEMBERS:  # "three female members of the family"
            kind = Kind(t.lemma, self.said.sex, None, "", i + 1)
        if kind is None:
            return i
        after = kind_at(self.tokens, kind.last) if kind.last < self.last else None
        if after is not None and after.noun != CALLING and kind.noun in kw.words("attributes") and t.tag != "NNS":
            self.said.sex, self.said.grown = self.said.sex or kind.sex, kind.grown  # "baby boy", "adult son"
            return kind.last
        plural = t.tag in ("NNS", "NNPS") or self.tokens[kind.last - 1].tag in ("NNS", "NNPS")
        return self._kin(i, kind, plural)

    def _kin(self, i: int, kind: Kind, plural: bool) -> int:
        said, end = self.said, kind.last
        next_word = self.tokens[end] if end < self.last else None
        if next_word is not None and next_word.lower in GENITIVE:  # "his brother's wife"
            self.said = Said(owner="'s")
            return end + 1
        called = next_word is not None and next_word.pos == "PROPN" and not plural
        of = next_word is not None and next_word.lower == "of"
        if self._apposed(i, plural, called):
            self._tell(self.found[-1], kind)
            self.found[-1].last = end
            self.said = Said()
            return self._past_of(end) if of else end
        if self.aside and not (said.owner or (said.number and not self.within) or said.age is not None):
            self.said = Said()
            return end
        self.aside = False
        if kind.noun == CALLING:
            return self._called(i, kind, plural, called)
        number = said.number if said.number is not None and not (plural and said.number == 1) else (0 if plural else 1)
        self._owner(kind.noun)
        unit = self._add(i, end, number, kind.noun, kind.sex, kind.grown)
        follows = self.joined and len(self.found) > 1 and self.found[-2].definite and not said.article
        unit.several, unit.owned = plural, said.owner == "'s"
        unit.definite = bool(said.owner) or said.article == "the" or follows
        if unit.number == 1 and not plural:
            self.single.append(unit)
        self.unit, self.told, self.joined, self.said = unit, number or _MANY, False, Said()
        return self._past_of(end) if of else end

    def _apposed(self, i: int, plural: bool, called: bool) -> bool:
        """ "Ali, a teacher", "Huda, the wife of Omar"."""
        if not self.found or plural or called or self.joined or self.said.article not in ("a", "an", "the"):
            return False
        before = self.found[-1]
        return before.number == 1 and bool(before.name) and i - before.last <= 3 and self.comma >= before.last

    def _tell(self, p: Person, kind: Kind) -> None:
        p.learn(kind.sex, kind.grown)
        p.calling = p.calling or kind.group
        p.kin = p.kin or ("" if kind.noun == CALLING else kind.noun)
        if self.said.age is not None:
            p.grown = self.said.age >= GROWN

    def _called(self, i: int, kind: Kind, plural: bool, called: bool) -> int:
        """ "Doctor Ali Noor", "a nurse"."""
        if called or plural or self.said.article not in ("a", "an", "another"):
            self.said = Said(grown=True, calling=kind.group, sex=self.said.sex, age=self.said.age) if called else Said()
            return kind.last
        self.unit = self._add(i, kind.last, 1, CALLING, "", True)
        self.unit.calling, self.told, self.said = kind.group, 1, Said()
        return kind.last

    def _past_of(self, end: int) -> int:
        """Past "of Ali Noor", "of his brother": whose kin they are."""
        i = end + 1
        while i < self.last and (
            self.tokens[i].pos in ("PROPN", "DET", "PRON", "ADJ", "NOUN") or self.tokens[i].lower in ("'s", "’s", "-")
        ):
            i += 1
        self.told = 0 if self.told < 2 else self.told
        return i

    def _add(self, first: int, last: int, number: int, noun: str, sex: str, grown: bool | None) -> Person:
        said = self.said
        grown = said.grown if grown is None else grown
        if said.age is not None:
            grown = said.age >= GROWN
        p = Person(first, last, self.sentence, number, (), sex or said.sex, grown, noun, said.calling)
        self.found.append(p)
        return p

    def _owner(self, noun: str) -> None:
        """ "His wife" tells of the man before it, and that he is grown."""
        sex = OWNERS.get(self.said.owner, "")
        owner = next((p for p in self.found if p.number == 1 and p.sex in ("", sex)), None) if sex else None
        if owner is not None:
            owner.learn(sex, True if noun in kw.words("of_grown") else None)

    def _bracket(self, i: int) -> int:
        """Past brackets, which tell the age or the kunya of the one before them: "(9)", "(Umm Salem)", "(a child)"."""
        sign, reach = _CLOSES[self.tokens[i].text], range(i + 1, min(self.last, i + 2 * _BRACKET))
        close = next((n for n in reach if self.tokens[n].text.endswith(sign)), None)
        if close is None:
            return i + 1
        if self.found and i - self.found[-1].last <= 1:
            if close - i < _BRACKET:
                self._inside(self.found[-1], i + 1, close + 1)
            self.found[-1].last = close + 1
        return close + 1

    def _inside(self, p: Person, first: int, last: int) -> None:
        before = ","
        for i in range(first, last):
            word = self.tokens[i].lower.strip("()“”\"'’‘")
            if (aged := age_at(self.tokens, i, last)) is not None:
                p.grown = aged[0] >= GROWN
            elif word.isdecimal() and before in (",", "") and int(word) < 111:
                p.grown = int(word) >= GROWN
            elif word in kw.words("father_of"):
                p.learn("m", True)
            elif word in kw.words("mother_of"):
                p.learn("f", True)
            elif i < first + 3 and (kind := kind_at(self.tokens, i)) is not None and kind.noun != CALLING:
                p.learn(kind.sex, kind.grown)
            before = word

    def _name(self, i: int) -> int:
        """Past a name: of the kin before it, or of one more."""
        sex, words, run = self._titled(i)
        end = self._past_name(run, words)
        if end == run:
            return max(run, i + 1)
        if end < self.last and self.tokens[end].lower in ("'s", "’s"):  # "Ali's wife"
            self._owns(words[0], end)
            self.said = Said(owner="'s")
            return end + 1
        said = self.said
        if not self._fits(i, run, end):
            if not (self.aside and said.age is None):
                self.said = Said()
            return end
        said.sex, said.grown = said.sex or sex, True if run > i and said.grown is None else said.grown
        self._give(i, end, tuple(words))
        self.joined, self.said = False, Said()
        return end

    def _titled(self, i: int) -> tuple[str, list[str], int]:
        """The sex that titles tell, those of them that are names ("Umm Ali"), and where they end."""
        sex, words = "", list[str]()
        while i < self.last and (title := self.tokens[i].lower.rstrip(".")) in kw.titles():
            sex = sex or kw.titles()[title]
            if title in kw.words("mother_of") or title in kw.words("father_of"):
                words.append(title)
            i += 1
        return sex, words, i

    def _past_name(self, run: int, words: list[str]) -> int:
        """Where a name ends; its words are added to ``words``."""
        i, tokens = run, self.tokens
        while i < self.last and not self.grounded.at(i, "time"):
            t = tokens[i]
            capital = t.text[:1].isupper() and t.pos in ("NOUN", "ADJ", "INTJ", "X", "VERB")
            if t.pos == "PROPN" or capital or t.lower in _PARTICLES:
                words.append(t.lower)
            elif not (t.text in DASHES and run < i < self.last - 1 and self._hyphen(i)):
                break
            i += 1
        return i

    def _hyphen(self, i: int) -> bool:
        t, after = self.tokens[i], self.tokens[i + 1]
        return after.text[:1].isupper() and t.start == self.tokens[i - 1].end and after.start == t.end

    def _owns(self, name: str, end: int) -> None:
        kind = next((k for n in range(end + 1, min(end + 5, self.last)) if (k := kind_at(self.tokens, n))), None)
        if kind is not None and kind.noun in kw.words("of_grown"):
            self.owners[name] = {"wife": "m", "husband": "f"}.get(kind.noun, "")

    def _fits(self, first: int, run: int, end: int) -> bool:
        """Whether a name is one of the list: no body, no place, none of an aside."""
        aged = self.said.age is not None
        if self.aside and not aged:
            return False
        comma = end + 1 < self.last and self.tokens[end].text == ","  # "Sadia, 16,"
        aged = aged or (comma and age_at(self.tokens, end + 1, self.last) is not None)
        if not aged and not self.told and not may_be_person(self.grounded, first, end):
            return False
        if first and self.tokens[first - 1].text == "/" and self.found:
            return False
        place = bool(self.grounded.at(run, "place")) and self.tokens[run].ent != "PERSON"
        return aged or self.told > 0 or not place

    def _give(self, first: int, end: int, name: tuple[str, ...]) -> None:
        """Gives a name to the kin before it that has none, or to one more person."""
        unit = self.unit if self.told > 0 else None
        if unit is not None and (pair := self._pair(unit)) is not None:  # "mother and son, Awa and Omar"
            self._call(pair, end, name)
            self.told, self.comma = 1, end
        elif unit is not None and not unit.several and not unit.name and not (self.joined and self.comma < unit.last):
            self._call(unit, end, name)
            self.told = 0
        elif unit is not None and unit.several:
            grown = unit.grown if self.said.age is None else None
            self._add(first, end, 1, unit.kin, unit.sex, grown).name = name
            unit.number -= unit.number > 0
            self.told -= 1
        else:
            self._add(first, end, 1, "", "", None).name = name
            self.told, self.unit = 0, None

    def _pair(self, unit: Person) -> Person | None:
        """The first of two kin who are named behind both."""
        if len(self.single) < 2 or self.single[-1] is not unit or self.comma < unit.last or self.joined:
            return None
        before = self.single[-2]
        return before if unit.first - before.last <= 1 and not before.name else None

    def _call(self, p: Person, end: int, name: tuple[str, ...]) -> None:
        p.name, p.last, p.sex = name, end, p.sex or self.said.sex
        if self.said.age is not None:
            p.grown = self.said.age >= GROWN

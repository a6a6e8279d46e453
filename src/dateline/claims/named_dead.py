"""Those whom a report names one by one among its dead: who is a child, a woman, a man.

"Musa Bako was killed along with his wife Awa and their two sons, Idris, 9, and Omar, 6": a man, a woman and two
children. As those who record casualties do (Every Casualty Counts, Standards for Casualty Recording, 2016, on
disaggregation; each once, below 18 years as a child), kinship, ages and pronouns are asked, not names: what no word
tells stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims import kin_words as kw
from dateline.claims.named_list import OWNERS, NamedList
from dateline.claims.named_person import Person
from dateline.claims.records import HarmFact
from dateline.reading import Grounded, Sentence, Token

_DEAD = frozenset({"victim", "dead", "deceased", "fatality", "martyr", "casualty", "name", "killed"})
_NAMING = frozenset({"include", "identify", "name", "be", "list"})
_BEFORE = frozenset({"year", "years", "month", "months", "week", "weeks", "old", "and", "'s", "’s"})
_HE, _SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her"})
_NEAR = 40  # words between a name and the pronoun that may tell of it
_FULL = 6  # words of a full name


def named_dead(grounded: Grounded, facts: Sequence[HarmFact], others: Sequence[HarmFact] = ()) -> list[Person]:
    """Everybody who is named among the dead of an event, once, with what the whole report tells of them.

    ``facts``: the harm that is told of the event; ``others``: the harm of other events.
    """
    people: list[Person] = []
    owners: dict[str, str] = {}
    for found in _lists(grounded, facts, others):
        owners.update(found.owners)
        for p in found.found:
            old = next((q for q in people if _same(q, p)), None) if p.name else _told_before(people, p)
            if old is None:
                people.append(p)
            else:
                _merge(old, p)
    people = [p for p in people if p.name or not _named_elsewhere(people, p)]
    for p in people:
        if p.name and p.name[0] in owners:
            p.learn(owners.pop(p.name[0]), True)
    _by_pronoun(grounded, [p for p in people if p.name and not p.sex])
    _by_siblings(people)
    if len(people) == 1 and people[0].name and not people[0].kin:
        people[0].learn("", True)  # one who is named without an age or kin: no child
    return people


def _lists(grounded: Grounded, facts: Sequence[HarmFact], others: Sequence[HarmFact]) -> Iterator[NamedList]:
    """The stretches that name the dead, in text order; "the victims were" goes on with the event told last."""
    tokens = grounded.parsed.tokens
    elsewhere = {tokens[f.head].sent for f in others if _tells(f)}
    by_sentence: dict[int, list[HarmFact]] = {}
    for f in facts:
        by_sentence.setdefault(tokens[f.head].sent, []).append(f)
    told = not elsewhere or min(by_sentence, default=0) < min(elsewhere)
    for s in grounded.parsed.sentences:
        mine = sorted(by_sentence.get(s.index, ()), key=lambda f: f.first)
        dead = [f for f in mine if _tells(f)]
        if dead:
            yield from _of_facts(grounded, s, mine, dead)
            told = True
        elif s.index in elsewhere:
            told = False
        elif told and (at := _headed(tokens, s)) is not None:
            yield NamedList(grounded, at, s.last, s.index).read()


def _tells(f: HarmFact) -> bool:
    return f.effect == "killed" and f.part_of is None and f.polarity == "affirmed" and not f.status and f.high != 0


def _of_facts(
    grounded: Grounded, s: Sentence, facts: Sequence[HarmFact], dead: Sequence[HarmFact]
) -> Iterator[NamedList]:
    """From each toll of a sentence to who was harmed otherwise. Behind a number ("six people, two of them boys") only
    those count who have a name, or stand behind a colon."""
    tokens, end = grounded.parsed.tokens, 0
    for f in dead:
        if f.first < end:
            continue
        stop = min([x.first for x in facts if x.effect != "killed" and x.first >= f.last] or [s.last])
        found = NamedList(grounded, _begin(tokens, f.first, s.first), stop, s.index).read()
        head = tokens[f.head]
        if f.low != 1 and not f.partial and head.lower not in kw.kin() and head.lemma not in kw.kin():
            colon = next((t.i for t in tokens[f.first : s.last] if t.text == ":"), s.last)
            found.found = [p for p in found.found if p.name or p.first > colon]
        end = max(f.last, found.found[-1].last if found.found else 0)
        yield found


def _begin(tokens: Sequence[Token], i: int, first: int) -> int:
    """Before what a toll leaves out of its list: "61-year-", a title, the first of "Ali, his mother and her sister"."""
    while i > first:
        t = tokens[i - 1]
        listed = t.pos in ("NUM", "PROPN", "DET") or t.text in (",", "-", "–", "(", ")") or t.lower in OWNERS
        if not (listed or t.lower in _BEFORE or t.lemma in kw.kin() or t.lower in kw.beside()):
            break
        i -= 1
    return i


def _headed(tokens: Sequence[Token], s: Sentence) -> int | None:
    """Behind "the victims were identified as", "among those killed were", "the names of the dead:", "named them as"."""
    begin = tokens[s.first : min(s.last, s.first + 20)]
    dead = next((t for t in begin if t.lemma.lower() in _DEAD or t.lower in _DEAD), None)
    if dead is None:
        them = next((t for t in begin[1:] if t.lower in ("them", "him") and tokens[t.i - 1].lemma in _NAMING), None)
        if them is not None:
            return them.i + 2 if them.i + 2 < s.last and tokens[them.i + 1].lower == "as" else None
        dead = begin[0] if begin and begin[0].lower in ("they", "these") else None
    if dead is None:
        return None
    for t in tokens[dead.i + 1 : min(s.last, dead.i + 14)]:
        if t.text == ":":
            return t.i + 1
        if t.lemma in _NAMING:
            after = tokens[t.i + 1 : min(s.last, t.i + 8)]
            at = next((x.i for x in after if x.lower == "as" or x.text == ":"), None)
            if at is not None:
                return at + 1
            if t.lemma in ("include", "be") and any(x.lower not in ("been", "also", "identified") for x in after):
                return t.i + 1
    return None


def _same(a: Person, b: Person) -> bool:
    """One person by name; two cousins of one name differ in the next."""
    if not a.name or not b.name or a.name[0] != b.name[0]:
        return False
    if len(a.name) == 1 or len(b.name) == 1:
        return True
    return a.name[1] == b.name[1] or (min(len(a.name), len(b.name)) == 2 and a.name[-1] == b.name[-1])


def _merge(old: Person, p: Person) -> None:
    old.learn(p.sex, p.grown)
    old.calling, old.kin = old.calling or p.calling, old.kin or p.kin
    if len(p.name) > len(old.name):
        old.name = p.name


def _told_before(people: Sequence[Person], p: Person) -> Person | None:
    """Whom an unnamed "her son" of another sentence may be: as many of that kin or kind, told before."""
    alike = [
        q for q in people
        if q.sentence != p.sentence and (q.kin == p.kin or (q.group and q.group == p.group)) and q.number <= p.number
    ]  # fmt: skip
    return alike[0] if alike and sum(q.number for q in alike) >= p.number else None


def _named_elsewhere(people: Sequence[Person], unit: Person) -> bool:
    """Whether as many of that kin or kind are named in another sentence."""
    near = {unit.kin} | (kw.words("descendants") if unit.kin in kw.words("of_any_sex") else frozenset())
    alike = (
        p for p in people
        if p.name and p.sentence != unit.sentence and (p.kin in near or (p.group and p.group == unit.group))
    )  # fmt: skip
    return sum(p.number for p in alike) >= unit.number


def _by_pronoun(grounded: Grounded, people: Sequence[Person]) -> None:
    """The sex that "he" and "her" tell, near the name and with no other name between, most of the time."""
    tokens, wanted = grounded.parsed.tokens, {p.name[0] for p in people}
    at: dict[str, list[Token]] = {}
    for t in tokens if wanted else ():
        if t.lower in wanted:
            at.setdefault(t.lower, []).append(t)
    for p in people:
        told = [_pronoun_behind(grounded, p, t) for t in at.get(p.name[0], ())]
        he, she = told.count("m"), told.count("f")
        p.sex = "m" if he > 1.5 * she else "f" if she > 1.5 * he else ""


def _pronoun_behind(grounded: Grounded, p: Person, name: Token) -> str:
    sentences = grounded.parsed.sentences
    stop = sentences[min(name.sent + 1, len(sentences) - 1)].last
    for x in grounded.parsed.tokens[name.i + 1 : min(stop, name.i + _NEAR)]:
        if x.lower in _HE:
            return "m"
        if x.lower in _SHE:
            return "f"
        other = x.ent == "PERSON" and x.pos == "PROPN" and x.lower not in p.name
        if other and (x.sent != name.sent or x.i > name.i + _FULL):
            break
    return ""


def _by_siblings(people: Sequence[Person]) -> None:
    """Sons and daughters whose age nothing tells are as old as the others of their list; several are children, one who
    is named alone with a parent is grown."""
    by_sentence: dict[int, list[Person]] = {}
    for p in people:
        if p.kin in kw.words("descendants") or p.kin in kw.words("of_any_sex"):
            by_sentence.setdefault(p.sentence, []).append(p)
    for listed in by_sentence.values():
        open_ = [p for p in listed if p.grown is None and p.kin in kw.words("issue")]
        known = {p.grown for p in listed if p.grown is not None}
        grown = False not in known if known else sum(p.number for p in open_) < 2
        for p in open_:
            p.grown = grown

"""Which event told before an answer speaks of, where no grammar ties it to one: a weighed choice.

"The army denied it", "he put the dead at nine", "they came in a truck": every event that the report has told may be
meant. The rules (``addressed.py``) name one; how near each is told, of what type it is, who told it and which of its
words the answer takes up speak for it or for another. The weights are fitted (``choice.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from dateline.claims.addressed import BACK, names
from dateline.claims.choice import Candidate, choose, grounds
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.novelty import root_of
from dateline.claims.sources_stance import side
from dateline.claims.words import lemma
from dateline.lexicon import load_toml, word_set
from dateline.model import Reason
from dateline.reading import Token

JUST = 1  # sentences
OVER = 1.2  # how many times as likely as the event that the rules have another one must be
TELLING = frozenset({"NOUN", "PROPN", "VERB"})
DISTANCES = ("here", "just", "near", "near", "far", "far", "far")  # by sentences; then "long ago"
# Verbs of speaking, having and doing, that tell of no event.
EMPTY = word_set("modality.toml", "replies", "empty")
SO = frozenset({"sort", "kind", "such", "man"})  # "nothing of the sort", "those were not our men"
# Types that are told alike.
KINDS = {
    "fire": ("air_strike", "shelling", "chemical_attack"),
    "bomb": ("bombing", "suicide_bombing", "grenade"),
    "taking": ("territory_taken", "territory_left", "siege"),
    "law": ("arrest", "weapons_seized"),
    "peace": ("agreement", "aid", "displacement"),
    "crowd": ("protest", "riot"),
}
KIND_OF = {type_: kind for kind, types in KINDS.items() for type_ in types}


Event = tuple[Draft, ...]  # the telling that an answer goes on with, and then all of them, the last first


class Answer(NamedTuple):
    """What of an answer is compared with each event."""

    draft: Draft
    rule: Draft  # the event that the rules have
    words: frozenset[str]  # of what is said
    beside: frozenset[str]  # of the rest of its sentence
    verbs: frozenset[str]  # the types of events that its verbs may tell
    names: frozenset[str]  # of its voices
    sides: frozenset[str]


class AnswerChoice:
    """Asks of the answers of one report, in text order, what they speak of."""

    def __init__(self, view: View) -> None:
        self._view = view
        title = view.grounded.parsed.document.title or ""
        self._title = frozenset(w.strip("'\"“”‘’,.;:?!()").casefold() for w in title.split())
        self._words: dict[int, frozenset[str]] = {}  # of what a draft tells, by its id
        self._forms: dict[int, frozenset[str]] = {}

    def meant(self, draft: Draft, done: Sequence[Draft], rule: Draft | None) -> Draft | None:
        """The event that an answer speaks of. ``rule``: the one that the rules have; without one it speaks of none."""
        if rule is None or names(draft, rule):
            return rule
        answer = self._answer(draft, rule)
        if draft.sentence - rule.sentence <= JUST and _says_no_more(answer):
            return rule
        candidates = self._candidates(answer, done)
        event, chance = choose("answer", draft, candidates, OVER)
        meant = event[0]
        if meant is rule:
            return rule
        told = next(c for c in candidates if c.meant is event)
        why = f"event most likely spoken of ({chance:.2f}): {'; '.join(grounds('answer', told))}"
        draft.why.append(Reason(field="type", rule=why, span=meant.trigger, alternatives=(rule.type,)))
        return meant

    def _candidates(self, answer: Answer, done: Sequence[Draft]) -> list[Candidate[Event]]:
        """Every event told before; that of the rules first."""
        events: dict[int, list[Draft]] = {id(root_of(answer.rule)): []}
        for d in reversed(done[-BACK:]):
            events.setdefault(id(root_of(d)), []).append(d)
        events = {k: told for k, told in events.items() if told}
        lead = root_of(done[0])
        words = {k: frozenset(chain.from_iterable(map(self._of, told))) for k, told in events.items()}
        events_with = Counter(w for of in words.values() for w in of)
        out = []
        for k, told in events.items():
            one = [w for w in words[k] if events_with[w] == 1]
            features = dict.fromkeys((*self._told(answer, told), *_worded(answer, words[k], one)), 1.0)
            if root_of(told[0]) is lead:
                features["lead"] = 1.0
            by_rule = "as the rules have it" in features
            meant = answer.rule if by_rule else next((d for d in told if not d.answer), told[0])
            out.append(Candidate((meant, *told), features))
        return out

    def _answer(self, draft: Draft, rule: Draft) -> Answer:
        content = draft.statement.content if draft.statement is not None else ()
        sentence = self._sentence(draft)
        said = [self._view.tokens[i] for first, last in content for i in range(first, last)] or sentence
        words = self._content(draft, said)
        return Answer(
            draft=draft,
            rule=rule,
            words=words,
            beside=self._content(draft, sentence) - words,
            verbs=frozenset(type_ for t in said if t.pos == "VERB" for type_ in self._view.types_of(t)),
            names=frozenset(s.name.lower() for s in draft.sources if s),
            sides=frozenset(side(s.actor) for s in draft.sources if s and s.actor),
        )

    def _told(self, answer: Answer, told: Sequence[Draft]) -> Iterator[str]:
        """What speaks for an event by where, how and by whom it was told, the last time first."""
        draft, last = answer.draft, told[0]
        gap = draft.sentence - last.sentence
        yield f"told {DISTANCES[gap] if gap < len(DISTANCES) else 'long ago'}"
        yield KIND_OF.get(last.type, last.type)
        if root_of(last) is root_of(answer.rule):
            yield "as the rules have it"
        if any(d.paragraph == draft.paragraph for d in told):
            yield "same paragraph"
        if not answer.verbs.isdisjoint(d.type for d in told):
            yield "a verb of its type"
        if any(not self._title.isdisjoint(self._long(d)) for d in told):
            yield "title"
        effects = {f.effect for d in told for f in d.event.facts if f.polarity == "affirmed"}
        yield "killed" if "killed" in effects else "harmed" if effects else "no toll"
        yield from _voices(answer, told)

    def _long(self, draft: Draft) -> frozenset[str]:
        """Its words that a title may take up."""
        found = self._forms.get(id(draft))
        if found is None:
            found = self._forms[id(draft)] = frozenset(t.lower for t in self._evidence(draft) if len(t.text) > 3)
        return found

    def _of(self, draft: Draft) -> frozenset[str]:
        found = self._words.get(id(draft))
        if found is None:
            found = self._words[id(draft)] = _telling(self._evidence(draft))
        return found

    def _content(self, draft: Draft, words: Iterable[Token]) -> frozenset[str]:
        """The telling words, without parties and voices: these say who speaks, and of no one event."""
        spans = [s.span for s in draft.sources if s is not None and s.span is not None]
        said = (t for t in words if not any(s.start <= t.start < s.end for s in spans))
        return _telling(t for t in said if not self._view.is_party(t))

    def _evidence(self, draft: Draft) -> list[Token]:
        span = draft.evidence
        return [t for t in self._sentence(draft) if span.start <= t.start and t.end <= span.end]

    def _sentence(self, draft: Draft) -> Sequence[Token]:
        sentence = self._view.grounded.parsed.sentences[draft.sentence]
        return self._view.tokens[sentence.first : sentence.last]


def _says_no_more(answer: Answer) -> bool:
    """ "Denied it", "rejected the accusation", "that never happened": no words for another event than the last."""
    draft = answer.draft
    plain = draft.stance in ("denies", "doubts") and not (draft.toll or draft.scene)
    return plain and answer.words <= _replying()


def _worded(answer: Answer, words: frozenset[str], one: Sequence[str]) -> Iterator[str]:
    """What speaks for an event by its words. ``one``: those that no other event of the report has."""
    alone = len(answer.words.intersection(one))
    if alone:
        yield "a word of this event only"
    if alone > 1:
        yield "words of this event only"
    if not answer.beside.isdisjoint(one):
        yield "beside a word of this event only"
    if not words.isdisjoint(answer.words | answer.beside):
        yield "a word in common"


def _voices(answer: Answer, told: Sequence[Draft]) -> Iterator[str]:
    """Who told of it, as to who answers."""
    by = [{s.name.lower() for s in d.sources if s} for d in told]
    if any(answer.names & names for names in by):
        yield "told by the same voice"
        if answer.names & by[0]:
            yield "told last by the same voice"
    elif answer.sides & {side(s.actor) for d in told for s in d.sources if s and s.actor}:
        yield "told by the same side"
    elif any(by):
        yield "told by others"
    if not any(by):
        yield "told by the paper"


def _telling(words: Iterable[Token]) -> frozenset[str]:
    dull = word_set("linking.toml", "common_words")
    return frozenset(
        lemma(t)
        for t in words
        if t.pos in TELLING and len(t.text) > 2 and t.lower not in dull and lemma(t) not in EMPTY
    )


@cache
def _replying() -> frozenset[str]:
    """Words that answer what was told and tell nothing themselves."""
    known = load_toml("modality.toml")
    own, untrue = known["rebutting"], known["untrue"]
    words = (*own["charges"], *own["happening"], *own["things"], *own["true"], *untrue["calling"], *untrue["false"])
    return SO.union(known["answering"], words)

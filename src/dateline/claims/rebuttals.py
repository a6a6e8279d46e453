"""Answers that are a clause of their own: "the killers were bandits", "it was a quarrel", "no soldier fired", "we knew
of no such raid". Which event they answer is settled later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.claims.frames import View
from dateline.claims.own import of_the_voice
from dateline.claims.records import Statement
from dateline.claims.words import lemma
from dateline.lexicon import load_toml
from dateline.model import Stance
from dateline.reading import Token

MOST = 12  # words: more tell of something else
NEAR = 2  # sentences after the last event told
PARTIES = frozenset({"official", "military", "armed_group", "police", "relative", "resident", "witness", "anonymous"})
NONE = frozenset({"no", "nobody", "none", "never", "any", "anybody"})
OURS = frozenset({"our", "ours", "his", "its", "us", "we", "theirs", "their"})
FORCE = frozenset({"armed", "armedactor", "aircraft", "military", "warvehicle"})
WITHIN = frozenset({"in", "at", "near", "on", "within", "inside", "around"})
DOER = frozenset({"armed", "armedactor", "militant_kind", "suspect", "police", "mobonly", "intruder"})


def rebuttal(
    view: View, statement: Statement, words: Sequence[Token], head: Token, marks: Sequence[int]
) -> Stance | None:
    """The stance of such an answer, None where the words are none."""
    if statement.stance not in ("reports", "denies", "doubts") or not all(s.kind in PARTIES for s in statement.sources):
        return None
    known = load_toml("modality.toml")["rebutting"]
    if _unaware(words, head, known):
        return "doubts"
    inside = {t.i for t in words}
    if len(words) <= 2 * MOST and near(view, head, marks) and _away(view, head, known):
        return "denies"
    if len(words) > MOST or not near(view, head, marks) or not inside.isdisjoint(marks):
        return None
    sound = any(lemma(t) in known["sound"] and t.dep == "acomp" and lemma(t.head) == "be" for t in words)
    if _is_none(view, words, known) or _never_was(head, known) or sound:
        return "denies"
    if lemma(head) == "belong" and statement.polarity != "denied":  # "the killers belonged to the Red Front"
        whose = [t for t in view.prepositional(head, frozenset({"to"})) if t.i in inside]
        theirs = any(c.dep == "nsubj" and lemma(c) in known["culprits"] for c in head.children)
        return "accuses" if theirs and any(view.classes(t) & DOER for t in whose) else None
    if statement.polarity == "denied" or lemma(head) != "be":
        return None
    return _what_it_was(view, head, inside, known)


def near(view: View, head: Token, marks: Sequence[int]) -> bool:
    before = bisect_left(marks, head.i)
    return before > 0 and head.sent - view.tokens[marks[before - 1]].sent <= NEAR


def _unaware(words: Sequence[Token], head: Token, known: dict[str, list[str]]) -> bool:
    """ "was unaware of a raid in that area", "had no report of shelling", "knew of no such ship"."""
    if len(words) > 2 * MOST:
        return False
    below = {lemma(c) for c in head.children}
    none = any(c.dep == "neg" or c.lower in NONE for c in head.children)
    if lemma(head) == "be":
        return "unaware" in below or ("aware" in below and none)
    if lemma(head) in ("have", "receive"):
        tidings = [c for c in head.children if c.dep == "dobj" and lemma(c) in known["tidings"]]
        return any(none or any(d.lower in NONE for d in c.children) for c in tidings)
    of = [d for c in head.children if c.dep == "prep" and c.lower == "of" for d in c.children if d.dep == "pobj"]
    return lemma(head) in ("know", "hear") and (none or any(x.lower in NONE for d in of for x in d.children))


def _away(view: View, head: Token, known: dict[str, list[str]]) -> bool:
    """ "its helicopters were on the ground", "its men had stayed in their camp": they were elsewhere, and did not."""
    absent = any(c.dep == "neg" for c in head.children)
    if lemma(head) not in known["staying"]:
        return False
    if absent:  # "his men had not been in the district since Easter"
        who = view.subjects(head)
        there = any((c.dep == "prep" and c.lower in WITHIN) or c.lower in ("there", "here") for c in head.children)
        return bool(who) and there and all(of_the_voice(view, t) or view.is_party(t) for t in who)
    none = [t for t in view.subjects(head) if any(c.lower == "no" for c in t.children)]
    if any(view.classes(t) & FORCE for t in none):  # "no tank of the unit was in the street"
        return any(c.dep == "prep" and c.lower in WITHIN for c in head.children)
    own = [t for t in view.subjects(head) if of_the_voice(view, t)]
    where = [c for p in head.children if p.dep == "prep" for c in p.children if c.dep == "pobj"]
    where += [c for c in head.children if c.dep in ("advmod", "acomp")]
    return bool(own) and any(lemma(t) in known["elsewhere"] for t in where)


def _never_was(head: Token, known: dict[str, list[str]]) -> bool:
    """ "it never happened", "nothing of the kind took place", "no such thing occurred", "that did not happen"."""
    place = any(c.lower == "place" and c.dep == "dobj" for c in head.children)
    if lemma(head) not in known["happening"] and not (lemma(head) == "take" and place):
        return False
    subjects = [c for c in head.children if c.dep in ("nsubj", "nsubjpass")]
    none = any(t.lower in ("nothing", "none") or any(c.lower == "no" for c in t.children) for t in subjects)
    it = any(t.lower in ("it", "this", "that", "these", "they") or lemma(t) in known["things"] for t in subjects)
    return none or (it and any(c.dep == "neg" for c in head.children))


def _is_none(view: View, words: Sequence[Token], known: dict[str, list[str]]) -> bool:
    """ "no soldier had used his rifle", "there had been no militants", "it had no such commander", "it held nobody"."""
    for t in words:
        if t.lower == "none" and t.dep == "attr" and any(c.dep == "expl" for c in t.head.children):
            return len(words) <= 6  # "there were none"
        if t.lower in ("nobody", "no-one"):
            return any(lemma(v) in known["deeds"] for v in words if v.pos == "VERB")
        if t.lower != "no" or t.dep not in ("det", "neg"):
            continue
        noun = t.head
        if any(c.lower == "such" for c in noun.children):
            return True
        if view.classes(noun) & (DOER | {"weapon", "aircraft", "gun", "shell", "basething", "captive", "demonstrator"}):
            return True
        if (
            lemma(noun) in known["operations"]
            and noun.dep == "dobj"
            and lemma(noun.head) in ("carry", "conduct", "have")
        ):
            return True
        there = any(c.dep == "expl" for c in noun.head.children)
        if there and len(words) <= 6 and lemma(noun) not in known["abstract"]:
            return True
    return False


def _what_it_was(view: View, head: Token, inside: set[int], known: dict[str, list[str]]) -> Stance | None:
    subjects = [c for c in head.children if c.dep == "nsubj"]
    told = [c for c in head.children if c.dep in ("attr", "acomp") and c.i in inside]
    if len(subjects) != 1 or not told or told[0].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    subject, what = subjects[0], told[0]
    classes = view.classes(what)
    if any(c.dep == "neg" for c in head.children):  # "those were not our people"
        own = subject.lower in ("it", "they", "those", "these", "that") or lemma(subject) in known["culprits"]
        return "denies" if own and any(c.lower in OURS for c in (what, *what.children)) else None
    if lemma(subject) in known["culprits"]:
        return "accuses" if classes & DOER else "reports" if "people" in classes else None
    if subject.lower in ("it", "this", "that"):
        if classes & DOER:
            return "accuses"
        return "denies" if lemma(what) in known["mishaps"] else None
    if subject.lower == "they" or lemma(subject) in known["held"]:
        if classes & DOER and subject.lower == "they":
            return "accuses"
        return "denies" if lemma(what) in known["harmless"] else None
    if lemma(subject) in known["things"] and any(c.lower in ("the", "this", "that") for c in subject.children):
        return "denies" if lemma(what) in known["mishaps"] else None  # "the crash was an accident"
    if lemma(subject) == "target":
        return "reports"
    return None

"""What a voice that has not just spoken tells in words that name no event: "men in masks came up the valley, she said",
"the boys had gone to look for their goats, their father said". Which event they tell of is settled later."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dateline.claims.draft import Draft
from dateline.claims.events import Event, Mention
from dateline.claims.frames import View
from dateline.claims.records import Statement
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

JUST = 2  # sentences within which a voice goes on
MANY = frozenset({"they", "those", "these", "none", "all", "both", "we"})
SOMEBODY = MANY | {"it", "nobody", "one"}
THERE = frozenset(
    {"people", "peopleonly", "armed", "armedactor", "military", "aircraft", "weapon", "gun", "shell", "bomb", "captive",
     "goods", "building", "bombvehicle", "warvehicle", "fugitive", "multitude", "livestock", "militant_kind"}
)  # fmt: skip


def tidings(
    view: View, statements: Sequence[Statement], marks: Sequence[int], told: Sequence[Draft]
) -> Iterator[Event]:
    """An event for each such statement. ``told``: what the report tells in words that name it, and answers."""
    answered = {id(d.statement) for d in told}
    spoke: dict[str, list[int]] = {}
    for d in told:
        for source in d.sources:
            if source is not None:
                spoke.setdefault(source.name.lower(), []).append(d.sentence)
    last = sorted((d.main.i, n) for n, d in enumerate(told))
    for s in statements:
        if id(s) in answered or s.parent is not None or not _plain(view, s):
            continue
        words = [view.tokens[i] for first, end in s.content for i in range(first, end)]
        inside = {t.i for t in words}
        head = next((t for t in words if t.head.i not in inside and t.pos != "PUNCT"), None)
        if head is None or not inside.isdisjoint(marks) or not _past(head):
            continue
        if not _of_the_scene(view, head):
            continue
        before = bisect_left(last, (words[0].i, 0)) - 1
        voice = s.sources[0].name.lower()
        if before >= 0 and any(x is not None and x.name.lower() == voice for x in told[last[before][1]].sources):
            continue  # it goes on
        if any(0 <= head.sent - n <= JUST for n in spoke.get(voice, ())):
            continue
        spoke.setdefault(voice, []).append(head.sent)
        mention = Mention(head, "attack", "verb", "tidings", [head])
        yield Event([mention], mention, "attack", scope=s.content)


def _plain(view: View, statement: Statement) -> bool:
    """Somebody named, by more than "he", just says so."""
    if not statement.sources or not statement.factual or not statement.content:
        return False
    span = statement.attribution.source
    if span is None or span.text.lower() in ("he", "she", "they", "it", "we", "i"):
        return False
    return any(lemma(view.tokens[i]) in word_set("modality.toml", "tidings", "saying") for i in statement.cue)


def _past(head: Token) -> bool:
    """ "came", "had gone", "were led", "was walking": of something that is over."""
    near = [c for c in head.children if c.dep in ("aux", "auxpass")]
    if any(c.tag == "MD" for c in near) or any(c.text == "?" for c in head.children):
        return False
    return head.tag == "VBD" or any(c.tag == "VBD" or lemma(c) == "have" for c in near)


def _of_the_scene(view: View, head: Token) -> bool:
    """People, arms or things that were there did it; not one person of whom something is told."""
    if lemma(head) in word_set("modality.toml", "tidings", "aside"):
        return False
    who = [c for c in head.children if c.dep in ("nsubj", "nsubjpass")]
    if lemma(head) == "be" and any(c.dep in ("attr", "acomp") for c in head.children):
        return any(t.lower in MANY or t.tag in ("NNS", "CD") for t in who)
    return any(
        t.lower in SOMEBODY or t.tag == "CD" or (t.tag in ("NN", "NNS") and view.classes(t) & THERE) for t in who
    )

"""A voice that goes on in sentences without a cue: told as a story, in the pluperfect, between two words of its own.

Only what is claimed is told so; the attributions of a report stay what its words attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.claims.records import Statement
from dateline.claims.sources_cues import narrates
from dateline.claims.sources_names import is_human, role
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import child
from dateline.reading import Grounded, Parsed, Sentence, Token

_EYES = frozenset({"resident", "witness", "relative"})
_PARTS = frozenset({"those", "them", "these"})
_ARMED = frozenset({"military", "armed_group", "state_media"})
_SHORT = 14  # words of a sentence that only tells what came of it
# What a station reads out of theirs goes on to the end of the item.
_BODIES = frozenset({"military", "official", "armed_group"})
_PAST = frozenset({"VBD", "VBN"})


def carried(grounded: Grounded, statements: Sequence[Statement]) -> list[Statement]:
    """Statements of those voices over the words that go on in them, not to be listed among the attributions."""
    parsed = grounded.parsed
    aired = [s for s in statements if parsed.tokens[s.cue[0]].text in (":", ".") and len(s.cue) == 1]
    read_out = {n for s in aired for n in _touched(parsed, s)}
    by_sentence = _voices(parsed, [s for s in statements if s not in aired])
    paper = {parsed.tokens[s.cue[0]].sent for s in statements if s.factual and s.listed and _of_paper(s)}
    out: list[Statement] = []
    before: Statement | None = None
    story = False
    for s in parsed.sentences:
        own = by_sentence[s.index]
        if s.index in paper or (s.index and parsed.sentences[s.index - 1].paragraph != s.paragraph):
            before, story = None, False
        if own:
            before, story = own[-1], _narrates(parsed, s)
            out += _behind_semicolon(parsed, s, own)
        elif before is not None and (
            story
            or _saw_it(parsed, s, before)
            or _is_pluperfect(grounded, s)
            or _is_part(parsed, s)
            or _is_outcome(grounded, s, before)
            or (s.index in read_out and all(v.kind in _BODIES for v in before.sources))
            or _between(grounded, s, by_sentence, before)
        ):
            out.append(_of(before, (s.first, s.last)))
        else:
            before, story = (None, False) if not story else (before, story)
    return out


def _of_paper(statement: Statement) -> bool:
    """Said by the paper's own reporter, who is no voice."""
    return statement.attribution.source is not None and not statement.sources


def _of(voice: Statement, content: tuple[int, int]) -> Statement:
    return replace(voice, content=(content,), stance="reports", polarity="affirmed", status=None, listed=False)


def _voices(parsed: Parsed, statements: Sequence[Statement]) -> list[list[Statement]]:
    """By sentence, the statements with a voice that it opens or that reach into it."""
    out: list[list[Statement]] = [[] for _ in parsed.sentences]
    for statement in statements:
        story = narrates(parsed.tokens[statement.cue[0]])
        if not (statement.factual and statement.sources and (statement.listed or story)):
            continue
        for n in {parsed.tokens[statement.cue[0]].sent} | _touched(parsed, statement):
            out[n].append(statement)
    return out


def _touched(parsed: Parsed, statement: Statement) -> set[int]:
    """The sentences into which what a voice says reaches."""
    spans = ((parsed.tokens[a].sent, parsed.tokens[b - 1].sent) for a, b in statement.content)
    return {n for first, last in spans for n in range(first, last + 1)}


def _root(parsed: Parsed, sentence: Sentence) -> Token | None:
    words = parsed.tokens[sentence.first : sentence.last]
    return next((t for t in words if t.head is t and t.pos in ("VERB", "AUX")), None)


def _is_past(parsed: Parsed, sentence: Sentence) -> bool:
    root = _root(parsed, sentence)
    return root is not None and (root.tag == "VBD" or any(c.tag == "VBD" and c.dep[:3] == "aux" for c in root.children))


def _narrates(parsed: Parsed, sentence: Sentence) -> bool:
    """ "Survivors described what had happened.", "Villagers gave the same account.": the story follows."""
    root = _root(parsed, sentence)
    subject = child(root, "nsubj") if root is not None else None
    if root is None or subject is None or not (is_human(subject) and role(subject) in roles().kind_of):
        return False
    return narrates(root)


def _saw_it(parsed: Parsed, sentence: Sentence, voice: Statement) -> bool:
    """Who was there tells on: "They came at night," a farmer said. The men shot his brother."""
    return _is_past(parsed, sentence) and all(s.kind in _EYES for s in voice.sources)


def _is_pluperfect(grounded: Grounded, sentence: Sentence) -> bool:
    """ "Soldiers had emptied the stores.": told from where the voice stands, unless a day of its own opens it."""
    root = _root(grounded.parsed, sentence)
    if root is None or root.tag not in _PAST or not any(c.dep == "aux" and c.lower == "had" for c in root.children):
        return False
    return not grounded.inside(sentence.first, sentence.last, "time")


def _is_outcome(grounded: Grounded, s: Sentence, voice: Statement) -> bool:
    """ "The army said it stormed a camp. Two rifles were seized.": what came of it, told short by whose deed it was."""
    parsed, root = grounded.parsed, _root(grounded.parsed, s)
    armed = all(x.kind in _ARMED or (x.actor or "").endswith(":police") for x in voice.sources)
    if not armed or voice.polarity == "denied" or voice.stance not in ("reports", "claims") or root is None:
        return False
    words = parsed.tokens[s.first : s.last]
    told = any(t.lower in ("also", "no", "nobody", "meanwhile") for t in words) or len(words) > _SHORT
    done = any(c.dep == "auxpass" and c.tag == "VBD" for c in root.children) or root.lemma == "surrender"
    elsewhere = [e for e in grounded.inside(s.first, s.last) if e.kind in ("time", "place")]
    return done and not told and not elsewhere and child(root, "agent") is None


def _is_part(parsed: Parsed, sentence: Sentence) -> bool:
    """ "Of those, two were found dead.": of those just told of."""
    words = parsed.tokens[sentence.first : sentence.first + 2]
    return len(words) == 2 and words[0].lower in ("of", "among") and words[1].lower in _PARTS


def _between(grounded: Grounded, s: Sentence, by_sentence: list[list[Statement]], before: Statement) -> bool:
    """Whether the next sentence of the paragraph is the same voice's again, and this one tells of the same past."""
    parsed = grounded.parsed
    if not _is_past(parsed, s) or grounded.inside(s.first, s.last, "time"):
        return False
    if s.index + 1 >= len(parsed.sentences) or parsed.sentences[s.index + 1].paragraph != s.paragraph:
        return False
    names = {x.name for x in before.sources}
    return any(x.name in names for after in by_sentence[s.index + 1][:1] if _is_short(after) for x in after.sources)


def _is_short(voice: Statement) -> bool:
    """ "Kral said", "he said": one who is known; a voice given in full begins anew."""
    return voice.attribution.source is not None and len(voice.attribution.source.text.split()) <= 2


def _behind_semicolon(parsed: Parsed, sentence: Sentence, own: Sequence[Statement]) -> Iterator[Statement]:
    """ "The navy said it sank a boat; one sailor was hurt": the clause behind, where it has no voice."""
    marks = [i for i in range(sentence.first, sentence.last) if parsed.tokens[i].text == ";"]
    for k, mark in enumerate(marks):
        last = marks[k + 1] if k + 1 < len(marks) else sentence.last
        voiced = [
            v
            for v in own
            if any(mark < i < last for i in v.cue) or any(b > mark + 1 and a < last for a, b in v.content)
        ]
        ends = [v for v in own if v.content and max(max(b for _, b in v.content), v.cue[-1] + 1) == mark]
        if not voiced and ends and any(t.tag in ("VBD", "VBZ", "VBP") for t in parsed.tokens[mark + 1 : last]):
            yield _of(ends[0], (mark + 1, last))

"""Leaves the names of private people out of what is exported.

``all`` keeps every name. ``roles`` (the default) keeps organisations and people who hold an office or speak for a
body, and leaves out everyone else: victims, witnesses, residents, relatives. ``none`` leaves out all people.

A private source becomes its role ("witness"). Inside texts each letter of a name becomes U+2588, so that spans still
point to the right words. Names are those that the program itself found to be people, two capitalised words or
more that are no known actor, place, time, organisation or title, what follows "Mr" or "Dr", and the last word of such a
name alone. A person holds an office if a report says so anywhere ("Governor X", "X, the minister") or quotes them for a
body. In doubt a name is left out: a masked book title costs less than a witness.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import Literal

from dateline.casefile.records import Lately, Records, Report
from dateline.errors import UsageError
from dateline.lexicon import word_set
from dateline.model import Actor, Claim, Document, Source

Policy = Literal["none", "roles", "all"]
POLICIES = ("none", "roles", "all")
MASK = "█"
PERSON = "person"
PRIVATE = frozenset({"activist", "resident", "witness", "relative", "aid_worker", "medical", "rescue", "anonymous"})

_WORD = re.compile(r"[^\W\d_](?:[\w’'`-]*\w)?", re.UNICODE)
_RANGE = tuple[int, int]


_words = partial(word_set, "person_words.toml")


def check(policy: str) -> Policy:
    """Raises UsageError for a policy that there is none of."""
    for known in ("none", "roles", "all"):
        if policy == known:
            return known
    raise UsageError(f"--names is one of {', '.join(POLICIES)}, not {policy!r}")


def _has_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split())


def _all_words() -> frozenset[str]:
    titles = frozenset(part for office in _words("office") for part in office.split())
    titles |= _words("private") | _words("courtesy")
    return titles | _words("organisation") | _words("other")


def _key(name: str) -> str:
    """A name as it is compared: without its genitive."""
    return re.sub(r"[’']s$", "", name).lower()


class Names:
    """Finds and masks names in the texts of one world. It passes over all reports three times, and keeps where names
    stand and which words are names; the texts stay where they are."""

    def __init__(self, records: Records, policy: Policy = "roles") -> None:
        self.policy = policy
        self._records = records
        self._actors = records.actors
        self.people = {a.id for a in self._actors.values() if a.kind == PERSON}
        self._lately: Lately[str, str] = Lately(self._load, 1000)
        self._held: Document | None = None
        self._soon: Sequence[str] = ()
        self._ranges: dict[str, bytes] = {}  # packed: there may be many reports

    def hold(self, document: Document) -> None:
        """Keeps at hand the report that is being written."""
        self._held = document

    def expect(self, documents: Sequence[str]) -> None:
        """Words of these reports will be asked for: the first to be asked for brings all."""
        self._soon = documents

    def _load(self, documents: Sequence[str]) -> dict[str, str]:
        return self._records.texts([*documents, *(d for d in self._soon if d not in documents)])

    def _text(self, document: str) -> str:
        if self._held is not None and self._held.id == document:
            return self._held.text
        text = self._lately.get(document)
        if text is None:
            raise KeyError(document)
        return text

    # What is exported

    def text(self, document: str) -> str:
        """The whole text of a report with names masked; as long as the text itself."""
        return mask(self._text(document), self.ranges(document))

    def words(self, document: str, start: int, end: int) -> str:
        """Characters ``start`` to ``end`` of a report with names masked."""
        inside = [
            (max(a, start) - start, min(b, end) - start) for a, b in self.ranges(document) if a < end and b > start
        ]
        return mask(self._text(document)[start:end], inside)

    def title(self, document: str, title: str | None) -> str | None:
        """A headline with names masked. Headlines often write every word large, so only the names that the text has
        are found there."""
        if title is None or self.policy == "all":
            return title
        ranges = self.ranges(document)
        text = self._text(document) if ranges else ""
        known = {text[a:b] for a, b in ranges}
        return mask(title, [m.span() for name in sorted(known) for m in re.finditer(rf"\b{re.escape(name)}\b", title)])

    def phrase(self, text: str) -> str:
        """Any words of ours (an incident's title, a disputed value) with the names of private people masked."""
        if self.policy == "all":
            return text
        found = []
        for match in _WORD.finditer(text):
            for name in self._private_names.get(match[0], ()):
                end = match.start() + len(name)
                if text.startswith(name, match.start()) and not text[end : end + 1].isalnum():
                    found.append((match.start(), end))
        return mask(text, found) if found else text

    def source(self, source: Source | None) -> str | None:
        """The source as it may be named: an organisation, an office holder, or the role of a private person."""
        if source is None:
            return None
        if self.policy == "all" or self._may_be_named(source):
            return source.name
        return (source.kind or PERSON).replace("_", " ")

    def actor(self, actor: Actor) -> str:
        """The actor's name; "person" for one who may not be named."""
        if actor.kind != PERSON or self.policy == "all":
            return actor.name
        return actor.name if self.policy == "roles" and _key(actor.name) in self._public else PERSON

    def loose(self, name: str) -> str:
        """A party without a row among the actors: a description ("villagers") stays, what looks like a name goes."""
        if self.policy == "all" or not people(name, ()):
            return name
        return name if self.policy == "roles" and _key(name) in self._public else PERSON

    def ranges(self, document: str) -> list[_RANGE]:
        """Where the names to be left out stand in a report's text, in order, not overlapping."""
        if self.policy == "all":
            return []
        if document not in self._ranges:
            _ = self._private_names  # finds them in all reports
        numbers = array("I", self._ranges[document])
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def _ranges_of(self, report: Report) -> list[_RANGE]:
        found = self._find(report)
        self._ranges[report.document.id] = array("I", [n for r in found for n in r]).tobytes()
        return found

    # How they are found

    def _may_be_named(self, source: Source) -> bool:
        if not _has_name(source.name) or not (source.actor in self.people or self._like_a_person(source)):
            return True
        if self.policy == "none" or source.kind in PRIVATE:
            return False
        if _key(source.name) in self._public:
            return True
        # Who speaks for a body may be named; a first name alone is how papers name people whom they protect.
        return source.kind is not None and len(source.name.split()) > 1

    def _like_a_person(self, source: Source) -> bool:
        """Is there a name in what the source is called? "Medical sources" and "residents of Oramo" have none."""
        if source.actor is not None:
            return False
        runs = [source.name[a:b] for a, b in people(source.name, (), least=1)]
        described = any(w.islower() and w not in _words("particles") for w in source.name.split())
        if described:  # a capital at the beginning is no name yet
            runs = [r for r in runs if len(r.split()) > 1 or not source.name.startswith(r)]
        return any(not _words_of(r) <= self._other_words for r in runs)

    def _candidates(self, report: Report) -> list[_RANGE]:
        """All that may be a person's name: those that the program found, and what looks like one."""
        mentions = report.mentions
        own = [(m.span.start, m.span.end) for m in mentions if m.ref in self.people and _has_name(m.span.text)]
        known = [(m.span.start, m.span.end) for m in mentions if m.ref not in self.people]
        text = report.document.text
        found = [*own, *people(text, known)]
        return _joined([r for r in found if not _words_of(text[r[0] : r[1]]) <= self._other_words])

    @cached_property
    def _other_words(self) -> frozenset[str]:
        """Words of all places, bodies and the like that were found: a run of nothing else is no person."""
        found = (m.span.text for m in self._records.mentions() if m.ref not in self.people)
        return frozenset(w for text in found for w in _words_of(text))

    @cached_property
    def _public(self) -> frozenset[str]:
        """The names of those who hold an office somewhere in these reports, or are a source that speaks for a body."""
        found = set()
        for report in self._records.reports(mentions=True):
            text = report.document.text
            found |= {_key(_bare(text[a:b])) for a, b in self._candidates(report) if in_office(text, (a, b))}
            sources = (c.source for c in report.claims if c.source and c.source.kind)
            found |= {_key(s.name) for s in sources if s.kind not in PRIVATE and len(s.name.split()) > 1}
        return frozenset(found - {""})

    @cached_property
    def _private_names(self) -> dict[str, list[str]]:
        """First word -> private names of two words or more that begin with it, for words that stand in no report."""
        reports = self._records.reports(mentions=True)
        names = {report.document.text[a:b] for report in reports for a, b in self._ranges_of(report)}
        names |= {self._actors[p].name for p in self.people if self.actor(self._actors[p]) == PERSON}
        bodies = " | ".join(a.name for a in self._actors.values() if a.kind != PERSON)  # "Human Rights" is in one
        found: dict[str, list[str]] = {}
        for name in sorted(n for n in names if len(n.split()) > 1 and n not in bodies):
            first = _WORD.search(name)
            if first and first.start() == 0:
                found.setdefault(first[0], []).append(name)
        return found

    def _find(self, report: Report) -> list[_RANGE]:
        text = report.document.text
        found = self._candidates(report)
        kept: set[str] = set()
        if self.policy == "roles":
            public = {_key(_bare(text[a:b])) for a, b in found if in_office(text, (a, b))}
            public |= {key for a, b in found if (key := _key(_bare(text[a:b]))) in self._public}
            kept = {part for name in public for part in (*_endings(name, 1), name.split()[0]) if name}
            kept |= {part for name in self._public for part in _endings(name, 2)}
            found = [r for r in found if _key(_bare(text[r[0] : r[1]])) not in kept]
        found += [r for claim in report.claims for r in self._named_by(claim, text)]
        last = {text[a:b].split()[-1] for a, b in found if text[a:b].split()}
        taken = kept | _all_words() | self._other_words
        alone = [n for n in sorted(last) if len(n) > 2 and _key(n) not in taken]
        again = [m.span() for name in alone for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
        other = [m for m in report.mentions if m.ref not in self.people]
        again = [r for r in again if not any(m.span.start < r[1] and m.span.end > r[0] for m in other)]
        return _joined([*found, *again])

    def _named_by(self, claim: Claim, text: str) -> list[_RANGE]:
        """A private source's words, so far as they are a name in capitals."""
        source = claim.source
        if source is None or source.span is None or source.kind not in PRIVATE:
            return []
        if source.actor is not None and source.actor not in self.people:
            return []
        start = source.span.start
        return [(start + a, start + b) for a, b in people(text[start : source.span.end], [], least=1)]


def _words_of(text: str) -> set[str]:
    return {_key(w) for w in _WORD.findall(text)}


def _endings(name: str, least: int) -> list[str]:
    """The name and what is left of it without its first words, down to ``least`` words: Rami Omar Saleh, Omar Saleh."""
    words = name.split()
    return [" ".join(words[n:]) for n in range(max(1, len(words) - least + 1))]


def _bare(name: str) -> str:
    """A name without the offices and roles before it."""
    words = name.split()
    while len(words) > 1 and _key(words[0].rstrip(".")) in _all_words():
        words = words[1:]
    return " ".join(words)


def people(text: str, known: Iterable[_RANGE], least: int = 2) -> list[_RANGE]:
    """Runs of ``least`` capitalised words or more that look like people's names and touch none of ``known``."""
    taken = sorted(known)
    found = []
    for run in _runs(text):
        run = _trimmed(run)
        if len([w for w in run if w[0][0].isupper() or "-" in w[0]]) < (1 if _courtesy_before(text, run) else least):
            continue
        if any(_key(w[0]) in _words("organisation") for w in run):
            continue
        if all(_key(w[0]) in _all_words() for w in run):
            continue
        start, end = run[0][1], run[-1][2]
        if not any(a < end and b > start for a, b in taken):
            found.append((start, end))
    return found


_Run = list[tuple[str, int, int]]


def _runs(text: str) -> Iterable[_Run]:
    """Neighbouring capitalised words, with small particles between them ("Ali bin Omar", "Omar al-Saleh")."""
    run: _Run = []
    for match in _WORD.finditer(text):
        word, start, end = match[0], match.start(), match.end()
        between = text[run[-1][2] : start] if run else ""
        near = (
            bool(run) and between in (" ", ". ", "\u00a0", " “", " ‘") and not (between == ". " and len(run[-1][0]) > 1)
        )
        capital = word[0].isupper() or (word.lower().startswith(("al-", "el-", "ad-", "an-", "as-")) and len(word) > 3)
        if capital and not (word.isupper() and len(word) > 1):
            if not near and run:
                yield run
                run = []
            run.append((word, start, end))
        elif run and near and word.lower() in _words("particles"):
            run.append((word, start, end))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _trimmed(run: _Run) -> _Run:
    """Without words at either end that are no part of a name: "On Tuesday Ali Omar" leaves "Ali Omar"."""
    common = _words("other") | _words("courtesy") | _words("private")
    titles = _words("office")
    while run and (
        run[0][0].lower() in common or run[0][0].lower() in titles or run[0][0].lower() in _words("particles")
    ):
        if run[0][0].lower() in (
            "abu",
            "umm",
            "um",
            "abd",
            "abdul",
            "abdel",
            "ibn",
            "bin",
            "ben",
            "van",
            "von",
            "de",
            "di",
        ):
            break
        run = run[1:]
    while run and (run[-1][0].lower() in common or run[-1][0].lower() in _words("particles")):
        run = run[:-1]
    return run


def _courtesy_before(text: str, run: _Run) -> bool:
    if not run:
        return False
    before = text[max(0, run[0][1] - 12) : run[0][1]].lower()
    return any(re.search(rf"\b{word}\.? $", before) for word in _words("courtesy"))


def in_office(text: str, where: _RANGE) -> bool:
    """Does an office stand in the name, just before it ("President X"), or after it ("X, the governor")?"""
    if any(word.lower() in _words("office") for word in _WORD.findall(text[where[0] : where[1]])[:-1]):
        return True
    before = text[max(0, where[0] - 60) : where[0]].lower()
    before = re.sub(r"\b(\w+)\. ", lambda m: f"{m[1]} " if m[1] in _words("office") else m[0], before)
    before = re.split(r"[.;:!?,\n]| and | or | but | while ", before)[-1]
    behind = text[where[1] : where[1] + 60].lower()
    apposition = re.match(r"(?:, |, who is |, the |, a |, an )([^.;:!?\n,]{0,50})", behind)
    near = " ".join(_WORD.findall(before)[-5:])
    after = " ".join(_WORD.findall(apposition[1])[:5]) if apposition else ""
    return any(re.search(rf"\b{re.escape(office)}\b", near) for office in _words("office")) or any(
        re.search(rf"\b{re.escape(office)}\b", after) for office in _words("office")
    )


def mask(text: str, ranges: Sequence[_RANGE]) -> str:
    """The text with each letter and digit of the ranges masked; its length stays."""
    out, at = [], 0
    for start, end in _joined(list(ranges)):
        out.append(text[at:start])
        out.append("".join(MASK if c.isalnum() else c for c in text[start:end]))
        at = end
    out.append(text[at:])
    return "".join(out)


def _joined(ranges: list[_RANGE]) -> list[_RANGE]:
    out: list[_RANGE] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out

"""Leaves the names of private people out of what is exported.

``all`` keeps every name. ``roles`` (the default) keeps organisations and people who hold an office or speak for a
body, and leaves out everyone else: victims, witnesses, residents, relatives. ``none`` leaves out all people.

A private source becomes its role ("witness"). Inside texts each letter of a name becomes U+2588, so that spans still
point to the right words. Names are found without a model: two capitalised words or more that are no known actor,
place, time, organisation or title, what follows "Mr" or "Dr", names that a claim gives for people harmed, and later the
last word of such a name alone. In doubt a name is left out: a masked book title costs less than a witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dateline.casefile.view import World
from dateline.errors import UsageError
from dateline.lexicon import load_toml
from dateline.model import Claim, Mention, Source

Policy = Literal["none", "roles", "all"]
POLICIES = ("none", "roles", "all")
MASK = "█"
PRIVATE = frozenset({"activist", "resident", "witness", "relative", "aid_worker", "medical", "rescue", "anonymous"})

_WORD = re.compile(r"[^\W\d_](?:[\w’'`-]*\w)?", re.UNICODE)
_RANGE = tuple[int, int]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_toml("person_words.toml")[name])


def check(policy: str) -> Policy:
    """Raises UsageError for a policy that there is none of."""
    for known in ("none", "roles", "all"):
        if policy == known:
            return known
    raise UsageError(f"--names is one of {', '.join(POLICIES)}, not {policy!r}")


def source_label(source: Source | None, policy: Policy) -> str | None:
    """The source as it may be named: an organisation's name, an official's, or the role of a private person."""
    if source is None:
        return None
    if policy == "all" or source.actor is not None:
        return source.name
    if source.kind in PRIVATE and _has_name(source.name):
        return str(source.kind).replace("_", " ")
    if policy == "none" and _person(source.name):
        return (source.kind or "person").replace("_", " ")
    return source.name


def _has_name(name: str) -> bool:
    return any(word[:1].isupper() for word in name.split())


def _person(name: str) -> bool:
    words = [w.lower() for w in _WORD.findall(name)]
    return len(words) >= 2 and _has_name(name) and not any(w in _words("organisation") for w in words)


def _all_words() -> frozenset[str]:
    titles = frozenset(part for office in _words("office") for part in office.split())
    titles |= _words("private") | _words("courtesy")
    return titles | _words("organisation") | _words("other")


def _key(name: str) -> str:
    """A name as it is compared: without its genitive."""
    return re.sub(r"[’']s$", "", name).lower()


@dataclass
class Names:
    """Finds and masks names in the texts of one world."""

    world: World
    policy: Policy = "roles"
    _ranges: dict[str, list[_RANGE]] = field(default_factory=dict)
    _mentions: dict[str, list[Mention]] = field(default_factory=dict)
    _claims: dict[str, list[Claim]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.world.output.mentions:
            self._mentions.setdefault(mention.document, []).append(mention)
        for claim in self.world.output.claims:
            self._claims.setdefault(claim.document, []).append(claim)
        self._texts = {d.id: d.text for d in self.world.output.documents}

    def text(self, document: str) -> str:
        """The whole text of a report with names masked; as long as the text itself."""
        return mask(self._texts[document], self.ranges(document))

    def words(self, document: str, start: int, end: int) -> str:
        """Characters ``start`` to ``end`` of a report with names masked."""
        inside = [
            (max(a, start) - start, min(b, end) - start) for a, b in self.ranges(document) if a < end and b > start
        ]
        return mask(self._texts[document][start:end], inside)

    def title(self, document: str, title: str | None) -> str | None:
        """A headline with names masked. Headlines often write every word large, so only names that the text has, and
        what a courtesy title announces, are found there."""
        if title is None or self.policy == "all":
            return title
        known = {self._texts[document][a:b] for a, b in self.ranges(document)}
        ranges = [m.span() for name in sorted(known) if name for m in re.finditer(re.escape(name), title)]
        return mask(title, ranges)

    def source(self, claim: Claim) -> str | None:
        """Who is named as the claim's source, or the role."""
        return source_label(claim.source, self.policy)

    def ranges(self, document: str) -> list[_RANGE]:
        """Where the names to be left out stand in a report's text, in order, not overlapping."""
        if self.policy == "all":
            return []
        if document not in self._ranges:
            self._ranges[document] = self._find(document)
        return self._ranges[document]

    def _find(self, document: str) -> list[_RANGE]:
        text = self._texts[document]
        known = [(m.span.start, m.span.end) for m in self._mentions.get(document, ())]
        found = people(text, known)
        if self.policy == "roles":
            public = [r for r in found if in_office(text, r)]
            kept = {_key(text[a:b]) for a, b in public} | {_key(text[a:b].split()[-1]) for a, b in public}
            found = [r for r in found if r not in public and _key(text[r[0] : r[1]]) not in kept]
        else:
            kept = set()
        found += [r for claim in self._claims.get(document, ()) for r in self._named_by(claim, text)]
        last = {text[a:b].split()[-1] for a, b in found if text[a:b].split()}
        alone = [n for n in sorted(last) if len(n) > 2 and _key(n) not in kept and n.lower() not in _all_words()]
        again = [m.span() for name in alone for m in re.finditer(rf"\b{re.escape(name)}\b", text)]
        return _joined(found + [r for r in again if not any(a < r[1] and b > r[0] for a, b in known)])

    def _named_by(self, claim: Claim, text: str) -> list[_RANGE]:
        """A private source's words, so far as they are a name in capitals."""
        source = claim.source
        if source is None or source.span is None or source.actor is not None or source.kind not in PRIVATE:
            return []
        start = source.span.start
        return [(start + a, start + b) for a, b in people(text[start : source.span.end], [], least=1)]


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

"""A parsed report as attribution sees it: ranges of its tokens, what stands below a word, its quotations."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.sources_quotes import Quote, find_quotes
from dateline.reading import Parsed, Sentence, Token

Range = tuple[int, int]
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_EDGE = frozenset({",", ";", ":", ".", "!", "?", "-", "--", "–", "—", "―", "(", ")", "..."})


class Text:
    """A parsed report with what attribution asks of it again and again."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.left, self.right = _edges(parsed)
        self.quotes = find_quotes(parsed)
        self.quote_at: dict[int, Quote] = {i: q for q in self.quotes for i in range(q.first, q.last)}

    def sentence(self, token: Token) -> Sentence:
        return self.parsed.sentences[token.sent]

    def paragraph_end(self, sentence: Sentence) -> int:
        """The end (a token, exclusive) of the paragraph in which a sentence stands."""
        last = sentence.last
        for after in self.parsed.sentences[sentence.index + 1 :]:
            if after.paragraph != sentence.paragraph:
                break
            last = after.last
        return last

    def trim(self, first: int, last: int) -> Range | None:
        """The range without punctuation at its edges (quotation marks stay); None if nothing is left."""
        while first < last and self.tokens[first].text in _EDGE:
            first += 1
        while last > first and self.tokens[last - 1].text in _EDGE:
            last -= 1
        return (first, last) if first < last else None

    def trimmed(self, ranges: Iterable[Range]) -> list[Range]:
        """Each range trimmed, empty ones left out."""
        return [r for r in (self.trim(*r) for r in ranges) if r]


def _edges(parsed: Parsed) -> tuple[list[int], list[int]]:
    """First token and last token (exclusive) of the subtree of each token. Linear: deepest tokens first."""
    tokens = parsed.tokens
    left = list(range(len(tokens)))
    right = [i + 1 for i in left]
    for sentence in parsed.sentences:
        order: list[Token] = [t for t in parsed.words(sentence) if t.head is t]
        for token in order:
            order.extend(token.children)
        for token in reversed(order):
            i, h = token.i, token.head.i
            if left[i] < left[h]:
                left[h] = left[i]
            if right[i] > right[h]:
                right[h] = right[i]
    return left, right


def subtract(ranges: Iterable[Range], cut: Iterable[int]) -> list[Range]:
    """Ranges without the tokens of ``cut``."""
    gone = set(cut)
    out: list[Range] = []
    for first, last in ranges:
        a = first
        for i in range(first, last + 1):
            if i == last or i in gone:
                if i > a:
                    out.append((a, i))
                a = i + 1
    return out


def child(token: Token, *deps: str) -> Token | None:
    """The first dependant with one of these labels."""
    for c in token.children:
        if c.dep in deps:
            return c
    return None


def is_passive(verb: Token) -> bool:
    """Also without an auxiliary: "blasts claimed by the group", "appeared in court, charged with murder"."""
    return child(verb, "auxpass", "nsubjpass") is not None or (
        verb.tag == "VBN" and verb.dep in ("acl", "advcl") and child(verb, "aux", "nsubj") is None
    )


def merge(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, those that touch made one."""
    out: list[Range] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out

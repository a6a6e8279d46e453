"""What the paper puts in beside a voice, told by its tense: "villagers fled the town, which rebels have held since May,
an aid worker said".

Who reports in the past moves what was said into the past ("which rebels had held"); a relative clause in the present
or the perfect is so not the voice's, but who or where somebody is, as the paper has it.
"""

from __future__ import annotations

from dateline.claims.records import Statement
from dateline.claims.sources_text import child
from dateline.reading import Parsed, Token

_VERBAL = frozenset({"VERB", "AUX"})
_PRESENT = frozenset({"VBZ", "VBP"})
_QUOTES = frozenset('"“”«»')


def put_in(parsed: Parsed, statement: Statement, token: Token) -> bool:
    """Whether the word stands in such a clause of what the statement says."""
    if not any(parsed.tokens[i].tag == "VBD" for i in statement.cue) or _is_quoted(parsed, statement, token):
        return False
    clause = next((t for t in (token, *token.ancestors()) if t.dep == "relcl" and t.i in statement), None)
    told = _finite(token)
    if clause is None or told is None or not _present(told) or (told is not clause and clause not in told.ancestors()):
        return False
    above = _finite(clause.head)
    return above is None or above.i in statement.cue or not _present(above)


def _finite(token: Token) -> Token | None:
    """The nearest finite verb, from the word upwards."""
    for t in (token, *token.ancestors()):
        finite = t.tag in ("VBZ", "VBP", "VBD") or child(t, "aux", "auxpass") is not None
        if t.pos in _VERBAL and finite and not any(c.lower == "to" for c in t.children if c.dep == "aux"):
            return t
    return None


def _present(verb: Token) -> bool:
    return verb.tag in _PRESENT or any(c.tag in _PRESENT for c in verb.children if c.dep in ("aux", "auxpass"))


def _is_quoted(parsed: Parsed, statement: Statement, token: Token) -> bool:
    for first, last in statement.content:
        if first <= token.i < last:
            said = parsed.document.text[parsed.tokens[first].start : token.start]
            return sum(c in _QUOTES for c in said) % 2 == 1
    return False

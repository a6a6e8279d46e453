"""Arcs that the small model gets wrong again and again, set right by the order of words.

The voice that closes a sentence: in "gunmen took away 30 villagers, mostly women, a local chief said" the model makes
the villagers say so, in "killing four, residents and a teacher said" it lists the residents with the dead. Whatever
reads the arcs later (who was hit, how many, who says so) would read both wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from dateline.lexicon import load_toml
from dateline.read.arc_mending import hang
from dateline.read.clauses_mending import mend_clauses
from dateline.read.days_mending import mend_days
from dateline.read.names_mending import mend_names
from dateline.read.voices_mending import speech, voices
from dateline.reading import Parsed, Sentence, Token

_LONGEST = 14  # words of a voice
_TAIL = 9  # words after the cue: "said on Tuesday in a statement"
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_WITHIN = _OPENING | {"ADP", "CCONJ", "PART", "ADV"}
_AFTER = _OPENING | {"ADP", "ADV", "PUNCT", "PART"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STOPS = frozenset({",", ";", "."})
_HAD = frozenset({"has", "have", "had"})
_MARKS = frozenset('"”“«»;:()[]')


def mend(parsed: Parsed) -> Parsed:
    """The same parse with such arcs set right (in place)."""
    for sentence in parsed.sentences:
        mend_days(parsed.tokens, sentence)
        mend_names(parsed.tokens, sentence)
        mend_clauses(parsed.tokens, sentence)
        for number in _numbers(parsed.tokens, sentence):
            _numbered(parsed.tokens, sentence, number)
        _rootless(parsed.tokens, sentence)
        for token in parsed.tokens[sentence.first + 2 : sentence.last]:
            if token.tag == "NNS" and token.dep in ("parataxis", "ROOT") and token.lemma.lower() in speech():
                _verbal(token)
        for token in parsed.tokens[sentence.first + 1 : sentence.last]:
            if token.dep in ("aux", "relcl", "advcl", "conj"):
                _clause(parsed.tokens, token)
        for token in parsed.tokens[sentence.first + 1 : sentence.last - 1]:
            if token.lower.endswith("ing") and token.head.i > token.i and (verb := _gerund(parsed.tokens, token)):
                _open_clause(token, verb)
        for noun, denied in _charges(parsed.tokens, sentence):
            _charged(parsed.tokens, sentence, noun, denied)
        for cue in _closing(parsed.tokens, sentence):
            _trailing(parsed.tokens, sentence, cue)
        voices(parsed.tokens, sentence)
    return parsed


def _numbers(tokens: tuple[Token, ...], sentence: Sentence) -> Iterator[Token]:
    """ "No." before a figure and behind the noun that it counts: "communique No. 4"."""
    for token in tokens[sentence.first + 1 : sentence.last - 2]:
        after = tokens[token.i + 1 : token.i + 3]
        counts = token.lower in ("no", "nos") and tokens[token.i - 1].text[:1].isalpha()
        if counts and after[0].text == "." and after[1].text[:1].isdigit():
            yield token


def _numbered(tokens: tuple[Token, ...], sentence: Sentence, number: Token) -> None:
    """The number hangs on its noun; what the model hung on it goes to the noun's place in the clause."""
    noun, stop, figure = tokens[number.i - 1], tokens[number.i + 1], tokens[number.i + 2]
    own = (number, stop, figure)
    top = next((t for t in own if t.dep in _SUBJECTS and t.head not in own), None)
    if noun.head in own and top is not None:
        hang(noun, top.head, top.dep)
    if noun.dep in _SUBJECTS:
        noun.pos, noun.tag = ("NOUN", "NN") if noun.pos == "ADJ" else (noun.pos, noun.tag)
    verb = next((t for t in noun.ancestors() if t.pos == "VERB" and t not in own), None)
    stray = [c for t in own for c in t.children if c not in own and c.i > figure.i]
    if number.head is number and verb is None:
        return
    hang(number, noun, "appos")
    hang(stop, number, "punct")
    hang(figure, number, "nummod")
    for c in stray:
        if verb is not None:
            opened = c.dep == "relcl" and tokens[figure.i + 1].lower == "that"  # "announces in bulletin No. 4 that"
            hang(c, verb, "ccomp" if opened else c.dep)
            if opened:
                tokens[figure.i + 1].dep = "mark"


def _verbal(token: Token) -> None:
    """ "Some 400 have fled, the relief committee reports, after": a noun that has a subject right before it."""
    if any(c.dep in _SUBJECTS and c.i == token.i - 1 for c in token.children):
        token.pos, token.tag = "VERB", "VBZ"


def _clause(tokens: tuple[Token, ...], verb: Token) -> None:
    """What somebody says, hung on a word beside: on the day, on whom it was told, on "had" far from its participle."""
    head = verb.head
    if verb.dep == "aux" and any(c.dep in _SUBJECTS for c in verb.children):  # "had in a leaflet threatened to"
        for c in verb.children:
            hang(c, head, c.dep)
    elif (
        verb.dep == "advcl"
        and head.lemma in speech()
        and _has_mark(verb)
        and tokens[verb.i - 1].lower not in ("so", "order")
    ):
        mark = next((c for c in verb.children if c.dep == "mark" and c.lower == "that"), None)
        if mark is not None and head.i < mark.i <= head.i + 2 and not any(c.dep == "ccomp" for c in head.children):
            verb.dep = "ccomp"  # "reported only that"
    elif verb.dep == "relcl" and head.head.lemma in speech() and head.head.i < head.i:
        own = next((c for c in verb.children if c.dep in _SUBJECTS and c.i < verb.i), None)
        that = next((c for c in verb.children if c.lower == "that" and c.i < verb.i), None)
        whole = any(c.dep == "dobj" and c.i > verb.i for c in verb.children)
        if own is None or own.tag in ("WDT", "WP", "WP$"):
            return
        if that is None and head.dep == "npadvmod" and head.ent in ("DATE", "TIME") and head.i == head.head.i + 1:
            hang(verb, head.head, "ccomp")  # "said Monday their troops had left"
        elif that is not None and that.dep == "dobj" and whole and head.dep == "dobj":
            that.dep = "mark"
            hang(verb, head.head, "ccomp")  # "told an operator that he expected an attack"
    elif verb.dep in ("conj", "advcl") and verb.tag in ("VBD", "VBZ"):
        _said(tokens, verb)


def _has_mark(verb: Token) -> bool:
    return any(c.dep == "mark" for c in verb.children)


def _said(tokens: tuple[Token, ...], verb: Token) -> None:
    """ "saying a raid that day on the port did no harm": nobody says a raid; it is the subject of what comes after."""
    if _has_mark(verb) or any(c.dep in _SUBJECTS for c in verb.children):
        return
    for cue in (verb.head, *(t for t in tokens[verb.head.i : verb.i] if verb.head in t.ancestors())):
        noun = next((c for c in cue.children if c.dep == "dobj" and c.i > cue.i), None)
        if cue.lemma != "say" or noun is None or noun.pos not in ("NOUN", "PROPN"):
            continue
        between = tokens[max(t.i for t in noun.subtree()) + 1 : verb.i]
        if noun.i < verb.i and all(t.pos == "ADV" for t in between):
            hang(verb, cue, "ccomp")
            hang(noun, verb, "nsubj")
            return


def _rootless(tokens: tuple[Token, ...], sentence: Sentence) -> None:
    """ "The Front, whose radio had said so, admitted that ...": a noun made the root, and its verb a participle."""
    noun = next((t for t in tokens[sentence.first : sentence.last] if t.dep == "ROOT"), None)
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return
    for verb in noun.children:
        told = verb.tag in ("VBN", "VBD") and verb.dep == "acl" and verb.lemma.lower() in speech()
        if told and tokens[verb.i - 1].text == "," and any(c.dep == "ccomp" and c.i > verb.i for c in verb.children):
            hang(verb, verb, "ROOT")
            for c in noun.children:
                if c.i > verb.i:
                    hang(c, verb, c.dep)
            hang(noun, verb, "nsubj")
            verb.tag = "VBD"
            return


def _charges(tokens: tuple[Token, ...], sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """ "..., a charge the army rejects": the noun and the verb of its clause, whatever the model makes of them."""
    for noun in tokens[sentence.first + 3 : sentence.last - 2]:
        if _singular(noun) not in _charge_nouns() or tokens[_opening(tokens, sentence, noun) - 1].text != ",":
            continue
        i = noun.i + 1 + (tokens[noun.i + 1].lower in ("that", "which"))
        first = i
        while i < min(sentence.last - 1, first + 8) and (
            tokens[i].pos in _WITHIN or tokens[i].lower in _denials() or tokens[i].lower in _HAD
        ):
            verb = tokens[i]
            if i > first and verb.lower in _denials():
                wrong = verb.head is not noun or (noun.dep, verb.dep) != ("appos", "relcl") or verb.tag[0] != "V"
                if wrong and _of_voice(tokens[first:i]) and tokens[i + 1].pos in ("PUNCT", "ADP", "ADV", "SPACE"):
                    yield noun, verb
                break
            i += 1


def _of_voice(words: tuple[Token, ...]) -> bool:
    return any(t.pos in ("NOUN", "PROPN") for t in words) and all(t.pos in _WITHIN or t.lower in _HAD for t in words)


def _opening(tokens: tuple[Token, ...], sentence: Sentence, noun: Token) -> int:
    first = noun.i
    while first > sentence.first + 1 and tokens[first - 1].pos in ("DET", "ADJ", "PRON"):
        first -= 1
    return first


def _singular(noun: Token) -> str:
    return noun.lower.removesuffix("s") if noun.tag in ("NNS", "VBZ") else noun.lower


def _charged(tokens: tuple[Token, ...], sentence: Sentence, noun: Token, verb: Token) -> None:
    """The clause hangs on the noun, the noun on the words before the comma, whose verb is the sentence's again."""
    first = _opening(tokens, sentence, noun)
    tail = tokens[first : verb.i + 1]
    root = next(t for t in tokens[sentence.first : sentence.last] if t.dep == "ROOT")
    main = root
    if root in tail:
        main = next((c for t in tail for c in t.children if c.i < first and c.pos in ("VERB", "AUX")), None) or root
        if main is root:
            return
    voice = next((t for t in tail if t.i > noun.i and t.dep in _SUBJECTS and t.head is verb), None)
    voice = voice or _head(t for t in tail if t.i > noun.i and t is not verb)
    if voice is None:
        return
    before = tokens[first - 2]
    if main is not root:
        hang(main, main, "ROOT")
        for t in (*tail, root):
            for c in t.children:
                if c not in tail and c is not main and c.pos == "PUNCT":
                    hang(c, main, "punct")
    noun.pos, noun.tag = "NOUN", "NNS" if noun.lower.endswith("s") else "NN"
    verb.pos, verb.tag = "VERB", "VBZ" if verb.lower.endswith("s") else "VBD"
    verb.lemma = _denials()[verb.lower]
    hang(noun, noun, "ROOT")  # loose, so that no circle stands in the way
    hang(verb, noun, "relcl")
    hang(voice, verb, "nsubj")
    for t in tail:
        if t not in (noun, verb, voice) and t.head not in tail:
            hang(t, noun if t.i < noun.i else voice if t.i < voice.i else verb, t.dep)
        elif t.head is noun and t.i > noun.i and t not in (verb, voice):
            hang(t, voice if t.i < voice.i else verb, t.dep)
    hang(noun, before if before.pos in ("NOUN", "PROPN") else main, "appos")


@cache
def _charge_nouns() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["charged"]["words"].split())


@cache
def _denials() -> dict[str, str]:
    """Finite forms of the verbs with which a charge is turned down, and their lemmas."""
    forms: dict[str, str] = {}
    for lemma in load_toml("cues.toml")["charged"]["denied"].split():
        stem = lemma.removesuffix("y") + "ie" if lemma.endswith("y") else lemma
        forms[stem + ("es" if lemma.endswith("ss") else "s")] = lemma
        forms[stem + ("d" if stem.endswith("e") else "ed")] = lemma
    return forms


@cache
def _deeds(part: str) -> frozenset[str]:
    """The verbs, or the nouns, that tell an event; of the nouns those that always do."""
    tables = ("triggers.toml", "constructions.toml", "people_and_goods.toml")
    entries = [e for name in tables for e in load_toml(name).get(part, ())]
    bare = [e for e in entries if part == "verb" or any(not f.get("if") for f in e["frames"])]
    return frozenset(w for e in bare for w in e["lemmas"])


def _gerund(tokens: tuple[Token, ...], token: Token) -> str | None:
    """The verb of "accused them of bombing boats", "denied shelling homes", read as what sort of boats they are."""
    before, noun = tokens[token.i - 1], token.head
    if noun.tag not in ("NNS", "NNPS", "NNP") or any(c.i < token.i for c in noun.children):
        return None
    if token.tag == "VBG" and token.dep in ("amod", "compound") and noun.tag != "NNP":
        if before.lower in ("of", "for") and (blame := _blame(before)) is not None:
            hang(before, blame, "prep")
            return token.lemma
        return token.lemma if before.lemma == "deny" else None
    if token.pos != "NOUN" or token.dep != "compound" or noun.lemma.lower() in _deeds("noun"):
        return None
    if before.pos not in ("ADP", "SCONJ") and before.lemma not in ("deny", "admit"):
        return None
    stem = token.lower.removesuffix("ing")
    return next((v for v in (stem, stem + "e", stem[:-1]) if v in _deeds("verb")), None)


def _blame(prep: Token) -> Token | None:
    """The verb of "accused the army of", where the model may hang "of" on the army."""
    verb = prep.head.head if prep.head.dep in ("dobj", "nsubjpass") and prep.head.i < prep.i else prep.head
    return verb if verb.lemma.lower() in load_toml("triggers.toml")["controllers"] else None


def _open_clause(token: Token, verb: str) -> None:
    """The misread word becomes the verb in its noun's place, and the noun its object."""
    noun = token.head
    token.pos, token.tag, token.lemma = "VERB", "VBG", verb
    place = {"pobj": "pcomp", "dobj": "xcomp"}.get(noun.dep, noun.dep)
    hang(token, noun.head, place) if noun.head is not noun else hang(token, token, "ROOT")
    hang(noun, token, "dobj")


def _closing(tokens: tuple[Token, ...], sentence: Sentence) -> Iterator[Token]:
    """The finite verbs of speech with no more after them, up to a comma or the end, than when, where and to whom."""
    for cue in tokens[sentence.first + 4 : sentence.last - 1]:
        if cue.tag not in _FINITE or cue.pos != "VERB" or cue.lemma.lower() not in speech():
            continue
        if cue.dep == "relcl" and _singular(cue.head) in _charge_nouns():
            continue
        rest = tokens[cue.i + 1 : min(cue.i + 2 + _TAIL, sentence.last)]
        end = next((t for t in rest if t.text in _STOPS), None)
        if end is not None and _alone(cue, rest[0]) and all(t.pos in _AFTER for t in rest if t.i < end.i):
            yield cue


def _alone(cue: Token, after: Token) -> bool:
    """No object follows but whom was told: "said on Sunday", "told the agency", not "said rebels"."""
    return after.pos in ("ADP", "ADV", "PUNCT") or after.ent in ("DATE", "TIME") or cue.lemma == "tell"


def _trailing(tokens: tuple[Token, ...], sentence: Sentence, cue: Token) -> None:
    first = _voice(tokens, sentence, cue)
    if first is None:
        return
    voice = tokens[first : cue.i]
    head = next((t for t in voice if t.head is cue and t.dep in _SUBJECTS), None) or _head(voice)
    if head is None:
        return
    stray = [c for c in cue.children if c.i < first and c.dep in _SUBJECTS]
    told = _participle(tokens, stray)
    if told is not None:
        deed, subject = told
        deed.tag = "VBD"
        hang(deed, cue, "ccomp")
        hang(subject, deed, "nsubj")
        stray = [c for c in stray if c is not subject]
    elif not any(t.tag in _FINITE or t.tag == "MD" for t in tokens[sentence.first : first]):
        return
    if head.dep == "appos" and head.head.head is cue and all(t.pos == "PROPN" for t in voice):
        return  # "the ambassador in Moscow, Karim Haddad said"
    inside = {t.i for t in voice}
    leaning = [t for t in voice if t.head.i not in inside and t is not head]
    leaned = [c for t in voice for c in t.children if c.i < first - 1]
    if head.head is cue and head.dep in _SUBJECTS and not stray and not leaning and not leaned:
        return
    root = next(t for t in tokens[sentence.first : sentence.last] if t.dep == "ROOT")
    last = not any(t.text in (",", ";") for t in tokens[cue.i : sentence.last])
    if root is not cue and last:
        hang(cue, cue, "ROOT")
        hang(root, cue, "ccomp")
        for t in root.children:
            if t.i > cue.i:
                hang(t, cue, t.dep)  # the stop, and what else stands behind the voice
    hang(head, cue, "nsubj")
    for t in leaning:
        hang(t, head, t.dep)
    for t in leaned:
        hang(t, cue if root is cue else root, "dep")
    for t in stray:
        verb = next((v for v in reversed(tokens[sentence.first : t.i]) if v.pos == "VERB"), None)
        if verb is None:
            hang(t, cue, "ccomp")
        else:
            hang(t, verb, "dep" if any(c.dep in ("dobj", "nsubjpass") for c in verb.children) else "dobj")


def _participle(tokens: tuple[Token, ...], stray: list[Token]) -> tuple[Token, Token] | None:
    """ "An attack killed nine, two of them boys, a chief said": the verb, read as a participle, and its subject."""
    for noun in stray:
        first = min(t.i for t in noun.subtree())
        verb = tokens[first - 1] if first else noun
        whole = any(c.dep in ("agent", "dobj") for c in verb.children)
        if verb.tag == "VBN" and verb.dep == "acl" and not whole:
            return next(((verb, s) for s in stray if s in verb.ancestors()), None)
    return None


def _voice(tokens: tuple[Token, ...], sentence: Sentence, cue: Token) -> int | None:
    """Where the words between the last comma and the verb begin, if they may be a voice."""
    for i in range(cue.i - 1, max(sentence.first, cue.i - _LONGEST - 2), -1):
        token = tokens[i]
        if token.text == ",":
            return i + 1 if i + 1 < cue.i and tokens[i + 1].pos in _OPENING else None
        backed = token.text == "-" or (token.tag == "VBN" and tokens[i - 1].text == "-")  # "the foreign-backed council"
        if (token.pos not in _WITHIN and not backed) or token.text in _MARKS:
            return None
    return None


def _head(voice: Iterable[Token]) -> Token | None:
    """The last noun of the first run of nouns: "the high command", "a priest in the town"."""
    last = None
    for t in voice:
        if t.pos in ("NOUN", "PROPN"):
            last = t
        elif last is not None and t.tag != "POS":
            break
    return last

"""What a plain "said" makes of its content by the content's own words: blame, denial, credit, confession."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dateline.claims.harm_words import person_nouns
from dateline.claims.records import FIGHTING
from dateline.claims.sources_cues import Sense
from dateline.claims.sources_text import SUBJECTS, Range, Text, child
from dateline.lexicon import load_toml, word_set
from dateline.reading import Token

_OWN = frozenset({"it", "they", "we", "he", "she", "its", "their", "our", "his", "her", "us"})
_OURS = frozenset({"ours", "theirs", "our", "us", "its", "his"})
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
_SELF = frozenset({"themselves", "itself", "himself"})
_UPON = frozenset({"on", "at", "upon", "against"})
_PROPOSING = frozenset({"suggest", "insist"})
_SPAN = 6  # words between a verb and the noun that empties it


_words = partial(word_set, "cues.toml", "tone")
_culprits = partial(word_set, "modality.toml", "rebutting", "culprits")


def tones(
    text: Text, verb: Token, content: tuple[Range, ...], sense: Sense
) -> tuple[Sense, list[tuple[Sense, tuple[Range, ...]]]]:
    """The sense with the stance that the predicates of its content give it; those that differ by themselves."""
    if sense.stance != "reports" or sense.polarity == "denied" or not sense.factual:
        return sense, []
    tops = _predicates(text, verb, content)
    if verb.lemma in _PROPOSING and tops and tops[0].tag == "VB" and child(tops[0], "aux") is None:
        return replace(sense, factual=False, status="planned"), []  # "suggested that he leave"
    found = [_tone(top, sense, verb) for top in tops]
    if not tops or all(one == found[0] for one in found):
        return (found[0] if found else sense), []
    parts: list[tuple[Sense, tuple[Range, ...]]] = []
    for top, one in zip(tops, found, strict=True):
        first, last = text.left[top.i], text.right[top.i]
        if top is tops[0]:  # what is joined to it is not its own
            last = min([last, *(text.left[t.i] for t in tops[1:] if t.i > top.i)])
        while last > first and (text.tokens[last - 1].dep == "cc" or text.tokens[last - 1].text == ","):
            last -= 1
        span = text.trim(first, last)
        if one != sense and span is not None and not first <= verb.i < last:
            parts.append((one, (span,)))
    return sense, parts


def _tone(top: Token, sense: Sense, verb: Token) -> Sense:
    own = _is_own(top)
    if sense.name == "warn" and own and top.lemma in _words("threats") and _is_future(top):
        return replace(sense, stance="threatens", status="planned")
    if _knows_nothing(top):
        return replace(sense, stance="doubts")
    if _is_emptied(top) or _is_absent(top) or _is_nobodys(top, own):
        return replace(sense, stance="denies", polarity="denied")
    if own and any(c.dep == "aux" and c.lower == "did" for c in top.children) and not _asks(top):
        return replace(sense, stance="admits")  # "one of its planes did drop a bomb"
    negated = any(c.dep == "neg" for c in top.children)
    if own and negated and top.lemma in _words("blows") and not any(c.dep in ("dobj", "xcomp") for c in top.children):
        return replace(sense, stance="denies", polarity="denied")  # "said it had not fired"
    if sense.name == "claim" and _is_feat(top, own, verb) and not negated:
        return replace(sense, stance="claims")  # "claimed its men had shot down a jet", "claimed to have killed nine"
    if _hits_itself(top) and negated:
        return replace(sense, stance="denies", polarity="denied")  # "does not shell its own people"
    if _hits_itself(top) and not own:
        return replace(sense, stance="accuses")
    deed = _is_deed(top) or _it_was(top)
    if (deed or _lays_guilt(top) or _did_it(top)) and not negated:
        return replace(sense, stance="claims" if own and not deed else "accuses")
    if (_came_from(top) or _names_author(top)) and not negated:
        return replace(sense, stance="accuses")
    return sense


def _predicates(text: Text, verb: Token, pieces: tuple[Range, ...]) -> list[Token]:
    """The verbs at the top of a content, those joined to the first by "and" with them."""
    out = []
    for first, last in pieces:
        for t in text.tokens[first:last]:
            if t.pos not in ("VERB", "AUX") or (first <= t.head.i < last and t.head is not t):
                continue
            out += [t, *(c for c in t.children if c.dep == "conj" and c.pos in ("VERB", "AUX"))]
    return [t for t in out if t is not verb]


def _is_own(top: Token) -> bool:
    """Whether the subject is the voice or a part of it: "it", "its troops", "one of our planes"."""
    subject = child(top, *SUBJECTS) or (child(top.head, *SUBJECTS) if top.dep == "conj" else None)
    if subject is None:
        return False
    of = next((c for p in subject.children if p.lower == "of" for c in p.children if c.dep == "pobj"), None)
    near = [subject, *subject.children, *(of.children if of is not None else ())]
    return any(t.lower in _OWN for t in near)


def _is_feat(top: Token, own: bool, verb: Token) -> bool:
    """What the voice did itself, as it boasts: no state, no loss, nothing done to it or still to come."""
    voice, doer = child(verb, *SUBJECTS), child(top, *SUBJECTS)
    if voice is not None and voice.tag == "NNS" and doer is not None and doer.lower in ("it", "he", "she"):
        return False  # "the navy sank a boat, while the rebels claimed it hit a ferry"
    mine = own or (top.dep == "xcomp" and child(top, *SUBJECTS) is None)
    done = top.tag in ("VBD", "VBN") and child(top, "auxpass", "nsubjpass") is None
    return mine and done and top.pos == "VERB" and top.lemma not in _words("undergone")


def _is_future(top: Token) -> bool:
    return any(c.dep == "aux" and c.lower in ("will", "would", "shall", "'ll") for c in top.children)


def _asks(top: Token) -> bool:
    """No "did" of emphasis: "did not fire", "did they fire"."""
    aux = next(c for c in top.children if c.dep == "aux" and c.lower == "did")
    subject = child(top, *SUBJECTS)
    return any(c.dep == "neg" for c in top.children) or subject is None or subject.i > aux.i


def _is_emptied(top: Token) -> bool:
    """ "had no hand in", "took no part", "has nothing to do with", "was not involved"."""
    if top.lemma in _words("empty_verbs"):
        for c in top.children:
            if c.dep in ("dobj", "attr") and c.i - top.i < _SPAN:
                if c.lower == "nothing" and any(x.lemma == "do" for x in (*c.children, *top.children)):
                    return True
                if c.lemma.lower() in _words("part") and any(x.lower == "no" for x in c.children):
                    return True
    involved = top.lemma in _words("involved") or any(
        c.lemma.lower() in _words("involved") for c in top.children if c.dep in ("acomp", "attr")
    )
    return involved and any(c.dep == "neg" for c in top.children)


def _knows_nothing(top: Token) -> bool:
    """ "had no knowledge of it", "have received no such report"."""
    return (
        any(
            c.dep in ("dobj", "attr")
            and c.lemma.lower() in _words("unknown")
            and any(x.lower == "no" for x in c.children)
            for c in top.children
            if top.lemma in ("have", "receive", "get", "possess", "hold")
        )
        or (top.lemma in ("hear", "know") and _nothing_of(top))
        or _is_unaware(top)
    )


def _is_unaware(top: Token) -> bool:
    """ "was unaware of any strike"."""
    return top.lemma == "be" and any(c.dep == "acomp" and c.lower == "unaware" for c in top.children)


def _nothing_of(top: Token) -> bool:
    """ "heard nothing of an attack"; not "had heard nothing since March"."""
    nothing = [c for c in top.children if c.lower == "nothing" and c.dep == "dobj"]
    return any(p.lower in ("of", "about") for n in nothing for p in (*n.children, *top.children))


def _did_it(top: Token) -> bool:
    """ "that the rebels did it", "their own men had done this"."""
    laid = top.lemma in ("plant", "lay", "set", "place", "detonate") and any(
        c.dep == "dobj" and c.lower in ("it", "them") for c in top.children
    )
    return laid or (top.lemma == "do" and any(c.dep == "dobj" and c.lower in ("it", "this") for c in top.children))


def _came_from(top: Token) -> bool:
    """ "the shells came from army tanks": whose they were; not "from the north"."""
    subject = child(top, *SUBJECTS)
    if top.lemma != "come" or subject is None or subject.lemma.lower() not in _words("thrown"):
        return False
    origins = [o for p in top.children if p.lower == "from" for o in p.children if o.dep == "pobj"]
    if any(c.lower == "own" for o in origins for c in o.children):
        return True  # "the shell came from the rebels' own side"
    return bool(origins) and not any(o.lemma.lower() in _words("whence") for o in origins)


def _names_author(top: Token) -> bool:
    """ "the killers were Ruritanian soldiers", "the assailants were of the Front": who did it, as the voice has it."""
    subject = child(top, *SUBJECTS)
    if top.lemma != "be" or subject is None or subject.lemma.lower() not in _culprits():
        return False
    who = [c for c in top.children if c.dep == "attr"]
    who += [o for p in top.children if p.lower in ("of", "from") for o in p.children if o.dep == "pobj"]
    return any(t.pos == "PROPN" or person_nouns().get(t.lemma.lower()) in FIGHTING for w in who for t in w.subtree())


def _is_nobodys(top: Token, own: bool) -> bool:
    """ "no unit of ours had fired", "it fired at nobody", "nobody was shot by us", "its planes dropped no bombs"."""
    subject = child(top, *SUBJECTS)
    by = [c for p in top.children if p.dep == "agent" for c in p.children]
    mine = own or (subject is not None and any(t.lower in _OURS for t in subject.subtree()))
    if subject is not None and _is_none(subject):
        return mine or any(t.lower in _OURS for t in by)
    reached = [c for p in top.children if p.dep == "prep" and p.i > top.i for c in p.children if c.dep == "pobj"]
    aimed = top.lemma in _words("blows") or top.lemma in _words("undertakings")
    done = [c for c in top.children if c.dep == "dobj"] if aimed else []
    return own and any(_is_none(t) for t in (*reached, *done))


def _is_absent(top: Token) -> bool:
    """ "there were no troops in the province", "there had been no sorties that day"."""
    there = top.lemma == "be" and child(top, "expl") is not None
    return there and any(
        c.lemma.lower() in _words("absent") and any(x.lower == "no" for x in c.children)
        for c in top.children
        if c.dep in ("attr", "dobj")
    )


def _hits_itself(top: Token) -> bool:
    """ "had shelled its own people", "burn their own houses": the blame for what was done to them."""
    if top.lemma not in _words("blows"):
        return False
    hit = [c for c in top.children if c.dep == "dobj"]
    hit += [c for p in top.children if p.dep == "prep" and p.lower in _UPON for c in p.children if c.dep == "pobj"]
    return any(t.lower in _SELF or any(c.lower == "own" for c in t.children) for t in hit)


def _is_none(token: Token) -> bool:
    return token.lower in _NOBODY or any(c.dep in ("det", "advmod") and c.lower in _NOBODY for c in token.children)


def _lays_guilt(top: Token) -> bool:
    """ "were responsible", "was behind it", "are to blame"."""
    words = load_toml("modality.toml")["blaming"]
    if top.lemma in words["resting"]:  # "the blame for the raid lies with the militia"
        subject = child(top, *SUBJECTS)
        return subject is not None and subject.lemma.lower() in words["guilt"]
    if top.lemma in words["bearing"]:  # "it bore the hallmarks of the group"
        marks = (c for c in top.children if c.dep == "dobj" and c.lemma.lower() in words["marks"])
        return any(c.lower == "of" for m in marks for c in m.children)
    if top.lemma != "be":
        return False
    for c in top.children:
        if c.dep in ("acomp", "prep", "advmod") and c.lower in _words("guilty"):
            return True
        if c.dep in ("xcomp", "acl") and c.lemma == "blame":
            return True
    return False


def _it_was(top: Token) -> bool:
    """ "it was the militia who burned the village": who did it, set apart."""
    if top.lemma != "be" or not any(c.lower == "it" and c.dep in SUBJECTS for c in top.children):
        return False
    doers = [c for c in top.children if c.dep == "attr" and not any(x.lower in _OWN for x in c.children)]
    who = [r for c in doers for r in c.children if r.dep == "relcl"]
    marks = ("who", "that", "which")
    return any(r.lemma in _words("blows") and any(c.lower in marks for c in r.children) for r in who)


def _is_deed(top: Token) -> bool:
    """ "the blast was the work of agents", "it was their handiwork"; not "the work of our men"."""
    for c in top.children:
        if top.lemma == "be" and c.dep == "attr" and c.lemma.lower() in _words("deed"):
            by = [o for p in c.children if p.lower == "of" for o in p.children]
            return bool(by) and not any(x.lower in _OWN for o in by for x in o.children)
    return False

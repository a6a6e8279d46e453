"""Who does the saying: the subject of a cue verb, its own, inverted, or lent by another verb."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.claims.sources_cues import verb_senses
from dateline.claims.sources_roles import roles
from dateline.claims.sources_text import Range, Text, child
from dateline.lexicon import word_set
from dateline.reading import Token

_ISSUING = word_set("source_words.toml", "speech", "issuing")
CLOSING = frozenset({",", '"', "''", "”"})
_INSIDE = frozenset({"-", "based", "(", ")"})  # "the Britain-based Observatory (SOHR)"
_OF = frozenset({"for", "of"})
_QUOTING = frozenset({"cite", "quote", "report"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the phrase that speaks, and of the one that passes its words on, if any."""

    token: Token | None
    carrier: Token | None = None
    phrase: Range | None = None  # where the parser's own phrase is not to be trusted


def subject_of(text: Text, verb: Token) -> Subject:
    """The voice of a cue verb in the active."""
    own = _own(text, verb)
    if own is not None:
        first = _run_into(text, verb, own)
        return Subject(first, None, (text.left[first.i], verb.i)) if first is not None else Subject(own)
    quoted = _quoted(verb)
    if quoted is not None:
        return quoted
    after = _inverted(text, verb)
    if after is not None:
        return Subject(after)
    lent = _lent(verb)
    if lent is not None and lent.pos == "NOUN" and verb.dep == "conj" and verb.head.dep == "ccomp":
        outer = verb.head.head  # "denies its troops shot anybody and says": who denies says it
        if outer.tag == verb.tag != verb.head.tag and verb_senses(outer) and child(outer, "nsubj") is not None:
            return Subject(child(outer, "nsubj"))
    if lent is not None and verb.dep == "conj" and any(c.lower in ("no", "not") for c in lent.children):
        lent = _outer_voice(verb) or lent  # "said no unit had fired, and suggested that": the unit suggests nothing
    return (
        _citing(text, verb)
        or _named_twice(text, verb)
        or _misread(text, verb)
        or _after_quotation(text, verb)
        or _before_relative(text, verb)
        or _before_participle(text, verb)
        or Subject(lent)
    )


def _own(text: Text, verb: Token) -> Token | None:
    """Of the verb's own subjects the nearest before it, but the one after it where a quotation ends before it."""
    found = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass", "csubj")]
    after = [c for c in found if c.i > verb.i and verb.tag not in ("VBG", "VB")]
    before = [c for c in found if c.i < verb.i]
    if after and (not before or text.tokens[verb.i - 1].text in CLOSING):
        return after[0]
    return before[-1] if before else None


def _run_into(text: Text, verb: Token, own: Token) -> Token | None:
    """ "Witnesses quoted by the newspaper El Norte said": the witnesses, though the parser has the newspaper say it."""
    for c in verb.children:
        if c.dep in ("nsubj", "nsubjpass") and c.i < own.i and text.right[c.i] == text.left[own.i] and may_speak(c):
            return c if any(x.dep == "acl" and x.i > c.i for x in c.children) else None
    for c in own.children:
        if (
            c.dep in ("compound", "nmod")
            and may_speak(c)
            and any(x.dep == "acl" and x.tag == "VBN" for x in c.children)
        ):
            return c
    return None


def _quoted(verb: Token) -> Subject | None:
    """ "SANA quoted the minister as saying", "the minister was quoted by SANA as saying"."""
    outer = quoting_verb(verb)
    if outer is None:
        return None
    passive = child(outer, "nsubjpass")
    if passive is not None:
        by = child(outer, "agent")
        return Subject(passive, child(by, "pobj") if by is not None else None)
    obj = child(outer, "dobj", "dative")
    return Subject(obj, child(outer, "nsubj")) if obj is not None else None


def quoting_verb(verb: Token) -> Token | None:
    """The verb that passes on what "as saying" opens: "cited Ali, chief of the agency, as saying"."""
    if verb.dep != "pcomp" or verb.head.lower != "as" or not verb_senses(verb):
        return None
    for token in verb.head.ancestors():
        if token.pos in _VERBAL:
            return token if token.head is token or verb.head.head is token or token.lemma in _QUOTING else None
    return None


def _citing(text: Text, verb: Token) -> Subject | None:
    """ "The agency SANA, citing a doctor, said": the nouns before the participle, whatever the parser makes of them."""
    first = text.sentence(verb).first
    if text.tokens[verb.i - 1].text != "," or not any("comment" in s.takes for s in verb_senses(verb)):
        return None
    near = range(verb.i - 2, max(first + 1, verb.i - 15), -1)
    cite = next(
        (i for i in near if text.tokens[i].lower in ("citing", "quoting") and text.tokens[i - 1].text == ","), 0
    )
    start = last = cite - 1
    while start > first and (text.tokens[start - 1].pos in ("NOUN", "PROPN", "ADJ", "DET") or start == last):
        start -= 1
    if not cite or start == last or not (text.tokens[last - 1].pos in _NOMINAL or text.tokens[last - 1].text.isupper()):
        return None
    return Subject(text.tokens[last - 1], None, (start, last))


def _named_twice(text: Text, verb: Token) -> Subject | None:
    """ "..., the rebels' envoy, Ali Khan, said": a role and a name between commas, hung on what was told before."""
    if text.tokens[verb.i - 1].text != "," or not any("comment" in s.takes for s in verb_senses(verb)):
        return None
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    lowest, edges, at = max(text.sentence(verb).first, verb.i - 20), [verb.i - 1], verb.i - 2
    while at > lowest and len(edges) < 3:
        t = text.tokens[at]
        if t.text in CLOSING:
            edges.append(at)
        elif (
            t.pos not in ("NOUN", "PROPN", "ADJ", "DET", "PART", "ADP", "NUM")
            and t.text not in "-’'s"
            and t.tag not in ("VBN", "PRP$")
        ):
            return None
        at -= 1
    if len(edges) < 3:
        return None
    role, name = text.tokens[edges[2] + 1 : edges[1]], text.tokens[edges[1] + 1 : edges[0]]
    if not role or not name or not all(t.pos == "PROPN" for t in name):
        return None
    if any(t.lemma.lower() in roles().any_body for t in role[-1:]):  # "their organisation, Aide Sud, confirmed"
        return Subject(name[-1], None, (edges[1] + 1, edges[0]))
    if name[-1].ent != "PERSON":
        return None
    known = roles().kind_of.keys() | roles().named_for_body
    noun = next((t for t in reversed(role) if t.pos == "NOUN" and t.lemma.lower() in known), None)
    return Subject(noun, None, (edges[2] + 1, edges[0])) if noun is not None else None


def _misread(text: Text, verb: Token) -> Subject | None:
    """ "... near the border a witness said.": without a comma the parser gives the speaker to the clause before him.

    A finite verb of saying without a subject that closes its sentence, or follows a quotation: the nouns right before
    it speak.
    """
    sentence = text.sentence(verb)
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    if not any("comment" in s.takes for s in verb_senses(verb)):
        return None
    last = verb.i
    while last > sentence.first and text.tokens[last - 1].pos == "ADV":
        last -= 1
    first, article = last, False
    while first > sentence.first:
        t = text.tokens[first - 1]
        if t.lower == "and" and (article or _is_voice(text, sentence.first, first - 2)):
            article = False
        elif t.lower in _OF and text.tokens[first - 2].pos == "PROPN" and text.tokens[first].pos == "PROPN":
            pass  # "the Observatory for Human Rights"
        elif (t.pos not in ("NOUN", "PROPN", "ADJ", "DET", "PRON") and t.lower not in _INSIDE) or article:
            break
        article = t.pos in ("DET", "PRON")
        first -= 1
    while first < last and text.tokens[first].lower in ("and", "-"):
        first += 1
    after = text.trim(verb.i + 1, sentence.last)
    closes = after is None or all(t.ent in ("DATE", "TIME") for t in text.tokens[after[0] : after[1]])  # "said Sunday."
    head = next((t for t in reversed(text.tokens[first:last]) if t.text != ")"), None)
    if head is None or head.pos not in _NOMINAL or not (closes or first - 1 in text.quote_at):
        return None
    while first <= head.head.i < head.i:
        head = head.head
    return Subject(head, None, (first, last))


def _is_voice(text: Text, lowest: int, last: int) -> bool:
    """Whether the phrase of a role noun at ``last`` opens after a comma: ", officials" in ", officials and media"."""
    word, known = text.tokens[last].lemma.lower(), roles()
    if word not in known.kind_of and word not in known.any_body:
        return False
    i = last
    while i > max(lowest, last - 5) and text.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "DET"):
        i -= 1
    return text.tokens[i].text in CLOSING


def _before_relative(text: Text, verb: Token) -> Subject | None:
    """ "The army, whose own account came later, said ...": the army, whatever the parse makes of the clause."""
    bare = verb.tag == "VBN" and verb.dep == "acl" and verb.head.dep == "ROOT" and verb.head.pos in _NOMINAL
    if (verb.tag not in ("VBD", "VBZ", "VBP") and not bare) or text.tokens[verb.i - 1].text != ",":
        return None
    first = text.sentence(verb).first
    for i in range(verb.i - 2, first, -1):
        if text.tokens[i].tag in ("WP", "WP$", "WDT") and text.tokens[i - 1].text == ",":
            head = text.tokens[i - 2]
            alone = all(t.pos in ("DET", "ADJ", "NOUN", "PROPN", "PART") for t in text.tokens[first : i - 1])
            return Subject(head, None, (first, verb.i)) if alone and head.pos in _NOMINAL else None
    return None


def _before_participle(text: Text, verb: Token) -> Subject | None:
    """ "The envoy, having seen the craters, wrote that": the parser gives the envoy to the participle."""
    for c in verb.children:
        doing = c.tag == "VBG" or any(x.dep == "aux" and x.lower == "having" for x in c.children)
        own = child(c, "nsubj") if c.dep == "advcl" and c.i < verb.i and doing else None
        if own is not None and own.i < c.i and own.pos in _NOMINAL and text.tokens[text.right[own.i]].text == ",":
            return Subject(own, None, (text.left[own.i], text.right[own.i]))
    return None


def _after_quotation(text: Text, verb: Token) -> Subject | None:
    """'..." Ana Ruiz, a nurse at the clinic, said': all between the closing mark and a verb of saying speaks."""
    if verb.tag not in ("VBD", "VBZ", "VBP") or not any("comment" in s.takes for s in verb_senses(verb)):
        return None
    lowest = max(text.sentence(verb).first, verb.i - 25)
    first = next(
        (i for i in range(verb.i, lowest, -1) if i - 1 in text.quote_at and text.quote_at[i - 1].last == i), None
    )
    span = text.trim(first, verb.i) if first is not None and verb.i not in text.quote_at else None
    if span is None or text.tokens[span[0]].pos not in ("NOUN", "PROPN", "DET", "ADJ", "PRON"):
        return None
    words = text.tokens[span[0] : span[1]]
    if any(t.tag in ("VBD", "VBZ", "VBP") and t.dep != "relcl" for t in words):
        return None
    head = words[0]
    for t in words:
        if t.pos in _NOMINAL:
            head = t
        elif head.pos in _NOMINAL:
            break
    return Subject(head, None, span) if head.pos in _NOMINAL else None


def _inverted(text: Text, verb: Token) -> Token | None:
    """ "..., said Minister Ali Khan": a name or role noun right after the verb that the parser gave another label."""
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    if not any("comment" in s.takes and not s.addressee for s in verb_senses(verb)):
        return None  # "..., the principal, Ana Ruiz, told our reporter": no "told the principal" does so
    i = verb.i + 1
    if verb.i == text.sentence(verb).first or i >= text.sentence(verb).last:
        return None
    head = text.tokens[i]
    while head.head.i > verb.i and head.head is not head and head.head.pos in _NOMINAL:
        head = head.head
    if head.pos not in ("NOUN", "PROPN") or not verb.i < text.left[head.i] <= i or head.ent in ("DATE", "TIME"):
        return None  # "a commander said Sunday"
    if head.dep in ("nsubj", "nsubjpass") and head.head is not verb and head.head.i > head.i and _citing(text, verb):
        return None  # "the agency, citing a doctor, said six people were killed"
    denying = any(s.stance == "denies" for s in verb_senses(verb))
    if denying and head.dep == "dobj" and text.tokens[verb.i - 1].text not in CLOSING:
        return None  # "but denied rebel reports that"
    known = roles()
    if head.pos == "PROPN" or head.lemma.lower() in known.kind_of or head.lemma.lower() in known.stands_for_body:
        return head if text.tokens[verb.i - 1].text in CLOSING or head.head is verb else None
    return None


def _lent(verb: Token, depth: int = 0) -> Token | None:
    """The subject of the verb on which this one hangs ("..., adding that", "and said", "by saying")."""
    if depth:
        own = child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:  # "described how the attack unfolded, stating": not the attack
            return own if own.pos != "NOUN" or may_speak(own) else _above(verb) or own
    head = verb.head
    if depth > 6 or head is verb:
        return None
    if verb.dep == "acl":
        finite = head.dep == "ROOT" and verb.tag in ("VBN", "VBD") and child(verb, "agent") is None
        if finite and (may_speak(head) or head.lower in roles().carriers):
            return head  # "The rebels' website, Radio Front, boasted that": the parser finds no verb
        if head.lower in roles().carriers and head.dep == "pobj":  # "in a statement on Twitter blaming ..."
            return _lent_by_noun(head, depth)
        if verb.tag != "VBG":
            return None
        return head if may_speak(head) else _lent_by_noun(head, depth)
    if verb.dep in ("pcomp", "prep"):
        return _lent_by_noun(head, depth)
    if verb.dep == "xcomp":
        obj = child(head, "dobj", "dative")
        if obj is not None and obj.i < verb.i and verb.tag == "VB":
            return obj
    if verb.dep in ("advcl", "xcomp") and verb.tag == "VBG":
        speaker = _outer_voice(verb) or _closing_voice(verb)
        if speaker is not None:
            return speaker
    if verb.dep == "ccomp" and child(verb, "mark") is None and verb.tag in ("VBD", "VBZ"):
        return _lent(head, depth + 1)  # "said ... and added that", read as part of what was said
    if verb.dep in ("conj", "xcomp", "advcl", "parataxis", "dep", "acl") and head.pos in _VERBAL:
        return _lent(head, depth + 1)
    return None


def _above(verb: Token) -> Token | None:
    """The nearest voice on which a clause hangs: the noun that it describes, or the subject of the verb above."""
    for token in verb.ancestors():
        who = child(token, "nsubj") if token.pos in _VERBAL else token
        if who is not None and who.pos in _NOMINAL and may_speak(who):
            return who
    return None


def may_speak(noun: Token) -> bool:
    """A person, a body or a thing that carries words; not the bombing in "raised the toll from the bombing, saying"."""
    word, known = noun.lemma.lower(), roles()
    return noun.pos in ("PROPN", "PRON") or word in known.kind_of or word in known.documents or word in known.any_body


def _lent_by_noun(token: Token, depth: int) -> Token | None:
    while token.pos not in _VERBAL and token.head is not token:
        token = token.head
    return _lent(token, depth + 1) if token.pos in _VERBAL else None


def _outer_voice(verb: Token) -> Token | None:
    """ "sources said that raids hit the bridges, adding that": the sources add, whatever the participle hangs on."""
    for token in verb.ancestors():
        if token.pos in _VERBAL and any("comment" in s.takes for s in verb_senses(token)):
            own = child(token, "nsubj")
            if own is not None and own.i < verb.i:
                return own
    return None


def _closing_voice(verb: Token) -> Token | None:
    """ "Gunmen killed him, his uncle said, blaming the army": the participle right behind "said" is the uncle's."""
    for c in verb.head.children:
        if (
            c.dep in ("parataxis", "ccomp")
            and 0 < verb.i - c.i <= 2
            and any("comment" in s.takes for s in verb_senses(c))
        ):
            return child(c, "nsubj")
    return None


def issuer_of(head: Token) -> Token | None:
    """Who issues a document: "X's statement", "a report by X", "issued a statement saying"."""
    for c in head.children:
        if c.dep == "poss":
            return c
        if c.dep in ("prep", "agent") and c.lower in ("by", "from"):
            return child(c, "pobj")
        if c.dep == "acl" and c.tag == "VBN":
            by = child(c, "agent")
            if by is not None:
                return child(by, "pobj")
    verb = head.head if head.dep in ("dobj", "nsubjpass") and head.head.lemma in _ISSUING else None
    if verb is None or verb.pos not in ("VERB", "AUX"):
        return None
    subject = child(verb, "nsubj")
    return subject if subject is not head else None

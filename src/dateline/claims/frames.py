"""The arguments of a verb or noun in the parse, with the usual detours undone: passives, participles, relative clauses,
shared subjects, light verbs."""

from __future__ import annotations

from functools import cached_property

from dateline.claims import topics
from dateline.claims.blamed import accused
from dateline.claims.frames_strays import at_hands, first_of_pair, opens_fire, shares_having, stray_subject
from dateline.claims.partaking import party_to
from dateline.claims.remembered import remembered
from dateline.claims.sources_quotes import find_quotes
from dateline.claims.word_classes import WordClasses, is_possessive, that_gap
from dateline.claims.words import Lexicon, lemma, lexicon
from dateline.lexicon import word_set
from dateline.reading import Grounded, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVES = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd", "attr"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "pcomp", "csubj", "parataxis", "xcomp", "csubjpass"})
MAIMING = word_set("deeds.toml", "violence", "maiming")
RELATIVES = frozenset({"which", "that", "who", "whom"})


def is_passive(verb: Token) -> bool:
    """The verb is in the passive, or a past participle that describes a noun."""
    below = {c.dep for c in verb.children}
    if verb.tag == "VBD" and "dobj" in below and below.isdisjoint(("auxpass", "nsubjpass")):
        return False  # "shot nine of them dead by a pond"
    if not below.isdisjoint(("auxpass", "nsubjpass", "agent")):
        return True
    if verb.tag == "VBD" and verb.dep == "acl":
        return below.isdisjoint(OBJECTS | SUBJECTS)  # "Witness: seven officers shot at the gate"
    if verb.tag == "VBD" and verb.dep == "conj" and lemma(verb) in MAIMING:
        return below.isdisjoint(SUBJECTS | {"dobj", "dative"}) and is_passive(verb.head)  # "was stopped and shot dead"
    if verb.tag != "VBN":
        return False
    if not below.isdisjoint(SUBJECTS):
        near = (verb, *(c for c in verb.children if c.dep == "conj" and c.pos == "VERB"))
        if any(c.dep == "dobj" for v in near for c in v.children) or lemma(verb) in lexicon().intransitive:
            return False
        if opens_fire(verb):
            return False
    if shares_having(verb, below):
        return is_passive(verb.head)
    return "aux" not in below or not any(
        c.dep == "aux" and (lemma(c) == "have" or c.lower == "having") for c in verb.children
    )


class View:
    """One report seen for its events: arguments and word classes, remembered."""

    def __init__(self, grounded: Grounded, lexicon: Lexicon) -> None:
        self.grounded = grounded
        self.tokens = grounded.parsed.tokens
        self.lexicon = lexicon
        self.classes = WordClasses(grounded, lexicon).of
        self.found: dict[tuple[str, int], list[Token]] = {}
        self.slots: dict[int, dict[str, tuple[frozenset[str], frozenset[str]]]] = {}  # of a word by path; see slots.py

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens of direct speech."""
        return frozenset(i for q in find_quotes(self.grounded.parsed) for i in range(q.first, q.last))

    @cached_property
    def bombed_from_air(self) -> bool:
        return topics.bombed_from_air(self.tokens, self.classes)

    @cached_property
    def elsewhere(self) -> bool:
        return topics.elsewhere(self.tokens, self.lexicon)

    @cached_property
    def political(self) -> bool:
        return topics.political(self.tokens, self.lexicon)

    # ---- arguments ----
    def nominal(self, token: Token) -> bool:
        """ "amid heavy government shelling of the town": a noun in -ing that the parser takes for a verb."""
        if token.tag != "VBG" or token.lower not in self.lexicon.nouns:
            return False
        if self.after_party(token) is not None:
            return True
        if any(c.dep in ("dobj", "aux", "nsubj", "xcomp", "ccomp") for c in token.children):
            return False
        before = self.tokens[token.i - 1] if token.i and self.tokens[token.i - 1].sent == token.sent else None
        after = self.tokens[token.i + 1].lower if token.i + 1 < len(self.tokens) else ""
        named = before is not None and (before.pos in ("ADJ", "DET", "NOUN", "PROPN") or before.tag == "POS")
        return (
            named
            or after in ("of", "by", "between")
            or token.dep in ("nsubj", "nsubjpass")
            or ((before is None or before.pos in ("ADP", "PUNCT")) and after in ("on", "against", "in"))
        )

    def nominal_agents(self, token: Token) -> list[Token]:
        out = [d for c in token.children if c.lower == "by" for d in c.children if d.dep == "pobj"]
        before = self.tokens[token.i - 1] if token.i else token
        if not out and before.sent == token.sent and self.is_party(before):
            out = [before]
        return expand(out)

    @remembered
    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Who or what does it (the by-agent of a passive), coordinated ones after the first."""
        if verb.dep == "compound" and verb.tag in ("NN", "NNP") and verb.lower.endswith("ing"):
            return expand(accused(self, verb))
        if self.nominal(verb):
            return self.nominal_agents(verb)
        if verb.pos in ("NOUN", "PROPN", "ADJ"):
            return self.noun_agents(verb)
        passive = is_passive(verb)
        out: list[Token] = []
        for child in verb.children:
            if not passive and child.dep in SUBJECTS:
                out += self.antecedent(child, verb)
            elif passive and (child.dep == "agent" or (child.dep == "prep" and child.lower == "by")):
                out += [d for d in child.children if d.dep == "pobj" and not self._moment(d)]
            if child.dep == "prep" and (hands := at_hands(child)):
                return expand(hands)
        if out or passive or depth > 4:
            return expand(out)
        stray = stray_subject(verb)
        return self._shared_subjects(verb, depth) if stray is None else expand([stray])

    def _moment(self, token: Token) -> bool:
        """ "Was taken by noon": when, and nobody did it."""
        return "moment" in self.classes(token) or bool(self.grounded.at(token.i, "time"))

    def _shared_subjects(self, verb: Token, depth: int) -> list[Token]:
        head = verb.head
        if head is verb:
            return []
        to = verb.tag == "VB" or any(c.dep == "aux" and c.lower == "to" for c in verb.children)
        if verb.dep == "acl" and to and (planners := self._planners(head)):
            return planners
        having = any(c.dep == "aux" and c.lower == "having" for c in verb.children)
        if verb.dep == "acl" and (verb.tag != "VBN" or having) and head.pos in ("NOUN", "PROPN", "PRON", "NUM"):
            return expand([head])
        if (
            verb.dep in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp")
            and any(c.dep in SUBJECTS for c in verb.children) is False
        ):
            if verb.dep == "pcomp" and (whom := accused(self, verb)):
                return expand(whom)
            while head.pos == "ADP" and head.head is not head:
                head = head.head
            if head.pos == "ADJ" and head.dep == "acomp":  # "was able to push back"
                head = head.head
            if verb.dep == "conj" and (verb.tag, head.tag) == ("VBD", "VB") and head.dep in ("ccomp", "xcomp"):
                head = head.head  # "made the passengers get out and shot nine": who made them
            if head.pos in ("VERB", "AUX"):
                if verb.dep == "xcomp":
                    inner = [
                        c for c in head.children if c.dep in ("dobj", "nsubj") and c.i > head.i and verb.tag == "VB"
                    ]
                    if inner:
                        return expand(inner)
                if is_passive(head) and not is_passive(verb) and not self._outcome(verb):
                    return expand([t for c in head.children if c.dep in PASSIVES for t in self.antecedent(c, head)])
                return self.subjects(head, depth + 1)
        return []

    def _outcome(self, verb: Token) -> bool:
        """ "The convoy was attacked, killing two": what came of it, and no deed of the convoy's."""
        return verb.tag == "VBG" and verb.dep == "advcl" and lemma(verb) in self.lexicon.resulting

    def _planners(self, noun: Token) -> list[Token]:
        """Whose "plan to attack", "attempt to seize", "order to fire" it is, or who makes, gives or carries it out."""
        if noun.pos != "NOUN" or self.is_party(noun) or "people" in self.classes(noun):
            return []
        own = [c for c in noun.children if c.dep == "poss" or (c.dep in ("compound", "amod") and self._names_party(c))]
        own += self.prepositional(noun, frozenset({"by"}))
        if own or noun.dep not in ("dobj", "attr") or noun.head.pos not in ("VERB", "AUX"):
            return expand(own)
        return self.subjects(noun.head)

    @remembered
    def objects(self, verb: Token, depth: int = 0) -> list[Token]:
        """What it is done to (the subject of a passive)."""
        if verb.pos in ("NOUN", "PROPN", "ADJ") or self.nominal(verb):
            return self.noun_patients(verb)
        passive = is_passive(verb)
        out: list[Token] = []
        for child in verb.children:
            if (
                child.dep in PASSIVES
                or (passive and child.dep in SUBJECTS)
                or (child.dep in OBJECTS and not (child.dep == "attr" and passive))
            ):
                out += self.antecedent(child, verb)
        if not out and ((verb.dep == "acl" and passive) or that_gap(verb)):
            out = [verb.head]
        if not out and passive and verb.dep == "advcl" and verb.tag == "VBN" and verb.i < verb.head.i:
            out = [t for c in verb.head.children if c.dep in SUBJECTS | PASSIVES for t in self.antecedent(c, verb.head)]
        if not out and verb.tag == "VBN":  # "described the town as occupied by"
            by_mark = verb.dep == "advcl" and any(c.lower == "as" for c in verb.children)
            by_prep = verb.dep == "pcomp" and verb.head.lower == "as"
            if by_mark or by_prep:
                out = [c for c in (verb.head.head if by_prep else verb.head).children if c.dep == "dobj"]
        if verb.dep == "conj" and depth < 4 and verb.head.pos == "VERB" and all(t.pos == "ADJ" for t in out):
            shares = passive and is_passive(verb.head) and not any(c.dep in SUBJECTS | PASSIVES for c in verb.children)
            after = not passive and all(
                c.dep not in OBJECTS | {"prep", "ccomp", "xcomp"} for c in verb.head.children if c.i < verb.i
            )
            if shares or after:
                out = self.objects(verb.head, depth + 1)
        if not out and not passive and depth < 4:  # "shelled and bombed the town"
            for child in verb.children:
                if child.dep == "conj" and child.pos == "VERB" and child.i - verb.i <= 3:
                    return [c for c in child.children if c.dep in OBJECTS]
        return expand(out)

    def antecedent(self, token: Token, verb: Token) -> list[Token]:
        if token.lower in RELATIVES and token.pos in ("PRON", "DET", "SCONJ"):
            top = verb
            while top.dep == "conj" and top.head is not top:
                top = top.head
            told = top.dep == "ccomp" and top.head.dep == "relcl" and token.i < top.head.i
            if told and not (verb.lower in ("were", "are") and top.head.head.tag == "NNP"):
                top = top.head  # "helicopters, which it said had rocketed a post"
            if top.dep in ("relcl", "acl"):
                return [top.head.head if denied(top.head) else top.head]  # "soldiers, not rebels, who burned it"
            return []
        thing = token.children[0] if token.tag == "VBG" and len(token.children) else None
        if thing is not None and thing.dep == "dobj" and thing.i == token.i + 1 and token.pos == "VERB":
            return [thing]  # "Incriminating material was recovered"
        return [token]

    def after_party(self, token: Token) -> Token | None:
        """The party right before a word in -ing with "of" after it: "intensive government shelling of the town"."""
        if token.tag != "VBG" or token.i == 0 or token.i + 1 >= len(self.tokens):
            return None
        before = self.tokens[token.i - 1]
        if before.sent != token.sent or before.pos not in ("NOUN", "PROPN") or self.tokens[token.i + 1].lower != "of":
            return None
        return before if before.tag != "NNS" and self.is_party(before) else None

    def noun_agents(self, noun: Token) -> list[Token]:
        """Who does what a noun names: "an attack by rebels", "rebel attacks", "Russia's strikes", "launched a raid"."""
        out: list[Token] = []
        victim = next((c for c in noun.children if self._victim(noun, c)), None)
        for child in noun.children:
            if victim is not None and child.i < victim.i and child.dep in ("compound", "amod", "nmod"):
                continue  # "the Red Front candidate's murder": no murder by the Front
            if child.dep in ("prep", "agent") and child.lower in ("by", "from"):
                out += [d for d in child.children if d.dep == "pobj"]
            elif (
                child.dep == "poss" or (child.dep in ("compound", "amod", "nmod") and self._names_party(child))
            ) and not ("time" in self.classes(child) or child.lower == "terrorist" or self._victim(noun, child)):
                out.append(child)
            elif child.dep in ("acl", "relcl") and lemma(child) in self.lexicon.waging:
                out += self.subjects(child)
            elif child.dep in ("acl", "relcl") and lemma(child) in ("blame", "pin"):  # "a bombing blamed on the group"
                if any(c.dep == "nsubj" for c in child.children):
                    continue  # "an attack the army blamed on the rebels": so says the army
                out += self.prepositional(child, frozenset({"on"}))
            elif child.dep in ("acl", "relcl") and lemma(child) in ("attribute", "ascribe", "impute"):
                out += self.prepositional(child, frozenset({"to"}))
        verb = noun.head
        if not out and (party := self.after_party(noun)) is not None:
            out.append(party)
        if not out and noun.dep == "appos" and self.is_party(verb) and verb.dep in ("ROOT", "nsubj"):
            out.append(verb)  # "The army, backed by jets, escalated bombing": the parser misses the verb
        if not out and noun.dep in SUBJECTS and lemma(verb) == "be":  # "one offensive is by the army"
            out += self.prepositional(verb, frozenset({"by"}))
        if not out and noun.dep in ("dobj", "obj", "nsubjpass") and lemma(verb) in ("attribute", "ascribe"):
            out += self.prepositional(verb, frozenset({"to"}))
        if not out and noun.dep in ("dobj", "obj", "nsubjpass") and lemma(verb) in ("claim", "blame"):
            out += self.subjects(verb) if lemma(verb) == "claim" else self.prepositional(verb, frozenset({"on"}))
        light = verb.pos == "VERB" and "light" in self.types_of(verb) and lemma(verb) not in self.lexicon.onlooking
        if not out and noun.dep in ("dobj", "obj") and light:
            out += self.subjects(verb)
        if not out and noun.dep in PASSIVES and "light" in self.types_of(verb):
            out += self.subjects(verb)
        if not out and (meeting := self._under(noun)) is not None:
            out += self.prepositional(meeting, frozenset({"from", "by"}))
        if not out and noun.dep in SUBJECTS and lemma(verb) == "be":  # "the bomb was the work of the group"
            works = [c for c in verb.children if c.dep == "attr" and lemma(c) in ("work", "handiwork", "doing")]
            out += [t for w in works for t in self.noun_agents(w) + self.prepositional(w, frozenset({"of"}))]
        if not out:
            out = party_to(self, noun) or accused(self, noun)
        return expand(out)

    def _victim(self, noun: Token, owner: Token) -> bool:
        """ "The judge's murder": whose it is was killed, unless it says of whom ("their murder of the judge")."""
        of = any(c.lower == "of" for c in noun.children)
        return owner.dep == "poss" and not of and lemma(noun) in self.lexicon.befalling

    def _under(self, noun: Token) -> Token | None:
        """The verb of "came under fire from": its subject is hit."""
        prep = noun.head
        if noun.dep == "pobj" and prep.lower == "under" and lemma(prep.head) in ("come", "be"):
            return prep.head
        return None

    def noun_patients(self, noun: Token) -> list[Token]:
        """Whom or what a noun's event hits: "an attack on the convoy", "the killing of two teachers"."""
        out: list[Token] = []
        for child in noun.children:
            if child.dep == "prep" and child.lower in ("on", "against", "of", "targeting", "at"):
                out += [d for d in child.children if d.dep == "pobj"]
            elif child.dep == "acl" and lemma(child) in ("target", "hit", "strike"):
                out += [d for d in child.children if d.dep == "dobj"]
            elif self._victim(noun, child):
                out.append(child)
        if not out and (meeting := self._under(noun)) is not None:
            out += self.subjects(meeting)
        return expand(out)

    def types_of(self, verb: Token) -> set[str]:
        return {f.type for f in self.lexicon.verbs.get(lemma(verb), ())}

    def is_party(self, token: Token) -> bool:
        """The word names an armed side or a state, as a modifier too ("rebel shelling", "Israeli strikes")."""
        if is_possessive(token):
            return False
        return any(e.kind == "actor" and e.use != "owner" for e in self.grounded.at(token.i)) or bool(
            self.lexicon.classes.get(lemma(token), frozenset()) & {"armed"}
        )

    def _names_party(self, token: Token) -> bool:
        """An adjective that only tells of arms is none: "a military offensive", "armed attacks"."""
        return self.is_party(token) and (token.pos != "ADJ" or bool(self.grounded.at(token.i, "actor")))

    def actor_ids(self, token: Token) -> set[str]:
        """Ids of the actors that a word, or one before it, names."""
        near = [token, *(c for c in token.children if c.dep in ("compound", "amod", "poss", "nmod"))]
        return {e.actor.id for t in near for e in self.grounded.at(t.i, "actor") if e.actor and e.use != "owner"}

    def prepositional(self, token: Token, names: frozenset[str] | None = None) -> list[Token]:
        """Objects of the prepositions of a word, of all or of those with these names."""
        out = []
        for child in token.children:
            if child.dep in ("prep", "agent", "dative") and (names is None or child.lower in names):
                out += [d for d in child.children if d.dep in ("pobj", "pcomp")]
                for deep in child.children:  # "out of Homs", "from inside the town"
                    if deep.dep == "prep":
                        out += [d for d in deep.children if d.dep == "pobj"]
        return expand(out)

    def modifiers(self, noun: Token) -> list[Token]:
        """Words before a noun, through compounds, and the objects of its "of", "by", "with", "involving"."""
        out: list[Token] = []
        for child in noun.children:
            if child.dep in ("compound", "amod", "nmod", "poss", "nummod", "npadvmod", "dep") and child.i < noun.i:
                out.append(child)
                out += [
                    d
                    for d in child.children
                    if d.dep in ("compound", "amod", "npadvmod", "conj", "nmod", "dep", "punct")
                ]
                out += [d for c in child.children if c.dep == "amod" for d in c.children if d.dep == "npadvmod"]
        # a wrong parse often leaves the word before a noun elsewhere
        if (
            noun.i
            and self.tokens[noun.i - 1].sent == noun.sent
            and self.tokens[noun.i - 1].pos in ("NOUN", "ADJ", "PROPN")
        ):
            out.append(self.tokens[noun.i - 1])
        if noun.i > 1 and self.tokens[noun.i - 1].text == "-":  # "a counter-assault" in three words
            out.append(self.tokens[noun.i - 2])
        return out + self.prepositional(noun, frozenset({"of", "by", "with", "involving", "using"}))

    def clause_words(self, token: Token) -> list[Token]:
        """All words under the clause that the token stands in, at most 60 to each side."""
        return [t for t in clause_head(token).subtree() if abs(t.i - token.i) <= 60]


def denied(noun: Token) -> bool:
    """ "Soldiers, not rebels,", "soldiers and not rebels"."""
    near = (*noun.children, *(c for c in noun.head.children if noun.head.i < c.i < noun.i))
    return noun.dep in ("appos", "conj") and any(c.lower == "not" for c in near)


def expand(tokens: list[Token]) -> list[Token]:
    """Each token with what is coordinated to it."""
    out: list[Token] = []
    for token in tokens:
        todo = [token]
        while todo:
            t = todo.pop(0)
            if t not in out:
                out.append(t)
                todo += [c for c in t.children if c.dep == "conj" and c.pos not in ("VERB", "AUX") and not denied(c)]
                todo += [c for c in t.children if first_of_pair(t, c)]
    return out


def clause_head(token: Token) -> Token:
    """The verb (or root) of the smallest clause around a token."""
    t = token
    while t.head is not t:
        if t.dep in CLAUSES and t.pos in ("VERB", "AUX"):
            return t
        if t.dep == "conj" and t.pos in ("VERB", "AUX"):
            return t
        t = t.head
    return t

"""Which of the words that name events in a sentence speak of the same event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims.events import SOFT, Event, Mention
from dateline.claims.frames import View, clause_head
from dateline.claims.modality import avenged
from dateline.claims.purpose import is_purpose, plot_over
from dateline.claims.records import HarmFact
from dateline.claims.same_event import (
    BESIDE,
    NARROW,
    TAKING,
    captives_of,
    leads,
    preposition,
    resulted,
    same_event,
    superlative_of,
)
from dateline.claims.same_telling import accused_of, meanwhile, set_apart, subject_of_its_own, told_again
from dateline.claims.sources import VoiceIndex
from dateline.claims.stopped import felled_after
from dateline.claims.words import lemma
from dateline.reading import Token

NEIGHBOURS = 12  # mentions further apart than this speak of different things, however long the sentence
# Types without force of their own in which people come to harm.
WITH_HARM = frozenset({"destruction", "siege", "aid", "protest", "arrest", "displacement"})


def group(view: View, mentions: list[Mention], facts: list[HarmFact], voices: VoiceIndex) -> list[Event]:
    """Mentions and harm of each sentence -> events, in text order."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.token.sent, []).append(mention)
    at = {m.token.i: m for m in mentions}
    for fact in facts:
        token = view.tokens[fact.effect_token]
        governing = at.get(token.head.i)
        if fact.effect == "abducted" and governing is not None and governing.type == "agreement":
            continue  # "received six hostages": they are let go
        if token.i not in at:
            taken = fact.effect == "abducted" and token.pos == "VERB"  # "led away", "hauled off"
            at[token.i] = Mention(token, "abduction" if taken else "harm", "fact", "harm", [token])
            by_sentence.setdefault(token.sent, []).append(at[token.i])
        at[token.i].facts.append(fact)
    out = []
    for index in sorted(by_sentence):
        out += _sentence_events(view, sorted(by_sentence[index], key=lambda m: m.token.i), voices)
    return out


def _sentence_events(view: View, mentions: list[Mention], voices: VoiceIndex) -> list[Event]:
    leader = list(range(len(mentions)))

    def find(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    firm = [i for i, m in enumerate(mentions) if not m.soft]
    soft = [i for i, m in enumerate(mentions) if m.soft]
    for i in firm:
        for j in firm:
            a, b = mentions[i], mentions[j]
            if i < j <= i + NEIGHBOURS and not _felled(a, b) and same_event(view, a, b):
                leader[find(j)] = find(i)
    nouns = [i for i in soft if not mentions[i].harmful]
    firm_set, noun_set = set(firm), set(nouns)
    for i, j in _told_together(view, mentions, soft):
        leader[find(j)] = find(i)
    for i in nouns + [i for i in soft if i not in noun_set]:
        near_by = range(max(0, i - NEIGHBOURS), min(len(mentions), i + NEIGHBOURS + 1))
        hosts = [j for j in near_by if j != i and (j in firm_set or j in noun_set) and find(j) != find(i)]
        if any(find(j) == find(i) for j in firm):
            hosts = [j for j in hosts if j in noun_set]  # what the one of two was told with
        near = [(d, j) for j in hosts if (d := _link(view, voices, mentions[i], mentions[j])) is not None]
        if near:
            leader[find(i)] = find(min(near)[1])
    harm = [i for i in soft if find(i) == i and i not in noun_set]
    for i in harm:  # "were killed and 20 injured": one harm to one event
        for j in harm:
            if (
                i < j <= i + NEIGHBOURS
                and find(i) != find(j)
                and _link(view, voices, mentions[i], mentions[j]) is not None
            ):
                leader[find(j)] = find(i)
    groups: dict[int, list[Mention]] = {}
    for i, mention in enumerate(mentions):
        groups.setdefault(find(i), []).append(mention)
    return [_event(view, groups[k]) for k in sorted(groups, key=lambda k: groups[k][0].token.i)]


def _told_together(view: View, mentions: list[Mention], soft: list[int]) -> Iterator[tuple[int, int]]:
    """ "31 were killed and dozens wounded when ...": one harm, whichever of the two the parser hangs the rest on."""
    at = {mentions[i].token.i: i for i in soft if mentions[i].form == "verb" and mentions[i].harmful}
    for token, j in at.items():
        verb = mentions[j].token
        i = at.get(verb.head.i)
        if (
            i is not None
            and verb.dep == "conj"
            and verb.tag == "VBN"
            and verb.head.tag == "VBN"
            and token > verb.head.i
        ):
            yield i, j
        elif (
            verb.dep == "acl"
            and verb.tag == "VBN"
            and (first := at.get(_harmed_before(view.tokens, verb) or -1)) is not None
        ):
            yield first, j


ELLIPSIS = 7  # words between: "were killed and at least 30 other people wounded"
COUNTED = frozenset({"ADV", "ADP", "ADJ", "NUM", "NOUN", "CCONJ", "PUNCT", "DET", "SCONJ", "PRON"})


def _harmed_before(tokens: Sequence[Token], participle: Token) -> int | None:
    """The passive whose auxiliary a participle shares: "12 were killed and dozens injured in riots".

    The parser often hangs "dozens" on a clause above, as a noun that "injured" describes.
    """
    for back in range(participle.i - 1, max(participle.i - ELLIPSIS, 0), -1):
        token = tokens[back]
        if token.tag == "VBN" and any(c.dep == "auxpass" for c in token.children):
            return back if tokens[back + 1].lower in ("and", ",") and token.sent == participle.sent else None
        if token.pos not in COUNTED:
            return None
    return None


def _event(view: View, members: list[Mention]) -> Event:
    rank = view.lexicon.ontology.rank
    done = [m for m in members if not is_purpose(m.token)]  # "staged an attack to seize the town"
    typed = [m for m in done or members if m.type not in SOFT]
    firm = [m for m in typed if not m.harmful] or typed or done or members
    best = min(firm, key=lambda m: (rank(m.type), m.type == "answer", m.type == "harm", m.token.i))
    head = next(
        (m for m in firm if best.token.dep == "conj" and m.token is best.token.head and m.form == best.form), None
    )
    if head and not leads(view, head, best):
        best = head  # of "shelling and air strikes" the first; of "stormed and took" what came of it
    # the verb that the event's clause hangs on is what people call the trigger
    main = next((m for m in members if m.form == "verb" and m.type == best.type), best)
    type_ = best.type
    deed = next((m for m in typed if m.form == "verb" and view.lexicon.ontology.violent(m.type)), None)
    if deed is not None and best.form == "noun" and superlative_of(best.token):
        main, type_ = deed, deed.type  # "killed 124 in the deadliest incident of the fighting"
    if best.form == "noun" and lemma(best.token) in FRAMEWORK and (doing := _doing(members)):
        main, type_ = doing, doing.type  # "targets civilians in its operations": the verb says what was done
    if type_ in TAKING and (fight := next((m for m in (*typed, *members) if captives_of(best, m)), None)):
        main, type_ = fight, "armed_clash"
    beside = type_ == "destruction" or (type_ == "siege" and lemma(main.token) in ROUND)
    if beside and (kill := _killing(typed)):
        main, type_ = kill, kill.type  # "killed seven herders and drove off their camels", "surrounded it and killed"
    if type_ in ("destruction", "displacement") and (assault := _deadly(members)):
        main, type_ = assault, "attack"  # "70 were killed when gangs attacked a town, torching homes"
    if best.form == "noun" and (blow := next((m for m in members if resulted(view, m, best)), None)):
        main, type_ = blow, blow.type  # "raided a post, leading to the killing of two"
    raid = main.form == "noun" or lemma(main.token) == "raid"
    if type_ == "arrest" and raid and any(f.effect == "killed" for m in members for f in m.facts):
        type_ = "attack"  # "an army raid killed nine"
    if type_ == "harm" or (type_ in SOFT and all(m.harmful for m in members)):
        type_ = by_weapon(view, main.token) or type_
    facts = [f for m in members for f in m.facts]
    # "killed 30 in revenge for a raid": who made the raid, and on whom, is not told of the killing
    own = [m for m in members if m is main or not avenged(m.token) or avenged(main.token)]
    return Event(own, main, type_, facts)


# Nouns for the whole within which something is done.
FRAMEWORK = frozenset({"operation", "campaign", "mission", "war"})


def _doing(members: list[Mention]) -> Mention | None:
    return next((m for m in members if m.form == "verb" and m.type == "attack"), None)


ROUND = frozenset({"surround", "encircle", "cordon"})


def _killing(members: list[Mention]) -> Mention | None:
    return next(
        (
            m
            for m in members
            if m.harmful
            and m.form == "verb"
            and any(f.effect == "killed" and f.high != 0 for f in m.facts)
            and m.type in ("attack_on_civilians", "armed_clash")
        ),
        None,
    )


def _deadly(members: list[Mention]) -> Mention | None:
    """An attack that killed: what else it left behind comes after."""
    if not any(f.effect == "killed" and f.high != 0 for m in members for f in m.facts):
        return None
    return next((m for m in members if m.type == "attack"), None)


# Weapons that tell how people near them were harmed, where the parse does not tie the two.
WEAPONS = (
    ("suicide", "suicide_bombing"),
    ("grenade", "grenade"),
    ("bomb", "bombing"),
    ("shell", "shelling"),
    ("aircraft", "air_strike"),
    ("gun", "attack"),
)


def by_weapon(view: View, token: Token) -> str | None:
    """The type that a weapon named just before a word of harm gives it ("a car bomb killed", however it is parsed)."""
    near = [t for t in view.tokens[max(0, token.i - 5) : token.i] if t.sent == token.sent]
    after = [t for t in view.tokens[token.i : token.i + 14] if t.sent == token.sent]
    for t in reversed([*view.subjects(token), *near]):
        for name, type_ in WEAPONS:
            if t.pos in ("NOUN", "PROPN") and name in view.classes(t) and t.dep not in ("pobj",):
                return type_
    for t in after:
        for name, type_ in WEAPONS:
            if t.pos == "NOUN" and t.dep == "pobj" and t.head.lower in ("by", "in", "from") and name in view.classes(t):
                return type_
    return None


def _felled(first: Mention, then: Mention) -> bool:
    """ "Killed six before police shot him dead": two events, the second by others and on who did the first."""
    deed = felled_after(then.token)
    return deed is not None and first.form == "verb" and deed in (first.token, first.token.head)


def _later(first: Mention, then: Mention) -> bool:
    """ "killed 12 people before the army took the town": what came next, by somebody else's hand."""
    verb = then.token
    marked = any(c.dep == "mark" and c.lower in ("before", "until") for c in verb.children)
    taken = then.type in ("territory_taken", "territory_left")
    return taken and marked and verb.dep == "advcl" and verb.head is first.token and subject_of_its_own(verb)


def _came_after(first: Mention, then: Mention) -> bool:
    """ "The attack came two days after gunmen killed four soldiers": two, and the second is the earlier."""
    verb, below = clause_head(first.token), clause_head(then.token)
    if first.form != "noun" or first.token.dep != "nsubj" or lemma(verb) not in COMING:
        return False
    marked = any(c.dep == "mark" and c.lower in ("after", "as", "before") for c in below.children)
    return marked and below.dep == "advcl" and below.head is verb


COMING = frozenset({"come", "follow"})


def _charge(deed: Token, arrest: Mention) -> bool:
    """ "Were arrested for killing six": what somebody is arrested for was done before."""
    return (
        deed.dep == "pcomp" and deed.head.lower == "for" and deed.head.head is arrest.token and arrest.type == "arrest"
    )


def _plot(deed: Token, planned: Token) -> bool:
    """ "Shot two couriers who were plotting a raid": what those it was done to only had in mind."""
    found = plot_over(planned)
    if found is None:
        return False
    plot, over = found
    if deed not in over + [t.head for t in over[-1:]]:
        return False
    return any(t.dep in ("dobj", "nsubjpass") and t.head is deed for t in over if t is not plot)


def _link(view: View, voices: VoiceIndex, a: Mention, b: Mention) -> int | None:
    """How far two mentions are apart if they can speak of one event, else None. ``a`` is soft."""
    if (
        _felled(a, b)
        or _felled(b, a)
        or _later(a, b)
        or _later(b, a)
        or _charge(a.token, b)
        or _plot(a.token, b.token)
        or _plot(b.token, a.token)
    ):
        return None
    if meanwhile(view, a, b) or meanwhile(view, b, a) or _came_after(a, b) or _came_after(b, a):
        return None
    if accused_of(a.token) is not accused_of(b.token) or set_apart(view, a.token, b.token):
        return None
    if told_again(view, a, b):
        return 0
    if not (view.lexicon.ontology.violent(b.type) or b.type in WITH_HARM):
        return None
    if b.type == "displacement" and a.form == "verb" and any(c.dep == "dobj" for c in a.token.children):
        return None  # "where hundreds had sheltered and killed many of them": those who fled killed nobody
    if voices.parted(a.token.i, b.token.i) or _told_beside(view, voices, a.token, b.token):
        return None  # "denied that it had fired and alleged that nine were killed in custody"
    if _denial(a.token) is not _denial(b.token):
        return None  # "said it had struck a base and denied hitting homes"
    ca, cb = clause_head(a.token), clause_head(b.token)
    apart = abs(a.token.i - b.token.i)
    for x in (a, b):
        if x.form == "noun" and preposition(x.token) in BESIDE and ca is cb:
            return None
    if not a.harmful and a.form == "noun" and b.form == "verb" and a.token in view.subjects(b.token):
        return 0
    if ca is cb:
        return apart
    if not a.harmful and (b.type in WITH_HARM or a.form == b.form == "noun" or _other_hands(view, a, b)):
        return None
    if another_that(ca) or another_that(cb):
        return None
    steps = _steps(ca, cb)
    if steps is not None:
        if a.harmful and a.token.dep == "advcl" and b.token.dep == "conj" and b.token.head is a.token:
            return 300 + apart  # "raided a camp, killing four and abducting two": killed in the raid
        low, below = (ca, a) if cb in _clauses_above(ca) else (cb, b)
        if low.dep in ("relcl", "acl") and not below.harmful and below.type not in NARROW:
            return None
        listed = low.dep == "conj" and low.tag == "VBG" and low.head.dep == "advcl"  # "killing one and wounding two in"
        listed = listed and below.type not in TAKING  # "killing 14 and abducting 30": taken beside the killed
        if a.harmful or b.harmful or listed or low.dep in ("advcl", "relcl", "acl", "xcomp"):
            return 50 * steps + apart
        return None
    if a.harmful and b.type in NARROW:  # the parse of a long sentence is seldom right: what is near belongs together
        return 400 + apart
    return None


def _told_beside(view: View, voices: VoiceIndex, a: Token, b: Token) -> bool:
    """ "Jets bombed the town, and the rebels said that nine had died": the one is the paper's, the other a voice's."""
    first, second = sorted((a, b), key=lambda t: t.i)
    statement = voices.at(second.i)
    if statement is None or not statement.sources or voices.at(first.i) is not None:
        return False
    cue = view.tokens[statement.cue[0]]
    own = next((c for c in cue.children if c.dep == "nsubj"), None)
    joined = cue.dep == "conj" and any(c.dep == "cc" for c in cue.head.children)
    return joined and own is not None and first.i < own.i < cue.i < second.i


def another_that(clause: Token) -> bool:
    """ "said that nine were killed, and that jets bombed the hill": told in one breath, as two things."""
    that = any(c.dep == "mark" and c.lower == "that" for c in clause.children)
    that = that or any(  # "that helicopters bombed", read as a pointing word
        d.lower == "that" for c in clause.children if c.dep == "nsubj" and c.tag == "NNS" for d in c.children
    )
    return that and clause.dep == "conj" and any(c.dep == "cc" for c in clause.head.children)


BELOW_DENIAL = frozenset({"xcomp", "ccomp", "dobj", "conj", "pcomp", "prep", "pobj", "relcl"})
OWNING_UP = frozenset({"deny", "confirm", "announce", "acknowledge"})


def _denial(token: Token) -> Token | None:
    """The verb that denies what a token's clause tells: "hitting" of "denied hitting homes"."""
    for _ in range(6):
        if token.head is token or not (token.dep in BELOW_DENIAL or (token.dep == "advcl" and token.tag == "VBG")):
            return None
        own, clause = token.dep in ("xcomp", "ccomp", "dobj"), token.dep == "ccomp"
        token = token.head
        if own and lemma(token) in OWNING_UP:
            return token
        if clause:
            return None  # what another verb of saying tells
    return None


def _other_hands(view: View, a: Mention, b: Mention) -> bool:
    """Each is somebody's doing, and not the same one's."""
    mine, theirs = ({i for t in view.subjects(m.token) for i in view.actor_ids(t)} for m in (a, b))
    return bool(mine and theirs and not mine & theirs)


def _steps(a: Token, b: Token) -> int | None:
    """How many clauses lie between two, one below the other; None where what is said changes hands between them."""
    for low, high in ((a, b), (b, a)):
        above = _clauses_above(low)
        if high in above:
            return above.index(high) + 1
    return None


def _clauses_above(clause: Token) -> list[Token]:
    out: list[Token] = []
    while len(out) < 3 and clause.dep not in ("ccomp", "ROOT") and clause.head is not clause:
        clause = clause_head(clause.head)
        out.append(clause)
    return out

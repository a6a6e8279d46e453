"""Harm: who was killed, injured, abducted, displaced ..., how many, and which number is part of which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from dateline.claims import harm_words as lex
from dateline.claims.harm_ages import children_by_age, with_names
from dateline.claims.harm_groups import group_of, kind_group
from dateline.claims.harm_list import list_from
from dateline.claims.harm_parts import with_parts
from dateline.claims.harm_people import People, add, is_further, read_people, speaks
from dateline.claims.harm_sexed import by_sex
from dateline.claims.harm_sums import (
    with_elided_groups,
    with_one_more,
    with_others,
    without_counted,
    without_increments,
)
from dateline.claims.harm_triggers import find_hits
from dateline.claims.harm_who import Hit
from dateline.claims.records import FIGHTING, HarmFact
from dateline.model import Polarity, Status
from dateline.reading import Grounded, Token

_KINDS = frozenset({"children", "women", "men"})
_SELF = frozenset({"himself", "herself", "themselves", "itself", "myself"})
_SAID_BEFORE = frozenset({"victim", "person", "body", "deceased", "he", "she", "other", "member"})
_OPENERS = frozenset({"including", "among", "amongst", "them", "whom", "–", "—", ":"})
_HURT = frozenset({"wounded", "injured", "hurt", "missing"})
_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})


def find_harm(grounded: Grounded) -> list[HarmFact]:
    """Every statement of harm to people in the report, in text order.

    "No one was hurt" is a number, 0 to 0, and affirmed; "did not kill 5 people" is denied. ``status`` is set where the
    words themselves say that it did not (yet) happen ("vowed to kill", "could kill", "if killed").
    """
    out: list[HarmFact] = []
    for sentence in grounded.parsed.sentences:
        found: list[HarmFact] = []
        for hit in find_hits(grounded, sentence.first, sentence.last):
            found.extend(_facts(grounded, hit))
        found = with_elided_groups(grounded, without_counted(grounded, found))
        found = with_others(grounded, without_increments(grounded, with_one_more(grounded, found)))
        facts = with_parts(grounded, sentence, _without_repeats(found))
        base = len(out)
        out.extend(f if f.part_of is None else replace(f, part_of=f.part_of + base) for f in facts)
    return out


def _facts(grounded: Grounded, hit: Hit) -> list[HarmFact]:
    """The facts of one hit: its people by group, and their sum where the groups differ."""
    people = [p for p in (_people(grounded, hit, v) for v in hit.victims) if p is not None]
    if hit.total and hit.word.lower in lex.states() and people and hit.word.i > 0:  # "civilians killed: 5-8"
        group = lex.noun_group(grounded.parsed.tokens[hit.word.i - 1])
        people = [replace(people[0], group=group or "all")]
    listed = _by_name(grounded, _one_by_one(grounded, hit, with_names(grounded, _counted_once(people))))
    people = _without_enumeration(grounded, listed)
    if not people:
        return []
    told = [p for p in listed if p not in people and p.group in _KINDS and p.group != people[0].group]
    people = _sharing_a_count(grounded, people, hit.word)
    people[0] = _up_to(grounded, people[0], hit.word.i)
    by_group: dict[str, list[People]] = {}
    for p in people:
        by_group.setdefault(p.group, []).append(p)
    polarity, status = _polarity(hit.word), _status(hit.word)
    facts = []
    total = len(by_group) > 1 and all(not p.nobody for p in people)
    if total:
        # a family and a doctor are civilians all together; ten fighters and three civilians are not
        whole = "civilians" if "civilians" in by_group and not FIGHTING & set(by_group) else "all"
        facts.append(_fact(grounded, hit, people, whole, polarity, status))
        parts = [(g, listed) for g, listed in by_group.items() if g not in ("all", whole)]
        facts.extend(_fact(grounded, hit, listed, g, polarity, status) for g, listed in parts)
        facts = [f if n == 0 else replace(f, part_of=0) for n, f in enumerate(facts)]
    else:
        facts = [_fact(grounded, hit, listed, group, polarity, status) for group, listed in by_group.items()]
    if total or len(facts) == 1:
        by_kind = {g: [p for p in told if p.group == g] for g in dict.fromkeys(p.group for p in told)}
        young = children_by_age(grounded, people) if not by_kind and facts[0].group != "children" else None
        if young is not None:
            facts, by_kind = [f for f in facts if f.group != "children"], {"children": [young]}
        if not total or young is not None:  # "six relatives, four children and two women, were killed"
            facts += [replace(_fact(grounded, hit, k, g, polarity, status), part_of=0) for g, k in by_kind.items()]
    known = {f.group for f in facts}
    sexed = [p for p in by_sex(grounded, people) if p.group not in known] if total or len(facts) == 1 else []
    return facts + [replace(_fact(grounded, hit, [p], p.group, polarity, status), part_of=0) for p in sexed]


def _sharing_a_count(grounded: Grounded, people: list[People], word: Token) -> list[People]:
    """ "58 soldiers and civilians": the number is of both."""
    first, rest = people[0], people[1:]
    if not (first.counted and first.low > 1 and len(rest) == 1 and rest[0].high is None and not rest[0].counted):
        return people
    tokens = grounded.parsed.tokens
    between = [t.lower for t in tokens[first.last : rest[0].first]]
    bare = tokens[rest[0].head].tag == "NNS" and not any(
        c.dep in ("det", "poss") for c in tokens[rest[0].head].children
    )
    if between != ["and"] or not bare or first.some:
        return people
    behind = tokens[rest[0].last : rest[0].last + 1]
    if word.i < first.first and behind and behind[0].tag in ("VBD", "VBP", "VBZ"):
        return [first]  # "killed four soldiers and civilians fled"
    group = first.group if first.group == rest[0].group else "all"
    return [replace(first, group=group, last=rest[0].last)]


def _up_to(grounded: Grounded, people: People, end: int) -> People:
    """ "At least 52 villagers, among them 20 children, and up to 68 were killed": 52 to 68."""
    if not people.counted or people.high is not None:
        return people
    for entity in grounded.inside(people.last, end, "count"):
        c = entity.count
        joined = grounded.parsed.tokens[entity.first - 1].lower in ("and", "but", "or", "possibly")
        if c and joined and c.low == 0 and c.high and c.high > people.low:
            return replace(people, high=c.high, best=people.low)
    return people


def _counted_once(people: list[People]) -> list[People]:
    """Each of them once: of "between 17 and 20 were killed" the parse makes two victims."""
    out: list[People] = []
    for p in people:
        if not any(
            p.head == q.head or (p.counted and q.counted and p.first < q.last and q.first < p.last) for q in out
        ):
            out.append(p)
    return out


def _one_by_one(grounded: Grounded, hit: Hit, people: list[People]) -> list[People]:
    """Without those whom a colon lists ("her four sons: Ali, a 12-year-old, and ..."), and one person by two nouns once
    ("the young man and good neighbour Khaled was killed")."""
    tokens, out, told = grounded.parsed.tokens, list[People](), 0
    for p in people:
        before = out[-1] if out else None
        opened = before is not None and tokens[before.last].text in (":", "–", "—")
        if opened and before and before.counted and len(out) > 1 and told == 0:
            told = before.low
        if before and 0 < p.low <= told:
            told -= p.low
        elif before and _same_person(grounded, hit.word, before, p):
            out[-1] = replace(before, last=p.last)
        else:
            out.append(p)
    return out


def _same_person(grounded: Grounded, word: Token, a: People, b: People) -> bool:
    tokens = grounded.parsed.tokens
    single = a.high == b.high == 1 and not a.counted and not b.counted and "all" not in (a.group, b.group)
    behind = tokens[b.head + 1 : b.head + 2]
    if not single or [t.lower for t in tokens[a.head + 1 : b.first]] not in (["and"], [","]) or not behind:
        return False
    plural = any(c.lower in ("were", "are") for c in (*word.children, *word.head.children) if c.pos == "AUX")
    bare = not any(c.dep in ("det", "poss") for c in tokens[b.head].children)
    return bare and behind[0].pos == "PROPN" and not plural


def _by_name(grounded: Grounded, people: list[People]) -> list[People]:
    """ "members of the family: Ali, his wife and their son", "relatives Ali, Omar and Huda": as many as are listed."""
    if not people or people[0].low != 2 or people[0].high is not None or people[0].counted:
        return people
    first, tokens = people[0], grounded.parsed.tokens
    end = grounded.parsed.sentences[tokens[first.head].sent].last
    at = next((i for i in range(first.head + 1, min(first.head + 6, end)) if tokens[i].text == ":"), first.head)
    listed, last = list_from(grounded, at + 1, end) if at + 1 < end else ([], 0)
    if len(listed) < 2 or any(m.kind == "count" and m.most > 20 for m in listed) or listed[0].kind == "count":
        return people
    number = sum(m.most for m in listed)
    whole = at > first.head  # what a colon opens is all that is known
    some = not whole or is_further(tokens[first.head])  # "other relatives: Ali and Huda" are of more
    named = replace(first, low=number, high=None if whole else number, best=number, last=last, some=some)
    return [named, *(p for p in people[1:] if p.first >= last)]


def _without_enumeration(grounded: Grounded, people: list[People]) -> list[People]:
    """ "five people, two boys and three women": who stands after the comma is of the five.

    So where the first is a number of people of no special group, or the rest add up to just that number.
    """
    if len(people) > 1 and people[1].counted and grounded.parsed.tokens[people[1].first - 1].lower == "or":
        return people[1:]  # "4,000 families, or about 20,000 people"
    if len(people) < 2 or not people[0].counted or people[0].low < 2:
        return people
    first, rest = people[0], people[1:]
    tokens = grounded.parsed.tokens
    between = [t.lower for t in tokens[first.last : rest[0].first]]
    rest_low = sum(p.low for p in rest)
    if "," not in between[:6] and not any(w in ("-", "–", "—", ":", "(") for w in between):
        return people
    told = sum(e.count.low or 0 for e in grounded.inside(first.last, rest[0].first, "count") if e.count)
    if told and rest_low + told == first.low:
        return [first]  # 'three villagers, "two women and a girl,"': the parse hangs the women on the villagers
    if between[-1] == "and" and len(rest) == 1 and not _OPENERS & set(between):
        return people  # "two brothers, Ali and Omar, and a neighbour"
    same = all(p.group == first.group for p in rest)
    if first.group == "civilians" and _of_a_calling(tokens, first) and _closed(tokens, rest):
        return people  # two priests are no nun and a driver
    if first.group in _KINDS and not all(p.group in (first.group, "all") for p in rest):
        return people  # three children are not two women and a man
    if (
        rest_low == first.low
        or (same and rest_low <= first.low)
        or (first.group in ("civilians", "all") and rest_low <= first.low and "and" not in between[:3])
    ):
        return [first]
    return people


def _of_a_calling(tokens: Sequence[Token], people: People) -> bool:
    """Priests, teachers: who else is named beside them is none of them."""
    return tokens[people.head].lemma.lower() in lex.words("callings")


def _closed(tokens: Sequence[Token], rest: Sequence[People]) -> bool:
    """ "..., a nun and a driver": others, each by a noun of his own."""
    heads = [tokens[p.head] for p in rest]
    return len(rest) > 1 and all(t.pos == "NOUN" for t in heads) and not any(p.group in _KINDS for p in rest)


def _people(grounded: Grounded, hit: Hit, victim: Token) -> People | None:
    if victim.lower in _SELF:
        return None
    if hit.possible:
        most = read_people(grounded, victim, loose=not hit.strict)
        return replace(most, low=0, best=most.low, high=most.high or most.low) if most else None
    if hit.total and victim is hit.word:
        return _numbered_noun(grounded, hit.word)
    tokens = grounded.parsed.tokens
    if victim is not hit.victims[0] and _harmed_otherwise(hit, victim):
        return None
    if victim is not hit.word and speaks(victim, hit.word):
        return None
    found = read_people(grounded, victim, loose=not hit.strict)
    if found is None and hit.total and grounded.at(victim.i, "count"):
        found = read_people(grounded, victim, loose=True)
    if found and hit.word.lemma in lex.words("losing") and found.group in ("men", "all"):
        found = replace(found, group=_sufferer(grounded, victim) or found.group)  # "the army lost 12 men"
    if found and found.definite and not found.counted and (found.low > 1 or tokens[found.head].lemma in _SAID_BEFORE):
        return None  # "the wounded", "the victims": said before, no number of its own
    return found


def _harmed_otherwise(hit: Hit, victim: Token) -> bool:
    """ "10 martyrs and dozens of wounded": who is named by another harm is not of this one."""
    of = next((c for c in victim.children if c.lower == "of"), None)
    nouns = [victim, *(of.children if of else ())]
    effects = [lex.people_as_harm()[n.lower] for n in nouns if n.lower in lex.people_as_harm()]
    effects += [lex.states()[c.lower] for c in victim.children if c.dep == "amod" and c.lower in lex.states()]
    return any(e != hit.effect for e in effects) and "victim" not in {n.lemma for n in nouns}


def _numbered_noun(grounded: Grounded, noun: Token) -> People | None:
    """ "16 other journalist deaths", "no casualties": the number of the harm is that of the people."""
    whole = noun.head if noun.dep == "conj" else noun
    no = next(
        (c for c in (*noun.children, *whole.children) if c.lower == "no" and c.dep == "det" and c.i < noun.i), None
    )
    if no is not None and not grounded.at(noun.i, "count"):  # "no deaths or injuries"
        found = People(noun.i, no.i if whole is noun else noun.i, noun.i + 1, "all", 0, 0, 0, counted=True)
    else:
        bare = People(noun.i, noun.i, noun.i + 1, "all", 2, None, 2) if noun.tag == "NNS" else None
        read = read_people(grounded, noun, loose=True) or bare  # "deaths and injuries"
        if read is None:
            return None
        found = read
    sufferer = _sufferer(grounded, noun) or _of_whom(grounded, noun)
    group = sufferer or next(
        (
            g
            for c in noun.children
            if c.dep in ("compound", "amod", "nmod", "poss")
            and (g := lex.modifiers().get(c.lower) or (lex.noun_group(c) if c.dep != "poss" else None))
        ),
        None,
    )
    return replace(
        found,
        group=group if group and group != "all" else "all" if found.group not in lex.kinds().values() else found.group,
    )


def _of_whom(grounded: Grounded, noun: Token) -> str | None:
    """ "four bodies of rebels": of which group."""
    of = next((c for c in noun.children if c.lower == "of" and c.i > noun.i), None)
    target = next((c for c in of.children if c.dep == "pobj"), None) if of is not None else None
    return group_of(grounded, target) if target is not None else None


def _sufferer(grounded: Grounded, noun: Token) -> str | None:
    """ "the army suffered 12 casualties", "lost 12 men": whose they are."""
    if noun.head.lemma not in lex.words("sufferers") | lex.words("losing"):
        return None
    subject = next((c for c in noun.head.children if c.dep == "nsubj"), None)
    people = read_people(grounded, subject) if subject is not None else None
    return people.group if people else kind_group(grounded, subject) if subject is not None else None


def _fact(
    grounded: Grounded, hit: Hit, people: Sequence[People], group: str, polarity: Polarity, status: Status | None
) -> HarmFact:
    count = add(list(people))
    first, last = min(p.first for p in people), max(p.last for p in people)
    return HarmFact(
        effect=hit.effect, group=group, low=count.low, high=count.high, best=count.best,
        span=grounded.parsed.span(first, last), first=first, last=last, head=people[0].head, effect_token=hit.word.i,
        polarity=polarity, status=status,
        partial=(people[0].some and not any(p.counted and not p.some for p in people))
        or (people[-1].counted and people[-1].low > 2 and _joint(grounded, max(last, hit.word.i + 1))),
    )  # fmt: skip


def _joint(grounded: Grounded, i: int) -> bool:
    """ "400 dead and wounded", "200 martyrs and missing": how many of them died is not said."""
    tokens = grounded.parsed.tokens
    words = [t.lower for t in tokens[i : i + 4]]
    if len(words) < 3 or words[0] not in ("and", "or", "/") or words[1] not in _HURT or grounded.at(i + 2, "count"):
        return False
    return tokens[i + 1].dep != "amod" and (tokens[i + 2].pos in ("PUNCT", "VERB", "AUX", "ADP") or words[2] in _HURT)


def _without_repeats(found: Sequence[HarmFact]) -> list[HarmFact]:
    """One fact for one effect on the same people: "left 30 people dead" is found by its verb and by its adjective."""
    out: list[HarmFact] = []
    for fact in found:
        same = [
            f
            for f in out
            if f.effect == fact.effect and f.group == fact.group and f.first < fact.last and fact.first < f.last
        ]
        if not same or (fact.part_of is None and all(f.part_of is not None for f in same)):
            shift = len(out)
            out.append(replace(fact, part_of=None) if fact.part_of is not None and shift == 0 else fact)
    return [f if f.part_of is None else replace(f, part_of=_total_of(out, f)) for f in out]


def _total_of(facts: Sequence[HarmFact], part: HarmFact) -> int | None:
    return next(
        (n for n, f in enumerate(facts)
         if f is not part and f.part_of is None and f.effect == part.effect and f.effect_token == part.effect_token),
        None,
    )  # fmt: skip


def _polarity(word: Token) -> Polarity:
    if any(t.lower == "without" for t in islice(word.ancestors(), 2)):
        return "denied"  # "landed without causing injuries"
    around = [*word.children, *(word.head.children if word.dep in ("acomp", "oprd", "attr", "conj") else ())]
    return "denied" if any(c.dep == "neg" or c.lower in _NEGATIONS for c in around if c.i < word.i) else "affirmed"


def _status(word: Token) -> Status | None:
    """Hypothetical where a modal, a condition or a verb of intention stands above; None leaves it to the event."""
    verb = word
    for _ in range(3):
        lower = {c.lower for c in verb.children if c.dep in ("aux", "mark", "advmod") and c.i < verb.i}
        done = "have" in lower
        if lower & lex.words("conditionals") or (lower & lex.words("modals") and not done):
            return "hypothetical"
        if "to" in lower and not done and verb.pos in ("VERB", "AUX"):
            if verb.head.lemma in lex.words("intention"):
                return "planned"
            if verb.dep in ("advcl", "acl"):
                return "hypothetical"
        if verb.dep in ("conj", "acomp", "oprd", "attr", "auxpass") and verb.head is not verb:
            verb = verb.head
            continue
        break
    return None

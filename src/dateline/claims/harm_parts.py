"""Which number is part of which: "including two women", "among them", "of whom 6 were children", "among the dead"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.claims import harm_words as lex
from dateline.claims.harm_people import People, add, conjuncts, read_people, speaks
from dateline.claims.records import HarmFact
from dateline.model import Effect
from dateline.reading import Entity, Grounded, Sentence, Token

_STOPS = frozenset(
    {
        "in",
        "on",
        "at",
        "by",
        "when",
        "as",
        "after",
        "while",
        "who",
        "which",
        "that",
        ";",
        "from",
        "during",
        "near",
        "with",
        "said",
        "was",
        "were",
        "is",
        "are",
    }
)
_DONE = frozenset({"killed", "injured", "wounded", "abducted", "kidnapped", "arrested", "detained"})
_THOSE = frozenset({"those", "people", "killed", "the", "persons", "civilians", "and"})
_LATER = frozenset({"die", "succumb", "perish"})  # "two of the wounded died": another harm
_SIGNS = frozenset({"(", ":", "–", "—", "-", ","})
_REACH = 30  # words between a total and the word that opens its parts


def with_parts(grounded: Grounded, sentence: Sentence, facts: list[HarmFact]) -> list[HarmFact]:
    """The facts of a sentence and their parts, each part pointing to its total (by its place in the list)."""
    tokens = grounded.parsed.tokens
    out = list(facts)
    i = sentence.first
    while facts and i < sentence.last:
        opened = _opens(grounded, i, sentence.last)
        totals = _totals(facts, i) if opened else []
        if opened and (before := _named_before(grounded, i)) is not None:
            totals = _totals(facts, before.first)
            new = [
                t for t in totals if before.group not in ("all", facts[t].group) and not _known(out, facts[t], before)
            ]
            out.extend(_part(grounded, facts[t], before, t) for t in new)
            i = opened
            continue
        if not opened and (total := _enumerates(grounded, facts, i, sentence.last)) is not None:
            opened, totals = i + 1, [total]
        if opened and totals:
            parts = _listed(grounded, opened, sentence.last)
            for t in totals:
                parts = _merged(tokens, parts)
                known = [p for p in parts if p.group not in ("all", facts[t].group) and not _known(out, facts[t], p)]
                out.extend(_part(grounded, facts[t], p, t) for p in known)
            i = max(opened, *(p.last for p in parts)) if parts else opened
            continue
        i += 1
    out.extend(_among_the_harmed(grounded, sentence, out))
    out.extend(_of_the_harmed(grounded, sentence, out))
    order = sorted(range(len(out)), key=lambda n: (out[n].first, out[n].effect_token, n))
    place = {old: new for new, old in enumerate(order)}
    return [
        out[n] if out[n].part_of is None else replace(out[n], part_of=place[out[n].part_of])  # type: ignore[index]
        for n in order
    ]


def _merged(tokens: Sequence[Token], parts: Sequence[People]) -> list[People]:
    """One part a group: "two boys and three girls" are five children; what stands in brackets is told already."""
    out: dict[str, People] = {}
    for p in parts:
        old = out.get(p.group)
        if old is None:
            out[p.group] = p
        elif not any(t.lower == "(" for t in tokens[old.last : p.first]):
            total = add([old, p])
            low = total.low or 0
            out[p.group] = replace(old, last=p.last, low=low, high=total.high, best=total.best)
    return list(out.values())


def _opens(grounded: Grounded, i: int, last: int) -> int:
    """Where the list of parts begins, if word ``i`` opens one; else 0."""
    tokens = grounded.parsed.tokens
    word, nxt = tokens[i].lower, tokens[i + 1].lower if i + 1 < last else ""
    if word in ("including", "incl", "namely", "comprising") or (word == "included" and nxt not in ("in",)):
        return i + 1
    if word in ("among", "amongst") and nxt in ("them", "whom", "these", "those"):
        return i + 2
    if word == "of" and nxt in ("whom", "them", "these"):  # "of whom 6 were children", "three of them children"
        return (
            0 if i and tokens[i - 1].lower in ("most", "many", "some", "all", "majority", "half", "number") else i + 2
        )
    return 0


def _named_before(grounded: Grounded, i: int) -> People | None:
    """The part before "among them": "nine people died, two children among them"."""
    tokens = grounded.parsed.tokens
    if tokens[i].lower not in ("among", "amongst") or i < 3 or tokens[i - 1].pos not in ("NOUN", "PROPN"):
        return None
    people = read_people(grounded, tokens[i - 1])
    behind = tokens[i + 2].text if i + 2 < len(tokens) else "."
    if people is None or not people.counted or people.first < 1 or behind not in (",", ".", ")", ";", "–", "—"):
        return None
    return people if tokens[people.first - 1].lower in (",", "with") else None


def _enumerates(grounded: Grounded, facts: Sequence[HarmFact], i: int, last: int) -> int | None:
    """The total whose people are told by kind behind a sign: "19 people (12 women, ...)", "killed: 12 women, ...".

    No more than it is, and behind a mere comma just as many.
    """
    tokens = grounded.parsed.tokens
    if tokens[i].text not in _SIGNS or i + 1 >= last or not grounded.at(i + 1, "count"):
        return None
    before = [n for n, f in enumerate(facts) if i in (f.last, f.effect_token + 1) and f.part_of is None and f.low]
    if not before:
        return None
    total, parts = facts[before[-1]], _listed(grounded, i + 1, last)
    told, comma = sum(p.low for p in parts), tokens[i].text == ","
    of_kinds = len(parts) > 1 and all((p.counted or p.high == 1) and p.group != "all" for p in parts)
    return before[-1] if of_kinds and (told == total.low or (not comma and told < (total.low or 0))) else None


def _totals(facts: Sequence[HarmFact], i: int) -> list[int]:
    """The facts that stand nearest before word ``i``: several where they share their people."""
    before = [
        (max(f.last - 1, f.effect_token if f.effect_token < i else 0), n)
        for n, f in enumerate(facts)
        if f.last <= i and f.high != 0
    ]
    if not before:
        return []
    nearest = max(before)[0]
    if i - nearest > _REACH:
        return []
    first = facts[max(before)[1]]
    found = [n for n, f in enumerate(facts) if f.head == first.head and f.last <= i and f.part_of is None]
    return found or ([first.part_of] if first.part_of is not None else [])


def _listed(grounded: Grounded, start: int, last: int) -> list[People]:
    """The people listed from word ``start`` on, up to the end of the list."""
    tokens = grounded.parsed.tokens
    found: list[People] = []
    i = start
    number_before = _number_of_them(grounded, start)
    while i < last and i < start + 40:
        token = tokens[i]
        closes = token.lower in _STOPS and not grounded.at(i, "count")
        if closes and not (token.lower in ("were", "was", "are") and (number_before or not found)):
            break
        if token.lower in lex.transitive() and token.dep != "amod":
            break
        if found and token.lower in ("them", "whom") and tokens[i - 1].lower == "of":
            break  # a list of its own: "two women, one of them pregnant"
        if (found and token.lower in ("including", "namely")) or token.text == ")":
            break  # "including four children, and several others, including a nurse, were hurt"
        if (
            token.pos in ("NOUN", "PROPN") and _ends_phrase(grounded, token, last) and lex.noun_group(token) is not None
        ) or token.lower in ("others",):
            if speaks(token):
                break
            people = read_people(grounded, token)
            if people is not None and _of_family(tokens, people):
                people = replace(people, group="all")  # kinship tells no group of a total
            if people is not None and people.first >= start - 4:
                if number_before and number_before.count and not people.counted:
                    c = number_before.count
                    people = People(
                        people.head, number_before.first, people.last, people.group, c.low or 0, c.high, c.best, True
                    )
                    number_before = None
                joint = found and found[-1].counted and not people.counted and people.group == found[-1].group
                if joint and people.high is None and tokens[people.first - 1].lower == "and":
                    found[-1] = replace(found[-1], last=people.last)  # "some 40 soldiers and policemen"
                elif people.counted or people.high == 1 or people.group != "all":
                    found.append(people)
                i = max(i + 1, people.last)
                continue
        i += 1
    return found


def _of_family(tokens: Sequence[Token], people: People) -> bool:
    """ "11 members of the family", "six family members", "five relatives"."""
    return people.group == "civilians" and any(
        t.lemma in ("family", "clan", "tribe") for t in tokens[people.first : people.last]
    )


def _number_of_them(grounded: Grounded, start: int) -> Entity | None:
    """ "six of them children", "of whom six were children": the number beside "of them" that a later noun tells of."""
    tokens = grounded.parsed.tokens
    if start < 3 or tokens[start - 2].lower != "of":
        return None
    after = grounded.at(start, "count") if start < len(tokens) else ()
    return next(iter((*grounded.at(start - 3, "count"), *after)), None)


def _ends_phrase(grounded: Grounded, token: Token, last: int) -> bool:
    nxt = token.i + 1
    return (
        nxt >= last or grounded.parsed.tokens[nxt].pos not in ("NOUN", "PROPN") or token.dep not in ("compound", "nmod")
    )


def _part(grounded: Grounded, total: HarmFact, p: People, index: int) -> HarmFact:
    return HarmFact(
        effect=total.effect, group=p.group, low=p.low, high=p.high, best=p.best,
        span=grounded.parsed.span(p.first, p.last), first=p.first, last=p.last, head=p.head,
        effect_token=total.effect_token, part_of=index, polarity=total.polarity, status=total.status,
    )  # fmt: skip


def _known(facts: Sequence[HarmFact], total: HarmFact, p: People) -> bool:
    return any(
        f.effect == total.effect
        and (
            f.head == p.head or (f.part_of is not None and f.effect_token == total.effect_token and f.group == p.group)
        )
        for f in facts
    )


def _among_the_harmed(grounded: Grounded, sentence: Sentence, facts: Sequence[HarmFact]) -> list[HarmFact]:
    """ "12 children were among the dead", "among those killed was a medic", "the dead include two women"."""
    tokens = grounded.parsed.tokens
    out: list[HarmFact] = []
    nouns = lex.people_as_harm()
    for i in [t.i for t in grounded.parsed.words(sentence) if t.lower in _DONE or t.lower in nouns]:
        effect = _harmed(tokens, i, sentence)
        if effect is None:
            continue
        verb = _linking_verb(tokens, i, sentence) or _with_them(tokens, i)
        if verb is None:
            continue
        total = next(
            (
                n
                for n, f in enumerate(facts)
                if f.effect == effect and ((f.first <= i + 3 and f.last > i) or f.effect_token == i)
            ),
            None,
        )
        if total is None and verb.pos == "ADP":
            total = next(iter(_totals(facts, verb.i)), None)
        side = [c for c in verb.children if c.dep in ("nsubj", "nsubjpass", "attr", "dobj", "pobj")]
        if verb.pos != "ADP":
            side = [c for c in side if not (c.i <= i <= max(t.i for t in c.subtree()))]
        people = [p for noun in side for head in conjuncts(noun) if (p := read_people(grounded, head)) is not None]
        known = {f.head for f in (*facts, *out) if f.effect == effect}
        for p in _merged(tokens, [p for p in people if p.head not in known]):
            out.append(_harmed_fact(grounded, effect, p, i, total))
    return out


def _of_the_harmed(grounded: Grounded, sentence: Sentence, facts: Sequence[HarmFact]) -> list[HarmFact]:
    """ "Four of the dead were children", "two of those wounded are in hospital": a share, of the group that is said."""
    tokens = grounded.parsed.tokens
    out: list[HarmFact] = []
    for i in range(sentence.first + 1, sentence.last - 2):
        if tokens[i].lower != "of" or tokens[i + 1].lower not in ("the", "those", "these"):
            continue
        counts = grounded.at(i - 1, "count")
        word = next((j for j in range(i + 2, min(i + 5, sentence.last)) if _harmed(tokens, j, sentence)), None)
        if not counts or word is None or counts[0].count is None or any(f.first < i < f.last for f in facts):
            continue
        if tokens[word].lower in ("hostage", "hostages", "detainee", "detainees", "missing"):
            continue
        c, effect = counts[0].count, _harmed(tokens, word, sentence)
        said = _said_of(grounded, word + 1, sentence.last)
        people = People(i - 1, counts[0].first, word + 1, said or "all", c.low or 0, c.high, c.best, True, some=True)
        if effect and (said or effect == "injured") and not any(t.lemma in _LATER for t in tokens[word + 1 : word + 5]):
            out.append(_harmed_fact(grounded, effect, people, word, None))
    return out


def _said_of(grounded: Grounded, i: int, last: int) -> str | None:
    """The group of those who "were children", as the words behind say."""
    tokens = grounded.parsed.tokens
    if i + 1 >= last or tokens[i].lemma != "be":
        return None
    noun = next((t for t in tokens[i + 1 : min(i + 5, last)] if t.pos in ("NOUN", "PUNCT", "VERB")), None)
    return lex.noun_group(noun) if noun is not None and noun.tag == "NNS" else None


def _harmed_fact(grounded: Grounded, effect: Effect, p: People, word: int, total: int | None) -> HarmFact:
    return HarmFact(
        effect=effect, group=p.group, low=p.low, high=p.high, best=p.best, span=grounded.parsed.span(p.first, p.last),
        first=p.first, last=p.last, head=p.head, effect_token=word, part_of=total, partial=p.some or total is None,
    )  # fmt: skip


def _harmed(tokens: Sequence[Token], i: int, sentence: Sentence) -> Effect | None:
    """The effect, where word ``i`` stands for the harmed: "among the dead", "those killed", "Friday's victims"."""
    word = tokens[i].lower
    if word in lex.people_as_harm():
        return lex.people_as_harm()[word]
    if word in _DONE and i > sentence.first and (tokens[i - 1].lower in _THOSE or _numbered_among(tokens, i)):
        return lex.transitive()[word]
    return None


def _with_them(tokens: Sequence[Token], i: int) -> Token | None:
    """ "killed 22, with 15 civilians among the dead": the "with"."""
    among = next((t for t in tokens[max(i - 3, 0) : i] if t.lower in ("among", "amongst")), None)
    above = next((t for t in among.ancestors() if t.lower == "with"), None) if among is not None else None
    return above if above is not None and above.i > i - 16 else None


def _numbered_among(tokens: Sequence[Token], i: int) -> bool:
    """ "among the 12 killed"."""
    return i > 2 and tokens[i - 1].pos == "NUM" and tokens[i - 2].lower in ("the", "those", "at", "least")


def _linking_verb(tokens: Sequence[Token], i: int, sentence: Sentence) -> Token | None:
    """ "be" with "among" before the word, or "include" whose subject holds it."""
    token = tokens[i]
    chain = [token, *token.ancestors()]
    among = any(t.lower in ("among", "amongst") for t in chain[:4])
    for t in chain[:6]:
        if t.lemma == "be" and among:
            return t
        if t.lemma in ("include", "comprise") and t.i > i:
            return t
    return None

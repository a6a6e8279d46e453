"""The ACLED sub-event of a claim where it is narrower than the claim's type says (codebook 2023)."""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.words import lemma
from dateline.lexicon import load_toml
from dateline.reading import Entity, Sentence, Token

UPON_PROTESTERS = frozenset(
    {"attack_on_civilians", "shelling", "other_harm", "arrest", "chemical_attack", "armed_clash"}
)
Words = dict[str, frozenset[str]]


def refine(view: View, drafts: list[Draft]) -> None:
    """Sets ``acled``, and makes a protest a riot where the words near it tell that the demonstrators were violent."""
    words = {k: frozenset(v) for k, v in load_toml("acled.toml").items()}
    for draft in drafts:
        if draft.type in ("protest", "riot"):
            _demonstration(view, draft, frozenset(lemma(t) for t in _of_crowd(view, draft, words)), words)
        elif draft.type == "deployment" and lemma(draft.main) not in words["established"]:
            draft.acled = "Change to group/activity"
        elif draft.type == "territory_taken":
            given = _given_up(view, draft, drafts, words)
            draft.acled = "Non-violent transfer of territory" if given else _taken(view, draft, words)
        elif draft.type == "territory_left" and not _taken_over(view, draft, words):
            draft.acled = "Change to group/activity"
        elif draft.type in UPON_PROTESTERS:
            near = frozenset(lemma(t) for t in _near(view, draft))
            if near & words["protesters"] and _against_protesters(view, draft, words):
                hurt = draft.type != "arrest" and bool(near & words["excessive"])
                draft.acled = "Excessive force against protesters" if hurt else "Protest with intervention"
            elif draft.type in ("attack_on_civilians", "armed_clash") and _by_mob(view, draft, words):
                draft.acled = "Mob violence"


def _near(view: View, draft: Draft) -> list[Token]:
    """The words of the event's sentence and the next."""
    at = draft.main.i
    return [t for s in _sentences(view, draft) for t in view.tokens[max(s.first, at - 80) : min(s.last, at + 80)]]


def _sentences(view: View, draft: Draft, before: int = 0) -> list[Sentence]:
    """The event's sentence, so many before it and the next one, as far as they stand in its paragraph."""
    near = view.grounded.parsed.sentences[max(0, draft.sentence - before) : draft.sentence + 2]
    return [s for s in near if s.paragraph == draft.paragraph]


def _of_crowd(view: View, draft: Draft, words: Words) -> list[Token]:
    """The words near a protest but for what it is about ("against gun violence") and names of the police."""
    near = _near(view, draft)
    about = {d.i for t in near if t.lower in MATTERS and t.dep == "prep" for d in t.subtree()} - {draft.main.i}
    return [t for t in near if t.i not in about and not _of_police(view, t, words)]


MATTERS = frozenset({"against", "over", "about"})


def _of_police(view: View, token: Token, words: Words) -> bool:
    """ "Riot police", "riot gear": what they are there for, and not what happened."""
    if token.lower != "riot" or token.i + 1 >= len(view.tokens):
        return False
    after = lemma(view.tokens[token.i + 1])
    return after in words["authorities"] or after in words["gear"]


def _demonstration(view: View, draft: Draft, near: frozenset[str], words: Words) -> None:
    force = near & words["authorities"]
    ahead = draft.status == "planned" and not _quelling(draft, words)
    if near & words["mob"] and draft.type == "riot":
        draft.acled = "Mob violence"
    elif draft.type == "protest" and near & words["violent"] and "peaceful" not in near and not ahead:
        draft.type = "riot"
    elif draft.type == "protest" and force and near & words["excessive"]:
        draft.acled = "Excessive force against protesters"
    elif draft.type == "protest" and force and near & words["intervention"]:
        draft.acled = "Protest with intervention"
    elif draft.type == "protest" and _roads_blocked(view, draft, words):
        draft.acled = "Violent demonstration"
    elif draft.type == "protest" and draft.event.facts and not force:
        draft.acled = "Peaceful protest"  # whoever came to harm, nobody is told to have put the crowd down


def _quelling(draft: Draft, words: Words) -> bool:
    """ "Fired tear gas to disperse the crowd": what it is told to be for was done."""
    return lemma(draft.main) in words["intervention"]


def _roads_blocked(view: View, draft: Draft, words: Words) -> bool:
    """The demonstrators close roads: by the codebook a violent demonstration, with barricades or without."""
    for token in _near(view, draft):
        if token.pos == "VERB" and token.tag != "VB" and lemma(token) in words["blocking"]:
            by_state = any(lemma(t) in words["authorities"] for t in view.subjects(token))
            if not by_state and any(lemma(t) in words["ways"] for t in view.objects(token)):
                return True
    return False


def _given_up(view: View, draft: Draft, drafts: list[Draft], words: Words) -> bool:
    """A place is taken that nobody fought for: who held it had left, or put up no resistance."""
    sentence = view.grounded.parsed.sentences[draft.sentence]
    inside = {lemma(t) for t in view.tokens[sentence.first : sentence.last]}
    if inside & words["fought"]:
        return False
    return bool(inside & words["unopposed"]) or any(_by_others(d, draft) for d in drafts if d.type == "territory_left")


def _by_others(left: Draft, taken: Draft) -> bool:
    """It is told beside the taking of a place that others left."""
    near = left.sentence in (taken.sentence, taken.sentence + 1)
    return near and bool(set(left.names("initiator")) - set(taken.names("initiator")))


def _taken_over(view: View, draft: Draft, words: Words) -> bool:
    """Somebody gets the place that is left, or it is left by a deal; else the one side has only moved."""
    near = (t for s in _sentences(view, draft, before=1) for t in view.tokens[s.first : s.last])
    return any(lemma(t) in words["passing"] and t.dep not in ("amod", "compound") for t in near)


def _against_protesters(view: View, draft: Draft, words: Words) -> bool:
    """It is done to the protesters: named as those hit, or the sentence tells of no others."""
    heads: list[Token] = [t for m in draft.event.members for t in view.objects(m.token)]
    if any("demonstrator" in view.classes(t) or "crowd" in view.classes(t) for t in heads):
        return True
    return any(p.role == "target" and p.name == "protesters" for p in draft.participants)


def _by_mob(view: View, draft: Draft, words: Words) -> bool:
    """A mob's doing, by its subject or, of violence that is laid to nobody, by what the sentence tells of."""
    heads = [t for m in draft.event.members for t in view.subjects(m.token)]
    if heads or lemma(draft.main) != "violence":
        return any(lemma(t) in words["mob"] for t in heads)
    sentence = view.grounded.parsed.sentences[draft.sentence]
    return any(lemma(t) in words["mobbing"] for t in view.tokens[sentence.first : sentence.last])


def _entities(view: View, draft: Draft) -> list[Entity]:
    return [e for t in draft.event.members for i in range(t.token.i - 40, t.token.i + 40) for e in view.grounded.at(i)]


def _taken(view: View, draft: Draft, words: Words) -> str:
    """A state or its allies take a place: "regains"; anybody else: "overtakes"."""
    for participant in draft.participants:
        if participant.role == "initiator" and participant.span is not None:
            found = [e for e in _entities(view, draft) if e.actor and e.span == participant.span]
            if any(e.actor and e.actor.kind in words["state_kinds"] for e in found):
                return "Government regains territory"
            if found:
                break
    heads = [t for m in draft.event.members for t in view.subjects(m.token)]
    near = {lemma(c) for t in heads for c in (t, *t.children)}
    if near & words["state_words"]:
        return "Government regains territory"
    return "Non-state actor overtakes territory"

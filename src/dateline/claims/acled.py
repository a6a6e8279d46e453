"""The ACLED sub-event of a claim where it is narrower than the claim's type says (codebook 2023)."""

from __future__ import annotations

from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.words import lemma
from dateline.lexicon import load_toml
from dateline.reading import Entity, Token

UPON_PROTESTERS = frozenset(
    {"attack_on_civilians", "shelling", "other_harm", "arrest", "chemical_attack", "armed_clash"}
)


def refine(view: View, drafts: list[Draft]) -> None:
    """Sets ``acled``, and makes a protest a riot where the words near it tell that the demonstrators were violent."""
    words = {k: frozenset(v) for k, v in load_toml("acled.toml").items()}
    for draft in drafts:
        near = _near(view, draft)
        if draft.type in ("protest", "riot"):
            _demonstration(draft, near, words)
        elif draft.type in UPON_PROTESTERS and near & words["protesters"] and _against_protesters(view, draft, words):
            hurt = draft.type != "arrest" and bool(near & words["excessive"])
            draft.acled = "Excessive force against protesters" if hurt else "Protest with intervention"
        elif draft.type in ("attack_on_civilians", "armed_clash") and _by_mob(view, draft, words):
            draft.acled = "Mob violence"
        elif draft.type == "deployment" and lemma(draft.main) not in words["established"]:
            draft.acled = "Change to group/activity"
        elif draft.type == "territory_taken":
            draft.acled = _taken(view, draft, words)


def _near(view: View, draft: Draft) -> set[str]:
    sentences = view.grounded.parsed.sentences[draft.sentence : draft.sentence + 2]
    same = [s for s in sentences if s.paragraph == draft.paragraph]
    at = draft.main.i
    return {lemma(t) for s in same for t in view.tokens[max(s.first, at - 80) : min(s.last, at + 80)]}


def _demonstration(draft: Draft, near: set[str], words: dict[str, frozenset[str]]) -> None:
    force = near & words["authorities"]
    if near & words["mob"] and draft.type == "riot":
        draft.acled = "Mob violence"
    elif draft.type == "protest" and near & words["violent"] and "peaceful" not in near and draft.status != "planned":
        draft.type = "riot"
    elif draft.type == "protest" and force and near & words["excessive"]:
        draft.acled = "Excessive force against protesters"
    elif draft.type == "protest" and force and near & words["intervention"]:
        draft.acled = "Protest with intervention"


def _against_protesters(view: View, draft: Draft, words: dict[str, frozenset[str]]) -> bool:
    """It is done to the protesters: named as those hit, or the sentence tells of no others."""
    heads: list[Token] = [t for m in draft.event.members for t in view.objects(m.token)]
    if any("demonstrator" in view.classes(t) or "crowd" in view.classes(t) for t in heads):
        return True
    return any(p.role == "target" and p.name == "protesters" for p in draft.participants)


def _by_mob(view: View, draft: Draft, words: dict[str, frozenset[str]]) -> bool:
    heads = [t for m in draft.event.members for t in view.subjects(m.token)]
    return any(lemma(t) in words["mob"] for t in heads)


def _entities(view: View, draft: Draft) -> list[Entity]:
    return [e for t in draft.event.members for i in range(t.token.i - 40, t.token.i + 40) for e in view.grounded.at(i)]


def _taken(view: View, draft: Draft, words: dict[str, frozenset[str]]) -> str:
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

"""Whether a draft may speak again of an event told before: nothing that it says of itself speaks against it."""

from __future__ import annotations

from dateline.claims.addressed import BLASTS
from dateline.claims.draft import DAYS, Draft
from dateline.claims.events import SOFT
from dateline.claims.frames import View
from dateline.claims.same_event import DEATHS
from dateline.claims.same_place import same_place
from dateline.claims.sources_stance import side
from dateline.claims.word_classes import MILITANT_KINDS
from dateline.claims.words import Ontology, lemma
from dateline.lexicon import word_set
from dateline.model import ClaimWhen

_BANDS = MILITANT_KINDS | {"state_forces", "coalition"}
_BOMBED = frozenset({"bomb", "bombing"})
BOMBS = frozenset({"bombing", "suicide_bombing"})
OWNING = frozenset({"claims", "admits", "denies"})  # stances of who did it, or is said to have
# Words that say of a strike from the air or from guns no more than that it was one.
LOOSE = frozenset({"bombing", "bombardment", "bomb", "bombard"})
FLOWN = frozenset({"aircraft", "helicopter", "drone"})
FROM_AFAR = frozenset({"air_strike", "shelling", "bombing"})
IN_HAND = frozenset({"knife", "gun"})


def killing(draft: Draft) -> bool:
    """Only that somebody killed people is told, not how: "soldiers killed five" after the shelling of a house."""
    return draft.type in ("attack_on_civilians", "armed_clash") and all(
        m.harmful or m.type == "attack" for m in draft.event.members
    )


def deaths(draft: Draft, earlier: Draft) -> bool:
    """ "Called the killings murder": those just told, in whatever they happened."""
    main = draft.event.main
    if main.form != "noun" or lemma(main.token) not in DEATHS or draft.event.facts or not main.definite:
        return False
    return any(f.effect == "killed" for f in earlier.event.facts)


def fits(draft: Draft, earlier: Draft, ontology: Ontology) -> bool:
    """Nothing that the draft says of itself speaks against its being the earlier event."""
    if draft.type == "blast" and earlier.type not in BLASTS:
        return False
    if (
        from_afar(draft)
        and earlier.type in ("armed_clash", "attack_on_civilians")
        and earlier.event.main.form == "verb"
    ):
        return False  # "a strike on the camp", as tanks pushed into the town
    if draft.stopped != earlier.stopped and (earlier if draft.stopped else draft).event.facts:
        return False  # who killed four and who killed the killer are two
    if draft.type in SOFT:
        if not ontology.violent(earlier.type) or earlier.type in ("abduction", "sexual_violence", "territory_taken"):
            return False
    elif (killing(draft) and earlier.type in BLASTS) or deaths(draft, earlier):
        pass
    elif not (draft.type == earlier.type or loosely(draft, earlier)) and not (
        earlier.type in SOFT and ontology.violent(draft.type)
    ):
        bombs = {draft.type, earlier.type} == BOMBS
        near = not draft.again and draft.sentence - earlier.sentence <= 1  # "before his explosives went off"
        if not bombs or not (draft.event.main.definite or draft.event.facts or near):
            return False
    again = draft.type in SOFT and draft.event.main.definite
    worded = draft.place is not None and draft.place.span is not None
    if _other_weapon(draft, earlier) or _other_item(draft, earlier):
        return False
    if draft.place and earlier.place and (worded or not again) and not same_place(draft, earlier):
        return False
    if draft.event is earlier.event:
        return False  # neighbouring villages that fell together
    if draft.when and draft.when.span and draft.when.precision not in DAYS and not draft.event.main.definite:
        return False  # "a blast killed six in April" is told for itself
    loose = draft.when_by_anchor and draft.event.main.definite  # "the shooting began minutes later"
    if draft.when and earlier.when and not loose and apart_in_time(draft.when, earlier.when):
        return False
    mine, theirs = ({side(i) for i in d.ids("initiator")} for d in (draft, earlier))
    if mine and theirs and not mine & theirs and not (draft.stance in OWNING and may_be(theirs, mine)):
        return False
    if (
        draft.type == "attack"
        and not again
        and mine
        and draft.names("target")
        and earlier.type not in SOFT
        and not theirs
    ):
        return False
    return not (
        draft.type not in SOFT
        and not draft.event.main.definite
        and draft.sentence == earlier.sentence
        and draft.place is None
    )


def from_afar(draft: Draft) -> bool:
    """ "A strike on the camp", "struck a depot", by no band of men: bombs or missiles, from the air as a rule."""
    if draft.type != "attack" or lemma(draft.main) != "strike":
        return False
    doers = draft.ids("initiator")
    by_state = any(i.startswith("state:") or "coalition" in i for i in doers)
    return by_state or (draft.event.main.form == "noun" and not doers)


def dropped(view: View, draft: Draft) -> bool:
    """ "The school was bombed", "died in the bombing", where the report tells of aircraft and of no mine or charge."""
    return lemma(draft.main) in _BOMBED and view.bombed_from_air


def on_a_place(view: View, draft: Draft) -> bool:
    """ "The rebels attacked the town": an armed band at a place, where nobody is told to be hurt and no building."""
    if draft.event.facts or draft.at or draft.stance in ("accuses", "denies", "doubts"):
        return False
    if any(lemma(t) in word_set("deeds.toml", "violence", "lived_in") for t in view.objects(draft.main)):
        return False
    doers = [view.grounded.actors.get(i) for i in draft.ids("initiator")]
    return bool(doers) and all(a is not None and a.kind in _BANDS for a in doers)


def pursued(draft: Draft) -> bool:
    """ "Soldiers chased the raiders and killed nine", "combing the woods, have killed nine": those hunted fight."""
    verb = draft.main
    if verb.pos != "VERB" or any(f.group != "all" for f in draft.event.facts):
        return False
    above = [verb.head] if verb.dep in ("conj", "advcl") else []
    joined = [v for t in (verb, *above) for v in t.children if v.dep in ("conj", "advcl")]
    acting = [v for t in (verb, *above) for n in t.children if n.dep == "nsubj" for v in n.subtree() if v.dep == "acl"]
    return any(lemma(v) in word_set("deeds.toml", "violence", "hunting") for v in (*above, *joined, *acting))


def _other_weapon(a: Draft, b: Draft) -> bool:
    """Who was stabbed was not the one who was shot."""
    mine, theirs = set(a.means), set(b.means)
    return bool(mine and theirs) and not mine & theirs and "knife" in mine | theirs and mine | theirs <= IN_HAND


def _other_item(draft: Draft, earlier: Draft) -> bool:
    """What another item of a list tells of its own place is not what this one tells of its."""
    place = draft.place or draft.headed
    if draft.item == earlier.item or draft.headed is None or earlier.headed is None or place is None:
        return False
    return earlier.place is not None and place.id != earlier.place.id


def apart_in_time(a: ClaimWhen, b: ClaimWhen) -> bool:
    return a.end < b.start or b.end < a.start


def may_be(unnamed: set[str], named: set[str]) -> bool:
    """ "militants", "gunmen": may be the group that the text names elsewhere; no state's forces."""
    return all(i.startswith("generic:") for i in unnamed) and not any(i.startswith("state:") for i in named)


def loosely(draft: Draft, earlier: Draft) -> bool:
    """ "the bombing", "bombed": a loose word for the air strike or shelling told before."""
    if earlier.type == "shelling" and FLOWN & set(draft.means):
        return False  # "the air force bombed a camp" after shells were told of
    return (
        draft.event.main.token.lemma in LOOSE and {draft.type, earlier.type} <= FROM_AFAR and draft.type != earlier.type
    )

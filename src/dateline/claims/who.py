"""Who did it, where neither grammar nor a rule tells: a weighed choice among the parties of the report and nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.claims import choice
from dateline.claims.choice import Candidate
from dateline.claims.draft import Draft
from dateline.claims.frames import View
from dateline.claims.who_doing import Doing
from dateline.claims.who_features import Asked, of_nobody, of_party
from dateline.claims.who_scene import ARMED, Party, Scene, Told, as_doer, key, scene_of
from dateline.model import Participant, Reason

NAME = "initiators"
OVER = 1.25  # how many times as likely as nobody a party must be
MOST = 4  # parties that are weighed beside those that do or say something
ACTING = ARMED | {"nameless"}


def weigh(view: View, drafts: Sequence[Draft]) -> None:
    """Gives a doer to drafts that have none, in place.

    While weights are fitted, it is asked of those with a doer as well: of whom the words name is learned what a doer
    is like.
    """
    open_ = [d for d in drafts if not d.names("initiator") and d.type != "control_state"]
    if not open_ and choice.asked is None:
        return
    scene = scene_of(view, drafts)
    doing, parties = Doing(scene.told), _parties(scene)
    for told in scene.told:
        if told.draft.type == "control_state" or (told.doers and choice.asked is None):
            continue
        _settle(scene, doing, told, parties)


def _settle(scene: Scene, doing: Doing, told: Told, parties: Sequence[Party]) -> None:
    d = told.draft
    speaking = (frozenset({v}) for v in sorted(v for v in told.voices | told.speaks if v and v in scene.actors))
    given = tuple(p for p in d.participants if p.role == "initiator")
    losing = (told.hit & (told.voices | told.speaks)) | _ousted(d) if not given else frozenset()
    others = (p for p in (*parties, *speaking) if not p & losing)  # who tells of its own losses did not cause them
    options = dict.fromkeys([told.doers, frozenset[str](), *others])
    if len(options) == 1:
        return
    asked = Asked(scene, doing, told)
    candidates: list[Candidate[tuple[Participant, ...]]] = []
    for who in options:
        people = given if who == told.doers else tuple(as_doer(scene, k, d.type) for k in sorted(who))
        features = dict(of_party(asked, who) if who else of_nobody(asked))
        if who == told.doers:
            features |= dict.fromkeys(_as_given(given), 1.0)
        candidates.append(Candidate(people, features))
    chosen, _ = choice.choose(NAME, d, candidates, over=OVER)
    if chosen and not given:
        d.participants = (*chosen, *d.participants)
        (taken,) = (c for c in candidates if c.meant is chosen)
        rule = f"likeliest of the report's parties: {'; '.join(choice.grounds(NAME, taken))}"
        rest = (", ".join(p.name for p in c.meant) for c in candidates if c.meant and c is not taken)
        d.why.append(Reason(field=NAME, rule=rule, alternatives=tuple(rest)))


def _ousted(d: Draft) -> Party:
    """Who lost the place that was taken."""
    lost = d.control.from_ if d.control is not None and d.type == "territory_taken" else None
    return frozenset({key(lost, lost)}) if lost else frozenset()


def _as_given(given: Sequence[Participant]) -> Iterator[str]:
    yield "as the rules have it"
    yield f"as the rules have it, by {'words' if any(p.span for p in given) else 'context' if given else 'nothing'}"


def _parties(scene: Scene) -> list[Party]:
    """Those armed that are named most, and all that do something."""
    acting = [k for k in scene.named if scene.sort(k) in ACTING]
    acting.sort(key=lambda k: (-len(scene.named[k]), scene.named[k][0]))
    return list(dict.fromkeys([*(frozenset({k}) for k in acting[:MOST]), *(t.doers for t in scene.told if t.doers)]))

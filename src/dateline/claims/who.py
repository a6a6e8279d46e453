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
OVER = 1.6  # how many times as likely as nobody a party must be; 1.25 did better on dispatches, worse on news
OVER_RULE = 1.5  # how many times as likely as whom a rule has lent
MOST = 4  # parties that are weighed beside those that do or say something
# Rules that lend a doer and are right in less than half of the coded dispatches: he is weighed against the others.
DOUBTFUL = frozenset(
    {"whom the charge names", "same event as told elsewhere", "same event as told before", "who arrests in this report",
     "whom they fight in this report", "the voice of the other side", "the enemy of the voice"}
)  # fmt: skip
TELLERS = frozenset({"media", "state_media", "monitor"})  # who only tells
ACTING = ARMED | {"nameless"}


def weigh(view: View, drafts: Sequence[Draft]) -> None:
    """Gives a doer to drafts that have none, or one that a rule has lent and another is likelier than, in place.

    While weights are fitted, it is asked of those with a doer as well: of whom the words name is learned what a doer
    is like.
    """
    if choice.asked is None and not any(_open(d) for d in drafts):
        return
    scene = scene_of(view, drafts)
    doing, parties = Doing(scene.told), _parties(scene)
    for told in scene.told:
        if told.draft.type == "control_state" or (choice.asked is None and not _open(told.draft)):
            continue
        _settle(scene, doing, told, parties)


def _open(d: Draft) -> bool:
    """No words name who did it, and no control is told that a rule's doer has."""
    doers = [p for p in d.participants if p.role == "initiator"]
    if not doers:
        return d.type != "control_state"
    lent = not any(p.span for p in doers) and any(r.field == NAME and r.rule in DOUBTFUL for r in d.why)
    return lent and d.control is None


def _settle(scene: Scene, doing: Doing, told: Told, parties: Sequence[Party]) -> None:
    d = told.draft
    voices = sorted(v for v in told.voices | told.speaks if v and v in scene.actors)
    speaking = (frozenset({v}) for v in voices if scene.actors[v].kind not in TELLERS)
    given = tuple(p for p in d.participants if p.role == "initiator")
    # Who tells of its own losses did not cause them; nor is who is hit likelier to have done it than whom a rule lent.
    losing = (
        (told.hit & (told.voices | told.speaks)) | _ousted(d) if not given else told.hit if _open(d) else frozenset()
    )
    others = (p for p in (*parties, *speaking) if not p & losing)
    options = dict.fromkeys([told.doers, frozenset[str](), *others])
    if len(options) == 1:
        return
    asked = Asked(scene, doing, told)
    candidates: list[Candidate[tuple[Participant, ...]]] = []
    for who in options:
        people = given if who == told.doers else tuple(as_doer(scene, k, d.type) for k in sorted(who))
        features = dict(of_party(asked, who) if who else of_nobody(asked))
        if who == told.doers:
            features |= dict.fromkeys(_as_given(d, given), 1.0)
        candidates.append(Candidate(people, features))
    chosen, _ = choice.choose(NAME, d, candidates, over=OVER_RULE if given else OVER)
    if chosen != given and _open(d):
        d.participants = (*chosen, *(p for p in d.participants if p.role != "initiator"))
        (taken,) = (c for c in candidates if c.meant is chosen)
        rule = f"likeliest of the report's parties: {'; '.join(choice.grounds(NAME, taken))}"
        rest = (", ".join(p.name for p in c.meant) for c in candidates if c.meant and c is not taken)
        d.why.append(Reason(field=NAME, rule=rule, alternatives=tuple(rest)))


def _ousted(d: Draft) -> Party:
    """Who lost the place that was taken."""
    lost = d.control.from_ if d.control is not None and d.type == "territory_taken" else None
    return frozenset({key(lost, lost)}) if lost else frozenset()


def _as_given(d: Draft, given: Sequence[Participant]) -> Iterator[str]:
    yield "as the rules have it"
    yield f"as the rules have it, by {'words' if any(p.span for p in given) else 'context' if given else 'nothing'}"
    if given and not any(p.span for p in given):
        rules = [r.rule for r in d.why if r.field == NAME]
        yield f"lent, {rules[-1]}" if rules else "lent"


def _parties(scene: Scene) -> list[Party]:
    """Those armed that are named most, and all that do something."""
    acting = [k for k in scene.named if scene.sort(k) in ACTING]
    acting.sort(key=lambda k: (-len(scene.named[k]), scene.named[k][0]))
    return list(dict.fromkeys([*(frozenset({k}) for k in acting[:MOST]), *(t.doers for t in scene.told if t.doers)]))

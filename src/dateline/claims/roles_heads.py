"""The words of a sentence that name who acts in an event and who is hit, by the grammar of the words that tell it."""

from __future__ import annotations

from dateline.claims.events import Event, Mention
from dateline.claims.frames import View, clause_head, is_passive
from dateline.claims.parties import DRIVEN, carried, in_hands
from dateline.claims.word_classes import ARMED_KINDS
from dateline.claims.words import lemma
from dateline.lexicon import word_set
from dateline.reading import Token

# Words by which a second party acts with the first: "in cooperation with", "together with", "alongside".
JOINTLY = word_set("roles.toml", "deeds", "jointly")
JOINING = frozenset({"join", "accompany"})  # "soldiers, joined by militiamen"
# Types in which the grammatical object is a thing made or taken rather than someone hit.
NO_TARGET = frozenset({"agreement", "deployment", "weapons_seized", "territory_left", "control_state"})
# What a party that announces it does itself.
ANNOUNCED = frozenset({"agreement", "territory_taken", "territory_left", "deployment", "aid", "arrest"})
TOWARDS: dict[str, frozenset[str]] = {
    "armed_clash": frozenset({"with", "against", "on", "at"}),
    "grenade": frozenset({"at", "on", "into", "against"}),
    "riot": frozenset({"with", "against", "at"}),
    "shelling": frozenset({"at", "on", "against", "into"}),
    "air_strike": frozenset({"on", "against", "at"}),
    "protest": frozenset({"against"}),
    "answer": frozenset({"at", "on", "against"}),
    "attack_on_civilians": frozenset({"on", "at", "against"}),
    "territory_taken": frozenset({"from"}),
}
FROM_AFAR = frozenset({"air_strike", "shelling"})
GOING_OFF = frozenset({"explode", "detonate"})
MINES = frozenset({"mine", "landmine", "trap"})
ACTS = word_set("roles.toml", "deeds", "acts")
IN = frozenset({"in", "during"})
AS = frozenset({"as"})
WITH = frozenset({"with"})
LETTING_GO = frozenset({"free", "release"})
HELD = frozenset({"prisoner", "captive", "detainee", "inmate"})
BESIDE = frozenset({"bombing", "suicide_bombing", "grenade"})  # "went off under a truck of the army"
CALLING = word_set("roles.toml", "deeds", "calling")
MEETING = frozenset({"hit", "strike", "encounter"})
# With "on", "over", "into" a bomb: its subject is who is hit.
STEPPING = word_set("roles.toml", "deeds", "stepping")
ONTO = frozenset({"on", "over", "onto", "into", "upon", "across"})
TRIPPED = word_set("roles.toml", "deeds", "tripping")  # "the lorry set off a mine"
LOST = word_set("roles.toml", "things", "lost")
OF = frozenset({"of"})
FROM = frozenset({"from"})
TO = frozenset({"to"})
HELD_LAND = word_set("roles.toml", "things", "land")
LAND = frozenset({"territory_taken", "territory_left"})
ON = frozenset({"on", "upon"})
INFLICTED = frozenset({"loss", "casualty", "defeat", "damage"})  # "inflicted heavy losses on the rebels"
WHENCE = {"come": frozenset({"from"}), "fall": frozenset({"on", "upon", "to"})}
WORKS = frozenset({"work", "handiwork", "doing"})


def lost_by(event: Event, verb: Token) -> bool:
    """ "which the militants lost": who lost it is who was hit."""
    return event.type == "territory_taken" and lemma(verb) in ("lose", "loss")


def announced(view: View, event: Event) -> bool:
    """ "Ruritania announced a withdrawal": who announces it does it."""
    token = event.main.token
    return event.type in ANNOUNCED and token.dep == "dobj" and lemma(token.head) in view.lexicon.announcing


def held_up(view: View, token: Token) -> bool:
    """ "is held at the bridge", "was turned back", "were let through": what happens to aid on its way."""
    return any("blocking" in view.classes(t) and (is_passive(t) or lemma(t) == "turn") for t in (token, token.head))


def agents(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.token
    if event.type == "displacement" and mention.form == "verb" and not view.objects(token):
        return []
    if mention.form == "verb" and _beats_off(view, token):
        came = [t for head in view.objects(token) for t in view.noun_agents(head) or _armed(view, head)]
        return came or (view.subjects(token) if lemma(token) not in view.lexicon.repelling else [])
    if "answer" in (event.type, mention.type) and mention.form == "verb":  # "it was the work of the group"
        if lemma(token) in WHENCE:  # "the shots came from the army's side", "suspicion fell on the militia"
            return view.prepositional(token, WHENCE[lemma(token)])
        works = [c for c in token.children if c.dep == "attr" and lemma(c) in WORKS]
        if works:
            return [t for w in works for t in view.prepositional(w, OF) + view.noun_agents(w)]
    if event.type == "abduction" and (captors := in_hands(view, token)):
        return captors
    if event.type == "control_state" and mention.form == "verb" and (holders := _holders(view, token)) is not None:
        return holders
    if lemma(token) == "belong":
        return view.prepositional(token, TO)
    if lemma(token) in ("fall", "lose", "loss") and event.type == "territory_taken":
        return view.prepositional(token, frozenset({"to", "under", "into"}))
    if mention.form in ("fact", "adjective"):
        return []
    if _dies(view, token) and event.type != "territory_left" and not _falls_on(token):
        return []
    if mention.form == "noun" and lemma(token.head) in view.lexicon.facing and token.dep == "dobj":
        return view.prepositional(token.head, frozenset({"from", "by"}))
    if token is event.main.token and (
        announced(view, event) or (mention.form, event.type) == ("noun", "control_state")
    ):
        if event.type == "territory_taken" and (takers := _takers(view, token)):
            return takers  # "announced the rebels' capture of the town"
        return view.subjects(token.head)
    if event.type == "armed_clash" and (sides := _sides(view, mention)):
        return sides[:1]
    if goes_off(view, event, mention):
        return []
    out = view.subjects(token)
    if not out and mention.form == "verb" and token.dep == "conj" and is_passive(token) and is_passive(token.head):
        out = view.subjects(token.head)  # "were taken away by guardsmen and shot"
    if not out and mention.form == "verb" and event.type in ("air_strike", "shelling") and is_passive(token):
        near = view.prepositional(token, frozenset({"from"}))  # "was fired from the rebel side", and no land
        out = [t for t in near if not view.grounded.at(t.i, "place")]
    out = _gunners(view, event, token, out) or out or _flown(view, event, mention)
    if _meets(view, token) or (token.dep == "advcl" and token.tag == "VBG" and _meets(view, token.head)):
        return []  # "hit a mine, killing nine"
    if not out and mention.words[0] is not token and lemma(mention.words[0]) not in view.lexicon.onlooking:
        out = [t for t in view.subjects(mention.words[0]) if t is not token]  # "the murder of a deputy has led to"
    if mention.form == "noun" and event.type in LAND:
        out = _takers(view, token)
        if event.type == "territory_left":
            out = out or view.prepositional(token, OF)
    if not out and token.tag == "VBN" and token.dep == "ccomp" and lemma(token.head) == "have":
        out = view.subjects(token.head)  # "has the town surrounded"
    if mention.form == "verb":
        out = (out or _flags(view, event, token)) + ([] if _suffers(view, token) else _partners(view, token))
    if not out and lemma(token) == "be" and event.type == "deployment":  # "there are soldiers", "is home to soldiers"
        held = view.objects(token)
        out = [t for h in held for t in view.prepositional(h, frozenset({"to"}))] or held
    if not out and event.type == "deployment" and mention.form == "verb" and is_passive(token):
        out = view.objects(token)  # "troops have been sent": they are who goes
    if event.type == "protest":
        out = _callers(view, token) or out
    if event.type == "agreement":
        out = out + view.prepositional(token, frozenset({"with", "between", "by"}))
    if not out and event.type == "armed_clash" and mention.form == "noun" and event.facts:
        out = view.prepositional(token, frozenset({"with"}))  # soldiers killed "in a gunbattle with police"
    if event.type == "aid" and mention.form == "verb":
        out = out + _as_part(view, token)
    if mention is event.main and mention.form == "verb":
        out = out + _in_what(view, token)
    own = {m.token.i for m in event.members}
    return [t for t in out if t.i == token.i or t.i not in own]


def _gunners(view: View, event: Event, verb: Token, subjects: list[Token]) -> list[Token]:
    """ "Shells fired from rebel positions": whose positions they are, where the parser takes shells for who fired."""
    if event.type not in ("shelling", "air_strike") or lemma(verb) not in view.lexicon.wielding or verb.pos != "VERB":
        return []
    shells = subjects and all(view.classes(t) & {"shell", "bomb"} for t in subjects)
    near = view.prepositional(verb, FROM) if shells and not view.objects(verb) else []
    return [t for t in near if not view.grounded.at(t.i, "place")]


def _flown(view: View, event: Event, mention: Mention) -> list[Token]:
    """ "Provided air strikes with the air force": who flies them."""
    if event.type != "air_strike" or mention.form != "noun":
        return []
    near = view.prepositional(mention.token, WITH)
    return [t for t in near if any(e.actor and e.actor.kind == "state_forces" for e in view.grounded.at(t.i, "actor"))]


def goes_off(view: View, event: Event, mention: Mention) -> bool:
    """ "A van packed with dynamite exploded": what goes off did nothing; nor did who sets off a mine and is hurt."""
    verb = mention.token
    if (
        event.type not in (*BESIDE, "blast")
        or event.type == "suicide_bombing"
        or mention.form != "verb"
        or is_passive(verb)
    ):
        return False
    if lemma(verb) in GOING_OFF:
        return not view.objects(verb)
    trips = lemma(verb) in TRIPPED and any(f.high != 0 for f in event.facts)
    return trips and any(lemma(t) in MINES for t in view.objects(verb))


def _in_what(view: View, verb: Token) -> list[Token]:
    """ "In an action attributed to the militia, a bomb went off": by whom that was."""
    acts = (t for t in view.prepositional(verb, IN) if lemma(t) in ACTS)
    return [t for act in acts for t in view.noun_agents(act)]


def _as_part(view: View, verb: Token) -> list[Token]:
    """ "Lorries entered the town as part of a convoy of the agency": whose convoy it is brings it."""
    parts = [t for t in view.prepositional(verb, AS) if lemma(t) == "part"]
    return [t for part in parts for t in view.prepositional(part, OF)]


def _beats_off(view: View, verb: Token) -> bool:
    """ "Repelled the attack", "beat the rebels off": who is the object attacked."""
    away = lemma(verb) in ("beat", "fight", "throw", "hurl") and any(c.lower in ("off", "back") for c in verb.children)
    return away or lemma(verb) in view.lexicon.repelling


def _armed(view: View, head: Token) -> list[Token]:
    return [head] if any(e.actor and e.actor.kind in ARMED_KINDS for e in view.grounded.at(head.i, "actor")) else []


def _meets(view: View, verb: Token) -> bool:
    """ "A truck of the agency hit a mine", "one of them stepped on a bomb", "the bus set off a mine": who is hit."""
    word = lemma(verb)
    if word in STEPPING:
        return any("bomb" in view.classes(t) for t in view.prepositional(verb, ONTO))
    if not any("bomb" in view.classes(t) for t in view.objects(verb)) or is_passive(verb):
        return False
    heads = view.subjects(verb)
    driven = bool(heads) and all(view.classes(t) & DRIVEN for t in heads)
    return word in MEETING or (word in TRIPPED and driven)


def _callers(view: View, token: Token) -> list[Token]:
    """ "A strike called by the union": theirs who called it."""
    called = [c for c in token.children if c.dep == "acl" and c.tag == "VBN" and lemma(c) in CALLING]
    return [t for c in called for t in view.subjects(c)]


def _holders(view: View, verb: Token) -> list[Token] | None:
    """Who holds a place that is in somebody's hands, or who is dug in there; None where the verb's subject holds it."""
    if "dug_in" in view.classes(verb) and is_passive(verb):  # "are cornered in the north"
        return view.objects(verb)
    if lemma(verb) not in ("lie", "be", "remain", "stay"):
        return None
    subjects = [t for t in view.subjects(verb) if "armedactor" in view.classes(t) and "place" not in view.classes(t)]
    if whose := [c for c in verb.children if c.dep == "attr" and lemma(c) in HELD_LAND]:
        return whose  # "the valley is rebel country"
    nodes = (verb, *(c for c in verb.children if c.dep == "advmod"))  # "is back under army control"
    return subjects or [t for node in nodes for t in view.prepositional(node, frozenset({"in", "under"}))]


def _falls_on(verb: Token) -> bool:
    """ "The gang fell on the town": not who suffers."""
    return (
        lemma(verb) == "fall"
        and verb.tag != "VBN"
        and any(c.dep == "prep" and c.lower in ("on", "upon") for c in verb.children)
    )


def _helped(view: View, token: Token) -> list[Token]:
    """For whom the aid is: "food for 40,000 people", "delivered medicine to the besieged"."""
    near = [t for t in view.clause_words(token) if t.dep == "pobj" and t.head.lower in ("for", "to")]
    return [t for t in near if any(e.use == "group" for e in view.grounded.at(t.i, "actor"))]


def _sides(view: View, mention: Mention) -> list[Token]:
    """The sides of "clashes between A and B", "fighting erupted between A and B", the one named first first."""
    token = mention.token
    if mention.form != "noun":
        return []
    out = view.prepositional(token, frozenset({"between"}))
    if not out and token.dep in ("nsubj", "nsubjpass"):
        near = [t for c in token.head.children if c.dep == "prep" for t in c.children]  # "reported in Paoua between"
        out = [x for t in (token.head, *near) for x in view.prepositional(t, frozenset({"between"}))]
    if not out:  # "the fighting that broke out between A and B spread"
        told = [c for c in token.children if c.dep in ("relcl", "acl")]
        out = [x for c in told for x in view.prepositional(c, frozenset({"between"}))]
    if len(out) == 1:  # "between government and rebel forces": two modifiers of one noun
        first = [c for c in out[0].children if c.i < out[0].i and any(d.dep == "cc" for d in c.children)]
        out = [*first[:1], *out]
    return out if len(out) > 1 else []


def _takers(view: View, noun: Token) -> list[Token]:
    """Whose capture or withdrawal it is; from whom a place is taken did not take it."""
    return [t for t in view.subjects(noun) if not (t.dep == "pobj" and t.head.lower == "from")]


def _flags(view: View, event: Event, verb: Token) -> list[Token]:
    """ "The Ruritanian flag was raised over the town": whose flag it is took the town."""
    return [t for t in view.objects(verb) if "flag" in view.classes(t)] if event.type == "territory_taken" else []


def receivers(view: View, event: Event) -> list[Token]:
    """To whom a place is left: "handed the town back to the army"."""
    if event.type != "territory_left":
        return []
    verb = event.main.token
    nodes = (verb, *(c for c in verb.children if c.dep in ("prt", "advmod")))
    return [t for node in nodes for t in view.prepositional(node, TO)]


def _partners(view: View, verb: Token) -> list[Token]:
    """Who acts with the subject: "the army, together with militias, stormed the village"."""
    out = []
    for top in (verb, *(c for c in verb.children if c.dep in ("nsubj", "agent", "advmod"))):
        for child in top.children:
            if child.dep == "prep" and child.lower in ("in", "along", "alongside"):
                inner = [d for d in child.children if lemma(d) in JOINTLY]
                out += [t for d in inner for t in view.prepositional(d, frozenset({"with"}))]
                if child.lower == "along":
                    out += view.prepositional(child, frozenset({"with"}))
                if child.lower == "alongside":
                    out += [d for d in child.children if d.dep == "pobj"]
            elif child.lower in JOINTLY:
                out += view.prepositional(child, frozenset({"with"}))
            elif child.tag == "VBN" and child.dep in ("acl", "advcl") and lemma(child) in JOINING:
                out += view.subjects(child)
    return out


def _suffers(view: View, verb: Token) -> bool:
    """ "Was found dead along with his driver": who is with the subject is hit like him."""
    return is_passive(verb) or _dies(view, verb)


def _dies(view: View, verb: Token) -> bool:
    """ "Died", "suffered", "burned to death": its subject is hit."""
    deadly = any(lemma(t) == "death" for t in view.prepositional(verb, TO)) and not is_passive(verb)
    return lemma(verb) in view.lexicon.undergoing or (deadly and not view.objects(verb))


def patients(view: View, event: Event, mention: Mention) -> list[Token]:
    token = mention.stands_for or mention.token
    if event.type == "agreement" and mention.form == "verb" and lemma(token) in LETTING_GO:
        freed = view.objects(token)  # "freed two nurses"; prisoners are exchanged
        return [t for t in freed if "people" in view.classes(t) and lemma(t) not in HELD]
    if event.type in NO_TARGET:
        return []
    works = any(c.dep == "attr" and lemma(c) in WORKS for c in token.children)
    if "answer" in (event.type, mention.type) and (works or lemma(token) in WHENCE):
        return []
    if event.type == "aid":
        return _helped(view, token) + (view.objects(token) if held_up(view, token) else [])
    if event.type == "armed_clash" and (sides := _sides(view, mention)):
        return sides[1:]
    if event.type == "abduction" and in_hands(view, token):
        return view.subjects(token)
    out = [t for t in view.objects(token) if event.type != "territory_taken" or "flag" not in view.classes(t)]
    if mention.form == "verb" and (_beats_off(view, token) or lost_by(event, token)):
        return view.subjects(token)
    if lost_by(event, token):  # "Ruritania admitted its loss of the town"
        return view.subjects(token) or (view.subjects(token.head) if token.dep == "dobj" else [])
    if event.type == "territory_taken" and mention.form == "noun":
        return view.prepositional(token, FROM)
    for head in list(out):  # "fired missiles targeting the base"
        out += [
            t for c in head.children if c.dep == "acl" and lemma(c) in ("target", "hit", "aim") for t in view.objects(c)
        ]
        if lemma(head) in INFLICTED and mention is event.main and (hit := view.prepositional(head, ON)):
            return hit
    out += [t for h in out if lemma(h) in INFLICTED for t in view.prepositional(h, frozenset({"on", "upon", "among"}))]
    out += carried(view, out)
    if mention.form == "noun" and lemma(token.head) in view.lexicon.facing and token.dep == "dobj":
        return view.subjects(token.head)
    if mention.form == "noun" and not out and token.dep == "pobj" and token.head.lower in ("to", "in"):
        losing = token.head.head  # "the column lost nine men in an ambush"
        out = view.subjects(losing) if lemma(losing) == "lose" else []
    if mention.form == "verb" and _meets(view, token):
        met = view.subjects(token)
        return met + carried(view, met)
    if mention.form == "verb" and _suffers(view, token):
        out = out + _partners(view, token)
    if event.type in BESIDE and mention.form in ("verb", "noun") and not out:
        near = view.prepositional(token, frozenset({"under", "beneath", "at", "outside", "beside", "inside", "near"}))
        out = [t for t in near if view.classes(t) & (DRIVEN | {"lair", "rubberneck"})]
    if mention.form == "verb":
        out = out + view.prepositional(token, TOWARDS.get(event.type, frozenset({"on", "against"})))
        if _dies(view, token) and not out:
            out = view.subjects(token)
    if event.type == "protest":
        out = out + _defied(view, token)
    if mention.form == "noun" and not out and event.type in FROM_AFAR:  # "raids by jets on rebel positions"
        by = [t for t in view.subjects(token) if t.head.lower == "by"]
        out = [t for s in by for t in view.prepositional(s, TOWARDS[event.type])]
    if mention.form == "noun" and event.type in ("armed_clash", "protest", "riot"):
        out = out + view.prepositional(token, frozenset({"with", "against", "between"}))
    if event.type == "displacement" and not is_passive(token):
        out = out + [t for t in view.subjects(token) if "people" in view.classes(t) or not out]
    return out + [view.tokens[f.head] for f in mention.facts if f.high != 0] + _whose_losses(view, mention)


def _whose_losses(view: View, mention: Mention) -> list[Token]:
    """ "Put rebel losses at 300 dead", "nine dead on the government side": whose dead they are."""
    if not mention.facts and mention.form not in ("fact", "adjective"):
        return []
    top = clause_head(mention.token)
    near = [top, *(c for c in top.children if c.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "acomp"))]
    near += [mention.token]
    sides = [t for n in near for t in view.prepositional(n, frozenset({"on", "in"})) if lemma(t) in ("side", "rank")]
    return [t for t in near if lemma(t) in LOST] + sides


def _defied(view: View, token: Token) -> list[Token]:
    """Whom a crowd defies: "marched in defiance of the government", "a protest against the minister's call"."""
    out = view.prepositional(token, frozenset({"against"}))
    out += [t for d in view.clause_words(token) if d.lower == "defiance" for t in view.prepositional(d, OF)]
    return out

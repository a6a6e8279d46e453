"""State bodies by rule: a demonym, or a country, with a noun of ``actor_forces.csv``."""

from __future__ import annotations

from dateline.ground.actors_lexicon import Country, Entry, Force
from dateline.ground.actors_text import Hit, Text, is_owner, is_word, prefix_at
from dateline.ground.actors_words import Trie
from dateline.model import make_id

SHARED = "demonym sharing a noun"  # the rule's name
FOR = "on a nation's side"  # the rule's name
RULERS = frozenset({"government", "regime"})
SIDING = frozenset({"state_forces", "militia", "rebel"})  # kinds of nouns for those who fight on somebody's side
LED = frozenset({"led", "commanded", "dominated"})
COALITIONS = ("coalition", "alliance")
SHARING = 3  # so many more peoples may share its noun: "French, British and Dutch troops"
PEACEKEEPERS = "un-peacekeepers"
_MISSIONS = ("minu", "monu", "onu", "una", "uni", "unm", "uno", "unp", "unt")  # letters of the UN's missions
_HANDS, _HELD = frozenset({"hands", "control", "rule"}), frozenset({"held", "controlled", "run", "ruled", "occupied"})
_LANDS = frozenset({"state", "states"})
FILLERS = 2  # adjectives allowed between a demonym and its noun: "Russian long-range bombers"


def state(text: Text, at: int) -> Hit | None:
    """ "Syrian warplanes", "Iraq's defence ministry", "the government of Sudan", "Russian" in "Russian air strikes"."""
    kin = _kin(text, at)
    if kin:
        return kin
    if text.words[at].key not in text.lexicon.of_states:
        return _of_capital(text, at)
    demonym = country_at(text, at)
    if demonym:
        n, country, adjective = demonym
        possessive = at + n < len(text.words) and text.words[at + n].key == "s"
        after = at + n + (1 if possessive else 0)
        if after < len(text.words) and not is_owner(text, after):
            found = _after_demonym(text, after, text.lexicon.forces, adjective or possessive)
            if found:
                end, force = found
                if _peacekeepers(text, end - 1):
                    return Hit(at, end, text.lexicon.by_id(PEACEKEEPERS), "nation's peacekeepers", group=force.group)
                if force.kind in SIDING and _sides_with(text, at, after):
                    return Hit(at, end, _worded(text, at, end, force, None, "pro-"), FOR, group=force.group)
                entry = text.lexicon.state(country.iso, force.branch)
                if force.template == "{T}":
                    entry = _worded(text, at, end, force, country.iso)
                return Hit(at, end, entry, "demonym with noun", group=force.group)
            if adjective and not possessive and (shared := _shared_noun(text, after)):
                entry = text.lexicon.state(country.iso, shared.branch)
                return Hit(at, at + n, entry, SHARED, group=shared.group)
            branch = strike(text, after)
            rule = "demonym before attack"
            if not branch and adjective and not possessive and (branch := _shared_strike(text, after)):
                rule = SHARED
            if branch:
                branch = text.lexicon.strike_branch.get(country.iso, branch)
                return Hit(at, at + n, text.lexicon.state(country.iso, branch), rule)
        elif after < len(text.words):
            return _led(text, at, after) or Hit(
                at, at + n, text.lexicon.country(country.iso), "country before participle"
            )
        return None
    return _of_people(text, at) or _of_country(text, at)


def _sides_with(text: Text, at: int, noun: int) -> bool:
    """ "Pro-Ruritanian fighters" are none of Ruritania's; "pro-Ruritanian government forces" are its government's."""
    return prefix_at(text, at) == "pro" and text.words[noun].key not in RULERS


def _led(text: Text, at: int, led: int) -> Hit | None:
    """ "French-led forces": by these words, or the coalition that the lists have under that name."""
    words = text.words
    if words[led].key not in LED or led + 1 >= len(words):
        return None
    found = _after_demonym(text, led + 1, text.lexicon.forces, False)
    if found is None or found[1].kind not in ("state_forces", "militia"):
        return None
    end, force = found
    for noun in COALITIONS:
        spoken = [*words[at : led + 1], words[led]._replace(key=noun)]
        n, known = text.lexicon.names.longest(spoken, 0)
        if n == len(spoken):
            return Hit(at, end, known[0].entry, "led by a nation", group=force.group)
    return Hit(at, end, _worded(text, at, end, force, None), "led by a nation", group=force.group)


def _of_capital(text: Text, at: int) -> Hit | None:
    """ "Moscow's troops", "Khartoum's warplanes": the forces of the state that is ruled from there."""
    n, ruled = text.lexicon.capitals.longest(text.words, at) if text.words[at].capital else (0, ())
    after = at + n + 1
    if not n or after >= len(text.words) or text.words[after - 1].key != "s":
        return None
    found = _after_demonym(text, after, text.lexicon.forces, True)
    if found is None or found[1].template == "{T}":
        return None
    end, force = found
    if force.kind != "state_forces" and not force.branch.endswith("_ministry"):
        return None
    return Hit(at, end, text.lexicon.state(ruled[0].iso, force.branch), "capital with noun", group=force.group)


def _shared_noun(text: Text, at: int) -> Force | None:
    """The noun of "Iraqi and Iranian troops" for the first of the peoples, at the word after it."""
    for _ in range(SHARING):
        while at < len(text.words) and (text.words[at].key in (",", "and") or _counts(text, at)):
            at += 1
        following = country_at(text, at) if at < len(text.words) else None
        if following is None or not following[2]:
            return None
        at += following[0]
        found = _after_demonym(text, at, text.lexicon.forces, True) if at < len(text.words) else None
        if found:
            return found[1] if found[1].template != "{T}" and not _peacekeepers(text, found[0] - 1) else None
    return None


def _shared_strike(text: Text, at: int) -> str | None:
    """The branch of "French and British air strikes", "a Saudi-Emirati raid" for the first of the two peoples."""
    at += text.words[at].key == "and"
    following = country_at(text, at) if at < len(text.words) else None
    after = at + following[0] if following is not None and following[2] else len(text.words)
    return strike(text, after) if after < len(text.words) else None


def _counts(text: Text, at: int) -> bool:
    """The "two" of "four Iraqi and two Iranian soldiers"."""
    word = text.words[at]
    return text.words[at - 1].key in (",", "and") and text.parsed.tokens[word.token].pos == "NUM"


def _peacekeepers(text: Text, at: int) -> bool:
    """Soldiers lent to the United Nations, where the report speaks of those."""
    if not text.words[at].key.startswith("peacekeep"):
        return False
    return any(w.key in ("un", "nations") or (w.upper and w.key.startswith(_MISSIONS)) for w in text.words)


def _kin(text: Text, at: int) -> Hit | None:
    """ "Serb gunners", "Serb shelling", "the Serbs" in a report about Bosnia: a party there of a people that has its
    state elsewhere."""
    key, kin = text.words[at].key, text.lexicon.kin
    party = kin[key].get(text.main or "") if key in kin else None
    if not party:
        one = key.removesuffix("s")
        many = kin[one].get(text.main or "") if one != key and one in kin else None
        return _the_kin(text, at, many) if many else None
    if not text.words[at].capital or at + 1 >= len(text.words):
        return None
    found = _after_demonym(text, at + 1, text.lexicon.forces, True)
    if found and found[1].kind in ("state_forces", "militia"):
        return Hit(at, found[0], text.lexicon.by_id(party), "people under arms abroad", group=found[1].group)
    if not found and strike(text, at + 1):
        return Hit(at, at + 1, text.lexicon.by_id(party), "demonym before attack")
    return None


def _the_kin(text: Text, at: int, party: str) -> Hit | None:
    """ "The Serbs": all of them, and so those who lead and fight for them."""
    word = text.words[at]
    if not word.capital or not at or text.words[at - 1].key != "the" or word.token + 1 >= len(text.parsed.tokens):
        return None
    return Hit(at, at + 1, text.lexicon.by_id(party), "people under arms abroad")


def country_at(text: Text, at: int) -> tuple[int, Country, bool] | None:
    """(words, country, whether an adjective) of a demonym or a country's name at a word."""
    word = text.words[at]
    if not word.capital or is_word(word):
        return None
    n, countries = text.lexicon.adjectives.longest(text.words, at)
    m, nations = text.lexicon.nations.longest(text.words, at)
    if n >= m and n:
        return n, countries[0], True
    return (m, nations[0], False) if m else None


def _after_demonym(text: Text, at: int, nouns: Trie[Force], plain: bool) -> tuple[int, Force] | None:
    """End and noun of "[adjectives] noun" at a word. Without an adjective form or 's the noun must follow at once."""
    for skipped in range(FILLERS + 1):
        here = at + skipped
        if skipped and not plain and text.words[here - 1].key not in text.lexicon.name_fillers:
            return None
        if here >= len(text.words):
            return None
        n, forces = nouns.longest(text.words, here)
        if n and text.token(here + n - 1).pos in ("NOUN", "PROPN", "ADJ", "VERB"):
            named = skipped and text.words[here - 1].capital and text.words[here].key in _LANDS
            return None if named else (here + n, forces[0])  # "Sudan's Equatoria state" is a land
        if text.words[here].key in text.lexicon.no_fillers:
            return None
        token = text.token(here)
        if (
            token.pos not in ("ADJ", "PROPN", "NOUN", "NUM")
            or text.words[here].key == "s"
            or not token.text[0].isalpha()
        ):
            return None
        if token.pos == "PROPN" and text.words[here].capital and _names_another(text, here):
            return None
    return None


def _names_another(text: Text, at: int) -> bool:
    return bool(text.lexicon.names.longest(text.words, at)[0]) or country_at(text, at) is not None


def strike(text: Text, at: int) -> str | None:
    """The branch that an attack's noun points to, up to two adjectives on."""
    for here in range(at, min(at + FILLERS + 1, len(text.words))):
        n, branches = text.lexicon.strikes.longest(text.words, here)
        last = text.token(here + n - 1)
        if n and (last.pos in ("NOUN", "PROPN") or last.tag == "VBG"):
            return branches[0]
        if text.token(here).pos not in ("ADJ", "NOUN", "PROPN", "VERB") or not text.words[here].key.isalpha():
            return None
        if text.token(here).tag in ("VBD", "VBZ", "VBP"):
            return None  # "Ruritania launched missiles" is the state
    return None


def _of_people(text: Text, at: int) -> Hit | None:
    """ "Kurdish forces", "Shiite militias", "Kurdish-led fighters": the people of a people or creed."""
    n, _ = text.lexicon.peoples.longest(text.words, at)
    if not n or not text.words[at].capital:
        return None
    after = at + n
    if after < len(text.words) and text.words[after].joined:
        if text.words[after].key not in ("led", "dominated", "majority"):
            return None
        after += 1
    found = _after_demonym(text, after, text.lexicon.forces, True) if after < len(text.words) else None
    if found is None:
        held = _held_by_people(text, at, after)
        return held or (_of_raiders(text, at, after) if not text.words[after - 1].joined else None)
    end, force = found
    return Hit(at, end, _worded(text, at, end, force, None), "people with noun", group=force.group)


def _of_raiders(text: Text, at: int, after: int) -> Hit | None:
    """ "Tuareg ambush", "a Dogon raid": of that people's fighters."""
    if after >= len(text.words) or strike(text, after) is None:
        return None
    force = text.lexicon.branches["militants"]
    return Hit(at, after, _worded(text, at, after, force, None), "people before attack", group=force.group)


def _held_by_people(text: Text, at: int, after: int) -> Hit | None:
    """ "in Kurdish hands", "Kurdish-held", "under Tigrayan control": the forces of a people."""
    words = text.words
    if after >= len(words) or words[after].key not in (_HELD if words[after].joined else _HANDS):
        return None
    own = " ".join(text.parsed.document.text[words[at].start : words[after - 1].end].split())
    name = f"{own.capitalize() if text.capitals else own} forces"
    key = " ".join([*(w.key for w in words[at:after]), "forces"])
    entry = Entry(make_id("actor", key), name, (), (), "militia", "armed_group", (), (), None, "", "", "fighters")
    return Hit(at, after, entry, "people with noun", "owner")


def _worded(text: Text, at: int, end: int, force: Force, iso: str | None, prefix: str = "") -> Entry:
    """A party whose name is the words themselves: "Iraqi militias", "Kurdish forces"."""
    name = prefix + " ".join(text.parsed.document.text[text.words[at].start : text.words[end - 1].end].split())
    if text.capitals:
        name = name.capitalize()
    kind = "militia" if force.kind in ("state_forces", "police") else force.kind
    speaks = "armed_group" if kind == "militia" else force.source_kind
    key = prefix + " ".join(w.key for w in text.words[at:end])
    countries = (iso,) if iso else ()
    return Entry(make_id("actor", key), name, (), (), kind, speaks, countries, (), None, "", "", force.group)


def _of_country(text: Text, at: int) -> Hit | None:
    """ "the armed forces of Ukraine"."""
    n, forces = text.lexicon.bare_forces.longest(text.words, at)
    end = at + n
    if not n or end + 1 >= len(text.words) or text.words[end].key != "of":
        return None
    start = end + 2 if text.words[end + 1].key == "the" and end + 2 < len(text.words) else end + 1
    m, nations = text.lexicon.nations.longest(text.words, start)
    if not m or not text.words[start].capital:
        return None
    entry = text.lexicon.state(nations[0].iso, forces[0].branch)
    return Hit(at, start + m, entry, "noun of country", group=forces[0].group)

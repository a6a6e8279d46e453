"""The voice that ends a clause is its verb's subject, whatever the model makes of it; arcs stay a tree."""

from __future__ import annotations

import pytest

from dateline.model import Document
from dateline.read import Reader
from dateline.read.arc_mending import hang
from dateline.reading import Parsed

VOICES = (
    ("Soldiers opened fire in Kaduna, killing at least five marchers, traders and a nurse said.", "traders"),
    ("Rebels burned forty huts and a mill at Ruwenda, the Farmers' Committee in Gulu said on Monday.", "Committee"),
    (
        "Shells fell around the quay, killing a docker and two boys, a foreign envoy in touch with the ship said.",
        "envoy",
    ),
    ("The army fired on the march, killing six, shopkeepers said, and a police post was burned.", "shopkeepers"),
    ("Zenica has denied the allegation and the Bosnian television stations said that a boy died.", "stations"),
)

BLAMED = "The panel said the Bosnian army burned two mills near Zenica, and also accused the rebels of killing a boy."

# What somebody said, by its verb, where it was said to a person or somewhere.
SAID = (
    ("The governor admitted at a hearing that the guards had met fire.", "admitted", "met"),
    ("Ana Veloso, a nurse, said in one of a series of messages that the bus struck a wall.", "said", "struck"),
    ("The mayor has told a judge that he was beaten in Zenica by guards.", "told", "beaten"),
)

CHARGES = (
    ("Djibouti accused Eritrea of shelling Moulhoule, a charge Asmara denies.", "charge", "denies", "Asmara"),
    ("Chad accused Sudan of burning and looting Adre, charges Khartoum rejects.", "charges", "rejects", "Khartoum"),
    ("Residents said soldiers burned Torit, an allegation the army has denied.", "allegation", "denied", "army"),
    ("Rebels say the army shelled Kutum, a claim the government disputes.", "claim", "disputes", "government"),
)  # fmt: skip


# A noun, the verb of which it is the subject, and the object of that verb, if any.
CLAUSES = (
    (
        "The officer added that a police squad killed in night raid all members of the gang.",
        "squad",
        "killed",
        "members",
    ),
    (
        "A militant truck bomb assault killed at least 21 and injured 60 others on Monday in Herat.",
        "assault",
        "killed",
        None,
    ),
    ("The note said Kenyan troops had defeated ONLF and Chad would be moving into Borno.", "Chad", "moving", None),
)


def parse(reader: Reader, text: str) -> Parsed:
    (parsed,) = reader.read([Document(id="d", uri="t", text=text)])
    return parsed


@pytest.mark.parametrize(("text", "voice"), VOICES)
def test_who_says_so(reader: Reader, text: str, voice: str) -> None:
    tokens = parse(reader, text).tokens
    said = next(t for t in tokens if t.text == "said")
    assert [c.text for c in said.children if c.dep == "nsubj"] == [voice]


@pytest.mark.parametrize(("text", "cue", "verb"), SAID)
def test_what_is_said_hangs_on_the_saying(reader: Reader, text: str, cue: str, verb: str) -> None:
    said = next(t for t in parse(reader, text).tokens if t.text == verb)
    assert (said.dep, said.head.text) == ("ccomp", cue)


def test_who_also_accuses_is_who_has_said_something(reader: Reader) -> None:
    accused = next(t for t in parse(reader, BLAMED).tokens if t.text == "accused")
    assert (accused.dep, accused.head.text) == ("conj", "said")


def test_a_claim_that_is_answered_is_not_what_is_said(reader: Reader) -> None:
    text = "The guards said in response to claims that a boy had drowned that there would be an inquiry."
    drowned = next(t for t in parse(reader, text).tokens if t.text == "drowned")
    assert drowned.head.text == "claims"


@pytest.mark.parametrize(("text", "noun", "verb", "voice"), CHARGES)
def test_who_turns_a_charge_down(reader: Reader, text: str, noun: str, verb: str, voice: str) -> None:
    denies = next(t for t in parse(reader, text).tokens if t.text == verb)
    assert (denies.dep, denies.head.text, denies.head.dep) == ("relcl", noun, "appos")
    assert [c.text for c in denies.children if c.dep == "nsubj"] == [voice]


@pytest.mark.parametrize(("text", "subject", "verb", "object_"), CLAUSES)
def test_each_clause_has_its_verb_and_subject(
    reader: Reader, text: str, subject: str, verb: str, object_: str | None
) -> None:
    told = next(t for t in parse(reader, text).tokens if t.text == verb)
    assert [c.text for c in told.children if c.dep == "nsubj"] == [subject]
    assert next((c.text for c in told.children if c.dep == "dobj"), None) == object_


def test_a_participle_with_two_objects_stays_one(reader: Reader) -> None:
    given = next(t for t in parse(reader, "Militiamen given rifles by the state fled.").tokens if t.text == "given")
    assert given.tag == "VBN"


@pytest.mark.parametrize("text", [case[0] for case in (*VOICES, *CHARGES, *CLAUSES)])
def test_the_arcs_are_a_tree_still(reader: Reader, text: str) -> None:
    parsed = parse(reader, text)
    for sentence in parsed.sentences:
        words = parsed.words(sentence)
        (root,) = (t for t in words if t.head is t)
        assert root.dep == "ROOT"
        assert root.subtree() == list(words)
        assert all(c.head is t for t in words for c in t.children)


def test_nothing_hangs_on_what_hangs_on_it(reader: Reader) -> None:
    tokens = parse(reader, "The rebels shelled the town.").tokens
    verb, noun = tokens[2], tokens[1]
    hang(verb, noun, "dobj")
    assert (verb.head, noun.head) == (verb, verb)


BARE_DAYS = (
    ("Gunmen shelled a village outside the port of Lira Thursday, killing one rebel.", "Lira", "pobj", "shelled"),
    ("Sappers defused nine mines near Kitgum Saturday morning.", "Kitgum", "pobj", "defused"),
)


@pytest.mark.parametrize(("text", "name", "dep", "verb"), BARE_DAYS)
def test_a_bare_day_is_no_part_of_the_name_before_it(reader: Reader, text: str, name: str, dep: str, verb: str) -> None:
    tokens = parse(reader, text).tokens
    named = next(t for t in tokens if t.text == name)
    assert named.dep == dep
    day = next(t for t in tokens if t.lower.endswith("day"))
    assert named not in day.ancestors()
    assert verb in {t.text for t in day.ancestors()}


def test_a_day_with_a_name_of_its_own_stays_whole(reader: Reader) -> None:
    tokens = parse(reader, "Marchers in Derry recalled Bloody Sunday.").tokens
    assert next(t for t in tokens if t.text == "Bloody").head.text == "Sunday"


def test_a_name_belongs_to_the_noun_before_it(reader: Reader) -> None:
    tokens = parse(
        reader, "Two rockets hit the airport, residents and the state-run radio station Ecclesia said."
    ).tokens
    assert next(t for t in tokens if t.text == "Ecclesia").head.text == "station"

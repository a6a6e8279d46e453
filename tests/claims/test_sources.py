"""Statements: cases as data, and what must hold of any text."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.claims.sources import VoiceIndex, find_statements
from dateline.claims.sources_stance import settled
from dateline.model import Actor, Document, Source
from dateline.reading import Grounded

CASES = Path(__file__).parent / "cases" / "sources.csv"


@cache
def cases() -> tuple[tuple[str, dict[str, str]], ...]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#")]
    out, text = [], ""
    for row in csv.DictReader(lines):
        text = row["text"] or text
        out.append((text, row))
    return tuple(out)


def plain(words: str) -> str:
    """Words without quotation marks and without punctuation at the ends."""
    return re.sub(r"[“”\"„]", "", words).strip(" .,:;!?")


@pytest.fixture(scope="session")
def ground(machine):
    """Text -> Grounded, each text once."""
    known: dict[str, Grounded] = {}

    def one(text: str) -> Grounded:
        if text not in known:
            parsed = next(machine.reader.read([Document(id="d", uri="t", text=text)]))
            known[text] = machine.grounder.ground(parsed)
        return known[text]

    return one


def fits(row: dict[str, str], statement) -> bool:
    said = statement.attribution
    source = plain(said.source.text) if said.source else ""
    pieces = [plain(c.text) for c in said.content]
    return (
        source == plain(row["source"])
        and row["cue"] in said.cue.text
        and [p for p in pieces if p] == [plain(p) for p in row["content"].split("||")]
        and said.stance == row["stance"]
    )


@pytest.mark.parametrize(("text", "row"), cases(), ids=lambda x: x[:60] if isinstance(x, str) else x["cue"])
def test_case(text, row, ground):
    found = find_statements(ground(text))
    told = "\n".join(
        f"{s.attribution.source and s.attribution.source.text} | {s.attribution.cue.text} | "
        f"{[c.text for c in s.attribution.content]} | {s.stance}"
        for s in found
    )
    good = [s for s in found if fits(row, s)]
    assert good, f"not found; found were:\n{told}"
    statement = good[0]
    assert statement.polarity == (row["polarity"] or "affirmed")
    assert statement.factual == (row["note"] not in ("opinion", "unreal"))
    if row["name"]:
        assert [s.name for s in statement.sources][:1] == [row["name"]]
    if row["kind"]:
        assert [s.kind for s in statement.sources][:1] == [row["kind"]]
    if row["via"]:
        assert row["via"] in statement.sources[0].via


def test_parent_and_inherited_voice(ground):
    found = find_statements(ground("The clinic is believed to be empty, the governor said."))
    inner = next(s for s in found if s.attribution.cue.text == "is believed")
    assert inner.parent is not None
    assert [s.name for s in inner.sources] == ["governor"]


def test_own_words_in_a_quotation_are_not_listed(ground):
    found = find_statements(ground("“We deny that we burned the mill,” the captain said."))
    assert [s.attribution.cue.text for s in found if s.listed] == ["said"]
    inner = next(s for s in found if not s.listed)
    assert inner.stance == "denies"
    assert [s.name for s in inner.sources] == ["captain"]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The abbot said he wanted the bridge rebuilt.", ["said"]),  # his wish, as he tells it
        ("The abbot said the bishop had praised the guards.", ["said"]),  # a judgement within what he tells
        ("The abbot said that the envoys had confirmed the truce.", ["said", "had confirmed"]),  # a third party's word
        ("“The envoys told us that the truce was over,” the abbot said.", ["said"]),
        ("It was said that the envoys wanted a truce.", ["was said", "wanted"]),  # nobody's words to stand within
    ],
)
def test_what_stands_within_words_is_listed_for_third_parties(ground, text, listed):
    assert [s.attribution.cue.text for s in find_statements(ground(text)) if s.listed] == listed


def test_index_passes_over_opinions(ground):
    grounded = ground("The envoy condemned the raid on the mill.")
    found = find_statements(grounded)
    raid = next(t.i for t in grounded.parsed.tokens if t.text == "raid")
    assert any(raid in s for s in found)
    assert VoiceIndex(found).at(raid) is None


ARMY = Actor(id="state:XA:army", name="Xan Army", kind="state_forces", country="XA")
NAVY = Actor(id="state:XA:navy", name="Xan Navy", kind="state_forces", country="XA")
ENEMY = Actor(id="state:XB:airforce", name="Xbian Air Force", kind="state_forces", country="XB")
BAND = Actor(id="band", name="The Band", kind="rebel")
KNOWN = {a.id: a for a in (ARMY, NAVY, ENEMY, BAND)}


@pytest.mark.parametrize(
    ("stance", "speaker", "kind", "event", "doers", "expected"),
    [
        ("reports", ARMY, "military", "shelling", [NAVY], "reports"),  # a bulletin of its own operation
        ("reports", ARMY, "military", "shelling", [ENEMY], "accuses"),
        ("reports", ARMY, "military", "shelling", [BAND], "reports"),
        ("reports", BAND, "armed_group", "armed_clash", [BAND], "claims"),
        ("reports", BAND, "armed_group", "air_strike", [ARMY], "accuses"),
        ("reports", ARMY, "military", "agreement", [ARMY], "reports"),
        ("reports", BAND, "armed_group", "territory_taken", [BAND], "claims"),  # a town of its own taking
        ("reports", BAND, "armed_group", "territory_taken", [ARMY], "reports"),
        ("reports", ARMY, "monitor", "shelling", [ARMY], "reports"),
        ("denies", ARMY, "military", "shelling", [ARMY], "denies"),
        ("reports", ARMY, "military", "shelling", [], "reports"),
    ],
)
def test_settled_stance(stance, speaker, kind, event, doers, expected):
    source = Source(name=speaker.name, kind=kind, actor=speaker.id)
    assert settled(stance, source, event, [a.id for a in doers], KNOWN) == expected


def test_an_unnamed_military_source_tells_of_its_own_army():
    source = Source(name="military source", kind="military")
    assert settled("reports", source, "shelling", [ARMY.id], KNOWN) == "claims"
    assert settled("reports", source, "shelling", [BAND.id], KNOWN) == "reports"


def test_who_says_that_his_own_did_not_do_it_denies():
    for speaker, kind in ((ARMY, "military"), (BAND, "armed_group")):
        source = Source(name=speaker.name, kind=kind, actor=speaker.id)
        assert settled("reports", source, "shelling", [speaker.id], KNOWN, "denied") == "denies"


def test_no_speaker_settles_nothing():
    assert settled("reports", None, "shelling", [ARMY.id], KNOWN) == "reports"


WORDS = """the army said reports “ ” " '' according to , . : ; that denied it he who X's claim and of burned Amina Yusuf
in a statement quoted as saying ( ) — accused by ? ! was told … SANA 𝛀 \u200b"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", "“We left,” he said."])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=40))
def test_any_text(ground, words):
    text = " ".join(words)
    grounded = ground(text)
    found = find_statements(grounded)
    tokens = grounded.parsed.tokens
    assert found == find_statements(grounded)
    assert [s.cue[0] for s in found] == sorted(s.cue[0] for s in found)
    for n, statement in enumerate(found):
        said = statement.attribution
        spans = [said.cue, *said.content, *([said.source] if said.source else [])]
        assert all(text[s.start : s.end] == s.text and s.text for s in spans)
        assert statement.content
        assert all(0 <= a < b <= len(tokens) for a, b in statement.content)
        assert all(x[1] < y[0] for x, y in zip(statement.content, statement.content[1:], strict=False))
        assert not any(i in statement for i in statement.cue)
        assert statement.parent is None or (statement.parent != n and 0 <= statement.parent < len(found))


@pytest.mark.parametrize("text", ["", " ", "said", "“", "“said”", ": : :", "he " * 3000, "“A,” he said. " * 1500])
def test_odd_texts(text, ground):
    find_statements(ground(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The strike killed nine, a resistance group and rescue workers said.", [None, "rescue"]),
        ("Soldiers burned the mill, the guerrillas and church workers said.", ["armed_group", "aid_worker"]),
        ("The mayor, a priest and two nurses said soldiers shot nine men.", ["official", "resident", "medical"]),
        ("The mayor, a teacher and father of two, said soldiers shot nine men.", ["official"]),
        ("Nine people died, according to the police and to relatives.", ["official", "relative"]),
        ("Nine people died in Lira, officials and local media said.", ["official", "media"]),
        ("Three clinics burned, health and education officials said.", ["medical"]),
    ],
)
def test_joint_voices(text, kinds, ground):
    said = next(s for s in find_statements(ground(text)) if s.factual)
    assert [s.kind for s in said.sources] == kinds


def test_outlets_and_friends_of_a_side():
    front = Actor(id="front", name="Red Front", kind="rebel")
    radio = Actor(id="radio", name="Radio Front", kind="media", allied_with=("front",))
    state = Actor(id="state:xx:army", name="Xx Army", kind="state_forces")
    pact = Actor(id="pact", name="Pact", kind="coalition", allied_with=("state:xx",))
    known = {a.id: a for a in (front, radio, state, pact)}

    def stance(source: Actor, doer: Actor, kind: str, event: str = "shelling") -> str:
        return settled("reports", Source(name=source.name, kind=kind, actor=source.id), event, [doer.id], known)

    assert stance(radio, front, "armed_group") == "claims"
    assert stance(radio, state, "armed_group") == "accuses"
    assert stance(pact, state, "military") == "reports"
    officials = Actor(id="group:officials", name="officials", kind="government")
    assert stance(officials, state, "official") == "reports"
    assert stance(officials, state, "official", "attack_on_civilians") == "accuses"


def listed(found):
    return [
        (s.attribution.source and s.attribution.source.text, [c.text for c in s.attribution.content])
        for s in found
        if s.listed
    ]


def test_headline_of_a_person_named_again(ground):
    text = "Okoro: Ferry was rotten\n\nThe minister, Grace Okoro, said on Monday that nobody had looked."
    assert ("Okoro", ["Ferry was rotten"]) in listed(find_statements(ground(text)))


def test_passage_below_who_writes_it(ground):
    text = "The captain writes:\n\nThe ferry was rotten. Nobody had looked at it.\n\nThe pier is shut."
    assert listed(find_statements(ground(text))) == [("The captain", ["The ferry was rotten. Nobody had looked at it"])]


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: The ferry is older than it was said to be.",  # the paper's own
        "On a rainy Thursday afternoon, two hundred islanders gathered at the pier.",
        "It exchanged five of them for Jonas Weil, a former pilot now charged with treason.",
    ],
)
def test_nobody_is_quoted(ground, text):
    assert all(source is None for source, _ in listed(find_statements(ground(text))))

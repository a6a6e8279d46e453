"""One of those whom a report names among the harmed, and what its words tell of them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reading import Grounded

_THINGS = frozenset({"NORP", "ORG", "GPE", "FAC", "WORK_OF_ART"})


@dataclass(slots=True)
class Person:
    """One person, or ``number`` of them without a name, in tokens ``first`` to ``last``.

    ``sex``: m, f or nothing; ``grown``: None where nothing tells; ``kin``: the noun that names them; ``calling``: the
    harm group of an occupation. ``several``: the noun is plural; ``owned``: kin of somebody named ("Ali's wife");
    ``definite``: "the father", "his son".
    """

    first: int
    last: int
    sentence: int
    number: int = 1
    name: tuple[str, ...] = ()
    sex: str = ""
    grown: bool | None = None
    kin: str = ""
    calling: str = ""
    several: bool = False
    owned: bool = False
    definite: bool = False

    @property
    def group(self) -> str:
        """Children, women or men; nothing where that is not told."""
        if self.grown is False:
            return "children"
        return {"m": "men", "f": "women"}.get(self.sex, "") if self.grown else ""

    def learn(self, sex: str, grown: bool | None) -> None:
        """Takes what is not known yet."""
        self.sex, self.grown = self.sex or sex, grown if self.grown is None else self.grown


@dataclass(slots=True)
class Said:
    """What was said before the noun or the name that it tells of."""

    sex: str = ""
    grown: bool | None = None
    age: int | None = None
    number: int | None = None
    owner: str = ""
    calling: str = ""
    article: str = ""


def may_be_person(grounded: Grounded, first: int, last: int) -> bool:
    """Whether a name is no body's, no account's and no thing's."""
    run = grounded.parsed.tokens[first:last]
    parties = (e for t in run for e in grounded.at(t.i, "actor") if e.use in ("name", "description", "group"))
    bodies = (e for e in parties if e.actor is not None and e.actor.kind != "person")
    if any(t.text.startswith("@") for t in run) or next(bodies, None) is not None:
        return False
    return any(t.ent == "PERSON" for t in run) or (len(run) > 1 and not all(t.ent in _THINGS for t in run))

"""Score the program's claims on the coded dispatches of corpus/, and hold the figures to floors_corpus.toml.

    python -m evals.claims                    dispatches/; fails where a figure is below its floor
    python -m evals.claims --part held        the part kept for the end: figures only, no floors
    python -m evals.claims --raise            write the figures measured as new floors, where they are higher
    python -m evals.claims --claims           also which claims were missed, and which found that nobody coded

Claims of one report are matched one to one, the most alike first. Two can match where the words that they quote share
half of the shorter quotation, and their types are the same, or easily taken for one another, or most of the words are
shared. Then each field of the matched is right or wrong: type, source, stance, polarity, status equal; initiators and
targets by the F1 of the names; place within 25 km; the first day; the killed, low and high. Nothing against nothing is
right; ``means`` and ``struck`` by the F1 of all codes that the coders had. That a side holds a place counts only where
it is matched.
``strict``: type, source, place, day and killed all right.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from dateline.model import Claim, Document
from evals.alike import Point, agreement, killed, same_name, same_place
from evals.coded import CORPUS, PARTS, CodedClaim, Dispatch, Means, Struck, load
from evals.gate import Figures, LoweredError, below, raised, write
from evals.gate import load as load_floors

FLOORS = Path(__file__).resolve().parent / "floors_corpus.toml"
FIELDS = ("type", "source", "stance", "polarity", "status", "initiators", "targets", "place", "date", "killed")
STRICT = ("type", "source", "place", "date", "killed")
SHARED = 0.5  # of the shorter quotation
# Types that are easily taken for one another: a claim is found, and its type is wrong.
NEAR = (
    frozenset({"air_strike", "shelling", "bombing", "suicide_bombing", "grenade", "chemical_attack"}),
    frozenset({"air_strike", "shelling", "bombing", "armed_clash", "attack_on_civilians", "other_harm"}),
    frozenset({"attack_on_civilians", "other_harm", "abduction", "arrest", "sexual_violence"}),
    frozenset({"armed_clash", "territory_taken", "territory_left", "control_state", "siege", "deployment"}),
    frozenset({"territory_left", "displacement", "aid", "agreement", "siege"}),
    frozenset({"riot", "protest", "destruction"}),
    frozenset({"weapons_seized", "arrest", "destruction"}),
)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A claim of either side, in one form. ``incident``: the program's id, or the coder's world key."""

    start: int
    end: int
    type: str
    source: str | None
    stance: str
    polarity: str
    status: str
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    place: Point | None
    day: str | None
    killed: tuple[int, int] | None
    incident: str
    means: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


class Found(msgspec.Struct):
    """What is looked at of a run."""

    documents: list[Document]
    claims: list[Claim]


Pair = tuple[Said, Said]


def coded(dispatch: Dispatch) -> list[Said]:
    """What the coder found in a dispatch."""
    world = {i.id: i.world.lower() for i in dispatch.article.incidents}
    return [_coded(c, dispatch.text.index(c.evidence), world[c.incident]) for c in dispatch.article.claims]


def _coded(c: CodedClaim, start: int, world: str) -> Said:
    return Said(
        start=start, end=start + len(c.evidence), type=c.type, source=c.source, stance=c.stance, polarity=c.polarity,
        status=c.status, initiators=tuple(c.initiators), targets=tuple(c.targets), place=c.place,
        day=c.when.start.isoformat() if c.when else None, killed=killed(c.harm), incident=world,
        means=tuple(c.means), struck=tuple(c.struck),
    )  # fmt: skip


def found(claim: Claim) -> Said:
    """What the program found, in the same form."""
    who: dict[str, dict[str, None]] = defaultdict(dict)
    for p in claim.participants:
        who[p.role][p.name] = None
    return Said(
        start=claim.evidence.start, end=claim.evidence.end, type=claim.type,
        source=claim.source.name if claim.source else None, stance=claim.stance, polarity=claim.polarity,
        status=claim.status, initiators=tuple(who["initiator"]), targets=tuple(who["target"]), place=claim.place,
        day=claim.when.start if claim.when else None, killed=killed(claim.harm), incident=claim.incident or claim.id,
        means=tuple(m for m in claim.means if m in get_args(Means)),
        struck=tuple(s for s in claim.struck if s in get_args(Struck)),
    )  # fmt: skip


def matched(program: Sequence[Said], coder: Sequence[Said]) -> list[Pair]:
    """The pairs, one to one, the most alike first."""
    likely = [(s, i, j) for i, a in enumerate(program) for j, b in enumerate(coder) if (s := _likeness(a, b))]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(likely, key=lambda x: (-x[0], x[1], x[2])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(program[i], coder[j]) for i, j in sorted(pairs.items())]


def _likeness(a: Said, b: Said) -> float:
    """How alike two claims are, 0 where they cannot be one. A right source or polarity only breaks ties."""
    common = min(a.end, b.end) - max(a.start, b.start)
    one, two = a.end - a.start, b.end - b.start
    if common < SHARED * min(one, two):
        return 0.0
    words = 2 * common / (one + two)
    kind = 1.0 if a.type == b.type else 0.5 if any({a.type, b.type} <= near for near in NEAR) else 0.0
    if not kind and words < SHARED:
        return 0.0
    toll = a.killed == b.killed and a.killed is not None
    return words + kind + 0.3 * toll + 0.2 * _same_source(a, b) + 0.1 * (a.polarity == b.polarity)


def _same_source(a: Said, b: Said) -> bool:
    return same_name(a.source, b.source) if a.source and b.source else a.source is b.source


def judged(a: Said, b: Said) -> dict[str, float]:
    """Each field of a matched claim: 1 right, 0 wrong; names between."""
    right: dict[str, float] = {
        "type": a.type == b.type,
        "source": _same_source(a, b),
        "stance": a.stance == b.stance,
        "polarity": a.polarity == b.polarity,
        "status": a.status == b.status,
        "initiators": agreement(a.initiators, b.initiators),
        "targets": agreement(a.targets, b.targets),
        "place": same_place(a.place, b.place),
        "date": a.day == b.day,
        "killed": a.killed == b.killed,
    }
    return {field: float(value) for field, value in right.items()}


def figures(reports: Iterable[tuple[Sequence[Said], Sequence[Said]]]) -> Figures:
    """The figures over all reports, each (the program's claims, the coder's)."""
    pairs: list[Pair] = []
    n_program = n_coder = 0
    for program, coder in reports:
        got = matched(program, coder)
        hit = {id(x) for pair in got for x in pair}
        pairs += got
        n_program += sum(c.type != "control_state" or id(c) in hit for c in program)
        n_coder += sum(c.type != "control_state" or id(c) in hit for c in coder)
    fields = [judged(a, b) for a, b in pairs]
    accuracy = {f: sum(j[f] for j in fields) / len(fields) if fields else 0.0 for f in FIELDS}
    strict = sum(all(j[f] == 1 for f in STRICT) for j in fields)
    f1 = _f1(len(pairs), n_program, n_coder)
    mean = sum(accuracy.values()) / len(accuracy)
    return {
        "main": f1 * mean,
        "claim F1": f1,
        "precision": len(pairs) / n_program if n_program else 0.0,
        "recall": len(pairs) / n_coder if n_coder else 0.0,
        "mean field accuracy": mean,
        "strict record F1": _f1(strict, n_program, n_coder),
        "incidents B-cubed F1": b_cubed([(a.incident, b.incident) for a, b in pairs]),
        **accuracy,
        "means F1": _codes_f1([(a.means, b.means) for a, b in pairs]),
        "struck F1": _codes_f1([(a.struck, b.struck) for a, b in pairs]),
    }


def _codes_f1(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    """Of all codes of all claims: most have none, so that the share of right ones would tell nothing."""
    both = sum(len(set(a) & set(b)) for a, b in pairs)
    return _f1(both, sum(len(set(a)) for a, _ in pairs), sum(len(set(b)) for _, b in pairs))


def _f1(hits: int, n: int, m: int) -> float:
    return 2 * hits / (n + m) if n + m else 0.0


def b_cubed(pairs: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of two groupings of the same things, each thing as (group, group)."""
    if not pairs:
        return 0.0
    ours, theirs, both = Counter(p for p, _ in pairs), Counter(c for _, c in pairs), Counter(pairs)
    precision = sum(n * n / ours[p] for (p, _), n in both.items()) / len(pairs)
    recall = sum(n * n / theirs[c] for (_, c), n in both.items()) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def json_lines(dispatches: Sequence[Dispatch]) -> str:
    """The dispatches as the program reads them, one a line."""
    lines = [
        {"uri": d.article.doc, "title": d.article.title, "publisher": d.article.publisher,
         "published": d.article.published and d.article.published.isoformat(), "text": d.text}
        for d in dispatches
    ]  # fmt: skip
    return "".join(json.dumps(line) + "\n" for line in lines)


def run(dispatches: Sequence[Dispatch], command: str) -> dict[str, list[Said]]:
    """What the program finds in all dispatches together, by name."""
    with tempfile.TemporaryDirectory() as folder:
        docs, out = Path(folder, "docs.jsonl"), Path(folder, "out.json")
        docs.write_text(json_lines(dispatches), encoding="utf-8")
        done = subprocess.run([*shlex.split(command), "read", str(docs), "--json", str(out)], stdout=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(f"{command} failed (exit {done.returncode})")
        output = msgspec.json.decode(out.read_bytes(), type=Found)
    uri = {d.id: d.uri for d in output.documents}
    claims: dict[str, list[Said]] = {d.article.doc: [] for d in dispatches}
    for c in output.claims:
        claims[uri[c.document] or ""].append(found(c))
    return claims


def main(argv: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    ap = argparse.ArgumentParser(prog="evals.claims", description="Score the program on the corpus, hold the floors.")
    ap.add_argument("--corpus", type=Path, default=CORPUS)
    ap.add_argument("--part", choices=PARTS, default=PARTS[0])
    ap.add_argument("--limit", type=int, help="only so many dispatches")
    ap.add_argument("--floors", type=Path, default=FLOORS)
    ap.add_argument("--dateline", default=f"{sys.executable} -m dateline", help="the command that runs the program")
    ap.add_argument("--raise", dest="raise_", action="store_true", help="write higher figures as new floors")
    ap.add_argument("--lower", metavar="REASON", help="with --raise: write lower ones too, and why")
    ap.add_argument("--claims", action="store_true", help="list what was missed and what nobody coded")
    ns = ap.parse_args(argv)
    dispatches = load(ns.corpus / ns.part)[: ns.limit]
    program = run(dispatches, ns.dateline)
    measured = figures((program[d.article.doc], coded(d)) for d in dispatches)
    if ns.claims:
        for d in dispatches:
            print("\n".join(_listed(d, program[d.article.doc])))
    print(f"{ns.part}: {len(dispatches)} dispatches; " + ", ".join(f"{k} {v:.3f}" for k, v in measured.items()))
    if ns.part != PARTS[0] or ns.limit:
        return 0
    floors, name = load_floors(ns.floors), "corpus"
    if ns.raise_:
        try:
            new = raised(floors, {name: measured}, [name] if ns.lower else [])
            write(ns.floors, new, [(name, ns.lower)] if ns.lower else [], by="evals.claims")
        except LoweredError as e:
            print(f"not written: {e}", file=sys.stderr)
            return 1
        return 0
    failed = below({name: measured}, floors)
    print("\n".join(failed), file=sys.stderr, end="\n" if failed else "")
    return 1 if failed else 0


def _listed(dispatch: Dispatch, program: Sequence[Said]) -> list[str]:
    coder = coded(dispatch)
    hit = {id(x) for pair in matched(program, coder) for x in pair}
    lines = [dispatch.article.doc]
    for what, side in (("missed", coder), ("nobody coded", program)):
        for c in side:
            if id(c) not in hit:
                words = " ".join(dispatch.text[c.start : c.end].split())
                lines.append(f"  {what}: {c.type}, {c.source or 'the paper'} {c.stance}: {words}")
    return lines


if __name__ == "__main__":
    sys.exit(main())

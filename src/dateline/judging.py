"""A judgement or a new report and what follows from it: only the rows of the world that it touches are made anew.

Accepting changes states, a remark nothing. A pinned source changes the figures of the incidents in which it speaks.
What joining sees (a claim rejected, corrected or added, incidents merged or split, any of these undone, a report read)
joins its neighbourhood anew (``incidents.near``); what a new report changes for others is found first (``coming.py``).
The world is then, row for row, what making it anew from all would give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from dateline.casefile import db, kept, part, view
from dateline.casefile.brief import brief
from dateline.casefile.judgements import Judgement, rows_about, standing, undone
from dateline.casefile.part import Part
from dateline.casefile.store import Casefile, encode
from dateline.coming import Came, come
from dateline.incidents import near
from dateline.incidents.compare import Context
from dateline.incidents.control import holdings, signs
from dateline.incidents.facts import Facts, Kin, facts_of
from dateline.incidents.incident import View, make_incident
from dateline.incidents.join import Traces
from dateline.incidents.link import Surroundings, links_of, repeated, surroundings
from dateline.incidents.near_copies import prints
from dateline.incidents.rules import load_rules
from dateline.model import Actor, Claim, Document, Incident
from dateline.reading import Reading, actors_of, records_of

MOST = 500  # judgements that are caught up with; beyond that the world is made anew
SHARE = 0.05  # of the reports so many may be new; beyond that joining all anew is faster
LARGE = (
    50_000  # reports that joining holds in memory (5 GB); of a larger file new ones are joined in heaps, however many
)
HEAP = 1_000
STEPS = 5000  # the last steps that are told to who holds the list in memory

_FACTS = msgspec.json.Decoder(Facts)
_AROUND = msgspec.json.Decoder(Surroundings)
_ACTOR = msgspec.json.Decoder(Actor)
_INCIDENT = msgspec.json.Decoder(Incident)


def left(
    readings: Sequence[Reading], claims: Iterable[Claim], documents: Sequence[Document], traces: Traces
) -> kept.Left:
    """What a whole join leaves behind, as the casefile keeps it."""
    by_id = {d.id: d for d in documents}
    claims = list(claims)
    home = {c.id: c.document for c in claims}
    printed, furniture = prints([r.document for r in readings])
    return kept.Left(
        around=surroundings(traces.usual),
        usual=traces.usual,
        prints=printed,
        furniture=furniture,
        records=records_of(readings),
        actors=actors_of(readings),
        events=((e, near.entry_of(e).start, near.block_names(e)) for e in traces.events),
        weights=traces.weights,
        repeats=(((a, b), by_id[home[a]].copies_of or home[a]) for a, b in traces.repeats),
        signs=((s.claim, s.place.id) for s in {s.claim: s for s in signs(claims, by_id)}.values()),
    )


def catch_up(case: Casefile, version: str) -> bool:
    """Brings the stored world up to date with what was judged and read. False where it has to be made anew."""
    while True:
        with db.guarded(case.path), db.transaction(case.connection):
            waiting = view.pending(case, version)
            stored = view.newest(case)
            if waiting is None or stored is None or _too_many(case, waiting):
                return False
            heap = waiting.first(HEAP)
            came = come(case, stored.id, heap) if heap.readings else None
            _Step(case, stored.id, heap.last).take(heap.judgements, came)
            case.connection.execute(
                "UPDATE worlds SET key = ?, built = ? WHERE id = ?",
                (case.key(version, heap.last), case.clock(), stored.id),
            )
            if heap is waiting:
                return True


def _too_many(case: Casefile, waiting: view.Pending) -> bool:
    reports = case.query("SELECT count(*) FROM joined_texts")[0][0]
    many = len(waiting.readings) > max(1, SHARE * reports)
    return len(waiting.judgements) > MOST or (many and reports < LARGE)


@dataclass(frozen=True, slots=True)
class _Old:
    """An incident as it stands in the world."""

    ordinal: int
    reviewed: bool
    record: str
    brief: str


class _Step:
    """Judgements and new reports brought into the world, all at once. Within a transaction."""

    def __init__(self, case: Casefile, world: int, last: int | None) -> None:
        self.case, self.world, self.last, self.run = case, world, last, case.connection.execute
        self.kept: kept.Kept[Facts] = kept.Kept(case, _FACTS.decode)
        actors = [_ACTOR.decode(r) for r in self.kept.actors()]
        self.actors = {a.id: a for a in actors}
        self.context = Context(load_rules(), Kin(actors))

    def take(self, rows: Sequence[Judgement], came: Came | None) -> None:
        meant = [base for base in (undone(self.case, row) for row in rows) if base is not None]
        pinned = sorted({j.target for j in meant if j.kind == "reliability"})
        for source in pinned:
            self._pin(source)
        judged = [j for j in meant if j.kind not in ("reliability", "note")]
        claims = [c for j in judged for c in (*j.claims, *j.others, *([j.target] if j.kind == "add" else []))]
        if judged or came:
            judged_in = part.joined(self.case, self.world, part.documents_of(self.case, claims))
            touched = self._load(judged_in | (came.documents if came else frozenset()))
            claims += came.claims if came else ()
            stood = self._incidents(self._homes([*claims, *self._claims_in(touched)]))  # before a claim's row goes
            same = self._restated(touched, claims, joins=any(j.kind in ("merge", "split") for j in judged))
            if same and came is None:
                self._review(claims)
            else:
                self._rejoin(touched, claims, came, stood)
        for source in pinned:
            self._recount(source)

    def _load(self, documents: Collection[str]) -> Part:
        return part.load(self.case, documents, self.last)

    # States

    def _restated(self, touched: Part, claims: Collection[str], *, joins: bool) -> bool:
        """Writes the rows of the touched reports' claims. True where only what people say of them has changed."""
        headers = {r.document.id: r.document for r in touched.settled.readings}
        new = {r.claim: r for r in view.claim_rows(touched.settled, touched.numbers, touched.readings, headers)}
        old = self._claim_rows([*new, *claims, *self._added(touched)])
        same = not joins
        for claim in {**old, **new}:
            before, row = old.get(claim), new.get(claim)
            if row is None:
                self.run("DELETE FROM world_claims WHERE world = ? AND claim = ?", (self.world, claim))
            elif before is None:
                self.run(
                    "INSERT INTO world_claims (world, claim, reading, ordinal, incident, state, record, source) "
                    "VALUES (?, ?, ?, ?, NULL, ?, ?, ?)",
                    (self.world, *row),
                )
            elif before != row:
                self.run(
                    "UPDATE world_claims SET reading = ?, ordinal = ?, state = ?, record = ?, source = ? "
                    "WHERE world = ? AND claim = ?",
                    (*row[1:], self.world, claim),
                )
            same = same and _joined_as(before) == _joined_as(row)
        return same

    def _added(self, touched: Part) -> list[str]:
        """Claims that people had added to these reports."""
        rows = rows_about(self.case, touched.numbers)
        return [j.target for j in rows if j.kind == "add"]

    def _claim_rows(self, claims: Collection[str]) -> dict[str, view.ClaimRow]:
        rows = self.run(
            "SELECT w.claim, w.reading, w.ordinal, w.state, w.record, w.source FROM json_each(?) k "
            "CROSS JOIN world_claims w ON w.world = ? AND w.claim = k.value",
            (encode(list(claims)), self.world),
        )
        return {r["claim"]: view.ClaimRow(*r) for r in rows}

    def _review(self, claims: Collection[str]) -> None:
        """Which incidents of these claims are now reviewed; their lines are told as changed."""
        homes = self._homes(claims)
        for incident in homes:
            self.run(
                "UPDATE incident_rows SET reviewed = NOT EXISTS (SELECT 1 FROM world_claims WHERE world = ? "
                "AND incident = ? AND state IS NULL) WHERE world = ? AND id = ?",
                (self.world, incident, self.world, incident),
            )
        self._told([], sorted(homes))

    def _homes(self, claims: Collection[str]) -> set[str]:
        """The incidents in which these claims stand."""
        rows = self.run(
            "SELECT DISTINCT w.incident FROM json_each(?) k "
            "CROSS JOIN world_claims w ON w.world = ? AND w.claim = k.value WHERE w.incident IS NOT NULL",
            (encode(list(claims)), self.world),
        )
        return {r[0] for r in rows}

    def _told(self, gone: Sequence[str], come: Sequence[str]) -> None:
        self.run(
            "INSERT INTO world_steps (world, gone, come) VALUES (?, ?, ?)", (self.world, encode(gone), encode(come))
        )
        self.run("DELETE FROM world_steps WHERE step <= (SELECT max(step) FROM world_steps) - ?", (STEPS,))

    # Joining

    def _rejoin(self, touched: Part, claims: Collection[str], came: Came | None, before: dict[str, _Old]) -> None:
        """``before``: the incidents in which the touched claims stood."""
        readings = touched.settled.readings
        repeated_claims = self._repeat(touched, came.originals if came else ())
        now = _AROUND.decode(self.kept.around(self.world))
        groups = near.regroup(
            self.kept, readings, [*claims, *repeated_claims], self.context,
            near.Around(now, came.was if came else now), came.known_anew if came else (),
        )  # fmt: skip
        every = self._load({*touched.numbers, *part.documents_of(self.case, [c for group in groups for c in group])})
        before.update(self._incidents(self._homes([c for group in groups for c in group])))
        facts = {f.key: f for r in every.settled.readings for f in facts_of(r, self.context.rules)}
        seen = self._view(every)
        made = []
        for group in groups:
            same = [p for p in self.kept.decisions(group).same if set(group).issuperset(p)]
            links = links_of(group, facts, self.context, same)
            made.append(make_incident([every.claims[c] for c in group], seen, links))
        self._write(made, before, every, seen)
        self._hold(touched, claims)

    def _claims_in(self, touched: Part) -> list[str]:
        return [c.id for r in touched.settled.readings for c in r.claims]

    def _repeat(self, touched: Part, originals: Collection[str]) -> set[str]:
        """Pairs the claims of reports and of their copies anew; gives the claims that were or are paired.
        ``originals``: what some of the reports repeated before."""
        heads = part.headers(self.case, self.world, touched.numbers)
        every = sorted({heads[d].copies_of or d for d in touched.numbers} | set(originals))
        found = {c for original in every for p in self.kept.repeated(original) for c in p}
        for original in every:
            self.kept.repeat(original, ())
        for original in every:
            copies = [
                r[0]
                for r in self.run(
                    "SELECT document FROM world_documents WHERE world = ? AND copies_of = ?", (self.world, original)
                )
            ]
            if not copies:
                continue
            group = self._load([original, *copies])
            pairs = repeated(list(group.claims.values()), dict.fromkeys(copies, original))
            found |= {c for p in pairs for c in p}
            self.kept.repeat(original, pairs)
        return found

    def _view(self, every: Part) -> View:
        trust = dict(
            self.run("SELECT source, reliability FROM world_sources WHERE world = ?", (self.world,)).fetchall()
        )
        heads = part.headers(self.case, self.world, every.numbers)
        return View(heads, self.actors, self.context, trust)

    def _incidents(self, ids: Collection[str]) -> dict[str, _Old]:
        rows = self.run(
            "SELECT i.id, i.ordinal, i.reviewed, i.record, i.brief FROM json_each(?) k "
            "CROSS JOIN incident_rows i ON i.world = ? AND i.id = k.value",
            (encode(list(ids)), self.world),
        )
        return {r["id"]: _Old(r["ordinal"], bool(r["reviewed"]), r["record"], r["brief"]) for r in rows}

    def _write(self, made: Sequence[Incident], before: dict[str, _Old], every: Part, seen: View) -> None:
        """The incidents that differ from those that stood there, and which incident each of their claims is in."""
        claims = every.claims
        rows = self._claim_rows([c for i in made for c in i.claims])
        now = {
            i.id: _Old(
                min(rows[c].ordinal for c in i.claims), all(rows[c].state for c in i.claims), encode(i),
                encode(brief(i, (claims[c] for c in i.claims), seen.documents, every.numbers)),
            )
            for i in made
        }  # fmt: skip
        changed = [i for i in made if before.get(i.id) != now[i.id]]
        gone = [i for i in before if i not in now]
        for name in (*gone, *(i.id for i in changed)):
            self.run("DELETE FROM incident_rows WHERE world = ? AND id = ?", (self.world, name))
            self.run("UPDATE world_claims SET incident = NULL WHERE world = ? AND incident = ?", (self.world, name))
        for incident in changed:
            row = now[incident.id]
            self.run(
                "INSERT INTO incident_rows (world, ordinal, id, reviewed, record, brief) VALUES (?, ?, ?, ?, ?, ?)",
                (self.world, row.ordinal, incident.id, int(row.reviewed), row.record, row.brief),
            )
        self.case.connection.executemany(
            "UPDATE world_claims SET incident = ? WHERE world = ? AND claim = ?",
            [(i.id, self.world, c) for i in changed for c in i.claims],
        )
        self._told(gone, [i.id for i in changed])

    def _hold(self, touched: Part, claims: Collection[str]) -> None:
        """Who holds the places of which a claim of the touched reports says so, or said so before."""
        mine = {*claims, *self._claims_in(touched)}
        places = self.kept.places_of(mine)
        heads = part.headers(self.case, self.world, touched.numbers)
        now = {s.claim: s.place.id for s in signs(list(touched.claims.values()), heads)}
        self.kept.sign(mine, now)
        for place in sorted(places | set(now.values())):
            wanted = set(self.kept.signs_at(place))
            every = self._load(part.documents_of(self.case, wanted))
            told = [c for c in every.claims.values() if c.id in wanted]
            found = holdings(told, part.headers(self.case, self.world, every.numbers), self.context.kin)
            self.run("DELETE FROM holding_rows WHERE world = ? AND place = ?", (self.world, place))
            self.case.connection.executemany(
                "INSERT INTO holding_rows VALUES (?, ?, ?, ?)", view.holding_rows(self.world, found)
            )

    # Sources

    def _pin(self, source: str) -> None:
        """How far a source is trusted."""
        pins = [j for j in standing(rows_about(self.case, [source])) if j.kind == "reliability" and j.target == source]
        self.run("DELETE FROM world_sources WHERE world = ? AND source = ?", (self.world, source))
        if pins:
            self.run("INSERT INTO world_sources VALUES (?, ?, ?)", (self.world, source, str(pins[-1].value)))

    def _recount(self, source: str) -> None:
        """The figures of the incidents in which a source speaks."""
        homes = {
            r[0]
            for r in self.run(
                "SELECT DISTINCT incident FROM world_claims WHERE world = ? AND source = ? AND incident IS NOT NULL",
                (self.world, source),
            )
        }
        before = self._incidents(homes)
        old = {i: _INCIDENT.decode(row.record) for i, row in before.items()}
        every = self._load({d for i in old.values() for d in i.documents})
        seen = self._view(every)
        made = [make_incident([every.claims[c] for c in i.claims], seen, i.links) for i in old.values()]
        self._write(made, before, every, seen)


def _joined_as(row: view.ClaimRow | None) -> tuple[int, int, str | None]:
    """What joining sees of a claim; of one that is not there, or rejected, nothing."""
    return (0, 0, None) if row is None else (row.reading, row.ordinal, row.record)

"""The verbs on a casefile. ``register`` hangs them on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dateline.casefile import Casefile
    from dateline.casefile.judgements import Fallen
    from dateline.world import Added, Item, Told

CasePath = Annotated[Path, typer.Option("--case", envvar="DATELINE_CASE", help="the casefile")]
Since = Annotated[str | None, typer.Option(help="from this day, month or year on: 2017-11-05, 2017-11, 2017")]
Until = Annotated[str | None, typer.Option(help="up to this day, month or year")]
PlaceName = Annotated[
    str | None, typer.Option("--place", help="a name or part of one, a place id, or a country code (SY)")
]


def _known(types: list[str] | None) -> list[str] | None:
    """Raises UsageError for an event type that there is not: no incident would be of it."""
    if types:
        from difflib import get_close_matches

        from dateline.errors import UsageError
        from dateline.lexicon import load_toml

        known = load_toml("ontology.toml")["types"]
        for name in types:
            if name not in known:
                near = get_close_matches(name, known, 1)
                raise UsageError(f"there is no event type {name!r}; {f'{near[0]}?' if near else ', '.join(known)}")
    return types


Types = Annotated[list[str] | None, typer.Option("--type", callback=_known, help="an event type; may be given again")]
Disputed = Annotated[bool, typer.Option("--disputed", help="only where sources contradict each other")]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="only where a person has judged every claim")]
AsJson = Annotated[bool, typer.Option("--json", help="as JSON")]
Author = Annotated[str, typer.Option(envvar="DATELINE_AUTHOR", help="who judges")]
Why = Annotated[str, typer.Option("--reason", help="why")]

judge_app = typer.Typer(no_args_is_help=True, help="Append a judgement: dateline judge reject clm_9a… --case war.case")


def register(app: typer.Typer) -> None:
    """Hangs the verbs of this module on the command line."""
    for verb in (incidents, show, search, explain, reread, diff, check):
        app.command()(verb)
    app.add_typer(judge_app, name="judge")


def opened(path: Path, *, write: bool = False) -> Casefile:
    """The casefile, writable where it can be so that a world out of date can be made anew and kept."""
    from dateline.casefile import Casefile
    from dateline.casefile.db import writable
    from dateline.errors import CasefileError

    try:
        return Casefile(path, write=write or writable(path) or not path.exists())
    except CasefileError:
        if write or not path.exists():
            raise
        try:
            return Casefile(path, write=False)  # a full disk keeps nobody from looking
        except CasefileError:
            pass
        raise


@contextmanager
def _present(path: Path) -> Iterator[Casefile]:
    """The casefile with its stored world up to date; where it cannot be written and is not, a copy of it."""
    from dateline.world import up_to_date

    with opened(path) as file, up_to_date(file) as present:
        yield present


def incidents(
    case: CasePath,
    since: Since = None,
    until: Until = None,
    place: PlaceName = None,
    types: Types = None,
    disputed: Disputed = False,
    reviewed: Reviewed = False,
    as_json: AsJson = False,
) -> None:
    """List incidents: dateline incidents --case syria.case --since 2017-11 --place Raqqa --disputed"""
    from dateline.casefile import look
    from dateline.casefile.select import Selection
    from dateline.casefile.show import line

    wanted = Selection(since, until, place, tuple(types or ()), disputed, reviewed)
    with _present(case) as file:
        if as_json:
            _print_list(look.each(file, look.chosen(file, wanted)))
            return
        shown = 0
        for seen, brief in look.choose(file, wanted):
            typer.echo(line(brief, seen))
            shown += 1
        total = _how_many(file)
    typer.echo(f"{shown} of {total} incidents", err=True)


def show(ref: Annotated[str, typer.Argument(metavar="INCIDENT")], case: CasePath, as_json: AsJson = False) -> None:
    """Show one incident, who says what about it: dateline show inc_3f… --case syria.case"""
    from dateline.casefile import look
    from dateline.casefile import show as shown

    with _present(case) as file:
        incident = shown.find_incident(file, ref)
        if as_json:
            _print_json({"incident": incident, "claims": look.claims(file, incident.claims)[0]})
        else:
            typer.echo(shown.incident_text(incident, file))


def explain(ref: Annotated[str, typer.Argument(metavar="CLAIM")], case: CasePath, as_json: AsJson = False) -> None:
    """Say why a claim is what it is: dateline explain clm_9a… --case syria.case"""
    from dateline.casefile import look
    from dateline.casefile import show as shown

    with _present(case) as file:
        claim = shown.find_claim(file, ref)
        if as_json:
            rows = look.about(file, [claim.id])
            _print_json({"claim": claim, "judgements": [j for j in rows if claim.id in j.claims]})
        else:
            typer.echo(shown.claim_text(claim, file))


def search(
    words: list[str],
    case: CasePath,
    limit: Annotated[int, typer.Option(min=1, help="reports to show at most")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find reports and claims by their words: dateline search cluster bomb* '"field hospital"' --case syria.case"""
    from dateline.casefile.search import MARK_END, MARK_START
    from dateline.casefile.search import search as run

    with opened(case) as file:
        hits = run(file, " ".join(words), limit)
    if as_json:
        _print_json(hits)
        return
    for hit in hits:
        typer.echo(
            f"{hit.document}  {hit.published or '(no date)'}  {hit.publisher or '(no publisher)'}  {hit.title or ''}"
        )
        typer.echo("    " + " ".join(hit.snippet.replace(MARK_START, "[").replace(MARK_END, "]").split()))
        for claim, kind, evidence in hit.claims:
            typer.echo(f"    {claim}  {kind}: {' '.join(evidence.split())}")
    typer.echo(f"{len(hits)} reports", err=True)


def read_into(items: Iterable[Item], case: Path, *, jobs: int, on_item: Told) -> Added:
    """``dateline read PATHS --case FILE``: adds reports to a casefile and tells what was added."""
    from dateline.casefile import Casefile
    from dateline.world import read_into as run

    with Casefile(case, create=True) as file:
        added = run(file, items, jobs=jobs, on_item=on_item)
        counts = file.query("SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM incidents)")[0]
    typer.echo(
        f"{added.read} reports read, {added.known} had been read before; {case} now holds {counts[0]} claims in "
        f"{counts[1]} incidents",
        err=True,
    )
    tell_fallen(added.fallen)
    return added


def reread(
    case: CasePath,
    again: Annotated[bool, typer.Option("--again", help="also what this version has read before")] = False,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="number of processes")] = 1,
) -> None:
    """Read the stored texts again with this version; judgements stay: dateline reread --case syria.case"""
    from dateline.world import reread as run

    with opened(case, write=True) as file:
        added = run(file, again=again, jobs=jobs)
    typer.echo(f"{added.read} documents read anew, {added.known} had been read by this version")
    tell_fallen(added.fallen)


def tell_fallen(rows: Sequence[Fallen]) -> None:
    """Lists judgements whose claims the present readings no longer make."""
    if rows:
        typer.echo(f"{len(rows)} judgements name claims that are no longer made:")
    for row in rows:
        j = row.judgement
        typer.echo(f"  {j.id}  {j.at[:10]}  {j.author}: {j.kind} {j.target} ({j.reason or 'no reason given'})")
        typer.echo(f"      gone: {', '.join(row.missing)}")
        if row.successors:
            typer.echo(f"      the same words now make: {', '.join(row.successors)}")


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="a program version, or a day, or a moment (ISO 8601)")],
    case: CasePath,
    new: Annotated[str | None, typer.Argument(metavar="[NEW]", help="the same; left out: now")] = None,
    as_json: AsJson = False,
) -> None:
    """What changed by incident between two versions or dates: dateline diff 0.1.0 0.2.0 --case syria.case"""
    from dateline.casefile.diff import diff as compare
    from dateline.world import at

    with opened(case) as file:
        changes = compare(at(file, old), at(file, new))
    if as_json:
        _print_json(changes)
        return
    for change in changes:
        typer.echo(f"{change.what:8}{change.after or change.before}  {change.title}")
        for text in change.lines:
            typer.echo(f"        {text}")
    typer.echo(f"{len(changes)} incidents differ", err=True)


def check(case: CasePath) -> None:
    """Check a casefile for damage and say what is in it: dateline check --case syria.case"""
    with opened(case) as file:
        wrong = file.check()
        counts = file.query(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims), (SELECT count(*) FROM incidents), "
            "(SELECT count(*) FROM judgements)"
        )[0]
        typer.echo(f"{counts[0]} documents, {counts[1]} claims, {counts[2]} incidents, {counts[3]} judgements")
        for number, producer in file.producers():
            typer.echo(f"read by {number}: Dateline {producer.version}, {producer.model}, {producer.gazetteer}")
    for text in wrong:
        typer.echo(f"damaged: {text}", err=True)
    if wrong:
        raise typer.Exit(1)
    typer.echo("sound")


@judge_app.command("accept")
def _accept(refs: list[str], case: CasePath, author: Author, reason: Why = "") -> None:
    """These claims, or all claims of these incidents, stand as they are.

    Example: dateline judge accept inc_3f… --author Ana --case war.case
    """
    _judge(case, "accept", refs, author, reason)


@judge_app.command("reject")
def _reject(refs: list[str], case: CasePath, author: Author, reason: Why = "") -> None:
    """These claims, or all claims of these incidents, are left out of the world.

    Example: dateline judge reject clm_9a… --author Ana --reason "a drill" --case war.case
    """
    _judge(case, "reject", refs, author, reason)


@judge_app.command("correct")
def _correct(
    claim: str,
    field: str,
    value: Annotated[
        str, typer.Argument(help="JSON as in the contract, or short: 2016-07-27, killed=44, Raqqa@35.95,39.01")
    ],
    case: CasePath,
    author: Author,
    reason: Why = "",
) -> None:
    """One field of one claim has another value: dateline judge correct clm_9a… when 2016-07-27 --author … --reason …"""
    from dateline.casefile.short import value_of

    _judge(case, "correct", [claim], author, reason, field=field, value=value_of(field, value))


@judge_app.command("merge")
def _merge(refs: list[str], case: CasePath, author: Author, reason: Why = "") -> None:
    """All these claims, or incidents, are one incident.

    Example: dateline judge merge inc_3f… inc_81… --author Ana --case war.case
    """
    _judge(case, "merge", refs, author, reason)


@judge_app.command("split")
def _split(claims: list[str], case: CasePath, author: Author, reason: Why = "") -> None:
    """These claims are another incident than the rest of theirs.

    Example: dateline judge split clm_9a… clm_07… --author Ana --case war.case
    """
    _judge(case, "split", claims, author, reason)


@judge_app.command("reliability")
def _reliability(source: str, value: str, case: CasePath, author: Author, reason: Why = "") -> None:
    """Pin what a source's word counts for: high, normal or low.

    Example: dateline judge reliability "Radio Oram" low --author Ana --case war.case
    """
    _judge(case, "reliability", [source], author, reason, value=value)


@judge_app.command("note")
def _note(
    ref: str, case: CasePath, author: Author, reason: Annotated[str, typer.Option("--reason", "--note")] = ""
) -> None:
    """A remark on a claim, an incident or a document.

    Example: dateline judge note inc_3f… --note "ask the desk" --author Ana --case war.case
    """
    _judge(case, "note", [ref], author, reason)


@judge_app.command("undo")
def _undo(number: str, case: CasePath, author: Author, reason: Why = "") -> None:
    """A judgement no longer counts (the row stays).

    Example: dateline judge undo 12 --author Ana --case war.case
    """
    _judge(case, "undo", [number], author, reason)


@judge_app.command("list")
def _list(case: CasePath, as_json: AsJson = False) -> None:
    """All judgements in order, and those whose claims are no longer made.

    Example: dateline judge list --case war.case
    """
    from dateline.casefile.judgements import judgements, standing
    from dateline.world import lost

    with opened(case) as file:
        rows = judgements(file)
        gone = lost(file)
    if as_json:
        _print_json(rows)
        return
    force = {j.id for j in standing(rows)}
    for j in rows:
        state = "" if j.id in force or j.kind == "undo" else "  (undone)"
        detail = f" {j.field} = {json.dumps(j.value, ensure_ascii=False)}" if j.field else ""
        detail = detail or (f" {j.value}" if j.kind == "reliability" else "")
        typer.echo(f"{j.id:5}  {j.at[:16]}  {j.author}: {j.kind} {j.target}{detail}: {j.reason}{state}")
    tell_fallen(gone)


def _judge(case: Path, kind: str, refs: list[str], author: str, reason: str, **more: Any) -> None:
    from dateline.casefile.judgements import draft
    from dateline.casefile.look import Present
    from dateline.world import judged, refresh

    with opened(case, write=True) as file:
        refresh(file)
        before = _how_many(file)
        done = judged(file, draft(Present(file), kind, refs, author, reason, **more))
        after = _how_many(file)
    typer.echo(f"judgement {done.id}: {kind} {done.target}")
    if before != after:
        typer.echo(f"incidents: {before} → {after}")


def _how_many(file: Casefile) -> int:
    """Incidents in the stored world."""
    rows = file.query("SELECT count(*) FROM incident_rows WHERE world = (SELECT id FROM current_world)")
    return int(rows[0][0])


def _print_list(records: Iterable[Any]) -> None:
    """A JSON list, one record after the other, so that a million of them need no memory."""
    import msgspec

    sign = "["
    for record in records:
        typer.echo(sign)
        typer.echo(msgspec.json.format(msgspec.json.encode(record), indent=2).decode(), nl=False)
        sign = ","
    typer.echo("\n]" if sign == "," else "[]")


def _print_json(value: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())

"""One page that opens without a network: map, time line, incidents with who says what, holdings, sources, and the
texts with their claims marked. Every figure links to the words that it comes from.

There is no script in it, and its content security policy allows none; whatever a report says is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain, pairwise

from dateline.casefile.words import day, figures
from dateline.export.bundle import Bundle
from dateline.export.charts import time_line, toll_bar, world_map
from dateline.export.html import Markup, around, el, esc, join
from dateline.export.notes import note
from dateline.model import Claim, Document, Holding, Incident, IncidentHarm


def page(bundle: Bundle, at: str) -> str:
    """The whole page; ``at``: the moment of the export, ISO 8601."""
    return "".join(pieces(bundle, at))


def pieces(bundle: Bundle, at: str) -> Iterator[str]:
    """The page piece by piece."""
    style = files("dateline.export").joinpath("data", "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"), el("title", "Dateline report"),
        Markup(f"<style>{style}</style>"),
    )  # fmt: skip
    documents = bundle.size.documents
    yield "<!doctype html>\n"
    main = chain([_overview(bundle)], _incidents(bundle), _holdings(bundle), [_sources(bundle)], _texts(bundle))
    foot = el("footer", "Made by Dateline from a casefile. Map lines: Natural Earth. Place names: GeoNames, CC BY 4.0.")
    body = chain([_head(bundle, at, documents)], around("main", main), [foot])
    yield from around("html", chain([head], around("body", body)), lang="en")
    yield "\n"


def _head(bundle: Bundle, at: str, documents: int) -> Markup:
    asked = ", ".join(f"{k}: {v}" for k, v in bundle.selection.words().items()) or "everything"
    producer = bundle.records.producer
    facts = (
        f"{len(bundle.incidents)} incidents, {len(bundle.claims)} claims, {documents} reports. Shown: {asked}. "
        f"Private people's names: {'shown' if bundle.policy == 'all' else 'left out'}. "
        f"Read by Dateline {producer.version}, written {at[:10]}."
    )
    links = [
        el("a", name, href=f"#{target}")
        for name, target in (
            ("Incidents", "incidents"),
            ("Holdings", "holdings"),
            ("Sources", "sources"),
            ("Texts", "texts"),
        )
    ]
    return el("header", el("h1", "What was reported, and by whom"), el("p", facts), el("nav", links))


def _overview(bundle: Bundle) -> Markup:
    parts = [("Where", world_map(bundle)), ("When", time_line(bundle))]
    legend = el(
        "p",
        "A circle is an incident, larger with more killed; a ring means that sources contradict each other.",
        class_="small",
    )
    return join(
        *(
            el("section", el("h2", name), drawing, legend if name == "Where" else None)
            for name, drawing in parts
            if drawing
        )
    )


# Incidents


def _incidents(bundle: Bundle) -> Iterator[str]:
    rows = (
        el(
            "tr",
            el("td", day(i.when)), el("td", el("a", i.title, href=f"#{i.id}")),
            el("td", i.place.name if i.place else ""),
            el("td", el("a", _killed(bundle, i), href=f"#{i.id}"), class_="number"),
            el("td", i.origins, class_="number"),
            el("td", ", ".join(dict.fromkeys(d.field for d in i.disputes))), el("td", i.grade.code if i.grade else ""),
        )
        for i in bundle.incidents
    )  # fmt: skip
    titles = ("Date", "Incident", "Place", "Killed", "Origins", "In dispute", "Grade")
    table = around("table", chain([el("thead", el("tr", (el("th", t) for t in titles)))], around("tbody", rows)))
    told = (_incident(bundle, i) for i in bundle.incidents)
    return around("section", chain([el("h2", "Incidents")], table, told), id="incidents")


def _killed(bundle: Bundle, incident: Incident) -> str:
    for h in incident.harm:
        if h.effect == "killed" and h.group == "all":
            return figures(h.low, h.best, h.high)
    ends = bundle.ends(incident.harm, "killed")
    return "" if ends == (None, None, None) else figures(*ends)


def _incident(bundle: Bundle, incident: Incident) -> Markup:
    grade = incident.grade
    claims = {c.id: c for c in bundle.claims_of(incident)}
    reviewed = el("span", "reviewed", class_="tag") if incident.id in bundle.records.reviewed else None
    return el(
        "article",
        el("h3", incident.title, reviewed),
        el("p", note(bundle, incident)),
        el("p", f"Grade: {grade.code}. {'; '.join(grade.reasons)}.", class_="small") if grade else None,
        [_harm(bundle, h, claims) for h in incident.harm],
        [_dispute(bundle, d.field, [(v.value, v.claims) for v in d.values], claims) for d in incident.disputes],
        [
            el("p", f"Update of {u.field}: {u.from_} → {u.to} ", _links(bundle, u.claims, claims), class_="small")
            for u in incident.updates
        ],
        el("h4", "Who says so"),
        el("ul", (_claim(bundle, c) for c in claims.values())),
        id=incident.id,
    )


def _harm(bundle: Bundle, harm: IncidentHarm, claims: dict[str, Claim]) -> Markup:
    """A table of the figure of each source, with bars on one scale; each figure links to its words."""
    numbers = [n for s in harm.by_source for n in (s.low, s.best, s.high) if n is not None]
    numbers += [n for n in (harm.low, harm.best, harm.high) if n is not None]
    most = max(numbers, default=0)
    people = "people" if harm.group == "all" else harm.group.replace("_", " ")
    rows = [
        el(
            "tr", el("td", s.source or "the report itself"),
            el("td", _figure(s.low, s.best, s.high, s.claims, claims, harm.effect, harm.group), class_="number"),
            el("td", toll_bar(s.low, s.best, s.high, most)), el("td", _links(bundle, s.claims, claims)),
        )
        for s in harm.by_source
    ]  # fmt: skip
    whole = el(
        "tr", el("th", f"{people} {harm.effect}"), el("th", _whole(harm, claims), class_="number"),
        el("td", toll_bar(harm.low, harm.best, harm.high, most)), el("td"), class_="whole",
    )  # fmt: skip
    return el("table", el("tbody", whole, rows), class_="tolls")


def _whole(harm: IncidentHarm, claims: dict[str, Claim]) -> Markup:
    """The reconciled figure; it links to the words of the source that gives its low end, or of the first."""
    text = figures(harm.low, harm.best, harm.high)
    giving = [s for s in harm.by_source if s.low == harm.low] or list(harm.by_source)
    return (
        _figure(harm.low, harm.best, harm.high, giving[0].claims, claims, harm.effect, harm.group)
        if giving
        else esc(text)
    )


def _figure(
    low: int | None,
    best: int | None,
    high: int | None,
    ids: Sequence[str],
    claims: dict[str, Claim],
    effect: str,
    group: str,
) -> Markup:
    text = figures(low, best, high)
    for identity in ids:
        claim = claims.get(identity)
        for n, h in enumerate(claim.harm if claim else ()):
            if claim and h.effect == effect and h.group == group and h.span is not None:
                return el("a", text, href=f"#{claim.id}-h{n}")
    return el("a", text, href=f"#{ids[0]}") if ids and ids[0] in claims else esc(text)


def _dispute(
    bundle: Bundle, field: str, values: Sequence[tuple[str, tuple[str, ...]]], claims: dict[str, Claim]
) -> Markup:
    rows = [el("li", value, " ", _links(bundle, ids, claims)) for value, ids in values]
    return el("div", el("p", f"In dispute: {field}"), el("ul", rows), class_="dispute")


def _links(bundle: Bundle, ids: Sequence[str], claims: dict[str, Claim]) -> Markup:
    known = [claims[i] for i in ids if i in claims]
    return join(*((" " if n else None, el("a", f"[{n + 1}]", href=f"#{c.id}")) for n, c in enumerate(known)))


def _claim(bundle: Bundle, claim: Claim) -> Markup:
    document = bundle.document(claim.document)
    who = bundle.names.source(claim.source) or (document.publisher if document else None) or "the report itself"
    via = f", via {', '.join(map(bundle.names.phrase, claim.source.via))}" if claim.source and claim.source.via else ""
    paper = f" ({document.publisher or 'no publisher'}, {document.published or 'no date'})" if document else ""
    state = bundle.records.states.get(claim.id)
    words = " ".join(bundle.names.words(claim.document, claim.evidence.start, claim.evidence.end).split())
    denied = " that it did not happen" if claim.polarity == "denied" and claim.stance != "denies" else ""
    return el(
        "li", el("b", who), f"{via} {claim.stance}{denied}: ", el("a", f"“{words}”", href=f"#{claim.id}"),
        el("span", paper, class_="small"), el("span", state, class_="tag") if state else None,
    )  # fmt: skip


# Holdings, sources, texts


def _holdings(bundle: Bundle) -> Iterator[str]:
    held = bundle.holdings()
    first = next(held, None)
    if first is None:
        yield el("section", el("h2", "Holdings"), el("p", "No report says who holds a place."), id="holdings")
        return
    titles = ("Place", "Held by", "From", "Until", "Says so", "Contested by")
    rows = (_holding(bundle, h) for h in chain([first], held))
    table = around("table", chain([el("thead", el("tr", (el("th", t) for t in titles)))], around("tbody", rows)))
    yield from around("section", chain([el("h2", "Holdings")], table), id="holdings")


def _holding(bundle: Bundle, holding: Holding) -> Markup:
    actor = bundle.actors.get(holding.holder)
    claims = {c.id: c for c in bundle.shown([*holding.claims, *holding.contested_by])}
    return el(
        "tr", el("td", holding.place.name), el("td", bundle.names.actor(actor) if actor else holding.holder),
        el("td", holding.start or "?"), el("td", holding.end or "?"),
        el("td", _links(bundle, holding.claims, claims)), el("td", _links(bundle, holding.contested_by, claims)),
    )  # fmt: skip


@dataclass
class _Told:
    """What one source says in all: a report's claims come one after the other, so the last is enough to count them."""

    kind: str
    claims: int = 0
    documents: int = 0
    last: str = ""


def _sources(bundle: Bundle) -> Markup:
    counts: dict[str, _Told] = {}
    for report in bundle.reports():
        for claim in report.claims:
            name = bundle.names.source(claim.source) or report.document.publisher or "the report itself"
            kind = (claim.source.kind if claim.source else "the report itself") or ""
            told = counts.setdefault(name, _Told(kind))
            told.claims += 1
            told.documents += told.last != claim.document
            told.last = claim.document
    rows = [
        el("tr", el("td", name), el("td", told.kind.replace("_", " ")), el("td", told.claims, class_="number"),
           el("td", told.documents, class_="number"), el("td", bundle.records.reliability.get(name, "")))
        for name, told in sorted(counts.items(), key=lambda item: (-item[1].claims, item[0]))
    ]  # fmt: skip
    titles = ("Source", "Kind", "Claims", "Reports", "Reliability")
    table = el("table", el("thead", el("tr", (el("th", t) for t in titles))), el("tbody", rows))
    return el("section", el("h2", "Sources"), table, id="sources")


def _texts(bundle: Bundle) -> Iterator[str]:
    texts = (_text(bundle, r.document, r.claims) for r in bundle.reports() if r.claims)
    return around("section", chain([el("h2", "Texts")], texts), id="texts")


def _text(bundle: Bundle, document: Document, claims: Sequence[Claim]) -> Markup:
    title = bundle.names.title(document.id, document.title) or document.uri
    facts = ", ".join(p for p in (document.publisher, document.published, document.uri) if p)
    copy = (
        el("p", "A copy of ", el("a", "another report", href=f"#{document.copies_of}"), class_="small")
        if document.copies_of
        else None
    )
    return el(
        "article", el("h3", title), el("p", facts, class_="small"), copy,
        el("div", marked(bundle.names.text(document.id), claims), class_="text", dir="auto"), id=document.id,
    )  # fmt: skip


def marked(text: str, claims: Sequence[Claim]) -> Markup:
    """The text cut at the ends of claims' words and figures; each piece is marked if a claim covers it. The first
    piece of a claim carries its id, that of a figure the claim's id with -h and its place in ``harm``."""
    spans = [(c.evidence.start, c.evidence.end, c.id, "claim", c) for c in claims]
    spans += [
        (h.span.start, h.span.end, f"{c.id}-h{n}", "figure", c) for c in claims for n, h in enumerate(c.harm) if h.span
    ]
    spans = [(max(0, a), min(len(text), b), name, kind, c) for a, b, name, kind, c in spans if a < min(b, len(text))]
    cuts = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    opening: dict[int, list[str]] = {}
    for start, _, name, _, _ in spans:
        opening.setdefault(start, []).append(name)
    events = sorted(spans, key=lambda s: s[0])
    out: list[Markup] = []
    active: list[tuple[int, int, str, str, Claim]] = []
    at = 0
    for left, right in pairwise(cuts):
        while at < len(events) and events[at][0] <= left:
            active.append(events[at])
            at += 1
        active = [s for s in active if s[1] > left]
        out += [el("span", id=name) for name in opening.get(left, ())]
        out.append(_piece(text[left:right], active))
    return join(*out)


def _piece(text: str, active: Sequence[tuple[int, int, str, str, Claim]]) -> Markup:
    if not active:
        return esc(text)
    tip = "; ".join(dict.fromkeys(f"{c.type}: {c.stance}" for _, _, _, _, c in active))
    inner = el("b", text) if any(kind == "figure" for _, _, _, kind, _ in active) else esc(text)
    home = next((c.incident for _, _, _, _, c in active if c.incident), None)
    marked_ = el("mark", inner, title=tip)
    return el("a", marked_, href=f"#{home}", class_="back") if home else marked_

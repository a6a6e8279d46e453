"""What was read, for a person: claims grouped by incident, then what is disputed and what moved, then who holds what.

It reads the same without colour: colour only repeats what a word says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from dateline.model import Claim, Dispute, Document, Holding, Incident, Output, Update
from dateline.show import words

_STYLE = {
    "reports": "green", "accuses": "yellow", "denies": "bold red", "admits": "magenta", "claims": "magenta",
    "doubts": "yellow", "threatens": "cyan", "expects": "cyan",
}  # fmt: skip
_GRADE = {"confirmed": "green", "fair": "green", "weak": "yellow", "contested": "bold red", "discounted": "dim"}
_LABEL = 10  # width of the column on the left: the longest stance and a space


def show(output: Output, console: Console) -> None:
    """Print everything that a run found."""
    page = _Page(output, console)
    page.summary()
    for incident in output.incidents:
        page.incident(incident)
    if output.holdings:
        page.holdings(output.holdings)
    page.reports(output.documents)


class _Page:
    """Prints records; knows names, claims and documents by id."""

    def __init__(self, output: Output, console: Console) -> None:
        self._output = output
        self._console = console
        self._claims = {c.id: c for c in output.claims}
        self._documents = {d.id: d for d in output.documents}
        self._actors = {a.id: a.name for a in output.actors}

    def summary(self) -> None:
        o = self._output
        counts = ((len(o.documents), "report"), (len(o.claims), "claim"), (len(o.incidents), "incident"))
        self._line(Text(" · ".join(words.many(n, noun) for n, noun in counts), style="dim"))

    def incident(self, incident: Incident) -> None:
        """Its title, where it stands, its claims, its disputes and updates."""
        self._heading(incident.title)
        self._line(self._standing(incident))
        for same in self._alike(incident.claims):
            self._row(Text(same[0].stance, style=_STYLE[same[0].stance]), self._claim(same))
        for dispute in incident.disputes:
            self._row(Text("disputed", style="bold red"), Text(self._dispute(dispute)))
        for moved in _chains(incident.updates):
            self._row(Text("updated", style="bold cyan"), Text(f"{moved[0].field}: {_chain(moved)}"))

    def holdings(self, holdings: Sequence[Holding]) -> None:
        self._heading("Who holds what")
        for h in holdings:
            days = ((word, day) for word, day in (("from", h.start), ("until", h.end)) if day)
            line = Text(f"{h.place.name}: {self._actors.get(h.holder, h.holder)}", style="bold")
            rest = [
                " ".join(f"{word} {words.day_words_of(day)}" for word, day in days),
                "said by " + "; ".join(self._voices(h.claims)),
                "contested by " + "; ".join(self._voices(h.contested_by)) if h.contested_by else "",
            ]
            line.append(", " + ", ".join(x for x in rest if x), style="not bold")
            self._row(Text("holds"), line)

    def reports(self, documents: Sequence[Document]) -> None:
        """Every report, those with nothing in it too."""
        found: dict[str, int] = {}
        for claim in self._output.claims:
            found[claim.document] = found.get(claim.document, 0) + 1
        self._heading("Reports read")
        for d in documents:
            line = Text(f"{words.paper(d)}: {d.title}" if d.title else words.paper(d))
            if d.copies_of and d.copies_of in self._documents:
                line.append(f" (repeats {words.paper(self._documents[d.copies_of])})", style="dim")
            if d.language not in (None, "en"):
                line.append(f" (not read: its language is {d.language})", style="dim")
            self._row(Text(words.many(found.get(d.id, 0), "claim")), line)

    def _standing(self, incident: Incident) -> Text:
        line = Text(style="dim")
        if incident.place:
            where = " ".join(x for x in (words.where(incident.place), incident.place.country) if x)
            point = words.point(incident.place)
            line.append(f"{where}, {point} · " if point else f"{where} · ")
        line.append(f"{words.many(len(incident.documents), 'report')}, {words.many(incident.origins, 'origin')}")
        if incident.grade:
            line.append(" · ")
            line.append(incident.grade.code, style=_GRADE[incident.grade.code])
            line.append(f" ({'; '.join(incident.grade.reasons)})" if incident.grade.reasons else "")
        return line

    def _alike(self, ids: Iterable[str]) -> list[list[Claim]]:
        """Claims that say the same in the same words stand together: a wire report and its copies."""
        groups: dict[tuple[object, ...], list[Claim]] = {}
        for id in ids:
            c = self._claims[id]
            source = (c.source.name, c.source.via) if c.source else None
            groups.setdefault((c.type, source, c.stance, c.polarity, c.evidence.text), []).append(c)
        return list(groups.values())

    def _claim(self, same: list[Claim]) -> Text:
        claim = same[0]
        papers = list(dict.fromkeys(words.paper(self._documents[c.document]) for c in same))
        lines = Text(words.who(claim, self._documents[claim.document]), style="bold")
        lines.append(f"\n{words.facts(claim, self._actors)}", style="not bold")
        lines.append(f"\n{words.quote(claim)}", style="not bold italic")
        if len(self._documents) > 1:
            lines.append(f"\n{'; also '.join(papers)}", style="not bold dim")
        return lines

    def _dispute(self, dispute: Dispute) -> str:
        sides = [f"{value.value} ({'; '.join(self._voices(value.claims))})" for value in dispute.values]
        return f"{dispute.field}: {' / '.join(sides)}"

    def _voices(self, ids: Iterable[str]) -> list[str]:
        claims = [self._claims[i] for i in ids]
        return list(dict.fromkeys(words.who(c, self._documents[c.document]) for c in claims))

    def _heading(self, text: str) -> None:
        self._console.print()
        self._line(Text(text, style="bold underline" if self._console.is_terminal else "bold"))

    def _line(self, text: Text) -> None:
        for line in text.wrap(self._console, self._console.width):
            line.rstrip()
            self._console.print(line, soft_wrap=True)

    def _row(self, label: Text, body: Text) -> None:
        """A label on the left and beside it a text wrapped to what is left of the width; no blanks at line ends."""
        label.pad_left(1)
        label.pad_right(max(1, _LABEL + 1 - len(label)))
        width = max(20, self._console.width - len(label))
        for n, line in enumerate(body.wrap(self._console, width)):
            line.rstrip()
            self._console.print(Text.assemble(label if n == 0 else " " * len(label), line), soft_wrap=True)


def _chains(updates: Sequence[Update]) -> list[list[Update]]:
    """Updates that follow on one another: 6 to 9, 9 to 14."""
    chains: list[list[Update]] = []
    for update in updates:
        for chain in chains:
            if chain[-1].field == update.field and chain[-1].to == update.from_:
                chain.append(update)
                break
        else:
            chains.append([update])
    return chains


def _chain(updates: Sequence[Update]) -> str:
    return " → ".join([updates[0].from_, *(u.to for u in updates)])

"""Claims for a person: grouped by incident, with who says so and the words quoted."""

from __future__ import annotations

from rich.console import Console

from dateline.model import Output


def show(output: Output, console: Console) -> None:
    """Print all incidents with their claims."""
    claims = {c.id: c for c in output.claims}
    for incident in output.incidents:
        console.print(incident.title, style="bold", markup=False)
        for id in incident.claims:
            claim = claims[id]
            who = claim.source.name if claim.source else "the report itself"
            console.print(f"  {who} {claim.stance}: {claim.evidence.text}", markup=False)
        console.print()

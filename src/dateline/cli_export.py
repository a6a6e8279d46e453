"""The verbs that write a casefile out. ``register`` hangs them on the command line."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Hangs the verbs of this module on the command line."""
